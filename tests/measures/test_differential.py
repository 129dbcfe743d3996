"""netkit beside networkx and igraph on random graphs: directed or not, disconnected, looped, parallel."""

from __future__ import annotations

import os
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netkit.measures.betweenness import betweenness, tie_betweenness
from netkit.measures.centrality import closeness, coreness, degree, harmonic
from netkit.measures.cohesion import bridges, clustering, components, cutpoints, density, reciprocity, transitivity
from netkit.measures.fragments import efficiency
from netkit.measures.groups import group_betweenness
from netkit.measures.hierarchy import flow_hierarchy, global_reaching, local_reaching
from netkit.measures.holes import constraint, effective_size
from netkit.measures.positions import distances
from netkit.measures.spectral import katz, pagerank
from netkit.measures.triads import triad_census
from netkit.measures.trophic import trophic_level
from netkit.network.network import Network
from tests.measures.grid import make

igraph = pytest.importorskip("igraph", reason="igraph is an oracle of these tests")

# NETKIT_EXAMPLES=5000 tries thousands, as before a release.
EXAMPLES = settings(
    max_examples=int(os.environ.get("NETKIT_EXAMPLES", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def networks(draw: st.DrawFn, directed: bool | None = None, largest: int = 14) -> Network:
    """Draw up to `largest` actors and any ties among them, self-ties and parallel ones too."""
    n = draw(st.integers(2, largest))
    end = st.integers(0, n - 1)
    ties = draw(st.lists(st.tuples(end, end, st.sampled_from([0.25, 0.5, 1.0, 2.0])), max_size=3 * n))
    kind = draw(st.booleans()) if directed is None else directed
    return make(ties, actors=[str(place) for place in range(n)], directed=kind)


def simple(net: Network, weighted: bool = False) -> Any:
    """Give the same ties to networkx: no self-ties, parallel ties as one, their weights added up."""
    graph = nx.DiGraph() if net.directed else nx.Graph()
    graph.add_nodes_from(net.index)
    for subject, obj, weight in net.ties[["subject", "object", "weight"]].itertuples(index=False):
        if subject != obj:
            before = graph.get_edge_data(subject, obj, {"weight": 0.0})["weight"]
            graph.add_edge(subject, obj, weight=before + weight if weighted else 1.0)
    return graph


def other(net: Network) -> Any:
    """Give the same ties to igraph, each pair once."""
    graph = simple(net)
    places = {actor: place for place, actor in enumerate(net.index)}
    edges = [(places[s], places[o]) for s, o in graph.edges]
    return igraph.Graph(n=net.n_actors, edges=edges, directed=net.directed)


def close(found: pd.Series, expected: Any) -> None:
    values = [expected[actor] for actor in found.index] if isinstance(expected, dict) else expected
    np.testing.assert_allclose(found.to_numpy(dtype=float), np.array(values, dtype=float), atol=1e-8, equal_nan=True)


@EXAMPLES
@given(networks())
def test_ways(net: Network) -> None:
    """Betweenness, distances, harmonic and closeness agree with networkx and igraph."""
    graph, twin = simple(net), other(net)
    close(betweenness(net), nx.betweenness_centrality(graph, normalized=False))
    close(betweenness(net), twin.betweenness())
    turned = graph.reverse() if net.directed else graph
    close(closeness(net, normalized=True), nx.closeness_centrality(turned))
    close(closeness(net, unreachable="reached", normalized=True), twin.closeness(mode="out", normalized=True))
    close(harmonic(net, normalized=False), nx.harmonic_centrality(turned))
    close(harmonic(net), twin.harmonic_centrality(mode="out"))
    close(harmonic(net, mode="in"), twin.harmonic_centrality(mode="in"))
    close(harmonic(net, mode="all"), twin.harmonic_centrality(mode="all"))
    steps = np.array(twin.distances(mode="out"), dtype=float)
    steps[np.isinf(steps)] = np.nan
    np.testing.assert_array_equal(distances(net).to_numpy(), steps)
    if not net.directed:
        assert efficiency(net) == pytest.approx(nx.global_efficiency(graph))
    arcs = nx.edge_betweenness_centrality(graph, normalized=False)
    found = tie_betweenness(net)
    for place, (subject, obj) in enumerate(net.ties[["subject", "object"]].itertuples(index=False)):
        expected = arcs.get((subject, obj), arcs.get((obj, subject), 0.0) if not net.directed else 0.0)
        assert found[place] == pytest.approx(expected)


@EXAMPLES
@given(networks())
def test_weighted_ways(net: Network) -> None:
    """With lengths, of parallel ties the shortest, betweenness and closeness agree with networkx."""
    graph = nx.DiGraph() if net.directed else nx.Graph()
    graph.add_nodes_from(net.index)
    for subject, obj, weight in net.ties[["subject", "object", "weight"]].itertuples(index=False):
        if subject != obj:
            graph.add_edge(
                subject, obj, length=min(weight, graph.get_edge_data(subject, obj, {"length": weight})["length"])
            )
    close(betweenness(net, weights="weight"), nx.betweenness_centrality(graph, weight="length", normalized=False))
    turned = graph.reverse() if net.directed else graph
    close(closeness(net, weights="weight", normalized=True), nx.closeness_centrality(turned, distance="length"))
    close(harmonic(net, weights="weight", normalized=False), nx.harmonic_centrality(turned, distance="length"))


@EXAMPLES
@given(networks())
def test_counting(net: Network) -> None:
    """Degrees, cores, clustering, components, cutpoints, bridges and triads agree with networkx and igraph."""
    graph, twin = simple(net), other(net)
    flat = graph.to_undirected()
    close(degree(net), twin.degree())
    close(degree(net, mode="out"), twin.degree(mode="out"))
    close(degree(net, mode="in"), twin.degree(mode="in"))
    close(coreness(net), nx.core_number(flat))
    close(clustering(net), {a: c if flat.degree[a] > 1 else np.nan for a, c in nx.clustering(flat).items()})
    if any(count > 1 for _, count in flat.degree):
        assert transitivity(net) == pytest.approx(nx.transitivity(flat))
    assert density(net) == pytest.approx(nx.density(graph))
    assert components(net).nunique() == nx.number_connected_components(flat)
    close(cutpoints(net), {actor: actor in set(nx.articulation_points(flat)) for actor in graph})
    cut = {frozenset(pair) for pair in nx.bridges(flat)}
    pairs = [frozenset(pair) for pair in net.ties[["subject", "object"]].itertuples(index=False)]
    assert bridges(net).tolist() == [pair in cut for pair in pairs]
    if net.directed:
        assert components(net, strength="strong").nunique() == nx.number_strongly_connected_components(graph)
        assert triad_census(net).to_dict() == nx.triadic_census(graph)
        if graph.size():
            assert reciprocity(net) == pytest.approx(twin.reciprocity())
            assert flow_hierarchy(net) == pytest.approx(nx.flow_hierarchy(graph))
        close(local_reaching(net), {a: len(nx.descendants(graph, a)) / (len(graph) - 1) for a in graph})
        if graph.size():
            assert global_reaching(net) == pytest.approx(nx.global_reaching_centrality(graph))


@EXAMPLES
@given(networks())
def test_weights_added_up(net: Network) -> None:
    """Weighted PageRank, Katz, constraint, effective size and clustering agree with networkx."""
    graph = simple(net, weighted=True)
    close(pagerank(net), nx.pagerank(graph, weight=None, tol=1e-13, max_iter=1000))
    close(pagerank(net, weights="weight"), nx.pagerank(graph, weight="weight", tol=1e-13, max_iter=1000))
    close(katz(net, alpha=0.01), nx.katz_centrality_numpy(graph, alpha=0.01, weight=None, normalized=False))
    found = katz(net, alpha=0.01, weights="weight", normalized=True)
    close(found, nx.katz_centrality_numpy(graph, alpha=0.01, weight="weight"))
    close(constraint(net), nx.constraint(graph))
    close(constraint(net, weights="weight"), nx.constraint(graph, weight="weight"))
    # networkx 3.6.1 departs from the definition for all actors at once, and gives NaN to who has no outgoing tie.
    sizes = nx.effective_size(graph, nodes=list(graph), weight="weight")
    told = [actor for actor in net.index if len(graph[actor])]
    close(effective_size(net, weights="weight")[told], sizes)
    if not net.directed:
        found = nx.clustering(graph, weight="weight")
        close(clustering(net, weights="weight"), {a: c if graph.degree[a] > 1 else np.nan for a, c in found.items()})


@EXAMPLES
@given(networks(directed=True, largest=9))
def test_levels(net: Network) -> None:
    """Levine's trophic levels agree with networkx, wherever everybody stands under a head."""
    graph = simple(net)
    heads = [actor for actor in graph if graph.in_degree[actor] == 0]
    below = set(heads).union(*(nx.descendants(graph, head) for head in heads))
    if len(below) == len(graph):
        close(trophic_level(net, method="levine"), nx.trophic_levels(graph))


@EXAMPLES
@given(networks(directed=False, largest=9), st.integers(1, 3))
def test_group_betweenness(net: Network, size: int) -> None:
    """Without direction and in one part, it agrees with networkx, which is right there."""
    graph = simple(net)
    if nx.is_connected(graph) and size < len(graph) - 1:
        group = list(net.index[:size])
        expected = nx.group_betweenness_centrality(graph, group, normalized=False)
        assert group_betweenness(net, group) == pytest.approx(expected)
