"""What a text that is no date may have meant. Only what can be read is ever proposed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Final

from netkit.dates.strict import LONGEST, MONTH_NAMES, NOTHING, Fault, month_length, read

__all__ = ["FORMS", "explain", "one_of", "quoted"]

_SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_MONTHS: Final = {name[:3].lower(): number for number, name in enumerate(MONTH_NAMES, start=1)}
FORMS: Final = ["1937-09-22", "1937-09", "1937", "193X", "1926/1934"]
_Rule = tuple[str, str, Callable[[re.Match[str]], list[str]]]


def explain(text: str, depth: int = 0) -> tuple[str, list[str]]:
    """Say what is wrong with a text, and give the readable texts that may have been meant."""
    try:
        read(text)
    except Fault as fault:
        problem, fixes = fault.problem, fault.fixes
    else:
        return "", [text]
    if problem is None:
        problem, fixes = _diagnose(text, depth)
    if depth >= 6:
        return problem, []
    readable = [readable for fix in fixes if fix != text for readable in explain(fix, depth + 1)[1]]
    return problem, list(dict.fromkeys(readable))


def quoted(value: object) -> str:
    """Show what was found, cut off where it is long."""
    text = repr(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def one_of(texts: Sequence[str]) -> str:
    """List what could be written instead, six texts at the most."""
    listed = [f"'{text}'" for text in texts[:6]]
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} or {listed[-1]}"


def _diagnose(text: str, depth: int) -> tuple[str, list[str]]:
    if not text.strip():
        return f"an empty text is no date: {NOTHING}, and nothing is to be read", []
    if len(text) > LONGEST:
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
                problem, fixes = explain(part, depth + 1)
                whole = [separator.join(fix if place == i else other for i, other in enumerate(parts)) for fix in fixes]
                return f"in {part!r}, {problem}", [f"{before}{fix}{after}" for fix in whole]
    if plain != text and depth < 6:
        problem, fixes = explain(plain, depth + 1)
        return reason or problem, fixes
    return "not in a known form", []


def _readable(text: str) -> bool:
    try:
        read(text)
    except Fault:
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
    full = MONTH_NAMES[_MONTHS[word[:3]] - 1].lower() if word[:3] in _MONTHS else ""
    return bool(full) and full.startswith(word.removesuffix("t") if word == "sept" else word)


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
    length = month_length(int(year), int(month)) if int(year) and 1 <= int(month) <= 12 else 28
    return [f"[{year}-{month}-{first:02d}..{year}-{month}-{min(last, length):02d}]", f"{year}-{month}"]


def _one_qualifier(match: re.Match[str]) -> list[str]:
    kinds = set(match[2])
    return [match[1] + (kinds.pop() if len(kinds) == 1 else "%")]


_YEAR_FIRST: Final = "the order is year-month-day, with hyphens, four digits for the year and two for month and day"
_DATE: Final = r"[0-9]{4}(?:-[0-9]{2}){0,2}[?~%]?"
_RULES: Final[list[_Rule]] = [
    (
        r"[?~%.-]+|n[./]?\s?[ad]\.?|s\.?\s?d\.?|nan|nat|none|null|(?:date )?unknown|undated|no date",
        NOTHING,
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
