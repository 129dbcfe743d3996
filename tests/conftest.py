"""Fixtures of all tests: the dossier that ships, and the documents and reference values that lie beside the project."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pytest

from netkit.measures import registry

mpl.use("Agg")

ROOT = Path(__file__).resolve().parent.parent


def beside(variable: str, default: str) -> Path:
    """Give the path that an environment variable names, else the one that is expected beside the repository."""
    return Path(os.environ.get(variable) or ROOT.parent / "shared" / default).resolve()


@pytest.fixture(autouse=True)
def _measures_of_a_test_end_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what a test registers: tests run in any order."""
    registry.get_measure("degree")  # netkit's own are all there before the registry is lent out
    monkeypatch.setattr(registry, "_MEASURES", dict(registry._MEASURES))


@pytest.fixture(scope="session")
def nkvd() -> Path:
    """Give the folder of the dossier on the NKVD."""
    return ROOT / "seeds" / "nkvd"


@pytest.fixture(scope="session")
def documents() -> Path:
    """Give the folder of the documents behind the dossiers, which the project does not store."""
    folder = beside("NETKIT_DOCUMENTS", "seeds")
    if not folder.is_dir():
        pytest.skip("the documents are not here: set NETKIT_DOCUMENTS to their folder")
    return folder


@pytest.fixture(scope="session")
def reference() -> dict[str, Any]:
    """Give the published and verified values of the measures: `meta`, `datasets`, `cases`."""
    path = beside("NETKIT_REFERENCE", "reference")
    path = path / "cases.json" if path.is_dir() else path
    if not path.is_file():
        pytest.skip("the reference values are not here: set NETKIT_REFERENCE to the folder of cases.json")
    values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return values
