"""Dominators and minimum cuts against their definitions, published examples and libraries."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import netkit as nk
from netkit.errors import ArgumentError, NotDefinedError, UnknownNameError
from tests.dossiers import make, told

ACTORS = [str(place) for place in range(7)]
PAIRS = st.lists(st.tuples(st.sampled_from(ACTORS), st.sampled_from(ACTORS)), max_size=22)


def network(pairs: list[tuple[str, str]], directed: bool = True, **columns: Any) -> nk.Network:
    ties = pd.DataFrame(pairs, columns=["subject", "object"]).assign(**columns)
    return nk.from_pandas(ties, pd.DataFrame({"id": sorted({*ACTORS, *itertools.chain(*pairs)})}), directed=directed)


def reached(graph: nx.DiGraph, source: str, without: set[str]) -> set[str]:
    left = graph.subgraph(set(graph) - without)
    return {source, *nx.descendants(left, source)} if source in left else set()


def digraph(pairs: list[tuple[str, str]], directed: bool = True) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(ACTORS)
    graph.add_edges_from(pairs)
    if not directed:
        graph.add_edges_from([(b, a) for a, b in pairs])
    return graph


def test_the_example_of_lengauer_and_tarjan(reference: dict[str, Any]) -> None:
    """Case A07, worked in the paper itself."""
    case = next(case for case in reference["cases"] if case["id"] == "A07")
    edges = [(str(edge[0]), str(edge[1])) for edge in reference["datasets"]["lengauer_tarjan"]["edges"]]
    net = nk.from_pandas(pd.DataFrame(edges, columns=["subject", "object"]))
    assert nk.dominators(net, "R").to_dict() == case["expected"]
    between = nk.dominators(net, "R", "L")
    assert between.to_dict() == {"D": "R"}
    assert between.attrs["reached"]


@settings(max_examples=60, deadline=None)
@given(PAIRS, st.booleans())
def test_x_dominates_t_iff_without_x_nobody_reaches_t(pairs: list[tuple[str, str]], directed: bool) -> None:
    """The definition, for every actor; immediate is he whom all the other dominators dominate."""
    graph, net = digraph(pairs, directed), network(pairs, directed)
    tree = nk.dominators(net, "0").to_dict()
    there = reached(graph, "0", set())
    assert set(tree) == there - {"0"}
    for target in tree:
        expected = {x for x in there - {"0", target} if target not in reached(graph, "0", {x})}
        found, here = [], tree[target]
        while here != "0":
            found.append(here)
            here = tree[here]
        assert set(found) == expected
        assert list(nk.dominators(net, "0", target).index) == found[::-1]
        if pairs:
            # Times that exclude nothing change nothing, though another way leads there.
            timed = network(pairs, directed, start=0, end=9)
            assert nk.dominators(timed, "0", target).index.tolist() == found[::-1]


@settings(max_examples=30, deadline=None)
@given(PAIRS)
def test_several_roots_hang_below_one(pairs: list[tuple[str, str]]) -> None:
    """As if one more actor commanded them all."""
    tree = nk.dominators(network(pairs), ["0", "1"])
    above = nk.dominators(network([*pairs, ("root", "0"), ("root", "1")]), "root").drop(["0", "1"])
    assert tree.fillna("root").to_dict() == above.to_dict()


def test_deep_chains_and_large_graphs_agree_with_networkx() -> None:
    """Nothing recurses, and long ways are shortened rightly."""
    rng = np.random.default_rng(5)
    n = 3000
    pairs = [(str(place), str(place + 1)) for place in range(n - 1)]
    pairs += [(str(a), str(b)) for a, b in rng.integers(0, n, (400, 2)) if a > b or b - a < 9]
    net = nk.from_pandas(pd.DataFrame(pairs, columns=["subject", "object"]))
    oracle = nx.immediate_dominators(nx.DiGraph(pairs), "0")
    oracle.pop("0", None)
    assert nk.dominators(net, "0").to_dict() == oracle


@settings(max_examples=60, deadline=None)
@given(PAIRS, st.booleans())
def test_all_minimum_cuts_are_found_and_no_other(pairs: list[tuple[str, str]], directed: bool) -> None:
    """By trying every set of actors between the ends."""
    graph, net = digraph(pairs, directed), network(pairs, directed)
    if graph.has_edge("0", "1"):
        with pytest.raises(NotDefinedError, match="straight"):
            nk.minimum_cuts(net, "0", "1")
        return
    expected: list[frozenset[str]] = []
    between = [actor for actor in ACTORS if actor not in "01"]
    if "1" in reached(graph, "0", set()):
        for size in range(1, len(between) + 1):
            sets = itertools.combinations(between, size)
            if expected := [frozenset(cut) for cut in sets if "1" not in reached(graph, "0", set(cut))]:
                break
    assert nk.minimum_cuts(net, "0", "1") == sorted(expected, key=sorted)


@settings(max_examples=30, deadline=None)
@given(PAIRS)
def test_cuts_of_several_ends_leave_the_ends_alone(pairs: list[tuple[str, str]]) -> None:
    """Every chain from any source to any target is cut, between them."""
    graph, net = digraph(pairs), network(pairs)
    sources, targets, between = ["0", "1"], ["2", "3"], ["4", "5", "6"]
    if any(graph.has_edge(source, target) for source in sources for target in targets):
        return
    expected: list[frozenset[str]] = []
    for size in range(4):
        for cut in itertools.combinations(between, size):
            left = [reached(graph, source, set(cut)) for source in sources]
            if not any(target in there for there in left for target in targets):
                expected.append(frozenset(cut))
        if expected:
            break
    expected = [] if expected == [frozenset()] else expected
    assert nk.minimum_cuts(net, sources, targets) == sorted(expected, key=sorted)


def test_many_cuts_are_told_and_limited() -> None:
    """Two parallel chains of four make sixteen cuts."""
    pairs = [("0", "a1"), ("0", "b1"), ("a4", "1"), ("b4", "1")]
    pairs += [(f"{row}{place}", f"{row}{place + 1}") for row in "ab" for place in range(1, 4)]
    net = network(pairs)
    assert len(nk.minimum_cuts(net, "0", "1")) == 16
    with pytest.warns(UserWarning, match="more than 5 minimum cuts"):
        assert len(nk.minimum_cuts(net, "0", "1", limit=5)) == 5


def test_a_chain_out_of_the_order_of_time_needs_nobody() -> None:
    """The way round over c is over before it can begin, so b stands on every chain that can be."""
    pairs = [("0", "b"), ("b", "1"), ("0", "c"), ("c", "1")]
    net = network(pairs, start=[1, 2, 5, 1], end=[3, 4, 6, 2])
    assert list(nk.dominators(net, "0", "1").index) == ["b"]
    assert nk.minimum_cuts(net, "0", "1") == [frozenset("b")]
    assert nk.dominators(net, "0")["1"] == "0"


def test_no_chain_and_wrong_ends() -> None:
    """Nobody stands between those whom no chain joins, and that is told."""
    net = network([("0", "2"), ("3", "1")])
    assert nk.minimum_cuts(net, "0", "1") == []
    assert nk.dominators(net, "0", "1").empty
    assert not nk.dominators(net, "0", "1").attrs["reached"]
    with pytest.raises(ArgumentError, match="both ends"):
        nk.minimum_cuts(net, "0", "0")
    with pytest.raises(ArgumentError, match="names nobody"):
        nk.minimum_cuts(net, [], "0")
    with pytest.raises(UnknownNameError):
        nk.dominators(net, "nobody at all")
    with pytest.raises(ArgumentError, match="no cases"):
        nk.minimum_cuts(net, "0", "1", case="x")
    with pytest.raises(ArgumentError, match="limit"):
        nk.minimum_cuts(net, "0", "1", limit=0)


@pytest.fixture
def plots(tmp_path: Path) -> nk.Network:
    """Two acts against one victim: the first through b, the second through c or d; e is there for both."""
    return make(
        tmp_path,
        told("a orders b", date="1936", case="first"),
        told("b orders e", date="1936", case="first"),
        told("e abducts v", date="1936-06-01", case="first"),
        told("a orders c", date="1937", case="second"),
        told("a orders d", date="1937", case="second"),
        told("c orders e", date="1937", case="second"),
        told("d orders e", date="1937", case="second"),
        told("e kills v", date="1937-06-01", case="second"),
        told("y kills z", date="1937-06-02", case="other"),
        told("a commands x", date="1930/1940"),
        told("x commands e", date="1938/1940"),
    ).network(view="all")


def test_one_order_one_victim(plots: nk.Network) -> None:
    """No chain mixes two affairs, and a command that began after the act did not pass the order."""
    assert nk.dominators(plots, "a", "v").to_dict() == {"e": "a"}
    assert nk.dominators(plots, "a", "v", case="first").to_dict() == {"b": "a", "e": "b"}
    assert nk.minimum_cuts(plots, "a", "v") == [frozenset("e")]
    assert nk.minimum_cuts(plots, "a", "v", case="first") == [frozenset("b"), frozenset("e")]
    with pytest.raises(ArgumentError, match="is unknown"):
        nk.dominators(plots, "a", "v", case="third")
    with pytest.raises(ArgumentError, match="suffers no act"):
        nk.dominators(plots, "a", "v", case="other")


def test_passage_over_two_acts(plots: nk.Network) -> None:
    """A chain of either act is enough; b matters only where the second did not get through."""
    passage = nk.passage_probabilities(plots, "a", "v")
    assert passage["e"] == pytest.approx(1)
    assert 0 < passage["b"] < 1
    assert passage["x"] == 0
    first = nk.two_terminal_reliability(plots, "a", "v", case="first")
    # One source for three certain claims: it is right or wrong once.
    assert first.value == pytest.approx(0.95 * 0.95**3)
    assert nk.passage_probabilities(plots, "a", "v", case="first")[["b", "e"]].tolist() == pytest.approx([1, 1])


SPELLS = st.lists(
    st.tuples(st.sampled_from(ACTORS[:5]), st.sampled_from(ACTORS[:5]), st.integers(0, 6), st.integers(1, 4)),
    max_size=14,
)


@given(spells=SPELLS, dates=st.lists(st.integers(0, 9), min_size=1, max_size=4, unique=True))
@settings(max_examples=60, deadline=None)
def test_over_time_are_the_dominators_of_each_date(spells: list[tuple[str, str, int, int]], dates: list[int]) -> None:
    """Each column holds who dominates in the graph of the ties of that date; a date without a chain is missing."""
    pairs = [spell[:2] for spell in spells]
    starts = [spell[2] for spell in spells]
    net = network(pairs, start=starts, end=[begin + length for _, _, begin, length in spells])
    table = nk.dominators_over_time(net, "0", "1", dates=dates)
    assert list(table.columns) == dates
    everybody = set()
    for date in dates:
        then = [pair for *pair, begin, length in spells if begin <= date < begin + length]
        expected = nk.dominators(network([(a, b) for a, b in then]), "0", "1")
        assert table.attrs["reached"][date] == expected.attrs["reached"]
        everybody |= set(expected.index)
        if expected.attrs["reached"]:
            assert list(nk.dominators_over_time(net, "0", "1", dates=[date]).index) == list(expected.index)
            assert set(table.index[table[date].to_numpy(dtype=bool)]) == set(expected.index)
        else:
            assert table[date].isna().all()
    assert set(table.index) == everybody


def test_over_time_rows_stand_in_the_order_in_which_an_order_passes_them() -> None:
    """Who comes later but passes orders to the one met first stands before him; contradictions go by the first date."""
    pairs = [("0", "2"), ("2", "3"), ("3", "1"), ("0", "4"), ("4", "2"), ("2", "1")]
    net = network(pairs, start=[1, 1, 1, 5, 5, 5], end=[2, 9, 2, 9, 9, 9])
    assert list(nk.dominators_over_time(net, "0", "1", dates=[1, 5]).index) == ["4", "2", "3"]
    turned = network(
        [("0", "2"), ("2", "3"), ("3", "1"), ("0", "3"), ("3", "2"), ("2", "1")],
        start=[1, 1, 1, 5, 5, 5],
        end=[2, 2, 2, 9, 9, 9],
    )
    assert list(nk.dominators_over_time(turned, "0", "1", dates=[1, 5]).index) == ["2", "3"]


def test_over_time_one_date_is_one_date(tmp_path: Path) -> None:
    """A date given alone is not read letter by letter, and a number is a date too."""
    net = make(tmp_path, told("ann commands ben", date="1930/1940"), told("ben commands cid", date="1930/1940"))
    assert list(nk.dominators_over_time(net.network(view="all"), "ann", "cid", dates="1937").columns) == ["1937"]
    plain = network([("0", "2"), ("2", "1")], start=[1, 1], end=[4, 4])
    assert list(nk.dominators_over_time(plain, "0", "1", dates=3).columns) == [3]


def test_over_time_the_successor_takes_the_place_of_the_dead(tmp_path: Path) -> None:
    """Whoever held the office at the date stood between; before the order was given there is no chain."""
    dossier = make(
        tmp_path,
        told("boss commands old", date="1930-01-01/1936-12-31"),
        told("boss commands young", date="1937-01-01/.."),
        told("old commands man", date="1930-01-01/1936-12-31"),
        told("young commands man", date="1937-01-01/.."),
        told("man orders thug", date="1935-05-01", case="plot"),
        told("thug kills vic", date="1937-06-01", case="plot"),
        told("man died", date="1939-01-01"),
        cases=[{"id": "plot", "date": "1935/1940"}],
    )
    net = dossier.network(view="all")
    table = nk.dominators_over_time(net, "boss", "vic", dates=["1934", "1936-03", "1937-05", "1940"])
    assert list(table.index) == ["old", "young", "man", "thug"]
    assert table["1936-03"].tolist() == [True, False, True, True]
    assert table["1937-05"].tolist() == [False, True, True, True]
    assert table[["1934", "1940"]].isna().all(axis=None)
    assert table.attrs["reached"] == {"1934": False, "1936-03": True, "1937-05": True, "1940": False}
    # Whom nobody harmed ends no act: the ties of the date alone.
    standing = nk.dominators_over_time(net, "boss", "man", dates=["1936", "1938"])
    assert standing.loc["old"].tolist() == [True, False]
    with pytest.raises(ArgumentError, match="dates"):
        nk.dominators_over_time(net, "boss", "vic", dates=[1937.0])
    with pytest.raises(ArgumentError, match="both ends"):
        nk.dominators_over_time(net, "boss", "boss", dates=["1937"])
