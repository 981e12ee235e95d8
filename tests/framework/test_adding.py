"""Adding a framework from a file: a newer one comes in, everything else leaves the folder as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kkplanner.assets import resource
from kkplanner.errors import UserError
from kkplanner.framework import (
    FrameworkFormatTooNewError,
    FrameworkInvalidError,
    FrameworkNotNewerError,
    FrameworkNotSavedError,
    FrameworkTooLargeError,
    FrameworkUnreadableError,
    add_framework,
    available,
    listing,
    load,
)


def document(framework_id="kk-cluster-2566"):
    return json.loads(resource("frameworks", f"{framework_id}.json").read_text(encoding="utf-8"))


def write(path, content):
    if not isinstance(content, bytes):
        content = json.dumps(content, ensure_ascii=False).encode("utf-8")
    path.write_bytes(content)
    return path


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data" / "frameworks"


@pytest.fixture
def sent(tmp_path):
    return tmp_path / "sent.json"


def newer(version="2599.1"):
    edition = document()
    edition["version"] = version
    edition["nodes"][0]["text"] = "ข้อความของรุ่นใหม่"
    edition["nodes"][0].pop("as_printed", None)
    return edition


def test_a_newer_edition_is_used_instead_of_the_shipped_one(folder, sent):
    framework = add_framework(write(sent, newer()), folder)
    assert load("kk-cluster-2566", folder) == framework
    assert load("kk-cluster-2566", folder).version == "2599.1"
    assert load("kk-cluster-2566").version != "2599.1"
    assert available(folder) == available()
    assert [path.name for path in folder.iterdir()] == ["kk-cluster-2566.json"]


def test_a_new_framework_joins_the_others(folder, sent):
    edition = document()
    edition["id"] = "kk-cluster-2571"
    add_framework(write(sent, edition), folder)
    assert set(available(folder)) - set(available()) == {"kk-cluster-2571"}
    assert "kk-cluster-2571" in [entry["id"] for entry in listing(folder)]


def test_a_byte_order_mark_does_no_harm(folder, sent):
    content = b"\xef\xbb\xbf" + json.dumps(newer()).encode("utf-8")
    assert add_framework(write(sent, content), folder).version == "2599.1"


def test_a_shipped_edition_that_became_newer_is_used_again(folder, sent):
    edition = newer()
    add_framework(write(sent, edition), folder)
    edition["version"] = "1"  # as if the program had been updated since
    write(folder / "kk-cluster-2566.json", edition)
    assert load("kk-cluster-2566", folder) == load("kk-cluster-2566")


@pytest.mark.parametrize("version", ["2599.1", "2599.1.0", "2599", "2569.1", "0"])
def test_an_equal_or_older_edition_is_refused(folder, sent, version):
    add_framework(write(sent, newer()), folder)
    before = (folder / "kk-cluster-2566.json").read_bytes()
    with pytest.raises(FrameworkNotNewerError, match=r"2599\.1"):
        add_framework(write(sent, newer(version)), folder)
    assert (folder / "kk-cluster-2566.json").read_bytes() == before


def test_the_shipped_edition_itself_is_refused(folder, sent):
    with pytest.raises(FrameworkNotNewerError):
        add_framework(write(sent, document()), folder)
    assert not folder.exists()


def deep(levels):
    return b'{"format": 1, "notes": ' + b"[" * levels + b"]" * levels + b"}"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 a workbook, not a framework",
        b"\xff\xfe\x00",
        b"null",
        b"[]",
        b"{}",
        b'{"format": NaN}',
        b'{"format": 1, "format": 1}',
        b'{"format": "1"}',
        b'{"format": true}',
        deep(200),
        deep(800),
        deep(100_000),
        b'{"format": 1, "title": "\\ud800"}',
        b'{"format": 1' + b"0" * 10_000 + b"}",
    ],
    ids=lambda content: repr(content[:24]),
)
def test_a_file_that_is_no_framework_is_refused(folder, sent, content):
    with pytest.raises(FrameworkUnreadableError, match=r"sent\.json"):
        add_framework(write(sent, content), folder)
    assert not folder.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "../../outside"),
        ("id", "con"),
        ("id", "sdg\n"),
        ("id", "C:evil"),
        ("version", "newest"),
        ("version", "๒๕๗๐"),
        ("announced", "2026-13-41"),
        ("announced", "1 กรกฎาคม 2569"),
        ("period", [2571]),
        ("period", [2571.5, 2575]),
        ("title", ""),
        ("title", 5),
        ("nodes", []),
        ("surprise", True),
    ],
)
def test_a_field_that_does_not_follow_the_schema_is_refused(folder, sent, field, value):
    edition = newer()
    edition[field] = value
    with pytest.raises(FrameworkUnreadableError):
        add_framework(write(sent, edition), folder)
    assert not folder.exists()


def test_the_sentence_names_the_place_in_the_file(folder, sent):
    edition = newer()
    edition["nodes"][3]["text"] = 7
    with pytest.raises(FrameworkUnreadableError, match="nodes/3/text"):
        add_framework(write(sent, edition), folder)


def test_whole_numbers_written_as_fractions_are_refused(folder, sent):
    content = json.dumps(newer()).replace('"period": [2566', '"period": [2566.0').encode("utf-8")
    assert b"2566.0" in content
    with pytest.raises(FrameworkUnreadableError):
        add_framework(write(sent, content), folder)


def test_a_later_file_format_asks_for_a_newer_program(folder, sent):
    with pytest.raises(FrameworkFormatTooNewError, match="ปรับปรุงโปรแกรม"):
        add_framework(write(sent, {"format": 2}), folder)


def test_a_framework_that_contradicts_itself_is_refused_with_its_problems(folder, sent):
    edition = newer()
    edition["nodes"].append(edition["nodes"][-1])
    with pytest.raises(FrameworkInvalidError) as caught:
        add_framework(write(sent, edition), folder)
    assert "duplicate_code" in {problem.kind for problem in caught.value.problems}
    assert not folder.exists()


def test_a_file_over_five_megabytes_is_not_parsed(folder, sent):
    padded = json.dumps(newer()).encode("utf-8") + b" " * (5 * 1024 * 1024)
    with pytest.raises(FrameworkTooLargeError):
        add_framework(write(sent, padded), folder)


def test_a_missing_file_or_a_folder_is_named(folder, tmp_path):
    for path in (tmp_path / "nowhere.json", tmp_path):
        with pytest.raises(FrameworkUnreadableError, match="เปิดไฟล์ไม่ได้"):
            add_framework(path, folder)


def test_a_folder_that_takes_no_file_is_named(sent, tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file stands where the folder should be")
    with pytest.raises(FrameworkNotSavedError, match="blocked"):
        add_framework(write(sent, newer()), blocked)


def test_a_failure_while_replacing_leaves_the_former_edition_and_no_scraps(folder, sent, monkeypatch):
    add_framework(write(sent, newer()), folder)
    before = (folder / "kk-cluster-2566.json").read_bytes()

    def full(self, target):
        raise OSError("no space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(FrameworkNotSavedError):
        add_framework(write(sent, newer("2600")), folder)
    assert (folder / "kk-cluster-2566.json").read_bytes() == before
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("damage", [b"", b"{", b'{"format": 1}'])
def test_a_damaged_added_file_is_named_and_mended_by_adding_again(folder, sent, damage):
    add_framework(write(sent, newer()), folder)
    write(folder / "kk-cluster-2566.json", damage)
    with pytest.raises(FrameworkUnreadableError, match=r"kk-cluster-2566\.json"):
        load("kk-cluster-2566", folder)
    add_framework(sent, folder)
    assert load("kk-cluster-2566", folder).version == "2599.1"


def test_an_added_file_under_another_name_is_not_believed(folder, sent):
    add_framework(write(sent, newer()), folder)
    (folder / "kk-cluster-2566.json").rename(folder / "sdg.json")
    with pytest.raises(FrameworkUnreadableError, match=r"sdg\.json"):
        load("sdg", folder)


def test_every_refusal_is_one_the_clerk_can_read():
    """All of them are `UserError`s; each says that what is there did not change."""
    for fault in (
        FrameworkFormatTooNewError("x"),
        FrameworkNotNewerError("x", "1", "2"),
        FrameworkNotSavedError("x", "y"),
        FrameworkTooLargeError("x", 5),
        FrameworkUnreadableError("x", "y"),
    ):
        assert isinstance(fault, UserError)
        assert "ไม่เปลี่ยนแปลง" in fault.sentence
