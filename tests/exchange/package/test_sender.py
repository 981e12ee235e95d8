"""The key: made once, kept for its owner alone, never guessed at; what it signs nobody else can have signed."""

from __future__ import annotations

import os
import stat
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_package import SENDER, STRANGER

from kkplanner.exchange.package import KnownSenders, SenderStatus, own_sender
from kkplanner.exchange.package.errors import KnownSendersError, SenderKeyError
from kkplanner.exchange.package.fingerprint import fingerprint_of, short_code
from kkplanner.exchange.package.sender import is_signed_by


def test_the_key_is_made_at_first_use_and_stays(tmp_path):
    folder = tmp_path / "data"
    first = own_sender(folder)
    assert own_sender(folder) == first
    assert [path.name for path in folder.iterdir()] == ["sender-key"]
    assert own_sender(tmp_path / "other") != first


@pytest.mark.skipif(sys.platform == "win32", reason="Windows guards the profile by its own rights")
def test_nobody_else_may_read_the_key(tmp_path):
    own_sender(tmp_path)
    assert stat.S_IMODE((tmp_path / "sender-key").stat().st_mode) == 0o600


def test_the_key_is_shown_nowhere(tmp_path):
    sender = own_sender(tmp_path)
    assert sender.seed.hex() not in repr(sender)
    assert repr(sender.seed) not in repr(sender)


def test_windows_that_make_the_key_at_once_agree_on_one(tmp_path):
    found = []
    threads = [threading.Thread(target=lambda: found.append(own_sender(tmp_path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({sender.seed for sender in found}) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["sender-key"]


@pytest.mark.parametrize(
    "content", [b"", b"kkplanner-sender-key-1\nabc\n", b"\xff" * 100, b"other\n" + b"00" * 32]
)
def test_a_damaged_key_is_told_and_not_replaced(tmp_path, content):
    (tmp_path / "sender-key").write_bytes(content)
    with pytest.raises(SenderKeyError):
        own_sender(tmp_path)
    assert (tmp_path / "sender-key").read_bytes() == content


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_named(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(SenderKeyError):
        own_sender(tmp_path)


def test_a_folder_that_is_a_file_is_named(tmp_path):
    (tmp_path / "data").write_bytes(b"")
    with pytest.raises(SenderKeyError):
        own_sender(tmp_path / "data")


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_a_signature_is_of_one_message_and_one_key(message, other):
    signature = SENDER.sign(message)
    assert is_signed_by(SENDER.public_key, message, signature)
    assert not is_signed_by(STRANGER.public_key, message, signature)
    assert is_signed_by(SENDER.public_key, other, signature) == (message == other)


@given(st.binary(max_size=70), st.binary(max_size=70))
def test_keys_and_signatures_of_any_bytes_are_no_more_than_wrong(key, signature):
    assert not is_signed_by(key, b"message", signature)


def test_fingerprint_and_code_are_for_the_eye():
    assert SENDER.fingerprint == fingerprint_of(SENDER.public_key)
    assert len(SENDER.fingerprint.split()) == 8
    assert short_code("0" * 64) == "0000-0000-0000"
    assert short_code("f" * 64) == "ZZZZ-ZZZZ-ZZZZ"
    assert short_code("08" + "0" * 62) == "1000-0000-0000"


def test_the_list_of_senders_lasts_and_a_new_key_takes_the_place_of_the_old(tmp_path):
    senders = KnownSenders(tmp_path / "deep" / "known.json")
    assert senders.status("a", SENDER.public_key) is SenderStatus.NEW
    senders.remember("a", SENDER.public_key)
    senders.remember("b", STRANGER.public_key)
    again = KnownSenders(senders.path)
    assert again.status("a", SENDER.public_key) is SenderStatus.SAME
    assert again.status("a", STRANGER.public_key) is SenderStatus.DIFFERENT
    again.remember("a", STRANGER.public_key)
    assert senders.last_fingerprint("a") == STRANGER.fingerprint


@pytest.mark.parametrize(
    "content",
    [b"[]", b"{", b'{"organisations": []}', b'{"organisations": {"a": {"public_key": 1}}}', b"[" * 100_000],
)
def test_a_list_that_does_not_read_is_told_and_not_begun_anew(tmp_path, content):
    path = tmp_path / "known.json"
    path.write_bytes(content)
    senders = KnownSenders(path)
    with pytest.raises(KnownSendersError):
        senders.status("a", SENDER.public_key)
    with pytest.raises(KnownSendersError):
        senders.remember("a", SENDER.public_key)
    assert path.read_bytes() == content


def test_a_list_that_cannot_be_kept_is_told(tmp_path):
    (tmp_path / "data").write_bytes(b"")
    with pytest.raises(KnownSendersError):
        KnownSenders(tmp_path / "data" / "known.json").remember("a", SENDER.public_key)
