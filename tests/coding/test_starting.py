"""Tests of a new dossier: it passes the check as it is, explains itself, and overwrites nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from netkit.claims.schema import TABLES
from netkit.coding.starting import new_dossier
from netkit.coding.statement import data_statement
from netkit.dossier import read_dossier
from netkit.errors import ArgumentError
from tests.conftest import ROOT


def test_a_new_dossier_has_no_faults(tmp_path: Path) -> None:
    written = new_dossier(tmp_path / "Harbour Ring")
    dossier = read_dossier(tmp_path / "Harbour Ring")
    assert dossier.claims.empty
    assert dossier.tables.raw.package["name"] == "harbour-ring"
    assert dossier.tables.raw.package["title"] == "Harbour ring"
    assert {path.name for path in written} == {"datapackage.json", "README.md", *(f"{table}.csv" for table in TABLES)}
    assert dossier.network(view="all").n_ties == 0
    assert dossier.conflicts().empty
    assert "0 claims on 0 actors" in data_statement(dossier)


@pytest.mark.parametrize("table", ["relations", "scales"])
def test_the_vocabulary_is_that_of_the_codebook(tmp_path: Path, nkvd: Path, table: str) -> None:
    """The dossier that ships was coded with the vocabulary that a new one begins with."""
    new_dossier(tmp_path / "new")
    assert (tmp_path / "new" / f"{table}.csv").read_bytes() == (nkvd / f"{table}.csv").read_bytes()
    assert (ROOT / "netkit" / "coding" / "vocabulary" / f"{table}.csv").is_file()


def test_the_page_explains_every_column(tmp_path: Path) -> None:
    new_dossier(tmp_path / "new", "A title")
    page = (tmp_path / "new" / "README.md").read_text("utf-8")
    assert page.startswith("# A title\n")
    for name, table in TABLES.items():
        assert f"### `{name}.csv`" in page
        for column in table.columns:
            assert f"| `{column}`" in page


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text("mine\n", "utf-8")
    with pytest.raises(ArgumentError, match="not empty"):
        new_dossier(tmp_path)
    with pytest.raises(ArgumentError, match="not empty"):
        new_dossier(tmp_path / "claims.csv")
    assert (tmp_path / "claims.csv").read_text("utf-8") == "mine\n"
    assert len(list(tmp_path.iterdir())) == 1
