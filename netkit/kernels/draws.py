"""Many draws over one and the same arcs, one bit a draw: the measures of each draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit
from netkit.kernels.cohesion import core_numbers, triangles
from netkit.kernels.holes import constraints
from netkit.kernels.rows import compress, merge_rows
from netkit.kernels.spectral import pagerank
from netkit.kernels.traversal import reach_sums

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]
    Words = NDArray[np.uint64]

__all__ = [
    "cohesion_rows",
    "constraint_rows",
    "page_ranks",
    "row_sizes",
    "sums",
    "ways_and_sums",
]

_BIT = np.uint64(1)
_NONE = np.uint64(0)
_ZERO = np.uintp(0)
_ONE = np.uintp(1)


@jit
def _ways_and_sums(indptr: Ints, indices: Ints) -> tuple[Floats, Floats, Floats, Floats]:
    """
    Count shortest ways through each actor and, in the same traversal, add up the steps from him to the others.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of arcs.

    Returns
    -------
    through, harmonic, farness, reached : ndarray of float, shape (n,)
        Sum over ordered pairs of the share of shortest ways through the actor; sums of 1/steps and of steps over
        those he reaches, and their number.
    """
    # Unsigned places spare the compiler the question whether they count from the end.
    n = np.uintp(len(indptr) - 1)
    through = np.zeros(n)
    harmonic = np.zeros(n)
    farness = np.zeros(n)
    reached = np.zeros(n)
    # Actors are known by their turn in the queue, and the arcs that lead one step on are kept for the way back.
    turn = np.full(n, -1, np.int32)
    ways = np.zeros(n)
    passed = np.zeros(n)
    queue = np.empty(n, np.uint32)
    onward = np.empty(len(indices) + 1, np.uint32)
    begins = np.empty(n + _ONE, np.uint32)
    for s in range(n):
        if indptr[s] == indptr[s + _ONE]:
            continue
        turn[s] = 0
        ways[0] = 1.0
        queue[0] = s
        head, tail, kept = _ZERO, _ONE, _ZERO
        steps = 0
        while head < tail:
            edge = tail
            steps += 1
            while head < edge:
                v = np.uintp(queue[head])
                begins[head] = kept
                own = ways[head]
                head += _ONE
                for k in range(np.uintp(indptr[v]), np.uintp(indptr[v + _ONE])):
                    w = np.uintp(indices[k])
                    found = turn[w]
                    if found < 0:
                        turn[w] = tail
                        ways[tail] = own
                        queue[tail] = w
                        onward[kept] = tail
                        tail += _ONE
                        kept += _ONE
                    elif np.uintp(found) >= edge:
                        ways[np.uintp(found)] += own
                        onward[kept] = found
                        kept += _ONE
            new = float(tail - edge)
            harmonic[s] += new / steps
            farness[s] += new * steps
        begins[tail] = kept
        reached[s] = float(tail - _ONE)
        at = tail - _ONE
        while at > _ZERO:
            total = 0.0
            for k in range(np.uintp(begins[at]), np.uintp(begins[at + _ONE])):
                total += passed[np.uintp(onward[k])]
            share = ways[at] * total
            passed[at] = (1.0 + share) / ways[at]
            through[np.uintp(queue[at])] += share
            at -= _ONE
        for k in range(tail):
            turn[np.uintp(queue[k])] = -1
    return through, harmonic, farness, reached


@jit
def _there(words: Words, draw: int) -> Bools:
    """
    Take one draw out of the words.

    Parameters
    ----------
    words : ndarray of uint64, shape (m,)
        For each arc, one bit a draw.
    draw : int
        Which one.

    Returns
    -------
    ndarray of bool, shape (m,)
        Which arcs are there.
    """
    mask = np.empty(len(words), np.bool_)
    bit = np.uint64(draw)
    for k in range(len(words)):
        mask[k] = (words[k] >> bit) & _BIT != _NONE
    return mask


@jit
def _contacts(
    indptr: Ints, indices: Ints, rindptr: Ints, rindices: Ints, rarcs: Ints, directed: bool, mask: Bools
) -> tuple[Ints, Ints, Floats]:
    """
    Join both directions of the arcs that are there.

    Parameters
    ----------
    indptr, indices, rindptr, rindices, rarcs : ndarray of int32
        All arcs, forwards and backwards.
    directed : bool
        Whether direction means something; without it the arcs come in pairs already.
    mask : ndarray of bool, shape (m,)
        Which arcs are there.

    Returns
    -------
    indptr, indices : ndarray of int32
        Rows of contacts.
    weights : ndarray of float
        How many of the two arcs are there.
    """
    arcs = np.arange(len(indices)).astype(np.int32)
    oindptr, oindices, oarcs = compress(indptr, indices, arcs, mask)
    if not directed:
        return oindptr, oindices, np.full(len(oindices), 2.0)
    iindptr, iindices, iarcs = compress(rindptr, rindices, rarcs, mask)
    cindptr, cindices, there, back = merge_rows(oindptr, oindices, oarcs, iindptr, iindices, iarcs)
    weights = np.empty(len(cindices))
    for k in range(len(cindices)):
        weights[k] = (1.0 if there[k] >= 0 else 0.0) + (1.0 if back[k] >= 0 else 0.0)
    return cindptr, cindices, weights


@jit
def row_sizes(indptr: Ints, arcs: Ints, words: Words, count: int) -> Floats:
    """
    Count the arcs of each actor in every draw.

    Parameters
    ----------
    indptr, arcs : ndarray of int32
        Rows, and the arc behind each place.
    words : ndarray of uint64, shape (m,)
        For each arc, one bit a draw.
    count : int
        How many draws, at most 64.

    Returns
    -------
    ndarray of float, shape (count, n)
        Numbers of arcs.
    """
    n = len(indptr) - 1
    sizes = np.zeros((count, n))
    for v in range(n):
        for k in range(indptr[v], indptr[v + 1]):
            word = words[arcs[k]]
            for draw in range(count):
                sizes[draw, v] += np.float64((word >> np.uint64(draw)) & _BIT)
    return sizes


@jit
def ways_and_sums(indptr: Ints, indices: Ints, words: Words, count: int) -> Floats:
    """
    Count shortest ways, and add up distances, in every draw.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of arcs.
    words : ndarray of uint64, shape (m,)
        For each arc, one bit a draw.
    count : int
        How many draws, at most 64.

    Returns
    -------
    ndarray of float, shape (4, count, n)
        Shortest ways through each actor (ordered pairs); sums of 1/steps and of steps over whom he reaches; how many.
    """
    n = len(indptr) - 1
    values = np.zeros((4, count, n))
    arcs = np.arange(len(indices)).astype(np.int32)
    for draw in range(count):
        there, ends, _ = compress(indptr, indices, arcs, _there(words, draw))
        through, harmonic, farness, reached = _ways_and_sums(there, ends)
        values[0, draw] = through
        values[1, draw] = harmonic
        values[2, draw] = farness
        values[3, draw] = reached
    return values


@jit
def sums(indptr: Ints, indices: Ints, arcs: Ints, words: Words, count: int) -> Floats:
    """
    Add up distances in every draw.

    Parameters
    ----------
    indptr, indices, arcs : ndarray of int32
        Rows, forwards or backwards, and the arc behind each place.
    words : ndarray of uint64, shape (m,)
        For each arc, one bit a draw.
    count : int
        How many draws, at most 64.

    Returns
    -------
    ndarray of float, shape (3, count, n)
        Sums of 1/steps and of steps over whom each reaches; how many.
    """
    n = len(indptr) - 1
    values = np.zeros((3, count, n))
    for draw in range(count):
        there, ends, _ = compress(indptr, indices, arcs, _there(words, draw))
        harmonic, farness, reached = reach_sums(there, ends)
        values[0, draw] = harmonic
        values[1, draw] = farness
        for v in range(n):
            values[2, draw, v] = reached[v]
    return values


@jit
def page_ranks(
    indptr: Ints,
    indices: Ints,
    rindptr: Ints,
    rindices: Ints,
    rarcs: Ints,
    words: Words,
    count: int,
    damping: float,
    tolerance: float,
    rounds: int,
) -> tuple[Floats, bool]:
    """
    Compute PageRank in every draw.

    Parameters
    ----------
    indptr, indices, rindptr, rindices, rarcs : ndarray of int32
        All arcs, forwards and backwards.
    words : ndarray of uint64, shape (m,)
        For each arc, one bit a draw.
    count : int
        How many draws, at most 64.
    damping, tolerance, rounds : float, float, int
        See `netkit.kernels.spectral.pagerank`.

    Returns
    -------
    values : ndarray of float, shape (count, n)
        Shares.
    settled : bool
        Whether all draws settled.
    """
    n = len(indptr) - 1
    values = np.zeros((count, n))
    settled = True
    arcs = np.arange(len(indices)).astype(np.int32)
    for draw in range(count):
        mask = _there(words, draw)
        oindptr, _, oarcs = compress(indptr, indices, arcs, mask)
        iindptr, iindices, iarcs = compress(rindptr, rindices, rarcs, mask)
        if n > 0:
            ranks, done = pagerank(oindptr, oarcs, iindptr, iindices, iarcs, np.zeros(0), damping, tolerance, rounds)
            values[draw] = ranks
            settled = settled and done >= 0
    return values, settled


@jit
def constraint_rows(
    indptr: Ints,
    indices: Ints,
    rindptr: Ints,
    rindices: Ints,
    rarcs: Ints,
    directed: bool,
    words: Words,
    count: int,
) -> Floats:
    """
    Compute Burt's constraint in every draw.

    Parameters
    ----------
    indptr, indices, rindptr, rindices, rarcs : ndarray of int32
        All arcs, forwards and backwards.
    directed : bool
        Whether direction means something.
    words : ndarray of uint64, shape (m,)
        For each arc, one bit a draw.
    count : int
        How many draws, at most 64.

    Returns
    -------
    ndarray of float, shape (count, n)
        NaN for isolates.
    """
    n = len(indptr) - 1
    values = np.zeros((count, n))
    for draw in range(count):
        mask = _there(words, draw)
        cindptr, cindices, weights = _contacts(indptr, indices, rindptr, rindices, rarcs, directed, mask)
        values[draw] = constraints(cindptr, cindices, weights, False)[0]
    return values


@jit
def cohesion_rows(
    indptr: Ints,
    indices: Ints,
    rindptr: Ints,
    rindices: Ints,
    rarcs: Ints,
    directed: bool,
    words: Words,
    count: int,
) -> Floats:
    """
    Count contacts and triangles and peel off cores in every draw.

    Parameters
    ----------
    indptr, indices, rindptr, rindices, rarcs : ndarray of int32
        All arcs, forwards and backwards.
    directed : bool
        Whether direction means something.
    words : ndarray of uint64, shape (m,)
        For each arc, one bit a draw.
    count : int
        How many draws, at most 64.

    Returns
    -------
    ndarray of float, shape (3, count, n)
        Contacts, core numbers, triangles.
    """
    n = len(indptr) - 1
    values = np.zeros((3, count, n))
    for draw in range(count):
        mask = _there(words, draw)
        cindptr, cindices, _ = _contacts(indptr, indices, rindptr, rindices, rarcs, directed, mask)
        cores = core_numbers(cindptr, cindices)
        for v in range(n):
            values[0, draw, v] = cindptr[v + 1] - cindptr[v]
            values[1, draw, v] = cores[v]
        values[2, draw] = triangles(cindptr, cindices, np.zeros(0))
    return values
