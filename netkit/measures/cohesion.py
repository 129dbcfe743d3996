"""Cohesion: how densely a network is tied, in which parts, and where it would break."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from netkit.kernels.cohesion import triangles
from netkit.kernels.components import strong_components, weak_components
from netkit.kernels.cuts import cut_actors_and_arcs
from netkit.measures.arcs import arcs_of, check_choice, check_directed, per_actor
from netkit.measures.registry import measure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netkit.network.network import Network

__all__ = [
    "bridges",
    "clustering",
    "components",
    "cutpoints",
    "density",
    "reciprocity",
    "transitivity",
]


@measure(level="network")
def density(net: Network) -> float:
    r"""
    Measure the share of pairs that are tied.

    Parameters
    ----------
    net : Network
        Ordered pairs in a directed network, unordered ones without direction. Parallel ties count once, self-ties
        nothing.

    Returns
    -------
    float
        From 0 to 1; NaN with fewer than two actors.

    Notes
    -----
    .. math:: \frac{m}{n(n-1)} \;(\text{directed}), \qquad \frac{2m}{n(n-1)} \;(\text{undirected})

    References
    ----------
    .. [1] Wasserman, S., & Faust, K. (1994). *Social Network Analysis*, ch. 4.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.density(nk.from_networkx(nx.path_graph(4)))
    0.5
    """
    n = net.n_actors
    return arcs_of(net).m / (n * (n - 1)) if n > 1 else float("nan")


@measure(level="network")
def reciprocity(net: Network, *, method: Literal["arcs", "pairs", "dyads"] = "arcs") -> float:
    r"""
    Measure the share of ties that are returned.

    Parameters
    ----------
    net : Network
        Directed. Parallel ties count once, self-ties nothing.
    method : {"arcs", "pairs", "dyads"}
        "arcs": the share of arcs that have one the other way; "pairs": the share of tied pairs that are mutual;
        "dyads": the share of all pairs that are alike from both ends, untied ones included.

    Returns
    -------
    float
        From 0 to 1; NaN if there is no tie (with "dyads": if there is no pair).

    Raises
    ------
    NotDefinedError
        If the network has no direction.
    ArgumentError
        If there is no such method.

    Notes
    -----
    With M mutual, A one-sided and N untied pairs,

    .. math:: \frac{2M}{2M + A}, \qquad \frac{M}{M + A}, \qquad \frac{M + N}{M + A + N}

    References
    ----------
    .. [1] Wasserman, S., & Faust, K. (1994). *Social Network Analysis*, ch. 13.
    .. [2] Krackhardt, D. (1994). Graph theoretical dimensions of informal organizations. In *Computational
       Organization Theory*, 89-111.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.reciprocity(nk.from_networkx(nx.DiGraph([("a", "b"), ("b", "a"), ("b", "c"), ("c", "d")])))
    0.5
    """
    check_directed(net, "reciprocity")
    check_choice("method", method, ("arcs", "pairs", "dyads"))
    contacts = arcs_of(net).contacts
    # Every pair stands in the rows of contacts from both ends.
    mutual = int(np.count_nonzero((contacts.out_arcs >= 0) & (contacts.in_arcs >= 0))) // 2
    tied = len(contacts.indices) // 2
    pairs = net.n_actors * (net.n_actors - 1) // 2
    if method == "arcs":
        return 2 * mutual / (mutual + tied) if tied else float("nan")
    if method == "pairs":
        return mutual / tied if tied else float("nan")
    return 1 - (tied - mutual) / pairs if pairs else float("nan")


@measure(level="group")
def components(net: Network, *, strength: Literal["weak", "strong"] = "weak") -> pd.Series[int]:
    r"""
    Divide the actors into the parts that hang together.

    Parameters
    ----------
    net : Network
        "weak" leaves direction out of account; "strong" asks that each can reach each along the ties. Without
        direction both are the same.
    strength : {"weak", "strong"}
        Which of the two.

    Returns
    -------
    Series of int, shape (n,)
        Number of each actor's part, indexed by actor: 0 for the largest, parts of one size in the order of their
        first actors.

    Raises
    ------
    ArgumentError
        If there is no such strength.

    Notes
    -----
    .. math:: i \sim j \Leftrightarrow i \text{ reaches } j \text{ and } j \text{ reaches } i

    References
    ----------
    .. [1] Tarjan, R. (1972). Depth-first search and linear graph algorithms. *SIAM Journal on Computing* 1, 146-160.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.components(nk.from_networkx(nx.Graph([("a", "b"), ("c", "d"), ("d", "e")]))).tolist()
    [1, 1, 0, 0, 0]
    """
    check_choice("strength", strength, ("weak", "strong"))
    arcs = arcs_of(net)
    if strength == "weak":
        labels = weak_components(*arcs.out[:2], *arcs.into[:2])
    else:
        labels, _ = strong_components(*arcs.out[:2], *arcs.into[:2])
    return per_actor(net, by_size(labels), "components")


def by_size(labels: NDArray[np.int32]) -> NDArray[np.int64]:
    """
    Give groups new numbers, the largest first, then by their first members.

    Parameters
    ----------
    labels : ndarray of int, shape (n,)
        Any numbers.

    Returns
    -------
    ndarray of int64, shape (n,)
        From 0.
    """
    if not len(labels):
        return np.zeros(0, dtype=np.int64)
    sizes = np.bincount(labels)
    firsts = np.empty(len(sizes), dtype=np.int64)
    # Written from the last member to the first, which stays.
    firsts[labels[::-1]] = np.arange(len(labels) - 1, -1, -1)
    order = np.lexsort((firsts, -sizes))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank[labels]


@measure(level="network")
def transitivity(net: Network) -> float:
    r"""
    Measure how often two contacts of one actor are contacts of each other.

    Parameters
    ----------
    net : Network
        Direction does not count: a pair with ties either way or both ways is one contact. Parallel ties count once,
        self-ties nothing.

    Returns
    -------
    float
        From 0 to 1; NaN if nobody has two contacts.

    Notes
    -----
    .. math:: \frac{3 \times \text{triangles}}{\text{paths of two steps}}

    References
    ----------
    .. [1] Newman, M. E. J., Watts, D. J., & Strogatz, S. H. (2002). Random graph models of social networks. *PNAS*
       99 (suppl. 1), 2566-2572.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.transitivity(nk.from_networkx(nx.lollipop_graph(3, 1)))
    0.6
    """
    contacts = arcs_of(net).contacts
    count = np.diff(contacts.indptr).astype(float)
    paths = float((count * (count - 1) / 2).sum())
    return float(triangles(contacts.indptr, contacts.indices, np.zeros(0)).sum()) / paths if paths else float("nan")


@measure(level="actor")
def clustering(net: Network, *, weights: str | None = None) -> pd.Series[float]:
    r"""
    Measure the share of each actor's pairs of contacts who are contacts of each other.

    Parameters
    ----------
    net : Network
        Direction does not count: a pair with ties either way or both ways is one contact. Parallel ties count once,
        self-ties nothing.
    weights : str, optional
        A numeric column of the ties, added up over parallel ties and both directions and divided by the largest; a
        triangle then counts the cube root of the product of its three weights.

    Returns
    -------
    Series of float, shape (n,)
        From 0 to 1, indexed by actor; NaN with fewer than two contacts.

    Raises
    ------
    ArgumentError
        If there is no such column, or a weight is missing or negative.

    Notes
    -----
    .. math:: \frac{1}{k_i (k_i - 1) / 2} \sum_{j < k} (\hat w_{ij}\, \hat w_{jk}\, \hat w_{ik})^{1/3}

    References
    ----------
    .. [1] Watts, D. J., & Strogatz, S. H. (1998). Collective dynamics of 'small-world' networks. *Nature* 393,
       440-442.
    .. [2] Onnela, J.-P., Saramäki, J., Kertész, J., & Kaski, K. (2005). Intensity and coherence of motifs in weighted
       complex networks. *Physical Review E* 71, 065103.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.clustering(nk.from_networkx(nx.lollipop_graph(3, 1))).round(2).tolist()
    [1.0, 1.0, 0.33, nan]
    """
    contacts = arcs_of(net).contacts
    pulls = np.zeros(0)
    if weights is not None:
        pulls = contacts.weights(net.arc_weights(weights))
        # All weights 0: every triangle weighs 0, and there is nothing to divide by.
        pulls = pulls / (pulls.max(initial=0.0) or 1.0)
    count = np.diff(contacts.indptr).astype(float)
    found = triangles(contacts.indptr, contacts.indices, pulls)
    values = np.divide(found, count * (count - 1) / 2, out=np.full(net.n_actors, np.nan), where=count > 1)
    return per_actor(net, values, "clustering")


@measure(level="actor")
def cutpoints(net: Network) -> pd.Series[bool]:
    r"""
    Mark the actors without whom a part of the network would fall apart.

    Parameters
    ----------
    net : Network
        Direction does not count; `dominators` and `minimum_cuts` ask the same along orders.

    Returns
    -------
    Series of bool, shape (n,)
        True for those without whom their part falls into more parts, indexed by actor.

    Notes
    -----
    .. math:: c(G - i) > c(G), \qquad c \text{ the number of parts, } i \text{ not an isolate}

    References
    ----------
    .. [1] Hopcroft, J., & Tarjan, R. (1973). Algorithm 447: efficient algorithms for graph manipulation.
       *Communications of the ACM* 16, 372-378.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.cutpoints(nk.from_networkx(nx.path_graph(3))).tolist()
    [False, True, False]
    """
    contacts = arcs_of(net).contacts
    found, _ = cut_actors_and_arcs(contacts.indptr, contacts.indices)
    return per_actor(net, found, "cutpoints")


@measure(level="tie")
def bridges(net: Network) -> pd.Series[bool]:
    r"""
    Mark the ties without which a part of the network would fall apart.

    Parameters
    ----------
    net : Network
        Direction does not count. All ties of one pair, either way, stand and fall together; a self-tie is no bridge.

    Returns
    -------
    Series of bool, shape (t,)
        True for the ties of a pair without which its part falls apart, in the order of ``net.ties``.

    Notes
    -----
    .. math:: c(G - \{i, j\}) > c(G), \qquad c \text{ the number of parts}

    References
    ----------
    .. [1] Tarjan, R. E. (1974). A note on finding the bridges of a graph. *Information Processing Letters* 2, 160-161.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.bridges(nk.from_networkx(nx.lollipop_graph(3, 1))).tolist()
    [False, False, False, True]
    """
    contacts = arcs_of(net).contacts
    _, found = cut_actors_and_arcs(contacts.indptr, contacts.indices)
    bridging = np.zeros(net.graph.m + 1, dtype=bool)
    bridging[contacts.out_arcs[found]] = True
    bridging[contacts.in_arcs[found]] = True
    # Place -1 is where there is no arc.
    bridging[-1] = False
    values = bridging[net.graph.tie_arcs].any(axis=1)
    return pd.Series(values, index=pd.RangeIndex(net.n_ties), name="bridges")
