"""Names that belong to one plan and that no line of its forms and book divides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kkplanner.plan.narrative_fields import organisation_types
from kkplanner.plan.places import districts
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.plan.document import PlanDocument

# Longer names of agencies are rows of ordinary words (กองสาธารณสุข|และ|สิ่งแวดล้อม): lines may break inside them.
_LONGEST_AGENCY: Final = 16  # characters
_PLACE_KINDS: Final = ("บ้าน", "ชุมชน", "หมู่บ้าน")


def own_words(document: PlanDocument) -> tuple[str, ...]:
    """Names for `kkplanner.thai.words.segmenter_for`, sorted: the organisation, its villages, agencies, places.

    The organisation's whole name is not one of them, because lines may break before its proper part:
    องค์การ|บริหาร|ส่วนตำบล|โนนตาล.
    """
    found = {*_of_organisation(document), *_of_villages(document), *_of_places(document)}
    found |= {agency.name for agency in document.agencies if len(agency.name) <= _LONGEST_AGENCY}
    return tuple(sorted({normalise(name) for name in found} - {""}))


def _of_organisation(document: PlanDocument) -> Iterator[str]:
    name = document.organisation.name
    for kind in organisation_types().values():
        if name.startswith(kind.name):
            yield name.removeprefix(kind.name)


def _of_villages(document: PlanDocument) -> Iterator[str]:
    names = [village.name for village in document.villages]
    for name in names:
        bare = name
        for kind in _PLACE_KINDS:
            bare = bare.removeprefix(kind)
        yield name
        yield bare
        yield f"บ้าน{bare}"


def _of_places(document: PlanDocument) -> Iterator[str]:
    """The province's districts, and the tambons of the organisation's own district or of those its rows name."""
    codes = {document.organisation.district_code, *(project.district_code for project in document.projects)}
    for district in districts():
        yield district.name
        yield f"อำเภอ{district.name}"
        if district.code in codes:
            for tambon in district.tambons:
                yield f"ตำบล{tambon.name}"
                if tambon.code == document.organisation.tambon_code:
                    yield tambon.name
