"""Breadth-first and cheapest-first traversal: distances, and sums over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit
from netkit.kernels.bits import count_bits
from netkit.kernels.heap import pop, push

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]

__all__ = ["distance_rows", "distance_sums", "reach_sums", "reached_from", "weighted_distance_rows"]

# 512 bits: one cache line, and one register of the widest kind.
_WORDS = 8

_NONE = np.uint64(0)
_BIT = np.uint64(1)
_NEXT = np.uint32(1)


@jit
def distance_rows(indptr: Ints, indices: Ints, sources: Ints) -> Ints:
    """
    Count the steps from some actors to all.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of arcs.
    sources : ndarray of int32, shape (k,)
        Where to start.

    Returns
    -------
    ndarray of int32, shape (k, n)
        Steps; -1 where there is no way.
    """
    n = len(indptr) - 1
    rows = np.full((len(sources), n), -1, np.int32)
    queue = np.empty(n, np.int32)
    for at in range(len(sources)):
        row = rows[at]
        row[sources[at]] = 0
        queue[0] = sources[at]
        head, tail = 0, 1
        while head < tail:
            v = queue[head]
            head += 1
            for k in range(indptr[v], indptr[v + 1]):
                w = indices[k]
                if row[w] < 0:
                    row[w] = row[v] + 1
                    queue[tail] = w
                    tail += 1
    return rows


@jit
def weighted_distance_rows(indptr: Ints, indices: Ints, arcs: Ints, lengths: Floats, sources: Ints) -> Floats:
    """
    Find the length of the shortest way from some actors to all (Dijkstra).

    Parameters
    ----------
    indptr, indices, arcs : ndarray of int32
        Rows of arcs, and the arc behind each place.
    lengths : ndarray of float, shape (m,)
        Length of each arc, above 0.
    sources : ndarray of int32, shape (k,)
        Where to start.

    Returns
    -------
    ndarray of float, shape (k, n)
        Lengths; infinite where there is no way.
    """
    n = len(indptr) - 1
    rows = np.full((len(sources), n), np.inf)
    keys = np.empty(len(indices) + 1)
    items = np.empty(len(indices) + 1, np.int32)
    for at in range(len(sources)):
        row = rows[at]
        row[sources[at]] = 0.0
        size = push(keys, items, 0, 0.0, sources[at])
        while size > 0:
            near, v = keys[0], items[0]
            size = pop(keys, items, size)
            if near > row[v]:
                continue
            for k in range(indptr[v], indptr[v + 1]):
                w = indices[k]
                far = near + lengths[arcs[k]]
                if far < row[w]:
                    row[w] = far
                    size = push(keys, items, size, far, w)
    return rows


@jit
def distance_sums(rows: Floats, sources: Ints) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """
    Sum up rows of lengths.

    Parameters
    ----------
    rows : ndarray of float, shape (k, n)
        Lengths from each source; infinite where there is no way.
    sources : ndarray of int32, shape (k,)
        Whose rows they are.

    Returns
    -------
    harmonic, farness : ndarray of float, shape (k,)
        Sums of 1/length and of length over the others that are reached.
    reached : ndarray of int64, shape (k,)
        How many others are reached.
    """
    count, n = rows.shape
    harmonic = np.zeros(count)
    farness = np.zeros(count)
    reached = np.zeros(count, np.int64)
    for at in range(count):
        for w in range(n):
            if w != sources[at] and rows[at, w] < np.inf:
                harmonic[at] += 1.0 / rows[at, w]
                farness[at] += rows[at, w]
                reached[at] += 1
    return harmonic, farness, reached


@jit
def reach_sums(indptr: Ints, indices: Ints) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """
    Sum up the steps from every actor to all others.

    One bit stands for one target, 512 of them at once: in each round an actor takes over the bits of those to whom
    he has an arc, and the number of bits that are new to him is the number of targets at this distance. Rows are
    sums over targets, so no bit ever has to be looked at by itself.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of arcs.

    Returns
    -------
    harmonic, farness : ndarray of float, shape (n,)
        Sums of 1/steps and of steps over the others that are reached.
    reached : ndarray of int64, shape (n,)
        How many others are reached.
    """
    n = len(indptr) - 1
    # Unsigned places spare numba the question whether they count from the end.
    ends = indices.view(np.uint32)
    harmonic = np.zeros(n)
    farness = np.zeros(n)
    reached = np.zeros(n, np.int64)
    seen = np.zeros((n, _WORDS), np.uint64)
    frontier = np.zeros((n, _WORDS), np.uint64)
    fresh = np.zeros((n, _WORDS), np.uint64)
    # Whose frontier holds anything at all: in the first rounds hardly anybody's, and their rows are not even read.
    hot = np.zeros(n, np.uint8)
    warm = np.zeros(n, np.uint8)
    full = np.empty(_WORDS, np.uint64)
    gathered = np.zeros(_WORDS, np.uint64)
    # Who may still get new bits; in the last rounds hardly anybody.
    waiting = np.empty(n, np.uint32)
    for first in range(0, n, 64 * _WORDS):
        last = min(first + 64 * _WORDS, n)
        seen[:] = _NONE
        frontier[:] = _NONE
        hot[:] = 0
        full[:] = _NONE
        for target in range(first, last):
            word, bit = (target - first) // 64, _BIT << np.uint64((target - first) % 64)
            full[word] |= bit
            seen[target, word] = bit
            frontier[target, word] = bit
            hot[target] = 1
        left = n
        for v in range(n):
            waiting[v] = v
        steps = 0
        going = True
        while going:
            steps += 1
            going = False
            kept = 0
            warm[:] = 0
            for place in range(left):
                v = waiting[place]
                waiting[kept] = v
                touched = False
                for at in range(_WORDS):
                    gathered[at] = _NONE
                for k in range(indptr[v], indptr[v + _NEXT]):
                    w = ends[k]
                    if hot[w]:
                        touched = True
                        for at in range(_WORDS):
                            gathered[at] |= frontier[w, at]
                if not touched:
                    kept += 1
                    continue
                count = _NONE
                missing = _NONE
                for at in range(_WORDS):
                    new = gathered[at] & ~seen[v, at]
                    fresh[v, at] = new
                    known = seen[v, at] | new
                    seen[v, at] = known
                    missing |= full[at] & ~known
                    count += count_bits(new)
                if count > _NONE:
                    warm[v] = 1
                    going = True
                    found = np.int64(count)
                    reached[v] += found
                    farness[v] += found * steps
                    harmonic[v] += found / steps
                kept += missing != _NONE
            left = kept
            frontier, fresh = fresh, frontier
            hot, warm = warm, hot
    return harmonic, farness, reached


@jit
def reached_from(
    indptr: Ints, indices: Ints, counted: NDArray[np.bool_], begin: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """
    Mark whoever can be reached from any of some actors.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of arcs.
    counted : ndarray of bool, shape (m,)
        Which arcs may be taken.
    begin : ndarray of bool, shape (n,)
        Where to start.

    Returns
    -------
    ndarray of bool, shape (n,)
        True for those reached, the first ones included.
    """
    n = len(indptr) - 1
    reached = begin.copy()
    pending = np.empty(n, np.int32)
    waiting = 0
    for v in range(n):
        if begin[v]:
            pending[waiting] = v
            waiting += 1
    while waiting:
        waiting -= 1
        v = pending[waiting]
        for k in range(indptr[v], indptr[v + 1]):
            w = indices[k]
            if counted[k] and not reached[w]:
                reached[w] = True
                pending[waiting] = w
                waiting += 1
    return reached
