"""How well a whole network hangs together, and how far it hangs on single actors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from netkit.kernels.components import reach_counts
from netkit.kernels.traversal import reach_sums
from netkit.measures.arcs import arcs_of, check_choice
from netkit.measures.betweenness import betweenness
from netkit.measures.centrality import closeness, degree, harmonic
from netkit.measures.registry import measure

if TYPE_CHECKING:
    from netkit.measures.arcs import Mode
    from netkit.network.network import Network

__all__ = ["centralization", "efficiency", "fragmentation"]


@measure(level="network")
def efficiency(net: Network) -> float:
    r"""
    Measure how near everybody is to everybody else: the mean of inverse distances.

    Parameters
    ----------
    net : Network
        Distances follow direction, in steps. Parallel ties count once, self-ties nothing. After a removal it is over
        those who are left.

    Returns
    -------
    float
        From 0 (no ties) to 1 (all tied to all); NaN with fewer than two actors.

    Notes
    -----
    .. math:: E = \frac{1}{n(n-1)} \sum_{i \ne j} \frac{1}{d_{ij}}, \qquad 1/\infty = 0

    References
    ----------
    .. [1] Latora, V., & Marchiori, M. (2001). Efficient behavior of small-world networks. *Physical Review Letters*
       87, 198701.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.efficiency(nk.from_networkx(nx.star_graph(2)))
    0.8333333333333334
    """
    n = net.n_actors
    if n < 2:
        return float("nan")
    harmonic_sums, _, _ = reach_sums(*arcs_of(net).out[:2])
    return float(harmonic_sums.sum()) / (n * (n - 1))


@measure(level="network")
def fragmentation(net: Network, *, distance_weighted: bool = False) -> float:
    r"""
    Measure the share of pairs who cannot reach each other.

    Parameters
    ----------
    net : Network
        Ordered pairs, along the ties; without direction that is the same as pairs in different parts. Parallel ties
        count once, self-ties nothing.
    distance_weighted : bool
        Whether a pair that can reach each other in d steps still counts as broken by 1 - 1/d. The value of an unbroken
        network is then not 0.

    Returns
    -------
    float
        From 0 to 1; NaN with fewer than two actors.

    Notes
    -----
    .. math:: F = 1 - \frac{|\{(i, j) : i \text{ reaches } j\}|}{n(n-1)}, \qquad
        DF = 1 - \frac{\sum_{i \ne j} 1/d_{ij}}{n(n-1)}

    References
    ----------
    .. [1] Borgatti, S. P. (2006). Identifying sets of key players in a social network. *Computational and Mathematical
       Organization Theory* 12, 21-34.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> round(nk.fragmentation(nk.from_networkx(nx.Graph([("a", "b"), ("c", "d")]))), 3)
    0.667
    """
    n = net.n_actors
    if n < 2:
        return float("nan")
    arcs = arcs_of(net)
    rows = arcs.out[:2]
    sums = reach_sums(*rows)[0] if distance_weighted else reach_counts(*rows, *arcs.into[:2])
    return 1 - float(sums.sum()) / (n * (n - 1))


@measure(level="network")
def centralization(
    net: Network,
    measure: Literal["degree", "closeness", "harmonic", "betweenness"] = "degree",
    *,
    mode: Mode = "all",
) -> float:
    r"""
    Measure how far a network turns around one actor: 1 for a star, 0 where all are alike.

    Parameters
    ----------
    net : Network
        Parallel ties count once, self-ties nothing.
    measure : {"degree", "closeness", "harmonic", "betweenness"}
        The centrality by which actors are compared.
    mode : {"all", "out", "in"}
        Direction for degree, closeness and harmonic; betweenness always follows direction.

    Returns
    -------
    float
        From 0 to 1; NaN with fewer than three actors.

    Raises
    ------
    ArgumentError
        If there is no such measure or mode.

    Notes
    -----
    .. math:: \frac{\sum_i (C_{\max} - C_i)}{\max_{\text{networks of } n} \sum_i (C_{\max} - C_i)}

    The largest sum is that of a star whose ties lead in the direction of `mode`. Closeness is the corrected one, over
    those reached, so that disconnected networks have a value.

    References
    ----------
    .. [1] Freeman, L. C. (1979). Centrality in social networks: conceptual clarification. *Social Networks* 1,
       215-239.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.centralization(nk.from_networkx(nx.star_graph(4)))
    1.0
    """
    check_choice("measure", measure, ("degree", "closeness", "harmonic", "betweenness"))
    check_choice("mode", mode, ("all", "out", "in"))
    n = net.n_actors
    if n < 3:
        return float("nan")
    one_way = net.directed and mode != "all"
    if measure == "degree":
        values = degree(net, mode=mode)
        largest = float((n - 1) ** 2 if one_way else (n - 1) * (n - 2) * (2 if net.directed else 1))
    elif measure == "closeness":
        values = closeness(net, mode=mode, normalized=True)
        largest = n - 1 if one_way else (n - 1) * (n - 2) / (2 * n - 3)
    elif measure == "harmonic":
        values = harmonic(net, mode=mode)
        largest = n - 1 if one_way else (n - 2) / 2
    else:
        values = betweenness(net, normalized=True)
        largest = n - 1
    return float((values.max() - values).sum()) / largest
