"""Bold, italic and escapes inside a paragraph, a heading, a list item or a table cell.

An asterisk is emphasis only where a reader would take it so: it opens before a letter, closes after one, has
a partner, and does not stand between two numbers (4*6 เมตร is a measure, not italics).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from kkplanner.plan.narrative import Run
from kkplanner.plan.narrative_marks import EMPHASIS, ESCAPE, LONGEST_EMPHASIS, can_be_escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kkplanner.plan.narrative import Runs


@dataclass(slots=True)
class _Piece:
    """Letters, or a marker: asterisks that may turn styles on or off."""

    text: str
    marker: bool = False
    before: str = " "  # the letters around a marker as typed; the edge of the text counts as a blank
    after: str = " "
    styles: set[str] = field(default_factory=set)  # the styles it really turns


_STYLES = {1: ("italic",), 2: ("bold",), 3: ("bold", "italic")}


def read_runs(source: str) -> Runs:
    """The runs of one block's text, tidied (see `tidy`)."""
    pieces = _pieces(source)
    _decide(pieces)
    runs = []
    on: set[str] = set()
    for piece in pieces:
        text = piece.text
        if piece.marker:
            on ^= piece.styles
            # What turns no style was typed as it stands.
            text = EMPHASIS * (len(text) - sum(2 if style == "bold" else 1 for style in piece.styles))
        runs.append(Run(text, bold="bold" in on, italic="italic" in on))
    return tidy(runs)


def read_text(source: str, *, breaks: bool = False) -> str:
    r"""The letters of `source` without its styles; with `breaks`, `\n` is a line break (table cells)."""
    return "".join(run.text for run in read_runs(_with_breaks(source) if breaks else source))


def write_runs(runs: Sequence[Run]) -> str:
    """The markup of tidy runs; the start of a line is the caller's care."""
    written: list[str] = []
    bold = italic = False
    for run in (*runs, Run("")):
        marker = "**" * (run.bold is not bold) + "*" * (run.italic is not italic)
        text = escaped(run.text)
        # A number after a marker would make it a sign of multiplication.
        if marker and text[:1].isdecimal():
            text = ESCAPE + text
        written += (marker, text)
        bold, italic = run.bold, run.italic
    return "".join(written)


def escaped(text: str) -> str:
    """`text` so that no letter of it means a style or an escape."""
    return text.replace(ESCAPE, ESCAPE * 2).replace(EMPHASIS, ESCAPE + EMPHASIS)


def tidy(runs: Iterable[Run]) -> Runs:
    """Equal neighbours joined, blanks at the edge of a style made plain, blanks at the edges of lines gone."""
    split: list[Run] = []
    for run in runs:
        text = run.text
        if run.bold or run.italic:
            bare = text.strip()
            start = text.find(bare) if bare else len(text)
            parts = (
                Run(text[:start]),
                Run(bare, bold=run.bold, italic=run.italic),
                Run(text[start + len(bare) :]),
            )
            split += (part for part in parts if part.text)
        elif text:
            split.append(run)
    return _joined(_edges_off(split))


def _edges_off(runs: list[Run]) -> list[Run]:
    """No blank beside a line break or at an end, no empty line inside, whichever runs they stand in."""
    if len(runs) == 1:
        lines = (" ".join(line.split()) for line in runs[0].text.split("\n"))
        text = "\n".join(line for line in lines if line)
        return [replace(runs[0], text=text)] if text else []
    kept: list[tuple[str, int]] = []  # a letter and the run that it stands in
    for at, run in enumerate(runs):
        for letter in run.text:
            last = kept[-1][0] if kept else "\n"
            if letter == "\n":
                while kept and kept[-1][0] == " ":
                    kept.pop()
                if kept and kept[-1][0] != "\n":
                    kept.append((letter, at))
            elif not letter.isspace():
                kept.append((letter, at))
            elif not last.isspace():
                kept.append((" ", at))
    while kept and kept[-1][0].isspace():
        kept.pop()
    return [
        replace(runs[at], text="".join(letter for letter, _ in letters))
        for at, letters in groupby(kept, key=itemgetter(1))
    ]


def _joined(runs: Iterable[Run]) -> Runs:
    joined: list[tuple[list[str], bool, bool]] = []
    for run in runs:
        if joined and joined[-1][1:] == (run.bold, run.italic):
            joined[-1][0].append(run.text)
        else:
            joined.append(([run.text], run.bold, run.italic))
    return tuple(Run("".join(letters), bold=bold, italic=italic) for letters, bold, italic in joined)


def _pieces(source: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    letters: list[str] = []
    at = 0
    while at < len(source):
        letter = source[at]
        if letter == ESCAPE and at + 1 < len(source) and can_be_escaped(source[at + 1]):
            letters.append(source[at + 1])
            at += 2
        elif letter == EMPHASIS:
            end = at
            while end < len(source) and source[end] == EMPHASIS:
                end += 1
            pieces.append(_Piece("".join(letters)))
            letters = []
            before, after = source[at - 1 : at] or " ", source[end : end + 1] or " "
            pieces.append(_Piece(source[at:end], marker=True, before=before, after=after))
            at = end
        else:
            letters.append(letter)
            at += 1
    pieces.append(_Piece("".join(letters)))
    return pieces


def _decide(pieces: Sequence[_Piece]) -> None:
    """Which styles each marker turns."""
    opened: dict[str, _Piece] = {}
    for piece in pieces:
        if not piece.marker or len(piece.text) > LONGEST_EMPHASIS:
            continue
        if len(piece.text) == 1 and piece.before.isdecimal() and piece.after.isdecimal():
            continue
        for style in _STYLES[len(piece.text)]:
            if style in opened:
                if not piece.before.isspace():
                    piece.styles.add(style)
                    del opened[style]
            elif not piece.after.isspace():
                piece.styles.add(style)
                opened[style] = piece
    for style, piece in opened.items():
        piece.styles.discard(style)


def _with_breaks(source: str) -> str:
    """`source` with each escaped n as a line break; an escaped backslash before an n stays."""
    parts = source.split(ESCAPE * 2)
    return (ESCAPE * 2).join(part.replace(ESCAPE + "n", "\n") for part in parts)
