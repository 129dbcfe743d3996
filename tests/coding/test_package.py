"""Tests of standards: dossiers are valid Tabular Data Packages for others' software."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from netkit.coding.starting import new_dossier


def valid(folder: Path) -> list[str]:
    """Validate with frictionless, and give what it finds."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own dependencies warn of themselves
        frictionless = pytest.importorskip("frictionless")
        report = frictionless.validate(str(folder / "datapackage.json"))
    return [*map(str, report.errors), *(error.message for task in report.tasks for error in task.errors)]


def test_the_dossier_that_ships(nkvd: Path) -> None:
    if not (nkvd / "claims.csv").is_file():
        pytest.skip("the dossier has no claims yet")
    assert valid(nkvd) == []


def test_a_new_dossier(tmp_path: Path) -> None:
    new_dossier(tmp_path / "new")
    assert valid(tmp_path / "new") == []


def test_a_broken_reference_is_seen(tmp_path: Path) -> None:
    """That nothing is found means something: a broken package is told as one."""
    new_dossier(tmp_path / "new")
    with (tmp_path / "new" / "names.csv").open("a", encoding="utf-8") as file:
        file.write("nobody,Ana Alpha,preferred,en,,\n")
    assert valid(tmp_path / "new")
