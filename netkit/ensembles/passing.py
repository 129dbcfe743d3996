"""Along which steps an order passed, draw by draw: reliability, passage, and the orders of one draw's network."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from netkit.dates import FIRST, LAST
from netkit.ensembles.claims import World
from netkit.ensembles.evidence import Evidence, evidence, set_aside
from netkit.ensembles.joining import told_for_orders
from netkit.ensembles.parts import tie_sampler
from netkit.ensembles.scales import BLOCK
from netkit.ensembles.ties import DrawnTies, TieSampler
from netkit.ensembles.union import State, Union, draw_seed, state_of
from netkit.kernels.passage import passed_by_all
from netkit.network.building import narrow
from netkit.network.network import Network
from netkit.network.steps import Orders

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netkit.claims.tables import Tables

__all__ = ["DrawnNetwork", "OrderUnion", "Steps", "drawn_network", "order_union", "pass_blocks"]

# Threads that measure draws may all ask for the steps at once.
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, eq=False)
class Steps:
    """
    The steps towards one end, as arrays: those of one act, or all of them where the end suffers none.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of steps over all actors.
    places : ndarray of int
        The tie behind each step.
    pairs : ndarray of int
        Number of the two actors: of parallel steps the one that passes best decides.
    passes : ndarray of float
        Probability that an order passes along each.
    own : ndarray of bool
        Steps that the source tells of the case itself: they may stand out of the order of time.
    free : ndarray of bool
        Steps that need not hold on the day of the act: those of the case, and the act itself.
    first, after : int
        The days on one of which the act was done.
    evidence : tuple of Evidence
        Which of them are acts of organisations that are no end where a named person did them.
    """

    indptr: NDArray[np.int32]
    indices: NDArray[np.int32]
    places: NDArray[np.int64]
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
        left = np.ones((len(aside), len(self.places)), dtype=bool)
        for one, no_end in zip(self.evidence, aside.T, strict=True):
            left[:, self.places == one.act] = ~no_end[:, None]
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
        For each answer to who is who; their ties have the further column `place`.
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

    def steps_to(self, source: str, target: str, number: int) -> list[Steps]:
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
        list of Steps
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
            found.append(replace(made, evidence=tuple(one for one in aside if one.act in made.places)))
        return found


def _every_tie(union: Union) -> pd.DataFrame:
    """Where there is no table of relations, every tie is a step; one without direction is a step both ways."""
    ties = union.ties.assign(place=np.arange(len(union.ties)), passes=1.0, own=False)
    both = ties if not union.directed else ties[~ties["directed"].astype(bool)]
    there = ties.assign(start=ties["subject"], stop=ties["object"])
    return pd.concat([there, both.assign(start=both["object"], stop=both["subject"])], ignore_index=True)


def _arrays(steps: pd.DataFrame, index: pd.Index[str], first: float, after: float) -> Steps:
    starts = index.get_indexer(pd.Index(steps["start"], dtype=index.dtype))
    stops = index.get_indexer(pd.Index(steps["stop"], dtype=index.dtype))
    kept = np.flatnonzero((starts != stops) & (starts >= 0) & (stops >= 0))
    order = kept[np.lexsort((stops[kept], starts[kept]))]
    starts, stops = starts[order], stops[order]
    pointers = np.zeros(len(index) + 1, dtype=np.int32)
    np.cumsum(np.bincount(starts, minlength=len(index)), out=pointers[1:])
    pairs = np.unique(starts.astype(np.int64) * len(index) + stops, return_inverse=True)[1]
    return Steps(
        indptr=pointers,
        indices=stops.astype(np.int32),
        places=steps["place"].to_numpy(dtype=np.int64)[order],
        pairs=pairs.astype(np.int64),
        passes=steps["passes"].to_numpy(dtype=float)[order],
        own=steps["own"].to_numpy(dtype=bool)[order],
        free=steps["free"].to_numpy(dtype=bool)[order] if "free" in steps else np.ones(len(order), dtype=bool),
        first=float(first),
        after=float(after),
    )


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
        mine.__dict__["ties"] = mine.ties.assign(place=np.arange(len(mine.ties)))
        told = told_for_orders(state.tables, union.policy)
        samplers.append(tie_sampler(state.tables, mine.ties, told, union.sampler, union.policy, unknown=union.unknown))
        orders.append(mine)
    return OrderUnion(union, tuple(orders), tuple(samplers))


def pass_blocks(
    orders: OrderUnion,
    steps: list[list[Steps]],
    source: int,
    target: int,
    entropy: int,
    blocks: range,
    without: NDArray[np.intp],
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """
    Follow an order through some blocks of draws.

    Parameters
    ----------
    orders : OrderUnion
        The ties.
    steps : list of list of Steps
        For each answer to who is who, and each act.
    source, target : int
        Places of the ends.
    entropy : int
        Of the ensemble.
    blocks : range
        Which blocks.
    without : ndarray of int
        Places of actors whom no chain may pass.

    Returns
    -------
    survives : ndarray of bool, shape (draws,)
        Whether a chain survives.
    on_all : ndarray of bool, shape (draws, n)
        Who stands on every one that does; nobody where there is none.
    """
    n = len(orders.index)
    survives = np.zeros((len(blocks), BLOCK), dtype=bool)
    on_all = np.zeros((len(blocks), BLOCK, n), dtype=bool)
    for at, block in enumerate(blocks):
        world = orders.union.world(entropy, block)
        answers = np.zeros(BLOCK, dtype=np.int64) if world is None else state_of(world.same)
        for number, acts in enumerate(steps):
            rows = np.flatnonzero(answers == number)
            if not len(rows):
                continue
            drawn = orders.draw(entropy, block, number, world)
            rng = np.random.default_rng(draw_seed(entropy, block, 3))
            reached = np.zeros(len(rows), dtype=bool)
            everywhere = np.ones((len(rows), n), dtype=bool)
            for act in acts:
                there, first, after = _standing(act, drawn, rng)
                there &= ~act.touching(without)
                one, on_its = passed_by_all(
                    act.indptr, act.indices, first[rows], after[rows], act.own, there[rows], source, target
                )
                reached |= one
                everywhere &= on_its | ~one[:, None]
            survives[at, rows] = reached
            on_all[at, rows] = everywhere & reached[:, None]
    return survives.reshape(-1), on_all.reshape(-1, n)


def _standing(
    act: Steps, drawn: DrawnTies, rng: np.random.Generator
) -> tuple[NDArray[np.bool_], NDArray[np.float64], NDArray[np.float64]]:
    """Say which steps stand in each draw, and from when to when."""
    first = drawn.starts[:, act.places].astype(float)
    after = drawn.ends[:, act.places].astype(float)
    lots = rng.random((BLOCK, int(act.pairs.max(initial=-1)) + 1))
    there = drawn.holds[:, act.places] & (lots[:, act.pairs] < act.passes)
    if np.isfinite(act.first):
        day = np.floor(act.first + rng.random((BLOCK, 1)) * (act.after - act.first))
        there &= act.free | ((first <= day) & (day < after))
    if act.evidence:
        there &= act.ends(set_aside(act.evidence, drawn.holds, drawn.starts, drawn.ends))
    return there, first, after


class DrawnNetwork(Network):
    """A network of one draw: its orders travel along the steps that stand in the same draw."""

    _drawn_from: tuple[Union, int, int, int, int]

    def select(self, **choices: Any) -> Network:
        """
        Narrow the network; see `Network.select`.

        Parameters
        ----------
        **choices
            As there.

        Returns
        -------
        Network
            Of the same draw.
        """
        narrowed = super().select(**choices)
        kept = DrawnNetwork(
            narrowed._actors, narrowed._ties, directed=self.directed, policy=narrowed.policy, tables=self.tables
        )
        kept._drawn_from = self._drawn_from
        return kept

    @cached_property
    def order_steps(self) -> Orders | None:
        """The steps of this draw; None where every tie is a step."""
        union, entropy, block, place, number = self._drawn_from
        orders = order_union(union)
        if not orders.orders or self.policy is None:
            return None
        whole = orders.orders[number]
        drawn = orders.draw(entropy, block, number)
        holds = drawn.holds[place]
        days = {
            **dict.fromkeys(("start_earliest", "start_latest"), drawn.starts[place][holds]),
            **dict.fromkeys(("end_earliest", "end_latest"), drawn.ends[place][holds]),
        }
        ties = whole.ties[holds].assign(probability=1.0, certainty=1.0, **days).reset_index(drop=True)
        # What holds in the draw rests on nothing any more.
        ties["rests_on"] = pd.Series([()] * len(ties), dtype=object)
        for selection in self.policy.selections[len(whole.policy.selections) :]:
            _, ties = narrow(whole.tables.actors, ties, selection, isolates=True)
        made = Orders(whole.tables, self.policy)
        made.__dict__ |= {"timeline": whole.timeline, "ties": ties.reset_index(drop=True)}
        return made


def drawn_network(union: Union, entropy: int, block: int, place: int, drawn: DrawnTies) -> Network:
    """
    Make the network of one draw.

    Parameters
    ----------
    union : Union
        All ties.
    entropy : int
        Of the ensemble.
    block, place : int
        Which draw.
    drawn : DrawnTies
        The block.

    Returns
    -------
    Network
        All actors of any draw, those without a tie as isolates.
    """
    tables: Tables | None = union.tables
    number = 0
    if union.sampler is not None and len(union.states) > 1:
        world = union.world(entropy, block)
        number = int(state_of(world.same)[place]) if world else 0
        state: State = union.states[number]
        tables = state.tables
    ties, graph = union.masked(drawn.holds[place], drawn.starts[place], drawn.ends[place])
    net = DrawnNetwork(union.actors, ties, directed=union.directed, policy=union.policy, tables=tables)
    net.__dict__["graph"] = graph
    net._drawn_from = (union, entropy, block, place, number)
    return net
