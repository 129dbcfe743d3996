"""Through whom every way from some roots has to pass: the tree of immediate dominators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit
from netkit.kernels.prefetch import NEAR, SOON, prefetch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]

__all__ = ["ROOT", "UNREACHED", "immediate_dominators"]

UNREACHED = -1
"""What stands for an actor to whom no way leads."""

ROOT = -2
"""What stands for a root, and for an actor whom only the roots together dominate."""

_NEXT = np.uint32(1)


@jit
def immediate_dominators(
    indptr: Ints,
    indices: Ints,
    counted: NDArray[np.bool_],
    roots: Ints,
) -> Ints:
    """
    Find the immediate dominator of everybody who can be reached (the semi-NCA algorithm).

    Several roots hang below one that stands for all of them, and has number 0 in the order of the first visit.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of arcs.
    counted : ndarray of bool, shape (m,)
        Which arcs are there.
    roots : ndarray of int32
        Where ways begin, each once.

    Returns
    -------
    ndarray of int32, shape (n,)
        Position of the immediate dominator; `ROOT` for the roots and for whoever is dominated by no single actor,
        `UNREACHED` for the others.
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
                k = place[depth]
                place[depth] += 1
                w = ends[k]
                entering = counted[k] and turn[w] < 0
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
            j = turn[ends[k]] if counted[k] else -1
            met[taken] = j
            taken += 1
            if j >= 0:
                entries[j + 1] += 1
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
            if j >= 0:
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
