"""How the window looks: bundled letters, colours light and dark, the style sheet, icons in the text's colour."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kkplanner.assets import interface_file, resource
from kkplanner.desktop.preferences import Preferences, Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QPushButton

FAMILY: Final = "Sarabun"
_FACES: Final = ("Regular", "Bold", "Italic", "BoldItalic")
_ICON_SIZES: Final = (16, 20, 24, 32, 48)


@dataclass(frozen=True, slots=True)
class Colours:
    """The few colours the program uses. Meaning never hangs on colour alone."""

    window: str
    base: str
    alternate: str
    text: str
    faint: str
    border: str
    accent: str
    on_accent: str
    selection: str
    critical: str
    error: str
    warning: str
    note: str
    good: str
    highlight: str


LIGHT: Final = Colours(
    window="#f4f5f7", base="#ffffff", alternate="#f8f9fb", text="#1d2733", faint="#5b6776", border="#cfd6de",
    accent="#1f5fa8", on_accent="#ffffff", selection="#d3e4f8", critical="#a3123a", error="#b3261e",
    warning="#8a5a00", note="#3f5f80", good="#1f7a3d", highlight="#fff1b8",
)  # fmt: skip
DARK: Final = Colours(
    window="#20252b", base="#272d34", alternate="#2c333b", text="#e6ebf0", faint="#a3afbc", border="#46515d",
    accent="#7db4f0", on_accent="#10202f", selection="#2f4a66", critical="#ff8aa5", error="#ff9a8f",
    warning="#f0c060", note="#9cc0e6", good="#7fd49a", highlight="#5c4d12",
)  # fmt: skip


def wanted_colours(preferences: Preferences) -> Colours:
    """Light or dark, as chosen or as the system says."""
    if preferences.theme is Theme.SYSTEM:
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    else:
        dark = preferences.theme is Theme.DARK
    return DARK if dark else LIGHT


_current: list[Colours] = [LIGHT]


def colours() -> Colours:
    """The colours in use."""
    return _current[0]


def apply_look(application: QApplication, preferences: Preferences) -> None:
    """Dress the whole application; to be called again when a preference changed."""
    chosen = wanted_colours(preferences)
    _current[0] = chosen
    icon.cache_clear()
    load_fonts()
    application.setStyle("Fusion")
    font = QFont(FAMILY, preferences.font_size)
    font.setStyleHint(QFont.StyleHint.SansSerif)
    application.setFont(font)
    application.setPalette(_palette(chosen))
    sheet = interface_file("style.qss").read_text(encoding="utf-8")
    sheet = sheet.replace("@title_size@", f"{preferences.font_size * 1.4:.1f}")
    sheet = sheet.replace("@heading_size@", f"{preferences.font_size * 1.15:.1f}")
    sheet = sheet.replace("@icons@", interface_file("icons").as_posix())
    sheet = sheet.replace("@tone@", "dark" if chosen is DARK else "light")
    for name in Colours.__slots__:
        sheet = sheet.replace(f"@{name}@", getattr(chosen, name))
    application.setStyleSheet(sheet)
    # With a new style Qt's Windows plugin gives menus and lists the system's letters; this takes them back.
    application.setFont(font)


@lru_cache(maxsize=1)
def load_fonts() -> None:
    """Make the bundled letters known to Qt; installed ones are never relied on."""
    for face in _FACES:
        QFontDatabase.addApplicationFont(str(resource("fonts", f"Sarabun-{face}.ttf")))


def _palette(chosen: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, value in {
        role.Window: chosen.window,
        role.WindowText: chosen.text,
        role.Base: chosen.base,
        role.AlternateBase: chosen.alternate,
        role.Text: chosen.text,
        role.Button: chosen.window,
        role.ButtonText: chosen.text,
        role.ToolTipBase: chosen.base,
        role.ToolTipText: chosen.text,
        role.Highlight: chosen.accent,
        role.HighlightedText: chosen.on_accent,
        role.PlaceholderText: chosen.faint,
        role.Link: chosen.accent,
        role.Mid: chosen.border,
    }.items():
        palette.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(chosen.faint))
    return palette


@lru_cache(maxsize=256)
def icon(name: str, *, on_accent: bool = False) -> QIcon:
    """An icon of `ui/icons/`, drawn in the colour of the text (`currentColor`).

    `on_accent`: for a list whose chosen line stands on the strong colour.
    """
    data = interface_file("icons", f"{name}.svg").read_text(encoding="utf-8")
    made = QIcon()
    tones = {
        QIcon.Mode.Normal: colours().text,
        QIcon.Mode.Disabled: colours().border,
        QIcon.Mode.Selected: colours().on_accent if on_accent else colours().text,
    }
    for mode, colour in tones.items():
        renderer = QSvgRenderer(QByteArray(data.replace("currentColor", colour).encode("utf-8")))
        for size in _ICON_SIZES:
            pixmap = QPixmap(QSize(size, size))
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter)
            painter.end()
            made.addPixmap(pixmap, mode)
    return made


def picture_only(button: QPushButton, tip: str = "") -> QPushButton:
    """A button that shows its picture alone: its words are its name and its tip."""
    button.setAccessibleName(button.text())
    button.setToolTip(tip or button.text())
    button.setText("")
    button.setIconSize(QSize(18, 18))
    return button
