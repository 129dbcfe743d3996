"""The steps that lie on ways from given sources to given targets, one layer an act, and who can be done without."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netkit.command.clock import departures
from netkit.errors import ArgumentError
from netkit.kernels.temporal import earliest
from netkit.network.network import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]

__all__ = ["Ends", "Ways", "resolve_ends", "way_steps", "ways_between"]

Ends = Hashable | Iterable[Hashable]


@dataclass(frozen=True, eq=False)
class Ways:
    """
    Steps on ways from sources to targets, each of which some way in the order of time can take.

    With several acts an actor has one node in the graph of each, so that no way mixes two of them.

    Parameters
    ----------
    ids : tuple of str
        The actors.
    actor : ndarray of int32, shape (n,)
        Position in `ids` of the actor whose node it is.
    indptr, starts, stops : ndarray of int32
        Where the steps of each node begin; ends of the steps.
    first, last : ndarray of float, shape (k,)
        When each step can be taken, both included.
    rows : ndarray of int32, shape (k,)
        The step's row in `table`.
    table : DataFrame
        Steps as `way_steps` gives them.
    sources, targets : ndarray of int32
        Nodes at which ways begin and end.
    """

    ids: tuple[str, ...]
    actor: Ints
    indptr: Ints
    starts: Ints
    stops: Ints
    first: Floats
    last: Floats
    rows: Ints
    table: pd.DataFrame
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


def way_steps(
    net: Network, sources: list[str], targets: list[str], case: str | None = None
) -> list[tuple[str, pd.DataFrame]]:
    """
    Gather the steps that count on the way to each target, one table an act that he suffers.

    Parameters
    ----------
    net : Network
        Its graph of orders.
    sources, targets : list of str
        Ids.
    case : str, optional
        Only the acts of this case and its parts.

    Returns
    -------
    list of tuple of str and DataFrame
        The target and the steps: columns start, stop, chance (the sources in rests_on taken as right), rests_on, the
        four bounds, always (the case's own claims count whatever their dates), and those of a tie; `tie` numbers the
        ties where they did not come from a dossier.

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
        return [(target, _plain_steps(net)) for target in targets]
    if case is not None and case not in tables.cases.index:
        raise ArgumentError(f"`case`: {case!r} is unknown; there is {', '.join(sorted(tables.cases.index))}")
    layers: list[tuple[str, pd.DataFrame]] = []
    for target in targets:
        acts = [act.steps.assign(always=act.steps["own"].astype(bool)) for act in orders.acts(target, case)]
        if not acts and case is not None and any(True for _ in orders.acts(target)):
            raise ArgumentError(f"`case`: {target!r} suffers no act in {case!r}; without `case` all his acts count")
        layers += [(target, steps) for steps in acts or [_standing_steps(net, case)]]
    return layers


def _standing_steps(net: Network, case: str | None) -> pd.DataFrame:
    """To somebody who suffers no act, the steps of the graph of orders."""
    ties = net.orders(case=case).to_pandas()[0]
    return ties.assign(start=ties["subject"], stop=ties["object"], always=False)


def _plain_steps(net: Network) -> pd.DataFrame:
    """Without a table of relations every tie is a step; one without direction is a step both ways."""
    ties = net.to_pandas()[0]
    there = ties.assign(start=ties["subject"], stop=ties["object"], chance=ties["probability"], always=False)
    there = there.assign(tie=np.arange(len(there)))
    both = there[~there["directed"].astype(bool)] if net.directed else there
    back = both.assign(start=both["object"], stop=both["subject"])
    steps = pd.concat([there, back], ignore_index=True)
    return steps[(steps["chance"] > 0) & (steps["start"] != steps["stop"])].reset_index(drop=True)


def ways_between(net: Network, sources: list[str], targets: list[str], case: str | None = None) -> Ways:
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

    Returns
    -------
    Ways
        Without steps if there is no way.

    Raises
    ------
    ArgumentError
        If the case is unknown, or an actor stands at both ends.
    """
    layers = way_steps(net, sources, targets, case)
    told = [steps.assign(layer=number, target=goal) for number, (goal, steps) in enumerate(layers)]
    table = pd.concat(told, ignore_index=True)
    table = table[~table["stop"].isin(sources) & (table["start"] != table["target"])].reset_index(drop=True)
    codes, ids = pd.factorize(pd.concat([pd.Series([*sources, *targets], dtype=object), table["start"], table["stop"]]))
    actors, ends = len(ids), len(sources) + len(targets)
    layer = table["layer"].to_numpy()
    starts = layer * actors + codes[ends : ends + len(table)]
    stops = layer * actors + codes[ends + len(table) :]
    begins = np.add.outer(np.arange(len(layers)) * actors, codes[: len(sources)]).ravel()
    goals = dict(zip(targets, codes[len(sources) : ends].tolist(), strict=True))
    aims = np.array([goals[goal] + number * actors for number, (goal, _) in enumerate(layers)], dtype=np.int64)
    first, last = departures(table, "possible", 0.0)
    last = np.where(table["always"].to_numpy(dtype=bool), np.inf, last)
    useful = _useful(actors * len(layers), starts, stops, first, last, begins, aims)
    rows = np.flatnonzero(useful)
    nodes, places = np.unique(np.concatenate([starts[rows], stops[rows]]), return_inverse=True)
    order = np.argsort(places[: len(rows)], kind="stable")
    rows = rows[order]
    here, there = places[: len(order)][order], places[len(order) :][order]
    first, last = _loosened(layer[rows], first[rows], last[rows])
    return Ways(
        ids=tuple(str(actor) for actor in ids),
        actor=(nodes % max(actors, 1)).astype(np.int32),
        indptr=_pointers(here, len(nodes)),
        starts=here.astype(np.int32),
        stops=there.astype(np.int32),
        first=first,
        last=last,
        rows=rows.astype(np.int32),
        table=table,
        sources=np.flatnonzero(np.isin(nodes, begins)).astype(np.int32),
        targets=np.flatnonzero(np.isin(nodes, aims)).astype(np.int32),
    )


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
    order = np.argsort(starts, kind="stable")
    begin = np.full(n, np.inf)
    begin[begins] = -np.finfo(float).max
    times, _ = earliest(
        _pointers(starts, n), stops[order].astype(np.int32), first[order], last[order], 0.0, begin, barred
    )
    return times
