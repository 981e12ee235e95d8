"""`python -m kkplanner` is the command `kkplanner`."""

from __future__ import annotations

import sys

from kkplanner.cli import main

if __name__ == "__main__":
    sys.exit(main())
