"""Excel of 2,000 projects: ours against the same cells written by openpyxl, in one run.

    python benchmarks/excel.py [PROJECTS]

Ours builds the form tables from the plan, works out row heights with the Thai text layer, writes live
formulas with their values and the hidden cells for coming back. The peer only writes cells that are ready:
same texts, numbers, formulas (without values, which it cannot write), fonts, borders, merges and heights.
"""

from __future__ import annotations

import itertools
import os
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kkplanner.plan.document import PlanDocument

TARGET_SECONDS = 2.5


def plan_of(count: int) -> PlanDocument:
    """The sample plan's projects again and again, each with words of its own."""
    from kkplanner.exchange.sample import sample_plan

    sample = sample_plan()
    projects = [
        replace(
            project,
            uuid=f"00000000-0000-4000-8000-{number:012d}",
            title=f"{project.title} สายที่ {number}",
            objective=f"{project.objective} ระยะที่ {number}",
            target=f"{project.target} จุดที่ {number}",
            own_budgets={year: amount + number * 100 for year, amount in project.own_budgets.items()},
            sub_items=tuple(
                replace(item, uuid=f"{number}-{at}") for at, item in enumerate(project.sub_items)
            ),
        )
        for number, project in zip(range(count), itertools.cycle(sample.projects), strict=False)
    ]
    return replace(sample, projects=tuple(projects))


def ready_cells(path: Path) -> list[dict[str, Any]]:
    """The sheets of a workbook as plain lists, styles shared as openpyxl wants them."""
    import openpyxl
    from openpyxl.styles import Alignment, Border, Font, Side

    side = Side(style="thin")
    styles: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    sheets = []
    for sheet in openpyxl.load_workbook(path).worksheets:
        cells = []
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                key = (cell.font.b, cell.alignment.horizontal, cell.number_format, cell.border.left.style)
                if key not in styles:
                    styles[key] = (
                        Font(name="TH SarabunPSK", size=14, bold=key[0]),
                        Alignment(horizontal=key[1], vertical="top", wrap_text=True),
                        Border(left=side, right=side, top=side, bottom=side),
                        key[2],
                    )
                cells.append((cell.row, cell.column, cell.value, styles[key]))
        heights = {at: row.height for at, row in sheet.row_dimensions.items() if row.height}
        merges = [str(block) for block in sheet.merged_cells.ranges]
        sheets.append({"title": sheet.title, "cells": cells, "heights": heights, "merges": merges})
    return sheets


def write_by_openpyxl(sheets: list[dict[str, Any]], path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        target = book.create_sheet(sheet["title"])
        for row, column, value, (font, alignment, border, number_format) in sheet["cells"]:
            cell = target.cell(row, column, value)
            cell.font, cell.alignment, cell.border, cell.number_format = (
                font,
                alignment,
                border,
                number_format,
            )
        for row, height in sheet["heights"].items():
            target.row_dimensions[row].height = height
        for block in sheet["merges"]:
            target.merge_cells(block)
    book.save(path)


def seconds(work: Any) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory() as folder:
        # An own data folder: the first run cuts every text into words, as on a fresh machine.
        os.environ["KKPLANNER_DATA_DIR"] = folder
        os.environ["XDG_CACHE_HOME"] = folder
        from kkplanner.exchange.excel_out import write_workbook

        document = plan_of(count)
        ours, peer = Path(folder, "ours.xlsx"), Path(folder, "peer.xlsx")
        for layout in ("2571", "2566"):
            first = seconds(lambda layout=layout: write_workbook(document, ours, layout=layout))
            again = seconds(lambda layout=layout: write_workbook(document, ours, layout=layout))
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            sheets = ready_cells(ours)
            cells = sum(len(sheet["cells"]) for sheet in sheets)
            theirs = seconds(lambda sheets=sheets: write_by_openpyxl(sheets, peer))
            size, peer_size = ours.stat().st_size / 1e6, peer.stat().st_size / 1e6
            verdict = "within" if first < TARGET_SECONDS else "OVER"
            print(f"layout {layout}, {count:,} projects, {cells:,} cells with content")
            print(f"  kkplanner, first run  {first:6.2f} s  {size:5.2f} MB  ({verdict} {TARGET_SECONDS} s)")
            print(f"  kkplanner, again      {again:6.2f} s  peak memory {peak:.0f} MB")
            print(f"  openpyxl, same cells  {theirs:6.2f} s  {peer_size:5.2f} MB")
            print(
                f"  ours/openpyxl: time {first / theirs:.2f} first, {again / theirs:.2f} again; size {size / peer_size:.2f}"
            )


if __name__ == "__main__":
    main()
