"""Shortest ways in many draws over one and the same arcs, one bit a draw, all draws in one traversal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit
from netkit.kernels.bits import count_bits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]
    Words = NDArray[np.uint64]
    Who = NDArray[np.uint32]
    Places = NDArray[np.uintp]

__all__ = ["ways_and_sums"]

_DRAWS = 64
_BIT = np.uint64(1)
_NONE = np.uint64(0)
_ZERO = np.uintp(0)
_ONE = np.uintp(1)


@jit
def _first_draw(bits: np.uint64) -> np.uintp:
    """Tell the place of the lowest bit that is set."""
    return np.uintp(count_bits((bits & (~bits + _BIT)) - _BIT))


@jit
def _spread(
    s: int,
    indptr: Ints,
    indices: Ints,
    words: Words,
    everywhere: np.uint64,
    who: Who,
    where: Words,
    begins: Places,
    seen: Words,
    ways: Floats,
    sums: Floats,
) -> np.uintp:
    """
    Go out from one actor in all draws at once, step by step, and count the ways.

    Parameters
    ----------
    s : int
        Where to start.
    indptr, indices, words : ndarray
        See `ways_and_sums`.
    everywhere : uint64
        A bit for each draw.
    who, where : ndarray of uint32 and uint64, shape (n * draws + 1,)
        Written: who is found at each step, and in which draws.
    begins : ndarray of uintp, shape (n + 2,)
        Written: where each step begins in `who`.
    seen : ndarray of uint64, shape (n,)
        Scratch.
    ways : ndarray of float, shape (n, 64)
        Written: the number of shortest ways to each actor in each draw.
    sums : ndarray of float, shape (3, 64)
        Written: sums of 1/steps and of steps over the others, and their number.

    Returns
    -------
    uintp
        How many steps somebody is found at, the start included.
    """
    fresh = np.zeros(len(seen), np.uint64)
    seen[:] = _NONE
    ways[:] = 0.0
    seen[s] = everywhere
    ways[s] = 1.0
    who[0], where[0] = s, everywhere
    begins[0], begins[1] = 0, 1
    steps, tail = _ZERO, _ONE
    while begins[steps] < tail:
        for at in range(begins[steps], begins[steps + _ONE]):
            v = np.uintp(who[at])
            for k in range(np.uintp(indptr[v]), np.uintp(indptr[v + _ONE])):
                w = np.uintp(indices[k])
                bits = where[at] & words[k] & ~seen[w]
                if bits == _NONE:
                    continue
                if fresh[w] == _NONE:
                    who[tail] = w
                    tail += _ONE
                fresh[w] |= bits
                while bits != _NONE:
                    draw = _first_draw(bits)
                    ways[w, draw] += ways[v, draw]
                    bits &= bits - _BIT
        steps += _ONE
        begins[steps + _ONE] = tail
        far = float(steps)
        for at in range(begins[steps], tail):
            w = np.uintp(who[at])
            bits = fresh[w]
            where[at] = bits
            seen[w] |= bits
            fresh[w] = _NONE
            while bits != _NONE:
                draw = _first_draw(bits)
                sums[0, draw] += 1.0 / far
                sums[1, draw] += far
                sums[2, draw] += 1.0
                bits &= bits - _BIT
    return steps


@jit
def _gather(
    steps: np.uintp,
    indptr: Ints,
    indices: Ints,
    words: Words,
    who: Who,
    where: Words,
    begins: Places,
    ways: Floats,
    after: Floats,
    through: Floats,
) -> None:
    """
    Come back from the last step to the first, and add up the shares of ways that lead through each actor.

    Parameters
    ----------
    steps, indptr, indices, words, who, where, begins, ways
        Of `_spread`.
    after : ndarray of float, shape (n, 64)
        Scratch: for each actor what he adds to whoever stands before him, for each way there.
    through : ndarray of float, shape (n, 64)
        Added to: the shares.
    """
    later = np.zeros(len(through), np.uint64)
    share = np.zeros(_DRAWS)
    step = steps - _ONE
    while step > _ZERO:
        first, last = begins[step + _ONE], begins[step + _ONE + _ONE]
        for at in range(first, last):
            later[np.uintp(who[at])] = where[at]
        for at in range(begins[step], first):
            v = np.uintp(who[at])
            share[:] = 0.0
            for k in range(np.uintp(indptr[v]), np.uintp(indptr[v + _ONE])):
                w = np.uintp(indices[k])
                bits = where[at] & words[k] & later[w]
                while bits != _NONE:
                    draw = _first_draw(bits)
                    share[draw] += after[w, draw]
                    bits &= bits - _BIT
            bits = where[at]
            while bits != _NONE:
                draw = _first_draw(bits)
                after[v, draw] = 1.0 / ways[v, draw] + share[draw]
                through[v, draw] += ways[v, draw] * share[draw]
                bits &= bits - _BIT
        for at in range(first, last):
            later[np.uintp(who[at])] = _NONE
        step -= _ONE


@jit
def ways_and_sums(indptr: Ints, indices: Ints, words: Words, count: int, back: bool) -> Floats:
    """
    Count shortest ways, and add up distances, in all draws at once (Brandes).

    Draws differ in some arcs alone, so most of the way they go together: one traversal from each actor carries a word
    with one bit a draw.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of arcs, forwards or backwards.
    words : ndarray of uint64, shape (m,)
        For each place in `indices`, one bit a draw.
    count : int
        How many draws, at most 64.
    back : bool
        Whether shortest ways through each actor are wanted.

    Returns
    -------
    ndarray of float, shape (4, count, n)
        Shortest ways through each actor (ordered pairs; 0 if not wanted); sums of 1/steps and of steps over whom he
        reaches; how many.
    """
    n = np.uintp(len(indptr) - 1)
    everywhere = ~_NONE >> np.uint64(_DRAWS - count)
    # Unsigned places spare the compiler the question whether they count from the end.
    room = n * np.uintp(count) + _ONE
    who, where = np.empty(room, np.uint32), np.empty(room, np.uint64)
    begins = np.empty(n + _ONE + _ONE, np.uintp)
    seen = np.empty(n, np.uint64)
    ways, after, through = np.empty((n, _DRAWS)), np.empty((n, _DRAWS)), np.zeros((n, _DRAWS))
    sums = np.zeros((n, 3, _DRAWS))
    for s in range(n):
        if indptr[s] < indptr[s + _ONE]:
            steps = _spread(s, indptr, indices, words, everywhere, who, where, begins, seen, ways, sums[s])
            if back:
                _gather(steps, indptr, indices, words, who, where, begins, ways, after, through)
    values = np.empty((4, count, n))
    for draw in range(count):
        for v in range(n):
            values[0, draw, v] = through[v, draw]
            for kind in range(3):
                values[kind + 1, draw, v] = sums[v, kind, draw]
    return values
