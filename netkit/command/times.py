"""Chains in the order of time: who can have been reached when, by whom, how fast and in how few steps."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from tqdm.auto import tqdm

from netkit.command.clock import Holds, Time, shown_times
from netkit.command.spells import Spells, spells_of
from netkit.command.ways import Ends
from netkit.errors import ArgumentError
from netkit.kernels.temporal import BLOCK, earliest, fewest_hops, spread
from netkit.network.network import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]

__all__ = ["arrival_times", "earliest_arrival", "fastest", "fewest_steps", "latest_departure", "temporal_reach"]


def earliest_arrival(
    net: Network,
    source: Ends,
    *,
    start: Time | None = None,
    traversal: float | str = 0,
    holds: Holds = "possible",
    case: str | None = None,
) -> pd.Series[float]:
    """
    Find when an order can have reached everybody at the earliest.

    Parameters
    ----------
    net : Network
        Its graph of orders; see `Network.orders`. Ties without direction count both ways, parallel ones each with
        their own time.
    source : str or iterable of str
        Who gives it: a name in any known spelling, or an id, or several.
    start : str, date or float, optional
        When he gives it: a date (EDTF; the first day of it), or a number where the network's times are numbers.
        Without it, when the first tie with a known beginning begins.
    traversal : float or str, default: 0
        How long a step takes: whole days (or "3d", "2w") where times are dates, else a number.
    holds : {"possible", "certain"}
        Whether a tie counts as long as it possibly held, or only while it certainly did.
    case : str, optional
        Id of a case: no errands of other cases.

    Returns
    -------
    Series of datetime64 or float
        Day (or number) of the earliest arrival, indexed by actor; the source has `start`. NaT or NaN: never.
        ``attrs`` tell start, traversal and holds.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If a name does not lead to one actor.
    ArgumentError
        If an option is unknown or of the wrong kind, or no `start` is given and none is known.
    DateError
        If a date cannot be read.

    Notes
    -----
    Who has an order can wait. A tie that holds over [s, e) can be taken at any time from s on that is before e if it
    takes no time, and no later than leaves the whole of `traversal` before e if it does. That u can reach v, and v
    can reach w, does not mean that u can reach w.

    References
    ----------
    .. [1] Bui-Xuan, B.-M., Ferreira, A. & Jarry, A. (2003). Computing shortest, fastest, and foremost journeys in
       dynamic networks. *International Journal of Foundations of Computer Science* 14:267-285.

    Examples
    --------
    >>> import pandas as pd
    >>> import netkit as nk
    >>> ties = pd.DataFrame({"subject": ["a", "b"], "object": ["b", "c"], "start": [3, 1], "end": [5, 9]})
    >>> nk.earliest_arrival(nk.from_pandas(ties), "a", start=0, traversal=2).to_dict()
    {'a': 0.0, 'b': 5.0, 'c': 7.0}
    """
    spells = spells_of(net, traversal, holds, case, given=(start,))
    begin = spells.begin(start)
    nobody = np.zeros(spells.n, dtype=bool)
    times, _ = earliest(*spells.rows(), spells.delay, spells.only(spells.places("source", source), begin), nobody)
    shown = shown_times(times, spells.dated)
    return spells.labelled(shown, "earliest_arrival", start=spells.told(begin), holds=holds)


def latest_departure(
    net: Network,
    target: Ends,
    *,
    end: Time | None = None,
    traversal: float | str = 0,
    holds: Holds = "possible",
    case: str | None = None,
) -> pd.Series[float]:
    """
    Find when an order must have set out at the latest to reach somebody in time.

    Parameters
    ----------
    net : Network
        Its graph of orders; see `Network.orders`.
    target : str or iterable of str
        Whom it has to reach: a name in any known spelling, or an id, or several (any of them).
    end : str, date or float, optional
        By when: a date (EDTF; the last day of it), or a number where the network's times are numbers. Without it,
        when the last tie with a known end ends.
    traversal, holds, case
        As in `earliest_arrival`.

    Returns
    -------
    Series of datetime64 or float
        Indexed by actor; the target has `end`. NaT or NaN: nobody there could reach the target in time, whenever he
        set out. Where times are dates, the last day. Where they are numbers and `traversal` is 0 it is a supremum: a
        half-open spell cannot be used at its end, so one has to set out before.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If a name does not lead to one actor.
    ArgumentError
        If an option is unknown or of the wrong kind, or no `end` is given and none is known.
    DateError
        If a date cannot be read.

    References
    ----------
    .. [1] Bui-Xuan, B.-M., Ferreira, A. & Jarry, A. (2003). Computing shortest, fastest, and foremost journeys in
       dynamic networks. *International Journal of Foundations of Computer Science* 14:267-285.

    Examples
    --------
    >>> import pandas as pd
    >>> import netkit as nk
    >>> ties = pd.DataFrame({"subject": ["a", "b"], "object": ["b", "c"], "start": [3, 1], "end": [5, 9]})
    >>> nk.latest_departure(nk.from_pandas(ties), "c", end=20, traversal=1).to_dict()
    {'a': 4.0, 'b': 8.0, 'c': 20.0}
    """
    spells = spells_of(net, traversal, holds, case, given=(end,))
    close = spells.end(end)
    if end is None:
        known = spells.last[np.isfinite(spells.last)]
        if len(known) == 0:
            raise ArgumentError("no tie here has a known end; give `end`")
        close = float(known.max()) + spells.delay
        close = float(spells.supremum(np.array([close]), np.inf)[0])
    times = _departures(spells, spells.places("target", target), close)
    return spells.labelled(shown_times(times, spells.dated), "latest_departure", end=spells.told(close), holds=holds)


def _departures(spells: Spells, places: Ints, close: float) -> Floats:
    back = spells.reversed()
    times, _ = earliest(*back.rows(), spells.delay, spells.only(places, -close), np.zeros(spells.n, dtype=bool))
    return spells.supremum(-times, close)


def fewest_steps(
    net: Network,
    source: Ends,
    *,
    start: Time | None = None,
    end: Time | None = None,
    traversal: float | str = 0,
    holds: Holds = "possible",
    case: str | None = None,
) -> pd.Series[float]:
    """
    Count the fewest steps in which an order can have reached everybody, in the order of time.

    Parameters
    ----------
    net, source, start, traversal, holds, case
        As in `earliest_arrival`.
    end : str, date or float, optional
        The last arrival that counts (the last day of a date).

    Returns
    -------
    Series of float
        Steps, indexed by actor; 0 for the source, NaN for whoever cannot be reached in time.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If a name does not lead to one actor.
    ArgumentError
        If an option is unknown or of the wrong kind, or no `start` is given and none is known.
    DateError
        If a date cannot be read.

    References
    ----------
    .. [1] Bui-Xuan, B.-M., Ferreira, A. & Jarry, A. (2003). Computing shortest, fastest, and foremost journeys in
       dynamic networks. *International Journal of Foundations of Computer Science* 14:267-285.
    """
    spells = spells_of(net, traversal, holds, case, given=(start, end))
    begin, close = spells.begin(start), spells.end(end)
    hops = fewest_hops(*spells.rows(), spells.delay, spells.only(spells.places("source", source), begin), close)
    steps = np.where(hops >= 0, hops.astype(float), np.nan)
    return spells.labelled(steps, "fewest_steps", start=spells.told(begin), holds=holds)


def fastest(
    net: Network,
    source: Ends,
    *,
    start: Time | None = None,
    end: Time | None = None,
    traversal: float | str = 0,
    holds: Holds = "possible",
    case: str | None = None,
) -> pd.Series[float]:
    """
    Find in how little time, from its setting out, an order can have reached everybody.

    Parameters
    ----------
    net, source, traversal, holds, case
        As in `earliest_arrival`.
    start, end : str, date or float, optional
        The first setting out and the last arrival that count (the first day, and the last day, of a date). Without
        `start`, when the first tie with a known beginning begins.

    Returns
    -------
    Series of float
        Days (or the network's own numbers) from departure to arrival, indexed by actor; 0 for the source, NaN for
        whoever cannot be reached. Where times are numbers and `traversal` is 0 it is an infimum.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If a name does not lead to one actor.
    ArgumentError
        If an option is unknown or of the wrong kind, or no `start` is given and none is known.
    DateError
        If a date cannot be read.

    Notes
    -----
    Some fastest way takes a step at the moment when it opens, or sets out at `start`: any other can be moved to an
    earlier time as a whole. So for each step that opens, the latest departure towards it and the earliest arrival
    after it are joined, which makes two traversals a step: meant for some thousand ties.

    References
    ----------
    .. [1] Bui-Xuan, B.-M., Ferreira, A. & Jarry, A. (2003). Computing shortest, fastest, and foremost journeys in
       dynamic networks. *International Journal of Foundations of Computer Science* 14:267-285.
    """
    spells = spells_of(net, traversal, holds, case, given=(start, end))
    begin, close = spells.begin(start), spells.end(end)
    spells = spells.until(close)
    places = spells.places("source", source)
    nobody, rows, back = np.zeros(spells.n, dtype=bool), spells.rows(), spells.reversed().rows()
    times, _ = earliest(*rows, spells.delay, spells.only(places, begin), nobody)
    least = times - begin
    opening = np.isfinite(spells.first) & (spells.first >= begin) & np.isfinite(times[spells.starts])
    events = np.unique(np.stack([spells.starts[opening].astype(float), spells.first[opening]], axis=1), axis=0)
    for place, moment in events.tolist():
        here = np.array([int(place)], dtype=np.int32)
        left, _ = earliest(*back, spells.delay, spells.only(here, -moment), nobody)
        departure = float(spells.supremum(-left[places], moment).max(initial=-np.inf))
        if departure < begin:
            continue
        times, _ = earliest(*rows, spells.delay, spells.only(here, moment), nobody)
        least = np.minimum(least, times - departure)
    least[places] = 0.0
    least = np.where(np.isfinite(least), least, np.nan)
    return spells.labelled(least, "fastest", start=spells.told(begin), holds=holds)


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
    rows, nobody = spells.rows(), np.zeros(n, dtype=bool)

    def together(low: int) -> tuple[NDArray[np.int64], Floats]:
        times = np.full((n, BLOCK) if arrivals else (0, 0), np.inf)
        return spread(n, *in_time, begin, low, times), times

    def one_by_one(low: int) -> tuple[NDArray[np.int64], Floats]:
        times = np.full((n, BLOCK) if arrivals else (0, 0), np.inf)
        counts = np.zeros(BLOCK, dtype=np.int64)
        for place in range(low, min(low + BLOCK, n)):
            here = np.array([place], dtype=np.int32)
            found, _ = earliest(*rows, spells.delay, spells.only(here, begin), nobody)
            counts[place - low] = np.isfinite(found).sum() - 1
            if arrivals:
                times[:, place - low] = found
        return counts, times

    follow: Callable[[int], tuple[NDArray[np.int64], Floats]] = together if spells.delay == 0 else one_by_one
    lows = range(0, n, BLOCK)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for low, reached in zip(lows, tqdm(pool.map(follow, lows), total=len(lows), disable=None), strict=True):
            yield low, min(BLOCK, n - low), reached
