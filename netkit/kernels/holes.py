"""Burt's structural holes: constraint, redundancy, and how unevenly constraint is spread over contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit
from netkit.kernels.prefetch import NEAR, prefetch
from netkit.kernels.triangles import next_triangles, orient, triangle_room

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Places = NDArray[np.uint32]
    Floats = NDArray[np.float64]

__all__ = ["constraints", "effective_sizes", "hierarchies"]


@jit
def constraints(indptr: Ints, indices: Ints, weights: Floats, ego: bool) -> Floats:
    """
    Compute constraint.

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
    ndarray of float, shape (n,)
        NaN for isolates.
    """
    _, _, _, sums = _squares(indptr, indices, weights, ego)
    for v in range(len(sums)):
        if indptr[v] == indptr[v + 1]:
            sums[v] = np.nan
    return sums


@jit
def hierarchies(indptr: Ints, indices: Ints, weights: Floats, ego: bool) -> Floats:
    """
    Compute how unevenly constraint is spread over contacts.

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
    ndarray of float, shape (n,)
        From 0 to 1; NaN for isolates.
    """
    n = len(indptr) - 1
    heads, tails, squares, sums = _squares(indptr, indices, weights, ego)
    final = len(tails) - 1
    # The mean of an actor's squares, and beside it how unequal they are.
    spread = np.zeros((n, 2))
    flat = spread.reshape(2 * n)
    for v in range(n):
        spread[v, 0] = sums[v] / max(indptr[v + 1] - indptr[v], 1)
    for v in range(n):
        for k in range(heads[v], heads[v + 1]):
            prefetch(flat, 2 * tails[min(k + NEAR, final)])
            w = tails[k]
            ratio = squares[k, 0] / spread[v, 0]
            if ratio > 0.0:
                spread[v, 1] += ratio * np.log(ratio)
            ratio = squares[k, 1] / spread[w, 0]
            if ratio > 0.0:
                spread[w, 1] += ratio * np.log(ratio)
    found = np.full(n, np.nan)
    for v in range(n):
        count = indptr[v + 1] - indptr[v]
        if count == 1:
            found[v] = 1.0
        elif count > 1:
            # Equal shares give exactly 0, and rounding must not make it less.
            found[v] = max(spread[v, 1] / (count * np.log(count)), 0.0)
    return found


@jit
def _squares(indptr: Ints, indices: Ints, weights: Floats, ego: bool) -> tuple[Ints, Places, Floats, Floats]:
    """Give contacts once each, the squared share of the other from both ends, and the sum of each actor's squares."""
    n = len(indptr) - 1
    heads, tails, places = orient(indptr, indices)
    pulls = weights[places]
    # What an actor's contacts weigh together, turned over, and beside it the sum of his squares.
    inverse = np.zeros((n, 2))
    flat = inverse.reshape(2 * n)
    for v in range(n):
        total = 0.0
        for k in range(indptr[v], indptr[v + 1]):
            total += weights[k]
        if total > 0.0:
            inverse[v, 0] = 1.0 / total
    squares = _indirect_shares(heads, tails, pulls, inverse, ego)
    final = len(tails) - 1
    for v in range(n):
        for k in range(heads[v], heads[v + 1]):
            prefetch(flat, 2 * tails[min(k + NEAR, final)])
            w = tails[k]
            squares[k, 0] = (pulls[k] * inverse[v, 0] + squares[k, 0]) ** 2
            squares[k, 1] = (pulls[k] * inverse[w, 0] + squares[k, 1]) ** 2
            inverse[v, 1] += squares[k, 0]
            inverse[w, 1] += squares[k, 1]
    return heads, tails, squares, inverse[:, 1].copy()


@jit
def _indirect_shares(heads: Ints, tails: Places, pulls: Floats, inverse: Floats, ego: bool) -> Floats:
    """Add up, for each contact from both ends, what an actor gives to him by way of the contacts of both."""
    n = len(heads) - 1
    mark, maybe, found = triangle_room(heads)
    shares = np.zeros((len(tails), 2))
    # What q has to give is split among the actor and his contacts, whatever other contacts q has.
    gives = np.empty((len(tails) if ego else 0, 2))
    if ego:
        for k in range(len(tails)):
            gives[k, 0] = gives[k, 1] = pulls[k]
        first = 0
        while first < n:
            count, first = next_triangles(first, heads, tails, mark, maybe, found)
            for t in range(count):
                vw, wu, vu = found[t, 1], found[t, 2], found[t, 3]
                a, b, c = pulls[vw], pulls[wu], pulls[vu]
                gives[vw, 0] += b
                gives[vw, 1] += c
                gives[wu, 0] += c
                gives[wu, 1] += a
                gives[vu, 0] += b
                gives[vu, 1] += a
        mark[:] = -1
    first = 0
    while first < n:
        count, first = next_triangles(first, heads, tails, mark, maybe, found)
        for t in range(count):
            v, vw, wu, vu = found[t, 0], found[t, 1], found[t, 2], found[t, 3]
            a, b, c = pulls[vw], pulls[wu], pulls[vu]
            of_v, of_w, of_u = inverse[v, 0], inverse[tails[vw], 0], inverse[tails[wu], 0]
            shares[vw, 0] += of_v * c * b * (1.0 / gives[vu, 0] if ego else of_u)
            shares[vw, 1] += of_w * b * c * (1.0 / gives[wu, 0] if ego else of_u)
            shares[wu, 0] += of_w * a * c * (1.0 / gives[vw, 1] if ego else of_v)
            shares[wu, 1] += of_u * c * a * (1.0 / gives[vu, 1] if ego else of_v)
            shares[vu, 0] += of_v * a * b * (1.0 / gives[vw, 0] if ego else of_w)
            shares[vu, 1] += of_u * b * a * (1.0 / gives[wu, 1] if ego else of_w)
    return shares


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
    heads, tails, places = orient(indptr, indices)
    pulls = weights[places]
    # What each gives to the strongest of his contacts, and beside it how much his contacts have in common.
    strongest = np.zeros((n, 2))
    for v in range(n):
        for k in range(indptr[v], indptr[v + 1]):
            strongest[v, 0] = max(strongest[v, 0], weights[k])
    mark, maybe, found = triangle_room(heads)
    first = 0
    while first < n:
        count, first = next_triangles(first, heads, tails, mark, maybe, found)
        for t in range(count):
            v, vw, wu, vu = found[t, 0], found[t, 1], found[t, 2], found[t, 3]
            w, u = tails[vw], tails[wu]
            a, b, c = pulls[vw] * pulls[wu], pulls[vw] * pulls[vu], pulls[wu] * pulls[vu]
            strongest[v, 1] += c / strongest[w, 0] + a / strongest[u, 0]
            strongest[w, 1] += c / strongest[v, 0] + b / strongest[u, 0]
            strongest[u, 1] += a / strongest[v, 0] + b / strongest[w, 0]
    sizes = np.full(n, np.nan)
    for v in range(n):
        total = 0.0
        for k in range(indptr[v], indptr[v + 1]):
            total += weights[k]
        if total > 0.0:
            sizes[v] = indptr[v + 1] - indptr[v] - strongest[v, 1] / total
    return sizes
