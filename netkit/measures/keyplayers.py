"""Key players: the set of actors whose loss breaks a network most, or who together reach most of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import product
from math import comb
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from netkit.errors import ArgumentError
from netkit.kernels.keyplayers import best_reaching_sets, best_removals, reach_value, removal_value
from netkit.kernels.traversal import distance_rows
from netkit.measures.arcs import arcs_of, check_choice, random_generator
from netkit.measures.registry import measure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netkit.measures.arcs import Arcs
    from netkit.network.network import Network

    Sets = set[tuple[int, ...]]

__all__ = ["key_players"]

Criterion = Literal["fragmentation", "distance_fragmentation", "reach", "distance_reach"]
# Two values closer than this are equally good.
_SLACK = 1e-12


@measure(level="set")
def key_players(
    net: Network,
    k: int,
    *,
    criterion: Criterion = "fragmentation",
    m: int = 1,
    exact_limit: int = 1_000_000,
    restarts: int = 20,
    rng: int | np.random.Generator | None = 0,
) -> pd.DataFrame:
    r"""
    Find the sets of k actors without whom the network breaks most, or who together reach most of the others.

    The best set is seldom the set of the best single actors, so whole sets are tried.

    Parameters
    ----------
    net : Network
        Ways follow direction, in steps. Parallel ties count once, self-ties nothing.
    k : int
        How many actors a set has.
    criterion : {"fragmentation", "distance_fragmentation", "reach", "distance_reach"}
        "fragmentation": the share of pairs of those left who cannot reach each other once the set is gone;
        "distance_fragmentation": the same, where a pair that still can counts 1 - 1/steps; "reach": the number of
        outsiders at most `m` steps from the set; "distance_reach": the mean over outsiders of the inverse distance
        from the nearest member.
    m : int
        Steps for "reach".
    exact_limit : int
        Up to so many sets all of them are tried; beyond, a search is made that may miss the best.
    restarts : int
        How often the search begins anew, the first time from the best single actors.
    rng : int or Generator, optional
        For the beginnings of the search.

    Returns
    -------
    DataFrame
        One row per best set, all of them if `exact`: `actors` (tuple of ids), `value`, `exact` (bool: all sets were
        tried), `runner_up` (the next smaller value of any set, NaN if not exact or if there is none). Empty for a
        network without actors.

    Raises
    ------
    ArgumentError
        If `k` leaves nobody to judge by, there is no such criterion, or `m` is below 1.

    Notes
    -----
    With the removed set S, parts of sizes s among the n' who are left, and distances d after the removal,

    .. math:: F = 1 - \frac{\sum s (s-1)}{n'(n'-1)}, \quad DF = 1 - \frac{\sum_{i \ne j} 1/d_{ij}}{n'(n'-1)}, \quad
        D_R = \frac{1}{n - |S|} \sum_{j \notin S} \frac{1}{d_{Sj}}

    The search adds the best actor k times, then exchanges one for one as long as that helps.

    References
    ----------
    .. [1] Borgatti, S. P. (2006). Identifying sets of key players in a social network. *Computational and Mathematical
       Organization Theory* 12, 21-34.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> found = nk.key_players(nk.from_networkx(nx.path_graph(5)), 1)
    >>> found.loc[0, "actors"], round(found.loc[0, "value"].item(), 3), bool(found.loc[0, "exact"])
    (('2',), 0.667, True)
    """
    check_choice("criterion", criterion, ("fragmentation", "distance_fragmentation", "reach", "distance_reach"))
    arcs = arcs_of(net)
    removing = criterion in ("fragmentation", "distance_fragmentation")
    most = arcs.n - (2 if removing else 1)
    if m < 1:
        raise ArgumentError(f"`m` is {m}; it must be at least 1")
    if arcs.n == 0:
        return _table(net, set(), 0.0, exact=True, runner_up=-np.inf)
    if most < 1:
        least = "three" if removing else "two"
        raise ArgumentError(f"`key_players` with this criterion needs {least} actors, and the network has {arcs.n}")
    if not 1 <= k <= most:
        left = "two actors" if removing else "one actor"
        raise ArgumentError(f"`k` is {k}; with {arcs.n} actors it can be from 1 to {most}, so that {left} are left")
    within = {"reach": m, "distance_reach": 0}.get(criterion, -1)
    weighted = criterion == "distance_fragmentation"
    steps = np.zeros((0, 0), dtype=np.int32)
    if not removing:
        steps = distance_rows(*arcs.out[:2], np.arange(arcs.n, dtype=np.int32))
    if comb(arcs.n, k) <= exact_limit:
        best, runner_up, sets = _exhausted(arcs, steps, k, within, weighted)
        return _table(net, sets, best, exact=True, runner_up=runner_up)
    value = _evaluator(arcs, steps, within, weighted)
    best, sets = _searched(arcs.n, k, value, restarts, random_generator(rng))
    return _table(net, sets, best, exact=False, runner_up=-np.inf)


def _table(net: Network, sets: Sets, value: float, *, exact: bool, runner_up: float) -> pd.DataFrame:
    actors = np.empty(len(sets), dtype=object)
    ids = net.index.to_numpy()
    for row, members in enumerate(sorted(sets)):
        actors[row] = tuple(ids[list(members)])
    after = runner_up if np.isfinite(runner_up) else np.nan
    return pd.DataFrame({"actors": actors, "value": float(value), "exact": exact, "runner_up": after})


def _exhausted(arcs: Arcs, steps: NDArray[np.int32], k: int, within: int, weighted: bool) -> tuple[float, float, Sets]:
    from tqdm.auto import tqdm

    best, runner_up = -np.inf, -np.inf
    sets: Sets = set()
    beginnings = range(arcs.n - k + 1)
    # The bar counts beginnings; the first ones have the most sets.
    for first in tqdm(beginnings, desc="key players", leave=False, disable=not sys.stderr.isatty(), delay=1):
        before = best
        if within >= 0:
            best, runner_up, found = best_reaching_sets(steps, first, k, within, best, runner_up)
        else:
            best, runner_up, found = best_removals(
                *arcs.out[:2], first, k, not arcs.directed, weighted, best, runner_up
            )
        if best > before + _SLACK:
            sets.clear()
        sets.update(tuple(map(int, members)) for members in found)
    return best, runner_up, sets


def _evaluator(arcs: Arcs, steps: NDArray[np.int32], within: int, weighted: bool) -> Callable[[tuple[int, ...]], float]:
    def value(members: tuple[int, ...]) -> float:
        inside = np.zeros(arcs.n, dtype=bool)
        inside[list(members)] = True
        if within < 0:
            return removal_value(*arcs.out[:2], inside, not arcs.directed, weighted)
        rows = steps[list(members)]
        nearest = np.where(rows < 0, np.int32(arcs.n), rows).min(axis=0)
        nearest = np.where(nearest == arcs.n, -1, nearest).astype(np.int32)
        return reach_value(nearest, inside, len(members), within)

    return value


def _searched(
    n: int, k: int, value: Callable[[tuple[int, ...]], float], restarts: int, rng: np.random.Generator
) -> tuple[float, Sets]:
    best = -np.inf
    sets: Sets = set()
    for turn in range(max(restarts, 1)):
        if turn == 0:
            members: tuple[int, ...] = ()
            while len(members) < k:
                options = [tuple(sorted((*members, v))) for v in range(n) if v not in members]
                members = max(options, key=value)
        else:
            members = tuple(sorted(map(int, rng.choice(n, size=k, replace=False))))
        reached, members = _exchanged(n, members, value)
        if reached > best + _SLACK:
            best, sets = reached, set()
        if abs(reached - best) <= _SLACK:
            sets.add(members)
    return best, sets


def _exchanged(
    n: int, members: tuple[int, ...], value: Callable[[tuple[int, ...]], float]
) -> tuple[float, tuple[int, ...]]:
    reached = value(members)
    while True:
        options = [
            tuple(sorted((*(other for other in members if other != gone), come)))
            for gone, come in product(members, range(n))
            if come not in members
        ]
        values = [value(option) for option in options]
        place = int(np.argmax(values))
        if values[place] <= reached + _SLACK:
            return reached, members
        reached, members = values[place], options[place]
