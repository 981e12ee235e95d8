"""Qt's own texts (buttons, context menus, the file dialog) in Thai; Qt ships no Thai translation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QTranslator

from kkplanner.assets import interface_file

if TYPE_CHECKING:
    from PySide6.QtCore import QObject


class QtThai(QTranslator):
    """Answers from `ui/qt_th.json`: English as Qt has it, without its ampersand, to Thai."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts: dict[str, str] = json.loads(interface_file("qt_th.json").read_text(encoding="utf-8"))

    def isEmpty(self) -> bool:
        return False

    def translate(
        self,
        context: str,  # noqa: ARG002 - the same words mean the same in all of Qt's contexts
        sourceText: str,
        disambiguation: str | None = None,  # noqa: ARG002
        n: int = -1,  # noqa: ARG002
    ) -> str:
        # None is a null text, which lets Qt go on with its English; "" would be taken for a translation.
        return self._texts.get(sourceText.replace("&", ""))  # type: ignore[return-value]
