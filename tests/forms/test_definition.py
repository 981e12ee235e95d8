"""Layouts are data: held by a schema, found by being there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kkplanner.assets import resource
from kkplanner.forms import (
    LayoutFileError,
    UnknownFormError,
    UnknownLayoutError,
    build,
    build_all,
    bundled_layouts,
    read_layouts,
)
from kkplanner.forms.project_fields import WORKED_OUT
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.model import Project

FORMS = ["ผ.01", "ผ.01/1", "ผ.02", "ผ.02/1", "ผ.02/2", "ผ.03"]


def layout_files() -> list[Path]:
    return [path for path in resource("forms").glob("*.json") if not path.name.endswith(".schema.json")]


def test_the_program_has_the_layouts_of_both_periods_one_with_kpi_and_one_for_coordination() -> None:
    layouts = bundled_layouts()
    assert list(layouts) == ["2571-kpi", "2571-coordination", "2571", "2566"]
    assert all(list(layouts[name].forms) == FORMS for name in ("2571-kpi", "2571", "2566"))
    assert list(layouts["2571-coordination"].forms) == ["ผ.01", "ผ.02/2"]


@pytest.mark.parametrize("path", layout_files(), ids=lambda path: path.name)
def test_every_layout_file_follows_the_schema(path: Path) -> None:
    schema = json.loads(resource("forms", "form.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(path.read_text(encoding="utf-8")), schema)


@pytest.mark.parametrize("layout", bundled_layouts().values(), ids=lambda layout: layout.id)
def test_definitions_name_fields_that_projects_have(layout: Any) -> None:
    fields = set(Project.__dataclass_fields__) | set(WORKED_OUT)
    for group in layout.columns.values():
        for column in group.columns:
            if column.key != "label":
                assert set(column.fields) <= fields, column.key


@pytest.mark.parametrize("layout", bundled_layouts().values(), ids=lambda layout: layout.id)
def test_sheet_names_fit_excel_and_differ(layout: Any) -> None:
    names = [form.sheet for form in layout.forms.values()]
    assert all(len(name) <= 31 and not set(name) & set(r"[]:*?/\'") for name in names)
    assert len({name.casefold() for name in names}) == len(names)


def test_a_layout_more_is_a_file_more(tmp_path: Path, small_plan: PlanDocument) -> None:
    data = json.loads(resource("forms", "2571.json").read_text(encoding="utf-8"))
    data["id"] = "2576"
    data["forms"] = {"ผ.02": data["forms"]["ผ.02"]}
    data["forms"]["ผ.02"]["title_lines"][0] = "แบบใหม่ของกระทรวง"
    (tmp_path / "new.json").write_text(json.dumps(data), encoding="utf-8")
    layouts = read_layouts(tmp_path)
    assert list(layouts) == ["2576"]
    tables = build(small_plan, "ผ.02", "2576", layouts=layouts)
    assert tables[0].title_lines[0] == "แบบใหม่ของกระทรวง"
    assert list(build_all(small_plan, "2576", layouts=layouts)) == ["ผ.02"]


def test_an_unknown_layout_is_named_with_those_there_are(small_plan: PlanDocument) -> None:
    with pytest.raises(UnknownLayoutError, match=r"“2599”.*2571, 2566"):
        build(small_plan, "ผ.02", "2599")


def test_an_unknown_form_is_named(small_plan: PlanDocument) -> None:
    with pytest.raises(UnknownFormError, match=r"ผ\.08"):
        build(small_plan, "ผ.08", "2571")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda data: data.pop("lines"), "ต้นแฟ้ม"),
        (lambda data: data["forms"]["ผ.02"].update(numbering="never"), "forms/ผ.02"),
        (lambda data: data["columns"]["index"].update(width_mm=-1), "columns/index"),
        (lambda data: data["forms"]["ผ.02"]["columns"].append("colour"), "columns/colour"),
        (lambda data: data["forms"]["ผ.02"]["lines_above"].append("moon"), "lines/moon"),
    ],
)
def test_a_wrong_layout_file_is_named_with_the_place(tmp_path: Path, change: Any, place: str) -> None:
    data = json.loads(resource("forms", "2571.json").read_text(encoding="utf-8"))
    change(data)
    (tmp_path / "wrong.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(LayoutFileError) as caught:
        read_layouts(tmp_path)
    assert "wrong.json" in caught.value.sentence
    assert place in caught.value.sentence


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "\ufeff\x00"])
def test_a_file_that_is_no_json_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "broken.json").write_text(text, encoding="utf-8")
    with pytest.raises(LayoutFileError, match=r"broken\.json"):
        read_layouts(tmp_path)
