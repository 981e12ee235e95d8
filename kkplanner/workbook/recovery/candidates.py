"""The ways back to a plan whose file is damaged: what is left in it, its backups, and packages made from it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kkplanner.workbook.backup import backups, copies_in, own_root, write_copy
from kkplanner.workbook.cache import DocumentCache
from kkplanner.workbook.errors import FileExistsAlreadyError, FileLockedError, WorkbookError, named, readable
from kkplanner.workbook.held_files import is_open_here
from kkplanner.workbook.recovery.salvage import NothingLeftError, salvage
from kkplanner.workbook.schema import current
from kkplanner.workbook.workbook import Workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kkplanner.plan.document import PlanDocument
    from kkplanner.workbook.backup import Backup

_MOST_BACKUPS: Final = 40
_NEVER: Final = datetime(1, 1, 1, tzinfo=UTC)


class CandidateKind(StrEnum):
    """Where a candidate comes from."""

    SALVAGE = "salvage"
    BACKUP = "backup"
    PACKAGE = "package"

    @property
    def thai(self) -> str:
        return {
            "salvage": "ข้อมูลที่ยังอ่านได้ในแฟ้มเดิม",
            "backup": "สำเนาสำรอง",
            "package": "ชุดแฟ้มที่ส่งให้ อบจ.",
        }[self]


@dataclass(frozen=True, slots=True)
class Difference:
    """How a plan differs from another, in projects and in the plan's total.

    Attributes:
        missing: projects that only the other has.
        extra: projects that only this one has.
        changed: projects that both have, unlike.
        baht: total of the amounts of this one less that of the other, in satang.
    """

    missing: int = 0
    extra: int = 0
    changed: int = 0
    satang: int = 0

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra or self.changed or self.satang)

    @property
    def thai(self) -> str:
        """One line for a list."""
        from kkplanner.thai.money import format_baht

        parts = [
            f"{text} {count} โครงการ"
            for text, count in (("ขาด", self.missing), ("เกิน", self.extra), ("ต่างกัน", self.changed))
            if count
        ]
        if self.satang:
            parts.append(f"ยอดรวมต่าง {format_baht(self.satang)} บาท")
        return " ".join(parts) or "โครงการตรงกันทั้งหมด"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way back.

    Attributes:
        kind: where it comes from.
        source: the file it is read from.
        when: moment of the last change in it (aware); None when not known.
        projects: number of projects.
        is_whole: it is exactly what some operation left; nothing in it is missing or in doubt.
        doubts: Thai sentences; what is missing or uncertain in a salvaged plan, and what was mended.
        difference: from the most recent whole candidate, or from the salvaged plan when none is whole.
        document: the plan.
    """

    kind: CandidateKind
    source: Path
    when: datetime | None
    projects: int
    is_whole: bool
    doubts: tuple[str, ...]
    document: PlanDocument = field(repr=False)
    difference: Difference = Difference()


def candidates(
    path: str | Path, packages: Callable[[Path], Iterable[tuple[Path, datetime, PlanDocument]]] | None = None
) -> list[Candidate]:
    """The ways back to the plan that was at `path`, the best first: whole ones by date, then the others.

    The file may be damaged, sound or gone; it is only read.

    Args:
        path: of the plan.
        packages: given the path, yields file, date and verified plan of each package known for it.

    Raises:
        FileLockedError: this program has the file open; then it is not damaged.
    """
    path = Path(path).absolute()
    found: list[Candidate] = []
    if path.is_file():
        if is_open_here(path):
            raise FileLockedError(path)
        found += _salvaged(path)
    found += _backed_up(path, found)
    for source, when, document in packages(path) if packages is not None else ():
        found.append(_candidate(CandidateKind.PACKAGE, source, when, document))
    found.sort(key=lambda one: (one.is_whole, one.when or _NEVER), reverse=True)
    if not found:
        return []
    reference = found[0].document
    return [_with_difference(one, reference) for one in found]


def recover(candidate: Candidate, target: str | Path, author: str = "") -> None:
    """Write a candidate to a new file; the damaged file and the candidate's own stay as they are.

    A backup, and a salvaged plan whose history is proven, keep their history.

    Raises:
        FileExistsAlreadyError: there is a file of that name; it stays as it is.
        WorkbookError: the folder cannot be written, or the candidate's file changed, by name.
    """
    target = Path(target).absolute()
    if target.exists():
        raise FileExistsAlreadyError(target)
    if candidate.kind is CandidateKind.BACKUP:
        with Workbook.open(candidate.source, read_only=True) as book:
            book.save_copy(target)
    elif candidate.kind is CandidateKind.PACKAGE:
        Workbook.create(target, candidate.document, author).close()
    else:
        with ExitStack() as stack:
            left = salvage(candidate.source, current(), author)
            stack.callback(left.close)
            with named(target):
                write_copy(left.database, target)
    with Workbook.open(target, read_only=True):
        pass  # whoever is told that a plan was recovered must be able to open it


def _salvaged(path: Path) -> list[Candidate]:
    try:
        left = salvage(path, current(), "")
    except NothingLeftError:
        return []
    try:
        with readable(path):
            document = DocumentCache(left.database).document()
    finally:
        left.close()
    doubts = (*left.doubts, *(one.sentence for one in left.mended))
    return [
        Candidate(
            CandidateKind.SALVAGE, path, left.when, len(document.projects), left.is_proven, doubts, document
        )
    ]


def _backed_up(path: Path, known: list[Candidate]) -> list[Candidate]:
    copies = backups(path)
    if not copies:
        # The plan may have been moved or renamed since: its copies are known by the records in them.
        ours = {uuid for one in known for uuid in _uuids(one.document)}
        copies = _copies_of(ours)
    found = (_open_copy(copy.path, copy.moment) for copy in copies[:_MOST_BACKUPS])
    return [one for one in found if one is not None]


def _copies_of(ours: set[str]) -> list[Backup]:
    """The copies in the folder of the plan that has one of these records; its newest copy tells whose it is."""
    for folder in _other_folders():
        copies = copies_in(folder)
        newest = _open_copy(copies[0].path, copies[0].moment) if copies else None
        if newest is not None and ours & _uuids(newest.document):
            return copies
    return []


def _uuids(document: PlanDocument) -> set[str]:
    found = {document.plan.uuid, document.organisation.uuid}
    return found.union(
        (project.uuid for project in document.projects),
        (issue.uuid for issue in document.issues),
        (village.uuid for village in document.villages),
    )


def _other_folders() -> list[Path]:
    root = own_root()
    return sorted(folder for folder in root.iterdir() if folder.is_dir()) if root.is_dir() else []


def _open_copy(copy: Path, made: datetime) -> Candidate | None:
    try:
        with Workbook.open(copy, read_only=True) as book:
            history = book.history()
            when = history[0].when if history else made
            return _candidate(CandidateKind.BACKUP, copy, when, book.document())
    except WorkbookError:
        return None  # a damaged copy is no way back


def _candidate(kind: CandidateKind, source: Path, when: datetime, document: PlanDocument) -> Candidate:
    return Candidate(kind, source, when, len(document.projects), True, (), document)


def _with_difference(one: Candidate, reference: PlanDocument) -> Candidate:
    from dataclasses import replace

    ours = {project.uuid: project for project in one.document.projects}
    theirs = {project.uuid: project for project in reference.projects}
    return replace(
        one,
        difference=Difference(
            missing=len(theirs.keys() - ours.keys()),
            extra=len(ours.keys() - theirs.keys()),
            changed=sum(ours[uuid] != theirs[uuid] for uuid in ours.keys() & theirs.keys()),
            satang=_total(one.document) - _total(reference),
        ),
    )


def _total(document: PlanDocument) -> int:
    return sum(amount for project in document.projects for amount in project.budgets.values())
