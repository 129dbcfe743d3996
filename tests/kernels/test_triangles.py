"""Triangles are found once each, and Burt's measures from them are those of the matrices."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from numpy.typing import NDArray

from netkit.kernels.holes import constraints, effective_sizes, hierarchies
from netkit.kernels.prefetch import FILTER
from netkit.kernels.triangles import next_triangles, orient, triangle_room
from tests.kernels.rows import Rows

# More triangles than there is room for at once; actors with the same place of the filter; hardly any.
GRAPHS = {
    "complete": nx.complete_graph(30),
    "dense": nx.gnp_random_graph(60, 0.5, seed=1),
    "far apart": nx.circulant_graph(2 * FILTER + 50, [1, 2, FILTER, FILTER + 1]),
    "sparse": nx.gnm_random_graph(200, 260, seed=2),
    "star": nx.star_graph(5),
    "without ties": nx.empty_graph(3),
    "nobody": nx.empty_graph(0),
}


def rows_of_graph(graph: nx.Graph) -> Rows:
    """Give the contacts of each actor, in order."""
    n = len(graph)
    indptr = np.append(0, np.cumsum([graph.degree(v) for v in range(n)])).astype(np.int32)
    return indptr, np.array([w for v in range(n) for w in sorted(graph[v])], dtype=np.int32)


@pytest.mark.parametrize("name", GRAPHS)
def test_each_triangle_is_found_once(name: str) -> None:
    """They are those of networkx, however many calls it takes."""
    graph = GRAPHS[name]
    rows = rows_of_graph(graph)
    heads, tails, places = orient(*rows)
    sources = np.repeat(np.arange(len(graph)), np.diff(heads))
    assert {frozenset(pair) for pair in zip(sources, tails, strict=True)} == {frozenset(pair) for pair in graph.edges}
    assert (rows[1][places] == tails).all()
    room = triangle_room(heads)
    triangles, calls, first = [], 0, 0
    while first < len(graph):
        count, first = next_triangles(first, heads, tails, *room)
        calls += 1
        for v, vw, wu, vu in room[2][:count].tolist():
            assert sources[vw] == sources[vu] == v
            assert (tails[vw], tails[wu]) == (sources[wu], tails[vu])
            triangles.append(frozenset((v, int(tails[vw]), int(tails[wu]))))
    assert len(triangles) == len(set(triangles)) == sum(nx.triangles(graph).values()) // 3
    assert all(graph.subgraph(three).number_of_edges() == 3 for three in triangles)
    assert calls > 1 or name != "complete"


def shares(pulls: NDArray[np.float64], ego: bool) -> NDArray[np.float64]:
    """Give what each actor invests in each of his contacts, straight and by way of others."""
    n = len(pulls)
    tied = pulls > 0
    total = pulls.sum(axis=1, keepdims=True)
    straight = np.divide(pulls, total, where=total > 0, out=np.zeros_like(pulls))
    if not ego:
        return np.where(tied, straight + straight @ straight, 0)
    found = np.zeros_like(pulls)
    for v in range(n):
        around = np.append(np.flatnonzero(tied[v]), v)
        inside = pulls[np.ix_(around, around)]
        given = np.divide(inside, inside.sum(axis=1, keepdims=True), where=inside > 0, out=np.zeros_like(inside))
        # The last row is his own.
        found[v, around[:-1]] = (given[-1] + given[-1] @ given)[:-1]
    return found


@pytest.mark.parametrize("name", ["complete", "dense", "sparse", "star", "without ties"])
@pytest.mark.parametrize("ego", [False, True])
def test_holes_are_those_of_the_matrices(name: str, ego: bool) -> None:
    """Constraint, its spread and effective size agree with the formulas, with weights of any size."""
    graph = GRAPHS[name]
    n = len(graph)
    rows = rows_of_graph(graph)
    pulls = np.triu(np.random.default_rng(3).uniform(0.1, 5, (n, n)), 1)
    pulls = (pulls + pulls.T) * nx.to_numpy_array(graph)
    weights = pulls[np.repeat(np.arange(n), np.diff(rows[0])), rows[1]]
    degree = np.diff(rows[0])
    squares = shares(pulls, ego) ** 2
    with np.errstate(invalid="ignore", divide="ignore"):
        constraint = np.where(degree > 0, squares.sum(axis=1), np.nan)
        ratios = squares / (constraint / degree)[:, None]
        spread = np.where(ratios > 0, ratios * np.log(ratios), 0).sum(axis=1) / (degree * np.log(degree))
        strongest = pulls / pulls.max(axis=1, keepdims=True)
        straight = pulls / pulls.sum(axis=1, keepdims=True)
        common = np.nansum((straight @ np.nan_to_num(strongest).T) * (pulls > 0), axis=1)
        sizes = np.where(degree > 0, degree - common, np.nan)
    np.testing.assert_allclose(constraints(*rows, weights, ego), constraint)
    expected = np.where(degree == 1, 1.0, np.where(degree > 1, spread, np.nan))
    np.testing.assert_allclose(hierarchies(*rows, weights, ego), expected, atol=1e-12)
    np.testing.assert_allclose(effective_sizes(*rows, weights), sizes)
