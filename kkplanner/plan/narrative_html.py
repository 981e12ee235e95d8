"""Reads HTML for its text and structure; `narrative_paste` is the door to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from kkplanner.plan.model import new_uuid
from kkplanner.plan.narrative import (
    Heading,
    ListBlock,
    ListKind,
    PageBreakBlock,
    Paragraph,
    PictureBlock,
    Run,
)
from kkplanner.plan.narrative_html_table import PastedTable
from kkplanner.plan.narrative_html_tags import (
    BLOCKS,
    BOUNDARIES,
    BREAK_BEFORE,
    CELLS,
    EMPTY,
    TABLE_TAGS,
    OpenTag,
    inside_of,
)
from kkplanner.plan.narrative_inline import tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkplanner.plan.narrative import Block

_COUNTING: Final = re.compile(r"\d|\w[.)]")
_DEEPEST: Final = 400
"""Open tags that are kept track of; deeper ones lose their style, not their text."""


def without_declarations(html: str) -> str:
    """`html` without comments, declarations and a last unfinished tag, on which parsers stumble."""
    kept: list[str] = []
    at = 0
    while (start := _next_declaration(html, at)) >= 0:
        kept.append(html[at:start])
        closing = "-->" if html.startswith("<!--", start) else ">"
        end = html.find(closing, start + 2)
        if end < 0:
            at = len(html)
            break
        at = end + len(closing)
    text = "".join((*kept, html[at:]))
    last = text.rfind(">") + 1
    return text[:last] + text[last:].replace("<", "&lt;")


def _next_declaration(html: str, at: int) -> int:
    while (at := html.find("<", at)) >= 0:
        if html[at + 1 : at + 2] in ("!", "?"):
            return at
        at += 1
    return -1


@dataclass(slots=True)
class _OpenList:
    kind: ListKind
    items: int = 0


@dataclass(slots=True)
class _Gathered:
    """The items of the outermost list that is open; those of inner lists are lines of them."""

    kind: ListKind
    items: list[list[Run]] = field(default_factory=list)


class Cleaner(HTMLParser):
    """Feed it, close it, then `finish()` gives the blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.pictures: dict[str, str] = {}  # uuid of the block made for each → the address it named
        self._open: list[OpenTag] = [OpenTag("", bold=False, italic=False, unseen=False)]
        self._runs: list[Run] = []
        self._lists: list[_OpenList] = []
        self._list: _Gathered | None = None
        self._prefix = ""  # stands before the next text of an inner list's item
        self._marker = ""  # what Word wrote as the number of the paragraph
        self._table: PastedTable | None = None

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        style = next((value.lower() for name, value in attrs if name == "style" and value), "")
        if tag in EMPTY:
            self._empty(tag, style, attrs)
            return
        self._close_implied(tag)
        if tag in BLOCKS:
            self._flush()
        if len(self._open) < _DEEPEST:
            self._open.append(inside_of(self._open[-1], tag, style))
        if not self._open[-1].unseen:
            self._structure(tag, attrs)

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._is_open(tag):
            return
        if tag in BLOCKS:
            self._flush()
        seen = not self._open[-1].unseen
        while self._open[-1].tag != tag:
            self._open.pop()
        self._open.pop()
        if seen:
            self._end_structure(tag)

    def _is_open(self, tag: str) -> bool:
        """Whether `tag` is open in this cell; a stray </b> must not end the cell it stands in."""
        for each in reversed(self._open):
            if each.tag == tag:
                return True
            if each.tag in CELLS and tag not in TABLE_TAGS:
                return False
        return False

    def handle_data(self, data: str) -> None:
        inside = self._open[-1]
        if inside.unseen:
            return
        if inside.word_marker:
            self._marker += data
            return
        preformatted = any(each.tag == "pre" for each in self._open[-3:])
        text = data if preformatted else re.sub(r"[ \t\r\n\f\v]+", " ", data)
        self._runs.append(Run(text, bold=inside.bold, italic=inside.italic))

    def finish(self) -> list[Block]:
        """The blocks; what is still open ends here."""
        self._flush()
        self._end_table()
        self._end_list()
        return self.blocks

    def _empty(self, tag: str, style: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if self._open[-1].unseen:
            return
        if tag == "br" and BREAK_BEFORE.search(style) and self._table is None:
            self._flush()
            self._end_list()
            self.blocks.append(PageBreakBlock())
        elif tag == "br":
            self._runs.append(Run("\n"))
        elif tag == "img" and ("width", "1") not in attrs:
            self._picture(next((value or "" for name, value in attrs if name == "src"), ""))

    def _picture(self, address: str) -> None:
        uuid = new_uuid()
        self.pictures[uuid] = address
        if self._table is None and not self._lists:
            self._flush()
            self._end_list()
            self.blocks.append(PictureBlock(uuid))

    def _close_implied(self, tag: str) -> None:
        """End what the start of `tag` ends: HTML may leave out </p>, </li>, </td>, </tr>."""
        ends = {"li": ("li",), "td": ("td", "th"), "th": ("td", "th"), "tr": ("td", "th", "tr")}.get(tag)
        ends = ("p",) if ends is None and tag in BLOCKS else ends
        if ends is None:
            return
        stops = BOUNDARIES.difference(ends) - (frozenset(("td", "th")) if tag == "tr" else frozenset())
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag in stops:
                return
            if self._open[at].tag in ends:
                self.handle_endtag(self._open[at].tag)
                return

    def _structure(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag == "table":
            if self._table is None:
                self._end_list()
                self._table = PastedTable()
            self._table.depth += 1
        elif self._table is not None and self._table.depth == 1 and tag in ("tr", "td", "th"):
            self._flush()
            self._table.start(tag, dict(attrs))
        elif tag in ("ul", "ol"):
            self._lists.append(_OpenList(ListKind.NUMBERED if tag == "ol" else ListKind.BULLETED))
        elif tag == "li":
            self._start_item()

    def _end_structure(self, tag: str) -> None:
        if tag == "table" and self._table is not None:
            self._table.depth -= 1
            if not self._table.depth:
                self._end_table()
        elif tag in ("tr", "td", "th"):
            self._flush()
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
            if not self._lists:
                self._end_list()

    def _start_item(self) -> None:
        current = self._lists[-1] if self._lists else _OpenList(ListKind.BULLETED)
        current.items += 1
        if self._table is None and len(self._lists) <= 1:
            self._gathered(current.kind).items.append([])
        else:
            self._prefix = f"{current.items}) " if current.kind is ListKind.NUMBERED else "– "

    def _flush(self) -> None:
        """Put the letters since the last block where they belong."""
        runs, prefix, self._runs, self._prefix = self._runs, self._prefix, [], self._prefix
        marker, self._marker = self._marker, ""
        inside = self._open[-1]
        if not any(run.text.strip() for run in runs):
            return
        self._prefix = ""
        runs = [Run(prefix), *runs]
        if self._table is not None:
            self._table.add(runs)
        elif inside.word_level:
            self._word_item(runs, marker, inside.word_level)
        elif self._lists:
            self._to_item(runs)
        else:
            self._end_list()
            made = tidy(replace(run, bold=False) for run in runs) if inside.heading else tidy(runs)
            self.blocks.append(Heading(inside.heading, made) if inside.heading else Paragraph(made))

    def _word_item(self, runs: list[Run], marker: str, level: int) -> None:
        kind = kind_of_marker(marker)
        if level > 1 and self._list is not None and self._list.items:
            lead = f"{marker.strip()} " if kind is ListKind.NUMBERED else "– "
            self._to_item([Run(lead), *runs])
        else:
            self._gathered(kind).items.append(runs)

    def _to_item(self, runs: list[Run]) -> None:
        gathered = self._list or self._gathered(self._lists[0].kind if self._lists else ListKind.BULLETED)
        if not gathered.items:
            gathered.items.append([])
        gathered.items[-1] += [Run("\n"), *runs]

    def _gathered(self, kind: ListKind) -> _Gathered:
        """The list to add to: the open one if it is of this kind."""
        if self._list is None or self._list.kind is not kind:
            self._end_list()
            self._list = _Gathered(kind)
        return self._list

    def _end_list(self) -> None:
        if self._list is not None:
            items = tuple(made for item in self._list.items if (made := tidy(item)))
            if items:
                self.blocks.append(ListBlock(self._list.kind, items))
        self._list = None

    def _end_table(self) -> None:
        if self._table is not None:
            self._flush()
            self.blocks += self._table.blocks()
        self._table = None


def kind_of_marker(marker: str) -> ListKind:
    """The kind of list whose items begin with `marker`, as Word spells it out: "1.", "ก)" or a symbol."""
    # A letter alone is a sign of a symbol font: Word's bullets are o, v, q, Ø.
    return ListKind.NUMBERED if _COUNTING.search(marker) else ListKind.BULLETED
