"""The records of a plan. All are immutable: a change makes a new record with `dataclasses.replace`.

Every record carries a `uuid` that stays with it for life, across files and merges. References between
records (`Project.issue`, `Project.approach`, `Project.edition`) are such uuids. Texts are stored
normalised (`kkplanner.thai.normalise`); years are Buddhist (พ.ศ.); amounts are integer satang.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import uuid4

from kkplanner.plan.budget import Budgets, added
from kkplanner.plan.kinds import EditionKind, Form, MarkKind

if TYPE_CHECKING:
    from datetime import date

    from kkplanner.thai.period import Period


def new_uuid() -> str:
    """A fresh identity for a record."""
    return str(uuid4())


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """The local government that owns the plan (อปท.)."""

    uuid: str = field(default_factory=new_uuid)
    type: str  # short form as in resources/lists/organisation_types.json: อบต. ทต. ทม. ทน.
    name: str  # full name as printed, "องค์การบริหารส่วนตำบล…"
    province: str = "ขอนแก่น"
    district_code: str = ""  # 4 digits
    tambon_code: str = ""  # 6 digits, empty when the area is not one tambon
    population: int | None = None
    households: int | None = None
    annual_income: int | None = None  # satang


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The plan document itself."""

    uuid: str = field(default_factory=new_uuid)
    title: str = "แผนพัฒนาท้องถิ่น"
    period: Period
    framework: str = "kkpao-2571"  # id of the framework that projects are aligned with


@dataclass(frozen=True, slots=True, kw_only=True)
class Village:
    """A village or community (หมู่บ้าน/ชุมชน) of the organisation."""

    uuid: str = field(default_factory=new_uuid)
    number: int | None = None  # หมู่ที่
    name: str
    households: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A division of the organisation that can be responsible for a project."""

    uuid: str = field(default_factory=new_uuid)
    name: str
    role: str = ""  # what templates ask for: "engineering", "education", …


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An issue or a project tied to a node of a policy framework."""

    uuid: str = field(default_factory=new_uuid)
    framework: str
    code: str
    confirmed: bool = False  # False: proposed by the program, nobody has agreed yet
    confirmed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approach:
    """แนวทาง/กลยุทธ์ of one of the organisation's own issues."""

    uuid: str = field(default_factory=new_uuid)
    number: str  # "1.1"
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """ประเด็นการพัฒนา (ยุทธศาสตร์ in the 2566 layout) of the organisation."""

    uuid: str = field(default_factory=new_uuid)
    number: str  # "1"
    title: str
    upward_lines: tuple[str, ...] = ()  # lines ก. ข. ค. ง. จ. above the 2566 forms, as typed
    approaches: tuple[Approach, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubItem:
    """A line of a project with text and money of its own; it adds to the project's amounts."""

    uuid: str = field(default_factory=new_uuid)
    text: str
    budgets: Budgets = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An edition of the plan: the first book or an amendment. Counters run per kind and year."""

    uuid: str = field(default_factory=new_uuid)
    kind: EditionKind
    number: int | None = None  # ครั้งที่
    year: int | None = None  # พ.ศ. printed after the number
    announced: date | None = None
    reason: str = ""

    @property
    def label(self) -> str:
        """As printed: "เพิ่มเติม ครั้งที่ 5/2567"."""
        if self.number is None:
            return str(self.kind)
        year = "" if self.year is None else f"/{self.year}"
        return f"{self.kind} ครั้งที่ {self.number}{year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A step in the history of a row, as a clerk noted it beside the row. Never printed."""

    uuid: str = field(default_factory=new_uuid)
    kind: MarkKind
    text: str  # as it stood there
    edition: str | None = None  # Edition.uuid that an amendment names
    refers_to: str = ""  # the row, แผนงาน or form that a move, merge or duplicate names
    source: str = ""  # where it was read, "sheet!cell"
    certain: bool = True  # False: it stood beside the next row above or below and may mean this one


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One row of ผ.02, ผ.02/1, ผ.02/2 or, as equipment (ครุภัณฑ์), of ผ.03."""

    uuid: str = field(default_factory=new_uuid)
    form: Form = Form.P02
    issue: str | None = None  # Issue.uuid
    approach: str | None = None  # Approach.uuid
    programme: str = ""  # แผนงาน, canonical name of resources/lists/programmes.json where known
    title: str
    objective: str = ""
    target: str = ""  # เป้าหมาย (ผลผลิต)
    kpi: str = ""
    expected_result: str = ""
    agency: str = ""  # หน่วยงานรับผิดชอบหลัก
    asked_agency: str = ""  # ผ.02/2: หน่วยงานที่จะขอประสาน
    own_budgets: Budgets = field(default_factory=dict)  # without sub-items
    sub_items: tuple[SubItem, ...] = ()
    enacted_budgets: Budgets = field(default_factory=dict)  # เทศบัญญัติ/ข้อบัญญัติ, never printed
    links: tuple[Link, ...] = ()
    marks: tuple[Mark, ...] = ()  # history of the row, oldest first
    edition: str | None = None  # Edition.uuid that brought or last changed the row; None: first book
    equipment_type: str = ""  # ผ.03: ประเภทครุภัณฑ์
    village: str = ""  # หมู่ที่/ชุมชน as text
    district_code: str = ""
    start_latitude: float | None = None  # degrees, WGS 84
    start_longitude: float | None = None
    end_latitude: float | None = None
    end_longitude: float | None = None
    priority: int | None = None  # ลำดับความสำคัญ for coordination
    note: str = ""  # internal, never printed

    @property
    def budgets(self) -> Budgets:
        """Amounts by year including the sub-items: what the plan's sums are made of."""
        if not self.sub_items:
            return dict(self.own_budgets)
        return added([self.own_budgets, *(item.budgets for item in self.sub_items)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A piece of narrative of part 1, 2 or 4 of the book."""

    uuid: str = field(default_factory=new_uuid)
    part: int
    key: str  # "vision", "physical", … unique within the plan
    title: str
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A problem or request heard at a meeting of the people (ประชาคม)."""

    uuid: str = field(default_factory=new_uuid)
    text: str
    place: str = ""
    raised_by: str = ""
    priority: int | None = None
    project: str | None = None  # Project.uuid that answers it
    set_aside_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPrice:
    """A price the clerk keeps for estimating: satang for one unit."""

    uuid: str = field(default_factory=new_uuid)
    name: str
    unit: str
    price: int
    source: str = ""
