"""Ways in the order of time: who can be reached how early, in how few steps, and by whom."""

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
    Words = NDArray[np.uint64]

__all__ = ["BLOCK", "earliest", "fewest_hops", "spread"]

# 512 bits: one cache line, and one register of the widest kind.
_WORDS = 8

BLOCK = 64 * _WORDS
"""How many actors one pass of `spread` follows."""

_NONE = np.uint64(0)
_BIT = np.uint64(1)


@jit
def earliest(
    indptr: Ints,
    stops: Ints,
    first: Floats,
    last: Floats,
    delay: float,
    begin: Floats,
    barred: NDArray[np.bool_],
) -> tuple[Floats, Ints]:
    """
    Find when everybody can be reached at the earliest, with waiting (Dijkstra's algorithm).

    A step can be begun from `first` to `last`, both included, and takes `delay`. Latest departures are the same on
    reversed time: steps the other way round, from ``-(last + delay)`` to ``-(first + delay)``.

    Parameters
    ----------
    indptr : ndarray of int32, shape (n + 1,)
        Where each actor's steps begin.
    stops : ndarray of int32, shape (k,)
        Where each step leads.
    first, last : ndarray of float, shape (k,)
        When it can be begun.
    delay : float
        How long it takes.
    begin : ndarray of float, shape (n,)
        When a way can begin with an actor; infinite where none does.
    barred : ndarray of bool, shape (n,)
        Whom no way may touch.

    Returns
    -------
    times : ndarray of float, shape (n,)
        Earliest arrival; infinite where there is no way.
    came : ndarray of int32, shape (n,)
        The step with which it comes; -1 where a way begins or there is none.
    """
    n = len(indptr) - 1
    times = np.full(n, np.inf)
    came = np.full(n, -1, np.int32)
    keys = np.empty(len(stops) + n + 1)
    items = np.empty(len(stops) + n + 1, np.int32)
    size = 0
    for v in range(n):
        if begin[v] < np.inf and not barred[v]:
            times[v] = begin[v]
            size = push(keys, items, size, begin[v], v)
    settled = np.zeros(n, np.bool_)
    while size > 0:
        v = items[0]
        size = pop(keys, items, size)
        if settled[v]:
            continue
        settled[v] = True
        now = times[v]
        for k in range(indptr[v], indptr[v + 1]):
            w = stops[k]
            departure = max(now, first[k])
            if settled[w] or barred[w] or departure > last[k]:
                continue
            if departure + delay < times[w]:
                times[w] = departure + delay
                came[w] = k
                size = push(keys, items, size, times[w], w)
    return times, came


@jit
def fewest_hops(
    indptr: Ints, stops: Ints, first: Floats, last: Floats, delay: float, begin: Floats, end: float
) -> Ints:
    """
    Count the fewest steps with which everybody can be reached by a certain time, with waiting.

    Round by round: in each, the earliest arrival with one step more.

    Parameters
    ----------
    indptr, stops, first, last, delay, begin
        As in `earliest`.
    end : float
        The latest arrival that counts.

    Returns
    -------
    ndarray of int32, shape (n,)
        Steps; -1 where there is no way in time.
    """
    n = len(indptr) - 1
    times = begin.copy()
    better = begin.copy()
    hops = np.full(n, -1, np.int32)
    front = np.empty(n, np.int32)
    new = np.empty(n, np.int32)
    queued = np.zeros(n, np.bool_)
    size = 0
    for v in range(n):
        if begin[v] <= end:
            hops[v] = 0
            front[size] = v
            size += 1
    rounds = 0
    while size > 0:
        rounds += 1
        fresh = 0
        for at in range(size):
            v = front[at]
            for k in range(indptr[v], indptr[v + 1]):
                w = stops[k]
                departure = max(times[v], first[k])
                if departure > last[k] or departure + delay > end or departure + delay >= better[w]:
                    continue
                better[w] = departure + delay
                if hops[w] < 0:
                    hops[w] = rounds
                if not queued[w]:
                    queued[w] = True
                    new[fresh] = w
                    fresh += 1
        for at in range(fresh):
            w = new[at]
            times[w] = better[w]
            queued[w] = False
        front, new = new, front
        size = fresh
    return hops


@jit
def spread(
    n: int,
    starts: Ints,
    stops: Ints,
    first: Floats,
    last: Floats,
    begin: float,
    low: int,
    arrivals: Floats,
) -> NDArray[np.int64]:
    """
    Follow 512 actors at once through all steps in the order of time, when steps take none.

    One bit stands for one of them. When a step opens, whatever its start has heard passes on, and from there along
    the steps that are open at that moment; what everybody has heard only grows, so little is done twice.

    Parameters
    ----------
    n : int
        Number of actors.
    starts, stops : ndarray of int32, shape (k,)
        Ends of the steps.
    first, last : ndarray of float, shape (k,)
        When a step can be taken, both included; the steps stand in the order of `first`.
    begin : float
        When everybody's news begins.
    low : int
        The first of the actors that are followed.
    arrivals : ndarray of float, shape (n, 512) or (0, 0)
        Where the times of arrival are written, if wanted: infinite beforehand.

    Returns
    -------
    ndarray of int64, shape (512,)
        How many others each of them reaches.
    """
    high = min(low + 64 * _WORDS, n)
    heard = np.zeros((n, _WORDS), np.uint64)
    full = np.zeros(_WORDS, np.uint64)
    for source in range(low, high):
        word, bit = (source - low) // 64, _BIT << np.uint64((source - low) % 64)
        heard[source, word] |= bit
        full[word] |= bit
        if arrivals.shape[0] > 0:
            arrivals[source, source - low] = begin
    # Whoever has heard everything has nothing left to learn.
    satisfied = np.zeros(n, np.bool_)
    unsatisfied = n
    # Each actor's open steps, a list from which those that have closed are taken when it is next read.
    head = np.full(n, -1, np.int32)
    after = np.full(len(starts), -1, np.int32)
    pending = np.empty(n, np.int32)
    queued = np.zeros(n, np.bool_)
    for k in range(len(starts)):
        w = stops[k]
        if satisfied[w] or last[k] < begin:
            continue
        v = starts[k]
        now = max(first[k], begin)
        after[k] = head[v]
        head[v] = k
        if not _tell(heard, v, w, now, full, satisfied, arrivals):
            continue
        unsatisfied -= satisfied[w]
        pending[0] = w
        queued[w] = True
        waiting = 1
        while waiting > 0:
            waiting -= 1
            x = pending[waiting]
            queued[x] = False
            step, kept = head[x], -1
            while step >= 0:
                y = stops[step]
                if last[step] < now or satisfied[y]:
                    if kept >= 0:
                        after[kept] = after[step]
                    else:
                        head[x] = after[step]
                    step = after[step]
                    continue
                if _tell(heard, x, y, now, full, satisfied, arrivals):
                    unsatisfied -= satisfied[y]
                    if not queued[y]:
                        queued[y] = True
                        pending[waiting] = y
                        waiting += 1
                kept = step
                step = after[step]
        if unsatisfied == 0:
            break
    # Nearly every word is full or empty: only the others are looked at bit by bit.
    counts = np.zeros(64 * _WORDS, np.int64)
    for word in range(_WORDS):
        everything = 0
        for v in range(n):
            bits = heard[v, word]
            if bits == full[word]:
                everything += 1
                continue
            while bits != _NONE:
                lowest = bits & (~bits + _BIT)
                counts[64 * word + np.int64(count_bits(lowest - _BIT))] += 1
                bits = bits ^ lowest
        for place in range(64):
            if (full[word] >> np.uint64(place)) & _BIT:
                counts[64 * word + place] += everything - 1
    return counts


@jit
def _tell(
    heard: Words, v: int, w: int, now: float, full: Words, satisfied: NDArray[np.bool_], arrivals: Floats
) -> bool:
    """Pass on what one has heard and the other has not; say whether that was anything."""
    anything = False
    complete = True
    for word in range(_WORDS):
        new = heard[v, word] & ~heard[w, word]
        if new != _NONE:
            anything = True
            heard[w, word] |= new
            if arrivals.shape[0] > 0:
                while new != _NONE:
                    lowest = new & (~new + _BIT)
                    arrivals[w, 64 * word + np.int64(count_bits(lowest - _BIT))] = now
                    new ^= lowest
        complete = complete and heard[w, word] == full[word]
    if complete:
        satisfied[w] = True
    return anything
