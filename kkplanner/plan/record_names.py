"""What a clerk calls a kind of record and a field (`resources/lists/record_names.json`)."""

from __future__ import annotations

import json
from functools import cache

from kkplanner.assets import resource
from kkplanner.plan.narrative_fields import SETTING_PREFIX
from kkplanner.plan.narrative_texts import fixed_texts

# Merging takes both together, everywhere else each has its own name.
_NAMING = ("issue", "approach")
_OF_PROJECT = "project."


@cache
def _words() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(
        resource("lists", "record_names.json").read_text(encoding="utf-8")
    )
    return found


def kind_name(kind: str) -> str:
    """A kind of record in Thai: "โครงการ"."""
    return _words()["records"][kind]


def field_name(kind: str, path: tuple[str | int, ...]) -> str:
    """A field in Thai, a year's amount with its year: "งบประมาณ ปี 2571"; empty for no field."""
    if not path or kind == "setting":
        return ""
    words = _words()["fields"]
    name = words.get(str(path[0])) or words[f"{kind}.{path[0]}"]
    return name if len(path) == 1 else f"{name} ปี {path[1]}"


def setting_name(key: str, part: str | None = None) -> str:
    """What a clerk calls a setting: "ข้อความที่อ้างในเล่ม: หนังสือนำส่งเลขที่เท่าใด"; its key where it has no name."""
    words = _words()["settings"]
    if key in words or not key.startswith(SETTING_PREFIX):
        name = words.get(key, key)
        return name if part is None else f"{name}: {part}"
    field = fixed_texts().fields.get(key.removeprefix(SETTING_PREFIX))
    return f"{words[SETTING_PREFIX]}: {field.question if field else key.removeprefix(SETTING_PREFIX)}"


def project_field(name: str) -> str:
    """A field of a project in Thai: "เป้าหมาย"; one that names a record has the name of its kind.

    Raises:
        KeyError: a project has no such field.
    """
    words = _words()
    return words["records"][name] if name in _NAMING else words["fields"][f"project.{name}"]


def project_fields() -> dict[str, str]:
    """Every field of a project in Thai."""
    names = (name for name in _words()["fields"] if name.startswith(_OF_PROJECT))
    return {
        name: project_field(name) for name in (*_NAMING, *(each.removeprefix(_OF_PROJECT) for each in names))
    }
