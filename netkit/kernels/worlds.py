"""
Ways that survive where steps are uncertain: the exact probability that one does, and counts over drawn worlds.

A step is there if everything that it needs is: the tie's own luck, and the sources without which the tie falls. What
several steps need is decided once for all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]
    States = NDArray[np.int8]
    Bools = NDArray[np.bool_]
    # indptr, stops, first, last, pointers, needs; sources, is_target, actor.
    Steps = tuple[Ints, Ints, Floats, Floats, Ints, Ints]
    Ends = tuple[Ints, Bools, Ints]
    Scratch = tuple[Floats, Ints, Ints, Ints, Bools]

__all__ = ["count_worlds", "survival"]

_UNKNOWN = -1
_NOBODY = -1


@jit
def survival(
    indptr: Ints,
    stops: Ints,
    first: Floats,
    last: Floats,
    pointers: Ints,
    needs: Ints,
    chance: Floats,
    sources: Ints,
    is_target: Bools,
    actor: Ints,
    barred: int,
    budget: int,
) -> tuple[float, int]:
    """
    Compute the probability that a way survives, by factoring.

    A world of which only some things are decided is split by the first undecided thing on a way that may survive,
    until a way surely survives or none can.

    Parameters
    ----------
    indptr, stops : ndarray of int32
        Steps of each node.
    first, last : ndarray of float, shape (k,)
        When each step can be taken, both included; steps of a way stand in the order of time.
    pointers, needs : ndarray of int32
        What each step needs, as rows.
    chance : ndarray of float
        Probability of each thing that steps need, independent of the others.
    sources : ndarray of int32
        Where ways begin.
    is_target : ndarray of bool, shape (n,)
        Where they end.
    actor : ndarray of int32, shape (n,)
        Whose node it is.
    barred : int
        An actor whom no way may touch; -1 for nobody.
    budget : int
        How many worlds are looked at before giving up.

    Returns
    -------
    value : float
        The probability; NaN if the budget did not suffice.
    used : int
        How many worlds were looked at.
    """
    n, things = len(indptr) - 1, len(chance)
    state = np.empty(things, np.int8)
    for thing in range(things):
        state[thing] = 1 if chance[thing] >= 1.0 else (0 if chance[thing] <= 0.0 else _UNKNOWN)
    steps, ends = (indptr, stops, first, last, pointers, needs), (sources, is_target, actor)
    scratch = _scratch(n)
    doubts, came = scratch[1], scratch[2]
    chosen = np.empty(things + 1, np.int32)
    weight = np.empty(things + 1)
    weight[0] = 1.0
    depth, used, total = 0, 0, 0.0
    down = True
    while True:
        if down:
            used += 1
            if used > budget:
                return np.nan, used
            down = False
            end = _reach(steps, state, ends, barred, True, scratch)
            if end >= 0:
                pivot = _first_doubt(end, steps, came, state)
                if pivot >= 0 and doubts[end] > 0:
                    sure = _reach(steps, state, ends, barred, False, scratch)
                    if sure >= 0:
                        pivot = -1
                if pivot < 0:
                    total += weight[depth]
                else:
                    chosen[depth] = pivot
                    state[pivot] = 1
                    weight[depth + 1] = weight[depth] * chance[pivot]
                    depth += 1
                    down = True
            continue
        if depth == 0:
            return float(total), used
        thing = chosen[depth - 1]
        if state[thing] == 1:
            state[thing] = 0
            weight[depth] = weight[depth - 1] * (1.0 - chance[thing])
            down = True
        else:
            state[thing] = _UNKNOWN
            depth -= 1


@jit
def count_worlds(
    indptr: Ints,
    stops: Ints,
    first: Floats,
    last: Floats,
    pointers: Ints,
    needs: Ints,
    worlds: States,
    sources: Ints,
    is_target: Bools,
    actor: Ints,
    actors: int,
) -> tuple[int, NDArray[np.int64]]:
    """
    Count the worlds in which a way survives, and for each actor those in which every way passes through him.

    Parameters
    ----------
    indptr, stops, first, last, pointers, needs, sources, is_target, actor
        As in `survival`.
    worlds : ndarray of int8, shape (w, things)
        1 where a thing is there in a world, else 0.
    actors : int
        Number of actors.

    Returns
    -------
    survived : int
        Worlds with a way.
    through : ndarray of int64, shape (actors,)
        Worlds with a way in which none avoids the actor.
    """
    n = len(indptr) - 1
    steps, ends = (indptr, stops, first, last, pointers, needs), (sources, is_target, actor)
    scratch = _scratch(n)
    came = scratch[2]
    through = np.zeros(actors, np.int64)
    passed = np.empty(n, np.int32)
    survived = 0
    for world in range(len(worlds)):
        state = worlds[world]
        end = _reach(steps, state, ends, _NOBODY, False, scratch)
        if end < 0:
            continue
        survived += 1
        # Only those on this way can stand on every one.
        count = 0
        here = end
        while True:
            passed[count] = actor[here]
            count += 1
            if came[here] < 0:
                break
            here = _start(came[here], indptr)
        for at in range(count):
            avoided = _reach(steps, state, ends, passed[at], False, scratch)
            if avoided < 0:
                through[passed[at]] += 1
    return survived, through


@jit
def _scratch(n: int) -> Scratch:
    """Make room for `_reach`: times, doubts, the step by which one came, who waits, and whether he does."""
    return np.empty(n), np.empty(n, np.int32), np.empty(n, np.int32), np.empty(n, np.int32), np.zeros(n, np.bool_)


@jit
def _reach(steps: Steps, state: States, ends: Ends, barred: int, doubtful: bool, scratch: Scratch) -> int:
    """Find the earliest way, and of these the one with the fewest doubts; return its end, or -1."""
    indptr, stops, first, last, pointers, needs = steps
    sources, is_target, actor = ends
    times, doubts, came, queue, queued = scratch
    n = len(indptr) - 1
    times[:] = np.inf
    came[:] = -1
    doubts[:] = 0
    head, size = 0, 0
    found = np.zeros(n, np.bool_)
    for v in sources:
        if actor[v] != barred:
            times[v] = -np.inf
            found[v] = True
            queue[size] = v
            queued[v] = True
            size += 1
    while size > 0:
        v = queue[head]
        head = head + 1 if head + 1 < n else 0
        size -= 1
        queued[v] = False
        for k in range(indptr[v], indptr[v + 1]):
            w = stops[k]
            departure = max(times[v], first[k])
            if actor[w] == barred or departure > last[k]:
                continue
            doubt = doubts[v]
            there = True
            for at in range(pointers[k], pointers[k + 1]):
                known = state[needs[at]]
                if known == 0 or (known < 0 and not doubtful):
                    there = False
                    break
                if known < 0:
                    doubt += 1
            if not there:
                continue
            if not found[w] or departure < times[w] or (departure == times[w] and doubt < doubts[w]):
                found[w] = True
                times[w] = departure
                doubts[w] = doubt
                came[w] = k
                if not queued[w]:
                    queued[w] = True
                    tail = head + size
                    queue[tail if tail < n else tail - n] = w
                    size += 1
    best = -1
    for v in range(n):
        if is_target[v] and found[v] and (best < 0 or doubts[v] < doubts[best]):
            best = v
    return best


@jit
def _first_doubt(end: int, steps: Steps, came: Ints, state: States) -> int:
    """Of a way, find the undecided thing nearest to its beginning; -1 if there is none."""
    indptr, _, _, _, pointers, needs = steps
    pivot = -1
    here = end
    while came[here] >= 0:
        k = came[here]
        for at in range(pointers[k], pointers[k + 1]):
            if state[needs[at]] < 0:
                pivot = needs[at]
                break
        here = _start(k, indptr)
    return pivot


@jit
def _start(step: int, indptr: Ints) -> int:
    """Find the node in whose row a step stands."""
    low, high = 0, len(indptr) - 1
    while high - low > 1:
        middle = (low + high) // 2
        if indptr[middle] <= step:
            low = middle
        else:
            high = middle
    return low
