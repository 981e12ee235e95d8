"""The submission package of 500 projects: made, written to a disk and verified, each in a process of its own.

    python benchmarks/package.py [--projects 500] [--runs 3]

Beside it the same forms as Excel and PDF alone (what the package costs on top), and Python's own `zipfile -t` with
SHA-256 over the same file (what merely reading it costs). The rows are generated, but as varied as a real plan.
Targets: package < 12 s without a word cache, verify < 1.5 s.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kkplanner.alignment.suggest import ProjectText, Suggester  # noqa: E402

_REASON = "แผนสำหรับวัดความเร็ว"


def best_place(suggester: Suggester, kind: str) -> str:
    best = suggester.rank(ProjectText(kind), 1).suggestions[0]
    return best.measure or best.code


def make_plan(path: Path, count: int) -> None:
    """A plan of `count` projects over all four forms, linked to the framework."""
    from dataclasses import replace

    from pdf_forms import rows

    from kkplanner.exchange.sample import sample_plan
    from kkplanner.framework import load
    from kkplanner.plan.kinds import Form
    from kkplanner.plan.model import Link, Project
    from kkplanner.workbook import Workbook

    chance = random.Random(2571)
    plan = sample_plan()
    suggester = Suggester(load(plan.plan.framework))
    places: dict[str, str] = {}  # a kind of work → where it belongs: links as clerks set them, not at random
    approaches = [(issue.uuid, one.uuid) for issue in plan.issues for one in issue.approaches]
    forms = [Form.P02] * 8 + [Form.P02_1, Form.P02_2]
    equipment = [one for one in plan.projects if one.form.is_equipment]
    projects = [
        Project(
            form=chance.choice(forms),
            issue=issue,
            approach=approach,
            programme="แผนงานอุตสาหกรรมและการโยธา",
            title=f"{row[1]} ({row[0]})",
            objective=str(row[2]),
            target=str(row[3]),
            own_budgets={2571 + at: amount for at, amount in enumerate(row[4:9]) if isinstance(amount, int)},
            kpi=str(row[9]),
            expected_result=str(row[10]),
            agency=str(row[11]),
            asked_agency="องค์การบริหารส่วนจังหวัดขอนแก่น",
            links=(Link(framework=plan.plan.framework, code=code, confirmed=True),),
        )
        for row in rows(count - len(equipment))
        for kind in [str(row[1]).split(" สายบ้าน")[0]]
        for code in [places.get(kind) or places.setdefault(kind, best_place(suggester, kind))]
        for issue, approach in [chance.choice(approaches)]
    ]
    Workbook.create(path, replace(plan, projects=(*projects, *equipment))).close()


def seconds(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Seconds and peak MB of one run."""
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **environment})
    used = time.perf_counter() - started
    return used, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def report(name: str, command: list[str], environment: dict[str, str], runs: int) -> float:
    results = [seconds(command, environment) for _ in range(runs)]
    middle = statistics.median(used for used, _ in results)
    print(f"{name:52} {middle:6.2f} s   peak so far {results[-1][1]:4.0f} MB")
    return middle


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--projects", type=int, default=500)
    options.add_argument("--runs", type=int, default=3)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan, package = folder / "plan.kkplan", folder / "plan.kkp.zip"
        make_plan(plan, given.projects)
        program = [sys.executable, "-m", "kkplanner"]
        here = {"PYTHONPATH": str(ROOT), "KKPLANNER_DATA_DIR": str(folder / "data")}
        warm = {**here, "KKPLANNER_CACHE_DIR": str(folder / "cache")}
        pack = [*program, "export", str(plan), "--package", str(package), "--reason", _REASON]
        forms = [
            *program,
            "export",
            str(plan),
            "--xlsx",
            str(folder / "f.xlsx"),
            "--pdf",
            str(folder / "f.pdf"),
        ]
        cold = []
        for run in range(given.runs):
            fresh = {**here, "KKPLANNER_CACHE_DIR": str(folder / f"cold-{run}")}
            cold.append(seconds(pack, fresh)[0])
        print(f"{f'package of {given.projects} projects, first day':52} {statistics.median(cold):6.2f} s")
        seconds(pack, warm)
        made = report("package, words known", pack, warm, given.runs)
        alone = report("the forms alone, words known", forms, warm, given.runs)
        verified = report("verify", [*program, "verify", str(package)], warm, given.runs)
        peer = "import hashlib, sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); z.testzip(); "
        peer += "[hashlib.sha256(z.read(n)).hexdigest() for n in z.namelist()]"
        read = report(
            "zipfile.testzip and SHA-256", [sys.executable, "-c", peer, str(package)], {}, given.runs
        )
        print(f"package of {package.stat().st_size / 1e6:.1f} MB; {made / alone:.2f} x the forms alone; "
              f"verify {verified / read:.1f} x merely reading")  # fmt: skip


if __name__ == "__main__":
    main()
