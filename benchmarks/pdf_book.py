"""The whole plan book of 500 projects: seconds and peak memory, and the table part beside typst.

The projects are those of the sample plan over and over, each with a title of its own; the narrative fills the
outline's sections. Each run is a process of its own, start of the program included.

    python benchmarks/pdf_book.py [--projects 500] [--runs 3] [--seconds 8] [--megabytes 300]
"""

from __future__ import annotations

import argparse
import importlib.util
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

PARAGRAPH = (
    "องค์การบริหารส่วนตำบลจัดให้มีการประชุมประชาคมทุกหมู่บ้านเพื่อรับฟังปัญหาและความต้องการของประชาชน และนำมาจัดลำดับความสำคัญ"
    "ร่วมกับคณะกรรมการสนับสนุนการจัดทำแผนพัฒนาท้องถิ่น ทั้งนี้ ให้สอดคล้องกับงบประมาณรายจ่ายประจำปี และคำนึงถึงผู้สูงอายุ "
    "ผู้ป่วยติดเตียง และผู้ด้อยโอกาสเป็นสำคัญ"
)
PARAGRAPHS = 6  # of a section


def content(count: int):
    """A plan of `count` projects with text in every section that the sample has."""
    from kkplanner.exchange.book_content import book_content
    from kkplanner.exchange.sample import sample_plan

    plan = sample_plan()
    projects = []
    while len(projects) < count:
        number = len(projects)
        one = plan.projects[number % len(plan.projects)]
        title = f"{one.title} ระยะที่ {number // len(plan.projects) + 1}"
        projects.append(replace(one, uuid=f"00000000-0000-4000-8000-{number:012d}", title=title))
    text = "\n\n".join(f"{PARAGRAPH} ข้อที่ {n}" for n in range(1, PARAGRAPHS + 1))
    sections = tuple(replace(section, body=f"{section.body}\n\n{text}") for section in plan.sections)
    return book_content(replace(plan, projects=tuple(projects), sections=sections), {})


def make(kind: str, count: int, path: Path) -> int:
    from kkplanner.exchange.pdf.book.book_pdf import BookOptions, write_book
    from kkplanner.thai.words import Segmenter

    # No cache of words between runs: the first printing on a new machine is what is measured.
    return write_book(
        content(count), path, options=BookOptions(tables_only=kind == "tables"), cutter=Segmenter()
    )


def measure(kind: str, count: int, folder: Path) -> tuple[float, float, int]:
    """Seconds, peak MB and pages of one run."""
    command = [
        sys.executable,
        __file__,
        "--make",
        kind,
        "--projects",
        str(count),
        "--out",
        str(folder / "b.pdf"),
    ]
    start = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    peak, pages = done.stdout.split()
    return seconds, float(peak), int(pages)


def report(name: str, kind: str, count: int, runs: int, folder: Path) -> tuple[float, float]:
    results = [measure(kind, count, folder) for _ in range(runs)]
    seconds = statistics.median(result[0] for result in results)
    peak = max(result[1] for result in results)
    print(f"{name:24} {count:5} projects {results[0][2]:5} pages {seconds:6.2f} s {peak:5.0f} MB peak")
    return seconds, peak


def typst_seconds(count: int, runs: int) -> float | None:
    """The same number of rows by typst, as benchmarks/pdf_forms.py sets them."""
    if importlib.util.find_spec("typst") is None:
        return None
    spec = importlib.util.spec_from_file_location("pdf_forms", Path(__file__).with_name("pdf_forms.py"))
    if spec is None or spec.loader is None:
        return None
    forms = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(forms)
    with tempfile.TemporaryDirectory() as name:
        return statistics.median(forms.measure("typst 0.15", count, Path(name))[0] for _ in range(runs))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--projects", type=int, default=500)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--megabytes", type=float, default=300.0)
    parser.add_argument("--make", choices=("book", "tables"), help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.make:
        pages = make(given.make, given.projects, given.out)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, pages)
        return
    with tempfile.TemporaryDirectory() as name:
        seconds, peak = report("whole book", "book", given.projects, given.runs, Path(name))
        print(
            f"  {seconds / given.seconds:.2f} x the time and {peak / given.megabytes:.2f} x the memory allowed"
        )
        tables, _ = report("forms of the book alone", "tables", given.projects, given.runs, Path(name))
    theirs = typst_seconds(given.projects, given.runs)
    if theirs is not None:
        print(f"{'typst 0.15, one table':24} {given.projects:5} rows {theirs:20.2f} s")
        print(f"  {tables / theirs:.2f} x the time of typst 0.15 (target: 1.5 or less)")


if __name__ == "__main__":
    main()
