"""Cutpoints and bridges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit
from netkit.kernels.components import first_of, join
from netkit.kernels.hybrid import all_bits, has_bit, hybrid_search, set_bit
from netkit.kernels.prefetch import prefetch
from netkit.kernels.rows import find_arc

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Bools = NDArray[np.bool_]
    Bits = NDArray[np.uint64]

__all__ = ["cut_actors_and_arcs"]

_NEXT = np.uint32(1)

# From how many actors, and how many contacts an actor, on a giant block is worth a search of its own.
_LARGE = 1000
_DENSE = 4

# Branches are told apart by one byte an actor.
_BRANCHES = 255


@jit
def cut_actors_and_arcs(indptr: Ints, indices: Ints) -> tuple[Bools, Bools]:
    """
    Find the actors and the contacts without whom a part falls into more parts.

    In a large network most actors stand in one block, and for most of them one contact shows it. The block is then
    replaced by a ring of those who have contacts outside, and what is left is small enough for the traversal of
    Hopcroft and Tarjan.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of contacts, each pair once from both ends, in order.

    Returns
    -------
    cutpoints : ndarray of bool, shape (n,)
        Whether the part falls apart without the actor.
    bridges : ndarray of bool, shape (m,)
        Whether it falls apart without the contact, marked on the way from one of the two alone.
    """
    n = len(indptr) - 1
    if n < _LARGE or len(indices) < _DENSE * n:
        return _depth_first_cuts(indptr, indices)
    block, size = _large_block(indptr, indices)
    if 2 * size < n:
        return _depth_first_cuts(indptr, indices)
    return _cuts_around(indptr, indices, block, n - size)


@jit
def _large_block(indptr: Ints, indices: Ints) -> tuple[Bits, int]:
    """
    Mark actors of one block, and count them.

    Each contact between two branches of a tree closes a circle through the root. Circles that share a branch share its
    contact with the root, so that all on the circles of connected branches stand in one block.
    """
    n = len(indptr) - 1
    ends = indices.view(np.uint32)
    root = 0
    for v in range(n):
        if indptr[v + 1] - indptr[v] > indptr[root + 1] - indptr[root]:
            root = v
    left = all_bits(n)
    left[root >> 6] ^= np.uint64(1) << np.uint64(root & 63)
    starts = ends[indptr[root] : min(indptr[root + 1], indptr[root] + _BRANCHES)]
    _, order, above = hybrid_search(indptr, indices, indptr, indices, starts, left)
    # 0 is the root, and whoever was not found.
    branch = np.zeros(n, np.uint8)
    for i in range(len(starts)):
        branch[starts[i]] = i + 1
    for i in range(len(starts), len(order)):
        branch[order[i]] = branch[above[i]]
    block = np.zeros(len(left), np.uint64)
    group = np.arange(_BRANCHES + 1).astype(np.uint32)
    for v in range(n):
        own = branch[v]
        for k in range(indptr[v], indptr[v + 1] if own else indptr[v]):
            other = branch[ends[k]]
            if other != own and other != 0:
                join(group, np.uint32(own), np.uint32(other))
                set_bit(block, v)
                break
    # Whoever stands between them and the root is on their circle.
    for i in range(len(order) - 1, len(starts) - 1, -1):
        if has_bit(block, order[i]):
            set_bit(block, above[i])
    sizes = np.zeros(_BRANCHES + 1, np.int64)
    for i in range(_BRANCHES + 1):
        group[i] = first_of(group, np.uint32(i))
    for v in order:
        sizes[group[branch[v]]] += has_bit(block, v)
    largest = np.argmax(sizes)
    for v in order:
        if has_bit(block, v) and group[branch[v]] != largest:
            block[v >> np.uint32(6)] ^= np.uint64(1) << np.uint64(v & np.uint32(63))
    set_bit(block, root)
    return block, sizes[largest] + 1


@jit
def _cuts_around(indptr: Ints, indices: Ints, block: Bits, outside: int) -> tuple[Bools, Bools]:
    """Find cutpoints and bridges, where a block is known, among the others and their contacts in the block."""
    n = len(indptr) - 1
    # The others come first, then their contacts in the block.
    members = np.empty(n, np.int32)
    place = np.full(n, -1, np.int32)
    size = 0
    for v in range(n):
        if not has_bit(block, v):
            members[size] = v
            place[v] = size
            size += 1
    entries = 0
    for i in range(outside):
        v = members[i]
        for k in range(indptr[v], indptr[v + 1]):
            w = indices[k]
            if place[w] < 0:
                members[size] = w
                place[w] = size
                size += 1
            entries += 1 + (place[w] >= outside)
    # Two more than the members make a ring of any number of them.
    ring = size + 2 if size > outside else size
    heads = np.zeros(ring + 1, np.int32)
    for i in range(outside):
        v = members[i]
        heads[i + 1] = indptr[v + 1] - indptr[v]
        for k in range(indptr[v], indptr[v + 1]):
            if place[indices[k]] >= outside:
                heads[place[indices[k]] + 1] += 1
    for i in range(ring):
        heads[i + 1] += heads[i] + (2 if i >= outside else 0)
    filled = heads.copy()
    tails = np.empty(heads[ring], np.int32)
    for i in range(outside):
        v = members[i]
        for k in range(indptr[v], indptr[v + 1]):
            j = place[indices[k]]
            tails[filled[i]] = j
            filled[i] += 1
            if j >= outside:
                tails[filled[j]] = i
                filled[j] += 1
    for i in range(outside, ring):
        j = i + 1 if i + 1 < ring else outside
        tails[filled[i]] = j
        filled[i] += 1
        tails[filled[j]] = i
        filled[j] += 1
    found, between = _depth_first_cuts(heads, tails)
    cutpoints = np.zeros(n, np.bool_)
    bridges = np.zeros(len(indices), np.bool_)
    for i in range(size):
        cutpoints[members[i]] = found[i]
        for k in range(heads[i], heads[i + 1]):
            if between[k]:
                bridges[find_arc(indptr, indices, members[i], members[tails[k]])] = True
    return cutpoints, bridges


@jit
def _depth_first_cuts(indptr: Ints, indices: Ints) -> tuple[Bools, Bools]:
    """Find cutpoints and bridges (Hopcroft and Tarjan), these marked from the earlier actor of the traversal alone."""
    n = len(indptr) - 1
    ends = indices.view(np.uint32)
    cutpoints = np.zeros(n, np.bool_)
    bridges = np.zeros(len(indices), np.bool_)
    # At which turn each was entered, from 1; what else is needed lies in the order of the path.
    seen = np.zeros(n, np.uint32)
    path = np.empty(n, np.uint32)
    low = np.empty(n, np.uint32)
    place = np.empty(n, np.int32)
    last = np.empty(n, np.int32)
    clock = 0
    for root in range(n):
        depth, branches = -1, 0
        w = np.uint32(root)
        entering = seen[root] == 0
        while entering or depth >= 0:
            if entering:
                entering = False
                depth += 1
                clock += 1
                seen[w] = low[depth] = clock
                path[depth] = w
                place[depth], last[depth] = indptr[w], indptr[w + _NEXT]
                for k in range(place[depth], last[depth]):
                    prefetch(seen, ends[k])
                    prefetch(indptr, ends[k])
                continue
            if place[depth] < last[depth]:
                w = ends[place[depth]]
                place[depth] += 1
                entering = seen[w] == 0
                if not entering and seen[w] < low[depth] and (depth == 0 or w != path[depth - 1]):
                    low[depth] = seen[w]
                continue
            depth -= 1
            if depth < 0:
                continue
            below, turn = low[depth + 1], seen[path[depth]]
            low[depth] = min(low[depth], below)
            # The contact just taken from here leads to the one that was left.
            if below > turn:
                bridges[place[depth] - 1] = True
            if depth == 0:
                branches += 1
            elif below >= turn:
                cutpoints[path[depth]] = True
        cutpoints[root] |= branches > 1
    return cutpoints, bridges
