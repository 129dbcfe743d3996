"""The network of one draw, whose orders travel along the steps that stand in the same draw."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from netkit.ensembles.orders import order_union
from netkit.ensembles.ties import DrawnTies
from netkit.ensembles.union import Union, settled, state_of
from netkit.network.building import narrow
from netkit.network.network import Network
from netkit.network.steps import Orders

if TYPE_CHECKING:
    import pandas as pd

    from netkit.network.graph import Graph
    from netkit.network.policy import Policy

__all__ = ["Draw", "DrawnNetwork", "drawn_network"]


@dataclass(frozen=True, eq=False)
class Draw:
    """
    Which draw of which ensemble.

    Parameters
    ----------
    union : Union
        All ties.
    entropy : int
        Of the ensemble.
    block, place : int
        Number of the block, and place in it.
    answer : int
        Number of its answer to who is who.
    """

    union: Union
    entropy: int
    block: int
    place: int
    answer: int


class DrawnNetwork(Network):
    """
    A network of one draw: its orders travel along the steps that stand in the same draw.

    Parameters
    ----------
    actors, ties : DataFrame
        As `Network` takes them.
    draw : Draw
        Which draw.
    policy : Policy or None
        The choices that led here.
    graph : Graph, optional
        The arcs, where they are at hand already.
    """

    def __init__(
        self, actors: pd.DataFrame, ties: pd.DataFrame, draw: Draw, policy: Policy | None, graph: Graph | None = None
    ) -> None:
        union = draw.union
        tables = union.states[draw.answer].tables if union.states else union.tables
        super().__init__(actors, ties, directed=union.directed, policy=policy, tables=tables, graph=graph)
        self._draw = draw

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
        return DrawnNetwork(narrowed._actors, narrowed._ties, self._draw, narrowed.policy)

    @cached_property
    def order_steps(self) -> Orders | None:
        """The steps of this draw; None where every tie is a step."""
        draw = self._draw
        orders = order_union(draw.union)
        if not orders.orders or self.policy is None:
            return None
        whole = orders.orders[draw.answer]
        drawn = orders.draw(draw.entropy, draw.block, draw.answer)
        ties = settled(whole.ties, drawn.holds[draw.place], drawn.starts[draw.place], drawn.ends[draw.place])
        for selection in self.policy.selections[len(whole.policy.selections) :]:
            _, ties = narrow(whole.tables.actors, ties, selection, isolates=True)
        return whole.over(ties, self.policy)


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
    world = union.world(entropy, block) if len(union.states) > 1 else None
    answer = 0 if world is None else int(state_of(world.same)[place])
    ties, graph = union.masked(drawn.holds[place], drawn.starts[place], drawn.ends[place])
    return DrawnNetwork(union.actors, ties, Draw(union, entropy, block, place, answer), union.policy, graph)
