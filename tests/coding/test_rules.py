"""Tests of the rules of consistent coding, on tiny dossiers and on the one that ships."""

from __future__ import annotations

from pathlib import Path

import pytest

from netkit.coding.rules import RULES, broken_rules
from netkit.dossier import read_dossier
from tests.dossiers import make, told

Told = dict[str, str]


def broken(folder: Path, *claims: Told, **others: list[Told]) -> list[tuple[str, tuple[str, ...]]]:
    """Give rule and claims of every exception."""
    rows = broken_rules(make(folder, *claims, **others))
    return [(row["rule"], row["claims"]) for row in rows.to_dict("records")]


def test_an_appointment_needs_an_office(tmp_path: Path) -> None:
    claims = [
        told("ann appoints ben", date="1930-05"),
        told("ann appoints cat", date="1930-05"),
        told("cat heads GUILD", date="1930-05/"),
    ]
    assert broken(tmp_path, *claims) == [("no office", ("c1",))]


def test_the_office_begins_or_ends_when_it_says(tmp_path: Path) -> None:
    claims = [
        told("ann dismisses ben", date="1935-05-01"),
        told("ben heads GUILD", date="1930/1934"),
        told("dan succeeds eve", date="1936"),
        told("dan deputy_heads GUILD", date="1936-02-01/"),
        told("eve deputy_heads GUILD", date="/1936-02-01"),
    ]
    assert broken(tmp_path, *claims) == [("no date of office", ("c1", "c2"))]


def test_an_office_has_the_status_of_its_appointment(tmp_path: Path) -> None:
    """An office declined is a refused office; nobody's ends by it."""
    claims = [
        told("ann appoints ben", date="1935", status="refused"),
        told("ben succeeds cat", date="1935", status="refused"),
        told("ben heads GUILD", date="1935", status="refused"),
        told("ann appoints dan", status="refused"),
        told("dan heads GUILD", date="1935/"),
    ]
    assert broken(tmp_path, *claims) == [("no office", ("c4",))]


def test_listed_conflicts_are_no_exceptions(tmp_path: Path) -> None:
    claims = [
        told("ann heads GUILD", date="1930/1936"),
        told("ben heads GUILD", date="1931/1935"),
        told("vic died", date="1937"),
        told("vic contacts ann", date="1938"),
    ]
    assert broken(tmp_path, *claims) == []


def test_a_case_has_a_victim_or_says_why_not(tmp_path: Path) -> None:
    cases = [{"id": "a", "victim": "vic"}, {"id": "b", "note": "a theft: nobody was harmed"}, {"id": "c"}]
    assert broken(tmp_path, told("ann kills vic", case="a"), cases=cases) == [("case without victim", ())]


@pytest.mark.parametrize("rule", ["headed twice", "acts after death"])
def test_the_dossier_that_ships_keeps_the_rules(nkvd: Path, rule: str) -> None:
    """Two heads at once, or deeds of the dead, stand in the list of conflicts."""
    exceptions = broken_rules(read_dossier(nkvd))
    assert set(exceptions["rule"]) <= set(RULES)
    assert exceptions.loc[exceptions["rule"] == rule, "what"].tolist() == []
