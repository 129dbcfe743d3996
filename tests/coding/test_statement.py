"""Tests of the data statement: its numbers are those of the data, and GRAND's items are all answered."""

from __future__ import annotations

import re
from pathlib import Path

from netkit.coding.grand import grand_items, time_covered
from netkit.coding.statement import data_statement
from netkit.dossier import read_dossier
from tests.dossiers import make, told

ITEMS = (
    """1.1 1.2 1.3 1.4 1.5 1.6 1.7 2.1 2.2 2.3 2.4 2.5 3.1 3.2 3.3 3.4 3.5 3.6 3.7 4.1 4.2 4.3 4.4 4.5 4.6""".split()
)


def test_numbers_are_counted(tmp_path: Path) -> None:
    dossier = make(
        tmp_path,
        told("ann orders ben", date="1937-05-02", case="plot", locator="char=0,50"),
        told("ben kills vic", case="plot", certainty="possible", locator="char=25,75"),
        told("ben member_of GUILD", date="193X/"),
        told("ann contacts ben", status="planned", version="letter", case="plot"),
        cases=[{"id": "plot", "date": "1937", "victim": "vic", "place": "Xanadu"}],
        sources=[{"id": "s", "title": "A | B", "reliability": "B", "characters": "100", "reason": "saw it"}],
    )
    text = data_statement(dossier)
    assert "4 claims on 4 actors, in 1 cases, from 1 sources" in text
    about = "no author, language not stated, undated"
    assert f"| `s`: A \\| B | {about} | B (0.85, 0.75 to 0.95) | saw it | none known | 4 | 75% |" in text
    assert "| claims without a date | 2 | 50.0% |" in text
    assert "| … of which their case has one | 2 | 50.0% |" in text
    assert "| claims without a locator | 2 | 50.0% |" in text
    assert "| claims less than probable | 1 | 25.0% |" in text
    assert "Actors: 3 persons, 1 organisations." in text
    assert "| possible | 1 | 0.35 | 0.50 | 0.65 |" in text
    assert "Places of the cases: Xanadu." in text
    assert time_covered(dossier.tables) == ("1930-01-01", "1939-12-31")


def test_conflicts_are_told(tmp_path: Path) -> None:
    text = data_statement(make(tmp_path, told("vic died", date="1937"), told("vic died", date="1938")))
    assert "| death | death of vic: 1937 against 1938 |" in text


def test_all_items_of_grand_are_answered(nkvd: Path) -> None:
    items = grand_items(read_dossier(nkvd))
    assert [number for number, _, _ in items] == ITEMS
    assert all(answer for _, _, answer in items)


def test_the_dossier_that_ships_has_a_statement(nkvd: Path) -> None:
    """Markdown with a table a section, and no number that is missing."""
    text = data_statement(read_dossier(nkvd))
    assert text.startswith("# Data statement: ")
    assert text.count("\n## ") == 7
    assert "nan" not in re.findall(r"\w+", text)
    for line in text.splitlines():
        if line.startswith("|"):
            assert line.endswith("|")
