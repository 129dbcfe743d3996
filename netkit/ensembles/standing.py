"""A chain of command from which claims are taken away: whether one still stands, and who is on every one."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netkit.ensembles.evidence import set_aside
from netkit.ensembles.joining import network_union
from netkit.ensembles.orders import order_union
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
        self.evidence = [one for act in self.acts for one in act.evidence]
        index = self.orders.index
        self.index: pd.Index[str] = index
        self._places = index.get_indexer(pd.Index(self.ends, dtype=index.dtype)).tolist()
        ties = self.orders.orders[0].ties
        self._first, self._after = (ties[BOUNDS[end]].to_numpy(dtype=float) for end in (0, 3))

    @property
    def claims(self) -> list[str]:
        """Ids of the claims behind the steps, and of those that say which acts are ends, in the order of the table."""
        orders = self.orders.orders[0]
        claims_of = orders.ties["claims"].to_numpy()
        places = {int(place) for act in self.acts for place in act.ties}
        places |= {place for one in self.evidence for place in one.places}
        behind = {claim for place in places for claim in claims_of[place]}
        return [claim for claim in orders.tables.claims.index if claim in behind]

    def aside(self, holds: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """
        Say which acts of organisations are no end, because a named person's act is left.

        Parameters
        ----------
        holds : ndarray of bool, shape (k, claims)
            Which claims are left, in as many ways as there are rows.

        Returns
        -------
        ndarray of bool, shape (k, e)
            One column for each act that can be none. With fewer claims, fewer are none.
        """
        ties = self._ties(holds)
        first, after = (np.broadcast_to(days, ties.shape) for days in (self._first, self._after))
        return set_aside(self.evidence, ties, first, after)

    def standing(
        self, holds: NDArray[np.bool_], aside: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """
        Say what is left when some claims are taken away; all other ties keep their days.

        Parameters
        ----------
        holds : ndarray of bool, shape (k, claims)
            Which claims are left, in as many ways as there are rows.
        aside : ndarray of bool, shape (k, e), optional
            Which acts of organisations are no end; by default as the claims that are left say.

        Returns
        -------
        stands : ndarray of bool, shape (k,)
            Whether there is a chain.
        on_all : ndarray of bool, shape (k, n)
            Who stands on every chain, the ends included; nobody where there is none.
        """
        ties = self._ties(holds)
        aside = self.aside(holds) if aside is None else aside
        stands = np.zeros(len(holds), dtype=bool)
        on_all = np.ones((len(holds), len(self.index)), dtype=bool)
        done = 0
        for act in self.acts:
            size = (len(holds), len(act.ties))
            begins, ends = (
                np.ascontiguousarray(np.broadcast_to(days[act.ties], size)) for days in (self._first, self._after)
            )
            there = ties[:, act.ties] & act.ends(aside[:, done : done + len(act.evidence)])
            done += len(act.evidence)
            one, on_its = passed_by_all(act.indptr, act.indices, begins, ends, act.own, there, *self._places)
            stands |= one
            on_all &= on_its | ~one[:, None]
        return stands, on_all & stands[:, None]

    def _ties(self, holds: NDArray[np.bool_]) -> NDArray[np.bool_]:
        sampler = self.orders.samplers[0]
        return sampler.following(sampler.holding(holds))
