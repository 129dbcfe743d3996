"""For every commander, the victims that his chains reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from netkit.command.responsibility import responsibility
from netkit.errors import ArgumentError
from tests.dossiers import make, told


def test_everybody_on_a_chain_has_his_part(tmp_path: Path) -> None:
    """Who wanted it, who passed it on, who carried it out, with the rest of the chain from him on."""
    dossier = make(
        tmp_path,
        told("a targets v", date="1937", case="plot"),
        told("a orders b", date="1937", case="plot"),
        told("b orders d", date="1937", case="plot", certainty="probable"),
        told("d kills v", date="1937-06-01", case="plot"),
    )
    table = responsibility(dossier).set_index("commander")
    assert table["part"].to_dict() == {"a": "wanted it", "b": "passed it on", "d": "carried it out"}
    assert table["steps"].to_dict() == {"a": 3, "b": 2, "d": 1}
    assert table["probability"].tolist() == pytest.approx([0.95 * 0.95 * 0.75 * 0.95, 0.95 * 0.75 * 0.95, 0.95 * 0.95])
    assert table.at["a", "through"] == ("b",)
    assert table["by_whom"].tolist() == ["d"] * 3
    assert table.at["b", "claims"] == ("c3", "c4")
    assert table.at["b", "sources"] == ("s",)
    assert not table["inferred"].any()


def test_most_victims_first_and_the_best_chain_of_each(tmp_path: Path) -> None:
    """One row a commander, victim and case; a step through a membership is inferred."""
    dossier = make(
        tmp_path,
        told("a orders O", date="1937", case="one"),
        told("d member_of O", date="1936/1938"),
        told("d kills v", date="1937-06-01", case="one"),
        told("a orders e", date="1938", case="two"),
        told("e kills w", date="1938-06-01", case="two"),
    )
    table = responsibility(dossier)
    assert table["commander"].iloc[0] == "a"
    assert not table.duplicated(["commander", "victim", "case"]).any()
    rows = table.set_index(["commander", "victim"])
    assert rows.at[("a", "v"), "inferred"]
    assert not rows.at[("a", "w"), "inferred"]
    assert set(responsibility(dossier, cases="two")["victim"]) == {"w"}
    with pytest.raises(ArgumentError, match="no case"):
        responsibility(dossier, cases="three")
    with pytest.raises(ArgumentError, match="`k`"):
        responsibility(dossier, k=0)
