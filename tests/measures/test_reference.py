"""Published and verified values: every case that is about a measure, and one table that says which are not tried."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from tests.measures.reference_cases import COVERED, NOT_MEASURES, Case


def cases_about_measures(reference: dict[str, Any]) -> list[Case]:
    """Give topics A (chains of command), B (roles), E (disruption), and the centralities among C (uncertainty)."""
    return [case for case in reference["cases"] if case["topic"] in ("A", "B", "E") or case["id"].startswith("C13")]


def key_of(case: Case) -> str:
    return str(case["id"]).split("_")[0]


def test_every_case_is_tried_or_says_why_not(reference: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    """No case is left out in silence: the table is printed, and a case in neither list fails."""
    with capsys.disabled():
        sys.stdout.write("\n")
        for case in cases_about_measures(reference):
            tried = "tried" if key_of(case) in COVERED else "not tried"
            reason = NOT_MEASURES.get(key_of(case), "")
            sys.stdout.write(f"{case['id']:32} {tried:10} {case['measure'][:60]:60} {reason}\n")
    missing = [c["id"] for c in cases_about_measures(reference) if key_of(c) not in {*COVERED, *NOT_MEASURES}]
    assert missing == []


@pytest.mark.parametrize("key", COVERED)
def test_value(key: str, reference: dict[str, Any]) -> None:
    """The measure has the published value, to the tolerance that the case states."""
    cases = [case for case in cases_about_measures(reference) if key_of(case) == key]
    assert cases, f"no case {key} in the reference values"
    for case in cases:
        COVERED[key](case, reference["datasets"])
