"""Gathers the content of the plan book; `book_content.book_content` is the door to it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.book_content import (
    BookContent,
    BookItem,
    BookPicture,
    BookSection,
    CheckList,
    CheckListGroup,
    Cover,
    CoverLine,
    CoverWeight,
    FormsItem,
    Letter,
    Missing,
    Part,
    ShareRow,
    Shares,
    Signature,
)
from kkplanner.exchange.book_goals import goal_table
from kkplanner.exchange.book_linkage import Linkage, issue_text
from kkplanner.exchange.plan_json import plan_to_json
from kkplanner.forms import build_all
from kkplanner.plan.kinds import EditionKind, Form
from kkplanner.plan.model import Section
from kkplanner.plan.narrative import Heading, ListBlock, ListKind, Narrative, PictureBlock, Run, parse
from kkplanner.plan.narrative_fields import SEAL, SETTING_PREFIX, filling
from kkplanner.plan.narrative_outline import OutlineKind, appendix, arranged, outline, unwritten
from kkplanner.plan.narrative_texts import fixed_texts
from kkplanner.thai.digits import to_arabic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kkplanner.exchange.book_content import GoalTable, LinkageTable, StrategyMap
    from kkplanner.forms import Choice
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Edition, Issue
    from kkplanner.plan.narrative_fields import Settings
    from kkplanner.plan.narrative_outline import LinkageLevel, OutlinePart, Topic
    from kkplanner.plan.narrative_texts import Filling, FixedLetter

_QR_HASH: Final = 16
_NEED_ISSUES: Final = frozenset(
    (OutlineKind.ISSUES, OutlineKind.GOALS, OutlineKind.LINKAGE, OutlineKind.STRATEGY_MAP)
)
_APPENDIX: Final = "ภาคผนวก"
_LETTERS: Final = "กขคงจฉชซญฐตถทธนบปผฝพฟภมยรลวศสหอฮ"
_NOT_FILLED: Final = "ข้อมูลที่ใช้ในปก คำนำ และประกาศ"


class Builder:
    """One book being gathered."""

    def __init__(
        self,
        document: PlanDocument,
        settings: Settings,
        edition: Edition | None,
        *,
        layout: str,
        kpi: bool | None,
        only: Choice | None,
    ) -> None:
        self._document = document
        self._settings = settings
        self._edition = edition
        self._filling: Filling = filling(document, settings, edition)
        self._levels = _levels()
        self._linkage = Linkage(document, self._levels)
        self._label = self._filling.values["edition"]
        self._forms = build_all(document, layout, kpi=kpi, edition=self._label, only=only)
        self._only = only
        self._pictures = {picture.uuid: picture for picture in document.pictures}
        self._shown: dict[str, None] = {}
        self._missing: list[Missing] = []

    def build(self) -> BookContent:
        plan = self._document.plan
        cover = self._cover()
        preface = self._letter("preface", fixed_texts().preface)
        parts = tuple(part for each in outline() if (part := self._part(each)).items)
        kind = EditionKind.ORIGINAL if self._edition is None else self._edition.kind
        announcement = self._letter("announcement", fixed_texts().announcements[str(kind)])
        behind = tuple(self._appendix())
        asked = tuple(self._asked())
        # The letter goes with the book, it does not stand in it: what it lacks holds nothing up.
        letter = self._letter("covering_letter", fixed_texts().covering_letter)
        return BookContent(
            title=f"{plan.title} ({plan.period.printed()})",
            edition=self._label,
            organisation=self._document.organisation.name,
            cover=cover,
            preface=preface,
            parts=parts,
            announcement=announcement,
            covering_letter=letter,
            appendix=behind,
            pictures={
                uuid: BookPicture(
                    uuid=uuid,
                    media_type=self._pictures[uuid].media_type,
                    content=self._pictures[uuid].content,
                )
                for uuid in self._shown
            },
            missing=(*asked, *self._missing),
        )

    def _cover(self) -> Cover:
        lines = tuple(
            CoverLine(self._filling.text(line.text), CoverWeight(line.weight))
            for line in fixed_texts().cover
            if not (line.only_amendment and not self._label)
            and not (line.left_out_when_missing and self._filling.lacks(line.text))
        )
        seal = self._settings.get(SEAL)
        known = isinstance(seal, str) and seal in self._pictures
        if isinstance(seal, str) and known:
            self._shown.setdefault(seal)
        digest = content_hash(self._document)
        uuid = self._document.plan.uuid
        return Cover(
            lines=lines,
            seal=seal if isinstance(seal, str) and known else None,
            qr_text=f"kkplanner:{uuid}:{digest[:_QR_HASH]}",
            plan_uuid=uuid,
            content_hash=digest,
        )

    def _letter(self, key: str, fixed: FixedLetter) -> Letter:
        values = self._filling.values
        if not values["executive_name"]:
            self._filling.missing.setdefault("executive_name")
        return Letter(
            key=key,
            heading=tuple(self._filling.text(line) for line in fixed.heading),
            narrative=self._filling.narrative(fixed.paragraphs),
            closing=self._filling.text(fixed.closing),
            signature=Signature(
                name=values["executive_name"],
                position=self._filling.text("{executive}"),
                day=values["announcement_day"] if key == "preface" else "",
            ),
        )

    def _part(self, part: OutlinePart) -> Part:
        lacking = {topic.key: topic for number, topic in unwritten(self._document) if number == part.number}
        items: list[BookItem] = []
        for place in arranged(part, self._document.sections):
            number = f"{part.number}.{len(items) + 1}"
            if place.key in lacking:
                topic = lacking[place.key]
                self._missing.append(
                    Missing(key=topic.key, part=part.number, title=place.title, question=topic.question)
                )
            elif isinstance(place, Section):
                if narrative := self._with_its_pictures(place, part.number):
                    items.append(
                        BookSection(key=place.key, number=number, title=place.title, narrative=narrative)
                    )
            elif place.kind is OutlineKind.FORMS:
                items += self._form_items(place, part.number, len(items))
            elif (item := self._made(place, number)) is not None:
                items.append(item)
        return Part(number=part.number, title=part.title, items=tuple(items))

    def _made(self, topic: Topic, number: str) -> BookItem | None:
        """What the plan says at a place that is not written by hand; None where it says nothing."""
        if topic.kind in _NEED_ISSUES and not self._document.issues:
            return None
        makers: dict[OutlineKind, Callable[[Topic, str], BookItem | None]] = {
            OutlineKind.TEXT: self._text,
            OutlineKind.ISSUES: self._issues,
            OutlineKind.GOALS: self._goals,
            OutlineKind.LINKAGE: self._linkage_table,
            OutlineKind.STRATEGY_MAP: self._strategy_map,
            OutlineKind.SHARES: self._shares,
            OutlineKind.SELF_CHECK: _check_list,
        }
        make = makers.get(topic.kind)
        return None if make is None else make(topic, number)

    def _text(self, topic: Topic, number: str) -> BookSection:
        narrative = self._filling.narrative(fixed_texts().paragraphs[topic.text])
        return BookSection(key=topic.key, number=number, title=topic.title, narrative=narrative)

    def _issues(self, topic: Topic, number: str) -> BookSection:
        narrative = _issues_narrative(self._document.issues)
        return BookSection(key=topic.key, number=number, title=topic.title, narrative=narrative)

    def _linkage_table(self, topic: Topic, number: str) -> LinkageTable:
        return self._linkage.table(topic.key, number, topic.title, fixed_texts().linkage_note)

    def _strategy_map(self, topic: Topic, number: str) -> StrategyMap:
        return self._linkage.map(topic.key, number, topic.title)

    def _form_items(self, topic: Topic, part: int, before: int) -> Iterator[FormsItem]:
        for count, (form, tables) in enumerate(self._forms.items(), before + 1):
            purpose = Form(form).purpose if form in set(Form) else tables[0].title_lines[0]
            yield FormsItem(
                key=f"{topic.key}.{form}",
                number=f"{part}.{count}",
                title=f"แบบ {form} {purpose}",
                form=form,
                tables=tables,
            )

    def _goals(self, topic: Topic, number: str) -> GoalTable | None:
        note = self._filling.text(fixed_texts().goals_note)
        return goal_table(self._document, key=topic.key, number=number, title=topic.title, note=note)

    def _shares(self, topic: Topic, number: str) -> Shares | None:
        years = self._document.plan.period.years
        chosen = [
            project
            for project in self._document.projects_of(Form.P02)
            if self._only is None or self._only(project)
        ]
        rows = []
        for issue in self._document.issues:
            mine = [
                project for project in chosen if self._issue_of(project.issue, project.approach) == issue.uuid
            ]
            money = tuple(sum(project.budgets.get(year, 0) for project in mine) for year in years)
            rows.append(ShareRow(label=issue_text(issue), projects=len(mine), satang=money))
        if not any(row.projects for row in rows):
            return None
        return Shares(key=topic.key, number=number, title=topic.title, years=years, rows=tuple(rows))

    def _issue_of(self, issue: str | None, approach: str | None) -> str | None:
        """The issue under which the forms print a project: its own, else that of its approach."""
        if self._document.issue(issue) is not None:
            return issue
        return next(
            (each.uuid for each in self._document.issues if any(a.uuid == approach for a in each.approaches)),
            None,
        )

    def _appendix(self) -> Iterator[BookSection]:
        sections = appendix(self._document.sections)
        for letter, section in zip(_LETTERS, sections, strict=False):
            narrative = self._with_its_pictures(section, 0)
            if narrative:
                yield BookSection(
                    key=section.key, number=f"{_APPENDIX} {letter}", title=section.title, narrative=narrative
                )

    def _with_its_pictures(self, section: Section, part: int) -> Narrative:
        """The section's text; a picture that the plan does not hold is asked for and left out."""
        narrative = parse(section.body)
        for uuid in narrative.pictures:
            if uuid in self._pictures:
                self._shown.setdefault(uuid)
            else:
                self._missing.append(
                    Missing(
                        key=section.key,
                        part=part,
                        title=section.title,
                        question="ไม่พบภาพที่อ้างในหัวข้อนี้ กรุณาแทรกภาพใหม่หรือลบออก",
                    )
                )
        kept = (
            block
            for block in narrative.blocks
            if not (isinstance(block, PictureBlock) and block.picture not in self._pictures)
        )
        return replace(narrative, blocks=tuple(kept))

    def _asked(self) -> Iterator[Missing]:
        for name in self._filling.missing:
            question = fixed_texts().fields[name].question
            yield Missing(key=SETTING_PREFIX + name, part=0, title=_NOT_FILLED, question=question)


def content_hash(document: PlanDocument) -> str:
    """SHA-256 (hex) of the plan's JSON: equal plans have equal hashes, whichever program version wrote them."""
    data = plan_to_json(document)
    del data["program"]
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _levels() -> tuple[LinkageLevel, ...]:
    return next(
        (topic.levels for part in outline() for topic in part.topics if topic.kind is OutlineKind.LINKAGE), ()
    )


def _check_list(topic: Topic, number: str) -> CheckList:
    groups = tuple(CheckListGroup(title=group.title, questions=group.questions) for group in topic.groups)
    return CheckList(key=topic.key, number=number, title=topic.title, groups=groups)


def _issues_narrative(issues: Sequence[Issue]) -> Narrative:
    blocks: list[Heading | ListBlock] = []
    for issue in issues:
        blocks.append(Heading(3, (Run(f"ประเด็นการพัฒนาที่ {issue_text(issue)}"),)))
        if issue.approaches:
            lines = tuple((Run(to_arabic(f"{a.number} {a.title}".strip())),) for a in issue.approaches)
            blocks.append(ListBlock(ListKind.BULLETED, lines))
    return Narrative(tuple(blocks))
