"""Tests of what an order loses with an actor: against all possible worlds."""

from __future__ import annotations

import itertools

import networkx as nx
import pandas as pd
import pytest

import netkit as nk
from netkit.errors import ArgumentError, UnknownNameError

TIES = [("s", "a", 0.9), ("a", "t", 0.8), ("s", "b", 0.5), ("b", "t", 0.6), ("a", "b", 0.7), ("s", "c", 0.5)]


def reliability(without: tuple[str, ...]) -> float:
    """Add up the probabilities of all worlds in which t is reached without some."""
    total = 0.0
    for world in itertools.product([False, True], repeat=len(TIES)):
        graph = nx.DiGraph()
        graph.add_nodes_from("st")
        chance = 1.0
        for there, (u, v, p) in zip(world, TIES, strict=True):
            chance *= p if there else 1 - p
            if there and u not in without and v not in without:
                graph.add_edge(u, v)
        total += chance * nx.has_path(graph, "s", "t")
    return total


@pytest.fixture(scope="module")
def ensemble() -> nk.Ensemble:
    """Give many draws of a small network."""
    table = pd.DataFrame(TIES, columns=["subject", "object", "probability"])
    return nk.ensemble(nk.from_pandas(table), draws=20_000, rng=1)


def test_effects_by_all_worlds(ensemble: nk.Ensemble) -> None:
    """Each alone, and sets of them, as enumeration has it."""
    whole = reliability(())
    single = nk.removal_effects(ensemble, "s", "t")
    assert single.index.tolist() == ["a", "b", "c"]
    for actor in "abc":
        assert single[actor] == pytest.approx(whole - reliability((actor,)), abs=0.015)
    sets = nk.removal_effects(ensemble, "s", "t", sets=[["a"], ["b"], ["a", "b"], ["b", "c"]])
    assert sets[("a", "b")] == pytest.approx(whole, abs=0.015)
    assert sets.attrs["reliability"] == pytest.approx(whole, abs=0.015)


def test_one_actor_and_a_set_of_one_are_the_same(ensemble: nk.Ensemble) -> None:
    """In the same draws, to the last digit; and a set has never less than its parts."""
    single = nk.removal_effects(ensemble, "s", "t")
    sets = nk.removal_effects(ensemble, "s", "t", sets=[["a"], ["b"], ["c"], ["a", "c"], ["b", "c"]])
    for actor in "abc":
        assert sets[(actor,)] == pytest.approx(single[actor], abs=1e-12)
    assert sets[("a", "c")] >= sets[("a",)] - 1e-12
    assert single["c"] == 0


def test_an_order_that_never_arrives(ensemble: nk.Ensemble) -> None:
    """Nobody can take anything from it."""
    assert nk.removal_effects(ensemble, "t", "s").tolist() == [0.0, 0.0, 0.0]


def test_what_is_wrong_is_said(ensemble: nk.Ensemble) -> None:
    """One clear error each."""
    with pytest.raises(UnknownNameError):
        nk.removal_effects(ensemble, "s", "t", sets=[["nobody"]])
    with pytest.raises(ArgumentError, match="is the text 'a'"):
        ensemble.reliability("s", "t", without="a")
