"""Stars, chains, circles and cliques, whose values are known by formula."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from netkit.measures.betweenness import betweenness, tie_betweenness
from netkit.measures.brokerage import gould_fernandez, gould_fernandez_total
from netkit.measures.centrality import closeness, coreness, harmonic, span_of_control
from netkit.measures.cohesion import bridges, clustering, components, cutpoints, density, reciprocity, transitivity
from netkit.measures.covert import covert_balance
from netkit.measures.fragments import centralization, efficiency, fragmentation
from netkit.measures.hierarchy import flow_hierarchy, global_reaching, krackhardt
from netkit.measures.holes import burt_efficiency, burt_hierarchy, constraint, effective_size
from netkit.measures.mixing import ei_index
from netkit.measures.positions import communities, distances, structural_equivalence
from netkit.measures.spectral import eigenvector, katz, pagerank
from netkit.measures.triads import triad_census
from netkit.measures.trophic import trophic_incoherence, trophic_level
from netkit.network.network import Network
from tests.measures.grid import make

SIZES = [3, 4, 7, 65]


def star(n: int, directed: bool = False) -> Network:
    return make([(0, other) for other in range(1, n)], directed=directed)


def chain(n: int, directed: bool = False) -> Network:
    return make([(i, i + 1) for i in range(n - 1)], directed=directed)


def circle(n: int, directed: bool = False) -> Network:
    return make([(i, (i + 1) % n) for i in range(n)], directed=directed)


def clique(n: int) -> Network:
    return make([(i, j) for i in range(n) for j in range(i)], directed=False)


@pytest.mark.parametrize("n", SIZES)
def test_star(n: int) -> None:
    """The hub stands on all ways; a leaf is held by him alone."""
    net = star(n)
    assert betweenness(net).tolist() == [(n - 1) * (n - 2) / 2] + [0.0] * (n - 1)
    assert betweenness(net, normalized=True).iloc[0] == pytest.approx(1)
    np.testing.assert_allclose(closeness(net, normalized=True), [1] + [(n - 1) / (2 * n - 3)] * (n - 1))
    np.testing.assert_allclose(harmonic(net), [1] + [(1 + (n - 2) / 2) / (n - 1)] * (n - 1))
    np.testing.assert_allclose(constraint(net), [1 / (n - 1)] + [1.0] * (n - 1))
    np.testing.assert_allclose(effective_size(net), [n - 1] + [1.0] * (n - 1))
    np.testing.assert_allclose(burt_hierarchy(net), [0.0] + [1.0] * (n - 1), atol=1e-12)
    np.testing.assert_allclose(eigenvector(net), [np.sqrt(0.5)] + [np.sqrt(0.5 / (n - 1))] * (n - 1))
    assert cutpoints(net).tolist() == [True] + [False] * (n - 1)
    assert bridges(net).all()
    for name in ("degree", "closeness", "harmonic", "betweenness"):
        assert centralization(net, name) == pytest.approx(1)
    # Lindelauf: the balance of a star.
    assert covert_balance(net)["balance"] == pytest.approx((n - 2) / (2 * n))
    outward = star(n, directed=True)
    assert global_reaching(outward) == pytest.approx(1)
    assert span_of_control(outward).tolist() == [n - 1] + [0.0] * (n - 1)
    for name in ("degree", "closeness", "harmonic"):
        assert centralization(outward, name, mode="out") == pytest.approx(1)
    assert krackhardt(outward).tolist() == [1, 1, 1, 1]
    assert triad_census(outward)["021D"] == (n - 1) * (n - 2) / 2


@pytest.mark.parametrize("n", SIZES)
def test_chain(n: int) -> None:
    """Who stands at place i lies between i before and n - 1 - i behind."""
    between = [i * (n - 1 - i) for i in range(n)]
    assert betweenness(chain(n)).tolist() == between
    net = chain(n, directed=True)
    assert betweenness(net).tolist() == between
    assert tie_betweenness(net).tolist() == [(i + 1) * (n - 1 - i) for i in range(n - 1)]
    assert trophic_level(net).tolist() == pytest.approx(list(range(n)), abs=1e-8)
    assert trophic_level(net, method="levine").tolist() == pytest.approx([i + 1 for i in range(n)])
    assert trophic_incoherence(net) == pytest.approx(0, abs=1e-12)
    assert flow_hierarchy(net) == 1
    np.testing.assert_allclose(katz(net, alpha=0.5), [2 - 0.5**i for i in range(n)])
    assert components(net, strength="strong").nunique() == n
    steps = distances(net)
    assert steps.iloc[0].tolist() == list(range(n))
    assert steps.iloc[-1, :-1].isna().all()
    if n > 3:
        assert cutpoints(net).sum() == n - 2


@pytest.mark.parametrize("n", SIZES)
def test_circle(n: int) -> None:
    """All stand alike; direction has no beginning."""
    net = circle(n, directed=True)
    np.testing.assert_allclose(pagerank(net), 1 / n)
    np.testing.assert_allclose(eigenvector(net), 1 / np.sqrt(n))
    assert betweenness(net).tolist() == [(n - 1) * (n - 2) / 2] * n
    assert flow_hierarchy(net) == 0
    assert trophic_incoherence(net) == pytest.approx(1)
    np.testing.assert_allclose(trophic_level(net), 0, atol=1e-9)
    assert reciprocity(net) == 0
    assert global_reaching(net) == 0
    assert krackhardt(net)["hierarchy"] == 0
    assert not cutpoints(net).any()
    assert not bridges(net).any()
    assert (coreness(net) == 2).all()


@pytest.mark.parametrize("n", SIZES)
def test_clique(n: int) -> None:
    """Everybody is tied to everybody."""
    net = clique(n)
    assert density(net) == 1
    assert transitivity(net) == pytest.approx(1)
    np.testing.assert_allclose(clustering(net), 1)
    assert efficiency(net) == 1
    assert fragmentation(net) == 0
    assert (coreness(net) == n - 1).all()
    np.testing.assert_allclose(effective_size(net), 1)
    np.testing.assert_allclose(burt_efficiency(net), 1 / (n - 1))
    p = 1 / (n - 1)
    np.testing.assert_allclose(constraint(net), (n - 1) * (p + (n - 2) * p * p) ** 2)
    assert betweenness(net).abs().max() == 0
    assert covert_balance(net)["secrecy"] == 0
    assert structural_equivalence(net).to_numpy().sum() == 0
    assert triad_census(net)["300"] == n * (n - 1) * (n - 2) / 6


def test_long_chain_keeps_its_levels() -> None:
    """Levels of a chain of a thousand are right to the last rung."""
    np.testing.assert_allclose(trophic_level(chain(1000, directed=True)), np.arange(1000), atol=1e-6)


def test_what_rounding_leaves_of_the_top_is_nothing() -> None:
    """Two who stand at the top are both at 0, and not one of them at 1e-16."""
    level = trophic_level(make([("a", "c"), ("a", "d"), ("c", "e"), ("b", "c")]))
    assert level["a"] == level["b"] == 0


def test_ei_index_of_two_camps() -> None:
    """All ties within is -1, all between is 1."""
    net = make([("a", "b"), ("c", "d")], directed=False)
    assert ei_index(net, pd.Series({"a": 1, "b": 1, "c": 2, "d": 2})) == -1
    assert ei_index(net, pd.Series({"a": 1, "b": 2, "c": 1, "d": 2})) == 1


def test_communities_of_two_cliques() -> None:
    """Two cliques on one tie are two circles, whatever the seed, and igraph's generator is given back."""
    graph = nx.barbell_graph(5, 0)
    net = make(list(graph.edges), [str(node) for node in graph], directed=False)
    for seed in (0, 1, 2):
        assert communities(net, rng=seed).tolist() == [0] * 5 + [1] * 5
    assert communities(net, resolution=20.0).nunique() == 10


def test_permuted_groups() -> None:
    """Who brokers by his group's doing stands out; the total does not depend on groups."""
    ties = [(f"x{i}", "v") for i in range(4)] + [("v", f"y{i}") for i in range(4)]
    net = make(ties)
    groups = pd.Series({actor: "X" if actor.startswith("x") else "Y" for actor in net.index})
    high = gould_fernandez(net, groups, statistic="p_high", draws=300, rng=1)
    assert high.loc["v", "gatekeeper"] < 0.1
    assert high.loc["v", "total"] == 1
    low = gould_fernandez(net, groups, statistic="p_low", draws=300, rng=1)
    assert low.loc["v", "gatekeeper"] == 1
    again = gould_fernandez(net, groups, statistic="p_high", draws=300, rng=1)
    pd.testing.assert_frame_equal(high, again)
    totals = gould_fernandez_total(net, groups)
    assert totals.loc["gatekeeper", "count"] == 16
    assert totals.loc["total", "expected"] == pytest.approx((8 / 72) ** 2 * (1 - 8 / 72) * 9 * 8 * 7)
