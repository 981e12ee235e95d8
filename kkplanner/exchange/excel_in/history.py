"""What notes say about a row, as marks of its project; what the plan knows already is not written again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kkplanner.plan.model import Mark
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kkplanner.exchange.excel_in.groups import Editions
    from kkplanner.exchange.excel_in.marks import RowMark


def merged_marks(known: Iterable[Mark], read: Iterable[RowMark], editions: Editions) -> tuple[Mark, ...]:
    """The project's marks with those of the row; a mark once doubtful becomes certain, never the reverse."""
    marks = list(known)
    places = {_key(mark): at for at, mark in reversed(list(enumerate(marks)))}
    for row_mark in read:
        note = row_mark.note
        mark = Mark(
            kind=note.kind,
            text=note.text,
            edition=None if note.edition is None else editions.place(note.edition),
            refers_to=note.refers_to,
            source=row_mark.source,
            certain=row_mark.certain,
        )
        at = places.setdefault(_key(mark), len(marks))
        if at == len(marks):
            marks.append(mark)
        elif mark.certain and not marks[at].certain:
            marks[at] = replace(marks[at], certain=True)
    return tuple(marks)


def _key(mark: Mark) -> tuple[object, ...]:
    return mark.kind, mark.edition, mark.refers_to, same_text_key(mark.text)
