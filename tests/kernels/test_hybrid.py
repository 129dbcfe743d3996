"""Searches that turn round, and what is made of them: strong components and reach of large networks."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from netkit.kernels.components import _DENSE, _LARGE, reach_counts, strong_components
from netkit.kernels.hybrid import all_bits, has_bit, hybrid_search
from tests.kernels.rows import both_ways

Pairs = NDArray[np.int64]


def random_pairs(n: int, m: int, seed: int) -> Pairs:
    """Draw arcs, loops and parallel ones among them."""
    return np.random.default_rng(seed).integers(0, n, size=(2, m))


def in_shape(shape: str, n: int, seed: int) -> Pairs:
    """Draw arcs of a network that is hard in its own way."""
    rng = np.random.default_rng(seed)
    pairs = random_pairs(n, 3 * n, seed)
    if shape == "without circles":
        return np.sort(pairs, axis=0)[:, pairs[0] != pairs[1]]
    if shape == "one circle":
        order = rng.permutation(n)
        return np.tile(np.stack([order, np.roll(order, 1)]), 3)
    if shape == "small sets":
        return pairs[:, pairs[0] // 7 == pairs[1] // 7].repeat(5, axis=1)
    if shape == "giant with tails":
        # Two chains: one out of the giant set, one into it.
        third = n // 3
        chains = np.stack([np.arange(third, n - 1), np.arange(third + 1, n)])
        chains[:, chains[0] >= 2 * third] = chains[::-1, chains[0] >= 2 * third]
        return np.concatenate([random_pairs(third, 8 * third, seed), chains], axis=1)
    return pairs


SHAPES = ["any", "without circles", "one circle", "small sets", "giant with tails"]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("n", [1, 63, 64, 65, 400])
def test_a_search_finds_whom_networkx_finds(shape: str, n: int) -> None:
    """Whom somebody reaches is found, among those who may be found, and taken away from them."""
    pairs = in_shape(shape, n, n)
    rows, back = both_ways(n, pairs)
    graph = nx.DiGraph(pairs.T.tolist())
    graph.add_nodes_from(range(n))
    barred = set(range(2, n, 9))
    for start in range(0, n, 9):
        left = all_bits(n)
        for v in barred:
            left[v // 64] ^= np.uint64(1) << np.uint64(v % 64)
        starts = np.unique([start, (start * 5 + 9) % n // 9 * 9]).astype(np.uint32)
        found, order, above = hybrid_search(*rows, *back, starts, left)
        there = graph.subgraph(set(graph) - barred)
        expected = set(starts.tolist()).union(*(nx.descendants(there, first) for first in starts.tolist()))
        assert {v for v in range(n) if has_bit(found, v)} == expected
        assert {v for v in range(n) if has_bit(left, v)} == set(graph) - barred - expected
        # Everybody comes once, after the one from whom he was found.
        assert sorted(order.tolist()) == sorted(expected)
        assert above[: len(starts)].tolist() == order[: len(starts)].tolist() == starts.tolist()
        for i in range(len(starts), len(order)):
            assert above[i] in order[:i]
            assert graph.has_edge(above[i], order[i])
        # No bit stands for somebody beyond the last actor.
        assert sum(int(word).bit_count() for word in found) == len(expected)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("n", [_LARGE - 1, _LARGE, _LARGE + 600])
@pytest.mark.parametrize("seed", [1, 2])
def test_strong_components_of_large_networks(shape: str, n: int, seed: int) -> None:
    """Sets are those of SciPy, and every arc between two leads to the smaller number."""
    pairs = in_shape(shape, n, seed)
    rows, back = both_ways(n, pairs)
    sets, count = strong_components(*rows, *back)
    matrix = csr_array((np.ones(pairs.shape[1]), pairs), shape=(n, n))
    expected = connected_components(matrix, directed=True, connection="strong")
    assert count == expected[0] == len(np.unique(np.stack([sets, expected[1]]), axis=1).T)
    assert sorted(set(sets.tolist())) == list(range(count))
    assert (sets[pairs[0]] >= sets[pairs[1]]).all()
    graph = nx.DiGraph(pairs.T.tolist())
    graph.add_nodes_from(range(n))
    above = nx.transitive_closure_dag(nx.condensation(graph))
    sizes = {c: len(members) for c, members in above.nodes(data="members")}
    reached = {c: sum(sizes[d] for d in above[c]) + sizes[c] - 1 for c in above}
    where = above.graph["mapping"]
    assert reach_counts(*rows, *back).tolist() == [reached[where[v]] for v in range(n)]


@given(st.integers(0, 2**32 - 1), st.integers(_LARGE, _LARGE + 130), st.floats(_DENSE, 6.0))
@settings(max_examples=15, deadline=None)
def test_giant_sets(seed: int, n: int, density: float) -> None:
    """A giant set, whom it reaches and who reaches it have numbers in this order, and the reach of a traversal."""
    pairs = random_pairs(n, int(density * n) + 1, seed)
    rows, back = both_ways(n, pairs)
    sets, count = strong_components(*rows, *back)
    matrix = csr_array((np.ones(pairs.shape[1]), pairs), shape=(n, n))
    assert count == connected_components(matrix, directed=True, connection="strong")[0]
    assert (sets[pairs[0]] >= sets[pairs[1]]).all()
    reached = reach_counts(*rows, *back)
    for start in range(0, n, 100):
        _, order, _ = hybrid_search(*rows, *back, np.array([start], dtype=np.uint32), all_bits(n))
        assert reached[start] == len(order) - 1


def test_nobody() -> None:
    """A network without actors has no sets."""
    rows = np.zeros(1, dtype=np.int32), np.zeros(0, dtype=np.int32)
    labels, count = strong_components(*rows, *rows)
    assert (labels.tolist(), count) == ([], 0)
    assert reach_counts(*rows, *rows).tolist() == []
