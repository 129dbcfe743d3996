"""A binary heap in two arrays, the smallest key on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]

__all__ = ["pop", "push"]


@jit
def push(keys: Floats, items: Ints, size: int, key: float, item: int) -> int:
    """
    Put an item in.

    Parameters
    ----------
    keys, items : ndarray
        The heap; there must be room.
    size : int
        How much of it is filled.
    key : float
        The item's key.
    item : int
        The item.

    Returns
    -------
    int
        The new size.
    """
    at = size
    while at > 0:
        above = (at - 1) // 2
        if keys[above] <= key:
            break
        keys[at] = keys[above]
        items[at] = items[above]
        at = above
    keys[at] = key
    items[at] = item
    return size + 1


@jit
def pop(keys: Floats, items: Ints, size: int) -> int:
    """
    Take the top item out; read it at place 0 before.

    Parameters
    ----------
    keys, items : ndarray
        The heap.
    size : int
        How much of it is filled, at least 1.

    Returns
    -------
    int
        The new size.
    """
    size -= 1
    key, item = keys[size], items[size]
    at = 0
    while 2 * at + 1 < size:
        below = 2 * at + 1
        if below + 1 < size and keys[below + 1] < keys[below]:
            below += 1
        if key <= keys[below]:
            break
        keys[at] = keys[below]
        items[at] = items[below]
        at = below
    keys[at] = key
    items[at] = item
    return size
