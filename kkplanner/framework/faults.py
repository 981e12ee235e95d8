"""What can go wrong with a framework through no fault of the program, each as one Thai sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.errors import UserError

if TYPE_CHECKING:
    from kkplanner.framework.integrity import Problem

_SAFE = "กรอบที่มีอยู่ไม่เปลี่ยนแปลง"


class FrameworkNotFoundError(UserError):
    """No framework of this id, neither shipped nor added."""

    def __init__(self, framework_id: str) -> None:
        super().__init__(f"ไม่พบกรอบการพัฒนารหัส “{framework_id}” โปรดดูรายชื่อกรอบที่มี แล้วระบุรหัสใหม่")


class NodeNotFoundError(UserError):
    """No node of this code in the framework."""

    def __init__(self, code: str, title: str) -> None:
        super().__init__(f"ไม่พบรหัส “{code}” ใน “{title}” โปรดตรวจสอบรหัสแล้วลองใหม่")


class FrameworkTooLargeError(UserError):
    """The file is larger than any framework could be and was not read."""

    def __init__(self, name: str, megabytes: int) -> None:
        super().__init__(
            f"ไฟล์ “{name}” มีขนาดเกิน {megabytes} เมกะไบต์ จึงไม่ได้อ่าน {_SAFE} โปรดตรวจสอบว่าเลือกไฟล์ถูกต้อง"
        )


class FrameworkUnreadableError(UserError):
    """The file cannot be read, is no JSON, or does not follow the schema."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"อ่านไฟล์ “{name}” เป็นกรอบการพัฒนาไม่ได้ เพราะ{reason} {_SAFE} โปรดขอไฟล์ใหม่จากผู้จัดทำ แล้วเพิ่มอีกครั้ง"
        )


class FrameworkFormatTooNewError(UserError):
    """The file says it is written in a later file format than this program reads."""

    def __init__(self, name: str) -> None:
        super().__init__(f"ไฟล์ “{name}” ใช้รูปแบบใหม่กว่าที่โปรแกรมรุ่นนี้อ่านได้ {_SAFE} โปรดปรับปรุงโปรแกรมเป็นรุ่นล่าสุด")


class FrameworkInvalidError(UserError):
    """The file follows the schema but contradicts itself; `problems` says where."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(
            f"กรอบในไฟล์ “{name}” มีข้อผิดพลาด {len(problems)} แห่ง แห่งแรกคือ{problems[0].message} จึงไม่ได้นำมาใช้ "
            f"{_SAFE} โปรดแจ้งผู้จัดทำไฟล์"
        )
        self.problems = problems


class FrameworkNotNewerError(UserError):
    """The same or a later version of this framework is here already."""

    def __init__(self, title: str, offered: str, present: str) -> None:
        super().__init__(
            f"“{title}” ในไฟล์เป็นรุ่น {offered} ไม่ใหม่กว่ารุ่น {present} ที่มีอยู่ จึงไม่ได้เพิ่ม {_SAFE} "
            "หากต้องการใช้ไฟล์นี้ โปรดขอรุ่นที่ใหม่กว่าจากผู้จัดทำ"
        )


class FrameworkNotSavedError(UserError):
    """The framework was good but could not be written into the folder."""

    def __init__(self, title: str, folder: str) -> None:
        super().__init__(
            f"บันทึก “{title}” ลงในโฟลเดอร์ “{folder}” ไม่ได้ {_SAFE} โปรดตรวจสอบพื้นที่ว่างและสิทธิ์เขียนของโฟลเดอร์ แล้วลองใหม่"
        )
