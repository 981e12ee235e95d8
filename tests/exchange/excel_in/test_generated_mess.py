"""A plan written into workbooks of any layout reads back as the plan."""

from __future__ import annotations

from exchange.excel_in.generated_mess import Layout, Row, plans, write_plan
from exchange.excel_in.untidy import YEARS, empty_plan
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kkplanner.exchange.excel_in import import_into, read_book
from kkplanner.plan.kinds import Form

EXPECTED_FINDINGS = {
    "import.title-joined",
    "import.form-number-differs",
    "import.unit",
    "import.christian-years",
    "import.sheet-twice",
    "import.amended-row-twice",
}
"""What a clerk is told of a layout that is unusual but read in full."""


def satang(amounts: list[int | None]) -> dict[int, int]:
    return {year: amount * 100 for year, amount in zip(YEARS, amounts, strict=True) if amount is not None}


def continued(text: str, rest: str | None) -> str:
    """A continuation row that only says again what stands above adds nothing."""
    keys = ["".join(line.split()) for line in text.split("\n")]
    return text if rest is None or "".join(rest.split()) in keys else f"{text}\n{rest}"


def of_row(row: Row, layout: Layout) -> dict[str, object]:
    """The fields that the layout has a place for."""
    equipment = layout.form is Form.P03
    item = equipment and not layout.grouped
    rest = {} if item else row.rest
    return {
        "form": layout.form,
        "title": continued(row.title, rest.get("title")),
        "objective": "" if equipment else continued(row.objective, rest.get("objective")),
        "target": row.target,
        "kpi": row.kpi if layout.kpi and not equipment else "",
        "expected_result": "" if item else continued(row.expected_result, rest.get("expected_result")),
        "agency": "" if layout.form is Form.P02_2 else row.agency,
        "asked_agency": row.agency if layout.form is Form.P02_2 else "",
        "programme": row.programme if item else "",
        "equipment_type": row.equipment_type if equipment else "",
        "own_budgets": satang(row.amounts),
        "enacted_budgets": satang(row.enacted) if layout.enacted else {},
    }


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=plans, style=st.integers(0, 40))
def test_reading_a_generated_workbook_gives_the_plan(plan, style, tmp_path):
    outcome = import_into(empty_plan(), read_book(write_plan(tmp_path / "แผน.xlsx", plan, style)))

    told = [one for one in outcome.report.findings if one.id not in EXPECTED_FINDINGS]
    assert [one.message for one in told] == []
    expected = [(row, layout) for layout, rows in plan for row in rows]
    assert len(outcome.document.projects) == len(expected)
    for project, (row, layout) in zip(outcome.document.projects, expected, strict=True):
        wanted = of_row(row, layout)
        assert {name: getattr(project, name) for name in wanted} == wanted
        assert [(item.text, item.budgets) for item in project.sub_items] == [
            (text, satang(amounts)) for text, amounts in row.items
        ]
    assert editions(outcome) == [label for _, rows in plan for label in marks(rows)]
    assert len({project.issue for project in outcome.document.projects}) == 1


def editions(outcome) -> list[str | None]:
    plan = outcome.document
    return [one.edition and plan.edition(one.edition).label for one in plan.projects]


def marks(rows: list[Row]) -> list[str | None]:
    """An amendment mark holds for the rows under it, to the end of the sheet or the next mark."""
    labels: list[str | None] = []
    for row in rows:
        kind, number, year = row.edition or (None, 0, 0)
        labels.append(f"{kind} ครั้งที่ {number}/{year}" if kind else labels[-1] if labels else None)
    return labels
