"""Writing as in Word: styles, headings, lists with Enter, Tab and Backspace, new pages, undo and what lies beyond."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from typing_thai import press, type_text
from writing import CONTROL, SHIFT, begin, paste, write

from kkplanner.desktop.page import Place

ALT = CONTROL | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(window, qtbot):
    window.go(Place("part1"))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window.page


@pytest.fixture
def editor(page):
    return begin(page)


def test_ctrl_b_and_ctrl_i_while_typing_and_on_a_selection(editor):
    write(editor, "ก ")
    press(Qt.Key.Key_B, modifier=CONTROL)
    write(editor, "หนา")
    press(Qt.Key.Key_B, modifier=CONTROL)
    write(editor, " เอน")
    for _ in "เอน":
        press(Qt.Key.Key_Left, modifier=SHIFT)
    press(Qt.Key.Key_I, modifier=CONTROL)
    assert editor.markup() == "ก **หนา** *เอน*"
    press(Qt.Key.Key_I, modifier=CONTROL)
    assert editor.markup() == "ก **หนา** เอน"


def test_after_a_heading_comes_a_paragraph(editor):
    press(Qt.Key.Key_2, modifier=ALT)
    write(editor, "หัวข้อ\nเนื้อความ")
    assert editor.markup() == "## หัวข้อ\n\nเนื้อความ"
    press(Qt.Key.Key_1, modifier=ALT)
    assert editor.markup() == "## หัวข้อ\n\n# เนื้อความ"
    press(Qt.Key.Key_0, modifier=ALT)
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Return)
    assert editor.markup() == "## หัวข้อ\n\nเนื้อความ", "Enter before a heading leaves it one"


@pytest.mark.parametrize(("typed", "mark"), [("- ", "- "), ("• ", "- "), ("1. ", "1. "), ("๑. ", "1. ")])
def test_a_sign_and_a_space_begin_a_list(editor, typed, mark):
    write(editor, f"{typed}หนึ่ง\nสอง")
    second = "- สอง" if mark == "- " else "2. สอง"
    assert editor.markup() == f"{mark}หนึ่ง\n{second}"


def test_the_number_that_comes_next_goes_on_with_the_list_above(editor):
    write(editor, "1. หนึ่ง\n\n2. สอง")
    assert editor.markup() == "1. หนึ่ง\n2. สอง"


@pytest.mark.parametrize("typed", ["2. สอง", "-5 องศา", "2571 เป็นต้นไป", "1.1 ย่อย"])
def test_what_begins_no_list_stays_as_typed(editor, typed):
    write(editor, typed)
    assert editor.document().toPlainText() == typed


def test_enter_twice_leaves_a_list(editor):
    write(editor, "- ก\nข\n\nจบ")
    assert editor.markup() == "- ก\n- ข\n\nจบ"


def test_backspace_at_the_beginning_of_an_item_makes_it_a_paragraph_and_then_joins_it(editor):
    write(editor, "- ก\nข")
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Backspace)
    assert editor.markup() == "- ก\n\nข"
    press(Qt.Key.Key_Backspace)
    assert editor.markup() == "- กข"


def test_tab_makes_an_inner_item_enter_goes_on_with_it_and_shift_tab_brings_it_out(editor):
    write(editor, "1. หนึ่ง\n\tก\nข")
    assert editor.markup() == "1. หนึ่ง\n1) ก\n2) ข"
    press(Qt.Key.Key_Backtab, modifier=SHIFT)
    assert editor.markup() == "1. หนึ่ง\n1) ก\n2. ข"
    press(Qt.Key.Key_Backtab, modifier=SHIFT)
    assert editor.markup() == "1. หนึ่ง\n1) ก\n\nข"


def test_an_empty_inner_item_ends_with_enter(editor):
    write(editor, "- ก\n\tข\n\nค")
    assert editor.markup() == "- ก\n– ข\n- ค"


def test_tab_in_the_first_item_changes_nothing(editor):
    write(editor, "- ก\t")
    assert editor.markup() == "- ก"


def test_several_lines_become_a_list_and_lines_again(page, editor):
    write(editor, "ก\nข\nค")
    press(Qt.Key.Key_A, modifier=CONTROL)
    press(Qt.Key.Key_L, modifier=CONTROL | SHIFT)
    assert editor.markup() == "- ก\n- ข\n- ค"
    press(Qt.Key.Key_L, modifier=CONTROL | SHIFT)
    assert editor.markup() == "ก\n\nข\n\nค"


def test_shift_enter_is_a_line_break_inside(editor):
    write(editor, "ก")
    press(Qt.Key.Key_Return, modifier=SHIFT)
    write(editor, "ข")
    assert editor.markup() == "ก\nข"


def test_letters_never_run_into_a_new_page_or_a_picture(editor):
    write(editor, "ก")
    press(Qt.Key.Key_Return, modifier=CONTROL)
    write(editor, "ข")
    assert editor.markup() == "ก\n\n---\n\nข"
    press(Qt.Key.Key_Up)
    type_text(editor, "ค")
    assert editor.markup() == "ก\n\n---\n\nค\n\nข"
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Backspace)
    assert editor.markup() == "ก\n\nค\n\nข", "Backspace behind a new page takes the new page away"
    editor.insert_picture("11111111-1111-1111-1111-111111111111", "แผนที่")
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Backspace)
    write(editor, "\nง")
    assert "![แผนที](picture:11111111-1111-1111-1111-111111111111)\n\nง" in editor.markup()
    assert editor.markup().count("picture:") == 1


def test_a_picture_goes_when_its_empty_caption_is_deleted(editor):
    editor.insert_picture("11111111-1111-1111-1111-111111111111", "ก")
    for _ in range(4):
        press(Qt.Key.Key_Backspace)
    assert editor.markup() == ""


def test_undo_goes_back_in_the_editor_and_beyond_it_in_the_plan(page, editor, window):
    before = window.session.document
    write(editor, "หนึ่ง")
    editor.confirm()
    one = window.session.document
    write(editor, " สอง")
    assert editor.markup() == "หนึ่ง สอง"
    for _ in range(10):
        press(Qt.Key.Key_Z, modifier=CONTROL)
        if window.session.document == before:
            break
    assert window.session.document == before, "what was typed, then what was kept"
    assert editor.markup() == ""
    for _ in range(10):
        press(Qt.Key.Key_Y, modifier=CONTROL)
        if window.session.document == one:
            break
    assert window.session.document == one
    assert editor.markup() == "หนึ่ง"


def test_after_an_undo_in_the_plan_the_caret_stands_where_the_text_changed(editor, window):
    write(editor, "ต้น\nปลาย")
    editor.confirm()
    press(Qt.Key.Key_Home, modifier=CONTROL)
    press(Qt.Key.Key_End)
    write(editor, "กลาง")
    editor.confirm()
    window.commands.run("edit.undo")
    write(editor, "ใหม่")
    assert editor.markup() == "ต้นใหม่\n\nปลาย"


def test_what_is_cut_and_pasted_again_keeps_all_it_was(editor):
    paste(
        html="<h2>หัวข้อ</h2><p>ก <b>หนา</b></p><ul><li>ข</li></ul><table><tr><td>1<td>2<tr><td>3<td>4</table>"
    )
    editor.insert_picture("11111111-1111-1111-1111-111111111111", "แผนที่")
    whole = editor.markup()
    press(Qt.Key.Key_A, modifier=CONTROL)
    press(Qt.Key.Key_X, modifier=CONTROL)
    assert editor.markup() == ""
    press(Qt.Key.Key_V, modifier=CONTROL)
    assert editor.markup() == whole


def test_letters_of_a_heading_are_pasted_as_letters(editor):
    press(Qt.Key.Key_1, modifier=ALT)
    write(editor, "หัวข้อใหญ่")
    for _ in range(3):
        press(Qt.Key.Key_Left, modifier=SHIFT)
    press(Qt.Key.Key_C, modifier=CONTROL)
    press(Qt.Key.Key_End)
    write(editor, "\nคำว่า")
    press(Qt.Key.Key_V, modifier=CONTROL)
    assert editor.markup() == "# หัวข้อใหญ่\n\nคำว่าใหญ่"


def test_escape_leads_out_of_the_editor(page, editor):
    press(Qt.Key.Key_Escape)
    assert page.outline.hasFocus()
