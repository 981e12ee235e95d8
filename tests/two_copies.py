"""Two people's work on one plan for tests: hypothesis strategies of edits as clerks make them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from whole_plans import YEARS, lines, plans, uuids

from kkplanner.plan.document import LISTS, PlanDocument, top_records, with_records
from kkplanner.plan.merging.entities import OWNER, Key, entity_of, parts_of
from kkplanner.plan.model import Agency, Approach, Issue, Link, Need, Project, SubItem, Village
from kkplanner.plan.waiver import Waiver

if TYPE_CHECKING:
    from kkplanner.plan.merging.conflict import Path

_TEXTS = {
    "organisation": ("name", "tambon_code"),
    "plan": ("title",),
    "village": ("name",),
    "agency": ("name", "role"),
    "edition": ("reason",),
    "issue": ("number", "title"),
    "project": ("title", "objective", "kpi", "note", "programme"),
    "section": ("title", "body"),
    "need": ("text", "place"),
    "unit_price": ("name", "source"),
    "waiver": ("reason",),
    "crosswalk_choice": ("reason",),
    "picture": ("name",),
}
_PARTS = {"approaches": "title", "sub_items": "text", "links": "code"}


def _records(document: PlanDocument, kind: str):
    return (getattr(document, kind),) if kind in ("organisation", "plan") else getattr(document, LISTS[kind])


def _with(document, kind, record):
    return with_records(
        document, {kind: [record if o.uuid == record.uuid else o for o in _records(document, kind)]}
    )


def _retype(draw, document):
    kind = draw(st.sampled_from([kind for kind in _TEXTS if _records(document, kind)]))
    record = draw(st.sampled_from(_records(document, kind)))
    return _with(document, kind, replace(record, **{draw(st.sampled_from(_TEXTS[kind])): draw(lines)}))


def _amount(draw, document):
    if not document.projects:
        return document
    project = draw(st.sampled_from(document.projects))
    name = draw(st.sampled_from(["own_budgets", "enacted_budgets"]))
    year, amount = (
        draw(st.sampled_from(YEARS)),
        draw(st.none() | st.integers(0, 9).map(lambda n: n * 100_000)),
    )
    amounts = {y: a for y, a in ({**getattr(project, name), year: amount}).items() if a is not None}
    return _with(document, "project", replace(project, **{name: dict(sorted(amounts.items()))}))


def _place(draw, document):
    if not document.projects:
        return document
    project = draw(st.sampled_from(document.projects))
    issue = draw(st.sampled_from([None, *document.issues]))
    approach = draw(st.sampled_from([None, *issue.approaches])) if issue else None
    place = {"issue": issue and issue.uuid, "approach": approach and approach.uuid}
    return _with(document, "project", replace(project, **place))


def _add(draw, document):
    kind = draw(st.sampled_from(["project", "village", "agency", "need", "issue", "waiver"]))
    answered = st.sampled_from([None, *(p.uuid for p in document.projects)])
    new = {
        "project": lambda: Project(uuid=draw(uuids), title=draw(lines), own_budgets={2571: 100}),
        "village": lambda: Village(uuid=draw(uuids), name=draw(lines)),
        "agency": lambda: Agency(uuid=draw(uuids), name=draw(lines)),
        "need": lambda: Need(uuid=draw(uuids), text=draw(lines), project=draw(answered)),
        "issue": lambda: Issue(uuid=draw(uuids), number=draw(lines), title=draw(lines)),
        "waiver": lambda: Waiver(uuid=draw(uuids), project=draw(answered), rule=draw(uuids), reason="x"),
    }[kind]()
    records = list(_records(document, kind))
    records.insert(draw(st.integers(0, len(records))), new)
    return with_records(document, {kind: records})


def _remove(draw, document):
    used = {p.issue for p in document.projects}
    free = {
        "project": document.projects,
        "issue": [i for i in document.issues if i.uuid not in used],
        "village": document.villages,
        "section": document.sections,
        "need": document.needs,
        "waiver": document.waivers,
        "picture": document.pictures,
    }
    kinds = [kind for kind, some in free.items() if some]
    if not kinds:
        return document
    kind = draw(st.sampled_from(kinds))
    gone = draw(st.sampled_from(list(free[kind]))).uuid
    document = with_records(document, {kind: [o for o in _records(document, kind) if o.uuid != gone]})
    return replace(
        document,
        needs=tuple(replace(n, project=None) if n.project == gone else n for n in document.needs),
        waivers=tuple(w for w in document.waivers if w.project != gone),
    )


def _move(draw, document):
    kinds = [kind for kind in LISTS if len(_records(document, kind)) > 1]
    if not kinds:
        return document
    kind = draw(st.sampled_from(kinds))
    records = list(_records(document, kind))
    records.insert(
        draw(st.integers(0, len(records) - 1)), records.pop(draw(st.integers(0, len(records) - 1)))
    )
    return with_records(document, {kind: records})


def _part(draw, document):
    owners = [("issue", i) for i in document.issues] + [("project", p) for p in document.projects]
    if not owners:
        return document
    kind, owner = draw(st.sampled_from(owners))
    name = draw(st.sampled_from(["approaches", "links"] if kind == "issue" else ["sub_items", "links"]))
    parts = list(getattr(owner, name))
    deed = draw(st.sampled_from(["add", "edit", "remove", "move"]))
    used = {p.approach for p in document.projects}
    if deed == "add" or not parts:
        new = {
            "approaches": lambda: Approach(uuid=draw(uuids), number="9.9", title=draw(lines)),
            "links": lambda: Link(uuid=draw(uuids), framework="sdg", code=draw(lines)),
            "sub_items": lambda: SubItem(uuid=draw(uuids), text=draw(lines), budgets={2571: 5}),
        }[name]()
        parts.insert(draw(st.integers(0, len(parts))), new)
    else:
        at = draw(st.integers(0, len(parts) - 1))
        part = parts.pop(at)
        if deed == "edit":
            parts.insert(at, replace(part, **{_PARTS[name]: draw(lines)}))
        elif deed == "move" or part.uuid in used:
            parts.insert(draw(st.integers(0, len(parts))), part)
    return _with(document, kind, replace(owner, **{name: tuple(parts)}))


_EDITS = (_retype, _retype, _amount, _place, _add, _remove, _move, _part, _part)


@st.composite
def edited(draw: st.DrawFn, document: PlanDocument) -> PlanDocument:
    """The plan after some edits."""
    for edit in draw(st.lists(st.sampled_from(_EDITS), max_size=5)):
        document = edit(draw, document)
    return document


@st.composite
def two_copies(draw: st.DrawFn) -> tuple[PlanDocument, PlanDocument, PlanDocument]:
    """A plan, and the same plan after the work of two people."""
    base = draw(plans())
    return base, draw(edited(base)), draw(edited(base))


@st.composite
def three_copies(draw: st.DrawFn) -> tuple[PlanDocument, tuple[PlanDocument, PlanDocument, PlanDocument]]:
    """A plan, and the same plan after the work of three people."""
    base = draw(plans())
    return base, (draw(edited(base)), draw(edited(base)), draw(edited(base)))


def entities(document: PlanDocument) -> dict[Key, dict[Path, Any]]:
    """The values of every record and every part, by kind and uuid."""
    found = {}
    for kind, records in top_records(document):
        for record in records:
            found[kind, record.uuid] = entity_of(kind, record).values
            for part_kind, parts in parts_of(kind, record):
                for part in parts:
                    found[part_kind, part.uuid] = entity_of(part_kind, part, record.uuid).values
    return found


def assert_nothing_is_absent(base, side, document, conflicts, same) -> None:
    """Every value that this side gave stands in the document, or one of the conflicts tells it."""
    before, now = entities(base), entities(document)
    told: dict[Any, list[Any]] = {}
    for one in conflicts:
        told.setdefault((one.record_kind, one.record, one.field), []).extend([one.ours, one.theirs])

    def said(value):
        if isinstance(value, tuple):
            return tuple(said(each) for each in value)
        while isinstance(value, str) and value in same:
            value = same[value]
        return value

    for (kind, uuid), values in entities(side).items():
        key = kind, said(uuid)
        old = before.get((kind, uuid))
        if old == values and key not in now:
            continue  # another side removed what this side left alone
        if key not in now:
            owner = values.get(OWNER)
            assert old is not None
            assert (kind == "waiver" and old == values) or owner is not None
            continue
        for path, value in values.items():
            if old is not None and old.get(path) == value:
                continue
            stands = now[key].get(path)
            joined = path == ("confirmed",) and value[1] in stands[1]
            known = [said(each) for each in told.get((*key, path), [])]
            assert said(value) in [said(stands), *known] or joined, (key, path)
