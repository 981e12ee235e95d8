"""Many projects at once: a draft file against a plan gives what one operation adds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kkplanner.drafting.errors import DraftingError, MoneyError, SpecError, UnknownVillageError
from kkplanner.drafting.facts import Facts, village_text
from kkplanner.drafting.filling import fill
from kkplanner.drafting.many_villages import Each, fill_villages
from kkplanner.drafting.money import Money
from kkplanner.drafting.shelf import find_template
from kkplanner.drafting.spec import ALL_VILLAGES
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kkplanner.drafting.spec import Entry, Spec
    from kkplanner.drafting.template import Template
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Agency, Organisation, Project, UnitPrice, Village
    from kkplanner.workbook import Operation

MOST_PROJECTS: Final = 5_000


@dataclass(frozen=True, slots=True)
class Drafted:
    """A new project and the id of the template it came from."""

    project: Project
    template: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a draft file adds to a plan. Nothing is changed before `apply`."""

    organisation: Organisation
    new_villages: tuple[Village, ...]
    changed_villages: tuple[Village, ...]
    new_agencies: tuple[Agency, ...]
    new_unit_prices: tuple[UnitPrice, ...]
    changed_unit_prices: tuple[UnitPrice, ...]
    drafted: tuple[Drafted, ...]

    @property
    def projects(self) -> tuple[Project, ...]:
        return tuple(each.project for each in self.drafted)

    def apply(self, operation: Operation) -> None:
        """Write everything into the plan, as part of a running operation."""
        operation.update(self.organisation, *self.changed_villages, *self.changed_unit_prices)
        operation.add(*self.new_villages, *self.new_agencies, *self.new_unit_prices, *self.projects)


def draft(document: PlanDocument, spec: Spec, templates: Iterable[Template] | None = None) -> Draft:
    """Work out what the file asks for, against the plan as it stands.

    `templates` are the shipped ones unless given.

    Raises:
        SpecError: an entry cannot be filled; names it by number and template.
    """
    chosen = None if templates is None else tuple(templates)
    organisation = spec.organisation.applied_to(document.organisation)
    villages, new_villages, changed_villages = _villages(document.villages, spec.villages)
    known = {same_text_key(agency.name) for agency in document.agencies}
    new_agencies = tuple(agency for agency in spec.agencies if same_text_key(agency.name) not in known)
    prices, new_prices, changed_prices = _prices(document.unit_prices, spec.unit_prices)
    facts = Facts(
        replace(
            document,
            organisation=organisation,
            villages=villages,
            agencies=(*document.agencies, *new_agencies),
            unit_prices=prices,
        )
    )
    drafted: list[Drafted] = []
    for entry in spec.entries:
        try:
            template = find_template(entry.template, chosen)
            drafted += [Drafted(project, template.id) for project in _projects(entry, template, facts)]
        except DraftingError as fault:
            raise SpecError(entry.place, fault.sentence) from fault
        if len(drafted) > MOST_PROJECTS:
            raise SpecError(entry.place, f"ได้โครงการรวมเกิน {MOST_PROJECTS:,} โครงการ")
    return Draft(
        organisation=organisation,
        new_villages=new_villages,
        changed_villages=changed_villages,
        new_agencies=new_agencies,
        new_unit_prices=new_prices,
        changed_unit_prices=changed_prices,
        drafted=tuple(drafted),
    )


def _projects(entry: Entry, template: Template, facts: Facts) -> tuple[Project, ...]:
    money = _money(entry, facts)
    if entry.villages is None:
        projects: tuple[Project, ...] = (fill(template, entry.values, facts, money),)
    else:
        villages = facts.villages if entry.villages == (ALL_VILLAGES,) else _asked(entry.villages, facts)
        if not villages:
            raise UnknownVillageError(ALL_VILLAGES, ())
        own = {_asked((key,), facts)[0].uuid: values for key, values in entry.village_values.items()}
        projects = fill_villages(
            template, entry.values, villages, facts, money, each=Each(entry.each), own=own
        )
    return tuple(_with_extras(project, entry) for project in projects)


def _asked(asked: tuple[object, ...], facts: Facts) -> tuple[Village, ...]:
    found: list[Village] = []
    for each in asked:
        village = facts.village(each)
        if village is None:
            raise UnknownVillageError(each, [village_text(known) for known in facts.villages])
        found.append(village)
    return tuple(dict.fromkeys(found))


def named_price(name: str, facts: Facts) -> UnitPrice:
    """The price that the clerk keeps under this name.

    Raises:
        MoneyError: there is none.
    """
    price = facts.unit_price(name)
    if price is None:
        raise MoneyError(f"ไม่มี “{name}” ในบัญชีราคาต่อหน่วย")
    return price


def _money(entry: Entry, facts: Facts) -> Money:
    unit_price, unit = entry.unit_price, ""
    if entry.unit_price_name:
        price = named_price(entry.unit_price_name, facts)
        unit_price, unit = price.price, price.unit
    return Money(
        by_year=entry.amounts,
        amount=entry.amount,
        unit_price=unit_price,
        price_unit=unit,
        spread=entry.spread,
        years=entry.years,
        first_year=entry.first_year,
        growth=entry.growth,
    )


def _with_extras(project: Project, entry: Entry) -> Project:
    start = entry.coordinates[:2] or (None, None)
    end = entry.coordinates[2:] or (None, None)
    return replace(
        project,
        agency=entry.agency or project.agency,
        asked_agency=entry.asked_agency or project.asked_agency,
        priority=entry.priority,
        start_latitude=start[0],
        start_longitude=start[1],
        end_latitude=end[0],
        end_longitude=end[1],
        note="\n".join(filter(None, (project.note, entry.note))),
    )


def _villages(
    present: tuple[Village, ...], given: tuple[Village, ...]
) -> tuple[tuple[Village, ...], tuple[Village, ...], tuple[Village, ...]]:
    """All villages after the draft, the new ones and the changed ones; a number or a name makes it the same."""
    known = {_village_identity(village): village for village in present}
    new: dict[tuple[int | None, str], Village] = {}
    changed: dict[tuple[int | None, str], Village] = {}
    for village in given:
        identity = _village_identity(village)
        before = known.get(identity)
        if before is None:
            new[identity] = village
            continue
        households = before.households if village.households is None else village.households
        after = replace(before, name=village.name, households=households)
        if after != before:
            changed[identity] = after
    whole = (*(changed.get(identity, village) for identity, village in known.items()), *new.values())
    return whole, tuple(new.values()), tuple(changed.values())


def _village_identity(village: Village) -> tuple[int | None, str]:
    return (village.number, "") if village.number is not None else (None, same_text_key(village.name))


def _prices(
    present: tuple[UnitPrice, ...], given: tuple[UnitPrice, ...]
) -> tuple[tuple[UnitPrice, ...], tuple[UnitPrice, ...], tuple[UnitPrice, ...]]:
    known = {same_text_key(price.name): price for price in present}
    new: dict[str, UnitPrice] = {}
    changed: dict[str, UnitPrice] = {}
    for price in given:
        key = same_text_key(price.name)
        if key not in known:
            new[key] = price
        elif (after := replace(price, uuid=known[key].uuid)) != known[key]:
            changed[key] = after
    whole = (*(changed.get(key, price) for key, price in known.items()), *new.values())
    return whole, tuple(new.values()), tuple(changed.values())
