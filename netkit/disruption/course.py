"""What losses did to a network in the course of time, beside random and targeted ones, with successors or without."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from netkit.dates import day_number, parse_duration, shift
from netkit.disruption.removal import first_by
from netkit.errors import ArgumentError, NotDefinedError
from netkit.kernels.removal import largest_sets, reachable_pairs
from netkit.measures.arcs import arcs_of, random_generator
from netkit.measures.registry import call_measure, get_measure
from netkit.network.network import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    States = NDArray[np.int8]

__all__ = ["compare_removals", "removals_over_time"]

_GONE, _THERE, _SUCCESSOR = 0, 1, 2
_OFFICE = "office"
_KERNELS = ("largest_part", "reach")
_YEAR = 365.25


def compare_removals(
    net: Network,
    removals: pd.DataFrame | pd.Series[Any] | Mapping[str, Any] | Iterable[str],
    *,
    against: str | Callable[..., Any] | Iterable[str | Callable[..., Any]] = (
        "random",
        "shuffled",
        "degree",
        "betweenness",
    ),
    among: Iterable[Hashable] | None = None,
    outcome: str | Callable[..., Any] = "reach",
    vacancy: str | float | None = None,
    takeover: float = 1.0,
    until: Any = None,
    draws: int = 1_000,
    level: float = 0.9,
    rng: int | np.random.Generator | None = None,
) -> pd.DataFrame:
    r"""
    Compare what a historic order of losses did with random and targeted losses on the same days.

    Parameters
    ----------
    net : Network
        As it was before the first loss; it stays as it was but for the losses and the successors.
    removals : DataFrame, Series, mapping or iterable of str
        The historic losses: the table of `losses`; or the day of each actor (dates, or numbers); or actors alone, in
        their order, one a unit of time.
    against : str, callable or iterable of them
        "random": as many others, by lot. "shuffled": the same actors in random order. A measure of actors, by name or
        function: those who have the highest values before the first loss, the highest one first.
    among : iterable of str, optional
        Who could have been lost instead, such as the persons of one side; the whole network if not given.
    outcome : str or callable
        "reach": ordered pairs of which the first can reach the second; "largest_part": actors in the largest part
        (direction ignored); or any measure of a network, over those who are there.
    vacancy : str or float, optional
        After how long somebody else takes over, such as "6m" (a number where the days are numbers). He has the ties of
        the office (derived ones, and those of the family "office"), not the personal ones. Nobody does, if not given.
    takeover : float, default: 1.0
        Probability that somebody does.
    until : date or number, optional
        Until when the loss is added up; a year after the last loss (one unit after it, where days are numbers) if not
        given.
    draws : int, default: 1_000
        How many random orders, and how many ways in which successors come where `takeover` is below 1.
    level : float, default: 0.9
        Share of the draws that lie between `low` and `high`.
    rng : int or Generator, optional
        The same `rng` gives the same draws.

    Returns
    -------
    DataFrame
        Indexed by order ("historic" first): loss, the mean share of the outcome that was lost, from 0 to 1, over the
        time from the first loss on; low and high of the draws; as_bad, the share of draws that lost as much as the
        historic order or more (NaN for itself); removed, how many. ``attrs["left_out"]`` names the losses of actors who
        are not in the network.

    Raises
    ------
    ArgumentError
        If an option is out of range, a day is missing, or no loss is one of the network's.
    NotDefinedError
        If the outcome is 0 or undefined before the first loss.

    Notes
    -----
    .. math:: \mathrm{loss} = \frac{1}{T} \int_0^T \left(1 - \frac{y(t)}{y(0)}\right) dt

    An efficiency over those who are left can rise when somebody goes: then a part of the loss is negative.

    References
    ----------
    .. [1] Duijn, P. A. C., Kashirin, V. & Sloot, P. M. A. (2014). The relative ineffectiveness of criminal network
       disruption. *Scientific Reports* 4:4238.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> star = nk.from_networkx(nx.star_graph(4))
    >>> nk.compare_removals(star, ["0", "1"], against="shuffled", rng=1)["loss"].tolist()[0]
    1.0
    """
    course = _course(net, removals, among, outcome, vacancy, takeover, until, draws, rng)
    if not 0 < level < 1:
        raise ArgumentError(f"`level` is {level}; it lies between 0 and 1, such as 0.9")
    spans = np.diff(course.days, append=course.until)
    share = np.clip(spans, 0.0, None) / (course.until - course.days[0])
    scores = {name: (1 - values) @ share for name, values in course.run(against).items()}
    historic = scores["historic"].mean()
    tail = (1 - level) / 2
    table = pd.DataFrame(
        {
            name: {
                "loss": found.mean(),
                "low": np.quantile(found, tail),
                "high": np.quantile(found, 1 - tail),
                # Sums of the same shares in another order differ in their last digit.
                "as_bad": float(np.mean(found >= historic - 1e-9)) if name != "historic" else np.nan,
                "removed": len(course.lost),
            }
            for name, found in scores.items()
        }
    ).T.rename_axis("order")
    table = table.astype({"removed": int})
    table.attrs = course.told() | {"level": level}
    return table


def removals_over_time(
    net: Network,
    removals: pd.DataFrame | pd.Series[Any] | Mapping[str, Any] | Iterable[str],
    *,
    against: str | Callable[..., Any] | Iterable[str | Callable[..., Any]] = (
        "random",
        "shuffled",
        "degree",
        "betweenness",
    ),
    among: Iterable[Hashable] | None = None,
    outcome: str | Callable[..., Any] = "reach",
    vacancy: str | float | None = None,
    takeover: float = 1.0,
    until: Any = None,
    draws: int = 1_000,
    rng: int | np.random.Generator | None = None,
) -> pd.DataFrame:
    """
    Follow the outcome of `compare_removals` from loss to loss.

    Parameters
    ----------
    net, removals, against, among, outcome, vacancy, takeover, until, draws, rng
        See `compare_removals`.

    Returns
    -------
    DataFrame
        One row a loss and one a successor, in the order of time: day, actor (id, of the historic order), event ("lost"
        or "replaced"), and for each order the outcome from that day on, as a share of that before the first loss (the
        mean over its draws). Draw it with ``table.plot(x="day", drawstyle="steps-post")``.

    Raises
    ------
    ArgumentError, NotDefinedError
        As `compare_removals`.
    """
    course = _course(net, removals, among, outcome, vacancy, takeover, until, draws, rng)
    events = [(course.shown(day), course.lost[place], what) for day, place, what in course.events]
    table = pd.DataFrame(events, columns=["day", "actor", "event"])
    table = table.assign(**{name: values.mean(axis=0) for name, values in course.run(against).items()})
    table.attrs = course.told()
    return table


@dataclass(frozen=True, eq=False)
class _Course:
    """Losses and successions of one network, in the order of time, and what is measured after each."""

    net: Network
    lost: list[str]
    pool: NDArray[np.int32]
    left_out: list[str]
    events: list[tuple[float, int, str]]
    until: float
    dated: bool
    outcome: str | Callable[..., Any]
    vacancy: str | float | None
    takeover: float
    draws: int
    rng: int | np.random.Generator | None
    dice: np.random.Generator

    @property
    def days(self) -> Floats:
        """When each event is."""
        return np.array([day for day, _, _ in self.events])

    def shown(self, day: float) -> Any:
        """Give a day as people read it."""
        return pd.Timestamp(np.datetime64(round(day), "D")) if self.dated else day

    def told(self) -> dict[Any, Any]:
        """Say what the numbers are made of."""
        net, outcome = self.net, self.outcome
        told: dict[Any, Any] = {"outcome": outcome if isinstance(outcome, str) else outcome.__name__}
        told |= {"until": str(self.shown(self.until)), "left_out": self.left_out, "draws": self.draws}
        told |= {
            "rng": self.rng,
            "vacancy": self.vacancy,
            "takeover": self.takeover,
            "actors": net.n_actors,
            "ties": net.n_ties,
        }
        return told | {"policy": net.policy.describe() if net.policy else {}}

    def run(self, against: str | Callable[..., Any] | Iterable[str | Callable[..., Any]]) -> dict[str, Floats]:
        """Give for each order the outcome after each event in each draw, as a share of that before all of them."""
        orders = [against] if isinstance(against, str) or callable(against) else list(against)
        net, k = self.net, len(self.lost)
        own = net.positions(self.lost)
        chosen: dict[str, list[NDArray[np.int32]]] = {"historic": [own]}
        for order in orders:
            if order == "random":
                chosen["random"] = [self.dice.permutation(self.pool)[:k] for _ in range(self.draws)]
            elif order == "shuffled":
                chosen["shuffled"] = [self.dice.permutation(own) for _ in range(self.draws)]
            else:
                ranked = first_by(net, order, False, {})
                chosen[get_measure(order).name] = [ranked[np.isin(ranked, self.pool)][:k]]
        repeats = self.draws if 0 < self.takeover < 1 and any(what == "replaced" for _, _, what in self.events) else 1
        found, before = {}, self._before()
        for name, several in chosen.items():
            states = np.concatenate([self._states(one) for one in several * (repeats if len(several) == 1 else 1)])
            found[name] = self._measured(states).reshape(-1, len(self.events)) / before
        return found

    def _states(self, order: NDArray[np.int32]) -> States:
        """Say who is there after each event."""
        comes = self.dice.random(len(order)) < self.takeover
        states = np.full((len(self.events), self.net.n_actors), _THERE, dtype=np.int8)
        for at, (_, place, what) in enumerate(self.events):
            if what == "lost":
                states[at:, order[place]] = _GONE
            elif comes[place]:
                states[at:, order[place]] = _SUCCESSOR
        return states

    def _before(self) -> float:
        value = float(self._measured(np.full((1, self.net.n_actors), _THERE, dtype=np.int8))[0])
        if not value > 0:
            raise NotDefinedError(f"the outcome is {value} before the first loss, so there is no share of it to lose")
        return value

    def _measured(self, states: States) -> Floats:
        if self.outcome == "reach":
            arcs, office = arcs_of(self.net), self._office_arcs
            return reachable_pairs(*_rows(arcs.out, office), *_rows(arcs.into, office), states).astype(float)
        if self.outcome == "largest_part":
            contacts = arcs_of(self.net).contacts
            rows = (contacts.indptr, contacts.indices, contacts.weights(self._office_arcs.astype(float)) > 0)
            return largest_sets(*rows, *rows, states).astype(float)
        kinds, which = np.unique(states, axis=0, return_inverse=True)
        values = [float(call_measure(self.outcome, self._left(kind), {})[1]) for kind in kinds]
        return np.array(values)[which.reshape(-1)]

    @cached_property
    def _office_ties(self) -> NDArray[np.bool_]:
        ties = self.net.ties
        return (ties["derived"].astype(bool) | (ties["family"] == _OFFICE)).to_numpy(dtype=bool)

    @cached_property
    def _office_arcs(self) -> NDArray[np.bool_]:
        return self.net.graph.arc_sums(self._office_ties.astype(float)) > 0

    def _left(self, state: NDArray[np.int8]) -> Network:
        """Make the network of one state."""
        net, ends = self.net, self.net.ends
        there, himself = ((state > _GONE)[end] for end in ends), ((state == _THERE)[end] for end in ends)
        kept = np.logical_and(*there) & (self._office_ties | np.logical_and(*himself))
        ties, actors = net._ties[kept].reset_index(drop=True), net._actors[state > _GONE]
        return Network(actors, ties, directed=net.directed, policy=net.policy, tables=net.tables)


def _rows(rows: tuple[Any, Any, Any], office: NDArray[np.bool_]) -> tuple[Any, Any, Any]:
    return rows[0], rows[1], office[rows[2]]


def _course(
    net: Network,
    removals: Any,
    among: Iterable[Hashable] | None,
    outcome: str | Callable[..., Any],
    vacancy: str | float | None,
    takeover: float,
    until: Any,
    draws: int,
    rng: int | np.random.Generator | None,
) -> _Course:
    if outcome not in _KERNELS and (found := get_measure(outcome)).level != "network":
        raise ArgumentError(f"`outcome` is {found.name!r}, which is no measure of a whole network")
    if not 0 <= takeover <= 1:
        raise ArgumentError(f"`takeover` is {takeover}; it lies between 0 and 1")
    if draws < 1:
        raise ArgumentError(f"`draws` is {draws}; it has to be at least 1")
    when = _days_of(removals)
    ids = [net.resolve(actor) for actor in when.index]
    if len(set(ids)) < len(ids):
        raise ArgumentError(f"`removals` takes {next(one for one in ids if ids.count(one) > 1)!r} out twice")
    dated = not pd.api.types.is_numeric_dtype(when)
    if when.isna().any():
        raise ArgumentError(
            f"`removals` has no day for {ids[int(when.isna().argmax())]!r}; leave those without one out"
        )
    days = [float(day_number(_text(day))) for day in when] if dated else [float(day) for day in when]
    known = set(net.index)
    order = sorted(range(len(ids)), key=lambda at: days[at])
    kept = [at for at in order if ids[at] in known]
    if not kept:
        raise ArgumentError("none of the actors in `removals` has a tie in this network")
    pool = np.arange(net.n_actors, dtype=np.int32) if among is None else np.unique(net.positions(among))
    if len(pool) < len(kept):
        raise ArgumentError(f"`among` names {len(pool)} actors of this network; {len(kept)} were lost")
    events = [(days[at], place, "lost") for place, at in enumerate(kept)]
    if vacancy is not None:
        events += [(_later(day, vacancy, dated), place, "replaced") for day, place, _ in events]
    end = _end(until, events, dated)
    # Of one day, losses come before successors.
    events = sorted((event for event in events if event[0] < end), key=lambda event: (event[0], event[2], event[1]))
    return _Course(
        net=net,
        lost=[ids[at] for at in kept],
        pool=pool,
        left_out=[ids[at] for at in order if ids[at] not in known],
        events=events,
        until=end,
        dated=dated,
        outcome=outcome,
        vacancy=vacancy,
        takeover=takeover,
        draws=draws,
        rng=rng,
        dice=random_generator(rng),
    )


def _days_of(removals: Any) -> pd.Series[Any]:
    """Read whom and when, whatever the form."""
    if isinstance(removals, pd.DataFrame):
        if "day" not in removals:
            raise ArgumentError("`removals` has no column 'day'; `losses` gives such a table")
        return removals["day"]
    if isinstance(removals, (pd.Series, Mapping)):
        return pd.Series(removals)
    if isinstance(removals, str):
        raise ArgumentError(f"`removals` is the text {removals!r}; give a list of actors, or the day of each")
    actors = list(removals)
    return pd.Series(np.arange(1.0, len(actors) + 1), index=pd.Index(actors, dtype=object))


def _text(day: Any) -> str:
    return day.date().isoformat() if isinstance(day, pd.Timestamp) else str(day)


def _later(day: float, vacancy: str | float, dated: bool) -> float:
    if dated != isinstance(vacancy, str):
        kind = "dates, so it is a text such as '6m'" if dated else "numbers, so it is one such as 0.5"
        raise ArgumentError(f"`vacancy` is {vacancy!r}; the days are {kind}")
    if isinstance(vacancy, str):
        return float(shift(round(day), parse_duration(vacancy)))
    if not vacancy >= 0:
        raise ArgumentError(f"`vacancy` is {vacancy}; it cannot be negative")
    return day + vacancy


def _end(until: Any, events: list[tuple[float, int, str]], dated: bool) -> float:
    first, last = events[0][0], max(day for day, _, what in events if what == "lost")
    if until is None:
        return last + (_YEAR if dated else 1.0)
    end = float(day_number(_text(until))) if dated else float(until)
    if end <= first:
        raise ArgumentError(f"`until` is {until}; the first loss is not before it")
    return end
