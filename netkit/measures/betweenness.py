"""Betweenness: how often an actor or a tie stands on the shortest ways of others."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netkit.errors import ArgumentError
from netkit.kernels.paths import shortest_ways, weighted_shortest_ways
from netkit.kernels.traversal import distance_rows
from netkit.measures.arcs import arcs_of, lengths_of, per_actor, positions_of, random_generator
from netkit.measures.registry import measure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netkit.network.network import Network

__all__ = ["betweenness", "subset_betweenness", "tie_betweenness"]

# The chance with which the told bound on the error of a sample may fail, for all actors together.
_RISK = 0.05


@measure(level="actor")
def betweenness(
    net: Network,
    *,
    weights: str | None = None,
    normalized: bool = False,
    pivots: int | None = None,
    rng: int | np.random.Generator | None = None,
) -> pd.Series[float]:
    r"""
    Measure how often each actor stands on the shortest ways between others.

    High values mark those who could pass on, hold back or colour what went between other people.

    Parameters
    ----------
    net : Network
        Ways follow direction; parallel ties count once, self-ties never. Without direction each pair counts once.
    weights : str, optional
        A numeric column of the ties that is read as length (the larger, the farther), above 0; of parallel ties the
        shortest counts. Without it every tie is one step.
    normalized : bool
        Divide by the number of pairs of others: (n - 1)(n - 2), half of it without direction.
    pivots : int, optional
        For networks of many thousand actors: ways from this many actors alone, drawn without repetition, scaled up.
        The result's ``attrs["error"]`` tells how far any value may be off, in 95 of 100 draws.
    rng : int or Generator, optional
        For `pivots`.

    Returns
    -------
    Series of float, shape (n,)
        Number of pairs (or share of pairs) whose ways lead through the actor, each counted by the share of its
        shortest ways, indexed by actor. NaN if normalised and n < 3.

    Raises
    ------
    ArgumentError
        If a length is missing or not above 0, or `pivots` is not between 1 and n.

    Notes
    -----
    .. math:: B_v = \sum_{s \ne v \ne t} \frac{\sigma_{st}(v)}{\sigma_{st}}

    Lengths that differ by less than one part in 10\ :sup:`12` count as equal. With k pivots the bound is the smaller
    of Hoeffding's and the empirical Bernstein bound, over all actors together.

    References
    ----------
    .. [1] Freeman, L. C. (1977). A set of measures of centrality based on betweenness. *Sociometry* 40, 35-41.
    .. [2] Brandes, U. (2001). A faster algorithm for betweenness centrality. *Journal of Mathematical Sociology* 25,
       163-177.
    .. [3] Brandes, U., & Pich, C. (2007). Centrality estimation in large networks. *International Journal of
       Bifurcation and Chaos* 17, 2303-2318.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.betweenness(nk.from_networkx(nx.path_graph(4))).tolist()
    [0.0, 2.0, 2.0, 0.0]
    """
    n = net.n_actors
    sources = np.arange(n, dtype=np.int32)
    if pivots is not None:
        if not 1 <= pivots <= n:
            raise ArgumentError(f"`pivots` is {pivots}; it can be from 1 to {n}, the number of actors")
        sources = np.sort(random_generator(rng).choice(sources, size=pivots, replace=False))
    sums, squares, _ = _ways(net, weights, sources, np.ones(n), with_arcs=False)
    scale = 1.0 if net.directed else 0.5
    if pivots is not None:
        scale *= n / pivots
    if normalized:
        scale = scale / ((n - 1) * (n - 2) * (1.0 if net.directed else 0.5)) if n > 2 else np.nan
    result = per_actor(net, sums * scale, "betweenness")
    if pivots is not None:
        result.attrs["error"] = 0.0 if pivots == n else float(_error(sums, squares, pivots, n) * scale * pivots)
    return result


def _error(sums: NDArray[np.float64], squares: NDArray[np.float64], pivots: int, n: int) -> float:
    """Bound the error of the mean over pivots; what one pivot gives an actor lies between 0 and n − 2."""
    span = max(n - 2, 0)
    hoeffding = span * np.sqrt(np.log(2 * n / _RISK) / (2 * pivots))
    if pivots < 2:
        return float(hoeffding)
    # Both bounds may be used at half the risk each.
    hoeffding = span * np.sqrt(np.log(4 * n / _RISK) / (2 * pivots))
    variance = np.maximum((squares - sums**2 / pivots) / (pivots - 1), 0.0).max(initial=0.0)
    logarithm = np.log(8 * n / _RISK)
    bernstein = np.sqrt(2 * variance * logarithm / pivots) + 7 * span * logarithm / (3 * (pivots - 1))
    return float(min(hoeffding, bernstein))


@measure(level="actor")
def subset_betweenness(
    net: Network,
    sources: str | Iterable[Hashable],
    targets: str | Iterable[Hashable],
    *,
    weights: str | None = None,
    normalized: bool = False,
) -> pd.Series[float]:
    r"""
    Measure how often each actor stands on the shortest ways from some actors to others.

    From a set of commanders to a set of victims it asks through whom orders would have gone, which plain betweenness
    does not: that counts all pairs alike.

    Parameters
    ----------
    net : Network
        Ways follow direction; parallel ties count once, self-ties never.
    sources, targets : str or iterable of str
        One actor or several, by any known name. Who is in both sets begins ways and ends ways, but the way from
        himself to himself does not count.
    weights : str, optional
        A numeric column of the ties that is read as length (the larger, the farther), above 0; of parallel ties the
        shortest counts. Without it every tie is one step.
    normalized : bool
        Divide by the number of pairs of a source and a target that it can reach.

    Returns
    -------
    Series of float, shape (n,)
        Number (or share) of pairs of a source and a target, each counted by the share of its shortest ways that pass
        through the actor, indexed by actor. NaN if normalised and no target can be reached.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If a name does not lead to one actor.
    ArgumentError
        If a set is empty, an actor is not in the network, or a length is not above 0.

    Notes
    -----
    .. math:: B_v = \sum_{s \in S,\, t \in T} \frac{\sigma_{st}(v)}{\sigma_{st}}, \qquad s \ne v \ne t

    Without direction, with everybody in both sets, each pair is counted twice, once from either end.

    References
    ----------
    .. [1] Brandes, U. (2008). On variants of shortest-path betweenness centrality and their generic computation.
       *Social Networks* 30, 136-145.
    .. [2] Flom, P. L., Friedman, S. R., Strauss, S., & Neaigus, A. (2004). A new measure of linkage between two
       sub-networks. *Connections* 26 (1), 62-70.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> net = nk.from_networkx(nx.DiGraph([("a", "b"), ("b", "c"), ("b", "d")]))
    >>> nk.subset_betweenness(net, "a", ["c", "d"]).tolist()
    [0.0, 2.0, 0.0, 0.0]
    """
    begin, end = positions_of(net, sources, "sources"), positions_of(net, targets, "targets")
    wanted = np.zeros(net.n_actors)
    wanted[end] = 1.0
    values, _, _ = _ways(net, weights, begin, wanted, with_arcs=False)
    if normalized:
        indptr, indices, _ = arcs_of(net).out
        reached = distance_rows(indptr, indices, begin)[:, end] > 0
        count = int(reached.sum())
        values = values / count if count else np.full(net.n_actors, np.nan)
    return per_actor(net, values, "subset_betweenness")


@measure(level="tie")
def tie_betweenness(net: Network, *, weights: str | None = None, normalized: bool = False) -> pd.Series[float]:
    r"""
    Measure how often each tie stands on the shortest ways between actors.

    High values mark the few ties by which otherwise separate circles hang together.

    Parameters
    ----------
    net : Network
        Ways follow direction. Parallel ties of one pair share one value; a self-tie has 0. A tie without direction in
        a directed network counts both ways. Without direction each pair of actors counts once.
    weights : str, optional
        A numeric column of the ties that is read as length (the larger, the farther), above 0; of parallel ties the
        shortest counts. Without it every tie is one step.
    normalized : bool
        Divide by the number of pairs: n (n - 1), half of it without direction.

    Returns
    -------
    Series of float, shape (t,)
        Number (or share) of pairs whose ways lead along the tie, each counted by the share of its shortest ways,
        in the order of ``net.ties``.

    Raises
    ------
    ArgumentError
        If a length is missing or not above 0.

    Notes
    -----
    .. math:: B_e = \sum_{s \ne t} \frac{\sigma_{st}(e)}{\sigma_{st}}

    References
    ----------
    .. [1] Girvan, M., & Newman, M. E. J. (2002). Community structure in social and biological networks. *PNAS* 99,
       7821-7826.
    .. [2] Brandes, U. (2008). On variants of shortest-path betweenness centrality and their generic computation.
       *Social Networks* 30, 136-145.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.tie_betweenness(nk.from_networkx(nx.path_graph(4))).tolist()
    [3.0, 4.0, 3.0]
    """
    n = net.n_actors
    sources = np.arange(n, dtype=np.int32)
    _, _, found = _ways(net, weights, sources, np.ones(n), with_arcs=True)
    on_arcs = np.zeros(net.graph.m + 1)
    on_arcs[: len(found)] = found
    # A tie without direction has two arcs; -1, the arc that is not there, meets the last place, which holds 0.
    values = on_arcs[net.graph.tie_arcs].sum(axis=1)
    if not net.directed:
        values = values / 2
    if normalized:
        values = values / (n * (n - 1) * (1.0 if net.directed else 0.5)) if n > 1 else np.full(len(values), np.nan)
    return pd.Series(values, index=pd.RangeIndex(net.n_ties), name="tie_betweenness")


def _ways(
    net: Network,
    weights: str | None,
    sources: NDArray[np.int32],
    targets: NDArray[np.float64],
    *,
    with_arcs: bool,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Count along the arcs that are there; sums on arcs come back in the places of all arcs of the network."""
    indptr, indices, places = arcs_of(net).out
    own = np.arange(len(indices), dtype=np.int32)
    if weights is None:
        actors, squares, found = shortest_ways(indptr, indices, own, sources, targets, with_arcs)
    else:
        lengths = lengths_of(net, weights)[places]
        actors, squares, found = weighted_shortest_ways(indptr, indices, own, lengths, sources, targets, with_arcs)
    on_arcs = np.zeros(net.graph.m)
    if with_arcs:
        on_arcs[places] = found
    return actors, squares, on_arcs
