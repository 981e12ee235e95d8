"""What the tags and styles of pasted HTML mean: which are read, which end another, what holds inside one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kkplanner.plan.narrative import DEEPEST_HEADING

UNSEEN: Final = frozenset(
    [
        "script",
        "style",
        "head",
        "title",
        "template",
        "noscript",
        "svg",
        "math",
        "object",
        "iframe",
        "select",
        "audio",
        "video",
        "canvas",
        "applet",
    ]
)
EMPTY: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
BLOCKS: Final = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "aside",
        "main",
        "header",
        "footer",
        "nav",
        "blockquote",
        "address",
        "dl",
        "dt",
        "dd",
        "pre",
        "center",
        "form",
        "fieldset",
        "figure",
        "figcaption",
        "details",
        "summary",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "table",
        "caption",
    ]
)
BOUNDARIES: Final = frozenset(("ul", "ol", "li", "table", "td", "th", "div", "body"))
CELLS: Final = frozenset(("td", "th"))
TABLE_TAGS: Final = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th"))
_HEADING: Final = re.compile(r"h([1-6])")
_WEIGHT: Final = re.compile(r"font-weight\s*:\s*([a-z0-9]+)")
_SLANT: Final = re.compile(r"font-style\s*:\s*([a-z]+)")
_HIDDEN: Final = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden")
BREAK_BEFORE: Final = re.compile(r"(?:page-)?break-before\s*:\s*(?:always|page)")
_WORD_LIST: Final = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d+)")
_WORD_MARKER: Final = re.compile(r"mso-list\s*:\s*ignore")


@dataclass(slots=True)
class OpenTag:
    """An open tag and what holds inside it."""

    tag: str
    bold: bool
    italic: bool
    unseen: bool
    heading: int = 0
    word_level: int = 0  # of a paragraph that Word numbers by itself
    word_marker: bool = False


def inside_of(around: OpenTag, tag: str, style: str) -> OpenTag:
    """What holds inside a tag that opens here."""
    bold = around.bold or tag in ("b", "strong", "th")
    if weight := _WEIGHT.search(style):
        bold = weight[1] in ("bold", "bolder") or (weight[1].isdecimal() and int(weight[1][:4]) >= 600)
    italic = around.italic or tag in ("i", "em", "cite", "dfn")
    if slant := _SLANT.search(style):
        italic = slant[1] in ("italic", "oblique")
    heading = _HEADING.fullmatch(tag)
    word = _WORD_LIST.search(style) if tag == "p" else None
    return OpenTag(
        tag,
        bold=bold,
        italic=italic,
        unseen=around.unseen or tag in UNSEEN or bool(_HIDDEN.search(style)),
        heading=min(int(heading[1]), DEEPEST_HEADING) if heading else around.heading,
        word_level=int(word[1][:2]) if word else around.word_level,
        word_marker=around.word_marker or bool(_WORD_MARKER.search(style)),
    )
