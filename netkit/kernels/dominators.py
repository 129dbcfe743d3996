"""Through whom every way from some roots has to pass: the tree of immediate dominators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit
from netkit.kernels.hybrid import all_bits, has_bit, hybrid_search, set_bit
from netkit.kernels.prefetch import NEAR, SOON, prefetch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Places = NDArray[np.uint32]
    Bits = NDArray[np.uint64]

__all__ = ["ROOT", "UNREACHED", "immediate_dominators"]

UNREACHED = -1
"""What stands for an actor to whom no way leads."""

ROOT = -2
"""What stands for a root, and for an actor whom only the roots together dominate."""

_NEXT = np.uint32(1)


# From how many actors, and how many arcs an actor, on it is worth looking first at whom two ways reach.
_LARGE = 1000
_DENSE = 2

# Branches are told apart by one byte an actor.
_BRANCHES = 255


@jit
def immediate_dominators(indptr: Ints, indices: Ints, rindptr: Ints, rindices: Ints, roots: Ints) -> Ints:
    """
    Find the immediate dominator of everybody who can be reached.

    In a large network most actors have an arc from another branch of a tree than their own, so that two ways that
    share nobody lead to them. Each other way to them can then be left out, and what is left is small enough for the
    semi-NCA algorithm.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of arcs.
    rindptr, rindices : ndarray of int32
        The same arcs from their other ends.
    roots : ndarray of int32
        Where ways begin, each once.

    Returns
    -------
    ndarray of int32, shape (n,)
        Position of the immediate dominator; `ROOT` for the roots and for whoever is dominated by no single actor,
        `UNREACHED` for the others.
    """
    n = len(indptr) - 1
    if n < _LARGE or len(indices) < _DENSE * n:
        return _semi_nca(indptr, indices, roots)
    starts, top, left = _starts(indptr, indices, roots)
    _, order, above = hybrid_search(indptr, indices, rindptr, rindices, starts, left)
    if 2 * len(order) < n:
        return _semi_nca(indptr, indices, roots)
    # 0 is the only root, and whoever is not reached. Of branches with one number nothing is known.
    branch = np.zeros(n, np.uint8)
    for i in range(len(starts)):
        branch[order[i]] = 1 + i % _BRANCHES
    for i in range(len(starts), len(order)):
        branch[order[i]] = branch[above[i]]
    found = np.full(n, UNREACHED, np.int32)
    if top != ROOT:
        found[top] = ROOT
    for v in starts:
        found[v] = top
    others = len(order) - len(starts) - _settle(rindptr, rindices, branch, found, top)
    if 2 * others > len(order):
        return _semi_nca(indptr, indices, roots)
    _dominate_others(rindptr, rindices, branch, found, others, top)
    return found


@jit
def _starts(indptr: Ints, indices: Ints, roots: Ints) -> tuple[Places, int, Bits]:
    """Give those with whom branches begin, who is above them, and bits for all whom a search from them may find."""
    n = len(indptr) - 1
    left = all_bits(n)
    if len(roots) != 1:
        return roots.astype(np.uint32), ROOT, left
    # Whomever the only root has an arc to begins a branch.
    top = roots[0]
    seen = np.zeros(len(left), np.uint64)
    set_bit(seen, top)
    starts = np.empty(indptr[top + 1] - indptr[top], np.uint32)
    count = 0
    for w in indices[indptr[top] : indptr[top + 1]]:
        if not has_bit(seen, w):
            set_bit(seen, w)
            starts[count] = w
            count += 1
    left[top >> 6] ^= np.uint64(1) << np.uint64(top & 63)
    return starts[:count], top, left


@jit
def _settle(rindptr: Ints, rindices: Ints, branch: NDArray[np.uint8], found: Ints, top: int) -> int:
    """Put below the one above all whoever has an arc from another branch than his own, and count them."""
    rends = rindices.view(np.uint32)
    settled = 0
    for v in range(len(branch)):
        own = branch[v]
        for k in range(rindptr[v], rindptr[v + 1] if own and found[v] == UNREACHED else rindptr[v]):
            other = branch[rends[k]]
            if other != own and other != 0:
                found[v] = top
                settled += 1
                break
    return settled


@jit
def _dominate_others(
    rindptr: Ints, rindices: Ints, branch: NDArray[np.uint8], found: Ints, others: int, top: int
) -> None:
    """Find the dominators of those who are reached and not settled; who is, is as good as tied to the one above all."""
    n = len(rindptr) - 1
    # The others come first, then the settled from whom arcs lead to them, then the one above all.
    members = np.empty(n + 1, np.int32)
    place = np.full(n, -1, np.int32)
    size = 0
    for v in range(n):
        if branch[v] and found[v] == UNREACHED:
            members[size] = v
            place[v] = size
            size += 1
    for i in range(others):
        v = members[i]
        for k in range(rindptr[v], rindptr[v + 1]):
            w = rindices[k]
            if branch[w] and place[w] < 0:
                members[size] = w
                place[w] = size
                size += 1
    members[size] = top
    heads = np.zeros(size + 2, np.int32)
    for i in range(others):
        v = members[i]
        for k in range(rindptr[v], rindptr[v + 1]):
            if branch[rindices[k]]:
                heads[place[rindices[k]] + 1] += 1
    heads[size + 1] = size - others
    for i in range(size + 1):
        heads[i + 1] += heads[i]
    filled = heads.copy()
    tails = np.empty(heads[size + 1], np.int32)
    for i in range(others):
        v = members[i]
        for k in range(rindptr[v], rindptr[v + 1]):
            if branch[rindices[k]]:
                j = place[rindices[k]]
                tails[filled[j]] = i
                filled[j] += 1
    for j in range(others, size):
        tails[filled[size]] = j
        filled[size] += 1
    above = _semi_nca(heads, tails, np.full(1, size, np.int32))
    for i in range(others):
        found[members[i]] = members[above[i]]


@jit
def _semi_nca(indptr: Ints, indices: Ints, roots: Ints) -> Ints:
    """
    Find the immediate dominators of any network (the semi-NCA algorithm).

    Several roots hang below one that stands for all of them, and has number 0 in the order of the first visit.
    """
    n = len(indptr) - 1
    ends = indices.view(np.uint32)
    turn = np.full(n, -1, np.int32)
    # Longer than anybody needs, since rows are asked for ahead.
    order = np.zeros(n + 1 + SOON, np.int32)
    parent = np.zeros(n + 1, np.int32)
    order[0] = -1
    count = 1
    # Depth first; what is needed of the actors on the path lies in the order of the path.
    stack = np.empty(n + 1, np.int32)
    place = np.empty(n + 1, np.int32)
    last = np.empty(n + 1, np.int32)
    for r in roots:
        depth = -1
        w = np.uint32(r)
        entering = turn[w] < 0
        above = 0
        while entering or depth >= 0:
            if entering:
                entering = False
                depth += 1
                turn[w] = stack[depth] = count
                order[count] = w
                parent[count] = above
                count += 1
                place[depth], last[depth] = indptr[w], indptr[w + _NEXT]
                for k in range(place[depth], last[depth]):
                    prefetch(turn, ends[k])
                    prefetch(indptr, ends[k])
            elif place[depth] < last[depth]:
                w = ends[place[depth]]
                place[depth] += 1
                entering = turn[w] < 0
                above = stack[depth]
            else:
                depth -= 1
    # Predecessors in the order of the first visit, where the one of all roots is 0.
    entries = np.zeros(count + 1, np.int32)
    met = np.empty(len(indices), np.int32)
    taken = 0
    for i in range(1, count):
        prefetch(indptr, order[i + SOON])
        prefetch(ends, indptr[order[i + NEAR]])
        w = np.uint32(order[i])
        for k in range(indptr[w], indptr[w + _NEXT]):
            met[taken] = turn[ends[k]]
            entries[met[taken] + 1] += 1
            taken += 1
    for i in range(count):
        entries[i + 1] += entries[i]
    filled = entries.copy()
    into = np.empty(entries[count], np.int32)
    taken = 0
    for i in range(1, count):
        w = order[i]
        for _ in range(indptr[w], indptr[w + 1]):
            j = met[taken]
            taken += 1
            into[filled[j]] = i
            filled[j] += 1
    # What is linked, and the least semidominator on the way up to there, side by side.
    up = np.empty((count, 2), np.int32)
    semi = np.empty(count, np.int32)
    for i in range(count):
        up[i, 0] = parent[i]
        up[i, 1] = i
    is_root = np.zeros(count, np.bool_)
    for r in roots:
        is_root[turn[r]] = True
    for i in range(count - 1, 0, -1):
        # A root can be entered from the one that stands for all of them.
        least = 0 if is_root[i] else parent[i]
        for k in range(entries[i], entries[i + 1]):
            v = into[k]
            if up[v, 0] > i:
                # Shorten the way up to what has been linked, and carry the least down along it.
                height = 0
                here = v
                while up[here, 0] > i:
                    stack[height] = here
                    height += 1
                    here = up[here, 0]
                end, best = up[here, 0], up[here, 1]
                while height > 0:
                    height -= 1
                    here = stack[height]
                    up[here, 0] = end
                    best = min(best, up[here, 1])
                    up[here, 1] = best
            least = min(least, up[v, 1])
        semi[i] = least
        up[i, 1] = least
    found = np.full(n, UNREACHED, np.int32)
    dominator = parent
    for i in range(1, count):
        above = dominator[i]
        while above > semi[i]:
            above = dominator[above]
        dominator[i] = above
        found[order[i]] = order[above] if above > 0 else ROOT
    return found
