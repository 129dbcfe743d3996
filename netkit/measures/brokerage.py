"""Brokerage between groups: who mediates within his own side, into it, out of it, or between others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
import pandas as pd

from netkit.errors import ArgumentError, NotDefinedError
from netkit.kernels.brokerage import brokered
from netkit.measures.arcs import arcs_of, check_choice, codes_of, random_generator
from netkit.measures.registry import measure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netkit.network.network import Network

    Floats = NDArray[np.float64]

__all__ = ["gould_fernandez", "gould_fernandez_total"]

ROLES: Final = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison", "total")


@measure(level="actor")
def gould_fernandez(
    net: Network,
    groups: str | pd.Series[Any] = "side",
    *,
    statistic: Literal["count", "expected", "sd", "z", "p_high", "p_low"] = "count",
    draws: int = 1_000,
    rng: int | np.random.Generator | None = None,
) -> pd.DataFrame:
    r"""
    Count the pairs that each actor brokers, by the groups of the three.

    An actor v brokers (a, b) where a → v → b but not a → b. A coordinator mediates within his own group, an itinerant
    between two members of another, a gatekeeper lets in, a representative speaks outwards, a liaison links two groups
    neither of which is his own.

    Parameters
    ----------
    net : Network
        Parallel ties of one pair count once, self-ties nothing. Without direction every open pair is counted from
        both ends, so that gatekeeper equals representative.
    groups : str or Series
        A column of ``net.actors``, or values indexed by actor. Who has no group neither brokers nor is brokered.
    statistic : {"count", "expected", "sd", "z", "p_high", "p_low"}
        "count": what was counted. "expected", "sd", "z": under a Bernoulli digraph of the same density, which is no
        sensible picture of a hierarchy. "p_high", "p_low": the share of drawn networks in which he brokers as many
        pairs or more (or fewer) when groups are dealt out anew among the actors, ties being kept.
    draws : int
        How often groups are dealt out, for "p_high" and "p_low".
    rng : int or Generator, optional
        For "p_high" and "p_low".

    Returns
    -------
    DataFrame of float, shape (n, 6)
        Indexed by actor; columns coordinator, itinerant, gatekeeper, representative, liaison, total. NaN for actors
        without a group, and for z where a role is impossible for the group.

    Raises
    ------
    ArgumentError
        If there is no such column or statistic, or `draws` is below 1.
    NotDefinedError
        For "expected", "sd" and "z", if the network has no direction.

    Notes
    -----
    With groups of the three written in the order a, v, b: AAA coordinator, ABA itinerant, ABB gatekeeper, AAB
    representative, ABC liaison. With density d, q = 1 - d, N actors and n of them in v's group,

    .. math:: E = d^2 q\,T, \qquad \mathrm{Var} = E (1 - d^2 q) + d^3 q^3 K

    where T is the number of triples of the role around v and K the number of ordered pairs of them that share an arc:
    for coordinators T = (n-1)(n-2), K = 2(n-1)(n-2)(n-3). A p-value is (1 + as extreme) / (1 + draws).

    References
    ----------
    .. [1] Gould, R. V., & Fernandez, R. M. (1989). Structures of mediation: a formal approach to brokerage in
       transaction networks. *Sociological Methodology* 19, 89-126.

    Examples
    --------
    >>> import networkx as nx
    >>> import pandas as pd
    >>> import netkit as nk
    >>> net = nk.from_networkx(nx.DiGraph([("a", "v"), ("v", "b")]))
    >>> sides = pd.Series({"a": "red", "v": "white", "b": "white"})
    >>> nk.gould_fernandez(net, sides).loc["v", "gatekeeper"].item()
    1.0
    """
    check_choice("statistic", statistic, ("count", "expected", "sd", "z", "p_high", "p_low"))
    codes, _ = codes_of(net, groups)
    arcs = arcs_of(net)
    counts = brokered(*arcs.out[:2], codes).astype(float)
    if statistic in ("p_high", "p_low"):
        values = _permuted(net, codes, counts, statistic == "p_high", draws, random_generator(rng))
    elif statistic == "count":
        values = counts
    else:
        sizes, density = _sizes_and_density(net, codes, f'gould_fernandez(statistic="{statistic}")')
        expected, variance = actor_moments(sizes, density)
        # Code -1 takes the last row, and becomes NaN below.
        mean, deviation = expected[codes], np.sqrt(variance[codes])
        values = {"expected": mean, "sd": deviation, "z": _z(counts, mean, deviation)}[statistic]
    values = np.where((codes >= 0)[:, None], values, np.nan)
    return pd.DataFrame(values, index=net.index, columns=pd.Index(ROLES))


@measure(level="network")
def gould_fernandez_total(net: Network, groups: str | pd.Series[Any] = "side") -> pd.DataFrame:
    r"""
    Count the brokered pairs of the whole network, by role, beside what chance would give.

    Parameters
    ----------
    net : Network
        Directed. Parallel ties of one pair count once, self-ties nothing.
    groups : str or Series
        A column of ``net.actors``, or values indexed by actor. Who has no group is left out.

    Returns
    -------
    DataFrame of float, shape (6, 4)
        Indexed by role; columns count, expected, sd, z, under a Bernoulli digraph of the same density. NaN for z where
        a role is impossible.

    Raises
    ------
    NotDefinedError
        If the network has no direction.
    ArgumentError
        If there is no such column.

    Notes
    -----
    Exact moments: pairs of triples that share an arc, and those where one's arc would close the other, are counted
    with their sign. The `brokerage` of R's sna 2.7 leaves the latter out, and its standard deviations are too large.

    .. math:: \mathrm{Var} = E (1 - d^2 q) + d^3 q^3 P - d^4 q^2 M + d^5 q\,Q

    References
    ----------
    .. [1] Gould, R. V., & Fernandez, R. M. (1989). Structures of mediation: a formal approach to brokerage in
       transaction networks. *Sociological Methodology* 19, 89-126.

    Examples
    --------
    >>> import networkx as nx
    >>> import pandas as pd
    >>> import netkit as nk
    >>> net = nk.from_networkx(nx.DiGraph([("a", "v"), ("v", "b")]))
    >>> sides = pd.Series({"a": "red", "v": "white", "b": "white"})
    >>> nk.gould_fernandez_total(net, sides).loc["total", "count"].item()
    1.0
    """
    codes, _ = codes_of(net, groups)
    sizes, density = _sizes_and_density(net, codes, "gould_fernandez_total")
    counts = brokered(*arcs_of(net).out[:2], codes).sum(axis=0).astype(float)
    expected, variance = total_moments(sizes, density)
    deviation = np.sqrt(variance)
    values = {"count": counts, "expected": expected, "sd": deviation, "z": _z(counts, expected, deviation)}
    return pd.DataFrame(values, index=pd.Index(ROLES, name="role"))


def actor_moments(sizes: Floats, density: float) -> tuple[Floats, Floats]:
    """
    Give expectation and variance of the roles of one actor of each group in a Bernoulli digraph.

    Parameters
    ----------
    sizes : ndarray of float, shape (g,)
        How many actors each group has.
    density : float
        The chance of an arc.

    Returns
    -------
    expected, variance : ndarray of float, shape (g, 6)
        In the order of `ROLES`.
    """
    n, total = sizes, sizes.sum()
    d, q = density, 1 - density
    other = total - n
    squares, falling2, falling3 = (sizes**2).sum(), _falling(sizes, 2).sum(), _falling(sizes, 3).sum()
    across = np.array([_across(sizes, i) for i in range(len(sizes))]).reshape(len(sizes))
    sides = other * (n - 1)
    triples = np.stack(
        [
            (n - 1) * (n - 2),
            falling2 - _falling(n, 2),
            sides,
            sides,
            other**2 - (squares - n**2),
            np.full(len(n), (total - 1) * (total - 2)),
        ],
        axis=1,
    )
    sharing = np.stack(
        [
            2 * (n - 1) * (n - 2) * (n - 3),
            2 * (falling3 - _falling(n, 3)),
            (n - 1) * other * (other - 1) + other * (n - 1) * (n - 2),
            (n - 1) * other * (other - 1) + other * (n - 1) * (n - 2),
            across,
            np.full(len(n), 2 * (total - 1) * (total - 2) * (total - 3)),
        ],
        axis=1,
    )
    expected = d**2 * q * triples
    return expected, np.maximum(expected * (1 - d**2 * q) + d**3 * q**3 * sharing, 0.0)


def _across(sizes: Floats, own: int) -> float:
    """Count ordered pairs of liaison triples around one actor that share an arc."""
    others = np.delete(sizes, own)
    left = sizes.sum() - others - sizes[own]
    return float(2 * (others * left * (left - 1)).sum())


def total_moments(sizes: Floats, density: float) -> tuple[Floats, Floats]:
    """
    Give expectation and variance of the roles of all actors together in a Bernoulli digraph.

    Parameters
    ----------
    sizes : ndarray of float, shape (g,)
        How many actors each group has.
    density : float
        The chance of an arc.

    Returns
    -------
    expected, variance : ndarray of float, shape (6,)
        In the order of `ROLES`.
    """
    n, total = sizes, sizes.sum()
    d, q = density, 1 - density
    open_pair, closing, far = d**3 * q**3, d**4 * q**2, d**5 * q
    expected = (sizes[:, None] * actor_moments(sizes, density)[0]).sum(axis=0)
    pairs = np.multiply.outer(n, n) - np.diag(n**2)
    left = total - np.add.outer(n, n)
    within = _falling(n, 3) * ((4 * n - 10) * (open_pair - closing) + (n - 3) * far)
    sides = n * (total - n) * (n - 1) * ((total - 3) * open_pair - (2 * n - 3) * closing + (n - 2) * far)
    twos = _falling(n, 2)
    visits = (
        open_pair
        * (2 * (_falling(n, 3) * (total - n)).sum() + 2 * (np.multiply.outer(twos, twos).sum() - (twos**2).sum()))
        + far * (twos * (total - n) * (total - n - 1)).sum()
    )
    liaisons = pairs * (2 * left * (2 * left - 1) * (open_pair - closing) + left * (left - 1) * far)
    whole = _falling(total, 3) * ((4 * total - 10) * (open_pair - closing) + (total - 3) * far)
    extra = np.array([within.sum(), visits, sides.sum(), sides.sum(), liaisons.sum(), whole])
    return expected, np.maximum(expected * (1 - d**2 * q) + extra, 0.0)


def _falling(numbers: Any, count: int) -> Any:
    """Multiply a number with the next smaller ones, `count` factors in all."""
    product = numbers
    for step in range(1, count):
        product = product * (numbers - step)
    return product


def _sizes_and_density(net: Network, codes: NDArray[np.int32], name: str) -> tuple[Floats, float]:
    if not net.directed:
        raise NotDefinedError(
            f"`{name}` compares with random directed networks, and this one is undirected; take 'count' or 'p_high'"
        )
    arcs = arcs_of(net)
    grouped = codes >= 0
    total = int(grouped.sum())
    inside = int((grouped[arcs.sources] & grouped[arcs.out[1]]).sum())
    sizes = np.bincount(codes[grouped], minlength=1).astype(float)
    return sizes, inside / (total * (total - 1)) if total > 1 else 0.0


def _z(counts: Floats, mean: Floats, deviation: Floats) -> Floats:
    scaled: Floats = np.divide(counts - mean, deviation, out=np.full(np.shape(counts), np.nan), where=deviation > 0)
    return scaled


def _permuted(
    net: Network, codes: NDArray[np.int32], counts: Floats, high: bool, draws: int, rng: np.random.Generator
) -> Floats:
    if draws < 1:
        raise ArgumentError(f"`draws` is {draws}; it must be at least 1")
    rows = arcs_of(net).out[:2]
    grouped = np.flatnonzero(codes >= 0)
    extreme = np.ones(counts.shape)
    dealt = codes.copy()
    for _ in range(draws):
        dealt[grouped] = rng.permutation(codes[grouped])
        drawn = brokered(*rows, dealt)
        extreme += drawn >= counts if high else drawn <= counts
    shares: Floats = extreme / (1 + draws)
    return shares
