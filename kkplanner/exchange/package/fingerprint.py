"""Short texts for people: the fingerprint of a sender's key, and the code that ties paper to file."""

from __future__ import annotations

import hashlib
from typing import Final

_GROUP: Final = 4
_FINGERPRINT_DIGITS: Final = 32  # of hex: 128 bits, more than anybody can search through
_CODE_LETTERS: Final = 12  # 60 bits
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_BITS: Final = 5


def fingerprint_of(public_key: bytes) -> str:
    """The fingerprint of an Ed25519 public key, "3F2A 91BC …": the same text on paper, on screen and in JSON."""
    digits = hashlib.sha256(public_key).hexdigest()[:_FINGERPRINT_DIGITS].upper()
    return _grouped(digits, " ")


def short_code(content_hash: str) -> str:
    """The code of a plan's content, "7KQ2-M9XD-4TRA", from its hash in hex; read aloud without doubt."""
    number = int(content_hash, 16) >> (4 * len(content_hash) - _BITS * _CODE_LETTERS)
    letters = "".join(_LETTERS[number >> _BITS * at & 31] for at in reversed(range(_CODE_LETTERS)))
    return _grouped(letters, "-")


def _grouped(text: str, between: str) -> str:
    return between.join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))
