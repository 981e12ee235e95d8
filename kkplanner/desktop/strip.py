"""One line above a list or a form: something to know there, with what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from kkplanner.desktop.thai_text import wrapping

if TYPE_CHECKING:
    from collections.abc import Callable


class Strip(QFrame):
    """Hidden until there is something to say; says one thing at a time."""

    def __init__(self, parent: QWidget | None = None, *, narrow: bool = False) -> None:
        """`narrow`: the buttons stand below the sentence."""
        super().__init__(parent)
        self.setProperty("role", "tip")
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        self.buttons: list[QPushButton] = []
        whole = QBoxLayout(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight, self
        )
        whole.setContentsMargins(10, 4, 6, 4)
        whole.addWidget(self.label, 1)
        self._row = QHBoxLayout()
        whole.addLayout(self._row)
        if narrow:
            self._row.addStretch()
        self.hide()

    def say(self, text: str, *offers: tuple[str, Callable[[], object]]) -> None:
        """Show a sentence, with a button for each offer, in place of the one before."""
        self._drop_buttons()
        self.label.setText(wrapping(text))
        self.setAccessibleName(text)
        for title, run in offers:
            button = QPushButton(title, self)
            button.clicked.connect(lambda _checked=False, run=run: run())
            self._row.addWidget(button)
            self.buttons.append(button)
        self.show()

    def silence(self) -> None:
        """Nothing to say any more."""
        self.hide()
        self._drop_buttons()

    def _drop_buttons(self) -> None:
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons.clear()
