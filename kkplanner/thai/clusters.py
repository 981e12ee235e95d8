"""Character clusters: the smallest pieces of Thai text that can stand on a line of their own."""

from __future__ import annotations

import re
from typing import Final

# A leading vowel stays with its consonant, marks and following vowels with what they belong to. pythainlp's
# TCC pieces are longer and differ with the spelling; here any text, also a misspelt one, must come out whole.
_MARKS: Final = "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0300-\u036f]*"
_CLUSTER: Final = re.compile(f"[เแโใไ]*(?:[^เแโใไ]|$){_MARKS}(?:[ะาำๅ]{_MARKS})*", re.DOTALL)


def clusters(text: str) -> list[str]:
    """`text` cut between character clusters; joined, they give it back."""
    return [piece for piece in _CLUSTER.findall(text) if piece]
