"""Dates read strictly: what they are as bounds, and nothing of what a wrong text may have meant."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

__all__ = [
    "CALENDAR_FIRST",
    "CALENDAR_LAST",
    "EPOCH",
    "FIRST",
    "LAST",
    "LONGEST",
    "MONTH_NAMES",
    "NOTHING",
    "Date",
    "Fault",
    "month_length",
    "read",
]

FIRST: Final[int] = -10_000_000
"""An unknown or unbounded beginning: a number below every day."""

LAST: Final[int] = 10_000_000
"""An unknown or unbounded end: a number above every day."""

EPOCH: Final = datetime.date(1970, 1, 1).toordinal()
CALENDAR_FIRST: Final = datetime.date.min.toordinal() - EPOCH
CALENDAR_LAST: Final = datetime.date.max.toordinal() - EPOCH
LONGEST: Final = 80
# Not those of `calendar`, which follow the locale.
MONTH_NAMES: Final = "January February March April May June July August September October November December".split()
LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
NOTHING: Final = "where no date is said, the cell stays empty"


@dataclass(frozen=True, slots=True)
class Date:
    """
    A date of any precision, as four bounds.

    Always ``start_low <= start_high < end_high`` and ``start_low < end_low <= end_high``. Of an open beginning or an
    open end both bounds are the same sentinel. The end is after the beginning, so `start_high` is at most ``LAST - 1``
    (in ``[1938..]``), and `end_low` at least ``FIRST + 1`` (in ``[..1938]``).

    Parameters
    ----------
    text : str
        As it was written.
    start_low, start_high : int
        Earliest and latest day on which it began, as day numbers; `FIRST` where nothing bounds the beginning.
    end_low, end_high : int
        Earliest and latest end, half-open: the first day after. `LAST` where nothing bounds the end.
    interval : bool
        Whether it was written with a slash. Otherwise it is one moment, known to the day, month, year, or between two
        days.
    approximate : bool
        Whether either end carries ``~`` or ``%``. The bounds are not widened for it: `widen` does that.
    uncertain : bool
        Whether either end carries ``?`` or ``%``.
    """

    text: str
    start_low: int
    start_high: int
    end_low: int
    end_high: int
    interval: bool
    approximate: bool
    uncertain: bool

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        """The four bounds: start_low, start_high, end_low, end_high."""
        return self.start_low, self.start_high, self.end_low, self.end_high


class Fault(Exception):
    """A text that is no date: the problem (None where the form itself is wrong) and what may have been meant."""

    def __init__(self, problem: str | None = None, fixes: Iterable[str] = ()) -> None:
        super().__init__(problem)
        self.problem = problem
        self.fixes = list(fixes)


class Span(NamedTuple):
    """What stands at one end: first and last day, and the qualifiers."""

    first: int
    last: int
    approximate: bool
    uncertain: bool


_POINT = re.compile(r"([0-9]{3})(?:X|([0-9])(?:-(XX|[0-9]{2})(?:-(XX|[0-9]{2}))?)?)([?~%]?)")
_SET = re.compile(r"\[([^\[\]/]*?)\.\.([^\[\]/]*)\]")


def read(text: str, days: int = 0) -> Date:
    """Read a date strictly, its approximate ends widened by some days."""
    if len(text) > LONGEST:
        raise Fault
    left, slash, right = text.partition("/")
    if not slash:
        span = _widened(_end(text), days)
        low, high = span.first, span.last
        return Date(text, low, high, low + 1, high + 1, False, span.approximate, span.uncertain)
    if left in ("", "..") and right in ("", ".."):
        raise Fault(f"an interval needs a date at one end at least, and {NOTHING}")
    start = None if left in ("", "..") else _part(left, _end, "", f"/{right}")
    end = None if right in ("", "..") else _part(right, _end, f"{left}/", "")
    if start and end and start.first > end.last:
        raise Fault("the interval ends before it begins", [f"{right}/{left}"])
    known = [_widened(span, days) for span in (start, end) if span]
    start_low, start_high = known[0][:2] if start else (FIRST, FIRST if left else LAST)
    end_low, end_high = (known[-1].first + 1, known[-1].last + 1) if end else (LAST if right else FIRST, LAST)
    # The end is after the beginning, and what is unknown of the one is bounded by the other.
    start_high, end_low = min(start_high, end_high - 1), max(end_low, start_low + 1)
    approximate, uncertain = any(span.approximate for span in known), any(span.uncertain for span in known)
    return Date(text, start_low, start_high, end_low, end_high, True, approximate, uncertain)


def _part(text: str, read: Callable[[str], Span], before: str, after: str) -> Span:
    """Read a part of a date; what is wrong with it is told of the part, and repaired in the whole."""
    try:
        return read(text)
    except Fault as fault:
        nested = fault.problem is None or fault.problem.startswith("in '")
        problem = fault.problem if nested else f"in {text!r}, {fault.problem}"
        raise Fault(problem, [f"{before}{fix}{after}" for fix in fault.fixes]) from None


def _end(text: str) -> Span:
    match = _SET.fullmatch(text)
    if match is None:
        return _point(text)
    left, right = match.groups()
    if not left and not right:
        raise Fault(f"a set needs a date at one end at least, and {NOTHING}")
    low = _part(left, _point, "[", f"..{right}]") if left else Span(FIRST, FIRST, False, False)
    high = _part(right, _point, f"[{left}..", "]") if right else Span(LAST - 1, LAST - 1, False, False)
    if low.first > high.last:
        raise Fault("the set ends before it begins", [f"[{right}..{left}]"])
    return Span(low.first, high.last, low.approximate or high.approximate, low.uncertain or high.uncertain)


def _widened(span: Span, days: int) -> Span:
    if not days or not span.approximate:
        return span
    first = span.first if span.first == FIRST else max(span.first - days, FIRST)
    last = span.last if span.last == LAST - 1 else min(span.last + days, LAST - 1)
    return span._replace(first=first, last=last)


def _point(text: str) -> Span:
    match = _POINT.fullmatch(text)
    if match is None:
        raise Fault
    decade, digit, month, day, qualifier = match.groups()
    approximate, uncertain = qualifier in ("~", "%"), qualifier in ("?", "%")
    if digit is None:
        first_year = max(10 * int(decade), 1)
        return Span(_day_at(first_year, 1, 1), _day_at(10 * int(decade) + 9, 12, 31), approximate, uncertain)
    year = int(decade + digit)
    if year == 0:
        raise Fault("there is no year 0: years run from 0001 to 9999")
    if month in (None, "XX"):
        if day not in (None, "XX"):
            raise Fault("a day needs its month", [f"{year:04d}{qualifier}"])
        return Span(_day_at(year, 1, 1), _day_at(year, 12, 31), approximate, uncertain)
    number = int(month)
    if not 1 <= number <= 12:
        raise _no_month(year, number, day, qualifier)
    length = month_length(year, number)
    if day in (None, "XX"):
        return Span(_day_at(year, number, 1), _day_at(year, number, length), approximate, uncertain)
    if not 1 <= int(day) <= length:
        fixes = [f"{year:04d}-{month}{qualifier}"]
        if int(day) > length:
            fixes.insert(0, f"{year:04d}-{month}-{length}{qualifier}")
        raise Fault(f"{MONTH_NAMES[number - 1]} {year} has {length} days and no day {int(day)}", fixes)
    exact = _day_at(year, number, int(day))
    return Span(exact, exact, approximate, uncertain)


def month_length(year: int, month: int) -> int:
    """Return how many days a month has."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap else LENGTHS[month - 1]


def _day_at(year: int, month: int, day: int) -> int:
    return datetime.date(year, month, day).toordinal() - EPOCH


def _no_month(year: int, month: int, day: str | None, qualifier: str) -> Fault:
    whole, years = f"{year:04d}{qualifier}", f"{year:04d}/{year // 100:02d}{month:02d}{qualifier}"
    fixes = [years] if day is None and month > year % 100 else []
    if day is None and 21 <= month <= 41:
        if month < 24:
            fixes.insert(0, f"[{year:04d}-{3 * month - 60:02d}{qualifier}..{year:04d}-{3 * month - 58:02d}{qualifier}]")
        elif month == 24:
            fixes.insert(0, f"[{year:04d}-12{qualifier}..{year + 1:04d}-02{qualifier}]")
        return Fault(
            f"there is no month {month}, and seasons and quarters (21 to 41) are not in the subset", fixes or [whole]
        )
    if day not in (None, "XX") and 1 <= int(day or 0) <= 12 and 1 <= month <= 31:
        fixes.append(f"{year:04d}-{day}-{month:02d}{qualifier}")
    return Fault(f"there is no month {month}", fixes or [whole])
