"""ผ.02 of 500 projects by this program, typst, LibreOffice and WeasyPrint: time, memory, pages, size, exact copies.

    python benchmarks/pdf.py [--rows 500] [--runs 3]

Each run is a process of its own. LibreOffice converts our Excel file, whose writing is not counted. "copied": the
share of the table's distinct texts that pypdf finds whole, spaces aside, on some page or over the end of one.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from html import escape
from pathlib import Path

import pdf_forms
from pdf_forms import FONTS, HEADS, NUMBERS, WIDTHS_MM, printed, rows


def libreoffice(path: Path, _count: int) -> None:
    """Our Excel file, printed by LibreOffice; made beforehand by `prepare`."""
    book = path.with_suffix(".xlsx")
    profile = f"-env:UserInstallation=file://{path.parent}/office"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(path.parent), str(book)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip


def prepare(folder: Path, count: int) -> None:
    """The same rows as an Excel file with the heights that our text layer gives them."""
    import xlsxwriter

    from kkplanner.exchange.row_height import row_height_pt

    book = xlsxwriter.Workbook(str(folder / "out.xlsx"))
    sheet = book.add_worksheet()
    look = {"font_name": "TH SarabunPSK", "font_size": 13, "border": 1, "text_wrap": True, "valign": "top"}
    left, right = book.add_format(look), book.add_format({**look, "align": "right"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(0.47, 0.31, 0.47, 0.55)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for column, width in enumerate(WIDTHS_MM):
        sheet.set_column(column, column, width / 1.9)
    sheet.write_row(0, 0, HEADS, left)
    for number, row in enumerate(rows(count), start=1):
        texts = [printed(value, column) for column, value in enumerate(row)]
        sheet.set_row(number, row_height_pt(texts, WIDTHS_MM, 13))
        for column, text in enumerate(texts):
            sheet.write_string(number, column, text, right if column in NUMBERS else left)
    book.close()


def weasyprint(path: Path, count: int) -> None:
    import weasyprint as maker

    def line(cells: list[str], tag: str) -> str:
        shown = "".join(
            f"<{tag}{' class=n' if column in NUMBERS else ''}>{escape(text)}</{tag}>"
            for column, text in enumerate(cells)
        )
        return f"<tr>{shown}</tr>"

    body = "".join(line([printed(value, n) for n, value in enumerate(row)], "td") for row in rows(count))
    columns = "".join(f"<col style='width:{width}fr'>" for width in WIDTHS_MM)
    page = f"""<html lang=th><style>
    @font-face {{ font-family: S; src: url(file://{FONTS}/THSarabun-Regular.ttf) }}
    @page {{ size: A4 landscape; margin: 12mm 8mm 14mm 12mm }}
    table {{ border-collapse: collapse; font: 13pt/1.1 S; width: 100%; table-layout: fixed }}
    td, th {{ border: .5pt solid; padding: 2pt; vertical-align: top; overflow-wrap: anywhere }}
    .n {{ text-align: right }}</style>
    <table><colgroup>{columns}</colgroup><thead>{line(list(HEADS), "th")}</thead>{body}</table></html>"""
    maker.HTML(string=page).write_pdf(str(path))


MAKERS = {
    "kkplanner": pdf_forms.ours,
    "typst": pdf_forms.typst,
    "LibreOffice": libreoffice,
    "WeasyPrint": weasyprint,
}


def is_here(name: str) -> bool:
    if name == "LibreOffice":
        return shutil.which("soffice") is not None
    return name == "kkplanner" or importlib.util.find_spec(name.lower()) is not None


def copied_share(path: Path, count: int) -> tuple[int, float]:
    """Pages, and the share of texts copied exactly."""
    from pypdf import PdfReader

    def squash(text: str) -> str:
        return "".join(text.split())

    pages = [squash(page.extract_text()) for page in PdfReader(path).pages]
    texts = {squash(printed(value, column)) for row in rows(count) for column, value in enumerate(row)} - {
        "-"
    }
    whole = sum(any(text in page for page in pages) for text in texts)
    return len(pages), whole / len(texts)


def measure(name: str, count: int, folder: Path) -> tuple[float, float]:
    """Seconds and peak MB of one run, children included."""
    command = [
        sys.executable,
        __file__,
        "--make",
        name,
        "--rows",
        str(count),
        "--out",
        str(folder / "out.pdf"),
    ]
    start = time.perf_counter()
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": "0"}
    )
    return time.perf_counter() - start, float(done.stdout.split()[-1])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, default=500)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--make", choices=list(MAKERS), help=argparse.SUPPRESS)
    options.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.make:
        MAKERS[given.make](given.out, given.rows)
        used = max(
            resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        print(used / 1024)
        return
    print(f"{'':12} {'seconds':>8} {'peak MB':>8} {'pages':>6} {'kB':>7} {'copied':>8}   time, ours/theirs")
    mine = 0.0
    for name in MAKERS:
        if not is_here(name):
            print(f"{name:12} not installed here")
            continue
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            prepare(folder, given.rows)
            results = [measure(name, given.rows, folder) for _ in range(given.runs)]
            seconds = statistics.median(result[0] for result in results)
            mine = mine or seconds
            path = folder / "out.pdf"
            pages, share = copied_share(path, given.rows)
            peak, size = max(result[1] for result in results), path.stat().st_size / 1000
        print(
            f"{name:12} {seconds:8.2f} {peak:8.0f} {pages:6} {size:7.0f} {share:8.2%}   {mine / seconds:.2f}"
        )


if __name__ == "__main__":
    main()
