"""
What the sources contradict: rows of claims that cannot all be true.

Nothing is decided here. A conflict names two sides, each a few claims, and why they exclude each other; which side
counts is the policy's business, and the user's. Several killers of one man are no conflict, unless the source tells
them as versions: people are killed together.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from netkit.claims.tables import Tables
from netkit.claims.timeline import Timeline
from netkit.dates import FIRST, LAST, format_day, parse_date, parse_duration, shift

__all__ = ["KINDS", "conflicts"]

KINDS: Final = {
    "versions": "one case is told in ways that exclude each other",
    "death": "one death is dated to days that exclude each other",
    "birth": "one birth is dated to days that exclude each other",
    "denied": "one claim says that it was so, another that it was not",
    "headship": "two people certainly headed one organisation on the same day",
    "succession": "an office was handed over before, after or otherwise than another claim allows",
    "after death": "somebody acts, or is met or harmed, after his certain death",
}
"""The kinds of conflict, and what each means."""

_COLUMNS: Final = ["kind", "about", "what", "claims", "left", "right", "citations"]
_ONCE: Final = {"died": ("death", "subject"), "kills": ("death", "object"), "born": ("birth", "subject")}
_HAPPENED: Final = ("done", "attempted")


class _Held(NamedTuple):
    """
    Somebody certainly headed an organisation from the first day on, until the day before `after`.

    `begun` and `over` tell whether these are the very days on which it began and was over. Two claims stand together
    where one says since when and the other until when. `some_day`: it was some day within.
    """

    person: str
    claims: tuple[str, ...]
    first: int
    after: int
    begun: bool
    over: bool
    some_day: bool = False


@dataclass(frozen=True)
class _Conflict:
    kind: str
    about: str
    what: str
    left: tuple[str, ...]
    right: tuple[str, ...]


def conflicts(tables: Tables, circa: str = "0d") -> pd.DataFrame:
    """
    List what the sources contradict.

    Parameters
    ----------
    tables : Tables
        The dossier's tables.
    circa : str, default: "0d"
        By how much a date with ``~`` is widened at either end before two dates are compared.

    Returns
    -------
    DataFrame
        One row per conflict: kind (see `KINDS`), about (the actor or case concerned, an id), what (a sentence), claims
        (ids, both sides), left and right (the ids of each side), citations (of `claims`, in their order). Ordered by
        kind; empty if nothing is contradicted.

    Notes
    -----
    Only what a source tells as done can contradict a date or an office; an attempt counts as a deed of the dead, a plan
    does not. Headships and deaths have to be certain to exclude others. A conflict is listed once for each pair of
    sides, not for each pair of claims.
    """
    timeline = Timeline(tables, circa)
    found = [
        *_versions(tables),
        *_dates_of_one_event(tables, timeline),
        *_denials(tables, circa),
        *_headships(tables, circa),
        *_successions(tables, timeline, circa),
        *_deeds_of_the_dead(tables, timeline),
    ]
    order = {kind: place for place, kind in enumerate(KINDS)}
    rows = [
        (one.kind, one.about, one.what, (*one.left, *one.right), one.left, one.right)
        for one in sorted(dict.fromkeys(found), key=lambda one: order[one.kind])
    ]
    cited = [(*row, tuple(tables.cite(claim) for claim in row[3])) for row in rows]
    return pd.DataFrame(cited, columns=_COLUMNS)


def _versions(tables: Tables) -> Iterator[_Conflict]:
    """Different versions of one case; a single version stands against a death told without one."""
    claims = tables.claims
    for case, told in claims[claims["version"] != ""].groupby("case", sort=False):
        title = str(tables.cases["title"][case])
        sides = {str(version): tuple(rows["id"]) for version, rows in told.groupby("version", sort=False)}
        for one, two in combinations(sides, 2):
            yield _Conflict("versions", str(case), f"{title}: {one!r} against {two!r}", sides[one], sides[two])
        if len(sides) > 1:
            continue
        version = next(iter(sides))
        dead = set(_dead(told))
        plain = claims[(claims["case"] == case) & (claims["version"] == "") & (claims["status"] == "done")]
        against = plain[(plain["relation"] == "kills") & plain["object"].isin(dead)]
        if len(against):
            what = f"{title}: {version!r} against a killing told as fact"
            yield _Conflict("versions", str(case), what, sides[version], tuple(against["id"]))


def _dead(told: pd.DataFrame) -> list[str]:
    return [*told.loc[told["relation"] == "died", "subject"], *told.loc[told["relation"] == "kills", "object"]]


def _dates_of_one_event(tables: Tables, timeline: Timeline) -> Iterator[_Conflict]:
    """Two dates of a death or a birth that no day fits both of."""
    claims = tables.claims
    persons, names = tables.actors["kind"].eq("person").to_dict(), tables.actors["name"].to_dict()
    windows: dict[tuple[str, str], dict[tuple[int, int, str], list[str]]] = {}
    for relation, (kind, column) in _ONCE.items():
        rows = ((claims["relation"] == relation) & (claims["status"] == "done") & (claims["date"] != "")).to_numpy()
        bounds = timeline.bounds[rows]
        for row, (start, _, _, end) in zip(claims[rows].to_dict("records"), bounds.tolist(), strict=True):
            if persons.get(row[column], False):
                sides = windows.setdefault((kind, row[column]), {})
                sides.setdefault((start, end, row["date"]), []).append(row["id"])
    for (kind, person), sides in windows.items():
        for one, two in combinations(sides, 2):
            if max(one[0], two[0]) >= min(one[1], two[1]):
                what = f"{kind} of {names[person]}: {one[2]} against {two[2]}"
                yield _Conflict(kind, person, what, tuple(sides[one]), tuple(sides[two]))


def _denials(tables: Tables, circa: str) -> Iterator[_Conflict]:
    """Set a denial against the same thing told as done, where case and date allow that both mean one event."""
    claims = tables.claims
    keys = _pair_keys(tables)
    told: dict[tuple[str, str, str], list[int]] = {}
    for place in np.flatnonzero((claims["status"] == "done").to_numpy()):
        told.setdefault(keys[place], []).append(int(place))
    rows = claims.to_dict("records")
    for place in np.flatnonzero((claims["status"] == "denied").to_numpy()):
        denial = rows[place]
        against = [
            other
            for other in told.get(keys[place], [])
            if (not denial["case"] or not rows[other]["case"] or denial["case"] == rows[other]["case"])
            and _may_meet(denial["date"], rows[other]["date"], circa)
        ]
        if against:
            yield _Conflict(
                "denied",
                denial["object"] or denial["subject"],
                f"{_told(tables, denial)}: denied and told",
                (denial["id"],),
                tuple(rows[other]["id"] for other in against),
            )


def _pair_keys(tables: Tables) -> list[tuple[str, str, str]]:
    """Name what each claim tells; without direction where the relation has none."""
    claims = tables.claims
    directed = claims["relation"].map(tables.relations["directed"]).to_numpy()
    keys = []
    for row, points in zip(claims.to_dict("records"), directed, strict=True):
        ends = (row["subject"], row["object"]) if points else tuple(sorted((row["subject"], row["object"])))
        keys.append((ends[0], row["relation"], ends[1]))
    return keys


def _may_meet(one: str, two: str, circa: str) -> bool:
    """Whether two dates can be of one time; an undated claim can be of any."""
    if not one or not two:
        return True
    left, right = _told_bounds(one, circa), _told_bounds(two, circa)
    return max(left[0], right[0]) < min(left[3], right[3])


def _told(tables: Tables, row: Mapping[Hashable, str]) -> str:
    names, label = tables.actors["name"].to_dict(), str(tables.relations["label"][row["relation"]])
    return " ".join(part for part in (names[row["subject"]], label, names.get(row["object"], "")) if part)


def _certain_headships(tables: Tables, circa: str) -> dict[str, list[_Held]]:
    """Give each organisation's certain heads: the days on which they certainly headed it, or some day within."""
    claims = tables.claims
    certain = (claims["status"] == "done") & (claims["certainty"] == "certain") & (claims["version"] == "")
    found: dict[str, list[_Held]] = {}
    since: dict[tuple[str, str], list[_Held]] = {}
    until: dict[tuple[str, str], list[_Held]] = {}
    for row in claims[certain & (claims["relation"] == "heads") & (claims["date"] != "")].to_dict("records"):
        person, organisation = str(row["subject"]), str(row["object"])
        low, first, after, high = _told_bounds(row["date"], circa)
        held = _Held(person, (row["id"],), first, after, low == first, after == high)
        if not parse_date(row["date"]).interval:
            # A sighting: on the day if it is one, else on some day within.
            held = held._replace(first=low, after=high, begun=False, over=False, some_day=high - low > 1)
        if FIRST < held.first < held.after < LAST:
            found.setdefault(organisation, []).append(held)
        if low > FIRST and high == LAST:
            since.setdefault((person, organisation), []).append(held)
        if low == FIRST and high < LAST:
            until.setdefault((person, organisation), []).append(held)
    for (person, organisation), begun in since.items():
        for one in begun:
            for two in until.get((person, organisation), []):
                if one.first < two.after:
                    whole = _Held(person, one.claims + two.claims, one.first, two.after, one.begun, two.over)
                    found.setdefault(organisation, []).append(whole)
    return found


def _told_bounds(text: str, circa: str) -> tuple[int, int, int, int]:
    """Give the bounds of a date as the source has them, whoever has died since."""
    date, by = parse_date(text), parse_duration(circa)
    if not date.approximate:
        return date.bounds
    low, first, after, high = date.bounds
    earlier, later = (low if low == FIRST else shift(low, by, -1)), (high if high == LAST else shift(high, by, 1))
    first, after = (
        (first if first == LAST else shift(first, by, 1)),
        (after if after == FIRST else shift(after, by, -1)),
    )
    return earlier, min(first, later - 1), max(after, earlier + 1), later


def _headships(tables: Tables, circa: str) -> Iterator[_Conflict]:
    names = tables.actors["name"].to_dict()
    for organisation, held in _certain_headships(tables, circa).items():
        sides: dict[tuple[str, str], list[tuple[_Held, _Held]]] = {}
        for pair in combinations(held, 2):
            left, right = sorted(pair, key=lambda one: one.person)
            if left.person != right.person and _overlap(left, right):
                sides.setdefault((left.person, right.person), []).append((left, right))
        for (one, two), pairs in sides.items():
            first, after = max((_both(*pair) for pair in pairs), key=lambda days: days[1] - days[0])
            what = f"{names[organisation]} was headed by {names[one]} and by {names[two]}, {_days(first, after)}"
            yield _Conflict(
                "headship",
                organisation,
                what,
                _once(claim for left, _ in pairs for claim in left.claims),
                _once(claim for _, right in pairs for claim in right.claims),
            )


def _both(one: _Held, two: _Held) -> tuple[int, int]:
    return max(one.first, two.first), min(one.after, two.after)


def _overlap(one: _Held, two: _Held) -> bool:
    """Whether two headships overlap by more than the day on which one is handed over to the other."""
    first, after = _both(one, two)
    if one.some_day or two.some_day:
        # Whichever day it was, the other headed the organisation on it.
        return first < after and any(
            seen.some_day and not sure.some_day and sure.first <= seen.first and seen.after <= sure.after
            for seen, sure in ((one, two), (two, one))
        )
    handed_over = any(
        old.over and new.begun and old.after == after and new.first == first for old, new in ((one, two), (two, one))
    )
    return first < after and not (handed_over and after - first == 1)


def _successions(tables: Tables, timeline: Timeline, circa: str) -> Iterator[_Conflict]:
    """Find who handed over and stayed, who took over what he had, and what was handed over twice or in a circle."""
    claims, names = tables.claims, tables.actors["name"].to_dict()
    told = (
        (claims["relation"] == "succeeds") & (claims["status"] == "done") & (claims["certainty"] == "certain")
    ).to_numpy()
    rows = claims[told].to_dict("records")
    windows = [(int(bounds[0]), int(bounds[3])) for bounds in timeline.bounds[told]]
    held = _certain_headships(tables, circa)
    for row, (start, end) in zip(rows, windows, strict=True):
        new, old = str(row["subject"]), str(row["object"])
        told_so = f"{names[new]} succeeded {names[old]} ({row['date'] or 'undated'})"
        for organisation, heads in held.items():
            if not {new, old} <= {one.person for one in heads}:
                continue
            told_once = [one for one in heads if len(one.claims) == 1 and not one.some_day]
            # With another head between, it is a second time in office.
            late = [
                one.claims[0]
                for one in told_once
                if one.person == old and one.after > end and not _between(heads, old, start, one.first)
            ]
            early = [
                one.claims[0]
                for one in told_once
                if one.person == new and one.first < start and not _between(heads, new, one.after, end)
            ]
            if late:
                what = f"{told_so}, who certainly headed {names[organisation]} after that"
                yield _Conflict("succession", organisation, what, (row["id"],), tuple(late))
            if early:
                what = f"{told_so}, but certainly headed {names[organisation]} before that"
                yield _Conflict("succession", organisation, what, (row["id"],), tuple(early))
    for (one, first), (two, second) in combinations(zip(rows, windows, strict=True), 2):
        meet = max(first[0], second[0]) < min(first[1], second[1])
        pairs = (one["subject"], one["object"]), (two["subject"], two["object"])
        names_both = f"{names[one['subject']]}", f"{names[one['object']]}"
        if meet and pairs[0] == pairs[1][::-1]:
            what = f"{names_both[0]} and {names_both[1]} each succeeded the other"
            yield _Conflict("succession", one["object"], what, (one["id"],), (two["id"],))
        elif not meet and pairs[0] == pairs[1] and one["date"] and two["date"]:
            what = f"{names_both[0]} succeeded {names_both[1]}: {one['date']} against {two['date']}"
            yield _Conflict("succession", one["object"], what, (one["id"],), (two["id"],))


def _between(heads: list[_Held], person: str, low: int, high: int) -> bool:
    """Whether somebody else certainly headed the organisation at some time within."""
    return any(one.person != person and low <= one.first and one.after - 1 <= high for one in heads)


def _deeds_of_the_dead(tables: Tables, timeline: Timeline) -> Iterator[_Conflict]:
    """Find what the dead do: they do nothing, hold no office, and can be neither met nor harmed."""
    claims, relations = tables.claims, tables.relations
    lasting = relations["lasting"].to_dict()
    alive = (relations["contact"] | (relations["chain"] != "")).to_dict()
    deaths: dict[tuple[str, str], list[str]] = {}
    for row, start in zip(claims.to_dict("records"), timeline.bounds[:, 0].tolist(), strict=True):
        if row["status"] not in _HAPPENED:
            continue
        killed = row["relation"] == "kills" and row["status"] == "done"
        parts = [("subject", row["subject"])] if row["relation"] not in ("born", "died") else []
        if alive[row["relation"]] and not killed and row["object"] != row["subject"]:
            parts.append(("object", row["object"]))
        for role, person in parts:
            after = timeline.deaths.get(person, (FIRST, LAST))[1]
            # A time in office that the source lets end later, or somebody seen in it later.
            held = lasting[row["relation"]] == "span" and row["date"] and parse_date(row["date"]).end_low
            if after < LAST and (start >= after or (held and held > after)):
                deaths.setdefault((person, role), []).append(row["id"])
    for (person, role), late in deaths.items():
        first, after = timeline.deaths[person]
        verb = "acts" if role == "subject" else "is acted on"
        what = f"{tables.actors['name'][person]} {verb} after the death on {_days(first, after)}"
        yield _Conflict("after death", person, what, tuple(late), _once(_claims_of_death(tables, person)))


def _claims_of_death(tables: Tables, person: str) -> list[str]:
    claims = tables.claims
    died = (claims["relation"] == "died") & (claims["subject"] == person)
    killed = (claims["relation"] == "kills") & (claims["object"] == person)
    told = (claims["status"] == "done") & (claims["certainty"] == "certain")
    return list(claims.loc[told & (died | killed), "id"])


def _days(first: int, after: int) -> str:
    return format_day(first) if after - first == 1 else f"{format_day(first)} to {format_day(after - 1)}"


def _once(claims: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claims))
