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

from netkit.dates.calendar import Duration, day_number, format_day, parse_duration, shift
from netkit.dates.parsing import DateColumns, parse_date, parse_dates
from netkit.dates.spans import holds, widen, window
from netkit.dates.strict import FIRST, LAST, Date

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
