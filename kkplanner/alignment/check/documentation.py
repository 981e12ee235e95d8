"""`docs/rules.md`, made from `resources/rules/rules.json` so that the two cannot differ.

Made anew with `python -m kkplanner.alignment.check.documentation docs/rules.md`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kkplanner.alignment.check.finding import Severity
from kkplanner.alignment.check.rule import rule_texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kkplanner.alignment.check.rule import RuleText

_GROUPS: Final = {
    "plan": "แผนทั้งเล่ม",
    "organisation": "ข้อมูลหน่วยงาน",
    "edition": "ฉบับของแผน",
    "need": "ปัญหาและความต้องการของประชาชน",
    "issue": "ประเด็นการพัฒนา",
    "project": "โครงการ (ผ.02, ผ.02/1, ผ.02/2 และ ผ.03)",
    "equipment": "ครุภัณฑ์ (ผ.03)",
}
_MEANINGS: Final = {
    Severity.CRITICAL: "แผนใช้ไม่ได้จนกว่าจะแก้",
    Severity.ERROR: "ขาดหรือขัดกับแบบฟอร์ม ต้องแก้ก่อนเสนอ",
    Severity.WARNING: "น่าจะผิด ควรเปิดดูทุกรายการ",
    Severity.NOTE: "ข้อสังเกต ผู้จัดทำเป็นผู้ตัดสินใจ",
}
_OPENING: Final = (
    "คำสั่ง `kkplanner check` และหน้าตรวจแผนของโปรแกรมใช้กฎ {count} ข้อต่อไปนี้ "
    "หน้านี้สร้างจาก `resources/rules/rules.json` โปรดแก้ที่ไฟล์นั้น"
)
_WAIVING: Final = (
    "กฎที่ไม่เหมาะกับโครงการใดสามารถยกเว้นเฉพาะโครงการนั้นได้โดยระบุเหตุผล "
    "ข้อที่ยกเว้นแล้วยังแสดงในรายการพร้อมเหตุผล แต่ไม่นับในผลสรุป"
)
_FIELD: Final = re.compile(r"\{[a-z_]+\}")


def rules_document() -> str:
    """The page that explains every rule to a clerk, in Markdown."""
    texts = rule_texts()
    lines = [
        "# กฎการตรวจแผน",
        "",
        _OPENING.format(count=len(texts)),
        "",
        "| ระดับ | รหัส | ความหมาย |",
        "|---|---|---|",
        *(f"| {severity.thai} | `{severity}` | {meaning} |" for severity, meaning in _MEANINGS.items()),
        "",
        _WAIVING,
    ]
    for prefix, heading in _GROUPS.items():
        group = [text for text in texts.values() if text.id.partition(".")[0] == prefix]
        lines += ["", f"## {heading}", "", *_table(group)]
    return "\n".join(lines) + "\n"


def _table(texts: Iterable[RuleText]) -> list[str]:
    rows = ["| รหัส | ระดับ | กฎ | ข้อความที่แสดง | เหตุผล | วิธีแก้ที่โปรแกรมเสนอ |", "|---|---|---|---|---|---|"]
    for text in texts:
        cells = (text.title, _shown(text.message), text.reason, _shown(text.fix or ""))
        rows.append(f"| `{text.id}` | {text.severity.thai} | {' | '.join(map(_cell, cells))} |")
    return rows


def _shown(template: str) -> str:
    """The template with an ellipsis where the finding has a value of the plan."""
    return _FIELD.sub("…", template)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(rules_document(), encoding="utf-8")
