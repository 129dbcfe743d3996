"""The steps that lie on ways from given sources to given targets, one layer an act, and who can be done without."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from netkit.command.clock import departures
from netkit.errors import ArgumentError
from netkit.kernels.temporal import earliest
from netkit.network.network import Network
from netkit.network.steptable import StepTable, rows_by_end

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]

__all__ = ["Day", "Ends", "Layer", "Ways", "resolve_ends", "way_steps", "ways_between"]

Ends = Hashable | Iterable[Hashable]
Day = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Ways:
    """
    Steps on ways from sources to targets, each of which some way in the order of time can take.

    With several acts an actor has one node in the graph of each, so that no way mixes two of them.

    Parameters
    ----------
    ids : ndarray of str
        The actors on ways.
    actor : ndarray of int32, shape (n,)
        Position in `ids` of the actor whose node it is.
    indptr, starts, stops : ndarray of int32
        Where the steps of each node begin; ends of the steps.
    first, last : ndarray of float, shape (k,)
        When each step can be taken, both included.
    rows : ndarray of int32, shape (k,)
        The step's row in `table`.
    table : StepTable
        All steps of the network.
    sources, targets : ndarray of int32
        Nodes at which ways begin and end.
    """

    ids: NDArray[np.object_]
    actor: Ints
    indptr: Ints
    starts: Ints
    stops: Ints
    first: Floats
    last: Floats
    rows: Ints
    table: StepTable
    sources: Ints
    targets: Ints

    @property
    def there(self) -> bool:
        """Whether there is any way."""
        return len(self.rows) > 0

    @cached_property
    def ends(self) -> set[int]:
        """Positions of the actors at which ways begin or end."""
        return set(self.actor[self.sources].tolist()) | set(self.actor[self.targets].tolist())

    def route(self, barred: int = -1) -> list[int]:
        """
        Find one way.

        Parameters
        ----------
        barred : int, default: -1
            Position of an actor whom it may not touch.

        Returns
        -------
        list of int
            Positions of the actors, first to last; empty if there is no way.
        """
        begin = np.full(len(self.actor), np.inf)
        # Not minus infinity, to which nothing can be added; but before all times that mean anything.
        begin[self.sources] = -np.finfo(float).max
        times, came = earliest(self.indptr, self.stops, self.first, self.last, 0.0, begin, self.actor == barred)
        reached = self.targets[np.isfinite(times[self.targets])]
        if len(reached) == 0:
            return []
        here = int(reached[np.argmin(times[reached])])
        route = [int(self.actor[here])]
        while came[here] >= 0:
            here = int(self.starts[came[here]])
            route.append(int(self.actor[here]))
        return route[::-1]


def resolve_ends(net: Network, name: str, ends: Ends) -> list[str]:
    """
    Look up one actor or several.

    Parameters
    ----------
    net : Network
        Where names are looked up.
    name : str
        The argument's name, for the message.
    ends : str or iterable of str
        A name in any known spelling or an id, or several.

    Returns
    -------
    list of str
        Ids, each once.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If a name does not lead to one actor.
    ArgumentError
        If nobody is named.
    """
    several = isinstance(ends, Iterable) and not isinstance(ends, str | bytes)
    named: list[Hashable] = list(ends) if several else [ends]  # type: ignore[arg-type, list-item]  # told apart above
    found = list(dict.fromkeys(net.resolve(one) for one in named))
    if not found:
        raise ArgumentError(f"`{name}` names nobody; give an actor or several")
    return found


@dataclass(frozen=True, eq=False)
class Layer:
    """
    The steps that count on the way to one act of a target, or to a target who suffers none.

    Parameters
    ----------
    target : str
        His id.
    rows : ndarray of int, shape (k,)
        Positions in the network's table of steps.
    always : ndarray of bool, shape (k,)
        Which of them count whatever their dates: the case's own claims.
    """

    target: str
    rows: NDArray[np.int64]
    always: NDArray[np.bool_]


def way_steps(
    net: Network, sources: list[str], targets: list[str], case: str | None = None, day: Day | None = None
) -> list[Layer]:
    """
    Gather the steps that count on the way to each target, one layer an act that he suffers.

    Parameters
    ----------
    net : Network
        Its graph of orders.
    sources, targets : list of str
        Ids.
    case : str, optional
        Only the acts of this case and its parts.
    day : tuple of two numbers, optional
        Beginning and end of the time for which standing ties are asked, instead of that of each act.

    Returns
    -------
    list of Layer
        Of the steps in ``net.steps``.

    Raises
    ------
    ArgumentError
        If the case is unknown, or a target suffers nothing in it.
    """
    if both := sorted(set(sources) & set(targets)):
        raise ArgumentError(f"{both[0]!r} is named at both ends; name two actors")
    orders, tables = net.order_steps, net.tables
    if orders is None or tables is None:
        if case is not None:
            raise ArgumentError("`case`: a network that did not come from a dossier has no cases")
        return [_layer(target, _during(net.steps, np.ones(len(net.steps), dtype=bool), day)) for target in targets]
    if case is not None and case not in tables.cases.index:
        raise ArgumentError(f"`case`: {case!r} is unknown; there is {', '.join(sorted(tables.cases.index))}")
    layers: list[Layer] = []
    for target in targets:
        acts = [Layer(target, act.rows, act.own[act.rows]) for act in orders.acts(target, case, day=day)]
        if not acts and case is not None and any(True for _ in orders.acts(target)):
            raise ArgumentError(f"`case`: {target!r} suffers no act in {case!r}; without `case` all his acts count")
        layers += acts or [_layer(target, _during(orders.table, orders.passing(case), day))]
    return layers


def _during(table: StepTable, counts: NDArray[np.bool_], day: Day | None) -> NDArray[np.int64]:
    """Keep the steps that count and may have been taken at some time."""
    return np.flatnonzero(counts if day is None else counts & (table.first < day[1]) & (table.after > day[0]))


def _layer(target: str, rows: NDArray[np.int64]) -> Layer:
    return Layer(target, rows, np.zeros(len(rows), dtype=bool))


def ways_between(
    net: Network, sources: list[str], targets: list[str], case: str | None = None, day: Day | None = None
) -> Ways:
    """
    Find all steps that lie on some way from the sources to the targets.

    Parameters
    ----------
    net : Network
        Its graph of orders.
    sources, targets : list of str
        Ids.
    case : str, optional
        Only the acts of this case and its parts.
    day : tuple of two numbers, optional
        Beginning and end of the time for which standing ties are asked, instead of that of each act.

    Returns
    -------
    Ways
        Without steps if there is no way.

    Raises
    ------
    ArgumentError
        If the case is unknown, or an actor stands at both ends.
    """
    layers, table = way_steps(net, sources, targets, case, day), net.steps
    actors, begins = len(table.index), table.places(sources)
    begins = begins[begins >= 0]
    goals = np.array([table.places([layer.target])[0] for layer in layers])
    number = np.repeat(np.arange(len(layers)), [len(layer.rows) for layer in layers])
    rows = np.concatenate([layer.rows for layer in layers])
    always = np.concatenate([layer.always for layer in layers])
    # Nobody gives a source his orders, and with the target the way is over.
    kept = ~np.isin(table.stops[rows], begins) & (table.starts[rows] != goals[number])
    number, rows, always = number[kept], rows[kept], always[kept]
    starts, stops = number * actors + table.starts[rows], number * actors + table.stops[rows]
    roots = np.add.outer(np.arange(len(layers)) * actors, begins).ravel()
    aims = (goals + np.arange(len(layers)) * actors)[goals >= 0]
    first, last = (days[table.tie[rows]] for days in departures(table.ties, "possible", 0.0))
    last = np.where(always, np.inf, last)
    useful = np.flatnonzero(_useful(actors * len(layers), starts, stops, first, last, roots, aims))
    useful = useful[np.argsort(starts[useful], kind="stable")]
    nodes, place = _numbered(actors * len(layers), starts[useful], stops[useful])
    here, there = place[starts[useful]], place[stops[useful]]
    on_ways, number_of = _numbered(actors, nodes % max(actors, 1))
    first, last = _loosened(number[useful], first[useful], last[useful])
    return Ways(
        ids=table.index.to_numpy()[on_ways],
        actor=number_of[nodes % max(actors, 1)].astype(np.int32),
        indptr=_pointers(here, len(nodes)),
        starts=here.astype(np.int32),
        stops=there.astype(np.int32),
        first=first,
        last=last,
        rows=rows[useful].astype(np.int32),
        table=table,
        sources=np.flatnonzero(np.isin(nodes, roots)).astype(np.int32),
        targets=np.flatnonzero(np.isin(nodes, aims)).astype(np.int32),
    )


def _numbered(n: int, *places: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find the places that are named, in their order, and give each its number."""
    named = np.zeros(n, dtype=bool)
    for some in places:
        named[some] = True
    return np.flatnonzero(named), np.cumsum(named) - 1


def _loosened(layer: NDArray[np.int64], first: Floats, last: Floats) -> tuple[Floats, Floats]:
    """Where all steps of a layer can stand at one moment, time excludes no way, and is left out."""
    first, last = first.copy(), last.copy()
    for number in np.unique(layer):
        here = layer == number
        if first[here].max() <= last[here].min():
            first[here], last[here] = -np.inf, np.inf
    return first, last


def _pointers(starts: NDArray[np.int64], n: int) -> Ints:
    pointers = np.zeros(n + 1, dtype=np.int32)
    np.cumsum(np.bincount(starts, minlength=n), out=pointers[1:])
    return pointers


def _useful(
    n: int,
    starts: NDArray[np.int64],
    stops: NDArray[np.int64],
    first: Floats,
    last: Floats,
    begins: NDArray[np.int64],
    aims: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Say which steps some way in the order of time can take: late enough for a source, early enough for a target."""
    nobody = np.zeros(n, dtype=bool)
    arrival = _times(n, starts, stops, first, last, begins, nobody)
    departure = -_times(n, stops, starts, -last, -first, aims, nobody)
    when = np.maximum(arrival[starts], first)
    led = (arrival[starts] < np.inf) & (departure[stops] > -np.inf)
    return np.asarray(led & (when <= last) & (when <= departure[stops]))


def _times(
    n: int,
    starts: NDArray[np.int64],
    stops: NDArray[np.int64],
    first: Floats,
    last: Floats,
    begins: NDArray[np.int64],
    barred: NDArray[np.bool_],
) -> Floats:
    order, pointers = rows_by_end(starts, n)
    begin = np.full(n, np.inf)
    begin[begins] = -np.finfo(float).max
    times, _ = earliest(pointers, stops[order].astype(np.int32), first[order], last[order], 0.0, begin, barred)
    return times
