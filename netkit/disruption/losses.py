"""Whom a dossier lost, and when: the historic order of removals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from netkit.claims.timeline import Timeline, narrowest
from netkit.dates import FIRST, LAST, window
from netkit.errors import ArgumentError
from netkit.network.building import check_policy, counted_claims
from netkit.network.columns import shown_days
from netkit.network.policy import make_policy

if TYPE_CHECKING:
    from netkit.dossier import Dossier

__all__ = ["losses"]

# What takes somebody out of a network; those that a dossier's vocabulary has.
_CAUSES = ("kills", "died", "arrests", "dismisses", "defects")
_COLUMNS = ["name", "cause", "earliest", "latest", "day", "claims"]


def losses(
    dossier: Dossier,
    *,
    between: tuple[str, str] | None = None,
    causes: str | Iterable[str] | None = None,
    min_certainty: str | None = None,
    circa: str = "0d",
) -> pd.DataFrame:
    """
    Tell whom the sources say was lost, and when: killed, dead, arrested, dismissed or gone over.

    Parameters
    ----------
    dossier : Dossier
        What the sources say.
    between : tuple of two str, optional
        Only losses that can have happened from the one date to the other, both included.
    causes : str or iterable of str, optional
        Relations that count as a loss: of the object, or of the subject where the relation has no object. Those of
        kills, died, arrests, dismisses and defects that the dossier's vocabulary has, if not given.
    min_certainty : str, optional
        The least word of certainty that counts.
    circa : str, default: "0d"
        By how much a date with ``~`` is widened at either end.

    Returns
    -------
    DataFrame
        Indexed by actor: each person's first loss, in the order of time.

        - name, cause (the relation).
        - earliest, latest: first and last day on which it can have happened; NaT = without bound.
        - day: the middle of the two, by which the table is ordered; NaT where there is a bound missing (these come
          last).
        - claims: ids of the claims that tell of it.

    Raises
    ------
    ArgumentError
        If a relation or a word of certainty is unknown.

    See Also
    --------
    compare_removals : What these losses did, beside random and targeted ones.

    Notes
    -----
    Who was released, or appointed again, is lost all the same: what his ties were afterwards says a network at a later
    date.
    """
    tables = dossier.tables
    asked = (
        [causes]
        if isinstance(causes, str)
        else list(causes or [one for one in _CAUSES if one in tables.relations.index])
    )
    if unknown := [one for one in asked if one not in tables.relations.index]:
        raise ArgumentError(
            f"`causes`: {unknown[0]!r} is unknown; there is {', '.join(sorted(tables.relations.index))}"
        )
    policy = make_policy(view="all", min_certainty=min_certainty, circa=circa)
    check_policy(tables, policy)
    timeline = Timeline(tables, circa)
    counted = counted_claims(tables, policy)
    rows = np.flatnonzero(counted & tables.claims["relation"].isin(asked).to_numpy())
    claims = tables.claims.iloc[rows]
    told = pd.DataFrame(
        {
            "actor": claims["object"].where(claims["object"] != "", claims["subject"]).to_numpy(),
            "cause": claims["relation"].to_numpy(),
            "first": timeline.bounds[rows, 0],
            "after": timeline.bounds[rows, 3],
            "claim": claims.index,
        }
    )
    told = told[(told["actor"].map(tables.actors["kind"]) == "person").to_numpy()]
    if between is not None:
        low, high = window(between[0])[0], window(between[1])[1]
        told = told[(told["first"] < high) & (told["after"] > low)]
    # Who was killed died: two words for one loss.
    told["loss"] = told["cause"].replace("died", "kills")
    found = [_first_loss(mine) for _, mine in told.groupby("actor", sort=False)]
    table = pd.DataFrame(found, columns=["actor", "first", "after", "middle", "cause", "claims"])
    table = table.sort_values(["middle", "after", "actor"], kind="stable").set_index("actor")
    numbers = {"earliest": table["first"], "latest": table["after"] - 1, "day": table["middle"]}
    days = {name: shown_days(column.to_numpy(dtype=np.int64)) for name, column in numbers.items()}
    return table.assign(name=tables.actors["name"].reindex(table.index), **days)[_COLUMNS]


def _first_loss(mine: pd.DataFrame) -> dict[str, Any]:
    """Join what tells of one person's first loss: that which was over first, and what can be the same."""
    first = mine.iloc[int(mine["after"].argmin())]
    same = mine[(mine["loss"] == first["loss"]) & (mine["first"] < first["after"]) & (mine["after"] > first["first"])]
    low, after = narrowest(set(zip(same["first"], same["after"], strict=True)))
    bounded = low > FIRST and after < LAST
    return {
        "actor": first["actor"],
        "first": low,
        "after": after,
        "middle": (low + after - 1) // 2 if bounded else LAST,
        "cause": first["cause"],
        "claims": tuple(sorted(same["claim"])),
    }
