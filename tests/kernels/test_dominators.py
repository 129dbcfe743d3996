"""Immediate dominators against taking everybody away in turn."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from netkit.kernels.dominators import _BRANCHES, _DENSE, _LARGE, ROOT, UNREACHED, immediate_dominators
from tests.kernels.rows import both_ways, drawn


def reached(pairs: list[tuple[int, int]], roots: set[int], without: int = -1) -> set[int]:
    """Give whom ways from the roots reach that avoid one actor."""
    found = roots - {without}
    while more := {w for v, w in pairs if v in found and w != without} - found:
        found |= more
    return found


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize(("n", "m", "count"), [(6, 10, 1), (6, 7, 2), (14, 21, 3), (14, 32, 1), (25, 64, 2)])
def test_the_nearest_of_those_whom_every_way_passes(n: int, m: int, count: int, seed: int) -> None:
    """Whoever dominates an actor and is dominated by all others who do."""
    rng = np.random.default_rng(seed)
    starts, stops = drawn(rng, n, m)
    roots = rng.choice(n, count, replace=False).astype(np.int32)
    rows, back = both_ways(n, np.stack([starts, stops]))
    found = immediate_dominators(*rows, *back, roots)
    pairs = list(zip(starts.tolist(), stops.tolist(), strict=True))
    ends = reached(pairs, set(roots.tolist()))
    lost = {v: ends - reached(pairs, set(roots.tolist()), v) - {v} for v in range(n)}
    for w in range(n):
        above = [v for v in range(n) if w in lost[v]]
        nearest = [v for v in above if all(v in lost[u] for u in above if u != v)]
        assert found[w] == (UNREACHED if w not in ends else nearest[0] if nearest else ROOT)


@pytest.mark.parametrize("n", [5, 6])
def test_a_chain_is_as_deep_as_there_are_actors(n: int) -> None:
    """Each is dominated by the one before him, and one who is tied to himself all the same."""
    starts, stops = np.append(np.arange(n - 1), n - 1), np.append(np.arange(1, n), n - 1)
    rows, back = both_ways(n, np.stack([starts, stops]))
    found = immediate_dominators(*rows, *back, np.array([0], dtype=np.int32))
    assert found.tolist() == [ROOT, *range(n - 1)]


def check(n: int, pairs: NDArray[np.int64], roots: list[int]) -> None:
    """Compare with networkx, where one above all stands for several roots."""
    rows, back = both_ways(n, pairs)
    found = immediate_dominators(*rows, *back, np.array(roots, dtype=np.int32))
    graph = nx.DiGraph(pairs.T.tolist())
    top = roots[0] if len(roots) == 1 else ROOT
    graph.add_node(top)
    graph.add_edges_from((top, root) for root in roots)
    expected = nx.immediate_dominators(graph, top) | {top: ROOT}
    assert found.tolist() == [expected.get(v, UNREACHED) for v in range(n)]


def shaped(shape: str, n: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Draw arcs of a large network, loops and parallel ones among them, with something beside the ordinary."""
    pairs = rng.integers(0, n, size=(2, 4 * n))
    if shape == "sparse":
        return pairs[:, : _DENSE * n]
    if shape == "without circles":
        return np.sort(pairs, axis=0)
    if shape == "one above all":
        # Everybody else is reached through the second alone.
        pairs = pairs[:, (pairs > 0).all(axis=0)]
        return np.append(pairs, [[0], [1]], axis=1)
    if shape == "more branches than numbers":
        return np.append(pairs, [np.zeros(3 * _BRANCHES, np.int64), np.arange(3 * _BRANCHES)], axis=1)
    if shape == "two parts and one between":
        # Into the upper half, all ways lead through the one in the middle.
        middle = n // 2
        pairs = pairs[:, ~((pairs[0] < middle) & (pairs[1] > middle))]
        return np.append(pairs, [[1, middle], [middle, n - 1]], axis=1)
    return pairs


SHAPES = [
    "any",
    "sparse",
    "without circles",
    "one above all",
    "more branches than numbers",
    "two parts and one between",
]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("count", [0, 1, 2, 7, 2 * _BRANCHES])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_large_networks(shape: str, count: int, seed: int) -> None:
    """What is found is what networkx finds, from nobody, one root or many."""
    rng = np.random.default_rng(seed)
    n = _LARGE + 100 * seed
    check(n, shaped(shape, n, rng), [0, *rng.choice(n - 1, count, replace=False) + 1][-count:] if count else [])
    check(n, shaped(shape, n, rng), [0])


@given(st.integers(0, 2**32 - 1), st.integers(_LARGE, _LARGE + 130), st.floats(_DENSE, 6.0))
@settings(max_examples=15, deadline=None)
def test_networks_of_any_density(seed: int, n: int, density: float) -> None:
    """So it is for random networks."""
    rng = np.random.default_rng(seed)
    check(n, rng.integers(0, n, size=(2, int(density * n) + 1)), [int(rng.integers(n))])
