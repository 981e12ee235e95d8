"""Fixtures that every room's tests may use."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# A slow machine is no fault of the code; CI tries the same examples each time, a developer new ones.
settings.register_profile("developer", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "developer")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def _folders_of_the_tests_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Backups, caches and logs of tests never mix with those of the person who runs them."""
    folder = tmp_path_factory.mktemp("user")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KKPLANNER_CACHE_DIR", str(folder / "cache"))
        patch.setenv("KKPLANNER_DATA_DIR", str(folder / "data"))
        yield


@pytest.fixture(scope="module", autouse=True)
def _backups_of_the_modules_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Every plan that a test opens leaves a backup; among thousands of them no opening would be as quick as it is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KKPLANNER_DATA_DIR", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The customer's source documents and the real workbook; they are not part of the project."""
    folder = Path(os.environ.get("KKPLANNER_SHARED", ROOT.parent / "shared"))
    if not (folder / "seeds").is_dir():
        pytest.skip("the shared source documents are not here")
    return folder


@pytest.fixture(scope="session")
def real_workbook(shared_dir: Path) -> Path:
    return shared_dir / "real" / "plan_2566_city_part.xlsx"


@pytest.fixture(scope="session")
def real_truth(shared_dir: Path) -> list[dict[str, object]]:
    truth: list[dict[str, object]] = json.loads(
        (shared_dir / "real" / "plan_2566_city_part.truth.json").read_text(encoding="utf-8")
    )
    return truth
