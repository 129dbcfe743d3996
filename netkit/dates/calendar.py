"""Days and lengths of time, as a calendar has them."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Literal

from netkit.dates.explaining import one_of, quoted
from netkit.dates.parsing import as_date
from netkit.dates.strict import CALENDAR_FIRST, CALENDAR_LAST, EPOCH, FIRST, LAST, Date, month_length
from netkit.errors import ArgumentError, DateError

__all__ = ["Duration", "day_number", "format_day", "parse_duration", "shift"]

_DURATION = re.compile(
    r"P?(?:([0-9]{1,5})Y)?(?:([0-9]{1,5})M)?(?:([0-9]{1,5})W)?(?:([0-9]{1,5})D)?", re.IGNORECASE | re.ASCII
)


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
    known = as_date(date)
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
        raise DateError(f"{quoted(text)}: not a length of time; write {one_of(_lengths_meant(str(text)))}")
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    return Duration(years, months, 7 * weeks + days)


def _lengths_meant(text: str) -> list[str]:
    """Give the lengths of time that a text may have meant; examples where it says nothing."""
    if words := re.fullmatch(r"\s*([0-9]{1,5})[\s-]*([ymwd])[a-z]*\.?\s*", text.lower()):
        return ["".join(words.groups())]
    if number := re.fullmatch(r"\s*([0-9]{1,5})\s*", text):
        return [f"{number[1]}{unit}" for unit in "ymd"]
    return ["2y", "6m", "10d", "1y6m", "P1Y6M"]


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
