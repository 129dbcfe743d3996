"""From one value a draw to means, intervals, ranks, and how far chance has a hand in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "comparable",
    "first_places",
    "mean_and_error",
    "ranked",
    "ranks_of",
    "shared_places",
    "summary_of",
    "top_shares",
]

_DIGITS = 11


def comparable(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """
    Round off what differs by the order of a sum alone, so that equals are ties.

    Parameters
    ----------
    values : ndarray of float
        Any.

    Returns
    -------
    ndarray of float
        To one part in 10¹¹ of the largest.
    """
    scale = np.nanmax(np.abs(values), initial=0.0, where=~np.isnan(values))
    return np.round(values / scale, _DIGITS) if scale > 0 else values


def ranks_of(values: NDArray[np.float64], *, ascending: bool = False) -> NDArray[np.float64]:
    """
    Rank the actors of each draw, 1 the best; equals share the better rank.

    Parameters
    ----------
    values : ndarray of float, shape (draws, n)
        NaN has no rank.
    ascending : bool
        Whether the lowest value is the best.

    Returns
    -------
    ndarray of float, shape (draws, n)
        Competition ranks; NaN without one.
    """
    missing = np.isnan(values)
    keys = np.where(missing, np.inf, comparable(values) if ascending else -comparable(values))
    ranks = first_places(keys)
    ranks[missing] = np.nan
    return ranks


def first_places(keys: NDArray[np.float64]) -> NDArray[np.float64]:
    """
    Give the entries of each row numbers by size; equal ones all have the lowest number.

    Parameters
    ----------
    keys : ndarray of float, shape (k, n)
        Without NaN.

    Returns
    -------
    ndarray of float, shape (k, n)
        From 1.
    """
    order = np.argsort(keys, axis=1, kind="stable")
    sorted_keys = np.take_along_axis(keys, order, axis=1)
    begins = np.ones(keys.shape, dtype=bool)
    begins[:, 1:] = sorted_keys[:, 1:] != sorted_keys[:, :-1]
    numbers = np.maximum.accumulate(np.where(begins, np.arange(1, keys.shape[1] + 1), 0), axis=1)
    ranks = np.empty(keys.shape)
    np.put_along_axis(ranks, order, numbers.astype(float), axis=1)
    return ranks


def shared_places(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """
    Give values numbers by size; equal ones share the mean of their numbers, as Spearman's correlation has it.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        Without NaN.

    Returns
    -------
    ndarray of float, shape (n,)
        From 1.
    """
    low, from_above = first_places(values[None, :])[0], first_places(-values[None, :])[0]
    shared: NDArray[np.float64] = (low + len(values) + 1 - from_above) / 2
    return shared


def top_shares(ranks: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """
    Say how often each is first.

    Parameters
    ----------
    ranks : ndarray of float, shape (draws, n)
        Of `ranks_of`.

    Returns
    -------
    included, split : ndarray of float, shape (n,)
        Whoever shares the first place counts whole; or as one part of it, so that all add up to 1.
    """
    first = ranks == 1
    heads = np.maximum(first.sum(axis=1, keepdims=True), 1)
    return first.mean(axis=0), (first / heads).mean(axis=0)


def mean_and_error(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """
    Average over the draws that have a value.

    Parameters
    ----------
    values : ndarray of float, shape (draws, k)
        NaN where there is none.

    Returns
    -------
    mean, error : ndarray of float, shape (k,)
        NaN where no draw has one; the Monte Carlo standard error of the mean, NaN with fewer than two.
    """
    there = ~np.isnan(values)
    count = there.sum(axis=0)
    filled = np.where(there, values, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = filled.sum(axis=0) / count
        squares = np.where(there, (values - mean) ** 2, 0.0).sum(axis=0)
        error = np.sqrt(squares / (count - 1) / count)
    return np.where(count > 0, mean, np.nan), np.where(count > 1, error, np.nan)


def _quantiles(values: NDArray[np.float64], shares: list[float], *, between: bool) -> list[NDArray[np.float64]]:
    """Quantiles of each column over the draws that have a value; `between` interpolates, otherwise a value is taken."""
    order = np.sort(values, axis=0)
    count = (~np.isnan(order)).sum(axis=0)
    columns = np.arange(values.shape[1])
    found = []
    for share in shares:
        at = share * np.maximum(count - 1, 0)
        if between:
            below = np.floor(at).astype(np.int64)
            above = np.minimum(below + 1, np.maximum(count - 1, 0))
            low, high = order[below, columns], order[above, columns]
            found.append(np.where(count > 0, low + (high - low) * (at - below), np.nan))
        else:
            found.append(np.where(count > 0, order[np.rint(at).astype(np.int64), columns], np.nan))
    return found


def summary_of(values: NDArray[np.float64], index: pd.Index[str], level: float) -> pd.DataFrame:
    """
    Sum up a value for each column.

    Parameters
    ----------
    values : ndarray of float, shape (draws, k)
        NaN where a draw has none.
    index : Index
        Names of the columns.
    level : float
        Share of the draws that lie between low and high.

    Returns
    -------
    DataFrame
        mean, median, low, high, mc_error.
    """
    mean, error = mean_and_error(values)
    tail = (1 - level) / 2
    median, low, high = _quantiles(values, [0.5, tail, 1 - tail], between=True)
    return pd.DataFrame({"mean": mean, "median": median, "low": low, "high": high, "mc_error": error}, index=index)


def ranked(
    values: NDArray[np.float64],
    index: pd.Index[str],
    present: NDArray[np.bool_],
    level: float,
    *,
    ascending: bool,
    given: str,
) -> pd.DataFrame:
    """
    Sum up values that belong to actors: with ranks, first places and presence.

    Parameters
    ----------
    values : ndarray of float, shape (draws, n)
        NaN where an actor has none.
    index : Index
        The actors.
    present : ndarray of bool, shape (draws, n)
        Who has a tie.
    level : float
        Share of the draws that lie between low and high.
    ascending : bool
        Whether the lowest value is the best.
    given : {"all", "present"}
        Over all draws, or for each actor over those in which he has a tie.

    Returns
    -------
    DataFrame
        mean, median, low, high, rank_low, rank_high, p_top, p_top_split, present, mc_error.
    """
    ranks = ranks_of(values, ascending=ascending)
    included, split = top_shares(ranks)
    if given == "present":
        with np.errstate(divide="ignore", invalid="ignore"):
            first = (ranks == 1) & present
            heads = np.maximum((ranks == 1).sum(axis=1, keepdims=True), 1)
            included = first.sum(axis=0) / present.sum(axis=0)
            split = (first / heads).sum(axis=0) / present.sum(axis=0)
        values, ranks = np.where(present, values, np.nan), np.where(present, ranks, np.nan)
    frame = summary_of(values, index, level)
    tail = (1 - level) / 2
    rank_low, rank_high = _quantiles(ranks, [tail, 1 - tail], between=False)
    told = frame.assign(
        rank_low=rank_low, rank_high=rank_high, p_top=included, p_top_split=split, present=present.mean(axis=0)
    )
    order = ["mean", "median", "low", "high", "rank_low", "rank_high", "p_top", "p_top_split", "present", "mc_error"]
    return told[order]
