"""Building the networks of every answer to who is who, and joining them to one union."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import pandas as pd

from netkit.claims.tables import one_for_several
from netkit.claims.timeline import Timeline
from netkit.ensembles.claims import ClaimSampler, Grades, claim_sampler, unsure_pairs
from netkit.ensembles.parts import tie_sampler, told_things
from netkit.ensembles.union import State, Union
from netkit.errors import ArgumentError
from netkit.network.building import build, counted_claims, with_view
from netkit.network.network import Network
from netkit.network.stretches import told_ties

if TYPE_CHECKING:
    from netkit.claims.tables import Tables
    from netkit.network.policy import Policy

__all__ = ["dossier_union", "merge_actors", "network_union", "plain_union"]

_PAIRS = 6


def plain_union(net: Network) -> Union:
    """
    Take the ties of a network that did not come from claims as they are.

    Parameters
    ----------
    net : Network
        Its ties have probabilities.

    Returns
    -------
    Union
        Each tie holds by itself.
    """
    ties, _ = net.to_pandas()
    return Union(net.actors, ties, net.directed, net.graph, policy=net.policy)


def network_union(net: Network, grades: Grades, unknown: str | None) -> Union:
    """
    Take the ties of a network that came from claims, and no others.

    Parameters
    ----------
    net : Network
        From a dossier, perhaps narrowed since.
    grades : {"source", "claim", "ignored"}
        See `ClaimSampler`.
    unknown : str or None
        See `netkit.ensembles.parts.tie_sampler`.

    Returns
    -------
    Union
        Who is who is taken as the dossier has it.
    """
    tables, policy = net.tables, net.policy
    if tables is None or policy is None:
        return plain_union(net)
    ties, _ = net.to_pandas()
    told, sampler = _claims(tables, policy, grades, pairs=0)
    drawn = tie_sampler(tables, ties, told, sampler, policy, unknown=unknown)
    state = State(tables, drawn, 0, len(ties))
    return Union(net.actors, ties, net.directed, net.graph, policy, tables, sampler, (), (state,), unknown)


def dossier_union(tables: Tables, policy: Policy, grades: Grades, unknown: str | None, *, identities: bool) -> Union:
    """
    Build the networks of every answer to who is who, and join them.

    Parameters
    ----------
    tables : Tables
        The dossier's tables.
    policy : Policy
        The choices.
    grades : {"source", "claim", "ignored"}
        See `ClaimSampler`.
    unknown : str or None
        See `netkit.ensembles.parts.tie_sampler`.
    identities : bool
        Whether unsure pairs are drawn.

    Returns
    -------
    Union
        Over all answers.

    Raises
    ------
    ArgumentError
        If too many pairs are unsure.
    """
    pairs = unsure_pairs(tables, counted_claims(tables, with_view(policy))) if identities else []
    if len(pairs) > _PAIRS:
        raise ArgumentError(
            f"`same_as` leaves {len(pairs)} pairs of actors unsure that the network tells of, and every combination is "
            f"built: decide some of them, down to {_PAIRS}, or set `identities=False`"
        )
    told, sampler = _claims(tables, policy, grades, pairs=len(pairs))
    states, frames, kept = [], [], []
    first = 0
    for number in range(1 << len(pairs)):
        answer = [pair for place, pair in enumerate(pairs) if number >> place & 1]
        merged = merge_actors(tables, answer) if answer else tables
        actors, ties = build(merged, policy)
        mine = _told(merged, policy) if answer else told
        drawn = tie_sampler(merged, ties, mine, sampler, policy, unknown=unknown)
        states.append(State(merged, drawn, first, first + len(ties)))
        first += len(ties)
        frames.append(ties)
        kept.append(actors)
    directed = policy.view != "working"
    ties = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]
    everybody = pd.concat(kept)
    everybody = everybody[~everybody.index.duplicated()]
    actors = everybody.reindex(tables.actors.index.intersection(everybody.index, sort=False)).rename_axis("actor")
    graph = Network(actors, ties, directed=directed).graph
    return Union(actors, ties, directed, graph, policy, tables, sampler, tuple(pairs), tuple(states), unknown)


def _told(tables: Tables, policy: Policy) -> pd.DataFrame:
    return told_ties(tables, Timeline(tables, policy.circa), counted_claims(tables, with_view(policy)))


def _claims(tables: Tables, policy: Policy, grades: Grades, pairs: int) -> tuple[pd.DataFrame, ClaimSampler]:
    """Tie the claims that the view counts; what one source says of one thing is sampled once, orders included."""
    timeline = Timeline(tables, policy.circa)
    told = _told(tables, policy)
    counted = counted_claims(tables, policy)
    things = told_things(tables.claims.index, told)
    if with_view(policy).min_certainty != policy.min_certainty:
        whole = told_ties(tables, timeline, counted)
        others = ~tables.claims.index.isin([claim for claims in told["claims"] for claim in claims])
        things[others] = told_things(tables.claims.index, whole)[others] + len(told) + len(tables.claims)
    return told, claim_sampler(tables, timeline, counted, things, grades, pairs)


def merge_actors(tables: Tables, pairs: list[tuple[str, str]]) -> Tables:
    """
    Take actors for one and the same.

    Parameters
    ----------
    tables : Tables
        The dossier's tables.
    pairs : list of tuple of str
        Ids; the second of each pair goes.

    Returns
    -------
    Tables
        A copy whose claims speak of the first alone.
    """
    names = one_for_several(pairs, tables.actors.index)
    merged = copy.copy(tables)
    columns = {name: tables.claims[name].replace(names) for name in ("subject", "object")}
    merged.claims = tables.claims.assign(**columns)
    return merged
