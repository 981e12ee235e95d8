"""A comparison of two moments: what it found, sums by year, all of it as text to be pasted elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kkplanner.desktop.history.telling import WORDS, ToldRecord, signed_baht, told
from kkplanner.plan.record_names import kind_name
from kkplanner.thai.money import format_baht

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kkplanner.plan.document import PlanDocument

EVERYTHING: Final = ""
_OF_FORM: Final = "project/"


@dataclass(frozen=True, slots=True)
class Sum:
    """Money of all projects in one year, or in all (year None), in satang."""

    year: int | None
    before: int
    after: int

    @property
    def difference(self) -> str:
        """As text with its sign: "+150,000"."""
        return signed_baht(self.after - self.before)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two moments, the earlier first.

    Attributes:
        titles: what the moments are called.
        documents: the plan at each.
        records: what differs.
    """

    titles: tuple[str, str]
    documents: tuple[PlanDocument, PlanDocument]
    records: tuple[ToldRecord, ...]

    def filters(self) -> list[tuple[str, str]]:
        """(key, Thai name with a count) of what the list can be narrowed to."""
        kinds = dict.fromkeys(one.kind for one in self.records)
        forms = dict.fromkeys(one.form for one in self.records if one.form)
        found = [(EVERYTHING, "ทุกชนิด")]
        for kind in kinds:
            found.append((kind, kind_name(kind)))
            if kind == "project" and len(forms) > 1:
                found += [(f"{_OF_FORM}{form}", f"{kind_name(kind)} {form}") for form in forms]
        return [(key, f"{name} ({len(self.narrowed(key)):,})") for key, name in found]

    def narrowed(self, key: str) -> list[ToldRecord]:
        """The records of one kind, or of one form."""
        form = _form_of(key)
        return [one for one in self.records if not key or one.kind == key or (form and one.form == form)]

    def sums(self, key: str = EVERYTHING) -> list[Sum]:
        """By year of either period, the whole last; of the projects of one form where `key` names one."""
        form = _form_of(key)
        before, after = (_sums(document, form) for document in self.documents)
        years = sorted({year for one in self.documents for year in one.plan.period.years})
        rows = [Sum(year, before.get(year, 0), after.get(year, 0)) for year in years]
        return [*rows, Sum(None, sum(row.before for row in rows), sum(row.after for row in rows))]

    def as_text(self, key: str, records: Iterable[ToldRecord]) -> str:
        """The sums and these records, one thing a line; the sums parted by tabs, as Excel pastes them."""
        lines = [f"เทียบ “{self.titles[0]}” กับ “{self.titles[1]}”", ""]
        lines += ["\t".join(cells) for cells in sums_table(self.sums(key))]
        for one in records:
            lines += ["", told_head(one)]
            for field in one.fields:
                lines.append(f"{field.label}:")
                lines += [
                    f"    {word}: {_indented(text)}"
                    for word, text in (("เดิม", field.before), ("ใหม่", field.after))
                    if text or one.change == "changed"
                ]
        return "\n".join(lines)


def compared(
    titles: tuple[str, str],
    documents: tuple[PlanDocument, PlanDocument],
    progress: Callable[[int, int], None] | None = None,
) -> Comparison:
    """Compare; for a thread."""
    return Comparison(titles, documents, tuple(told(*documents, progress)))


def told_head(one: ToldRecord) -> str:
    """As "แก้ไขโครงการ: ก่อสร้างถนน…"."""
    word = WORDS[one.change]
    return f"{word}: {one.name}" if not one.uuid else f"{word}{kind_name(one.kind)}: {one.name}"


def sums_table(sums: Sequence[Sum]) -> list[list[str]]:
    """Head, before, after, difference; a column for each year and one for the whole."""
    return [
        ["งบประมาณ (บาท)", *("รวม" if one.year is None else f"ปี {one.year}" for one in sums)],
        ["เดิม", *(format_baht(one.before) for one in sums)],
        ["ใหม่", *(format_baht(one.after) for one in sums)],
        ["ต่างกัน", *(one.difference for one in sums)],
    ]


def _form_of(key: str) -> str:
    return key.removeprefix(_OF_FORM) if key.startswith(_OF_FORM) else ""


def _sums(document: PlanDocument, form: str) -> dict[int, int]:
    found: dict[int, int] = {}
    for project in document.projects:
        if not form or str(project.form) == form:
            for year, amount in project.budgets.items():
                found[year] = found.get(year, 0) + (amount or 0)
    return found


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ") if text else "ว่าง"
