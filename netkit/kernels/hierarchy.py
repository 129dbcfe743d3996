"""Hierarchy: least upper bounds, and levels of trophic kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit
from netkit.kernels.bits import count_bits
from netkit.kernels.prefetch import SOON, prefetch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]

__all__ = ["levine_levels", "mackay_levels", "pairs_without_bound"]

_NONE = np.uint64(0)
_BIT = np.uint64(1)


@jit
def pairs_without_bound(
    indptr: Ints, indices: Ints, sets: Ints, count: int, ranks: Ints, above: NDArray[np.int64], parts: Ints
) -> int:
    """
    Count the pairs of one part that have no least common superior.

    All superiors of a common superior of i and j are common superiors too. So the least one, if there is one, is the
    common superior with the most superiors, and it is least exactly if it has all the others above it. Bits stand in
    the order of the number of superiors, so that it is the first bit that i and j share.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of arcs, from superior to subordinate.
    sets : ndarray of int32, shape (n,)
        Number of each actor's strong component; arcs between two lead to the smaller number.
    count : int
        How many strong components there are.
    ranks : ndarray of int32, shape (n,)
        Place of each actor in the order of the number of superiors, the most first.
    above : ndarray of int64, shape (n,)
        Number of superiors of each, himself counted, in the order of `ranks`.
    parts : ndarray of int32, shape (n,)
        Number of each actor's weak component.

    Returns
    -------
    int
        Number of unordered pairs.
    """
    n = len(indptr) - 1
    words = (n + 63) // 64
    starts = np.zeros(count + 1, np.int64)
    for v in range(n):
        starts[sets[v] + 1] += 1
    for c in range(count):
        starts[c + 1] += starts[c]
    members = np.empty(n, np.int32)
    filled = starts.copy()
    for v in range(n):
        members[filled[sets[v]]] = v
        filled[sets[v]] += 1
    superiors = np.zeros((count, words), np.uint64)
    for c in range(count - 1, -1, -1):
        for at in range(starts[c], starts[c + 1]):
            rank = ranks[members[at]]
            superiors[c, rank // 64] |= _BIT << np.uint64(rank % 64)
        for at in range(starts[c], starts[c + 1]):
            v = members[at]
            for k in range(indptr[v], indptr[v + 1]):
                d = sets[indices[k]]
                if d != c:
                    for word in range(words):
                        superiors[d, word] |= superiors[c, word]
    missing = 0
    for i in range(n):
        for j in range(i + 1, n):
            if parts[i] != parts[j]:
                continue
            one, other = superiors[sets[i]], superiors[sets[j]]
            least = np.int64(-1)
            shared = np.int64(0)
            for word in range(words):
                both = one[word] & other[word]
                if both != _NONE:
                    if least < 0:
                        lowest = both & (~both + _BIT)
                        least = 64 * word + np.int64(count_bits(lowest - _BIT))
                    shared += np.int64(count_bits(both))
            if least < 0 or above[least] != shared:
                missing += 1
    return missing


@jit
def mackay_levels(
    indptr: Ints, indices: Ints, weights: Floats, totals: Floats, balance: Floats, tolerance: float, rounds: int
) -> tuple[Floats, int]:
    """
    Solve Λh = v by conjugate gradients, each row divided by its diagonal.

    Every weak component leaves one level free; starting from 0 the iteration picks one of the solutions.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of contacts.
    weights : ndarray of float
        What both directions of a contact weigh together.
    totals, balance : ndarray of float, shape (n,)
        Sum and difference of incoming and outgoing weights.
    tolerance : float
        Length of what is left, relative to the length of v, at which to stop.
    rounds : int
        After how many rounds to give up.

    Returns
    -------
    levels : ndarray of float, shape (n,)
        A solution.
    done : int
        The rounds it took, -1 if too much was left.
    """
    n = len(indptr) - 1
    # Unsigned places spare numba the question whether they count from the end.
    ends = indices.view(np.uint32)
    final = len(indices) - 1
    levels = np.zeros(n)
    left = balance.copy()
    target = 0.0
    for v in range(n):
        target += balance[v] ** 2
    target = np.sqrt(target) * tolerance
    product = np.empty(n)
    done = 0
    while done < rounds:
        size = 0.0
        for v in range(n):
            size += left[v] ** 2
        if np.sqrt(size) <= target:
            return levels, done
        # (Re)start: what is left is computed anew from the levels, so that rounding cannot add up unseen.
        step = np.zeros(n)
        energy = 0.0
        for v in range(n):
            if totals[v] > 0.0:
                step[v] = left[v] / totals[v]
            energy += left[v] * step[v]
        for _ in range(min(rounds - done, n + 50)):
            done += 1
            curve = 0.0
            for v in range(n):
                total = totals[v] * step[v]
                for k in range(indptr[v], indptr[v + 1]):
                    prefetch(step, ends[min(k + SOON, final)])
                    total -= weights[k] * step[ends[k]]
                product[v] = total
                curve += total * step[v]
            if curve <= 0.0:
                break
            reach = energy / curve
            size = 0.0
            fresh = 0.0
            for v in range(n):
                levels[v] += reach * step[v]
                left[v] -= reach * product[v]
                size += left[v] ** 2
                if totals[v] > 0.0:
                    fresh += left[v] ** 2 / totals[v]
            if np.sqrt(size) <= 0.1 * target:
                break
            turn = fresh / energy
            energy = fresh
            for v in range(n):
                if totals[v] > 0.0:
                    step[v] = left[v] / totals[v] + turn * step[v]
        for v in range(n):
            total = balance[v] - totals[v] * levels[v]
            for k in range(indptr[v], indptr[v + 1]):
                total += weights[k] * levels[indices[k]]
            left[v] = total
    return levels, -1


@jit
def levine_levels(
    rindptr: Ints, rindices: Ints, rarcs: Ints, weights: Floats, order: Ints, tolerance: float, rounds: int
) -> tuple[Floats, int]:
    """
    Iterate s ← 1 + mean level of the superiors, superiors first.

    Parameters
    ----------
    rindptr, rindices, rarcs : ndarray of int32
        Incoming arcs, and the arc behind each place.
    weights : ndarray of float, shape (m,)
        Weight of each arc.
    order : ndarray of int32, shape (n,)
        Actors, so that outside of circles superiors come first: then one round is enough.
    tolerance : float
        Error, relative to the largest level, at which to stop.
    rounds : int
        After how many rounds to give up.

    Returns
    -------
    levels : ndarray of float, shape (n,)
        The levels, 1 for those without a superior.
    done : int
        The rounds it took, -1 if the error stayed above `tolerance`.
    """
    n = len(rindptr) - 1
    levels = np.ones(n)
    before = np.inf
    for done in range(1, rounds + 1):
        change = 0.0
        largest = 1.0
        for at in range(n):
            v = order[at]
            whole = 0.0
            total = 0.0
            for k in range(rindptr[v], rindptr[v + 1]):
                whole += weights[rarcs[k]]
                total += weights[rarcs[k]] * levels[rindices[k]]
            value = 1.0 + total / whole if whole > 0.0 else 1.0
            change = max(change, abs(value - levels[v]))
            levels[v] = value
            largest = max(largest, value)
        ratio = change / before if before > 0.0 else 0.0
        before = change
        small = change <= tolerance * largest
        if change == 0.0 or (small and ratio < 1.0 and change * ratio / (1.0 - ratio) <= tolerance * largest):
            return levels, done
    return levels, -1
