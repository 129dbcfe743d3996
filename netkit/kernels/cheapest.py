"""What is still to be paid at the least on the way to a goal: the lower bounds of a search for chains."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit
from netkit.kernels.heap import pop, push

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]

__all__ = ["least_costs"]


@jit
def least_costs(rindptr: Ints, rindices: Ints, rsteps: Ints, costs: Floats, goal: int, widest: bool) -> Floats:
    """
    Find the least cost of a way from everybody to one goal (Dijkstra's algorithm, backwards from the goal).

    Parameters
    ----------
    rindptr : ndarray of int32, shape (n + 1,)
        Where the steps into each actor begin.
    rindices : ndarray of int32, shape (k,)
        Where each step into him comes from.
    rsteps : ndarray of int32, shape (k,)
        Which step it is.
    costs : ndarray of float, shape (k,)
        Cost of each step, at least 0; infinite for one that cannot be taken.
    goal : int
        Where ways end.
    widest : bool
        Whether a way costs as much as its dearest step, instead of the sum.

    Returns
    -------
    ndarray of float, shape (n,)
        Infinite where there is no way.
    """
    n = len(rindptr) - 1
    least = np.full(n, np.inf)
    settled = np.zeros(n, np.bool_)
    keys = np.empty(len(rindices) + 1)
    items = np.empty(len(rindices) + 1, np.int32)
    least[goal] = 0.0
    size = push(keys, items, 0, 0.0, goal)
    while size > 0:
        here = items[0]
        size = pop(keys, items, size)
        if settled[here]:
            continue
        settled[here] = True
        paid = least[here]
        for k in range(rindptr[here], rindptr[here + 1]):
            start = rindices[k]
            cost = costs[rsteps[k]]
            total = max(paid, cost) if widest else paid + cost
            if total < least[start]:
                least[start] = total
                size = push(keys, items, size, total, start)
    return least
