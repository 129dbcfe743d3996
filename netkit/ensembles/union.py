"""The union of all networks that a draw may give: a draw is a mask over its arcs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pandas as pd

from netkit.ensembles.claims import ClaimSampler, World
from netkit.ensembles.scales import BLOCK
from netkit.ensembles.ties import DrawnTies, TieSampler
from netkit.network.graph import Graph

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netkit.claims.tables import Tables
    from netkit.network.policy import Policy

__all__ = ["State", "Union", "Words", "draw_seed", "settled", "state_of", "to_words"]

Words: TypeAlias = "NDArray[np.uint64]"


@dataclass(frozen=True, eq=False)
class State:
    """
    What follows if certain unsure pairs are the same and the others not.

    Parameters
    ----------
    tables : Tables
        With the merged actors' claims on one of them.
    ties : TieSampler
        Of the network's ties.
    first, after : int
        Which ties of the union these are.
    """

    tables: Tables
    ties: TieSampler
    first: int
    after: int


@dataclass(frozen=True, eq=False)
class Union:
    """
    All actors and ties of any draw.

    Parameters
    ----------
    actors, ties : DataFrame
        As of a network; with unsure pairs the ties of every answer stand one after the other.
    directed : bool
        Whether direction means something.
    graph : Graph
        All arcs.
    policy : Policy, optional
        The choices.
    tables : Tables, optional
        The dossier's tables; None for a network that did not come from one.
    sampler : ClaimSampler, optional
        Of the claims.
    pairs : list of tuple of str
        The unsure pairs.
    states : tuple of State
        By the answers to them, as bits.
    unknown : str, optional
        See `netkit.ensembles.parts.tie_sampler`.
    """

    actors: pd.DataFrame
    ties: pd.DataFrame
    directed: bool
    graph: Graph
    policy: Policy | None = None
    tables: Tables | None = None
    sampler: ClaimSampler | None = None
    pairs: tuple[tuple[str, str], ...] = ()
    states: tuple[State, ...] = ()
    unknown: str | None = None

    def world(self, entropy: int, block: int) -> World | None:
        """
        Draw what a block takes to be so.

        Parameters
        ----------
        entropy : int
            Of the ensemble.
        block : int
            Number of the block.

        Returns
        -------
        World or None
            None for a network without claims.
        """
        return self.sampler.sample(draw_seed(entropy, block, 0)) if self.sampler else None

    def draw(self, entropy: int, block: int) -> DrawnTies:
        """
        Draw the ties of a block.

        Parameters
        ----------
        entropy : int
            Of the ensemble.
        block : int
            Number of the block.

        Returns
        -------
        DrawnTies
            For all ties of the union.
        """
        world = self.world(entropy, block)
        count = len(self.ties)
        if world is None:
            rng = np.random.default_rng(draw_seed(entropy, block, 1))
            holds = rng.random((BLOCK, count)) < self.ties["probability"].to_numpy(dtype=float)
            first, after = (
                np.broadcast_to(self.ties[name].to_numpy(), holds.shape) for name in ("start_earliest", "end_latest")
            )
            return DrawnTies(holds, first, after)
        holds = np.zeros((BLOCK, count), dtype=bool)
        starts, ends = np.zeros((2, BLOCK, count), dtype=np.int64)
        answers = state_of(world.same)
        for number, state in enumerate(self.states):
            rows = answers == number
            if rows.any() and state.after > state.first:
                drawn = state.ties.sample(world, draw_seed(entropy, block, 1))
                here = slice(state.first, state.after)
                holds[rows, here] = drawn.holds[rows]
                starts[:, here], ends[:, here] = drawn.starts, drawn.ends
        return DrawnTies(holds, starts, ends)

    def arc_words(self, ties: Words) -> Words:
        """
        Say which arcs are there.

        Parameters
        ----------
        ties : ndarray of uint64, shape (t,)
            One bit a draw for each tie.

        Returns
        -------
        ndarray of uint64, shape (m,)
            One bit a draw for each arc: whether one of its ties holds.
        """
        words = np.zeros(self.graph.m, dtype=np.uint64)
        for column in (0, 1):
            arcs = self.graph.tie_arcs[:, column]
            here = arcs >= 0
            np.bitwise_or.at(words, arcs[here], ties[here])
        return words

    def masked(
        self, holds: NDArray[np.bool_], starts: NDArray[np.int64], ends: NDArray[np.int64]
    ) -> tuple[pd.DataFrame, Graph]:
        """
        Give the ties and the arcs of one draw.

        Parameters
        ----------
        holds : ndarray of bool, shape (t,)
            Which ties hold.
        starts, ends : ndarray of int, shape (t,)
            Their days.

        Returns
        -------
        ties : DataFrame
            Those that hold, certain, with their days as bounds.
        graph : Graph
            A mask over the union's arcs.
        """
        # Of a network without claims the ties are drawn, but no days.
        days = (None, None) if self.sampler is None else (starts, ends)
        ties = settled(self.ties, holds, *days)
        words = self.arc_words(holds.astype(np.uint64))
        return ties, replace(self.graph, mask=words != 0, tie_arcs=self.graph.tie_arcs[holds])


def settled(
    ties: pd.DataFrame, holds: NDArray[np.bool_], starts: NDArray[np.int64] | None, ends: NDArray[np.int64] | None
) -> pd.DataFrame:
    """
    Give the ties of one draw, in which nothing is uncertain any more.

    Parameters
    ----------
    ties : DataFrame
        All that there can be.
    holds : ndarray of bool, shape (t,)
        Which of them hold.
    starts, ends : ndarray of int, shape (t,)
        Their days; None leaves the bounds as they are.

    Returns
    -------
    DataFrame
        Numbered from 0, certain, resting on no source, with the days as bounds.
    """
    kept = ties[holds].reset_index(drop=True).assign(probability=1.0, certainty=1.0)
    kept["rests_on"] = pd.Series([()] * len(kept), dtype=object)
    if starts is not None and ends is not None:
        first, after = starts[holds], ends[holds]
        kept = kept.assign(start_earliest=first, start_latest=first, end_earliest=after, end_latest=after)
    return kept


def draw_seed(entropy: int, block: int, part: int) -> np.random.SeedSequence:
    """
    Give the seed of one part of a block.

    Parameters
    ----------
    entropy : int
        Of the ensemble.
    block : int
        Number of the block.
    part : int
        0 for the claims, 1 for the ties, 2 for the steps of orders, 3 for how they pass.

    Returns
    -------
    SeedSequence
        The same whoever asks for it.
    """
    return np.random.SeedSequence(entropy, spawn_key=(block, part))


def state_of(same: NDArray[np.bool_]) -> NDArray[np.int64]:
    """
    Turn the answers to all unsure pairs into one number.

    Parameters
    ----------
    same : ndarray of bool, shape (64, pairs)
        The answers.

    Returns
    -------
    ndarray of int, shape (64,)
        Place in `Union.states`.
    """
    numbers: NDArray[np.int64] = same.astype(np.int64) @ (1 << np.arange(same.shape[1], dtype=np.int64))
    return numbers


def to_words(bits: NDArray[np.bool_]) -> Words:
    """
    Pack draws into words.

    Parameters
    ----------
    bits : ndarray of bool, shape (64, k)
        One row a draw.

    Returns
    -------
    ndarray of uint64, shape (k,)
        One bit a draw, the first one lowest.
    """
    packed = np.packbits(bits, axis=0, bitorder="little")
    return np.ascontiguousarray(packed.T).view("<u8").astype(np.uint64).reshape(-1)
