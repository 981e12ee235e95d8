"""The submission package: what an LGO sends to the PAO, and how the receiver knows that it is just that.

`write_package` makes one on a stick, `open_package` verifies one, `rebuild` makes a plan file of it.
docs/package.md describes the file, docs/threat-model.md what it promises.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kkplanner.exchange.package.cover_sheet import write_cover_sheet
    from kkplanner.exchange.package.delivery import Delivered, deliver
    from kkplanner.exchange.package.errors import PackageError, SubmissionRefusedError
    from kkplanner.exchange.package.file_name import PackageNameError, suggested_name
    from kkplanner.exchange.package.obstacles import Readiness, readiness
    from kkplanner.exchange.package.rebuilding import rebuild, ways_back
    from kkplanner.exchange.package.remembered_senders import KnownSenders, SenderStatus, known_senders
    from kkplanner.exchange.package.sealing import Progress, SealedPackage, seal
    from kkplanner.exchange.package.sender import Sender, own_sender
    from kkplanner.exchange.package.sending import Sent, write_package
    from kkplanner.exchange.package.verifying import (
        Problem,
        ProblemKind,
        VerifiedPackage,
        examine,
        open_package,
    )

# Loaded where they are used: verifying needs no PDF, sending no zip reader, and neither is needed at start.
_HOMES = {
    "Delivered": "delivery",
    "KnownSenders": "remembered_senders",
    "PackageError": "errors",
    "PackageNameError": "file_name",
    "Problem": "verifying",
    "ProblemKind": "verifying",
    "Progress": "sealing",
    "Readiness": "obstacles",
    "SealedPackage": "sealing",
    "Sender": "sender",
    "SenderStatus": "remembered_senders",
    "Sent": "sending",
    "SubmissionRefusedError": "errors",
    "VerifiedPackage": "verifying",
    "deliver": "delivery",
    "examine": "verifying",
    "known_senders": "remembered_senders",
    "open_package": "verifying",
    "own_sender": "sender",
    "readiness": "obstacles",
    "rebuild": "rebuilding",
    "seal": "sealing",
    "suggested_name": "file_name",
    "ways_back": "rebuilding",
    "write_cover_sheet": "cover_sheet",
    "write_package": "sending",
}

__all__ = [
    "Delivered",
    "KnownSenders",
    "PackageError",
    "PackageNameError",
    "Problem",
    "ProblemKind",
    "Progress",
    "Readiness",
    "SealedPackage",
    "Sender",
    "SenderStatus",
    "Sent",
    "SubmissionRefusedError",
    "VerifiedPackage",
    "deliver",
    "examine",
    "known_senders",
    "open_package",
    "own_sender",
    "readiness",
    "rebuild",
    "seal",
    "suggested_name",
    "ways_back",
    "write_cover_sheet",
    "write_package",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
