"""Which characters the documents can show: they are printed in one font, and what it lacks becomes an empty box."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache

from kkplanner.assets import resource

_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zs", "Zl", "Zp"))
_MOST = 5  # characters in a sentence
# They only change the look of the character before them, and are not drawn by themselves.
_SELECTORS = "\ufe00-\ufe0f"


@cache
def _unprintable() -> re.Pattern[str]:
    data = json.loads(resource("lists", "printable_characters.json").read_text(encoding="utf-8"))
    known = "".join(f"\\u{first}-\\u{last}" for first, last in data["ranges"])
    return re.compile(f"[^{known}{_SELECTORS}]")


def unprintable(text: str) -> tuple[str, ...]:
    """The characters of a text that would print as boxes, each once, in the order in which they stand.

    Line breaks and what nobody sees are not among them.
    """
    found = dict.fromkeys(_unprintable().findall(text))
    return tuple(one for one in found if unicodedata.category(one) not in _UNSEEN)


def named(characters: tuple[str, ...]) -> str:
    """As a sentence names them: “☑” (U+2611)."""
    shown = [f"“{one}” (U+{ord(one):04X})" for one in characters[:_MOST]]
    more = len(characters) - _MOST
    return ", ".join(shown) + (f" และอีก {more} ตัว" if more > 0 else "")
