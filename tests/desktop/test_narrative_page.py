"""The texts of the book: what is opened and not typed in comes back as it was; pasted text is cleaned."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextDocument
from typing_thai import type_text
from writing import choose, unwritten

from kkplanner.desktop.narrative.from_rich_text import read
from kkplanner.desktop.narrative.to_rich_text import fill
from kkplanner.desktop.page import Place
from kkplanner.exchange.sample import sample_plan
from kkplanner.plan.narrative import ListKind, parse, to_markup

ALL_KINDS = """# หัวข้อ

ย่อหน้า **หนา** *เอน* ***ทั้งสอง*** จบ
บรรทัดสองของย่อหน้า

1. หนึ่ง
2. สอง

- ก
- ข

| ปี | ประชากร |
|---|---|
| 2570 | 6,842\\nคน |

![แผนที่ตำบล](picture:11111111-1111-1111-1111-111111111111)

---

จบ"""


def through_the_editor(markup: str) -> str:
    document = QTextDocument()
    fill(document, parse(markup), lambda _uuid: "ภาพ.png")
    return to_markup(read(document))


def test_every_kind_of_block_goes_through_the_editor_unchanged(qapp):
    assert through_the_editor(ALL_KINDS) == to_markup(parse(ALL_KINDS))


def test_every_section_of_the_sample_goes_through_unchanged(qapp):
    for section in sample_plan().sections:
        assert through_the_editor(section.body) == to_markup(parse(section.body))


@settings(max_examples=150)
@given(
    st.lists(
        st.one_of(
            st.text(alphabet="กขคง่าเแ 1.-*#|", min_size=1, max_size=30),
            st.sampled_from(
                ["# หัว", "- ก\n- ข", "1. ก\n2. ข", "**หนา** ธรรมดา", "| ก | ข |\n|---|---|\n| 1 | 2 |", "---"]
            ),
        ),
        max_size=6,
    )
)
def test_whatever_is_typed_goes_through_the_editor_unchanged(qapp, blocks):
    markup = to_markup(parse("\n\n".join(blocks)))
    assert through_the_editor(markup) == markup


@pytest.fixture
def page(window, qtbot):
    window.go(Place("part1"))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window.page


def test_a_topic_is_written_and_kept_when_left(page, window):
    key = unwritten(page)
    choose(page, key)
    page.editor.setFocus()
    type_text(page.editor, "ตำบลนี้มีแหล่งน้ำ 3 แห่ง")
    window.go(Place("overview"))
    (section,) = [one for one in window.session.document.sections if one.key == key]
    assert section.body == "ตำบลนี้มีแหล่งน้ำ 3 แห่ง"
    window.commands.run("edit.undo")
    assert key not in {one.key for one in window.session.document.sections}


def test_bold_and_lists_become_marks(page):
    choose(page, unwritten(page))
    page.editor.setFocus()
    page.editor.make_bold()
    type_text(page.editor, "สำคัญ")
    assert page.editor.markup() == "**สำคัญ**"
    page.editor.make_list(ListKind.BULLETED)
    assert page.editor.markup() == "- **สำคัญ**"
    page.editor.make_heading(2)
    assert page.editor.markup().startswith("## ")


def test_pasted_html_is_cleaned(page):
    choose(page, unwritten(page))
    data = QMimeData()
    data.setHtml(
        "<h1 style='color:red'>หัวข้อ</h1><p><b>หนา</b><script>x()</script> ธรรมดา</p><ul><li>ก</li></ul>"
    )
    page.editor.insertFromMimeData(data)
    markup = page.editor.markup()
    assert "**หนา**" in markup
    assert "- ก" in markup
    assert "script" not in markup
    assert "red" not in markup
