"""The Thai side of everything: digits, years, baht, clean text, dictionary order, word boundaries.

Import the modules themselves (`from kkplanner.thai.digits import to_thai`): nothing is loaded before it is needed.
"""

from __future__ import annotations
