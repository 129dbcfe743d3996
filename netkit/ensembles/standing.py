"""A chain of command from which claims are taken away: whether one still stands, and who is on every one."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netkit.ensembles.joining import network_union
from netkit.ensembles.passing import order_union
from netkit.errors import ArgumentError
from netkit.kernels.passage import passed_by_all
from netkit.network.columns import BOUNDS
from netkit.network.network import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["ChainWithout"]


class ChainWithout:
    """
    The chains between two actors, all claims taken for true and all days for as wide as they can be.

    Parameters
    ----------
    net : Network
        From a dossier.
    source, target : str
        Names in any known spelling, or ids.

    Raises
    ------
    ArgumentError
        If the network does not come from a dossier.
    """

    def __init__(self, net: Network, source: Hashable, target: Hashable) -> None:
        if net.tables is None or net.policy is None:
            raise ArgumentError("this network did not come from a dossier, so it rests on no claims or sources")
        self.ends = net.resolve(source), net.resolve(target)
        self.orders = order_union(network_union(net, "ignored", None))
        self.acts = self.orders.steps_to(*self.ends, 0)
        index = self.orders.index
        self.index: pd.Index[str] = index
        self._places = index.get_indexer(pd.Index(self.ends, dtype=index.dtype)).tolist()
        ties = self.orders.orders[0].ties
        self._first, self._after = (ties[BOUNDS[end]].to_numpy(dtype=float) for end in (0, 3))

    @property
    def claims(self) -> list[str]:
        """Ids of the claims behind the steps, in the order of the table."""
        orders = self.orders.orders[0]
        claims_of = orders.ties["claims"].to_numpy()
        behind = {claim for act in self.acts for place in act.places for claim in claims_of[place]}
        return [claim for claim in orders.tables.claims.index if claim in behind]

    def standing(self, holds: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """
        Say what is left when some claims are taken away; all other ties keep their days.

        Parameters
        ----------
        holds : ndarray of bool, shape (k, claims)
            Which claims are left, in as many ways as there are rows.

        Returns
        -------
        stands : ndarray of bool, shape (k,)
            Whether there is a chain.
        on_all : ndarray of bool, shape (k, n)
            Who stands on every chain, the ends included; nobody where there is none.
        """
        sampler = self.orders.samplers[0]
        ties = sampler.following(sampler.holding(holds))
        stands = np.zeros(len(holds), dtype=bool)
        on_all = np.ones((len(holds), len(self.index)), dtype=bool)
        for act in self.acts:
            size = (len(holds), len(act.places))
            begins, ends = (
                np.ascontiguousarray(np.broadcast_to(days[act.places], size)) for days in (self._first, self._after)
            )
            one, on_its = passed_by_all(
                act.indptr, act.indices, begins, ends, act.own, ties[:, act.places], *self._places
            )
            stands |= one
            on_all &= on_its | ~one[:, None]
        return stands, on_all & stands[:, None]
