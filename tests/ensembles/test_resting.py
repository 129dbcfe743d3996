"""What a ranking and a finding rest on."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from netkit.command.chains import chains
from netkit.dossier import Dossier
from netkit.ensembles.hitting import smallest_sets
from netkit.ensembles.resting import rests_on
from netkit.ensembles.sensitivity import Without, sensitivity
from netkit.errors import ArgumentError, NotDefinedError
from netkit.measures.betweenness import betweenness
from netkit.measures.registry import get_measure
from netkit.network.conversion import from_pandas
from tests.dossiers import make, told


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """Give a star around the hub, one of whose arms is longer, and a second way for orders."""
    return make(
        tmp_path_factory.mktemp("dossier"),
        told("hub friend_of ann", source="one"),
        told("hub friend_of ann", source="two"),
        told("hub friend_of ben", source="one"),
        told("hub friend_of cat", source="two"),
        told("cat friend_of dora", source="two"),
        told("dora friend_of eve", source="two", certainty="probable"),
        told("boss orders agent", case="plot", date="1937", source="one"),
        told("boss orders other", case="plot", date="1937", source="two"),
        told("agent kills victim", case="plot", date="1937-05-05", source="one"),
        told("other kills victim", case="plot", date="1937-05-05", source="two"),
        told("hub friend_of fay", certainty="possible", source="one"),
        cases=[{"id": "plot", "date": "1937", "victim": "victim"}],
    )


def test_each_source_and_claim_is_taken_away(dossier: Dossier) -> None:
    """As by a dossier without it, for claims of which no date hangs."""
    net = dossier.network().select(relations="friend_of")
    found = sensitivity(net, "betweenness")
    assert found["kind"].value_counts()[["nothing", "source", "claim"]].to_dict() == {
        "nothing": 1,
        "source": 2,
        "claim": 4,
    }
    assert found.attrs["without effect"] == 2
    told_by = found.set_index(["kind", "what"])
    assert told_by.at[("nothing", ""), "first"] == ("hub",)
    without = dossier.network(sources=["one"]).select(relations="friend_of")
    assert told_by.at[("source", "two"), "first"] == tuple(
        betweenness(without).index[betweenness(without) == betweenness(without).max()]
    )
    lost = told_by.loc["claim"]
    assert not lost.at["c3", "turns"] or lost.at["c3", "first"] != ("hub",)
    assert lost.at["c4", "turns"]
    assert set(found.loc[found["kind"] == "certainty", "what"]) == {
        "at least certain",
        "at least probable",
        "at least possible",
    }
    assert "derive=False" in set(found["what"])


def test_a_selection_holds_under_every_choice(dossier: Dossier) -> None:
    """Who was taken out of the network stays out where it is built anew."""
    found = sensitivity(dossier.network().select(without=["hub"]), "degree")
    assert {"certainty", "choice"} <= set(found["kind"])
    assert not any("hub" in first for first in found["first"])


def test_another_measure_of_one_s_own_kind_is_measured_draw_by_draw(dossier: Dossier) -> None:
    net = dossier.network().select(relations="friend_of")
    fast, slow = sensitivity(net, "degree"), sensitivity(net, "strength")
    pd.testing.assert_frame_equal(fast, slow)


def test_the_smallest_sets_of_claims_are_found(dossier: Dossier) -> None:
    """Either man can pass the order on: only two claims together end it."""
    found = rests_on(dossier, chain=("boss", "victim"), until="1940")
    assert {frozenset(claims) for claims in found["claims"]} == {
        frozenset(pair) for pair in (("c7", "c8"), ("c7", "c10"), ("c8", "c9"), ("c9", "c10"))
    }
    assert found.attrs["exact"]
    assert found.attrs["searched"] == "all sets of up to 2 of 4 claims"
    three = rests_on(dossier, chain=("boss", "victim"), until="1940", size=3)
    assert three["claims"].tolist() == found["claims"].tolist()
    assert (
        rests_on(dossier, chain=("boss", "victim"), until="1940", size=1)["claims"].tolist() == found["claims"].tolist()
    )
    one = rests_on(dossier, chain=("boss", "agent"), until="1940")
    assert one["claims"].tolist() == [("c7",)]
    assert "Claim 7" in one["citations"].iat[0][0]


def test_who_is_necessary_rests_on_claims(dossier: Dossier) -> None:
    """Without a claim of the one way, everybody on the other is needed; nobody is needed while there are two."""
    found = sensitivity(dossier, chain=("boss", "victim"), until="1940")
    rows = found.set_index(["kind", "what"])
    assert rows.at[("nothing", ""), "stands"]
    assert rows.at[("nothing", ""), "necessary"] == ()
    for claim, man in (("c7", "other"), ("c9", "other"), ("c8", "agent"), ("c10", "agent")):
        assert rows.at[("claim", claim), "necessary"] == (man,)
    assert rows.at[("source", "one"), "necessary"] == ("other",)
    assert rows.loc["claim", "turns"].all()
    assert len(rows.loc["claim"]) == 4
    assert not rows.at[("choice", "derive=False"), "turns"]
    one = sensitivity(dossier, chain=("boss", "agent"), until="1940").set_index(["kind", "what"])
    assert not one.at[("claim", "c7"), "stands"]
    assert found.attrs["chain"] == ("boss", "victim")


EVIDENCE = [
    told("boss commands HQ", date="1930/1940"),
    told("HQ kills victim", case="plot", date="1937-05-05"),
    told("BRANCH part_of HQ", date="1930/1940"),
    told("man member_of BRANCH", date="1930/1940"),
    told("man kills victim", case="plot", date="1937-05-05"),
    told("boss orders man", case="plot", date="1937"),
    told("boss friend_of victim", date="1930/1940"),
]
PLOT = {"id": "plot", "date": "1937", "victim": "victim"}


def test_without_its_man_s_act_an_organisation_s_own_is_an_end(tmp_path: Path) -> None:
    """Every set of up to three claims, each really deleted: whether a chain still ends with an act."""
    ids = [f"c{number}" for number in range(1, 8)]
    whole = make(tmp_path / "whole", *EVIDENCE, cases=[PLOT])
    assert whole.claims.index.tolist() == ids

    def falls(taken: set[str]) -> bool:
        left = [claim for name, claim in zip(ids, EVIDENCE, strict=True) if name not in taken]
        net = make(tmp_path / "-".join(sorted(taken)), *left, cases=[PLOT]).network(until="1940")
        return not any(net.order_steps.acts("victim")) or not chains(net, "boss", "victim")

    enough: list[set[str]] = []
    for number in (1, 2, 3):
        for taken in map(set, combinations(ids[:6], number)):
            if not any(one < taken for one in enough) and falls(taken):
                enough.append(taken)
    found = rests_on(whole, chain=("boss", "victim"), until="1940", size=3)
    assert [set(one) for one in found["claims"]] == enough
    assert {"c1", "c5"} in enough
    assert {"c2", "c5"} in enough
    assert found.attrs["exact"]


def test_a_single_claim_turns_what_is_an_end(tmp_path: Path) -> None:
    """Without the man's act, or his place in the organisation, chains end with its own."""
    found = sensitivity(make(tmp_path, *EVIDENCE, cases=[PLOT]), chain=("boss", "victim"), until="1940")
    necessary = found.set_index(["kind", "what"])["necessary"]
    assert necessary["nothing", ""] == ("man",)
    assert necessary["claim", "c5"] == ("HQ",)
    assert necessary["claim", "c3"] == necessary["claim", "c4"] == ()


def test_a_first_place_rests_on_claims(dossier: Dossier) -> None:
    net = dossier.network().select(relations="friend_of")
    found = rests_on(net, first="hub")
    assert found["claims"].tolist() == [("c3",), ("c1", "c2")]
    assert found.attrs["finding"] == "hub is first by betweenness"
    more = rests_on(net, first="hub", within=3)
    assert more["size"].min() > 1 or not more.attrs["exact"]


def test_a_first_place_is_tried_with_as_many_claims_as_asked(dossier: Dossier) -> None:
    """All sets of three, but those that hold a smaller one, each tried by itself."""
    net = dossier.network().select(relations="friend_of")
    found = rests_on(net, first="hub", size=3)
    assert found.attrs["exact"]
    assert "sets of 3" in found.attrs["searched"]
    rest = Without(net, get_measure("betweenness"), {})
    enough: list[set[str]] = []
    for number in (1, 2, 3):
        for taken in map(set, combinations(rest.claims, number)):
            holds = np.array([[claim not in taken for claim in net.tables.claims.index]])
            values = rest.values(rest.standing(holds))[0]
            falls = values[net.index.get_loc("hub")] < values.max() or np.ptp(values) == 0
            if falls and not any(one < taken for one in enough):
                enough.append(taken)
    assert [set(one) for one in found["claims"]] == enough


@pytest.mark.parametrize("seed", range(25))
def test_smallest_sets_are_those_of_trying_all(seed: int) -> None:
    """
    Random supports among ten things, some of which count only when something else is taken away.

    Of up to so many things, or of the smallest number that there is.
    """
    dice = np.random.default_rng(seed)
    supports = [frozenset(dice.choice(10, size=dice.integers(1, 4), replace=False).tolist()) for _ in range(1 + seed)]

    helps = [frozenset(dice.choice(10, size=3, replace=False).tolist()) for _ in range(int(dice.integers(0, 3)))]
    helped = [frozenset(dice.choice(10, size=2, replace=False).tolist()) for _ in helps]

    def freed(taken: frozenset[int]) -> frozenset[int]:
        return frozenset(at for at, one in enumerate(helps) if one & taken)

    def given(taken: frozenset[int], free: frozenset[int]) -> bool:
        return all(support & taken for support in [*supports, *(helped[at] for at in free)])

    def falls(taken: frozenset[int]) -> bool:
        return given(taken, freed(taken))

    every = [frozenset(one) for number in range(11) for one in combinations(range(10), number) if falls(frozenset(one))]
    least = [one for one in every if not any(other < one for other in every)]
    smallest = min(map(len, least))
    for size in (1, 2, 4):
        found, exact = smallest_sets(range(10), given, size, freed=freed)
        assert exact
        assert set(found) == {one for one in least if len(one) <= max(size, smallest)}
        assert len(found) == len(set(found))
    one, exact = smallest_sets(range(10), given, 1, most=1, freed=freed)
    assert not exact
    assert falls(one[0])
    assert not any(falls(one[0] - {thing}) for thing in one[0])
    assert smallest_sets([0], lambda taken, free: False, 1) == ([], True)


def test_a_question_without_sense_is_refused(dossier: Dossier) -> None:
    net = dossier.network().select(relations="friend_of")
    with pytest.raises(ArgumentError, match="one finding"):
        rests_on(net)
    with pytest.raises(ArgumentError, match="does not hold"):
        rests_on(net, first="eve")
    with pytest.raises(ArgumentError, match="`size`"):
        rests_on(net, first="hub", size=0)
    for within in (-1, 0, net.n_actors, net.n_actors + 1):
        with pytest.raises(ArgumentError, match="`within`"):
            rests_on(net, first="hub", within=within)
    for option in (
        {"measure": "degree"},
        {"measure": betweenness},
        {"top": 3},
        {"ascending": True},
        {"params": {"a": 1}},
    ):
        with pytest.raises(ArgumentError, match=f"`{next(iter(option))}`"):
            sensitivity(dossier, chain=("boss", "victim"), until="1940", **option)
    for option in ({"measure": "degree"}, {"within": 2}, {"ascending": True}, {"params": {"a": 1}}):
        with pytest.raises(ArgumentError, match=f"`{next(iter(option))}`"):
            rests_on(dossier, chain=("boss", "victim"), until="1940", **option)
    with pytest.raises(ArgumentError, match="`top`"):
        sensitivity(net, top=0)
    with pytest.raises(NotDefinedError, match="density"):
        sensitivity(net, "density")
    plain = from_pandas(pd.DataFrame({"subject": ["a"], "object": ["b"]}))
    for question in (
        lambda: sensitivity(plain),
        lambda: rests_on(plain, first="a"),
        lambda: sensitivity(plain, chain=("a", "b")),
    ):
        with pytest.raises(ArgumentError, match="dossier"):
            question()
