"""Positions: how far actors are from one another, who stands alike, and which circles there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from netkit.errors import ArgumentError, MissingDependencyError
from netkit.kernels.traversal import distance_rows, weighted_distance_rows
from netkit.measures.arcs import arcs_of, check_choice, lengths_of, per_actor, random_generator, rows_for
from netkit.measures.cohesion import by_size
from netkit.measures.registry import measure

if TYPE_CHECKING:
    from netkit.measures.arcs import Mode
    from netkit.network.network import Network

__all__ = ["communities", "distances", "reachability", "structural_equivalence"]


@measure(level="pair")
def distances(net: Network, *, mode: Mode = "out", weights: str | None = None) -> pd.DataFrame:
    r"""
    Measure the shortest way from every actor to every other.

    Parameters
    ----------
    net : Network
        Ways lead along the ties ("out"), against them ("in") or both ways ("all"). Parallel ties count once, self-ties
        nothing.
    mode : {"out", "in", "all"}
        Direction; without direction all three are the same.
    weights : str, optional
        A numeric column of the ties that is read as length (the larger, the farther), above 0; of parallel ties the
        shortest counts. Without it every tie is one step.

    Returns
    -------
    DataFrame of float, shape (n, n)
        Steps (or length) from the row's actor to the column's; 0 on the diagonal, NaN where there is no way.

    Raises
    ------
    ArgumentError
        If an option is unknown, or a length is missing or not above 0.

    Notes
    -----
    .. math:: d_{ij} = \min_{\text{ways } i \to j} \sum_{\text{ties}} \text{length}

    References
    ----------
    .. [1] Dijkstra, E. W. (1959). A note on two problems in connexion with graphs. *Numerische Mathematik* 1, 269-271.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.distances(nk.from_networkx(nx.path_graph(3, create_using=nx.DiGraph))).loc["0"].tolist()
    [0.0, 1.0, 2.0]
    """
    indptr, indices, places = rows_for(net, mode)
    everybody = np.arange(net.n_actors, dtype=np.int32)
    if weights is None:
        rows = distance_rows(indptr, indices, everybody).astype(float)
        rows[rows < 0] = np.nan
    else:
        rows = weighted_distance_rows(indptr, indices, places, lengths_of(net, weights, mode), everybody)
        rows[np.isinf(rows)] = np.nan
    return pd.DataFrame(rows, index=net.index, columns=net.index)


@measure(level="pair")
def reachability(net: Network, *, mode: Mode = "out") -> pd.DataFrame:
    r"""
    Tell who can reach whom.

    Parameters
    ----------
    net : Network
        Ways lead along the ties ("out"), against them ("in") or both ways ("all").
    mode : {"out", "in", "all"}
        Direction; without direction all three are the same.

    Returns
    -------
    DataFrame of bool, shape (n, n)
        Whether there is a way from the row's actor to the column's; everybody reaches himself.

    Raises
    ------
    ArgumentError
        If there is no such mode.

    Notes
    -----
    .. math:: R_{ij} = [\, d_{ij} < \infty \,]

    References
    ----------
    .. [1] Wasserman, S., & Faust, K. (1994). *Social Network Analysis*, ch. 4.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.reachability(nk.from_networkx(nx.path_graph(3, create_using=nx.DiGraph))).loc["1"].tolist()
    [False, True, True]
    """
    indptr, indices, _ = rows_for(net, mode)
    rows = distance_rows(indptr, indices, np.arange(net.n_actors, dtype=np.int32)) >= 0
    return pd.DataFrame(rows, index=net.index, columns=net.index)


@measure(level="pair")
def structural_equivalence(net: Network) -> pd.DataFrame:
    r"""
    Count in how many ties two actors differ: 0 for those who could take each other's place.

    Parameters
    ----------
    net : Network
        Ties to and from each third actor are compared, once each where there is no direction. The ties between the
        two themselves do not count, nor do self-ties; parallel ties count once.

    Returns
    -------
    DataFrame of float, shape (n, n)
        Number of ties that one of the two has and the other has not (Hamming distance).

    Notes
    -----
    .. math:: D_{ij} = \sum_{k \ne i,j} |a_{ik} - a_{jk}| + |a_{ki} - a_{kj}|

    References
    ----------
    .. [1] Lorrain, F., & White, H. C. (1971). Structural equivalence of individuals in social networks. *Journal of
       Mathematical Sociology* 1, 49-80.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.structural_equivalence(nk.from_networkx(nx.star_graph(2))).loc["0"].tolist()
    [0.0, 1.0, 1.0]
    """
    arcs = arcs_of(net)
    n = arcs.n
    ties = np.zeros((n, n))
    ties[arcs.sources, arcs.out[1]] = 1.0
    found = _differing_rows(ties)
    if arcs.directed:
        found += _differing_rows(ties.T)
        # Each direction has counted the cells between the two, in which they stand opposite each other.
        found -= 2 * (ties + ties.T)
    else:
        found -= ties + ties.T
    np.fill_diagonal(found, 0.0)
    return pd.DataFrame(found, index=net.index, columns=net.index)


def _differing_rows(
    ties: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    counts = ties.sum(axis=1)
    differing: np.ndarray[tuple[int, int], np.dtype[np.float64]] = counts[:, None] + counts[None, :] - 2 * ties @ ties.T
    return differing


@measure(level="group")
def communities(
    net: Network,
    *,
    method: Literal["leiden"] = "leiden",
    weights: str | None = None,
    resolution: float = 1.0,
    rng: int | np.random.Generator | None = 0,
) -> pd.Series[int]:
    r"""
    Divide the actors into circles that are more densely tied within than between.

    A division is an aid to reading, not a finding: many divisions are nearly as good.

    Parameters
    ----------
    net : Network
        Direction does not count; a mutual pair weighs 2. Parallel ties count once, self-ties nothing.
    method : {"leiden"}
        The Leiden algorithm, for modularity.
    weights : str, optional
        A numeric column of the ties, added up over parallel ties; without it every arc weighs 1.
    resolution : float
        Higher values give more and smaller circles.
    rng : int or Generator, optional
        The search is random; with the same seed it gives the same division.

    Returns
    -------
    Series of int, shape (n,)
        Number of each actor's circle, indexed by actor: 0 for the largest, circles of one size in the order of their
        first actors.

    Raises
    ------
    MissingDependencyError
        If igraph is not installed.
    ArgumentError
        If there is no such method or column, or a weight is missing or negative.

    Notes
    -----
    .. math:: Q = \frac{1}{2m} \sum_{ij} \Bigl(w_{ij} - \gamma \frac{k_i k_j}{2m}\Bigr) [\,c_i = c_j\,]

    References
    ----------
    .. [1] Traag, V. A., Waltman, L., & van Eck, N. J. (2019). From Louvain to Leiden: guaranteeing well-connected
       communities. *Scientific Reports* 9, 5233.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.communities(nk.from_networkx(nx.barbell_graph(4, 0))).tolist()
    [0, 0, 0, 0, 1, 1, 1, 1]
    """
    check_choice("method", method, ("leiden",))
    if not resolution > 0:
        raise ArgumentError(f"`resolution` is {resolution}; it must be above 0")
    try:
        import igraph
    except ImportError:
        raise MissingDependencyError("`communities` needs igraph: pip install netkit-sna[igraph]") from None
    contacts = arcs_of(net).contacts
    both = contacts.weights(net.arc_weights(weights))
    owners = np.repeat(np.arange(net.n_actors), np.diff(contacts.indptr))
    once = (owners < contacts.indices) & (both > 0)
    pairs = np.stack([owners[once], contacts.indices[once]], axis=1)
    if not len(pairs):
        return per_actor(net, np.arange(net.n_actors), "communities")
    import random

    graph = igraph.Graph(n=net.n_actors, edges=pairs)
    # igraph draws from one generator for the whole process; it gets Python's own back.
    igraph.set_random_number_generator(random.Random(int(random_generator(rng).integers(2**63))))
    try:
        found = graph.community_leiden(
            objective_function="modularity", weights=both[once].tolist(), resolution=resolution, n_iterations=-1
        )
    finally:
        igraph.set_random_number_generator(random)
    return per_actor(net, by_size(np.array(found.membership, dtype=np.int32)), "communities")
