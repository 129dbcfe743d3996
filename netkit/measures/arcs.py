"""From a network to the arrays that kernels take: arcs that are there, contacts, lengths, groups."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from netkit.errors import ArgumentError, NotDefinedError
from netkit.kernels.rows import compress, merge_rows
from netkit.measures.checks import is_whole

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netkit.network.graph import Graph
    from netkit.network.network import Network

    Ints: TypeAlias = NDArray[np.int32]
    Floats: TypeAlias = NDArray[np.float64]

__all__ = [
    "Arcs",
    "Contacts",
    "Mode",
    "arcs_of",
    "check_choice",
    "check_directed",
    "codes_of",
    "lengths_of",
    "per_actor",
    "positions_of",
    "random_generator",
    "rows_for",
]

Mode: TypeAlias = Literal["out", "in", "all"]
Rows: TypeAlias = "tuple[Ints, Ints, Ints]"


@dataclass(frozen=True, eq=False)
class Contacts:
    """
    The contacts of each actor, whatever the direction of the ties.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of contacts, each once and in order.
    out_arcs, in_arcs : ndarray of int32
        The arc to the contact and the one from him; -1 where there is none.
    """

    indptr: Ints
    indices: Ints
    out_arcs: Ints
    in_arcs: Ints

    def weights(self, arc_weights: Floats) -> Floats:
        """
        Add up both directions.

        Parameters
        ----------
        arc_weights : ndarray of float, shape (m,)
            One number an arc.

        Returns
        -------
        ndarray of float
            One number a contact: a mutual pair of unit arcs weighs 2.
        """
        padded = np.append(arc_weights, 0.0)
        sums: Floats = padded[self.out_arcs] + padded[self.in_arcs]
        return sums


@dataclass(frozen=True, eq=False)
class Arcs:
    """
    The arcs of a network that are there.

    Parameters
    ----------
    n : int
        Number of actors.
    directed : bool
        Whether direction means something; without it, arcs come in pairs.
    out, into : tuple of ndarray of int32
        Rows forwards and backwards: where they begin, the other ends, and the arc's place among all of the network.
    """

    n: int
    directed: bool
    out: Rows
    into: Rows

    @property
    def m(self) -> int:
        """Number of arcs that are there."""
        return len(self.out[1])

    @cached_property
    def contacts(self) -> Contacts:
        """Both directions joined."""
        return Contacts(*merge_rows(*self.out, *self.into))

    @cached_property
    def sources(self) -> Ints:
        """The source of each arc that is there."""
        return np.repeat(np.arange(self.n, dtype=np.int32), np.diff(self.out[0]))


_KEPT: WeakKeyDictionary[Graph, Arcs] = WeakKeyDictionary()


def arcs_of(net: Network) -> Arcs:
    """
    Give the arcs that are there, made once for each graph.

    Parameters
    ----------
    net : Network
        Any network.

    Returns
    -------
    Arcs
        Shares the network's arrays where no arc is masked.
    """
    graph = net.graph
    if (found := _KEPT.get(graph)) is not None:
        return found
    out = (graph.indptr, graph.indices, np.arange(graph.m, dtype=np.int32))
    into = (graph.rindptr, graph.rindices, graph.rarcs)
    if not graph.mask.all():
        out, into = compress(*out, graph.mask), compress(*into, graph.mask)
    made = _KEPT[graph] = Arcs(graph.n, graph.directed, out, into)
    return made


def rows_for(net: Network, mode: Mode) -> Rows:
    """
    Give the rows along which to go.

    Parameters
    ----------
    net : Network
        Any network.
    mode : {"out", "in", "all"}
        Along the ties, against them, or both.

    Returns
    -------
    tuple of ndarray of int32
        Where the rows begin, the other ends, the arc behind each place; for "all" the places of contacts.

    Raises
    ------
    ArgumentError
        If there is no such mode.
    """
    check_choice("mode", mode, ("out", "in", "all"))
    arcs = arcs_of(net)
    if mode == "all" and arcs.directed:
        contacts = arcs.contacts
        return contacts.indptr, contacts.indices, np.arange(len(contacts.indices), dtype=np.int32)
    return arcs.into if mode == "in" else arcs.out


def lengths_of(net: Network, weights: str, mode: Mode = "out") -> Floats:
    """
    Read a column of the ties as lengths; of parallel ties the shortest counts.

    Parameters
    ----------
    net : Network
        Any network.
    weights : str
        A numeric column of the ties, above 0 everywhere.
    mode : {"out", "in", "all"}
        Which rows the lengths are for, see `rows_for`.

    Returns
    -------
    ndarray of float
        One length for each arc, or each contact where `mode` joins both directions.

    Raises
    ------
    ArgumentError
        If there is no such column or a length is not above 0.
    """
    # The network's own check of the column: existence, type, finite values.
    net.arc_weights(weights)
    values = net.ties[weights].to_numpy(dtype=float)
    if np.any(values <= 0):
        raise ArgumentError(f"`weights`: lengths must be above 0, and the ties' column {weights!r} holds 0")
    graph = net.graph
    lengths = np.full(graph.m + 1, np.inf)
    for column in (0, 1):
        # Place -1, where there is no arc, is the last one, and is cut off.
        np.minimum.at(lengths, graph.tie_arcs[:, column], values)
    lengths[-1] = np.inf
    if mode == "all" and graph.directed:
        contacts = arcs_of(net).contacts
        shorter: Floats = np.minimum(lengths[contacts.out_arcs], lengths[contacts.in_arcs])
        return shorter
    return lengths[:-1]


def per_actor(net: Network, values: NDArray[Any], name: str) -> pd.Series[Any]:
    """
    Label one value an actor.

    Parameters
    ----------
    net : Network
        Any network.
    values : ndarray, shape (n,)
        In the network's order.
    name : str
        Of the measure.

    Returns
    -------
    Series
        Indexed by actor.
    """
    return pd.Series(values, index=net.index, name=name)


def codes_of(net: Network, groups: str | pd.Series[Any]) -> tuple[Ints, list[Any]]:
    """
    Turn the groups of the actors into numbers.

    Parameters
    ----------
    net : Network
        Any network.
    groups : str or Series
        A column of ``net.actors``, or values indexed by actor.

    Returns
    -------
    codes : ndarray of int32, shape (n,)
        Number of each actor's group; -1 for those without one.
    names : list
        The groups, by number.

    Raises
    ------
    ArgumentError
        If there is no such column, or the Series leaves out an actor.
    """
    if isinstance(groups, pd.Series):
        missing = net.index.difference(groups.index)
        if len(missing):
            raise ArgumentError(
                f"`groups` has no value for {missing[0]!r}; give every actor of the network a group, or NaN"
            )
        if not groups.index.is_unique:
            raise ArgumentError("`groups` has more than one value for an actor")
        values = groups.reindex(net.index)
    elif isinstance(groups, Hashable) and groups in net.actors:
        values = net.actors[groups]
    else:
        raise ArgumentError(
            f"`groups` is {groups!r}; the actors' columns are {', '.join(map(str, net.actors.columns))}, "
            "and a Series indexed by actor will do"
        )
    # An empty text in a table is no group of its own.
    if not pd.api.types.is_numeric_dtype(values):
        values = values.mask((values == "").fillna(False).astype(bool))
    codes, names = pd.factorize(values, sort=False)
    return codes.astype(np.int32), list(names)


def positions_of(net: Network, actors: str | Iterable[Hashable], name: str) -> Ints:
    """
    Look up a set of actors.

    Parameters
    ----------
    net : Network
        Any network.
    actors : str or iterable of str
        One name, or several.
    name : str
        Of the argument, for messages.

    Returns
    -------
    ndarray of int32
        Positions, each once, in order.

    Raises
    ------
    ArgumentError
        If there is none.
    """
    if not isinstance(actors, Iterable):
        raise ArgumentError(f"`{name}` is {actors!r}; name one actor or several")
    found = np.unique(net.positions([actors] if isinstance(actors, str) else list(actors))).astype(np.int32)
    if not len(found):
        raise ArgumentError(f"`{name}` is empty; name at least one actor")
    return found


def check_directed(net: Network, name: str) -> None:
    """
    Refuse a network without direction.

    Parameters
    ----------
    net : Network
        Any network.
    name : str
        Of the measure.

    Raises
    ------
    NotDefinedError
        If the network has no direction.
    """
    if not net.directed:
        raise NotDefinedError(
            f"`{name}` has no meaning without direction, and this network is undirected; "
            "of a dossier take view='command', of a table directed=True"
        )


def check_choice(name: str, value: object, choices: Iterable[str]) -> None:
    """
    Refuse a word that is none of those that there are.

    Parameters
    ----------
    name : str
        Of the argument.
    value : object
        What was given.
    choices : iterable of str
        What there is.

    Raises
    ------
    ArgumentError
        If it is none of them.
    """
    known = tuple(choices)
    if value not in known:
        raise ArgumentError(f"`{name}` is {value!r}; it can be {', '.join(map(repr, known))}")


def random_generator(rng: int | np.random.Generator | None) -> np.random.Generator:
    """
    Make a generator of random numbers.

    Parameters
    ----------
    rng : int, Generator or None
        A seed, a generator to go on with, or None for a new one.

    Returns
    -------
    Generator
        The generator.

    Raises
    ------
    ArgumentError
        If it is none of these.
    """
    if rng is not None and not isinstance(rng, np.random.Generator) and not is_whole(rng, 0):
        raise ArgumentError(f"`rng` is {rng!r}; a seed is a whole number from 0 on")
    return np.random.default_rng(rng)
