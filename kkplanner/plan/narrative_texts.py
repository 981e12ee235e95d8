"""Fixed texts of the book (`resources/narrative/texts.json`) with the fields of a plan filled in.

A field that nobody has filled in is reported and printed as a dotted line to write on, never as a brace.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from kkplanner.assets import resource
from kkplanner.plan.narrative import Heading, ListBlock, Narrative, Paragraph, TableBlock, parse
from kkplanner.plan.narrative_inline import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kkplanner.plan.narrative import Block, Runs

_FIELD: Final = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Field:
    """A place in the fixed texts."""

    name: str
    question: str  # asked when it is missing; "" where the plan always knows it
    is_setting: bool  # kept with the plan's settings as "book.<name>"; otherwise the plan knows it
    default: str = ""


@dataclass(frozen=True, slots=True)
class FixedParagraph:
    text: str
    only: tuple[str, ...] = ()  # kinds of organisation; empty: all
    left_out_when_missing: bool = False


@dataclass(frozen=True, slots=True)
class FixedLine:
    """A line of the cover."""

    text: str
    weight: str
    only_amendment: bool = False
    left_out_when_missing: bool = False


@dataclass(frozen=True, slots=True)
class FixedLetter:
    heading: tuple[str, ...]
    paragraphs: tuple[FixedParagraph, ...]
    closing: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedTexts:
    blank: str
    fields: Mapping[str, Field]
    cover: tuple[FixedLine, ...]
    preface: FixedLetter
    paragraphs: Mapping[str, tuple[FixedParagraph, ...]]  # by key, what the outline's kind "text" names
    linkage_note: str
    goals_note: str
    announcements: Mapping[str, FixedLetter]  # by the value of EditionKind
    covering_letter: FixedLetter


@cache
def fixed_texts() -> FixedTexts:
    """The texts that travel with the program."""
    data = json.loads(resource("narrative", "texts.json").read_text(encoding="utf-8"))
    return FixedTexts(
        blank=data["blank"],
        fields={name: _field(name, entry) for name, entry in data["fields"].items()},
        cover=tuple(
            FixedLine(line["text"], line["weight"], line.get("only_amendment", False), "when_missing" in line)
            for line in data["cover"]
        ),
        preface=_letter(data["preface"]),
        paragraphs={key: _paragraphs(data[key]) for key in ("instructions", "workbook_guide")},
        linkage_note=data["linkage_note"],
        goals_note=data["goals_note"],
        announcements={kind: _letter(entry) for kind, entry in data["announcements"].items()},
        covering_letter=_letter(data["covering_letter"]),
    )


@dataclass(slots=True)
class Filling:
    """Fills texts with one plan's values and remembers what was missing, in the order it was asked for."""

    values: Mapping[str, str]
    organisation_type: str
    blank: str = field(default_factory=lambda: fixed_texts().blank)
    missing: dict[str, None] = field(default_factory=dict)

    def text(self, text: str) -> str:
        """`text` with its fields filled in; blanks that an empty field leaves at an end or doubled go."""
        return " ".join(_FIELD.sub(self._value, text).split())

    def lacks(self, text: str) -> bool:
        """Whether a field of `text` has no value."""
        return any(not self.values.get(name) for name in _FIELD.findall(text) if name not in _MAY_BE_EMPTY)

    def narrative(self, paragraphs: Sequence[FixedParagraph]) -> Narrative:
        """The paragraphs that hold for this organisation. Values never become markup."""
        blocks: list[Block] = []
        for paragraph in paragraphs:
            if paragraph.only and self.organisation_type not in paragraph.only:
                continue
            if paragraph.left_out_when_missing and self.lacks(paragraph.text):
                continue
            blocks += (self._block(block) for block in parse(paragraph.text).blocks)
        return Narrative(tuple(blocks))

    def _block(self, block: Block) -> Block:
        match block:
            case Paragraph(runs) | Heading(_, runs):
                return replace(block, runs=self._runs(runs))
            case ListBlock(_, items):
                return replace(block, items=tuple(self._runs(item) for item in items))
            case TableBlock(header, rows):
                return TableBlock(
                    tuple(map(self.text, header)), tuple(tuple(map(self.text, row)) for row in rows)
                )
            case _:
                return block

    def _runs(self, runs: Runs) -> Runs:
        return tidy(replace(run, text=_FIELD.sub(self._value, run.text)) for run in runs)

    def _value(self, found: re.Match[str]) -> str:
        name = found[1]
        value = self.values.get(name, "")
        if value or name in _MAY_BE_EMPTY:
            return value
        self.missing.setdefault(name)
        return self.blank


_MAY_BE_EMPTY: Final = frozenset({"edition"})  # the first book has none


def _field(name: str, entry: Mapping[str, Any]) -> Field:
    return Field(name, entry.get("question", ""), entry["from"] == "setting", entry.get("default", ""))


def _paragraphs(entries: Sequence[str | Mapping[str, Any]]) -> tuple[FixedParagraph, ...]:
    return tuple(
        FixedParagraph(entry)
        if isinstance(entry, str)
        else FixedParagraph(entry["text"], tuple(entry.get("only", ())), "when_missing" in entry)
        for entry in entries
    )


def _letter(entry: Mapping[str, Any]) -> FixedLetter:
    return FixedLetter(
        tuple(entry["heading"]),
        _paragraphs(entry["paragraphs"]),
        entry.get("closing", ""),
        entry.get("clause", ""),
    )
