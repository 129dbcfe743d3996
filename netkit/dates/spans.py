"""The stretches of days that dates leave open: as windows, widened, and held against one another."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Literal

from netkit.dates.parsing import as_date
from netkit.dates.strict import Date, read
from netkit.errors import ArgumentError

__all__ = ["holds", "widen", "window"]


def window(date: str | Date | datetime.date) -> tuple[int, int]:
    """
    Give the stretch of days that a date of any precision may cover.

    Parameters
    ----------
    date : str, Date or datetime.date
        A day, month, year, decade, interval or set.

    Returns
    -------
    tuple of two int
        The first day and the first day after; `FIRST` or `LAST` where nothing bounds it.

    Raises
    ------
    DateError
        The text cannot be read.

    Examples
    --------
    >>> from netkit.dates import format_day, window
    >>> [format_day(day) for day in window("1938-02")]
    ['1938-02-01', '1938-03-01']
    """
    known = as_date(date)
    return known.start_low, known.end_high


def holds(bounds: Date | Sequence[int], first: int, after: int) -> Literal["certainly", "possibly", "no"]:
    """
    Tell whether something holds on some day of a window.

    Parameters
    ----------
    bounds : Date or sequence of four int
        Its start_low, start_high, end_low and end_high.
    first, after : int
        The first day of the window and the first day after it, as `window` gives them.

    Returns
    -------
    {"certainly", "possibly", "no"}
        "certainly" where each beginning and each end within the bounds gives a common day, "possibly" where only some
        do. An empty window has no day on which anything holds.

    Examples
    --------
    >>> from netkit.dates import holds, parse_date, window
    >>> holds(parse_date("1936/1938"), *window("1937")), holds(parse_date("1936/1938"), *window("1938"))
    ('certainly', 'certainly')
    >>> holds(parse_date("1936/1938"), *window("1938-05-01")), holds(parse_date("1936/"), *window("1935"))
    ('possibly', 'no')
    """
    start_low, start_high, end_low, end_high = bounds.bounds if isinstance(bounds, Date) else bounds
    if first >= after:
        return "no"
    if start_high < after and end_low > first:
        return "certainly"
    return "possibly" if start_low < after and end_high > first else "no"


def widen(date: Date, days: int) -> tuple[int, int, int, int]:
    """
    Widen the approximate ends of a date.

    Parameters
    ----------
    date : Date
        As `parse_date` gives it. Ends that do not carry ``~`` or ``%`` stay as they are, and an unknown end still
        follows the other.
    days : int
        By how much an approximate end may be earlier or later than it is written; not negative.

    Returns
    -------
    tuple of four int
        The bounds start_low, start_high, end_low, end_high; a sentinel remains one.

    Examples
    --------
    >>> from netkit.dates import format_day, parse_date, widen
    >>> [format_day(day) for day in widen(parse_date("1929~/1934-05-01"), 365)]
    ['1928-01-02', '1930-12-31', '1934-05-02', '1934-05-02']
    """
    if days < 0:
        raise ArgumentError(f"`days` is {days}, and a date can only be widened: give 0 or more")
    return read(date.text, days).bounds if date.approximate else date.bounds
