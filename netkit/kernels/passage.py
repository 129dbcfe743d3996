"""Whether an order gets through, draw by draw, along chains in the order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit
from netkit.kernels.heap import pop, push

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

__all__ = ["first_arrivals", "passed_by_all"]


@jit
def first_arrivals(
    indptr: Ints,
    indices: Ints,
    first: Floats,
    after: Floats,
    own: Bools,
    there: Bools,
    source: int,
    target: int,
    barred: int,
    before: Ints,
) -> bool:
    """
    Say whether a chain leads from one actor to another whose links stand in the order of time (Dijkstra).

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of steps; parallel steps stand side by side.
    first, after : ndarray of float, shape (m,)
        When each step begins to hold, and when it holds no more.
    own : ndarray of bool, shape (m,)
        Steps that may come late: they are told of the case itself.
    there : ndarray of bool, shape (m,)
        Which steps are there.
    source, target : int
        The ends.
    barred : int
        An actor through whom nothing passes; -1 for nobody.
    before : ndarray of int32, shape (n,)
        Written: who comes before each actor on the way that was found.

    Returns
    -------
    bool
        Whether the target is reached.
    """
    n = len(indptr) - 1
    arrival = np.full(n, np.inf)
    settled = np.zeros(n, np.bool_)
    keys = np.empty(len(indices) + 1)
    items = np.empty(len(indices) + 1, np.int32)
    if source == barred or target == barred:
        return False
    arrival[source] = -np.inf
    before[source] = -1
    size = push(keys, items, 0, -np.inf, source)
    while size > 0:
        now, v = keys[0], items[0]
        size = pop(keys, items, size)
        if settled[v]:
            continue
        settled[v] = True
        if v == target:
            return True
        for k in range(indptr[v], indptr[v + 1]):
            w = indices[k]
            if not there[k] or settled[w] or w == barred:
                continue
            then = max(now, first[k])
            if then >= after[k]:
                if not own[k]:
                    continue
                then = now
            if then < arrival[w]:
                arrival[w] = then
                before[w] = v
                size = push(keys, items, size, then, w)
    return False


@jit
def passed_by_all(
    indptr: Ints,
    indices: Ints,
    first: Floats,
    after: Floats,
    own: Bools,
    there: Bools,
    source: int,
    target: int,
) -> tuple[Bools, Bools]:
    """
    For each draw, say whether a chain survives, and who stands on every one that does.

    Whoever stands on every chain stands on the one that is found first; so only its actors are tried, each by
    barring him.

    Parameters
    ----------
    indptr, indices, first, after, own : ndarray
        As for `first_arrivals`, but `first` and `after` with one row a draw, shape (draws, m).
    there : ndarray of bool, shape (draws, m)
        Which steps are there in each draw.
    source, target : int
        The ends.

    Returns
    -------
    survives : ndarray of bool, shape (draws,)
        Whether there is a chain.
    on_all : ndarray of bool, shape (draws, n)
        Who stands on every chain; nobody where there is none.
    """
    n = len(indptr) - 1
    draws = len(there)
    survives = np.zeros(draws, np.bool_)
    on_all = np.zeros((draws, n), np.bool_)
    before = np.full(n, -1, np.int32)
    scratch = np.full(n, -1, np.int32)
    for d in range(draws):
        if not first_arrivals(indptr, indices, first[d], after[d], own, there[d], source, target, -1, before):
            continue
        survives[d] = True
        on_all[d, source] = True
        on_all[d, target] = True
        v = before[target]
        while v != source and v >= 0:
            on_all[d, v] = not first_arrivals(
                indptr, indices, first[d], after[d], own, there[d], source, target, v, scratch
            )
            v = before[v]
    return survives, on_all
