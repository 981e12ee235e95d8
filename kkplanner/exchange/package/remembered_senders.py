"""Who sent packages of an organisation before: a list in the receiver's own data folder.

There is no authority that vouches for keys. The first package of an organisation is believed and its key is
remembered; from then on another key is told. The fingerprint on the printed cover sheet, with the executive's
signature in ink, is what settles a doubt.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from kkplanner.exchange.package.errors import KnownSendersError
from kkplanner.exchange.package.fingerprint import fingerprint_of
from kkplanner.thai.normalise import same_text_key
from kkplanner.whole_file import TargetError, write_whole
from kkplanner.workbook.backup import data_folder

if TYPE_CHECKING:
    from pathlib import Path

_FILE: Final = "known-senders.json"
_FORMAT: Final = "kkplanner-known-senders"
_LARGEST: Final = 4_000_000


class SenderStatus(StrEnum):
    """What is known of a package's sender."""

    SAME = "same"
    NEW = "new"
    DIFFERENT = "different"

    @property
    def thai(self) -> str:
        return {
            "same": "ผู้ส่งรายเดียวกับครั้งก่อน",
            "new": "ผู้ส่งรายใหม่ ยังไม่เคยได้รับชุดแฟ้มของหน่วยงานนี้",
            "different": "ผู้ส่งไม่ใช่รายเดียวกับครั้งก่อน",
        }[self]


@dataclass(frozen=True, slots=True)
class KnownSenders:
    """The list. It is read at each question: two programs may use it. Without a path nobody is known."""

    path: Path | None

    def status(self, organisation: str, public_key: bytes) -> SenderStatus:
        """How this key relates to those from which packages of the organisation came.

        Args:
            organisation: as `organisation_key` spells it.
            public_key: of the package's signature.

        Raises:
            KnownSendersError: the list cannot be read.
        """
        known = self._read().get(organisation)
        if known is None:
            return SenderStatus.NEW
        return SenderStatus.SAME if known["public_key"] == public_key.hex() else SenderStatus.DIFFERENT

    def last_fingerprint(self, organisation: str) -> str | None:
        """The fingerprint known for the organisation."""
        known = self._read().get(organisation)
        return None if known is None else fingerprint_of(bytes.fromhex(known["public_key"]))

    def remember(self, organisation: str, public_key: bytes, when: datetime | None = None) -> None:
        """From now on this key is the organisation's.

        Raises:
            KnownSendersError: the list cannot be kept.
        """
        if self.path is None:
            raise ValueError("nobody is known here, and nobody can be remembered")
        known = self._read()
        known[organisation] = {
            "public_key": public_key.hex(),
            "since": (when or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds"),
        }
        text = json.dumps(
            {"format": _FORMAT, "version": 1, "organisations": known}, ensure_ascii=False, indent=2
        )
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with write_whole(self.path) as unfinished:
                unfinished.write_text(text + "\n", encoding="utf-8", newline="\n")
        except (OSError, TargetError) as fault:
            raise KnownSendersError(self.path) from fault

    def _read(self) -> dict[str, Any]:
        if self.path is None:
            return {}
        try:
            with self.path.open("rb") as stream:
                data = json.loads(stream.read(_LARGEST))
            known: dict[str, Any] = data["organisations"]
            for one in known.values():
                bytes.fromhex(one["public_key"])
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as fault:
            raise KnownSendersError(self.path) from fault
        return known


NOBODY: Final = KnownSenders(None)
"""For whoever asks about a package and not about its sender."""


def known_senders(folder: Path | None = None) -> KnownSenders:
    """The list of this user; `folder` instead of the user's data folder."""
    return KnownSenders((folder or data_folder()) / _FILE)


def organisation_key(organisation_type: str, name: str, district_code: str, tambon_code: str) -> str:
    """An organisation across its plan files, each of which has uuids of its own."""
    return "/".join((district_code, tambon_code, organisation_type, same_text_key(name)))
