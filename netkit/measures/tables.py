"""Several measures beside one another, and how much is written about each actor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import numpy as np
import pandas as pd

from netkit.errors import ArgumentError
from netkit.measures.registry import call_measure

if TYPE_CHECKING:
    from netkit.network.network import Network

__all__ = ["evidence_counts", "table"]

Which: TypeAlias = "str | Callable[..., Any] | tuple[str | Callable[..., Any], Mapping[str, Any]]"


def table(net: Network, measures: Iterable[Which] | Which, *, evidence: bool = True) -> pd.DataFrame:
    """
    Put several measures of the actors into one table.

    Parameters
    ----------
    net : Network
        What is measured.
    measures : iterable
        Names of measures, functions, or pairs of one of these and a dict of options; one's own measures too.
    evidence : bool
        Whether the number of claims and of sources stand beside every actor, where the network comes from a dossier:
        is he central, or only written about?

    Returns
    -------
    DataFrame, shape (n, …)
        Indexed by actor: one column a measure, several (``name.column``) for a measure that returns several; then
        `claims`, the number of claims behind the network's ties that name the actor, and `sources`, of those that they
        come from. Other claims that name him are not counted: a tie needs claims, so `claims` goes along with `degree`
        in part by construction. A measure given twice says its options in the column's name.

    Raises
    ------
    ArgumentError
        If there is no such measure, or it has no value for each actor.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> net = nk.from_networkx(nx.Graph([("a", "b"), ("b", "c"), ("b", "d")]))
    >>> nk.table(net, ["degree", ("betweenness", {"normalized": True})]).loc["b"].to_dict()
    {'degree': 3.0, 'betweenness': 1.0}
    """
    if isinstance(measures, str) or callable(measures) or (isinstance(measures, tuple) and _is_pair(measures)):
        measures = [measures]
    wanted: list[tuple[str | Callable[..., Any], Mapping[str, Any]]] = [
        (item[0], item[1]) if isinstance(item, tuple) else (item, {}) for item in cast("Iterable[Which]", measures)
    ]
    names = [which if isinstance(which, str) else getattr(which, "__name__", "") for which, _ in wanted]
    columns: dict[str, pd.Series[Any]] = {}
    told = []
    for which, options in wanted:
        found, result = call_measure(which, net, options)
        if found.level not in ("actor", "group"):
            raise ArgumentError(f"`{found.name}` gives a value for each {found.level}; a table takes values for actors")
        name = found.name
        if names.count(name) > 1 and options:
            name += f"({', '.join(f'{key}={value}' for key, value in options.items())})"
        told.append(name)
        if isinstance(result, pd.DataFrame):
            columns |= {f"{name}.{column}": result[column] for column in result}
        else:
            columns[name] = result
    frame = pd.DataFrame(columns, index=net.index)
    if evidence and net.tables is not None:
        frame = frame.join(evidence_counts(net))
    frame.attrs = {
        "measures": told,
        "policy": net.policy.describe() if net.policy else {},
        "actors": net.n_actors,
        "ties": net.n_ties,
    }
    return frame


def _is_pair(item: tuple[Any, ...]) -> bool:
    return len(item) == 2 and isinstance(item[1], Mapping)


def evidence_counts(net: Network) -> pd.DataFrame:
    """
    Count the claims and the sources that speak of each actor, among those behind the network's ties.

    Parameters
    ----------
    net : Network
        From a dossier.

    Returns
    -------
    DataFrame of int, shape (n, 2)
        Indexed by actor: `claims` in which he is subject or object, and `sources` that they come from.

    Raises
    ------
    ArgumentError
        If the network does not come from a dossier.
    """
    if net.tables is None:
        raise ArgumentError("this network does not come from a dossier, so there are no claims to count")
    behind = pd.unique(np.array([claim for claims in net.ties["claims"] for claim in claims], dtype=object))
    claims = net.tables.claims
    claims = claims.loc[claims.index.isin(behind), ["subject", "object", "source"]]
    ends = pd.concat(
        [
            claims[["subject", "source"]].rename(columns={"subject": "actor"}),
            claims[["object", "source"]].rename(columns={"object": "actor"}),
        ]
    )
    ends["claim"] = ends.index
    counts = ends.groupby("actor").agg(claims=("claim", "nunique"), sources=("source", "nunique"))
    told: pd.DataFrame = counts.reindex(net.index, fill_value=0).astype("int64")
    return told
