"""Does a framework hold together? Problems are data: the kind, the node's code and a Thai sentence part."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.framework.model import Expectation, Framework, Node

# Sara am split into nikhahit and sara aa (with or without a tone mark between), invisible characters,
# control characters, and white space that a single line of text has no use for.
_ABNORMAL = re.compile(
    r"\u0e4d[\u0e48-\u0e4b]?\u0e32|[\u200b-\u200f\u2028\u2029\ufeff\u00ad\u00a0]|[\x00-\x1f\x7f]|  |^ | $"
)
_NUMBERED = re.compile(r"[0-9]+(\.[0-9]+)+")


@dataclass(frozen=True)
class Problem:
    """One contradiction. `kind` is stable, `code` the node's (empty for the whole framework)."""

    kind: str
    code: str
    message: str


def problems(framework: Framework) -> tuple[Problem, ...]:
    """Everything in the framework that contradicts itself; empty when it is sound."""
    return (
        *_levels(framework),
        *_codes(framework),
        *_parents(framework),
        *_cycles(framework),
        *_texts(framework),
        *_expectations(framework),
        *_period(framework),
    )


def _levels(framework: Framework) -> Iterator[Problem]:
    declared = Counter(level.key for level in framework.levels)
    for key, times in declared.items():
        if times > 1:
            yield Problem("level_twice", "", f"ระดับ “{key}” ประกาศซ้ำ")
    for level in framework.levels:
        found = framework.count_at(level.key)
        if found == 0:
            yield Problem("level_without_nodes", "", f"ระดับ “{level.name}” ไม่มีรายการ")
        elif level.count is not None and level.count != found:
            yield Problem(
                "level_count", "", f"ระดับ “{level.name}” ควรมี {level.count} รายการ แต่มี {found} รายการ"
            )
    for node in framework.nodes:
        if node.level not in declared:
            yield Problem(
                "unknown_level", node.code, f"รายการ {node.code} อยู่ในระดับ “{node.level}” ที่ไม่ได้ประกาศ"
            )


def _codes(framework: Framework) -> Iterator[Problem]:
    for code, times in Counter(node.code for node in framework.nodes).items():
        if times > 1:
            yield Problem("duplicate_code", code, f"รหัส {code} ใช้ซ้ำ {times} ครั้ง")


def _parents(framework: Framework) -> Iterator[Problem]:
    """A level hangs below one other level, or stands at the top: its first node says which."""
    above: dict[str, str | None] = {}
    for node in framework.nodes:
        parent = None if node.parent is None else framework.find(node.parent)
        if node.parent is not None and parent is None:
            yield Problem("unknown_parent", node.code, f"รายการ {node.code} อยู่ใต้รหัส {node.parent} ที่ไม่มี")
            continue
        parent_level = None if parent is None else parent.level
        expected = above.setdefault(node.level, parent_level)
        if parent_level != expected or parent_level == node.level:
            yield Problem(
                "wrong_parent_level", node.code, f"รายการ {node.code} ไม่ได้อยู่ใต้ระดับเดียวกับรายการอื่นในระดับของตน"
            )
        if _NUMBERED.fullmatch(node.code) and node.parent != node.code.rpartition(".")[0]:
            yield Problem("code_not_below_parent", node.code, f"รหัส {node.code} ไม่ตรงกับรายการที่อยู่เหนือขึ้นไป")


def _cycles(framework: Framework) -> Iterator[Problem]:
    sound: set[str] = set()
    for node in framework.nodes:
        path: list[str] = []
        walk: Node | None = node
        while walk is not None and walk.code not in sound and walk.code not in path:
            path.append(walk.code)
            walk = None if walk.parent is None else framework.find(walk.parent)
        if walk is not None and walk.code in path:
            yield Problem("cycle", node.code, f"รายการ {node.code} วนกลับมาอยู่ใต้ตนเอง")
        # The nodes of a circle are told once; afterwards their path is known.
        sound.update(path)


def _texts(framework: Framework) -> Iterator[Problem]:
    for node in framework.nodes:
        if not node.text.strip():
            yield Problem("empty_text", node.code, f"รายการ {node.code} ไม่มีข้อความ")
        elif _ABNORMAL.search(node.text):
            yield Problem("text_not_normal", node.code, f"ข้อความของรายการ {node.code} มีช่องว่างหรืออักขระที่ไม่ควรมี")
        if node.as_printed == node.text:
            yield Problem(
                "as_printed_same", node.code, f"รายการ {node.code} ระบุข้อความตามต้นฉบับที่ไม่ต่างจากข้อความที่แก้แล้ว"
            )


def _expectations(framework: Framework) -> Iterator[Problem]:
    years = None
    if framework.period is not None:
        years = tuple(range(framework.period[0], framework.period[1] + 1))
    for node in framework.nodes:
        if node.expectation is None:
            continue
        if not _adds_up(node.expectation):
            yield Problem("expectation_sum", node.code, f"จำนวนที่คาดหวังของรายการ {node.code} ไม่ตรงกับร้อยละ")
        if years is not None and tuple(share.year for share in node.expectation.by_year) != years:
            yield Problem(
                "expectation_years", node.code, f"ปีที่คาดหวังของรายการ {node.code} ไม่ครบตามช่วงปีของกรอบ"
            )


def _adds_up(expectation: Expectation) -> bool:
    """Do the counts say what the percentages say? ไม่น้อยกว่าร้อยละ: the smallest whole number of units that reaches the share."""

    def units(percent: int) -> int:
        return -(-expectation.of * percent // 100)

    shares = (expectation.five_years, *expectation.by_year)
    return expectation.count == units(expectation.percent) and all(
        share.count == units(share.percent) for share in shares
    )


def _period(framework: Framework) -> Iterator[Problem]:
    if framework.period is not None and framework.period[0] > framework.period[1]:
        yield Problem("period_reversed", "", "ปีแรกของกรอบอยู่หลังปีสุดท้าย")
