"""The steps of a network with the times at which they can be taken, as kernels take them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netkit.command.clock import Time, check_holds, delay_of, departures, has_dates, has_no_times, read_time
from netkit.command.ways import Ends, resolve_ends
from netkit.errors import ArgumentError
from netkit.kernels.temporal import earliest
from netkit.network.network import Network
from netkit.network.policy import Holds
from netkit.network.steptable import rows_by_end

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]

__all__ = ["Spells", "spells_of"]


@dataclass(frozen=True, eq=False)
class Spells:
    """
    The steps of a network with the times at which they can be taken.

    Parameters
    ----------
    net : Network
        The graph of orders.
    starts, stops : ndarray of int32, shape (k,)
        Ends of the steps.
    first, last : ndarray of float, shape (k,)
        When each can be taken, both included.
    delay : float
        How long a step takes.
    dated : bool
        Whether times are dates.
    """

    net: Network
    starts: Ints
    stops: Ints
    first: Floats
    last: Floats
    delay: float
    dated: bool

    @property
    def n(self) -> int:
        """Number of actors."""
        return self.net.n_actors

    def begin(self, start: Time | None) -> float:
        """Read when ways begin; if nobody says, with the first known beginning of a tie."""
        if start is not None:
            return read_time(self.net, "start", start, self.dated, last=False)
        known = self.first[np.isfinite(self.first)]
        if len(known) == 0:
            raise ArgumentError("no tie here has a known beginning; give `start`")
        return float(known.min())

    def end(self, end: Time | None) -> float:
        """Read when ways are over; if nobody says, never."""
        return np.inf if end is None else read_time(self.net, "end", end, self.dated, last=True)

    def until(self, end: float) -> Spells:
        """Keep the steps that arrive by a time."""
        last = np.minimum(self.last, end - self.delay)
        kept = last >= self.first
        return replace(self, starts=self.starts[kept], stops=self.stops[kept], first=self.first[kept], last=last[kept])

    @cached_property
    def reversed(self) -> Spells:
        """Time and steps turned round: earliest arrivals there are latest departures here."""
        first, last = -(self.last + self.delay), -(self.first + self.delay)
        return replace(self, starts=self.stops, stops=self.starts, first=first, last=last)

    @cached_property
    def rows(self) -> tuple[Ints, Ints, Floats, Floats]:
        """The arrays that kernels take: the steps as rows of their starts."""
        order, pointers = rows_by_end(self.starts, self.n)
        return pointers, self.stops[order], self.first[order], self.last[order]

    def arrivals(self, places: Ints, time: float) -> Floats:
        """Find when each actor can be reached at the earliest from some who begin at a time; infinite for never."""
        nobody = np.zeros(self.n, dtype=bool)
        times, _ = earliest(*self.rows, self.delay, self.only(places, time), nobody)
        return times

    def departures(self, places: Ints, time: float) -> Floats:
        """Find when each actor has to set out at the latest to reach one of some by a time."""
        return self.supremum(-self.reversed.arrivals(places, -time), time)

    def places(self, name: str, ends: Ends) -> Ints:
        """Look up actors; those without a step are nowhere."""
        ids = resolve_ends(self.net, name, ends)
        found = self.net.index.get_indexer(pd.Index(ids, dtype=self.net.index.dtype))
        return found[found >= 0].astype(np.int32)

    def only(self, places: Ints, time: float) -> Floats:
        """Begin at some actors at a time."""
        begin = np.full(self.n, np.inf)
        begin[places] = time
        return begin

    def supremum(self, times: Floats, end: float) -> Floats:
        """Say of a departure that has to be before the end of a half-open spell that end itself."""
        if self.dated or self.delay > 0:
            return times
        return np.where(np.isfinite(times) & (times != end), np.nextafter(times, np.inf), times)

    def told(self, time: float) -> str | float:
        """Say a time in words that a reader knows."""
        return str(np.datetime64(int(time), "D")) if self.dated and np.isfinite(time) else time

    def labelled(self, values: object, name: str, **told: object) -> pd.Series[float]:
        """Give each actor his value, and say what was asked."""
        series = pd.Series(values, index=self.net.index.rename("actor"), name=name)
        series.attrs |= {**told, "traversal": self.delay}
        return series


def spells_of(
    net: Network, traversal: float | str, holds: Holds, case: str | None = None, *, given: tuple[Time | None, ...] = ()
) -> Spells:
    """
    Tell when each step of the graph of orders can be taken.

    Parameters
    ----------
    net : Network
        Its graph of orders; a tie without direction is a step both ways.
    traversal : float or str
        How long a step takes.
    holds : {"possible", "certain"}
        Whether a tie counts as long as it possibly held, or only while it certainly did.
    case : str, optional
        Id of a case: no errands of other cases.
    given : tuple
        The times that the user gives: where no tie has any, they say whether times are numbers.

    Returns
    -------
    Spells
        Without steps that can never be taken.

    Raises
    ------
    ArgumentError
        If an option is unknown or of the wrong kind.
    """
    check_holds(holds)
    graph = net.orders(case=case)
    ties = graph.to_pandas()[0]
    dated = not any(isinstance(time, int | float) for time in given) if has_no_times(ties) else has_dates(ties)
    delay = delay_of(traversal, dated)
    first, last = departures(ties, holds, delay)
    subjects, objects = graph.ends
    back = np.ones(len(ties), dtype=bool) if not graph.directed else ~ties["directed"].to_numpy(dtype=bool)
    starts, stops = np.concatenate([subjects, objects[back]]), np.concatenate([objects, subjects[back]])
    first, last = np.concatenate([first, first[back]]), np.concatenate([last, last[back]])
    there = (first <= last) & (first < np.inf) & (starts != stops)
    return Spells(graph, starts[there], stops[there], first[there], last[there], delay, dated)
