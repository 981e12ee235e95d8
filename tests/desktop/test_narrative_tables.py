"""Tables in the book's texts: made as large as wanted, grown at the caret, filled from Excel, set in the PDF."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox
from typing_thai import press, type_text
from writing import CONTROL, SHIFT, begin, paste, write

from kkplanner.desktop.narrative.table_size import TableSizeDialog
from kkplanner.desktop.page import Place
from kkplanner.desktop.thai_text import clean
from kkplanner.plan.narrative import MOST_COLUMNS, TableBlock, parse


@pytest.fixture
def page(window, qtbot):
    window.go(Place("part1"))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window.page


@pytest.fixture
def editor(page):
    return begin(page)


def table_of(editor):
    (table,) = [block for block in parse(editor.markup()).blocks if isinstance(block, TableBlock)]
    return table


def test_the_size_is_asked_and_the_keyboard_is_enough(page, editor, qtbot, window):
    page.tools.ask_table()
    dialog = editor.findChild(TableSizeDialog)
    for name, number in (("จำนวนแถว", "2"), ("จำนวนคอลัมน์", "5")):
        (box,) = [one for one in dialog.findChildren(QSpinBox) if one.accessibleName() == name]
        box.setFocus()
        box.selectAll()
        qtbot.keyClicks(box, number)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(editor.hasFocus)
    write(editor, "ปี\tประชากร")
    assert table_of(editor) == TableBlock(("ปี", "ประชากร", "", "", ""), (("", "", "", "", ""),))


def test_many_columns_are_advised_against_in_one_sentence(page, editor):
    page.tools.ask_table()
    dialog = editor.findChild(TableSizeDialog)
    assert not dialog.advice.isVisible()
    dialog.columns.setValue(11)
    assert "10 คอลัมน์" in clean(dialog.advice.text())
    assert dialog.columns.maximum() == MOST_COLUMNS
    dialog.reject()


def test_tab_walks_through_the_cells_and_the_last_one_adds_a_row(editor):
    editor.tables.insert(2, 2)
    write(editor, "หมู่\tชื่อ\t1\tโนนตาล\t2\tหนองบัว")
    assert table_of(editor) == TableBlock(("หมู่", "ชื่อ"), (("1", "โนนตาล"), ("2", "หนองบัว")))
    press(Qt.Key.Key_Backtab, modifier=SHIFT)
    write(editor, "3")
    assert table_of(editor).rows[-1] == ("3", "หนองบัว")


def test_rows_and_columns_come_and_go_at_the_caret(editor):
    editor.tables.insert(2, 2)
    write(editor, "ก\tข\tค\tง")
    editor.tables.add_row(below=False)
    write(editor, "กลาง")
    assert [row[0] + row[1] for row in table_of(editor).rows] in (["กลาง", "คง"], ["กลาง", "คง"])
    editor.tables.add_column()
    write(editor, "ใหม่")
    table = table_of(editor)
    assert table.columns == 3
    assert "ใหม่" in table.rows[0]
    editor.tables.remove_column()
    editor.tables.remove_row()
    assert table_of(editor) == TableBlock(("ก", "ข"), (("ค", "ง"),))
    editor.undo()
    assert len(table_of(editor).rows) == 2, "each is one step of undo"


def test_a_header_that_is_removed_leaves_the_next_row_as_header(editor):
    editor.tables.insert(3, 1)
    write(editor, "หัว\tหนึ่ง\tสอง")
    cursor = editor.textCursor()
    cursor.setPosition(editor.tables.table.cellAt(0, 0).firstPosition())
    editor.setTextCursor(cursor)
    editor.tables.remove_row()
    assert table_of(editor) == TableBlock(("หนึ่ง",), (("สอง",),))
    assert editor.tables.table.cellAt(0, 0).firstCursorPosition().blockCharFormat().fontWeight() == 700
    editor.tables.turn_header()
    assert table_of(editor) == TableBlock((), (("หนึ่ง",), ("สอง",)))


def test_removing_all_of_it_leaves_the_text_around(editor):
    write(editor, "ก่อน\n")
    editor.tables.insert(2, 2)
    write(editor, "ก")
    editor.tables.remove_table()
    write(editor, "หลัง")
    assert [type(block).__name__ for block in parse(editor.markup()).blocks] == ["Paragraph", "Paragraph"]


def test_no_more_columns_than_the_book_can_keep(page, editor):
    editor.tables.insert(1, MOST_COLUMNS, header=False)
    write(editor, "ก")
    editor.tables.add_column()
    assert table_of(editor).columns == MOST_COLUMNS
    assert f"ไม่เกิน {MOST_COLUMNS} คอลัมน์" in clean(page.hint.text())
    assert page.hint.isVisible()
    type_text(editor, "ข")
    assert not page.hint.isVisible(), "the advice goes when one writes on"


def test_what_a_cell_cannot_keep_is_not_begun_and_said(page, editor):
    editor.tables.insert(2, 2)
    press(Qt.Key.Key_B, modifier=CONTROL)
    assert "ในช่องของตาราง" in clean(page.hint.text())
    editor.make_heading(1)
    write(editor, "- ก")
    assert table_of(editor).header == ("- ก", "")


def test_a_picture_asked_for_in_a_cell_stands_behind_the_table(editor):
    editor.tables.insert(1, 2, header=False)
    write(editor, "ก")
    editor.insert_picture("11111111-1111-1111-1111-111111111111", "แผนที่")
    assert [type(block).__name__ for block in parse(editor.markup()).blocks] == ["TableBlock", "PictureBlock"]


def test_a_block_of_excel_becomes_a_table(editor):
    write(editor, "ประชากรดังนี้")
    paste(
        html="<table><tr><td><b>หมู่</b></td><td><b>คน</b></td></tr><tr><td>1</td><td>212</td></tr></table>",
        text="หมู่\tคน\r\n1\t212\r\n",
    )
    write(editor, "จบ")
    blocks = parse(editor.markup()).blocks
    assert blocks[1] == TableBlock(("หมู่", "คน"), (("1", "212"),))
    assert [type(block).__name__ for block in blocks] == ["Paragraph", "TableBlock", "Paragraph"]


def test_a_block_as_text_becomes_a_table_even_with_empty_corners(editor):
    paste(text="\tชาย\tหญิง\r\nหมู่ 1\t100\t112\r\n\t5\t\r\n")
    assert table_of(editor) == TableBlock((), (("", "ชาย", "หญิง"), ("หมู่ 1", "100", "112"), ("", "5", "")))


def test_a_block_pasted_into_a_table_fills_its_cells_and_makes_room(editor):
    editor.tables.insert(2, 2)
    write(editor, "ก\tข\tค\t")
    paste(text="1\t2\r\n3\t4\r\n")
    assert table_of(editor) == TableBlock(("ก", "ข", ""), (("ค", "1", "2"), ("", "3", "4")))
    editor.undo()
    assert table_of(editor).columns == 2, "one paste is one step of undo"


def test_every_command_of_tables_is_found_by_the_search_of_commands(window):
    for name in ("แทรกตาราง…", "เพิ่มแถวด้านล่าง", "ลบคอลัมน์"):
        assert [command.text for command in window.commands.matching(name)] == [name]
