"""What others made and the program carries: names, licences and the full texts, to be shown and to be checked.

Python packages speak for themselves through the licence files they bring; `resources/licenses/components.json` names
the rest: the interpreter, Qt, word lists, fonts, data, what is linked into the Windows programs.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any, Final

from kkplanner.assets import resource
from kkplanner.start_up import program_folder

_LICENCE_FILE: Final = re.compile(
    r"(?i)\.dist-info/.*(licen[cs]e|copying|notice)|(?i:^[^/]+/corpus/.*licen[cs]e)"
)
_RUST_PARTS: Final = re.compile(r"\.dist-info/sboms/.*cyclonedx\.json$")
_LICENCE_KEYS: Final = ("License-Expression", "License")
_LINE: Final = "=" * 100
_HEAD: Final = """kkplanner: สิ่งที่ผู้อื่นสร้างและโปรแกรมนี้นำมาใช้ พร้อมสัญญาอนุญาต
(Third-party notices)

ตัวโปรแกรม kkplanner อยู่ภายใต้สัญญาอนุญาต Apache License 2.0
"""


@dataclass(frozen=True, slots=True)
class Component:
    """One thing somebody else made.

    Args:
        licence: its short name, SPDX where there is one.
        texts: the full notices, each as it came.
    """

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]


def third_party_notices(known: tuple[Component, ...] | None = None) -> str:
    """Everything as one text: a list first, then the notice of each, then the licences that they share.

    Args:
        known: what to speak of; what this program carries unless given.
    """
    known = components() if known is None else known
    listed = "\n".join(f"  {one.name} {one.version}".ljust(64) + one.licence for one in known)
    parts = [_HEAD + "\n" + listed]
    parts += [_titled(f"{one.name} {one.version} ({one.licence})", *one.texts) for one in known]
    parts += [_titled(name, _text(file)) for name, file in _declared()["common_texts"].items()]
    return "\n\n".join(parts) + "\n"


def components(packages: Path | None = None, program: Path | None = None) -> tuple[Component, ...]:
    """What is carried, by name.

    Args:
        packages: the folder of the Python packages; that of the installed program unless given, and in a source
            tree whatever packages this Python has.
        program: the folder of the program on Windows, for what lies there only.
    """
    program = program or program_folder()
    if packages is None and program is not None:
        packages = program / "lib"
    found = distributions() if packages is None else distributions(path=[str(packages)])
    by_name = {_key(one): one for one in found if one.metadata["Name"]}
    declared = _declared()["components"]
    covered = {name for entry in declared for name in entry.get("covers", ())} | {"kkplanner"}
    known = [_declared_component(entry, program) for entry in declared]
    known += [_packaged(one) for name, one in by_name.items() if name not in covered]
    return tuple(sorted(known, key=lambda one: one.name.lower()))


def _declared() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(resource("licenses", "components.json").read_text(encoding="utf-8"))
    return data


def _declared_component(entry: dict[str, Any], program: Path | None) -> Component:
    texts = [_text(name) for name in entry["texts"]]
    if program is not None and "in_program" in entry:
        texts.insert(0, (program / entry["in_program"]).read_text(encoding="utf-8"))
    return Component(entry["name"], entry["version"], entry["licence"], tuple(texts))


def _text(name: str) -> str:
    return resource("licenses", name).read_text(encoding="utf-8")


def _packaged(package: Distribution) -> Component:
    name = package.metadata["Name"]
    texts = [Path(path).read_text(encoding="utf-8", errors="replace") for path in _licence_files(package)]
    inside = _rust_parts(package)
    if inside:
        texts.append("Parts in Rust, compiled in:\n" + "\n".join(inside))
    return Component(name, package.version, _licence_of(package), tuple(texts))


def _licence_files(package: Distribution) -> list[Path]:
    """Found by looking, because the shipped packages have lost their list of files."""
    return [path for path in _files(package) if _LICENCE_FILE.search(path.as_posix())]


def _rust_parts(package: Distribution) -> list[str]:
    """Name, version and licence of each library that a package compiled in, by the bill of materials it brings."""
    lines: set[str] = set()
    for path in _files(package):
        if _RUST_PARTS.search(path.as_posix()):
            for part in json.loads(path.read_text(encoding="utf-8")).get("components", ()):
                licences = [
                    one.get("expression") or one.get("license", {}).get("id")
                    for one in part.get("licenses", ())
                ]
                lines.add(f"  {part['name']} {part['version']}".ljust(48) + " ".join(filter(None, licences)))
    return sorted(lines)


def _files(package: Distribution) -> list[Path]:
    folder = Path(str(package.locate_file("")))
    stem = f"{package.metadata['Name']}-{package.version}.dist-info"
    metadata = [
        path for path in folder.glob("*.dist-info") if path.name.lower().replace("-", "_") == _folded(stem)
    ]
    own = folder / _key(package).replace("-", "_") / "corpus"
    return sorted(path for place in (*metadata, own) for path in place.rglob("*") if path.is_file())


def _licence_of(package: Distribution) -> str:
    said = next((package.metadata[key] for key in _LICENCE_KEYS if key in package.metadata), "")
    if said and "\n" not in said and len(said) < 60:
        return said
    kinds = [
        one.rsplit(" :: ", 1)[-1]
        for one in package.metadata.get_all("Classifier", [])
        if one.startswith("License")
    ]
    return ", ".join(kinds)


def _key(package: Distribution) -> str:
    return re.sub(r"[-_.]+", "-", package.metadata["Name"]).lower()


def _folded(name: str) -> str:
    return re.sub(r"[-_]+", "_", name).lower()


def _titled(title: str, *texts: str) -> str:
    return "\n\n".join([f"{_LINE}\n{title}\n{_LINE}", *(text.strip("\n") for text in texts)])
