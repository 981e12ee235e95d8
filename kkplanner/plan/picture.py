"""A picture that the narrative of the plan shows: a map, a seal, a photograph."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from kkplanner.plan.model import new_uuid

MediaType = Literal["image/png", "image/jpeg"]

LARGEST_PICTURE: Final = 10 * 1024 * 1024
"""Most bytes that the content of one picture may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The bytes of one image file. Its caption stands in the narrative, where the picture is shown."""

    uuid: str = field(default_factory=new_uuid)
    name: str  # as the clerk knows it, "แผนที่ตำบล.png"
    media_type: MediaType
    content: bytes = field(repr=False)  # 1 … LARGEST_PICTURE bytes
