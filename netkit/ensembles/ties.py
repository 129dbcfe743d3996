"""From claims that hold to ties that hold: the days within uncertain dates, and what is derived from offices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from netkit.dates import FIRST, LAST
from netkit.ensembles.claims import World
from netkit.ensembles.scales import BLOCK

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["DrawnTies", "Rows", "TieSampler"]


@dataclass(frozen=True, eq=False)
class Rows:
    """
    Lists of numbers of different lengths, none of them empty.

    Parameters
    ----------
    starts : ndarray of int, shape (k,)
        Where each list begins.
    values : ndarray of int
        All lists, one after the other.
    """

    starts: NDArray[np.int64]
    values: NDArray[np.int64]

    @staticmethod
    def of(lists: list[list[int]]) -> Rows:
        """
        Put lists together.

        Parameters
        ----------
        lists : list of list of int
            None of them empty.

        Returns
        -------
        Rows
            The same.
        """
        sizes = np.array([len(one) for one in lists], dtype=np.int64)
        values = np.array([value for one in lists for value in one], dtype=np.int64)
        return Rows(np.cumsum(sizes) - sizes, values)


@dataclass(frozen=True, eq=False)
class DrawnTies:
    """
    The ties of one block of draws.

    Parameters
    ----------
    holds : ndarray of bool, shape (64, t)
        Which ties hold at the dates of the policy.
    starts, ends : ndarray of int, shape (64, t)
        The day on which each began, and the first day after its end; `FIRST` and `LAST` where nobody knows.
    """

    holds: NDArray[np.bool_]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class TieSampler:
    """
    What the ties of one table follow from, as arrays.

    A *part* is what claims tell of one pair in one stretch of time; it holds when one of its claims does. A tie
    holds when all its parts do, for as long as they do together; a derived one also has to be inferred rightly.

    Parameters
    ----------
    part_claims : Rows
        The claims of each part.
    part_bounds : ndarray of int, shape (p, 4)
        Its four bounds.
    part_days : ndarray of int, shape (p, 2)
        Which of the random numbers places its beginning and its end: parts that are one tenure share them.
    point : ndarray of bool, shape (p,)
        Whether it is over within a day.
    mortals : ndarray of int, shape (p, 2)
        Whose deaths end it, by their place in `ClaimSampler.deaths`; -1 for nobody.
    tie_parts : Rows
        The parts of each tie.
    ending : ndarray of bool
        For each of these, whether its end is an end of the tie.
    inference : ndarray of float, shape (t,)
        Probability that the tie is inferred rightly; 1 for what is told.
    oldest : ndarray of int, shape (t,)
        A tie counts if it ends after this day.
    newest : int
        A tie counts if it begins before this day.
    dated : bool
        Whether days are drawn; otherwise every tie fills its bounds.
    """

    part_claims: Rows
    part_bounds: NDArray[np.int64]
    part_days: NDArray[np.int64]
    point: NDArray[np.bool_]
    mortals: NDArray[np.int64]
    tie_parts: Rows
    ending: NDArray[np.bool_]
    inference: NDArray[np.float64]
    oldest: NDArray[np.int64]
    newest: int
    dated: bool

    def sample(self, world: World, seed: np.random.SeedSequence) -> DrawnTies:
        """
        Derive the ties of a block.

        Parameters
        ----------
        world : World
            What holds.
        seed : SeedSequence
            Of the block, for days and inferences.

        Returns
        -------
        DrawnTies
            One row a draw.
        """
        count = len(self.inference)
        if count == 0:
            nothing = np.zeros((BLOCK, 0), dtype=np.int64)
            return DrawnTies(np.zeros((BLOCK, 0), dtype=bool), nothing, nothing)
        rng = np.random.default_rng(seed)
        rightly = rng.random((BLOCK, count)) < self.inference
        told = self.holding(world.holds)
        if self.dated:
            first, after = self._days(world.deaths, rng)
        else:
            first = np.broadcast_to(self.part_bounds[:, 0], told.shape)
            after = np.broadcast_to(self.part_bounds[:, 3], told.shape)
        parts, begins = self.tie_parts.values, self.tie_parts.starts
        starts = np.maximum.reduceat(first[:, parts], begins, axis=1)
        ends = np.minimum.reduceat(np.where(self.ending, after[:, parts], LAST), begins, axis=1)
        holds = self.following(told) & rightly & (starts < ends) & (starts < self.newest) & (ends > self.oldest)
        return DrawnTies(holds, starts, ends)

    def holding(self, claims: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """
        Say which parts hold when some claims do.

        Parameters
        ----------
        claims : ndarray of bool, shape (…, claims)
            Which claims hold.

        Returns
        -------
        ndarray of bool, shape (…, p)
            Whether one of the part's claims does.
        """
        if not len(self.part_claims.starts):
            return np.zeros((*claims.shape[:-1], 0), dtype=bool)
        rows: NDArray[np.bool_] = np.logical_or.reduceat(
            claims[..., self.part_claims.values], self.part_claims.starts, axis=-1
        )
        return rows

    def following(self, parts: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """
        Say which ties follow when some parts hold, days and inferences left aside.

        Parameters
        ----------
        parts : ndarray of bool, shape (…, p)
            Which parts hold.

        Returns
        -------
        ndarray of bool, shape (…, t)
            Whether all parts of the tie do.
        """
        if not len(self.inference):
            return np.zeros((*parts.shape[:-1], 0), dtype=bool)
        rows: NDArray[np.bool_] = np.logical_and.reduceat(
            parts[..., self.tie_parts.values], self.tie_parts.starts, axis=-1
        )
        return rows

    def _days(self, deaths: NDArray[np.int64], rng: np.random.Generator) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Place the beginning and the end of each part within their bounds, the end after the beginning."""
        low, high, end_low, end_high = (
            np.broadcast_to(column, (BLOCK, len(self.point))) for column in self.part_bounds.T
        )
        for column in (0, 1):
            who = self.mortals[:, column]
            day = np.where(who >= 0, deaths[:, who] if deaths.shape[1] else LAST, LAST)
            cut = low <= day
            high = np.where(cut, np.minimum(high, day), high)
            end_high = np.where(cut, np.minimum(end_high, day + 1), end_high)
            end_low = np.where(cut, np.minimum(end_low, end_high), end_low)
        numbers = int(self.part_days.max(initial=-1)) + 1
        shares = rng.random((BLOCK, numbers))
        starts = _place(low, high, shares[:, self.part_days[:, 0]], earliest=True)
        # An end is placed in what is left of its bounds: never before the beginning.
        end_low = np.maximum(end_low, np.where(starts > FIRST, starts + 1, end_low))
        ends = _place(end_low, np.maximum(end_high, end_low), shares[:, self.part_days[:, 1]], earliest=False)
        ends = np.where(self.point & (starts > FIRST) & (starts < LAST), starts + 1, ends)
        return starts, ends


def _place(
    low: NDArray[np.int64], high: NDArray[np.int64], shares: NDArray[np.float64], *, earliest: bool
) -> NDArray[np.int64]:
    """Choose a day between two, both included; where one of them is unknown, the tie is given the longest time."""
    known = (low > FIRST) & (high < LAST)
    width = np.where(known, high - low + 1, 1)
    day = low + np.minimum(np.floor(shares * width).astype(np.int64), width - 1)
    return np.where(known, day, low if earliest else high)
