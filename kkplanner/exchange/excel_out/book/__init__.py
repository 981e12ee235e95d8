"""The sheets of the Excel book beside the forms: guide, summaries, linkage, check, copying to e-Plan.

They show the plan as it was when it was exported and are never read back: a hidden mark on each of them
tells the reader so, whatever the clerk renames them to.
"""

from kkplanner.exchange.excel_out.book.sheets import BookSheets

__all__ = ["BookSheets"]
