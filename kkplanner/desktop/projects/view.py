"""The sheet itself: a table with frozen first columns and the keys of Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QTableView,
    QWidget,
)

from kkplanner.desktop.projects.delegate import CellDelegate
from kkplanner.desktop.projects.frozen import FROZEN, FrozenColumns
from kkplanner.desktop.projects.keys import Wish, wish_of
from kkplanner.desktop.projects.moving import JUMPS, LEAVING, STEPS, cell_beside, far_cell, row_beside
from kkplanner.desktop.projects.row_numbers import RowNumbers
from kkplanner.desktop.projects.word_breaks import WordBreaks

if TYPE_CHECKING:
    from kkplanner.desktop.background import Background
    from kkplanner.desktop.projects.model import ProjectsModel

Index = QModelIndex | QPersistentModelIndex
Trigger = QAbstractItemView.EditTrigger
_TABBED: Final = {
    QAbstractItemDelegate.EndEditHint.EditNextItem: 1,
    QAbstractItemDelegate.EndEditHint.EditPreviousItem: -1,
}
_LINES: Final = 3  # of text in a row
_AMOUNT_EDGE: Final = 7  # px beside an amount


class GridView(QTableView):
    """Cells, selection and keys. What a key changes is asked for by signal; the page carries it out.

    Signals:
        wanted: (Wish) something is to be done with what is selected.
        menu_wanted: (QPoint) the menu of what is selected, there on the screen.
        spread_wanted: (str) every selected cell is to hold this text.
        drop_wanted: (int, int) a row was dragged by its number to the place of another.
    """

    wanted = Signal(object)
    menu_wanted = Signal(object)
    spread_wanted = Signal(str)
    drop_wanted = Signal(int, int)

    def __init__(self, model: ProjectsModel, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._breaks = WordBreaks(background, self)
        self.setObjectName("grid")
        self.setAccessibleName("ตารางโครงการ")
        self.setModel(model)
        self._delegate = CellDelegate(self._breaks.wrapping, self)
        self._delegate.entered.connect(lambda: self.step(1))
        self._delegate.spread.connect(self.spread)
        self._jump: QModelIndex | None = None  # where the key now pressed leads
        self._tabbed_from: int | None = None  # the column in which a row typed with Tab was begun
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
        head = self.horizontalHeader()
        head.setSectionsMovable(True)
        head.setSectionsClickable(True)
        head.setHighlightSections(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap))
        side = RowNumbers(self)
        self.setVerticalHeader(side)
        side.dropped.connect(self.drop_wanted)
        letter = self.fontMetrics().averageCharWidth()
        for number, column in enumerate(model.columns):
            self.setColumnWidth(number, int(column.width * letter) + 12)
        self._frozen = FrozenColumns(self, CellDelegate(self._breaks.wrapping, self))
        self._breaks.found.connect(self._paint_again)
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
        self._breaks.work()

    def _paint_again(self) -> None:
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
        rows = sorted({row for block in self._blocks() for row in range(block.top(), block.bottom() + 1)})
        current = self.currentIndex()
        return rows or ([current.row()] if current.isValid() else [])

    def selected_columns(self) -> list[int]:
        """Columns with a selected cell, as shown from left to right, hidden ones left out."""
        chosen = {column for block in self._blocks() for column in range(block.left(), block.right() + 1)}
        chosen = chosen or {self.currentIndex().column()}
        return [column for column in self.shown_columns() if column in chosen]

    def _blocks(self) -> list[QItemSelectionRange]:
        chosen = self.selectionModel().selection()
        return [chosen.at(number) for number in range(chosen.count())]

    def shown_columns(self) -> list[int]:
        """From left to right, hidden ones left out."""
        head = self.horizontalHeader()
        shown = [head.logicalIndex(place) for place in range(head.count())]
        return [one for one in shown if not self.isColumnHidden(one)]

    def columns_from(self, column: int) -> list[int]:
        """The shown columns from one on, to the right end."""
        shown = self.shown_columns()
        return shown[shown.index(column) :] if column in shown else []

    def show_cell(self, row: int, column: int) -> None:
        """Make a cell current, selected and seen."""
        index = self.model().index(row, column)
        self.setCurrentIndex(index)  # not of the selection model: Shift with an arrow extends from here
        self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def show_near(self, row: int, column: int) -> None:
        """The project that stands at a row now, or the nearest one: its cell becomes current."""
        model = self.grid_model()
        if not model.rowCount():
            return
        row = min(max(row, 0), model.rowCount() - 1)
        for place in (row, row_beside(model, row, 1), row_beside(model, row, -1)):
            if model.project_at(place) is not None:
                self.show_cell(place, max(column, 0))
                return

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
        if self.is_typed_in:
            return  # what the editor had no use for is not meant for the rows
        wish, key = wish_of(event), event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in LEAVING:
            self._tabbed_from = None
        if wish is not None:
            self._take_wish(wish)
        elif control and key in JUMPS:
            self._jump = far_cell(self, Qt.Key(key))
            # Qt moves and extends the selection as for the key alone; only how far it goes is ours.
            super().keyPressEvent(QKeyEvent(event.type(), key, shift))
            self._jump = None
        elif control or key not in STEPS:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Backspace:
            self.edit(self.currentIndex(), Trigger.AnyKeyPressed, event)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.tab(-1 if key == Qt.Key.Key_Backtab else 1)
        else:
            self.step(-1 if shift else 1)

    def _take_wish(self, wish: Wish) -> None:
        if wish is Wish.MENU:
            self.menu_wanted.emit(self._below_current())
        elif wish in (Wish.SELECT_COLUMNS, Wish.SELECT_ROWS):
            self.select_lines(columns=wish is Wish.SELECT_COLUMNS)
        else:
            self.wanted.emit(wish)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._tabbed_from = None
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        self.menu_wanted.emit(event.globalPos() if by_mouse else self._below_current())

    def _below_current(self) -> QPoint:
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())

    def moveCursor(self, action: QAbstractItemView.CursorAction, held: Qt.KeyboardModifier) -> QModelIndex:
        return super().moveCursor(action, held) if self._jump is None else self._jump

    def select_lines(self, *, columns: bool) -> None:
        """Select the whole columns, or the whole rows, of what is selected."""
        model = self.model()
        last_row, last_column = model.rowCount() - 1, model.columnCount() - 1
        chosen = QItemSelection()
        lines = self.selected_columns() if columns else self.selected_rows()
        for line in lines:
            first, last = ((0, line), (last_row, line)) if columns else ((line, 0), (line, last_column))
            chosen.select(model.index(*first), model.index(*last))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def tab(self, step: int) -> None:
        """The next cell, at the end of a row that of the row below; Enter goes back to where the row was begun."""
        if self._tabbed_from is None:
            self._tabbed_from = self.currentIndex().column()
        there = cell_beside(self, step)
        self.show_cell(there.row(), there.column())

    def tab_on(self, hint: QAbstractItemDelegate.EndEditHint) -> bool:
        """Go on after an editor was left with Tab; whether it was."""
        step = _TABBED.get(hint, 0)
        if step:
            self.tab(step)
        return bool(step)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Tab goes to the next cell without opening it, as in Excel."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.tab_on(hint)

    def spread(self, text: str) -> None:
        """What was typed and confirmed with Ctrl+Enter goes into every selected cell."""
        if len(self.selectionModel().selectedIndexes()) > 1:
            self.spread_wanted.emit(text)
        else:
            self.grid_model().setData(self.currentIndex(), text)

    def edit(self, index: Index, trigger: Trigger = Trigger.AllEditTriggers, event: Any = None) -> Any:  # noqa: ANN401 - Qt has two of them, Python one
        """Open the editor of a cell; one in a frozen column opens where that column is seen."""
        keeps = trigger in (Trigger.EditKeyPressed, Trigger.DoubleClicked)
        self._delegate.replaces = self._frozen.delegate.replaces = not keeps
        editable = index.flags() & Qt.ItemFlag.ItemIsEditable
        if index.column() < FROZEN and editable and trigger & self.editTriggers():
            return self._frozen.edit_with(index, event)
        return super().edit(index, trigger, event)

    def step(self, rows: int) -> None:
        """The next row that is no group line, in the same column, or in the one where a row typed with Tab was begun."""
        model, current = self.grid_model(), self.currentIndex()
        row = row_beside(model, current.row(), rows)
        if current.isValid() and 0 <= row < model.rowCount():
            self.show_cell(row, current.column() if self._tabbed_from is None else self._tabbed_from)
        self._tabbed_from = None

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
