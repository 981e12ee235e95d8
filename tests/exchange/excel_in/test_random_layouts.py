"""However a clerk lays the form out, the same projects come out of it."""

from __future__ import annotations

from dataclasses import dataclass

from exchange.excel_in.untidy import YEARS, empty_plan, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kkplanner.exchange.excel_in import import_into, read_book
from kkplanner.thai.digits import to_thai
from kkplanner.thai.money import format_baht

WORDS = ["ก่อสร้างถนน", "ขุดลอกคลอง", "อบรม อสม.", "หมู่ที่ 3", "ซ่อมแซมฝาย", "ส่งเสริมอาชีพ", "“รักษ์น้ำ”", "1. เพื่อ"]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
baht = st.none() | st.integers(1, 90_000_000)
amounts = st.lists(baht, min_size=5, max_size=5)


@dataclass
class Layout:
    rows_above: int
    columns_left: int
    tiers: int
    kpi: bool
    enacted: bool
    merged: bool
    thai: bool
    blank_rows: bool
    foot: bool
    repeat_head: bool


layouts = st.builds(
    Layout,
    rows_above=st.integers(0, 5),
    columns_left=st.integers(0, 3),
    tiers=st.integers(2, 3),
    kpi=st.booleans(),
    enacted=st.booleans(),
    merged=st.booleans(),
    thai=st.booleans(),
    blank_rows=st.booleans(),
    foot=st.booleans(),
    repeat_head=st.booleans(),
)
projects = st.lists(
    st.fixed_dictionaries(
        {
            "title": texts,
            "objective": texts,
            "continued": st.none() | texts,
            "target": texts,
            "amounts": amounts,
            "result": texts,
            "agency": st.sampled_from(["กองช่าง", "สำนักปลัด"]),
            "items": st.lists(st.tuples(texts, amounts.filter(any)), max_size=2),
        }
    ),
    min_size=1,
    max_size=4,
)


def typed(amount, style, layout):
    """The same amount as different clerks type it."""
    if amount is None:
        return [None, "-", " -   "][style % 3]
    plain = format_baht(amount * 100)
    forms = [amount, float(amount), plain, f" {plain} ", f"{plain}.00", f"{plain}.-", str(amount)]
    form = forms[style % len(forms)]
    return to_thai(form) if layout.thai and isinstance(form, str) else form


def head_rows(layout):
    kpi = ["ตัวชี้วัด\n(KPI)"] if layout.kpi else []
    first = [
        "ที่",
        "โครงการ",
        "วัตถุประสงค์",
        "เป้าหมาย",
        "งบประมาณ",
        *[None] * 4,
        *kpi,
        "ผลที่คาดว่าจะได้รับ",
        "หน่วยงานรับผิดชอบ",
    ]
    years = [to_thai(str(year)) if layout.thai else year for year in YEARS]
    suffix = [f"ปี {year}\n(บาท)" for year in years] if layout.tiers == 2 else years
    second = [None, None, None, "(ผลผลิตของโครงการ)", *suffix]
    third = [None] * 4 + ["(บาท)"] * 5
    if layout.enacted:
        width = len(first)
        first = [*first, "ข้อบัญญัติ"]
        second = [*second, *[None] * (width - len(second)), *years]
    return [first, second, third][: layout.tiers]


def sheet_of(rows, layout, style):
    kpi = ["ร้อยละ 80"] if layout.kpi else []
    lines = [["รายละเอียดโครงการพัฒนา"], ["1. ยุทธศาสตร์ด้านน้ำ"], ["1.1 กลยุทธ์แหล่งน้ำ"], ["(1) แผนงานการเกษตร"]]
    body = []
    sums = [0] * 5
    for number, row in enumerate(rows, 1):
        if layout.repeat_head and number == 2:
            body += head_rows(layout)
        index = to_thai(str(number)) if layout.thai else number
        money = [typed(amount, style + at, layout) for at, amount in enumerate(row["amounts"])]
        body.append(
            [index, row["title"], row["objective"], row["target"], *money, *kpi, row["result"], row["agency"]]
        )
        sums = [total + (amount or 0) for total, amount in zip(sums, row["amounts"], strict=True)]
        if row["continued"]:
            body.append([None, None, row["continued"]])
        for text, extra in row["items"]:
            body.append([None, None, None, text, *(typed(amount, style, layout) for amount in extra)])
            sums = [total + (amount or 0) for total, amount in zip(sums, extra, strict=True)]
        if layout.blank_rows:
            body.append([])
    if layout.foot:
        body.append([None, None, None, "รวมงบประมาณ", *sums])
    whole = [*[[]] * layout.rows_above, *lines, *head_rows(layout), *body]
    return [[*[None] * layout.columns_left, *row] if row else [] for row in whole]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=projects, layout=layouts, style=st.integers(0, 20))
def test_any_layout_gives_the_projects(rows, layout, style, tmp_path):
    head = layout.rows_above + 5
    first = "ABCDEFG"[layout.columns_left]
    merges = [f"{first}{head}:{first}{head + layout.tiers - 1}"] if layout.merged else []
    path = write(tmp_path / "ใดก็ได้.xlsx", sheet_of(rows, layout, style), merges=merges)
    outcome = import_into(empty_plan(), read_book(path))

    assert [finding.message for finding in outcome.report.findings] == []
    imported = outcome.document.projects
    assert [one.title for one in imported] == [row["title"] for row in rows]
    for one, row in zip(imported, rows, strict=True):
        continued = row["continued"]
        repeats = continued is not None and "".join(continued.split()) == "".join(row["objective"].split())
        assert one.objective == (
            row["objective"] if continued is None or repeats else f"{row['objective']}\n{continued}"
        )
        assert (one.target, one.expected_result, one.agency) == (row["target"], row["result"], row["agency"])
        assert one.kpi == ("ร้อยละ 80" if layout.kpi else "")
        assert one.programme == "แผนงานการเกษตร"
        assert one.own_budgets == in_satang(row["amounts"])
        assert [(item.text, item.budgets) for item in one.sub_items] == [
            (text, in_satang(extra)) for text, extra in row["items"]
        ]
    sheet = outcome.report.sheets[0]
    assert (sheet.imported, sheet.rows_read) == (len(rows), len(rows) + layout.foot)


def in_satang(typed_amounts):
    return {
        year: amount * 100 for year, amount in zip(YEARS, typed_amounts, strict=True) if amount is not None
    }
