"""All forms of a plan as one PDF."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from kkplanner.exchange.pdf.forms_pdf import write_forms_pdf
from kkplanner.forms import build_all
from kkplanner.plan.own_words import own_words
from kkplanner.thai.digits import DigitStyle
from kkplanner.thai.words import segmenter_for

if TYPE_CHECKING:
    from pathlib import Path

    from kkplanner.exchange.pdf.forms_pdf import Progress
    from kkplanner.plan.document import PlanDocument


def write_plan_forms(
    document: PlanDocument,
    path: Path,
    *,
    layout: str,
    kpi: bool | None = None,
    digits: DigitStyle = DigitStyle.ARABIC,
    draft: bool = False,
    progress: Progress | None = None,
) -> int:
    """Write every form that has rows to `path` and give the number of pages.

    Raises:
        UnknownLayoutError: no such layout.
        TargetError: the file could not be written; an older one is untouched.
    """
    plan = document.plan
    return write_forms_pdf(
        list(chain.from_iterable(build_all(document, layout, kpi=kpi).values())),
        path,
        title=f"{plan.title} ({plan.period.printed()})",
        author=document.organisation.name,
        digits=digits,
        draft=draft,
        cutter=segmenter_for(own_words(document)),
        progress=progress,
    )
