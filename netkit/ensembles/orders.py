"""The steps along which orders can travel in any draw, under every answer to who is who."""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netkit.dates import FIRST, LAST
from netkit.ensembles.claims import World
from netkit.ensembles.evidence import Evidence, evidence
from netkit.ensembles.parts import tie_sampler
from netkit.ensembles.ties import DrawnTies, TieSampler
from netkit.ensembles.union import Union, draw_seed
from netkit.network.building import all_ties
from netkit.network.steps import Orders

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["ActSteps", "OrderUnion", "order_union"]

# Threads that measure draws may all ask for the steps at once.
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, eq=False)
class ActSteps:
    """
    The steps towards one end, as arrays: those of one act, or all of them where the end suffers none.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of steps over all actors.
    ties : ndarray of int
        The number of the tie behind each step.
    pairs : ndarray of int
        Number of the two actors: of parallel steps the one that passes best decides.
    passes : ndarray of float
        Probability that an order passes along each.
    own : ndarray of bool
        ActSteps that the source tells of the case itself: they may stand out of the order of time.
    free : ndarray of bool
        ActSteps that need not hold on the day of the act: those of the case, and the act itself.
    first, after : int
        The days on one of which the act was done.
    evidence : tuple of Evidence
        Which of them are acts of organisations that are no end where a named person did them.
    """

    indptr: NDArray[np.int32]
    indices: NDArray[np.int32]
    ties: NDArray[np.int64]
    pairs: NDArray[np.int64]
    passes: NDArray[np.float64]
    own: NDArray[np.bool_]
    free: NDArray[np.bool_]
    first: float
    after: float
    evidence: tuple[Evidence, ...] = ()

    def ends(self, aside: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """
        Leave out the acts that are no end.

        Parameters
        ----------
        aside : ndarray of bool, shape (k, e)
            Which acts of `evidence` are none, in as many ways as there are rows.

        Returns
        -------
        ndarray of bool, shape (k, m)
            Which steps are left.
        """
        left = np.ones((len(aside), len(self.ties)), dtype=bool)
        for one, no_end in zip(self.evidence, aside.T, strict=True):
            left[:, self.ties == one.act] = ~no_end[:, None]
        return left

    def touching(self, actors: NDArray[np.intp]) -> NDArray[np.bool_]:
        """
        Say which steps begin or end with one of some actors.

        Parameters
        ----------
        actors : ndarray of int
            Their places.

        Returns
        -------
        ndarray of bool, shape (m,)
            True for each such step.
        """
        sources = np.repeat(np.arange(len(self.indptr) - 1), np.diff(self.indptr))
        return np.isin(sources, actors) | np.isin(self.indices, actors)


@dataclass(frozen=True, eq=False)
class OrderUnion:
    """
    The ties along which orders can travel in any draw.

    Parameters
    ----------
    union : Union
        The network's.
    orders : tuple of Orders
        For each answer to who is who.
    samplers : tuple of TieSampler
        Of their ties.
    """

    union: Union
    orders: tuple[Orders, ...]
    samplers: tuple[TieSampler, ...]

    @property
    def index(self) -> pd.Index[str]:
        """Ids of all actors that a chain can have."""
        tables = self.union.tables
        return self.union.actors.index if tables is None else tables.actors.index.rename("actor")

    def draw(self, entropy: int, block: int, number: int, world: World | None = None) -> DrawnTies:
        """
        Draw the ties of a block under one answer to who is who.

        Parameters
        ----------
        entropy : int
            Of the ensemble.
        block : int
            Number of the block.
        number : int
            Of the answer.
        world : World, optional
            The block, where it is at hand.

        Returns
        -------
        DrawnTies
            For all 64 draws, whether that is their answer or not.
        """
        world = world or self.union.world(entropy, block)
        if world is None:
            return self.union.draw(entropy, block)
        return self.samplers[number].sample(world, draw_seed(entropy, block, 2))

    def steps_to(self, source: str, target: str, number: int) -> list[ActSteps]:
        """
        Gather the steps towards an end.

        Parameters
        ----------
        source, target : str
            Ids.
        number : int
            Of the answer to who is who.

        Returns
        -------
        list of ActSteps
            One for each act that the end suffers, those that are evidence of another included; one in all where there
            is none.
        """
        if not self.orders:
            return [_arrays(_every_tie(self.union), self.index, -np.inf, np.inf)]
        orders = self.orders[number]
        acts = list(orders.acts(target, evidence=True))
        if not acts:
            steps = orders.table.frame(np.flatnonzero(orders.passing()))
            return [_arrays(steps.assign(own=False), self.index, -np.inf, np.inf)]
        lasting = orders.tables.relations["lasting"]
        aside = evidence(orders, acts)
        found = []
        for act in acts:
            errand = (lasting.reindex(act.steps["relation"]) == "errand").to_numpy()
            steps = act.steps.assign(free=errand | act.steps["act"].to_numpy(dtype=bool))
            bounded = act.first > FIRST and act.after < LAST
            made = _arrays(steps, self.index, *((act.first, act.after) if bounded else (-np.inf, np.inf)))
            found.append(replace(made, evidence=tuple(one for one in aside if one.act in made.ties)))
        return found


def order_union(union: Union) -> OrderUnion:
    """
    Build the steps of every answer to who is who, once for a union.

    Parameters
    ----------
    union : Union
        The network's.

    Returns
    -------
    OrderUnion
        Without orders for a network that did not come from claims: there every tie is a step.
    """
    with _ONE_AT_A_TIME:
        if "order_union" not in union.__dict__:
            union.__dict__["order_union"] = _order_union(union)
        found: OrderUnion = union.__dict__["order_union"]
    return found


def _order_union(union: Union) -> OrderUnion:
    if union.sampler is None or union.policy is None:
        return OrderUnion(union, (), ())
    orders, samplers = [], []
    for state in union.states:
        mine = Orders(state.tables, union.policy)
        told = all_ties(state.tables, mine.timeline, replace(union.policy, derive=False))
        samplers.append(tie_sampler(state.tables, mine.ties, told, union.sampler, union.policy, unknown=union.unknown))
        orders.append(mine)
    return OrderUnion(union, tuple(orders), tuple(samplers))


def _every_tie(union: Union) -> pd.DataFrame:
    """Where there is no table of relations, every tie is a step; one without direction is a step both ways."""
    ties = union.ties.assign(tie=np.arange(len(union.ties)), passes=1.0, own=False)
    both = ties if not union.directed else ties[~ties["directed"].astype(bool)]
    there = ties.assign(start=ties["subject"], stop=ties["object"])
    return pd.concat([there, both.assign(start=both["object"], stop=both["subject"])], ignore_index=True)


def _arrays(steps: pd.DataFrame, index: pd.Index[str], first: float, after: float) -> ActSteps:
    starts = index.get_indexer(pd.Index(steps["start"], dtype=index.dtype))
    stops = index.get_indexer(pd.Index(steps["stop"], dtype=index.dtype))
    kept = np.flatnonzero((starts != stops) & (starts >= 0) & (stops >= 0))
    order = kept[np.lexsort((stops[kept], starts[kept]))]
    starts, stops = starts[order], stops[order]
    pointers = np.zeros(len(index) + 1, dtype=np.int32)
    np.cumsum(np.bincount(starts, minlength=len(index)), out=pointers[1:])
    pairs = np.unique(starts.astype(np.int64) * len(index) + stops, return_inverse=True)[1]
    return ActSteps(
        indptr=pointers,
        indices=stops.astype(np.int32),
        ties=steps["tie"].to_numpy(dtype=np.int64)[order],
        pairs=pairs.astype(np.int64),
        passes=steps["passes"].to_numpy(dtype=float)[order],
        own=steps["own"].to_numpy(dtype=bool)[order],
        free=steps["free"].to_numpy(dtype=bool)[order] if "free" in steps else np.ones(len(order), dtype=bool),
        first=float(first),
        after=float(after),
    )
