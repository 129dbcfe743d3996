"""
What one draw takes to be so: which sources are right, who is who, which claims hold, on which day somebody died.

Draws come in blocks of 64, each block from its own stream of random numbers, so that a draw is the same whatever
comes before it and whoever computes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from netkit.claims.bearers import only_bearers
from netkit.dates import FIRST, LAST
from netkit.ensembles.scales import BLOCK, draw_chances, scale_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netkit.claims.tables import Tables
    from netkit.claims.timeline import Timeline

__all__ = ["ClaimSampler", "Death", "Grades", "World", "claim_sampler", "unsure_pairs"]

Grades = Literal["source", "claim", "ignored"]

_UNSURE = "possible"


@dataclass(frozen=True, eq=False)
class Death:
    """
    What is told of one person's death.

    Parameters
    ----------
    person : str
        Id of the person.
    claims : ndarray of int, shape (k,)
        Positions of the claims that date it.
    windows : ndarray of int, shape (k, 2)
        First day and first day after, for each of them.
    group : ndarray of int, shape (k,)
        Claims of one group can all be right; different groups exclude each other.
    """

    person: str
    claims: NDArray[np.int64]
    windows: NDArray[np.int64]
    group: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class World:
    """
    One block of draws.

    Parameters
    ----------
    holds : ndarray of bool, shape (64, claims)
        Which claims hold.
    same : ndarray of bool, shape (64, pairs)
        Which unsure pairs are one and the same actor.
    deaths : ndarray of int, shape (64, persons)
        Day of each death that `ClaimSampler.deaths` lists; `LAST` where none is told in the draw.
    """

    holds: NDArray[np.bool_]
    same: NDArray[np.bool_]
    deaths: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class ClaimSampler:
    """
    Everything that a draw of the claims needs, as arrays.

    Parameters
    ----------
    word_bounds, words : ndarray
        The words of certainty that are used, and that of each claim.
    grade_bounds, grades : ndarray
        The grades that are used, and that of each root source.
    roots : ndarray of int, shape (claims,)
        The root source of each claim.
    groups : ndarray of int, shape (claims,)
        What one source says of one thing: it is right or wrong about it once, however often it says it.
    grading : {"source", "claim", "ignored"}
        Whether a source is right or wrong as a whole, claim by claim, or taken as right.
    versions : tuple of tuple of ndarray
        For each case with versions the claims of each version.
    deaths : tuple of Death
        Every person whose death is dated.
    unsure : ndarray of float, shape (pairs, 3)
        Low, mean and high probability that two are one.
    """

    word_bounds: NDArray[np.float64]
    words: NDArray[np.int64]
    grade_bounds: NDArray[np.float64]
    grades: NDArray[np.int64]
    roots: NDArray[np.int64]
    groups: NDArray[np.int64]
    grading: Grades
    versions: tuple[tuple[NDArray[np.int64], ...], ...]
    deaths: tuple[Death, ...]
    unsure: NDArray[np.float64]

    def sample(self, seed: np.random.SeedSequence) -> World:
        """
        Draw a block.

        Parameters
        ----------
        seed : SeedSequence
            Of the block.

        Returns
        -------
        World
            Always 64 draws, however many of them are used.
        """
        rng = np.random.default_rng(seed)
        graded = draw_chances(self.grade_bounds, rng)[:, self.grades]
        told = draw_chances(self.word_bounds, rng)[:, self.words]
        count = int(self.groups.max(initial=-1)) + 1
        if self.grading == "source":
            right = (rng.random(graded.shape) < graded)[:, self.roots]
        elif self.grading == "claim":
            right = rng.random((BLOCK, count))[:, self.groups] < graded[:, self.roots]
        else:
            right = np.ones(told.shape, dtype=bool)
        same = rng.random((BLOCK, len(self.unsure))) < draw_chances(self.unsure, rng)
        holds = right & (rng.random((BLOCK, count))[:, self.groups] < told)
        for versions in self.versions:
            _keep_one(holds, told, versions, rng)
        days = np.full((BLOCK, len(self.deaths)), LAST, dtype=np.int64)
        for place, death in enumerate(self.deaths):
            days[:, place] = _die(holds, told, death, rng)
        return World(holds, same, days)


def _keep_one(
    holds: NDArray[np.bool_], told: NDArray[np.float64], sets: tuple[NDArray[np.int64], ...], rng: np.random.Generator
) -> NDArray[np.int64]:
    """Where several sets of claims hold that exclude each other, one stays, chosen in proportion to its odds."""
    chance = np.stack([np.max(np.where(holds[:, rows], told[:, rows], 0.0), axis=1) for rows in sets], axis=1)
    odds = chance / np.maximum(1.0 - chance, 1e-9)
    reach = np.cumsum(odds, axis=1)
    lot: NDArray[np.float64] = rng.random((BLOCK, 1)) * reach[:, -1:]
    which = np.where(reach[:, -1] > 0, (lot < reach).argmax(axis=1), -1)
    for number, rows in enumerate(sets):
        holds[np.ix_(which != number, rows)] = False
    return which


def _die(
    holds: NDArray[np.bool_], told: NDArray[np.float64], death: Death, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Choose the day of a death, and let those dates fall that it excludes."""
    rows, windows = death.claims, death.windows
    before = holds[:, rows].copy()
    alternatives = tuple(rows[death.group == number] for number in range(int(death.group.max()) + 1))
    if len(alternatives) > 1:
        _keep_one(holds, told, alternatives, rng)
    kept = holds[:, rows]
    first = np.max(np.where(kept, windows[:, 0], FIRST), axis=1)
    after = np.min(np.where(kept, windows[:, 1], LAST), axis=1)
    any_told: NDArray[np.bool_] = np.asarray(kept.any(axis=1))
    day = first + np.floor(rng.random(BLOCK) * np.where(any_told, after - first, 1)).astype(np.int64)
    day = np.where(any_told, day, LAST)
    if len(alternatives) > 1:
        # What is told less exactly may be right all the same.
        fits = (windows[:, 0] <= day[:, None]) & (day[:, None] < windows[:, 1])
        holds[:, rows] = before & fits & any_told[:, None]
    return day


def claim_sampler(
    tables: Tables,
    timeline: Timeline,
    counted: NDArray[np.bool_],
    things: NDArray[np.int64],
    grading: Grades,
    pairs: int,
) -> ClaimSampler:
    """
    Gather what a draw of the claims needs.

    Parameters
    ----------
    tables : Tables
        The dossier's tables.
    timeline : Timeline
        The claims' bounds.
    counted : ndarray of bool, shape (claims,)
        Which claims count at all.
    things : ndarray of int, shape (claims,)
        A number for the stretch of one thing that each claim tells of.
    grading : {"source", "claim", "ignored"}
        See `ClaimSampler`.
    pairs : int
        How many unsure pairs there are.

    Returns
    -------
    ClaimSampler
        For all claims, in the order of the table.
    """
    claims = tables.claims
    roots = claims["source"].map(tables.root_source)
    root_codes, root_names = pd.factorize(roots)
    grade_bounds, grades = scale_rows(tables.scales, tables.sources.loc[list(root_names), "reliability"])
    word_bounds, words = scale_rows(tables.scales, claims["certainty"])
    groups = np.unique(np.stack([things, root_codes]), axis=1, return_inverse=True)[1].reshape(-1).astype(np.int64)
    scales = tables.scales
    unsure = (
        np.full((1, 3), 0.5)
        if _UNSURE not in scales.index
        else scales.loc[[_UNSURE], ["low", "mean", "high"]].to_numpy(float)
    )
    return ClaimSampler(
        word_bounds=word_bounds,
        words=words,
        grade_bounds=grade_bounds,
        grades=grades,
        roots=root_codes.astype(np.int64),
        groups=groups,
        grading=grading,
        versions=_versions(claims, counted),
        deaths=_deaths(tables, timeline, counted),
        unsure=np.repeat(unsure, pairs, axis=0),
    )


def _versions(claims: pd.DataFrame, counted: NDArray[np.bool_]) -> tuple[tuple[NDArray[np.int64], ...], ...]:
    told = (claims["version"] != "").to_numpy() & (claims["case"] != "").to_numpy() & counted
    rows = np.flatnonzero(told)
    found = []
    for _, one_case in pd.Series(rows).groupby(claims["case"].to_numpy()[rows]):
        places = one_case.to_numpy()
        sets = tuple(group.to_numpy() for _, group in one_case.groupby(claims["version"].to_numpy()[places]))
        if len(sets) > 1:
            found.append(sets)
    return tuple(found)


def _deaths(tables: Tables, timeline: Timeline, counted: NDArray[np.bool_]) -> tuple[Death, ...]:
    claims = tables.claims
    done = counted & (claims["status"] == "done").to_numpy()
    told: dict[str, list[int]] = {}
    for relation, victim in (("kills", "object"), ("died", "subject")):
        for row in np.flatnonzero(done & (claims["relation"] == relation).to_numpy()).tolist():
            start, end = timeline.bounds[row, 0], timeline.bounds[row, 3]
            person = str(claims[victim].iat[row])
            if start > FIRST and end < LAST and tables.actors.at[person, "kind"] == "person":
                told.setdefault(person, []).append(row)
    found = []
    for person, rows in told.items():
        windows = timeline.bounds[rows][:, [0, 3]]
        group = np.zeros(len(rows), dtype=np.int64)
        common: list[tuple[int, int]] = []
        # The most exact dates first; each joins the first group that it can be right together with.
        for place in np.argsort(windows[:, 1] - windows[:, 0], kind="stable"):
            first, after = (int(day) for day in windows[place])
            for number, (low, high) in enumerate(common):
                if max(low, first) < min(high, after):
                    common[number] = (max(low, first), min(high, after))
                    group[place] = number
                    break
            else:
                group[place] = len(common)
                common.append((first, after))
        found.append(Death(person, np.asarray(rows, dtype=np.int64), windows, group))
    return tuple(found)


def unsure_pairs(tables: Tables, counted: NDArray[np.bool_]) -> list[tuple[str, str]]:
    """
    List the pairs of actors of whom `same_as` does not know whether they are one.

    Parameters
    ----------
    tables : Tables
        The dossier's tables.
    counted : ndarray of bool, shape (claims,)
        Which claims count; a pair matters if both are in one of them.

    Returns
    -------
    list of tuple of str
        Ids; the first keeps his name where the two are one.
    """
    claims = tables.claims[counted]
    told = set(claims["subject"]) | set(claims["object"])
    bearers = only_bearers(tables.actors, tables.names)
    found = []
    for row in tables.same_as[tables.same_as["verdict"] == "unsure"].to_dict("records"):
        left, right = (bearers.get(row[end], "") for end in ("left", "right"))
        if left != right and left in told and right in told:
            found.append((left, right))
    return found
