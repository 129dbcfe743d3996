"""Whether an order passed, draw by draw, and who then stood on every chain: reliability and passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.ensembles.evidence import set_aside
from netkit.ensembles.orders import ActSteps, OrderUnion
from netkit.ensembles.scales import BLOCK
from netkit.ensembles.ties import DrawnTies
from netkit.ensembles.union import draw_seed, state_of
from netkit.kernels.passage import passed_by_all

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["pass_blocks"]


def pass_blocks(
    orders: OrderUnion,
    steps: list[list[ActSteps]],
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
    steps : list of list of ActSteps
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
    act: ActSteps, drawn: DrawnTies, rng: np.random.Generator
) -> tuple[NDArray[np.bool_], NDArray[np.float64], NDArray[np.float64]]:
    """Say which steps stand in each draw, and from when to when."""
    first = drawn.starts[:, act.ties].astype(float)
    after = drawn.ends[:, act.ties].astype(float)
    lots = rng.random((BLOCK, int(act.pairs.max(initial=-1)) + 1))
    there = drawn.holds[:, act.ties] & (lots[:, act.pairs] < act.passes)
    if np.isfinite(act.first):
        day = np.floor(act.first + rng.random((BLOCK, 1)) * (act.after - act.first))
        there &= act.free | ((first <= day) & (day < after))
    if act.evidence:
        there &= act.ends(set_aside(act.evidence, drawn.holds, drawn.starts, drawn.ends))
    return there, first, after
