"""`manifest.sig`: who signed the manifest, in the one spelling that there is of it."""

from __future__ import annotations

import json
import re
from typing import Final

from kkplanner.exchange.package.errors import PackageSignatureError
from kkplanner.exchange.package.sender import PUBLIC_KEY_BYTES, SIGNATURE_BYTES, Sender, is_signed_by

_KEY: Final = re.compile(rf'"public_key": "([0-9a-f]{{{2 * PUBLIC_KEY_BYTES}}})"')
_SIGNED: Final = re.compile(rf'"signature": "([0-9a-f]{{{2 * SIGNATURE_BYTES}}})"')


def signature_text(public_key: bytes, signature: bytes) -> bytes:
    """The member's bytes."""
    text = json.dumps(
        {
            "format": "kkplanner-signature",
            "version": 1,
            "algorithm": "ed25519",
            "public_key": public_key.hex(),
            "signature": signature.hex(),
        },
        indent=2,
    )
    return text.encode("ascii") + b"\n"


def signed(manifest: bytes, sender: Sender) -> bytes:
    """The signature of the manifest, as its member."""
    return signature_text(sender.public_key, sender.sign(manifest))


def signer_of(name: str, manifest: bytes, member: bytes) -> bytes:
    """The public key of whoever signed the manifest.

    Raises:
        PackageSignatureError: nobody did, or the member is spelt otherwise than this program spells it.
    """
    text = member.decode("ascii", errors="replace")
    key, signature = _KEY.search(text), _SIGNED.search(text)
    if key is None or signature is None:
        raise PackageSignatureError(name)
    public_key, signed_bytes = bytes.fromhex(key[1]), bytes.fromhex(signature[1])
    if signature_text(public_key, signed_bytes) != member:
        raise PackageSignatureError(name)
    if not is_signed_by(public_key, manifest, signed_bytes):
        raise PackageSignatureError(name)
    return public_key
