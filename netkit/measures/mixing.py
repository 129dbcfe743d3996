"""Mixing: whether ties stay within groups, and whether two kinds of ties go together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from netkit.errors import ArgumentError
from netkit.kernels.permutation import permuted_products
from netkit.measures.arcs import arcs_of, codes_of, random_generator
from netkit.measures.registry import measure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netkit.network.network import Network

__all__ = ["ei_index", "qap"]


@measure(level="network")
def ei_index(net: Network, groups: str | pd.Series[Any] = "side", *, weights: str | None = None) -> float:
    r"""
    Measure how far ties cross the borders of groups: -1 if none does, 1 if all do.

    Parameters
    ----------
    net : Network
        Ties of who has no group do not count. Parallel ties count once, self-ties nothing; without direction each pair
        counts once.
    groups : str or Series
        A column of ``net.actors``, or values indexed by actor.
    weights : str, optional
        A numeric column of the ties, added up over parallel ties; without it every tied pair weighs 1.

    Returns
    -------
    float
        From -1 to 1; NaN if no tie is left. It depends on the sizes of the groups: small groups have few ties within.

    Raises
    ------
    ArgumentError
        If there is no such column, or a weight is missing or negative.

    Notes
    -----
    .. math:: \frac{E - I}{E + I}, \qquad E \text{ ties between groups}, \; I \text{ within}

    References
    ----------
    .. [1] Krackhardt, D., & Stern, R. N. (1988). Informal networks and organizational crises: an experimental
       simulation. *Social Psychology Quarterly* 51, 123-140.

    Examples
    --------
    >>> import networkx as nx
    >>> import pandas as pd
    >>> import netkit as nk
    >>> net = nk.from_networkx(nx.path_graph(3))
    >>> nk.ei_index(net, pd.Series({"0": "red", "1": "red", "2": "white"}))
    0.0
    """
    codes, _ = codes_of(net, groups)
    arcs = arcs_of(net)
    one, other = codes[arcs.sources], codes[arcs.out[1]]
    weight = net.arc_weights(weights)[arcs.out[2]]
    counted = (one >= 0) & (other >= 0)
    within = float(weight[counted & (one == other)].sum())
    whole = float(weight[counted].sum())
    return (whole - 2 * within) / whole if whole else float("nan")


@measure(level="network")
def qap(
    net: Network,
    other: Network,
    *,
    weights: str | None = None,
    draws: int = 1_000,
    rng: int | np.random.Generator | None = None,
) -> pd.DataFrame:
    r"""
    Test whether the ties of two networks of the same people go together.

    The ties of one network are compared with those of the other after its actors have changed places at random: that
    keeps both networks as they are and breaks only what is between them.

    Parameters
    ----------
    net, other : Network
        Compared over everybody in either; who is missing in one has no ties there. Parallel ties count once, self-ties
        nothing; ties without direction count both ways.
    weights : str, optional
        A numeric column of the ties of both, added up over parallel ties; without it every tied pair weighs 1.
    draws : int
        How often actors change places.
    rng : int or Generator, optional
        For the draws.

    Returns
    -------
    DataFrame of float, shape (2, 5)
        Rows "correlation" (Pearson's, over ordered pairs) and "overlap" (sum of products: without weights, the number
        of ordered pairs tied in both); columns value, mean, sd (of the draws), p_high and p_low (share of draws as
        high, or as low). NaN correlation where one network has all pairs alike.

    Raises
    ------
    ArgumentError
        If `other` is no network, `draws` is below 1, or a weight is missing or negative.

    Notes
    -----
    .. math:: r = \mathrm{cor}(a_{ij}, b_{ij}), \qquad
        p = \frac{1 + |\{\pi : r_\pi \ge r\}|}{1 + \text{draws}}, \qquad
        r_\pi = \mathrm{cor}(a_{ij}, b_{\pi(i)\pi(j)})

    References
    ----------
    .. [1] Krackhardt, D. (1987). QAP partialling as a test of spuriousness. *Social Networks* 9, 171-186.
    .. [2] Hubert, L., & Schultz, J. (1976). Quadratic assignment as a general data analysis strategy. *British Journal
       of Mathematical and Statistical Psychology* 29, 190-241.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> net = nk.from_networkx(nx.path_graph(5))
    >>> round(nk.qap(net, net, rng=1).loc["correlation", "value"].item(), 6)
    1.0
    """
    if not hasattr(other, "graph"):
        raise ArgumentError(f"`other` is {type(other).__name__}; it must be a Network of the same people")
    if draws < 1:
        raise ArgumentError(f"`draws` is {draws}; it must be at least 1")
    everybody = net.index.append(other.index.difference(net.index, sort=False))
    n = len(everybody)
    a_from, a_to, a_weight = _placed(net, everybody, weights)
    b_from, b_to, b_weight = _placed(other, everybody, weights)
    order = np.lexsort((b_to, b_from))
    indptr = np.append(0, np.cumsum(np.bincount(b_from, minlength=n))).astype(np.int32)
    generator = random_generator(rng)
    orders = np.empty((draws + 1, n), dtype=np.int32)
    orders[0] = np.arange(n)
    for row in orders[1:]:
        row[:] = generator.permutation(n)
    products = permuted_products(a_from, a_to, a_weight, indptr, b_to[order], b_weight[order], orders)
    pairs = n * (n - 1)
    scale = np.sqrt(_variance(a_weight, pairs) * _variance(b_weight, pairs))
    with np.errstate(invalid="ignore", divide="ignore"):
        correlations = (
            (products / pairs - a_weight.sum() / pairs * b_weight.sum() / pairs) / scale if pairs else products
        )
    if not scale > 0:
        correlations = np.full(draws + 1, np.nan)
    rows = {"correlation": _row(correlations), "overlap": _row(products)}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["value", "mean", "sd", "p_high", "p_low"])


def _placed(
    net: Network, everybody: pd.Index[str], weights: str | None
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
    arcs = arcs_of(net)
    places = everybody.get_indexer(net.index).astype(np.int32)
    return places[arcs.sources], places[arcs.out[1]], net.arc_weights(weights)[arcs.out[2]]


def _variance(weight: NDArray[np.float64], pairs: int) -> float:
    return float((weight**2).sum() / pairs - (weight.sum() / pairs) ** 2) if pairs else 0.0


def _row(values: NDArray[np.float64]) -> list[float]:
    found, drawn = values[0], values[1:]
    if np.isnan(found):
        return [float("nan")] * 5
    # Sums of the same products in another order differ by rounding, and must still count as equal.
    slack = 1e-12 * max(1.0, abs(float(found)))
    high = (1 + int((drawn >= found - slack).sum())) / (1 + len(drawn))
    low = (1 + int((drawn <= found + slack).sum())) / (1 + len(drawn))
    return [float(found), float(drawn.mean()), float(drawn.std(ddof=1)) if len(drawn) > 1 else 0.0, high, low]
