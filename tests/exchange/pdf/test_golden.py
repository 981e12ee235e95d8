"""Each form in each layout as it was looked at and found right: texts and where they stand.

A change that is meant: `KKPLANNER_UPDATE_GOLDEN=1 pytest tests/exchange/pdf/test_golden.py`, then look at the
pages and at the difference before keeping it.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from kkplanner.exchange.pdf.forms_pdf import write_forms_pdf
from kkplanner.exchange.sample import sample_plan
from kkplanner.forms import build_all, bundled_layouts
from kkplanner.thai.clusters import clusters
from kkplanner.thai.words import Unit

GOLDEN = Path(__file__).parent / "golden"
TOLERANCE = 1.0  # points
UPDATE = os.environ.get("KKPLANNER_UPDATE_GOLDEN") == "1"

FEW = 3  # projects of each form: enough for head, rows, sums


class EightClusters:
    """Breaks at blanks and after eight letter clusters: layouts are held here, not the words of a dictionary."""

    def units(self, text: str) -> list[Unit]:
        made = []
        for word in text.split():
            parts = clusters(word)
            pieces = ["".join(parts[n : n + 8]) for n in range(0, len(parts), 8)]
            made += [Unit(piece, False) for piece in pieces[:-1]]
            made.append(Unit(pieces[-1], True))
        return made

    def fine(self, unit_text: str) -> list[str]:
        return clusters(unit_text)

    def __hash__(self) -> int:
        return id(self)


def a_few(document):
    counts: dict[object, int] = {}
    kept = []
    for project in document.projects:
        counts[project.form] = counts.get(project.form, 0) + 1
        if counts[project.form] <= FEW:
            kept.append(project)
    return replace(document, projects=tuple(kept))


def cases() -> list[tuple[str, str]]:
    document = a_few(sample_plan())
    return [(layout, form) for layout in bundled_layouts() for form in build_all(document, layout)]


def file_name(form: str) -> str:
    """Plain letters: "ผ.02/1" is "p02-1"."""
    return form.replace("ผ.", "p").replace("/", "-")


def words_of(page) -> list[tuple[str, float, float]]:
    """(text, x, y) of every piece of text, in drawing order; points from the lower left corner."""
    found: list[tuple[str, float, float]] = []

    def visit(text, cm, tm, font, size):
        if text.strip():
            found.append((" ".join(text.split()), round(cm[4] + tm[4], 1), round(cm[5] + tm[5], 1)))

    page.extract_text(visitor_text=visit)
    return found


def print_form(layout: str, form: str, path: Path) -> list[list[tuple[str, float, float]]]:
    document = a_few(sample_plan())
    tables = build_all(document, layout)[form]
    write_forms_pdf(list(tables), path, title="แผนพัฒนาท้องถิ่น", author="อบต.", cutter=EightClusters())
    return [words_of(page) for page in pypdf.PdfReader(path).pages]


@pytest.mark.parametrize(("layout", "form"), cases())
def test_the_form_stands_as_it_did(layout, form, tmp_path):
    pages = print_form(layout, form, tmp_path / "form.pdf")
    golden = GOLDEN / f"{layout}-{file_name(form)}.json"
    if UPDATE:
        GOLDEN.mkdir(exist_ok=True)
        lines = [
            "[" + ",\n ".join(json.dumps(word, ensure_ascii=False) for word in page) + "]" for page in pages
        ]
        golden.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    kept = json.loads(golden.read_text(encoding="utf-8"))
    assert [[word[0] for word in page] for page in pages] == [[word[0] for word in page] for page in kept]
    for page, kept_page in zip(pages, kept, strict=True):
        for (text, x, y), (_, kept_x, kept_y) in zip(page, kept_page, strict=True):
            assert abs(x - kept_x) <= TOLERANCE, text
            assert abs(y - kept_y) <= TOLERANCE, text


def test_every_golden_file_belongs_to_a_form():
    names = {f"{layout}-{file_name(form)}.json" for layout, form in cases()}
    assert {path.name for path in GOLDEN.glob("*.json")} == names
