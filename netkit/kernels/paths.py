"""Counting shortest ways: betweenness of actors and of arcs, over all or some ends, and of groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit
from netkit.kernels.heap import pop, push

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]

__all__ = ["group_shares", "shortest_ways", "weighted_shortest_ways"]

# Two sums of the same lengths in another order differ by rounding: they count as equally short.
_SLACK = 1e-12
# More steps than any way has.
_FAR = np.int32(2**30)
_NEXT = np.uint32(1)


@jit
def shortest_ways(
    indptr: Ints, indices: Ints, arcs: Ints, sources: Ints, targets: Floats, with_arcs: bool
) -> tuple[Floats, Floats, Floats]:
    """
    Add up the shares of shortest ways on which each actor, and each arc, stands (Brandes' algorithm).

    Parameters
    ----------
    indptr, indices, arcs : ndarray of int32
        Rows of arcs, and the arc behind each place.
    sources : ndarray of int32
        Where ways begin.
    targets : ndarray of float, shape (n,)
        How much a way counts that ends here: 1 or 0.
    with_arcs : bool
        Whether arcs are counted too.

    Returns
    -------
    actors : ndarray of float, shape (n,)
        Sum over sources and targets of the share of shortest ways through the actor, ends left out.
    squares : ndarray of float, shape (n,)
        The same with each source's part squared, for the error of a sample of sources.
    on_arcs : ndarray of float, shape (m,) or (0,)
        The sum for each arc.
    """
    n = len(indptr) - 1
    # Unsigned places spare numba the question whether they count from the end.
    ends = indices.view(np.uint32)
    actors = np.zeros(n)
    squares = np.zeros(n)
    on_arcs = np.zeros(len(indices) if with_arcs else 0)
    steps = np.full(n, _FAR, np.int32)
    ways = np.zeros(n)
    passed = np.zeros(n)
    queue = np.empty(n + 1, np.uint32)
    # The arcs that lead one step on, in the order of the queue, so that the way back reads them one after the other.
    begins = np.empty(n + 1, np.int64)
    onward = np.empty(len(indices) + 1, np.uint32)
    onward_arcs = np.empty(len(indices) + 1 if with_arcs else 0, np.int32)
    for s in sources:
        steps[s] = 0
        ways[s] = 1.0
        queue[0] = s
        head, tail, kept = 0, 1, 0
        while head < tail:
            v = queue[head]
            begins[head] = kept
            head += 1
            next_step = np.int32(steps[v] + 1)
            own = ways[v]
            for k in range(indptr[v], indptr[v + _NEXT]):
                # Written without branches, which a processor would guess wrong half of the time: what does not count
                # is written too, and overwritten by the next one.
                w = ends[k]
                before = steps[w]
                queue[tail] = w
                tail += before > next_step
                steps[w] = min(before, next_step)
                on = before >= next_step
                ways[w] += own if on else 0.0
                onward[kept] = w
                if with_arcs:
                    onward_arcs[kept] = arcs[k]
                kept += on
        begins[tail] = kept
        for at in range(tail - 1, -1, -1):
            v = queue[at]
            total = 0.0
            for k in range(begins[at], begins[at + 1]):
                total += passed[onward[k]]
                if with_arcs:
                    on_arcs[onward_arcs[k]] += ways[v] * passed[onward[k]]
            share = ways[v] * total
            passed[v] = (targets[v] + share) / ways[v]
            if at > 0:
                actors[v] += share
                squares[v] += share * share
        for at in range(tail):
            v = queue[at]
            steps[v] = _FAR
            ways[v] = 0.0
    return actors, squares, on_arcs


@jit
def weighted_shortest_ways(
    indptr: Ints, indices: Ints, arcs: Ints, lengths: Floats, sources: Ints, targets: Floats, with_arcs: bool
) -> tuple[Floats, Floats, Floats]:
    """
    Do as `shortest_ways` where arcs have lengths.

    Parameters
    ----------
    indptr, indices, arcs : ndarray of int32
        Rows of arcs, and the arc behind each place.
    lengths : ndarray of float, shape (m,)
        Length of each arc, above 0.
    sources : ndarray of int32
        Where ways begin.
    targets : ndarray of float, shape (n,)
        How much a way counts that ends here: 1 or 0.
    with_arcs : bool
        Whether arcs are counted too.

    Returns
    -------
    actors, squares, on_arcs : ndarray of float
        As `shortest_ways` returns them.
    """
    n = len(indptr) - 1
    actors = np.zeros(n)
    squares = np.zeros(n)
    on_arcs = np.zeros(len(indices) if with_arcs else 0)
    far = np.full(n, np.inf)
    turn = np.full(n, -1, np.int32)
    ways = np.zeros(n)
    passed = np.zeros(n)
    order = np.empty(n, np.int32)
    keys = np.empty(len(indices) + 1)
    items = np.empty(len(indices) + 1, np.int32)
    for s in sources:
        far[s] = 0.0
        tail = 0
        size = push(keys, items, 0, 0.0, s)
        while size > 0:
            v = items[0]
            size = pop(keys, items, size)
            if turn[v] >= 0:
                continue
            turn[v] = tail
            order[tail] = v
            tail += 1
            for k in range(indptr[v], indptr[v + 1]):
                w = indices[k]
                length = far[v] + lengths[arcs[k]]
                if turn[w] < 0 and length < far[w]:
                    far[w] = length
                    size = push(keys, items, size, length, w)
        ways[s] = 1.0
        for at in range(1, tail):
            ways[order[at]] = 0.0
        for at in range(tail):
            v = order[at]
            for k in range(indptr[v], indptr[v + 1]):
                w = indices[k]
                if turn[w] > at and far[v] + lengths[arcs[k]] <= far[w] * (1.0 + _SLACK):
                    ways[w] += ways[v]
        for at in range(tail - 1, -1, -1):
            v = order[at]
            total = 0.0
            for k in range(indptr[v], indptr[v + 1]):
                w = indices[k]
                if turn[w] > at and far[v] + lengths[arcs[k]] <= far[w] * (1.0 + _SLACK):
                    total += passed[w]
                    if with_arcs:
                        on_arcs[arcs[k]] += ways[v] * passed[w]
            share = ways[v] * total
            passed[v] = (targets[v] + share) / ways[v]
            if at > 0:
                actors[v] += share
                squares[v] += share * share
        for at in range(tail):
            far[order[at]] = np.inf
            turn[order[at]] = -1
    return actors, squares, on_arcs


@jit
def group_shares(indptr: Ints, indices: Ints, inside: NDArray[np.bool_]) -> float:
    """
    Add up, over ordered pairs of outsiders, the share of shortest ways that pass through a group.

    Ways that avoid the group are counted beside all ways in one traversal; what is left passes through it.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of arcs.
    inside : ndarray of bool, shape (n,)
        Who belongs to the group.

    Returns
    -------
    float
        The sum.
    """
    n = len(indptr) - 1
    steps = np.full(n, -1, np.int32)
    ways = np.zeros(n)
    free = np.zeros(n)
    queue = np.empty(n, np.int32)
    total = 0.0
    for s in range(n):
        if inside[s]:
            continue
        steps[s] = 0
        ways[s] = 1.0
        free[s] = 1.0
        queue[0] = s
        head, tail = 0, 1
        while head < tail:
            v = queue[head]
            head += 1
            if inside[v]:
                free[v] = 0.0
            elif head > 1:
                total += 1.0 - free[v] / ways[v]
            next_step = steps[v] + 1
            for k in range(indptr[v], indptr[v + 1]):
                w = indices[k]
                if steps[w] < 0:
                    steps[w] = next_step
                    ways[w] = ways[v]
                    free[w] = free[v]
                    queue[tail] = w
                    tail += 1
                elif steps[w] == next_step:
                    ways[w] += ways[v]
                    free[w] += free[v]
        for at in range(tail):
            steps[queue[at]] = -1
    return total
