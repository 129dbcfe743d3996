"""What is left of a network while actors are taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit
from netkit.kernels.components import reach_counts, strong_components

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]

__all__ = ["largest_parts", "largest_sets", "reachable_pairs"]

_SUCCESSOR = 2


@jit
def largest_parts(indptr: Ints, indices: Ints, order: Ints) -> Ints:
    """
    Give the size of the largest part after each removal, by putting the actors back, the last one first.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of contacts, each pair in both rows.
    order : ndarray of int32, shape (k,)
        Whom to take out, each once.

    Returns
    -------
    ndarray of int32, shape (k + 1,)
        Number of actors in the largest part, before any removal and after each.
    """
    n, k = len(indptr) - 1, len(order)
    # At which turn each goes; those who stay after all others.
    turn = np.full(n, k, np.int32)
    for t in range(k):
        turn[order[t]] = t
    back = np.empty(n, np.int32)
    stay = 0
    for v in range(n):
        if turn[v] == k:
            back[stay] = v
            stay += 1
    for t in range(k):
        back[stay + t] = order[k - 1 - t]
    parent = np.full(n, -1, np.int32)
    size = np.ones(n, np.int32)
    largest = np.int32(0)
    sizes = np.zeros(k + 1, np.int32)
    for at in range(n):
        v = back[at]
        parent[v] = v
        root = v
        for place in range(indptr[v], indptr[v + 1]):
            w = indices[place]
            if parent[w] < 0:
                continue
            while parent[w] != w:
                parent[w] = parent[parent[w]]
                w = parent[w]
            if w != root:
                if size[w] > size[root]:
                    w, root = root, w
                parent[w] = root
                size[root] += size[w]
        largest = max(largest, size[root])
        if at >= stay - 1:
            sizes[k - (at - stay + 1)] = largest
    return sizes


@jit
def _left(
    indptr: Ints, indices: Ints, office: NDArray[np.bool_], states: NDArray[np.int8], heads: Ints, ends: Ints
) -> int:
    """Write down the arcs that are left in a state, and count them."""
    count = 0
    for v in range(len(indptr) - 1):
        if states[v] > 0:
            for k in range(indptr[v], indptr[v + 1]):
                w = indices[k]
                if states[w] > 0 and (office[k] or (states[v] != _SUCCESSOR and states[w] != _SUCCESSOR)):
                    ends[count] = w
                    count += 1
        heads[v + 1] = count
    return count


@jit
def largest_sets(
    indptr: Ints,
    indices: Ints,
    office: NDArray[np.bool_],
    rindptr: Ints,
    rindices: Ints,
    roffice: NDArray[np.bool_],
    states: NDArray[np.int8],
) -> NDArray[np.int64]:
    """
    Give the size of the largest set of actors who reach one another, in each of several states.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of arcs; those of contacts give parts without regard to direction.
    office : ndarray of bool, shape (m,)
        Which arcs belong to an office, so that a successor has them too.
    rindptr, rindices, roffice : ndarray
        The same arcs from their other ends.
    states : ndarray of int8, shape (s, n)
        0: gone, 1: there, 2: a successor in his office.

    Returns
    -------
    ndarray of int64, shape (s,)
        Number of actors.
    """
    n, m = len(indptr) - 1, len(indices)
    heads, ends = np.zeros(n + 1, np.int32), np.empty(m, np.int32)
    rheads, rends = np.zeros(n + 1, np.int32), np.empty(m, np.int32)
    found = np.zeros(len(states), np.int64)
    for s in range(len(states)):
        count = _left(indptr, indices, office, states[s], heads, ends)
        _left(rindptr, rindices, roffice, states[s], rheads, rends)
        labels, sets = strong_components(heads, ends[:count], rheads, rends[:count])
        sizes = np.zeros(sets, np.int64)
        for v in range(n):
            if states[s, v] > 0:
                sizes[labels[v]] += 1
                found[s] = max(found[s], sizes[labels[v]])
    return found


@jit
def reachable_pairs(
    indptr: Ints,
    indices: Ints,
    office: NDArray[np.bool_],
    rindptr: Ints,
    rindices: Ints,
    roffice: NDArray[np.bool_],
    states: NDArray[np.int8],
) -> NDArray[np.int64]:
    """
    Count the ordered pairs of which the first can reach the second, in each of several states.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of arcs.
    office : ndarray of bool, shape (m,)
        Which arcs belong to an office, so that a successor has them too.
    rindptr, rindices, roffice : ndarray
        The same arcs from their other ends.
    states : ndarray of int8, shape (s, n)
        0: gone, 1: there, 2: a successor in his office.

    Returns
    -------
    ndarray of int64, shape (s,)
        Number of pairs.
    """
    n, m = len(indptr) - 1, len(indices)
    heads, ends = np.zeros(n + 1, np.int32), np.empty(m, np.int32)
    rheads, rends = np.zeros(n + 1, np.int32), np.empty(m, np.int32)
    found = np.zeros(len(states), np.int64)
    for s in range(len(states)):
        count = _left(indptr, indices, office, states[s], heads, ends)
        _left(rindptr, rindices, roffice, states[s], rheads, rends)
        found[s] = reach_counts(heads, ends[:count], rheads, rends[:count]).sum()
    return found
