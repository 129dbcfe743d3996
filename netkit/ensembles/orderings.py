"""Ranks that hold whatever index is used: what neighbourhood inclusion alone says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netkit.network.network import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["rank_intervals"]

_MOST_SETS: Final = 200_000


def rank_intervals(net: Network) -> pd.DataFrame:
    """
    Give for each actor the ranks that any reasonable centrality can give him.

    Who has all contacts of another, himself left aside, is at least as central as that one, by every index that more
    ties or shorter ways cannot lower. Everything else about ranks is a matter of the index.

    Parameters
    ----------
    net : Network
        Direction is ignored, parallel ties and self-ties too.

    Returns
    -------
    DataFrame
        Indexed by actor: rank_low and rank_high, the best and the worst rank (1 = best); expected, the mean rank over
        all orders that are possible, each as likely, and p_top, the share of them in which he is first: NaN where the
        orders are too many to be counted. Actors with the same contacts may stand either way round.

    References
    ----------
    .. [1] Schoch, D. & Brandes, U. (2016). Re-conceptualizing centrality in social networks. *European Journal of
       Applied Mathematics* 27:971-985.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> from netkit.ensembles.orderings import rank_intervals
    >>> rank_intervals(nk.from_networkx(nx.star_graph(3)))["rank_low"].tolist()
    [1, 2, 2, 2]
    """
    n = net.n_actors
    graph = net.graph
    tied = np.zeros((n, n), dtype=bool)
    tied[graph.sources()[graph.mask], graph.indices[graph.mask]] = True
    tied |= tied.T
    closed = tied | np.eye(n, dtype=bool)
    # below[u, v]: all contacts of u are v or contacts of v.
    below = tied.astype(np.float32) @ (~closed).T.astype(np.float32) == 0
    strict = below & ~below.T
    above = strict.sum(axis=1)
    beneath = strict.sum(axis=0)
    expected, first = _orders(strict)
    table = {"rank_low": 1 + above, "rank_high": n - beneath, "expected": expected, "p_top": first}
    return pd.DataFrame(table, index=net.index)


def _orders(strict: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Count the orders in which each actor takes each place, by the sets that can stand at the bottom."""
    n = len(strict)
    nothing = np.full(n, np.nan)
    under = [sum(1 << int(u) for u in np.flatnonzero(strict[:, v])) for v in range(n)]
    layers: list[dict[int, int]] = [{0: 1}]
    left = _MOST_SETS
    for _ in range(n):
        grown: dict[int, int] = {}
        for some, ways in layers[-1].items():
            for v in range(n):
                if not some >> v & 1 and under[v] & ~some == 0:
                    grown[some | 1 << v] = grown.get(some | 1 << v, 0) + ways
            if len(grown) > left:
                return nothing, nothing
        left -= len(grown)
        layers.append(grown)
    rest: dict[int, int] = {(1 << n) - 1: 1}
    expected, first = np.zeros(n), np.zeros(n)
    count = layers[-1][(1 << n) - 1]
    for size in range(n - 1, -1, -1):
        here: dict[int, int] = {}
        for some, ways in layers[size].items():
            for v in range(n):
                more = some | 1 << v
                if more != some and more in rest and under[v] & ~some == 0:
                    here[some] = here.get(some, 0) + rest[more]
                    share = ways * rest[more] / count
                    expected[v] += (n - size) * share
                    first[v] += share if size == n - 1 else 0.0
        rest = here
    return expected, first
