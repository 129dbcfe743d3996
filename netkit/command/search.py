"""The search for the best chains: best first, so that they come in order and whoever wants few pays for few."""

from __future__ import annotations

import heapq
import math
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd

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
    # In the order of their ids, so that equals come in that order whatever the order of the steps.
    actors = pd.Index(sorted({*steps["start"], *steps["stop"]}), dtype=object)
    if target not in actors:
        return
    out = _outgoing(steps, actors, grades, by)
    goal = int(actors.get_loc(target))
    least = [_least(out, goal, component, maximum=by == "weakest" and component == 0) for component in range(3)]
    discounts = {root: -math.log(grade) if grade > 0 else math.inf for root, grade in grades.items()}

    def estimate(costs: tuple[float, ...], roots: frozenset[str], here: int) -> tuple[float, ...]:
        first = max(costs[0], least[0][here]) if by == "weakest" else costs[0] + least[0][here]
        last = costs[2] + least[2][here] + sum(discounts.get(root, 0.0) for root in roots)
        # Rounded, so that equals stay equal whatever the order of their sums.
        return tuple(round(cost, 12) for cost in (first, costs[1] + least[1][here], last))

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
        for step in out[here]:
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


def _outgoing(steps: pd.DataFrame, actors: pd.Index[str], grades: dict[str, float], by: Ranking) -> list[list[_Step]]:
    own = steps["own"].to_numpy() if "own" in steps else np.zeros(len(steps), dtype=bool)
    starts, stops = actors.get_indexer(pd.Index(steps["start"])), actors.get_indexer(pd.Index(steps["stop"]))
    cost: Callable[[float, bool, bool], tuple[float, float]] = {
        "probability": lambda lost, derived, mine: (0.0, 0.0),
        "length": lambda lost, derived, mine: (1.0, 0.0),
        "weakest": lambda lost, derived, mine: (lost, 0.0),
        "case": lambda lost, derived, mine: (float(derived), float(not derived and not mine)),
    }[by]
    out: list[list[_Step]] = [[] for _ in actors]
    columns = ("chance", "derived", "start_earliest", "end_latest", "rests_on")
    for row, values in enumerate(zip(starts, stops, own, *(steps[name].to_numpy() for name in columns), strict=True)):
        start, stop, mine, chance, derived, first, after, roots = values
        if chance <= 0:
            continue
        lost = -math.log(chance)
        graded = lost - sum(math.log(grades[root]) for root in roots if grades.get(root, 1.0) > 0)
        costs = (*cost(graded, bool(derived), bool(mine)), lost)
        out[start].append(_Step(row, int(stop), costs, float(first), float(after), bool(mine), tuple(roots)))
    return out


def _least(out: list[list[_Step]], goal: int, component: int, *, maximum: bool) -> list[float]:
    """Find what is still to be paid from each actor at the least (Dijkstra from the goal backwards)."""
    into: list[list[tuple[int, float]]] = [[] for _ in out]
    for start, steps in enumerate(out):
        for step in steps:
            into[step.stop].append((start, step.costs[component]))
    least = [math.inf] * len(out)
    least[goal] = 0.0
    heap = [(0.0, goal)]
    while heap:
        paid, here = heapq.heappop(heap)
        if paid > least[here]:
            continue
        for start, cost in into[here]:
            total = max(paid, cost) if maximum else paid + cost
            if total < least[start]:
                least[start] = total
                heapq.heappush(heap, (total, start))
    return least
