"""Characters that no document could show come in as typed, and are told with their row."""

from __future__ import annotations

from dataclasses import replace

from kkplanner.exchange.excel_in import import_into, read_text
from kkplanner.exchange.excel_in.choices import ImportChoices
from kkplanner.exchange.sample import sample_plan

PLAN = replace(sample_plan(), issues=(), projects=(), needs=(), waivers=())
LINES = (
    "ที่\tโครงการ\tวัตถุประสงค์\tเป้าหมาย\t2571\t2572\t2573\t2574\t2575\tหน่วยงาน",
    "1\tก่อสร้างถนน 🚧\tเพื่อสัญจร\tยาว 500 ม.\t100000\t\t\t\t\tกองช่าง",
    "\t\t\t→ ช่วงที่ 1\t\t40000\t\t\t\t",
    "2\tขุดลอกคลอง\tเพื่อระบายน้ำ\tยาว 900 ม²\t\t80000\t\t\t\tกองช่าง",
)
TABLE = "\n".join(LINES)


def test_the_row_the_field_and_the_character_are_named():
    outcome = import_into(PLAN, read_text(TABLE, "แผน.tsv"))
    assert outcome.document.projects[0].title == "ก่อสร้างถนน 🚧"
    told = [one for one in outcome.report.findings if one.id == "import.text-unprintable"]
    assert [(one.row, one.value, str(one.severity)) for one in told] == [
        (2, "🚧", "warning"),
        (3, "→", "warning"),
    ]
    assert "โครงการ/ครุภัณฑ์" in told[0].message
    assert "“🚧” (U+1F6A7)" in told[0].message


def test_a_sheet_that_is_left_out_is_not_looked_at():
    choices = ImportChoices(sheets_left_out=frozenset({"แผน.tsv"}))
    report = import_into(PLAN, read_text(TABLE, "แผน.tsv"), choices=choices).report
    assert all(one.id != "import.text-unprintable" for one in report.findings)
