"""An option that names what there is not is refused by name, with status 2, before anything is done."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kkplanner.cli import main
from kkplanner.exchange.excel_out import write_workbook
from kkplanner.exchange.sample import sample_plan
from kkplanner.workbook import Workbook

SHEET = "ผ.02 โครงการพัฒนาท้องถิ่น"
FIRST = sample_plan().projects[0].uuid


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("names")
    Workbook.create(folder / "plan.kkplan", sample_plan()).close()
    shutil.copyfile(folder / "plan.kkplan", folder / "old.kkplan")
    write_workbook(sample_plan(), folder / "book.xlsx", layout="2571")
    return folder


COMMANDS = (
    ("import plan.kkplan book.xlsx --without", "ไม่มีแผ่นนี้"),
    ("import plan.kkplan book.xlsx --without", "ไม่มีแผ่นนี้:7"),
    ("import plan.kkplan book.xlsx --without", f"{SHEET}:99999"),
    ("import plan.kkplan book.xlsx --without", f"{SHEET}:2"),
    ("import plan.kkplan book.xlsx --column", "ไม่มีแผ่นนี้:H=agency"),
    ("import plan.kkplan book.xlsx --column", f"{SHEET}:ZZ=agency"),
    ("import plan.kkplan book.xlsx --pair", "ไม่มีแผ่นนี้:7=new"),
    ("import plan.kkplan book.xlsx --pair", f"{SHEET}:99999=new"),
    ("import plan.kkplan book.xlsx --pair", f"{SHEET}:8=00000000"),
    ("import plan.kkplan book.xlsx --issue", "ไม่มียุทธศาสตร์นี้=1"),
    ("import plan.kkplan book.xlsx --issue", "ความปลอดภัย=99"),
    ("import plan.kkplan book.xlsx --years", "2500=2571"),
    ("import plan.kkplan book.xlsx --years", "2571=2400"),
    ("export plan.kkplan --book new.pdf --agency", "กองที่ไม่มี"),
    ("export plan.kkplan --book new.pdf --form", "ผ.99"),
    ("export plan.kkplan --xlsx new.xlsx --layout", "1999"),
    ("hand-out plan.kkplan new.xlsx --agency", "กองที่ไม่มี"),
    ("hand-out plan.kkplan new.xlsx --issue", "99"),
    ("take-back plan.kkplan filled.xlsx --decide", "00000000=ours"),
    ("merge plan.kkplan old.kkplan --decide", "00000000=ours"),
    ("merge plan.kkplan --decide", "00000000=ours"),
    ("history plan.kkplan --project", "00000000"),
    ("waive plan.kkplan --reason x --rule", "project.no-such-rule"),
    ("waive plan.kkplan --rule project.kpi-missing --reason x --project", "00000000"),
    ("carry-over plan.kkplan old.kkplan --funded-in", "2400"),
    (f"carry-over plan.kkplan old.kkplan --project {FIRST} --project", "00000000"),
    ("needs plan.kkplan --reopen", "99"),
    ("templates --measure", "99.9"),
    ("templates --remove", "no-such-template"),
    ("templates --from plan.kkplan --save new.json --project", "00000000"),
    ("add plan.kkplan --amount 1 --template", "no-such-template"),
    ("add plan.kkplan --template road-concrete-new --amount 1 --set", "ไม่มีช่องนี้=3"),
    ("frameworks --show", "no-such-framework"),
    ("new new.kkplan --org ก --type อบต. --district", "9999"),
    ("new new.kkplan --org ก --type อบต. --district 4001 --tambon", "999999"),
    ("new new.kkplan --org ก --type อบต. --district 4001 --issues-from", "no-such-framework"),
    ("recover plan.kkplan --to new.kkplan --from", "0"),
    ("recover plan.kkplan --to new.kkplan --from", "99"),
)


@pytest.mark.parametrize(("command", "name"), COMMANDS)
def test_a_name_that_is_none_is_told(folder, monkeypatch, capsys, command, name):
    monkeypatch.chdir(folder)
    if "filled.xlsx" in command and not (folder / "filled.xlsx").exists():
        assert main(["hand-out", "plan.kkplan", "filled.xlsx"]) == 0
    before = {path.name for path in folder.iterdir()}
    with Workbook.open("plan.kkplan", read_only=True) as book:
        operations = len(book.history())
    capsys.readouterr()
    assert main([*command.split(), name]) == 2
    told = capsys.readouterr().err.strip().splitlines()[-1]
    assert name.partition("=")[0] in told
    assert {path.name for path in folder.iterdir()} == before
    with Workbook.open("plan.kkplan", read_only=True) as book:
        assert len(book.history()) == operations


def test_the_sentence_says_what_there_is_instead(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    main(["import", "plan.kkplan", "book.xlsx", "--without", "ผ.02"])
    assert f"“{SHEET}”" in capsys.readouterr().err
    main(["import", "plan.kkplan", "book.xlsx", "--years", "2500=2571"])
    assert "“2571”, “2572”" in capsys.readouterr().err
