"""The centrality of a group of actors, taken together."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels.paths import group_shares
from netkit.kernels.traversal import distance_rows
from netkit.measures.arcs import arcs_of, positions_of, rows_for
from netkit.measures.registry import measure

if TYPE_CHECKING:
    from netkit.measures.arcs import Mode
    from netkit.network.network import Network

__all__ = ["group_betweenness", "group_closeness", "group_degree"]


@measure(level="set")
def group_degree(
    net: Network, group: str | Iterable[Hashable], *, mode: Mode = "all", normalized: bool = False
) -> float:
    r"""
    Count the outsiders who are in contact with any member of a group.

    Parameters
    ----------
    net : Network
        In a directed network "out" counts those to whom ties lead, "in" those from whom ties come, "all" both, each
        outsider once. Parallel ties count once.
    group : str or iterable of str
        The members, by any known name.
    mode : {"all", "out", "in"}
        Which ties; without direction all three are the same.
    normalized : bool
        Divide by the number of outsiders.

    Returns
    -------
    float
        Number (or share) of outsiders. NaN if normalised and there are none.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If a name does not lead to one actor.
    ArgumentError
        If the group is empty, a member is not in the network, or there is no such mode.

    Notes
    -----
    .. math:: |\{v \notin S : v \text{ adjacent to some } s \in S\}|

    References
    ----------
    .. [1] Everett, M. G., & Borgatti, S. P. (1999). The centrality of groups and classes. *Journal of Mathematical
       Sociology* 23, 181-201.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.group_degree(nk.from_networkx(nx.path_graph(4)), ["1", "2"])
    2.0
    """
    members = positions_of(net, group, "group")
    indptr, indices, _ = rows_for(net, mode)
    met = np.zeros(net.n_actors, dtype=bool)
    for member in members:
        met[indices[indptr[member] : indptr[member + 1]]] = True
    met[members] = False
    outsiders = net.n_actors - len(members)
    count = float(met.sum())
    if not normalized:
        return count
    return count / outsiders if outsiders else float("nan")


@measure(level="set")
def group_closeness(net: Network, group: str | Iterable[Hashable], *, mode: Mode = "out") -> float:
    r"""
    Measure how near a group is to the outsiders, each counted from the nearest member.

    Parameters
    ----------
    net : Network
        Distances are counted from the group along the ties ("out"), against them ("in") or both ways ("all").
    group : str or iterable of str
        The members, by any known name.
    mode : {"out", "in", "all"}
        Direction; without direction all three are the same.

    Returns
    -------
    float
        Inverse of the mean distance, up to 1; NaN if an outsider cannot be reached or there is none.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If a name does not lead to one actor.
    ArgumentError
        If the group is empty, a member is not in the network, or there is no such mode.

    Notes
    -----
    .. math:: \frac{n - |S|}{\sum_{v \notin S} \min_{s \in S} d_{sv}}

    References
    ----------
    .. [1] Everett, M. G., & Borgatti, S. P. (1999). The centrality of groups and classes. *Journal of Mathematical
       Sociology* 23, 181-201.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.group_closeness(nk.from_networkx(nx.path_graph(4)), ["0", "1"])
    0.6666666666666666
    """
    members = positions_of(net, group, "group")
    indptr, indices, _ = rows_for(net, mode)
    rows = distance_rows(indptr, indices, members).astype(float)
    rows[rows < 0] = np.inf
    nearest = np.delete(rows.min(axis=0), members)
    total = float(nearest.sum())
    return len(nearest) / total if len(nearest) and np.isfinite(total) else float("nan")


@measure(level="set")
def group_betweenness(net: Network, group: str | Iterable[Hashable], *, normalized: bool = False) -> float:
    r"""
    Measure how often the shortest ways between outsiders lead through a group.

    Parameters
    ----------
    net : Network
        Ways follow direction; without direction each pair counts once. Parallel ties count once.
    group : str or iterable of str
        The members, by any known name.
    normalized : bool
        Divide by the number of pairs of outsiders.

    Returns
    -------
    float
        Number (or share) of pairs of outsiders, each counted by the share of its shortest ways that pass through at
        least one member. NaN if normalised and there are fewer than two outsiders.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If a name does not lead to one actor.
    ArgumentError
        If the group is empty or a member is not in the network.

    Notes
    -----
    .. math:: \sum_{s, t \notin S} \frac{\sigma_{st}(S)}{\sigma_{st}}

    Ways are those of the whole network; making one actor of the group first is another measure.

    References
    ----------
    .. [1] Everett, M. G., & Borgatti, S. P. (1999). The centrality of groups and classes. *Journal of Mathematical
       Sociology* 23, 181-201.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.group_betweenness(nk.from_networkx(nx.path_graph(4)), ["1", "2"])
    1.0
    """
    members = positions_of(net, group, "group")
    inside = np.zeros(net.n_actors, dtype=bool)
    inside[members] = True
    half = 1.0 if net.directed else 0.5
    value = group_shares(*arcs_of(net).out[:2], inside) * half
    if not normalized:
        return value
    outsiders = net.n_actors - len(members)
    return value / (outsiders * (outsiders - 1) * half) if outsiders > 1 else float("nan")
