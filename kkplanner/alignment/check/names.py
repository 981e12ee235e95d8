"""Rules: names that lists know — programmes, types of equipment, villages, agencies."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache, lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Final

from kkplanner.alignment.check.reading import grams, letters, likeness
from kkplanner.alignment.check.rule import Hit, Mend, Setting, plan_rule, project_rule
from kkplanner.assets import resource
from kkplanner.plan.kinds import Form
from kkplanner.plan.programmes import find_programme
from kkplanner.thai.digits import to_arabic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project

_SAME_NAME: Final = 0.84  # likeness of pairs of letters; one letter amiss in a short name gives 0.86
_CACHED: Final = 4096
_BETWEEN_NAMES: Final = re.compile(r"[\n/,;]|\s+และ(?=กอง|สำนัก)")
_VILLAGE_NUMBERS: Final = re.compile(r"(?:หมู่(?:บ้าน)?(?:ที่)?|ม\.)\s*([0-9]+(?:\s*(?:,|และ|-)\s*[0-9]+)*)")
_NUMBER: Final = re.compile("[0-9]+")
_WHOLE_AREA: Final = re.compile("ทุกหมู่|ทุกชุมชน|ทั้งตำบล|ทั้งเขต|ในเขต|ในตำบล|หลายหมู่บ้าน")
_VILLAGE_WORD: Final = re.compile("^(?:บ้าน|ชุมชน)")


@project_rule("project.programme-unknown")
def programme_unknown(project: Project, _setting: Setting) -> Iterator[Hit]:
    if project.programme.strip() and find_programme(project.programme) is None:
        yield Hit("programme", {"programme": project.programme})


@project_rule("project.programme-spelling")
def programme_spelling(project: Project, _setting: Setting) -> Iterator[Hit]:
    found = find_programme(project.programme) if project.programme.strip() else None
    if found is not None and found.name != project.programme:
        values: dict[str, object] = {"programme": project.programme, "name": found.name}
        yield Hit("programme", values, Mend(found.name))


@project_rule("equipment.type-unknown")
def equipment_type_unknown(project: Project, _setting: Setting) -> Iterator[Hit]:
    typed = project.equipment_type
    if project.form.is_equipment and typed.strip() and typed not in _equipment_types().values():
        name = _equipment_types().get(letters(typed))
        yield Hit("equipment_type", {"type": typed, "name": name}, Mend(name) if name else None)


@project_rule("project.village-unknown")
def village_unknown(project: Project, setting: Setting) -> Iterator[Hit]:
    villages = setting.document.villages
    text = to_arabic(project.village).strip()
    if not villages or not text or _WHOLE_AREA.search(text):
        return
    numbers = {int(n) for match in _VILLAGE_NUMBERS.finditer(text) for n in _NUMBER.findall(match[1])}
    if numbers:
        known = bool(numbers & {village.number for village in villages})
    else:
        names = (letters(_VILLAGE_WORD.sub("", village.name)) for village in villages)
        known = any(name and name in letters(text) for name in names)
    if not known:
        yield Hit("village", {"village": project.village})


@project_rule("project.agency-unknown")
def agency_unknown(project: Project, setting: Setting) -> Iterator[Hit]:
    listed = [letters(agency.name) for agency in setting.document.agencies]
    # ผ.02/1 names the village or community that asked, which is no agency of the organisation.
    if not listed or project.form is Form.P02_1 or not project.agency.strip():
        return
    typed = letters(project.agency)
    if not any(name in typed or (typed and typed in name) for name in listed if name):
        yield Hit("agency", {"agency": project.agency})


@plan_rule("plan.agency-spelling")
def agency_spelling(document: PlanDocument, _setting: Setting) -> Iterator[Hit]:
    counts: Counter[str] = Counter()
    for project in document.projects:
        counts.update(set(agency_names(project.agency)))
    for rare, usual in _variants(frozenset(counts)):
        if counts[rare] > counts[usual]:
            rare, usual = usual, rare
        yield Hit(
            "agency", {"rare": rare, "rare_count": counts[rare], "usual": usual, "count": counts[usual]}
        )


@lru_cache(_CACHED)
def agency_names(cell: str) -> tuple[str, ...]:
    """The names in a cell; a quarter of real cells name two units."""
    return tuple(name for part in _BETWEEN_NAMES.split(cell) if (name := " ".join(part.split())))


@lru_cache(16)
def _variants(names: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of names that differ only by spelling."""
    read = [(name, letters(name), grams(letters(name), 2)) for name in sorted(names)]
    return tuple(
        (one, other)
        for (one, key, runs), (other, other_key, other_runs) in combinations(read, 2)
        if key == other_key
        or (_NUMBER.findall(key) == _NUMBER.findall(other_key) and likeness(runs, other_runs) >= _SAME_NAME)
    )


@cache
def _equipment_types() -> dict[str, str]:
    """Canonical name by the letters of every known spelling."""
    data = json.loads(resource("lists", "equipment_types.json").read_text(encoding="utf-8"))
    return {
        letters(name): row["name"]
        for row in data["equipment_types"]
        for name in (row["name"], *row["aliases"])
    }
