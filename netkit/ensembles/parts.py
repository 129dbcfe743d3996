"""What ties follow from: the parts that claims tell of, their bounds, and the days that they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netkit.dates import FIRST, LAST, parse_duration, shift
from netkit.ensembles.claims import ClaimSampler
from netkit.ensembles.ties import Rows, TieSampler
from netkit.errors import ArgumentError
from netkit.network.columns import BOUNDS
from netkit.network.offices import INFERENCE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netkit.claims.tables import Tables
    from netkit.network.policy import Policy

__all__ = ["tie_sampler", "told_things"]


def told_things(claims: pd.Index[str], told: pd.DataFrame) -> NDArray[np.int64]:
    """
    Give one number to all claims that tell of one thing: a pair, a relation and a stretch of time.

    Parameters
    ----------
    claims : Index
        Ids of all claims.
    told : DataFrame
        Ties that claims tell, one row a case.

    Returns
    -------
    ndarray of int, shape (claims,)
        Claims of one thing have one number; every claim without a tie has one of its own.
    """
    key = told.groupby(["subject", "relation", "object", *BOUNDS], sort=False, dropna=False).ngroup().to_numpy()
    things = np.arange(len(claims), dtype=np.int64) + len(told)
    exploded = pd.Series(told["claims"].to_numpy()).explode()
    if len(told):
        things[claims.get_indexer(pd.Index(exploded))] = key[exploded.index.to_numpy()]
    return things


def tie_sampler(
    tables: Tables,
    ties: pd.DataFrame,
    told: pd.DataFrame,
    sampler: ClaimSampler,
    policy: Policy,
    *,
    unknown: str | None = None,
    windowed: bool = True,
) -> TieSampler:
    """
    Find out what the ties of a table follow from.

    Parameters
    ----------
    tables : Tables
        The dossier's tables.
    ties : DataFrame
        The ties.
    told : DataFrame
        All ties that the counted claims tell, whatever the view and the dates: the parts of derived ties.
    sampler : ClaimSampler
        For the places of deaths.
    policy : Policy
        Its dates count.
    unknown : str, optional
        How long before the last possible beginning, and after the first possible end, an unknown bound may lie.
    windowed : bool
        Whether ties have to hold at the dates of the policy.

    Returns
    -------
    TieSampler
        For these ties.
    """
    claims = tables.claims.index
    position = {str(claim): place for place, claim in enumerate(claims)}
    lasting = tables.relations["lasting"]
    thing_of = told_things(claims, told)
    bounds_of = told[BOUNDS].to_numpy(dtype=np.int64).reshape(-1, 4)
    all_claims: dict[int, list[int]] = {}
    first_row: dict[int, int] = {}
    for row, ids in enumerate(told["claims"]):
        places = [position.get(claim, -1) for claim in ids]
        thing = int(thing_of[places[0]])
        all_claims.setdefault(thing, []).extend(places)
        first_row.setdefault(thing, row)

    parts: dict[tuple[int, tuple[int, ...]], int] = {}
    meta: list[tuple[str, str, str]] = []
    part_lists: list[list[int]] = []
    part_bounds: list[NDArray[np.int64]] = []
    part_thing: list[int] = []

    def part(thing: int, rows: list[int], bounds: NDArray[np.int64], ends: tuple[str, str, str]) -> int:
        key = (thing, tuple(rows))
        if key not in parts:
            parts[key] = len(part_lists)
            part_lists.append(rows)
            part_bounds.append(bounds)
            part_thing.append(thing)
            meta.append(ends)
        return parts[key]

    subjects, relations, objects = (told[name].to_numpy() for name in ("subject", "relation", "object"))
    tie_lists, ending, inference = [], [], []
    own_bounds = ties[BOUNDS].to_numpy(dtype=np.int64).reshape(-1, 4)
    columns = (ties[name].to_numpy() for name in ("claims", "derived", "subject", "relation", "object"))
    for row, (ids, derived, subject, relation, obj) in enumerate(zip(*columns, strict=True)):
        places = [position.get(claim, -1) for claim in ids]
        if not places or min(places) < 0:
            raise ArgumentError(
                f"the tie {subject} {relation} {obj} names no claim of the dossier, so it cannot be drawn"
            )
        if not derived:
            tie_lists.append([part(int(thing_of[places[0]]), places, own_bounds[row], (subject, relation, obj))])
            ending.append(True)
            inference.append(1.0)
            continue
        mine, changes = [], 0
        for thing in dict.fromkeys(int(thing_of[place]) for place in places):
            at = first_row[thing]
            changed = relations[at] == "becomes"
            changes += bool(changed)
            mine.append(part(thing, all_claims[thing], bounds_of[at], (subjects[at], relations[at], objects[at])))
            ending.append(not changed)
        tie_lists.append(mine)
        inference.append(INFERENCE ** max(changes, 1))
    bounds = np.array(part_bounds, dtype=np.int64).reshape(-1, 4)
    kind = np.array([str(lasting.get(relation, "span")) for _, relation, _ in meta], dtype=object)
    window = policy.time_window() if windowed else None
    oldest, newest = _window(policy, window, lasting.reindex(ties["relation"]).to_numpy() == "moment")
    return TieSampler(
        part_claims=Rows.of(part_lists),
        part_bounds=_bounded(bounds, unknown),
        part_days=_shared_days(meta, part_thing, bounds),
        point=(bounds[:, 2] - bounds[:, 0] == 1) & (bounds[:, 3] - bounds[:, 1] == 1),
        mortals=_mortals(tables, meta, kind, sampler),
        tie_parts=Rows.of(tie_lists),
        ending=np.array(ending, dtype=bool),
        inference=np.array(inference),
        oldest=oldest,
        newest=newest,
        dated=policy.holds == "possible",
    )


def _window(policy: Policy, window: tuple[int, int] | None, moment: NDArray[np.bool_]) -> tuple[NDArray[np.int64], int]:
    oldest = np.full(len(moment), FIRST, dtype=np.int64)
    if window is None or policy.holds != "possible":
        return oldest - 1, LAST + 1
    first, after = window
    if policy.until is not None:
        return oldest - 1, after
    oldest[:] = first
    if policy.memory is not None:
        oldest[moment] = shift(first, parse_duration(policy.memory), -1)
    return oldest, after


def _bounded(bounds: NDArray[np.int64], unknown: str | None) -> NDArray[np.int64]:
    if unknown is None:
        return bounds
    span = parse_duration(unknown)
    bounded = bounds.copy()
    for row in bounded:
        if row[0] <= FIRST and FIRST < row[1] < LAST:
            row[0] = shift(int(row[1]), span, -1)
        if row[3] >= LAST and FIRST < row[2] < LAST:
            row[3] = max(shift(int(row[2]), span, 1), int(row[1]) + 1)
    return bounded


def _mortals(
    tables: Tables, meta: list[tuple[str, str, str]], kind: NDArray[np.object_], sampler: ClaimSampler
) -> NDArray[np.int64]:
    """Whose death ends what: as in `netkit.network.stretches`, one can be accused after one's death, but not met."""
    places = {death.person: place for place, death in enumerate(sampler.deaths)}
    contact = tables.relations["contact"].to_dict()
    mortals = np.full((len(meta), 2), -1, dtype=np.int64)
    for row, (subject, relation, obj) in enumerate(meta):
        mortals[row, 0] = places.get(subject, -1)
        if kind[row] != "moment" or contact.get(relation, True):
            mortals[row, 1] = places.get(obj, -1)
    return mortals


def _shared_days(meta: list[tuple[str, str, str]], things: list[int], bounds: NDArray[np.int64]) -> NDArray[np.int64]:
    """
    Say which random numbers place beginnings and ends.

    One stretch has the same days wherever it appears; and where one head of an organisation follows another, the
    end of the one and the beginning of the next are one event.
    """
    numbers = {thing: number for number, thing in enumerate(dict.fromkeys(things))}
    days = np.array([[numbers[thing], numbers[thing]] for thing in things], dtype=np.int64).reshape(-1, 2)
    heads: dict[str, list[int]] = {}
    for row, (_, relation, obj) in enumerate(meta):
        if relation == "heads":
            heads.setdefault(obj, []).append(row)
    # Beginnings and ends are numbered alike, so that a successor can take over his predecessor's number.
    days[:, 1] += len(numbers)
    for rows in heads.values():
        for one in rows:
            for other in rows:
                follows = bounds[one, 0] < bounds[other, 0] and bounds[one, 3] - 1 > bounds[other, 0]
                same = bounds[one, 2] - 1 <= bounds[other, 1] and bounds[other, 0] <= bounds[one, 3] - 1
                known = (
                    bounds[one, 2] > FIRST
                    and bounds[one, 3] < LAST
                    and bounds[other, 0] > FIRST
                    and bounds[other, 1] < LAST
                )
                if meta[one][0] != meta[other][0] and known and follows and same:
                    days[other, 0] = days[one, 1]
    return days
