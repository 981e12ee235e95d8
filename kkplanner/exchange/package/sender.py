"""The key that signs: made at first use, kept in the user's own data folder, never shown, never sent."""

from __future__ import annotations

import logging
import os
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kkplanner.exchange.package.errors import SenderKeyError
from kkplanner.exchange.package.fingerprint import fingerprint_of
from kkplanner.workbook.backup import data_folder
from kkplanner.workbook.files import rename_new, sync_file

if TYPE_CHECKING:
    from pathlib import Path

_log = logging.getLogger(__name__)
_FILE: Final = "sender-key"
_HEAD: Final = "kkplanner-sender-key-1"
_SEED_BYTES: Final = 32
_PURPOSE: Final = b"kkplanner-package-1\n"
"""Stands before what is signed, so that a signature for one purpose is none for another."""

SIGNATURE_BYTES: Final = 64
PUBLIC_KEY_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Sender:
    """Whoever signs packages on this machine."""

    seed: bytes = field(repr=False)

    @property
    def public_key(self) -> bytes:
        """32 bytes."""
        from nacl.signing import SigningKey

        return bytes(SigningKey(self.seed).verify_key)

    @property
    def fingerprint(self) -> str:
        """To compare by eye or by telephone."""
        return fingerprint_of(self.public_key)

    def sign(self, message: bytes) -> bytes:
        """Ed25519 over `message`; the same message gives the same 64 bytes."""
        from nacl.signing import SigningKey

        return bytes(SigningKey(self.seed).sign(_PURPOSE + message).signature)


def is_signed_by(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the holder of the key signed exactly this message."""
    from nacl.exceptions import CryptoError
    from nacl.signing import VerifyKey

    if len(public_key) != PUBLIC_KEY_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    try:
        VerifyKey(public_key).verify(_PURPOSE + message, signature)
    except CryptoError:
        return False
    return True


def new_sender() -> Sender:
    """A fresh key, kept nowhere."""
    return Sender(secrets.token_bytes(_SEED_BYTES))


def own_sender(folder: Path | None = None) -> Sender:
    """The key of this user, made now if there is none yet.

    Args:
        folder: where it is kept; the user's data folder unless given.

    Raises:
        SenderKeyError: the file is damaged, or the folder may not be read or written.
    """
    path = (folder or data_folder()) / _FILE
    try:
        if not path.exists():
            _keep(new_sender(), path)
        return _read(path)
    except OSError as fault:
        raise SenderKeyError(path) from fault


def _keep(sender: Sender, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{_FILE}-{secrets.token_hex(4)}.part")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii", newline="\n") as stream:
            stream.write(f"{_HEAD}\n{sender.seed.hex()}\n")
        sync_file(unfinished)
        rename_new(unfinished, path)
    except FileExistsError:
        _log.info("another window of this program made the key at the same moment; it is used")
    finally:
        unfinished.unlink(missing_ok=True)


def _read(path: Path) -> Sender:
    lines = path.read_bytes()[:1_000].decode("ascii", errors="replace").splitlines()
    try:
        head, digits = lines
        seed = bytes.fromhex(digits)
    except ValueError as fault:
        raise SenderKeyError(path, is_damaged=True) from fault
    if head != _HEAD or len(seed) != _SEED_BYTES:
        raise SenderKeyError(path, is_damaged=True)
    return Sender(seed)
