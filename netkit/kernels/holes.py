"""Burt's structural holes: constraint, redundancy, and how unevenly constraint is spread over contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]

__all__ = ["constraints", "effective_sizes"]


@jit
def constraints(indptr: Ints, indices: Ints, weights: Floats, ego: bool) -> tuple[Floats, Floats]:
    """
    Compute constraint and hierarchy.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of contacts.
    weights : ndarray of float
        What both directions of a contact weigh together, above 0.
    ego : bool
        Whether a contact's shares are taken among the actor and his contacts alone.

    Returns
    -------
    constraint, hierarchy : ndarray of float, shape (n,)
        NaN for isolates.
    """
    n = len(indptr) - 1
    constraint = np.full(n, np.nan)
    hierarchy = np.full(n, np.nan)
    inverse = np.zeros(n)
    for v in range(n):
        total = 0.0
        for k in range(indptr[v], indptr[v + 1]):
            total += weights[k]
        if total > 0.0:
            inverse[v] = 1.0 / total
    share = np.zeros(n)
    mark = np.full(n, -1, np.int32)
    for v in range(n):
        begin, end = indptr[v], indptr[v + 1]
        if begin == end:
            continue
        for k in range(begin, end):
            mark[indices[k]] = v
            share[indices[k]] = weights[k] * inverse[v]
        if ego:
            # What q has to give is split among the actor and his contacts, whatever other contacts q has.
            for k in range(begin, end):
                q = indices[k]
                total = 0.0
                for j in range(indptr[q], indptr[q + 1]):
                    if indices[j] == v or mark[indices[j]] == v:
                        total += weights[j]
                inverse_here = 1.0 / total
                for j in range(indptr[q], indptr[q + 1]):
                    w = indices[j]
                    if mark[w] == v:
                        share[w] += weights[k] * inverse[v] * weights[j] * inverse_here
        else:
            for k in range(begin, end):
                q = indices[k]
                pull = weights[k] * inverse[v] * inverse[q]
                for j in range(indptr[q], indptr[q + 1]):
                    w = indices[j]
                    if mark[w] == v:
                        share[w] += pull * weights[j]
        total = 0.0
        for k in range(begin, end):
            total += share[indices[k]] ** 2
        constraint[v] = total
        count = end - begin
        if count == 1:
            hierarchy[v] = 1.0
        else:
            spread = 0.0
            for k in range(begin, end):
                ratio = share[indices[k]] ** 2 / (total / count)
                if ratio > 0.0:
                    spread += ratio * np.log(ratio)
            # Equal shares give exactly 0, and rounding must not make it less.
            hierarchy[v] = max(spread / (count * np.log(count)), 0.0)
    return constraint, hierarchy


@jit
def effective_sizes(indptr: Ints, indices: Ints, weights: Floats) -> Floats:
    """
    Count contacts less what each has in common with the others.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of contacts.
    weights : ndarray of float
        What both directions of a contact weigh together, above 0.

    Returns
    -------
    ndarray of float, shape (n,)
        NaN for isolates.
    """
    n = len(indptr) - 1
    sizes = np.full(n, np.nan)
    strongest = np.zeros(n)
    for v in range(n):
        for k in range(indptr[v], indptr[v + 1]):
            strongest[v] = max(strongest[v], weights[k])
    mark = np.full(n, -1, np.int32)
    share = np.zeros(n)
    for v in range(n):
        begin, end = indptr[v], indptr[v + 1]
        if begin == end:
            continue
        total = 0.0
        for k in range(begin, end):
            mark[indices[k]] = v
            share[indices[k]] = weights[k]
            total += weights[k]
        redundant = 0.0
        for k in range(begin, end):
            q = indices[k]
            common = 0.0
            for j in range(indptr[q], indptr[q + 1]):
                if mark[indices[j]] == v:
                    common += share[indices[j]] * weights[j]
            redundant += common / strongest[q]
        sizes[v] = end - begin - redundant / total
    return sizes
