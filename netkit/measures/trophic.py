"""Trophic levels: on which rung of a ladder of command each actor stands, and how far ties keep to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from netkit.errors import ConvergenceError, NotDefinedError
from netkit.kernels.components import strong_components, weak_components
from netkit.kernels.hierarchy import levine_levels, mackay_levels
from netkit.kernels.rows import add_by_row
from netkit.kernels.traversal import reached_from
from netkit.measures.arcs import arcs_of, check_choice, check_directed, per_actor
from netkit.measures.registry import measure

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from netkit.network.network import Network

__all__ = ["trophic_incoherence", "trophic_level"]


@measure(level="actor")
def trophic_level(
    net: Network, *, method: Literal["mackay", "levine"] = "mackay", weights: str | None = None
) -> pd.Series[float]:
    r"""
    Place each actor on a ladder on which ties lead one rung down from superior to subordinate.

    Levels count downwards: the head of a chain of command has the lowest number.

    Parameters
    ----------
    net : Network
        Directed, ties leading from superior to subordinate. Parallel ties count once, self-ties nothing.
    method : {"mackay", "levine"}
        "mackay" has levels for every network: those for which ties are as near as can be to one rung, the top of each
        part being 0. "levine" is one more than the mean level of the superiors, 1 for who has none; it needs somebody
        without superior above everybody else.
    weights : str, optional
        A numeric column of the ties, added up over parallel ties; without it every tied pair weighs 1.

    Returns
    -------
    Series of float, shape (n,)
        Levels in rungs, indexed by actor; isolates have 0 ("mackay") or 1 ("levine").

    Raises
    ------
    NotDefinedError
        If the network has no direction; for "levine", if somebody has superiors but stands under no head.
    ConvergenceError
        If the equations are not solved after 10,000 rounds, and 50 more for each actor.
    ArgumentError
        If there is no such method or column, or a weight is missing or negative.

    Notes
    -----
    With u the sum and v the difference of incoming and outgoing weights, the levels h of MacKay et al. solve

    .. math:: (\mathrm{diag}(u) - W - W^T)\,h = v, \qquad \min h = 0 \text{ in each part}

    and those of Levine :math:`s_j = 1 + \sum_i w_{ij}\, s_i / \sum_i w_{ij}`.

    What light ties say is lost beside heavy ones: where weights differ by eight powers of ten the levels of MacKay et
    al. are right to about six digits, by ten powers to two, and beyond that they mean nothing.

    References
    ----------
    .. [1] MacKay, R. S., Johnson, S., & Sansom, B. (2020). How directed is a directed network? *Royal Society Open
       Science* 7, 201138.
    .. [2] Levine, S. (1980). Several measures of trophic structure applicable to complex food webs. *Journal of
       Theoretical Biology* 83, 195-207.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> net = nk.from_networkx(nx.DiGraph([("a", "b"), ("b", "c"), ("a", "c")]))
    >>> nk.trophic_level(net).round(3).tolist()
    [0.0, 0.667, 1.333]
    """
    return per_actor(net, _levels(net, method, net.arc_weights(weights), "trophic_level"), "trophic_level")


@measure(level="network")
def trophic_incoherence(
    net: Network, *, method: Literal["mackay", "levine"] = "mackay", weights: str | None = None
) -> float:
    r"""
    Measure how far ties fail to lead one rung down: 0 for a ladder, 1 (with "mackay") for no direction at all.

    Unlike reaching centrality and flow hierarchy it still tells networks apart in which everybody reaches everybody.

    Parameters
    ----------
    net : Network
        Directed, ties leading from superior to subordinate. Parallel ties count once, self-ties nothing.
    method : {"mackay", "levine"}
        "mackay": the mean square by which ties miss one rung; "levine": the standard deviation of the rungs of ties.
    weights : str, optional
        A numeric column of the ties, added up over parallel ties; without it every tied pair weighs 1.

    Returns
    -------
    float
        From 0 to 1 for "mackay", from 0 for "levine"; NaN without ties.

    Raises
    ------
    NotDefinedError
        If the network has no direction; for "levine", if somebody has superiors but stands under no head.
    ConvergenceError
        If the levels could not be solved for.
    ArgumentError
        If there is no such method or column, or a weight is missing or negative.

    Notes
    -----
    .. math:: F_0 = \frac{\sum_{ij} w_{ij} (h_j - h_i - 1)^2}{\sum_{ij} w_{ij}}, \qquad
        q = \mathrm{sd}(s_j - s_i)

    References
    ----------
    .. [1] MacKay, R. S., Johnson, S., & Sansom, B. (2020). How directed is a directed network? *Royal Society Open
       Science* 7, 201138.
    .. [2] Johnson, S., Domínguez-García, V., Donetti, L., & Muñoz, M. A. (2014). Trophic coherence determines food-web
       stability. *PNAS* 111, 17923-17928.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> round(nk.trophic_incoherence(nk.from_networkx(nx.cycle_graph(3, create_using=nx.DiGraph))), 9)
    1.0
    """
    weight = net.arc_weights(weights)
    levels = _levels(net, method, weight, "trophic_incoherence")
    arcs = arcs_of(net)
    rungs, weight = levels[arcs.out[1]] - levels[arcs.sources], weight[arcs.out[2]]
    whole = float(weight.sum())
    if not whole:
        return float("nan")
    if method == "mackay":
        return float((weight * (rungs - 1) ** 2).sum() / whole)
    mean = (weight * rungs).sum() / whole
    return float(np.sqrt((weight * (rungs - mean) ** 2).sum() / whole))


def _levels(net: Network, method: str, weight: NDArray[np.float64], name: str) -> NDArray[np.float64]:
    check_directed(net, name)
    check_choice("method", method, ("mackay", "levine"))
    arcs = arcs_of(net)
    if not arcs.n:
        return np.zeros(0)
    sent, received = add_by_row(arcs.out[0], arcs.out[2], weight), add_by_row(arcs.into[0], arcs.into[2], weight)
    if method == "levine":
        return _levine(net, weight, received, name)
    contacts = arcs.contacts
    both = contacts.weights(weight)
    rounds = 50 * arcs.n + 10_000
    levels, done = mackay_levels(
        contacts.indptr, contacts.indices, both, received + sent, received - sent, 1e-13, rounds
    )
    if done < 0:
        raise ConvergenceError(
            f"`{name}`: the levels did not settle in {rounds} rounds; weights that differ by many powers of ten do this"
        )
    # Each part is moved so that its top is 0. A tie of weight 0 holds no part together.
    owners = np.repeat(np.arange(arcs.n, dtype=np.int32), np.diff(contacts.indptr))[both > 0]
    bounds = np.append(0, np.cumsum(np.bincount(owners, minlength=arcs.n))).astype(np.int32)
    ends = contacts.indices[both > 0]
    parts = weak_components(bounds, ends, bounds, ends)
    tops = np.full(int(parts.max()) + 1, np.inf)
    np.minimum.at(tops, parts, levels)
    levels -= tops[parts]
    # What rounding leaves of 0 is 0.
    levels[np.abs(levels) < 1e-12] = 0.0
    return levels


def _levine(net: Network, weight: NDArray[np.float64], received: NDArray[np.float64], name: str) -> NDArray[np.float64]:
    arcs = arcs_of(net)
    sets, count = strong_components(*arcs.out[:2], *arcs.into[:2])
    # Who stands under a head: whoever a head reaches along ties that weigh something.
    under = reached_from(arcs.out[0], arcs.out[1], weight[arcs.out[2]] > 0, received == 0)
    if not under.all():
        lost = net.index[int(np.flatnonzero(~under)[0])]
        raise NotDefinedError(
            f"`{name}` by Levine's method needs somebody without superior above everybody else, and nobody such is "
            f"above {lost!r}; method='mackay' has levels for every network"
        )
    order = np.argsort(count - sets, kind="stable").astype(np.int32)
    levels, done = levine_levels(*arcs.into, weight, order, 1e-13, 100_000)
    if done < 0:
        raise ConvergenceError(f"`{name}`: the levels did not settle; method='mackay' solves this network")
    return levels
