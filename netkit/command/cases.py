"""Cases: who wanted it, who passed it on, who carried it out, against whom, and on which passages that rests."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from netkit.claims.tables import Tables
from netkit.command.chains import ALL, Chain, check_count, make_chains
from netkit.command.leads import Lead, Steps, find_leads, rank_leads, undone_steps
from netkit.dossier import Dossier
from netkit.errors import ArgumentError
from netkit.network.network import Network
from netkit.network.steps import Act

__all__ = ["CaseStory", "case_chains", "case_story", "wanted_by"]


@dataclass(frozen=True)
class CaseStory:
    """
    What the sources tell of a case.

    Parameters
    ----------
    case, title, date, outcome : str
        As in the table of cases.
    victims : tuple of str
        Ids.
    wanted, passed_on, carried_out, done_to_others, ended : DataFrame
        Claims with their citations: of who wanted harm done, of how orders and agents were passed on within the
        case, of the acts against its victims, of those against anybody else, such as the arrest of a doer, of
        deaths. Indexed by claim id.
    chains : list of Chain
        From whoever wanted it to the victims, best first.
    missing : tuple of str
        What no source says.
    """

    case: str
    title: str
    date: str
    outcome: str
    victims: tuple[str, ...]
    wanted: pd.DataFrame
    passed_on: pd.DataFrame
    carried_out: pd.DataFrame
    done_to_others: pd.DataFrame
    ended: pd.DataFrame
    chains: list[Chain]
    missing: tuple[str, ...]


def case_chains(dossier: Dossier, case: str, *, k: int | None = 10) -> list[Chain]:
    """
    Find the chains of a case, from whoever wanted it to the victim.

    Parameters
    ----------
    dossier : Dossier
        What the sources say.
    case : str
        Id of the case; its parts count with it.
    k : int or None, default: 10
        How many at most; None for all, up to 10,000.

    Returns
    -------
    list of Chain
        Best first: those that begin with somebody who wanted it done, persons before organisations, those without an
        anachronism; then the case's own claims before standing ties, standing ties before derived ones; then by
        probability. Attempts count, and come after their equals. Empty if nobody in the case suffers an act, or nobody
        who gave orders is connected to it.

    Raises
    ------
    ArgumentError
        If there is no such case, or `k` is no whole number from 1.

    Notes
    -----
    A chain begins with an instigator, or with whoever gave an order or recruited in the case, and of those only with
    the highest: one to whom none of the others passed an order by the case's own claims. If there is none, it begins
    with the doer. Who nowhere gives orders, recruits, handles or wants harm done is an instrument, and begins no chain.
    An act of an organisation of which nothing more is told than that it did it comes last.
    """
    _check(dossier.tables, case, k)
    net = _case_network(dossier)
    return make_chains(net, _leads(net, dossier.tables, case, k)[: k or ALL])


def case_story(dossier: Dossier, case: str, *, k: int | None = 5) -> CaseStory:
    """
    Tell a case with its evidence.

    Parameters
    ----------
    dossier : Dossier
        What the sources say.
    case : str
        Id of the case; its parts against the same victims count with it.
    k : int or None, default: 5
        How many chains at most; None for all, up to 10,000.

    Returns
    -------
    CaseStory
        With citations, and with what is missing.

    Raises
    ------
    ArgumentError
        If there is no such case, or `k` is no whole number from 1.
    """
    tables = dossier.tables
    _check(tables, case, k)
    told = tables.cases.loc[case]
    victims = _victims(tables, case)
    # A part with a victim of its own is told as a case of its own.
    parts = [part for part in tables.case_and_parts(case) if set(_victims(tables, part)) <= set(victims)]
    claims = tables.claims[tables.claims["case"].isin([case, *parts])]
    relations = tables.relations.loc[claims["relation"]].set_index(claims.index)
    wanted = claims[relations["subject_role"] == "instigator"]
    passed_on = claims[relations["chain"].isin(["forward", "backward"])]
    acts = claims[relations["chain"] == "act"]
    against = acts["object"].isin(victims)
    ended = claims[claims["relation"] == "died"]
    net = _case_network(dossier)
    leads = _leads(net, tables, case, k)
    found = make_chains(net, leads[: k or ALL])
    reached = {lead.found.actors[-1] for lead in leads}
    return CaseStory(
        case=case,
        title=str(told["title"]),
        date=str(told["date"]),
        outcome=str(told["outcome"]),
        victims=victims,
        wanted=_cited(tables, wanted),
        passed_on=_cited(tables, passed_on),
        carried_out=_cited(tables, acts[against]),
        done_to_others=_cited(tables, acts[~against]),
        ended=_cited(tables, ended),
        chains=found,
        missing=_missing(tables, victims, wanted, acts[against], reached, found),
    )


def _check(tables: Tables, case: str, k: int | None) -> None:
    check_count("k", k)
    if case not in tables.cases.index:
        raise ArgumentError(f"there is no case {case!r}; the cases are {', '.join(tables.cases.index)}")


def _case_network(dossier: Dossier) -> Network:
    return dossier.network(view="all", statuses=("done", "attempted"))


def _victims(tables: Tables, case: str) -> tuple[str, ...]:
    listed = [actor.strip() for actor in str(tables.cases.at[case, "victim"]).split(";") if actor.strip()]
    if listed:
        return tuple(listed)
    claims = tables.claims[(tables.claims["case"] == case) & (tables.claims["object"] != "")]
    harmed = tables.relations["object_role"].reindex(claims["relation"]).to_numpy() == "victim"
    suffer = dict.fromkeys(claims.loc[harmed, "object"])
    # Who did harm himself and was arrested for it is no victim of his own deed.
    return tuple(actor for actor in suffer if actor not in set(claims.loc[harmed, "subject"])) or tuple(suffer)


def _leads(net: Network, tables: Tables, case: str, k: int | None) -> list[Lead]:
    """Find the k best chains of each act and start, so that every victim's chain is there, and put them in order."""
    orders = net.order_steps
    assert orders is not None  # a network of a dossier has them
    able, undone = _gives_orders(tables), undone_steps(net, orders.table)
    found: list[Lead] = []
    wanting: set[str] = set()
    for victim in _victims(tables, case):
        for act in orders.acts(victim, case):
            wanted = wanted_by(tables, act.case, victim)
            wanting |= wanted
            steps = Steps(act.table, act.counts, act.own, undone, act.case)
            for start in _starters(act, victim, wanted, able):
                found += find_leads(steps, [start], victim, tables.grades, "case", k or ALL)
    kinds = tables.actors["kind"]

    def class_of(lead: Lead) -> tuple[bool, bool, bool, bool]:
        start = lead.found.actors[0]
        collective = kinds[start] != "person"
        return collective and len(lead.found.rows) == 1, start not in wanting, collective, lead.flagged

    return sorted(rank_leads(found, "case"), key=class_of)


def _gives_orders(tables: Tables) -> set[str]:
    """Who anywhere passes orders on or wants harm done; everybody else is an instrument."""
    relations = tables.relations
    active = relations.index[(relations["chain"] == "forward") | (relations["subject_role"] == "instigator")]
    return set(tables.claims.loc[tables.claims["relation"].isin(active), "subject"])


def wanted_by(tables: Tables, case: str, victim: str) -> set[str]:
    """
    Find who wanted harm done to a victim, in a case or in one that it is part of.

    Parameters
    ----------
    tables : Tables
        The dossier's tables.
    case, victim : str
        Ids; the case may be "".

    Returns
    -------
    set of str
        Ids.
    """
    claims = tables.claims[tables.claims["case"].isin(tables.case_and_wholes(case))]
    claims = claims[(claims["object"] == victim) & (claims["status"] != "denied")]
    instigates = tables.relations["subject_role"].reindex(claims["relation"]).to_numpy() == "instigator"
    return set(claims.loc[instigates, "subject"])


def _starters(act: Act, victim: str, wanted: set[str], able: set[str]) -> list[str]:
    """Find the highest among those who wanted the act or gave orders in its case; failing them, who did it."""
    table = act.table
    rows = act.rows[act.own[act.rows] & ~table.backward[act.rows]]
    ids = table.index.to_numpy()
    starts, stops, acts = ids[table.starts[rows]], ids[table.stops[rows]], table.act[rows]
    candidates = [actor for actor in dict.fromkeys([*sorted(wanted), *starts[~acts]]) if actor in able - {victim}]
    if not candidates:
        return [actor for actor in dict.fromkeys(starts) if actor in able]
    below: dict[str, set[str]] = {}
    for start, stop in zip(starts[~acts], stops[~acts], strict=True):
        below.setdefault(start, set()).add(stop)
    reach = {actor: _reached(actor, below) for actor in candidates}
    return [
        actor
        for actor in candidates
        if not any(actor in reach[other] and other not in reach[actor] for other in candidates if other != actor)
    ]


def _reached(start: str, below: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    front = [start]
    while front:
        new = below.get(front.pop(), set()) - seen
        seen |= new
        front += new
    return seen


def _cited(tables: Tables, claims: pd.DataFrame) -> pd.DataFrame:
    return claims.drop(columns="id").assign(citation=[tables.cite(str(claim)) for claim in claims.index])


def _missing(
    tables: Tables,
    victims: tuple[str, ...],
    wanted: pd.DataFrame,
    carried_out: pd.DataFrame,
    reached: set[str],
    found: list[Chain],
) -> tuple[str, ...]:
    names, said = tables.actors["name"], []
    if not victims:
        said.append("no source names a victim")
    done = carried_out[carried_out["status"].isin(["done", "attempted"])]
    persons = done["subject"].map(tables.actors["kind"]) == "person"
    for victim in victims:
        against = done["object"] == victim
        if wanted[wanted["object"] == victim].empty:
            said.append(f"no source names who wanted it done to {names[victim]}")
        if not against.any():
            said.append(f"no source names who carried it out against {names[victim]}")
        elif not (against & persons).any():
            doers = ", ".join(dict.fromkeys(done.loc[against, "subject"].map(names)))
            said.append(f"no source names the man who carried it out against {names[victim]}, only {doers}")
        if victim not in reached:
            said.append(f"no chain leads from an instigator to {names[victim]}")
    if found and found[0].ties["backward"].any():
        said.append("the first chain leads through a membership: inferred, no source names an order")
    return tuple(said)
