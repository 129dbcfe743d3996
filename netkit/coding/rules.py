"""
Rules that a consistent coding of offices and cases keeps: what breaks them is either an error or a listed conflict.

The tables' own checks (`netkit check`) make sure that a dossier can be read. These rules ask whether it hangs together;
a source may have reasons to break them, so they list exceptions and refuse nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from itertools import combinations
from typing import Any, Final

import numpy as np
import pandas as pd

from netkit.claims.conflicts import conflicts
from netkit.claims.tables import Tables
from netkit.claims.timeline import Timeline
from netkit.dates import FIRST, LAST, parse_date
from netkit.dossier import Dossier

__all__ = ["RULES", "broken_rules"]

RULES: Final = {
    "headed twice": "nobody heads an organisation while another certainly does, unless a conflict lists it",
    "acts after death": "nobody acts after his certain death, unless a conflict lists it",
    "case without victim": "a case has a victim, or a note that says why not",
    "no office": "every `appoints`, `dismisses` and `succeeds` has an office claim of the same status",
    "no date of office": "and that office begins or ends when it says",
}
"""The rules, and what each asks."""

_OFFICES: Final = ("heads", "deputy_heads", "member_of")
_COLUMNS: Final = ["rule", "what", "claims", "citations"]

Row = Mapping[Hashable, Any]
Broken = tuple[str, str, tuple[str, ...]]


def broken_rules(dossier: Dossier) -> pd.DataFrame:
    """
    List what breaks the rules of consistent coding.

    Parameters
    ----------
    dossier : Dossier
        What the sources say.

    Returns
    -------
    DataFrame
        Columns rule (see `RULES`), what, claims (ids), citations; empty if all rules are kept.
    """
    tables = dossier.tables
    found = [*_headed_twice(dossier), *_after_death(tables), *_without_victim(tables), *_without_office(tables)]
    rows = [(rule, what, claims, tuple(map(tables.cite, claims))) for rule, what, claims in found]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _listed(tables: Tables, *kinds: str) -> list[set[str]]:
    known = conflicts(tables)
    return [set(claims) for claims in known.loc[known["kind"].isin(kinds), "claims"]]


def _headed_twice(dossier: Dossier) -> Iterator[Broken]:
    """Compare the tenures as networks see them: bounds cut by successions, dismissals, arrests and deaths."""
    listed = _listed(dossier.tables, "headship", "succession")
    certainty = dossier.tables.claims["certainty"]
    tenures = dossier.tenures()
    heads = tenures[tenures["relation"] == "heads"]
    certain = [any(certainty[claim] == "certain" for claim in claims) for claims in heads["claims"]]
    heads = heads.iloc[np.flatnonzero(certain)]
    names = dossier.tables.actors["name"].to_dict()
    for organisation, held in heads.groupby("organisation", sort=False):
        for one, two in combinations(held.to_dict("records"), 2):
            begun, over = (
                pd.Series([one["start_latest"], two["start_latest"]]),
                pd.Series([one["end_earliest"], two["end_earliest"]]),
            )
            if one["actor"] == two["actor"] or begun.isna().any() or over.isna().any():
                continue
            first, after = begun.max(), over.min()
            if (after - first).days <= 1:  # a hand-over may take a day
                continue
            if not any(claims & set(one["claims"]) and claims & set(two["claims"]) for claims in listed):
                people = f"{names[one['actor']]} and {names[two['actor']]}"
                what = f"{names[organisation]}: {people}, {first:%Y-%m-%d} to {after:%Y-%m-%d}"
                yield "headed twice", what, (*one["claims"], *two["claims"])


def _after_death(tables: Tables) -> Iterator[Broken]:
    listed = set().union(*_listed(tables, "after death", "death"))
    timeline = Timeline(tables)
    claims, names = tables.claims, tables.actors["name"].to_dict()
    active = claims["status"].isin(["done", "attempted"]) & ~claims["relation"].isin(["died", "born"])
    subjects = claims["subject"].to_list()
    for place in np.flatnonzero(active.to_numpy()).tolist():
        person, claim = str(subjects[place]), str(claims.index[place])
        after = timeline.deaths.get(person, (FIRST, LAST))[1]
        if timeline.bounds[place, 0] >= after and claim not in listed:
            yield "acts after death", f"{names[person]} acts after his death", (claim,)


def _without_victim(tables: Tables) -> Iterator[Broken]:
    for row in tables.cases.to_dict("records"):
        if not row["victim"] and not row["note"]:
            yield (
                "case without victim",
                f"{row['title']} ({row['id']}) names no victim and its note does not say why",
                (),
            )


def _without_office(tables: Tables) -> Iterator[Broken]:
    claims = tables.claims
    rows = claims.to_dict("records")
    offices: dict[str, list[Row]] = {}
    for row in rows:
        if row["relation"] in _OFFICES:
            offices.setdefault(row["subject"], []).append(row)
    persons = set(tables.actors.index[tables.actors["kind"] == "person"])
    names = tables.actors["name"].to_dict()
    for row in rows:
        for person, end in _changes(row):
            if person not in persons:
                continue
            mine = [office for office in offices.get(person, []) if office["status"] == row["status"]]
            label = f"{tables.relations['label'][row['relation']]}, {row['date'] or 'undated'}"
            if not mine:
                yield "no office", f"{names[person]} has no office claim ({label})", (row["id"],)
            elif row["date"] and not any(_fits(office, row, end) for office in mine):
                verb = "begins" if end == "begin" else "ends"
                what = f"no office of {names[person]} {verb} then ({label})"
                yield "no date of office", what, (row["id"], *(office["id"] for office in mine))


def _changes(row: Row) -> list[tuple[str, str]]:
    """Give whose office begins or ends by a claim; what was planned or refused ended nothing."""
    done = row["status"] == "done"
    if row["relation"] == "appoints":
        return [(row["object"], "begin")]
    if row["relation"] == "dismisses":
        return [(row["object"], "end")] if done else []
    if row["relation"] == "succeeds":
        return [(row["subject"], "begin"), *([(row["object"], "end")] if done else [])]
    return []


def _fits(office: Row, change: Row, end: str) -> bool:
    """Whether an office begins or ends within the time of a change, as far as both are known."""
    if not office["date"]:
        return False
    held, when = parse_date(office["date"]), parse_date(change["date"])
    if not held.interval:
        return office["status"] != "done" and max(held.start_low, when.start_low) < min(held.end_high, when.end_high)
    low, high = (held.start_low, held.start_high + 1) if end == "begin" else (held.end_low - 1, held.end_high)
    known = low > FIRST and high < LAST
    return known and max(low, when.start_low) < min(high, when.end_high)
