"""The search for the best chains: best first, so that they come in order and whoever wants few pays for few."""

from __future__ import annotations

import heapq
import math
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import pandas as pd

from netkit.kernels.cheapest import least_costs

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["LIMIT", "Found", "Ranking", "best_chains"]

Ranking = Literal["probability", "length", "weakest", "case"]

LIMIT: Final = 300_000
"""How many unfinished chains are looked at before the search gives up and says so."""


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


# What is estimated, actors so far, rows, costs, sources rested on, day, rows out of the order of time.
_Unfinished = tuple[
    tuple[float, ...], tuple[int, ...], tuple[int, ...], tuple[float, ...], frozenset[str], float, tuple[int, ...]
]


@dataclass(frozen=True)
class _Step:
    row: int
    stop: int
    costs: tuple[float, ...]
    first: float
    after: float
    own: bool
    roots: tuple[str, ...]


class _Steps:
    """The steps as arrays by where they start; as objects only for the actors that the search looks at."""

    def __init__(self, steps: pd.DataFrame, grades: dict[str, float], by: Ranking) -> None:
        ends = np.concatenate([steps[end].to_numpy(dtype=object) for end in ("start", "stop")])
        codes, names = pd.factorize(ends)
        # In the order of their ids, so that equals come in that order whatever the order of the steps.
        order = np.argsort(names)
        rank = np.empty(len(names), dtype=np.int32)
        rank[order] = np.arange(len(names), dtype=np.int32)
        self.actors = pd.Index(names[order], dtype=object)
        starts, self.stops = rank[codes[: len(steps)]], rank[codes[len(steps) :]]
        self.roots = steps["rests_on"].to_numpy()
        self.first = steps["start_earliest"].to_numpy(dtype=float)
        self.after = steps["end_latest"].to_numpy(dtype=float)
        self.own = steps["own"].to_numpy(dtype=bool) if "own" in steps else np.zeros(len(steps), dtype=bool)
        derived = steps["derived"].to_numpy(dtype=bool)
        with np.errstate(divide="ignore"):
            lost = -np.log(steps["chance"].to_numpy(dtype=float))
        none = np.zeros(len(steps))
        self.costs = {
            "probability": (none, none, lost),
            "length": (none + 1, none, lost),
            "weakest": (lost + self._discounts(grades), none, lost),
            "case": (derived.astype(float), (~derived & ~self.own).astype(float), lost),
        }[by]
        self.widest = by == "weakest"
        self.order, self.pointers = _by_end(starts, len(self.actors))
        self.into, self.rpointers = _by_end(self.stops, len(self.actors))
        self.sources = starts[self.into]
        self.known: dict[int, list[_Step]] = {}

    def _discounts(self, grades: dict[str, float]) -> NDArray[np.float64]:
        lost = {roots: sum(-math.log(grades[root]) for root in roots if grades.get(root)) for roots in set(self.roots)}
        return np.array([lost[roots] for roots in self.roots], dtype=float)

    def least(self, goal: int) -> list[NDArray[np.float64]]:
        """Find what is still to be paid from each actor at the least, by each kind of cost."""
        found = []
        for place, costs in enumerate(self.costs):
            # Where nothing costs anything, the last kind tells whom the goal can be reached from.
            if not costs.any() and place < 2:
                found.append(np.zeros(len(self.actors)))
                continue
            widest = self.widest and place == 0
            found.append(least_costs(self.rpointers, self.sources, self.into, costs, goal, widest))
        return found

    def out_of(self, actor: int) -> list[_Step]:
        """Return the steps that start with an actor."""
        if actor not in self.known:
            rows = self.order[self.pointers[actor] : self.pointers[actor + 1]].tolist()
            self.known[actor] = [
                _Step(
                    row,
                    int(self.stops[row]),
                    tuple(float(costs[row]) for costs in self.costs),
                    float(self.first[row]),
                    float(self.after[row]),
                    bool(self.own[row]),
                    tuple(self.roots[row]),
                )
                for row in rows
            ]
        return self.known[actor]


def _by_end(ends: NDArray[np.int32], n: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    pointers = np.zeros(n + 1, dtype=np.int32)
    np.cumsum(np.bincount(ends, minlength=n), out=pointers[1:])
    return np.argsort(ends, kind="stable").astype(np.int32), pointers


def best_chains(
    steps: pd.DataFrame,
    sources: Iterable[str],
    target: str,
    grades: dict[str, float],
    by: Ranking,
    *,
    max_length: int | None = None,
) -> Iterator[Found]:
    """
    Yield chains without repeated actors, best first.

    The links stand in the order of time: each can hold at or after the day on which the one before can. A source's
    own account of a case is not dropped for an anachronism, but told in `late`.

    Parameters
    ----------
    steps : DataFrame
        Columns start, stop, chance, rests_on, bounds, derived, act, and if wanted own.
    sources : iterable of str
        Where chains begin.
    target : str
        Where they end.
    grades : dict of float
        Probability that each source is right; a chain is discounted by it once for each source it rests on.
    by : {"probability", "length", "weakest", "case"}
        Most probable; fewest steps; strongest weakest step; fewest derived, then fewest standing ties. Equals come by
        probability, then in the order of the actors.
    max_length : int, optional
        Most steps.

    Yields
    ------
    Found
        Several may have the same actors, with other ties among them.

    Warns
    -----
    UserWarning
        If the search gives up after `LIMIT` unfinished chains.

    References
    ----------
    .. [1] Hart, P. E., Nilsson, N. J. & Raphael, B. (1968). A formal basis for the heuristic determination of minimum
       cost paths. *IEEE Transactions on Systems Science and Cybernetics* 4:100-107.
    """
    table = _Steps(steps, grades, by)
    actors = table.actors
    if target not in actors:
        return
    goal = int(actors.get_loc(target))
    least = table.least(goal)
    discounts = {root: -math.log(grade) if grade > 0 else math.inf for root, grade in grades.items()}

    def estimate(costs: tuple[float, ...], roots: frozenset[str], here: int) -> tuple[float, ...]:
        first = max(costs[0], least[0][here]) if by == "weakest" else costs[0] + least[0][here]
        last = costs[2] + least[2][here] + sum(discounts.get(root, 0.0) for root in roots)
        # Rounded, so that equals stay equal whatever the order of their sums.
        return tuple(round(float(cost), 12) for cost in (first, costs[1] + least[1][here], last))

    none: frozenset[str] = frozenset()
    heap: list[_Unfinished] = []
    for source in dict.fromkeys(sources):
        place = int(actors.get_indexer(pd.Index([source]))[0])
        if place >= 0 and place != goal and math.isfinite(least[2][place]):
            heap.append((estimate((0.0, 0.0, 0.0), none, place), (place,), (), (0.0, 0.0, 0.0), none, -math.inf, ()))
    heapq.heapify(heap)
    looked_at = 0
    while heap:
        _, path, rows, costs, roots, time, late = heapq.heappop(heap)
        here = path[-1]
        if here == goal:
            yield Found(tuple(str(actors[place]) for place in path), rows, late)
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
        if max_length is not None and len(rows) >= max_length:
            continue
        for step in table.out_of(here):
            if step.stop in path or not math.isfinite(least[2][step.stop]):
                continue
            now = max(time, step.first)
            tardy = late
            if now >= step.after:
                if not step.own:
                    continue
                now, tardy = time, (*late, step.row)
            total = (
                max(costs[0], step.costs[0]) if by == "weakest" else costs[0] + step.costs[0],
                costs[1] + step.costs[1],
                costs[2] + step.costs[2],
            )
            rest = roots | set(step.roots)
            key = estimate(total, rest, step.stop)
            if math.isfinite(key[2]):
                heapq.heappush(heap, (key, (*path, step.stop), (*rows, step.row), total, rest, now, tardy))
