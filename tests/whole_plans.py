"""Whole plans for tests: hypothesis strategies that make every kind of record."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from kkplanner.plan.crosswalk_choice import CrosswalkChoice
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.kinds import EditionKind, Form, MarkKind
from kkplanner.plan.model import (
    Agency,
    Approach,
    Edition,
    Issue,
    Link,
    Mark,
    Need,
    Organisation,
    Plan,
    Project,
    Section,
    SubItem,
    UnitPrice,
    Village,
)
from kkplanner.plan.picture import Picture
from kkplanner.plan.waiver import Waiver
from kkplanner.thai.period import Period

YEARS = tuple(range(2571, 2576))
uuids = st.uuids(version=4).map(str)
words = st.sampled_from(
    [
        "ก่อสร้างถนน คสล.",
        "ซ่อมแซมฝาย",
        "อบรม อสม.",
        "เพื่อให้ประชาชนสะดวก",
        "กว้าง ๕.๐๐ เมตร",
        "=1+1",
        "หมู่ที่ 3",
        "“น้ำ”",
    ]
)
lines = st.lists(words, min_size=1, max_size=4).map(" ".join)
texts = st.lists(lines, max_size=3).map("\n".join)
satang = st.integers(0, 10**11)
budgets = st.dictionaries(st.sampled_from(YEARS), satang, max_size=5)
links = st.lists(
    st.builds(
        Link,
        uuid=uuids,
        framework=st.sampled_from(["kkpao-2571", "sdg"]),
        code=st.sampled_from(["1", "1.1", "1.1.1"]),
        confirmed=st.booleans(),
    ),
    max_size=2,
).map(tuple)
approaches = st.lists(
    st.builds(Approach, uuid=uuids, number=st.sampled_from(["1.1", "1.2"]), title=lines), max_size=2
)
issues = st.builds(
    Issue,
    uuid=uuids,
    number=st.sampled_from(["1", "2"]),
    title=lines,
    upward_lines=st.lists(lines, max_size=2).map(tuple),
    approaches=approaches.map(tuple),
    links=links,
)
sub_items = st.lists(st.builds(SubItem, uuid=uuids, text=lines, budgets=budgets), max_size=2).map(tuple)
editions = st.builds(
    Edition,
    uuid=uuids,
    kind=st.sampled_from(EditionKind),
    number=st.none() | st.integers(1, 20),
    year=st.none() | st.sampled_from(YEARS),
    announced=st.none() | st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    reason=texts,
)
crosswalk_choices = st.lists(
    st.builds(
        CrosswalkChoice,
        uuid=uuids,
        source_framework=st.just("kkpao-2571"),
        source_code=st.sampled_from(["1", "1.1", "1.1.1"]),
        target_framework=st.sampled_from(["sdg", "nesdp-13"]),
        target_code=st.sampled_from(["1", "2"]),
        accepted=st.booleans(),
        reason=texts,
        decided_by=st.sampled_from(["", "สมหญิง"]),
    ),
    max_size=3,
    unique_by=lambda c: (c.source_code, c.target_framework, c.target_code),
)
pictures = st.builds(
    Picture,
    uuid=uuids,
    name=lines,
    media_type=st.sampled_from(["image/png", "image/jpeg"]),
    content=st.binary(min_size=1, max_size=40),
)
degrees = st.none() | st.floats(15, 18, allow_nan=False).map(lambda number: round(number, 6))


@st.composite
def projects(
    draw: st.DrawFn, issues_drawn: tuple[Issue, ...] = (), editions_drawn: tuple[Edition, ...] = ()
) -> Project:
    issue = draw(st.none() | st.sampled_from(issues_drawn)) if issues_drawn else None
    approach = draw(st.none() | st.sampled_from(issue.approaches)) if issue and issue.approaches else None
    edition = draw(st.none() | st.sampled_from(editions_drawn)) if editions_drawn else None
    named = st.sampled_from([None, *(one.uuid for one in editions_drawn)])
    marks = st.builds(
        Mark,
        uuid=uuids,
        kind=st.sampled_from(MarkKind),
        text=lines,
        edition=named,
        refers_to=lines,
        source=lines,
        certain=st.booleans(),
    )
    return draw(
        st.builds(
            Project,
            uuid=uuids,
            form=st.sampled_from(Form),
            issue=st.just(issue.uuid if issue else None),
            approach=st.just(approach.uuid if approach else None),
            edition=st.just(edition.uuid if edition else None),
            programme=st.sampled_from(["", "แผนงานการศึกษา", "แผนงานสาธารณสุข"]),
            title=lines,
            objective=texts,
            target=texts,
            kpi=texts,
            expected_result=texts,
            agency=st.sampled_from(["", "กองช่าง", "สำนักปลัด\nกองคลัง"]),
            own_budgets=budgets,
            sub_items=sub_items,
            enacted_budgets=budgets,
            links=links,
            marks=st.lists(marks, max_size=2).map(tuple),
            start_latitude=degrees,
            start_longitude=degrees,
            priority=st.none() | st.integers(1, 99),
        )
    )


@st.composite
def plans(draw: st.DrawFn) -> PlanDocument:
    """A plan whose references hold: projects first, equipment last, as the plan's JSON keeps them."""
    issues_drawn = tuple(draw(st.lists(issues, max_size=2)))
    editions_drawn = tuple(draw(st.lists(editions, max_size=2)))
    rows = draw(st.lists(projects(issues_drawn, editions_drawn), max_size=4))
    waived = st.none() | st.sampled_from([row.uuid for row in rows]) if rows else st.none()
    return PlanDocument(
        organisation=draw(
            st.builds(
                Organisation,
                uuid=uuids,
                type=st.just("อบต."),
                name=lines,
                district_code=st.just("4004"),
                population=st.none() | st.integers(0, 100_000),
                annual_income=st.none() | satang,
            )
        ),
        plan=Plan(uuid=draw(uuids), period=Period(2571, 2575)),
        villages=tuple(
            draw(st.lists(st.builds(Village, uuid=uuids, number=st.integers(1, 20), name=lines), max_size=2))
        ),
        agencies=tuple(draw(st.lists(st.builds(Agency, uuid=uuids, name=lines), max_size=2))),
        editions=editions_drawn,
        issues=issues_drawn,
        projects=tuple(sorted(rows, key=lambda row: row.form.is_equipment)),
        sections=tuple(
            draw(
                st.lists(
                    st.builds(
                        Section, uuid=uuids, part=st.integers(1, 4), key=uuids, title=lines, body=texts
                    ),
                    max_size=2,
                )
            )
        ),
        needs=tuple(draw(st.lists(st.builds(Need, uuid=uuids, text=lines), max_size=2))),
        unit_prices=tuple(
            draw(
                st.lists(
                    st.builds(UnitPrice, uuid=uuids, name=lines, unit=st.just("ตร.ม."), price=satang),
                    max_size=2,
                )
            )
        ),
        waivers=tuple(
            draw(
                st.lists(
                    st.builds(
                        Waiver,
                        uuid=uuids,
                        project=waived,
                        rule=st.sampled_from(["project.kpi-missing", "project.target-missing"]),
                        reason=texts,
                    ),
                    max_size=2,
                )
            )
        ),
        crosswalk_choices=tuple(draw(crosswalk_choices)),
        pictures=tuple(draw(st.lists(pictures, max_size=2))),
    )
