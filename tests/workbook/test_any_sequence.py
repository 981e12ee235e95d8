"""Any sequence of operations, undone, gives the first state; redone, the last; also across close and reopen."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kkplanner.plan.crosswalk_choice import CrosswalkChoice
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.kinds import EditionKind, Form, MarkKind
from kkplanner.plan.model import (
    Approach,
    Edition,
    Issue,
    Link,
    Mark,
    Organisation,
    Plan,
    Project,
    Section,
    SubItem,
    Village,
    new_uuid,
)
from kkplanner.plan.picture import Picture
from kkplanner.plan.waiver import Waiver
from kkplanner.thai.period import Period
from kkplanner.workbook import Workbook
from kkplanner.workbook.cache import DocumentCache

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
budgets = st.dictionaries(st.integers(2571, 2575), st.integers(0, 10**15), max_size=3)
degrees = st.none() | st.integers(-900_000_000, 900_000_000).map(lambda n: n / 10_000_000)
links = st.lists(st.builds(Link, framework=texts, code=texts, confirmed=st.booleans()), max_size=2).map(tuple)
projects = st.builds(
    Project,
    form=st.sampled_from(Form),
    title=texts,
    objective=texts,
    own_budgets=budgets,
    enacted_budgets=budgets,
    sub_items=st.lists(st.builds(SubItem, text=texts, budgets=budgets), max_size=2).map(tuple),
    links=links,
    marks=st.lists(st.builds(Mark, kind=st.sampled_from(MarkKind), text=texts), max_size=2).map(tuple),
    start_latitude=degrees,
    priority=st.none() | st.integers(-(2**63), 2**63 - 1),
)
approaches = st.lists(st.builds(Approach, number=texts, title=texts), max_size=3).map(tuple)
issues = st.builds(
    Issue,
    number=texts,
    title=texts,
    upward_lines=st.lists(texts, max_size=2).map(tuple),
    approaches=approaches,
    links=links,
)
codes = st.builds(new_uuid)  # a pair is chosen once
choices = st.builds(
    CrosswalkChoice,
    source_framework=texts,
    source_code=codes,
    target_framework=texts,
    target_code=codes,
    accepted=st.booleans(),
    reason=texts,
)
contents = st.binary(min_size=1, max_size=20)
pictures = st.builds(
    Picture, name=texts, media_type=st.sampled_from(["image/png", "image/jpeg"]), content=contents
)
added = st.one_of(
    projects,
    issues,
    st.builds(Village, number=st.none() | st.integers(0, 99), name=texts),
    st.builds(Edition, kind=st.sampled_from(EditionKind), announced=st.none() | st.dates()),
    st.builds(Waiver, rule=texts, reason=texts),
    choices,
    pictures,
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts, lambda inner: st.lists(inner, max_size=2)
)


class AnySequence(RuleBasedStateMachine):
    """The file beside a list of the states it has been in."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "a.kkplan"
        self.book: Workbook | None = None

    @initialize(first=st.lists(projects, max_size=2), second=st.lists(issues, max_size=2))
    def create(self, first, second):
        document = PlanDocument(
            organisation=Organisation(type="อบต.", name="x"),
            plan=Plan(period=Period(2571, 2575)),
            projects=tuple(first),
            issues=tuple(second),
            sections=(Section(part=1, key="a", title=""), Section(part=1, key="b", title="")),
        )
        self.book = Workbook.create(self.path, document)
        assert self.book.document() == document
        self.states = [self.state()]
        self.at = 0

    def state(self):
        tables = self.book._history._columns
        query = "SELECT * FROM {} ORDER BY id"
        return {t: self.book._connection.execute(query.format(t)).fetchall() for t in tables}

    def done(self, changes):
        """After an operation: a new state, if it changed anything, and no way forward any more."""
        state = self.state()
        assert bool(changes) == (state != self.states[self.at])
        if changes:
            self.states[self.at + 1 :] = [state]
            self.at += 1

    def pick(self, data, records):
        return data.draw(st.sampled_from(records)) if records else None

    @rule(records=st.lists(added, min_size=1, max_size=3))
    def add(self, records):
        with self.book.operation("เพิ่ม") as op:
            op.add(*records)
        self.done(op.changes)

    @rule(data=st.data(), new=projects)
    def update_project(self, data, new):
        old = self.pick(data, self.book.projects())
        if old is None:
            return
        issue = self.pick(data, (None, *self.book.document().issues))
        kept = old.sub_items if data.draw(st.booleans()) else ()
        new = replace(
            new,
            uuid=old.uuid,
            issue=issue and issue.uuid,
            approach=issue.approaches[0].uuid if issue and issue.approaches else None,
            sub_items=tuple(data.draw(st.permutations(kept + new.sub_items))),
        )
        with self.book.operation("แก้โครงการ") as op:
            op.update(new)
        self.done(op.changes)
        assert new in self.book.projects()

    @rule(data=st.data())
    def move(self, data):
        chosen, before = (self.pick(data, self.book.projects()) for _ in range(2))
        if chosen is None:
            return
        with self.book.operation("ย้าย") as op:
            op.move(chosen.uuid, before=before.uuid if data.draw(st.booleans()) else None)
        self.done(op.changes)

    @rule(data=st.data(), new=approaches)
    def update_issue(self, data, new):
        old = self.pick(data, self.book.document().issues)
        if old is None:
            return
        issue = replace(
            old, approaches=tuple(data.draw(st.permutations(old.approaches + new))), links=old.links[::-1]
        )
        with self.book.operation("แก้ประเด็น") as op:
            op.update(issue)
        self.done(op.changes)

    @rule(data=st.data(), reason=texts)
    def waive(self, data, reason):
        chosen = self.pick(data, self.book.projects())
        if chosen is not None:
            with self.book.operation("ยกเว้น") as op:
                op.add(Waiver(project=chosen.uuid, rule="project.kpi-missing", reason=reason))
            self.done(op.changes)

    @rule(data=st.data(), code=codes, accepted=st.booleans())
    def decide_anew(self, data, code, accepted):
        chosen = self.pick(data, self.book.document().crosswalk_choices)
        if chosen is not None:
            with self.book.operation("พิจารณาใหม่") as op:
                op.update(
                    replace(
                        chosen,
                        accepted=accepted,
                        source_code=data.draw(st.sampled_from([chosen.source_code, code])),
                    )
                )
            self.done(op.changes)

    @rule(data=st.data(), new=pictures)
    def update_picture(self, data, new):
        old = self.pick(data, self.book.document().pictures)
        if old is None:
            return
        content = data.draw(st.sampled_from([old.content, new.content]))
        with self.book.operation("แก้ภาพ") as op:
            op.update(replace(new, uuid=old.uuid, content=content))
        self.done(op.changes)

    @rule(data=st.data())
    def move_picture(self, data):
        chosen, before = (self.pick(data, self.book.document().pictures) for _ in range(2))
        if chosen is not None:
            with self.book.operation("ย้ายภาพ") as op:
                op.move(chosen.uuid, before=before.uuid if data.draw(st.booleans()) else None)
            self.done(op.changes)

    @rule(data=st.data())
    def remove_project(self, data):
        chosen = self.pick(data, self.book.projects())
        if chosen is not None:
            with self.book.operation("ลบ") as op:
                op.remove(chosen)
            self.done(op.changes)
            assert chosen.uuid not in [waiver.project for waiver in self.book.document().waivers]

    @rule(data=st.data())
    def remove_another_record(self, data):
        now = self.book.document()
        chosen = self.pick(data, (*now.waivers, *now.crosswalk_choices, *now.pictures, *now.villages))
        if chosen is not None:
            with self.book.operation("ลบ") as op:
                op.remove(chosen)
            self.done(op.changes)

    @rule(data=st.data(), new=st.lists(projects, max_size=3), image=pictures)
    def replace_document(self, data, new, image):
        now = self.book.document()
        kept = (
            data.draw(st.lists(st.sampled_from(now.projects), unique_by=lambda p: p.uuid))
            if now.projects
            else []
        )
        a, b = now.sections
        choices = now.crosswalk_choices
        if choices and data.draw(st.booleans()):  # the pairs go round among the choices
            pairs = [(choice.source_code, choice.target_code) for choice in choices]
            choices = tuple(
                replace(choice, source_code=source, target_code=target)
                for choice, (source, target) in zip(choices, pairs[1:] + pairs[:1], strict=True)
            )
        target = replace(
            now,
            projects=tuple(data.draw(st.permutations(kept + new))),
            waivers=tuple(w for w in now.waivers if w.project in (None, *(p.uuid for p in kept))),
            crosswalk_choices=choices,
            pictures=tuple(data.draw(st.permutations((*now.pictures[1:], image)))),
            issues=tuple(data.draw(st.permutations(now.issues))),
            sections=(replace(b, key=a.key), replace(a, key=b.key)) if data.draw(st.booleans()) else (a, b),
        )
        with self.book.operation("นำเข้า") as op:
            op.replace_document(target)
        self.done(op.changes)
        assert self.book.document() == target

    @rule(key=st.sampled_from("ab"), value=json_values)
    def set_setting(self, key, value):
        with self.book.operation("ตั้งค่า") as op:
            op.set(key, value)
        self.done(op.changes)
        assert self.book.setting(key) == value

    @rule(records=st.lists(added, min_size=1, max_size=2))
    def fail(self, records):
        with pytest.raises(ZeroDivisionError), self.book.operation("ล้มเหลว") as op:
            op.add(*records)
            op.set("a", 1 / 0)
        assert self.state() == self.states[self.at]

    @rule()
    def undo(self):
        assert (self.book.undo() is None) == (self.at == 0)
        self.at = max(self.at - 1, 0)

    @rule()
    def redo(self):
        last = len(self.states) - 1
        assert (self.book.redo() is None) == (self.at == last)
        self.at = min(self.at + 1, last)

    @rule()
    def reopen(self):
        self.book.close()
        self.book = Workbook.open(self.path)

    @invariant()
    def as_remembered(self):
        if self.book is not None:
            assert self.state() == self.states[self.at]
            assert self.book.document() == DocumentCache(self.book._connection).document()

    def teardown(self):
        if self.book is not None:
            while self.book.undo():
                self.at -= 1
                assert self.state() == self.states[self.at]
            assert self.at == 0
            self.reopen()
            while self.book.redo():
                self.at += 1
            assert self.at == len(self.states) - 1
            assert self.state() == self.states[-1]
            self.book.close()
        self.folder.cleanup()


TestAnySequence = AnySequence.TestCase
TestAnySequence.settings = settings(
    max_examples=100, stateful_step_count=12, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
