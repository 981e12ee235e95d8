"""Why a package is not sent or not read: each a named error with one Thai sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from kkplanner.errors import UserError, WrongUsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

_ASK_AGAIN: Final = "แผนในเครื่องนี้ไม่เปลี่ยนแปลง โปรดขอชุดแฟ้มใหม่จากผู้ส่ง"
_SHOWN: Final = 3


class PackageError(UserError):
    """The package cannot be read, or is not what its sender signed. Nothing was changed."""

    sentence_of_kind: ClassVar[str] = "อ่านชุดแฟ้ม “{name}” ไม่ได้ " + _ASK_AGAIN

    def __init__(self, name: str, place: str = "") -> None:
        super().__init__(self.sentence_of_kind.format(name=name, place=place))
        self.name = name
        self.place = place


class PackageNotFoundError(PackageError):
    """No such file."""

    sentence_of_kind = "ไม่พบชุดแฟ้ม “{name}” แผนในเครื่องนี้ไม่เปลี่ยนแปลง โปรดตรวจชื่อแฟ้มและโฟลเดอร์แล้วเลือกใหม่"


class PackageNotReadableError(PackageError):
    """The system does not let the file be read, or the medium fails."""

    sentence_of_kind = "เปิดชุดแฟ้ม “{name}” ไม่ได้ เพราะไม่มีสิทธิ์อ่าน สื่อบันทึกมีปัญหา หรือมีโปรแกรมอื่นใช้อยู่ แผนในเครื่องนี้ไม่เปลี่ยนแปลง โปรดลองใหม่"


class NotAPackageError(PackageError):
    """Something else: an Excel file, a picture, another archive."""

    sentence_of_kind = (
        "แฟ้ม “{name}” ไม่ใช่ชุดแฟ้มส่งแผนของโปรแกรมนี้ (.kkp.zip) แผนในเครื่องนี้ไม่เปลี่ยนแปลง โปรดเลือกแฟ้มอื่น"
    )


class PackageUnfinishedError(PackageError):
    """A half-written package (.part): its writing was interrupted."""

    sentence_of_kind = "“{name}” เป็นชุดแฟ้มที่เขียนไม่เสร็จ จึงใช้ไม่ได้ แผนในเครื่องนี้ไม่เปลี่ยนแปลง โปรดให้ผู้ส่งเขียนชุดแฟ้มใหม่"


class PackageTooLargeError(PackageError):
    """Larger than any package of a plan, as a whole or in one part."""

    sentence_of_kind = (
        "ชุดแฟ้ม “{name}” ใหญ่เกินกว่าชุดแฟ้มส่งแผน ({place}) จึงไม่ได้อ่าน แผนในเครื่องนี้ไม่เปลี่ยนแปลง "
        "โปรดแจ้งผู้ส่งให้ลดขนาดภาพในแผนแล้วส่งชุดแฟ้มใหม่"
    )


class PlanTooLargeToSendError(PackageError):
    """The plan makes a package that no receiver would read. Told to the sender."""

    sentence_of_kind = "แผน “{name}” ทำเป็นชุดแฟ้มไม่ได้เพราะใหญ่เกินไป ({place}) แผนไม่เปลี่ยนแปลงและยังไม่ได้เขียนชุดแฟ้ม โปรดลดขนาดภาพในแผนแล้วทำใหม่"


class PackageDamagedError(PackageError):
    """Its structure is not what this program writes: cut, patched, with parts too many or missing."""

    sentence_of_kind = "ชุดแฟ้ม “{name}” เสียหายหรือถูกแก้ไข ({place}) จึงไม่ควรใช้ข้อมูลในนั้น " + _ASK_AGAIN


class PackageMemberChangedError(PackageError):
    """A part is not the one that was signed."""

    sentence_of_kind = "ส่วน {place} ของชุดแฟ้ม “{name}” ไม่ตรงกับที่ผู้ส่งลงลายมือชื่อไว้ จึงไม่ควรใช้ข้อมูลในนั้น " + _ASK_AGAIN


class PackageSignatureError(PackageError):
    """The signature does not belong to the manifest."""

    sentence_of_kind = "ลายมือชื่อของชุดแฟ้ม “{name}” ไม่ถูกต้อง ชุดแฟ้มอาจถูกแก้ไขหลังส่ง จึงไม่ควรใช้ข้อมูลในนั้น " + _ASK_AGAIN


class PackageTooNewError(PackageError):
    """Of a format that a later program version writes."""

    sentence_of_kind = "ชุดแฟ้ม “{name}” มาจากโปรแกรมรุ่นใหม่กว่า แผนในเครื่องนี้ไม่เปลี่ยนแปลง โปรดปรับรุ่นโปรแกรมแล้วเปิดใหม่"


class PackageContentError(PackageError):
    """Properly signed, but a part is not what it should be."""

    sentence_of_kind = "ส่วน {place} ของชุดแฟ้ม “{name}” ผิดรูปแบบหรือขัดกันเอง จึงใช้ไม่ได้ " + _ASK_AGAIN


class SubmissionRefusedError(UserError):
    """The plan may not be sent as it is. `findings` are the messages in the way."""

    def __init__(self, sentence: str, findings: Sequence[str]) -> None:
        super().__init__(sentence)
        self.findings = tuple(findings)


class CriticalFindingsError(SubmissionRefusedError):
    """Critical findings of the check."""

    def __init__(self, findings: Sequence[str]) -> None:
        super().__init__(
            f"แผนมีข้อผิดพลาดร้ายแรง {len(findings)} ข้อ จึงยังไม่ได้ทำชุดแฟ้ม โปรดแก้ให้หมดก่อนส่ง: {_some(findings)}",
            findings,
        )


class ReasonNeededError(SubmissionRefusedError):
    """Errors of the check that nobody has given a reason for."""

    def __init__(self, findings: Sequence[str]) -> None:
        super().__init__(
            f"แผนมีข้อผิดพลาด {len(findings)} ข้อที่ยังไม่ได้แก้ จึงยังไม่ได้ทำชุดแฟ้ม โปรดแก้ หรือระบุเหตุผลที่ส่งทั้งที่ยังไม่แก้ "
            f"ซึ่งจะส่งไปพร้อมแผน (--reason): {_some(findings)}",
            findings,
        )


class ReasonTooLongError(UserError):
    """A reason is a sentence or two."""

    def __init__(self, longest: int) -> None:
        super().__init__(f"เหตุผลยาวเกิน {longest:,} อักขระ จึงยังไม่ได้ทำชุดแฟ้ม โปรดเขียนให้สั้นลง")


class LayoutIncompleteError(WrongUsageError):
    """A layout of some forms only, where the whole plan is to be shown."""

    def __init__(self, layout: str, missing: Sequence[str]) -> None:
        super().__init__(
            f"รูปแบบ {layout} ไม่มีแบบ {', '.join(missing)} ซึ่งแผนนี้ใช้ จึงยังไม่ได้ทำชุดแฟ้ม โปรดเลือกรูปแบบ 2571 หรือ 2566"
        )


class SenderKeyError(UserError):
    """The key that signs packages cannot be made, kept or read."""

    def __init__(self, path: object, *, is_damaged: bool = False) -> None:
        super().__init__(
            f"กุญแจลงลายมือชื่อในแฟ้ม {path} เสียหาย จึงยังไม่ได้ทำชุดแฟ้ม โปรดนำแฟ้มนั้นออก โปรแกรมจะสร้างกุญแจใหม่ แล้วแจ้งลายนิ้วมือใหม่ให้ อบจ. ทราบ"
            if is_damaged
            else f"เก็บหรืออ่านกุญแจลงลายมือชื่อที่ {path} ไม่ได้ จึงยังไม่ได้ทำชุดแฟ้ม โปรดตรวจสิทธิ์ของโฟลเดอร์นั้นแล้วทำใหม่"
        )


class KnownSendersError(UserError):
    """The list of known senders cannot be read or kept."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"อ่านหรือเก็บรายชื่อผู้ส่งที่เคยรู้จักในแฟ้ม {path} ไม่ได้ ชุดแฟ้มไม่เปลี่ยนแปลง โปรดตรวจสิทธิ์ของแฟ้มนั้น หรือนำแฟ้มออกเพื่อเริ่มรายชื่อใหม่"
        )


def _some(findings: Sequence[str]) -> str:
    rest = len(findings) - _SHOWN
    return " · ".join(findings[:_SHOWN]) + (f" และอีก {rest} ข้อ" if rest > 0 else "")
