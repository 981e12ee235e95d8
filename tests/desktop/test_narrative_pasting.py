"""What clerks paste and drop into the book's texts: Word, web pages, plain text, pictures good and bad."""

from __future__ import annotations

from base64 import b64encode

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage, QPainter
from PySide6.QtWidgets import QApplication
from typing_thai import press
from writing import CONTROL, begin, paste, write

from kkplanner.desktop.faults import FaultDialog
from kkplanner.desktop.narrative.clipboard import picture_at
from kkplanner.desktop.narrative.picture_file import NotAPictureError, picture_of, read_picture
from kkplanner.desktop.page import Place
from kkplanner.desktop.thai_text import clean
from kkplanner.plan.narrative import (
    Heading,
    ListBlock,
    ListKind,
    Paragraph,
    PictureBlock,
    Run,
    TableBlock,
    parse,
)
from kkplanner.plan.picture import LARGEST_PICTURE

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta charset=utf-8><meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal {font-size:16.0pt;font-family:"TH SarabunPSK";} @page WordSection1 {size:595pt} --></style></head>
<body lang=EN-US style='tab-interval:36.0pt'><!--StartFragment-->
<h2 style='margin-top:0'><span lang=TH style='color:#1F4E79'>ด้านกายภาพ</span></h2>
<p class=MsoNormal style='text-indent:36.0pt'><span lang=TH>ตำบลนี้ม</span><span lang=TH>ี<b>พื้นที่</b> </span><span
style='mso-bidi-language:TH'>42.6 <span lang=TH>ตร.กม.</span><o:p></o:p></span></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]><span
lang=TH>ถนน</span></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>a)<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><![endif]>ลาดยาง</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>2.<span>&nbsp;</span></span><![endif]>แหล่งน้ำ</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='font-family:Symbol'><span
style='mso-list:Ignore'>·<span>&nbsp;</span></span></span><![endif]>ป่าชุมชน</p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal><b>หมู่</b></p></td><td><p
class=MsoNormal><b>ครัวเรือน</b></p></td></tr><tr><td><p class=MsoNormal>1</p></td><td><p class=MsoNormal>212</p></td></tr></table>
<p class=MsoNormal><!--[if gte vml 1]><v:shape id="p1"><v:imagedata src="file:///C:/clip_image001.png"/></v:shape><![endif]--><![if
!vml]><img width=300 height=200 src="file:///C:/Users/a/AppData/Local/Temp/msohtmlclip1/01/clip_image002.jpg"><![endif]></p>
<!--EndFragment--></body></html>"""


@pytest.fixture
def page(window, qtbot):
    window.go(Place("part1"))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window.page


@pytest.fixture
def editor(page):
    return begin(page)


def photo(width=60, height=40, kind="PNG"):
    """The bytes of a picture that has something on it."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("steelblue"))
    painter = QPainter(image)
    painter.drawLine(0, 0, width, height)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)
    return bytes(content.data())


def shown_pictures(editor):
    return [block for block in parse(editor.markup()).blocks if isinstance(block, PictureBlock)]


def told(window):
    return [sentence for dialog in window.findChildren(FaultDialog) for sentence in dialog.sentences]


def test_word_comes_in_with_its_structure_and_says_which_picture_did_not(page, editor):
    write(editor, "ก่อน")
    paste(html=WORD, text="ด้านกายภาพ…")
    assert "ภาพ 1 ภาพ" in clean(page.hint.text())
    write(editor, "หลัง")
    blocks = parse(editor.markup()).blocks
    assert blocks == (
        Paragraph((Run("ก่อน"),)),
        Heading(2, (Run("ด้านกายภาพ"),)),
        Paragraph((Run("ตำบลนี้มี"), Run("พื้นที่", bold=True), Run(" 42.6 ตร.กม."))),
        ListBlock(ListKind.NUMBERED, ((Run("ถนน\na) ลาดยาง"),), (Run("แหล่งน้ำ"),))),
        ListBlock(ListKind.BULLETED, ((Run("ป่าชุมชน"),),)),
        TableBlock(("หมู่", "ครัวเรือน"), (("1", "212"),)),
        Paragraph((Run("หลัง"),)),
    )


def test_nested_lists_of_a_web_page_become_lines_of_their_item(editor):
    paste(html="<ol><li>หนึ่ง<ul><li>ก</li><li>ข</li></ul></li><li>สอง</li></ol>")
    assert editor.markup() == "1. หนึ่ง\n– ก\n– ข\n2. สอง"


def test_a_paste_in_the_middle_parts_the_line_and_leaves_its_look(editor):
    write(editor, "- ต้นปลาย")
    for _ in "ปลาย":
        press(Qt.Key.Key_Left)
    paste(html="<h1>หัวข้อ</h1><p>ย่อหน้า</p>")
    assert editor.markup() == "- ต้น\n\n# หัวข้อ\n\nย่อหน้า\n\n- ปลาย"


def test_a_single_paragraph_goes_into_the_line_and_the_selection(editor):
    write(editor, "ก ")
    paste(html="<p style='color:red'>ข <i>ค</i></p>")
    write(editor, " ง")
    assert editor.markup() == "ก ข *ค* ง"
    press(Qt.Key.Key_A, modifier=CONTROL)
    paste(html="<p>แทน</p>")
    assert editor.markup() == "แทน"
    press(Qt.Key.Key_Z, modifier=CONTROL)
    assert editor.markup() == "ก ข *ค* ง", "one paste is one step of undo"


def test_plain_text_with_hard_line_breaks_stays_in_lines(editor):
    paste(text="บรรทัดหนึ่ง\r\nบรรทัดสอง\r\n\r\nย่อหน้าใหม่\r\n- ข้อ")
    assert parse(editor.markup()).blocks == (
        Paragraph((Run("บรรทัดหนึ่ง\nบรรทัดสอง"),)),
        Paragraph((Run("ย่อหน้าใหม่"),)),
        ListBlock(ListKind.BULLETED, ((Run("ข้อ"),),)),
    )


def test_what_is_pasted_from_a_table_of_excel_with_its_picture_is_the_table(editor):
    image = QImage.fromData(photo())
    paste(html="<table><tr><td>1<td>2<tr><td>3<td>4</table>", text="1\t2\r\n3\t4", image=image)
    assert not shown_pictures(editor)
    assert isinstance(parse(editor.markup()).blocks[0], TableBlock)


def test_a_picture_from_the_clipboard_is_kept_in_the_plan(page, editor, window):
    before = len(window.session.document.pictures)
    paste(image=QImage.fromData(photo()))
    (block,) = shown_pictures(editor)
    picture = next(one for one in window.session.document.pictures if one.uuid == block.picture)
    assert picture.media_type == "image/png"
    assert len(window.session.document.pictures) == before + 1


def test_the_editor_shows_the_picture_itself_small_and_a_box_where_it_is_missing(editor):
    paste(image=QImage.fromData(photo(1200, 300)))
    (block,) = shown_pictures(editor)
    shown = editor.loadResource(2, QUrl(f"picture:{block.picture}"))
    assert (shown.width(), shown.height()) == (360, 90)
    assert not editor.loadResource(2, QUrl("picture:11111111-1111-1111-1111-111111111111")).isNull()


def test_pictures_in_a_text_of_word_come_in_from_the_files_beside_the_clipboard(
    page, editor, window, tmp_path
):
    path = tmp_path / "clip_image002.png"
    path.write_bytes(photo())
    inline = b64encode(photo(kind="JPEG")).decode()
    paste(
        html=f"<p>ก่อน</p><p><img width=300 src='{QUrl.fromLocalFile(str(path)).toString()}'></p><p>หลัง"
        f"<img src='data:image/jpeg;base64,{inline}'></p>"
    )
    kinds = [type(block).__name__ for block in parse(editor.markup()).blocks]
    assert kinds == ["Paragraph", "PictureBlock", "Paragraph", "PictureBlock"]
    known = {one.uuid for one in window.session.document.pictures}
    assert {block.picture for block in shown_pictures(editor)} <= known
    assert not page.hint.isVisible()


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a.png", "file://server/share/a.png", "file:///no/such.png", "data:text/html,x", ""],
)
def test_nothing_is_fetched_for_a_paste(address):
    assert picture_at(address) is None


def test_a_share_is_not_even_looked_at(tmp_path):
    """Windows signs in at \\\\server\\share for whoever asks whether a file is there; //tmp is /tmp elsewhere."""
    (tmp_path / "a.png").write_bytes(photo())
    assert picture_at(f"file://{tmp_path}/a.png") is not None
    for share in ("file:///", "file:///%5C", "file://///"):
        assert picture_at(f"{share}{tmp_path}/a.png") is None


def test_a_picture_alone_copied_in_word_or_a_browser_is_the_picture(editor):
    paste(html="<img src='file:///C:/clip_image001.png' width=300>", image=QImage.fromData(photo()))
    assert len(shown_pictures(editor)) == 1


def test_files_dropped_stand_where_they_were_dropped(page, editor, window, tmp_path):
    paths = [tmp_path / "ถนน.png", tmp_path / "สระน้ำ.jpg"]
    paths[0].write_bytes(photo())
    paths[1].write_bytes(photo(kind="JPEG"))
    write(editor, "ภาพถ่าย")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    data.setText("\n".join(f"file://{path}" for path in paths))
    drop(editor, data)
    assert [block.caption for block in shown_pictures(editor)] == ["ถนน", "สระน้ำ"]
    assert not told(window)


def drop(editor, data):
    """Drag it over the editor and let it go."""
    at, button, none = QPoint(40, 20), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at, Qt.DropAction.CopyAction, data, button, none)
    QApplication.sendEvent(editor.viewport(), enter)
    assert enter.isAccepted()
    QApplication.sendEvent(editor.viewport(), QDropEvent(at, Qt.DropAction.CopyAction, data, button, none))


@pytest.mark.parametrize("content", [b"MZ not a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b""])
def test_a_file_that_is_no_picture_or_a_damaged_one_is_told_and_changes_nothing(
    editor, window, tmp_path, content
):
    path = tmp_path / "ภาพ.png"
    path.write_bytes(content)
    before = window.session.document
    write(editor, "ก")
    paste(urls=[QUrl.fromLocalFile(str(path))])
    (sentence,) = told(window)
    assert "ภาพ.png" in sentence
    assert editor.markup() == "ก"
    assert window.session.document.pictures == before.pictures


def test_half_a_picture_is_damaged(tmp_path):
    whole = photo(300, 300, "JPEG")
    with pytest.raises(NotAPictureError):
        picture_of(whole[:200], "ครึ่ง.jpg")


def test_a_picture_larger_than_the_book_opens_is_made_smaller(tmp_path):
    path = tmp_path / "ใหญ่.png"
    path.write_bytes(photo(6200, 4200))
    picture = read_picture(path)
    image = QImage.fromData(picture.content)
    assert max(image.width(), image.height()) <= 3000
    assert abs(image.width() / image.height() - 6200 / 4200) < 0.01
    assert len(picture.content) <= LARGEST_PICTURE


def test_a_picture_of_another_kind_becomes_one_that_the_book_can_set(tmp_path):
    path = tmp_path / "แผนที่.bmp"
    path.write_bytes(photo(kind="BMP"))
    picture = read_picture(path)
    assert (picture.name, picture.media_type) == ("แผนที่.png", "image/png")


def test_a_file_far_too_large_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "วีดิทัศน์.jpg"
    with path.open("wb") as file:
        file.truncate(101 * 1024 * 1024)
    with pytest.raises(NotAPictureError) as refused:
        read_picture(path)
    assert "100 เมกะไบต์" in refused.value.sentence
