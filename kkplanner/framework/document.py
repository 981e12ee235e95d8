"""A framework as a JSON document (`resources/frameworks/framework.schema.json`), both ways."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

from kkplanner.framework.model import Expectation, Framework, Level, Node, Share, Source, Variant, YearShare

FORMAT = 1


def from_document(document: dict[str, Any]) -> Framework:
    """The framework of a document that follows the schema.

    Raises `KeyError`, `TypeError` or `ValueError` for one that does not: a file from outside is held
    against the schema first (see `untrusted`).
    """
    return Framework(
        id=document["id"],
        title=document["title"],
        short_title=document["short_title"],
        publisher=document["publisher"],
        announced=None if document["announced"] is None else date.fromisoformat(document["announced"]),
        period=None if document["period"] is None else (document["period"][0], document["period"][1]),
        version=document["version"],
        source=_source(document["source"]),
        notes=tuple(document["notes"]),
        levels=tuple(_level(entry) for entry in document["levels"]),
        nodes=tuple(_node(entry) for entry in document["nodes"]),
    )


def to_document(framework: Framework) -> dict[str, Any]:
    """The document of a framework: `from_document` of it is the framework again, and the reverse."""
    return {
        "format": FORMAT,
        "id": framework.id,
        "title": framework.title,
        "short_title": framework.short_title,
        "publisher": framework.publisher,
        "announced": None if framework.announced is None else framework.announced.isoformat(),
        "period": None if framework.period is None else list(framework.period),
        "version": framework.version,
        "source": _source_document(framework.source),
        "notes": list(framework.notes),
        "levels": [_level_document(level) for level in framework.levels],
        "nodes": [_node_document(node) for node in framework.nodes],
    }


def content_hash(framework: Framework) -> str:
    """SHA-256 (hexadecimal) of the framework's canonical JSON: equal exactly when the content is equal."""
    canonical = json.dumps(
        to_document(framework), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def _source_document(source: Source) -> dict[str, str]:
    return {"document": source.document, "section": source.section}


def _node_document(node: Node) -> dict[str, Any]:
    """One node; what it does not have is left out."""
    document: dict[str, Any] = {
        "code": node.code,
        "level": node.level,
        "text": node.text,
        "parent": node.parent,
        "source": _source_document(node.source),
    }
    if node.as_printed is not None:
        document["as_printed"] = node.as_printed
    if node.variants:
        document["variants"] = [{"section": each.section, "text": each.text} for each in node.variants]
    if node.note is not None:
        document["note"] = node.note
    if node.expectation is not None:
        document["expectation"] = _expectation_document(node.expectation)
    return document


def _source(entry: dict[str, Any]) -> Source:
    return Source(document=entry["document"], section=entry["section"])


def _level(entry: dict[str, Any]) -> Level:
    return Level(
        key=entry["key"],
        name=entry["name"],
        count=entry.get("count"),
        codes_are_ours=entry.get("codes_are_ours", False),
    )


def _node(entry: dict[str, Any]) -> Node:
    return Node(
        code=entry["code"],
        level=entry["level"],
        text=entry["text"],
        parent=entry["parent"],
        source=_source(entry["source"]),
        as_printed=entry.get("as_printed"),
        variants=tuple(
            Variant(section=each["section"], text=each["text"]) for each in entry.get("variants", ())
        ),
        note=entry.get("note"),
        expectation=_expectation(entry["expectation"]) if "expectation" in entry else None,
    )


def _expectation(entry: dict[str, Any]) -> Expectation:
    return Expectation(
        percent=entry["percent"],
        of=entry["of"],
        count=entry["count"],
        unit=entry["unit"],
        five_years=Share(percent=entry["five_years"]["percent"], count=entry["five_years"]["count"]),
        by_year=tuple(
            YearShare(year=int(year), percent=share["percent"], count=share["count"])
            for year, share in sorted(entry["by_year"].items())
        ),
        text=entry.get("text"),
        period_as_printed=entry.get("period_as_printed"),
    )


def _level_document(level: Level) -> dict[str, Any]:
    document: dict[str, Any] = {"key": level.key, "name": level.name}
    if level.count is not None:
        document["count"] = level.count
    if level.codes_are_ours:
        document["codes_are_ours"] = True
    return document


def _expectation_document(expectation: Expectation) -> dict[str, Any]:
    document: dict[str, Any] = {
        "percent": expectation.percent,
        "of": expectation.of,
        "count": expectation.count,
        "unit": expectation.unit,
        "five_years": {"percent": expectation.five_years.percent, "count": expectation.five_years.count},
        "by_year": {
            str(share.year): {"percent": share.percent, "count": share.count} for share in expectation.by_year
        },
    }
    if expectation.text is not None:
        document["text"] = expectation.text
    if expectation.period_as_printed is not None:
        document["period_as_printed"] = expectation.period_as_printed
    return document
