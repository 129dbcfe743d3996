"""Counting brokers: two steps without the direct one, by the groups of the three."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit
from netkit.kernels.prefetch import FILTER, NEAR, SOON, prefetch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]

__all__ = ["brokered"]

_NEXT = np.uint32(1)

# The role by who is of one group: first and middle 1, middle and last 2, first and last 4. Two of the three cannot be
# true without the third.
_ROLES = np.array([4, 3, 2, -1, 1, -1, -1, 0], np.int8)


@jit
def brokered(indptr: Ints, indices: Ints, groups: Ints) -> NDArray[np.int64]:
    """
    Count, for each actor, the pairs that he brokers in each of five roles.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of arcs.
    groups : ndarray of int32, shape (n,)
        Group of each actor; -1 for those without one, who neither broker nor are brokered.

    Returns
    -------
    ndarray of int64, shape (n, 6)
        Coordinator, itinerant, gatekeeper, representative, liaison, and their sum.
    """
    n = len(indptr) - 1
    ends = indices.view(np.uint32)
    final = len(indices) - 1
    counts = np.zeros((n, 6), np.int64)
    flat = counts.reshape(6 * n)
    direct = np.full(n, -1, np.int32)
    maybe = np.zeros(FILTER, np.uint8)
    # The group at the end of each arc lies beside the arc.
    group_at = np.empty(len(indices), np.int32)
    for k in range(len(indices)):
        group_at[k] = groups[ends[k]]
    for a in range(n):
        begin, end = indptr[a], indptr[a + 1]
        first = groups[a]
        for k in range(begin, end):
            prefetch(indptr, ends[min(k + SOON, final)])
            near = ends[min(k + NEAR, final)]
            prefetch(ends, indptr[near])
            prefetch(group_at, indptr[near])
            prefetch(direct, near)
            prefetch(flat, 6 * near)
        if first < 0:
            continue
        for k in range(begin, end):
            direct[ends[k]] = a
            maybe[ends[k] % FILTER] = 1
        direct[a] = a
        maybe[a % FILTER] = 1
        for k in range(begin, end):
            v = ends[k]
            middle = group_at[k]
            if middle < 0:
                continue
            row = counts[v]
            for j in range(indptr[v], indptr[v + _NEXT]):
                b = ends[j]
                last = group_at[j]
                if last < 0 or (maybe[b % FILTER] and direct[b] == a):
                    continue
                row[_ROLES[(first == middle) + 2 * (middle == last) + 4 * (first == last)]] += 1
                row[5] += 1
        for k in range(begin, end):
            maybe[ends[k] % FILTER] = 0
        maybe[a % FILTER] = 0
    return counts
