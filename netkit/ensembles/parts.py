"""What ties follow from: the parts that claims tell of, their bounds, and the days that they share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

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


class _Part(NamedTuple):
    """What claims tell of one pair in one stretch of time."""

    thing: int
    claims: tuple[int, ...]
    bounds: tuple[int, ...]
    subject: str
    relation: str
    object: str

    @property
    def key(self) -> tuple[int, tuple[int, ...]]:
        """What makes two parts one: the same claims of the same thing."""
        return self.thing, self.claims


class _Told:
    """What the claims of a dossier tell, thing by thing: what ties have as their parts."""

    def __init__(self, claims: pd.Index[str], told: pd.DataFrame) -> None:
        self._places = {str(claim): place for place, claim in enumerate(claims)}
        self._thing = told_things(claims, told).tolist()
        self._parts: dict[int, _Part] = {}
        for ids, bounds, *ends in _rows(told):
            places = self.places(ids)
            thing = self._thing[places[0]]
            known = self._parts.get(thing)
            if known is None:
                self._parts[thing] = _Part(thing, tuple(places), bounds, *ends)
            else:
                self._parts[thing] = known._replace(claims=(*known.claims, *places))

    def places(self, ids: Iterable[str]) -> list[int]:
        """Look up where claims stand in the table; -1 for those that are not there."""
        return [self._places.get(claim, -1) for claim in ids]

    def part(self, places: Sequence[int], bounds: tuple[int, ...], *ends: str) -> _Part:
        """Take a tie that is told as its own part."""
        return _Part(self._thing[places[0]], tuple(places), bounds, *ends)

    def parts(self, places: Iterable[int]) -> list[_Part]:
        """Give all that a derived tie follows from."""
        return [self._parts[thing] for thing in dict.fromkeys(self._thing[place] for place in places)]


def _rows(ties: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Yield claims, bounds, subject, relation and object of each tie."""
    bounds = map(tuple, ties[BOUNDS].to_numpy(dtype=np.int64).tolist())
    return zip(ties["claims"], bounds, *(ties[name] for name in ("subject", "relation", "object")), strict=True)


def tie_sampler(
    tables: Tables,
    ties: pd.DataFrame,
    told: pd.DataFrame,
    sampler: ClaimSampler,
    policy: Policy,
    *,
    unknown: str | None = None,
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

    Returns
    -------
    TieSampler
        For these ties.

    Raises
    ------
    ArgumentError
        If a tie names no claim of the dossier.
    """
    things = _Told(tables.claims.index, told)
    parts: dict[tuple[int, tuple[int, ...]], tuple[int, _Part]] = {}
    tie_parts: list[list[int]] = []
    ending: list[bool] = []
    inference: list[float] = []
    for (ids, bounds, *ends), derived in zip(_rows(ties), ties["derived"], strict=True):
        places = things.places(ids)
        if not places or min(places) < 0:
            raise ArgumentError(f"the tie {' '.join(ends)} names no claim of the dossier, so it cannot be drawn")
        mine = things.parts(places) if derived else [things.part(places, bounds, *ends)]
        # A tie is handed on when a body becomes another one; that this change is over in a day does not end the tie.
        changes = [bool(derived) and part.relation == "becomes" for part in mine]
        ending += [not change for change in changes]
        inference.append(INFERENCE ** max(sum(changes), 1) if derived else 1.0)
        tie_parts.append([parts.setdefault(part.key, (len(parts), part))[0] for part in mine])
    found = [part for _, part in parts.values()]
    part_bounds = np.array([part.bounds for part in found], dtype=np.int64).reshape(-1, 4)
    lasting = tables.relations["lasting"]
    oldest, newest = _window(policy, lasting.reindex(ties["relation"]).to_numpy() == "moment")
    return TieSampler(
        part_claims=Rows.of([list(part.claims) for part in found]),
        part_bounds=_bounded(part_bounds, unknown),
        part_days=_shared_days(found, part_bounds),
        point=(part_bounds[:, 2] - part_bounds[:, 0] == 1) & (part_bounds[:, 3] - part_bounds[:, 1] == 1),
        mortals=_mortals(tables, found, sampler),
        tie_parts=Rows.of(tie_parts),
        ending=np.array(ending, dtype=bool),
        inference=np.array(inference),
        oldest=oldest,
        newest=newest,
        dated=policy.holds == "possible",
    )


def _window(policy: Policy, moment: NDArray[np.bool_]) -> tuple[NDArray[np.int64], int]:
    """Say after which day each tie has to end, and before which day all have to begin, to hold at the dates."""
    window = policy.time_window()
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
    """Bound what is unknown by a length of time before the last beginning and after the first end."""
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


def _mortals(tables: Tables, parts: Sequence[_Part], sampler: ClaimSampler) -> NDArray[np.int64]:
    """Whose death ends what: as in `netkit.network.stretches`, one can be accused after one's death, but not met."""
    places = {death.person: place for place, death in enumerate(sampler.deaths)}
    relations = tables.relations
    told_of_the_dead = set(relations.index[(relations["lasting"] == "moment") & ~relations["contact"].astype(bool)])
    mortals = np.full((len(parts), 2), -1, dtype=np.int64)
    for row, part in enumerate(parts):
        mortals[row, 0] = places.get(part.subject, -1)
        if part.relation not in told_of_the_dead:
            mortals[row, 1] = places.get(part.object, -1)
    return mortals


def _shared_days(parts: Sequence[_Part], bounds: NDArray[np.int64]) -> NDArray[np.int64]:
    """
    Say which random numbers place beginnings and ends.

    One stretch has the same days wherever it appears; and where one head of an organisation follows another, the
    end of the one and the beginning of the next are one event.
    """
    numbers = {thing: number for number, thing in enumerate(dict.fromkeys(part.thing for part in parts))}
    days = np.array([[numbers[part.thing]] * 2 for part in parts], dtype=np.int64).reshape(-1, 2)
    heads: dict[str, list[int]] = {}
    for row, part in enumerate(parts):
        if part.relation == "heads":
            heads.setdefault(part.object, []).append(row)
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
                if parts[one].subject != parts[other].subject and known and follows and same:
                    days[other, 0] = days[one, 1]
    return days
