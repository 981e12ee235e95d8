"""What to print: the choices, and the PDF made from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kkplanner.exchange.book_content import book_content
from kkplanner.exchange.pdf.book.book_pdf import BookOptions, write_book
from kkplanner.exchange.pdf.plan_forms import write_plan_forms
from kkplanner.forms import DEFAULT_LAYOUT
from kkplanner.plan.own_words import own_words
from kkplanner.thai.digits import DigitStyle
from kkplanner.thai.words import segmenter_for

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """The clerk's choice of one printing."""

    whole_book: bool = False
    parts: frozenset[int] = frozenset()  # of the book; empty: all
    agency: str = ""  # only its projects; empty: all
    layout: str = DEFAULT_LAYOUT
    kpi: bool = False
    thai_digits: bool = False  # in tables
    draft: bool = True


def write_printing(
    document: PlanDocument,
    settings: Mapping[str, Any],
    wanted: Printing,
    path: Path,
    progress: Callable[[int, int], None],
) -> int:
    """Write the PDF and give its number of pages.

    Raises:
        UserError: it cannot be written, or there is nothing to print.
    """
    digits = DigitStyle.THAI if wanted.thai_digits else DigitStyle.ARABIC
    kpi = True if wanted.kpi else None
    if not wanted.whole_book and not wanted.agency:
        return write_plan_forms(
            document,
            path,
            layout=wanted.layout,
            kpi=kpi,
            digits=digits,
            draft=wanted.draft,
            progress=progress,
        )

    def of_agency(project: Project) -> bool:
        return project.agency == wanted.agency

    content = book_content(
        document, settings, layout=wanted.layout, kpi=kpi, only=of_agency if wanted.agency else None
    )
    options = BookOptions(
        table_digits=digits,
        draft=datetime.now().astimezone().date() if wanted.draft else None,
        parts=wanted.parts,
        # A cover around the forms of one agency would pass for the whole plan.
        tables_only=not wanted.whole_book or bool(wanted.agency),
    )
    return write_book(
        content, path, options=options, cutter=segmenter_for(own_words(document)), progress=progress
    )
