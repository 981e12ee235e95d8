"""Fixtures of the Excel reader's tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from exchange.excel_in.untidy import HEAD, TITLES, Rows, empty_plan, write

from kkplanner.exchange.excel_in import ImportOutcome, import_into, read_book
from kkplanner.plan.document import PlanDocument


@pytest.fixture
def bring_in(tmp_path: Path) -> Callable[..., ImportOutcome]:
    """Write a one-table sheet with these data rows (or whole sheets) and import it into an empty plan."""

    def bring(
        *rows: Sequence[object], whole: Sequence[Rows] = (), into: PlanDocument | None = None, **how: object
    ) -> ImportOutcome:
        sheets = whole or [[*TITLES, *HEAD, *rows]]
        path = write(tmp_path / "book.xlsx", *sheets, **how)  # type: ignore[arg-type]
        return import_into(into or empty_plan(), read_book(path))

    return bring
