"""Running text: copied exactly, split without stray lines, headings with what they announce."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from kkplanner.exchange.book_content import BookPicture
from kkplanner.exchange.pdf.book.book_pdf import BookOptions, write_book
from kkplanner.exchange.pdf.book.picture import NOT_THERE, UNREADABLE
from kkplanner.exchange.typeface import official_fonts
from kkplanner.plan.narrative import parse, plain_text
from kkplanner.thai.digits import DigitStyle, in_style

PART_ONE = {"parts": frozenset({1})}
PICTURE = "11111111-1111-4111-8111-111111111111"


def squash(text: str) -> str:
    return re.sub(r"\s+", "", text)


def body(page, content) -> str:
    """The text of a page without its foot and its running head."""
    text = squash(page.extract_text())
    for digits in DigitStyle:
        foot = rf"{re.escape(squash(in_style(content.title, digits)))}หน้า[\d๐-๙]+/[\d๐-๙]+"
        head = rf"{re.escape(squash(in_style('ส่วนที่ 1 ' + content.parts[0].title, digits)))}{re.escape(squash(content.organisation))}"
        text = re.sub(rf"(?:{head})?{foot}", "", text)
    return text


MIXED = """ตั้งอยู่ห่างจากที่ว่าการอำเภอไปทางทิศ**ตะวันออกเฉียงเหนือ**ประมาณ 12 กิโลเมตร มีพื้นที่ 58.25 ตารางกิโลเมตร (*ข้อมูล ณ วันที่ 1 ตุลาคม 2568*) ป่าไม้ ปั๊มน้ำ ญาติผู้ใหญ่ ฐานพระ น้ำค้าง ฯลฯ

# แหล่งน้ำ

1. ลำห้วยฝั่งซ้าย ไหลผ่าน หมู่ที่ 1 หมู่ที่ 3 และหมู่ที่ 7
2. ***หนองน้ำใส*** หมู่ที่ 5 เนื้อที่ 120 ไร่

- ป่าชุมชน “บ้านป่าเหลื่อม” เนื้อที่ 250 ไร่

| หมู่ที่ | ชื่อหมู่บ้าน | ประชากร |
|---|---|---|
| 1 | บ้านโนนสูง | 1,312 |
| 2 | บ้านป่าเหลื่อม | 987 |

### ข้อสังเกต

เด็ก ๆ และผู้สูงอายุ
บรรทัดที่สองของย่อหน้าเดียวกัน"""


def printed_texts(markup: str, text: DigitStyle, table: DigitStyle) -> list[str]:
    narrative = parse(markup)
    texts = []
    for block in narrative.blocks:
        digits = table if hasattr(block, "rows") else text
        for line in plain_text(type(narrative)((block,))).splitlines():
            cells = re.split(r"[|\t]", line) if hasattr(block, "rows") else [line]
            texts += [squash(in_style(cell, digits)) for cell in cells]
    return [text for text in texts if text]


@pytest.mark.parametrize("family", list(official_fonts()))
@pytest.mark.parametrize("digits", list(DigitStyle))
def test_every_paragraph_and_cell_is_copied_exactly(with_text, write, family, digits):
    content = with_text(MIXED)
    reader = write(content, font_family=family, text_digits=digits, table_digits=digits, **PART_ONE)
    text = "".join(body(page, content) for page in reader.pages)
    assert [one for one in printed_texts(MIXED, digits, digits) if one not in text] == []
    assert not re.search("[\ue000-\uf8ff\U000f0000-\U0010ffff]", text)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
@pytest.mark.parametrize("family", list(official_fonts()))
@pytest.mark.parametrize("digits", list(DigitStyle))
def test_a_second_reader_agrees(with_text, cutter, family, digits, tmp_path):
    path = tmp_path / "book.pdf"
    options = BookOptions(font_family=family, text_digits=digits, table_digits=digits, parts=frozenset({1}))
    write_book(with_text(MIXED), path, options=options, cutter=cutter)
    out = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    text = squash(out.stdout.decode())
    assert [one for one in printed_texts(MIXED, digits, digits) if one not in text] == []


def test_justified_lines_keep_their_single_spaces(with_text, write):
    markup = "แผนพัฒนาท้องถิ่น พ.ศ. 2571 ถึง พ.ศ. 2575 จัดทำขึ้นตามระเบียบ " * 8
    reader = write(with_text(markup), text_digits=DigitStyle.ARABIC, **PART_ONE)
    lines = [line for line in reader.pages[0].extract_text().splitlines() if "พ.ศ." in line]
    assert len(lines) >= 4
    assert not any("  " in line for line in lines)


def paragraphs(count: int, words: int) -> str:
    text = "องค์การบริหารส่วนตำบลจัดประชุมประชาคมหมู่บ้านเพื่อรับฟังความคิดเห็น " * words
    return "\n\n".join(f"เริ่ม{number:03d} {text}จบ{number:03d}" for number in range(count))


@pytest.mark.parametrize("words", range(4, 11))
def test_no_page_begins_or_ends_with_a_single_line_of_a_paragraph(with_text, write, words):
    """A paragraph over two pages leaves at least two lines on each; the short ones stay whole."""
    content = with_text(paragraphs(40, words))
    reader = write(content, **PART_ONE)
    assert len(reader.pages) > 3
    for page in reader.pages:
        lines = [
            line
            for line in page.extract_text().splitlines()
            if "ประชาคม" in line or "องค์การ" in line or "คิดเห็น" in line or "จบ" in line or "หมู่บ้าน" in line
        ]
        lines = [line for line in lines if content.organisation not in line]
        starts = [n for n, line in enumerate(lines) if "เริ่ม" in line]
        ends = [n for n, line in enumerate(lines) if "จบ" in line]
        if starts and (not ends or starts[-1] > ends[-1]):
            assert len(lines) - starts[-1] >= 2
        if ends and (not starts or ends[0] < starts[0]):
            assert ends[0] >= 1


@pytest.mark.parametrize("before", range(26, 46))
def test_a_heading_never_ends_a_page(with_text, write, before):
    fill = "\n\n".join(f"ย่อหน้าสั้นที่ {number}" for number in range(before))
    text = "คณะกรรมการพัฒนาท้องถิ่นพิจารณาร่างแผนพัฒนาท้องถิ่นเพื่อเสนอผู้บริหารท้องถิ่น " * 5
    for following in (text, "- รายการแรก\n- รายการที่สอง", "| ก | ข |\n|---|---|\n| ค | ง |"):
        content = with_text(f"{fill}\n\n# หัวเรื่องใหญ่\n\n## หัวเรื่องรอง\n\n{following}")
        for page in write(content, **PART_ONE).pages:
            assert not body(page, content).endswith(("หัวเรื่องใหญ่", "หัวเรื่องรอง"))


def test_a_page_break_is_kept(with_text, write):
    content = with_text("ก่อน\n\n---\n\nหลัง")
    pages = [body(page, content) for page in write(content, **PART_ONE).pages]
    assert pages[0].endswith("ก่อน")
    assert pages[1] == "หลัง"


def test_a_table_longer_than_a_page_repeats_its_head(with_text, write):
    rows = "\n".join(f"| {number} | บ้านหมายเลข {number} | {number * 17:,} |" for number in range(1, 90))
    content = with_text(f"| ที่ | หมู่บ้าน | ประชากร |\n|---|---|---|\n{rows}")
    reader = write(content, **PART_ONE)
    assert len(reader.pages) >= 3
    whole = "".join(body(page, content) for page in reader.pages)
    for page in reader.pages:
        assert "ที่หมู่บ้านประชากร" in body(page, content)
    assert all(f"{n}บ้านหมายเลข{n}{n * 17:,}" in whole for n in range(1, 90))


def test_a_number_in_a_crowded_table_is_never_broken(with_text, write):
    head = "| รายการ |" + " จำนวนเงินทั้งสิ้น |" * 12
    rule = "|---" * 13 + "|"
    row = "| ค่าใช้จ่ายในการพัฒนาระบบสาธารณูปโภคและสาธารณูปการ |" + " 1,234,567,890.50 |" * 12
    reader = write(with_text(f"{head}\n{rule}\n{row}"), **PART_ONE)
    assert reader.pages[0].extract_text().count("1,234,567,890.50") == 12


def image(width: int, height: int, kind: str, **options) -> bytes:
    kept = BytesIO()
    mode = "RGBA" if kind == "PNG" else "RGB"
    Image.new(mode, (width, height), (120, 160, 90, 128)[: len(mode)]).save(kept, kind, **options)
    return kept.getvalue()


def with_picture(with_text, content: bytes | None):
    from dataclasses import replace

    book = with_text(f"ก่อนภาพ\n\n![หนองน้ำใส](picture:{PICTURE})\n\nหลังภาพ")
    pictures = (
        {}
        if content is None
        else {PICTURE: BookPicture(uuid=PICTURE, media_type="image/png", content=content)}
    )
    return replace(book, pictures=pictures)


@pytest.mark.parametrize(
    ("width", "height", "kind"),
    [(4000, 300, "JPEG"), (300, 5000, "PNG"), (2400, 1800, "JPEG"), (20, 20, "PNG")],
)
def test_a_picture_of_any_shape_fits_and_keeps_its_proportions(with_text, write, width, height, kind):
    reader = write(with_picture(with_text, image(width, height, kind)), **PART_ONE)
    page = next(page for page in reader.pages if page.images)
    assert "ภาพที่ ๑ หนองน้ำใส" in page.extract_text()
    drawn = page.images[0].image
    assert drawn.width <= 1400
    assert drawn.width / drawn.height == pytest.approx(width / height, rel=0.05)
    placed = re.findall(rb"([\d.]+) 0 0 ([\d.]+) [\d.]+ 0 cm", page.get_contents().get_data())
    wide, high = max((float(w), float(h)) for w, h in placed if float(h) > 5)
    assert wide <= page.mediabox.width * 0.8
    assert high <= page.mediabox.height * 0.5
    assert wide / high == pytest.approx(width / height, rel=0.05)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, NOT_THERE),
        (b"", UNREADABLE),
        (b"\x89PNG\r\n\x1a\n broken", UNREADABLE),
        (b"GIF89a", UNREADABLE),
    ],
)
def test_a_picture_that_cannot_be_read_leaves_a_box_that_says_so(with_text, write, content, reason):
    reader = write(with_picture(with_text, content), **PART_ONE)
    text = squash(reader.pages[0].extract_text())
    assert squash(reason) in text
    assert "หลังภาพ" in text


def test_a_picture_cut_off_midway_does_not_stop_the_book(with_text, write):
    whole = image(900, 700, "JPEG")
    reader = write(with_picture(with_text, whole[: len(whole) // 2]), **PART_ONE)
    assert "หลังภาพ" in squash(reader.pages[0].extract_text())


def test_a_photo_taken_on_its_side_stands_upright(with_text, write):
    exif = Image.Exif()
    exif[0x0112] = 6
    reader = write(with_picture(with_text, image(800, 400, "JPEG", exif=exif)), **PART_ONE)
    drawn = reader.pages[0].images[0].image
    assert drawn.width < drawn.height


def test_hostile_text_is_only_text(with_text, write, tmp_path: Path):
    content = with_text("<script>alert(1)</script> ) Tj ET (x) \\ 100% {organisation}")
    assert "<script>alert(1)</script>)TjET(x)" in squash(
        write(content, text_digits=DigitStyle.ARABIC, **PART_ONE).pages[0].extract_text()
    )
