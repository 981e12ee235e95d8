"""How large the sheets of an .xls are, before calamine makes room for them.

calamine holds a sheet as one block from its first to its last cell, and a single damaged cell address makes that
block larger than the machine's memory: the whole program would end. So the cell records are walked first.

An .xls is a compound file: sectors chained by a table (MS-CFB 2.1–2.6). Its stream "Workbook" (Excel 97–2003) or
"Book" (Excel 5) is a row of records: type, length, content; a cell's content begins with row and column
(MS-XLS 2.5, Open Office's description of the format, chapter 5).
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.excel_in.errors import BookTooLargeError, DamagedBookError

if TYPE_CHECKING:
    from collections.abc import Iterator

_STREAMS: Final = ("Workbook", "Book")
_FIRST_SECTORS: Final = 109  # of the table, named in the header
_FREE: Final = 0xFFFFFFFA  # from here on a number is no sector
_ENTRY: Final = 128
_SMALLEST_STREAM: Final = 4096  # a smaller one lies in the mini stream
_BEGIN: Final = {0x0809, 0x0409, 0x0209}
_CELLS: Final = {
    0x0006,
    0x0201,
    0x0203,
    0x0204,
    0x0205,
    0x00BD,
    0x00BE,
    0x00D6,
    0x00FD,
    0x027E,
    0x0406,
    0x0206,
}
_SHORT_SECTOR: Final = 64
_LAST_COLUMN: Final = 255


def check_old_excel(name: str, data: bytes, most_block: int) -> None:
    """Refuse a file whose sheets would take more room than `most_block` cells each.

    Raises:
        BookTooLargeError: one does.
        DamagedBookError: its chains or records lead nowhere.
    """
    try:
        stream = _workbook_stream(data)
    except (struct.error, ValueError, IndexError) as fault:
        raise DamagedBookError(name) from fault
    top, bottom, left, right = 65_536, -1, 65_536, -1
    for kind, at, length in _records(stream):
        if kind in _BEGIN:
            top, bottom, left, right = 65_536, -1, 65_536, -1
        elif kind in _CELLS and length >= 4:
            row, column = struct.unpack_from("<HH", stream, at)
            if column > _LAST_COLUMN:
                raise DamagedBookError(name)
            top, bottom = min(top, row), max(bottom, row)
            left, right = min(left, column), max(right, column)
            if (bottom - top + 1) * (right - left + 1) > most_block:
                raise BookTooLargeError(name)


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """(type, where its content begins, its length) of each record."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        at += 4
        if at + length > len(stream):
            return
        yield kind, at, length
        at += length


def _workbook_stream(data: bytes) -> bytes:
    """The workbook's records in one piece; as far as the chain leads."""
    size: int = 1 << struct.unpack_from("<H", data, 30)[0]
    if size not in {512, 4096}:
        raise ValueError(size)
    table = _table(data, size)
    first_directory = struct.unpack_from("<I", data, 48)[0]
    directory = _chain(data, size, table, first_directory)
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        letters = struct.unpack_from("<H", directory, at + 64)[0]
        title = directory[at : at + max(0, min(letters, 64) - 2)].decode("utf-16-le", "replace")
        if title in _STREAMS:
            first, length = struct.unpack_from("<II", directory, at + 116)
            if length < _SMALLEST_STREAM:
                return _short_stream(data, size, table, directory, first)[:length]
            return _chain(data, size, table, first)[:length]
    raise ValueError(_STREAMS)


def _short_stream(data: bytes, size: int, table: tuple[int, ...], directory: bytes, first: int) -> bytes:
    """A stream of fewer bytes than a chain of sectors is worth: small sectors within the stream of the root entry."""
    within = _chain(data, size, table, struct.unpack_from("<I", directory, 116)[0])
    following = _chain(data, size, table, struct.unpack_from("<I", data, 60)[0])
    small = struct.unpack(f"<{len(following) // 4}I", following[: len(following) // 4 * 4])
    pieces: list[bytes] = []
    at = first
    while at < len(small) and len(pieces) <= len(small):
        pieces.append(within[at * _SHORT_SECTOR : (at + 1) * _SHORT_SECTOR])
        at = small[at]
    return b"".join(pieces)


def _table(data: bytes, size: int) -> tuple[int, ...]:
    """For each sector the one that follows it."""
    numbers = list(struct.unpack_from(f"<{_FIRST_SECTORS}I", data, 76))
    following, seen = struct.unpack_from("<I", data, 68)[0], 0
    while following < _FREE and seen * size < len(data):
        *more, following = struct.unpack_from(f"<{size // 4}I", data, (following + 1) * size)
        numbers += more
        seen += 1
    table: list[int] = []
    for number in numbers:
        at = (number + 1) * size
        if number < _FREE and at + size <= len(data):
            table += struct.unpack_from(f"<{size // 4}I", data, at)
    return tuple(table)


def _chain(data: bytes, size: int, table: tuple[int, ...], first: int) -> bytes:
    """The sectors from `first` on. A chain that runs in a circle is cut off."""
    pieces: list[bytes] = []
    number = first
    while number < len(table) and len(pieces) <= len(table):
        pieces.append(data[(number + 1) * size : (number + 2) * size])
        number = table[number]
    return b"".join(pieces)
