"""Measures of my own."""

import pandas as pd

import netkit as nk


@nk.measure(level="actor")
def sole_contact(net: nk.Network) -> "pd.Series[float]":
    """
    Count those of an actor's contacts who have no other.

    Parameters
    ----------
    net : Network
        Direction does not matter; parallel ties count as one.

    Returns
    -------
    Series of float, shape (n,)
        Number of the actor's contacts who are alone without him, indexed by actor; NaN without ties.
    """
    ties = net.ties[["subject", "object"]].to_numpy()
    pairs = pd.DataFrame([*ties, *ties[:, ::-1]], columns=["actor", "contact"]).drop_duplicates()
    contacts = pairs["actor"].value_counts()
    return (pairs["contact"].map(contacts) == 1).astype(float).groupby(pairs["actor"]).sum().reindex(net.index)
