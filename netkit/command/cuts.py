"""Through whom every order passed: dominators, and the smallest sets of actors that stood on every chain."""

from __future__ import annotations

import warnings
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components, maximum_flow

from netkit.command.clock import Time, has_dates, has_no_times, read_time
from netkit.command.ways import Ends, Ways, resolve_ends, ways_between
from netkit.errors import ArgumentError, NotDefinedError
from netkit.kernels.dominators import ROOT, UNREACHED, immediate_dominators
from netkit.measures.arcs import arcs_of
from netkit.network.network import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["dominators", "dominators_over_time", "minimum_cuts"]

_LIMIT: Final = 10_000


def dominators(net: Network, root: Ends, target: Hashable | None = None, *, case: str | None = None) -> pd.Series[str]:
    """
    Find those through whom every order passed.

    An actor dominates another if every chain from the root to the other contains him. His immediate dominator is the
    last of those who do: nobody could reach him but through this man.

    Parameters
    ----------
    net : Network
        Its graph of orders; see `Network.orders`. Ties without direction count both ways, parallel ones once.
    root : str or iterable of str
        Who gives the orders: a name in any known spelling, or an id. Of several, each can have given them.
    target : str, optional
        Then only those who stand on every chain to this actor. If he suffers an act, chains end with it, and one
        order, one victim holds: who dominates stands on every chain of every act. Chains stand in the order of time.
    case : str, optional
        Id of a case: only its acts and those of its parts count; without a target, no errands of other cases.

    Returns
    -------
    Series of str
        Immediate dominator (an id) of each actor who can be reached, indexed by actor; roots and unreachable actors
        are absent. With several roots it is missing (NaN) where only the roots together dominate.
        With a target: indexed by those between root and target who stand on every chain, in the order in which
        an order passes them, each with the one before him. Empty if every actor between can be avoided, or if there
        is no chain at all; ``attrs["reached"]`` says which.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If a name does not lead to one actor.
    ArgumentError
        If the target is a root, or the case is unknown.

    Notes
    -----
    Without a target the tree is that of the graph as it stands, whatever the dates of its ties; a network `at` a date
    holds only the ties of that date. Cutpoints are another notion: a graph without any can have dominators.

    References
    ----------
    .. [1] Lengauer, T. & Tarjan, R. E. (1979). A fast algorithm for finding dominators in a flowgraph. *ACM
       Transactions on Programming Languages and Systems* 1:121-141.
    .. [2] Georgiadis, L., Tarjan, R. E. & Werneck, R. F. (2006). Finding dominators in practice. *Journal of Graph
       Algorithms and Applications* 10:69-94.

    Examples
    --------
    >>> import pandas as pd
    >>> import netkit as nk
    >>> ties = pd.DataFrame({"subject": ["a", "a", "b", "c", "d"], "object": ["b", "c", "d", "d", "e"]})
    >>> nk.dominators(nk.from_pandas(ties), "a").to_dict()
    {'b': 'a', 'c': 'a', 'd': 'a', 'e': 'd'}
    """
    roots = resolve_ends(net, "root", root)
    if target is None:
        return _tree(net, roots, case)
    aim = resolve_ends(net, "target", [target])
    if case is None and aim[0] not in roots and _timeless(net):
        names, reached = _up(*_above(net, roots, None), roots, aim[0])
    else:
        names, reached = _necessary(ways_between(net, roots, aim, case))
    before = [roots[0] if len(roots) == 1 else np.nan, *names][: len(names)]
    found = _labelled(before, names)
    found.attrs["reached"] = reached
    return found


def dominators_over_time(
    net: Network, root: Ends, target: Hashable, *, dates: Time | Iterable[Time], case: str | None = None
) -> pd.DataFrame:
    """
    Find through whom every order would have had to pass, at one date after the other.

    Parameters
    ----------
    net : Network
        Its graph of orders; see `Network.orders`. Best one without a date of its own, since it holds only the ties of
        that date.
    root : str or iterable of str
        Who gives the orders: a name in any known spelling, or an id.
    target : str
        The end of the chains. If he suffers an act, chains end with it, whenever it was done; before it every tie,
        errands of the case included, must be able to hold at the date, and its ends be alive and free: the question is
        who could have passed the order on by then.
    dates : str, date or iterable of them
        Days, months, years (EDTF), such as ``["1937-09", "1938"]``: ties count that may have held at some time within.
        Numbers where the network's times are.
    case : str, optional
        Id of a case: only its acts and those of its parts count.

    Returns
    -------
    DataFrame of boolean
        One row for each actor who stands on every chain at one of the dates at least, in the order in which an order
        passes them (where the dates contradict each other, whoever was met first); one column a date. Missing where no
        chain leads to the target at the date. Without rows if at no date there is anybody; ``attrs["reached"]`` says of
        each date whether a chain is there.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If a name does not lead to one actor.
    ArgumentError
        If the target is a root, the case is unknown, or a date is of the wrong kind.
    DateError
        If a date cannot be read.

    Examples
    --------
    >>> import pandas as pd
    >>> import netkit as nk
    >>> ties = pd.DataFrame({"subject": ["a", "b", "a", "c"], "object": ["b", "d", "c", "d"]})
    >>> ties["start"], ties["end"] = [1, 1, 3, 3], [4, 4, 9, 9]
    >>> nk.dominators_over_time(nk.from_pandas(ties), "a", "d", dates=[1, 3, 5]).to_dict("list")
    {1: [True, False], 3: [False, False], 5: [False, True]}
    """
    roots, aim = resolve_ends(net, "root", root), resolve_ends(net, "target", [target])
    dated = has_dates(net.steps.ties)
    columns: dict[Time, list[str]] = {}
    reached: dict[Time, bool] = {}
    for date in dates if isinstance(dates, Iterable) and not isinstance(dates, str) else [dates]:
        first, last = (read_time(net, "dates", date, dated, last=end) for end in (False, True))
        after = last + 1 if dated else float(np.nextafter(last, np.inf))
        columns[date], reached[date] = _necessary(ways_between(net, roots, aim, case, (first, after)))
    actors = _in_order(columns.values())
    found = {date: [actor in names if reached[date] else pd.NA for actor in actors] for date, names in columns.items()}
    table = pd.DataFrame(found, index=pd.Index(actors, dtype="str", name="actor"), dtype="boolean")
    table.attrs["reached"] = reached
    return table


def _in_order(ways: Iterable[list[str]]) -> list[str]:
    """Merge orders into one that contradicts none of them; where they contradict each other, the first met is first."""
    before: dict[str, set[str]] = {}
    for names in ways:
        for number, actor in enumerate(names):
            before.setdefault(actor, set()).update(names[:number])
    ordered: list[str] = []
    while len(ordered) < len(before):
        left = [actor for actor in before if actor not in ordered]
        ordered.append(next((actor for actor in left if before[actor].isdisjoint(left)), left[0]))
    return ordered


def _necessary(ways: Ways) -> tuple[list[str], bool]:
    """Name those who stand on every way, in their order, and say whether there is one."""
    route = ways.route()
    return [str(ways.ids[place]) for place in _on_every_way(ways, route)], bool(route)


def _timeless(net: Network) -> bool:
    """Say whether every tie is a step that can be taken at any time: then the tree of the graph says it all."""
    return net.order_steps is None and has_no_times(net.steps.ties) and bool(net.steps.ties["probability"].gt(0).all())


def _up(ids: NDArray[np.object_], above: NDArray[np.int32], roots: list[str], target: str) -> tuple[list[str], bool]:
    """Climb the tree from the target: whoever is met before a root stands on every way. Say whether there is one."""
    places = np.flatnonzero(ids == target)
    here = int(above[places[0]]) if len(places) else int(UNREACHED)
    reached, names = here != UNREACHED, list[str]()
    while here >= 0 and ids[here] not in roots:
        names.append(str(ids[here]))
        here = int(above[here])
    return names[::-1], reached


def _on_every_way(ways: Ways, route: list[int]) -> list[int]:
    """Of those on one way, keep whoever no other way avoids; each way that is found rules out all who are not on it."""
    open_question, found = [place for place in route[1:-1] if place not in ways.ends], []
    while open_question:
        place, *open_question = open_question
        if around := set(ways.route(place)):
            open_question = [other for other in open_question if other in around]
        else:
            found.append(place)
    return found


def _tree(net: Network, roots: list[str], case: str | None) -> pd.Series[str]:
    ids, above = _above(net, roots, case)
    reached = np.flatnonzero(above != UNREACHED)
    values = ids[above[reached]]
    # No single actor: only the roots together.
    values[above[reached] == ROOT] = np.nan
    return _labelled(values, ids[reached])


def _above(net: Network, roots: list[str], case: str | None) -> tuple[NDArray[np.object_], NDArray[np.int32]]:
    """Give the ids of the actors, and the position of each one's immediate dominator; none to the roots."""
    graph = net.orders(case=case)
    places = graph.index.get_indexer(pd.Index(roots, dtype=graph.index.dtype))
    here = places[places >= 0].astype(np.int32)
    arcs = arcs_of(graph)
    above = immediate_dominators(*arcs.out[:2], *arcs.into[:2], here)
    above[here] = UNREACHED
    return graph.index.to_numpy(dtype=object), above


def _labelled(values: object, actors: object) -> pd.Series[str]:
    index = pd.Index(pd.array(actors, dtype="str"), name="actor")  # type: ignore[call-overload]  # any sequence of text
    return pd.Series(values, index=index, dtype="str", name="dominator")


def minimum_cuts(
    net: Network, source: Ends, target: Ends, *, case: str | None = None, limit: int = _LIMIT
) -> list[frozenset[str]]:
    """
    Find all smallest sets of actors without whom no order could have passed.

    By Menger's theorem their size is the number of chains that share no actor between the ends.

    Parameters
    ----------
    net : Network
        Its graph of orders; see `Network.orders`. Ties without direction count both ways, parallel ones once.
    source, target : str or iterable of str
        Names in any known spelling, or ids. Of several, every chain from any source to any target is cut; the ends
        themselves stand in no cut.
    case : str, optional
        Id of a case: only its acts and those of its parts count.
    limit : int, default: 10000
        How many cuts at most: their number can grow exponentially with their size.

    Returns
    -------
    list of frozenset of str
        Every minimum cut, in the order of their actors' ids; empty if no chain leads from the sources to the targets.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If a name does not lead to one actor.
    ArgumentError
        If somebody stands at both ends, the case is unknown, or `limit` is below 1.
    NotDefinedError
        If a step leads from a source straight to a target: then nobody stands between them.

    Warns
    -----
    UserWarning
        If there are more than `limit`.

    Notes
    -----
    Steps that no chain in the order of time can take are left out; beyond that a cut is one of the graph as it stands.
    With a victim of several acts their graphs are laid over one another, so that a cut holds for each of them, if need
    be at the price of an actor more; `case` looks at one affair alone.

    The maximum flow is found with every actor split in two. The minimum cuts are then the closed sets of the residual
    graph, taken together with the flow: on each of the disjoint chains a cut has one actor.

    References
    ----------
    .. [1] Menger, K. (1927). Zur allgemeinen Kurventheorie. *Fundamenta Mathematicae* 10:96-115.
    .. [2] Picard, J.-C. & Queyranne, M. (1980). On the structure of all minimum cuts in a network and applications.
       *Mathematical Programming Study* 13:8-16.

    Examples
    --------
    >>> import pandas as pd
    >>> import netkit as nk
    >>> ties = pd.DataFrame({"subject": ["a", "a", "b", "c", "d"], "object": ["b", "c", "d", "d", "e"]})
    >>> [sorted(cut) for cut in nk.minimum_cuts(nk.from_pandas(ties), "a", "e")]
    [['d']]
    """
    if limit < 1:
        raise ArgumentError(f"`limit` is {limit}; it has to be at least 1")
    sources, targets = resolve_ends(net, "source", source), resolve_ends(net, "target", target)
    ways = ways_between(net, sources, targets, case)
    if not ways.there:
        return []
    starts, stops = ways.actor[ways.starts], ways.actor[ways.stops]
    begins = np.isin(np.arange(len(ways.ids)), ways.actor[ways.sources])
    aims = np.isin(np.arange(len(ways.ids)), ways.actor[ways.targets])
    straight = np.flatnonzero(begins[starts] & aims[stops])
    if len(straight):
        step = straight[0]
        raise NotDefinedError(
            f"a step leads from {ways.ids[starts[step]]!r} straight to {ways.ids[stops[step]]!r}, so no set of actors "
            "cuts every chain; `chains` shows the step"
        )
    residual = _residual(len(ways.ids), starts, stops, begins, aims)
    found: list[frozenset[str]] = []
    for cut in residual.cuts():
        if len(found) == limit:
            told = f"there are more than {limit} minimum cuts; a greater `limit` finds more"
            warnings.warn(told, UserWarning, stacklevel=2)
            break
        found.append(frozenset(ways.ids[place] for place in cut))
    return sorted(found, key=sorted)


@dataclass(frozen=True, eq=False)
class _Residual:
    """
    What is left of a maximum flow, as a graph of its strong components.

    Parameters
    ----------
    order : csr_array
        Arcs among the components.
    split : ndarray of int, shape (p, 3)
        Actors on whom flow passes: position, component of the way in, component of the way out.
    source, target : int
        Components of the ends.
    """

    order: csr_array
    split: NDArray[np.int64]
    source: int
    target: int

    def cuts(self) -> Iterator[list[int]]:
        """Yield the actors of each minimum cut: those split by a closed set that holds the source, not the target."""
        parts = sorted(set(self.split[:, 1:].ravel().tolist()) | {self.source, self.target})
        bit = {part: 1 << number for number, part in enumerate(parts)}
        below = {part: self._mask(part, bit, self.order) for part in parts}
        above = dict.fromkeys(parts, 0)
        for part, mask in below.items():
            for other in parts:
                if mask & bit[other]:
                    above[other] |= bit[part]
        inside, outside = below[self.source], above[self.target]
        # Each choice leaves a closed set possible, so every branch ends with a cut.
        pending = [(inside, outside)]
        while pending:
            inside, outside = pending.pop()
            free = next((part for part in parts if not (inside | outside) & bit[part]), None)
            if free is not None:
                pending += [(inside, outside | above[free]), (inside | below[free], outside)]
                continue
            among = self.split.tolist()
            yield [actor for actor, enter, leave in among if inside & bit[enter] and not inside & bit[leave]]

    @staticmethod
    def _mask(part: int, bit: dict[int, int], order: csr_array) -> int:
        reached = breadth_first_order(order, part, return_predecessors=False)
        return sum(bit[here] for here in reached.tolist() if here in bit)


def _residual(
    n: int, starts: NDArray[np.int32], stops: NDArray[np.int32], begins: NDArray[np.bool_], aims: NDArray[np.bool_]
) -> _Residual:
    """Find a maximum flow with every actor split in two, the ends joined in one source and one sink."""
    source, sink = 2 * n, 2 * n + 1
    pairs = np.stack(np.divmod(np.unique(starts.astype(np.int64) * n + stops), n), axis=1)
    tails = np.where(begins[pairs[:, 0]], source, pairs[:, 0] + n)
    heads = np.where(aims[pairs[:, 1]], sink, pairs[:, 1])
    between = np.flatnonzero(~begins & ~aims)
    tails, heads = np.concatenate([tails, between]), np.concatenate([heads, between + n])
    capacity = np.concatenate([np.full(len(pairs), n + 1), np.ones(len(between), dtype=np.int64)]).astype(np.int32)
    # Pairs from several sources to one actor become one; only unit capacities count, so the sum does no harm.
    graph = csr_array((capacity, (tails, heads)), shape=(2 * n + 2, 2 * n + 2))
    graph.sum_duplicates()
    flow = maximum_flow(graph, source, sink).flow
    left = csr_array(graph - flow)
    left.eliminate_zeros()
    count, part = connected_components(left, directed=True, connection="strong")
    joined = left.tocoo()
    order = csr_array((np.ones(joined.nnz, dtype=np.int8), (part[joined.row], part[joined.col])), shape=(count, count))
    passing = between[np.asarray(flow[between, between + n]).ravel() > 0]
    split = np.stack([passing, part[passing], part[passing + n]], axis=1).astype(np.int64)
    return _Residual(order, split, int(part[source]), int(part[sink]))
