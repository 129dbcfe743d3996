"""Ties that follow from offices: heads command the heads of what is below, and their deputies; successors inherit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netkit.claims.tables import Tables
from netkit.network.columns import BOUNDS, complete_ties

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["INFERENCE", "derived_ties"]

INFERENCE: Final = 0.9
"""How sure a derived tie is, given all that it follows from."""


def derived_ties(tables: Tables, told: pd.DataFrame) -> pd.DataFrame:
    """
    Derive the ties that follow from offices and reorganisations.

    Parameters
    ----------
    tables : Tables
        The dossier's tables.
    told : DataFrame
        The ties that claims tell.

    Returns
    -------
    DataFrame
        Ties with `derived` and the name of the `rule`, the claims of all parts, and the product of their
        probabilities times `INFERENCE`; without those that nobody can have stood in at any time.
    """
    by = {name: told[told["relation"] == name] for name in ("commands", "heads", "deputy_heads", "part_of")}
    heads, deputies = _offices(by["heads"]), _offices(by["deputy_heads"])
    found = [
        _join([(by["commands"], "subject", "object"), (heads, "object", "subject")], "commands what he heads"),
        _join(
            [(heads, "subject", "object"), (by["part_of"], "object", "subject"), (heads, "object", "subject")],
            "heads what is above",
        ),
        _join([(heads, "subject", "object"), (deputies, "object", "subject")], "heads what he is deputy of"),
    ]
    commands = pd.concat(found, ignore_index=True)
    if "commands" in tables.relations.index:
        commands = commands.assign(relation="commands", family=str(tables.relations.at["commands", "family"]))
    else:
        commands = commands.iloc[:0].assign(relation="", family="")
    ties = pd.concat([commands, _handed_on(told)], ignore_index=True)
    return complete_ties(ties.assign(directed=True, case="", derived=True), directed=True)


def _offices(ties: pd.DataFrame) -> pd.DataFrame:
    """One row a person, office and stretch, whatever the cases."""
    return ties.sort_values("probability", ascending=False).drop_duplicates(["subject", "object", *BOUNDS])


def _join(steps: list[tuple[pd.DataFrame, str, str]], rule: str) -> pd.DataFrame:
    """Join ties end to end; the result holds while all of them do."""
    first, start, end = steps[0]
    joined = _end_columns(first, start, end)
    for ties, start, end in steps[1:]:
        right = _end_columns(ties, start, end)
        joined = joined.merge(right, left_on="to", right_on="from", suffixes=("", "_next"), sort=False)
        joined = joined.assign(
            to=joined["to_next"],
            start_earliest=joined[["start_earliest", "start_earliest_next"]].max(axis=1),
            start_latest=joined[["start_latest", "start_latest_next"]].max(axis=1),
            end_earliest=joined[["end_earliest", "end_earliest_next"]].min(axis=1),
            end_latest=joined[["end_latest", "end_latest_next"]].min(axis=1),
            probability=joined["probability"] * joined["probability_next"],
            certainty=joined["certainty"] * joined["certainty_next"],
            claims=joined["claims"] + joined["claims_next"],
            rests_on=joined["rests_on"] + joined["rests_on_next"],
        )
        joined = joined[[name for name in joined.columns if not name.endswith("_next")]]
    joined = joined[(joined["from"] != joined["to"]) & (joined["start_earliest"] < joined["end_latest"])]
    joined = joined.rename(columns={"from": "subject", "to": "object"}).drop_duplicates(["subject", "object", *BOUNDS])
    return joined.assign(
        probability=joined["probability"] * INFERENCE,
        certainty=joined["certainty"] * INFERENCE,
        claims=_unique(joined["claims"]),
        rests_on=_unique(joined["rests_on"]),
        rule=rule,
        flag="",
    )


def _end_columns(ties: pd.DataFrame, start: str, end: str) -> pd.DataFrame:
    kept = ties[[*BOUNDS, "probability", "certainty", "claims", "rests_on"]]
    return kept.assign(**{"from": ties[start], "to": ties[end]})


def _unique(lists: Iterable[Iterable[str]]) -> NDArray[np.object_]:
    kept = [tuple(dict.fromkeys(items)) for items in lists]
    column = np.empty(len(kept), dtype=object)
    column[:] = kept
    return column


def _handed_on(told: pd.DataFrame) -> pd.DataFrame:
    """Who belonged to an organisation when it became another one belongs to that one from then on."""
    belonging: dict[str, list[dict[Any, Any]]] = {}
    for row in told[told["relation"].isin(["member_of", "part_of"])].to_dict("records"):
        belonging.setdefault(row["object"], []).append(row)
    found = []
    for change in told[told["relation"] == "becomes"].sort_values("start_earliest", kind="stable").to_dict("records"):
        seen = set()
        for row in belonging.get(change["subject"], []):
            start = max(row["start_earliest"], change["start_earliest"])
            key = (row["subject"], row["relation"], start, row["end_latest"])
            outlived = row["end_latest"] > change["start_earliest"] and row["start_earliest"] < change["end_latest"]
            if not outlived or row["subject"] == change["object"] or key in seen:
                continue
            seen.add(key)
            passed: dict[Any, Any] = {
                **row,
                "object": change["object"],
                "start_earliest": start,
                "start_latest": max(row["start_latest"], change["start_latest"]),
                "end_earliest": max(row["end_earliest"], start + 1),
                "probability": row["probability"] * change["probability"] * INFERENCE,
                "certainty": row["certainty"] * change["certainty"] * INFERENCE,
                "claims": tuple(dict.fromkeys((*row["claims"], *change["claims"]))),
                "rests_on": tuple(dict.fromkeys((*row["rests_on"], *change["rests_on"]))),
                "rule": "belonged to what became it",
                "flag": "",
            }
            found.append(passed)
            belonging.setdefault(change["object"], []).append(passed)
    return pd.DataFrame(found, columns=told.columns)
