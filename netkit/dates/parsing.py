"""Texts to dates: one, or many at once; what cannot be read is refused, and told how it could be written."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from netkit.dates.explaining import FORMS, explain, one_of, quoted
from netkit.dates.strict import NOTHING, Date, Fault, read
from netkit.errors import DateError

__all__ = ["DateColumns", "as_date", "parse_date", "parse_dates"]


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
    >>> from netkit.dates import format_day, parse_date
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


def as_date(value: str | Date | datetime.date) -> Date:
    """
    Take a date in whatever form it comes.

    Parameters
    ----------
    value : str, Date or datetime.date
        The hour of a `datetime.datetime` does not matter.

    Returns
    -------
    Date
        Its four bounds and its qualifiers.

    Raises
    ------
    DateError
        The text cannot be read.
    """
    if isinstance(value, Date):
        return value
    if isinstance(value, datetime.date):
        # Through text, because pandas' NaT is a datetime as well, and is refused by its name.
        return _parse(value.isoformat()[:10])
    return parse_date(value)


@lru_cache(maxsize=1 << 17)
def _parse(text: str) -> Date:
    try:
        return read(text)
    except Fault:
        pass
    # Outside the handler, so that the user's traceback holds one error and not two.
    problem, fixes = explain(text)
    advice = "" if NOTHING in problem else f"; write {one_of(fixes or FORMS)}"
    raise DateError(f"{quoted(text)}: {problem}{advice}")


def _reject(value: object) -> Date:
    number = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 9999
    advice = f"write '{value:04d}'" if number else "write '1937-09-22', '1937-09' or '1937'"
    raise DateError(f"{quoted(value)}: a date is text, and this is of type {type(value).__name__}; {advice}")
