"""Cores, triangles and triads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit
from netkit.kernels.prefetch import NEAR, SOON, prefetch
from netkit.kernels.triangles import next_triangles, orient, triangle_room

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]

__all__ = ["core_numbers", "triad_counts", "triangles"]

_NEXT = np.uint32(1)


@jit
def core_numbers(indptr: Ints, indices: Ints) -> Ints:
    """
    Peel off actors by their number of contacts, one number after the other.

    Who is left is gone through once for each number up to his own contacts', so that the time grows with the
    number of contacts (Kabir and Madduri 2017).

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
    ends = indices.view(np.uint32)
    left = np.empty(n, np.int32)
    for v in range(n):
        left[v] = indptr[v + 1] - indptr[v]
    rest = np.arange(n).astype(np.uint32)
    # Longer than anybody needs, since rows are asked for ahead.
    peeled = np.zeros(n + SOON, np.uint32)
    count = n
    core = 0
    while count:
        kept, head, tail = 0, 0, 0
        for at in range(count):
            v = rest[at]
            # Written in any case, counted if it holds: there is no branch to guess.
            rest[kept] = v
            kept += left[v] > core
            peeled[tail] = v
            tail += left[v] == core
        count = kept
        while head < tail:
            prefetch(indptr, peeled[head + NEAR])
            prefetch(ends, indptr[peeled[head + NEAR // 2]])
            v = peeled[head]
            head += 1
            for k in range(indptr[v], indptr[v + _NEXT]):
                w = ends[k]
                if left[w] > core:
                    left[w] -= 1
                    if left[w] == core:
                        peeled[tail] = w
                        tail += 1
        core += 1
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
    heads, tails, places = orient(indptr, indices)
    weighted = len(weights) > 0
    pulls = np.cbrt(weights[places]) if weighted else weights
    sums = np.zeros(n)
    mark, maybe, found = triangle_room(heads)
    first = 0
    while first < n:
        count, first = next_triangles(first, heads, tails, mark, maybe, found)
        for t in range(count):
            v, vw, wu, vu = found[t, 0], found[t, 1], found[t, 2], found[t, 3]
            size = pulls[vw] * pulls[wu] * pulls[vu] if weighted else 1.0
            sums[v] += size
            sums[tails[vw]] += size
            sums[tails[wu]] += size
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
    ends = indices.view(np.uint32)
    by_code = np.zeros(64, np.int64)
    counts = np.zeros(16, np.int64)
    single, double = kinds[1], kinds[3]
    final = len(indices) - 1
    for u in range(n):
        for k in range(indptr[u], indptr[u + 1]):
            prefetch(indptr, ends[min(k + SOON, final)])
            prefetch(ends, indptr[ends[min(k + NEAR, final)]])
            prefetch(codes, indptr[ends[min(k + NEAR, final)]])
            v = ends[k]
            if v <= u:
                continue
            # Everybody else who has a contact with u or v, in order, from both rows at once. Each triad is counted at
            # the first of its tied pairs, by adding yes or no: there is no branch to guess.
            i, j = indptr[u], indptr[v]
            end_i, end_j = indptr[u + 1], indptr[v + _NEXT]
            code = codes[k]
            # Each of the two stands in the other's row.
            around = -2
            while i < end_i and j < end_j:
                from_u, from_v = ends[i] <= ends[j], ends[j] <= ends[i]
                w = ends[i] if from_u else ends[j]
                b, c = codes[i] * from_u, codes[j] * from_v
                i += from_u
                j += from_v
                around += 1
                by_code[code + 4 * b + 16 * c] += (v < w) | ((u < w) & (b == 0))
            around += end_i - i + end_j - j
            while i < end_i:
                by_code[code + 4 * codes[i]] += v < ends[i]
                i += 1
            while j < end_j:
                by_code[code + 16 * codes[j]] += u < ends[j]
                j += 1
            counts[double if code == 3 else single] += n - around - 2
    for code in range(64):
        counts[kinds[code]] += by_code[code]
    counts[0] = np.int64(n) * (n - 1) * (n - 2) // 6 - counts[1:].sum()
    return counts
