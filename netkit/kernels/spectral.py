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
def eigenvector(
    rindptr: Ints, rindices: Ints, rarcs: Ints, weights: Floats, tolerance: float, rounds: int
) -> tuple[Floats, int]:
    """
    Iterate x ← x + Aᵀx, scaled to length 1, from equal values.

    Adding x itself keeps the vector from swinging between the two sides of a two-sided network.

    Parameters
    ----------
    rindptr, rindices, rarcs : ndarray of int32
        Incoming arcs, and the arc behind each place.
    weights : ndarray of float, shape (m,)
        Weight of each arc.
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
    values = np.full(n, 1.0 / np.sqrt(n))
    fresh = np.empty(n)
    before = np.inf
    for done in range(1, rounds + 1):
        norm = 0.0
        for v in range(n):
            total = values[v]
            for k in range(rindptr[v], rindptr[v + 1]):
                total += weights[rarcs[k]] * values[rindices[k]]
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
    rarcs: Ints,
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
    rindptr, rindices, rarcs : ndarray of int32
        Incoming arcs, and the arc behind each place.
    weights : ndarray of float, shape (m,)
        Weight of each arc.
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
    values = np.full(n, beta)
    before = np.inf
    for done in range(1, rounds + 1):
        change = 0.0
        largest = 0.0
        for v in range(n):
            total = 0.0
            for k in range(rindptr[v], rindptr[v + 1]):
                total += weights[rarcs[k]] * values[rindices[k]]
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
    weighted = len(weights) > 0
    outgoing = np.zeros(n)
    for v in range(n):
        if weighted:
            for k in range(indptr[v], indptr[v + 1]):
                outgoing[v] += weights[arcs[k]]
        else:
            outgoing[v] = indptr[v + 1] - indptr[v]
    # What each hands on along an arc of weight 1.
    given = np.zeros(n)
    values = np.full(n, 1.0)
    for v in range(n):
        if outgoing[v] > 0.0:
            given[v] = damping / outgoing[v]
    done = -1
    for turn in range(1, rounds + 1):
        change = 0.0
        whole = 0.0
        for v in range(n):
            total = 1.0
            if weighted:
                for k in range(rindptr[v], rindptr[v + 1]):
                    total += weights[rarcs[k]] * given[rindices[k]]
            else:
                for k in range(rindptr[v], rindptr[v + 1]):
                    total += given[rindices[k]]
            change += abs(total - values[v])
            values[v] = total
            whole += total
            if outgoing[v] > 0.0:
                given[v] = damping * total / outgoing[v]
        # The error is at most what damping leaves of the last change, round after round.
        if change * damping / (1.0 - damping) <= tolerance * whole:
            done = turn
            break
    whole = 0.0
    for v in range(n):
        whole += values[v]
    for v in range(n):
        values[v] /= whole
    return values, done
