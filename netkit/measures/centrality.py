"""Centrality by ties and distances: how many contacts an actor has, and how near he is to everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from netkit.kernels.cohesion import core_numbers
from netkit.kernels.rows import add_by_row
from netkit.kernels.traversal import distance_sums, reach_sums, weighted_distance_rows
from netkit.measures.arcs import arcs_of, check_choice, check_directed, lengths_of, per_actor, rows_for
from netkit.measures.registry import measure

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from netkit.measures.arcs import Mode
    from netkit.network.network import Network

__all__ = ["closeness", "coreness", "degree", "harmonic", "span_of_control", "strength"]

COMMAND = "command"


@measure(level="actor")
def degree(net: Network, *, mode: Mode = "all", normalized: bool = False) -> pd.Series[float]:
    r"""
    Count the contacts of each actor.

    The plainest answer to who was in touch with many people. In a dossier it also follows how often somebody is
    written about, so read it beside the number of claims.

    Parameters
    ----------
    net : Network
        Parallel ties of one pair count once; a self-tie counts nothing. In a directed network "out" counts those to
        whom ties lead, "in" those from whom ties come, and "all" adds the two, so that a mutual pair counts 2.
    mode : {"all", "out", "in"}
        Which ties; without direction all three are the same.
    normalized : bool
        Divide by n - 1 (a directed "all" can then reach 2).

    Returns
    -------
    Series of float, shape (n,)
        Number of contacts (or share of the others), indexed by actor; 0 for isolates. NaN if normalised and alone.

    Raises
    ------
    ArgumentError
        If there is no such mode.

    Notes
    -----
    .. math:: d_i = \sum_{j \ne i} a_{ij} \;(\text{out}), \quad \sum_{j \ne i} a_{ji} \;(\text{in})

    References
    ----------
    .. [1] Freeman, L. C. (1979). Centrality in social networks: conceptual clarification. *Social Networks* 1,
       215-239.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.degree(nk.from_networkx(nx.star_graph(3))).tolist()
    [3.0, 1.0, 1.0, 1.0]
    """
    check_choice("mode", mode, ("all", "out", "in"))
    arcs = arcs_of(net)
    outgoing, incoming = np.diff(arcs.out[0]), np.diff(arcs.into[0])
    if mode == "out" or not arcs.directed:
        values = outgoing.astype(float)
    else:
        values = (incoming if mode == "in" else outgoing + incoming).astype(float)
    return per_actor(net, _over_others(values, net.n_actors) if normalized else values, "degree")


@measure(level="actor")
def strength(net: Network, *, mode: Mode = "all", weights: str | None = None) -> pd.Series[float]:
    r"""
    Add up the weights of each actor's ties.

    With `weights="probability"` it is the expected number of ties, if parallel ties are counted each by itself.

    Parameters
    ----------
    net : Network
        A self-tie counts nothing. In a directed network "all" adds outgoing and incoming ties.
    mode : {"all", "out", "in"}
        Which ties; without direction all three are the same.
    weights : str, optional
        A numeric column of the ties, added up over parallel ties; without it every tied pair weighs 1, which gives
        the degree.

    Returns
    -------
    Series of float, shape (n,)
        Sum of weights, in the unit of `weights`, indexed by actor; 0 for isolates.

    Raises
    ------
    ArgumentError
        If there is no such mode, no such column, or a weight is missing or negative.

    Notes
    -----
    .. math:: s_i = \sum_{j \ne i} w_{ij}

    References
    ----------
    .. [1] Barrat, A., Barthélemy, M., Pastor-Satorras, R., & Vespignani, A. (2004). The architecture of complex
       weighted networks. *PNAS* 101, 3747-3752.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.strength(nk.from_networkx(nx.path_graph(3)), weights="probability").tolist()
    [1.0, 2.0, 1.0]
    """
    check_choice("mode", mode, ("all", "out", "in"))
    arcs = arcs_of(net)
    if weights is None:
        return degree(net, mode=mode)
    weight = net.arc_weights(weights)
    values = np.zeros(net.n_actors)
    if mode != "in" or not arcs.directed:
        values += add_by_row(arcs.out[0], arcs.out[2], weight)
    if mode != "out" and arcs.directed:
        values += add_by_row(arcs.into[0], arcs.into[2], weight)
    return per_actor(net, values, "strength")


@measure(level="actor")
def closeness(
    net: Network,
    *,
    mode: Mode = "out",
    weights: str | None = None,
    normalized: bool = False,
    unreachable: Literal["corrected", "reached", "undefined"] = "corrected",
) -> pd.Series[float]:
    r"""
    Measure how near each actor is to all others, by the sum of his distances.

    Where not everybody can be reached the sum has no settled meaning, and libraries disagree: `unreachable` chooses.
    `harmonic` has no such trouble and is the better choice on chains of command.

    Parameters
    ----------
    net : Network
        Distances are counted along the ties ("out"), against them ("in") or both ways ("all").
    mode : {"out", "in", "all"}
        Direction; without direction all three are the same.
    weights : str, optional
        A numeric column of the ties that is read as length (the larger, the farther), above 0; of parallel ties the
        shortest counts. Without it every tie is one step.
    normalized : bool
        Multiply by n - 1 (by the number of actors reached, with "reached"): the inverse of the mean distance.
    unreachable : {"corrected", "reached", "undefined"}
        "corrected": over those who are reached, times the square of their share, so that reaching few is no merit
        (Wasserman and Faust); "reached": over those who are reached alone; "undefined": NaN for who does not reach
        everybody.

    Returns
    -------
    Series of float, shape (n,)
        Inverse of the sum of distances, indexed by actor. Who reaches nobody has 0 with "corrected", else NaN.

    Raises
    ------
    ArgumentError
        If an option is unknown, or a length is missing or not above 0.

    Notes
    -----
    With the set :math:`R_i` of the :math:`r_i` others that i reaches,

    .. math:: C_i = \frac{1}{\sum_{j \in R_i} d_{ij}} \Bigl(\frac{r_i}{n-1}\Bigr)^2

    without the bracket for "reached" and "undefined".

    References
    ----------
    .. [1] Freeman, L. C. (1979). Centrality in social networks: conceptual clarification. *Social Networks* 1,
       215-239.
    .. [2] Wasserman, S., & Faust, K. (1994). *Social Network Analysis*, ch. 5, eq. 5.22.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.closeness(nk.from_networkx(nx.star_graph(3)), normalized=True).round(2).tolist()
    [1.0, 0.6, 0.6, 0.6]
    """
    check_choice("unreachable", unreachable, ("corrected", "reached", "undefined"))
    _, farness, reached = _sums(net, mode, weights)
    others = net.n_actors - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.where(reached > 0, 1.0 / farness, np.nan)
        share = reached / others if others else np.zeros(net.n_actors)
    if unreachable == "corrected":
        values = np.where(reached > 0, values * share**2, 0.0 if others else np.nan)
    elif unreachable == "undefined":
        values = np.where(reached == others, values, np.nan)
    if normalized:
        values = values * (reached if unreachable == "reached" else others)
    return per_actor(net, values, "closeness")


@measure(level="actor")
def harmonic(
    net: Network, *, mode: Mode = "out", weights: str | None = None, normalized: bool = True
) -> pd.Series[float]:
    r"""
    Measure how near each actor is to all others, by the mean of inverse distances.

    Who cannot be reached counts 0, so it means the same in connected and disconnected networks. Outward, on a chain
    of command, it is high for those from whom orders reach many in few steps.

    Parameters
    ----------
    net : Network
        Distances are counted along the ties ("out"), against them ("in") or both ways ("all").
    mode : {"out", "in", "all"}
        Direction; without direction all three are the same.
    weights : str, optional
        A numeric column of the ties that is read as length (the larger, the farther), above 0; of parallel ties the
        shortest counts. Without it every tie is one step.
    normalized : bool
        Divide by n - 1; then 1 means one step from everybody.

    Returns
    -------
    Series of float, shape (n,)
        Mean (or sum) of inverse distances, indexed by actor; 0 for isolates. NaN if normalised and alone.

    Raises
    ------
    ArgumentError
        If an option is unknown, or a length is missing or not above 0.

    Notes
    -----
    .. math:: H_i = \frac{1}{n-1} \sum_{j \ne i} \frac{1}{d_{ij}}, \qquad 1/\infty = 0

    References
    ----------
    .. [1] Marchiori, M., & Latora, V. (2000). Harmony in the small-world. *Physica A* 285, 539-546.
    .. [2] Boldi, P., & Vigna, S. (2014). Axioms for centrality. *Internet Mathematics* 10, 222-262.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.harmonic(nk.from_networkx(nx.path_graph(3, create_using=nx.DiGraph))).tolist()
    [0.75, 0.5, 0.0]
    """
    values, _, _ = _sums(net, mode, weights)
    return per_actor(net, _over_others(values, net.n_actors) if normalized else values, "harmonic")


@measure(level="actor")
def coreness(net: Network) -> pd.Series[float]:
    r"""
    Tell how deep each actor stands in the dense core.

    An actor of coreness k belongs to a set whose members each have at least k contacts within the set.

    Parameters
    ----------
    net : Network
        Direction does not count: a pair with ties either way or both ways is one contact. Parallel ties count once,
        self-ties nothing.

    Returns
    -------
    Series of float, shape (n,)
        Whole numbers, indexed by actor; 0 for isolates.

    Notes
    -----
    .. math:: k_i = \max \{k : i \text{ is in a subgraph of least degree } k\}

    References
    ----------
    .. [1] Seidman, S. B. (1983). Network structure and minimum degree. *Social Networks* 5, 269-287.
    .. [2] Batagelj, V., & Zaveršnik, M. (2011). Fast algorithms for determining (generalized) core groups in social
       networks. *Advances in Data Analysis and Classification* 5, 129-145.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.coreness(nk.from_networkx(nx.lollipop_graph(3, 1))).tolist()
    [2.0, 2.0, 2.0, 1.0]
    """
    contacts = arcs_of(net).contacts
    return per_actor(net, core_numbers(contacts.indptr, contacts.indices).astype(float), "coreness")


@measure(level="actor")
def span_of_control(net: Network) -> pd.Series[float]:
    r"""
    Count the direct subordinates of each actor.

    Take the network of one date: over a longer time successors in one office are counted together.

    Parameters
    ----------
    net : Network
        Directed. Only ties of the family "command" count; where no tie has a family, all do. Parallel ties of one
        pair count once, self-ties nothing.

    Returns
    -------
    Series of float, shape (n,)
        Number of actors commanded directly, indexed by actor.

    Raises
    ------
    NotDefinedError
        If the network has no direction.

    Notes
    -----
    .. math:: s_i = |\{j \ne i : i \text{ commands } j\}|

    References
    ----------
    .. [1] Urwick, L. F. (1956). The manager's span of control. *Harvard Business Review* 34 (3), 39-47.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.span_of_control(nk.from_networkx(nx.DiGraph([("a", "b"), ("a", "c"), ("b", "c")]))).tolist()
    [2.0, 1.0, 0.0]
    """
    check_directed(net, "span_of_control")
    graph = net.graph
    family = net.ties["family"].astype(str).to_numpy()
    counted = family == COMMAND if np.any(family != "") else np.ones(len(family), dtype=bool)
    arcs = graph.tie_arcs[counted, 0]
    commands = np.zeros(graph.m, dtype=bool)
    commands[arcs[arcs >= 0]] = True
    spans = np.bincount(graph.sources()[commands & graph.mask], minlength=net.n_actors)
    return per_actor(net, spans.astype(float), "span_of_control")


def _over_others(values: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    return values / (n - 1) if n > 1 else np.full(n, np.nan)


def _sums(
    net: Network, mode: Mode, weights: str | None
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    indptr, indices, places = rows_for(net, mode)
    if weights is None:
        return reach_sums(indptr, indices)
    lengths = lengths_of(net, weights, mode)
    parts = []
    # Rows of a hundred actors at a time: all of them together would be a square.
    for first in range(0, net.n_actors, 100):
        sources = np.arange(first, min(first + 100, net.n_actors), dtype=np.int32)
        rows = weighted_distance_rows(indptr, indices, places, lengths, sources)
        parts.append(distance_sums(rows, sources))
    if not parts:
        return np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.int64)
    harmonic_sums, farness, reached = (np.concatenate(part) for part in zip(*parts, strict=True))
    return harmonic_sums, farness, reached
