"""Tests of the historic order: whom a dossier lost, and when."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import netkit as nk
from netkit.errors import ArgumentError
from tests.dossiers import make, told

CLAIMS = [
    told("x kills ann", date="1937-05-03"),
    told("ann died", date="1937"),
    told("x arrests ben", date="1936-01/1936-02"),
    told("x kills ben", date="1938-01-01"),
    told("x dismisses cat", date="[1935-01-01..1935-01-11]", certainty="possible"),
    told("x arrests HQ", date="1930"),
    told("x kills dora", status="denied", date="1931"),
    told("x arrests eve"),
    told("x arrests fay", date="1920-01-01"),
    told("x arrests fay", date="1939-01-01"),
]


def test_first_loss_of_each_person(tmp_path: Path) -> None:
    """What is over first counts; what several sources say of one death is joined; undated losses come last."""
    table = nk.losses(make(tmp_path, *CLAIMS))
    assert table.index.tolist() == ["fay", "cat", "ben", "ann", "eve"]
    assert table["cause"].tolist() == ["arrests", "dismisses", "arrests", "kills", "arrests"]
    assert table.loc["ann", ["earliest", "latest", "day"]].tolist() == [pd.Timestamp("1937-05-03")] * 3
    assert len(table.at["ann", "claims"]) == 2
    assert table.at["cat", "day"] == pd.Timestamp("1935-01-06")
    assert table.loc["eve", ["earliest", "latest", "day"]].isna().all()
    assert len(table.at["fay", "claims"]) == 1


def test_what_counts_can_be_said(tmp_path: Path) -> None:
    """Dates, causes, certainty."""
    dossier = make(tmp_path, *CLAIMS)
    assert nk.losses(dossier, between=("1937", "1938")).index.tolist() == ["ann", "ben", "eve"]
    assert nk.losses(dossier, between=("1937", "1938")).at["ben", "cause"] == "kills"
    assert nk.losses(dossier, causes="dismisses").index.tolist() == ["cat"]
    assert "cat" not in nk.losses(dossier, min_certainty="probable").index
    assert nk.losses(make(tmp_path / "none", told("a commands b"))).empty
    with pytest.raises(ArgumentError, match="`causes`: 'murders' is unknown"):
        nk.losses(dossier, causes=["murders"])
    with pytest.raises(ArgumentError, match="`min_certainty` is 'sure'"):
        nk.losses(dossier, min_certainty="sure")
