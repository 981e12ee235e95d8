"""Finding one's way in a framework, and the shapes the command line prints."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import pytest

from kkplanner.framework import (
    FrameworkNotFoundError,
    NodeNotFoundError,
    available,
    listing,
    load,
    shown,
)


def test_a_measure_knows_its_way_up():
    framework = load("kkpao-2571")
    assert [node.code for node in framework.ancestors("1.2.4")] == ["1.2", "1"]
    assert framework.ancestors("1") == ()


def test_children_come_in_the_order_of_the_source():
    framework = load("kkpao-2571")
    assert [node.code for node in framework.children("1.4")] == ["1.4.1", "1.4.2", "1.4.3", "1.4.4"]
    assert [node.code for node in framework.children(None) if node.level == "issue"] == list("12345678")
    assert framework.children("1.4.1") == ()


def test_an_unknown_code_is_named_in_a_sentence():
    framework = load("kkpao-2571")
    assert framework.find("9.9") is None
    with pytest.raises(NodeNotFoundError, match=r"9\.9"):
        framework.node("9.9")


@pytest.mark.parametrize("framework_id", ["nothing", "", "../frameworks/sdg", "framework.schema", "SDG"])
def test_an_unknown_framework_is_named_in_a_sentence(framework_id):
    with pytest.raises(FrameworkNotFoundError, match="ไม่พบกรอบ"):
        load(framework_id)


def test_versions_compare_number_by_number():
    def key(version):
        return replace(load("sdg"), version=version).version_key

    ordered = ["2568.9", "2569", "2569.1", "2569.2", "2569.10", "2570.0.1"]
    assert all(key(older) < key(newer) for older, newer in pairwise(ordered))
    assert key("2569.1") == key("2569.1.0")


def test_the_listing_has_the_promised_shape():
    entries = listing()
    assert [entry["id"] for entry in entries] == list(available())
    for entry in entries:
        assert set(entry) == {"id", "title", "period", "levels", "source"}
        assert isinstance(entry["source"], str)
        assert entry["period"] is None or len(entry["period"]) == 2
        assert all(set(level) == {"name", "count"} for level in entry["levels"])
    by_id = {entry["id"]: entry for entry in entries}
    assert by_id["kkpao-2571"]["period"] == [2571, 2575]
    assert {"name": "รายการใต้แนวทาง", "count": 175} in by_id["kkpao-2571"]["levels"]
    json.dumps(entries)


def test_showing_a_framework_gives_every_node_in_the_promised_shape():
    answer = shown("kkpao-2571")
    nodes = {node["code"]: node for node in answer["nodes"]}
    assert answer["id"] == "kkpao-2571"
    assert len(answer["nodes"]) == len(nodes) == sum(level["count"] for level in answer["levels"])
    promised = {"code", "level", "text", "parent", "source"}
    extra = {"as_printed", "variants", "note", "expectation"}
    for node in answer["nodes"]:
        assert promised <= set(node) <= promised | extra
        assert set(node["source"]) == {"document", "section"}
    assert nodes["2.2"]["as_printed"] == "ป้องกัน บำบัด และแก้ไขปัญหาเสพติดอย่างบูรณาการ"
    assert "as_printed" not in nodes["1.1"]
    assert nodes["G1.1"]["expectation"]["by_year"]["2573"] == {"percent": 60, "count": 135}
    json.dumps(answer)


def test_shipped_frameworks_are_read_without_the_schema_library():
    probe = (
        "import sys; from kkplanner.framework import listing; listing(); "
        "sys.exit('jsonschema' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0
