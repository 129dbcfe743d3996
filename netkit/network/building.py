"""From a dossier's tables and a policy to actors and ties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netkit.claims.tables import Tables
from netkit.claims.timeline import Timeline
from netkit.dates import parse_duration, shift
from netkit.errors import ArgumentError
from netkit.network.columns import BOUNDS
from netkit.network.offices import derived_ties
from netkit.network.policy import Policy, Selection
from netkit.network.roles import actor_table
from netkit.network.stretches import told_ties

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "all_ties",
    "build",
    "check_policy",
    "counted_claims",
    "describe_actors",
    "in_time",
    "narrow",
    "wanted",
    "with_view",
]

_VIEW_KINDS = {"working": {"person"}, "command": {"person", "organisation"}, "all": None}


def check_policy(tables: Tables, policy: Policy) -> None:
    """
    Check that what a policy names is in the dossier.

    Parameters
    ----------
    tables : Tables
        The dossier's tables.
    policy : Policy
        The user's choices.

    Raises
    ------
    ArgumentError
        Naming the first unknown word and what there is.
    """
    known: dict[str, Iterable[str]] = {
        "case": tables.cases.index,
        "families": tables.relations["family"].unique(),
        "relations": tables.relations.index,
        "kinds": ("person", "organisation", "group"),
        "sources": tables.sources.index,
        "statuses": ("done", "attempted", "planned", "refused"),
    }
    for name, words in known.items():
        for word in sorted(getattr(policy, name) or ()):
            if word not in set(words):
                if name == "statuses" and word == "denied":
                    raise ArgumentError("`statuses`: a denial makes no tie; `dossier.conflicts()` lists denials")
                near = get_close_matches(word, list(words), n=1)
                listed = [*near, *(other for other in sorted(words) if other not in near)]
                some = ", ".join(listed[:12]) + (" …" if len(listed) > 12 else "")
                meant = f"; did you mean {near[0]!r}? There" if near else "; there"
                raise ArgumentError(f"`{name}`: {word!r} is unknown{meant} is {some}")
    if policy.min_certainty is not None and policy.min_certainty not in tables.scales.index:
        words = ", ".join(word for word in tables.scales.index if len(word) > 1)
        raise ArgumentError(f"`min_certainty` is {policy.min_certainty!r}; the words are {words}")


def with_view(policy: Policy) -> Policy:
    """
    Fill in what the view decides where the user did not.

    Parameters
    ----------
    policy : Policy
        The user's choices.

    Returns
    -------
    Policy
        With kinds and least certainty.
    """
    kinds = _VIEW_KINDS[policy.view]
    least = "probable" if policy.view == "working" else None
    return replace(
        policy,
        kinds=policy.kinds if policy.kinds is not None or kinds is None else frozenset(kinds),
        min_certainty=policy.min_certainty if policy.min_certainty is not None else least,
    )


def build(tables: Tables, policy: Policy) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Make the actors and ties that a policy asks for.

    Parameters
    ----------
    tables : Tables
        The dossier's tables.
    policy : Policy
        The user's choices.

    Returns
    -------
    actors, ties : DataFrame
        As `Network` takes them.
    """
    full = with_view(policy)
    timeline = Timeline(tables, policy.circa)
    ties = all_ties(tables, timeline, full)
    ties = ties[wanted(tables, full, ties) & in_time(tables, full, ties)]
    if policy.view == "working":
        ties = ties[tables.relations["contact"].reindex(ties["relation"]).to_numpy(dtype=bool)]
    elif policy.view == "command":
        steps = tables.relations["chain"].reindex(ties["relation"]).isin(["forward", "backward"])
        ties = ties[steps.to_numpy()]
    actors = describe_actors(tables, timeline, policy)
    if full.kinds is not None:
        actors = actors[actors["kind"].isin(full.kinds)]
    return narrow(actors, ties, Selection(), isolates=policy.isolates)


def all_ties(tables: Tables, timeline: Timeline, policy: Policy) -> pd.DataFrame:
    """
    Make all ties, told and derived, of the claims that count, whatever their date and kind.

    Parameters
    ----------
    tables : Tables
        The dossier's tables.
    timeline : Timeline
        The claims' bounds.
    policy : Policy
        Its sources, statuses, least certainty and `derive` count here.

    Returns
    -------
    DataFrame
        Numbered from 0.
    """
    told = told_ties(tables, timeline, counted_claims(tables, policy))
    if not policy.derive:
        return told
    ties = pd.concat([told, derived_ties(tables, told)], ignore_index=True)
    # Where nothing follows, the empty columns have no type of their own, and would take that of the told ones away.
    return ties.astype({**dict.fromkeys(BOUNDS, np.int64), "probability": float, "certainty": float, "derived": bool})


def counted_claims(tables: Tables, policy: Policy) -> NDArray[np.bool_]:
    """
    Say which claims a policy counts, by status, source and certainty.

    Parameters
    ----------
    tables : Tables
        The dossier's tables.
    policy : Policy
        The choices.

    Returns
    -------
    ndarray of bool, shape (claims,)
        A denial never counts.
    """
    counted: pd.Series[bool] = tables.claims["status"].isin(policy.statuses) & (tables.claims["status"] != "denied")
    if policy.sources is not None:
        counted &= tables.claims["source"].isin(policy.sources)
    if policy.min_certainty is not None:
        counted &= tables.claim_chance >= float(tables.scales["mean"][policy.min_certainty])
    return counted.to_numpy(dtype=bool)


def describe_actors(tables: Tables, timeline: Timeline, policy: Policy) -> pd.DataFrame:
    """
    Tell roles and sides of all actors at the dates of a policy, whatever its view.

    Parameters
    ----------
    tables : Tables
        The dossier's tables.
    timeline : Timeline
        The claims' bounds.
    policy : Policy
        The user's own choices, without those of the view.

    Returns
    -------
    DataFrame
        See `netkit.network.roles.actor_table`.
    """
    times = pd.DataFrame(timeline.bounds, columns=BOUNDS).assign(relation=tables.claims["relation"].to_numpy())
    return actor_table(tables, counted_claims(tables, policy) & in_time(tables, policy, times))


def wanted(tables: Tables, policy: Policy, ties: pd.DataFrame) -> NDArray[np.bool_]:
    """
    Say which ties have the families, relations, cases and kinds that were asked for.

    Parameters
    ----------
    tables : Tables
        The dossier's tables.
    policy : Policy
        The choices.
    ties : DataFrame
        Told and derived ties.

    Returns
    -------
    ndarray of bool, shape (t,)
        All of them if nothing was asked for.
    """
    kept_ties = np.ones(len(ties), dtype=bool)
    for column, kept in (("family", policy.families), ("relation", policy.relations)):
        if kept is not None:
            kept_ties &= ties[column].isin(kept).to_numpy()
    if policy.case is not None:
        inside = set().union(*(tables.case_and_parts(case) for case in policy.case))
        kept_ties &= ties["case"].isin(inside).to_numpy()
    if policy.kinds is not None:
        right = tables.actors.index[tables.actors["kind"].isin(policy.kinds)]
        kept_ties &= (ties["subject"].isin(right) & ties["object"].isin(right)).to_numpy()
    return kept_ties


def in_time(tables: Tables, policy: Policy, ties: pd.DataFrame) -> NDArray[np.bool_]:
    """
    Say which ties hold at the dates of a policy.

    Parameters
    ----------
    tables : Tables
        The dossier's tables.
    policy : Policy
        Its date, memory and `holds`.
    ties : DataFrame
        With four bounds each.

    Returns
    -------
    ndarray of bool, shape (t,)
        All of them if no date was asked for.
    """
    window = policy.time_window()
    if window is None:
        return np.ones(len(ties), dtype=bool)
    first, after = window
    start_low, start_high, end_low, end_high = (ties[name].to_numpy() for name in BOUNDS)
    begun, end = (start_low, end_high) if policy.holds == "possible" else (start_high, end_low)
    # Where it is not certain that all parts of a derived tie held together, it is not certain that it ever did.
    parts = ties["derived"].to_numpy(dtype=bool) if "derived" in ties else np.zeros(len(ties), dtype=bool)
    sure = ~parts | (start_high < end_low) | (policy.holds == "possible")
    if policy.until is not None:
        return np.asarray((begun < after) & sure)
    oldest = np.full(len(ties), first)
    if policy.memory is not None:
        moment = (tables.relations["lasting"].reindex(ties["relation"]) == "moment").to_numpy()
        oldest[moment] = shift(first, parse_duration(policy.memory), -1)
    return np.asarray((begun < after) & (end > oldest) & sure)


def narrow(
    actors: pd.DataFrame, ties: pd.DataFrame, selection: Selection, *, isolates: bool
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Keep what a selection asks for, and only ties whose both ends are kept.

    Parameters
    ----------
    actors, ties : DataFrame
        A network's tables.
    selection : Selection
        What is kept.
    isolates : bool
        Whether actors without a tie stay.

    Returns
    -------
    actors, ties : DataFrame
        New tables, ties numbered from 0.
    """
    if selection.actors is not None:
        actors = actors[actors.index.isin(selection.actors)]
    if selection.without is not None:
        actors = actors[~actors.index.isin(selection.without)]
    if selection.kinds is not None:
        actors = actors[actors["kind"].isin(selection.kinds)]
    if selection.families is not None:
        ties = ties[ties["family"].isin(selection.families)]
    if selection.relations is not None:
        ties = ties[ties["relation"].isin(selection.relations)]
    ties = ties[ties["subject"].isin(actors.index) & ties["object"].isin(actors.index)].reset_index(drop=True)
    if not isolates:
        actors = actors[actors.index.isin(pd.unique(pd.concat([ties["subject"], ties["object"]])))]
    return actors, ties
