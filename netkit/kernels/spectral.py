"""Iterations on the matrix of arcs: eigenvector, Katz, PageRank."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]

__all__ = ["eigenvector", "katz", "pagerank"]


@jit
def eigenvector(rindptr: Ints, rindices: Ints, weights: Floats, tolerance: float, rounds: int) -> tuple[Floats, int]:
    """
    Iterate x ← x + Aᵀx, scaled to length 1, from equal values.

    Adding x itself keeps the vector from swinging between the two sides of a two-sided network.

    Parameters
    ----------
    rindptr, rindices : ndarray of int32
        Incoming arcs.
    weights : ndarray of float, shape (m,)
        Weight of each incoming arc, in their order.
    tolerance : float
        Error at which to stop.
    rounds : int
        After how many rounds to give up.

    Returns
    -------
    values : ndarray of float, shape (n,)
        The vector.
    done : int
        The rounds it took, -1 if the error stayed above `tolerance`.
    """
    n = len(rindptr) - 1
    # Unsigned places spare numba the question whether they count from the end.
    ends = rindices.view(np.uint32)
    values = np.full(n, 1.0 / np.sqrt(n))
    fresh = np.empty(n)
    before = np.inf
    for done in range(1, rounds + 1):
        norm = 0.0
        for v in range(n):
            total = values[v]
            for k in range(rindptr[v], rindptr[v + 1]):
                total += weights[k] * values[ends[k]]
            fresh[v] = total
            norm += total * total
        norm = np.sqrt(norm)
        change = 0.0
        for v in range(n):
            fresh[v] /= norm
            change += abs(fresh[v] - values[v])
        values, fresh = fresh, values
        # What is still to come is about change · r / (1 − r), r being how fast the changes shrink.
        ratio = change / before if before > 0.0 else 0.0
        before = change
        if change == 0.0 or (ratio < 1.0 and change * ratio / (1.0 - ratio) < tolerance and change < tolerance):
            return values, done
    return values, -1


@jit
def katz(
    rindptr: Ints,
    rindices: Ints,
    weights: Floats,
    alpha: float,
    beta: float,
    tolerance: float,
    rounds: int,
) -> tuple[Floats, int]:
    """
    Iterate x ← α Aᵀx + β, each new value being used at once.

    Parameters
    ----------
    rindptr, rindices : ndarray of int32
        Incoming arcs.
    weights : ndarray of float, shape (m,)
        Weight of each incoming arc, in their order.
    alpha, beta : float
        How much a step takes away, and what everybody has to begin with.
    tolerance : float
        Error, relative to the largest value, at which to stop.
    rounds : int
        After how many rounds to give up.

    Returns
    -------
    values : ndarray of float, shape (n,)
        The solution.
    done : int
        The rounds it took, -1 if the error stayed above `tolerance` or the values grow without end.
    """
    n = len(rindptr) - 1
    # Unsigned places spare numba the question whether they count from the end.
    ends = rindices.view(np.uint32)
    values = np.full(n, beta)
    before = np.inf
    for done in range(1, rounds + 1):
        change = 0.0
        largest = 0.0
        for v in range(n):
            total = 0.0
            for k in range(rindptr[v], rindptr[v + 1]):
                total += weights[k] * values[ends[k]]
            value = alpha * total + beta
            change = max(change, abs(value - values[v]))
            values[v] = value
            largest = max(largest, abs(value))
        if not largest < 1e200:
            return values, -1
        ratio = change / before if before > 0.0 else 0.0
        before = change
        small = change <= tolerance * largest
        if change == 0.0 or (small and ratio < 1.0 and change * ratio / (1.0 - ratio) <= tolerance * largest):
            return values, done
    return values, -1


@jit
def pagerank(
    indptr: Ints,
    arcs: Ints,
    rindptr: Ints,
    rindices: Ints,
    rarcs: Ints,
    weights: Floats,
    damping: float,
    tolerance: float,
    rounds: int,
) -> tuple[Floats, int]:
    """
    Solve for PageRank, each new value being used at once (Gauss and Seidel).

    Who has no outgoing arc hands on to everybody alike: that adds the same to all, so it can be left out of the
    iteration and made up for by scaling the result to sum 1.

    Parameters
    ----------
    indptr, arcs : ndarray of int32
        Outgoing arcs: where each row begins, and the arc behind each place.
    rindptr, rindices, rarcs : ndarray of int32
        Incoming arcs, and the arc behind each place.
    weights : ndarray of float, shape (m,) or (0,)
        Weight of each arc; without any, all weigh the same.
    damping : float
        Share that is handed on.
    tolerance : float
        Error at which to stop, as the sum over all actors of a vector of sum 1.
    rounds : int
        After how many rounds to give up.

    Returns
    -------
    values : ndarray of float, shape (n,)
        The vector, of sum 1.
    done : int
        The rounds it took, -1 if the error stayed above `tolerance`.
    """
    n = len(rindptr) - 1
    # Unsigned places spare numba the question whether they count from the end.
    ends = rindices.view(np.uint32)
    weighted = len(weights) > 0
    # What each hands on, for a value of 1, along an arc of weight 1; 0 for who has no outgoing arc.
    share = np.zeros(n)
    for v in range(n):
        outgoing = 0.0
        if weighted:
            for k in range(indptr[v], indptr[v + 1]):
                outgoing += weights[arcs[k]]
        else:
            outgoing = float(indptr[v + 1] - indptr[v])
        if outgoing > 0.0:
            share[v] = damping / outgoing
    values = np.full(n, 1.0 / (1.0 - damping))
    given = share * values
    done = -1
    for turn in range(1, rounds + 1):
        change = 0.0
        whole = 0.0
        handed = 0.0
        for v in range(n):
            total = 1.0
            if weighted:
                for k in range(rindptr[v], rindptr[v + 1]):
                    total += weights[rarcs[k]] * given[ends[k]]
            else:
                for k in range(rindptr[v], rindptr[v + 1]):
                    total += given[ends[k]]
            change += abs(total - values[v])
            values[v] = total
            given[v] = share[v] * total
            whole += total
            if share[v] > 0.0:
                handed += total
        # The error is at most what damping leaves of the last change, round after round.
        if change * damping / (1.0 - damping) <= tolerance * whole:
            done = turn
            break
        # All values together are known: n and what was handed on. Scaling to that takes away the slowest error.
        scale = n / (whole - damping * handed)
        for v in range(n):
            values[v] *= scale
            given[v] *= scale
    whole = 0.0
    for v in range(n):
        whole += values[v]
    for v in range(n):
        values[v] /= whole
    return values, done
