"""Each line of docs/reliability.md names the test that produces it, and that test exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
TABLES = [table for table in re.findall(r"(?:^\|.*\n)+", PAGE, re.MULTILINE) if table.startswith("| fault |")]
LINES = [line for table in TABLES for line in table.splitlines()[2:]]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


@pytest.mark.parametrize("line", LINES)
def test_every_fault_is_produced_by_a_test_that_exists(line):
    named = NAMED.findall(line)
    assert named, line
    for file, test in named:
        assert re.search(rf"^def {test}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE), test


def test_the_table_covers_the_faults_that_were_promised():
    for fault in (
        "killed",
        "disk is full",
        "read back",
        "flipped",
        "read-only",
        "second window",
        "clock",
        "gone",
    ):
        assert any(fault in line for line in LINES), fault
