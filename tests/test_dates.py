"""Dates: what each form of the subset means, what is refused and how, and the arithmetic of windows and durations."""

from __future__ import annotations

import datetime
import re
import time

import edtf
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netkit import dates as module
from netkit.dates import (
    FIRST,
    LAST,
    Date,
    Duration,
    day_number,
    format_day,
    holds,
    parse_date,
    parse_dates,
    parse_duration,
    shift,
    widen,
    window,
)
from netkit.errors import ArgumentError, DateError

EPOCH = datetime.date(1970, 1, 1).toordinal()

# Hypothesis' deadline would measure how busy the machine is; the oracle needs some 20 ms a date.
patient = settings(deadline=None)
slow = settings(deadline=None, max_examples=60)


def number(day: str) -> int:
    """Count days by numpy, which knows nothing of the parser."""
    return int(np.datetime64(day, "D").astype(np.int64))


def expected(*bounds: str) -> tuple[int, ...]:
    """Four bounds, written as ISO days or as the sentinels and their neighbours."""
    named = {"FIRST": FIRST, "FIRST+1": FIRST + 1, "LAST": LAST, "LAST-1": LAST - 1}
    return tuple(named[bound] if bound in named else number(bound) for bound in bounds)


def suggestions(error: DateError) -> list[str]:
    """Give the texts that a message proposes."""
    _, found, advice = str(error).rpartition("; write ")
    return re.findall(r"'([^']*)'", advice) if found else []


def refused(text: str) -> DateError:
    """Give the error with which a text is refused."""
    with pytest.raises(DateError) as caught:
        parse_date(text)
    return caught.value


# What is read


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("1937-09-22", ("1937-09-22", "1937-09-22", "1937-09-23", "1937-09-23")),
        ("1940-02-29", ("1940-02-29", "1940-02-29", "1940-03-01", "1940-03-01")),
        ("1938-07", ("1938-07-01", "1938-07-31", "1938-07-02", "1938-08-01")),
        ("1938-07-XX", ("1938-07-01", "1938-07-31", "1938-07-02", "1938-08-01")),
        ("1900-02", ("1900-02-01", "1900-02-28", "1900-02-02", "1900-03-01")),
        ("2000-02", ("2000-02-01", "2000-02-29", "2000-02-02", "2000-03-01")),
        ("1937-12", ("1937-12-01", "1937-12-31", "1937-12-02", "1938-01-01")),
        ("1937", ("1937-01-01", "1937-12-31", "1937-01-02", "1938-01-01")),
        ("1937-XX", ("1937-01-01", "1937-12-31", "1937-01-02", "1938-01-01")),
        ("1937-XX-XX", ("1937-01-01", "1937-12-31", "1937-01-02", "1938-01-01")),
        ("193X", ("1930-01-01", "1939-12-31", "1930-01-02", "1940-01-01")),
        ("000X", ("0001-01-01", "0009-12-31", "0001-01-02", "0010-01-01")),
        ("0001", ("0001-01-01", "0001-12-31", "0001-01-02", "0002-01-01")),
        ("9999", ("9999-01-01", "9999-12-31", "9999-01-02", "10000-01-01")),
        ("[1938-04-21..1938-04-30]", ("1938-04-21", "1938-04-30", "1938-04-22", "1938-05-01")),
        ("[1937..1938-03]", ("1937-01-01", "1938-03-31", "1937-01-02", "1938-04-01")),
        ("[1938..]", ("1938-01-01", "LAST-1", "1938-01-02", "LAST")),
        ("[..1938]", ("FIRST", "1938-12-31", "FIRST+1", "1939-01-01")),
    ],
)
def test_moments(text: str, bounds: tuple[str, ...]) -> None:
    """A date without a slash is one day somewhere in what it names."""
    date = parse_date(text)
    assert date.bounds == expected(*bounds)
    assert (date.interval, date.approximate, date.uncertain) == (False, False, False)
    assert date.text == text


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("1926/1934", ("1926-01-01", "1926-12-31", "1934-01-02", "1935-01-01")),
        ("1926-05/1934-02-03", ("1926-05-01", "1926-05-31", "1934-02-04", "1934-02-04")),
        ("192X/1934", ("1920-01-01", "1929-12-31", "1934-01-02", "1935-01-01")),
        ("1937-09-22/1937-09-22", ("1937-09-22", "1937-09-22", "1937-09-23", "1937-09-23")),
        ("1936-09-26/", ("1936-09-26", "1936-09-26", "1936-09-27", "LAST")),
        ("1936/", ("1936-01-01", "1936-12-31", "1936-01-02", "LAST")),
        ("/1934", ("FIRST", "1934-12-31", "1934-01-02", "1935-01-01")),
        ("1936/..", ("1936-01-01", "1936-12-31", "LAST", "LAST")),
        ("../1934", ("FIRST", "FIRST", "1934-01-02", "1935-01-01")),
        ("[1926..1928]/1934", ("1926-01-01", "1928-12-31", "1934-01-02", "1935-01-01")),
        ("1926/[1930..1931]", ("1926-01-01", "1926-12-31", "1930-01-02", "1932-01-01")),
        ("1936/[1938..]", ("1936-01-01", "1936-12-31", "1938-01-02", "LAST")),
        ("1936/[..1938]", ("1936-01-01", "1936-12-31", "1936-01-02", "1939-01-01")),
        ("[..1936]/1938", ("FIRST", "1936-12-31", "1938-01-02", "1939-01-01")),
        ("[1936..]/1938", ("1936-01-01", "1938-12-31", "1938-01-02", "1939-01-01")),
        ("[1936..]/..", ("1936-01-01", "LAST-1", "LAST", "LAST")),
        ("../[..1938]", ("FIRST", "FIRST", "FIRST+1", "1939-01-01")),
    ],
)
def test_intervals(text: str, bounds: tuple[str, ...]) -> None:
    """An interval begins within its first date and ends within its second, its last day included."""
    date = parse_date(text)
    assert date.bounds == expected(*bounds)
    assert date.interval


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("1938/1938-03", ("1938-01-01", "1938-03-31", "1938-03-02", "1938-04-01")),
        ("1938-05/1938", ("1938-05-01", "1938-05-31", "1938-05-02", "1939-01-01")),
        ("1938/1938", ("1938-01-01", "1938-12-31", "1938-01-02", "1939-01-01")),
        ("193X/1933-02-01", ("1930-01-01", "1933-02-01", "1933-02-02", "1933-02-02")),
        ("1933-02-01/193X", ("1933-02-01", "1933-02-01", "1933-02-02", "1940-01-01")),
    ],
)
def test_the_end_is_after_the_beginning(text: str, bounds: tuple[str, ...]) -> None:
    """Where the ends overlap, each bounds the other."""
    assert parse_date(text).bounds == expected(*bounds)


def test_unknown_is_not_open() -> None:
    """What ends at an unknown time may have ended the day after it began; what is open has no end at all."""
    unknown, still = parse_date("1936-05-01/"), parse_date("1936-05-01/..")
    assert (unknown.end_low, unknown.end_high) == (number("1936-05-02"), LAST)
    assert (still.end_low, still.end_high) == (LAST, LAST)
    assert holds(unknown, *window("1937")) == "possibly"
    assert holds(still, *window("1937")) == "certainly"


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("1929", False, False),
        ("1929~", True, False),
        ("1929?", False, True),
        ("1929%", True, True),
        ("1929-05-01~", True, False),
        ("1929-XX-XX?", False, True),
        ("192X~", True, False),
        ("1929~/1934", True, False),
        ("1929/1934?", False, True),
        ("1929~/1934?", True, True),
        ("1929%/..", True, True),
        ("/1934~", True, False),
        ("[1929~..1934]", True, False),
        ("[1929..1934?]/1935", False, True),
    ],
)
def test_qualifiers(text: str, approximate: bool, uncertain: bool) -> None:
    """Qualifiers are told, and change no bound."""
    date = parse_date(text)
    assert (date.approximate, date.uncertain) == (approximate, uncertain)
    assert date.bounds == parse_date(re.sub("[?~%]", "", text)).bounds


def test_a_date_is_cached_and_immutable() -> None:
    """The same text gives the same object, which nobody can change."""
    date = parse_date("1937-09-22")
    assert parse_date("1937-09-22") is date
    with pytest.raises(AttributeError):
        date.text = "1938"  # type: ignore[misc]


# What is refused, and what is proposed instead


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        # impossible
        ("1938-02-29", ["1938-02-28", "1938-02"]),
        ("1900-02-29", ["1900-02-28", "1900-02"]),
        ("1937-09-31~", ["1937-09-30~", "1937-09~"]),
        ("1937-09-00", ["1937-09"]),
        ("1937-00", ["1937"]),
        ("1938-13", ["1938"]),
        ("1938-13?", ["1938?"]),
        ("1938-22-09", ["1938-09-22"]),
        ("1937-XX-22", ["1937"]),
        ("1938-02-30/1939", ["1938-02-28/1939", "1938-02/1939"]),
        ("[1937-09-31..1938]/1939", ["[1937-09-30..1938]/1939", "[1937-09..1938]/1939"]),
        # reversed
        ("1938/1937", ["1937/1938"]),
        ("1938-05?/1938-03~", ["1938-03~/1938-05?"]),
        ("[1938..1937]", ["[1937..1938]"]),
        ("1930/[1928..1929]", ["[1928..1929]/1930"]),
        # other orders and separators
        ("22.09.1937", ["1937-09-22"]),
        ("22. 9. 1937", ["1937-09-22"]),
        ("09/22/1937", ["1937-09-22"]),
        ("22/09/1937", ["1937-09-22"]),
        ("22-09-1937", ["1937-09-22"]),
        ("04/05/1937", ["1937-05-04", "1937-04-05"]),
        ("31.02.1937", ["1937"]),
        ("1937/09/22", ["1937-09-22"]),
        ("1937.09.22", ["1937-09-22"]),
        ("1937-9-2", ["1937-09-02"]),
        ("1937-9", ["1937-09"]),
        ("1937/9", ["1937-09"]),
        ("09.1937", ["1937-09"]),
        ("09/1937", ["1937-09"]),
        ("19370922", ["1937-09-22"]),
        ("193709", ["1937-09"]),
        ("1905/07", ["1905-07", "1905/1907"]),
        # words
        ("Sept 1937", ["1937-09"]),
        ("September, 1937", ["1937-09"]),
        ("September 22, 1937", ["1937-09-22"]),
        ("22nd of September 1937", ["1937-09-22"]),
        ("1937 May", ["1937-05"]),
        ("10 Mar. 1937?", ["1937-03-10?"]),
        ("spring 1937", ["[1937-03..1937-05]"]),
        ("winter 1937", ["[1937-12..1938-02]"]),
        ("c. 1929", ["1929~"]),
        ("ca 1929", ["1929~"]),
        ("ca. 1929", ["1929~"]),
        ("c1929", ["1929~"]),
        ("circa 1929?", ["1929%"]),
        ("about May 1929", ["1929-05~"]),
        ("c. 1929/1934", ["1929~/1934"]),
        ("probably 1929", ["1929?"]),
        ("before 1937", ["/1937", "[..1937]"]),
        ("after Sept 1937", ["1937-09/", "[1937-09..]"]),
        ("between 1937 and 1938", ["[1937..1938]", "1937/1938"]),
        ("from 1929 to 1934", ["1929/1934"]),
        ("early 1937", ["1937"]),
        ("1930s", ["193X"]),
        ("the 1930's", ["193X"]),
        # intervals and sets
        ("1929-1934", ["1929/1934"]),
        ("1929 - 1934", ["1929/1934"]),
        ("1929–1934", ["1929/1934"]),
        ("1929-34", ["1929/1934"]),
        ("1937-09-01-1937-09-05", ["1937-09-01/1937-09-05"]),
        ("1937//1938", ["1937/1938"]),
        ("1936/1937/1938", ["1936/1938"]),
        ("Sept 1937/Oct 1937", ["1937-09/1937-10"]),
        ("1937-13/Sept 1938", ["1937/1938-09"]),
        ("unknown/1938", ["/1938"]),
        ("1938/unknown", ["1938/"]),
        ("1937/present", ["1937/.."]),
        ("1937/..~", ["1937/.."]),
        ("open/1937", ["../1937"]),
        ("1937..1938", ["[1937..1938]", "1937/1938"]),
        ("[1937..1938", ["[1937..1938]", "1937/1938"]),
        ("1937..", ["1937/.."]),
        ("..1937", ["../1937"]),
        ("[1937]", ["1937"]),
        ("[1937,1938]", ["[1937..1938]"]),
        ("{1937, 1939..1941}", ["[1937..1941]"]),
        ("[1937..1938]~", ["[1937~..1938~]"]),
        # qualifiers
        ("~1937", ["1937~"]),
        ("1937?-09", ["1937-09?"]),
        ("1937?~", ["1937%"]),
        ("1937??", ["1937?"]),
        ("1937 ?", ["1937?"]),
        ("1937 (?)", ["1937?"]),
        # unspecified digits, seasons, centuries
        ("193x", ["193X"]),
        ("193Х", ["193X"]),
        ("193?", ["193X"]),
        ("193u", ["193X"]),
        ("193X-05", ["193X"]),
        ("1937-0X", ["1937"]),
        ("1937-02-2X", ["[1937-02-20..1937-02-28]", "1937-02"]),
        ("1937-xx", ["1937-XX"]),
        ("1937-21", ["[1937-03..1937-05]"]),
        ("1937-23~", ["[1937-09~..1937-11~]"]),
        ("1937-33", ["1937"]),
        ("19XX", ["[1900..1999]"]),
        ("19??", ["[1900..1999]"]),
        # years
        ("37", ["1937", "1837"]),
        ("937", ["0937"]),
        ("22.09.37", ["1937-09-22", "1837-09-22"]),
        # strange characters
        ("١٩٣٧", ["1937"]),
        ("۱۹۳۷-۰۹", ["1937-09"]),
        ("１９３７", ["1937"]),
        ("1937–09–22", ["1937-09-22"]),
        ("1937\N{NO-BREAK SPACE}", ["1937"]),
        ("1937\N{RIGHT-TO-LEFT MARK}", ["1937"]),
        (" 1937", ["1937"]),
        ("1937-09-22\n", ["1937-09-22"]),
        ("1937 / 1938", ["1937/1938"]),
        ("[1937 .. 1938]", ["[1937..1938]"]),
        ("1937\x00", ["1937"]),
        # hours
        ("1937-09-22T12:00", ["1937-09-22"]),
        ("1937-09-22T12:00:00Z", ["1937-09-22"]),
        ("1937-09-22 00:00:00", ["1937-09-22"]),
    ],
)
def test_proposals(text: str, proposed: list[str]) -> None:
    """A foreign or impossible date is refused with what may have been meant."""
    assert suggestions(refused(text)) == proposed


@pytest.mark.parametrize(
    "text", ["/", "..", "../..", "/..", "../", "[..]", "unknown", "n.d.", "n/a", "?", "NaN", "NaT"]
)
def test_nothing_known_is_an_empty_cell(text: str) -> None:
    """Where a text says that no date is known, the advice is to leave the cell empty."""
    error = refused(text)
    assert "the cell stays empty" in str(error)
    assert suggestions(error) == []


@pytest.mark.parametrize("text", ["", " ", "\t\n"])
def test_empty_text(text: str) -> None:
    """An empty text is the caller's affair."""
    assert "empty" in str(refused(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1938-02-29", "February 1938 has 28 days"),
        ("1938-13", "no month 13"),
        ("1938/1937", "ends before it begins"),
        ("[1938..1937]", "ends before it begins"),
        ("22.09.1937", "year-month-day"),
        ("Sept 1937", "numbers"),
        ("1929-1934", "slash"),
        ("1930s", "decade"),
        ("1937-21", "seasons"),
        ("19XX", "centuries"),
        ("37", "four digits"),
        ("١٩٣٧", "ASCII"),
        ("1937–09", "U+2013"),
        (" 1937", "whitespace"),
        ("1937-09-22T12:00", "hours"),
        ("0000", "year 0"),
        ("12345", "0001 to 9999"),
        ("-0050", "0001 to 9999"),
        ("Y17000", "0001 to 9999"),
        ("1937/Sept 1938", "in 'sept 1938'"),
        ("x" * 1000, "1000 characters"),
        ("the day before", "not in a known form"),
    ],
)
def test_messages_say_what_is_wrong(text: str, words: str) -> None:
    """The message repeats the text and names the fault."""
    message = str(refused(text))
    assert words.lower() in message.lower()
    assert message.startswith(repr(text)[:40])
    assert len(message) < 400


def test_unknown_forms_get_the_forms_that_there_are() -> None:
    """Where nothing can be guessed, the message shows the subset."""
    assert suggestions(refused("the day before")) == ["1937-09-22", "1937-09", "1937", "193X", "1926/1934"]


def test_a_refusal_has_one_error_in_its_traceback() -> None:
    """The parser's own way to the message is nothing that a user has to read."""
    error = refused("1938-13")
    assert error.__cause__ is None
    assert error.__context__ is None


@pytest.mark.parametrize(("value", "words"), [(1937, "'1937'"), (None, "NoneType"), (1937.0, "float"), (True, "bool")])
def test_only_text_is_a_date(value: object, words: str) -> None:
    """A number out of a spreadsheet is refused with the text that it should be."""
    with pytest.raises(DateError, match=words):
        parse_date(value)  # type: ignore[arg-type]


# Properties

days = st.dates()
points = st.one_of(
    days.map(lambda d: d.isoformat()),
    days.map(lambda d: d.isoformat()[:7]),
    days.map(lambda d: d.isoformat()[:7] + "-XX"),
    days.map(lambda d: d.isoformat()[:4]),
    days.map(lambda d: d.isoformat()[:4] + "-XX"),
    days.map(lambda d: d.isoformat()[:3] + "X"),
)
qualified = st.builds(str.__add__, points, st.sampled_from(["", "?", "~", "%"]))
sets = (
    st.builds("[{}..{}]".format, qualified, qualified) | qualified.map("[{}..]".format) | qualified.map("[..{}]".format)
)
ends = qualified | sets
texts = st.one_of(
    ends, st.builds("{}/{}".format, ends | st.sampled_from(["", ".."]), ends | st.sampled_from(["", ".."]))
)
nearly = st.text(alphabet="0123456789019371938-/..[]?~%Xx ,'{}()–٣abcdefhmnorstuvy\N{RIGHT-TO-LEFT MARK}", max_size=24)


def readable(text: str) -> Date | None:
    """Read a text, or give nothing."""
    try:
        return parse_date(text)
    except DateError:
        return None


@patient
@given(texts)
def test_bounds_are_ordered(text: str) -> None:
    """Of whatever can be read, the bounds are in order and between the sentinels."""
    date = readable(text)
    if date is not None:
        assert FIRST <= date.start_low <= date.start_high < date.end_high <= LAST
        assert date.start_low < date.end_low <= date.end_high
        assert date.interval == ("/" in text)
        assert date.approximate == any(mark in text for mark in "~%")
        assert date.uncertain == any(mark in text for mark in "?%")


@patient
@given(texts | nearly | st.text(max_size=90))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing but a date or a DateError comes out; all that the error proposes is something else, and can be read."""
    if readable(text) is None:
        error = refused(text)
        assert "\n" not in str(error)
        assert text not in suggestions(error)
        assert all(readable(proposal) for proposal in suggestions(error))


@patient
@given(days)
def test_formatted_days_are_read(day: datetime.date) -> None:
    """Days, months and years cover what the calendar says."""
    text = day.isoformat()
    exact = day.toordinal() - EPOCH
    assert parse_date(text).bounds == (exact, exact, exact + 1, exact + 1)
    assert format_day(exact) == text
    assert day_number(text) == exact
    for wider in (text[:7], text[:4], text[:3] + "X"):
        first, after = window(wider)
        assert first <= exact < after
        assert format_day(first).startswith(wider.rstrip("X") if wider != "000X" else "000")
        assert not format_day(after).startswith(wider.rstrip("X"))


@patient
@given(ends, ends)
def test_reversed_intervals_are_refused(left: str, right: str) -> None:
    """An interval is refused exactly when no day of its beginning is before or on a day of its end."""
    first, second = readable(left), readable(right)
    if first is None or second is None:
        return
    if first.start_low > second.start_high:
        error = refused(f"{left}/{right}")
        assert "ends before it begins" in str(error)
        assert suggestions(error) == [f"{right}/{left}"]
    else:
        assert parse_date(f"{left}/{right}").interval


@patient
@given(st.text(alphabet="0123456789", min_size=4, max_size=4))
def test_foreign_digits_are_no_digits(year: str) -> None:
    """Arabic-Indic digits are refused, although Python counts them as digits."""
    refused(year.translate({ord("0") + digit: 0x0660 + digit for digit in range(10)}))


@patient
@given(texts, st.integers(-800_000, 800_000), st.integers(1, 4000))
def test_holds_agrees_with_its_definition(text: str, first: int, length: int) -> None:
    """The answer is what the extreme beginnings and ends within the bounds give."""
    date = readable(text)
    if date is None:
        return
    after = first + length
    met = [
        max(start, first) < min(end, after)
        for start in {date.start_low, date.start_high}
        for end in {date.end_low, date.end_high}
        if start < end
    ]
    answer = holds(date, first, after)
    assert holds(date.bounds, first, after) == answer
    assert answer == ("certainly" if all(met) else "possibly" if any(met) else "no")


@patient
@given(st.lists(texts, max_size=20))
def test_many_dates_are_each_date(several: list[str]) -> None:
    """The arrays hold what the single dates say, in their order."""
    several = [text for text in several if readable(text)]
    columns = parse_dates(several)
    singly = [parse_date(text) for text in several]
    assert columns.bounds.shape == (len(several), 4)
    assert [tuple(row) for row in columns.bounds.tolist()] == [date.bounds for date in singly]
    assert columns.interval.tolist() == [date.interval for date in singly]
    assert columns.approximate.tolist() == [date.approximate for date in singly]
    assert columns.uncertain.tolist() == [date.uncertain for date in singly]


# The oracle. edtf is right about the strict extremes of these forms. It is not asked about what it gets wrong: it
# accepts 29 February 1938 and reversed intervals, pads approximate days by 13 months (`lower_fuzzy`) and unknown ends
# by ten years, keeps nothing of a ~ in its strict bounds, and cannot read a ~ within a set or a set as an end.

oracle_points = st.one_of(
    st.dates(min_value=datetime.date(1000, 1, 1)).map(lambda d: d.isoformat()),
    st.dates(min_value=datetime.date(1000, 1, 1)).map(lambda d: d.isoformat()[:7]),
    st.dates(min_value=datetime.date(1000, 1, 1)).map(lambda d: d.isoformat()[:4]),
    st.dates(min_value=datetime.date(1000, 1, 1)).map(lambda d: d.isoformat()[:3] + "X"),
)


def oracle(text: str) -> tuple[int, int]:
    """First and last day of a text as edtf sees it."""
    parsed = edtf.parse_edtf(text)
    low, high = (
        datetime.date(*parts[:3]).toordinal() - EPOCH for parts in (parsed.lower_strict(), parsed.upper_strict())
    )
    return low, high


@slow
@given(oracle_points, st.sampled_from(["", "?", "~", "%"]))
def test_points_agree_with_edtf(text: str, qualifier: str) -> None:
    """Days, months, years and decades cover the same days, qualified or not."""
    assert window(text + qualifier) == (oracle(text + qualifier)[0], oracle(text + qualifier)[1] + 1)


@slow
@given(oracle_points, oracle_points)
def test_intervals_agree_with_edtf(left: str, right: str) -> None:
    """Intervals and sets reach from the first day of the one date to the last day of the other."""
    if readable(f"{left}/{right}"):
        low, high = oracle(f"{left}/{right}")
        assert window(f"{left}/{right}") == (low, high + 1)
        assert window(f"[{left}..{right}]") == (oracle(left)[0], oracle(right)[1] + 1)
    else:
        assert oracle(left)[0] > oracle(right)[1]


# Days, windows, durations


def test_day_numbers_are_those_of_numpy() -> None:
    """Days are counted from 1970-01-01 as in datetime64."""
    assert day_number("1970-01-01") == 0
    assert day_number("1937-09-22") == number("1937-09-22")
    assert day_number("0001-01-01") == number("0001-01-01")
    assert day_number(parse_date("1937-09-22~")) == number("1937-09-22")
    assert day_number(datetime.date(1937, 9, 22)) == number("1937-09-22")
    assert day_number(datetime.datetime(1937, 9, 22, 12)) == number("1937-09-22")
    assert day_number("1937-09-22/1937-09-22") == number("1937-09-22")


@pytest.mark.parametrize("text", ["1937-09", "1937", "193X", "1937-09-22/", "/1937-09-22", "1937-09-22/1937-09-23"])
def test_a_day_number_needs_one_day(text: str) -> None:
    """What covers more than a day has no day number."""
    with pytest.raises(DateError, match="one exact day"):
        day_number(text)


def test_format_day() -> None:
    """Days are written as ISO days, the sentinels and what no calendar holds as nothing."""
    assert format_day(0) == "1970-01-01"
    assert format_day(int(np.int64(-1))) == "1969-12-31"
    assert format_day(number("0001-01-01")) == "0001-01-01"
    assert format_day(number("9999-12-31")) == "9999-12-31"
    for outside in (FIRST, FIRST + 1, LAST - 1, LAST, number("9999-12-31") + 1, number("0001-01-01") - 1):
        assert format_day(outside) == ""


def test_sentinels_are_outside_the_calendar() -> None:
    """Below every day, above every day, and within 32 bits."""
    assert number("0001-01-01") > FIRST + 1
    assert number("9999-12-31") + 1 < LAST - 1
    assert np.int32(FIRST) == FIRST
    assert np.int32(LAST) == LAST


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("1937-09-22", "1937-09-22", "1937-09-23"),
        ("1938-02", "1938-02-01", "1938-03-01"),
        ("1937?", "1937-01-01", "1938-01-01"),
        ("1926/1934", "1926-01-01", "1935-01-01"),
        ("1936/", "1936-01-01", "LAST"),
        ("1936/..", "1936-01-01", "LAST"),
        ("/1936", "FIRST", "1937-01-01"),
        ("[1938-04-21..1938-04-30]", "1938-04-21", "1938-05-01"),
    ],
)
def test_windows(text: str, first: str, after: str) -> None:
    """A window is the hull of the days that a date may cover."""
    assert window(text) == expected(first, after)
    assert window(parse_date(text)) == window(text)


def test_windows_of_other_things() -> None:
    """A date object is a day; a number, and pandas' missing time, are refused."""
    pandas = pytest.importorskip("pandas")
    assert window(datetime.date(1937, 9, 22)) == expected("1937-09-22", "1937-09-23")
    assert window(pandas.Timestamp("1937-09-22 10:00")) == expected("1937-09-22", "1937-09-23")
    with pytest.raises(DateError, match="write '1937'"):
        window(1937)  # type: ignore[arg-type]
    with pytest.raises(DateError):
        window(pandas.NaT)


@pytest.mark.parametrize(
    ("text", "at", "answer"),
    [
        ("1936/1938", "1937-05-01", "certainly"),
        ("1936/1938", "1936-05-01", "possibly"),
        ("1936/1938", "1936", "certainly"),
        ("1936/1938", "1939", "no"),
        ("1936/1938", "1935-12-31", "no"),
        ("1936-05-01/1938-05-01", "1938-05-01", "certainly"),
        ("1936-05-01/1938-05-01", "1938-05-02", "no"),
        ("1937", "1937", "certainly"),
        ("1937", "1937-06", "possibly"),
        ("1937", "1938", "no"),
        ("/1934", "1934", "certainly"),
        ("/1934", "1933", "possibly"),
        ("/1934", "1935", "no"),
        ("../1934", "1033", "certainly"),
        ("1936/..", "2036", "certainly"),
        ("1936/[1938..]", "1937", "certainly"),
        ("1936/[1938..]", "1940", "possibly"),
        ("[1938..]", "1937", "no"),
        ("[1938..]", "1950", "possibly"),
    ],
)
def test_holds(text: str, at: str, answer: str) -> None:
    """Something holds on some day of a window certainly, possibly, or not."""
    assert holds(parse_date(text), *window(at)) == answer


def test_nothing_holds_in_an_empty_window() -> None:
    """A window without days has no day on which anything holds."""
    day = number("1937-05-01")
    assert holds(parse_date("1936/1938"), day, day) == "no"


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("1929~", ("1928-12-22", "1930-01-10", "1928-12-23", "1930-01-11")),
        ("1929?", ("1929-01-01", "1929-12-31", "1929-01-02", "1930-01-01")),
        ("1929%/1934-05-01", ("1928-12-22", "1930-01-10", "1934-05-02", "1934-05-02")),
        ("1929/1934-05-01~", ("1929-01-01", "1929-12-31", "1934-04-22", "1934-05-12")),
        ("1929~/", ("1928-12-22", "1930-01-10", "1928-12-23", "LAST")),
        ("1929~/..", ("1928-12-22", "1930-01-10", "LAST", "LAST")),
        ("/1934-05-01~", ("FIRST", "1934-05-11", "1934-04-22", "1934-05-12")),
        ("[1929~..]", ("1928-12-22", "LAST-1", "1928-12-23", "LAST")),
        ("[..1929~]", ("FIRST", "1930-01-10", "FIRST+1", "1930-01-11")),
        ("1938-03-01/1938-03-05~", ("1938-03-01", "1938-03-01", "1938-03-02", "1938-03-16")),
    ],
)
def test_widen(text: str, bounds: tuple[str, ...]) -> None:
    """Only what is approximate becomes wider, and what is unknown follows it."""
    assert widen(parse_date(text), 10) == expected(*bounds)
    assert widen(parse_date(text), 0) == parse_date(text).bounds


def test_a_date_cannot_be_narrowed() -> None:
    """Negative days are refused."""
    with pytest.raises(ArgumentError, match="days"):
        widen(parse_date("1929~"), -1)


@patient
@given(texts, st.integers(0, 30_000_000))
def test_widened_bounds_are_ordered_and_no_narrower(text: str, by: int) -> None:
    """Widening keeps the order of the bounds, and what was possible remains possible."""
    date = readable(text)
    if date is not None:
        start_low, start_high, end_low, end_high = widen(date, by)
        assert FIRST <= start_low <= start_high < end_high <= LAST
        assert start_low < end_low <= end_high
        assert start_low <= date.start_low
        assert start_high >= date.start_high
        assert end_low <= date.end_low
        assert end_high >= date.end_high


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("2y", Duration(years=2)),
        ("2Y", Duration(years=2)),
        ("P2Y", Duration(years=2)),
        ("6m", Duration(months=6)),
        ("10d", Duration(days=10)),
        ("2w", Duration(days=14)),
        ("1y6m", Duration(years=1, months=6)),
        ("P1Y6M10D", Duration(1, 6, 10)),
        ("0d", Duration()),
    ],
)
def test_durations(text: str, duration: Duration) -> None:
    """Years, months, weeks and days, short or as in ISO 8601."""
    assert parse_duration(text) == duration


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("2 years", ["2y"]),
        ("6 months", ["6m"]),
        ("10-day", ["10d"]),
        ("2", ["2y", "2m", "2d"]),
        (2, ["2y", "2m", "2d"]),
        ("", ["2y", "6m", "10d", "1y6m", "P1Y6M"]),
        ("P", ["2y", "6m", "10d", "1y6m", "P1Y6M"]),
        ("-2y", ["2y", "6m", "10d", "1y6m", "P1Y6M"]),
        ("PT5M", ["2y", "6m", "10d", "1y6m", "P1Y6M"]),
        ("6m1y", ["2y", "6m", "10d", "1y6m", "P1Y6M"]),
        ("٢y", ["2y", "6m", "10d", "1y6m", "P1Y6M"]),
        ("1.5y", ["2y", "6m", "10d", "1y6m", "P1Y6M"]),
        (None, ["2y", "6m", "10d", "1y6m", "P1Y6M"]),
    ],
)
def test_durations_refused(text: str, proposed: list[str]) -> None:
    """What is no length of time is refused with lengths that can be read."""
    with pytest.raises(DateError) as caught:
        parse_duration(text)
    assert suggestions(caught.value) == proposed
    assert all(parse_duration(proposal) is not None for proposal in proposed)


@pytest.mark.parametrize(
    ("day", "duration", "sign", "result"),
    [
        ("1937-09-22", "2y", -1, "1935-09-22"),
        ("1937-09-22", "2y", 1, "1939-09-22"),
        ("1940-02-29", "1y", 1, "1941-02-28"),
        ("1940-02-29", "4y", -1, "1936-02-29"),
        ("1937-03-31", "1m", -1, "1937-02-28"),
        ("1937-12-31", "2m", 1, "1938-02-28"),
        ("1937-01-15", "1m", -1, "1936-12-15"),
        ("1937-01-31", "1m10d", 1, "1937-03-10"),
        ("1937-03-01", "1d", -1, "1937-02-28"),
        ("1937-03-01", "0d", -1, "1937-03-01"),
        ("0001-06-01", "1y", -1, "FIRST"),
        ("0001-01-01", "1d", -1, "FIRST"),
        ("9999-06-01", "12m", 1, "LAST"),
        ("9999-12-31", "1d", 1, "LAST"),
        ("FIRST", "2y", 1, "FIRST"),
        ("LAST", "2y", -1, "LAST"),
    ],
)
def test_shift(day: str, duration: str, sign: int, result: str) -> None:
    """Days are moved as a calendar does, and not beyond it."""
    start, end = expected(day, result)
    assert shift(start, duration, sign) == end
    assert shift(start, parse_duration(duration), sign) == end


def test_shift_needs_a_direction() -> None:
    """The sign is 1 or -1."""
    with pytest.raises(ArgumentError, match="sign"):
        shift(0, "2y", 2)  # type: ignore[arg-type]


@patient
@given(days, st.integers(0, 50), st.integers(0, 50))
def test_shift_keeps_order(day: datetime.date, years: int, months: int) -> None:
    """A later day is never moved before an earlier one."""
    start = day.toordinal() - EPOCH
    for sign in (1, -1):
        assert shift(start, Duration(years, months), sign) <= shift(start + 1, Duration(years, months), sign) or (
            day == datetime.date.max
        )


# Many dates


def test_columns_unpack() -> None:
    """The result is a tuple of arrays with fixed types."""
    bounds, interval, approximate, uncertain = parse_dates(iter(["1937~", "1926/1934?", "1937~"]))
    assert bounds.dtype == np.int64
    assert interval.dtype == approximate.dtype == uncertain.dtype == np.bool_
    assert bounds.shape == (3, 4)
    assert (bounds[0] == bounds[2]).all()
    assert interval.tolist() == [False, True, False]
    assert approximate.tolist() == [True, False, True]
    assert uncertain.tolist() == [False, True, False]


def test_no_dates() -> None:
    """No texts give empty arrays of the right shape."""
    columns = parse_dates([])
    assert columns.bounds.shape == (0, 4)
    assert columns.interval.shape == (0,)


def test_faults_among_many() -> None:
    """The first fault is told in full, and how many others there are."""
    with pytest.raises(DateError, match=r"1938-02-29.*2 more of 4 different dates"):
        parse_dates(["1937", "1938-02-29", "1930s", "c. 1929", "1930s"])
    with pytest.raises(DateError, match="empty"):
        parse_dates(["1937", ""])


def test_many_dates_are_fast() -> None:
    """A hundred thousand dates take well under a second where they repeat, and seconds where they all differ."""
    repeating = [format_day(day) for day in range(-14_000, -13_000)] * 100
    started = time.process_time()
    parse_dates(repeating)
    assert time.process_time() - started < 1
    different = [format_day(day) for day in range(-100_000, 0)]
    started = time.process_time()
    parse_dates(different)
    assert time.process_time() - started < 10


def test_everything_public_is_listed() -> None:
    """The public names are there, and sorted as the linter sorts them."""
    assert all(hasattr(module, name) for name in module.__all__)
    assert len(set(module.__all__)) == len(module.__all__)
