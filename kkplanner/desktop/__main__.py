"""`python -m kkplanner.desktop` opens the desktop."""

from __future__ import annotations

import sys

from kkplanner.desktop.app import main

if __name__ == "__main__":
    sys.exit(main())
