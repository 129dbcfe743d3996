"""For every commander, the victims that his chains reach: in which case, how surely, through whom and by whose hand."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable

import pandas as pd

from netkit.claims.tables import Tables
from netkit.command.cases import case_chains, wanted_by
from netkit.command.chains import Chain, check_count
from netkit.dossier import Dossier

__all__ = ["responsibility"]

_COLUMNS = [
    *("commander", "victim", "case", "part", "probability", "steps", "through", "by_whom", "inferred"),
    *("claims", "sources"),
]


def responsibility(dossier: Dossier, *, cases: str | Iterable[str] | None = None, k: int = 10) -> pd.DataFrame:
    """
    Tell for every commander the victims that his chains reach.

    Parameters
    ----------
    dossier : Dossier
        What the sources say.
    cases : str or iterable of str, optional
        Ids of cases; all of them if not given.
    k : int, default: 10
        How many chains of each case are looked at.

    Returns
    -------
    DataFrame
        One row a commander, victim and case: his most probable chain, or the rest of a chain from him on.

        - commander, victim, case: ids; the case is that of the act itself.
        - part: "wanted it" (a source says that he wanted harm done to the victim), "passed it on", "carried it out".
        - probability: of the chain from him on, its sources discounted once.
        - steps: 1 if it was his own act.
        - through: ids of those between him and the doer; by_whom: id of the doer.
        - inferred: whether a step is derived, or leads through a membership of which no source names an order.
        - claims, sources: ids of what carries it.

        Ordered by commander, those with most victims first, then by probability.

    Raises
    ------
    ArgumentError
        If there is no such case, or `k` is no whole number from 1.

    Notes
    -----
    Chains are those of `case_chains`: attempts count, and who only wanted harm done without a chain that anybody tells
    does not appear. To stand on a chain is what the sources claim, not guilt.
    """
    tables = dossier.tables
    check_count("k", k)
    asked = list(tables.cases.index) if cases is None else [cases] if isinstance(cases, str) else list(cases)
    best: dict[tuple[str, str, str], dict[str, object]] = {}
    wanting: dict[tuple[str, str], set[str]] = {}
    source_of = tables.claims["source"].to_dict()
    for case in asked:
        for chain in case_chains(dossier, str(case), k=k):
            if (chain.case, chain.actors[-1]) not in wanting:
                wanting[chain.case, chain.actors[-1]] = wanted_by(tables, chain.case, chain.actors[-1])
            for row in _parts(tables, chain, wanting[chain.case, chain.actors[-1]], source_of):
                key = (str(row["commander"]), str(row["victim"]), str(row["case"]))
                if key not in best or _better(row, best[key]):
                    best[key] = row
    table = pd.DataFrame(list(best.values()), columns=_COLUMNS)
    victims = table.groupby("commander")["victim"].nunique()
    order = table.assign(victims=table["commander"].map(victims))
    columns = ["victims", "commander", "probability", "victim", "case"]
    order = order.sort_values(columns, ascending=[False, True, False, True, True])
    return order[_COLUMNS].reset_index(drop=True)


def _better(row: dict[str, object], other: dict[str, object]) -> bool:
    mine, theirs = float(str(row["probability"])), float(str(other["probability"]))
    return (mine, -int(str(row["steps"]))) > (theirs, -int(str(other["steps"])))


def _parts(tables: Tables, chain: Chain, wanting: set[str], source_of: dict[Hashable, str]) -> list[dict[str, object]]:
    """One row for everybody on a chain but its victim: the rest of it, from him on."""
    victim, doer = chain.actors[-1], chain.actors[-2]
    told = {name: chain.ties[name].tolist() for name in ("rests_on", "chance", "claims", "derived", "backward")}
    rows: list[dict[str, object]] = []
    for place, commander in enumerate(chain.actors[:-1]):
        roots = {root for rests in told["rests_on"][place:] for root in rests}
        claims = tuple(dict.fromkeys(claim for some in told["claims"][place:] for claim in some))
        part = "wanted it" if commander in wanting else "carried it out" if commander == doer else "passed it on"
        rows.append(
            {
                "commander": commander,
                "victim": victim,
                "case": chain.case,
                "part": part,
                "probability": math.prod(told["chance"][place:]) * math.prod(tables.grades[root] for root in roots),
                "steps": len(chain) - place,
                "through": chain.actors[place + 1 : -2],
                "by_whom": doer,
                "inferred": any(told["derived"][place:]) or any(told["backward"][place:]),
                "claims": claims,
                "sources": tuple(dict.fromkeys(source_of[claim] for claim in claims)),
            }
        )
    return rows
