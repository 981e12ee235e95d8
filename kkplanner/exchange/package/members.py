"""What stands in a package, under which names, and how large each may be."""

from __future__ import annotations

from typing import Final

SUFFIX: Final = ".kkp.zip"
UNFINISHED_SUFFIX: Final = ".part"

PLAN: Final = "plan.json"
FORMS_XLSX: Final = "forms.xlsx"
FORMS_PDF: Final = "forms.pdf"
ALIGNMENT_JSON: Final = "alignment.json"
ALIGNMENT_PDF: Final = "alignment.pdf"
COVER: Final = "cover.pdf"
LETTER: Final = "letter.pdf"
MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig"

_MEGABYTE: Final = 1_000_000

LARGEST: Final = {
    PLAN: 120 * _MEGABYTE,  # the pictures of the narrative travel in it
    FORMS_XLSX: 32 * _MEGABYTE,
    FORMS_PDF: 64 * _MEGABYTE,
    ALIGNMENT_JSON: 32 * _MEGABYTE,
    ALIGNMENT_PDF: 8 * _MEGABYTE,
    COVER: 8 * _MEGABYTE,
    LETTER: 8 * _MEGABYTE,
    MANIFEST: 256_000,
    SIGNATURE: 1_000,
}
"""Every member of a package, and the most bytes it may have. A real plan of 500 projects has 2 MB in all."""

LARGEST_PACKAGE: Final = 128 * _MEGABYTE

SIGNED: Final = tuple(sorted(set(LARGEST) - {MANIFEST, SIGNATURE}))
"""The members whose hashes stand in the manifest."""

THAI_NAMES: Final = {
    PLAN: "ข้อมูลแผนทั้งหมด",
    FORMS_XLSX: "แบบฟอร์ม (Excel)",
    FORMS_PDF: "แบบฟอร์ม (PDF)",
    ALIGNMENT_JSON: "ผลการตรวจและความเชื่อมโยง (ข้อมูล)",
    ALIGNMENT_PDF: "ความครอบคลุมประเด็นการพัฒนา (PDF)",
    COVER: "ใบปะหน้า",
    LETTER: "หนังสือนำส่ง",
    MANIFEST: "บัญชีรายการ",
    SIGNATURE: "ลายมือชื่อ",
}
