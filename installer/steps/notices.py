"""The licences of what is shipped, as files beside the program; nothing goes out without one."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Final

from steps.settings import ROOT

if TYPE_CHECKING:
    from steps.settings import Settings

sys.path.insert(0, str(ROOT))  # the program's own list of what it carries
from kkplanner.third_party import Component, components, third_party_notices

_OWN: Final = ("LICENSE", "NOTICE")


class UnlicensedError(Exception):
    """Something would be shipped without its licence."""


def shipped_components(settings: Settings) -> tuple[Component, ...]:
    """What others made of the staged tree.

    Raises:
        UnlicensedError: one of them names no licence or brings no text of it.
    """
    found = components(settings.stage / "lib", settings.stage)
    bare = [one.name for one in found if not one.licence or not any(text.strip() for text in one.texts)]
    if bare:
        raise UnlicensedError(f"without a licence: {', '.join(bare)}")
    return found


def lay_notices(settings: Settings) -> None:
    """licenses/: the program's own, Python's, and THIRD-PARTY.txt, the text that the program shows too."""
    folder = settings.stage / "licenses"
    text = third_party_notices(shipped_components(settings))
    (folder / "THIRD-PARTY.txt").write_text(text, encoding="utf-8-sig", newline="\r\n")
    for name in _OWN:
        shutil.copy(ROOT / name, folder / f"{name}.txt")
