"""An .xls of a few cells lies in the mini stream of its compound file; it is read and guarded like a large one."""

from __future__ import annotations

import struct

import pytest
from small_xls import SECTOR, SHORT, compound_file, record, small_xls, workbook_stream

from kkplanner.exchange.excel_in import read_book
from kkplanner.exchange.excel_in.errors import BookError, BookTooLargeError, DamagedBookError

TABLE = [
    ["ที่", "โครงการ", "วัตถุประสงค์", "เป้าหมาย", "2571", "2572", "2573", "2574", "2575", "หน่วยงาน"],
    [1.0, "ก่อสร้างถนนสายบ้านโนน", "เพื่อสัญจรสะดวก", "ยาว 500 เมตร", 100000.0, None, None, None, None, "กองช่าง"],
    [2.0, "ขุดลอกคลองบ้านโนน", "เพื่อระบายน้ำ", "ยาว 900 เมตร", None, 80000.5, None, None, None, "กองช่าง"],
]


def test_its_projects_come_in(tmp_path):
    path = tmp_path / "เล็ก.xls"
    path.write_bytes(small_xls("ผ.02", TABLE))
    assert path.stat().st_size < 4096
    (sheet,) = read_book(path).sheets
    assert sheet.name == "ผ.02"
    assert [(row.texts["title"], row.budgets) for row in sheet.projects] == [
        ("ก่อสร้างถนนสายบ้านโนน", {2571: 100_000_00}),
        ("ขุดลอกคลองบ้านโนน", {2572: 80_000_50}),
    ]


def test_a_cell_far_away_is_refused_before_room_is_made_for_it(tmp_path):
    far = record(0x0203, struct.pack("<HHHd", 65_000, 250, 0, 1.0))
    stream = workbook_stream("ผ.02", TABLE)
    path = tmp_path / "ไกล.xls"
    path.write_bytes(compound_file(stream[:-4] + far + stream[-4:]))
    with pytest.raises(BookTooLargeError):
        read_book(path)


def test_a_short_table_that_runs_in_a_circle_is_refused_and_never_hangs(tmp_path):
    data = bytearray(small_xls("ผ.02", TABLE))
    shorts = len(workbook_stream("ผ.02", TABLE)) // SHORT
    struct.pack_into("<I", data, 3 * SECTOR + 4 * (shorts // 2), 0)
    path = tmp_path / "วน.xls"
    path.write_bytes(data)
    with pytest.raises(DamagedBookError):
        read_book(path)


@pytest.mark.parametrize("kept", range(600, 3500, 250))
def test_one_that_was_cut_is_refused_or_read_in_part_without_a_fault(tmp_path, kept):
    path = tmp_path / "ขาด.xls"
    path.write_bytes(small_xls("ผ.02", TABLE)[:kept])
    try:
        titles = [row.texts["title"] for sheet in read_book(path).sheets for row in sheet.projects]
    except BookError:
        return
    assert set(titles) <= {row[1] for row in TABLE}
