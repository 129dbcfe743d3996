"""From claims to ties: one row per pair, relation, case and connected stretch of time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netkit.claims.tables import Tables
from netkit.claims.timeline import Timeline
from netkit.dates import FIRST, LAST
from netkit.network.columns import BOUNDS, complete_ties

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["combined_chance", "told_ties"]

_OFFICES = ("heads", "deputy_heads")
# What begins or ends an office: relation, whose office begins, whose ends.
_CHANGES = (
    ("arrests", "", "object"),
    ("dismisses", "", "object"),
    ("appoints", "object", ""),
    ("succeeds", "subject", "object"),
    ("becomes", "", "subject"),
    ("dissolves", "", "object"),
)
# Those that touch the offices of a person; the others, those in an organisation.
_PERSONAL = ("arrests", "dismisses", "appoints", "succeeds")


@dataclass
class Stretches:
    """
    Stretches of time, each told by claims that one and the same course of things can satisfy.

    Parameters
    ----------
    of : ndarray of int, shape (rows,)
        The stretch that each claim tells of.
    bounds : ndarray of int, shape (stretches, 4)
        Four bounds that all its claims allow.
    known : ndarray of bool, shape (stretches, 2)
        Whether one of them says when it began, and when it ended.
    """

    of: NDArray[np.int64]
    bounds: NDArray[np.int64]
    known: NDArray[np.bool_]


def told_ties(tables: Tables, timeline: Timeline, counted: NDArray[np.bool_]) -> pd.DataFrame:
    """
    Make ties of the claims that count.

    Parameters
    ----------
    tables : Tables
        The dossier's tables.
    timeline : Timeline
        The claims' bounds.
    counted : ndarray of bool, shape (claims,)
        Which claims count.

    Returns
    -------
    DataFrame
        The columns of `TIE_COLUMNS`, bounds as day numbers. `claims` holds ids, strongest first.
    """
    claims, relations = tables.claims, tables.relations
    subjects, objects, cases = (_texts(claims[name]) for name in ("subject", "object", "case"))
    rows = np.flatnonzero(counted & (objects != ""))
    relation = relations.index.get_indexer(pd.Index(claims["relation"]))[rows]
    directed = relations["directed"].to_numpy(dtype=bool)[relation]
    subject, obj, case = subjects[rows], objects[rows], cases[rows]
    swap = ~directed & (subject > obj)
    subject, obj = np.where(swap, obj, subject), np.where(swap, subject, obj)
    # An errand or a moment of another case is another errand or moment; what lasts goes on whatever the case.
    by_case = relations["lasting"].isin(["errand", "moment"]).to_numpy()[relation]
    case_codes = pd.factorize(case)[0]
    moment = (relations["lasting"] == "moment").to_numpy()[relation]
    things = _joint_codes(subject, obj, relation, np.where(by_case, case_codes, -1))
    stretches = _connect(things, rows, timeline, ~moment)
    names = relations.index.to_numpy()[relation]
    held = np.isin(names, _OFFICES)
    if held.any():
        _end_offices(tables, timeline, counted, rows[held], names[held], stretches.of[held], stretches)

    tie = pd.factorize(stretches.of * (len(cases) + 1) + case_codes)[0]
    first = np.unique(tie, return_index=True)[1]
    certainty, chance, root = _weighed(tables, rows)
    probability, alone = combined_chance(chance, tie, root)
    ties = pd.DataFrame(
        {
            "subject": subject[first],
            "object": obj[first],
            "relation": names[first],
            "family": relations["family"].to_numpy()[relation[first]],
            "directed": directed[first],
            "case": case[first],
            "probability": probability,
            **dict(zip(BOUNDS, stretches.bounds[stretches.of[first]].T, strict=True)),
            "certainty": np.where(alone, _group_max(certainty, tie), probability),
        }
    )
    order = np.lexsort([-chance, tie])
    ids = np.split(claims.index.to_numpy()[rows][order], np.cumsum(np.bincount(tie))[:-1]) if len(tie) else []
    ties["claims"] = _lists(tuple(some) for some in ids)
    ties["rests_on"] = _lists((name,) if only else () for name, only in zip(root[first], alone, strict=True))
    ties["flag"] = _flags(ties, relations["lasting"].to_numpy()[relation[first]] != "moment", timeline)
    return complete_ties(ties, directed=True)


def _weighed(
    tables: Tables, rows: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.object_]]:
    """Say how sure claims are, the same times the grades of their sources, and which sources they go back to."""
    source = pd.Series(_texts(tables.claims["source"])[rows])
    certainty: NDArray[np.float64] = np.asarray(tables.claim_chance, dtype=np.float64)[rows]
    grade = source.map(tables.source_chance.to_dict()).to_numpy(dtype=np.float64)
    return certainty, certainty * grade, source.map(tables.root_source).to_numpy(dtype=object)


def combined_chance(
    chances: NDArray[np.float64], ties: NDArray[np.int64], roots: NDArray[np.object_]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """
    Join the probabilities of the claims behind each tie.

    Claims of one source, or of sources that go back to one, count once, with the best of them; independent sources
    are combined by noisy-or: ``1 - prod(1 - p)``.

    Parameters
    ----------
    chances : ndarray of float, shape (claims,)
        Probability of each claim: its certainty times its source's grade.
    ties : ndarray of int, shape (claims,)
        The tie that the claim supports, from 0 on without gaps.
    roots : ndarray of str, shape (claims,)
        The source that it goes back to.

    Returns
    -------
    probability : ndarray of float, shape (ties,)
        Of each tie.
    alone : ndarray of bool, shape (ties,)
        Whether all of it goes back to one source.
    """
    codes, names = pd.factorize(roots)
    pairs, place = np.unique(ties * max(len(names), 1) + codes, return_inverse=True)
    once = _group_max(chances, place)
    of = pairs // max(len(names), 1)
    missed = np.ones(int(ties.max()) + 1 if len(ties) else 0)
    np.multiply.at(missed, of, 1 - once)
    return 1 - missed, np.bincount(of, minlength=len(missed)) == 1


def _texts(column: pd.Series[str]) -> NDArray[np.object_]:
    return column.to_numpy(dtype=object)


def _lists(items: Iterable[tuple[str, ...]]) -> NDArray[np.object_]:
    kept = list(items)
    column = np.empty(len(kept), dtype=object)
    column[:] = kept
    return column


def _group_max(values: NDArray[np.float64], groups: NDArray[np.int64]) -> NDArray[np.float64]:
    best = np.zeros(int(groups.max()) + 1 if len(groups) else 0)
    np.maximum.at(best, groups, values)
    return best


def _joint_codes(*columns: NDArray[np.object_] | NDArray[np.int64]) -> NDArray[np.int64]:
    """Give each different row of several columns a number."""
    codes = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        own = pd.factorize(column)[0].astype(np.int64)
        codes = pd.factorize(codes * (own.max(initial=0) + 1) + own)[0].astype(np.int64)
    return codes


def _connect(
    group: NDArray[np.int64], rows: NDArray[np.int64], timeline: Timeline, lasting: NDArray[np.bool_]
) -> Stretches:
    """Put claims of one thing together where one stretch of time can satisfy them, or where theirs overlap."""
    sizes = np.bincount(group)
    single = sizes[group] == 1
    of = np.full(len(rows), -1, dtype=np.int64)
    of[single] = np.arange(single.sum())
    bounds, known = [timeline.bounds[rows[single]]], [timeline.ends_known[rows[single]]]
    several = np.flatnonzero(~single)
    several = several[np.argsort(group[several], kind="stable")]
    count = int(single.sum())
    for members in np.split(several, np.cumsum(sizes[sizes > 1])[:-1]) if len(several) else []:
        told = rows[members]
        places, own, ends = _connect_one(timeline.bounds[told], timeline.ends_known[told], bool(lasting[members[0]]))
        of[members] = places + count
        bounds.append(own)
        known.append(ends)
        count += len(own)
    return Stretches(of, np.concatenate(bounds), np.concatenate(known))


def _connect_one(
    bounds: NDArray[np.int64], known: NDArray[np.bool_], lasting: bool
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    width = bounds[:, 1] - bounds[:, 0] + bounds[:, 3] - bounds[:, 2]
    places = np.zeros(len(bounds), dtype=np.int64)
    found: list[list[int]] = []
    ends: list[list[bool]] = []
    for row in np.argsort(width, kind="stable").tolist():
        mine, told = bounds[row].tolist(), known[row].tolist()
        for place, other in enumerate(found):
            both = [max(mine[0], other[0]), min(mine[1], other[1]), max(mine[2], other[2]), min(mine[3], other[3])]
            if both[0] <= both[1] and both[2] <= both[3] and both[0] < both[3]:
                found[place] = both
                ends[place] = [told[0] or ends[place][0], told[1] or ends[place][1]]
                places[row] = place
                break
        else:
            places[row] = len(found)
            found.append(mine)
            ends.append(told)
    return _join_overlapping(places, found, ends) if lasting else (places, np.array(found), np.array(ends))


def _join_overlapping(
    places: NDArray[np.int64], found: list[list[int]], ends: list[list[bool]]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Make one stretch of those that no single course can satisfy, but that certainly overlap or touch."""
    order = sorted(range(len(found)), key=lambda place: found[place][1])
    joined: list[list[int]] = []
    known: list[list[bool]] = []
    to = np.zeros(len(found), dtype=np.int64)
    for place in order:
        mine = found[place]
        last = joined[-1] if joined else None
        if last is not None and last[1] < last[2] and mine[1] < mine[2] and mine[1] <= last[2]:
            known[-1][1] = known[-1][1] if last[3] >= mine[3] else ends[place][1]
            joined[-1] = [min(last[0], mine[0]), last[1], max(last[2], mine[2]), max(last[3], mine[3])]
        else:
            joined.append(list(mine))
            known.append(list(ends[place]))
        to[place] = len(joined) - 1
    return to[places], np.array(joined), np.array(known)


def _flags(ties: pd.DataFrame, lasting: NDArray[np.bool_], timeline: Timeline) -> NDArray[np.object_]:
    """Flag what a source tells of the dead all the same; it stays."""
    flags = np.full(len(ties), "", dtype=object)
    deaths = {person: after for person, (_, after) in timeline.deaths.items()}
    suicide = (ties["subject"] == ties["object"]).to_numpy()
    for column, counts in (("subject", np.ones(len(ties), dtype=bool)), ("object", lasting)):
        death = ties[column].map(deaths).fillna(LAST).to_numpy()
        end = ties["end_earliest"].to_numpy()
        flags[counts & (end > death) & (end < LAST) & ~suicide] = f"is told of after the death of its {column}"
        flags[counts & (ties["start_earliest"].to_numpy() >= death) & ~suicide] = (
            f"begins after the death of its {column}"
        )
    return flags


def _end_offices(
    tables: Tables,
    timeline: Timeline,
    counted: NDArray[np.bool_],
    rows: NDArray[np.int64],
    relations: NDArray[np.object_],
    of: NDArray[np.int64],
    stretches: Stretches,
) -> None:
    """Cut the unknown bounds of offices by what befell the man or the organisation, and by the tenures of others."""
    claims = tables.claims
    subjects, objects = _texts(claims["subject"]), _texts(claims["object"])
    certain = counted & ((claims["certainty"] == "certain") & (claims["status"] == "done")).to_numpy()
    held: dict[str, list[int]] = {}
    within: dict[str, list[int]] = {}
    heads: dict[str, dict[int, tuple[str, bool]]] = {}
    for row, relation, stretch in zip(rows.tolist(), relations, of.tolist(), strict=True):
        offices = held.setdefault(subjects[row], [])
        if stretch not in offices:
            offices.append(stretch)
            within.setdefault(objects[row], []).append(stretch)
        if relation == "heads":
            surely = certain[row] or heads.get(objects[row], {}).get(stretch, ("", False))[1]
            heads.setdefault(objects[row], {})[stretch] = (subjects[row], bool(surely))
    told = _texts(claims["relation"])
    for relation, begins, ends in _CHANGES:
        for row in np.flatnonzero(certain & (told == relation)).tolist():
            # When it happened is when it began: what an appointment founds may last.
            low, high = int(timeline.bounds[row, 0]), int(timeline.bounds[row, 1]) + 1
            if low == FIRST or high > LAST:
                continue
            if begins:
                _begin(held.get((subjects if begins == "subject" else objects)[row], []), stretches, low, high)
            if ends:
                over = held if relation in _PERSONAL else within
                every = relation not in ("dismisses", "succeeds")
                _end(over.get((subjects if ends == "subject" else objects)[row], []), stretches, low, high, every)
    for tenures in heads.values():
        for mine, (person, _) in tenures.items():
            for other, (rival, surely) in tenures.items():
                if rival != person and surely:
                    _give_way(stretches, mine, other)


def _begin(offices: list[int], stretches: Stretches, low: int, high: int) -> None:
    """Begin the first office whose beginning nobody tells with an appointment, unless it is that of a known one."""
    bounds, known = stretches.bounds, stretches.known
    if any(known[office, 0] and bounds[office, 0] < high and bounds[office, 1] >= low for office in offices):
        return
    later = [o for o in offices if not known[o, 0] and bounds[o, 1] >= low and bounds[o, 3] > low]
    if later:
        first = min(later, key=lambda office: int(bounds[office, 1]))
        bounds[first, 0] = max(bounds[first, 0], low)
        bounds[first, 1] = max(min(bounds[first, 1], high - 1), bounds[first, 0])
        known[first, 0] = True


def _end(offices: list[int], stretches: Stretches, low: int, high: int, every: bool) -> None:
    """End the offices held then whose end nobody tells, unless another is known to have ended by this dismissal."""
    bounds, known = stretches.bounds, stretches.known
    if not every and any(known[o, 1] and bounds[o, 2] <= high and bounds[o, 3] > low for o in offices):
        return
    for office in offices:
        if not known[office, 1] and bounds[office, 0] < low and bounds[office, 2] <= high:
            bounds[office, 3] = min(bounds[office, 3], high)
            bounds[office, 1] = min(bounds[office, 1], bounds[office, 3] - 1)


def _give_way(stretches: Stretches, mine: int, other: int) -> None:
    """Where another certainly headed the same organisation, a headship with unknown bounds was over or not begun."""
    bounds, known = stretches.bounds, stretches.known
    core_start, core_end = bounds[other, 1], bounds[other, 2]
    start_low, start_high, end_low, end_high = bounds[mine]
    if core_start >= core_end:
        # No day is certain, but he was there on one between his earliest end and his latest beginning.
        seen_later = start_high < core_end - 1 and end_low <= core_end
        if seen_later and not known[mine, 1] and core_start < end_high:
            bounds[mine, 3] = max(core_start, end_low)
        return
    if not known[mine, 1] and end_low <= core_start < end_high and start_high < core_start:
        bounds[mine, 3] = core_start
    elif not known[mine, 0] and start_high >= core_end > start_low and end_low > core_end:
        bounds[mine, 0] = core_end
