"""All draws at once against one traversal for each of them."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from netkit.ensembles.union import to_words
from netkit.kernels.ways import ways_and_sums
from netkit.network.graph import build_graph


@pytest.mark.parametrize(("n", "m"), [(1, 0), (5, 8), (40, 60), (70, 300)])
@pytest.mark.parametrize("count", [1, 3, 64])
@pytest.mark.parametrize("directed", [True, False])
def test_all_draws_at_once_are_each_by_itself(n: int, m: int, count: int, directed: bool) -> None:
    """Draws that are not asked for change nothing; backwards as forwards."""
    rng = np.random.default_rng(n + count)
    ends = rng.integers(n, size=(2, m)).astype(np.int32)
    graph = build_graph(n, *ends, np.full(m, directed), directed)
    masks = rng.random((64, graph.m)) < rng.choice([0.3, 0.8])
    words = to_words(masks)
    forwards = ways_and_sums(graph.indptr, graph.indices, words, count, True)
    backwards = ways_and_sums(graph.rindptr, graph.rindices, words[graph.rarcs], count, False)
    assert forwards.shape == backwards.shape == (4, count, n)
    assert not backwards[0].any()
    for draw in range(count):
        one = nx.DiGraph()
        one.add_nodes_from(range(n))
        arcs = masks[draw]
        one.add_edges_from(zip(graph.sources()[arcs], graph.indices[arcs], strict=True))
        between = nx.betweenness_centrality(one, normalized=False)
        np.testing.assert_allclose(forwards[0, draw], [between[v] for v in range(n)], rtol=1e-12, atol=1e-12)
        for found, way in ((forwards, one), (backwards, one.reverse())):
            steps = [nx.single_source_shortest_path_length(way, v) for v in range(n)]
            others = [[far for w, far in steps[v].items() if w != v] for v in range(n)]
            np.testing.assert_allclose(found[1, draw], [sum(1 / far for far in row) for row in others], rtol=1e-12)
            np.testing.assert_array_equal(found[2, draw], [sum(row) for row in others])
            np.testing.assert_array_equal(found[3, draw], [len(row) for row in others])


@pytest.mark.parametrize("n", [2, 5, 6])
def test_a_chain_takes_as_many_steps_as_there_are_actors(n: int) -> None:
    """The longest way there can be, in all draws."""
    indptr = np.minimum(np.arange(n + 1), n - 1).astype(np.int32)
    indices = np.arange(1, n, dtype=np.int32)
    found = ways_and_sums(indptr, indices, np.full(n - 1, ~np.uint64(0)), 64, True)
    left = n - 1 - np.arange(n)
    assert (found[0] == left * np.arange(n)).all()
    assert (found[2] == left * (left + 1) // 2).all()
    assert (found[3] == left).all()
