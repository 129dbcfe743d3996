"""From claims to ties: one row per pair, relation, case and connected stretch of time."""

from __future__ import annotations

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


@dataclass
class Stretch:
    """
    Claims that may tell of one and the same stretch of time of one thing.

    Parameters
    ----------
    rows : list of int
        Positions of the claims.
    bounds : list of int
        Four bounds that all of them allow.
    start_known, end_known : bool
        Whether one of them says when it began and when it ended.
    """

    rows: list[int]
    bounds: list[int]
    start_known: bool
    end_known: bool


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
    claims = tables.claims
    paired = counted & (claims["object"] != "").to_numpy()
    rows = np.flatnonzero(paired).astype(np.int64)
    part = claims.iloc[rows]
    relation = tables.relations.loc[part["relation"]]
    directed = relation["directed"].to_numpy()
    subject, obj = part["subject"].to_numpy(dtype=object), part["object"].to_numpy(dtype=object)
    swap = ~directed & (subject > obj)
    subject, obj = np.where(swap, obj, subject), np.where(swap, subject, obj)
    lasting = relation["lasting"].to_numpy()
    by_case = np.isin(lasting, ["errand", "moment"])
    key = pd.DataFrame(
        {"s": subject, "r": part["relation"].to_numpy(), "o": obj, "c": np.where(by_case, part["case"], "")}
    )
    group = key.groupby(["s", "r", "o", "c"], sort=False).ngroup().to_numpy()
    stretches = _stretches(group, rows, timeline)
    told = pd.DataFrame({"relation": part["relation"].to_numpy(), "subject": subject, "object": obj}, index=rows)
    _end_offices(tables, timeline, counted, told, stretches)
    _end_by_death(tables, timeline, told, dict(zip(rows.tolist(), lasting, strict=True)), stretches)

    place = {row: number for number, stretch in enumerate(stretches) for row in stretch.rows}
    frame = told.assign(
        stretch=[place[row] for row in told.index],
        family=relation["family"].to_numpy(),
        directed=directed,
        case=part["case"].to_numpy(),
        id=part["id"].to_numpy(),
        root=part["source"].map(tables.root_source).to_numpy(),
        certainty=tables.claim_chance.iloc[rows].to_numpy(),
        chance=(tables.claim_chance.iloc[rows].to_numpy() * part["source"].map(tables.source_chance).to_numpy()),
    )
    ties = _one_row_a_case(frame)
    ties[BOUNDS] = np.array([stretches[number].bounds for number in ties["stretch"]], dtype=np.int64).reshape(-1, 4)
    ties["flag"] = _flags(ties, timeline, tables)
    return complete_ties(ties.drop(columns="stretch"), directed=True)


def combined_chance(chances: pd.Series[float], ties: pd.Series[int], roots: pd.Series[str]) -> pd.Series[float]:
    """
    Join the probabilities of the claims behind each tie.

    Claims of one source, or of sources that go back to one, count once, with the best of them; independent sources
    are combined by noisy-or: ``1 - prod(1 - p)``.

    Parameters
    ----------
    chances : Series of float
        Probability of each claim: its certainty times its source's grade.
    ties, roots : Series
        The tie that the claim supports, and the source that it goes back to.

    Returns
    -------
    Series of float
        Indexed by tie.
    """
    once = chances.groupby([ties, roots], sort=False).max()
    return 1 - (1 - once).groupby(level=0, sort=False).prod()


def _one_row_a_case(frame: pd.DataFrame) -> pd.DataFrame:
    tie = frame.groupby(["stretch", "case"], sort=False).ngroup()
    kept = ["subject", "object", "relation", "family", "directed", "case", "stretch"]
    first = frame.loc[~tie.duplicated().to_numpy(), kept]
    strongest = frame.assign(tie=tie).sort_values("chance", ascending=False, kind="stable")
    claims = strongest.groupby("tie", sort=True)["id"].agg(tuple)
    chance = combined_chance(frame["chance"], tie, frame["root"]).sort_index().to_numpy()
    certainty = frame["certainty"].groupby(tie).max().sort_index().to_numpy()
    roots = frame["root"].groupby(tie)
    alone = (roots.nunique().sort_index() == 1).to_numpy()
    rests_on = np.empty(len(first), dtype=object)
    rests_on[:] = [(root,) if only else () for root, only in zip(roots.first().sort_index(), alone, strict=True)]
    told = {"probability": chance, "certainty": np.where(alone, certainty, chance), "rests_on": rests_on}
    return first.reset_index(drop=True).assign(**told, claims=claims.to_numpy())


def _stretches(group: NDArray[np.int64], rows: NDArray[np.int64], timeline: Timeline) -> list[Stretch]:
    order = np.argsort(group, kind="stable")
    cuts = np.flatnonzero(np.diff(group[order])) + 1
    stretches = []
    for members in np.split(rows[order], cuts) if len(rows) else []:
        stretches += _connect(members.tolist(), timeline)
    return stretches


def _connect(rows: list[int], timeline: Timeline) -> list[Stretch]:
    """Put claims together that one stretch of time can satisfy, the most precise ones first."""
    bounds = {row: [int(bound) for bound in timeline.bounds[row]] for row in rows}
    found: list[Stretch] = []
    for row in sorted(rows, key=lambda row: bounds[row][1] - bounds[row][0] + bounds[row][3] - bounds[row][2]):
        mine = bounds[row]
        start_known, end_known = (bool(known) for known in timeline.ends_known[row])
        for stretch in found:
            both = [
                max(stretch.bounds[0], mine[0]),
                min(stretch.bounds[1], mine[1]),
                max(stretch.bounds[2], mine[2]),
                min(stretch.bounds[3], mine[3]),
            ]
            if both[0] <= both[1] and both[2] <= both[3] and both[0] < both[3]:
                stretch.rows.append(row)
                stretch.bounds = both
                stretch.start_known |= start_known
                stretch.end_known |= end_known
                break
        else:
            found.append(Stretch([row], mine, start_known, end_known))
    return found


def _end_by_death(
    tables: Tables, timeline: Timeline, told: pd.DataFrame, lasting_of: dict[int, str], stretches: list[Stretch]
) -> None:
    """End every lasting tie by a certain death of either end, and the time in which they can have met."""
    subjects, objects, relations = (told[column].to_dict() for column in ("subject", "object", "relation"))
    contact = tables.relations["contact"].to_dict()
    for stretch in stretches:
        row = stretch.rows[0]
        # One can be accused or honoured after one's death, but not met.
        mortal = lasting_of[row] != "moment" or contact[relations[row]]
        for person in (subjects[row], objects[row]) if mortal else (subjects[row],):
            first, after = timeline.deaths.get(person, (FIRST, LAST))
            if after < LAST and stretch.bounds[0] < after:
                stretch.bounds[3] = min(stretch.bounds[3], after)
                stretch.bounds[2] = min(stretch.bounds[2], max(first + 1, stretch.bounds[0] + 1))
                stretch.bounds[1] = min(stretch.bounds[1], stretch.bounds[3] - 1)


def _flags(ties: pd.DataFrame, timeline: Timeline, tables: Tables) -> NDArray[np.object_]:
    """Flag what a source tells of the dead all the same; it stays."""
    flags = np.full(len(ties), "", dtype=object)
    lasting = (tables.relations["lasting"].reindex(ties["relation"]) != "moment").to_numpy()
    for column, counts in (("subject", np.ones(len(ties), dtype=bool)), ("object", lasting)):
        death = ties[column].map({person: after for person, (_, after) in timeline.deaths.items()}).fillna(LAST)
        late = counts & (ties["start_earliest"] >= death).to_numpy() & (ties["subject"] != ties["object"]).to_numpy()
        flags[late] = f"begins after the death of its {column}"
    return flags


def _end_offices(
    tables: Tables, timeline: Timeline, counted: NDArray[np.bool_], told: pd.DataFrame, stretches: list[Stretch]
) -> None:
    """Cut the unknown bounds of offices by arrests, appointments, dismissals, successions and the tenures of others."""
    relations, subjects, objects = told["relation"].to_dict(), told["subject"].to_dict(), told["object"].to_dict()
    offices = [stretch for stretch in stretches if relations[stretch.rows[0]] in _OFFICES]
    held: dict[str, list[Stretch]] = {}
    for stretch in offices:
        held.setdefault(subjects[stretch.rows[0]], []).append(stretch)
    claims = tables.claims
    certain = counted & ((claims["certainty"] == "certain") & (claims["status"] == "done")).to_numpy()
    for relation, begins, ends in (
        *(("arrests", "", "object"), ("dismisses", "", "object")),
        *(("appoints", "object", ""), ("succeeds", "subject", "object")),
    ):
        for row in np.flatnonzero(certain & (claims["relation"] == relation).to_numpy()).tolist():
            low, _, _, high = (int(bound) for bound in timeline.bounds[row])
            if low == FIRST or high == LAST:
                continue
            if begins:
                _begin(held.get(str(claims[begins].iat[row]), []), low, high)
            if ends:
                _end(held.get(str(claims[ends].iat[row]), []), low, high, all_offices=relation == "arrests")
    by_organisation: dict[str, list[Stretch]] = {}
    for stretch in offices:
        if relations[stretch.rows[0]] == "heads":
            by_organisation.setdefault(objects[stretch.rows[0]], []).append(stretch)
    for heads in by_organisation.values():
        for mine in heads:
            for other in heads:
                if subjects[mine.rows[0]] != subjects[other.rows[0]] and any(certain[row] for row in other.rows):
                    _give_way(mine, other)


def _begin(offices: list[Stretch], low: int, high: int) -> None:
    """Begin the first office whose beginning nobody tells with an appointment, unless it is that of a known one."""
    if any(office.start_known and office.bounds[0] < high and office.bounds[1] >= low for office in offices):
        return
    open_ones = [office for office in offices if not office.start_known]
    later = [office for office in open_ones if office.bounds[1] >= low and office.bounds[3] > low]
    if later:
        first = min(later, key=lambda office: office.bounds[1])
        first.bounds[0] = max(first.bounds[0], low)
        first.bounds[1] = max(min(first.bounds[1], high - 1), first.bounds[0])
        first.start_known = True


def _end(offices: list[Stretch], low: int, high: int, *, all_offices: bool) -> None:
    """End the offices held then whose end nobody tells, unless another is known to have ended by this dismissal."""
    ended = [office for office in offices if office.end_known and office.bounds[2] <= high and office.bounds[3] > low]
    if ended and not all_offices:
        return
    for office in offices:
        if not office.end_known and office.bounds[0] < low and office.bounds[2] <= high:
            office.bounds[3] = min(office.bounds[3], high)
            office.bounds[1] = min(office.bounds[1], office.bounds[3] - 1)


def _give_way(mine: Stretch, other: Stretch) -> None:
    """Where another certainly headed the same organisation, a headship with unknown bounds was over or not begun."""
    core_start, core_end = other.bounds[1], other.bounds[2]
    if core_start >= core_end:
        return
    if not mine.end_known and mine.bounds[2] <= core_start < mine.bounds[3] and mine.bounds[1] < core_start:
        mine.bounds[3] = core_start
    elif not mine.start_known and mine.bounds[1] >= core_end > mine.bounds[0] and mine.bounds[2] > core_end:
        mine.bounds[0] = core_end
