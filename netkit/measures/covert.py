"""Covert networks: what being well informed costs in secrecy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from netkit.errors import ArgumentError, NotDefinedError
from netkit.kernels.traversal import reach_sums
from netkit.measures.arcs import arcs_of, check_choice
from netkit.measures.registry import measure

if TYPE_CHECKING:
    from netkit.network.network import Network

__all__ = ["covert_balance"]


@measure(level="network")
def covert_balance(
    net: Network,
    *,
    secrecy: Literal["uniform", "exposure"] = "uniform",
    detection: float = 1.0,
    disconnected: Literal["refuse", "inverse"] = "refuse",
) -> pd.Series[float]:
    r"""
    Weigh how fast word gets round against how much comes out when one member is caught.

    Parameters
    ----------
    net : Network
        Direction does not count: a pair with ties either way is one contact. Parallel ties count once, self-ties
        nothing; distances are in steps.
    secrecy : {"uniform", "exposure"}
        Whether all members are caught with the same chance, or with one that grows with the number of their contacts.
    detection : float
        For "uniform": the chance that a contact of who is caught comes out, from 0 to 1.
    disconnected : {"refuse", "inverse"}
        What to do where not everybody can reach everybody: raise, or take the mean of inverse distances in place of
        the inverse mean distance; the result's ``attrs["information"]`` says which of the two it is.

    Returns
    -------
    Series of float, shape (3,)
        information, secrecy, balance (their product), each from 0 to 1. NaN with fewer than two actors.

    Raises
    ------
    NotDefinedError
        If the network is disconnected and `disconnected` is "refuse".
    ArgumentError
        If an option is unknown or `detection` is not from 0 to 1.

    Notes
    -----
    With n members, m contacts, degrees d and the sum T of distances over ordered pairs,

    .. math:: I = \frac{n(n-1)}{T}, \quad S_{\text{uniform}} = \frac{n^2 - n - 2pm}{n^2}, \quad
        S_{\text{exposure}} = \frac{2m(n-2) + n(n-1) - \sum d_i^2}{n(2m + n)}, \quad \mu = S\,I

    References
    ----------
    .. [1] Lindelauf, R., Borm, P., & Hamers, H. (2009). The influence of secrecy on the communication structure of
       covert networks. *Social Networks* 31, 126-137.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> nk.covert_balance(nk.from_networkx(nx.star_graph(4))).round(3).tolist()
    [0.625, 0.48, 0.3]
    """
    check_choice("secrecy", secrecy, ("uniform", "exposure"))
    check_choice("disconnected", disconnected, ("refuse", "inverse"))
    if not 0 <= detection <= 1:
        raise ArgumentError(f"`detection` is {detection}; it is a chance, from 0 to 1")
    n = net.n_actors
    names = ["information", "secrecy", "balance"]
    if n < 2:
        return pd.Series(np.nan, index=names, name="covert_balance")
    contacts = arcs_of(net).contacts
    inverse, farness, reached = reach_sums(contacts.indptr, contacts.indices)
    connected = bool((reached == n - 1).all())
    if connected:
        information = n * (n - 1) / float(farness.sum())
    elif disconnected == "inverse":
        information = float(inverse.sum()) / (n * (n - 1))
    else:
        raise NotDefinedError(
            "`covert_balance` has no meaning where not everybody can reach everybody; take the largest part, or "
            "disconnected='inverse' for the mean of inverse distances"
        )
    degrees = np.diff(contacts.indptr).astype(float)
    twice = float(degrees.sum())
    if secrecy == "uniform":
        kept = (n * n - n - detection * twice) / (n * n)
    else:
        kept = (twice * (n - 2) + n * (n - 1) - float((degrees**2).sum())) / (n * (twice + n))
    result = pd.Series([information, kept, information * kept], index=names, name="covert_balance")
    result.attrs["information"] = "inverse mean distance" if connected else "mean inverse distance"
    return result
