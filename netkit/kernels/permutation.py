"""Comparing two sets of arcs when the actors of one change places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit
from netkit.kernels.rows import find_arc

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]

__all__ = ["permuted_products"]


@jit
def permuted_products(
    sources: Ints, targets: Ints, weights: Floats, indptr: Ints, indices: Ints, others: Floats, orders: Ints
) -> Floats:
    """
    Add up the products of the weights of arcs that fall on each other.

    Parameters
    ----------
    sources, targets : ndarray of int32, shape (m,)
        Ends of the arcs of one network.
    weights : ndarray of float, shape (m,)
        Their weights.
    indptr, indices : ndarray of int32
        Rows of arcs of the other, each in order.
    others : ndarray of float
        Their weights.
    orders : ndarray of int32, shape (k, n)
        For each comparison, the place in the other network that each actor of the first takes.

    Returns
    -------
    ndarray of float, shape (k,)
        The sums.
    """
    sums = np.zeros(len(orders))
    for at in range(len(orders)):
        order = orders[at]
        total = 0.0
        for k in range(len(sources)):
            place = find_arc(indptr, indices, order[sources[k]], order[targets[k]])
            if place >= 0:
                total += weights[k] * others[place]
        sums[at] = total
    return sums
