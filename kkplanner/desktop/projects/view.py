"""The sheet itself: a table with frozen first columns and the keys of Excel."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QTableView,
    QWidget,
)

from kkplanner.desktop.projects.delegate import CellDelegate
from kkplanner.desktop.thai_text import Wrapping, wrapping

if TYPE_CHECKING:
    from kkplanner.desktop.background import Background, Job
    from kkplanner.desktop.projects.model import ProjectsModel

Index = QModelIndex | QPersistentModelIndex
Trigger = QAbstractItemView.EditTrigger
FROZEN: Final = 1  # columns that stay when the others scroll: the title
_LINES: Final = 3  # of text in a row
_AMOUNT_EDGE: Final = 7  # px beside an amount


class GridView(QTableView):
    """Cells, selection and keys. What a key changes is asked for by signal; the page carries it out.

    Signals:
        paste_wanted: (str) the clipboard's text, to be laid from the current cell on.
        fill_down_wanted, clear_wanted: on the selection.
        move_wanted: (int) the current row up (-1) or down (+1).
        drop_wanted: (int, int) a row was dragged by its number to the place of another.
    """

    paste_wanted = Signal(str)
    fill_down_wanted = Signal()
    clear_wanted = Signal()
    move_wanted = Signal(int)
    drop_wanted = Signal(int, int)

    def __init__(self, model: ProjectsModel, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wrapping = Wrapping()
        self._background = background
        self._wrapping_job: Job | None = None
        self._wrapping_rest = QTimer(self)
        self._wrapping_rest.setSingleShot(True)
        self._wrapping_rest.setInterval(60)
        self._wrapping_rest.timeout.connect(self._wrap)
        self.setObjectName("grid")
        self.setAccessibleName("ตารางโครงการ")
        self.setModel(model)
        self._delegate = CellDelegate(self.wrapping, self)
        self._delegate.entered.connect(lambda: self.step(1))
        self.setItemDelegate(self._delegate)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setAlternatingRowColors(True)
        self.setWordWrap(True)
        self.setTabKeyNavigation(True)
        self.setCornerButtonEnabled(True)
        head = self.horizontalHeader()
        head.setSectionsMovable(True)
        head.setSectionsClickable(True)
        head.setHighlightSections(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap))
        side = _RowNumbers(self)
        self.setVerticalHeader(side)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        side.setSectionsMovable(True)
        side.sectionMoved.connect(self._dragged)
        letter = self.fontMetrics().averageCharWidth()
        for number, column in enumerate(model.columns):
            self.setColumnWidth(number, int(column.width * letter) + 12)
        self._frozen = _FrozenColumns(self)
        self._fit_letters()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_frozen"):
            self._fit_letters()

    def _fit_letters(self) -> None:
        """Rows and heads as high as the letters are now."""
        line = self.fontMetrics().lineSpacing()
        self.horizontalHeader().setMinimumHeight(2 * line + 8)
        for view in (self, self._frozen):
            view.verticalHeader().setDefaultSectionSize(_LINES * line + 6)
        self._frozen.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.wrapping.has_work and not self._wrapping_rest.isActive():
            self._wrapping_rest.start()

    def _wrap(self) -> None:
        """Cut the texts that are seen at their words, in the background, then paint again."""
        if self._wrapping_job is not None and self._wrapping_job.running:
            return
        texts = self.wrapping.batch()
        if texts:
            work = partial(_wrapped, texts)
            job = self._background.start("แบ่งบรรทัด", lambda _job: work(), self)
            job.succeeded.connect(self._take_wrapped)
            self._wrapping_job = job

    def _take_wrapped(self, wrapped: dict[str, str]) -> None:
        self.wrapping.take(wrapped)
        self.viewport().update()
        self._frozen.viewport().update()

    # ------------------------------------------------------------------ for the page

    def grid_model(self) -> ProjectsModel:
        from kkplanner.desktop.projects.model import ProjectsModel

        model = self.model()
        assert isinstance(model, ProjectsModel)  # noqa: S101 - set at making
        return model

    def make_room(self, column: int, text: str) -> None:
        """Widen a column in which an amount would be cut: figures are never shown in part."""
        font = self.font()
        font.setBold(True)
        needed = QFontMetrics(font).horizontalAdvance(text) + 2 * _AMOUNT_EDGE
        if not self.isColumnHidden(column) and self.columnWidth(column) < needed:
            self.setColumnWidth(column, needed)

    def selected_rows(self) -> list[int]:
        """Rows with a selected cell, ascending; the current row when nothing is selected."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        current = self.currentIndex()
        return rows or ([current.row()] if current.isValid() else [])

    def selected_columns(self) -> list[int]:
        """Columns with a selected cell, as shown from left to right, hidden ones left out."""
        head = self.horizontalHeader()
        columns = {index.column() for index in self.selectedIndexes()} or {self.currentIndex().column()}
        return sorted((one for one in columns if not self.isColumnHidden(one)), key=head.visualIndex)

    def columns_from(self, column: int) -> list[int]:
        """The shown columns from one on, to the right end."""
        head = self.horizontalHeader()
        shown = [head.logicalIndex(place) for place in range(head.count())]
        shown = [one for one in shown if not self.isColumnHidden(one)]
        return shown[shown.index(column) :] if column in shown else []

    def show_cell(self, row: int, column: int) -> None:
        """Make a cell current, selected and seen."""
        index = self.model().index(row, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def select_rows(self, rows: list[int]) -> None:
        """Select the current column's cells of these rows, the current cell staying where it is."""
        column = max(self.currentIndex().column(), 0)
        chosen = QItemSelection()
        for row in rows:
            index = self.model().index(row, column)
            chosen.select(index, index)
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    @property
    def is_typed_in(self) -> bool:
        """Whether a cell's editor is open."""
        typing = QAbstractItemView.State.EditingState
        return self.state() is typing or self._frozen.state() is typing

    def confirm(self) -> None:
        """Take what is being typed."""
        for view in (self, self._frozen):
            if view.state() is QAbstractItemView.State.EditingState:
                editor = view.indexWidget(self.currentIndex()) or QGuiApplication.focusObject()
                if isinstance(editor, QWidget) and view.isAncestorOf(editor):
                    view.commitData(editor)
                    view.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    # ------------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self.clear_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit(QGuiApplication.clipboard().text())
        elif control and key == Qt.Key.Key_D:
            self.fill_down_wanted.emit()
        elif key == Qt.Key.Key_Delete and not control:
            self.clear_wanted.emit()
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_wanted.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif control and key == Qt.Key.Key_Home:
            self.show_cell(0, 0)
        elif control and key == Qt.Key.Key_End:
            self.show_cell(self.model().rowCount() - 1, 0)
        else:
            super().keyPressEvent(event)

    def edit(self, index: Index, trigger: Trigger = Trigger.AllEditTriggers, event: Any = None) -> Any:  # noqa: ANN401 - Qt has two of them, Python one
        """Open the editor of a cell; one in a frozen column opens where that column is seen."""
        keeps = trigger in (Trigger.EditKeyPressed, Trigger.DoubleClicked)
        self._delegate.replaces = self._frozen.delegate.replaces = not keeps
        editable = index.flags() & Qt.ItemFlag.ItemIsEditable
        if index.column() < FROZEN and editable and trigger & self.editTriggers():
            return self._frozen.edit_with(index, event)
        return super().edit(index, trigger, event)

    def copy(self) -> None:
        """The selected block, as Excel takes it."""
        from kkplanner.desktop.projects.clipboard import write_block

        model = self.grid_model()
        columns = [model.columns[number] for number in self.selected_columns()]
        projects = [one for row in self.selected_rows() if (one := model.project_at(row)) is not None]
        rows = [[column.shown(project, model.document) for column in columns] for project in projects]
        QGuiApplication.clipboard().setText(write_block(rows))

    def step(self, rows: int) -> None:
        """The next row that is no group line, in the same column."""
        current = self.currentIndex()
        row = current.row() + rows
        model = self.grid_model()
        while 0 <= row < model.rowCount() and model.project_at(row) is None:
            row += rows
        if current.isValid() and 0 <= row < model.rowCount():
            self.show_cell(row, current.column())

    def _dragged(self, row: int, _old: int, new: int) -> None:
        """Rows stand where the plan has them; the header goes back and the plan is asked."""
        side = self.verticalHeader()
        side.blockSignals(True)
        side.moveSection(side.visualIndex(row), row)
        side.blockSignals(False)
        self.drop_wanted.emit(row, new)

    # ------------------------------------------------------------------ frozen columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._frozen.fit()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        if index.column() >= FROZEN:
            super().scrollTo(index, hint)
            # The cell may lie below the frozen columns.
            hidden = self._frozen.width() - self.visualRect(index).left()
            if hidden > 0:
                bar = self.horizontalScrollBar()
                bar.setValue(bar.value() - hidden)
        else:
            bar = self.horizontalScrollBar()
            before = bar.value()
            super().scrollTo(index, hint)
            bar.setValue(before)


class _RowNumbers(QHeaderView):
    """As wide as four digits need. Qt's own hint asks for the text of a thousand rows, each time anew."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(True)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("0000") + 14, 0)


def _wrapped(texts: list[str]) -> dict[str, str]:
    return {text: wrapping(text) for text in texts}


class _FrozenColumns(QTableView):
    """A second look at the same model and selection, over the left edge of the first."""

    def __init__(self, grid: GridView) -> None:
        super().__init__(grid)
        self._grid = grid
        self.setObjectName("frozen")
        self.setModel(grid.model())
        self.setSelectionModel(grid.selectionModel())
        # A delegate of its own: two views of one delegate both take its editors for theirs.
        self.delegate = CellDelegate(grid.wrapping, self)
        self.delegate.entered.connect(lambda: grid.step(1))
        self.delegate.entered.connect(lambda: QTimer.singleShot(0, grid, grid.setFocus))
        self.setItemDelegate(self.delegate)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(grid)
        self.setAccessibleName("คอลัมน์ที่ตรึงไว้")
        self.setAlternatingRowColors(True)
        self.setWordWrap(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(grid.verticalHeader().defaultSectionSize())
        self.horizontalHeader().setDefaultAlignment(grid.horizontalHeader().defaultAlignment())
        self.setFrameShape(QTableView.Shape.NoFrame)
        self._hide_others()
        grid.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(grid.verticalScrollBar().setValue)
        grid.horizontalHeader().sectionResized.connect(self._follow)
        self.horizontalHeader().sectionResized.connect(self._lead)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(grid.horizontalHeader().sectionClicked)
        self.clicked.connect(lambda _index: grid.setFocus())
        self.doubleClicked.connect(grid.edit)
        self.show()

    def edit_with(self, index: Index, event: QEvent | None) -> bool:
        """Open the editor here; a key that began it is its first."""
        if self.state() is QAbstractItemView.State.EditingState:
            return False
        self.edit(index)
        editor = self.viewport().focusWidget() or QApplication.focusWidget()
        typed = isinstance(event, QKeyEvent) and event.text().isprintable() and bool(event.text())
        if typed and editor is not None and self.isAncestorOf(editor) and isinstance(event, QKeyEvent):
            QApplication.sendEvent(editor, event)
        return True

    def _hide_others(self) -> None:
        for column in range(self.model().columnCount()):
            self.setColumnHidden(column, column >= FROZEN)
            if column < FROZEN:
                self.setColumnWidth(column, self._grid.columnWidth(column))

    def _follow(self, section: int, _old: int, new: int) -> None:
        if section < FROZEN and self.columnWidth(section) != new:
            self.setColumnWidth(section, new)
        self.fit()

    def _lead(self, section: int, _old: int, new: int) -> None:
        if section < FROZEN and new and self._grid.columnWidth(section) != new:
            self._grid.setColumnWidth(section, new)

    def fit(self) -> None:
        """Stand exactly over the columns of the grid."""
        grid = self._grid
        width = sum(grid.columnWidth(column) for column in range(FROZEN))
        self.horizontalHeader().setFixedHeight(grid.horizontalHeader().height())
        self.setGeometry(
            grid.verticalHeader().width() + grid.frameWidth(),
            grid.frameWidth(),
            width,
            grid.viewport().height() + grid.horizontalHeader().height(),
        )
