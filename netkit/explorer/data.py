"""
What a page carries: the dossier as plain lists and numbers, and what is better worked out before it is opened.

Tables become columns, and rows point at one another by their place, so that a page of a thousand claims stays small.
Texts stay texts: nothing here is markup, and nothing in the page treats it as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from netkit.claims.tables import Tables
from netkit.claims.timeline import Timeline
from netkit.command.cases import CaseStory, case_story
from netkit.dates import FIRST, LAST, format_day
from netkit.dossier import Dossier
from netkit.errors import ArgumentError
from netkit.explorer.looks import page_looks
from netkit.explorer.positions import place_actors
from netkit.explorer.ranks import rank_actors
from netkit.network.columns import BOUNDS
from netkit.network.network import Network
from netkit.scripts import fold

__all__ = ["dossier_data", "network_data"]

_FORMAT = 1
_NOT_DONE = ("attempted", "planned", "refused")
_RELATION_COLUMNS = [
    *("id", "family", "label", "inverse", "directed", "lasting", "chain", "passes", "contact"),
    *("subject_role", "object_role"),
]

Data = dict[str, Any]


class _Places:
    """Where ids stand in their table; -1 for none."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.ids = [str(one) for one in ids]
        self._place = {one: place for place, one in enumerate(self.ids)}

    def __contains__(self, one: str) -> bool:
        return one in self._place

    def of(self, one: str) -> int:
        return self._place.get(one, -1)

    def each(self, ids: Iterable[str]) -> list[int]:
        return [self._place[one] for one in ids if one in self._place]


def dossier_data(dossier: Dossier, *, title: str | None = None, chains: int = 5, draws: int = 0) -> Data:
    """
    Lay a dossier out for a page.

    Parameters
    ----------
    dossier : Dossier
        What the sources say; with its documents at hand the passages go along.
    title : str, optional
        Headline of the page; by default the dossier's own title, up to its colon.
    chains : int, default: 5
        How many chains are told of each case.
    draws : int, default: 0
        How many plausible networks are drawn for the intervals of the ranks.

    Returns
    -------
    dict
        Of lists, numbers and texts alone; the same dossier gives the same.
    """
    tables = dossier.tables
    done = dossier.network(view="all", isolates=True)
    open_ties = dossier.network(view="all", statuses=_NOT_DONE, derive=False)
    ties = pd.concat([_raw_ties(done), _raw_ties(open_ties)], ignore_index=True)
    stories = [case_story(dossier, str(case), k=chains) for case in tables.cases.index]
    data = _lay_out(tables, done, ties, done.n_ties, tables.claims, stories, title or _title(tables))
    data["ranks"] = rank_actors(dossier.network(view="working"), [str(one) for one in done.index], dossier, draws)
    return data


def network_data(net: Network, *, title: str | None = None) -> Data:
    """
    Lay a network out for a page: its own actors and ties, and the claims behind them.

    Parameters
    ----------
    net : Network
        Any network; one that did not come from a dossier has ties without claims.
    title : str, optional
        Headline of the page.

    Returns
    -------
    dict
        As `dossier_data` gives it, without the stories of the cases.

    Raises
    ------
    ArgumentError
        If the network has no actors.
    """
    if net.n_actors == 0:
        raise ArgumentError("the network has no actors, so there is nothing to explore; widen the date or the view")
    ties = _raw_ties(net)
    if net.tables is None:
        data = _lay_out(None, net, ties, len(ties), None, [], title or "network")
        return data | {"ranks": rank_actors(net, [str(one) for one in net.index])}
    behind = {claim for claims in ties["claims"] for claim in claims}
    claims = net.tables.claims[net.tables.claims.index.isin(behind)]
    data = _lay_out(net.tables, net, ties, len(ties), claims, [], title or _title(net.tables))
    data["ranks"] = rank_actors(net, [str(one) for one in net.index])
    # What was chosen when the network was made cannot be widened on the page, so the page says it.
    data["chosen"] = [f"{name}: {value}" for name, value in (net.policy.describe() if net.policy else {}).items()]
    return data


def _raw_ties(net: Network) -> pd.DataFrame:
    ties, _ = net.to_pandas()
    return ties


def _title(tables: Tables) -> str:
    """Take the package's title up to its colon, since the page's head is short; else the folder's name."""
    told = str(tables.raw.package.get("title", "")).split(":")[0].strip()
    return told or tables.folder.resolve().name


def _lay_out(
    tables: Tables | None,
    net: Network,
    ties: pd.DataFrame,
    n_done: int,
    claims: pd.DataFrame | None,
    stories: Sequence[CaseStory],
    title: str,
) -> Data:
    actors = _Places(net.index)
    relations = _relations(tables, ties)
    numbered = {
        "actors": actors,
        "relations": _Places(row["id"] for row in relations),
        "sources": _Places([] if tables is None else tables.sources.index),
        "cases": _Places([] if tables is None else tables.cases.index),
        "claims": _Places([] if claims is None else claims.index),
    }
    laid = _ties(ties, n_done, numbered)
    return {
        "format": _FORMAT,
        "title": title,
        "documents": tables is not None and tables.documents is not None,
        "chosen": [],
        "actors": _actors(tables, net, ties),
        "relations": relations,
        "looks": page_looks(net, (relations[tie]["family"] for tie in laid["relation"])),
        "scales": {} if tables is None else {str(word): float(mean) for word, mean in tables.scales["mean"].items()},
        "sources": [] if tables is None else _sources(tables),
        "cases": [] if tables is None else _cases(tables, stories, numbered),
        "claims": {} if tables is None or claims is None else _claims(tables, claims, numbered),
        "ties": laid,
        "deaths": {} if tables is None else _deaths(tables, actors),
        "arrests": [] if net.order_steps is None else _arrests(net, actors),
        "span": _span(tables, ties),
    }


def _relations(tables: Tables | None, ties: pd.DataFrame) -> list[Data]:
    if tables is not None:
        frame = tables.relations[_RELATION_COLUMNS]
        frame = frame.assign(passes=frame["passes"].astype(object).where(frame["passes"].notna(), None))
        return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
    # Without a table of relations every tie is a step of orders, and any two who are tied had to do with each other.
    found = ties.groupby("relation", sort=True).agg(directed=("directed", "any"), family=("family", "first"))
    return [
        {
            "id": str(name),
            "family": str(row["family"]) or "tie",
            "label": "→" if name == "tie" else str(name),
            "inverse": "←" if name == "tie" else str(name),
            "directed": bool(row["directed"]),
            "lasting": "span",
            "chain": "forward",
            "passes": 1.0,
            "contact": True,
            "subject_role": "",
            "object_role": "",
        }
        for name, row in zip(found.index, found.to_dict("records"), strict=True)
    ]


def _actors(tables: Tables | None, net: Network, ties: pd.DataFrame) -> list[Data]:
    frame = net.actors
    notes = {} if tables is None else tables.actors["note"].to_dict()
    spellings: dict[str, list[list[str]]] = {}
    if tables is not None:
        for row in tables.names.to_dict("records"):
            spellings.setdefault(row["actor"], []).append([row["name"], row["kind"], row["language"]])
    ids = [str(one) for one in frame.index]
    places = place_actors(ids, ties)
    # Where centrality means something is what opens first: it has places of its own.
    working = places
    if tables is not None and tables.relations["contact"].any():
        contact = tables.relations.index[tables.relations["contact"]]
        working = place_actors(ids, ties[ties["relation"].isin(contact)], alone=False)
    found = []
    for actor, row in zip(frame.index, frame.to_dict("records"), strict=True):
        name = str(row.get("name", actor))
        known = spellings.get(str(actor), [])
        found.append(
            {
                "id": str(actor),
                "name": name,
                "kind": str(row.get("kind", "person")),
                "side": str(row.get("side", "") or ""),
                "note": str(notes.get(actor, "")),
                "names": known,
                # As `netkit find` folds them: other scripts than Arabic romanised, case and accents dropped.
                "keys": list(dict.fromkeys(fold(text) for text in [name, str(actor), *(one[0] for one in known)])),
                "at": places[str(actor)],
                "worked": working.get(str(actor)),
            }
        )
    return found


def _sources(tables: Tables) -> list[Data]:
    columns = ["id", "title", "author", "language", "date", "reliability", "copies"]
    grades = tables.source_chance
    return [
        {**{str(name): str(value) for name, value in row.items()}, "grade": float(grades[row["id"]])}
        for row in tables.sources[columns].to_dict("records")
    ]


def _claims(tables: Tables, claims: pd.DataFrame, numbered: dict[str, _Places]) -> Data:
    documents = tables.documents
    passages = [
        (documents.passage(row["source"], row["locator"]) or "") if documents else ""
        for row in claims[["source", "locator"]].to_dict("records")
    ]
    points = {
        column: [numbered[table].of(one) for one in claims[column]]
        for column, table in (
            *(("subject", "actors"), ("relation", "relations"), ("object", "actors")),
            *(("case", "cases"), ("source", "sources")),
        )
    }
    texts = {
        column: claims[column].tolist()
        for column in ("id", "date", "status", "certainty", "version", "number", "locator", "paraphrase")
    }
    voices = [str(tables.actors["name"].get(voice, voice)) for voice in claims["voice"]]
    times = pd.DataFrame(Timeline(tables).bounds, columns=BOUNDS, index=tables.claims.index).loc[claims.index]
    # Where a claim stands in a life: its earliest day, or the last on which it can have begun.
    when = times["start_earliest"].where(times["start_earliest"] > FIRST, times["start_latest"])
    sorted_by = [_day(day) for day in when]
    return {**texts, **points, "voice": voices, "passage": passages if documents else [], "when": sorted_by}


def _ties(ties: pd.DataFrame, n_done: int, numbered: dict[str, _Places]) -> Data:
    rules = _Places(dict.fromkeys(rule for rule in ties["rule"] if rule))
    flags = _Places(dict.fromkeys(flag for flag in ties["flag"] if flag))
    # The outer bounds are empty where nothing bounds them; of the inner ones the number tells which side is open.
    bounds = {
        "sl": [_day(day) for day in ties["start_earliest"]],
        "sh": [int(day) for day in ties["start_latest"]],
        "el": [int(day) for day in ties["end_earliest"]],
        "eh": [_day(day) for day in ties["end_latest"]],
    }
    return {
        "subject": [numbered["actors"].of(one) for one in ties["subject"]],
        "object": [numbered["actors"].of(one) for one in ties["object"]],
        "relation": [numbered["relations"].of(one) for one in ties["relation"]],
        "directed": [int(one) for one in ties["directed"]],
        "case": [numbered["cases"].of(one) for one in ties["case"]],
        "probability": [round(float(one), 4) for one in ties["probability"]],
        "certainty": [round(float(one), 6) for one in ties["certainty"]],
        **bounds,
        "derived": [int(one) for one in ties["derived"]],
        "rule": [rules.of(one) for one in ties["rule"]],
        "flag": [flags.of(one) for one in ties["flag"]],
        "roots": [numbered["sources"].each(one) for one in ties["rests_on"]],
        "claims": [numbered["claims"].each(one) for one in ties["claims"]],
        "done": n_done,
        "rules": rules.ids,
        "flags": flags.ids,
    }


def _day(value: float) -> int | None:
    """Give a bound as a number, None where nothing bounds it; the user's own times are left as they are."""
    return None if value <= FIRST or value >= LAST else int(value)


def _cases(tables: Tables, stories: Sequence[CaseStory], numbered: dict[str, _Places]) -> list[Data]:
    windows = Timeline(tables).case_windows
    told = {story.case: story for story in stories}
    columns = ["id", "title", "date", "place", "outcome", "note"]
    found = []
    for row in tables.cases.to_dict("records"):
        case = {name: str(row[name]) for name in columns}
        entry: Data = {**case, "part_of": numbered["cases"].of(row["part_of"])}
        entry["window"] = [_day(day) for day in windows[row["id"]]]
        story = told.get(row["id"])
        if story is not None:
            entry["story"] = {
                "victims": numbered["actors"].each(story.victims),
                **{
                    name: numbered["claims"].each(getattr(story, name).index)
                    for name in ("wanted", "passed_on", "carried_out", "done_to_others", "ended")
                },
                "missing": list(story.missing),
                "chains": [_chain(chain, numbered) for chain in story.chains],
            }
        found.append(entry)
    return found


def _chain(chain: Any, numbered: dict[str, _Places]) -> Data:
    steps = [
        {
            "relation": numbered["relations"].of(row["relation"]),
            "backward": int(row["backward"]),
            "derived": int(row["derived"]),
            "rule": row["rule"],
            "claims": numbered["claims"].each(row["claims"]),
        }
        for row in chain.ties.to_dict("records")
    ]
    return {
        "actors": numbered["actors"].each(chain.actors),
        "steps": steps,
        "probability": round(chain.probability, 4),
        "weakest": round(chain.weakest, 4),
        "flags": list(chain.flags),
    }


def _deaths(tables: Tables, actors: _Places) -> dict[str, list[int]]:
    deaths = Timeline(tables).deaths
    return {str(actors.of(one)): [first, after] for one, (first, after) in sorted(deaths.items()) if one in actors}


def _arrests(net: Network, actors: _Places) -> list[list[int]]:
    orders = net.order_steps
    assert orders is not None  # asked only of networks that have them
    # The page applies the same rule to the same arrests, so it takes them from where the rule is.
    return [[actors.of(person), after] for person, after in orders.arrests if person in actors]


def _span(tables: Tables | None, ties: pd.DataFrame) -> list[int] | None:
    """Years of the slider: those of the cases, else those in which something begins or ends; None without dates."""
    if any(not np.issubdtype(ties[name].to_numpy().dtype, np.integer) for name in BOUNDS):
        return None  # times of the user's own, which are no days
    days: list[float] = []
    if tables is not None:
        days = [day for window in Timeline(tables).case_windows.values() for day in (window[0], window[1] - 1)]
    days = [day for day in days if FIRST < day < LAST - 1]
    if not days:
        held = ties[["start_earliest", "end_latest"]].to_numpy().ravel()
        days = [float(day) for day in held if FIRST < day < LAST]
    years = [format_day(int(day))[:4] for day in (min(days), max(days))] if days else []
    return [int(year) for year in years] if all(years) and years else None
