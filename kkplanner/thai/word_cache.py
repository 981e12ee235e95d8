"""Word boundaries kept between runs, so that printing and showing need not load the dictionary.

The file holds hashes and lengths, never a text of the user. It is a cache in the full sense: lost, damaged
or written by two processes at once, it costs time and nothing else. Layout: `HEADER`, then the 16-byte
blake2b of the rest, then records of a 12-byte key, the number of value bytes (2 bytes, big endian), the value.
"""

from __future__ import annotations

import logging
import os
import tempfile
import threading
from hashlib import blake2b
from pathlib import Path
from typing import ClassVar, Final

_log = logging.getLogger(__name__)

_DIGEST_SIZE: Final = 16
_LONGEST_VALUE: Final = 0xFFFF
_FOLDER_SETTING: Final = "KKPLANNER_CACHE_DIR"


class WordCache:
    """A file of cut positions under keys, read at the first need and replaced as a whole by `flush`.

    Args:
        path: the file; its folder is created when the first result is written.
        largest: bytes; of a bigger file the older half of the records is forgotten at the next flush and a file
            of more than twice this size is not read.
    """

    HEADER: ClassVar[bytes] = b"kkplanner word boundaries 1\n"
    KEY_SIZE: ClassVar[int] = 12

    def __init__(self, path: Path, largest: int = 8_000_000) -> None:
        self._path = path
        self._largest = largest
        self._known: dict[bytes, bytes] | None = None
        self._new: dict[bytes, bytes] = {}
        self._lock = threading.Lock()

    @classmethod
    def of_user(cls) -> WordCache | None:
        """The cache in this user's cache folder (or `KKPLANNER_CACHE_DIR`); None where none can be written."""
        folder = os.environ.get(_FOLDER_SETTING)
        if not folder:
            from platformdirs import user_cache_path

            folder = str(user_cache_path("kkplanner", appauthor=False))
        try:
            Path(folder).mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            _log.info("no word cache: %s", fault)
            return None
        if not os.access(folder, os.W_OK):
            _log.info("no word cache: %s is not writable", folder)
            return None
        return cls(Path(folder, "words.bin"))

    def get(self, key: bytes, length: int) -> tuple[int, ...] | None:
        """The cuts stored under `key` for a text of `length` characters, or None."""
        value = self._new.get(key)
        if value is None:
            value = self._loaded().get(key)
        return None if value is None else _unpack(value, length)

    def put(self, key: bytes, cuts: tuple[int, ...], length: int) -> None:
        """Remember the cuts of a text of `length` characters; a text too long for a record is left out."""
        value = _pack(cuts, length)
        if len(value) <= _LONGEST_VALUE:
            with self._lock:
                self._new[key] = value

    def flush(self) -> None:
        """Write what is new. The file is replaced at once; what cannot be written is reported to the log."""
        with self._lock:
            if not self._new:
                return
            # Read again: another process may have added to the file since.
            records = self._read() | self._new
            body = self._body(records)
            try:
                self._replace(self.HEADER + blake2b(body, digest_size=_DIGEST_SIZE).digest() + body)
            except OSError as fault:
                _log.warning("word cache not written: %s", fault)
                return
            self._known, self._new = records, {}

    def _loaded(self) -> dict[bytes, bytes]:
        known = self._known
        if known is None:
            with self._lock:
                known = self._known
                if known is None:
                    known = self._known = self._read()
        return known

    def _read(self) -> dict[bytes, bytes]:
        try:
            with self._path.open("rb") as file:
                content = file.read(2 * self._largest + 1)
        except FileNotFoundError:
            return {}
        except OSError as fault:
            _log.warning("word cache not read: %s", fault)
            return {}
        start = len(self.HEADER) + _DIGEST_SIZE
        body = content[start:]
        digest = blake2b(body, digest_size=_DIGEST_SIZE).digest()
        if len(content) > 2 * self._largest or content[:start] != self.HEADER + digest:
            _log.warning("word cache damaged, starting anew: %s", self._path)
            return {}
        return self._records(body)

    def _records(self, body: bytes) -> dict[bytes, bytes]:
        records: dict[bytes, bytes] = {}
        position = 0
        while position < len(body):
            value_at = position + self.KEY_SIZE + 2
            end = value_at + int.from_bytes(body[value_at - 2 : value_at], "big")
            records[body[position : position + self.KEY_SIZE]] = body[value_at:end]
            position = end
        return records

    def _body(self, records: dict[bytes, bytes]) -> bytes:
        size = sum(len(value) for value in records.values()) + len(records) * (self.KEY_SIZE + 2)
        kept = list(records.items())
        if size > self._largest:
            kept = kept[len(kept) // 2 :]
        return b"".join(key + len(value).to_bytes(2, "big") + value for key, value in kept)

    def _replace(self, content: bytes) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f"{self._path.name}.", dir=self._path.parent)
        fresh = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            fresh.replace(self._path)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise


def _pack(cuts: tuple[int, ...], length: int) -> bytes:
    """The distances from cut to cut and to the end of the text, seven bits a byte, low bits first."""
    packed = bytearray()
    start = 0
    for cut in (*cuts, length):
        rest, start = cut - start, cut
        while rest > 0x7F:
            packed.append(rest & 0x7F | 0x80)
            rest >>= 7
        packed.append(rest)
    return bytes(packed)


def _unpack(packed: bytes, length: int) -> tuple[int, ...] | None:
    """The cuts again; None where they do not fill a text of `length` characters."""
    cuts: list[int] = []
    position = shift = distance = 0
    for byte in packed:
        distance |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            position += distance
            cuts.append(position)
            shift = distance = 0
    if not cuts or cuts.pop() != length:
        return None
    return tuple(cuts)
