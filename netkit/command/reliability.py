"""Whether an order can have got through at all, given how sure each step is, and who then stood on every chain."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netkit.command.ways import Ends, Ways, resolve_ends, ways_between
from netkit.errors import ArgumentError
from netkit.kernels.worlds import count_worlds, survival
from netkit.measures.arcs import random_generator
from netkit.network.network import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]

__all__ = ["Reliability", "passage_probabilities", "two_terminal_reliability"]

_CHUNK: Final = 4096


@dataclass(frozen=True)
class Reliability:
    """
    Probability that at least one chain survives.

    Parameters
    ----------
    value : float
        The probability.
    standard_error : float
        Of a sample; 0 where the value is exact.
    exact : bool
        Whether it is.
    worlds : int
        How many worlds were drawn, or looked at on the way to the exact value.
    """

    value: float
    standard_error: float
    exact: bool
    worlds: int

    def __float__(self) -> float:
        """Return the probability."""
        return self.value


@dataclass(frozen=True, eq=False)
class _Worlds:
    """
    What the steps of ways need: rows of things, each there with its own chance.

    Parameters
    ----------
    ways : Ways
        The steps.
    pointers, needs : ndarray of int32
        The things that each step needs.
    chance : ndarray of float
        Probability of each thing.
    """

    ways: Ways
    pointers: Ints
    needs: Ints
    chance: Floats

    @property
    def steps(self) -> tuple[Ints, Ints, Floats, Floats, Ints, Ints]:
        """The arrays that both kernels begin with."""
        ways = self.ways
        return ways.indptr, ways.stops, ways.first, ways.last, self.pointers, self.needs

    @property
    def is_target(self) -> NDArray[np.bool_]:
        """Which nodes are targets."""
        return np.isin(np.arange(len(self.ways.actor)), self.ways.targets)

    def survival(self, budget: int, barred: int = -1) -> tuple[float, int]:
        """Compute the exact probability that a way survives which avoids one actor; NaN beyond the budget."""
        ways = self.ways
        return survival(*self.steps, self.chance, ways.sources, self.is_target, ways.actor, barred, budget)

    def sample(self, worlds: int, rng: np.random.Generator) -> tuple[int, NDArray[np.int64]]:
        """Draw worlds; count those with a way, and for each actor those in which every way passes him."""
        survived, through = 0, np.zeros(len(self.ways.ids), dtype=np.int64)
        for low in range(0, worlds, _CHUNK):
            # Every chunk is drawn whole, so that more worlds begin with the same ones.
            drawn = (rng.random((_CHUNK, len(self.chance))) < self.chance).astype(np.int8)[: worlds - low]
            counted = count_worlds(
                *self.steps, drawn, self.ways.sources, self.is_target, self.ways.actor, len(self.ways.ids)
            )
            survived += counted[0]
            through += counted[1]
        return survived, through


def two_terminal_reliability(
    net: Network,
    source: Ends,
    target: Ends,
    *,
    case: str | None = None,
    worlds: int = 100_000,
    budget: int = 200_000,
    rng: int | np.random.Generator | None = None,
) -> Reliability:
    """
    Compute the probability that an order can have got from one actor to another.

    Parameters
    ----------
    net : Network
        Its graph of orders; see `Network.orders`. Ties without direction count both ways.
    source, target : str or iterable of str
        Names in any known spelling, or ids. Of several, from any source to any target. To somebody who suffers an
        act, chains end with one of his acts; one order, one victim holds.
    case : str, optional
        Id of a case: only its acts and those of its parts count.
    worlds : int, default: 100000
        How many worlds are drawn where the exact value is out of reach.
    budget : int, default: 200000
        How many partly decided worlds are looked at for the exact value before worlds are drawn; 0 to draw at once.
    rng : int or Generator, optional
        Seed or source of randomness of the sample.

    Returns
    -------
    Reliability
        The probability, its standard error, and whether it is exact. 0 if there is no chain.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If a name does not lead to one actor.
    ArgumentError
        If somebody stands at both ends, the case is unknown, or an option is out of range.

    Notes
    -----
    Ties fail independently of one another, each with its probability, but what they share is decided once: a tie told
    by one source alone falls with that source, and all such ties fall together. Parallel ties are different ties. A
    derived tie has a luck of its own, though it rests on tenures that others rest on too; an ensemble of a dossier
    draws those.

    Exact by factoring: the steps that lie on chains are decided one after the other, the nearest doubt on a possible
    chain first. Otherwise Monte Carlo, with the standard error ``sqrt(R(1-R)/worlds)``.

    References
    ----------
    .. [1] Colbourn, C. J. (1987). *The Combinatorics of Network Reliability*. Oxford University Press.
    .. [2] Page, L. B. & Perry, J. E. (1989). Reliability of directed networks using the factoring theorem. *IEEE
       Transactions on Reliability* 38:556-562.

    Examples
    --------
    >>> import pandas as pd
    >>> import netkit as nk
    >>> ties = pd.DataFrame({"subject": ["a", "a", "b"], "object": ["b", "c", "c"], "probability": [0.5, 0.5, 0.5]})
    >>> nk.two_terminal_reliability(nk.from_pandas(ties), "a", "c").value
    0.625
    """
    _check(worlds, budget)
    things = _things(net, source, target, case)
    value, used = things.survival(budget)
    if not math.isnan(value):
        return Reliability(value, 0.0, True, used)
    survived, _ = things.sample(worlds, random_generator(rng))
    share = survived / worlds
    return Reliability(share, math.sqrt(share * (1 - share) / worlds), False, worlds)


def passage_probabilities(
    net: Network,
    source: Ends,
    target: Ends,
    *,
    case: str | None = None,
    worlds: int = 100_000,
    budget: int = 200_000,
    rng: int | np.random.Generator | None = None,
) -> pd.Series[float]:
    """
    Compute for each actor the probability of standing on every surviving chain, given that one survives.

    The dominators of uncertain ties: 1 for who stands on every chain that can be, 0 for who stands on none.

    Parameters
    ----------
    net : Network
        Its graph of orders; see `Network.orders`. Ties without direction count both ways.
    source, target : str or iterable of str
        As in `two_terminal_reliability`.
    case : str, optional
        Id of a case: only its acts and those of its parts count.
    worlds, budget, rng
        As in `two_terminal_reliability`.

    Returns
    -------
    Series of float
        From 0 to 1, indexed by actor id: the network's actors in their own order, then further ones that stand on a
        chain. A single source and a single target have 1. NaN for all if there is no chain. In ``attrs``: `exact`,
        `reliability`, `worlds` and `standard_error` (the largest of all values).

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If a name does not lead to one actor.
    ArgumentError
        If somebody stands at both ends, the case is unknown, or an option is out of range.

    Notes
    -----
    With R the reliability and R_x that without actor x, the value is ``(R - R_x) / R``. Dependence between ties is
    that of `two_terminal_reliability`.

    References
    ----------
    .. [1] Colbourn, C. J. (1987). *The Combinatorics of Network Reliability*. Oxford University Press.

    Examples
    --------
    >>> import pandas as pd
    >>> import netkit as nk
    >>> ties = pd.DataFrame({"subject": ["a", "a", "b"], "object": ["b", "c", "c"], "probability": [0.5, 0.5, 0.5]})
    >>> nk.passage_probabilities(nk.from_pandas(ties), "a", "c").round(3).to_dict()
    {'a': 1.0, 'b': 0.2, 'c': 1.0}
    """
    _check(worlds, budget)
    things = _things(net, source, target, case)
    ids, on_ways = things.ways.ids, sorted(set(things.ways.actor.tolist()))
    further = [ids[place] for place in on_ways if ids[place] not in net.index]
    index = net.index.append(pd.Index(further, dtype=net.index.dtype))
    passage = pd.Series(0.0, index=index.rename("actor"), name="passage")
    value, used = things.survival(budget)
    chances: dict[int, float] = {}
    for place in on_ways if not math.isnan(value) else []:
        without, more = things.survival(budget, place)
        used += more
        chances[place] = (value - without) / value if value > 0 else math.nan
        if math.isnan(without):
            break
    exact, error = not any(math.isnan(chance) for chance in (value, *chances.values())), 0.0
    if value == 0:
        passage[:] = np.nan
    elif not exact:
        survived, through = things.sample(worlds, random_generator(rng))
        value, used = survived / worlds, worlds
        chances = {place: through[place] / survived if survived else math.nan for place in on_ways}
        survived = max(survived, 1)
        error = max((math.sqrt(chance * (1 - chance) / survived) for chance in chances.values()), default=0.0)
    for place, chance in chances.items():
        passage[ids[place]] = min(max(chance, 0.0), 1.0)
    passage.attrs |= {"exact": exact or value == 0, "reliability": value, "worlds": used, "standard_error": error}
    return passage


def _check(worlds: int, budget: int) -> None:
    if worlds < 1 or budget < 0:
        raise ArgumentError(f"`worlds` is {worlds} and `budget` {budget}; at least 1 world, and a budget from 0 on")


def _things(net: Network, source: Ends, target: Ends, case: str | None) -> _Worlds:
    """Say what each step needs: the luck of its tie, the same in every act, and the sources that it falls with."""
    sources, targets = resolve_ends(net, "source", source), resolve_ends(net, "target", target)
    ways = ways_between(net, sources, targets, case)
    table, rows = ways.table, ways.rows
    told = [table.rests_on(row) for row in rows.tolist()]
    ways, rests_on, ties, luck = _merged(ways, told, pd.factorize(table.tie[rows])[0], table.chance[rows])
    grades = net.tables.source_chance.to_dict() if net.tables is not None else {}
    roots = list(dict.fromkeys(root for rests in rests_on for root in rests))
    place = {root: len(luck) + number for number, root in enumerate(roots)}
    # Sources first: what decides most is asked first.
    needed = [[*(place[root] for root in rests), tie] for rests, tie in zip(rests_on, ties, strict=True)]
    pointers = np.cumsum([0, *(len(things) for things in needed)]).astype(np.int32)
    needs = np.array([thing for things in needed for thing in things], dtype=np.int32)
    return _Worlds(ways, pointers, needs, np.array([*luck, *(float(grades[root]) for root in roots)]))


def _merged(
    ways: Ways, rests_on: list[tuple[str, ...]], ties: NDArray[np.int64], chance: Floats
) -> tuple[Ways, list[tuple[str, ...]], list[int], list[float]]:
    """Join ties that are parallel wherever they stand, and fall with the same sources: one of them is enough."""
    columns = (ways.starts, ways.stops, ways.first, ways.last)
    places = list(zip(*(column.tolist() for column in columns), rests_on, strict=True))
    stands: dict[int, list[object]] = {}
    failing: dict[int, float] = {}
    for tie, where, likely in zip(ties.tolist(), places, chance.tolist(), strict=True):
        stands.setdefault(tie, []).append(where)
        failing[tie] = 1 - likely
    joined: dict[frozenset[object], int] = {}
    number = {tie: joined.setdefault(frozenset(where), len(joined)) for tie, where in stands.items()}
    luck = np.ones(len(joined))
    for tie, failure in failing.items():
        luck[number[tie]] *= failure
    seen: dict[tuple[int, object], int] = {}
    for row, (tie, where) in enumerate(zip(ties.tolist(), places, strict=True)):
        seen.setdefault((number[tie], where), row)
    kept = np.array(sorted(seen.values()), dtype=np.int64)
    fewer = replace(
        ways,
        indptr=np.searchsorted(ways.starts[kept], np.arange(len(ways.actor) + 1)).astype(np.int32),
        **{name: getattr(ways, name)[kept] for name in ("starts", "stops", "first", "last", "rows")},
    )
    return fewer, [rests_on[row] for row in kept], [number[int(ties[row])] for row in kept], (1 - luck).tolist()
