"""How fast the check is on a plan of 1,000 projects, beside a pairwise search for duplicates with difflib.

python benchmarks/check.py [PROJECTS]
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from dataclasses import replace
from difflib import SequenceMatcher
from functools import partial
from itertools import combinations, islice
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kkplanner.alignment.check import Checker
from kkplanner.exchange.sample import sample_plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from kkplanner.plan.document import PlanDocument

EDITS = 50
PAIRS = 5_000  # measured; the whole search is reckoned from them
ALIKE = 0.9


def large_plan(size: int) -> PlanDocument:
    """The sample's projects again and again, as real plans do: another village, another amount."""
    sample = sample_plan()
    numbers = random.Random(2571)
    projects = []
    for index in range(size):
        base = sample.projects[index % len(sample.projects)]
        village = sample.villages[numbers.randrange(len(sample.villages))]
        projects.append(
            replace(
                base,
                uuid=f"project-{index}",
                title=f"{village.name} แห่งที่ {index + 1} {base.title}",
                own_budgets={year: amount + 100_00 * index for year, amount in base.own_budgets.items()},
            )
        )
    return replace(sample, projects=tuple(projects))


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def main(size: int) -> None:
    document = large_plan(size)
    milliseconds(lambda: Checker().check(sample_plan()))  # data files are read once
    checker = Checker()
    full = milliseconds(partial(checker.check, document))
    edits = []
    numbers = random.Random(1)
    for _ in range(EDITS):
        projects = list(document.projects)
        at = numbers.randrange(size)
        projects[at] = replace(projects[at], title=f"{projects[at].title} (แก้ไข)")
        document = replace(document, projects=tuple(projects))
        edits.append(milliseconds(partial(checker.check, document)))
    findings = len(checker.check(document).findings)

    pairs = list(islice(combinations([project.title for project in document.projects], 2), PAIRS))
    sample = milliseconds(lambda: [SequenceMatcher(None, *pair).ratio() > ALIKE for pair in pairs])
    peer = sample / len(pairs) * (size * (size - 1) / 2)

    print(f"projects {size:,}, findings {findings:,}")
    print(f"full check                       {full:12,.1f} ms")
    print(f"again after one edit, median     {statistics.median(edits):12,.1f} ms  (worst {max(edits):,.1f})")
    print(f"difflib, duplicates pair by pair {peer:12,.0f} ms  (reckoned from {len(pairs):,} pairs)")
    print(f"difflib / full check             {peer / full:12,.0f} times")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
