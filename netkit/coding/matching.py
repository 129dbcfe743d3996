"""
Who is who in two codings of the same documents: a one-to-one matching of their actors.

Coders choose ids freely, so the actors are matched by what both took from the documents. Four rounds, each on what the
rounds before left over: names that both give; names at the same place of the same document; spellings of one name;
and, for people and groups whom the documents do not name, the same relations to the same actors in the same passages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from netkit.claims.passages import parse_locator
from netkit.claims.tables import Tables
from netkit.errors import ArgumentError
from netkit.names import THRESHOLD, similarity
from netkit.scripts import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Matching", "match_actors", "match_sources", "overlap", "passages"]

_SAME_PLACE: Final = 0.5  # least share of a name's place that both must have
_SAME_CLAIMS: Final = 0.5  # least share of an actor's claims that tell the same of the other
_MOST_PLACES: Final = 3  # an actor with many names at one place of another says nothing more

Place = tuple[str, int, int]


@dataclass(frozen=True)
class Matching:
    """
    Which actor of one coding is which of the other.

    Parameters
    ----------
    pairs : DataFrame
        One row per matched pair: first, second (ids), name (in the first coding), score (0 to 1), reason.
    only_first, only_second : tuple of str
        Actors that the other coding does not have.
    """

    pairs: pd.DataFrame
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]

    def to_second(self) -> dict[str, str]:
        """Give the second coding's id of each matched actor of the first."""
        return dict(zip(self.pairs["first"], self.pairs["second"], strict=True))


@dataclass
class _Open:
    """What is still to be matched, and what has been."""

    first: list[str]
    second: list[str]
    rows: list[tuple[str, str, float, str]] = field(default_factory=list)

    def settle(
        self,
        score: Callable[[str, str], float],
        least: float,
        reason: str,
        likely: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        """Match as well as possible all who reach the least score; `likely` names the pairs worth looking at."""
        if not self.first or not self.second:
            return
        table = np.zeros((len(self.first), len(self.second)))
        places = {two: column for column, two in enumerate(self.second)}
        for row, one in enumerate(self.first):
            for two in self.second if likely is None else likely.get(one, ()):
                if two in places:
                    table[row, places[two]] = score(one, two)
        for row, column in _best_pairs(table, least):
            one, two = self.first[row], self.second[column]
            self.rows.append((one, two, round(min(float(table[row, column]), 1.0), 4), reason))
        taken = {one for one, *_ in self.rows}, {two for _, two, *_ in self.rows}
        self.first = [actor for actor in self.first if actor not in taken[0]]
        self.second = [actor for actor in self.second if actor not in taken[1]]


def _best_pairs(table: NDArray[np.float64], least: float) -> list[tuple[int, int]]:
    """Assign rows to columns so that the scores add up to the most; pairs below the least score do not count."""
    counted = np.where(table >= least, table, 0.0)
    rows, columns = linear_sum_assignment(counted, maximize=True)
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True) if counted[row, column] > 0]


def match_sources(first: Tables, second: Tables) -> dict[str, str]:
    """
    Find the same documents in two codings.

    Parameters
    ----------
    first, second : Tables
        The codings.

    Returns
    -------
    dict of str
        Source of the first → source of the second: those with the same SHA-256, else the same file, else the same id.
    """
    found: dict[str, str] = {}
    for column in ("sha256", "file", "id"):
        there = {row[column]: str(row["id"]) for row in second.sources.to_dict("records") if row[column]}
        for row in first.sources.to_dict("records"):
            other = there.get(row[column])
            if other is not None and row["id"] not in found and other not in found.values():
                found[str(row["id"])] = other
    return found


def passages(source: str, locator: str) -> list[Place]:
    """
    Give the passages of a locator with their document.

    Parameters
    ----------
    source : str
        Id of the source.
    locator : str
        RFC 5147 fragments.

    Returns
    -------
    list of tuple
        (source, start, end).
    """
    return [(source, start, end) for start, end in parse_locator(locator)]


def overlap(left: Iterable[Place], right: Iterable[Place]) -> float:
    """
    Measure how far two lists of passages are the same.

    Parameters
    ----------
    left, right : iterable of tuple
        (source, start, end); within each, passages do not overlap.

    Returns
    -------
    float
        Characters that both have over characters that either has, from 0 to 1.
    """
    one, two = list(left), list(right)
    both = sum(max(0, min(a[2], b[2]) - max(a[1], b[1])) for a in one for b in two if a[0] == b[0])
    total = sum(end - start for _, start, end in [*one, *two]) - both
    return both / total if total else 0.0


def match_actors(first: Tables, second: Tables, given: Mapping[str, str] | None = None) -> Matching:
    """
    Match the actors of two codings one to one.

    Parameters
    ----------
    first, second : Tables
        The codings.
    given : mapping of str, optional
        Pairs that somebody decided: actor of the first → actor of the second.

    Returns
    -------
    Matching
        In the order of the first coding's actors.

    Raises
    ------
    ArgumentError
        If `given` names an actor that is not there, or one twice.
    """
    decided = dict(given or {})
    for actor, table, which in (
        *((one, first, "first") for one in decided),
        *((two, second, "second") for two in decided.values()),
    ):
        if actor not in table.actors.index:
            raise ArgumentError(f"`actors` names {actor!r}, which is no actor of the {which} coding")
    if len(set(decided.values())) < len(decided):
        raise ArgumentError(
            "`actors` gives one actor of the second coding to several of the first; pairs are one to one"
        )
    sources = match_sources(first, second)
    still = _Open(
        [actor for actor in first.actors.index if actor not in decided],
        [actor for actor in second.actors.index if actor not in set(decided.values())],
        [(one, two, 1.0, "given") for one, two in decided.items()],
    )
    _by_names(first, second, sources, still)
    _by_claims(first, second, sources, still)
    order = {actor: place for place, actor in enumerate(first.actors.index)}
    rows = [
        (one, two, first.actors["name"][one], score, reason)
        for one, two, score, reason in sorted(still.rows, key=lambda row: order[row[0]])
    ]
    pairs = pd.DataFrame(rows, columns=["first", "second", "name", "score", "reason"])
    return Matching(pairs, tuple(still.first), tuple(still.second))


def _by_names(first: Tables, second: Tables, sources: Mapping[str, str], still: _Open) -> None:
    names = _names(first), _names(second)
    folded = tuple({actor: {fold(name) for name in told} for actor, told in side.items()} for side in names)
    preferred = first.actors["name"].map(fold).to_dict(), second.actors["name"].map(fold).to_dict()
    kinds = first.actors["kind"].to_dict(), second.actors["kind"].to_dict()

    def shared(one: str, two: str) -> float:
        same = folded[0][one] & folded[1][two]
        if not same:
            return 0.0
        # A bare surname may be another's too: whoever shares the preferred name, or more names, comes first.
        chosen, kind = preferred[0][one] == preferred[1][two], kinds[0][one] == kinds[1][two]
        return 0.5 + (0.3 if chosen else 0.0) + (0.1 if kind else 0.0) + 0.1 * len(same) / (len(same) + 1)

    places = _name_places(first, sources), _name_places(second, None)

    def standing(one: str, two: str) -> float:
        if kinds[0][one] != kinds[1][two]:
            return 0.0
        return max((overlap([a], [b]) for a in places[0].get(one, ()) for b in places[1].get(two, ())), default=0.0)

    def spelled(one: str, two: str) -> float:
        if kinds[0][one] != kinds[1][two]:
            return 0.0
        return max(similarity(a, b)[0] for a in names[0][one] for b in names[1][two])

    owners: dict[str, set[str]] = {}
    for actor, told in folded[1].items():
        for name in told:
            owners.setdefault(name, set()).add(actor)
    likely = {actor: {two for name in told for two in owners.get(name, ())} for actor, told in folded[0].items()}
    still.settle(shared, 0.5, "same name", likely)
    still.settle(standing, _SAME_PLACE, "named at the same place")
    still.settle(spelled, THRESHOLD, "spelling of one name")


def _names(tables: Tables) -> dict[str, list[str]]:
    found = {str(row["id"]): [str(row["name"])] for row in tables.actors.to_dict("records")}
    for row in tables.names.to_dict("records"):
        if row["name"] not in found[row["actor"]]:
            found[row["actor"]].append(row["name"])
    return found


def _name_places(tables: Tables, sources: Mapping[str, str] | None) -> dict[str, list[Place]]:
    """Where each actor's names stand, with the source's id in the second coding."""
    found: dict[str, list[Place]] = {}
    for row in tables.names.to_dict("records"):
        source = row["source"] if sources is None else sources.get(row["source"], "")
        if source and row["locator"]:
            found.setdefault(row["actor"], []).extend(passages(source, row["locator"])[:_MOST_PLACES])
    return found


def _by_claims(first: Tables, second: Tables, sources: Mapping[str, str], still: _Open) -> None:
    """Match those of whom both tell the same, again and again, for each match may make the next one possible."""
    kinds = first.actors["kind"].to_dict(), second.actors["kind"].to_dict()
    settled = -1
    while settled < len(still.rows):
        settled = len(still.rows)
        to_second = {one: two for one, two, *_ in still.rows}
        told = _told(first, set(still.first), to_second, sources), _told(second, set(still.second), None, None)

        def alike(one: str, two: str, told: tuple[dict[str, list[_Told]], dict[str, list[_Told]]] = told) -> float:
            if kinds[0][one] != kinds[1][two]:
                return 0.0
            mine, others = told[0].get(one, []), told[1].get(two, [])
            if not mine or not others:
                return 0.0
            same = sum(any(_same(claim, other) for other in others) for claim in mine)
            same += sum(any(_same(claim, other) for other in mine) for claim in others)
            return same / (len(mine) + len(others))

        still.settle(alike, _SAME_CLAIMS, "same claims in the same passages")


@dataclass(frozen=True)
class _Told:
    """What a claim tells of one of its ends: relation, which end, the other end, where."""

    family: str
    role: str
    other: str
    places: tuple[Place, ...]


def _told(
    tables: Tables, wanted: set[str], to_second: Mapping[str, str] | None, sources: Mapping[str, str] | None
) -> dict[str, list[_Told]]:
    families = tables.relations["family"].to_dict()
    found: dict[str, list[_Told]] = {}
    for row in tables.claims.to_dict("records"):
        source = row["source"] if sources is None else sources.get(row["source"], "")
        for role, actor, other in (
            ("subject", row["subject"], row["object"]),
            ("object", row["object"], row["subject"]),
        ):
            if actor in wanted:
                known = other if to_second is None else to_second.get(other, "" if not other else "?")
                places = tuple(passages(source, row["locator"]))
                found.setdefault(actor, []).append(_Told(families[row["relation"]], role, known, places))
    return found


def _same(one: _Told, two: _Told) -> bool:
    alike = (one.family, one.role, one.other) == (two.family, two.role, two.other)
    return alike and overlap(one.places, two.places) > 0
