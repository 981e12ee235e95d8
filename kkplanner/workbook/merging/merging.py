"""The work of another copy of the plan brought in: prepared without touching either file, applied as one operation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from kkplanner.plan.merge_note import MergeNote
from kkplanner.plan.merging.deciding import Choice, decide
from kkplanner.plan.merging.merge import MergeResult, merge_documents
from kkplanner.plan.merging.names import names_by_uuid
from kkplanner.plan.merging.settings import merge_settings
from kkplanner.workbook.errors import WorkbookError
from kkplanner.workbook.kept_merges import KEYS
from kkplanner.workbook.merging.ancestor import common_ancestor, state_now
from kkplanner.workbook.moments import VERSIONS
from kkplanner.workbook.recovery.mending_file import SETTING as FILE_CHECK

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kkplanner.workbook.changes import Changes
    from kkplanner.workbook.history import HistoryEntry
    from kkplanner.workbook.workbook import Workbook

_OWN_SETTINGS: Final = KEYS | {VERSIONS, FILE_CHECK}


class NotTheSamePlanError(WorkbookError):
    """The two files hold different plans."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"แฟ้ม “{path.name}” เป็นแผนคนละเล่มกับแฟ้มที่เปิดอยู่ (ไม่ได้คัดลอกมาจากแฟ้มเดียวกัน) จึงรวมไม่ได้และทั้งสองแฟ้มไม่เปลี่ยนแปลง "
            "โปรดเลือกแฟ้มที่เป็นสำเนาของแผนนี้ หรือส่งออกเป็น Excel แล้วนำเข้า",
        )


class NewerCopyError(WorkbookError):
    """The other file was written by a newer program: what that added would be left behind."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"แฟ้ม “{path.name}” สร้างด้วยโปรแกรมรุ่นใหม่กว่า รวมด้วยรุ่นนี้อาจได้ข้อมูลไม่ครบ จึงยังไม่ได้รวมและทั้งสองแฟ้มไม่เปลี่ยนแปลง "
            "โปรดติดตั้งโปรแกรมรุ่นใหม่แล้วรวมอีกครั้ง",
        )


class PlanMovedOnError(WorkbookError):
    """The plan was edited after the merge was prepared."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, "แผนถูกแก้ไขหลังจากเตรียมการรวมไว้ จึงยังไม่ได้รวมและแผนไม่เปลี่ยนแปลง โปรดเปิดหน้ารวมแฟ้มใหม่เพื่อเทียบอีกครั้ง"
        )


@dataclass(frozen=True, slots=True)
class PreparedMerge:
    """What a merge would do.

    Attributes:
        other: the file whose work comes in.
        ancestor: the last operation that both files share; None: they share nothing but the plan's uuid, so every
            field in which they differ is a conflict.
        result: the plan as it would be, with its conflicts, and what is taken.
        settings: that would change; None for one that goes.
        standing_on: uuid of the last operation of our file.
        names: what a clerk calls every record of either file, by uuid; for `value_text`.
    """

    other: Path
    ancestor: HistoryEntry | None
    result: MergeResult
    settings: Mapping[str, Any]
    standing_on: str
    names: Mapping[str, str]

    @property
    def is_empty(self) -> bool:
        """Whether the other file has nothing that ours lacks."""
        return self.result.is_empty and not self.settings


def prepare(ours: Workbook, theirs: Workbook) -> PreparedMerge:
    """Compare two copies of a plan; neither is changed, both may be open to read only.

    Raises:
        NotTheSamePlanError: they hold different plans.
        NewerCopyError: a newer program wrote the other one.
        DamagedFileError: a history does not agree with itself.
    """
    if theirs.is_newer:
        raise NewerCopyError(theirs.path)
    ancestor = common_ancestor(ours, theirs)
    own, other = state_now(ours), state_now(theirs)
    if ancestor is None and own.document.plan.uuid != other.document.plan.uuid:
        raise NotTheSamePlanError(theirs.path)
    base = None if ancestor is None else ancestor.state
    same = {**other.document.merged.same, **own.document.merged.same}
    result = merge_documents(None if base is None else base.document, own.document, other.document, same)
    settings, torn = merge_settings(
        None if base is None else base.settings, own.settings, other.settings, _OWN_SETTINGS
    )
    known = {one.id for one in result.document.conflicts}
    new = tuple(one for one in torn if one.id not in known)
    heads = _heads(ours, theirs, MergeNote() if base is None else base.document.merged)
    document = replace(
        result.document,
        conflicts=(*result.document.conflicts, *new),
        merged=MergeNote(heads, {**same, **result.same}),
    )
    return PreparedMerge(
        other=theirs.path,
        ancestor=None if ancestor is None else ancestor.operation,
        result=replace(result, document=document, conflicts=(*result.conflicts, *new)),
        settings=settings,
        standing_on=ours.last_operation,
        names=names_by_uuid(document, own.document, other.document),
    )


def _heads(ours: Workbook, theirs: Workbook, before: MergeNote) -> frozenset[str]:
    own, other = ours.document().merged.heads, theirs.document().merged.heads
    heads = (own | other) - (before.heads - own) - (before.heads - other)
    # The last operation of a file stands for all before it.
    own_log = {one.uuid for one in ours.history()}
    heads -= own_log | {one.uuid for one in theirs.history()}
    return heads | ({theirs.last_operation} - own_log)


def apply(workbook: Workbook, merge: PreparedMerge, choices: Mapping[str, Choice] | None = None) -> Changes:
    """Bring the other file's work in, as one operation; conflicts without a choice stay open in the plan.

    Args:
        workbook: ours, open for writing.
        merge: from `prepare`.
        choices: id of a conflict → side.

    Raises:
        PlanMovedOnError: the plan is not what the merge was prepared for.
        ChoiceRefusedError: no such conflict, or no such choice.
        WorkbookError: as of any operation; the file is as before.
    """
    if workbook.last_operation != merge.standing_on:
        raise PlanMovedOnError(workbook.path)
    settings = {**workbook.settings(), **merge.settings}
    decided = decide(merge.result.document, settings, choices or {})
    with workbook.operation(f"รวมงานจากแฟ้ม {merge.other.name}") as operation:
        operation.replace_document(decided.document)
        for key, value in {**merge.settings, **decided.settings}.items():
            operation.set(key, value)
    return operation.changes


def decide_open(workbook: Workbook, choices: Mapping[str, Choice]) -> Changes:
    """Decide conflicts that earlier merges left open, as one operation.

    Raises:
        ChoiceRefusedError: no such conflict, or no such choice.
        WorkbookError: as of any operation; the file is as before.
    """
    decided = decide(workbook.document(), workbook.settings(), choices)
    with workbook.operation(f"ตัดสินข้อขัดแย้งจากการรวมแฟ้ม {len(choices)} ข้อ") as operation:
        operation.replace_document(decided.document)
        for key, value in decided.settings.items():
            operation.set(key, value)
    return operation.changes
