"""Tests of conflicts: what excludes each other is listed once, with both sides, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from netkit.claims.conflicts import KINDS
from netkit.dossier import read_dossier
from tests.dossiers import make, told

Told = dict[str, str]


def found(folder: Path, *claims: Told, circa: str = "0d") -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Give kind and sides of every conflict."""
    rows = make(folder, *claims).conflicts(circa=circa)
    return [(row["kind"], row["left"], row["right"]) for row in rows.to_dict("records")]


def test_versions_of_one_case_exclude_each_other(tmp_path: Path) -> None:
    """Each pair of versions is one conflict, whatever the number of claims."""
    claims = [
        told("ann kills vic", case="fall", version="pushed"),
        told("vic kills vic", case="fall", version="jumped"),
        told("ann targets vic", case="fall", version="pushed"),
        told("vic died", case="other", version="fever"),
    ]
    assert found(tmp_path, *claims) == [("versions", ("c1", "c3"), ("c2",))]


def test_one_version_stands_against_a_killing_told_as_fact(tmp_path: Path) -> None:
    claims = [told("vic died", case="fall", version="fever", certainty="doubtful"), told("ann kills vic", case="fall")]
    assert found(tmp_path, *claims) == [("versions", ("c1",), ("c2",))]


def test_several_killers_are_no_conflict(tmp_path: Path) -> None:
    claims = [
        told("ann kills vic", date="1937-06-01"),
        told("ben kills vic", date="1937-06"),
        told("vic died", date="1937"),
    ]
    assert found(tmp_path, *claims) == []


@pytest.mark.parametrize(
    ("one", "two", "circa", "conflict"),
    [
        ("1937-06-01", "1937-06-02", "0d", True),
        ("1937-06-01", "1937-06", "0d", False),
        ("1937-06-01", "1937-05~", "0d", True),
        ("1937-06-01", "1937-05~", "1m", False),
        ("1937-06-01", "[1937-05-01..1937-07-01]", "0d", False),
    ],
)
def test_two_dates_of_one_death(tmp_path: Path, one: str, two: str, circa: str, conflict: bool) -> None:
    claims = [told("vic died", date=one), told("ann kills vic", date=two)]
    assert found(tmp_path, *claims, circa=circa) == ([("death", ("c1",), ("c2",))] if conflict else [])


def test_two_dates_of_one_birth_but_not_of_attempts(tmp_path: Path) -> None:
    claims = [
        told("vic born", date="1901"),
        told("vic born", date="1902"),
        told("ann kills vic", date="1930", status="attempted"),
        told("ann kills vic", date="1937"),
    ]
    assert found(tmp_path, *claims) == [("birth", ("c1",), ("c2",))]


def test_denied_against_told(tmp_path: Path) -> None:
    """A denial meets what is told of the same thing, at a time and in a case that it may mean."""
    claims = [
        told("ann friend_of ben", status="denied", date="1930/1935"),
        told("ben friend_of ann", date="1934"),
        told("ben friend_of ann", date="1936"),
        told("ann orders ben", status="denied", case="plot"),
        told("ann orders ben", case="plot"),
        told("ann orders ben", case="other"),
        told("ben orders ann", case="plot"),
    ]
    assert found(tmp_path, *claims) == [("denied", ("c1",), ("c2",)), ("denied", ("c4",), ("c5",))]


@pytest.mark.parametrize(
    ("one", "two", "conflict"),
    [
        ("1930-01-01/1935-01-01", "1934-01-01/1937-01-01", True),
        ("1930-01-01/1935-01-01", "1935-01-01/1937-01-01", False),
        ("/1935-01-01", "1935-01-01/", False),
        ("1930/1935", "1935/1937", False),
        ("1930-01-01/1935-01-01", "1934", True),
        ("1930-01-01/1935-01-01", "1935", False),
        ("1934", "1934", False),
        ("1934-05-05", "1934-05-05", True),
    ],
)
def test_two_heads_at_once(tmp_path: Path, one: str, two: str, conflict: bool) -> None:
    """A hand-over takes a day; only days on which both certainly headed it are a conflict."""
    claims = [told("ann heads GUILD", date=one), told("ben heads GUILD", date=two)]
    assert found(tmp_path, *claims) == ([("headship", ("c1",), ("c2",))] if conflict else [])


def test_since_and_until_are_one_headship(tmp_path: Path) -> None:
    claims = [
        told("ann heads GUILD", date="1930/"),
        told("ann heads GUILD", date="/1937-05-01"),
        told("ben heads GUILD", date="1932/1934"),
    ]
    assert found(tmp_path, *claims) == [("headship", ("c1", "c2"), ("c3",))]


def test_uncertain_and_planned_heads_are_no_conflict(tmp_path: Path) -> None:
    claims = [
        told("ann heads GUILD", date="1930/1935"),
        told("ben heads GUILD", date="1930/1935", certainty="probable"),
        told("cat heads GUILD", date="1930/1935", status="refused"),
        told("ann heads GUILD", date="1931/1934"),
    ]
    assert found(tmp_path, *claims) == []


def test_successions_that_overlap(tmp_path: Path) -> None:
    """The predecessor stayed; the same was told of another day; each followed the other."""
    claims = [
        told("ben succeeds ann", date="1934-01-01"),
        told("ann heads GUILD", date="/1935-01-01"),
        told("ben heads GUILD", date="1936-01-01/"),
        told("ben succeeds ann", date="1934-03-01"),
        told("dan succeeds eve", date="1930"),
        told("eve succeeds dan", date="1930"),
    ]
    kinds = found(tmp_path, *claims)
    assert ("succession", ("c1",), ("c2",)) in kinds
    assert ("succession", ("c1",), ("c4",)) in kinds
    assert ("succession", ("c5",), ("c6",)) in kinds
    assert {kind for kind, *_ in kinds} == {"succession"}


def test_a_second_time_in_office_is_no_conflict(tmp_path: Path) -> None:
    claims = [
        told("ben succeeds ann", date="1934-01-01"),
        told("ann heads GUILD", date="1930/1934-01-01"),
        told("ben heads GUILD", date="1934-01-01/1936-01-01"),
        told("ann heads GUILD", date="1936-01-01/1938"),
    ]
    assert found(tmp_path, *claims) == []


@pytest.mark.parametrize(
    ("text", "date", "status", "conflict"),
    [
        ("vic contacts ann", "1938", "done", True),
        ("vic contacts ann", "1937", "done", False),
        ("vic contacts ann", "1938", "planned", False),
        ("ann contacts vic", "1938", "done", True),
        ("ann arrests vic", "1938", "attempted", True),
        ("ann targets vic", "1938", "done", False),
        ("vic heads GUILD", "1930/1938-05-01", "done", True),
        ("vic heads GUILD", "1938", "done", True),
        ("vic friend_of ann", "1930/", "done", False),
    ],
)
def test_deeds_of_the_dead(tmp_path: Path, text: str, date: str, status: str, conflict: bool) -> None:
    """Who is certainly dead does nothing and is met by nobody, but may be accused or wanted dead."""
    claims = [told("vic died", date="1937-06-01"), told(text, date=date, status=status)]
    assert found(tmp_path, *claims) == ([("after death", ("c2",), ("c1",))] if conflict else [])


def test_an_uncertain_death_forbids_nothing(tmp_path: Path) -> None:
    claims = [told("vic died", date="1937", certainty="probable"), told("vic contacts ann", date="1939")]
    assert found(tmp_path, *claims) == []


def test_rows_cite_both_sides(tmp_path: Path) -> None:
    rows = make(tmp_path, told("vic died", date="1937"), told("vic died", date="1938")).conflicts()
    row = rows.iloc[0]
    assert row["claims"] == ("c1", "c2")
    assert [citation.split("(")[1].split(";")[0] for citation in row["citations"]] == ["c1", "c2"]
    assert row["about"] == "vic"
    assert row["what"] == "death of vic: 1937 against 1938"


def test_nothing_contradicted_is_an_empty_table(tmp_path: Path) -> None:
    rows = make(tmp_path, told("ann orders ben")).conflicts()
    assert rows.empty
    assert list(rows.columns) == ["kind", "about", "what", "claims", "left", "right", "citations"]


def test_the_dossier_lists_its_known_contradictions(nkvd: Path) -> None:
    """Two sources date one death differently, and some deaths are told in versions."""
    known = read_dossier(nkvd).conflicts()
    assert set(known["kind"]) <= set(KINDS)
    deaths = set(known.loc[known["kind"] == "death", "about"])
    assert "lev-sedov" in deaths
    versions: pd.Series[str] = known.loc[known["kind"] == "versions", "about"]
    assert {"munzenberg-death", "savinkov-capture"} <= set(versions)
    for row in known.to_dict("records"):
        assert row["claims"] == row["left"] + row["right"]
        assert len(row["citations"]) == len(row["claims"])
        assert row["left"]
        assert row["right"]
