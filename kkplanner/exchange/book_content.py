"""What stands in the plan book and in which order, as plain objects that a drawer needs nothing else for.

`book_content(document, settings)` gathers it from the plan, the frameworks and the fixed texts of
`resources/narrative/`. All texts have Arabic digits; whoever draws them chooses the digits. Nothing here
knows of pages, fonts or millimetres.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from kkplanner.forms import DEFAULT_LAYOUT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkplanner.forms import Choice
    from kkplanner.forms.table import FormTable
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Edition
    from kkplanner.plan.narrative import Narrative
    from kkplanner.plan.narrative_fields import Settings


class CoverWeight(StrEnum):
    """How big a line of the cover is set."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class CoverLine:
    text: str
    weight: CoverWeight


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    lines: tuple[CoverLine, ...]
    seal: str | None  # uuid in `BookContent.pictures`; None: room for a seal
    qr_text: str  # "kkplanner:<plan uuid>:<first 16 hex digits of the plan's hash>"
    plan_uuid: str
    content_hash: str  # SHA-256 of the plan as JSON, 64 hex digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Where a person signs; an unknown name is an empty line to write on."""

    name: str  # "" when it is not known
    position: str  # "นายกองค์การบริหารส่วนตำบล…"
    day: str = ""  # "1 กรกฎาคม พ.ศ. 2569", "" when it is not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The preface, the announcement or the covering letter: heading lines, text, signature."""

    key: str
    heading: tuple[str, ...]  # centred
    narrative: Narrative
    closing: str = ""  # "ประกาศ ณ วันที่ …", centred above the signature
    signature: Signature | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSection:
    """A numbered section with its text."""

    key: str
    number: str  # "1.1"
    title: str
    narrative: Narrative


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of the linkage table: several nodes, best first."""

    lines: tuple[str, ...]
    proposed: bool = False  # found by the crosswalk, confirmed by nobody yet


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkageRow:
    issue: str  # Issue.uuid
    cells: tuple[Cell, ...]  # parallel to `LinkageTable.head`


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkageTable:
    """ความเชื่อมโยง: each ประเด็น of the plan and what it serves in the plans above."""

    key: str
    number: str
    title: str
    head: tuple[str, ...]  # first the plan's own ประเด็น, then one for each level above
    rows: tuple[LinkageRow, ...]
    note: str  # says what the proposed cells are; "" when there are none


@dataclass(frozen=True, slots=True, kw_only=True)
class MapNode:
    id: str  # unique in the map
    layer: int  # index in `StrategyMap.layers`, 0 is the plan itself
    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapEdge:
    source: str  # MapNode.id in the lower layer
    target: str  # MapNode.id in a higher layer
    direct: bool  # False: it only supports


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyMap:
    """Who serves whom, from the plan's own ประเด็น (layer 0) upwards."""

    key: str
    number: str
    title: str
    layers: tuple[str, ...]
    nodes: tuple[MapNode, ...]
    edges: tuple[MapEdge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRow:
    """A goal (จุดมุ่งหมาย) and what is expected of each year and of the whole period."""

    code: str
    text: str
    indicator: str  # "ร้อยละของ อปท. ที่ดำเนินการ"
    by_year: tuple[str, ...]  # one for each year of the table
    whole: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueGoals:
    """One ประเด็น of the plan with the goals it works for."""

    issue: str  # Issue.uuid
    title: str  # "1. โครงสร้างพื้นฐาน…"
    goals: tuple[GoalRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalTable:
    key: str
    number: str
    title: str
    years: tuple[int, ...]  # พ.ศ.
    issues: tuple[IssueGoals, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRow:
    """Money and projects of one ประเด็น, for charts and the table beside them."""

    label: str
    projects: int
    satang: tuple[int, ...]  # one for each year


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """ผ.02 by ประเด็น and year: what ผ.01 adds up, to be drawn as charts."""

    key: str
    number: str
    title: str
    years: tuple[int, ...]
    rows: tuple[ShareRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormsItem:
    """The tables of one form, to be set on landscape pages."""

    key: str
    number: str
    title: str  # "แบบ ผ.02 โครงการพัฒนาท้องถิ่น"
    form: str
    tables: tuple[FormTable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckListGroup:
    title: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckList:
    """Questions with a box each, without points."""

    key: str
    number: str
    title: str
    groups: tuple[CheckListGroup, ...]


BookItem = BookSection | LinkageTable | StrategyMap | GoalTable | Shares | FormsItem | CheckList


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """ส่วนที่ n of the book; its items in printed order."""

    number: int
    title: str  # "สภาพทั่วไปและข้อมูลพื้นฐาน"
    items: tuple[BookItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPicture:
    uuid: str
    media_type: str  # image/png | image/jpeg
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Something that the book has room for and nobody has written yet."""

    key: str  # of the section or the field
    part: int  # 0: outside the four parts
    title: str
    question: str  # what to answer, Thai


@dataclass(frozen=True, slots=True, kw_only=True)
class BookContent:
    """The whole book. `missing` is for the view of completeness and is never printed."""

    title: str  # "แผนพัฒนาท้องถิ่น (พ.ศ. 2571 - 2575)"
    edition: str  # "" for the first book
    organisation: str
    cover: Cover
    preface: Letter
    parts: tuple[Part, ...]
    announcement: Letter
    covering_letter: Letter  # goes with the book, is not part of it
    appendix: tuple[BookSection, ...] = ()
    pictures: Mapping[str, BookPicture] = field(default_factory=dict)
    missing: tuple[Missing, ...] = ()

    def part(self, number: int) -> Part | None:
        """ส่วนที่ `number`; None when nothing stands in it."""
        return next((part for part in self.parts if part.number == number), None)


def book_content(
    document: PlanDocument,
    settings: Settings,
    *,
    edition: Edition | None = None,
    layout: str = DEFAULT_LAYOUT,
    kpi: bool | None = None,
    only: Choice | None = None,
) -> BookContent:
    """The book of a plan as it stands now.

    Args:
        document: the plan.
        settings: the workbook's settings; "book.<field>" fills the fixed texts, "book.seal" names a picture.
        edition: the amendment whose book this is; None is the first book.
        layout: id of the form layout.
        kpi: print the KPI column; None leaves it to the layout.
        only: keeps the projects for which it is true, in forms and shares alike.

    Raises:
        UnknownLayoutError: no such layout.
        NarrativeTooLongError: a section is longer than the program reads.
    """
    from kkplanner.exchange.book_building import Builder

    return Builder(document, settings, edition, layout=layout, kpi=kpi, only=only).build()
