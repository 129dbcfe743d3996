"""Who followed whom in an office."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from netkit.command.succession import succession
from netkit.errors import ArgumentError
from tests.dossiers import make, told


def test_a_successor_of_the_same_day_follows_at_once(tmp_path: Path) -> None:
    """The day on which one left and the other came is no overlap; the claim that says so is told."""
    dossier = make(
        tmp_path,
        told("a heads O", date="1934-07-10/1936-09-26"),
        told("b heads O", date="1936-09-26/1938-11-25"),
        told("b succeeds a", date="1936-09-26"),
    )
    table = succession(dossier, "O")
    assert table["actor"].tolist() == ["a", "b"]
    assert table.loc[1, ["predecessor", "handover", "gap_most"]].tolist() == ["a", "at once", -1]
    assert table.at[1, "told"] == ("c3",)
    assert table.at[0, "claims"] == ("c1",)
    assert table["overlaps"].tolist() == [(), ()]
    assert table.at[0, "end_latest"] == pd.Timestamp("1936-09-27")


def test_a_gap_is_a_vacancy(tmp_path: Path) -> None:
    """Days on which certainly nobody held the office have a row of their own."""
    dossier = make(tmp_path, told("a heads O", date="1930/1932"), told("b heads O", date="1935-03-01/1936"))
    table = succession(dossier, "O")
    assert table["name"].tolist() == ["a", "vacant", "b"]
    vacant = table.loc[1]
    assert [vacant["start_earliest"], vacant["end_latest"]] == [pd.Timestamp("1933-01-01"), pd.Timestamp("1935-03-01")]
    assert table.loc[2, ["predecessor", "handover", "gap_least", "gap_most"]].tolist() == ["a", "gap", 789, 1154]


def test_two_at_once_are_doubtful(tmp_path: Path) -> None:
    """Sources that give the office to two men are shown, not settled."""
    dossier = make(
        tmp_path, told("a heads O", date="1930-01-01/1935-12-31"), told("b heads O", date="1933-01-01/1937-12-31")
    )
    table = succession(dossier, "O")
    assert table.loc[1, ["handover", "gap_least", "gap_most"]].tolist() == ["overlap", -1095, -1095]
    assert table["overlaps"].tolist() == [("b",), ("a",)]


def test_dates_may_leave_it_open(tmp_path: Path) -> None:
    """Years alone do not say whether one left before the other came."""
    dossier = make(tmp_path, told("a heads O", date="1926/1929"), told("b heads O", date="1929/1934"))
    table = succession(dossier, "O")
    assert table.loc[1, ["predecessor", "handover"]].tolist() == ["a", "unclear"]
    assert table.at[1, "gap_least"] == -365
    assert table.at[1, "gap_most"] == 363
    assert table["overlaps"].tolist() == [(), ()]
    assert table["may_overlap"].tolist() == [("b",), ("a",)]


def test_he_who_ended_nearest_is_the_predecessor(tmp_path: Path) -> None:
    """Of several who began before; undated holders come last and follow nobody."""
    dossier = make(
        tmp_path,
        told("a heads O", date="1920-01-01/1929-12-31"),
        told("b heads O", date="1922-01-01/1925-12-31"),
        told("c heads O", date="1930-01-01/1931-12-31"),
        told("x heads O"),
        told("d deputy_heads O", date="1930-01-01/1931-12-31"),
    )
    table = succession(dossier, "O")
    assert table["actor"].tolist() == ["a", "b", "c", "x"]
    assert table["predecessor"].tolist() == ["", "a", "a", ""]
    assert succession(dossier, "O", relation="deputy_heads")["actor"].tolist() == ["d"]


def test_an_office_without_holders_and_wrong_words(tmp_path: Path) -> None:
    """An empty table has its columns all the same."""
    dossier = make(tmp_path, told("a member_of O", date="1930"))
    assert succession(dossier, "O").empty
    assert "handover" in succession(dossier, "O").columns
    with pytest.raises(ArgumentError, match="'heads', 'deputy_heads'"):
        succession(dossier, "O", relation="member_of")  # type: ignore[arg-type]
