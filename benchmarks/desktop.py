"""The desktop with 2,000 projects, against plain Qt widgets over the same texts, in one run.

    python benchmarks/desktop.py [PROJECTS]

The peer is what one writes first: a QTableView over a QStandardItemModel, filtered and sorted by QSortFilterProxyModel.
It reads no file, checks nothing and records no history.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

TARGETS = {
    "window usable after the command": 1.5,
    "first page of the grid": 0.150,
    "edit committed with its undo record": 0.050,
    "filter": 0.100,
    "sort": 0.100,
    "longest block while typing": 0.050,
}
MEMORY_MB = 350


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KKPLANNER_DATA_DIR"] = str(Path(folder, "data"))
        plan = make_plan(Path(folder), count)
        started = time.perf_counter()
        told = subprocess.run(
            [sys.executable, __file__, "--measure", str(plan), repr(time.time())],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        print(
            f"{count:,} projects, {plan.stat().st_size / 1e6:.1f} MB file; measured in {time.perf_counter() - started:.1f} s"
        )
        print(told.stdout, end="")


def make_plan(folder: Path, count: int) -> Path:
    from excel import plan_of

    from kkplanner.plan.model import new_uuid
    from kkplanner.workbook import Workbook

    path = folder / "plan.kkplan"
    plan = plan_of(count)
    projects = [
        replace(
            one,
            uuid=new_uuid(),
            sub_items=tuple(replace(item, uuid=new_uuid()) for item in one.sub_items),
            links=tuple(replace(link, uuid=new_uuid()) for link in one.links),
        )
        for one in plan.projects
    ]
    Workbook.create(path, replace(plan, projects=tuple(projects), needs=()), author="benchmark").close()
    Workbook.open(path).close()  # the first backup
    return path


def measure(path: Path, command_given: float) -> None:
    from PySide6.QtCore import QCoreApplication, Qt

    from kkplanner.desktop.app import Desktop, make_application
    from kkplanner.desktop.page import Place
    from kkplanner.plan.choosing import ProjectFilter

    application = make_application()
    desktop = Desktop(application)
    window = desktop.open_plan(path)
    QCoreApplication.processEvents()
    seconds = {"window usable after the command": time.time() - command_given}
    wait(lambda: window.session.findings is not None)
    seconds["first page of the grid"] = timed(
        lambda: (window.go(Place("p02")), QCoreApplication.processEvents())
    )
    page = window.page
    wait(lambda: not page.model.prepare_sorting(0))
    model = page.model
    row = model.row_of(model.projects[5].uuid)
    target = model.column_of("target")

    def edit(number: int) -> None:
        model.setData(model.index(row, target), f"ถนนกว้าง {number} เมตร")
        QCoreApplication.processEvents()

    seconds["edit committed with its undo record"] = statistics.median(
        timed(lambda n=n: edit(n)) for n in range(20)
    )
    seconds["filter"] = timed(
        lambda: (model.show_filter(ProjectFilter(text="ถนน")), QCoreApplication.processEvents())
    )
    model.show_filter(ProjectFilter())
    title = model.column_of("title")
    seconds["sort"] = timed(
        lambda: (model.sort(title, Qt.SortOrder.DescendingOrder), QCoreApplication.processEvents())
    )
    model.sort(-1)
    page.grid.show_cell(row, title)
    wait(lambda: page.panel.alignment.ranking is not None)
    seconds["longest block while typing"] = max(typed(page))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    peer = measure_peer(model)
    desktop.close()
    for name, value in seconds.items():
        verdict = "within" if value <= TARGETS[name] else "OVER"
        ratio = f"   ours/plain Qt {value / peer[name]:.2f}" if name in peer else ""
        print(f"  {name:38} {value * 1000:8.1f} ms  ({verdict} {TARGETS[name] * 1000:.0f} ms){ratio}")
    print(
        f"  {'peak memory':38} {memory:8.0f} MB  ({'within' if memory <= MEMORY_MB else 'OVER'} {MEMORY_MB} MB)"
    )


def typed(page) -> list[float]:
    """How long each letter of a title keeps the window from answering, the suggestions after it included."""
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    field = page.panel.texts["title"]
    field.setFocus()
    blocks = []
    for letter in " ซ่อมแซมถนนลูกรังและท่อระบายน้ำ":
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
        blocks.append(
            timed(
                lambda event=event: (QApplication.sendEvent(field, event), QCoreApplication.processEvents())
            )
        )
    blocks.append(timed(lambda: page.panel.alignment.show_typing(field.text)))
    return blocks


def measure_peer(model) -> dict[str, float]:
    """The same texts in plain Qt."""
    from PySide6.QtCore import QCoreApplication, QSortFilterProxyModel, Qt
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QTableView

    found = {}

    def build() -> tuple[QTableView, QSortFilterProxyModel, QStandardItemModel]:
        items = QStandardItemModel()
        for project in model.projects:
            items.appendRow(
                [QStandardItem(column.shown(project, model.document)) for column in model.columns]
            )
        proxy = QSortFilterProxyModel()
        proxy.setSourceModel(items)
        proxy.setFilterKeyColumn(-1)
        view = QTableView()
        view.setModel(proxy)
        view.show()
        QCoreApplication.processEvents()
        return view, proxy, items

    started = time.perf_counter()
    view, proxy, items = build()
    found["first page of the grid"] = time.perf_counter() - started
    found["filter"] = timed(lambda: (proxy.setFilterFixedString("ถนน"), QCoreApplication.processEvents()))
    proxy.setFilterFixedString("")
    found["sort"] = timed(
        lambda: (proxy.sort(0, Qt.SortOrder.DescendingOrder), QCoreApplication.processEvents())
    )
    view.close()
    items.clear()
    return found


def timed(work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def wait(come_true) -> None:
    from kkplanner.desktop.screenshots import wait_until

    wait_until(come_true)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]), float(sys.argv[3]))
    else:
        sys.path.insert(0, str(Path(__file__).parent))
        main()
