"""When steps can be taken: spells, beginnings and ends as numbers, and back."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netkit.dates import FIRST, LAST, parse_duration, window
from netkit.errors import ArgumentError
from netkit.network.columns import BOUNDS
from netkit.network.network import Network
from netkit.network.policy import Holds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = [
    "Time",
    "check_holds",
    "delay_of",
    "departures",
    "has_dates",
    "has_no_times",
    "read_time",
    "shown_times",
]

Time = str | float | datetime.date


def has_dates(ties: pd.DataFrame) -> bool:
    """
    Say whether times are dates, not numbers of the user's own.

    Parameters
    ----------
    ties : DataFrame
        With the four bounds as numbers.

    Returns
    -------
    bool
        True for days.
    """
    return all(np.issubdtype(ties[name].to_numpy().dtype, np.integer) for name in BOUNDS)


def has_no_times(ties: pd.DataFrame) -> bool:
    """
    Say whether every tie holds at all times.

    Parameters
    ----------
    ties : DataFrame
        With the four bounds as numbers.

    Returns
    -------
    bool
        True also if there is no tie.
    """
    return bool((ties["start_earliest"] <= FIRST).all() and (ties["end_latest"] >= LAST).all())


def check_holds(holds: str) -> None:
    """
    Check the word that says which spells count.

    Parameters
    ----------
    holds : str
        "possible" or "certain".

    Raises
    ------
    ArgumentError
        If it is another one.
    """
    if holds not in ("possible", "certain"):
        raise ArgumentError(f"`holds` is {holds!r}; it can be 'possible', 'certain'")


def delay_of(traversal: float | str, dated: bool) -> float:
    """
    Read how long a step takes.

    Parameters
    ----------
    traversal : float or str
        Days or a length such as "3d" or "2w" where times are dates, else a number.
    dated : bool
        Whether times are dates.

    Returns
    -------
    float
        At least 0.

    Raises
    ------
    ArgumentError
        If it is negative, infinite, or not a number of whole days where times are dates.
    DateError
        If a length cannot be read.
    """
    if isinstance(traversal, str):
        length = parse_duration(traversal)
        if not dated or length.years or length.months:
            raise ArgumentError(f"`traversal` is {traversal!r}; give {'days, such as 3' if dated else 'a number'}")
        return float(length.days)
    delay = float(traversal)
    if not np.isfinite(delay) or delay < 0 or (dated and delay != int(delay)):
        wanted = "whole days" if dated else "a number"
        raise ArgumentError(f"`traversal` is {traversal!r}; it has to be {wanted} from 0 on")
    return delay


def departures(ties: pd.DataFrame, holds: Holds, delay: float) -> tuple[Floats, Floats]:
    """
    Tell when each tie can be set out on, so that it still holds on arrival.

    A spell is half-open: at its end it cannot be used, but a step that takes time may arrive then.

    Parameters
    ----------
    ties : DataFrame
        With the four bounds as numbers.
    holds : {"possible", "certain"}
        From the earliest beginning to the latest end, or from the latest beginning to the earliest end.
    delay : float
        How long a step takes.

    Returns
    -------
    first, last : ndarray of float, shape (t,)
        Both included; `last` is before `first` where the tie cannot be used. Infinite where nothing bounds it.
    """
    begin, end = ("start_earliest", "end_latest") if holds == "possible" else ("start_latest", "end_earliest")
    first, close = ties[begin].to_numpy(dtype=float), ties[end].to_numpy(dtype=float)
    if has_dates(ties):
        first = np.where(first <= FIRST, -np.inf, first)
        # Of a beginning before some unknown day nothing is certain, as of an end after one.
        first = np.where(first >= LAST - 1, np.inf, first)
        close = np.where(close >= LAST, np.inf, close)
        close = np.where(close <= FIRST + 1, -np.inf, close)
        return first, close - max(delay, 1.0)
    return first, close - delay if delay > 0 else np.where(np.isfinite(close), np.nextafter(close, -np.inf), close)


def read_time(net: Network, name: str, value: Time | None, dated: bool, last: bool) -> float:
    """
    Read a time that a user gives.

    Parameters
    ----------
    net : Network
        For the message.
    name : str
        The argument's name.
    value : str, date or float
        A date where times are dates, else a number.
    dated : bool
        Whether times are dates.
    last : bool
        Whether the last day of a longer stretch is meant, not the first.

    Returns
    -------
    float
        A day number, or the number.

    Raises
    ------
    ArgumentError
        If it is of the wrong kind, or nothing bounds it.
    DateError
        If a date cannot be read.
    """
    if dated:
        if not isinstance(value, str | datetime.date):
            raise ArgumentError(f"`{name}` is {value!r}; times are dates in {net!r}: give one, such as '1937-09-22'")
        low, after = window(value.date() if isinstance(value, datetime.datetime) else value)
        if (after if last else low) in (FIRST, LAST):
            raise ArgumentError(f"`{name}` is {value!r}, which nothing bounds; give a day, month or year")
        return float(after - 1 if last else low)
    if isinstance(value, bool) or not isinstance(value, int | float | np.number) or not np.isfinite(value):
        raise ArgumentError(f"`{name}` is {value!r}; times are numbers in {net!r}: give a number")
    return float(value)


def shown_times(values: Floats, dated: bool) -> NDArray[np.float64] | NDArray[np.datetime64]:
    """
    Turn times into what users read.

    Parameters
    ----------
    values : ndarray of float
        Day numbers or numbers; infinite for never.
    dated : bool
        Whether times are dates.

    Returns
    -------
    ndarray
        Dates with NaT, or floats with NaN, for never.
    """
    there = np.isfinite(values)
    if not dated:
        return np.where(there, values, np.nan)
    days = np.where(there, values, 0).astype("datetime64[D]").astype("datetime64[s]")
    return np.where(there, days, np.datetime64("NaT", "s"))
