"""Who followed whom in an office: with gaps, with overlaps that are doubtful, with vacancies."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Literal

import numpy as np
import pandas as pd

from netkit.claims.tables import Tables
from netkit.claims.timeline import Timeline
from netkit.dates import FIRST, LAST
from netkit.dossier import Dossier
from netkit.errors import ArgumentError
from netkit.network.building import counted_claims
from netkit.network.columns import BOUNDS, shown_bounds
from netkit.network.policy import Policy
from netkit.network.stretches import told_ties

__all__ = ["succession"]

Row = dict[Hashable, Any]

_COLUMNS = [
    *("actor", "name"),
    *BOUNDS,
    *("predecessor", "handover", "gap_least", "gap_most", "overlaps", "may_overlap", "probability", "claims", "told"),
]


def succession(
    dossier: Dossier, office: str, *, relation: Literal["heads", "deputy_heads"] = "heads", circa: str = "0d"
) -> pd.DataFrame:
    """
    Tell who followed whom in an office.

    Parameters
    ----------
    dossier : Dossier
        What the sources say.
    office : str
        The organisation: a name in any known spelling, or an id.
    relation : {"heads", "deputy_heads"}
        Its heads, or their deputies.
    circa : str, default: "0d"
        By how much a date with ``~`` is widened at either end.

    Returns
    -------
    DataFrame
        One row a holder and stretch of time, and one a vacancy, in the order of time; undated ones last.

        - actor, name: who held it; empty and "vacant" where certainly nobody did.
        - four bounds: dates; NaT = without bound; ends are the first day after.
        - predecessor: id of the holder before, "" for the first one and for undated ones.
        - handover: "at once"; "gap" (some days are certainly between); "overlap" (both held it on some days, which is
          doubtful unless they shared it); "unclear" (the dates leave it open).
        - gap_least, gap_most: days between the predecessor's end and this beginning; negative for days of both; NaN
          where nothing bounds them.
        - overlaps, may_overlap: ids of others who certainly, or only possibly, held it at the same time.
        - probability, claims: of the holding; `told`: claims that themselves tell of this succession.

        Empty if no source names a holder.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If the name does not lead to one actor.
    ArgumentError
        If the relation is another one.

    See Also
    --------
    Dossier.tenures : All offices, as the ties behind chains of command have them.
    """
    if relation not in ("heads", "deputy_heads"):
        raise ArgumentError(f"`relation` is {relation!r}; it can be 'heads', 'deputy_heads'")
    tables, organisation = dossier.tables, dossier.resolve(office)
    timeline = Timeline(tables, circa)
    held = _held(tables, timeline, organisation, relation, circa)
    if held.empty:
        return pd.DataFrame(columns=_COLUMNS)
    dated = (held["start_latest"] < LAST - 1) | (held["end_earliest"] > FIRST + 1)
    records = held.assign(dated=dated).to_dict("records")
    rows: list[Row] = []
    for place, row in enumerate(records):
        others = [other for other in records if other["subject"] != row["subject"]]
        before = [other for other in records[:place] if other["subject"] != row["subject"] and other["dated"]]
        certain = _meeting(row, others, "start_latest", "end_earliest")
        possible = _meeting(row, others, "start_earliest", "end_latest")
        told: Row = {name: row[name] for name in (*BOUNDS, "probability", "claims")}
        told |= {"actor": row["subject"], "name": tables.actors.at[row["subject"], "name"], "overlaps": certain}
        told |= {"may_overlap": tuple(one for one in possible if one not in certain)}
        rows.append(told | _handover(timeline, row, before if row["dated"] else []))
    rows += [_vacancy(first, after) for first, after in _vacancies(held[dated])]
    table = pd.DataFrame(rows)
    # A vacancy stands where it begins; undated holders come last.
    order = table["start_latest"].where(table["start_latest"] < LAST - 1, table["end_earliest"])
    order = order.where(order > FIRST + 1, LAST)
    return shown_bounds(table)[_COLUMNS].iloc[np.argsort(order, kind="stable")].reset_index(drop=True)


def _held(tables: Tables, timeline: Timeline, organisation: str, relation: str, circa: str) -> pd.DataFrame:
    told = told_ties(tables, timeline, counted_claims(tables, Policy(view="all", circa=circa)))
    held = told[(told["relation"] == relation) & (told["object"] == organisation)]
    held = held.drop_duplicates(["subject", *BOUNDS])
    return held.sort_values(["start_latest", "end_latest", "subject"], kind="stable")


def _meeting(row: Row, others: list[Row], begin: str, end: str) -> tuple[str, ...]:
    """Who else held it, from one kind of bound to the other, when this one did: longer than the day of a handover."""
    meet = [str(other["subject"]) for other in others if min(row[end], other[end]) - max(row[begin], other[begin]) > 1]
    return tuple(dict.fromkeys(meet))


def _handover(timeline: Timeline, row: Row, before: list[Row]) -> Row:
    """Whom he followed: of those who began before, the one of whom a claim says so, or who ended nearest to it."""
    claims = timeline.tables.claims
    begin, end = timeline.bounds[:, 0], timeline.bounds[:, 3]
    now = (begin <= row["start_latest"]) & (end > row["start_earliest"])
    done = (claims["relation"] == "succeeds") & (claims["status"] == "done") & (claims["subject"] == row["subject"])
    says = claims[done & now]
    before = [other for other in before if other["subject"] in set(says["object"])] or before
    if not before:
        return {"predecessor": "", "handover": "", "gap_least": np.nan, "gap_most": np.nan, "told": ()}

    def apart(other: Row) -> int:
        least, most = row["start_earliest"] - other["end_latest"], row["start_latest"] - other["end_earliest"]
        return int(max(abs(least), abs(most)))

    last = min(reversed(before), key=apart)
    least, most = _days(last["end_latest"], row["start_earliest"]), _days(last["end_earliest"], row["start_latest"])
    if least == most and most in (0, -1):
        # A day on which one left and the other came is no overlap.
        handover = "at once"
    elif least > 0:
        handover = "gap"
    elif most < -1:
        handover = "overlap"
    else:
        handover = "unclear"
    told = tuple(says.index[says["object"] == last["subject"]])
    return {"predecessor": last["subject"], "handover": handover, "gap_least": least, "gap_most": most, "told": told}


def _days(end: int, begin: int) -> float:
    bounded = FIRST + 1 < end < LAST and FIRST < begin < LAST - 1
    return float(begin - end) if bounded else np.nan


def _vacancies(held: pd.DataFrame) -> list[tuple[int, int]]:
    """Find the longest stretches, after the first holder, on which certainly nobody held the office."""
    hulls = sorted(zip(held["start_earliest"].tolist(), held["end_latest"].tolist(), strict=True))
    found: list[tuple[int, int]] = []
    covered = hulls[0][1] if hulls else LAST
    for first, after in hulls:
        if covered < first:
            found.append((covered, first))
        covered = max(covered, after)
    return found


def _vacancy(first: int, after: int) -> Row:
    bounds = dict(zip(BOUNDS, (first, first, after, after), strict=True))
    words = {"actor": "", "name": "vacant", "predecessor": "", "handover": ""}
    empty: Row = dict.fromkeys(("overlaps", "may_overlap", "claims", "told"), ())
    return empty | bounds | words | dict.fromkeys(("gap_least", "gap_most", "probability"), np.nan)
