"""The pages of the main window, in the order of the clerk's work.

`PAGES` names them without importing them: a page and what it needs is loaded when it is first shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

from kkplanner.plan.kinds import Form
from kkplanner.thai.digits import to_thai

if TYPE_CHECKING:
    from kkplanner.desktop.page import Desk, Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A line of the navigation.

    Attributes:
        key: stable name, used by `Place` and by tests.
        title: Thai.
        module: below `kkplanner.desktop.pages`; holds `make(desk, key) -> Page`.
        picture: icon of `ui/icons/`.
        group: heading above the line; lines of one group stand together.
    """

    key: str
    title: str
    module: str
    picture: str
    group: str = ""

    def make(self, desk: Desk) -> Page:
        page: Page = import_module(f"kkplanner.desktop.pages.{self.module}").make(desk, self.key)
        page.setObjectName(self.key)
        page.setAccessibleName(self.title)
        return page


_PART_2: Final = to_thai("ส่วนที่ 2 ประเด็นการพัฒนา")
_PART_3: Final = to_thai("ส่วนที่ 3 โครงการ")
_PART_4: Final = to_thai("ส่วนที่ 4")
_OUT: Final = "ตรวจและส่ง"

PAGES: Final = (
    PageEntry("overview", "ภาพรวม", "overview", "overview"),
    PageEntry("organisation", "ข้อมูลหน่วยงาน", "organisation", "organisation"),
    PageEntry("part1", to_thai("ส่วนที่ 1 สภาพทั่วไป"), "narrative", "text"),
    PageEntry("part2", "วิสัยทัศน์และบทวิเคราะห์", "narrative", "text", _PART_2),
    PageEntry("issues", "ประเด็นและแนวทาง", "issues", "issues", _PART_2),
    PageEntry("linkage", "ความเชื่อมโยง", "linkage", "linkage", _PART_2),
    PageEntry("needs", "ปัญหาและความต้องการ", "needs", "needs", _PART_3),
    PageEntry("p02", "ผ.02 โครงการพัฒนา", "projects", "table", _PART_3),
    PageEntry("p02_1", "ผ.02/1 จากแผนชุมชน", "projects", "table", _PART_3),
    PageEntry("p02_2", "ผ.02/2 ขอประสาน", "projects", "table", _PART_3),
    PageEntry("p03", "ผ.03 ครุภัณฑ์", "projects", "equipment", _PART_3),
    PageEntry("part4", "ติดตามและประเมินผล", "narrative", "text", _PART_4),
    PageEntry("check", "ตรวจสอบ", "check", "check", _OUT),
    PageEntry("coverage", "ความครอบคลุม", "coverage", "coverage", _OUT),
    PageEntry("preview", "ดูก่อนพิมพ์และส่งออก", "preview", "print", _OUT),
    PageEntry("history", "ประวัติ", "history", "history", _OUT),
)

FORM_PAGES: Final = {"p02": Form.P02, "p02_1": Form.P02_1, "p02_2": Form.P02_2, "p03": Form.P03}
"""The form that a page of projects shows."""


def page_of(form: Form) -> str:
    """The page that shows the rows of a form."""
    return next(key for key, shown in FORM_PAGES.items() if shown is form)
