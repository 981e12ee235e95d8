"""What a clerk can get wrong while drafting, each with one Thai sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.errors import UserError, WrongUsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NOTHING_ADDED: Final = "ยังไม่ได้เพิ่มสิ่งใดลงในแผน"
_SHOWN: Final = 80


class DraftingError(UserError):
    """A fault of drafting; the plan is as it was."""


class WrongRequestError(DraftingError, WrongUsageError):
    """A fault of what was asked for."""


class UnknownTemplateError(WrongRequestError):
    """No template has this id."""

    def __init__(self, asked: str, near: Iterable[str] = ()) -> None:
        hint = " ".join(near)
        super().__init__(
            f"ไม่พบแม่แบบโครงการ “{_short(asked)}” {_NOTHING_ADDED} "
            f"โปรดค้นหารหัสด้วยคำสั่ง templates{f' เช่น {hint}' if hint else ''}"
        )


class SlotsMissingError(WrongRequestError):
    """Slots that must be filled were left empty. `labels` is what to ask for, in Thai."""

    def __init__(self, template_name: str, labels: Sequence[str]) -> None:
        super().__init__(
            f"แม่แบบ “{template_name}” ยังขาดข้อมูล: {', '.join(labels)} {_NOTHING_ADDED} โปรดระบุให้ครบแล้วทำใหม่"
        )
        self.labels = tuple(labels)


class UnknownSlotError(WrongRequestError):
    """A value was given for a slot that the template does not have."""

    def __init__(self, template_name: str, given: str, known: Sequence[str]) -> None:
        names = " ".join(known) or "(ไม่มี)"
        super().__init__(
            f"แม่แบบ “{template_name}” ไม่มีช่อง “{_short(given)}” {_NOTHING_ADDED} ช่องที่กรอกได้คือ {names}"
        )


class SlotValueError(WrongRequestError):
    """A value does not fit its slot: wrong kind, out of range, too long."""

    def __init__(self, label: str, value: object, reason: str) -> None:
        super().__init__(
            f"“{label}” รับค่า “{_short(value)}” ไม่ได้ เพราะ{reason} {_NOTHING_ADDED} โปรดแก้ค่าแล้วทำใหม่"
        )
        self.label = label


class UnknownVillageError(WrongRequestError):
    """The organisation has no such village."""

    def __init__(self, asked: object, known: Sequence[str]) -> None:
        names = ", ".join(known)
        super().__init__(
            f"ไม่พบหมู่บ้านหรือชุมชน “{_short(asked)}” ในแผน {_NOTHING_ADDED} "
            + (f"โปรดเลือกจาก {names}" if names else "โปรดเพิ่มรายชื่อหมู่บ้านหรือระบุชื่อหมู่บ้านด้วย")
        )


class TextTooLongError(WrongRequestError):
    """A filled text is longer than its place on the form allows."""

    def __init__(self, template_name: str, field: str, length: int, longest: int) -> None:
        super().__init__(
            f"แม่แบบ “{template_name}” เมื่อกรอกแล้ว{field}ยาว {length:,} อักขระ เกิน {longest:,} {_NOTHING_ADDED} "
            "โปรดใช้ข้อความที่สั้นลง"
        )


class MoneyError(WrongRequestError):
    """The amounts asked for cannot be worked out."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"คำนวณงบประมาณไม่ได้ เพราะ{reason} {_NOTHING_ADDED} โปรดแก้แล้วทำใหม่")


class SpecError(DraftingError):
    """The draft specification cannot be used; says where."""

    def __init__(self, place: str, reason: str) -> None:
        reason = reason.replace(f" {_NOTHING_ADDED}", "")
        super().__init__(f"ไฟล์ร่างแผนใช้ไม่ได้ที่{place}: {reason} ({_NOTHING_ADDED})")
        self.place = place


class TemplateFileError(DraftingError):
    """A file of templates from outside cannot be used."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"ไฟล์แม่แบบ “{name}” ใช้ไม่ได้ เพราะ{reason} ยังไม่ได้นำเข้าแม่แบบใด โปรดขอไฟล์ใหม่จากผู้ส่ง")


class TemplateFileNotSavedError(DraftingError):
    """The file of templates could not be written."""

    def __init__(self, name: str) -> None:
        super().__init__(f"บันทึกไฟล์แม่แบบ “{name}” ไม่ได้ ไฟล์เดิมถ้ามียังอยู่ครบ โปรดเลือกที่เก็บอื่นหรือปิดโปรแกรมที่เปิดไฟล์นั้นอยู่")


class NoTemplateOfProjectError(DraftingError):
    """A project does not say enough to be a template, or something a template cannot say."""

    def __init__(self, title: str, reason: str) -> None:
        super().__init__(
            f"เก็บโครงการ “{_short(title)}” เป็นแม่แบบไม่ได้ เพราะ{reason} แผนและแม่แบบเดิมยังเหมือนเดิม โปรดแก้โครงการแล้วทำใหม่"
        )


class ChosenRecordError(WrongRequestError):
    """What a person named is not in the plan, or several records begin like that."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason} ข้อมูลยังเหมือนเดิม โปรดตรวจลำดับหรือรหัสแล้วทำใหม่")


class NeedError(WrongRequestError):
    """A need cannot be answered or set aside this way."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"บันทึกผลของความต้องการไม่ได้ เพราะ{reason} ข้อมูลยังเหมือนเดิม โปรดแก้แล้วทำใหม่")


class NeedsFileError(DraftingError):
    """A table of needs cannot be used; says where."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"ตารางความต้องการ “{name}” ใช้ไม่ได้ เพราะ{reason} ยังไม่ได้เพิ่มเรื่องใดลงในแผน โปรดแก้ไฟล์แล้วทำใหม่"
        )


class NothingToCarryError(WrongRequestError):
    """The choice matches no project of the old plan."""

    def __init__(self) -> None:
        super().__init__("ไม่มีโครงการของแผนเดิมตามเงื่อนไขที่เลือก ยังไม่ได้ยกโครงการใดมา โปรดเลือกปีหรือโครงการใหม่")


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
