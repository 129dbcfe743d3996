"""Chains in the order of time, from one actor or to one: when, how fast and in how few steps."""

from __future__ import annotations

import numpy as np
import pandas as pd

from netkit.command.clock import Time, shown_times
from netkit.command.spells import spells_of
from netkit.command.ways import Ends
from netkit.errors import ArgumentError
from netkit.kernels.temporal import fewest_hops
from netkit.network.network import Network
from netkit.network.policy import Holds

__all__ = ["earliest_arrival", "fastest", "fewest_steps", "latest_departure"]


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

    Acts (killing, arresting) carry no order further and are left out, so who is tied to somebody by an act alone is
    not reached; whether an order can end in an act against him is asked of `chains`.

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
    shown = shown_times(spells.arrivals(spells.places("source", source), begin), spells.dated)
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

    Notes
    -----
    Acts (killing, arresting) carry no order and are left out: asked of a victim, it finds only those from whom an order
    could come to him, not those who could have it carried out against him. These are found by `chains`.

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
    times = spells.departures(spells.places("target", target), close)
    return spells.labelled(shown_times(times, spells.dated), "latest_departure", end=spells.told(close), holds=holds)


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
    hops = fewest_hops(*spells.rows, spells.delay, spells.only(spells.places("source", source), begin), close)
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
    times = spells.arrivals(places, begin)
    least = times - begin
    opening = np.isfinite(spells.first) & (spells.first >= begin) & np.isfinite(times[spells.starts])
    events = np.unique(np.stack([spells.starts[opening].astype(float), spells.first[opening]], axis=1), axis=0)
    for place, moment in events.tolist():
        here = np.array([int(place)], dtype=np.int32)
        departure = float(spells.departures(here, moment)[places].max(initial=-np.inf))
        if departure < begin:
            continue
        least = np.minimum(least, spells.arrivals(here, moment) - departure)
    least[places] = 0.0
    least = np.where(np.isfinite(least), least, np.nan)
    return spells.labelled(least, "fastest", start=spells.told(begin), holds=holds)
