"""What is missing: how far ranks survive ties and actors that the sources left out, or put in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
import pandas as pd

from netkit.ensembles.intervals import comparable, ranks_of, shared_places
from netkit.ensembles.joining import plain_union
from netkit.ensembles.masks import measure_ties
from netkit.errors import ArgumentError
from netkit.measures.arcs import random_generator
from netkit.measures.checks import is_whole
from netkit.measures.registry import get_measure
from netkit.network.conversion import from_pandas
from netkit.network.network import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["robustness_to_error"]

_ALL: Final = 100_000

Error = Literal["missing ties", "missing actors", "added ties"]


def robustness_to_error(
    net: Network,
    measure: str | Callable[..., Any] = "betweenness",
    *,
    error: Error = "missing ties",
    share: float | Iterable[float] | None = None,
    count: int | None = None,
    draws: int | Literal["all"] = 1000,
    bias: pd.Series[float] | None = None,
    ascending: bool = False,
    rng: int | np.random.Generator | None = None,
    **params: Any,
) -> pd.DataFrame:
    """
    Tell how far the ranks by a measure survive errors in the network.

    Parameters
    ----------
    net : Network
        Taken for the true network; errors are put into it. Pairs of actors count, so parallel ties go together.
    measure : str or callable, default: "betweenness"
        A measure of actors.
    error : {"missing ties", "missing actors", "added ties"}
        What went wrong.
    share, count : float or iterable of float, int
        How much of it: a share of the pairs or actors, or several one after the other; or their number. 0.1 without
        either.
    draws : int or "all", default: 1000
        How many erroneous networks; "all" takes every one that has `count` errors.
    bias : Series of float, optional
        For missing actors: how readily each is missing, indexed by actor, such as one over the number of claims on
        him; for missing ties that of both ends is multiplied. Equal without it.
    ascending : bool, default: False
        Whether the lowest value is the best.
    rng : int or Generator, optional
        The same `rng` gives the same errors.
    **params
        Options of the measure.

    Returns
    -------
    DataFrame
        One row an erroneous network: errors (how many), share (of the pairs or actors), top1 (whether one who is truly
        first is first in it), top1_all (whether all who are truly first are), top1_exact (and nobody else), top3
        (whether one who is truly first is among its first three), top10pct (among its first tenth), overlap (of the two
        sets of the first tenth: intersection over union), spearman and r2 (of ranks and values over the actors of both;
        NaN where all are equal). The mean over the rows is the table of the literature; `draw_stability` draws it.

    Raises
    ------
    ArgumentError
        If an option is out of range.

    Notes
    -----
    Actors who are missing are left out of the comparison. Shared values count as shared ranks; correlations over many
    equal values flatter.

    References
    ----------
    .. [1] Borgatti, S. P., Carley, K. M. & Krackhardt, D. (2006). On the robustness of centrality measures under
       conditions of imperfect data. *Social Networks* 28:124-136.
    .. [2] Costenbader, E. & Valente, T. W. (2003). The stability of centrality measures when networks are sampled.
       *Social Networks* 25:283-307.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> from netkit.ensembles.missing import robustness_to_error
    >>> star = nk.from_networkx(nx.star_graph(4))
    >>> float(robustness_to_error(star, "degree", count=1, draws="all")["top1"].mean())
    1.0
    """
    if error not in ("missing ties", "missing actors", "added ties"):
        raise ArgumentError(f"`error` is {error!r}; it can be 'missing ties', 'missing actors', 'added ties'")
    if share is not None and count is not None:
        raise ArgumentError("`share` and `count` cannot be given together; choose one")
    found = get_measure(measure)
    pairs, pair_of = _pairs(net)
    n = net.n_actors
    places = n if error == "missing actors" else len(pairs)
    if error == "added ties":
        net, pairs, pair_of, places = _with_all_pairs(net, pairs)
    base = _base(error, n, pair_of)
    sizes = _sizes(share, count, base, places)
    if draws != "all" and not is_whole(draws, 1):
        raise ArgumentError(f"`draws` is {draws!r}; it can be 'all' or a whole number from 1")
    weights = None if bias is None else _weights(bias, net, pairs, error)
    dice = random_generator(rng)
    chosen = [one for size in sizes for one in _choose(places, size, draws, weights, dice)]
    union = plain_union(net)
    true_ties = np.ones(len(union.ties), dtype=bool) if error != "added ties" else pair_of < 0
    ties = np.repeat(true_ties[None, :], len(chosen), axis=0)
    gone = np.zeros((len(chosen), n), dtype=bool)
    subjects, objects = net.ends
    for row, out, errors in zip(ties, gone, chosen, strict=True):
        if error == "missing actors":
            out[errors] = True
            row &= ~(out[subjects] | out[objects])
        else:
            row[np.isin(pair_of, errors)] = error == "added ties"
    true = measure_ties(union, found, params, true_ties[None, :])[0]
    values = measure_ties(union, found, params, ties)
    rows = [
        {"errors": len(errors), "share": len(errors) / base, **_accuracy(true, one, ~out, ascending)}
        for errors, one, out in zip(chosen, values, gone, strict=True)
    ]
    frame = pd.DataFrame(rows)
    frame.attrs = {"measure": found.name, "error": error}
    return frame


def _pairs(net: Network) -> tuple[list[tuple[int, int]], NDArray[np.int64]]:
    """Give a number to each pair of actors that is tied, and to each tie that of its pair."""
    subjects, objects = net.ends
    low, high = (subjects, objects) if net.directed else (np.minimum(subjects, objects), np.maximum(subjects, objects))
    codes, numbers = np.unique(low.astype(np.int64) * net.n_actors + high, return_inverse=True)
    return [divmod(int(code), net.n_actors) for code in codes], numbers.reshape(-1).astype(np.int64)


def _with_all_pairs(
    net: Network, pairs: list[tuple[int, int]]
) -> tuple[Network, list[tuple[int, int]], NDArray[np.int64], int]:
    """Add a tie for every pair that has none; true ties have the number -1."""
    there = set(pairs)
    both = combinations(range(net.n_actors), 2)
    possible = [pair for one in both for pair in ((one, one[::-1]) if net.directed else (one,)) if pair not in there]
    ties, actors = net.to_pandas()
    true = ties[["subject", "object", "directed"]]
    added = pd.DataFrame([(net.index[a], net.index[b], net.directed) for a, b in possible], columns=list(true.columns))
    whole = from_pandas(pd.concat([true, added], ignore_index=True), actors, directed=net.directed)
    numbers = np.concatenate([np.full(len(true), -1), np.arange(len(possible))]).astype(np.int64)
    return whole, possible, numbers, len(possible)


def _base(error: str, n: int, pair_of: NDArray[np.int64]) -> int:
    """Count what a share is a share of: actors, or the pairs that are truly tied."""
    if error == "missing actors":
        return n
    return int((pair_of < 0).sum()) if error == "added ties" else len(np.unique(pair_of))


def _sizes(share: float | Iterable[float] | None, count: int | None, base: int, places: int) -> list[int]:
    """Say how many errors are made, for one share after the other."""
    if count is not None:
        if not is_whole(count, 1):
            raise ArgumentError(f"`count` is {count!r}; it has to be a whole number from 1")
        if count > places:
            raise ArgumentError(f"`count` is {count}; there are {places} places for an error of this kind")
        return [count]
    several = isinstance(share, Iterable) and not isinstance(share, str)
    given: Any = 0.1 if share is None else share
    shares: list[Any] = list(given) if several else [given]
    if not shares:
        raise ArgumentError("`share` is empty; give at least one share above 0")
    sizes = []
    for one in shares:
        if isinstance(one, bool) or not isinstance(one, (int, float, np.number)) or not 0 < one < float("inf"):
            raise ArgumentError(f"`share` is {one!r}; it has to be a number above 0, such as 0.1")
        sizes.append(max(1, round(one * base)))
        if sizes[-1] > places:
            raise ArgumentError(
                f"`share` is {one}, which makes {sizes[-1]} errors; there are {places} places for an error of this kind"
            )
    return sizes


def _weights(bias: pd.Series[float], net: Network, pairs: list[tuple[int, int]], error: str) -> NDArray[np.float64]:
    if missing := sorted(set(net.index) - set(bias.index)):
        raise ArgumentError(f"`bias` has no value for {missing[0]!r}; it needs one for each actor")
    readily = np.array(bias.reindex(net.index), dtype=np.float64)
    if not np.all(np.isfinite(readily)) or np.any(readily < 0) or not readily.sum() > 0:
        raise ArgumentError("`bias` holds missing, infinite or negative values, or nothing above 0")
    if error == "missing actors":
        return readily
    return np.array([readily[a] * readily[b] for a, b in pairs])


def _choose(
    places: int,
    size: int,
    draws: int | Literal["all"],
    weights: NDArray[np.float64] | None,
    dice: np.random.Generator,
) -> list[NDArray[np.int64]]:
    if draws == "all":
        if comb(places, size) > _ALL:
            raise ArgumentError(f"there are {comb(places, size)} networks with {size} errors; draw some of them")
        return [np.array(one, dtype=np.int64) for one in combinations(range(places), size)]
    chance = None if weights is None else weights / weights.sum()
    if chance is not None and np.count_nonzero(chance) < size:
        raise ArgumentError(f"`bias` leaves fewer than {size} places for an error")
    return [dice.choice(places, size=size, replace=False, p=chance) for _ in range(draws)]


def _accuracy(
    base: NDArray[np.float64], values: NDArray[np.float64], there: NDArray[np.bool_], ascending: bool
) -> dict[str, float | bool]:
    true, seen = ranks_of(base[None, :], ascending=ascending)[0], np.where(there, values, np.nan)
    observed = ranks_of(seen[None, :], ascending=ascending)[0]
    tenth = max(1, round(len(base) / 10))
    first, leads = true == 1, observed == 1
    best, seen_best = true <= tenth, observed <= tenth
    both = there & ~np.isnan(base) & ~np.isnan(values)
    return {
        "top1": bool((first & leads).any()),
        "top1_all": bool((leads | ~first).all()),
        "top1_exact": bool((leads == first).all()),
        "top3": bool((first & (observed <= 3)).any()),
        "top10pct": bool((first & seen_best).any()),
        "overlap": float((best & seen_best).sum() / max((best | seen_best).sum(), 1)),
        "spearman": _correlation(shared_places(comparable(base[both])), shared_places(comparable(values[both]))),
        "r2": _correlation(base[both], values[both]) ** 2,
    }


def _correlation(left: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    if len(left) < 2 or np.ptp(left) == 0 or np.ptp(right) == 0:
        return float("nan")
    return float(np.corrcoef(left, right)[0, 1])
