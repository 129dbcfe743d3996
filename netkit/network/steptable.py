"""The steps that orders can take, as arrays: made once a network, read by whatever follows orders."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse import coo_array

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

__all__ = ["StepTable", "rows_by_end", "steps_of_ties"]


@dataclass(frozen=True, eq=False)
class StepTable:
    """
    Steps as arrays, each beside the tie that it comes from.

    Parameters
    ----------
    ties : DataFrame
        The ties of a network or of a dossier; see `netkit.network.columns`.
    index : Index of str
        Ids of the actors.
    tie : ndarray of int32, shape (k,)
        The row of `ties` behind each step: the tie's number, the same wherever it turns up.
    starts, stops : ndarray of int32, shape (k,)
        Positions in `index`: the order travels from one to the other.
    backward : ndarray of bool, shape (k,)
        Whether the claim reads from `stops` to `starts`.
    act : ndarray of bool, shape (k,)
        Whether the step is an act against somebody.
    passes, chance : ndarray of float, shape (k,)
        Probability with which an order passes, and that times the certainty of the tie.
    """

    ties: pd.DataFrame
    index: pd.Index[str]
    tie: Ints
    starts: Ints
    stops: Ints
    backward: Bools
    act: Bools
    passes: Floats
    chance: Floats

    def __len__(self) -> int:
        """Return the number of steps."""
        return len(self.tie)

    def column(self, name: str) -> NDArray[np.generic]:
        """
        Give each step what a column says of its tie.

        Parameters
        ----------
        name : str
            A column of the ties.

        Returns
        -------
        ndarray, shape (k,)
            One value a step.
        """
        return np.asarray(self.ties[name].to_numpy()[self.tie])

    @cached_property
    def first(self) -> Floats:
        """Earliest beginning of each step."""
        return self.column("start_earliest").astype(float)

    @cached_property
    def after(self) -> Floats:
        """Latest end of each step."""
        return self.column("end_latest").astype(float)

    @cached_property
    def derived(self) -> Bools:
        """Whether the tie follows from offices."""
        return self.column("derived").astype(bool)

    @cached_property
    def flagged(self) -> Bools:
        """Whether something is to be said of the tie."""
        said: Bools = (self.ties["flag"] != "").to_numpy(dtype=bool)
        return said[self.tie]

    @cached_property
    def _rests_on(self) -> NDArray[np.object_]:
        return self.ties["rests_on"].to_numpy()

    def rests_on(self, row: int) -> tuple[str, ...]:
        """
        Name the sources that a step cannot do without.

        Parameters
        ----------
        row : int
            Which step.

        Returns
        -------
        tuple of str
            Ids of sources.
        """
        roots: tuple[str, ...] = self._rests_on[self.tie[row]]
        return roots

    @cached_property
    def rest_codes(self) -> tuple[Ints, list[tuple[str, ...]]]:
        """For each step the number of the set of sources that it rests on, and these sets."""
        codes, roots = pd.factorize(self._rests_on)
        return codes.astype(np.int32)[self.tie], list(roots)

    @cached_property
    def lost(self) -> Floats:
        """Minus the logarithm of each chance: what a chain pays for the step."""
        with np.errstate(divide="ignore"):
            return np.asarray(-np.log(self.chance))

    @cached_property
    def out(self) -> tuple[Ints, Ints]:
        """The steps by where they start, and where those of each actor begin."""
        return rows_by_end(self.starts, len(self.index))

    @cached_property
    def into(self) -> tuple[Ints, Ints]:
        """The steps by where they stop, and where those of each actor begin."""
        return rows_by_end(self.stops, len(self.index))

    def places(self, actors: object) -> NDArray[np.intp]:
        """
        Look up where actors stand.

        Parameters
        ----------
        actors : iterable of str
            Ids.

        Returns
        -------
        ndarray of int
            Positions in `index`; -1 for those who are not there.
        """
        return self.index.get_indexer(pd.Index(list(actors), dtype=self.index.dtype))  # type: ignore[call-overload]  # any iterable of ids

    def touching(self, actors: object) -> Bools:
        """
        Say which steps start or stop with some actors.

        Parameters
        ----------
        actors : iterable of str
            Ids.

        Returns
        -------
        ndarray of bool, shape (k,)
            True for each that does.
        """
        named = np.zeros(len(self.index) + 1, dtype=bool)
        named[self.places(actors)] = True
        named[-1] = False  # those who are not there
        return np.asarray(named[self.starts] | named[self.stops])

    def frame(self, rows: NDArray[np.integer]) -> pd.DataFrame:
        """
        Return steps for people, and for whatever needs all that is known of them.

        Parameters
        ----------
        rows : ndarray of int
            Which steps.

        Returns
        -------
        DataFrame
            Numbered from 0. The columns of the ties, and `tie` (number of the tie), `start`, `stop` (ids), `backward`,
            `act`, `passes`, `chance`.
        """
        ids, tie = self.index.to_numpy(), self.tie[rows]
        told = self.ties.take(tie)
        columns = {
            **{str(name): column.array for name, column in told.items()},
            "tie": tie,
            "start": ids[self.starts[rows]],
            "stop": ids[self.stops[rows]],
            "backward": self.backward[rows],
            "act": self.act[rows],
            "passes": self.passes[rows],
            "chance": self.chance[rows],
        }
        return pd.DataFrame(columns)


def rows_by_end(ends: NDArray[np.integer], n: int) -> tuple[Ints, Ints]:
    """
    Put steps in rows.

    Parameters
    ----------
    ends : ndarray of int, shape (k,)
        Where each step starts, or stops.
    n : int
        How many places there are.

    Returns
    -------
    order : ndarray of int32, shape (k,)
        The steps, row by row.
    pointers : ndarray of int32, shape (n + 1,)
        Where each row begins.
    """
    count = len(ends)
    steps = np.arange(count, dtype=np.int32)
    # Counts and places them in one pass, where a sort would compare.
    rows = coo_array((np.ones(count, dtype=np.int8), (ends, steps)), shape=(n, max(count, 1))).tocsr()
    return rows.indices.astype(np.int32), rows.indptr.astype(np.int32)


def steps_of_ties(ties: pd.DataFrame, index: pd.Index[str], subjects: Ints, objects: Ints, directed: bool) -> StepTable:
    """
    Make every tie a step, and one without direction a step both ways.

    Parameters
    ----------
    ties : DataFrame
        Of a network without a table of relations.
    index : Index of str
        Ids of its actors.
    subjects, objects : ndarray of int32, shape (t,)
        Positions of the ends.
    directed : bool
        Whether direction means something in the network.

    Returns
    -------
    StepTable
        Without ties that nothing can pass along, and without self-ties.
    """
    chance = ties["probability"].to_numpy(dtype=float)
    there = np.flatnonzero((chance > 0) & (subjects != objects)).astype(np.int32)
    both = ~ties["directed"].to_numpy(dtype=bool)[there] if directed else np.ones(len(there), dtype=bool)
    tie = np.concatenate([there, there[both]])
    count = len(tie)
    return StepTable(
        ties=ties,
        index=index,
        tie=tie,
        starts=np.concatenate([subjects[there], objects[there[both]]]),
        stops=np.concatenate([objects[there], subjects[there[both]]]),
        backward=np.zeros(count, dtype=bool),
        act=np.zeros(count, dtype=bool),
        passes=np.ones(count),
        chance=chance[tie],
    )
