"""First stage: what is this file, and is it honest and of a sane size? Decided before anything is unpacked.

The file is a stranger's. Sizes are capped from the archive's own directory (Python's zip reader never
gives more bytes than the directory declares), nothing is extracted, and no XML part may carry a document
type, the seat of every entity bomb and external entity.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from kkplanner.exchange.excel_in.errors import (
    BookNotFoundError,
    BookNotReadableError,
    BookTooLargeError,
    DamagedBookError,
    EmptyBookError,
    HostileBookError,
    NotExcelError,
    OldExcelError,
    ProtectedBookError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.sax.xmlreader import AttributesImpl

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The largest workbook that is read. A real 47-sheet plan has 0.5 MB packed and 5 MB unpacked."""

    file_bytes: int = 64 * _MEGABYTE
    entries: int = 5_000
    part_bytes: int = 100 * _MEGABYTE
    total_bytes: int = 300 * _MEGABYTE
    ratio: int = 250  # unpacked : packed, asked only of parts above `ratio_from_bytes`
    ratio_from_bytes: int = 10 * _MEGABYTE
    rows: int = 100_000  # rows of a sheet that are looked at
    columns: int = 256  # columns of a sheet that are looked at
    cells: int = 1_000_000  # cells with content in the whole workbook


DEFAULT_LIMITS = Limits()

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_MIME_WITHIN = 200  # bytes: the mimetype is the first member, stored
_TEXT_NAMES = (".csv", ".tsv", ".txt")
_END_OF_DIRECTORY = b"PK\x05\x06"
_LONGEST_TAIL = 65_557  # end record and the longest comment
_DIRECTORY_BYTES_PER_ENTRY = 400
_XML_PART = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
_ZIP_ENCRYPTED = 0x1
_CHUNK = 65_536


class Kind(Enum):
    """How a file is read; told by its content, a text by its name too."""

    WORKBOOK = "xlsx"  # .xlsx, and .xlsm whose macros are never looked at
    OLD_EXCEL = "xls"
    OPEN_DOCUMENT = "ods"
    TEXT = "csv"


def kind_of(name: str, data: bytes) -> Kind:
    """The kind of a file.

    Raises:
        NotExcelError: none that is read here.
        ProtectedBookError: a password is needed.
    """
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise ProtectedBookError(name)
        if any(stream in data for stream in _OLD_STREAMS):
            return Kind.OLD_EXCEL
        raise NotExcelError(name)
    if data.startswith(b"PK"):
        return Kind.OPEN_DOCUMENT if _OPEN_DOCUMENT in data[:_MIME_WITHIN] else Kind.WORKBOOK
    if name.casefold().endswith(_TEXT_NAMES):
        return Kind.TEXT
    raise NotExcelError(name)


@contextmanager
def guarded(
    path: Path, limits: Limits = DEFAULT_LIMITS, data: bytes | None = None
) -> Iterator[zipfile.ZipFile]:
    """The checked archive of a workbook, held in memory.

    Args:
        path: the file; its name stands in what is said.
        limits: the largest workbook that is read.
        data: the file's bytes when they were read already.

    Raises:
        BookError: one of its kinds, by what is wrong with the file.
    """
    data = bytes_of(path, limits) if data is None else data
    if kind_of(path.name, data) is not Kind.WORKBOOK:
        raise NotExcelError(path.name)
    _check_end(path.name, data, limits)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as fault:
        raise DamagedBookError(path.name) from fault
    with archive:
        _check_directory(path.name, archive, limits)
        _check_parts(path.name, archive)
        yield archive


def bytes_of(path: Path, limits: Limits) -> bytes:
    """The bytes of a file that is not too large.

    Raises:
        BookError: it is missing, unreadable, empty or too large.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(limits.file_bytes + 1)
    except FileNotFoundError as fault:
        raise BookNotFoundError(path.name) from fault
    except OSError as fault:
        raise BookNotReadableError(path.name) from fault
    if not data:
        raise EmptyBookError(path.name)
    if len(data) > limits.file_bytes:
        raise BookTooLargeError(path.name)
    return data


def _check_end(name: str, data: bytes, limits: Limits) -> None:
    end = data.rfind(_END_OF_DIRECTORY, max(0, len(data) - _LONGEST_TAIL))
    if end < 0 or len(data) < end + 22:
        raise DamagedBookError(name)
    entries = int.from_bytes(data[end + 10 : end + 12], "little")
    directory = int.from_bytes(data[end + 12 : end + 16], "little")
    if entries > limits.entries or directory > limits.entries * _DIRECTORY_BYTES_PER_ENTRY:
        raise BookTooLargeError(name)


def _check_directory(name: str, archive: zipfile.ZipFile, limits: Limits) -> None:
    members = archive.infolist()
    if any(member.flag_bits & _ZIP_ENCRYPTED for member in members):
        raise ProtectedBookError(name)
    if any(member.header_offset < 0 for member in members):  # a directory that points before the file
        raise DamagedBookError(name)
    names = [member.filename.casefold() for member in members]
    if len(set(names)) != len(names):
        raise HostileBookError(name)
    if (
        len(members) > limits.entries
        or sum(member.file_size for member in members) > limits.total_bytes
        or any(_is_bomb(member, limits) for member in members)
    ):
        raise BookTooLargeError(name)
    if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
        if "xl/workbook.bin" in names:
            raise OldExcelError(name)
        if any(part.startswith("xl/") for part in names):
            raise DamagedBookError(name)
        raise NotExcelError(name)


def _is_bomb(member: zipfile.ZipInfo, limits: Limits) -> bool:
    if member.file_size > limits.part_bytes:
        return True
    return (
        member.file_size > limits.ratio_from_bytes and member.file_size > member.compress_size * limits.ratio
    )


class _RootReached(SAXException):
    """The prolog is over: a document type can no longer come."""


class _PrologOnly(ContentHandler):
    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: ARG002, N802 - the SAX interface
        raise _RootReached(name)


def _check_parts(name: str, archive: zipfile.ZipFile) -> None:
    from defusedxml import DefusedXmlException
    from defusedxml.expatreader import create_parser

    for member in archive.infolist():
        if not _XML_PART.search(member.filename):
            continue
        parser = create_parser(forbid_dtd=True)
        parser.setContentHandler(_PrologOnly())
        try:
            with archive.open(member) as part:
                while chunk := part.read(_CHUNK):
                    parser.feed(chunk)
            parser.close()  # expat may hold back a short part until it knows that no more comes
        except _RootReached:
            continue
        except DefusedXmlException as fault:
            raise HostileBookError(name) from fault
        except (
            SAXException,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            LookupError,
            NotImplementedError,
            OSError,
        ):
            # A broken part is judged when it is needed: one damaged sheet must not cost the others.
            continue
