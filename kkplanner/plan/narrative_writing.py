"""Blocks to markup text; see docs/narrative.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from kkplanner.plan.narrative import (
    Heading,
    ListBlock,
    ListKind,
    PageBreakBlock,
    Paragraph,
    PictureBlock,
    TableBlock,
)
from kkplanner.plan.narrative_inline import escaped, write_runs
from kkplanner.plan.narrative_marks import CELL_EDGE, ESCAPE, NUMBERED, PAGE_BREAK, starts_block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kkplanner.plan.narrative import Block, Runs


def markup_of(block: Block) -> str:
    """The lines of one block."""
    match block:
        case Paragraph(runs):
            return guarded(write_runs(runs))
        case Heading(level, runs):
            return f"{'#' * level} {_one_line(write_runs(runs))}"
        case ListBlock(kind, items):
            return "\n".join(_item(kind, number, runs) for number, runs in enumerate(items, 1))
        case TableBlock(header, rows):
            lines = [_row(header), _row(["---"] * len(header), plain=False)] if header else []
            return "\n".join((*lines, *map(_row, rows)))
        case PictureBlock(picture, caption):
            text = _one_line(caption.replace(ESCAPE, ESCAPE * 2).replace("]", "\\]"))
            return f"![{text}](picture:{picture})"
        case PageBreakBlock():
            return PAGE_BREAK
    assert_never(block)


def plain_lines(block: Block) -> Iterator[str]:
    """The letters of one block without any mark."""
    match block:
        case Paragraph(runs) | Heading(_, runs):
            yield plain(runs)
        case ListBlock(_, items):
            yield from map(plain, items)
        case TableBlock(header, rows):
            yield from (" ".join(row) for row in (header, *rows) if row)
        case PictureBlock(_, caption):
            if caption:
                yield caption
        case PageBreakBlock():
            return


def plain(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def _item(kind: ListKind, number: int, runs: Runs) -> str:
    mark = f"{number}. " if kind is ListKind.NUMBERED else "- "
    first, *rest = write_runs(runs).split("\n")
    return "\n".join((mark + first, *map(guarded, rest)))


def guarded(source: str) -> str:
    """`source` with an escape before each line start that would be read as another kind of block."""
    return "\n".join(map(_guarded_line, source.split("\n")))


def _guarded_line(line: str) -> str:
    if not starts_block(line):
        return line
    if found := NUMBERED.fullmatch(line):
        number = found[0].index(".")
        return f"{line[:number]}{ESCAPE}{line[number:]}"
    return ESCAPE + line


def _row(cells: Sequence[str], *, plain: bool = True) -> str:
    texts = [_cell(cell) if plain else cell for cell in cells]
    return CELL_EDGE + "".join(f" {text} {CELL_EDGE}" if text else f" {CELL_EDGE}" for text in texts)


def _cell(text: str) -> str:
    source = escaped(text).replace(CELL_EDGE, ESCAPE + CELL_EDGE).replace("\n", "\\n")
    return ESCAPE + source if source.startswith("-") else source


def _one_line(source: str) -> str:
    return " ".join(source.split())
