"""Many draws over one and the same arcs, one bit a draw: what is measured draw by draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit
from netkit.kernels.cohesion import core_numbers, triangles
from netkit.kernels.holes import constraints
from netkit.kernels.rows import compress, merge_rows
from netkit.kernels.spectral import pagerank

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]
    Words = NDArray[np.uint64]

__all__ = ["cohesion_rows", "constraint_rows", "page_ranks", "row_sizes"]

_BIT = np.uint64(1)
_NONE = np.uint64(0)


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
        values[draw] = constraints(cindptr, cindices, weights, False)
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
