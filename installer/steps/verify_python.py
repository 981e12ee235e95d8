"""Prove that the Python files are python.org's, though a stranger packed them.

Programs and libraries carry the signature of the Python Software Foundation; its chain ends at a root that Debian's
ca-certificates knows. The library of modules is compiled and unsigned: each module is compiled again from a source
whose hash stands in the Foundation's signed catalogue, and the code must be the same.
"""

from __future__ import annotations

import hashlib
import io
import marshal
import subprocess
import sys
import zipfile
from types import CodeType
from typing import TYPE_CHECKING, Any, Final

from steps.python_archive import inner_archive

if TYPE_CHECKING:
    from pathlib import Path

    from steps.settings import Settings

_AUTHORITIES: Final = "/etc/ssl/certs/ca-certificates.crt"
_SIGNED_KINDS: Final = (".exe", ".dll", ".pyd", ".cat")
_OFFLINE: Final = ("-ignore-cdp", "-ignore-crl")
_FOUNDATION: Final = "CN=Python Software Foundation"
_PYC_HEADER: Final = 16
# Empty packages and a toy of the interpreter's tests: no source of theirs is in the catalogue.
_TRIVIAL_BYTES: Final = 600
_CODE_PARTS: Final = (
    "co_code", "co_names", "co_varnames", "co_freevars", "co_cellvars", "co_flags", "co_argcount",
    "co_posonlyargcount", "co_kwonlyargcount", "co_linetable", "co_exceptiontable", "co_name", "co_qualname",
)  # fmt: skip


class UnprovedPythonError(Exception):
    """A file of the Python build is not what the Foundation signed."""


def verify_signatures(folder: Path, signed_at: int) -> tuple[int, int]:
    """Check every signed kind of file in a folder; return how many are the Foundation's and how many Microsoft's.

    The root of Microsoft's C library is not known to Debian: of those two files the digest and the name are checked.

    Args:
        folder: where they lie, the catalogue of the library among them.
        signed_at: seconds since 1970, inside the validity of the certificate; the check uses no network.

    Raises:
        UnprovedPythonError: a file is unsigned, changed, or signed by somebody else.
    """
    foundation = microsoft = 0
    told = subprocess.run(
        ["osslsigncode", "verify", "--help"], check=False, capture_output=True, encoding="utf-8"
    )
    # Version 2.5 of Debian 12 asks no network for lists of withdrawn certificates; newer ones must be told not to.
    offline = [option for option in _OFFLINE if option in told.stdout + told.stderr]
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in _SIGNED_KINDS:
            continue
        command = ["osslsigncode", "verify", "-ignore-timestamp", *offline]
        command += ["-time", str(signed_at), "-CAfile", _AUTHORITIES, "-in", str(path)]
        done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", errors="replace")
        if done.returncode == 0 and _FOUNDATION in done.stdout:
            foundation += 1
        elif path.name.lower().startswith("vcruntime") and _is_microsofts(done.stdout):
            microsoft += 1
        else:
            raise UnprovedPythonError(f"{path.name}: not signed by the Python Software Foundation")
    return foundation, microsoft


def _is_microsofts(told: str) -> bool:
    digests = {
        key: line.split(":", 1)[1].strip()
        for line in told.splitlines()
        for key in ("Current message digest", "Calculated message digest")
        if line.startswith(key)
    }
    return len(digests) == 2 and len(set(digests.values())) == 1 and "O=Microsoft Corporation" in told


def verify_library(settings: Settings, package: Path, proof: Path) -> tuple[int, int]:
    """Compile every module again; return how many there are and the source of how many is in the signed catalogue.

    Args:
        settings: of this build.
        package: with the Python build; its catalogue must have passed `verify_signatures`.
        proof: the package with the sources of the same version.

    Raises:
        UnprovedPythonError: a module's code is not that of its source, or its source is not the signed one.
    """
    python = settings.payload["python"]
    wanted = ".".join(python["version"].split(".")[:2])
    if wanted != f"{sys.version_info.major}.{sys.version_info.minor}":
        raise UnprovedPythonError(f"only Python {wanted} can compile the library again")
    build = inner_archive(package, python["archive"])
    sources = inner_archive(proof, python["proof_archive"])
    folder = f"cp{python['tag']}/"
    catalogue = build.read(folder + "python.cat")
    library = zipfile.ZipFile(io.BytesIO(build.read(f"{folder}python{python['tag']}.zip")))
    modules = [name for name in library.namelist() if name.endswith(".pyc")]
    signed = 0
    for name in modules:
        source = sources.read(f"{folder}Lib/{name[:-1]}")
        if hashlib.sha256(source).digest() in catalogue:
            signed += 1
        elif len(source) > _TRIVIAL_BYTES:
            raise UnprovedPythonError(f"{name}: its source is not in the signed catalogue")
        shipped = marshal.loads(library.read(name)[_PYC_HEADER:])  # noqa: S302 - compared, never run
        # dont_inherit: without it this module's own __future__ would be the source's.
        ours = (compile(source, name, "exec", dont_inherit=True, optimize=level) for level in (2, 1, 0))
        if not any(_same(shipped, code) for code in ours):
            raise UnprovedPythonError(f"{name}: not the code of its source")
    return len(modules), signed


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401 - a constant of a code object may be anything
    if type(one) is not type(other):
        return False
    if isinstance(one, CodeType):
        parts = all(getattr(one, part) == getattr(other, part) for part in _CODE_PARTS)
        return parts and _same(one.co_consts, other.co_consts)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)
