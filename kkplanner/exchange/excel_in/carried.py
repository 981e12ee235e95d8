"""What our own export hid in the workbook: checked like any stranger's data before a word of it is used.

A file may come back from anyone. Every JSON text is capped, parsed and held against the published schema of
the plan; what does not fit is a finding and is ignored, the visible cells are imported all the same.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from kkplanner import strict_json
from kkplanner.assets import resource
from kkplanner.exchange.plan_json import FORMAT, VERSION, PlanJsonError, plan_from_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jsonschema.protocols import Validator

    from kkplanner.plan.document import PlanDocument

Json = dict[str, Any]

_AROUND: Final = ("organisation", "plan", "villages", "agencies", "editions", "issues")
_NOT_CARRIED: Final = (
    "projects",
    "equipment",
    "sections",
    "needs",
    "unit_prices",
    "waivers",
    "crosswalk_choices",
    "pictures",
)
_LONGEST_RECORD: Final = 2_000_000
_LONGEST_AROUND: Final = 20_000_000
_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class CarriedError(ValueError):
    """A hidden text is no record of ours."""


def is_uuid(text: str) -> bool:
    return _UUID.fullmatch(text) is not None


def carried_plan(texts: Mapping[str, str]) -> PlanDocument | None:
    """The plan around the rows (without projects), or None when the book carries none.

    Raises:
        CarriedError: it carries something else under our key.
    """
    if "organisation" not in texts or "plan" not in texts:
        return None
    data: Json = {key: _parsed(texts[key], _LONGEST_AROUND) for key in _AROUND if key in texts}
    try:
        return plan_from_json(
            {
                "format": FORMAT,
                "version": VERSION,
                "program": "",
                **{key: [] for key in (*_AROUND[2:], *_NOT_CARRIED)},
                **data,
            }
        )
    except (PlanJsonError, ValueError, TypeError, KeyError) as fault:
        raise CarriedError(str(fault)) from fault


def project_record(text: str) -> Json:
    """The fields of a project or sub-item that its form does not print; empty when the row carries none.

    Raises:
        CarriedError: the text is no such record.
    """
    if not text:
        return {}
    record = _parsed(text, _LONGEST_RECORD)
    problem = next(_validator().iter_errors(record), None)
    if problem is not None:
        raise CarriedError("/".join(str(step) for step in problem.absolute_path))
    return dict(record)


def _parsed(text: str, longest: int) -> Any:  # noqa: ANN401 - any JSON
    if len(text) > longest:
        raise CarriedError(f"{len(text)} characters")
    try:
        return strict_json.parse(text.encode("utf-8"))
    except ValueError as fault:
        raise CarriedError(str(fault)) from fault


@cache
def _validator() -> Validator:
    """The plan's schema for the fields of one project, none of them required."""
    import jsonschema

    schema = json.loads(resource("schemas", "plan.schema.json").read_text(encoding="utf-8"))
    texts = {
        "type": "object",
        "maxProperties": 50,
        "additionalProperties": {"type": "string", "maxLength": 40_000},
    }
    position = {"type": "integer", "minimum": 0, "maximum": 10_000_000}
    properties = {
        **schema["$defs"]["project"]["properties"],
        "position": position,
        "printed": texts,
        "text": {"$ref": "#/$defs/text"},
    }
    return jsonschema.Draft202012Validator(
        {
            "$schema": schema["$schema"],
            "$defs": schema["$defs"],
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
        }
    )
