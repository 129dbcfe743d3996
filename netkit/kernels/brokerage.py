"""Counting brokers: two steps without the direct one, by the groups of the three."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]

__all__ = ["brokered"]


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
    counts = np.zeros((n, 6), np.int64)
    direct = np.full(n, -1, np.int32)
    for a in range(n):
        first = groups[a]
        if first < 0:
            continue
        for k in range(indptr[a], indptr[a + 1]):
            direct[indices[k]] = a
        direct[a] = a
        for k in range(indptr[a], indptr[a + 1]):
            v = indices[k]
            middle = groups[v]
            if middle < 0:
                continue
            for j in range(indptr[v], indptr[v + 1]):
                b = indices[j]
                last = groups[b]
                if direct[b] == a or last < 0:
                    continue
                if first == middle:
                    role = 0 if middle == last else 3
                elif middle == last:
                    role = 2
                else:
                    role = 1 if first == last else 4
                counts[v, role] += 1
                counts[v, 5] += 1
    return counts
