"""The items of a part as flowables: sections, ความเชื่อมโยง, goals, charts, check lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.exchange.pdf.book.charts import HeatMap, LyingBars, MoneyByYear, Series, in_millions
from kkplanner.exchange.pdf.book.flow import Headed, Stack, Words
from kkplanner.exchange.pdf.book.look import LIST_INDENT, NARROW_TABLE_LOOK
from kkplanner.thai.digits import in_style
from kkplanner.thai.money import format_baht

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.platypus import Flowable

    from kkplanner.exchange.book_content import CheckList, GoalTable, LinkageTable, Shares
    from kkplanner.exchange.pdf.book.narrative_flow import NarrativeSetter

MONEY_BY_YEAR = "งบประมาณตามแผนแยกตามประเด็นการพัฒนาและปี"
PROJECTS_BY_ISSUE = "จำนวนโครงการแยกตามประเด็นการพัฒนา"
COVERAGE = "การกระจายงบประมาณตามประเด็นการพัฒนาและปี (ล้านบาท)"
PROJECT = "โครงการ"
TOTAL = "รวม"
GOAL, INDICATOR, WHOLE = "จุดมุ่งหมาย", "ตัวชี้วัด", "ตลอดแผน"
ISSUE = "ประเด็นการพัฒนา"

_BOX = 9.0
_AFTER_TABLE = 8.0
_GROUP_GAP = 8.0

Heads = list["Flowable"]
Frame = tuple[float, float]


def linkage(table: LinkageTable, heads: Heads, setter: NarrativeSetter, frame: Frame) -> Iterator[Flowable]:
    """ความเชื่อมโยง, for a landscape page."""
    rows = [["\n".join(cell.lines) for cell in row.cells] for row in table.rows]
    if rows:
        made = setter.tables.table(table.head, rows, frame, NARROW_TABLE_LOOK, fill=True, named=True)
        made.spaceAfter = _AFTER_TABLE
        yield Headed(heads, made)
    else:
        yield Stack(heads)
    yield from _note(table.note, setter)


def goals(table: GoalTable, heads: Heads, setter: NarrativeSetter, frame: Frame) -> Iterator[Flowable]:
    """Each ประเด็น as a group line, its goals below with what each year is expected to bring."""
    rows: list[list[str]] = []
    groups = set()
    columns = 3 + len(table.years)
    for issue in table.issues:
        groups.add(len(rows))
        rows.append([issue.title, *[""] * (columns - 1)])
        rows += [
            [f"{goal.code} {goal.text}".strip(), goal.indicator, *goal.by_year, goal.whole]
            for goal in issue.goals
        ]
    head = [GOAL, INDICATOR, *map(str, table.years), WHOLE]
    if rows:
        made = setter.tables.table(
            head, rows, frame, NARROW_TABLE_LOOK, groups=frozenset(groups), fill=True, named=True
        )
        made.spaceAfter = _AFTER_TABLE
        yield Headed(heads, made)
    else:
        yield Stack(heads)
    yield from _note(table.note, setter)


def shares(table: Shares, heads: Heads, setter: NarrativeSetter) -> Iterator[Flowable]:
    """The money and the projects of each ประเด็น: two charts, then the figures."""
    look, cutter, digits = setter.look, setter.cutter, setter.tables.digits
    series = [Series(row.label, row.satang) for row in table.rows]
    money = MoneyByYear(table.years, series, look, cutter, digits)
    yield Stack([*heads, money, setter.caption(MONEY_BY_YEAR)])
    bars = LyingBars([(row.label, row.projects) for row in table.rows], PROJECT, look, cutter, digits)
    yield Stack([bars, setter.caption(PROJECTS_BY_ISSUE)])
    heat = HeatMap([str(year) for year in table.years], series, look, cutter, digits, show=in_millions)
    yield Stack([heat, setter.caption(COVERAGE)])
    rows = [
        [row.label, f"{row.projects:,}", *map(_baht, row.satang), _baht(sum(row.satang))]
        for row in table.rows
    ]
    by_year = [sum(row.satang[n] for row in table.rows) for n in range(len(table.years))]
    projects = sum(row.projects for row in table.rows)
    rows.append([TOTAL, f"{projects:,}", *map(_baht, by_year), _baht(sum(by_year))])
    head = [ISSUE, PROJECT, *map(str, table.years), TOTAL]
    made = setter.tables.table(
        head, rows, setter.frame, NARROW_TABLE_LOOK, totals=frozenset({len(rows) - 1}), fill=True
    )
    made.spaceBefore, made.spaceAfter = _AFTER_TABLE, _AFTER_TABLE
    yield made


def check_list(items: CheckList, heads: Heads, setter: NarrativeSetter) -> Iterator[Flowable]:
    """Questions, each with a box to tick."""
    waiting = list(heads)
    for group in items.groups:
        title = in_style(group.title, setter.text_digits)
        waiting.append(Words(title, setter.look.heading(2), setter.cutter, before=_GROUP_GAP, after=2.0))
        for question in group.questions:
            box = Question(in_style(question, setter.text_digits), setter)
            yield Headed(waiting, box) if waiting else box
            waiting = []
    if waiting:
        yield Stack(waiting)


class Question(Words):
    """A line with an empty box before it: no font of ours has one."""

    def __init__(self, text: str, setter: NarrativeSetter) -> None:
        super().__init__(text, setter.look.item, setter.cutter, indent=LIST_INDENT, after=3.0)
        self._leading = setter.look.item.leading

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: ARG002, N803  (Flowable's interface)
        return []

    def draw(self) -> None:
        super().draw()
        x, y = LIST_INDENT - _BOX - 7.0, self.height - (self._leading + _BOX) / 2
        self.canv.addLiteral(f"q 0.7 w {x:.2f} {y:.2f} {_BOX:g} {_BOX:g} re S Q")


def _baht(satang: int) -> str:
    return format_baht(satang) if satang else "-"


def _note(text: str, setter: NarrativeSetter) -> Sequence[Flowable]:
    if not text:
        return ()
    return (Words(in_style(text, setter.text_digits), setter.look.note, setter.cutter),)
