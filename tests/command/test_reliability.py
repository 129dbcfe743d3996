"""Reliability and passage against full enumeration of worlds, closed forms and chains."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import netkit as nk
from netkit.errors import ArgumentError

ACTORS = ["s", "a", "b", "c", "t"]
TIES = st.lists(
    st.tuples(st.sampled_from(ACTORS), st.sampled_from(ACTORS), st.sampled_from([0.0, 0.25, 0.5, 0.9, 1.0])), max_size=7
)
BRIDGE = [("s", "a"), ("s", "b"), ("a", "b"), ("a", "t"), ("b", "t")]


def network(ties: list[tuple[str, str, float]], directed: bool = True) -> nk.Network:
    table = pd.DataFrame(ties, columns=["subject", "object", "probability"])
    return nk.from_pandas(table, pd.DataFrame({"id": ACTORS}), directed=directed)


def enumerate_worlds(ties: list[tuple[str, str, float]], directed: bool, without: str | None = None) -> float:
    """Add up the probabilities of all worlds in which t can be reached from s."""
    total = 0.0
    for world in itertools.product([True, False], repeat=len(ties)):
        pairs = [(u, v) for (u, v, _), there in zip(ties, world, strict=True) if there and without not in (u, v)]
        pairs += [] if directed else [(v, u) for u, v in pairs]
        reached = {"s"} - {without}
        while more := {v for u, v in pairs if u in reached} - reached:
            reached |= more
        if "t" in reached:
            total += math.prod(p if there else 1 - p for (_, _, p), there in zip(ties, world, strict=True))
    return total


def test_the_bridge_network(reference: dict[str, Any]) -> None:
    """Case C07: undirected, and with the middle tie from a to b."""
    expected = next(case for case in reference["cases"] if case["id"] == "C07")["expected"]
    for name, chances in (("p05", [0.5] * 5), ("p09", [0.9] * 5), ("mixed", [0.9, 0.8, 0.7, 0.6, 0.5])):
        ties = [(u, v, p) for (u, v), p in zip(BRIDGE, chances, strict=True)]
        undirected = nk.two_terminal_reliability(network(ties, directed=False), "s", "t")
        directed = nk.two_terminal_reliability(network(ties), "s", "t")
        assert undirected.exact
        assert [undirected.value, directed.value] == pytest.approx([expected[name][0], expected[name][-1]], abs=1e-12)


@settings(max_examples=50, deadline=None)
@given(TIES, st.booleans())
def test_reliability_and_passage_by_enumeration(ties: list[tuple[str, str, float]], directed: bool) -> None:
    """Every world of every tie; passage is the share of them that falls without the actor."""
    net = network(ties, directed)
    value = enumerate_worlds(ties, directed)
    assert nk.two_terminal_reliability(net, "s", "t").value == pytest.approx(value, abs=1e-12)
    passage = nk.passage_probabilities(net, "s", "t")
    assert list(passage.index) == ACTORS
    for actor in ACTORS:
        without = enumerate_worlds(ties, directed, actor)
        assert passage[actor] == pytest.approx((value - without) / value if value else math.nan, abs=1e-9, nan_ok=True)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ACTORS), st.sampled_from(ACTORS)), max_size=12))
def test_with_sure_ties_passage_is_dominance(pairs: list[tuple[str, str]]) -> None:
    """All probabilities 1: who stands on every surviving chain dominates."""
    net = network([(u, v, 1.0) for u, v in pairs])
    passage = nk.passage_probabilities(net, "s", "t")
    between = nk.dominators(net, "s", "t")
    assert set(passage.index[passage == 1]) == ({"s", "t", *between.index} if between.attrs["reached"] else set())


def test_samples_agree_with_the_exact_value_and_repeat_themselves() -> None:
    """Within five standard errors, the same for the same seed."""
    ties = [(u, v, 0.6) for u, v in [*BRIDGE, ("s", "c"), ("c", "a"), ("b", "c")]]
    net = network(ties)
    exact = nk.two_terminal_reliability(net, "s", "t")
    drawn = nk.two_terminal_reliability(net, "s", "t", budget=0, worlds=40_000, rng=1)
    assert not drawn.exact
    assert drawn.standard_error == pytest.approx(math.sqrt(drawn.value * (1 - drawn.value) / 40_000))
    assert abs(drawn.value - exact.value) < 5 * drawn.standard_error
    assert drawn == nk.two_terminal_reliability(net, "s", "t", budget=0, worlds=40_000, rng=1)
    passage, sampled = (nk.passage_probabilities(net, "s", "t", budget=budget, rng=2) for budget in (10_000, 0))
    assert passage.attrs["exact"]
    assert not sampled.attrs["exact"]
    assert (passage - sampled).abs().max() < 5 * sampled.attrs["standard_error"]


def test_several_sources_and_targets_are_no_product() -> None:
    """Any source to any target; whoever is one source of two is not on every chain."""
    ties = [("s", "c", 0.5), ("a", "c", 0.5), ("c", "t", 0.5), ("c", "b", 0.5)]
    net = network(ties)
    assert nk.two_terminal_reliability(net, ["s", "a"], ["t", "b"]).value == pytest.approx(0.75 * 0.75)
    passage = nk.passage_probabilities(net, ["s", "a"], ["t", "b"])
    assert passage["c"] == 1
    assert passage["s"] == pytest.approx((0.75 - 0.5) / 0.75)


def test_noisy_or_over_chains_is_never_below() -> None:
    """Chains share ties, so taking them for independent flatters."""
    net = network([(u, v, 0.7) for u, v in BRIDGE])
    apart = 1 - math.prod(1 - chain.probability for chain in nk.chains(net, "s", "t", k=20))
    assert nk.two_terminal_reliability(net, "s", "t").value <= apart


def test_without_a_chain_and_with_wrong_options() -> None:
    """No chain: 0, and nobody has a probability of standing on it."""
    net = network([("s", "a", 0.5)])
    assert nk.two_terminal_reliability(net, "s", "t") == nk.Reliability(0.0, 0.0, True, 1)
    assert nk.passage_probabilities(net, "s", "t").isna().all()
    assert float(nk.two_terminal_reliability(net, "s", "a")) == 0.5
    with pytest.raises(ArgumentError, match="`worlds`"):
        nk.two_terminal_reliability(net, "s", "t", worlds=0)
