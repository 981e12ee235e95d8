"""JSON of unknown origin, read without the liberties that Python's reader takes."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn


def parse(content: bytes, *, whole_numbers: bool = False) -> object:
    """The value that a UTF-8 JSON text states.

    Beyond what `json.loads` refuses: a key that stands twice in one object, NaN and infinite numbers, text that UTF-8
    cannot hold, nesting that exhausts the stack.

    Args:
        content: with or without a byte order mark.
        whole_numbers: refuse fractions too, also 60.0, which a JSON Schema would take for an integer.

    Raises:
        ValueError: it is no such text.
    """
    try:
        document: object = json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=_no_key_twice,
            parse_constant=_no_number,
            parse_float=_no_number if whole_numbers else _finite,
        )
        # An escaped lone surrogate is legal JSON but no text; it shows when it is to be written.
        json.dumps(document, ensure_ascii=False).encode("utf-8")
    except RecursionError as fault:
        raise ValueError("nested too deeply") from fault
    return document


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return document


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(f"{number} is no number")
    return value


def _no_number(number: str) -> NoReturn:
    raise ValueError(f"{number} is no number here")
