"""Charts, maps and the coverage page: right figures, right sizes, everything inside its frame."""

from __future__ import annotations

import re
from dataclasses import replace

import pypdf
import pytest
from reportlab.graphics.barcode.qr import QrCodeWidget

from kkplanner.exchange.book_content import MapEdge, MapNode, StrategyMap
from kkplanner.exchange.pdf.book.charts import _figure, _scale, _unit, in_millions
from kkplanner.exchange.pdf.book.cover import draw_qr
from kkplanner.exchange.pdf.book.strategy_map import ordered
from kkplanner.exchange.pdf.coverage_pdf import write_coverage_pdf
from kkplanner.exchange.sample import sample_plan
from kkplanner.thai.digits import DigitStyle

MILLION = 100_000_000


def squash(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize(
    ("largest", "top", "step"),
    [
        (0, 1_000_000, 1_000_000),
        (24 * MILLION, 25 * MILLION, 5 * MILLION),
        (9 * MILLION, 10 * MILLION, 2 * MILLION),
    ],
)
def test_the_scale_has_round_steps_and_holds_the_largest_bar(largest, top, step):
    unit = _unit(24 * MILLION)[0]
    assert _scale(largest, unit) == (top, step)
    assert top >= largest


def test_amounts_are_shown_in_the_unit_of_the_chart():
    assert _unit(3 * MILLION)[1] == "ล้านบาท"
    assert _unit(30_000_00)[1] == "พันบาท"
    assert _figure(12 * MILLION, MILLION, 2 * MILLION) == "12"
    assert _figure(1_250_000_00, MILLION, 1) == "1.2"
    assert in_millions(0) == "0.00"
    assert in_millions(1_234_567_00) == "1.23"


def test_the_chart_of_a_year_shows_the_sum_of_its_bars(book, write):
    pages = [squash(page.extract_text()) for page in write(book, parts=frozenset({2})).pages]
    shares = next(item for item in book.part(2).items if item.key == "shares")
    chart = next(page for page in pages if "(ล้านบาท)" in page)
    for year in range(len(shares.years)):
        total = sum(row.satang[year] for row in shares.rows)
        assert f"{total / MILLION:,.1f}" in chart
    assert all(f"{row.projects}โครงการ" in chart for row in shares.rows)


def test_sums_under_the_charts_agree_with_the_rows(book, write):
    pages = [squash(page.extract_text()) for page in write(book, parts=frozenset({2})).pages]
    shares = next(item for item in book.part(2).items if item.key == "shares")
    total = sum(sum(row.satang) for row in shares.rows) // 100
    assert any(f"{total:,}" in page for page in pages)


def a_map(below: int, above: int, words: int) -> StrategyMap:
    nodes = [
        MapNode(id=f"a{n}", layer=0, code=str(n), text="พัฒนาโครงสร้างพื้นฐาน " * words) for n in range(below)
    ]
    nodes += [MapNode(id=f"b{n}", layer=1, code=str(n), text="ส่งเสริมคุณภาพชีวิต " * words) for n in range(above)]
    edges = [MapEdge(source=f"a{n}", target=f"b{(n * 7) % above}", direct=n % 2 == 0) for n in range(below)]
    return StrategyMap(
        key="map", number="2.3", title="แผนที่", layers=("ล่าง", "บน"), nodes=tuple(nodes), edges=tuple(edges)
    )


@pytest.mark.parametrize(("below", "above", "words"), [(1, 1, 1), (8, 17, 6), (14, 22, 12)])
def test_a_map_of_any_size_stays_on_its_page(book, write, below, above, words):
    part = replace(book.part(2), items=(a_map(below, above, words),))
    reader = write(replace(book, parts=(part,)), parts=frozenset({2}))
    page = reader.pages[-1]
    assert page.mediabox.width > page.mediabox.height
    heights: list[float] = []
    page.extract_text(
        visitor_text=lambda text, cm, tm, *_: (
            heights.append(cm[5] + tm[5]) if re.search("[ก-ฮ]", text) else None
        )
    )
    assert min(heights) > 10
    assert max(heights) < page.mediabox.height - 10
    text = squash(page.extract_text())
    assert all(f"{n}พัฒนา" in text for n in range(below))
    boxes = re.findall(rb"([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) re S", page.get_contents().get_data())
    assert len(boxes) >= below + above
    assert all(float(y) >= 0 and float(h) > 0 for _, y, _, h in boxes)


def test_what_is_served_stands_near_who_serves_it():
    nodes = tuple(
        MapNode(id=f"{layer}{n}", layer=layer, code=str(n), text="") for layer in (0, 1) for n in range(3)
    )
    edges = tuple(MapEdge(source=f"0{n}", target=f"1{2 - n}", direct=True) for n in range(3))
    columns = ordered(StrategyMap(key="m", number="", title="", layers=("", ""), nodes=nodes, edges=edges))
    assert [node.id for node in columns[1]] == ["12", "11", "10"]


def test_the_qr_code_is_drawn_as_its_matrix_says():
    class Canvas:
        code = ""

        def addLiteral(self, code: str) -> None:  # noqa: N802
            self.code += code

    canvas = Canvas()
    text = "kkplanner:82f136f9:9580b9a1dea90145"
    draw_qr(canvas, text, 0.0, 0.0, 100.0)
    widget = QrCodeWidget(text, barLevel="M")
    widget.qr.make()
    step = 100.0 / (len(widget.qr.modules) + 8)
    dark = set()
    for x, y, width, _ in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re", canvas.code):
        row = round((100.0 - float(y)) / step) - 5
        first = round(float(x) / step) - 4
        dark |= {(row, first + n) for n in range(round(float(width) / step))}
    assert dark == {(r, c) for r, line in enumerate(widget.qr.modules) for c, on in enumerate(line) if on}


@pytest.mark.parametrize("digits", list(DigitStyle))
def test_coverage_stands_on_one_page(cutter, tmp_path, digits):
    path = tmp_path / "coverage.pdf"
    assert write_coverage_pdf(sample_plan(), path, digits=digits, cutter=cutter) == 1
    text = squash(pypdf.PdfReader(path).pages[0].extract_text())
    assert "ความครอบคลุมประเด็นการพัฒนา" in text
    assert "แนวทางที่ยังไม่มีโครงการ" in text
    without_codes = re.sub("[!-~]*[A-Za-z][!-~]*", "", text)  # PM2.5
    assert not re.search("[๐-๙]" if digits is DigitStyle.ARABIC else "[0-9]", without_codes)


def test_an_empty_plan_has_a_coverage_page_too(cutter, tmp_path):
    path = tmp_path / "coverage.pdf"
    empty = replace(sample_plan(), projects=())
    assert write_coverage_pdf(empty, path, cutter=cutter) == 1


def test_coverage_is_reproducible(cutter, tmp_path):
    for name in "ab":
        write_coverage_pdf(sample_plan(), tmp_path / name, cutter=cutter)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_map_without_lines_is_left_out(book, write):
    part = book.part(2)
    items = tuple(replace(item, edges=()) if isinstance(item, StrategyMap) else item for item in part.items)
    reader = write(replace(book, parts=(replace(part, items=items),)), parts=frozenset({2}))
    assert not any("แผนที่ยุทธศาสตร์" in page.extract_text() for page in reader.pages)
