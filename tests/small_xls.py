"""Writes a workbook of Excel 97–2003 so small that it lies in the mini stream of its compound file.

Other programs pad their files past 4,096 bytes; some do not. Only what a reader needs is written: the records of
MS-XLS (BOF, BOUNDSHEET, LABEL, NUMBER, EOF) in the sectors of MS-CFB.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

SECTOR, SHORT = 512, 64
END, FREE, TABLE, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
SMALLEST = 4096

Cell = str | float | None


def small_xls(name: str, rows: Sequence[Sequence[Cell]]) -> bytes:
    """A compound file with one sheet.

    Raises:
        ValueError: it is too much for a mini stream.
    """
    stream = workbook_stream(name, rows)
    if len(stream) >= SMALLEST:
        raise ValueError(len(stream))
    return compound_file(stream)


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def workbook_stream(name: str, rows: Sequence[Sequence[Cell]]) -> bytes:
    version = 0x0600
    begin = record(0x0809, struct.pack("<HHHHII", version, 0x0005, 0, 0, 0, 0x0600))
    letters = name.encode("utf-16-le")
    tail = struct.pack("<BBBB", 0, 0, len(name), 1) + letters
    place = len(begin) + 4 + 4 + len(tail) + 4
    globals_ = begin + record(0x0085, struct.pack("<I", place) + tail) + record(0x000A)
    cells = b"".join(
        _cell(row, column, value)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value is not None
    )
    sheet = record(0x0809, struct.pack("<HHHHII", version, 0x0010, 0, 0, 0, 0x0600)) + cells + record(0x000A)
    return globals_ + sheet


def _cell(row: int, column: int, value: str | float) -> bytes:
    if isinstance(value, str):
        head = struct.pack("<HHHHB", row, column, 0, len(value), 1)
        return record(0x0204, head + value.encode("utf-16-le"))
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def compound_file(stream: bytes) -> bytes:
    """Sector 0 the table, 1 the directory, 2 the short table, then the mini stream."""
    shorts = -(-len(stream) // SHORT)
    mini = stream.ljust(shorts * SHORT, b"\0")
    mini = mini.ljust(-(-len(mini) // SECTOR) * SECTOR, b"\0")
    first, count = 3, len(mini) // SECTOR
    table = [TABLE, END, END, *range(first + 1, first + count), END]
    header = bytearray(SECTOR)
    header[:8] = bytes.fromhex("D0CF11E0A1B11AE1")
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIIII", header, 40, 0, 1, 1, 0, SMALLEST, 2, 1, END, 0, 0)
    struct.pack_into("<108I", header, 80, *[FREE] * 108)
    entries = [_entry("Root Entry", 5, 1, first, len(mini)), _entry("Workbook", 2, NONE, 0, len(stream))]
    directory = b"".join(entries).ljust(SECTOR, b"\0")
    return b"".join((bytes(header), _numbers(table), directory, _numbers([*range(1, shorts), END]), mini))


def _entry(title: str, kind: int, child: int, first: int, length: int) -> bytes:
    letters = title.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBBIII", len(letters), kind, 1, NONE, NONE, child)
    rest = bytes(36) + struct.pack("<IQ", first, length)
    return letters.ljust(64, b"\0") + links + rest


def _numbers(values: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(values)}I", *values).ljust(SECTOR, b"\xff")
