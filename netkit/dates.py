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
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

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

FIRST: Final[int] = -10_000_000
"""An unknown or unbounded beginning: a number below every day."""

LAST: Final[int] = 10_000_000
"""An unknown or unbounded end: a number above every day."""

_EPOCH: Final = datetime.date(1970, 1, 1).toordinal()
_CALENDAR_FIRST: Final = datetime.date.min.toordinal() - _EPOCH
_CALENDAR_LAST: Final = datetime.date.max.toordinal() - _EPOCH
_LONGEST: Final = 80
# Not those of `calendar`, which follow the locale.
_MONTH_NAMES: Final = "January February March April May June July August September October November December".split()
_LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NOTHING: Final = "where no date is said, the cell stays empty"


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
    if not _CALENDAR_FIRST <= number <= _CALENDAR_LAST:
        return ""
    return datetime.date.fromordinal(int(number) + _EPOCH).isoformat()


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
    return _read(date.text, days).bounds if date.approximate else date.bounds


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
    if not _CALENDAR_FIRST <= day <= _CALENDAR_LAST:
        return day
    start = datetime.date.fromordinal(int(day) + _EPOCH)
    year, month = divmod(12 * start.year + start.month - 1 + sign * (12 * length.years + length.months), 12)
    if not 1 <= year <= 9999:
        return LAST if sign > 0 else FIRST
    moved = _day(year, month + 1, min(start.day, _length(year, month + 1))) + sign * length.days
    if not _CALENDAR_FIRST <= moved <= _CALENDAR_LAST:
        return LAST if sign > 0 else FIRST
    return moved


# Reading: strict, and silent about what would have been right.


class _Fault(Exception):
    """A text that is no date: the problem (None where the form itself is wrong) and what may have been meant."""

    def __init__(self, problem: str | None = None, fixes: Iterable[str] = ()) -> None:
        super().__init__(problem)
        self.problem = problem
        self.fixes = list(fixes)


class _Span(NamedTuple):
    """What stands at one end: first and last day, and the qualifiers."""

    first: int
    last: int
    approximate: bool
    uncertain: bool


_POINT = re.compile(r"([0-9]{3})(?:X|([0-9])(?:-(XX|[0-9]{2})(?:-(XX|[0-9]{2}))?)?)([?~%]?)")
_SET = re.compile(r"\[([^\[\]/]*?)\.\.([^\[\]/]*)\]")
_DURATION = re.compile(
    r"P?(?:([0-9]{1,5})Y)?(?:([0-9]{1,5})M)?(?:([0-9]{1,5})W)?(?:([0-9]{1,5})D)?", re.IGNORECASE | re.ASCII
)


@lru_cache(maxsize=1 << 17)
def _parse(text: str) -> Date:
    try:
        return _read(text)
    except _Fault:
        pass
    # Outside the handler, so that the user's traceback holds one error and not two.
    problem, fixes = _explain(text)
    advice = "" if _NOTHING in problem else f"; write {_either(fixes or _FORMS)}"
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


def _read(text: str, days: int = 0) -> Date:
    """Read a date strictly, its approximate ends widened by some days."""
    if len(text) > _LONGEST:
        raise _Fault
    left, slash, right = text.partition("/")
    if not slash:
        span = _widened(_end(text), days)
        low, high = span.first, span.last
        return Date(text, low, high, low + 1, high + 1, False, span.approximate, span.uncertain)
    if left in ("", "..") and right in ("", ".."):
        raise _Fault(f"an interval needs a date at one end at least, and {_NOTHING}")
    start = None if left in ("", "..") else _part(left, _end, "", f"/{right}")
    end = None if right in ("", "..") else _part(right, _end, f"{left}/", "")
    if start and end and start.first > end.last:
        raise _Fault("the interval ends before it begins", [f"{right}/{left}"])
    known = [_widened(span, days) for span in (start, end) if span]
    start_low, start_high = known[0][:2] if start else (FIRST, FIRST if left else LAST)
    end_low, end_high = (known[-1].first + 1, known[-1].last + 1) if end else (LAST if right else FIRST, LAST)
    # The end is after the beginning, and what is unknown of the one is bounded by the other.
    start_high, end_low = min(start_high, end_high - 1), max(end_low, start_low + 1)
    approximate, uncertain = any(span.approximate for span in known), any(span.uncertain for span in known)
    return Date(text, start_low, start_high, end_low, end_high, True, approximate, uncertain)


def _part(text: str, read: Callable[[str], _Span], before: str, after: str) -> _Span:
    """Read a part of a date; what is wrong with it is told of the part, and repaired in the whole."""
    try:
        return read(text)
    except _Fault as fault:
        nested = fault.problem is None or fault.problem.startswith("in '")
        problem = fault.problem if nested else f"in {text!r}, {fault.problem}"
        raise _Fault(problem, [f"{before}{fix}{after}" for fix in fault.fixes]) from None


def _end(text: str) -> _Span:
    match = _SET.fullmatch(text)
    if match is None:
        return _point(text)
    left, right = match.groups()
    if not left and not right:
        raise _Fault(f"a set needs a date at one end at least, and {_NOTHING}")
    low = _part(left, _point, "[", f"..{right}]") if left else _Span(FIRST, FIRST, False, False)
    high = _part(right, _point, f"[{left}..", "]") if right else _Span(LAST - 1, LAST - 1, False, False)
    if low.first > high.last:
        raise _Fault("the set ends before it begins", [f"[{right}..{left}]"])
    return _Span(low.first, high.last, low.approximate or high.approximate, low.uncertain or high.uncertain)


def _widened(span: _Span, days: int) -> _Span:
    if not days or not span.approximate:
        return span
    first = span.first if span.first == FIRST else max(span.first - days, FIRST)
    last = span.last if span.last == LAST - 1 else min(span.last + days, LAST - 1)
    return span._replace(first=first, last=last)


def _point(text: str) -> _Span:
    match = _POINT.fullmatch(text)
    if match is None:
        raise _Fault
    decade, digit, month, day, qualifier = match.groups()
    approximate, uncertain = qualifier in ("~", "%"), qualifier in ("?", "%")
    if digit is None:
        first_year = max(10 * int(decade), 1)
        return _Span(_day(first_year, 1, 1), _day(10 * int(decade) + 9, 12, 31), approximate, uncertain)
    year = int(decade + digit)
    if year == 0:
        raise _Fault("there is no year 0: years run from 0001 to 9999")
    if month in (None, "XX"):
        if day not in (None, "XX"):
            raise _Fault("a day needs its month", [f"{year:04d}{qualifier}"])
        return _Span(_day(year, 1, 1), _day(year, 12, 31), approximate, uncertain)
    number = int(month)
    if not 1 <= number <= 12:
        raise _no_month(year, number, day, qualifier)
    length = _length(year, number)
    if day in (None, "XX"):
        return _Span(_day(year, number, 1), _day(year, number, length), approximate, uncertain)
    if not 1 <= int(day) <= length:
        fixes = [f"{year:04d}-{month}{qualifier}"]
        if int(day) > length:
            fixes.insert(0, f"{year:04d}-{month}-{length}{qualifier}")
        raise _Fault(f"{_MONTH_NAMES[number - 1]} {year} has {length} days and no day {int(day)}", fixes)
    exact = _day(year, number, int(day))
    return _Span(exact, exact, approximate, uncertain)


def _length(year: int, month: int) -> int:
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap else _LENGTHS[month - 1]


def _day(year: int, month: int, day: int) -> int:
    return datetime.date(year, month, day).toordinal() - _EPOCH


# Explaining: what a text that is no date may have meant. Only what can be read is ever proposed.

_SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_MONTHS: Final = {name[:3].lower(): number for number, name in enumerate(_MONTH_NAMES, start=1)}
_FORMS: Final = ["1937-09-22", "1937-09", "1937", "193X", "1926/1934"]
_Rule = tuple[str, str, Callable[[re.Match[str]], list[str]]]


def _explain(text: str, depth: int = 0) -> tuple[str, list[str]]:
    """Say what is wrong with a text, and give the readable texts that may have been meant."""
    try:
        _read(text)
    except _Fault as fault:
        problem, fixes = fault.problem, fault.fixes
    else:
        return "", [text]
    if problem is None:
        problem, fixes = _diagnose(text, depth)
    if depth >= 6:
        return problem, []
    readable = [readable for fix in fixes if fix != text for readable in _explain(fix, depth + 1)[1]]
    return problem, list(dict.fromkeys(readable))


def _diagnose(text: str, depth: int) -> tuple[str, list[str]]:
    if not text.strip():
        return f"an empty text is no date: {_NOTHING}, and nothing is to be read", []
    if len(text) > _LONGEST:
        return f"too long for a date, {len(text)} characters", []
    plain, reason = _plain(text)
    # Blanks within are left to the rules: between words they are no fault.
    for tidy in (plain, re.sub(r"\s", "", plain)):
        if tidy != text and _readable(tidy):
            return reason or "whitespace does not belong in a date", [tidy]
    lower = plain.lower()
    for pattern, problem, repair in _RULES:
        # Compiled when first needed, by `re` itself: most programs never see a fault.
        match = re.fullmatch(pattern, lower, re.ASCII)
        if match:
            return problem, [fix.replace("x", "X") for fix in repair(match)]
    named = _spelled(lower)
    if named:
        return "months and seasons are numbers, and the year comes first", [named]
    for separator, before, after in (("/", "", ""), ("..", "[", "]")):
        inner = plain.removeprefix(before).removesuffix(after)
        if inner.count(separator) != 1 or len(inner) != len(plain) - len(before + after):
            continue
        parts = inner.split(separator)
        for place, part in enumerate(parts):
            if part not in ("", "..") and not _readable(part):
                problem, fixes = _explain(part, depth + 1)
                whole = [separator.join(fix if place == i else other for i, other in enumerate(parts)) for fix in fixes]
                return f"in {part!r}, {problem}", [f"{before}{fix}{after}" for fix in whole]
    if plain != text and depth < 6:
        problem, fixes = _explain(plain, depth + 1)
        return reason or problem, fixes
    return "not in a known form", []


def _readable(text: str) -> bool:
    try:
        _read(text)
    except _Fault:
        return False
    return True


def _plain(text: str) -> tuple[str, str]:
    """Write a text with ASCII digits, hyphens and single blanks, and say what was odd in it."""
    reason = ""
    out: list[str] = []
    for char in text:
        if not char.isascii() and unicodedata.category(char) == "Nd":
            reason = reason or f"{char!r} is not one of the ASCII digits 0 to 9"
            out.append(str(unicodedata.digit(char)))
        elif not char.isascii() and (unicodedata.category(char) == "Pd" or char == "\N{MINUS SIGN}"):
            reason = reason or f"{char!r} (U+{ord(char):04X}) is not the hyphen '-' of the keyboard"
            out.append("-")
        elif char.isspace() or unicodedata.category(char) in ("Cc", "Cf"):
            out.append(" " if char.isspace() else "")
        elif char in "x\N{CYRILLIC CAPITAL LETTER HA}\N{CYRILLIC SMALL LETTER HA}\N{GREEK CAPITAL LETTER CHI}":
            reason = reason or "an unspecified digit is a Latin capital X"
            out.append("X")
        else:
            out.append(unicodedata.normalize("NFKC", char))
    plain = re.sub(r"\s*([/\[\],]|\.\.)\s*|\s+", lambda match: match[1] or " ", "".join(out)).strip()
    if not reason and plain != text:
        odd = next(char for char in text if char.isspace() or not (char.isascii() and char.isprintable()))
        reason = "whitespace does not belong in a date" if odd.isspace() else f"{odd!r} does not belong in a date"
    return plain, reason


def _spelled(lower: str) -> str | None:
    """Read English names of months and seasons, in any order with a year and a day."""
    words = re.findall(r"[a-z]+|[0-9]+", lower)
    if re.search(r"[^a-z0-9\s.,'?~%-]", lower) or not words:
        return None
    words = [word for word in words if word not in ("st", "nd", "rd", "th", "of", "the", "in", "on")]
    years = [word for word in words if re.fullmatch("[0-9]{4}", word)]
    days = [word for word in words if re.fullmatch("[0-9]{1,2}", word)]
    months = [_MONTHS[word[:3]] for word in words if _is_month(word)] + [_SEASONS[w] for w in words if w in _SEASONS]
    if len(years) != 1 or len(months) != 1 or len(days) > 1 or len(words) != 2 + len(days):
        return None
    qualifier = lower[-1] if lower[-1] in "?~%" else ""
    return "-".join([years[0], f"{months[0]:02d}", *(day.zfill(2) for day in days)]) + qualifier


def _is_month(word: str) -> bool:
    full = _MONTH_NAMES[_MONTHS[word[:3]] - 1].lower() if word[:3] in _MONTHS else ""
    return bool(full) and full.startswith(word.removesuffix("t") if word == "sept" else word)


def _no_month(year: int, month: int, day: str | None, qualifier: str) -> _Fault:
    whole, years = f"{year:04d}{qualifier}", f"{year:04d}/{year // 100:02d}{month:02d}{qualifier}"
    fixes = [years] if day is None and month > year % 100 else []
    if day is None and 21 <= month <= 41:
        if month < 24:
            fixes.insert(0, f"[{year:04d}-{3 * month - 60:02d}{qualifier}..{year:04d}-{3 * month - 58:02d}{qualifier}]")
        elif month == 24:
            fixes.insert(0, f"[{year:04d}-12{qualifier}..{year + 1:04d}-02{qualifier}]")
        return _Fault(
            f"there is no month {month}, and seasons and quarters (21 to 41) are not in the subset", fixes or [whole]
        )
    if day not in (None, "XX") and 1 <= int(day or 0) <= 12 and 1 <= month <= 31:
        fixes.append(f"{year:04d}-{day}-{month:02d}{qualifier}")
    return _Fault(f"there is no month {month}", fixes or [whole])


def _triple(first: str, second: str, last: str, qualifier: str) -> list[str]:
    """Order two numbers and a year at the end in every way that gives a day."""
    orders = [(last, second, first), (last, first, second)]
    if len(last) == 2:
        orders.append((first, second, last))
    days = (f"{full}-{month:0>2}-{day:0>2}{qualifier}" for year, month, day in orders for full in _centuries(year))
    return [day for day in days if _readable(day)] or [fix for year in _centuries(last) for fix in [year + qualifier]]


def _centuries(year: str) -> list[str]:
    return [year] if len(year) == 4 else [f"19{year:0>2}", f"18{year:0>2}"]


def _month_or_years(match: re.Match[str]) -> list[str]:
    year, number, qualifier = match.groups()
    fixes = [f"{year}-{number:0>2}{qualifier}"] if 1 <= int(number) <= 12 else []
    if len(number) == 2 and int(number) > int(year[2:]):
        fixes.append(f"{year}/{year[:2]}{number}{qualifier}")
    return fixes or [year + qualifier]


def _days_of_ten(match: re.Match[str]) -> list[str]:
    year, month, ten = match.groups()
    first, last = max(10 * int(ten), 1), 10 * int(ten) + 9
    length = _length(int(year), int(month)) if int(year) and 1 <= int(month) <= 12 else 28
    return [f"[{year}-{month}-{first:02d}..{year}-{month}-{min(last, length):02d}]", f"{year}-{month}"]


def _one_qualifier(match: re.Match[str]) -> list[str]:
    kinds = set(match[2])
    return [match[1] + (kinds.pop() if len(kinds) == 1 else "%")]


_YEAR_FIRST: Final = "the order is year-month-day, with hyphens, four digits for the year and two for month and day"
_DATE: Final = r"[0-9]{4}(?:-[0-9]{2}){0,2}[?~%]?"
_RULES: Final[list[_Rule]] = [
    (
        r"[?~%.-]+|n[./]?\s?[ad]\.?|s\.?\s?d\.?|nan|nat|none|null|(?:date )?unknown|undated|no date",
        _NOTHING,
        lambda m: [],
    ),
    (
        r"([0-9]{4}-[0-9]{2}-[0-9]{2})[t ][0-9]{1,2}(?::?[0-9]{2}){0,2}(?:\.[0-9]+)?\s?(?:z|[+-][0-9:]{4,5})?",
        "hours are not in the subset",
        lambda m: [m[1]],
    ),
    (
        r"([0-9]{4})\s?([./ -])\s?([0-9]{1,2})\s?\2\s?([0-9]{1,2})\.?\s?([?~%]?)",
        _YEAR_FIRST,
        lambda m: [f"{m[1]}-{m[3]:0>2}-{m[4]:0>2}{m[5]}"],
    ),
    (
        r"([0-9]{1,2})\s?([./ -])\s?([0-9]{1,2})\s?\2\s?([0-9]{4}|[0-9]{2})\.?\s?([?~%]?)",
        _YEAR_FIRST,
        lambda m: _triple(m[1], m[3], m[4], m[5]),
    ),
    (r"([0-9]{1,2})[./ -]([0-9]{4})([?~%]?)", _YEAR_FIRST, lambda m: [f"{m[2]}-{m[1]:0>2}{m[3]}"]),
    (r"([0-9]{4})[./ -]([0-9]{1,2})([?~%]?)", _YEAR_FIRST, _month_or_years),
    (r"([0-9]{4})([0-9]{2})([0-9]{2})", _YEAR_FIRST, lambda m: ["-".join(m.groups())]),
    (r"([0-9]{4})([0-9]{2})", _YEAR_FIRST, lambda m: ["-".join(m.groups())]),
    (rf"({_DATE})\s?-+\s?({_DATE})", "an interval has a slash between its ends", lambda m: [f"{m[1]}/{m[2]}"]),
    (
        r"(.+?) (?:-|to|till|until|through) (.+)",
        "an interval has a slash between its ends",
        lambda m: [f"{m[1].removeprefix('from ')}/{m[2]}"],
    ),
    (
        r"between (.+) and (.+)",
        "'some day between' is written with brackets and two dots, 'all the time between' with a slash",
        lambda m: [f"[{m[1]}..{m[2]}]", f"{m[1]}/{m[2]}"],
    ),
    (r"(?:the )?([0-9]{3})0\s?['’]?s([?~%]?)", "a decade is three digits and an X", lambda m: [f"{m[1]}x{m[2]}"]),
    (r"([0-9]{3})(?:[?*_u-])([?~%]?)", "a decade is three digits and an X", lambda m: [f"{m[1]}x{m[2]}"]),
    (r"([0-9]{3}x).+", "a decade has no months or days", lambda m: [m[1]]),
    (
        r"([0-9]{2})(?:xx|uu|\?\?|--|__|\*\*)",
        "centuries are not in the subset",
        lambda m: [f"[{max(100 * int(m[1]), 1):04d}..{m[1]}99]"],
    ),
    (r"([0-9]{4}-[0-9]{2}|[0-9]{4})(?:-uu|-\?\?)+", "an unspecified month or day is XX", lambda m: [f"{m[1]}-xx"]),
    (r"([0-9]{4})-([0-9]{2})-([0-3])x", "a day is two digits or XX", _days_of_ten),
    (r"([0-9]{4})-(?:[01]x|xx)(?:-.*)?", "a month is two digits or XX", lambda m: [m[1]]),
    (
        r"([^/]+?)[\s(]*([?~%]{2,})\)?",
        "there is one qualifier, at the end: ? uncertain, ~ approximate, % both",
        _one_qualifier,
    ),
    (
        r"([0-9]{4})([?~%])(-[0-9x-]+)|()([?~%])([^/]+)|([^/]+?)[\s(]+([?~%])(\))?",
        "a qualifier comes last, without a blank: ? uncertain, ~ approximate, % both",
        lambda m: [f"{m[1]}{m[3]}{m[2]}" if m[1] else f"{m[6]}{m[5]}" if m[6] else f"{m[7]}{m[8]}"],
    ),
    (
        r"\[([^\[\]]+)\]([?~%])",
        "a qualifier stands within the brackets, at the date that it is about",
        lambda m: [f"[{m[1].replace('..', m[2] + '..')}{m[2]}]"],
    ),
    (
        r"(?:circa|ca\.?|c\.?|about|around|approx\.?|approximately|\u2248)\s?([^/]*[0-9][^/]*)",
        "an approximate date has ~ at its end",
        lambda m: [f"{m[1]}~"],
    ),
    (
        r"(?:probably|possibly|perhaps|maybe)\s?([^/]*[0-9][^/]*)",
        "an uncertain date has ? at its end",
        lambda m: [f"{m[1]}?"],
    ),
    (
        r"(?:before|by|until|till|up to|to) ([^/]+)",
        "an interval with an unknown beginning starts with a slash; some day up to a date stands in brackets",
        lambda m: [f"/{m[1]}", f"[..{m[1]}]"],
    ),
    (
        r"(?:after|since|from) ([^/]+)",
        "an interval with an unknown end ends with a slash; some day from a date on stands in brackets",
        lambda m: [f"{m[1]}/", f"[{m[1]}..]"],
    ),
    (
        r"(?:early|mid|late|the end of|end of|the beginning of|beginning of)[ -](?:in )?(.+)",
        "a part of a month or year is written as the whole, or as two days in brackets",
        lambda m: [m[1]],
    ),
    (r"(?:unknown|\?)/([^/]+)", "an unknown beginning is written as nothing", lambda m: [f"/{m[1]}"]),
    (r"([^/]+)/(?:unknown|\?)", "an unknown end is written as nothing", lambda m: [f"{m[1]}/"]),
    (
        r"([^/]+)/(?:open|present|now|today|ongoing|\.{3,}|\.\.[?~%]+|\.)",
        "an open end is two dots",
        lambda m: [f"{m[1]}/.."],
    ),
    (r"(?:open|\.{3,}|\.\.[?~%]+|\.)/([^/]+)", "an open beginning is two dots", lambda m: [f"../{m[1]}"]),
    (r"([^/]*)//+([^/]*)", "an interval has one slash", lambda m: [f"{m[1]}/{m[2]}"]),
    (r"([^/]*)/.*/([^/]*)", "an interval has one slash", lambda m: [f"{m[1]}/{m[2]}"]),
    (
        r"[\[{]([^\[\]{},/]+)(?:,[^\[\]{}/]*)?[,/]([^\[\]{},/]+)[\]}]",
        "a set is two dates with two dots between",
        lambda m: [f"[{m[1].split('..')[0]}..{m[2].split('..')[-1]}]"],
    ),
    (r"[\[({]([^\[\](){}.]+)[\])}]", "one date alone has no brackets", lambda m: [m[1]]),
    (
        r"[\[{(]?([^\[\](){}/]+?)\.{2,}([^\[\](){}/.]+)[\]})]?",
        "'some day between' is written with brackets and two dots, 'all the time between' with a slash",
        lambda m: [f"[{m[1]}..{m[2]}]", f"{m[1]}/{m[2]}"],
    ),
    (r"([^\[\]/.]+)\.{2,}", "an open end is a slash and two dots", lambda m: [f"{m[1]}/.."]),
    (r"\.{2,}([^\[\]/.]+)", "an open beginning is two dots and a slash", lambda m: [f"../{m[1]}"]),
    (r"([0-9]{2})([?~%]?)", "a year has four digits", lambda m: [f"{year}{m[2]}" for year in _centuries(m[1])]),
    (r"([0-9]{3})([?~%]?)", "a year has four digits", lambda m: [f"0{m[1]}{m[2]}"]),
    (r"-[0-9]{1,4}|[+-]?y?-?[0-9]{5,}", "years run from 0001 to 9999", lambda m: []),
]


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"


def _either(texts: Sequence[str]) -> str:
    quoted = [f"'{text}'" for text in texts[:6]]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
