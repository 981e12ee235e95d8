"""Differences as rich text: what went is struck through, what came is bold and underlined."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from kkplanner.desktop.history.comparison import told_head
from kkplanner.desktop.history.telling import CHANGED
from kkplanner.desktop.history.word_changes import Piece, word_changes
from kkplanner.desktop.look import colours
from kkplanner.desktop.thai_text import wrapping

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kkplanner.desktop.history.telling import ToldField, ToldRecord
    from kkplanner.desktop.history.word_changes import Side

LEGEND: Final = "คำที่ตัดออกขีดฆ่า คำที่เพิ่มเป็นตัวหนาขีดเส้นใต้"
_LONG: Final = 60  # letters of both values; longer ones stand below each other
_EMPTY: Final = "ว่าง"
_NO_WIDTH: Final = "\u200b"


def marked(records: Iterable[ToldRecord]) -> str:
    """Each record with its title and, field by field, what was and what is."""
    return "".join(_record(one) for one in records)


def _record(one: ToldRecord) -> str:
    fields = "".join(_field(field, both=one.change == CHANGED) for field in one.fields)
    head = f"<p><b>{escape(wrapping(told_head(one)))}</b></p>"
    return f"{head}<table cellpadding='3' width='100%'>{fields}</table>" if fields else head


def _field(field: ToldField, *, both: bool) -> str:
    label = escape(wrapping(field.label))
    if not both:
        value = escape(wrapping(field.after or field.before)).replace("\n", "<br>")
        return _row(label, "", value)
    short = len(field.before) + len(field.after) <= _LONG and "\n" not in field.before + field.after
    if short:
        more = f" ({field.difference})" if field.difference else ""
        value = f"{escape(field.before or _EMPTY)} → <b>{escape(field.after or _EMPTY)}</b>{more}"
        return _row(label, "", value)
    before, after = word_changes(field.before, field.after)
    return _row(label, "เดิม", _side(before, "s")) + _row("", "ใหม่", _side(after, "u"))


def _row(label: str, side: str, value: str) -> str:
    return (
        f"<tr><td width='20%'>{label}</td><td width='6%'>{side}</td><td width='74%'>{value}</td></tr>"
        if side
        else f"<tr><td width='20%'>{label}</td><td width='80%' colspan='2'>{value}</td></tr>"
    )


def _side(pieces: Side, tag: str) -> str:
    if not pieces:
        return _EMPTY
    return _NO_WIDTH.join(_piece(piece, tag) for piece in pieces)


def _piece(piece: Piece, tag: str) -> str:
    text = piece.text
    core = text.strip(" ")
    lead, tail = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :] if core else ""
    shown = escape(f"{lead}{wrapping(core)}{tail}").replace("\n", "<br>")
    if not piece.changed:
        return shown
    inner = f"<b>{shown}</b>" if tag == "u" else shown
    return f"<{tag}><span style='background-color:{colours().highlight}'>{inner}</span></{tag}>"
