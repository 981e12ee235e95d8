"""The official forms as an Excel workbook that computes, prints and can be read back."""

from kkplanner.exchange.excel_out.lengths import ExcelTextTooLongError
from kkplanner.exchange.excel_out.workbook import write_workbook

__all__ = ["ExcelTextTooLongError", "write_workbook"]
