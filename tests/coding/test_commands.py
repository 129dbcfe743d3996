"""Tests of the coders' commands: what they print, and one line for a fault of the user's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from netkit.cli import app
from netkit.errors import ArgumentError
from tests.dossiers import told, write

RUN = CliRunner()
FIRST = (told("ann orders ben", locator="char=0,9"), told("ben kills vic", locator="char=10,19"))


def printed(*arguments: str) -> str:
    """Run a command that succeeds, and give what it printed."""
    result = RUN.invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_new_then_check(tmp_path: Path) -> None:
    folder = str(tmp_path / "ring")
    assert "claims.csv" in printed("new", folder, "--title", "A ring")
    assert "no faults" in printed("check", folder)
    assert "A ring" in (tmp_path / "ring" / "datapackage.json").read_text("utf-8")
    with pytest.raises(ArgumentError, match="not empty"):
        RUN.invoke(app, ["new", folder], catch_exceptions=False)


def test_cover(tmp_path: Path) -> None:
    folder = write(tmp_path / "dossier", *FIRST)
    (tmp_path / "tale.txt").write_text("Then Zeno Zeta met ann.\n", "utf-8")
    assert "Zeno Zeta (tale.txt, char=5,14)" in printed("cover", str(folder), str(tmp_path / "tale.txt"))
    rows = json.loads(printed("cover", str(folder), str(tmp_path / "tale.txt"), "--format", "json"))
    assert [row["name"] for row in rows] == ["Zeno Zeta"]


def test_agree(tmp_path: Path) -> None:
    pytest.importorskip("krippendorff")
    one, two = write(tmp_path / "one", *FIRST), write(tmp_path / "two", FIRST[0], told("ben arrests vic"))
    summary = printed("agree", str(one), str(two))
    assert "Agreement of one (first) and two (second)" in summary
    assert "relation 1" in summary
    listed = printed("agree", str(one), str(two), "--list")
    assert "relation, both: ben killed vic: kills against arrests" in listed
    assert "first: Claim 2. (c2; Source s, char=10,19)" in listed
    assert printed("agree", str(one), str(two), "--format", "csv").startswith("kind,coding,family,what")
