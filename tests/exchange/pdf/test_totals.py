"""Money on paper: sums of pages, of tables, of ผ.01 and of the plan are one number."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

import openpyxl
import pypdf
import pytest
from real_plan import real_plan

from kkplanner.exchange.excel_out import write_workbook
from kkplanner.exchange.pdf.forms_pdf import write_forms_pdf
from kkplanner.exchange.sample import sample_plan
from kkplanner.forms import build_all
from kkplanner.forms.table import ColumnKind, RowKind
from kkplanner.plan.kinds import Form
from kkplanner.thai.money import SATANG_PER_BAHT, parse_baht
from kkplanner.workbook import Workbook

PAGE, SO_FAR, TABLE = "รวมหน้านี้", "รวมสะสม", "รวมงบประมาณ"


def amounts(label: str, text: str) -> list[list[int]]:
    lines = re.findall(rf"^{label}\s*((?:[\d,.\-]+\s*)+)$", text, re.MULTILINE)
    return [[parse_baht(word) or 0 for word in line.split()] for line in lines]


def check(document, layout: str, path: Path, cutter) -> None:
    years = document.plan.period.years
    wanted = [sum(p.budgets.get(year, 0) for p in document.projects_of(Form.P02)) for year in years]
    forms = build_all(document, layout)
    tables = forms["ผ.02"]
    write_forms_pdf(list(tables), path, title="แผน", author="อบต.", cutter=cutter)
    printed = [0] * len(years)
    of_pages, of_tables = [0] * len(years), [0] * len(years)
    running: list[int] | None = None
    for page in pypdf.PdfReader(path).pages:
        text = page.extract_text()
        sums, so_far, foot = (amounts(label, text) for label in (PAGE, SO_FAR, TABLE))
        is_first = running is None
        for line in sums:
            printed = [a + b for a, b in zip(printed, line, strict=True)]
            running = [a + b for a, b in zip(running or [0] * len(line), line, strict=True)]
        # What is so far says nothing new on a table's first page and, beside the foot, on its last.
        assert so_far == ([] if is_first or foot else [running])
        for line in foot:
            of_tables = [a + b for a, b in zip(of_tables, line, strict=True)]
            of_pages = [a + b for a, b in zip(of_pages, running or line, strict=True)]
            assert running is None or running == line
            running = None
    assert of_pages == of_tables == wanted
    # ผ.01 says the same.
    summary = forms["ผ.01"][0]
    total = next(row for row in summary.rows if row.kind is RowKind.GRAND_TOTAL)
    by_year = [
        cell or 0
        for column, cell in zip(summary.columns, total.cells, strict=True)
        if column.kind is ColumnKind.MONEY and column.year
    ]
    assert by_year == wanted
    assert excel_totals(document, layout, path.with_suffix(".xlsx"), len(years)) == wanted
    assert sql_totals(document, path.with_suffix(".kkplan"), years) == wanted


def excel_totals(document, layout: str, path: Path, years: int) -> list[int]:
    """The yearly sums of the last line of ผ.01 as a program that computes nothing reads them, in satang."""
    write_workbook(document, path, layout=layout)
    book = openpyxl.load_workbook(path, data_only=True)
    sheet = next(book[name] for name in book.sheetnames if name.startswith("ผ.01") and "1-1" not in name)
    row = next(row for row in sheet.iter_rows(values_only=True) if str(row[0] or "").startswith("รวมทั้งสิ้น"))
    numbers = [cell for cell in row[1:] if isinstance(cell, int | float)]
    # Count and amount by turns, the five years first.
    return [round(amount * SATANG_PER_BAHT) for amount in numbers[1 : 2 * years : 2]]


def sql_totals(document, path: Path, years: tuple[int, ...]) -> list[int]:
    """The same sums, asked of the plan file itself."""
    Workbook.create(path, with_whole_uuids(document)).close()
    with closing(sqlite3.connect(path)) as connection:
        found = dict(
            connection.execute(
                "SELECT year, sum(amount) FROM budget JOIN project ON project.uuid = budget.project"
                " WHERE form = 'ผ.02' AND kind = 'own' GROUP BY year"
            )
        )
    return [found.get(year, 0) for year in years]


def with_whole_uuids(document):
    """A plan made for tests has short names where a file wants uuids."""

    def whole(name: str | None) -> str | None:
        return name and str(uuid5(NAMESPACE_OID, name))

    issues = tuple(
        replace(
            issue,
            uuid=whole(issue.uuid),
            approaches=tuple(replace(one, uuid=whole(one.uuid)) for one in issue.approaches),
            links=(),
        )
        for issue in document.issues
    )
    projects = tuple(
        replace(
            one,
            uuid=whole(one.uuid),
            issue=whole(one.issue),
            approach=whole(one.approach),
            edition=None,
            links=(),
            marks=(),
            sub_items=tuple(replace(item, uuid=whole(f"{one.uuid} {item.uuid}")) for item in one.sub_items),
        )
        for one in document.projects
    )
    return replace(
        document,
        organisation=replace(document.organisation, uuid=whole(document.organisation.uuid)),
        plan=replace(document.plan, uuid=whole(document.plan.uuid)),
        issues=issues,
        projects=projects,
        agencies=(),
        villages=(),
        editions=(),
        needs=(),
        waivers=(),
    )


@pytest.mark.parametrize("layout", ["2571", "2566"])
def test_the_sample_plan(layout, cutter, tmp_path):
    check(sample_plan(), layout, tmp_path / "forms.pdf", cutter)


@pytest.mark.parametrize("layout", ["2571", "2566"])
def test_the_real_plan(layout, cutter, tmp_path, real_truth):
    check(real_plan(real_truth), layout, tmp_path / "forms.pdf", cutter)
