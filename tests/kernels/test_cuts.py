"""Cutpoints and bridges of networks in which a large block is found first."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netkit.kernels.cuts import _BRANCHES, _DENSE, _LARGE, _large_block, cut_actors_and_arcs
from netkit.kernels.hybrid import has_bit
from tests.kernels.rows import Rows


def rows_of_graph(graph: nx.Graph) -> Rows:
    """Give the contacts of each actor, in order."""
    array = nx.to_scipy_sparse_array(graph, nodelist=range(len(graph)), format="csr")
    array.sort_indices()
    return array.indptr.astype(np.int32), array.indices.astype(np.int32)


def check(graph: nx.Graph) -> None:
    """Compare with networkx; a bridge is marked once."""
    indptr, indices = rows_of_graph(graph)
    cutpoints, bridging = cut_actors_and_arcs(indptr, indices)
    assert set(np.flatnonzero(cutpoints).tolist()) == set(nx.articulation_points(graph))
    sources = np.repeat(np.arange(len(graph)), np.diff(indptr))
    places = np.flatnonzero(bridging)
    found = sorted(tuple(sorted((int(sources[k]), int(indices[k])))) for k in places)
    assert found == sorted(tuple(sorted(pair)) for pair in nx.bridges(graph))


def shaped(shape: str, n: int, seed: int) -> nx.Graph:
    """Draw a network with a large block and something beside it; actors in any order."""
    graph = nx.gnm_random_graph(n, 4 * n, seed=seed)
    rng = np.random.default_rng(seed)
    if shape == "two blocks and an actor in both":
        graph = nx.disjoint_union(graph, nx.gnm_random_graph(n // 2, 2 * n, seed=seed + 1))
        graph = nx.contracted_nodes(graph, 0, n, copy=False)
    if shape == "two blocks and a bridge":
        graph = nx.disjoint_union(graph, nx.gnm_random_graph(n // 2, 2 * n, seed=seed + 1))
        graph.add_edge(0, n)
    if shape == "a hub with leaves":
        graph.add_edges_from((0, n + i) for i in range(2 * _BRANCHES))
        graph.add_edges_from((0, i) for i in range(1, n, 2))
    if shape == "trees and circles":
        for _ in range(n // 10):
            size = len(graph)
            way = [int(rng.integers(size)), *range(size, size + 3), int(rng.integers(size))]
            nx.add_path(graph, way[: int(rng.integers(2, 6))])
    if shape == "a ring of cliques":
        graph = nx.ring_of_cliques(n // 8, 8)
        graph.remove_edge(*next(pair for pair in graph.edges if pair[0] // 8 != pair[1] // 8))
    if shape == "a lattice":
        graph = nx.triangular_lattice_graph(30, n // 14)
        graph.add_edges_from([("leaf", next(iter(graph))), ("apart", "together")])
    return nx.convert_node_labels_to_integers(
        nx.relabel_nodes(graph, dict(zip(graph, rng.permutation(len(graph)).tolist(), strict=True))), ordering="sorted"
    )


SHAPES = [
    "any",
    "two blocks and an actor in both",
    "two blocks and a bridge",
    "a hub with leaves",
    "trees and circles",
    "a ring of cliques",
    "a lattice",
]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("n", [_LARGE, _LARGE + 700])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_large_networks(shape: str, n: int, seed: int) -> None:
    """What is found is what networkx finds."""
    check(shaped(shape, n, seed))


@given(st.integers(0, 2**32 - 1), st.integers(_LARGE, _LARGE + 130), st.floats(_DENSE / 2, 5.0))
@settings(max_examples=15, deadline=None)
def test_networks_of_any_density(seed: int, n: int, density: float) -> None:
    """So it is for random networks, dense enough for the search."""
    check(nx.gnm_random_graph(n, int(density * n) + 1, seed=seed))


@pytest.mark.parametrize("shape", SHAPES)
def test_the_large_block_is_part_of_one(shape: str) -> None:
    """Those who are marked are counted, and stand in one block of networkx."""
    graph = shaped(shape, _LARGE, 4)
    block, size = _large_block(*rows_of_graph(graph))
    marked = {v for v in graph if has_bit(block, v)}
    assert len(marked) == size
    assert size == 1 or any(marked <= members for members in nx.biconnected_components(graph))
    if shape == "any":
        assert size > 0.9 * len(graph)


def test_no_ties() -> None:
    """Without ties nobody holds anything together."""
    for n in (0, 1, _LARGE):
        cutpoints, bridging = cut_actors_and_arcs(np.zeros(n + 1, dtype=np.int32), np.zeros(0, dtype=np.int32))
        assert (len(cutpoints), cutpoints.any(), len(bridging)) == (n, False, 0)
