"""Official forms: a plan turned into form tables, by definitions that are data."""

from kkplanner.forms.build import Choice, build, build_all
from kkplanner.forms.definition import (
    DEFAULT_LAYOUT,
    LayoutFileError,
    UnknownFormError,
    UnknownLayoutError,
    bundled_layouts,
    layout_named,
    read_layouts,
)

__all__ = [
    "DEFAULT_LAYOUT",
    "Choice",
    "LayoutFileError",
    "UnknownFormError",
    "UnknownLayoutError",
    "build",
    "build_all",
    "bundled_layouts",
    "layout_named",
    "read_layouts",
]
