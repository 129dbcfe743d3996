"""Structural holes: whether an actor stands between people who do not know one another, or in one closed circle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from netkit.kernels import holes as kernels
from netkit.measures.arcs import arcs_of, check_choice, per_actor
from netkit.measures.registry import measure

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from netkit.network.network import Network

    Rows = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]

__all__ = ["burt_efficiency", "burt_hierarchy", "constraint", "effective_size"]

Model = Literal["whole", "ego"]


@measure(level="actor")
def constraint(net: Network, *, model: Model = "whole", weights: str | None = None) -> pd.Series[float]:
    r"""
    Measure how far each actor's contacts are tied to one another.

    Low values mark brokers, high values mark people enclosed in one circle.

    Parameters
    ----------
    net : Network
        Directed ties are symmetrised, so that a mutual pair weighs 2; parallel ties count once, self-ties never.
    model : {"whole", "ego"}
        Whether a contact's ties outside the actor's own circle take part of the contact's attention ("whole", as
        networkx, igraph and xUCINET do) or do not count ("ego").
    weights : str, optional
        A numeric column of the ties, added up over parallel ties; ties of weight 0 are none. Without it every arc
        weighs 1.

    Returns
    -------
    Series of float, shape (n,)
        Constraint, a pure number above 0 (it can exceed 1), indexed by actor. NaN for isolates.

    Raises
    ------
    ArgumentError
        If there is no such model or column, or a weight is missing or negative.

    Notes
    -----
    .. math:: c_i = \sum_{j \in N(i)} \Bigl(p_{ij} + \sum_{q \ne i,j} p_{iq}\,p_{qj}\Bigr)^2,
        \qquad p_{ij} = \frac{w_{ij} + w_{ji}}{\sum_k (w_{ik} + w_{ki})}

    The sum goes over the actor's own contacts j alone.

    References
    ----------
    .. [1] Burt, R. S. (1992). *Structural Holes*, ch. 2, eq. 2.4.
    .. [2] Everett, M. G., & Borgatti, S. P. (2020). Unpacking Burt's constraint measure. *Social Networks* 62, 50-57.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.constraint(nk.from_networkx(nx.complete_graph(3))).tolist()
    [1.125, 1.125, 1.125]
    """
    check_choice("model", model, ("whole", "ego"))
    values = kernels.constraints(*_contacts(net, weights), model == "ego")
    return per_actor(net, values, "constraint")


@measure(level="actor")
def burt_hierarchy(net: Network, *, model: Model = "whole", weights: str | None = None) -> pd.Series[float]:
    r"""
    Measure how far each actor's constraint comes from a single contact.

    Near 1 one contact holds him; near 0 all contacts constrain him alike.

    Parameters
    ----------
    net : Network
        Directed ties are symmetrised, so that a mutual pair weighs 2; parallel ties count once, self-ties never.
    model : {"whole", "ego"}
        As for `constraint`.
    weights : str, optional
        A numeric column of the ties, added up over parallel ties; ties of weight 0 are none. Without it every arc
        weighs 1.

    Returns
    -------
    Series of float, shape (n,)
        From 0 to 1, indexed by actor; 1 for a single contact, NaN for isolates.

    Raises
    ------
    ArgumentError
        If there is no such model or column, or a weight is missing or negative.

    Notes
    -----
    .. math:: H_i = \frac{\sum_j r_j \ln r_j}{n_i \ln n_i}, \qquad r_j = \frac{c_{ij}}{C_i / n_i}

    where :math:`c_{ij}` is the contact's part of the constraint :math:`C_i` and :math:`n_i` the number of contacts.

    References
    ----------
    .. [1] Burt, R. S. (1992). *Structural Holes*, ch. 2, eq. 2.9.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.burt_hierarchy(nk.from_networkx(nx.star_graph(3))).tolist()
    [0.0, 1.0, 1.0, 1.0]
    """
    check_choice("model", model, ("whole", "ego"))
    values = kernels.hierarchies(*_contacts(net, weights), model == "ego")
    return per_actor(net, values, "burt_hierarchy")


@measure(level="actor")
def effective_size(net: Network, *, weights: str | None = None) -> pd.Series[float]:
    r"""
    Count each actor's contacts that are not redundant.

    A contact who is tied to the actor's other contacts brings less that is new.

    Parameters
    ----------
    net : Network
        Directed ties are symmetrised, so that a mutual pair weighs 2; parallel ties count once, self-ties never.
    weights : str, optional
        A numeric column of the ties, added up over parallel ties; ties of weight 0 are none. Without it every arc
        weighs 1.

    Returns
    -------
    Series of float, shape (n,)
        A number of contacts, from 1 (weighted: above 0) up to the degree, indexed by actor. NaN for isolates.

    Raises
    ------
    ArgumentError
        If there is no such column, or a weight is missing or negative.

    Notes
    -----
    .. math:: E_i = \sum_j \Bigl(1 - \sum_{q \ne j} p_{iq}\,m_{jq}\Bigr),
        \qquad m_{jq} = \frac{w_{jq} + w_{qj}}{\max_k (w_{jk} + w_{kj})}

    Without weights and direction that is :math:`n_i - 2 t_i / n_i`, with :math:`t_i` ties among the contacts.

    References
    ----------
    .. [1] Burt, R. S. (1992). *Structural Holes*, ch. 2, eq. 2.2.
    .. [2] Borgatti, S. P. (1997). Structural holes: unpacking Burt's redundancy measures. *Connections* 20 (1), 35-38.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.effective_size(nk.from_networkx(nx.star_graph(3))).tolist()
    [3.0, 1.0, 1.0, 1.0]
    """
    return per_actor(net, kernels.effective_sizes(*_contacts(net, weights)), "effective_size")


@measure(level="actor")
def burt_efficiency(net: Network, *, weights: str | None = None) -> pd.Series[float]:
    r"""
    Measure the share of each actor's contacts that are not redundant.

    Parameters
    ----------
    net : Network
        Directed ties are symmetrised, so that a mutual pair weighs 2; parallel ties count once, self-ties never.
    weights : str, optional
        A numeric column of the ties, added up over parallel ties; ties of weight 0 are none. Without it every arc
        weighs 1.

    Returns
    -------
    Series of float, shape (n,)
        Above 0, up to 1, indexed by actor. NaN for isolates.

    Raises
    ------
    ArgumentError
        If there is no such column, or a weight is missing or negative.

    Notes
    -----
    .. math:: \frac{E_i}{n_i}

    with the effective size :math:`E_i` and the number of contacts :math:`n_i`.

    References
    ----------
    .. [1] Burt, R. S. (1992). *Structural Holes*, ch. 2.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.burt_efficiency(nk.from_networkx(nx.complete_graph(3))).tolist()
    [0.5, 0.5, 0.5]
    """
    indptr, indices, weight = _contacts(net, weights)
    sizes = kernels.effective_sizes(indptr, indices, weight)
    count = np.diff(indptr)
    values = np.divide(sizes, count, out=np.full(net.n_actors, np.nan), where=count > 0)
    return per_actor(net, values, "burt_efficiency")


def _contacts(net: Network, weights: str | None) -> Rows:
    """Give the contacts of each actor with the weight of both directions; contacts without weight are left out."""
    contacts = arcs_of(net).contacts
    if weights is None:
        return contacts.indptr, contacts.indices, np.add(contacts.out_arcs >= 0, contacts.in_arcs >= 0, dtype=float)
    both = contacts.weights(net.arc_weights(weights))
    indptr, indices = contacts.indptr, contacts.indices
    if not np.all(both > 0):
        kept = both > 0
        owners = np.repeat(np.arange(net.n_actors), np.diff(indptr))[kept]
        indptr = np.append(0, np.cumsum(np.bincount(owners, minlength=net.n_actors))).astype(np.int32)
        indices, both = indices[kept], both[kept]
    return indptr, indices, both
