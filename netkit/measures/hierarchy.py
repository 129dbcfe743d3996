"""Hierarchy: how far a network is a chain of command, and where in it an actor stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from netkit.kernels.components import reach_counts, strong_components, weak_components
from netkit.kernels.hierarchy import pairs_without_bound
from netkit.measures.arcs import arcs_of, check_choice, check_directed, per_actor
from netkit.measures.registry import measure

if TYPE_CHECKING:
    from netkit.network.network import Network

__all__ = [
    "flow_hierarchy",
    "global_reaching",
    "krackhardt",
    "local_reaching",
]


@measure(level="network")
def krackhardt(net: Network, *, orientation: Literal["down", "up"] = "down") -> pd.Series[float]:
    r"""
    Measure four ways in which an organisation differs from a pure tree of command.

    A tree has 1 in all four: all hang together (connectedness), nobody commands in a circle (hierarchy), there is no
    tie more than needed (efficiency), and every two have a superior to whom a quarrel can go (least upper bounds).

    Parameters
    ----------
    net : Network
        Directed. Parallel ties of one pair count once, self-ties nothing.
    orientation : {"down", "up"}
        Whether ties lead from superior to subordinate, or the other way; only `lubness` changes with it.

    Returns
    -------
    Series of float, shape (4,)
        connectedness, hierarchy, efficiency, lubness, each from 0 to 1. NaN where there is no pair to judge by: no
        actors, no pair with a way, only isolates or pairs; for lubness no part of three or more.

    Raises
    ------
    NotDefinedError
        If the network has no direction.
    ArgumentError
        If there is no such orientation.

    Notes
    -----
    With R the reflexive reach, parts of sizes k and m arcs,

    .. math:: \text{hierarchy} = 1 - \frac{|\{R_{ij} \wedge R_{ji}\}|}{|\{R_{ij} \vee R_{ji}\}|}, \quad
        \text{efficiency} = 1 - \frac{m - \sum (k - 1)}{\sum (k (k-1) - (k-1))}, \quad
        \text{lubness} = 1 - \frac{V}{\sum_{k > 2} (k-1)(k-2)/2}

    where V counts the pairs of one part without a common superior that all their common superiors reach; a superior
    may be one of the two. Efficiency counts arcs. R's sna 2.7 asks for the greatest in place of the least bound. All
    four saturate with density: report n and m beside them.

    References
    ----------
    .. [1] Krackhardt, D. (1994). Graph theoretical dimensions of informal organizations. In K. Carley & M. Prietula
       (eds.), *Computational Organization Theory*, 89-111.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.krackhardt(nk.from_networkx(nx.DiGraph([("a", "b"), ("a", "c"), ("c", "d")]))).tolist()
    [1.0, 1.0, 1.0, 1.0]
    """
    check_directed(net, "krackhardt")
    check_choice("orientation", orientation, ("down", "up"))
    arcs = arcs_of(net)
    rows, back = (arcs.out, arcs.into) if orientation == "down" else (arcs.into, arcs.out)
    n = arcs.n
    parts = weak_components(*rows[:2], *back[:2])
    sizes = np.bincount(parts, minlength=1).astype(float)
    sets, count = strong_components(*rows[:2], *back[:2])
    inside = np.bincount(sets, minlength=1).astype(float)
    mutual = float((inside * (inside - 1) / 2).sum())
    either = float(reach_counts(*rows[:2], *back[:2]).sum()) - mutual
    slack = float((sizes * (sizes - 1) - (sizes - 1))[sizes > 0].sum())
    most = float(((sizes - 1) * (sizes - 2) / 2)[sizes > 2].sum())
    missing = 0
    if most:
        above = reach_counts(*back[:2], *rows[:2]) + 1
        order = np.argsort(-above, kind="stable")
        ranks = np.empty(n, dtype=np.int32)
        ranks[order] = np.arange(n, dtype=np.int32)
        missing = pairs_without_bound(*rows[:2], sets, count, ranks, above[order], parts)
    values = {
        "connectedness": _ratio(float((sizes * (sizes - 1)).sum()), n * (n - 1)),
        "hierarchy": 1 - _ratio(mutual, either),
        "efficiency": 1 - _ratio(arcs.m - float((sizes - 1)[sizes > 0].sum()), slack),
        "lubness": 1 - _ratio(missing, most),
    }
    return pd.Series(values, name="krackhardt")


@measure(level="actor")
def local_reaching(net: Network) -> pd.Series[float]:
    r"""
    Measure the share of the others whom each actor can reach.

    Parameters
    ----------
    net : Network
        Ways follow direction. Parallel ties count once, self-ties nothing.

    Returns
    -------
    Series of float, shape (n,)
        From 0 to 1, indexed by actor; NaN if alone.

    Notes
    -----
    .. math:: C_R(i) = \frac{|\{j \ne i : i \text{ reaches } j\}|}{n - 1}

    References
    ----------
    .. [1] Mones, E., Vicsek, L., & Vicsek, T. (2012). Hierarchy measure for complex networks. *PLoS ONE* 7, e33799.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.local_reaching(nk.from_networkx(nx.path_graph(3, create_using=nx.DiGraph))).tolist()
    [1.0, 0.5, 0.0]
    """
    arcs = arcs_of(net)
    n = arcs.n
    reached = reach_counts(*arcs.out[:2], *arcs.into[:2])
    return per_actor(net, reached / (n - 1) if n > 1 else np.full(n, np.nan), "local_reaching")


@measure(level="network")
def global_reaching(net: Network) -> float:
    r"""
    Measure how far the one who reaches most stands out: 1 for one head over all, 0 where all reach alike.

    Parameters
    ----------
    net : Network
        Directed. Parallel ties count once, self-ties nothing. It is 0 wherever everybody reaches everybody, and
        changes when all ties are turned round.

    Returns
    -------
    float
        From 0 to 1; NaN with fewer than two actors.

    Raises
    ------
    NotDefinedError
        If the network has no direction.

    Notes
    -----
    .. math:: \mathrm{GRC} = \frac{\sum_i (C_R^{\max} - C_R(i))}{n - 1}

    References
    ----------
    .. [1] Mones, E., Vicsek, L., & Vicsek, T. (2012). Hierarchy measure for complex networks. *PLoS ONE* 7, e33799.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.global_reaching(nk.from_networkx(nx.DiGraph([("a", "b"), ("a", "c")])))
    1.0
    """
    check_directed(net, "global_reaching")
    n = net.n_actors
    if n < 2:
        return float("nan")
    arcs = arcs_of(net)
    reached = reach_counts(*arcs.out[:2], *arcs.into[:2]) / (n - 1)
    return float((reached.max() - reached).sum()) / (n - 1)


@measure(level="network")
def flow_hierarchy(net: Network) -> float:
    r"""
    Measure the share of ties that lie on no circle.

    Parameters
    ----------
    net : Network
        Directed. Parallel ties of one pair count once, self-ties nothing.

    Returns
    -------
    float
        From 0 (all on circles) to 1 (none); NaN without ties.

    Raises
    ------
    NotDefinedError
        If the network has no direction.

    Notes
    -----
    .. math:: 1 - \frac{\text{arcs within strong components}}{m}

    References
    ----------
    .. [1] Luo, J., & Magee, C. L. (2011). Detecting evolving patterns of self-organizing networks by flow hierarchy
       measurement. *Complexity* 16 (6), 53-61.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.flow_hierarchy(nk.from_networkx(nx.DiGraph([("a", "b"), ("b", "a"), ("b", "c"), ("c", "d")])))
    0.5
    """
    check_directed(net, "flow_hierarchy")
    arcs = arcs_of(net)
    if not arcs.m:
        return float("nan")
    sets, _ = strong_components(*arcs.out[:2], *arcs.into[:2])
    return 1 - int((sets[arcs.sources] == sets[arcs.out[1]]).sum()) / arcs.m


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")
