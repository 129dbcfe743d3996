"""What two codings are compared on: pairs, triples, and claims laid side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from netkit.claims.tables import Tables
from netkit.coding.matching import Matching, Place, overlap, passages
from netkit.dates import Date, parse_date

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Claim", "Pair", "Side", "Triple", "align", "compare_dates", "presence", "sides"]

Pair = tuple[str, str]
Triple = tuple[str, str, str]


@dataclass(frozen=True)
class Claim:
    """
    A claim, with its actors and source named as in the common list of both codings.

    Parameters
    ----------
    id : str
        In its own coding.
    triple : tuple of str
        (subject, family, object); ends in the order of their ids where the relation has no direction.
    relation, date, certainty, status : str
        As coded.
    places : tuple
        Its passages.
    """

    id: str
    triple: Triple
    relation: str
    date: str
    certainty: str
    status: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Side:
    """
    One coding.

    Parameters
    ----------
    tables : Tables
        Its tables.
    claims : list of Claim
        In the order of its table.
    by_triple : dict
        Claims of each triple.
    by_pair : dict
        Claims of each pair of different actors, whatever the relation and the direction.
    """

    tables: Tables
    claims: list[Claim]
    by_triple: dict[Triple, list[Claim]]
    by_pair: dict[Pair, list[Claim]]


def sides(first: Tables, second: Tables, matching: Matching, sources: Mapping[str, str]) -> tuple[Side, Side]:
    """
    Bring two codings to common ids: those of the first; an actor of the second alone is "second:" and his id.

    Parameters
    ----------
    first, second : Tables
        The codings.
    matching : Matching
        Which actor is which.
    sources : mapping of str
        Source of the first → source of the second.

    Returns
    -------
    tuple of Side
        The first and the second coding.
    """
    back = {two: one for one, two in matching.to_second().items()}
    common = {actor: back.get(actor, f"second:{actor}") for actor in second.actors.index}
    same = {actor: actor for actor in first.actors.index}
    source_back = {two: one for one, two in sources.items()}
    return _side(first, same, {name: name for name in first.sources.index}), _side(second, common, source_back)


def _side(tables: Tables, common: Mapping[str, str], sources: Mapping[str, str]) -> Side:
    families, directed = tables.relations["family"].to_dict(), tables.relations["directed"].to_dict()
    claims: list[Claim] = []
    by_triple: dict[Triple, list[Claim]] = {}
    by_pair: dict[Pair, list[Claim]] = {}
    for row in tables.claims.to_dict("records"):
        ends = common[row["subject"]], common[row["object"]] if row["object"] else ""
        pair = (min(ends), max(ends))
        relation = str(row["relation"])
        one, two = ends if directed[relation] or not row["object"] else pair
        claim = Claim(
            id=str(row["id"]),
            triple=(one, families[relation], two),
            relation=relation,
            date=row["date"],
            certainty=row["certainty"],
            status=row["status"],
            places=tuple(passages(sources.get(row["source"], row["source"]), row["locator"])),
        )
        claims.append(claim)
        by_triple.setdefault(claim.triple, []).append(claim)
        if row["object"] and ends[0] != ends[1]:
            by_pair.setdefault(pair, []).append(claim)
    return Side(tables, claims, by_triple, by_pair)


def align(first: Side, second: Side) -> pd.DataFrame:
    """
    Lay the claims of the triples that both codings have side by side, one to one.

    Within a triple those claims are put together that have the same relation, cite the same passages and have the same
    status; among equals, those whose dates may be the same. Certainty plays no part in it.

    Parameters
    ----------
    first, second : Side
        The codings.

    Returns
    -------
    DataFrame
        One row per pair of claims: first, second (ids), family, and relation, date, certainty and status of either,
        with the suffixes ``_first`` and ``_second``; `dates` is what `compare_dates` says.
    """
    rows = []
    for triple, mine in first.by_triple.items():
        others = second.by_triple.get(triple)
        if not others:
            continue
        likeness = np.array([[_alike(one, two) for two in others] for one in mine])
        for row, column in zip(*linear_sum_assignment(likeness, maximize=True), strict=True):
            one, two = mine[row], others[column]
            told = {"first": one.id, "second": two.id, "family": triple[1], "dates": compare_dates(one.date, two.date)}
            for name in ("relation", "date", "certainty", "status"):
                told |= {f"{name}_first": getattr(one, name), f"{name}_second": getattr(two, name)}
            rows.append(told)
    columns = ["first", "second", "family", "dates"]
    columns += [
        f"{name}_{which}" for name in ("relation", "date", "certainty", "status") for which in ("first", "second")
    ]
    return pd.DataFrame(rows, columns=columns)


def _alike(one: Claim, two: Claim) -> float:
    dates = compare_dates(one.date, two.date)
    return (
        8.0 * (one.relation == two.relation)
        + 4.0 * overlap(one.places, two.places)
        + 2.0 * (one.status == two.status)
        + 0.5 * (dates in ("equal", "both undated"))
        + 0.25 * (dates == "compatible")
        + 0.01
    )


def compare_dates(one: str, two: str) -> str:
    """
    Compare the dates of two claims by their bounds.

    Parameters
    ----------
    one, two : str
        EDTF, or empty.

    Returns
    -------
    str
        "both undated", "only first", "only second", "equal" (the same bounds), "compatible" (they may be the same time;
        of two intervals both the beginnings and the ends) or "incompatible".
    """
    if not one or not two:
        return "only first" if one else "only second" if two else "both undated"
    return _compare(parse_date(one), parse_date(two))


def _compare(one: Date, two: Date) -> str:
    if one.bounds == two.bounds and one.interval == two.interval:
        return "equal"
    meet = max(one.start_low, two.start_low) < min(one.end_high, two.end_high)
    if one.interval and two.interval:
        begin = max(one.start_low, two.start_low) <= min(one.start_high, two.start_high)
        end = max(one.end_low, two.end_low) <= min(one.end_high, two.end_high)
        meet = meet and begin and end
    return "compatible" if meet else "incompatible"


def presence(first: set[Pair], second: set[Pair], universe: int) -> NDArray[np.int64]:
    """
    Count what both, one or none of two codings have.

    Parameters
    ----------
    first, second : set
        What each has.
    universe : int
        How many there could be.

    Returns
    -------
    ndarray of int, shape (2, 2)
        Rows: the first has it not, has it; columns: the second.
    """
    both = len(first & second)
    only_first, only_second = len(first) - both, len(second) - both
    return np.array([[universe - both - only_first - only_second, only_second], [only_first, both]])
