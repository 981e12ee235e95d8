"""A draft written as a file: facts of the organisation and the projects to make, in TOML.

docs/cli.md shows the format. Thai keys may stand without quotes.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from kkplanner.drafting.errors import SpecError
from kkplanner.drafting.many_villages import Each
from kkplanner.drafting.template import Spread
from kkplanner.drafting.toml_table import Table, with_quoted_keys
from kkplanner.plan.model import Agency, UnitPrice, Village
from kkplanner.thai.digits import to_arabic
from kkplanner.thai.period import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kkplanner.plan.model import Organisation

MEGABYTES: Final = 1
MOST_ENTRIES: Final = 2_000
MOST_VILLAGES: Final = 300
ALL_VILLAGES: Final = "all"
_MANY: Final = 100_000_000

_TOP = ("organisation", "village", "agency", "unit_price", "project")
_ORGANISATION = ("population", "households", "annual_income")
_ENTRY = (
    "template", "set", "villages", "each", "village_set", "amount", "amounts", "unit_price", "spread",
    "years", "first_year", "growth", "agency", "asked_agency", "priority", "coordinates", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One [[project]] of the file; amounts are satang. `place` names it in messages."""

    place: str
    template: str
    values: Mapping[str, object]
    villages: tuple[object, ...] | None = None  # numbers or names; (ALL_VILLAGES,): all; None: not by village
    each: Each = Each.PROJECT
    village_values: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    amounts: Mapping[int, int] = field(default_factory=dict)
    amount: int | None = None
    unit_price: int | None = None
    unit_price_name: str = ""
    spread: Spread | None = None
    years: tuple[int, ...] = ()
    first_year: int | None = None
    growth: Decimal = Decimal(0)
    agency: str = ""
    asked_agency: str = ""
    priority: int | None = None
    coordinates: tuple[float, ...] = ()  # latitude, longitude of the start, then of the end
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFacts:
    """Figures of the organisation that the file states; None where it is silent. Income in satang a year."""

    population: int | None = None
    households: int | None = None
    annual_income: int | None = None

    def applied_to(self, organisation: Organisation) -> Organisation:
        """The organisation with what is stated here."""
        return replace(
            organisation,
            population=organisation.population if self.population is None else self.population,
            households=organisation.households if self.households is None else self.households,
            annual_income=organisation.annual_income if self.annual_income is None else self.annual_income,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """Everything a draft file says."""

    organisation: OrganisationFacts = field(default_factory=OrganisationFacts)
    villages: tuple[Village, ...] = ()
    agencies: tuple[Agency, ...] = ()
    unit_prices: tuple[UnitPrice, ...] = ()
    entries: tuple[Entry, ...] = ()


def read_spec(path: Path) -> Spec:
    """The draft in a file.

    Raises:
        SpecError: the file cannot be read, is too large, is no TOML or says something impossible.
    """
    limit = MEGABYTES * 1024 * 1024
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as fault:
        raise SpecError(f" “{path.name}”", "เปิดไฟล์ไม่ได้") from fault
    if len(content) > limit:
        raise SpecError(f" “{path.name}”", f"ไฟล์ใหญ่เกิน {MEGABYTES} เมกะไบต์")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise SpecError(f" “{path.name}”", "ไม่ใช่ข้อความ UTF-8") from fault
    return parse_spec(text)


def parse_spec(text: str) -> Spec:
    """The draft in a text.

    Raises:
        SpecError: as `read_spec`.
    """
    try:
        content = tomllib.loads(with_quoted_keys(text.replace("\r\n", "\n")))
    except tomllib.TOMLDecodeError as fault:
        raise SpecError("รูปแบบ TOML", _where(str(fault))) from fault
    except (RecursionError, ValueError) as fault:  # nesting, or digits without end
        raise SpecError("รูปแบบ TOML", "ซ้อนกันลึกหรือยาวเกินไป") from fault
    top = Table(content, "ชั้นนอกสุด", _TOP)
    organisation = Table(top.table("organisation"), "[organisation]", _ORGANISATION)
    return Spec(
        organisation=_organisation(organisation),
        villages=tuple(
            _village(Table(each, f"[[village]] ที่ {n}", ("number", "name", "households")))
            for n, each in enumerate(top.items("village", MOST_VILLAGES), start=1)
        ),
        agencies=tuple(
            _agency(Table(each, f"[[agency]] ที่ {n}", ("name", "role")))
            for n, each in enumerate(top.items("agency", MOST_VILLAGES), start=1)
        ),
        unit_prices=tuple(
            _unit_price(Table(each, f"[[unit_price]] ที่ {n}", ("name", "unit", "price", "source")))
            for n, each in enumerate(top.items("unit_price", MOST_ENTRIES), start=1)
        ),
        entries=tuple(_entry(each, n) for n, each in enumerate(top.items("project", MOST_ENTRIES), start=1)),
    )


def _where(message: str) -> str:
    """The reader's own words are English; the line is what helps."""
    head, _, tail = message.partition("at line ")
    line = tail.split(",")[0]
    return f"เขียนผิดรูปแบบที่บรรทัด {line}" if head and line.isdigit() else "เขียนผิดรูปแบบ"


def _organisation(table: Table) -> OrganisationFacts:
    return OrganisationFacts(
        population=table.whole("population", 0, _MANY),
        households=table.whole("households", 0, _MANY),
        annual_income=table.baht("annual_income"),
    )


def _village(table: Table) -> Village:
    return Village(
        number=table.whole("number", 1, 999),
        name=table.needed_text("name"),
        households=table.whole("households", 0, _MANY),
    )


def _agency(table: Table) -> Agency:
    return Agency(name=table.needed_text("name"), role=table.text("role"))


def _unit_price(table: Table) -> UnitPrice:
    price = table.baht("price")
    if price is None:
        raise SpecError(table.place, "ต้องระบุ price")
    return UnitPrice(
        name=table.needed_text("name"),
        unit=table.needed_text("unit"),
        price=price,
        source=table.text("source"),
    )


def _entry(content: object, number: int) -> Entry:
    named = content.get("template") if isinstance(content, dict) else None
    place = f"โครงการรายการที่ {number}" + (f" ({named})" if isinstance(named, str) else "")
    table = Table(content, place, _ENTRY)
    price = table.raw("unit_price")
    by_name = price.strip() if isinstance(price, str) and not to_arabic(price)[:1].isdigit() else ""
    spread = table.one_of("spread", ("", *map(str, Spread)), "")
    return Entry(
        place=place,
        template=table.needed_text("template"),
        values=table.table("set"),
        villages=_villages(table),
        each=Each(table.one_of("each", map(str, Each), str(Each.PROJECT))),
        village_values={
            str(key): _inner(table, key, value) for key, value in table.table("village_set").items()
        },
        amounts={
            _year(table, key): table.as_baht("amounts", value)
            for key, value in table.table("amounts").items()
        },
        amount=table.baht("amount"),
        unit_price=None if by_name else table.baht("unit_price"),
        unit_price_name=by_name,
        spread=Spread(spread) if spread else None,
        years=tuple(_year(table, year) for year in table.items("years", 50)),
        first_year=table.whole("first_year", FIRST_YEAR, LAST_YEAR),
        growth=table.number("growth"),
        agency=table.text("agency"),
        asked_agency=table.text("asked_agency"),
        priority=table.whole("priority", 1, 9_999),
        coordinates=_coordinates(table),
        note=table.text("note"),
    )


def _villages(table: Table) -> tuple[object, ...] | None:
    if "villages" not in table:
        return None
    if table.raw("villages") == ALL_VILLAGES:
        return (ALL_VILLAGES,)
    asked = table.items("villages", MOST_VILLAGES)
    if not asked or any(isinstance(each, bool) or not isinstance(each, (int, str)) for each in asked):
        raise table.wrong("villages", f"ต้องเป็นเลขหมู่ที่หรือชื่อหมู่บ้านใน [ … ] หรือ “{ALL_VILLAGES}”")
    return tuple(asked)


def _inner(table: Table, key: object, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise table.wrong("village_set", f"ค่าของหมู่บ้าน {key} ต้องเป็นตาราง {{ชื่อช่อง = ค่า}}")
    return value


def _year(table: Table, value: object) -> int:
    text = to_arabic(str(value)).strip()
    if isinstance(value, bool) or not text.isdecimal() or not FIRST_YEAR <= int(text[:9]) <= LAST_YEAR:
        raise table.wrong("years", f"“{text[:20]}” ไม่ใช่ปี พ.ศ.")
    return int(text)


def _coordinates(table: Table) -> tuple[float, ...]:
    given = table.items("coordinates", 4)
    if not given:
        return ()
    numbers = [float(each) for each in given if isinstance(each, (int, float)) and not isinstance(each, bool)]
    if len(numbers) != len(given) or len(numbers) not in (2, 4):
        raise table.wrong("coordinates", "ต้องเป็น [ละติจูด, ลองจิจูด] ของจุดเริ่มต้น และถ้ามีของจุดสิ้นสุดต่อท้าย")
    if any(not -90 <= each <= 90 for each in numbers[::2]) or any(
        not -180 <= each <= 180 for each in numbers[1::2]
    ):
        raise table.wrong("coordinates", "ละติจูดหรือลองจิจูดเกินขอบเขตโลก")
    return tuple(numbers)
