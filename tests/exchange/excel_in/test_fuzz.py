"""Mutated workbooks, seeded: each is refused by a named error or read, in bounded time and memory, never a traceback.

`python tests/exchange/excel_in/test_fuzz.py SEED COUNT BOOK...` runs as many as one likes and prints the outcomes;
the test runs it in a process whose memory is capped, so that a bomb is a failure and not a slow machine.
"""

from __future__ import annotations

import io
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
COUNT = 600
SECONDS = 5  # for one workbook
MEGABYTES = 300  # above what the program itself takes

# What a stranger, a broken stick or another program makes of a sheet's XML.
XML_CHANGES = (
    (rb'r="(\d+)"', rb'r="1048576"'),
    (rb'r="([A-Z]+)(\d+)"', rb'r="XFD1048576"'),
    (rb'r="([A-Z]+)(\d+)"', rb'r="ZZZZZ99999999999"'),
    (rb'r="([A-Z]+)(\d+)"', rb'r=""'),
    (rb'ref="[^"]*"', rb'ref="A1:XFD1048576"'),
    (rb'ref="[^"]*"', rb'ref="B:A"'),
    (rb"<v>[^<]*</v>", rb"<v>99999999999999999999999999999999</v>"),
    (rb"<v>[^<]*</v>", rb"<v>1e308</v>"),
    (rb"<v>[^<]*</v>", rb"<v>NaN</v>"),
    (rb"<v>[^<]*</v>", rb"<v>-1</v>"),
    (rb"<v>[^<]*</v>", rb"<v>" + b"9" * 20_000 + rb"</v>"),
    (rb"<v>[^<]*</v>", rb"<v/>"),
    (rb't="[a-z]+"', rb't="s"'),
    (rb't="[a-z]+"', rb't="e"'),
    (rb't="[a-z]+"', rb't="d"'),
    (rb't="[a-z]+"', rb't="str"'),
    (rb's="\d+"', rb's="99999"'),
    (rb"<f[^>]*>[^<]*</f>", rb"<f>SUM(A1:A1048576)</f>"),
    (rb"<t[^>]*>[^<]*</t>", rb"<t>" + "ก".encode() * 100_000 + rb"</t>"),
    (rb"<t[^>]*>[^<]*</t>", rb"<t>&#0;&#xFFFF;</t>"),
    (rb"<t[^>]*>[^<]*</t>", b"<t>\xff\xfe</t>"),
    (rb"<sheetData", b'<!DOCTYPE a [<!ENTITY b "x">]><sheetData'),
    (rb"<row ", b"<row><row><row "),
    (rb"</row>", b""),
    (rb"Target=\"[^\"]*\"", rb'Target="../../../etc/passwd"'),
    (rb"Target=\"[^\"]*\"", rb'Target="xl/workbook.xml"'),
    (rb"Id=\"[^\"]*\"", rb'Id="rId1"'),
    (rb'sheetId="\d+"', rb'sheetId="-1"'),
    (rb'name="[^"]*"', rb'name=""'),
    (rb'state="[^"]*"', rb'state="veryHidden"'),
    (rb'dimension ref="[^"]*"', rb'dimension ref="A1:XFD1048576"'),
    (rb"encoding=\"[^\"]*\"", rb'encoding="utf-16"'),
)


def mutated(whole: bytes, chance: random.Random) -> tuple[str, bytes]:
    """A kind of mutation and its outcome."""
    kind = chance.choice(["bytes", "bytes", "cut", "zeros", "xml", "xml", "xml", "xml", "members"])
    data = bytearray(whole)
    if kind == "bytes":
        for _ in range(chance.choice([1, 1, 4, 40])):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif kind == "cut":
        del data[chance.randrange(len(data)) :]
    elif kind == "zeros":
        start, length = chance.randrange(len(data)), chance.choice([1, 30, 500])
        data[start : start + length] = bytes(len(data[start : start + length]))
    else:
        data = bytearray(rezipped(whole, chance, members=kind == "members"))
    return kind, bytes(data)


def rezipped(whole: bytes, chance: random.Random, *, members: bool) -> bytes:
    """A sound archive again, with a changed text in a part, or with parts exchanged, doubled or missing."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    at = chance.randrange(len(parts))
    name, data = parts[at]
    if members:
        change = chance.choice(["missing", "exchanged", "empty", "doubled", "noise"])
        if change == "missing":
            del parts[at]
        elif change == "exchanged":
            other = chance.randrange(len(parts))
            parts[at], parts[other] = (name, parts[other][1]), (parts[other][0], data)
        else:
            noise = {"empty": b"", "doubled": data + data, "noise": chance.randbytes(len(data) + 1)}
            parts[at] = (name, noise[change])
    else:
        for _ in range(chance.choice([1, 1, 3])):
            pattern, instead = chance.choice(XML_CHANGES)
            able = [index for index, (_, text) in enumerate(parts) if re.search(pattern, text)]
            if not able:
                continue
            at = chance.choice(able)
            name, data = parts[at]
            places = list(re.finditer(pattern, data))
            place = chance.choice(places)
            if chance.random() < 0.3:
                parts[at] = (name, re.sub(pattern, lambda _: instead, data))  # noqa: B023 - used at once
            else:
                parts[at] = (name, data[: place.start()] + instead + data[place.end() :])
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return target.getvalue()


def fuzz(seed: int, count: int, books: list[Path], folder: Path) -> Counter[str]:
    """Read `count` mutated workbooks; anything but a named error or a report ends it with a traceback."""
    from kkplanner.errors import UserError
    from kkplanner.exchange.excel_in import import_into, read_book

    sys.path.insert(0, str(ROOT / "tests"))
    from exchange.excel_in.untidy import empty_plan

    chance = random.Random(seed)
    wholes = [book.read_bytes() for book in books]
    outcomes: Counter[str] = Counter()
    rights = [import_into(empty_plan(), read_book(book)).report for book in books]
    path = folder / "แผน.xlsx"
    slowest = 0.0
    for number in range(count):
        which = chance.randrange(len(books))
        kind, data = mutated(wholes[which], chance)
        path.write_bytes(data)
        signal.alarm(SECONDS)
        started = time.monotonic()
        try:
            report = import_into(empty_plan(), read_book(path)).report
        except UserError as error:
            if not error.sentence or "\n" in error.sentence:
                raise AssertionError(repr(error.sentence)) from error
            outcomes[f"refused {type(error).__name__}"] += 1
        except BaseException:
            sys.stderr.write(f"number {number} of seed {seed}: {kind} of {books[which].name}\n")
            raise
        else:
            outcomes["read"] += 1
            right = rights[which]
            if kind in ("bytes", "cut", "zeros") and report.total_baht != right.total_baht:
                # The archive guards its parts by checksums: a part that was lost must be told of.
                assert {one.id for one in report.findings} - {one.id for one in right.findings}, number
        finally:
            signal.alarm(0)
        slowest = max(slowest, time.monotonic() - started)
    outcomes["slowest ms"] = round(slowest * 1000)
    return outcomes


def capped() -> None:
    """Give the process a limit of memory above what it has now."""
    import resource

    import openpyxl  # noqa: F401 - what the program itself takes is not the workbook's

    with Path("/proc/self/statm").open(encoding="ascii") as file:
        now = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    most = now + MEGABYTES * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


@pytest.fixture(scope="module")
def books(tmp_path_factory) -> list[Path]:
    """A book as our own export writes it, and an untidy one."""
    from exchange.excel_in.untidy import HEAD, TITLES, project, write

    from kkplanner.exchange.excel_out import write_workbook
    from kkplanner.exchange.sample import sample_plan

    folder = tmp_path_factory.mktemp("books")
    from dataclasses import replace

    plan = sample_plan()
    small = replace(plan, projects=plan.projects[::8], needs=(), waivers=())
    write_workbook(small, folder / "own.xlsx", layout="2571")
    rows = [
        *TITLES,
        *HEAD,
        *[project(n, f"ก่อสร้างถนน สาย {n}", n * 1000, "5,000", "=E10*2") for n in range(1, 9)],
        ["รวม", None, None, None, 36_000],
    ]
    write(folder / "untidy.xlsx", rows, [["เรียน"], ["ข้อความ"]], merges=["A1:L1", "A12:A13"])
    return [folder / "own.xlsx", folder / "untidy.xlsx"]


@pytest.mark.timeout(300)
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs a memory limit and an alarm")
def test_mutated_workbooks_are_refused_by_name_or_read(books, tmp_path):
    done = subprocess.run(
        [sys.executable, str(Path(__file__)), "2571", str(COUNT), *map(str, books)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    outcomes = json.loads(done.stdout)
    assert outcomes["read"] > COUNT / 5
    refused = {name: count for name, count in outcomes.items() if name.startswith("refused")}
    assert sum(refused.values()) > COUNT / 5
    assert len(refused) >= 2


def main() -> None:
    seed, count, *names = sys.argv[1:]
    capped()
    with tempfile.TemporaryDirectory() as folder:
        outcomes = fuzz(int(seed), int(count), [Path(name) for name in names], Path(folder))
    sys.stdout.write(json.dumps(outcomes) + "\n")


if __name__ == "__main__":
    main()
