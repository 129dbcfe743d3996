"""Centrality by the company one keeps: eigenvector, Katz, PageRank."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.errors import ArgumentError, ConvergenceError, NotDefinedError
from netkit.kernels import spectral as kernels
from netkit.kernels.components import strong_components
from netkit.measures.arcs import arcs_of, per_actor
from netkit.measures.registry import measure

if TYPE_CHECKING:
    import pandas as pd

    from netkit.network.network import Network

__all__ = ["eigenvector", "katz", "pagerank"]


@measure(level="actor")
def eigenvector(
    net: Network, *, weights: str | None = None, tolerance: float = 1e-10, max_rounds: int = 100_000
) -> pd.Series[float]:
    r"""
    Measure the standing that comes from ties with those who have standing themselves.

    Parameters
    ----------
    net : Network
        In a directed network standing comes along incoming ties. Parallel ties count once, self-ties never. Of
        several separate parts only those with the largest eigenvalue have values above 0.
    weights : str, optional
        A numeric column of the ties, added up over parallel ties; without it every tied pair weighs 1.
    tolerance : float
        Error at which the iteration stops.
    max_rounds : int
        After how many rounds it gives up.

    Returns
    -------
    Series of float, shape (n,)
        Values of at least 0 whose squares add up to 1, indexed by actor.

    Raises
    ------
    NotDefinedError
        If a network has no tie, or a directed one no circle: then all eigenvalues are 0.
    ConvergenceError
        If the error stays above `tolerance`, as where circles of equal weight stand one after the other.
    ArgumentError
        If there is no such column, or a weight is missing or negative.

    Notes
    -----
    .. math:: \lambda x_i = \sum_j w_{ji}\, x_j, \qquad \lambda \text{ the largest eigenvalue}

    Found by iterating x ← x + Aᵀx from equal values. Where several parts have the same largest eigenvalue, x is what
    these equal values leave of each.

    References
    ----------
    .. [1] Bonacich, P. (1987). Power and centrality: a family of measures. *American Journal of Sociology* 92,
       1170-1182.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.eigenvector(nk.from_networkx(nx.complete_graph(4))).round(3).tolist()
    [0.5, 0.5, 0.5, 0.5]
    """
    arcs = arcs_of(net)
    weight = net.arc_weights(weights)
    if net.n_actors == 0:
        return per_actor(net, np.zeros(0), "eigenvector")
    if not np.any(weight[arcs.out[2]] > 0):
        raise NotDefinedError(
            "`eigenvector` has no meaning in a network without ties; `degree` is 0 for everybody there"
        )
    if arcs.directed and strong_components(*arcs.out[:2], *arcs.into[:2])[1] == arcs.n:
        raise NotDefinedError(
            "`eigenvector` has no meaning in a directed network without circles, where all eigenvalues are 0; "
            "`katz` and `pagerank` have one"
        )
    values, done = kernels.eigenvector(*arcs.into[:2], weight[arcs.into[2]], tolerance, max_rounds)
    if done < 0:
        raise ConvergenceError(
            f"`eigenvector` did not settle in {max_rounds} rounds; raise `max_rounds`, or use `katz` or `pagerank`"
        )
    return per_actor(net, values, "eigenvector")


@measure(level="actor")
def katz(
    net: Network,
    *,
    alpha: float = 0.1,
    beta: float = 1.0,
    weights: str | None = None,
    normalized: bool = False,
    tolerance: float = 1e-12,
    max_rounds: int = 10_000,
) -> pd.Series[float]:
    r"""
    Count the ways that lead to each actor, long ones less than short ones.

    Unlike the eigenvector it has values in networks without circles, such as chains of command.

    Parameters
    ----------
    net : Network
        In a directed network ways lead along the ties. Parallel ties count once, self-ties never.
    alpha : float
        What a way keeps at each step; it must stay below 1 divided by the largest eigenvalue.
    beta : float
        What each actor has to begin with.
    weights : str, optional
        A numeric column of the ties, added up over parallel ties; without it every tied pair weighs 1.
    normalized : bool
        Divide by the square root of the sum of squares.
    tolerance : float
        Error, relative to the largest value, at which the iteration stops.
    max_rounds : int
        After how many rounds it gives up.

    Returns
    -------
    Series of float, shape (n,)
        A pure number, `beta` for who receives no tie, indexed by actor.

    Raises
    ------
    ConvergenceError
        If the values grow without end because `alpha` is too large, or the error stays above `tolerance`.
    ArgumentError
        If `alpha` is not above 0, there is no such column, or a weight is missing or negative.

    Notes
    -----
    .. math:: x_i = \alpha \sum_j w_{ji}\, x_j + \beta

    References
    ----------
    .. [1] Katz, L. (1953). A new status index derived from sociometric analysis. *Psychometrika* 18, 39-43.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.katz(nk.from_networkx(nx.path_graph(3, create_using=nx.DiGraph)), alpha=0.5).tolist()
    [1.0, 1.5, 1.75]
    """
    if not alpha > 0:
        raise ArgumentError(f"`alpha` is {alpha}; it must be above 0")
    arcs = arcs_of(net)
    weight = net.arc_weights(weights)[arcs.into[2]]
    values, done = kernels.katz(*arcs.into[:2], weight, float(alpha), float(beta), tolerance, max_rounds)
    if done < 0:
        raise ConvergenceError(
            f"`katz` has no solution with `alpha` {alpha}, or needs more than {max_rounds} rounds; take a smaller "
            "`alpha`: it must stay below 1 / the largest eigenvalue"
        )
    if normalized and net.n_actors:
        values = values / np.linalg.norm(values)
    return per_actor(net, values, "katz")


@measure(level="actor")
def pagerank(
    net: Network,
    *,
    damping: float = 0.85,
    weights: str | None = None,
    tolerance: float = 1e-10,
    max_rounds: int = 1_000,
) -> pd.Series[float]:
    r"""
    Measure the share of attention that ends at each actor when everybody hands his on along his ties.

    Parameters
    ----------
    net : Network
        Attention goes along the ties, split among them. Who has no outgoing tie hands on to everybody alike. Parallel
        ties count once, self-ties never; without direction every tie leads both ways.
    damping : float
        Share that is handed on, above 0 and below 1; the rest begins anew at everybody alike.
    weights : str, optional
        A numeric column of the ties, added up over parallel ties; without it every tied pair weighs 1.
    tolerance : float
        Error at which the iteration stops, added up over all actors.
    max_rounds : int
        After how many rounds it gives up.

    Returns
    -------
    Series of float, shape (n,)
        Shares above 0 that add up to 1, indexed by actor.

    Raises
    ------
    ArgumentError
        If `damping` is not between 0 and 1, there is no such column, or a weight is missing or negative.
    ConvergenceError
        If the error stays above `tolerance`.

    Notes
    -----
    .. math:: x_i = \frac{1-d}{n} + d \sum_j \frac{w_{ji}}{\sum_k w_{jk}}\, x_j

    References
    ----------
    .. [1] Brin, S., & Page, L. (1998). The anatomy of a large-scale hypertextual web search engine. *Computer
       Networks and ISDN Systems* 30, 107-117.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.pagerank(nk.from_networkx(nx.cycle_graph(4, create_using=nx.DiGraph))).round(3).tolist()
    [0.25, 0.25, 0.25, 0.25]
    """
    if not 0 < damping < 1:
        raise ArgumentError(f"`damping` is {damping}; it must be above 0 and below 1")
    arcs = arcs_of(net)
    if net.n_actors == 0:
        return per_actor(net, np.zeros(0), "pagerank")
    weight = np.zeros(0) if weights is None else net.arc_weights(weights)
    values, done = kernels.pagerank(arcs.out[0], arcs.out[2], *arcs.into, weight, damping, tolerance, max_rounds)
    if done < 0:
        raise ConvergenceError(f"`pagerank` did not settle in {max_rounds} rounds; raise `max_rounds` or `tolerance`")
    return per_actor(net, values, "pagerank")
