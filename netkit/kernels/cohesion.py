"""Cores, triangles, triads, cutpoints and bridges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

__all__ = ["core_numbers", "cut_actors_and_arcs", "triad_counts", "triangles"]


@jit
def core_numbers(indptr: Ints, indices: Ints) -> Ints:
    """
    Peel off actors by their number of contacts (Batagelj and Zaveršnik).

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of contacts, each pair from both ends.

    Returns
    -------
    ndarray of int32, shape (n,)
        Core number of each actor.
    """
    n = len(indptr) - 1
    left = np.empty(n, np.int32)
    most = 0
    for v in range(n):
        left[v] = indptr[v + 1] - indptr[v]
        most = max(most, left[v])
    # Actors sorted by the number of contacts they have left; `begins` tells where each number begins.
    begins = np.zeros(most + 2, np.int32)
    for v in range(n):
        begins[left[v] + 1] += 1
    for d in range(most + 1):
        begins[d + 1] += begins[d]
    order = np.empty(n, np.int32)
    place = np.empty(n, np.int32)
    filled = begins.copy()
    for v in range(n):
        place[v] = filled[left[v]]
        order[place[v]] = v
        filled[left[v]] += 1
    for at in range(n):
        v = order[at]
        for k in range(indptr[v], indptr[v + 1]):
            w = indices[k]
            if left[w] > left[v]:
                # w changes places with the first of its number, and the border moves past it.
                first = begins[left[w]]
                other = order[first]
                if other != w:
                    order[place[w]] = other
                    place[other] = place[w]
                    order[first] = w
                    place[w] = first
                begins[left[w]] = first + 1
                left[w] -= 1
    return left


@jit
def triangles(indptr: Ints, indices: Ints, weights: Floats) -> Floats:
    """
    Add up the triangles in which each actor stands.

    Each triangle is found once, from its end with the fewest contacts.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of contacts, each pair from both ends.
    weights : ndarray of float, shape (m,) or (0,)
        What each contact weighs: a triangle counts the cube root of the product. Without any it counts 1.

    Returns
    -------
    ndarray of float, shape (n,)
        The sums.
    """
    n = len(indptr) - 1
    weighted = len(weights) > 0
    # Only contacts with more contacts of their own (or as many, and a later place) are kept.
    heads = np.zeros(n + 1, np.int32)
    tails = np.empty(len(indices) // 2, np.int32)
    pulls = np.empty(len(indices) // 2 if weighted else 0)
    kept = 0
    for v in range(n):
        own = indptr[v + 1] - indptr[v]
        for k in range(indptr[v], indptr[v + 1]):
            w = indices[k]
            other = indptr[w + 1] - indptr[w]
            if other > own or (other == own and w > v):
                tails[kept] = w
                if weighted:
                    pulls[kept] = np.cbrt(weights[k])
                kept += 1
        heads[v + 1] = kept
    sums = np.zeros(n)
    mark = np.full(n, -1, np.int32)
    pull_of = np.zeros(n if weighted else 0)
    for v in range(n):
        if heads[v + 1] - heads[v] < 2:
            continue
        for k in range(heads[v], heads[v + 1]):
            mark[tails[k]] = v
            if weighted:
                pull_of[tails[k]] = pulls[k]
        own_sum = 0.0
        for k in range(heads[v], heads[v + 1]):
            w = tails[k]
            here = 0.0
            for j in range(heads[w], heads[w + 1]):
                u = tails[j]
                if mark[u] == v:
                    size = pulls[k] * pulls[j] * pull_of[u] if weighted else 1.0
                    sums[u] += size
                    here += size
            sums[w] += here
            own_sum += here
        sums[v] += own_sum
    return sums


@jit
def triad_counts(indptr: Ints, indices: Ints, codes: NDArray[np.int8], kinds: NDArray[np.int8]) -> NDArray[np.int64]:
    """
    Count the kinds of triads (Batagelj and Mrvar).

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of contacts, each pair from both ends, in order.
    codes : ndarray of int8
        What joins each contact: 1 an arc to him, 2 an arc from him, 3 both.
    kinds : ndarray of int8, shape (64,)
        The kind of the triad (u, v, w) with codes a for u and v, b for u and w, c for v and w, at a + 4 b + 16 c.

    Returns
    -------
    ndarray of int64, shape (16,)
        How often each kind occurs.
    """
    n = len(indptr) - 1
    counts = np.zeros(16, np.int64)
    single, double = kinds[1], kinds[3]
    tied = 0
    for u in range(n):
        for k in range(indptr[u], indptr[u + 1]):
            v = indices[k]
            if v <= u:
                continue
            # Everybody else who has a contact with u or v, in order, from both rows at once.
            i, j = indptr[u], indptr[v]
            end_i, end_j = indptr[u + 1], indptr[v + 1]
            code = codes[k]
            around = 0
            while i < end_i or j < end_j:
                if j >= end_j or (i < end_i and indices[i] < indices[j]):
                    w, b, c = indices[i], codes[i], 0
                    i += 1
                elif i >= end_i or indices[j] < indices[i]:
                    w, b, c = indices[j], 0, codes[j]
                    j += 1
                else:
                    w, b, c = indices[i], codes[i], codes[j]
                    i += 1
                    j += 1
                if w == u or w == v:
                    continue
                around += 1
                # Each triad is counted at the first of its tied pairs.
                if v < w or (u < w and b == 0):
                    counts[kinds[code + 4 * b + 16 * c]] += 1
                    tied += 1
            rest = n - around - 2
            counts[double if code == 3 else single] += rest
            tied += rest
    counts[0] = np.int64(n) * (n - 1) * (n - 2) // 6 - tied
    return counts


@jit
def cut_actors_and_arcs(indptr: Ints, indices: Ints) -> tuple[Bools, Bools]:
    """
    Find the actors and the contacts without whom a part falls into more parts (Hopcroft and Tarjan).

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of contacts, each pair once from both ends.

    Returns
    -------
    cutpoints : ndarray of bool, shape (n,)
        Whether the part falls apart without the actor.
    bridges : ndarray of bool, shape (m,)
        Whether it falls apart without the contact, marked on the way from the earlier actor of the traversal alone.
    """
    n = len(indptr) - 1
    cutpoints = np.zeros(n, np.bool_)
    bridges = np.zeros(len(indices), np.bool_)
    order = np.full(n, -1, np.int32)
    low = np.empty(n, np.int32)
    place = np.empty(n, np.int32)
    path = np.empty(n, np.int32)
    clock = 0
    for root in range(n):
        if order[root] >= 0:
            continue
        depth = 0
        branches = 0
        path[0] = root
        order[root] = low[root] = clock
        clock += 1
        place[root] = indptr[root]
        while depth >= 0:
            v = path[depth]
            if place[v] < indptr[v + 1]:
                w = indices[place[v]]
                place[v] += 1
                if order[w] < 0:
                    depth += 1
                    path[depth] = w
                    order[w] = low[w] = clock
                    clock += 1
                    place[w] = indptr[w]
                elif depth == 0 or w != path[depth - 1]:
                    low[v] = min(low[v], order[w])
                continue
            depth -= 1
            if depth < 0:
                break
            above = path[depth]
            low[above] = min(low[above], low[v])
            # The contact just taken from `above` leads to v.
            if low[v] > order[above]:
                bridges[place[above] - 1] = True
            if depth == 0:
                branches += 1
            elif low[v] >= order[above]:
                cutpoints[above] = True
        cutpoints[root] = branches > 1
    return cutpoints, bridges
