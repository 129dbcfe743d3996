"""The search for the best chains: best first, so that they come in order and whoever wants few pays for few."""

from __future__ import annotations

import heapq
import math
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from netkit.command.patterns import Pattern
from netkit.errors import ArgumentError
from netkit.kernels.cheapest import least_costs
from netkit.network.steptable import StepTable, rows_by_end

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

__all__ = ["LIMIT", "Found", "Ranking", "best_chains"]

Ranking = Literal["probability", "length", "weakest", "case"]

LIMIT: Final = 300_000
"""How many unfinished chains are looked at before the search gives up and says so."""

_MOST_ARCS: Final = 2**27
_DIGITS: Final = 12
_UNDONE: Final = 4


@dataclass(frozen=True)
class Found:
    """
    One chain found.

    Parameters
    ----------
    actors : tuple of str
        Ids, first to last.
    rows : tuple of int
        Positions of its steps in the table of steps.
    late : tuple of int
        Which of them cannot stand in the order of time, though the source tells them of one case.
    """

    actors: tuple[str, ...]
    rows: tuple[int, ...]
    late: tuple[int, ...]


@dataclass(frozen=True)
class _Step:
    row: int
    stop: int
    costs: tuple[float, ...]
    first: float
    after: float
    own: bool
    roots: frozenset[str]
    tier: int

    def beats(self, other: _Step) -> bool:
        """Say whether no chain needs the other one beside this one."""
        cheaper = all(mine <= theirs for mine, theirs in zip(self.costs, other.costs, strict=True))
        longer = self.first <= other.first and self.after >= other.after
        preferred = self.tier <= other.tier or self.costs != other.costs
        return cheaper and longer and preferred and self.own >= other.own and self.roots <= other.roots


@dataclass(frozen=True)
class _Unfinished:
    """A chain on its way: where it is, by its actors' ids, and what it has cost."""

    places: tuple[int, ...]
    rows: tuple[int, ...]
    costs: tuple[float, ...]
    roots: frozenset[str]
    time: float
    late: tuple[int, ...]
    tiers: tuple[int, ...]


class _Ground:
    """
    Where the search goes: one node for each actor and each state in which a pattern can be on reaching him.

    Without a pattern there is one state, and the nodes are the actors.
    """

    def __init__(self, table: StepTable, counts: Bools, own: Bools, pattern: Pattern | None) -> None:
        self.table, self.own, self.states = table, own, 1 if pattern is None else pattern.states
        n = len(table.index)
        if pattern is None:
            self.rows: Ints | None = None
            self.stops = table.stops
            self.out, self.into, starts = table.out, table.into, table.starts
        else:
            if pattern.states * int(counts.sum()) > _MOST_ARCS:
                raise ArgumentError(f"{pattern.states} states of a pattern are too many here; ask for fewer actors")
            kept = np.flatnonzero(counts).astype(np.int32)
            found = []
            for state in range(pattern.states):
                after = pattern.moves[state, pattern.symbols[table.stops[kept]]]
                here = np.flatnonzero(after >= 0)
                ends = [ends[kept[here]].astype(np.int64) * self.states for ends in (table.starts, table.stops)]
                found.append((kept[here], ends[0] + state, ends[1] + after[here]))
            self.rows, starts, self.stops = (np.concatenate(part) for part in zip(*found, strict=True))
            nodes = n * self.states
            self.out, self.into = rows_by_end(starts, nodes), rows_by_end(self.stops, nodes)
        self.sources = starts[self.into[0]].astype(np.int32)
        self.counts = counts

    def least(self, costs: Floats, goal: int, widest: bool = False) -> Floats:
        """Find what is still to be paid from each node at the least; infinite where no chain leads to the goal."""
        paid = np.where(self.counts, costs, np.inf)
        paid = paid if self.rows is None else paid[self.rows]
        return least_costs(self.into[1], self.sources, self.into[0], paid, goal, widest)

    def arcs(self, node: int) -> Iterator[tuple[int, int]]:
        """Yield the steps out of a node, each with the node where it stops."""
        order, pointers = self.out
        for arc in order[pointers[node] : pointers[node + 1]].tolist():
            row = arc if self.rows is None else int(self.rows[arc])
            if self.counts[row]:
                yield row, int(self.stops[arc])


class _Search:
    """The costs of steps under one ranking, and their lower bounds; steps become objects only when looked at."""

    def __init__(
        self,
        ground: _Ground,
        by: Ranking,
        grades: dict[str, float],
        goal: int,
        max_length: int | None,
        undone: Bools,
    ) -> None:
        table = ground.table
        self.ground, self.goal, self.by = ground, goal, by
        self.discounts = {root: -math.log(grade) if grade > 0 else math.inf for root, grade in grades.items()}
        none = np.zeros(len(table))
        # Of equals: what was done, then the case's own claims, standing ties, derived ones.
        self.tiers = _UNDONE * undone + np.where(table.derived, 2, ~ground.own)
        width = none if by != "weakest" else table.lost + self._own_discounts(table)
        self.costs = {
            "probability": (none, none, table.lost),
            "length": (none + 1, none, table.lost),
            "weakest": (width, none, table.lost),
            "case": (table.derived.astype(float), (~table.derived & ~ground.own).astype(float), table.lost),
        }[by]
        nothing = np.zeros(len(ground.out[1]) - 1)
        # Where nothing costs anything, the last kind tells whom the goal can be reached from.
        self.bounds = [
            ground.least(cost, goal, by == "weakest" and place == 0) if place == 2 or cost.any() else nothing
            for place, cost in enumerate(self.costs)
        ]
        self.max_length = max_length
        self.steps_left = nothing if max_length is None else ground.least(none + 1, goal)
        self.width, self.narrow = math.nan, nothing
        self.known: dict[int, list[_Step]] = {}

    def _own_discounts(self, table: StepTable) -> Floats:
        codes, sets = table.rest_codes
        return np.array([sum(self.discounts.get(root, 0.0) for root in roots) for roots in sets])[codes]

    def estimate(self, chain: _Unfinished) -> tuple[float, ...]:
        """Say what the chain will cost at the least once it is whole."""
        here, costs = chain.places[-1], chain.costs
        first = max(costs[0], self.bounds[0][here]) if self.by == "weakest" else costs[0] + self.bounds[0][here]
        last = costs[2] + self.bounds[2][here] + sum(self.discounts.get(root, 0.0) for root in chain.roots)
        # Rounded, so that equals stay equal whatever the order of their sums.
        return tuple(round(float(cost), _DIGITS) for cost in (first, costs[1] + self.bounds[1][here], last))

    def sharpen(self, key: tuple[float, ...], chain: _Unfinished) -> tuple[float, ...]:
        """Bound what is left anew, without the steps that are weaker than the chain's weakest will be."""
        if key[0] != self.width:
            wide = self.costs[0] <= key[0] + 10.0**-_DIGITS
            self.width, self.narrow = key[0], self.ground.least(np.where(wide, self.costs[2], np.inf), self.goal)
        left = self.narrow[chain.places[-1]] - self.bounds[2][chain.places[-1]]
        return (*key[:2], max(key[2], round(float(key[2] + left), _DIGITS)))

    def onward(self, chain: _Unfinished) -> Iterator[_Unfinished]:
        """Yield the chain with each step that can follow."""
        if self.max_length is not None and len(chain.rows) + self.steps_left[chain.places[-1]] > self.max_length:
            return
        states = self.ground.states
        passed = {place // states for place in chain.places}
        for step in self.out_of(chain.places[-1]):
            if step.stop // states in passed:
                continue
            now, late = max(chain.time, step.first), chain.late
            if now >= step.after:
                if not step.own:
                    continue
                now, late = chain.time, (*late, step.row)
            first = max(chain.costs[0], step.costs[0]) if self.by == "weakest" else chain.costs[0] + step.costs[0]
            costs = (first, chain.costs[1] + step.costs[1], chain.costs[2] + step.costs[2])
            places, rows = (*chain.places, step.stop), (*chain.rows, step.row)
            yield _Unfinished(places, rows, costs, chain.roots | step.roots, now, late, (*chain.tiers, step.tier))

    def out_of(self, node: int) -> list[_Step]:
        """Return the steps from a node that can lead to the goal; of parallel ones those that others do not beat."""
        if node not in self.known:
            table, best = self.ground.table, dict[int, list[_Step]]()
            for row, stop in self.ground.arcs(node):
                if not math.isfinite(self.bounds[2][stop]):
                    continue
                step = _Step(
                    row,
                    stop,
                    tuple(float(costs[row]) for costs in self.costs),
                    float(table.first[row]),
                    float(table.after[row]),
                    bool(self.ground.own[row]),
                    frozenset(table.rests_on(row)),
                    int(self.tiers[row]),
                )
                rivals = best.setdefault(stop, [])
                if not any(rival.beats(step) for rival in rivals):
                    best[stop] = [rival for rival in rivals if not step.beats(rival)] + [step]
            self.known[node] = [step for steps in best.values() for step in steps]
        return self.known[node]


def best_chains(
    table: StepTable,
    sources: Iterable[str],
    target: str,
    grades: dict[str, float],
    by: Ranking,
    marks: tuple[Bools, Bools, Bools],
    *,
    pattern: Pattern | None = None,
    max_length: int | None = None,
) -> Iterator[Found]:
    """
    Yield chains without repeated actors, best first.

    The links stand in the order of time: each can hold at or after the day on which the one before can. A source's
    own account of a case is not dropped for an anachronism, but told in `late`.

    Parameters
    ----------
    table : StepTable
        The steps.
    sources : iterable of str
        Ids of those with whom chains begin.
    target : str
        Id of the one with whom they end.
    grades : dict of float
        Probability that each source is right; a chain is discounted by it once for each source it rests on.
    by : {"probability", "length", "weakest", "case"}
        Most probable; fewest steps; strongest weakest step; fewest derived, then fewest standing ties. Equals come by
        probability, then those with fewer steps that were only attempted, planned or refused, then in the order of the
        actors' ids; of the same actors, a case's own claims before standing ties, standing ties before derived ones.
    marks : tuple of three ndarray of bool, shape (k,)
        Which steps count, which are the case's own, and which were only attempted, planned or refused.
    pattern : Pattern, optional
        What the actors of a chain have to be.
    max_length : int, optional
        Most steps.

    Yields
    ------
    Found
        Several may have the same actors, with other ties among them.

    Raises
    ------
    ArgumentError
        If the pattern has too many states for so many steps.

    Warns
    -----
    UserWarning
        If the search gives up after `LIMIT` unfinished chains.

    Notes
    -----
    A chain is a way through the product of actors and states of the pattern that repeats no actor. What is left to be
    paid is bounded from below by the cheapest way in that product, repeated actors and the order of time set aside.

    References
    ----------
    .. [1] Hart, P. E., Nilsson, N. J. & Raphael, B. (1968). A formal basis for the heuristic determination of minimum
       cost paths. *IEEE Transactions on Systems Science and Cybernetics* 4:100-107.
    """
    end = int(table.places([target])[0])
    if end < 0 or not len(table):
        return
    path = None if pattern is None else pattern.ending(end)
    counts, own, undone = marks
    ground = _Ground(table, counts, own, path)
    search = _Search(ground, by, grades, end * ground.states, max_length, undone)
    # What is estimated, how many steps were not done, ids, tiers, rows, whether the estimate is as near as can be.
    heap: list[tuple[tuple[float, ...], int, tuple[str, ...], tuple[int, ...], tuple[int, ...], bool, _Unfinished]] = []

    def push(chain: _Unfinished, ids: tuple[str, ...]) -> None:
        key = search.estimate(chain)
        if math.isfinite(key[2]):
            missed = sum(tier >= _UNDONE for tier in chain.tiers)
            heapq.heappush(heap, (key, missed, ids, chain.tiers, chain.rows, by != "weakest", chain))

    for source in dict.fromkeys(sources):
        place = int(table.places([source])[0])
        state = -1 if place in (-1, end) else 0 if path is None else path.begin(place)
        if state >= 0:
            zero = (0.0, 0.0, 0.0)
            push(_Unfinished((place * ground.states + state,), (), zero, frozenset(), -math.inf, (), ()), (source,))
    looked_at = 0
    while heap:
        key, missed, ids, tiers, rows, sharp, chain = heapq.heappop(heap)
        if not sharp:
            nearer = search.sharpen(key, chain)
            if math.isfinite(nearer[2]):
                heapq.heappush(heap, (nearer, missed, ids, tiers, rows, True, chain))
            continue
        if chain.places[-1] == search.goal:
            yield Found(ids, rows, chain.late)
            continue
        looked_at += 1
        if looked_at > LIMIT:
            warnings.warn(
                f"the search for chains stopped after {LIMIT} unfinished ones; there may be more. "
                "A smaller `max_length`, a date or a selection narrows it.",
                UserWarning,
                stacklevel=2,
            )
            return
        for longer in search.onward(chain):
            push(longer, (*ids, str(table.index[longer.places[-1] // ground.states])))
