"""
A data statement: what a dossier holds, by which rules, on whom, and what is missing, told from the data alone.

It ends with the items that the Guidelines for Reporting About Network Data (GRAND) ask for. What only people can know,
such as an ethical approval, is taken from the package's description, and named as not stated where it is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from netkit.claims.conflicts import conflicts
from netkit.claims.passages import parse_locator
from netkit.claims.tables import Tables
from netkit.coding.grand import grand_items, time_covered
from netkit.dossier import Dossier

__all__ = ["data_statement"]

_SILENCE: Final = (
    "What no source tells is not coded: a missing tie means that these sources do not tell of one, and not that there "
    "was none. How often somebody is written about, and by whom, decides how many ties he has."
)
_REASONS: Final = ("reason", "reliability_reason", "reliability_note", "grounds", "note")


def data_statement(dossier: Dossier) -> str:
    """
    Write a dossier's data statement.

    Parameters
    ----------
    dossier : Dossier
        What the sources say.

    Returns
    -------
    str
        Markdown: what was coded, by which rules, on whom, when and where, what is missing, what the sources contradict,
        and the reporting items of GRAND v1.0.

    Notes
    -----
    All numbers are counted when the statement is written. The package's own words are used where it has them:
    `title`, `description`, `version`, `licenses`, `homepage`, `citation`, `ethics`, `codebook`.

    References
    ----------
    .. [1] Neal, Z. P. et al. (2026). Guidelines for Reporting About Network Data. https://www.grand-statement.org
    .. [2] Bender, E. M. & Friedman, B. (2018). Data statements for natural language processing. *Transactions of the
       Association for Computational Linguistics* 6, 587-604.
    """
    tables = dossier.tables
    package = tables.raw.package
    title = str(package.get("title") or tables.folder.name)
    parts = [
        f"# Data statement: {title}",
        str(package.get("description", "")),
        *_coded(tables),
        *_rules(tables),
        *_actors(tables),
        *_when(tables),
        *_missing(tables),
        *_contradicted(tables),
        "## Reporting items (GRAND v1.0)",
        _table(["item", "", "answer"], grand_items(dossier)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [_line(header), _line(["---"] * len(header)), *(_line(row) for row in rows)]
    return "\n".join(lines)


def _line(cells: Sequence[object]) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _percent(part: float, whole: float) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def _counts(values: pd.Series[str]) -> str:
    return ", ".join(f"{count} {value}" for value, count in values[values != ""].value_counts().items())


def _coded(tables: Tables) -> list[str]:
    claims = tables.claims
    rows = []
    for source in tables.sources.to_dict("records"):
        mine = claims[claims["source"] == source["id"]]
        covered = np.zeros(int(source["characters"] or 0), dtype=bool)
        for locator in mine["locator"]:
            for start, end in parse_locator(locator):
                covered[start:end] = True
        scale = tables.scales.loc[source["reliability"]]
        reason = next((source[name] for name in _REASONS if source.get(name)), "not stated")
        about = [
            source["author"] or "no author",
            source["language"] or "language not stated",
            source["date"] or "undated",
        ]
        grade = f"{source['reliability']} ({scale['mean']:.2f}, {scale['low']:.2f} to {scale['high']:.2f})"
        share = f"{covered.mean():.0%}" if len(covered) else "–"
        copies = source["copies"] or "none known"
        rows.append((f"`{source['id']}`: {source['title']}", ", ".join(about), grade, reason, copies, len(mine), share))
    header = ["source", "author, language, date", "reliability", "reason", "copies", "claims", "text cited"]
    size = f"{len(tables.actors)} actors, in {len(tables.cases)} cases, from {len(tables.sources)} sources"
    lead = (
        f"{len(claims)} claims on {size}. A claim is one source's statement that a subject stood in a relation to an "
        "object, coded as stated, true or not."
    )
    return ["## What was coded", lead, _table(header, rows)]


def _rules(tables: Tables) -> list[str]:
    claims, relations = tables.claims, tables.relations
    count = claims["relation"].value_counts()
    rows = []
    for family, members in relations.groupby("family", sort=False):
        used = ", ".join(f"{name} {count.get(name, 0)}" for name in members.index)
        rows.append((family, int(sum(count.get(name, 0) for name in members.index)), used))
    words = [word for word in tables.scales.index if word in set(claims["certainty"])]
    numbers = claims["certainty"].value_counts()
    scale = [
        (word, int(numbers[word]), *(f"{tables.scales[column][word]:.2f}" for column in ("low", "mean", "high")))
        for word in words
    ]
    codebook = tables.raw.package.get("codebook")
    told = f"Codebook: {codebook}." if codebook else "The vocabulary stands in `relations.csv` and `scales.csv`."
    voices = int((claims["voice"] != "").sum())
    status = f"Status: {_counts(claims['status'])}. {voices} claims are told by a voice within their source."
    return [
        "## By which rules",
        told,
        _table(["family", "claims", "relations"], rows),
        _table(["certainty", "claims", "low", "mean", "high"], scale),
        status,
    ]


def _actors(tables: Tables) -> list[str]:
    claims, actors = tables.claims, tables.actors
    about = pd.concat([claims["subject"], claims["object"]])
    number = about[about != ""].value_counts()
    top = number.head(10)
    names = actors["name"]
    head = ", ".join(f"{names[str(actor)]} {count}" for actor, count in top.items())
    touched = (claims["subject"].isin(top.index) | claims["object"].isin(top.index)).sum()
    spelled = f"{len(tables.names)} names"
    languages = _counts(tables.names["language"])
    decided = _counts(tables.same_as["verdict"])
    lines = [
        f"- Actors: {_counts(actors['kind'] + 's')}.",
        f"- Names: {spelled}"
        + (f" ({languages})" if languages else "")
        + f"; verdicts on who is who: {decided or 'none'}.",
        f"- Sides of organisations: {_counts(actors.loc[actors['kind'] != 'person', 'side']) or 'not stated'}.",
        f"- Most claims: {head}. {_percent(touched, len(claims))} of the claims touch one of these {len(top)}.",
        f"- {int((number == 1).sum())} actors appear in one claim only.",
    ]
    return ["## On whom", "\n".join(lines)]


def _when(tables: Tables) -> list[str]:
    span = time_covered(tables)
    dated = tables.claims.loc[tables.claims["date"] != "", "date"].str.extract(r"(\d{3})", expand=False).dropna()
    decades = ", ".join(f"{decade}0s {count}" for decade, count in dated.value_counts().sort_index().items())
    places = "; ".join(dict.fromkeys(place for place in tables.cases["place"] if place))
    lines = [
        f"- Dated claims: from {span[0]} to {span[1]}." if span else "- No claim is dated.",
        f"- By decade of their first date: {decades or '–'}.",
        f"- Places of the cases: {places or 'not stated'}.",
    ]
    return ["## When and where", "\n".join(lines)]


def _missing(tables: Tables) -> list[str]:
    claims, cases, actors = tables.claims, tables.cases, tables.actors
    total = len(claims)
    undated = claims["date"] == ""
    case_dates = cases["date"].to_dict()
    with_case = undated & np.array([bool(case_dates.get(case)) for case in claims["case"]], dtype=bool)
    families = claims["relation"].map(tables.relations["family"])
    worst = undated.groupby(families).mean().sort_values(ascending=False).head(4)
    dated_actors = {*claims.loc[~undated, "subject"], *claims.loc[~undated, "object"]}
    told = {*claims["subject"], *claims["object"]}
    persons = actors[actors["kind"] == "person"].index
    keys = claims[["subject", "relation", "object"]].agg("|".join, axis=1)
    several = claims.groupby(keys)["source"].nunique() if total else pd.Series(dtype=int)
    rows = [
        ("claims without a date", int(undated.sum()), _percent(undated.sum(), total)),
        ("… of which their case has one", int(with_case.sum()), _percent(with_case.sum(), total)),
        ("claims without a locator", *_empty(claims["locator"])),
        ("claims without a paraphrase", *_empty(claims["paraphrase"])),
        ("claims less than probable", *_less_than_probable(tables)),
        (
            "triples that one source alone tells",
            int((several == 1).sum()),
            _percent((several == 1).sum(), len(several)),
        ),
        ("actors without a dated claim", *_share(actors.index, dated_actors)),
        ("persons without a dated claim", *_share(persons, dated_actors)),
        ("actors without a claim", *_share(actors.index, told)),
        ("cases without a date", *_empty(cases["date"])),
        ("cases without a victim", *_empty(cases["victim"])),
        ("names passed over, with a reason", len(tables.passing), ""),
    ]
    families_told = ", ".join(f"{family} {share:.0%}" for family, share in worst.items())
    return [
        "## What is missing",
        _table(["", "number", "share"], rows),
        f"Undated most often, by family: {families_told or '–'}.",
        _SILENCE,
    ]


def _empty(values: pd.Series[str]) -> tuple[int, str]:
    empty = int((values == "").sum())
    return empty, _percent(empty, len(values))


def _less_than_probable(tables: Tables) -> tuple[int, str]:
    mean = tables.scales["mean"].get("probable", 0.5)
    low = int((tables.claim_chance < mean).sum())
    return low, _percent(low, len(tables.claims))


def _share(actors: pd.Index[Any], known: set[str]) -> tuple[int, str]:
    without = sum(actor not in known for actor in actors)
    return without, _percent(without, len(actors))


def _contradicted(tables: Tables) -> list[str]:
    known = conflicts(tables)
    if known.empty:
        return ["## What the sources contradict", "Nothing that the rules of `conflicts()` find."]
    rows = [(kind, str(what)) for kind, what in known[["kind", "what"]].to_numpy().tolist()]
    lead = f"{len(known)} conflicts; `dossier.conflicts()` cites both sides."
    return ["## What the sources contradict", lead, _table(["kind", "what"], rows)]
