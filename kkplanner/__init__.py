"""kkplanner: draft, check, print and carry a five-year local development plan, offline."""

from __future__ import annotations

__version__ = "0.1.0"
