"""Everybody's reach in the order of time: whom an order of each actor can have reached, and when."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from tqdm.auto import tqdm

from netkit.command.clock import Time, shown_times
from netkit.command.spells import Spells, spells_of
from netkit.kernels.temporal import BLOCK, spread
from netkit.network.network import Network
from netkit.network.policy import Holds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["arrival_times", "temporal_reach"]


def temporal_reach(
    net: Network,
    *,
    start: Time | None = None,
    end: Time | None = None,
    traversal: float | str = 0,
    holds: Holds = "possible",
    case: str | None = None,
) -> pd.Series[int]:
    """
    Count how many others an order of each actor can have reached, in the order of time.

    Parameters
    ----------
    net, start, traversal, holds, case
        As in `earliest_arrival`.
    end : str, date or float, optional
        The last arrival that counts (the last day of a date).

    Returns
    -------
    Series of int
        From 0 to n - 1, indexed by actor; he himself is not counted.

    Raises
    ------
    ArgumentError
        If an option is unknown or of the wrong kind, or no `start` is given and none is known.
    DateError
        If a date cannot be read.

    Notes
    -----
    Where steps take no time all actors are followed together in one pass through time, 512 of them in one line of
    memory; otherwise one after the other.

    References
    ----------
    .. [1] Holme, P. & Saramäki, J. (2012). Temporal networks. *Physics Reports* 519:97-125.
    """
    spells = spells_of(net, traversal, holds, case, given=(start, end))
    begin = spells.begin(start)
    spells = spells.until(spells.end(end))
    counts = np.zeros(spells.n, dtype=np.int64)
    for low, block, reached in _from_all(spells, begin, arrivals=False):
        counts[low : low + block] = reached[0][:block]
    return spells.labelled(counts, "temporal_reach", start=spells.told(begin), holds=holds)  # type: ignore[return-value]  # counts


def arrival_times(
    net: Network,
    *,
    start: Time | None = None,
    end: Time | None = None,
    traversal: float | str = 0,
    holds: Holds = "possible",
    case: str | None = None,
) -> pd.DataFrame:
    """
    Find when an order of anybody can have reached anybody else at the earliest.

    Parameters
    ----------
    net, start, traversal, holds, case
        As in `earliest_arrival`.
    end : str, date or float, optional
        The last arrival that counts (the last day of a date).

    Returns
    -------
    DataFrame of datetime64 or float, shape (n, n)
        Earliest arrival; rows: who gives the order, columns: whom it reaches. NaT or NaN: never. It takes eight
        bytes a pair.

    Raises
    ------
    ArgumentError
        If an option is unknown or of the wrong kind, or no `start` is given and none is known.
    DateError
        If a date cannot be read.

    References
    ----------
    .. [1] Holme, P. & Saramäki, J. (2012). Temporal networks. *Physics Reports* 519:97-125.
    """
    spells = spells_of(net, traversal, holds, case, given=(start, end))
    begin = spells.begin(start)
    spells = spells.until(spells.end(end))
    values = np.full((spells.n, spells.n), np.inf)
    for low, block, reached in _from_all(spells, begin, arrivals=True):
        values[low : low + block] = reached[1][:, :block].T
    ids, shown = spells.net.index, shown_times(values, spells.dated)
    table = pd.DataFrame(shown, index=ids.rename("source"), columns=ids.rename("target"))
    table.attrs |= {"start": spells.told(begin), "traversal": spells.delay, "holds": holds}
    return table


def _from_all(
    spells: Spells, begin: float, *, arrivals: bool
) -> Iterator[tuple[int, int, tuple[NDArray[np.int64], Floats]]]:
    """Follow all actors, a block at a time, on all cores: first of the block, its size, counts and arrivals."""
    n = spells.n
    order = np.argsort(spells.first, kind="stable")
    in_time = (spells.starts[order], spells.stops[order], spells.first[order], spells.last[order])

    def together(low: int) -> tuple[NDArray[np.int64], Floats]:
        times = np.full((n, BLOCK) if arrivals else (0, 0), np.inf)
        return spread(n, *in_time, begin, low, times), times

    def one_by_one(low: int) -> tuple[NDArray[np.int64], Floats]:
        times = np.full((n, BLOCK) if arrivals else (0, 0), np.inf)
        counts = np.zeros(BLOCK, dtype=np.int64)
        for place in range(low, min(low + BLOCK, n)):
            here = np.array([place], dtype=np.int32)
            found = spells.arrivals(here, begin)
            counts[place - low] = np.isfinite(found).sum() - 1
            if arrivals:
                times[:, place - low] = found
        return counts, times

    follow: Callable[[int], tuple[NDArray[np.int64], Floats]] = together if spells.delay == 0 else one_by_one
    lows = range(0, n, BLOCK)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for low, reached in zip(lows, tqdm(pool.map(follow, lows), total=len(lows), disable=None), strict=True):
            yield low, min(BLOCK, n - low), reached
