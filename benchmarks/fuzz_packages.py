"""Mutated packages, seeded: each is refused by a named error or read rightly, in bounded time and memory.

    python benchmarks/fuzz_packages.py [--seed 2571] [--count 20000]

Half of them are what sticks, mails and vandals make of a file: flipped, cut, doubled and exchanged bytes, archives
that lie. The other half is what somebody with a key of his own can make: parts changed at will, listed and signed
properly. Runs with capped memory and an alarm for each package; prints the outcomes as JSON and fails on a traceback.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import re
import resource
import signal
import sys
import tempfile
import time
import warnings
import zipfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from small_package import MANIFEST, PLAN, SIGNATURE, relisted, resealed, small_package  # noqa: E402

from kkplanner.exchange.package import KnownSenders, PackageError, examine  # noqa: E402
from kkplanner.exchange.package.archive import pack  # noqa: E402
from kkplanner.exchange.package.members import ALIGNMENT_JSON, FORMS_XLSX  # noqa: E402
from kkplanner.exchange.package.plan_member import read_plan  # noqa: E402
from kkplanner.exchange.plan_json import dumps  # noqa: E402

SECONDS = 5  # for one package
MEGABYTES = 300  # above what the program itself takes

ODD_VALUES = (
    b"null", b"-1", b"0", b"1e999", b"1e308", b"NaN", b"true", b"[]", b"{}", b'""', b'"\\ud800"', b'"\\u0000"',
    b"9" * 5_000, b"99999999999999999999", b'"=1+1"', b'"' + "ก".encode() * 50_000 + b'"', b"[" * 100_000,
    b"[" + b"[]," * 30_000 + b"[]]", b'{"a":' * 2_000, b"2571.5", b'"2571"', b"\xff\xfe",
)  # fmt: skip
JSON_VALUE = re.compile(rb'(?<=": )("[^"\n]*"|-?\d+|null|true|false|\[\]|\{\})')
XML_CHANGES = (
    (rb"<v>[^<]*</v>", rb"<v>1e308</v>"),
    (rb"<v>[^<]*</v>", rb"<v>NaN</v>"),
    (rb"<v>[^<]*</v>", rb"<v>99999999999999999999999</v>"),
    (rb"<v>[^<]*</v>", rb"<v/>"),
    (rb'r="([A-Z]+)(\d+)"', rb'r="XFD1048576"'),
    (rb't="[a-z]+"', rb't="s"'),
    (rb"<sheetData", b'<!DOCTYPE a [<!ENTITY b "x">]><sheetData'),
    (rb"</row>", b""),
)


def flipped(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 8))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data))]


def zeroed(chance: random.Random, data: bytes) -> bytes:
    start = chance.randrange(len(data))
    length = min(chance.choice((1, 16, 512, 65_536)), len(data) - start)
    return data[:start] + bytes(length) + data[start + length :]


def shifted(chance: random.Random, data: bytes) -> bytes:
    start, length = chance.randrange(len(data)), chance.choice((1, 7, 512, 4_096))
    piece = data[start : start + length]
    return chance.choice((data[:start] + piece + data[start:], data[:start] + data[start + length :]))


def surrounded(chance: random.Random, data: bytes) -> bytes:
    more = chance.randbytes(chance.choice((1, 22, 512)))
    return chance.choice((more + data, data + more, data + data))


def directory_lies(chance: random.Random, data: bytes) -> bytes:
    """Numbers in the archive's own directory and end: counts, sizes, places, methods."""
    start = data.rindex(b"PK\x05\x06")
    directory = int.from_bytes(data[start + 16 : start + 20], "little")
    changed = bytearray(data)
    at = chance.randrange(directory, len(data) - 3)
    number = chance.choice((0, 1, 8, 255, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF))
    size = chance.choice((2, 4))
    changed[at : at + size] = (number & (1 << 8 * size) - 1).to_bytes(size, "little")
    return bytes(changed)


def archived_otherwise(chance: random.Random, _data: bytes) -> bytes:
    """The same or nearly the same members, as another program would pack them."""
    members = dict(small_package().members)
    names = sorted(members)
    kind = chance.randrange(7)
    if kind == 0:
        names.append(chance.choice(names))
    elif kind == 1:
        names.remove(chance.choice(names))
    elif kind == 2:
        names.append(
            extra := chance.choice(
                ("../evil", "/etc/passwd", "C:\\a", "plan.json/", "PLAN.JSON", "a" * 60_000)
            )
        )
        members[extra] = b"x"
    elif kind == 3:
        members[chance.choice(names)] = bytes(chance.choice((0, 10_000_000)))
    elif kind == 4:
        chance.shuffle(names)
    method = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    target = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(target, "w", method) as archive:
            for name in names:
                archive.writestr(name, members[name])
            archive.comment = chance.choice((b"", b"", b"a comment"))
    return target.getvalue()


def exchanged(chance: random.Random, _data: bytes) -> bytes:
    members = dict(small_package().members)
    one, other = chance.sample(sorted(members), 2)
    members[one], members[other] = members[other], members[one]
    return pack(members)


def json_changed(chance: random.Random, data: bytes) -> bytes:
    """Another value somewhere."""
    places = list(JSON_VALUE.finditer(data))
    for _ in range(chance.choice((1, 1, 3))):
        place = chance.choice(places)
        value = chance.choice((chance.choice(ODD_VALUES), chance.choice(places)[0]))
        data = data[: place.start()] + value + data[place.end() :]
        places = list(JSON_VALUE.finditer(data))
        if not places:
            break
    return data


def json_rearranged(chance: random.Random, data: bytes) -> bytes:
    """Keys and records taken away, doubled, spelt otherwise."""
    lines = data.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    length = chance.choice((1, 1, 2, 30))
    kind = chance.randrange(4)
    if kind == 0:
        del lines[at : at + length]
    elif kind == 1:
        lines[at:at] = lines[at : at + length]
    elif kind == 2:
        lines[at] = lines[at].replace(b"uuid", b"id").replace(b"title", b"Title") + b"\n"
    else:
        return json.dumps(json.loads(data), sort_keys=True).encode()
    return b"".join(lines)


def plan_signed(chance: random.Random, _data: bytes) -> bytes:
    members = dict(small_package().members)
    change = chance.choice((json_changed, json_changed, json_rearranged, flipped))
    members[PLAN] = change(chance, members[PLAN]) or b"{}"
    try:
        document = read_plan("mutated", members[PLAN])
    except PackageError:
        return relisted(members)
    return relisted(members, document)


def manifest_signed(chance: random.Random, _data: bytes) -> bytes:
    members = dict(small_package().members)
    change = chance.choice((json_changed, json_changed, json_rearranged, flipped, cut))
    members[MANIFEST] = change(chance, members[MANIFEST])
    return resealed(members)


def report_signed(chance: random.Random, _data: bytes) -> bytes:
    members = dict(small_package().members)
    change = chance.choice((json_changed, json_rearranged, flipped, cut))
    members[ALIGNMENT_JSON] = change(chance, members[ALIGNMENT_JSON]) or b"[]"
    return relisted(members)


def forms_signed(chance: random.Random, _data: bytes) -> bytes:
    members = dict(small_package().members)
    book = members[FORMS_XLSX]
    if chance.randrange(3):
        pattern, new = chance.choice(XML_CHANGES)
        target = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(target, "w") as made:
            sheets = [name for name in old.namelist() if name.startswith("xl/worksheets/sheet")]
            chosen = chance.choice(sheets)
            for name in old.namelist():
                part = old.read(name)
                made.writestr(
                    name,
                    re.sub(pattern, new, part, count=chance.choice((0, 1, 5))) if name == chosen else part,
                )
        members[FORMS_XLSX] = target.getvalue()
    else:
        members[FORMS_XLSX] = chance.choice((flipped, cut, zeroed))(chance, book) or b"PK"
    return relisted(members)


def signature_changed(chance: random.Random, _data: bytes) -> bytes:
    members = dict(small_package().members)
    change = chance.choice((json_changed, flipped, cut, shifted))
    members[SIGNATURE] = change(chance, members[SIGNATURE])
    return pack(members)


ROUGH = (
    flipped,
    cut,
    zeroed,
    shifted,
    surrounded,
    directory_lies,
    archived_otherwise,
    exchanged,
    signature_changed,
)
SIGNED_PROPERLY = (plan_signed, plan_signed, plan_signed, manifest_signed, report_signed, forms_signed)


def capped() -> None:
    """A bomb is a failure and not a slow machine."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + MEGABYTES * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def fuzz(seed: int, count: int, senders: KnownSenders) -> dict[str, float]:
    """The outcomes: how many of each, and the slowest."""
    chance = random.Random(seed)
    package = small_package()
    sound = examine("sound.kkp.zip", package.data, senders)
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    for number in range(count):
        mutate = chance.choice(ROUGH if number % 2 else SIGNED_PROPERLY)
        data = mutate(chance, package.data)
        signal.alarm(SECONDS)
        started = time.perf_counter()
        try:
            found = examine("mutated.kkp.zip", data, senders)
        except PackageError as error:
            outcomes[f"refused {type(error).__name__}"] += 1
            if not error.sentence.strip():
                raise AssertionError("refused without a sentence") from error
        else:
            if data == package.data:
                outcomes["unchanged"] += 1
                continue
            if mutate in ROUGH:
                raise AssertionError(f"{mutate.__name__} number {number} was taken for whole")
            if found.is_sound and found.manifest["totals"] != sound.manifest["totals"]:
                raise AssertionError(f"{mutate.__name__} number {number}: totals that nobody questioned")
            if dumps(found.document).encode().splitlines()[4:] != found.members[PLAN].splitlines()[4:]:
                raise AssertionError(
                    f"{mutate.__name__} number {number} was read otherwise than it is written"
                )
            outcomes["read, sound" if found.is_sound else "read, with questions"] += 1
        finally:
            slowest = max(slowest, time.perf_counter() - started)
            signal.alarm(0)
    return {**dict(sorted(outcomes.items())), "slowest_seconds": round(slowest, 2)}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--seed", type=int, default=2571)
    options.add_argument("--count", type=int, default=20_000)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        senders = KnownSenders(Path(folder) / "known.json")
        examine("warm.kkp.zip", small_package().data, senders)
        capped()
        print(json.dumps(fuzz(given.seed, given.count, senders)))


if __name__ == "__main__":
    main()
