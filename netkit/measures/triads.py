"""Triads: the sixteen ways in which three actors can be tied."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netkit.kernels.cohesion import triad_counts
from netkit.measures.arcs import arcs_of
from netkit.measures.registry import measure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netkit.network.network import Network

__all__ = ["triad_census"]

TRIADS: Final = (
    *("003", "012", "102", "021D", "021U", "021C", "111D", "111U"),
    *("030T", "030C", "201", "120D", "120U", "120C", "210", "300"),
)


def _triad_kinds() -> NDArray[np.int8]:
    """Tell the kind of each of the 64 triads by trying its six orders against one drawing of each kind."""
    # Arcs among a, b, c of one triad of each kind.
    drawings = {
        "003": "",
        "012": "ab",
        "102": "ab ba",
        "021D": "ba bc",
        "021U": "ab cb",
        "021C": "ab bc",
        "111D": "ab ba cb",
        "111U": "ab ba bc",
        "030T": "ab cb ac",
        "030C": "ba cb ac",
        "201": "ab ba bc cb",
        "120D": "ba bc ac ca",
        "120U": "ab cb ac ca",
        "120C": "ab bc ac ca",
        "210": "ab bc cb ac ca",
        "300": "ab ba bc cb ac ca",
    }
    kinds = np.full(64, -1, dtype=np.int8)
    for number, kind in enumerate(TRIADS):
        for order in permutations("abc"):
            arcs = {"".join(order["abc".index(end)] for end in arc) for arc in drawings[kind].split()}
            code = 0
            for place, (one, other) in enumerate((("a", "b"), ("a", "c"), ("b", "c"))):
                code += ((one + other in arcs) + 2 * (other + one in arcs)) * 4**place
            kinds[code] = number
    return kinds


_KINDS: Final = _triad_kinds()


@measure(level="network")
def triad_census(net: Network) -> pd.Series[int]:
    r"""
    Count the sixteen ways in which three actors can be tied.

    The names tell mutual, one-sided and untied pairs, then the direction: 021D is one who commands two, 021C a chain,
    030T a chain with a short cut, 030C a circle.

    Parameters
    ----------
    net : Network
        Parallel ties of one pair count once, self-ties nothing. Without direction every tie is mutual, and only 003,
        102, 201 and 300 occur.

    Returns
    -------
    Series of int, shape (16,)
        Number of sets of three actors, indexed by kind.

    Notes
    -----
    .. math:: \sum_{\text{kinds}} T = \binom{n}{3}

    References
    ----------
    .. [1] Holland, P. W., & Leinhardt, S. (1976). Local structure in social networks. *Sociological Methodology* 7,
       1-45.
    .. [2] Batagelj, V., & Mrvar, A. (2001). A subquadratic triad census algorithm for large sparse networks with small
       maximum degree. *Social Networks* 23, 237-243.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> census = nk.triad_census(nk.from_networkx(nx.DiGraph([("a", "b"), ("b", "c")])))
    >>> int(census["021C"])
    1
    """
    contacts = arcs_of(net).contacts
    codes = ((contacts.out_arcs >= 0) + 2 * (contacts.in_arcs >= 0)).astype(np.int8)
    counts = triad_counts(contacts.indptr, contacts.indices, codes, _KINDS)
    return pd.Series(counts, index=pd.Index(TRIADS, name="triad"), name="triad_census")
