"""Not one byte of a package can change unnoticed: of no member, of the manifest, the signature or the archive around."""

from __future__ import annotations

import random

import pytest
from small_package import SENDER, small_package

from kkplanner.exchange.package import KnownSenders, PackageError, examine
from kkplanner.exchange.package.archive import pack
from kkplanner.exchange.package.members import LARGEST, MANIFEST, SIGNATURE

SAMPLED = 60


@pytest.fixture
def senders(tmp_path):
    return KnownSenders(tmp_path / "known.json")


def is_caught(data, senders):
    try:
        examine("x.kkp.zip", data, senders)
    except PackageError as error:
        return bool(error.sentence)
    return False


def offsets(length, seed):
    chance = random.Random(seed)
    some = {chance.randrange(length) for _ in range(SAMPLED)}
    return sorted({0, 1, length // 2, length - 2, length - 1, *some})


@pytest.mark.parametrize("member", sorted(LARGEST))
def test_a_changed_byte_of_a_member_is_caught_with_and_without_a_fresh_archive(member, senders):
    """Once as a fault of the medium leaves it, once with all checksums of the archive put right."""
    package = small_package()
    content = package.members[member]
    place = package.data.index(content)
    for offset in offsets(len(content), member):
        for bit in (0x01, 0x80):
            other = bytes([content[offset] ^ bit])
            data = package.data
            assert is_caught(data[: place + offset] + other + data[place + offset + 1 :], senders)
            changed = content[:offset] + other + content[offset + 1 :]
            assert is_caught(pack({**package.members, member: changed}), senders)


@pytest.mark.parametrize("member", [MANIFEST, SIGNATURE])
def test_what_is_signed_and_the_signature_are_covered_byte_by_byte(member, senders):
    package = small_package()
    content = package.members[member]
    for offset in range(len(content)):
        changed = content[:offset] + bytes([content[offset] ^ 0x20]) + content[offset + 1 :]
        assert is_caught(pack({**package.members, member: changed}), senders)


def test_a_changed_byte_of_the_archive_around_the_members_is_caught(senders):
    package = small_package()
    inside = bytearray(len(package.data))
    for content in package.members.values():
        place = package.data.index(content)
        inside[place : place + len(content)] = b"\1" * len(content)
    around = [offset for offset, within in enumerate(inside) if not within]
    assert len(around) > 500
    for offset in around:
        data = bytearray(package.data)
        data[offset] ^= 0x01
        assert is_caught(bytes(data), senders), offset


def test_a_cut_off_package_is_caught_wherever_it_ends(senders):
    data = small_package().data
    for length in (0, 1, 4, 30, 1_000, len(data) // 2, len(data) - 22, len(data) - 1):
        assert is_caught(data[:length], senders)
    assert is_caught(data + b"\0", senders)


def test_the_untouched_package_is_sound(senders):
    found = examine("x.kkp.zip", small_package().data, senders)
    assert found.is_sound
    assert found.fingerprint == SENDER.fingerprint
