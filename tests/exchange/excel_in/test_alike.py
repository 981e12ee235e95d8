"""Texts of strangers are compared in bounded time."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest

from kkplanner.exchange.excel_in.alike import LONGEST, alike


def test_the_same_and_nothing_in_common() -> None:
    assert alike("ก่อสร้างถนน", "ก่อสร้างถนน") == 1
    assert alike("กกก", "ขขข") == 0
    assert 0.8 < alike("โครงสร้างพื้นฐาน", "โครงสร้างพื้นถาน") < 1


def test_only_the_beginning_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cells of 32,767 letters would otherwise be compared for more than a minute."""
    lengths: list[int] = []

    class Watched(SequenceMatcher[str]):
        def __init__(self, isjunk: None, one: str, other: str, autojunk: bool) -> None:
            lengths.extend((len(one), len(other)))
            super().__init__(isjunk, one, other, autojunk)

    monkeypatch.setattr("kkplanner.exchange.excel_in.alike.SequenceMatcher", Watched)
    assert alike("ก" * 32_767, "ก" * 32_766 + "ข") == 1
    assert lengths == [LONGEST, LONGEST]
