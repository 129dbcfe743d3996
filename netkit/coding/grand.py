"""The items that the Guidelines for Reporting About Network Data (GRAND v1.0) ask for, answered from a dossier."""

from __future__ import annotations

import numpy as np
import pandas as pd

from netkit.claims.tables import Tables
from netkit.dates import FIRST, LAST, format_day, parse_dates
from netkit.dossier import Dossier
from netkit.network.network import Network

__all__ = ["grand_items", "time_covered"]

_UNSTATED = "not stated"


def grand_items(dossier: Dossier) -> list[tuple[str, str, str]]:
    """
    Answer the items for a dossier and the networks that are made of it.

    Parameters
    ----------
    dossier : Dossier
        What the sources say.

    Returns
    -------
    list of tuple of str
        (number, item, answer). Numbers of actors and ties are those of `network(view="all")`, unless a view is named.

    References
    ----------
    .. [1] Neal, Z. P. et al. (2026). Guidelines for Reporting About Network Data. https://www.grand-statement.org
    """
    net = dossier.network(view="all")
    return [*_data(dossier), *_nodes(dossier, net), *_edges(dossier, net), *_transformations(dossier, net)]


def time_covered(tables: Tables) -> tuple[str, str] | None:
    """
    Give the time that the dated claims cover.

    Parameters
    ----------
    tables : Tables
        The dossier's tables.

    Returns
    -------
    tuple of str or None
        The first and the last day that a date names; None if nothing is dated.
    """
    bounds = parse_dates(date for date in tables.claims["date"] if date).bounds
    known = (bounds > FIRST + 1) & (bounds < LAST - 1)  # beside a sentinel stands what merely follows from it
    days = np.concatenate([bounds[:, :2][known[:, :2]], bounds[:, 2:][known[:, 2:]] - 1])
    return (format_day(int(days.min())), format_day(int(days.max()))) if len(days) else None


def _data(dossier: Dossier) -> list[tuple[str, str, str]]:
    tables, package = dossier.tables, dossier.tables.raw.package
    covered = time_covered(tables)
    places = "; ".join(dict.fromkeys(place for place in tables.cases["place"] if place))
    licences = ", ".join(str(licence.get("name", "")) for licence in package.get("licenses", []))
    where = str(package.get("homepage") or "the folder of this dossier, a Tabular Data Package")
    name = f"{package.get('title') or tables.folder.name}, version {package.get('version', _UNSTATED)}"
    return [
        ("1.1", "Data", f"archival: claims coded by hand from {len(tables.sources)} documents, each with its passage"),
        ("1.2", "Ethics", str(package.get("ethics") or _UNSTATED)),
        ("1.3", "Multiple", "one network in continuous time: `at=`, `between=` and `until=` give that of any date"),
        ("1.4", "Location", places or _UNSTATED),
        ("1.5", "Date", f"{covered[0]} to {covered[1]}" if covered else _UNSTATED),
        ("1.6", "Availability", f"{where}; licence {licences or _UNSTATED}"),
        ("1.7", "Citation", str(package.get("citation") or name)),
    ]


def _nodes(dossier: Dossier, net: Network) -> list[tuple[str, str, str]]:
    tables = dossier.tables
    kinds = tables.actors["kind"].value_counts()
    tied = net.actors["kind"].value_counts()
    size = ", ".join(f"{count} {kind}s ({tied.get(kind, 0)} with a tie)" for kind, count in kinds.items())
    passed = len(tables.passing)
    boundary = (
        "not bounded by a list: every actor whom a source ties to another in a relation of the vocabulary; "
        f"{passed} names are passed over, each with a reason"
    )
    return [
        ("2.1", "Nodes", "multi-mode: persons, organisations, and groups of people without names"),
        ("2.2", "Size", size or "none"),
        ("2.3", "Boundary", boundary),
        ("2.4", "Missing", "cannot be known: whom no source names is not in the data"),
        ("2.5", "Degree", "not restricted"),
    ]


def _edges(dossier: Dossier, net: Network) -> list[tuple[str, str, str]]:
    ties, relations = net.ties, dossier.tables.relations
    used = relations.loc[list(dict.fromkeys(ties["relation"]))] if len(ties) else relations.iloc[:0]
    undirected = ", ".join(used.index[~used["directed"]]) or "none"
    loops = ties[ties["subject"] == ties["object"]]
    told = ", ".join(dict.fromkeys(loops["relation"]))
    return [
        (
            "3.1",
            "Edges",
            f"multiplex: {len(used)} relations in {used['family'].nunique()} families; `label` says what each means",
        ),
        ("3.2", "Direction", f"directed from subject to object, read as `label`; without direction: {undirected}"),
        ("3.3", "Weight", f"the tie's probability, from 0 to 1; mean, standard deviation and range: {_weights(ties)}"),
        ("3.4", "Selfloops", f"{len(loops)} ({told}): what somebody did to himself" if len(loops) else "none"),
        ("3.5", "Bipartite", "multilevel: ties stand between actors of any kind"),
        ("3.6", "Hypergraph", "no; a claim on a group is one tie, its size is in `number`"),
        ("3.7", "Number", _numbers(ties)),
    ]


def _weights(ties: pd.DataFrame) -> str:
    parts = []
    for family, chances in ties.groupby("family", sort=False)["probability"]:
        spread = float(np.std(chances.to_numpy()))
        parts.append(f"{family} {chances.mean():.2f} ± {spread:.2f} ({chances.min():.2f} to {chances.max():.2f})")
    return ", ".join(parts) or "–"


def _numbers(ties: pd.DataFrame) -> str:
    count = ties["family"].value_counts()
    pairs = len(ties[["subject", "object"]].drop_duplicates())
    told = ", ".join(f"{family} {number}" for family, number in count.items())
    return f"{len(ties)} ties on {pairs} ordered pairs, both directions of a mutual pair counted: {told or '–'}"


def _transformations(dossier: Dossier, net: Network) -> list[tuple[str, str, str]]:
    claims = dossier.tables.claims
    working = dossier.network()
    ties = net.ties
    excluded = claims["status"].ne("done")
    statuses = ", ".join(f"{count} {status}" for status, count in claims.loc[excluded, "status"].value_counts().items())
    derived = ties[ties["derived"]]
    rules = ", ".join(f"{rule} {count}" for rule, count in derived["rule"].value_counts().items())
    cited = len({claim for claims in ties["claims"] for claim in claims})
    return [
        ("4.1", "Symmetrized", f'only in `view="working"`: a tie either way counts; {_one_way(working)} before that'),
        ("4.2", "Dichotomized", "no: probabilities are kept; certainty below `min_certainty` is excluded, see 4.4"),
        ("4.3", "Projected", "no; `two_mode()` gives projections on request"),
        ("4.4", "Excluded", f"claims that are not `done`: {statuses or 'none'}; {_working(working, net)}"),
        (
            "4.5",
            "Aggregated",
            f"claims on one pair, relation, case and stretch of time are one tie: {cited} claims, {len(ties)} ties",
        ),
        ("4.6", "Imputed", f"{len(derived)} ties follow from offices and are marked `derived`: {rules or 'none'}"),
    ]


def _one_way(working: Network) -> str:
    """Tell how many of the tied pairs of the working view were told in one direction alone."""
    ties = working.ties
    directed = ties[ties["directed"].to_numpy(dtype=bool) & (ties["subject"] != ties["object"]).to_numpy()]
    pairs = set(zip(directed["subject"], directed["object"], strict=True))
    tied = {frozenset(pair) for pair in pairs}
    single = sum((two, one) not in pairs for one, two in pairs)
    return (
        f"{single / len(tied):.0%} of the {len(tied)} directed pairs were not mutual"
        if tied
        else "no pair was directed"
    )


def _working(working: Network, net: Network) -> str:
    return (
        f'`view="working"` keeps {working.n_ties} of {net.n_ties} ties and {working.n_actors} of {net.n_actors} actors '
        "(persons, relations of contact, at least probable)"
    )
