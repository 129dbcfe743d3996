"""Burt's structural holes: constraint, redundancy, and how unevenly constraint is spread over contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit
from netkit.kernels.prefetch import FILTER, NEAR, SOON, prefetch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]

__all__ = ["constraints", "effective_sizes"]

_NEXT = np.uint32(1)


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
    ends = indices.view(np.uint32)
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
    maybe = np.zeros(FILTER, np.uint8)
    final = len(indices) - 1
    for v in range(n):
        begin, end = indptr[v], indptr[v + 1]
        if begin == end:
            continue
        for k in range(begin, end):
            prefetch(indptr, ends[min(k + SOON, final)])
            prefetch(ends, indptr[ends[min(k + NEAR, final)]])
            prefetch(mark, ends[min(k + NEAR, final)])
            prefetch(share, ends[min(k + NEAR, final)])
            prefetch(inverse, ends[min(k + NEAR, final)])
            mark[ends[k]] = v
            maybe[ends[k] % FILTER] = 1
            share[ends[k]] = weights[k] * inverse[v]
        if ego:
            # What q has to give is split among the actor and his contacts, whatever other contacts q has.
            for k in range(begin, end):
                q = ends[k]
                total = 0.0
                for j in range(indptr[q], indptr[q + _NEXT]):
                    w = ends[j]
                    if w == v or (maybe[w % FILTER] and mark[w] == v):
                        total += weights[j]
                inverse_here = 1.0 / total
                for j in range(indptr[q], indptr[q + _NEXT]):
                    w = ends[j]
                    if maybe[w % FILTER] and mark[w] == v:
                        share[w] += weights[k] * inverse[v] * weights[j] * inverse_here
        else:
            for k in range(begin, end):
                q = ends[k]
                pull = weights[k] * inverse[v] * inverse[q]
                for j in range(indptr[q], indptr[q + _NEXT]):
                    w = ends[j]
                    if maybe[w % FILTER] and mark[w] == v:
                        share[w] += pull * weights[j]
        total = 0.0
        for k in range(begin, end):
            total += share[ends[k]] ** 2
            maybe[ends[k] % FILTER] = 0
        constraint[v] = total
        count = end - begin
        if count == 1:
            hierarchy[v] = 1.0
        else:
            spread = 0.0
            for k in range(begin, end):
                ratio = share[ends[k]] ** 2 / (total / count)
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
    ends = indices.view(np.uint32)
    sizes = np.full(n, np.nan)
    strongest = np.zeros(n)
    for v in range(n):
        for k in range(indptr[v], indptr[v + 1]):
            strongest[v] = max(strongest[v], weights[k])
    mark = np.full(n, -1, np.int32)
    share = np.zeros(n)
    maybe = np.zeros(FILTER, np.uint8)
    final = len(indices) - 1
    for v in range(n):
        begin, end = indptr[v], indptr[v + 1]
        if begin == end:
            continue
        total = 0.0
        for k in range(begin, end):
            prefetch(indptr, ends[min(k + SOON, final)])
            prefetch(ends, indptr[ends[min(k + NEAR, final)]])
            prefetch(mark, ends[min(k + NEAR, final)])
            prefetch(share, ends[min(k + NEAR, final)])
            prefetch(strongest, ends[min(k + NEAR, final)])
            mark[ends[k]] = v
            maybe[ends[k] % FILTER] = 1
            share[ends[k]] = weights[k]
            total += weights[k]
        redundant = 0.0
        for k in range(begin, end):
            q = ends[k]
            common = 0.0
            for j in range(indptr[q], indptr[q + _NEXT]):
                w = ends[j]
                if maybe[w % FILTER] and mark[w] == v:
                    common += share[w] * weights[j]
            redundant += common / strongest[q]
        for k in range(begin, end):
            maybe[ends[k] % FILTER] = 0
        sizes[v] = end - begin - redundant / total
    return sizes
