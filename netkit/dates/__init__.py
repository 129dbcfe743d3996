"""
Dates as historians have them: uncertain, partly known, or open, and always four days in the end.

A date is a text in a stated subset of EDTF (ISO 8601-2, the Extended Date/Time Format). It is read as four bounds, the
earliest and the latest day on which something began, and the earliest and the latest day on which it was over. Days are
numbers, counted from 1970-01-01 in the proleptic Gregorian calendar as in numpy's ``datetime64[D]``; an end is
half-open, the first day *after*.

=========================================  ========================================================================
text                                       meaning
=========================================  ========================================================================
``1937-09-22``                             a day
``1938-07``, ``1938-07-XX``                a month, or some day in it
``1937``, ``1937-XX``, ``1937-XX-XX``      a year, or some day in it
``193X``                                   a decade, or some day in it
``1937?``, ``1937~``, ``1937%``            uncertain, approximate, both; each end of an interval may have its own
``1926/1934``                              began some day in 1926, ended some day in 1934, the last day included
``1936/``, ``/1934``                       with an unknown end, with an unknown beginning
``1936/..``, ``../1934``                   really open: it goes on, it was always so
``[1938-04-21..1938-04-30]``               some day between
``[1938..]``, ``[..1938]``                 some day in 1938 or later, some day in 1938 or earlier
``[1926..1928]/1934``, ``1926/[1934..]``   an end of an interval may be such a set: ended in 1934 or later
=========================================  ========================================================================

`FIRST` and `LAST` stand for "no bound". Unknown and open differ in the other bound: what ends at an unknown time may
have ended a day after it began, what is open has `LAST` as its earliest end too. Years run from 0001 to 9999, and only
ASCII digits are digits. What stands in no other form is a `DateError` which says what could be written instead.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from netkit.dates.explaining import FORMS, explain
from netkit.dates.strict import (
    CALENDAR_FIRST,
    CALENDAR_LAST,
    EPOCH,
    FIRST,
    LAST,
    LONGEST,
    NOTHING,
    Date,
    Fault,
    month_length,
    read,
)
from netkit.errors import ArgumentError, DateError

__all__ = [
    "FIRST",
    "LAST",
    "Date",
    "DateColumns",
    "Duration",
    "day_number",
    "format_day",
    "holds",
    "parse_date",
    "parse_dates",
    "parse_duration",
    "shift",
    "widen",
    "window",
]

_DURATION = re.compile(
    r"P?(?:([0-9]{1,5})Y)?(?:([0-9]{1,5})M)?(?:([0-9]{1,5})W)?(?:([0-9]{1,5})D)?", re.IGNORECASE | re.ASCII
)


class DateColumns(NamedTuple):
    """
    Many dates as arrays, in the order of their texts.

    Parameters
    ----------
    bounds : array of int64, shape (n, 4)
        The columns start_low, start_high, end_low, end_high, as in `Date`.
    interval, approximate, uncertain : array of bool, shape (n,)
        As in `Date`.
    """

    bounds: npt.NDArray[np.int64]
    interval: npt.NDArray[np.bool_]
    approximate: npt.NDArray[np.bool_]
    uncertain: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Duration:
    """
    A length of time in calendar units, none of them negative.

    Parameters
    ----------
    years, months, days : int
        Added up when they are used, years and months before days.
    """

    years: int = 0
    months: int = 0
    days: int = 0


def parse_date(text: str) -> Date:
    """
    Read one date.

    Parameters
    ----------
    text : str
        A date in the subset of EDTF that the module describes.

    Returns
    -------
    Date
        Its four bounds and its qualifiers. Results are cached.

    Raises
    ------
    DateError
        The text is empty, in another format, impossible or reversed.

    Examples
    --------
    >>> date = parse_date("1938-02/1940~")
    >>> [format_day(day) for day in date.bounds]
    ['1938-02-01', '1938-02-28', '1940-01-02', '1941-01-01']
    >>> date.interval, date.approximate, date.uncertain
    (True, True, False)
    """
    # Only text is looked up: as keys of a cache True, 1 and 1.0 would be one.
    return _parse(text) if isinstance(text, str) else _reject(text)


def parse_dates(texts: Iterable[str]) -> DateColumns:
    """
    Read many dates at once, each different text once.

    Parameters
    ----------
    texts : iterable of str
        Dates in the subset of EDTF that the module describes, none of them empty.

    Returns
    -------
    DateColumns
        The tuple (bounds, interval, approximate, uncertain) of arrays, in the order of `texts`.

    Raises
    ------
    DateError
        A text cannot be read. The message is that of the first one and says how many others there are.

    Examples
    --------
    >>> parse_dates(["1970-01-01", "1970-01-01/1970-01-03"]).bounds.tolist()
    [[0, 0, 1, 1], [0, 0, 3, 3]]
    """
    seen: dict[str, int] = {}
    codes = np.fromiter((seen.setdefault(text, len(seen)) for text in texts), dtype=np.intp)
    dates: list[Date] = []
    faults: list[DateError] = []
    for text in seen:
        try:
            dates.append(parse_date(text))
        except DateError as fault:
            faults.append(fault)
    if faults:
        others = f" ({len(faults) - 1} more of {len(seen)} different dates have faults)" if len(faults) > 1 else ""
        raise DateError(f"{faults[0]}{others}")
    bounds = np.array([date.bounds for date in dates], dtype=np.int64).reshape(-1, 4)
    flags = np.array([(date.interval, date.approximate, date.uncertain) for date in dates], dtype=np.bool_).reshape(
        -1, 3
    )
    return DateColumns(bounds[codes], *flags[codes].T.copy())


def day_number(date: str | Date | datetime.date) -> int:
    """
    Give the number of an exact day.

    Parameters
    ----------
    date : str, Date or datetime.date
        A single day; qualifiers do not matter, nor does the hour of a `datetime.datetime`.

    Returns
    -------
    int
        Days since 1970-01-01, as in ``datetime64[D]``.

    Raises
    ------
    DateError
        The text cannot be read, or the date is no single day.

    Examples
    --------
    >>> day_number("1970-01-02")
    1
    """
    known = _as_date(date)
    if known.bounds != (known.start_low, known.start_low, known.start_low + 1, known.start_low + 1):
        raise DateError(f"{known.text!r}: one exact day is needed here, and this date covers more; write '1937-09-22'")
    return known.start_low


def format_day(number: int) -> str:
    """
    Write a day number as an ISO day.

    Parameters
    ----------
    number : int
        Days since 1970-01-01.

    Returns
    -------
    str
        The day as ``1937-09-22``, or an empty text for what is no day of the years 1 to 9999, as `FIRST` and `LAST`.

    Examples
    --------
    >>> format_day(-11789), format_day(LAST)
    ('1937-09-22', '')
    """
    if not CALENDAR_FIRST <= number <= CALENDAR_LAST:
        return ""
    return datetime.date.fromordinal(int(number) + EPOCH).isoformat()


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
    >>> [format_day(day) for day in window("1938-02")]
    ['1938-02-01', '1938-03-01']
    """
    known = _as_date(date)
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
    >>> [format_day(day) for day in widen(parse_date("1929~/1934-05-01"), 365)]
    ['1928-01-02', '1930-12-31', '1934-05-02', '1934-05-02']
    """
    if days < 0:
        raise ArgumentError(f"`days` is {days}, and a date can only be widened: give 0 or more")
    return read(date.text, days).bounds if date.approximate else date.bounds


def parse_duration(text: str) -> Duration:
    """
    Read a length of time.

    Parameters
    ----------
    text : str
        Years, months, weeks and days in this order, as ``2y``, ``6m``, ``2w``, ``10d``, ``1y6m``, or in ISO 8601 as
        ``P1Y6M``.

    Returns
    -------
    Duration
        Years, months and days; a week is seven days.

    Raises
    ------
    DateError
        The text is no such length.

    Examples
    --------
    >>> parse_duration("1y6m")
    Duration(years=1, months=6, days=0)
    """
    match = _DURATION.fullmatch(text) if isinstance(text, str) else None
    if match is None or not any(match.groups()):
        words = (
            re.fullmatch(r"\s*([0-9]{1,5})[\s-]*([ymwd])[a-z]*\.?\s*", text.lower()) if isinstance(text, str) else None
        )
        number = re.fullmatch(r"\s*([0-9]{1,5})\s*", str(text))
        if words:
            fixes = ["".join(words.groups())]
        else:
            fixes = [f"{number[1]}{unit}" for unit in "ymd"] if number else ["2y", "6m", "10d", "1y6m", "P1Y6M"]
        raise DateError(f"{_shown(text)}: not a length of time; write {_either(fixes)}")
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    return Duration(years, months, 7 * weeks + days)


def shift(day: int, duration: Duration | str, sign: Literal[1, -1] = 1) -> int:
    """
    Move a day by a length of time, as a calendar does.

    Parameters
    ----------
    day : int
        A day number.
    duration : Duration or str
        How far. Years and months come first and keep the day of the month, or take the month's last day where it has no
        such day.
    sign : {1, -1}
        Later or earlier.

    Returns
    -------
    int
        The day; `FIRST` or `LAST` beyond the years 1 to 9999. What was no day of these years, as a sentinel, is
        unchanged.

    Raises
    ------
    DateError
        `duration` is a text that cannot be read.
    ArgumentError
        `sign` is neither 1 nor -1.

    Examples
    --------
    >>> format_day(shift(day_number("1940-02-29"), "2y", -1)), format_day(shift(day_number("1937-08-31"), "1m"))
    ('1938-02-28', '1937-09-30')
    """
    if sign not in (1, -1):
        raise ArgumentError(f"`sign` is {sign!r}: give 1 for later or -1 for earlier")
    length = parse_duration(duration) if isinstance(duration, str) else duration
    if not CALENDAR_FIRST <= day <= CALENDAR_LAST:
        return day
    start = datetime.date.fromordinal(int(day) + EPOCH)
    year, month = divmod(12 * start.year + start.month - 1 + sign * (12 * length.years + length.months), 12)
    if not 1 <= year <= 9999:
        return LAST if sign > 0 else FIRST
    last = month_length(year, month + 1)
    moved = datetime.date(year, month + 1, min(start.day, last)).toordinal() - EPOCH + sign * length.days
    if not CALENDAR_FIRST <= moved <= CALENDAR_LAST:
        return LAST if sign > 0 else FIRST
    return moved


@lru_cache(maxsize=1 << 17)
def _parse(text: str) -> Date:
    try:
        return read(text)
    except Fault:
        pass
    # Outside the handler, so that the user's traceback holds one error and not two.
    problem, fixes = explain(text)
    advice = "" if NOTHING in problem else f"; write {_either(fixes or FORMS)}"
    raise DateError(f"{_shown(text)}: {problem}{advice}")


def _reject(value: object) -> Date:
    number = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 9999
    advice = f"write '{value:04d}'" if number else "write '1937-09-22', '1937-09' or '1937'"
    raise DateError(f"{_shown(value)}: a date is text, and this is of type {type(value).__name__}; {advice}")


def _as_date(value: str | Date | datetime.date) -> Date:
    if isinstance(value, Date):
        return value
    if isinstance(value, datetime.date):
        # Through text, because pandas' NaT is a datetime as well, and is refused by its name.
        return _parse(value.isoformat()[:10])
    return parse_date(value)


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"


def _either(texts: Sequence[str]) -> str:
    quoted = [f"'{text}'" for text in texts[:6]]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
