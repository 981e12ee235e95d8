"""Floating text boxes of the drawing parts: counted, so that their being left out is said."""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Final
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl

_DRAWING: Final = re.compile(r"xl/drawings/[^/]+\.xml", re.IGNORECASE)
_CHUNK: Final = 65_536


def count_text_boxes(archive: zipfile.ZipFile) -> int:
    """Shapes with text in them, over all sheets; a broken drawing counts as far as it can be read."""
    from defusedxml.expatreader import create_parser

    handler = _Boxes()
    for name in archive.namelist():
        if not _DRAWING.fullmatch(name):
            continue
        parser = create_parser(forbid_dtd=True)
        parser.setContentHandler(handler)
        try:
            with archive.open(name) as part:
                while chunk := part.read(_CHUNK):
                    parser.feed(chunk)
            parser.close()
        except (SAXException, zipfile.BadZipFile, zlib.error, EOFError):
            # What a drawing holds is only counted here; nothing of the plan depends on it.
            continue
    return handler.boxes


class _Boxes(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.boxes = 0
        self._inside = self._text = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: ARG002, N802 - the SAX interface
        if name.rpartition(":")[2] == "txBody":
            self._inside, self._text = True, False

    def characters(self, content: str) -> None:
        self._text = self._text or (self._inside and bool(content.strip()))

    def endElement(self, name: str) -> None:  # noqa: N802 - the SAX interface
        if name.rpartition(":")[2] == "txBody":
            self.boxes += self._text
            self._inside = False
