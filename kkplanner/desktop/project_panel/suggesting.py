"""The suggester of the open plan: built once in the background, taught anew when confirmed links change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from kkplanner.alignment.suggest_records import ProjectText
from kkplanner.framework import load

if TYPE_CHECKING:
    from kkplanner.alignment import Ranking, Suggester
    from kkplanner.desktop.session import PlanSession
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project
    from kkplanner.workbook import Changes

_FIRST_WAIT_MS: Final = 150  # the grid is seen first


class Suggesting(QObject):
    """One for each window; panels ask it.

    Signals:
        ready: a suggester stands, or a better taught one.
    """

    ready = Signal()

    def __init__(self, session: PlanSession) -> None:
        super().__init__(session)
        self._session = session
        self._suggester: Suggester | None = None
        self._links: tuple[object, ...] = ()
        self._building = False
        self._again = False  # what it learns from changed while it was learning
        self._framework = self._wanted = session.document.plan.framework
        session.changed.connect(self._learn)
        QTimer.singleShot(_FIRST_WAIT_MS, self, self._build)

    @classmethod
    def of(cls, session: PlanSession) -> Suggesting:
        """The one of this session, made when first asked for."""
        found = session.findChild(cls)
        return cls(session) if found is None else found

    def rank(self, project: Project, title: str | None = None) -> Ranking | None:
        """A millisecond or two; None while the suggester is being built."""
        if self._suggester is None or self._framework != self._session.document.plan.framework:
            return None
        text = ProjectText(
            project.title if title is None else title,
            project.objective,
            project.target,
            project.kpi,
            project.expected_result,
        )
        return self._suggester.rank(text, own=True)

    def _learn(self, changes: Changes) -> None:
        document = self._session.document
        if document.plan.framework != self._wanted or (
            "project" in changes.kinds and _confirmed_links(document) != self._links
        ):
            self._build()

    def _build(self) -> None:
        if self._building:
            self._again = True
            return
        self._building = True
        document = self._session.document
        self._wanted = document.plan.framework
        self._links = _confirmed_links(document)
        job = self._session.background.start("เตรียมคำแนะนำ", lambda _job: _suggester(document), self)
        framework = document.plan.framework
        job.succeeded.connect(lambda suggester: self._take(suggester, framework))
        job.ended.connect(self._rest)

    def _take(self, suggester: Suggester, framework: str) -> None:
        self._suggester = suggester
        self._framework = framework
        self.ready.emit()

    def _rest(self) -> None:
        self._building = False
        if self._again:
            self._again = False
            self._build()


def _suggester(document: PlanDocument) -> Suggester:
    from kkplanner.alignment import Suggester
    from kkplanner.alignment.confirmed import confirmed_projects

    framework = load(document.plan.framework)
    return Suggester(framework, confirmed=confirmed_projects(document.projects, framework.id))


def _confirmed_links(document: PlanDocument) -> tuple[object, ...]:
    return tuple(
        (project.uuid, link.framework, link.code)
        for project in document.projects
        for link in project.links
        if link.confirmed
    )
