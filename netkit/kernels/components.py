"""Weak and strong components, and how many each actor can reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit
from netkit.kernels.bits import count_bits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]

__all__ = ["reach_counts", "strong_components", "weak_components"]

_NONE = np.uint64(0)
_BIT = np.uint64(1)
_WORDS = 8


@jit
def weak_components(indptr: Ints, indices: Ints) -> Ints:
    """
    Tell apart the parts that hang together, whatever the direction of the arcs.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of arcs.

    Returns
    -------
    ndarray of int32, shape (n,)
        Number of each actor's part, counted from 0 in the order of their first actors.
    """
    n = len(indptr) - 1
    # Unsigned places spare numba the question whether they count from the end.
    ends = indices.view(np.uint32)
    parent = np.arange(n).astype(np.uint32)
    for v in range(n):
        a = np.uint32(v)
        while parent[a] != a:
            parent[a] = parent[parent[a]]
            a = parent[a]
        for k in range(indptr[v], indptr[v + 1]):
            b = ends[k]
            if parent[b] == a:
                continue
            while parent[b] != b:
                parent[b] = parent[parent[b]]
                b = parent[b]
            # The smaller number stays on top, so that a part's root is its first actor.
            if a < b:
                parent[b] = a
            elif b < a:
                parent[a] = b
                a = b
    labels = np.empty(n, np.int32)
    count = 0
    for v in range(n):
        root = parent[v]
        while parent[root] != root:
            root = parent[root]
        # Who comes later finds the root in one step.
        parent[v] = root
        if root == v:
            labels[v] = count
            count += 1
        else:
            labels[v] = labels[root]
    return labels


@jit
def strong_components(indptr: Ints, indices: Ints) -> tuple[Ints, int]:
    """
    Tell apart the sets of actors who can all reach one another (Tarjan's algorithm, without recursion).

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of arcs.

    Returns
    -------
    labels : ndarray of int32, shape (n,)
        Number of each actor's set; every arc between two sets leads to the smaller number.
    count : int
        How many sets there are.
    """
    n = len(indptr) - 1
    labels = np.full(n, -1, np.int32)
    order = np.full(n, -1, np.int32)
    low = np.empty(n, np.int32)
    place = np.empty(n, np.int32)
    path = np.empty(n, np.int32)
    pending = np.empty(n, np.int32)
    count, clock, waiting = 0, 0, 0
    for root in range(n):
        if order[root] >= 0:
            continue
        depth = 0
        path[0] = root
        order[root] = low[root] = clock
        clock += 1
        place[root] = indptr[root]
        pending[waiting] = root
        waiting += 1
        while depth >= 0:
            v = path[depth]
            if place[v] < indptr[v + 1]:
                w = indices[place[v]]
                place[v] += 1
                if order[w] < 0:
                    depth += 1
                    path[depth] = w
                    order[w] = low[w] = clock
                    clock += 1
                    place[w] = indptr[w]
                    pending[waiting] = w
                    waiting += 1
                elif labels[w] < 0:
                    low[v] = min(low[v], order[w])
                continue
            if low[v] == order[v]:
                while True:
                    waiting -= 1
                    w = pending[waiting]
                    labels[w] = count
                    if w == v:
                        break
                count += 1
            depth -= 1
            if depth >= 0:
                above = path[depth]
                low[above] = min(low[above], low[v])
    return labels, count


@jit
def reach_counts(indptr: Ints, indices: Ints) -> NDArray[np.int64]:
    """
    Count whom each actor can reach, himself left out.

    Sets of actors who reach one another share one answer; over what is left, which has no circles, bits travel
    from the ends to the beginnings, 512 sets at once.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of arcs.

    Returns
    -------
    ndarray of int64, shape (n,)
        Number of others.
    """
    n = len(indptr) - 1
    labels, count = strong_components(indptr, indices)
    sizes = np.zeros(count, np.int64)
    for v in range(n):
        sizes[labels[v]] += 1
    starts = np.zeros(count + 1, np.int64)
    for c in range(count):
        starts[c + 1] = starts[c] + sizes[c]
    members = np.empty(n, np.int32)
    filled = starts.copy()
    for v in range(n):
        members[filled[labels[v]]] = v
        filled[labels[v]] += 1
    # The arcs between sets, each pair of sets once.
    heads = np.zeros(count + 1, np.int64)
    tails = np.empty(len(indices), np.int32)
    last = np.full(count, -1, np.int32)
    arcs = 0
    for c in range(count):
        for at in range(starts[c], starts[c + 1]):
            v = members[at]
            for k in range(indptr[v], indptr[v + 1]):
                d = labels[indices[k]]
                if d != c and last[d] != c:
                    last[d] = c
                    tails[arcs] = d
                    arcs += 1
        heads[c + 1] = arcs
    # Single actors take the first bits, so that whole words can be counted at once; larger sets come after them.
    turn = np.empty(count, np.int32)
    single = 0
    for c in range(count):
        if sizes[c] == 1:
            turn[c] = single
            single += 1
    at = single
    several = np.empty(count - single, np.int64)
    for c in range(count):
        if sizes[c] > 1:
            turn[c] = at
            several[at - single] = sizes[c]
            at += 1
    total = np.zeros(count, np.int64)
    bits = np.zeros((count, _WORDS), np.uint64)
    hot = np.zeros(count, np.bool_)
    for first in range(0, count, 64 * _WORDS):
        for c in range(count):
            hot[c] = False
            for word in range(_WORDS):
                bits[c, word] = _NONE
            own = turn[c] - first
            if 0 <= own < 64 * _WORDS:
                bits[c, own // 64] = _BIT << np.uint64(own % 64)
                hot[c] = True
            for k in range(heads[c], heads[c + 1]):
                d = tails[k]
                if hot[d]:
                    hot[c] = True
                    for word in range(_WORDS):
                        bits[c, word] |= bits[d, word]
            if not hot[c]:
                continue
            for word in range(_WORDS):
                base = first + 64 * word
                if base + 64 <= single:
                    total[c] += np.int64(count_bits(bits[c, word]))
                    continue
                if bits[c, word] == _NONE:
                    continue
                for bit in range(64):
                    if bits[c, word] >> np.uint64(bit) & _BIT:
                        total[c] += 1 if base + bit < single else several[base + bit - single]
    reached = np.empty(n, np.int64)
    for v in range(n):
        reached[v] = total[labels[v]] - 1
    return reached
