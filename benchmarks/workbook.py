"""The workbook against plain SQLite and sqlite-utils, on a plan of 2,000 projects. Prints ratios, asserts nothing.

python benchmarks/workbook.py
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from kkplanner.plan.document import PlanDocument  # noqa: E402
from kkplanner.plan.model import Approach, Issue, Link, Organisation, Plan, Project, SubItem  # noqa: E402
from kkplanner.thai.period import Period  # noqa: E402
from kkplanner.workbook import Workbook  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECTS = 2_000
EDITS = 500
MERGED = 1_000


def sample(count: int) -> PlanDocument:
    """A plan with texts as long as those of real plans, five amounts a project, sub-items on every tenth."""
    issues = tuple(
        Issue(number=str(n), title=f"ประเด็นที่ {n}", approaches=(Approach(number=f"{n}.1", title="แนวทาง"),))
        for n in range(1, 9)
    )
    projects = tuple(
        Project(
            issue=issues[n % 8].uuid,
            approach=issues[n % 8].approaches[0].uuid,
            programme="แผนงานอุตสาหกรรมและการโยธา",
            title=f"โครงการก่อสร้างถนนคอนกรีตเสริมเหล็ก สายที่ {n} บ้านโนนสวรรค์ หมู่ที่ {n % 20}",
            objective="เพื่อให้ประชาชนสัญจรได้สะดวกและปลอดภัยตลอดทั้งปี " * 2,
            target="ถนนกว้าง 5.00 เมตร ยาว 1,200 เมตร หนา 0.15 เมตร",
            kpi="ร้อยละ 80 ของประชาชนพึงพอใจ",
            expected_result="ประชาชนในพื้นที่ได้รับความสะดวกในการคมนาคม",
            agency="กองช่าง",
            own_budgets=dict.fromkeys(range(2571, 2576), 50000000 + n),
            sub_items=(SubItem(text="ป้ายโครงการ", budgets={2571: 500_000}),) if n % 10 == 0 else (),
            links=(Link(framework="kkpao-2571", code="1.1.1"),),
        )
        for n in range(count)
    )
    return PlanDocument(
        organisation=Organisation(type="อบต.", name="องค์การบริหารส่วนตำบลตัวอย่าง"),
        plan=Plan(period=Period(2571, 2575)),
        issues=issues,
        projects=projects,
    )


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def durable(path: Path) -> sqlite3.Connection:
    """Plain SQLite with the same promise of durability."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = TRUNCATE", "synchronous = EXTRA"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def edits_and_peer(book: Workbook, path: Path, document: PlanDocument) -> tuple[float, float]:
    """Seconds for EDITS durable edits with history, and for as many plain UPDATEs without; taken in turns."""
    ours = peer = 0.0
    with closing(durable(path)) as connection:
        connection.execute("CREATE TABLE project (uuid TEXT PRIMARY KEY, title TEXT)")
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO project VALUES (?, ?)", [(p.uuid, p.title) for p in document.projects]
        )
        connection.execute("COMMIT")

        def edit(projects: tuple[Project, ...]) -> None:
            for project in projects:
                with book.operation("แก้ไขชื่อ") as op:
                    op.update(replace(project, title=project.title + "!"))

        def update(projects: tuple[Project, ...]) -> None:
            for project in projects:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute(
                    "UPDATE project SET title = ? WHERE uuid = ?", (project.title + "!", project.uuid)
                )
                connection.execute("COMMIT")

        for start in range(0, EDITS, 50):
            turn = document.projects[start : start + 50]
            ours += seconds(lambda turn=turn: edit(turn))
            peer += seconds(lambda turn=turn: update(turn))
    return ours, peer


def peer_inserts(path: Path, document: PlanDocument) -> float:
    """Seconds for sqlite-utils to write the same projects and amounts, without history."""
    import sqlite_utils

    with closing(durable(path)) as connection:
        database = sqlite_utils.Database(connection)
        names = [n for n in Project.__slots__ if type(getattr(document.projects[0], n)) is str]

        def insert() -> None:
            rows = ({name: getattr(p, name) for name in names} for p in document.projects)
            database.table("project").insert_all(rows, pk="uuid")
            database.table("budget").insert_all(
                {"project": p.uuid, "year": y, "amount": a}
                for p in document.projects
                for y, a in p.own_budgets.items()
            )

        return seconds(insert)


def recoveries(path: Path) -> None:
    """What a check, and the recovery of a file with one flipped amount, takes."""
    from kkplanner.workbook.recovery import candidates, examine, mend

    print(f"mend, dry run, nothing found               {seconds(lambda: examine(path)) * 1000:7.0f} ms")
    whole = bytearray(path.read_bytes())
    whole[whole.index((50_000_007).to_bytes(4, "big")) + 2] ^= 1
    path.write_bytes(whole)
    print(f"recover --list, one amount flipped         {seconds(lambda: candidates(path)) * 1000:7.0f} ms")
    print(f"mend, one amount flipped                   {seconds(lambda: mend(path)) * 1000:7.0f} ms")


def merge_and_peer(folder: Path) -> None:
    """Two copies of a plan, a fifth edited on either side and a fifth on both; git's merge of the same as JSON lines."""
    from kkplanner.exchange.plan_json import plan_to_json
    from kkplanner.workbook.merging import apply, prepare

    document = sample(MERGED)
    ours, theirs = folder / "ours.kkplan", folder / "theirs.kkplan"
    Workbook.create(ours, document).close()
    shutil.copyfile(ours, theirs)
    for path, own in ((ours, 0), (theirs, 1)):
        with Workbook.open(path) as book:
            for number, project in enumerate(document.projects):
                if number % 5 in (own, 4):
                    with book.operation("แก้ไขชื่อ") as op:
                        op.update(replace(project, title=f"{project.title} {path.stem}"))
    with Workbook.open(ours) as book, Workbook.open(theirs, read_only=True) as other:
        texts = [folder / name for name in ("ours.json", "base.json", "theirs.json")]
        for text, state in zip(texts, (book.document(), document, other.document()), strict=True):
            text.write_text(json.dumps(plan_to_json(state), ensure_ascii=False, indent=1), encoding="utf-8")
        prepared = []
        looked = seconds(lambda: prepared.append(prepare(book, other)))
        applied = seconds(lambda: apply(book, prepared[0]))
    result = prepared[0].result
    print(
        f"merge of two plans of {MERGED} projects          {(looked + applied) * 1000:7.0f} ms"
        f"   compared {looked * 1000:.0f}, written {applied * 1000:.0f};"
        f" {len(result.taken)} taken, {len(result.conflicts)} in dispute"
    )
    if shutil.which("git"):
        peer = seconds(
            lambda: subprocess.run(["git", "merge-file", "-p", *texts], capture_output=True, check=False)
        )
        print(
            f"  git merge-file, lines of JSON            {peer * 1000:7.0f} ms"
            f"   ratio {(looked + applied) / peer:.1f}"
        )


def main() -> None:
    document = sample(PROJECTS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["KKPLANNER_DATA_DIR"] = str(folder / "data")
        path = folder / "a.kkplan"

        created = seconds(lambda: Workbook.create(path, document).close())
        peer = peer_inserts(folder / "peer.db", document)
        print(f"create, {PROJECTS} projects, checked and backed up   {created * 1000:7.0f} ms")
        print(
            f"  sqlite-utils insert_all, rows only       {peer * 1000:7.0f} ms   ratio {created / peer:.2f}"
        )

        with Workbook.open(path) as book:
            loads = []
            for _ in range(5):
                book._cache._records.clear()  # noqa: SLF001 - what a first look costs
                book._cache._document = None  # noqa: SLF001
                loads.append(seconds(book.document))
            print(f"document(), first                          {median(loads) * 1000:7.1f} ms")

            took, plain = edits_and_peer(book, folder / "plain.db", document)
            print(
                f"edits with history, durable                {EDITS / took:7.0f} /s   one: {took / EDITS * 1000:.2f} ms"
            )
            print(
                f"  plain sqlite3 UPDATE, same durability    {EDITS / plain:7.0f} /s   ratio {took / plain:.2f}"
            )
            print(f"document() after {EDITS} edits                 {seconds(book.document) * 1000:7.1f} ms")

            def edit_and_look() -> None:
                with book.operation("แก้ไข") as op:
                    op.update(replace(document.projects[7], title="ใหม่"))
                book.document()

            print(f"edit and document() again                  {seconds(edit_and_look) * 1000:7.1f} ms")
            undone = seconds(lambda: [book.undo() for _ in range(EDITS)])
            print(f"undo                                       {EDITS / undone:7.0f} /s")
            empty = replace(document, projects=())
            with book.operation("ล้าง") as op:
                op.replace_document(empty)
            print(f"undo of removing {PROJECTS} projects             {seconds(book.undo) * 1000:7.0f} ms")

        size = path.stat().st_size / 1e6
        opened = seconds(lambda: Workbook.open(path).close())
        again = seconds(lambda: Workbook.open(path).close())
        reading = seconds(lambda: Workbook.open(path, read_only=True).close())
        with closing(sqlite3.connect(path)) as plain_connection:
            check = seconds(lambda: plain_connection.execute("PRAGMA quick_check").fetchall())
        print(
            f"open with check and backup, {size:.1f} MB          {opened * 1000:7.0f} ms   (target < 500 ms)"
        )
        print(f"  unchanged since the backup               {again * 1000:7.0f} ms")
        print(f"  to read                                  {reading * 1000:7.0f} ms")
        print(
            f"  plain quick_check alone                  {check * 1000:7.1f} ms   ratio {opened / check:.1f}"
        )
        fresh = folder / "b.kkplan"
        Workbook.create(fresh, document).close()
        recoveries(fresh)
        merge_and_peer(folder)


if __name__ == "__main__":
    main()
