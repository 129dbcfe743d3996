"""Finding each triangle once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit
from netkit.kernels.prefetch import FILTER, NEAR, SOON, prefetch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Places = NDArray[np.uint32]

__all__ = ["next_triangles", "orient", "triangle_room"]

_NEXT = np.uint32(1)

# Triangles that are written down before they are worked on.
_ROOM = 1024


@jit
def orient(indptr: Ints, indices: Ints) -> tuple[Ints, Places, Ints]:
    """
    Keep each contact from one end: from who has fewer contacts, or as many and the earlier place.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of contacts, each pair from both ends.

    Returns
    -------
    heads : ndarray of int32, shape (n + 1,)
        Where the rows begin.
    tails : ndarray of uint32, shape (m / 2,)
        The other ends.
    places : ndarray of int32, shape (m / 2,)
        Where each contact stands in `indices`.
    """
    n = len(indptr) - 1
    ends = indices.view(np.uint32)
    heads = np.zeros(n + 1, np.int32)
    # One place longer, since each is written before it is known whether it counts.
    tails = np.empty(len(indices) // 2 + 1, np.uint32)
    places = np.empty(len(indices) // 2 + 1, np.int32)
    kept = 0
    final = len(indices) - 1
    for v in range(n):
        own = indptr[v + 1] - indptr[v]
        for k in range(indptr[v], indptr[v + 1]):
            prefetch(indptr, ends[min(k + SOON, final)])
            w = ends[k]
            other = indptr[w + _NEXT] - indptr[w]
            tails[kept] = w
            places[kept] = k
            kept += (other > own) | ((other == own) & (w > v))
        heads[v + 1] = kept
    return heads, tails[:kept], places[:kept]


@jit
def triangle_room(heads: Ints) -> tuple[Ints, NDArray[np.uint8], Ints]:
    """
    Make what `next_triangles` needs.

    Parameters
    ----------
    heads : ndarray of int32, shape (n + 1,)
        Where the rows of `orient` begin.

    Returns
    -------
    mark : ndarray of int32, shape (n,)
        Where an actor last stood in a row.
    maybe : ndarray of uint8
        A filter before it.
    found : ndarray of int32, shape (t, 4)
        Room for triangles: those of any actor, and of many with few.
    """
    most = 0
    for v in range(len(heads) - 1):
        most = max(most, heads[v + 1] - heads[v])
    mark = np.full(len(heads) - 1, -1, np.int32)
    return mark, np.zeros(FILTER, np.uint8), np.empty((_ROOM + most * (most - 1) // 2, 4), np.int32)


@jit
def next_triangles(
    first: int, heads: Ints, tails: Places, mark: Ints, maybe: NDArray[np.uint8], found: Ints
) -> tuple[int, int]:
    """
    Find the triangles that begin with some actors, one after the other, until there may be no room for more.

    Parameters
    ----------
    first : int
        The actor with whom to begin; 0 at the first call.
    heads, tails : ndarray
        Rows of `orient`.
    mark, maybe, found : ndarray
        From `triangle_room`. The first rows of `found` are written: v, and where his contact with w, that of w with
        u, and his with u stand in `tails`.

    Returns
    -------
    count : int
        How many triangles there are.
    first : int
        With whom to go on; n when all have been asked.
    """
    n = len(heads) - 1
    final = len(tails) - 1
    count = 0
    for v in range(first, n):
        begin, end = heads[v], heads[v + 1]
        if count + (end - begin) * (end - begin - 1) // 2 > len(found):
            return count, v
        for k in range(begin, end):
            prefetch(heads, tails[min(k + SOON, final)])
            prefetch(tails, heads[tails[min(k + NEAR, final)]])
        if end - begin < 2:
            continue
        for k in range(begin, end):
            mark[tails[k]] = k
            maybe[tails[k] % FILTER] = 1
        for k in range(begin, end):
            w = tails[k]
            for j in range(heads[w], heads[w + _NEXT]):
                u = tails[j]
                if maybe[u % FILTER] and mark[u] >= begin:
                    found[count, 0] = v
                    found[count, 1] = k
                    found[count, 2] = j
                    found[count, 3] = mark[u]
                    count += 1
        for k in range(begin, end):
            maybe[tails[k] % FILTER] = 0
    return count, n
