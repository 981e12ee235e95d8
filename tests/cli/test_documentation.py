"""docs/cli.md and the command line say the same."""

from __future__ import annotations

import argparse
import re

from conftest import ROOT

from kkplanner.cli.main import build_parser

PAGE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")


def commands() -> dict[str, argparse.ArgumentParser]:
    parser = build_parser()
    action = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    return dict(action.choices)


def section(command: str) -> str:
    parts = re.split(r"^## ", PAGE, flags=re.MULTILINE)
    return next(part for part in parts if f"kkplanner {command} " in part.splitlines()[0] + " ")


def test_every_command_and_option_is_documented() -> None:
    for name, parser in commands().items():
        text = section(name)
        options = [o for action in parser._actions for o in action.option_strings if o.startswith("--")]
        missing = [option for option in options if option != "--help" and f"`{option}" not in text]
        assert not missing, f"{name}: {missing}"


def test_nothing_is_documented_that_does_not_exist() -> None:
    known = commands()
    for heading in re.findall(r"^## (.+)$", PAGE, flags=re.MULTILINE):
        for name in re.findall(r"kkplanner ([a-z-]+)", heading):
            assert name in known
            options = {o for action in known[name]._actions for o in action.option_strings}
            documented = set(re.findall(r"^\| `(--[a-z-]+)", section(name), flags=re.MULTILINE))
            assert documented <= options, name
