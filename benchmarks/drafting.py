"""A draft of 150 projects for 12 villages from a specification file, beside plain `str.format` of the same texts.

Prints times and ratios, asserts nothing.

python benchmarks/drafting.py [RUNS]
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from drafting_plan import new_plan  # noqa: E402

from kkplanner.drafting.draft import Draft, draft  # noqa: E402
from kkplanner.drafting.examples import example_values  # noqa: E402
from kkplanner.drafting.facts import Facts  # noqa: E402
from kkplanner.drafting.search import search_templates  # noqa: E402
from kkplanner.drafting.shelf import templates  # noqa: E402
from kkplanner.drafting.spec import parse_spec  # noqa: E402
from kkplanner.drafting.values import read_values  # noqa: E402
from kkplanner.workbook import Workbook  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from kkplanner.drafting.template import Template

PROJECTS = 150
PLAN = new_plan()
FACTS = Facts(PLAN)


def spec_text() -> str:
    """Entries in turn: a template over several villages, then templates that are done once."""
    lines: list[str] = []
    count = 0
    in_villages = [template for template in templates() if template.village_slot]
    elsewhere = [template for template in templates() if not template.village_slot]
    for place in range(PROJECTS):
        many = place % 3 == 0
        choice = in_villages if many else elsewhere
        template = choice[place % len(choice)]
        wanted = min(4, PROJECTS - count) if many else 1
        lines += entry(template, place, wanted)
        count += wanted
        if count >= PROJECTS:
            break
    return "\n".join(lines)


def entry(template: Template, place: int, villages: int) -> list[str]:
    lines = ["[[project]]", f'template = "{template.id}"']
    slot = template.village_slot
    for name, value in example_values(template, FACTS).items():
        if slot is None or name != slot.name:
            lines.append(f'set.{name} = "{value}"')
    if slot is not None:
        lines.append(f"villages = {[1 + (place + n) % 12 for n in range(villages)]}")
    return [*lines, "amount = 100000"]


def by_format(drafted: Draft) -> list[list[str]]:
    """The same texts by `str.format_map`: no ranges, no places, no links, no amounts."""
    known = {template.id: template for template in templates()}
    rows = []
    for each in drafted.drafted:
        template = known[each.template]
        texts = VALUES[each.template]
        rows.append([pattern.format_map(texts) for pattern in template.patterns])
    return rows


class Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


VALUES = {
    template.id: Blank(read_values(template, example_values(template, FACTS), FACTS).texts)
    for template in templates()
}


def seconds(work: Callable[[], object], runs: int) -> float:
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return median(taken)


def into_a_file(text: str) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Workbook.create(Path(folder) / "p.kkplan", PLAN) as workbook,
    ):
        drafted = draft(workbook.document(), parse_spec(text))
        with workbook.operation("ร่าง") as operation:
            drafted.apply(operation)


def command(text: str) -> None:
    """The whole command in a process of its own, as a clerk runs it."""
    with tempfile.TemporaryDirectory() as folder:
        plan, spec = Path(folder) / "p.kkplan", Path(folder) / "d.toml"
        Workbook.create(plan, PLAN).close()
        spec.write_text(text, encoding="utf-8")
        arguments = [sys.executable, "-m", "kkplanner", "draft", str(plan), "--spec", str(spec), "--json"]
        subprocess.run(arguments, cwd=ROOT, check=True, capture_output=True)


def main(runs: int) -> None:
    text = spec_text()
    drafted = draft(PLAN, parse_spec(text))
    print(f"{len(templates())} templates, {len(drafted.projects)} projects, 12 villages, median of {runs}")
    whole = seconds(lambda: draft(PLAN, parse_spec(text)), runs)
    peer = seconds(lambda: by_format(drafted), runs)
    print(f"read and draft                 {1000 * whole:8.1f} ms")
    print(f"str.format_map of the texts    {1000 * peer:8.1f} ms   ({whole / peer:.0f} times as long)")
    print(f"with a new file, one operation {1000 * seconds(lambda: into_a_file(text), runs):8.1f} ms")
    print(
        f"the command from start to end  {1000 * seconds(lambda: command(text), min(runs, 3)):8.1f} ms (target 2,000)"
    )
    print(
        f"search, warm                   {1000 * seconds(lambda: search_templates('ไฟกิ่ง', templates()), runs):8.1f} ms"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
