"""Taking actors out of a network, one after the other, and what is left of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from netkit.errors import ArgumentError, NotDefinedError
from netkit.kernels.removal import largest_parts, largest_sets
from netkit.measures.arcs import arcs_of, check_choice, random_generator
from netkit.measures.registry import call_measure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netkit.network.network import Network

    Strategy = str | Callable[..., Any]
    Ints = NDArray[np.int32]

__all__ = ["first_by", "removal_curve", "remove", "robustness"]


def remove(net: Network, actors: Hashable | Iterable[Hashable]) -> Network:
    """
    Take actors out, with all their ties.

    Parameters
    ----------
    net : Network
        Any network.
    actors : str or iterable of str
        One name or several, in any known spelling, or ids.

    Returns
    -------
    Network
        The residual network: all the others, also those who have no tie left. `orders` and `chains` do without the
        actors too, and an ensemble of it.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If a name does not lead to one actor.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> star = nk.from_networkx(nx.star_graph(4))
    >>> nk.efficiency(star), nk.efficiency(nk.remove(star, "0"))
    (0.7, 0.0)
    """
    one = isinstance(actors, str) or not isinstance(actors, Iterable)
    return net.select(without=[actors] if one else actors, isolates=True)  # type: ignore[arg-type, list-item]  # mypy cannot follow `one`


def removal_curve(
    net: Network,
    *,
    order: Iterable[Hashable] | None = None,
    strategy: Strategy | None = None,
    ascending: bool = False,
    recalculate: bool = False,
    strength: Literal["weak", "strong"] = "weak",
    draws: int = 100,
    rng: int | np.random.Generator | None = None,
    **params: Any,
) -> pd.Series[float]:
    """
    Give the share of the actors who still hang together, after one removal after the other.

    Parameters
    ----------
    net : Network
        Parallel ties count once, self-ties nothing.
    order : iterable of str, optional
        Whom to take out, the first one first; names in any known spelling, or ids. Not necessarily everybody.
    strategy : str or callable, optional
        "random", or a measure of actors, by name or function: those with the highest value go first. Of equal values
        the first in the network's own order; who has no value goes last.
    ascending : bool, default: False
        Whether those with the lowest value go first, as with `constraint`.
    recalculate : bool, default: False
        Whether the measure is taken anew after each removal, over those who are left.
    strength : {"weak", "strong"}
        Whether direction is ignored, or a part is a set of actors who can all reach one another.
    draws : int, default: 100
        How many random orders; the curve is their mean.
    rng : int or Generator, optional
        The same `rng` gives the same orders.
    **params
        Options of the measure.

    Returns
    -------
    Series of float
        Size of the largest part divided by the number of actors before any removal; indexed by the number of removals,
        from 0. ``attrs["order"]`` holds the ids that were taken out (not for "random").

    Raises
    ------
    ArgumentError
        If not exactly one of `order` and `strategy` is given, or an actor stands in `order` twice.
    NotDefinedError
        If the measure does not give one value to each actor.

    References
    ----------
    .. [1] Schneider, C. M., Moreira, A. A., Andrade, J. S., Havlin, S. & Herrmann, H. J. (2011). Mitigation of
       malicious attacks on networks. *Proceedings of the National Academy of Sciences* 108:3838-3841.
    .. [2] Albert, R., Jeong, H. & Barabási, A.-L. (2000). Error and attack tolerance of complex networks. *Nature*
       406:378-382.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.removal_curve(nk.from_networkx(nx.star_graph(3)), strategy="degree").tolist()
    [1.0, 0.25, 0.25, 0.25, 0.0]
    """
    check_choice("strength", strength, ("weak", "strong"))
    if (order is None) == (strategy is None):
        raise ArgumentError("give either `order`, whom to take out, or `strategy`, by what they are chosen")
    if strategy == "random" and draws < 1:
        raise ArgumentError(f"`draws` is {draws}; it has to be at least 1")
    told: list[str] | None = None
    if order is not None:
        orders = [_places(net, order)]
    elif strategy == "random":
        dice = random_generator(rng)
        orders = [dice.permutation(net.n_actors).astype(np.int32) for _ in range(draws)]
    else:
        assert strategy is not None
        ranking = _recalculated if recalculate else first_by
        orders = [ranking(net, strategy, ascending, params)]
    if strategy != "random":
        told = [str(net.index[place]) for place in orders[0]]
    sizes = np.mean([_sizes(net, one, strength) for one in orders], axis=0)
    curve = pd.Series(sizes / max(net.n_actors, 1), name="largest_part").rename_axis("removed")
    curve.attrs = {"strategy": _name(strategy), "recalculate": recalculate, "strength": strength, "order": told}
    if strategy == "random":
        curve.attrs |= {"draws": draws, "rng": rng}
    curve.attrs |= {"actors": net.n_actors, "ties": net.n_ties, "policy": net.policy.describe() if net.policy else {}}
    return curve


def robustness(
    net: Network,
    *,
    order: Iterable[Hashable] | None = None,
    strategy: Strategy | None = None,
    ascending: bool = False,
    recalculate: bool = False,
    strength: Literal["weak", "strong"] = "weak",
    draws: int = 100,
    rng: int | np.random.Generator | None = None,
    **params: Any,
) -> float:
    r"""
    Measure how well a network hangs together while all its actors are taken out: R.

    Parameters
    ----------
    net : Network
        Parallel ties count once, self-ties nothing.
    order : iterable of str, optional
        Whom to take out, the first one first: everybody, each once.
    strategy : str or callable, optional
        "random", or a measure of actors; see `removal_curve`.
    ascending, recalculate, strength, draws, rng, **params
        See `removal_curve`.

    Returns
    -------
    float
        From 1/n² · (n - 1) for a star whose centre goes first to (n - 1)/2n where all are tied to all; NaN without
        actors.

    Raises
    ------
    ArgumentError
        If `order` leaves somebody out, and what `removal_curve` raises.

    Notes
    -----
    .. math:: R = \frac{1}{n} \sum_{q=1}^{n} S(q)

    with S(q) the largest part after q removals divided by the original n. Division by n + 1, or the area from q = 0,
    give other numbers.

    References
    ----------
    .. [1] Schneider, C. M., Moreira, A. A., Andrade, J. S., Havlin, S. & Herrmann, H. J. (2011). Mitigation of
       malicious attacks on networks. *Proceedings of the National Academy of Sciences* 108:3838-3841.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.robustness(nk.from_networkx(nx.star_graph(9)), strategy="degree")
    0.09
    """
    curve = removal_curve(
        net,
        order=order,
        strategy=strategy,
        ascending=ascending,
        recalculate=recalculate,
        strength=strength,
        draws=draws,
        rng=rng,
        **params,
    )
    n = net.n_actors
    if len(curve) <= n:
        raise ArgumentError(
            f"`order` takes out {len(curve) - 1} of {n} actors; R is over all of them, `removal_curve` takes fewer"
        )
    return float(curve.iloc[1:].sum() / n) if n else float("nan")


def first_by(net: Network, strategy: Strategy, ascending: bool, params: dict[str, Any]) -> Ints:
    """
    Order all actors by a measure.

    Parameters
    ----------
    net : Network
        Any network.
    strategy : str or callable
        A measure of actors.
    ascending : bool
        Whether the lowest value comes first.
    params : dict
        Its options.

    Returns
    -------
    ndarray of int32, shape (n,)
        Places; of equal values the first in the network's order, those without a value last.

    Raises
    ------
    NotDefinedError
        If the measure does not give one value to each actor.
    """
    found, values = call_measure(strategy, net, params)
    if found.level != "actor" or not isinstance(values, pd.Series):
        raise NotDefinedError(f"`{found.name}` does not give one value to each actor, so it sets no order of removals")
    numbers = values.to_numpy(dtype=float)
    return np.argsort(numbers if ascending else -numbers, kind="stable").astype(np.int32)


def _recalculated(net: Network, strategy: Strategy, ascending: bool, params: dict[str, Any]) -> Ints:
    gone: list[str] = []
    for _ in range(net.n_actors):
        rest = remove(net, gone)
        gone.append(str(rest.index[first_by(rest, strategy, ascending, params)[0]]))
    return net.index.get_indexer(pd.Index(gone, dtype=net.index.dtype)).astype(np.int32)


def _places(net: Network, order: Iterable[Hashable]) -> Ints:
    if isinstance(order, str):
        raise ArgumentError(f"`order` is the text {order!r}; give a list of actors")
    places = net.positions(order)
    kept, counts = np.unique(places, return_counts=True)
    if (counts > 1).any():
        raise ArgumentError(f"`order` takes {net.index[kept[counts.argmax()]]!r} out twice")
    return places


def _sizes(net: Network, order: Ints, strength: str) -> NDArray[Any]:
    arcs = arcs_of(net)
    if strength == "weak":
        return largest_parts(arcs.contacts.indptr, arcs.contacts.indices, order)
    states = np.ones((len(order) + 1, net.n_actors), dtype=np.int8)
    for turn, place in enumerate(order, 1):
        states[turn:, place] = 0
    every = np.ones(arcs.m, dtype=bool)
    return largest_sets(*arcs.out[:2], every, *arcs.into[:2], every, states)


def _name(strategy: Strategy | None) -> str | None:
    return strategy if strategy is None or isinstance(strategy, str) else strategy.__name__
