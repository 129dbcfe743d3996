"""Measures of my own."""

import pandas as pd

import netkit as nk


@nk.measure(level="actor")
def doubtful_share(net: nk.Network) -> "pd.Series[float]":
    """
    Measure how much of what ties an actor to others is improbable.

    Parameters
    ----------
    net : Network
        Direction does not matter; parallel ties count one by one.

    Returns
    -------
    Series of float, shape (n,)
        Share of the actor's ties with a probability below 0.5, indexed by actor; NaN without ties.
    """
    ties = net.ties
    ends = pd.concat([ties.set_index(end)["probability"] for end in ("subject", "object")])
    return (ends < 0.5).groupby(level=0).mean().reindex(net.index)
