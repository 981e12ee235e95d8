from __future__ import annotations

import logging
import multiprocessing
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkplanner.thai.word_cache import WordCache, _pack, _unpack


def key(number: int) -> bytes:
    return number.to_bytes(WordCache.KEY_SIZE, "big")


def test_results_come_back_in_the_next_run(tmp_path: Path):
    store = WordCache(tmp_path / "deep" / "words.bin")
    store.put(key(1), (3, 9), 12)
    store.put(key(2), (), 4)
    assert store.get(key(1), 12) == (3, 9)
    store.flush()
    again = WordCache(tmp_path / "deep" / "words.bin")
    assert again.get(key(1), 12) == (3, 9)
    assert again.get(key(2), 4) == ()
    assert again.get(key(3), 4) is None
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["words.bin"]


def test_nothing_new_writes_nothing(tmp_path: Path):
    WordCache(tmp_path / "words.bin").flush()
    assert list(tmp_path.iterdir()) == []


def test_no_text_of_the_user_is_in_the_file(tmp_path: Path):
    from kkplanner.thai.words import Segmenter

    store = WordCache(tmp_path / "words.bin")
    Segmenter(["ตำบลสมมุติ"], cache=store).units("โครงการลับของตำบลสมมุติ")
    store.flush()
    content = (tmp_path / "words.bin").read_bytes()
    assert "โครงการ".encode() not in content
    assert "สมมุติ".encode() not in content


def test_cuts_that_do_not_fit_the_text_are_not_used(tmp_path: Path):
    store = WordCache(tmp_path / "words.bin")
    store.put(key(1), (3, 9), 12)
    assert store.get(key(1), 11) is None


@given(st.lists(st.integers(1, 40_000), min_size=1, max_size=30))
def test_packing_is_exact(distances: list[int]):
    ends = [sum(distances[: count + 1]) for count in range(len(distances))]
    cuts, length = tuple(ends[:-1]), ends[-1]
    assert _unpack(_pack(cuts, length), length) == cuts
    assert _unpack(_pack(cuts, length), length + 1) is None


@given(st.binary(max_size=20), st.integers(1, 50))
def test_any_bytes_are_cuts_or_nothing(packed: bytes, length: int):
    cuts = _unpack(packed, length)
    assert cuts is None or all(0 <= cut <= length for cut in cuts)


def truncated(content: bytes) -> bytes:
    return content[:-1]


def flipped(content: bytes) -> bytes:
    return content[:-3] + bytes([content[-3] ^ 1]) + content[-2:]


def of_another_version(content: bytes) -> bytes:
    return content.replace(b"boundaries 1", b"boundaries 9")


def foreign(content: bytes) -> bytes:
    return os.urandom(len(content))


@pytest.mark.parametrize("damage", [truncated, flipped, of_another_version, foreign, lambda _: b""])
def test_a_damaged_file_is_logged_and_built_anew(tmp_path: Path, caplog: pytest.LogCaptureFixture, damage):
    path = tmp_path / "words.bin"
    store = WordCache(path)
    store.put(key(1), (1,), 2)
    store.flush()
    path.write_bytes(damage(path.read_bytes()))
    with caplog.at_level(logging.WARNING):
        broken = WordCache(path)
        assert broken.get(key(1), 2) is None
    assert "damaged" in caplog.text
    broken.put(key(2), (1,), 2)
    broken.flush()
    assert WordCache(path).get(key(2), 2) == (1,)


def test_the_file_has_a_size_limit_and_forgets_the_oldest(tmp_path: Path):
    path = tmp_path / "words.bin"
    for start in range(0, 300, 100):
        store = WordCache(path, largest=2000)
        for number in range(start, start + 100):
            store.put(key(number), (1,), 2)
        store.flush()
        assert path.stat().st_size <= 2000 + 100
    assert WordCache(path, largest=2000).get(key(299), 2) == (1,)
    assert WordCache(path, largest=2000).get(key(0), 2) is None


def test_a_file_far_too_large_is_not_read(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    path = tmp_path / "words.bin"
    path.write_bytes(WordCache.HEADER + bytes(5000))
    assert WordCache(path, largest=1000).get(key(1), 2) is None
    assert "damaged" in caplog.text


def test_a_text_too_long_for_a_record_is_left_out(tmp_path: Path):
    store = WordCache(tmp_path / "words.bin")
    store.put(key(1), tuple(range(1, 70_000)), 70_000)
    assert store.get(key(1), 70_000) is None


def fill(path: str, first: int) -> None:
    for number in range(first, first + 20):
        store = WordCache(Path(path))
        store.put(key(number), (1,), 2)
        store.flush()


def test_two_processes_never_damage_the_file(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    path = tmp_path / "words.bin"
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=fill, args=(str(path), first)) for first in (0, 1000)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    store = WordCache(path)
    # Whoever writes last may not know the other's newest record; whole and readable the file always is.
    assert store.get(key(19), 2) == (1,) or store.get(key(1019), 2) == (1,)
    assert "damaged" not in caplog.text
    assert [entry.name for entry in tmp_path.iterdir()] == ["words.bin"]


def test_a_folder_that_cannot_be_made_means_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("KKPLANNER_CACHE_DIR", str(tmp_path / "file" / "cache"))
    assert WordCache.of_user() is None


def test_a_file_that_cannot_be_written_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    (tmp_path / "words.bin").mkdir()
    store = WordCache(tmp_path / "words.bin")
    store.put(key(1), (1,), 2)
    assert store.get(key(9), 2) is None
    store.flush()
    assert "not written" in caplog.text
    assert store.get(key(1), 2) == (1,)
    assert [entry.name for entry in tmp_path.iterdir()] == ["words.bin"]
