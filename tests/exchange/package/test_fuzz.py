"""Mutated packages, seeded: refused by a named error or read rightly, never a traceback, a hang or a full memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

COUNT = 1_050  # of each seed, so that two workers share them
SEEDS = (2571, 2572)


@pytest.mark.timeout(300)
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs a memory limit and an alarm")
@pytest.mark.parametrize("seed", SEEDS)
def test_mutated_packages_are_refused_by_name_or_read_rightly(seed, tmp_path):
    done = subprocess.run(
        [
            sys.executable,
            str(ROOT / "benchmarks" / "fuzz_packages.py"),
            "--seed",
            str(seed),
            "--count",
            str(COUNT),
        ],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path), "KKPLANNER_DATA_DIR": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    outcomes = json.loads(done.stdout)
    refused = {name: count for name, count in outcomes.items() if name.startswith("refused")}
    assert sum(refused.values()) > COUNT * 3 / 4
    assert len(refused) >= 5
    assert outcomes["read, with questions"] > 0
