"""Weak and strong components, and how many each actor can reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit
from netkit.kernels.bits import count_bits
from netkit.kernels.hybrid import all_bits, has_bit, hybrid_search
from netkit.kernels.prefetch import prefetch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Words = NDArray[np.uint32]
    Bits = NDArray[np.uint64]

__all__ = ["first_of", "join", "reach_counts", "strong_components", "weak_components"]

_NONE = np.uint64(0)
_BIT = np.uint64(1)
_WORDS = 8
_NEXT = np.uint32(1)
_DONE = np.uint32(2**32 - 1)

# How many arcs of each actor are read before the largest part is looked for.
_SAMPLED = 2

# From how many actors, and how many arcs an actor, on a giant strong component is worth a search of its own.
_LARGE = 1000
_DENSE = 2


@jit
def first_of(parent: Words, v: np.uint32) -> np.uint32:
    """Follow whom each was joined to, up to the first, and make the way shorter for the next."""
    while parent[v] != v:
        parent[v] = parent[parent[v]]
        v = parent[v]
    return v


@jit
def join(parent: Words, v: np.uint32, w: np.uint32) -> None:
    """Make one part of two; the smaller number stays on top, so that a part's root is its first actor."""
    a, b = first_of(parent, v), first_of(parent, w)
    if a < b:
        parent[b] = a
    elif b < a:
        parent[a] = b


@jit
def weak_components(indptr: Ints, indices: Ints, rindptr: Ints, rindices: Ints) -> Ints:
    """
    Tell apart the parts that hang together, whatever the direction of the arcs.

    Two arcs an actor mostly show the largest part already; its members' other arcs are then left unread
    (Sutton, Ben-Nun and Barak 2018): those that lead out of it are met from their other end.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of arcs.
    rindptr, rindices : ndarray of int32
        The same arcs from their other ends.

    Returns
    -------
    ndarray of int32, shape (n,)
        Number of each actor's part, counted from 0 in the order of their first actors.
    """
    n = len(indptr) - 1
    # Unsigned places spare numba the question whether they count from the end.
    ends, rends = indices.view(np.uint32), rindices.view(np.uint32)
    parent = np.arange(n).astype(np.uint32)
    for place in range(_SAMPLED):
        for v in range(n):
            if indptr[v] + place < indptr[v + 1]:
                join(parent, np.uint32(v), ends[indptr[v] + place])
    sizes = np.zeros(n, np.int32)
    largest = 0
    for v in range(n):
        parent[v] = first_of(parent, np.uint32(v))
        sizes[parent[v]] += 1
        if sizes[parent[v]] > sizes[largest]:
            largest = parent[v]
    for v in range(n):
        if parent[v] == largest:
            continue
        for k in range(indptr[v] + _SAMPLED, indptr[v + 1]):
            join(parent, np.uint32(v), ends[k])
        for k in range(rindptr[v], rindptr[v + 1]):
            join(parent, np.uint32(v), rends[k])
    labels = np.empty(n, np.int32)
    count = 0
    for v in range(n):
        # Who comes later finds the first in one step.
        parent[v] = first_of(parent, np.uint32(v))
        if parent[v] == v:
            labels[v] = count
            count += 1
        else:
            labels[v] = labels[parent[v]]
    return labels


@jit
def strong_components(
    indptr: Ints, indices: Ints, rindptr: Ints | None = None, rindices: Ints | None = None
) -> tuple[Ints, int]:
    """
    Tell apart the sets of actors who can all reach one another.

    The set of one actor with many arcs both ways, in large networks mostly the giant one, is whom he reaches and who
    reaches him; only the others need Tarjan's traversal (Slota, Rajamanickam and Madduri 2014).

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of arcs.
    rindptr, rindices : ndarray of int32, optional
        The same arcs from their other ends. Large networks take longer without them.

    Returns
    -------
    labels : ndarray of int32, shape (n,)
        Number of each actor's set; every arc between two sets leads to the smaller number.
    count : int
        How many sets there are.
    """
    labels, count, _ = _strong_sets(indptr, indices, rindptr, rindices)
    return labels, count


@jit
def _strong_sets(indptr: Ints, indices: Ints, rindptr: Ints | None, rindices: Ints | None) -> tuple[Ints, int, int]:
    """Tell the sets apart, and which of them reaches exactly those with smaller numbers; -1 if that is not known."""
    below, both = np.empty(0, np.uint64), np.empty(0, np.uint64)
    if rindptr is not None and rindices is not None:
        n = len(indptr) - 1
        if n >= _LARGE and len(indices) >= _DENSE * n:
            below, both = _pivot_set(indptr, indices, rindptr, rindices)
    return _depth_first_sets(indptr, indices, below, both)


@jit
def _pivot_set(indptr: Ints, indices: Ints, rindptr: Ints, rindices: Ints) -> tuple[Bits, Bits]:
    """Find the set of somebody with many arcs both ways; first the others whom it reaches."""
    n = len(indptr) - 1
    pivot, most = 0, np.int64(-1)
    for v in range(n):
        ways = np.int64(indptr[v + 1] - indptr[v]) * (rindptr[v + 1] - rindptr[v])
        if ways > most:
            pivot, most = v, ways
    starts = np.full(1, pivot, np.uint32)
    below, _, _ = hybrid_search(indptr, indices, rindptr, rindices, starts, all_bits(n))
    # The search back takes away from those below whom it finds.
    both, _, _ = hybrid_search(rindptr, rindices, indptr, indices, starts, below)
    return below, both


@jit
def _depth_first_sets(indptr: Ints, indices: Ints, below: Bits, both: Bits) -> tuple[Ints, int, int]:
    """
    Give numbers to the sets of those below, to the one set `both`, if there is one, and to the others (Tarjan).

    What the traversal needs of the actors on its path lies in the order of the path; only `seen` is looked up at
    random, and is asked for as soon as an actor is entered.
    """
    n = len(indptr) - 1
    ends = indices.view(np.uint32)
    labels = np.empty(n, np.int32)
    # At which turn each was entered, from 1; 0 before, and above all turns once his set is known.
    seen = np.zeros(n, np.uint32)
    path = np.empty(n, np.uint32)
    low = np.empty(n, np.uint32)
    place = np.empty(n, np.int32)
    last = np.empty(n, np.int32)
    pending = np.empty(n, np.uint32)
    count, waiting, clock, known = 0, 0, 0, -1
    for v in range(n if len(both) else 0):
        seen[v] = _DONE * has_bit(both, v)
    for wave in range(0 if len(both) else 1, 2):
        for root in range(n):
            if seen[root] != 0 or (wave == 0 and not has_bit(below, root)):
                continue
            depth = -1
            w = np.uint32(root)
            entering = True
            while entering or depth >= 0:
                if entering:
                    entering = False
                    depth += 1
                    clock += 1
                    seen[w] = low[depth] = clock
                    path[depth] = w
                    place[depth], last[depth] = indptr[w], indptr[w + _NEXT]
                    for k in range(place[depth], last[depth]):
                        prefetch(seen, ends[k])
                        prefetch(indptr, ends[k])
                elif place[depth] < last[depth]:
                    w = ends[place[depth]]
                    place[depth] += 1
                    entering = seen[w] == 0
                    if not entering and seen[w] < low[depth]:
                        low[depth] = seen[w]
                else:
                    v = path[depth]
                    turn = seen[v]
                    pending[waiting] = v
                    waiting += 1
                    if low[depth] == turn:
                        # Whoever was entered since, and is in no set yet, is in this one.
                        while waiting > 0 and seen[pending[waiting - 1]] >= turn:
                            waiting -= 1
                            labels[pending[waiting]] = count
                            seen[pending[waiting]] = _DONE
                        count += 1
                    depth -= 1
                    if depth >= 0:
                        low[depth] = min(low[depth], low[depth + 1])
        if wave == 0:
            for v in range(n):
                if has_bit(both, v):
                    labels[v] = known = count
            count += known == count
    return labels, count, known


@jit
def reach_counts(
    indptr: Ints, indices: Ints, rindptr: Ints | None = None, rindices: Ints | None = None
) -> NDArray[np.int64]:
    """
    Count whom each actor can reach, himself left out.

    Sets of actors who reach one another share one answer; over what is left, which has no circles, bits travel
    from the ends to the beginnings, 512 sets at once.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of arcs.
    rindptr, rindices : ndarray of int32, optional
        The same arcs from their other ends. Large networks take longer without them.

    Returns
    -------
    ndarray of int64, shape (n,)
        Number of others.
    """
    n = len(indptr) - 1
    labels, count, giant = _strong_sets(indptr, indices, rindptr, rindices)
    sizes = np.zeros(count, np.int64)
    for v in range(n):
        sizes[labels[v]] += 1
    starts = np.zeros(count + 1, np.int64)
    for c in range(count):
        starts[c + 1] = starts[c] + sizes[c]
    # Whom the giant set reaches is known already: all sets before it. So its members' arcs are left unread.
    if giant >= 0:
        starts[giant + 1 :] -= sizes[giant]
    members = np.empty(starts[count], np.int32)
    filled = starts.copy()
    for v in range(n):
        c = labels[v]
        if c != giant:
            members[filled[c]] = v
            filled[c] += 1
    # The arcs between sets, each pair of sets once.
    heads = np.zeros(count + 1, np.int64)
    tails = np.empty(len(indices) + count, np.int32)
    last = np.full(count, -1, np.int32)
    arcs = 0
    for c in range(count):
        for d in range(c if c == giant else 0):
            tails[arcs] = d
            arcs += 1
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
