"""Rows read straight from the pages of a database file that SQLite does not read any more.

Only what the SQLite file format says about leaves of tables is used: page type 13, an array of pointers to
cells, and in each cell a row number and a record. Nothing is trusted; what makes no sense is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

Value = int | str | bytes | None

PAGE: Final = 4096
_TABLE_LEAF: Final = 13
_FIRST_HEADER: Final = 100  # page 1 begins with the header of the file
_MOST_COLUMNS: Final = 100
_MOST_READ: Final = 4  # times the size of the file
_LONGEST: Final = 64 * 1024 * 1024
_INTEGER_SIZES: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


class _NonsenseError(ValueError):
    """These bytes are no record."""


def carve(data: bytes) -> Iterator[tuple[int, tuple[Value, ...]]]:
    """(row number, values) of every cell on every page that looks like a leaf of a table.

    A crafted file may let thousands of cells share one long chain of pages; so no more is read in all than an
    honest file of this size could hold a few times over.
    """
    left = _MOST_READ * len(data)
    for start in range(0, len(data), PAGE):
        page = data[start : start + PAGE]
        header = _FIRST_HEADER if start == 0 else 0
        if len(page) < header + 8 or page[header] != _TABLE_LEAF:
            continue
        count = int.from_bytes(page[header + 3 : header + 5], "big")
        for number in range(min(count, PAGE // 4)):
            at = header + 8 + 2 * number
            pointer = int.from_bytes(page[at : at + 2], "big")
            if not header + 8 <= pointer < len(page):
                continue
            try:
                row, payload = _cell(data, page, pointer)
                left -= len(payload)
                if left < 0:
                    return
                yield row, _record(payload)
            except _NonsenseError:
                continue


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for step in range(9):
        if at + step >= len(data):
            raise _NonsenseError
        byte = data[at + step]
        if step == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            return value, at + step + 1
    raise _NonsenseError


def _cell(data: bytes, page: bytes, at: int) -> tuple[int, bytes]:
    size, at = _varint(page, at)
    row, at = _varint(page, at)
    if not 0 < size <= min(len(data), _LONGEST) or row >= 1 << 62:
        raise _NonsenseError
    most = PAGE - 35
    if size <= most:
        payload = page[at : at + size]
    else:
        least = (PAGE - 12) * 32 // 255 - 23
        local = least + (size - least) % (PAGE - 4)
        if local > most:
            local = least
        payload = page[at : at + local]
        follow = int.from_bytes(page[at + local : at + local + 4], "big")
        payload += _overflow(data, follow, size - local)
    if len(payload) != size:
        raise _NonsenseError
    return row, payload


def _overflow(data: bytes, follow: int, size: int) -> bytes:
    found, seen = [], set()
    while size > 0:
        start = (follow - 1) * PAGE
        if follow < 2 or follow in seen or start + PAGE > len(data):
            raise _NonsenseError
        seen.add(follow)
        found.append(data[start + 4 : start + 4 + min(size, PAGE - 4)])
        follow = int.from_bytes(data[start : start + 4], "big")
        size -= PAGE - 4
    return b"".join(found)


def _record(payload: bytes) -> tuple[Value, ...]:
    end, at = _varint(payload, 0)
    if not 1 <= end <= len(payload):
        raise _NonsenseError
    kinds = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    if at != end or len(kinds) > _MOST_COLUMNS:
        raise _NonsenseError
    values = []
    for kind in kinds:
        value, at = _value(payload, kind, at)
        values.append(value)
    if at != len(payload):
        raise _NonsenseError
    return tuple(values)


def _value(payload: bytes, kind: int, at: int) -> tuple[Value, int]:
    if kind == 0:
        return None, at
    if kind in (8, 9):
        return kind - 8, at
    if kind in _INTEGER_SIZES:
        size = _INTEGER_SIZES[kind]
        return int.from_bytes(payload[at : at + size], "big", signed=True), at + size
    if kind < 12:  # a float, of which no table of ours has one, or a type that does not exist
        raise _NonsenseError
    size = (kind - 12) // 2
    found = payload[at : at + size]
    if kind % 2 == 0:
        return found, at + size
    try:
        return found.decode("utf-8"), at + size
    except UnicodeDecodeError as error:
        raise _NonsenseError from error
