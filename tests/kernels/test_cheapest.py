"""Lower bounds of a search for chains."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from netkit.kernels.cheapest import least_costs
from netkit.network.graph import build_graph


@pytest.mark.parametrize("widest", [False, True])
def test_least_costs_to_a_goal(widest: bool) -> None:
    """The sum of a way's steps, or its dearest one, from everybody to the goal."""
    rng = np.random.default_rng(4)
    for _ in range(20):
        starts, stops = rng.integers(0, 12, (2, 30)).astype(np.int32)
        graph = build_graph(12, starts, stops, np.ones(30, dtype=bool), directed=True)
        costs = rng.integers(0, 5, graph.m).astype(float)
        found = least_costs(graph.rindptr, graph.rindices, graph.rarcs, costs, 0, widest)
        oracle = nx.DiGraph()
        oracle.add_nodes_from(range(12))
        for start, stop, cost in zip(graph.sources().tolist(), graph.indices.tolist(), costs.tolist(), strict=True):
            oracle.add_edge(start, stop, cost=cost)
        for start in range(12):
            ways = nx.all_simple_paths(oracle, start, 0) if start else [[0]]
            paid = [[oracle.edges[pair]["cost"] for pair in nx.utils.pairwise(way)] for way in ways]
            total = [(max(way, default=0.0) if widest else sum(way)) for way in paid]
            assert found[start] == min(total, default=np.inf)
