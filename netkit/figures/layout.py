"""
Where actors stand: stress majorisation, so that distance on the page follows distance in the network.

The same network always gets the same picture; nothing is drawn at random.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy.linalg import eigh
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components, shortest_path
from scipy.spatial.distance import cdist

from netkit.network.network import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["actor_positions", "fill", "push_apart", "room_needed", "stress_layout"]

_ROUNDS: Final = 250
# All distances of a larger network do not fit in memory any more.
_LARGEST_EXACT: Final = 2500


def actor_positions(net: Network, *, aspect: float = 1.4) -> pd.DataFrame:
    """
    Lay a network out.

    Parameters
    ----------
    net : Network
        Direction, weights and parallel ties make no difference.
    aspect : float
        Width of the page divided by its height.

    Returns
    -------
    DataFrame of float, shape (n, 2)
        Indexed by actor: `x` and `y`, both between 0 and 1.

    Examples
    --------
    >>> import netkit as nk
    >>> import pandas as pd
    >>> from netkit.figures.layout import actor_positions
    >>> ties = pd.DataFrame([("a", "b"), ("b", "c")], columns=["subject", "object"])
    >>> actor_positions(nk.from_pandas(ties)).round(2).loc["b", "x"].item()
    0.5
    """
    ties = net.ties
    pairs = np.column_stack([net.index.get_indexer(pd.Index(ties[end])) for end in ("subject", "object")])
    return pd.DataFrame(stress_layout(net.n_actors, pairs, aspect), index=net.index, columns=["x", "y"])


def stress_layout(n: int, pairs: NDArray[np.integer], aspect: float = 1.4) -> NDArray[np.float64]:
    """
    Lay a graph out, each connected part for itself, the parts side by side.

    Parameters
    ----------
    n : int
        Number of actors.
    pairs : ndarray of int, shape (m, 2)
        Who is tied to whom; repeated pairs and self-ties make no difference.
    aspect : float
        Width of the page divided by its height.

    Returns
    -------
    ndarray of float, shape (n, 2)
        Between 0 and 1.

    References
    ----------
    .. [1] Gansner, E. R., Koren, Y. and North, S. (2005). Graph drawing by stress majorization. *Graph Drawing 2004*,
       LNCS 3383:239-250.
    """
    if n == 0:
        return np.zeros((0, 2))
    pairs = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    pairs = np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1), axis=0)
    graph = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(n, n)).tocsr()
    count, part = connected_components(graph, directed=False)
    sizes = np.bincount(part, minlength=count)
    blocks: list[tuple[NDArray[np.intp], NDArray[np.float64]]] = []
    for which in np.lexsort((np.arange(count), -sizes)):
        members = np.flatnonzero(part == which)
        own = csr_array(graph[members][:, members])
        # Small parts lie flat on their shelves.
        blocks.append(
            (members, _component(own, aspect if not blocks else 4.0) * ([1, 1] if not blocks else [0.9, 0.6]))
        )
    return _pack(n, blocks, aspect)


def _component(graph: csr_array, aspect: float) -> NDArray[np.float64]:
    n = graph.shape[0]
    if n == 1:
        return np.zeros((1, 2))
    if n == 2:
        return np.array([[0.0, 0.0], [1.0, 0.0]])
    places = _large(graph) if n > _LARGEST_EXACT else _majorise(_target_distances(graph))
    return _turn(places, aspect)


def _target_distances(graph: csr_array) -> NDArray[np.float64]:
    """Shortest paths; a tie is longer, the more its ends have around them that they do not share, so hubs get room."""
    both = (graph + graph.T).tocsr()
    both.data[:] = 1.0
    degree = np.asarray(both.sum(axis=1)).ravel()
    shared = (both @ both).tocoo()
    common = {(i, j): v for i, j, v in zip(shared.row.tolist(), shared.col.tolist(), shared.data.tolist(), strict=True)}
    ties = both.tocoo()
    length = [
        np.sqrt(max(degree[i] + degree[j] - 2 * common.get((i, j), 0.0), 1.0))
        for i, j in zip(ties.row.tolist(), ties.col.tolist(), strict=True)
    ]
    weighted = coo_array((np.array(length), (ties.row, ties.col)), shape=both.shape).tocsr()
    distances: NDArray[np.float64] = np.asarray(shortest_path(weighted, directed=False)) / float(np.mean(length))
    return distances


def _majorise(distances: NDArray[np.float64]) -> NDArray[np.float64]:
    n = len(distances)
    places = _scaled(distances)
    places = places + np.random.default_rng(7).normal(scale=0.02, size=places.shape)
    with np.errstate(divide="ignore"):
        weights = np.where(distances > 0, distances**-2.0, 0.0)
    weighted = weights * distances
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.inv(laplacian + 1.0 / n) - 1.0 / n
    before = np.inf
    for _ in range(_ROUNDS):
        length = cdist(places, places)
        stress = float(np.vdot(weights, (length - distances) ** 2))
        if before - stress < 1e-5 * stress:
            break
        before = stress
        pull = -weighted / np.maximum(length, 1e-9, out=length)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        places = inverse @ (pull @ places)
    return np.asarray(places)


def _scaled(distances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Classical scaling, with the signs of the axes settled."""
    n = len(distances)
    square = distances**2
    means = square.mean(axis=0)
    centred = -0.5 * (square - means - means[:, None] + means.mean())
    values, vectors = eigh(centred, subset_by_index=[n - 2, n - 1])
    places = vectors[:, ::-1] * np.sqrt(np.maximum(values[::-1], 1e-9))
    signs = np.sign(places[_farthest(places), [0, 1]])
    return np.asarray(places * np.where(signs == 0, 1.0, signs))


def _farthest(places: NDArray[np.float64]) -> NDArray[np.intp]:
    """Find who stands farthest out along each axis; of two that rounding alone tells apart, the first."""
    return np.asarray(np.abs(places).round(9).argmax(axis=0))


def _large(graph: csr_array) -> NDArray[np.float64]:
    import networkx as nx

    whole = nx.from_scipy_sparse_array(graph)
    found = nx.spring_layout(whole, seed=7, iterations=60)
    return np.asarray(np.array([found[place] for place in range(graph.shape[0])]) * np.sqrt(graph.shape[0]))


def _turn(places: NDArray[np.float64], aspect: float) -> NDArray[np.float64]:
    """Lay the longest side of the picture along the longest side of the page."""
    places = places - places.mean(axis=0)
    _, axes = np.linalg.eigh(places.T @ places)
    order = [1, 0] if aspect >= 1 else [0, 1]
    turned = places @ axes[:, order]
    signs = np.sign(turned[_farthest(turned), [0, 1]])
    return np.asarray(turned * np.where(signs == 0, 1.0, signs))


def _pack(n: int, blocks: list[tuple[NDArray[np.intp], NDArray[np.float64]]], aspect: float) -> NDArray[np.float64]:
    """Set the parts on shelves below the largest."""
    margin = np.array([0.9, 0.6])
    corners = [(places.min(axis=0), places.max(axis=0)) for _, places in blocks]
    extents = [top - low + margin for low, top in corners]
    area = sum(float(width * height) for width, height in extents)
    page = max(float(extents[0][0]), float(np.sqrt(area * aspect)))
    result = np.zeros((n, 2))
    x = y = shelf = 0.0
    for (members, places), (low, _), (width, height) in zip(blocks, corners, extents, strict=True):
        if x > 0 and x + width > page + 1e-9:
            x, y, shelf = 0.0, y - shelf, 0.0
        result[members] = places - low + [x, y - height]
        x, shelf = x + float(width), max(shelf, float(height))
    low, span = result.min(axis=0), np.ptp(result, axis=0)
    return np.asarray(np.where(span > 0, (result - low) / np.where(span > 0, span, 1.0), 0.5))


def fill(places: NDArray[np.float64], box: tuple[float, float, float, float]) -> NDArray[np.float64]:
    """
    Stretch positions to a box of the page.

    Parameters
    ----------
    places : ndarray of float, shape (n, 2)
        Between 0 and 1.
    box : tuple of float
        Left, bottom, right, top.

    Returns
    -------
    ndarray of float, shape (n, 2)
        Within the box.
    """
    left, bottom, right, top = box
    return np.asarray(places * [right - left, top - bottom] + [left, bottom])


def push_apart(
    places: NDArray[np.float64],
    halves: NDArray[np.float64],
    box: tuple[float, float, float, float],
    rounds: int = 120,
) -> NDArray[np.float64]:
    """
    Move actors as little as it takes for the room that they need.

    Parameters
    ----------
    places : ndarray of float, shape (n, 2)
        Points.
    halves : ndarray of float, shape (n, 2)
        Half the width and half the height that each needs.
    box : tuple of float
        Left, bottom, right, top, which nobody leaves.
    rounds : int
        How often at most.

    Returns
    -------
    ndarray of float, shape (n, 2)
        In a full box some still overlap.
    """
    places = places.copy()
    low = np.array(box[:2]) + halves
    high = np.maximum(np.array(box[2:]) - halves, low)
    for _ in range(rounds if len(places) <= _LARGEST_EXACT else 0):
        apart = places[:, None, :] - places[None, :, :]
        lack = halves[:, None, :] + halves[None, :, :] - np.abs(apart)
        np.einsum("iik->ik", lack)[:] = -1.0
        clash = (lack > 0).all(axis=2)
        if not clash.any():
            break
        along = lack.argmin(axis=2)
        for axis in (0, 1):
            here = clash & (along == axis)
            sign = np.sign(apart[:, :, axis])
            sign = np.where(sign == 0, np.sign(np.arange(len(places))[:, None] - np.arange(len(places))[None, :]), sign)
            step = np.where(here, sign * lack[:, :, axis] * 0.5, 0.0)
            places[:, axis] += step.sum(axis=1) / np.maximum(here.sum(axis=1), 1)
        places = np.clip(places, low, high)
    return places


def room_needed(
    radii: NDArray[np.float64],
    sizes: NDArray[np.float64],
    named: NDArray[np.bool_],
    box: tuple[float, float, float, float],
) -> NDArray[np.float64]:
    """
    Tell how much room each actor should have about him.

    Parameters
    ----------
    radii : ndarray of float, shape (n,)
        Of the markers.
    sizes : ndarray of float, shape (n, 2)
        Width and height of the names.
    named : ndarray of bool, shape (n,)
        Whose names are to be set.
    box : tuple of float
        Left, bottom, right, top of the whole.

    Returns
    -------
    ndarray of float, shape (n, 2)
        Half the width and half the height. Where there is not room for all names, markers at least stay apart.
    """
    room = np.column_stack([np.maximum(radii, named * sizes[:, 0] * 0.42), radii + named * sizes[:, 1] * 0.5])
    crowding = float((4 * room.prod(axis=1)).sum()) / max((box[2] - box[0]) * (box[3] - box[1]), 1.0)
    return np.asarray(np.maximum(room * min(1.0, 0.62 / max(crowding, 1e-9)), radii[:, None]) + 2.0)
