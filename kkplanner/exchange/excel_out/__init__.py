"""The official forms as an Excel workbook that computes, prints and can be read back.

Names are loaded when first asked for: who reads such a workbook needs a constant of this room, not the writer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kkplanner.exchange.excel_out.lengths import ExcelTextTooLongError
    from kkplanner.exchange.excel_out.workbook import write_workbook

__all__ = ["ExcelTextTooLongError", "write_workbook"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(name)
    from importlib import import_module

    module = "workbook" if name == "write_workbook" else "lengths"
    return getattr(import_module(f"kkplanner.exchange.excel_out.{module}"), name)
