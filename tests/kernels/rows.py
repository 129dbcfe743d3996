"""Small random rows of arcs for the kernels, and how to walk over them slowly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["Rows", "both_ways", "drawn", "rows_of"]

Rows = tuple[NDArray[np.int32], NDArray[np.int32]]


def rows_of(n: int, starts: NDArray[np.int32], stops: NDArray[np.int32]) -> Rows:
    """Put arcs, which stand in the order of their starts, into rows."""
    return np.append(0, np.cumsum(np.bincount(starts, minlength=n))).astype(np.int32), stops.astype(np.int32)


def both_ways(n: int, pairs: NDArray[np.integer]) -> tuple[Rows, Rows]:
    """Put arcs, in any order, into rows, forwards and backwards; loops and parallel arcs stay."""
    starts, stops = pairs[:, np.argsort(pairs[0], kind="stable")]
    back = pairs[:, np.argsort(pairs[1], kind="stable")]
    return rows_of(n, starts, stops), rows_of(n, back[1], back[0])


def drawn(rng: np.random.Generator, n: int, m: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Draw the ends of arcs without loops, parallel ones among them, in the order of their starts."""
    starts, shifts = np.sort(rng.integers(0, n, m)), rng.integers(1, n, m)
    return starts.astype(np.int32), ((starts + shifts) % n).astype(np.int32)
