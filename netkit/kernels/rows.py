"""Compressed sparse rows: dropping masked arcs, joining both directions, looking up an arc."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]

__all__ = ["add_by_arc", "add_by_row", "compress", "find_arc", "merge_rows", "rows_of_ties"]

# Unsigned places spare numba the question whether they count from the end.
_NEXT = np.uint32(1)


@jit
def compress(indptr: Ints, indices: Ints, arcs: Ints, mask: NDArray[np.bool_]) -> tuple[Ints, Ints, Ints]:
    """
    Leave out the arcs that are not there.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows, forwards or backwards.
    arcs : ndarray of int32, shape (m,)
        The arc behind each place in `indices`.
    mask : ndarray of bool, shape (m,)
        Which arcs are there.

    Returns
    -------
    tuple of ndarray
        The three arrays without the arcs that are not there.
    """
    n = len(indptr) - 1
    count = 0
    for k in range(len(arcs)):
        if mask[arcs[k]]:
            count += 1
    new_indptr = np.zeros(n + 1, np.int32)
    new_indices = np.empty(count, np.int32)
    new_arcs = np.empty(count, np.int32)
    at = 0
    for v in range(n):
        for k in range(indptr[v], indptr[v + 1]):
            if mask[arcs[k]]:
                new_indices[at] = indices[k]
                new_arcs[at] = arcs[k]
                at += 1
        new_indptr[v + 1] = at
    return new_indptr, new_indices, new_arcs


@jit
def merge_rows(
    indptr: Ints, indices: Ints, arcs: Ints, rindptr: Ints, rindices: Ints, rarcs: Ints
) -> tuple[Ints, Ints, Ints, Ints]:
    """
    Join outgoing and incoming arcs: the contacts of each actor, each once, in order.

    Parameters
    ----------
    indptr, indices, arcs : ndarray of int32
        Outgoing arcs; every row is in order.
    rindptr, rindices, rarcs : ndarray of int32
        Incoming arcs; every row is in order.

    Returns
    -------
    indptr, indices : ndarray of int32
        Rows of contacts.
    out_arcs, in_arcs : ndarray of int32
        The arc to the contact and the arc from him; -1 where there is none.
    """
    n = len(indptr) - 1
    new_indptr = np.zeros(n + 1, np.int32)
    room = len(indices) + len(rindices)
    new_indices = np.empty(room, np.int32)
    out_arcs = np.empty(room, np.int32)
    in_arcs = np.empty(room, np.int32)
    at = 0
    for v in range(n):
        i, j = indptr[v], rindptr[v]
        end_i, end_j = indptr[v + 1], rindptr[v + 1]
        while i < end_i or j < end_j:
            if j >= end_j or (i < end_i and indices[i] < rindices[j]):
                new_indices[at] = indices[i]
                out_arcs[at] = arcs[i]
                in_arcs[at] = -1
                i += 1
            elif i >= end_i or rindices[j] < indices[i]:
                new_indices[at] = rindices[j]
                out_arcs[at] = -1
                in_arcs[at] = rarcs[j]
                j += 1
            else:
                new_indices[at] = indices[i]
                out_arcs[at] = arcs[i]
                in_arcs[at] = rarcs[j]
                i += 1
                j += 1
            at += 1
        new_indptr[v + 1] = at
    return new_indptr, new_indices[:at].copy(), out_arcs[:at].copy(), in_arcs[:at].copy()


@jit
def find_arc(indptr: Ints, indices: Ints, v: int, w: int) -> int:
    """
    Look up an arc by halving.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows, each in order.
    v, w : int
        Source and target.

    Returns
    -------
    int
        The place in `indices`, -1 if there is no such arc.
    """
    low, high = indptr[v], indptr[v + 1]
    while low < high:
        middle = (low + high) // 2
        if indices[middle] < w:
            low = middle + 1
        else:
            high = middle
    if low < indptr[v + 1] and indices[low] == w:
        return int(low)
    return -1


@jit
def add_by_row(indptr: Ints, arcs: Ints, weights: Floats) -> Floats:
    """
    Add up weights over each row.

    Parameters
    ----------
    indptr, arcs : ndarray of int32
        Rows, and the arc behind each place.
    weights : ndarray of float, shape (m,)
        One number an arc.

    Returns
    -------
    ndarray of float, shape (n,)
        The sums.
    """
    n = len(indptr) - 1
    sums = np.zeros(n)
    for v in range(n):
        total = 0.0
        for k in range(indptr[v], indptr[v + 1]):
            total += weights[arcs[k]]
        sums[v] = total
    return sums


@jit
def add_by_arc(tie_arcs: Ints, values: Floats, m: int) -> Floats:
    """
    Add up a number of each tie over the ties that share an arc.

    Parameters
    ----------
    tie_arcs : ndarray of int32, shape (t, 2)
        The arcs of each tie; -1 where there is none.
    values : ndarray of float, shape (t,)
        One number a tie.
    m : int
        Number of arcs.

    Returns
    -------
    ndarray of float, shape (m,)
        The sums.
    """
    sums = np.zeros(m)
    for i in range(len(values)):
        for side in range(2):
            if tie_arcs[i, side] >= 0:
                sums[tie_arcs[i, side]] += values[i]
    return sums


@jit
def rows_of_ties(
    n: int, subjects: Ints, objects: Ints, both: NDArray[np.bool_]
) -> tuple[Ints, Ints, Ints, Ints, Ints, Ints]:
    """
    Sort ties into rows, forwards and backwards; parallel ties share an arc, self-ties have none.

    Arcs are dealt out by target, then by source: dealing keeps the order, so that every row ends in order, in a time
    that grows with the number of ties alone.

    Parameters
    ----------
    n : int
        Number of actors.
    subjects, objects : ndarray of int32, shape (t,)
        Ends of the ties.
    both : ndarray of bool, shape (t,)
        Which ties also lead back.

    Returns
    -------
    indptr, indices : ndarray of int32
        Outgoing arcs.
    rindptr, rindices, rarcs : ndarray of int32
        Incoming arcs, and the place of each in `indices`.
    tie_arcs : ndarray of int32, shape (t, 2)
        Arc of each tie from subject to object and back; -1 where there is none.
    """
    heads, tails = subjects.view(np.uint32), objects.view(np.uint32)
    count = len(subjects)
    by_target = np.zeros(n + 1, np.int32)
    by_source = np.zeros(n + 1, np.int32)
    total = 0
    for i in range(count):
        s, o = heads[i], tails[i]
        if s != o:
            by_target[o + _NEXT] += 1
            by_source[s + _NEXT] += 1
            total += 1
            if both[i]:
                by_target[s + _NEXT] += 1
                by_source[o + _NEXT] += 1
                total += 1
    for v in range(n):
        by_target[v + 1] += by_target[v]
        by_source[v + 1] += by_source[v]
    target_begins, source_begins = by_target.copy(), by_source.copy()
    # Each arc goes with its other end, and with twice its tie's place, one more for the arc back.
    dealt = np.empty((total, 2), np.uint32)
    for i in range(count):
        s, o = heads[i], tails[i]
        if s != o:
            dealt[by_target[o], 0] = s
            dealt[by_target[o], 1] = 2 * i
            by_target[o] += 1
            if both[i]:
                dealt[by_target[s], 0] = o
                dealt[by_target[s], 1] = 2 * i + 1
                by_target[s] += 1
    order = np.empty((total, 2), np.uint32)
    for v in range(n):
        for at in range(target_begins[v], target_begins[v + 1]):
            source = dealt[at, 0]
            order[by_source[source], 0] = v
            order[by_source[source], 1] = dealt[at, 1]
            by_source[source] += 1
    tie_arcs = np.full((count, 2), -1, np.int32)
    arc_of = tie_arcs.reshape(2 * count)
    indptr = np.zeros(n + 1, np.int32)
    indices = np.empty(total, np.int32)
    rindptr = np.zeros(n + 1, np.int32)
    arcs = 0
    for v in range(n):
        for at in range(source_begins[v], source_begins[v + 1]):
            target = order[at, 0]
            if at == source_begins[v] or target != order[at - 1, 0]:
                indices[arcs] = target
                rindptr[target + _NEXT] += 1
                arcs += 1
            arc_of[order[at, 1]] = arcs - 1
        indptr[v + 1] = arcs
    for v in range(n):
        rindptr[v + 1] += rindptr[v]
    indices = indices[:arcs].copy()
    ends = indices.view(np.uint32)
    rindices = np.empty(arcs, np.int32)
    rarcs = np.empty(arcs, np.int32)
    filled = rindptr.copy()
    for v in range(n):
        for k in range(indptr[v], indptr[v + 1]):
            place = filled[ends[k]]
            filled[ends[k]] += 1
            rindices[place] = v
            rarcs[place] = k
    return indptr, indices, rindptr, rindices, rarcs, tie_arcs
