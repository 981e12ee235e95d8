"""Part 3 of the book: one form of projects as a grid, with the panel of the current project beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QToolBar, QVBoxLayout, QWidget

from kkplanner.desktop.page import Desk, Page, Place
from kkplanner.desktop.pages import FORM_PAGES
from kkplanner.desktop.project_panel.panel import ProjectPanel
from kkplanner.desktop.projects.block_editing import BlockEditing
from kkplanner.desktop.projects.column_memory import choose_columns, keep_columns, restore_columns
from kkplanner.desktop.projects.filter_bar import FilterBar
from kkplanner.desktop.projects.keys import Wish
from kkplanner.desktop.projects.menu import GridMenu
from kkplanner.desktop.projects.model import ProjectsModel
from kkplanner.desktop.projects.place_keeping import PlaceKeeping
from kkplanner.desktop.projects.row_editing import RowEditing
from kkplanner.desktop.projects.totals import TotalsRow
from kkplanner.desktop.projects.view import GridView
from kkplanner.desktop.scaling import scaled
from kkplanner.desktop.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QAction, QHideEvent, QShowEvent

    from kkplanner.alignment.check import CheckResult, Finding
    from kkplanner.plan.choosing import ProjectFilter
    from kkplanner.workbook import Changes

_FILTER: Final = "filter:"
_PREPARED_AT_ONCE: Final = 60
# Commands that change nothing.
_READ_ONLY_TOO: Final = frozenset(("search", "columns", "panel", "plan_order"))


class ProjectsPage(Page):
    """The grid of one form."""

    def __init__(self, desk: Desk, key: str) -> None:
        super().__init__(desk)
        self.form = FORM_PAGES[key]
        self.model = ProjectsModel(self.session, self.form, self)
        self.bar = FilterBar(self.form, self)
        # Widgets are made where they stay: moving a styled table to another parent costs a quarter of a second.
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._sheet = QWidget(self._splitter)
        self.grid = GridView(self.model, desk.background, self._sheet)
        self.totals = TotalsRow(self.grid, self._sheet)
        self.panel = ProjectPanel(desk, self._splitter)
        self.rows = RowEditing(self.session, desk.faults, self.form, self.model, self.grid, self.bar, self)
        self.blocks = BlockEditing(self.session, desk.faults, self.model, self.grid, self)
        self.strip = Strip(self)
        self._wishes: dict[Wish, Callable[[], object]] = {
            Wish.COPY: self.blocks.copy,
            Wish.CUT: self.blocks.cut,
            Wish.PASTE: self.blocks.paste,
            Wish.RELEASE: self.blocks.release,
            Wish.CLEAR: self.blocks.clear,
            Wish.FILL_DOWN: self.blocks.fill_down,
            Wish.FILL_RIGHT: self.blocks.fill_right,
            Wish.INSERT_ABOVE: self.rows.insert_above,
            Wish.INSERT_BELOW: self.rows.insert,
            Wish.DUPLICATE: self.rows.duplicate,
            Wish.DELETE: self.rows.delete,
            Wish.MOVE_UP: lambda: self.rows.move_row(-1),
            Wish.MOVE_DOWN: lambda: self.rows.move_row(1),
            Wish.ALIKE: self._filter_alike,
            Wish.FINDINGS: self._show_findings,
            Wish.HISTORY: self._show_history,
        }
        self.place = PlaceKeeping(self.session, self.model, self.grid, self)
        self.menu = GridMenu(self.model, self.grid, self.bar, self)
        self._only_findings = False
        self._fresh = True  # the model has just read the plan
        self._head_clicked = -1
        self._shown: str | None = None
        self._actions: list[QAction] = []
        self._build()
        self._add_commands(key)
        self._connect()
        restore_columns(self.grid, desk.preferences)
        splitter = desk.preferences.state(f"panel/{self.form.name}")
        if not splitter.isEmpty():
            self._splitter.restoreState(splitter)
        self._idle = QTimer(self)
        self.setFocusProxy(self.grid)
        self._idle.timeout.connect(self._prepare)

    # ------------------------------------------------------------------ what the window asks

    def refresh(self, changes: Changes | None) -> None:
        document = self.session.document
        self.bar.offer(document)
        if self._fresh:
            self._fresh = False
        else:
            self.place.take(changes, self._shown)
        if self.session.findings is not None:
            self._take_findings(self.session.findings)
        self.panel.refresh(changes)
        self._count()

    def show_place(self, place: Place) -> None:
        if place.field is not None and place.field.startswith(_FILTER):
            wanted = dict(
                part.split("=", 1) for part in place.field.removeprefix(_FILTER).split(";") if "=" in part
            )
            self.bar.clear()
            year = wanted.get("year", "")
            self.bar.narrow(wanted.get("node", ""), int(year) if year.isdecimal() else None)
            return
        if place.record is None:
            return
        if self.model.row_of(place.record) is None:
            self.bar.clear()
        row = self.model.row_of(place.record)
        if row is None:
            return
        column = None if place.field is None else self.model.column_of(place.field)
        if column is not None and self.grid.isColumnHidden(column):
            self.grid.showColumn(column)
        self.grid.show_cell(row, column or 0)
        if column is None and place.field is not None:
            self.panel.focus_field(place.field)
        else:
            self.grid.setFocus()

    def complete(self) -> None:
        self.panel.make()

    def leaving(self) -> None:
        self.grid.confirm()
        self.panel.confirm()
        keep_columns(self.grid, self.desk.preferences)
        self.desk.preferences.keep_state(f"panel/{self.form.name}", self._splitter.saveState())

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        below = QVBoxLayout(self._sheet)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.grid, 1)
        below.addWidget(self.totals)
        self._empty = QLabel(
            "ยังไม่มีรายการในแบบนี้  เริ่มพิมพ์ได้ด้วย Ctrl+Insert  ร่างจากแม่แบบด้วย Ctrl+Shift+N"
            "  หรือคัดลอกจาก Excel แล้วกด Ctrl+V",
            self.grid,
        )
        self._empty.setProperty("role", "faint")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([760, 370])
        title = QLabel(f"แบบ {self.form}  {self.form.purpose}", self)
        title.setToolTip(title.text())
        title.setMinimumWidth(scaled(self, 90))  # the form's number; its purpose where there is room
        title.setProperty("role", "heading")
        self._tools = QToolBar("เครื่องมือของตาราง", self)
        self._tools.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 6)
        top = QHBoxLayout()
        for widget, stretch in ((title, 0), (self._tools, 1), (self.bar.groups, 0), (self.bar.shown, 0)):
            top.addWidget(widget, stretch)
        layout.addLayout(top)
        layout.addWidget(self.bar)
        layout.addWidget(self.strip)
        layout.addWidget(self._splitter, 1)

    def _add_commands(self, key: str) -> None:
        def add(
            name: str, text: str, run: Callable[[], object], keys: str, picture: str, tip: str = ""
        ) -> None:
            writes = name not in _READ_ONLY_TOO
            action = self.desk.commands.add(
                f"{key}.{name}", text, run, keys=keys, menu="โครงการ", picture=picture, tip=tip, writes=writes
            )
            action.setProperty("writes", writes)
            action.setEnabled(False)
            action.setVisible(False)
            self._actions.append(action)
            self._tools.addAction(action)

        add("insert", "แทรกรายการใหม่ใต้แถวนี้", self.rows.insert, "Ctrl+Insert", "add")
        add("duplicate", "ทำซ้ำรายการ", self.rows.duplicate, "Ctrl+Shift+D", "duplicate")
        add("delete", "ลบรายการที่เลือก", self.rows.delete, "Ctrl+Delete", "delete")
        add("up", "เลื่อนรายการขึ้น", lambda: self.rows.move_row(-1), "", "up", "เลื่อนรายการขึ้น (Alt+↑)")
        add("down", "เลื่อนรายการลง", lambda: self.rows.move_row(1), "", "down", "เลื่อนรายการลง (Alt+↓)")
        add("fill", "เติมลงเหมือนแถวแรกที่เลือก", self.blocks.fill_down, "", "import", "เติมลง (Ctrl+D)")
        add("search", "ค้นหาในตาราง", self._focus_search, "Ctrl+F", "search")
        add("columns", "เลือกคอลัมน์…", self._choose_columns, "", "columns")
        add("panel", "แสดงหรือซ่อนแผงโครงการ", self._toggle_panel, "F4", "text")
        add("plan_order", "กลับเป็นลำดับตามแผน", self._plan_order, "", "issues")

    def _connect(self) -> None:
        self.bar.wanted.connect(self._filter)
        self.rows.removing.connect(self._forget_shown)
        self.bar.grouping.connect(self.model.show_groups)
        self.model.refused.connect(self.desk.faults.tell)
        self.model.arranged.connect(self._count)
        self.grid.selectionModel().currentChanged.connect(self._show_current)
        self.model.arranged.connect(lambda: QTimer.singleShot(0, self, self._show_current))
        self.grid.wanted.connect(self._carry_out)
        self.grid.menu_wanted.connect(self.menu.open)
        self.menu.chosen.connect(self._carry_out)
        self.grid.spread_wanted.connect(self.blocks.spread)
        self.blocks.pasted.connect(self._tell_pasted)
        self.session.unsaved.changed.connect(lambda: self.panel.refresh(None))
        self.session.replayed.connect(self._show_replayed)
        self.grid.drop_wanted.connect(self.rows.drop)
        self.grid.horizontalHeader().sectionClicked.connect(self._sort)
        self.panel.next_wanted.connect(self.grid.step)
        self.session.checked.connect(self._take_findings)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        for action in self._actions:
            action.setVisible(True)
            action.setEnabled(not (self.session.read_only and action.property("writes")))
        # Once the page was painted: until then nothing may delay it.
        QTimer.singleShot(0, self, lambda: self._idle.start(20))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        for action in self._actions:
            action.setEnabled(False)
            action.setVisible(False)

    def _forget_shown(self) -> None:
        self._shown = None

    def _show_current(self, index: QModelIndex | None = None, _before: QModelIndex | None = None) -> None:
        row = (self.grid.currentIndex() if index is None else index).row()
        project = self.model.project_at(row)
        self._shown = None if project is None else project.uuid
        self.panel.show_project(self._shown)

    # ------------------------------------------------------------------ what is wanted of the selection

    def _carry_out(self, wish: Wish) -> None:
        self._wishes[wish]()

    def _show_replayed(self, changes: Changes) -> None:
        if self.isVisible():
            self.place.show_replayed(changes)

    def _filter_alike(self) -> None:
        index = self.grid.currentIndex()
        project = self.model.project_at(index.row())
        if project is not None:
            self.bar.narrow_to(self.model.columns[index.column()].key, project)

    def _show_findings(self) -> None:
        self.panel.show()
        self.panel.show_findings()

    def _show_history(self) -> None:
        self.panel.show()
        self.panel.show_history()

    def _tell_pasted(self, uuids: list[str]) -> None:
        """Rows that the filter hides at once would be missed, and pasted again."""
        hidden = [uuid for uuid in uuids if self.model.row_of(uuid) is None]
        if hidden:
            self.strip.say(
                f"วางแล้ว {len(uuids):,} แถว แต่ {len(hidden):,} แถวไม่แสดงเพราะไม่ตรงกับตัวกรอง",
                ("แสดงทั้งหมด", lambda: self._show_pasted(uuids)),
                ("ปิด", self.strip.silence),
            )

    def _show_pasted(self, uuids: list[str]) -> None:
        self.bar.clear()
        rows = sorted(row for uuid in uuids if (row := self.model.row_of(uuid)) is not None)
        if rows:
            self.grid.show_cell(rows[0], max(self.grid.currentIndex().column(), 0))
            self.grid.select_rows(rows)
            self.grid.setFocus()

    # ------------------------------------------------------------------ filter, sort, findings, columns

    def _filter(self, wanted: ProjectFilter, only_findings: bool) -> None:
        self.strip.silence()
        self._only_findings = only_findings
        among = frozenset(self._by_project()) if only_findings else None
        self.model.show_filter(replace(wanted, among=among))

    def _by_project(self) -> dict[str, list[Finding]]:
        found: dict[str, list[Finding]] = {}
        result = self.session.findings
        for one in result.findings if result is not None else ():
            if one.project is not None and one.waived is None:
                found.setdefault(one.project, []).append(one)
        return found

    def _take_findings(self, _result: CheckResult) -> None:
        found = self._by_project()
        self.model.take_findings(found)
        if self._only_findings and not self.grid.is_typed_in:  # rows do not move under an open editor
            self.model.show_filter(replace(self.model.filter, among=frozenset(found)))

    def _sort(self, column: int) -> None:
        """First press ascending, second descending, third back to the plan's order."""
        head = self.grid.horizontalHeader()
        shown = head.isSortIndicatorShown() and head.sortIndicatorSection() == column
        if shown and head.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder:
            self._plan_order()
            return
        order = Qt.SortOrder.DescendingOrder if shown else Qt.SortOrder.AscendingOrder
        head.setSortIndicatorShown(True)
        head.setSortIndicator(column, order)
        self.model.sort(column, order)

    def _prepare(self) -> None:
        """The panel, then a few rows at a time while nothing else happens, so that the first sort is as quick as the next."""
        self.panel.make()
        if not self.model.prepare_sorting(_PREPARED_AT_ONCE):
            self._idle.stop()

    def _plan_order(self) -> None:
        self.grid.horizontalHeader().setSortIndicatorShown(False)
        self.model.sort(-1)

    def _count(self) -> None:
        every = sum(1 for one in self.session.document.projects if one.form is self.form)
        self.bar.show_count(len(self.model.projects), every)
        self._empty.setVisible(every == 0)
        self._empty.setGeometry(self.grid.viewport().geometry().adjusted(40, 40, -40, -40))

    def _focus_search(self) -> None:
        self.bar.search.setFocus()
        self.bar.search.selectAll()

    def _toggle_panel(self) -> None:
        self.panel.setVisible(not self.panel.isVisible())

    def _choose_columns(self) -> None:
        choose_columns(self.grid, self._tools.mapToGlobal(self._tools.rect().bottomLeft()))


def make(desk: Desk, key: str) -> Page:
    return ProjectsPage(desk, key)
