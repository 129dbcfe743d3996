"""Key players: the value of a set of actors, and of all sets in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit
from netkit.kernels.bits import count_bits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

__all__ = ["best_reaching_sets", "best_removals", "reach_value", "removal_value"]

_NONE = np.uint64(0)
_BIT = np.uint64(1)
_WORDS = 8
# Values that differ by less are equally good: sums in another order differ by rounding.
_SLACK = 1e-12


@jit
def removal_value(indptr: Ints, indices: Ints, removed: Bools, symmetric: bool, weighted: bool) -> float:
    """
    Measure how broken the rest is after a removal.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of arcs.
    removed : ndarray of bool, shape (n,)
        Who is removed; at least two must be left.
    symmetric : bool
        Whether arcs come in pairs: then parts are enough to know who reaches whom.
    weighted : bool
        Whether pairs that still reach each other count by 1 - 1/steps.

    Returns
    -------
    float
        Fragmentation of those who are left.
    """
    n = len(indptr) - 1
    left = 0
    for v in range(n):
        if not removed[v]:
            left += 1
    held = 0.0
    if symmetric and not weighted:
        seen = removed.copy()
        pending = np.empty(n, np.int32)
        for root in range(n):
            if seen[root]:
                continue
            seen[root] = True
            pending[0] = root
            waiting, size = 1, 0
            while waiting:
                waiting -= 1
                v = pending[waiting]
                size += 1
                for k in range(indptr[v], indptr[v + 1]):
                    w = indices[k]
                    if not seen[w]:
                        seen[w] = True
                        pending[waiting] = w
                        waiting += 1
            held += float(size) * (size - 1)
        return 1.0 - held / (float(left) * (left - 1))
    words = min(_WORDS, (n + 63) // 64)
    seen_bits = np.zeros((n, words), np.uint64)
    frontier = np.zeros((n, words), np.uint64)
    fresh = np.zeros((n, words), np.uint64)
    for first in range(0, n, 64 * words):
        for v in range(n):
            for word in range(words):
                seen_bits[v, word] = _NONE
                frontier[v, word] = _NONE
            if not removed[v] and first <= v < first + 64 * words:
                bit = _BIT << np.uint64((v - first) % 64)
                seen_bits[v, (v - first) // 64] = bit
                frontier[v, (v - first) // 64] = bit
        steps = 0
        going = True
        while going:
            steps += 1
            going = False
            for v in range(n):
                for word in range(words):
                    fresh[v, word] = _NONE
                if removed[v]:
                    continue
                for k in range(indptr[v], indptr[v + 1]):
                    w = indices[k]
                    if not removed[w]:
                        for word in range(words):
                            fresh[v, word] |= frontier[w, word]
                count = _NONE
                for word in range(words):
                    fresh[v, word] &= ~seen_bits[v, word]
                    seen_bits[v, word] |= fresh[v, word]
                    count += count_bits(fresh[v, word])
                if count > _NONE:
                    going = True
                    held += np.int64(count) / steps if weighted else float(np.int64(count))
            frontier, fresh = fresh, frontier
    return 1.0 - held / (float(left) * (left - 1))


@jit
def reach_value(nearest: Ints, inside: Bools, size: int, within: int) -> float:
    """
    Measure how well a set reaches the others.

    Parameters
    ----------
    nearest : ndarray of int32, shape (n,)
        Steps from the nearest member; -1 where there is no way.
    inside : ndarray of bool, shape (n,)
        Who is a member.
    size : int
        How many members there are.
    within : int
        Count those at most so many steps away; 0: the mean of inverse distances.

    Returns
    -------
    float
        A number of outsiders, or a mean over them.
    """
    n = len(nearest)
    total = 0.0
    for v in range(n):
        if not inside[v] and nearest[v] > 0:
            if within > 0:
                if nearest[v] <= within:
                    total += 1.0
            else:
                total += 1.0 / nearest[v]
    return total if within > 0 else total / (n - size)


@jit
def best_removals(
    indptr: Ints, indices: Ints, first: int, size: int, symmetric: bool, weighted: bool, best: float, next_best: float
) -> tuple[float, float, Ints]:
    """
    Try all sets whose first member is given.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of arcs.
    first : int
        The smallest member.
    size : int
        How many members.
    symmetric, weighted : bool
        As for `removal_value`.
    best, next_best : float
        The largest and the second largest value so far.

    Returns
    -------
    best, next_best : float
        The same, these sets included.
    sets : ndarray of int32, shape (k, size)
        Those of these sets whose value is `best`.
    """
    n = len(indptr) - 1
    removed = np.zeros(n, np.bool_)
    members = np.empty(size, np.int32)
    for at in range(size):
        members[at] = first + at
        removed[first + at] = True
    found = np.empty((16, size), np.int32)
    count = 0
    while True:
        value = removal_value(indptr, indices, removed, symmetric, weighted)
        if value > best + _SLACK:
            next_best = best
            best = value
            count = 0
        elif value < best - _SLACK:
            next_best = max(next_best, value)
        if abs(value - best) <= _SLACK:
            if count == len(found):
                wider = np.empty((2 * count, size), np.int32)
                wider[:count] = found
                found = wider
            found[count] = members
            count += 1
        # The next set in the order of the alphabet; the first member stays.
        at = size - 1
        while at > 0 and members[at] == n - size + at:
            at -= 1
        if at == 0:
            return best, next_best, found[:count].copy()
        for place in range(at, size):
            removed[members[place]] = False
        members[at] += 1
        for place in range(at + 1, size):
            members[place] = members[place - 1] + 1
        for place in range(at, size):
            removed[members[place]] = True


@jit
def best_reaching_sets(
    steps: Ints, first: int, size: int, within: int, best: float, next_best: float
) -> tuple[float, float, Ints]:
    """
    Try all sets whose first member is given.

    Parameters
    ----------
    steps : ndarray of int32, shape (n, n)
        Steps from each actor to each; -1 where there is no way.
    first : int
        The smallest member.
    size : int
        How many members.
    within : int
        As for `reach_value`.
    best, next_best : float
        The largest and the second largest value so far.

    Returns
    -------
    best, next_best : float
        The same, these sets included.
    sets : ndarray of int32, shape (k, size)
        Those of these sets whose value is `best`.
    """
    n = len(steps)
    inside = np.zeros(n, np.bool_)
    members = np.empty(size, np.int32)
    # Row i holds the steps from the nearest of the first i + 1 members: a change of the last ones costs only theirs.
    nearest = np.empty((size, n), np.int32)
    changed = 0
    for at in range(size):
        members[at] = first + at
    found = np.empty((16, size), np.int32)
    count = 0
    while True:
        for at in range(changed, size):
            inside[members[at]] = True
            row = steps[members[at]]
            for v in range(n):
                near = row[v]
                if at > 0:
                    before = nearest[at - 1, v]
                    if near < 0 or 0 <= before < near:
                        near = before
                nearest[at, v] = near
        value = reach_value(nearest[size - 1], inside, size, within)
        if value > best + _SLACK:
            next_best = best
            best = value
            count = 0
        elif value < best - _SLACK:
            next_best = max(next_best, value)
        if abs(value - best) <= _SLACK:
            if count == len(found):
                wider = np.empty((2 * count, size), np.int32)
                wider[:count] = found
                found = wider
            found[count] = members
            count += 1
        at = size - 1
        while at > 0 and members[at] == n - size + at:
            at -= 1
        if at == 0:
            return best, next_best, found[:count].copy()
        for place in range(at, size):
            inside[members[place]] = False
        members[at] += 1
        for place in range(at + 1, size):
            members[place] = members[place - 1] + 1
        changed = at
