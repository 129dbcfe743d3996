"""The union of all networks that a draw may give: built once, so that a draw is a mask over its arcs."""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pandas as pd

from netkit.claims.timeline import Timeline
from netkit.ensembles.claims import ClaimSampler, Grades, World, claim_sampler, unsure_pairs
from netkit.ensembles.scales import BLOCK
from netkit.ensembles.ties import DrawnTies, TieSampler, tie_sampler, told_things
from netkit.errors import ArgumentError
from netkit.network.building import all_ties, build, counted_claims
from netkit.network.graph import Graph, build_graph
from netkit.network.network import Network
from netkit.network.stretches import told_ties

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netkit.claims.tables import Tables
    from netkit.network.policy import Policy

__all__ = [
    "State",
    "Union",
    "Words",
    "dossier_union",
    "draw_seed",
    "least_certainty",
    "merge_actors",
    "network_union",
    "plain_union",
    "state_of",
    "to_words",
    "told_for_orders",
]

Words: TypeAlias = "NDArray[np.uint64]"

_PAIRS = 6


@dataclass(frozen=True, eq=False)
class State:
    """
    What follows if certain unsure pairs are the same and the others not.

    Parameters
    ----------
    tables : Tables
        With the merged actors' claims on one of them.
    ties : TieSampler
        Of the network's ties.
    first, after : int
        Which ties of the union these are.
    """

    tables: Tables
    ties: TieSampler
    first: int
    after: int


@dataclass(frozen=True, eq=False)
class Union:
    """
    All actors and ties of any draw.

    Parameters
    ----------
    actors, ties : DataFrame
        As of a network; with unsure pairs the ties of every answer stand one after the other.
    directed : bool
        Whether direction means something.
    graph : Graph
        All arcs.
    policy : Policy, optional
        The choices.
    tables : Tables, optional
        The dossier's tables; None for a network that did not come from one.
    sampler : ClaimSampler, optional
        Of the claims.
    pairs : list of tuple of str
        The unsure pairs.
    states : dict of State
        By the answers to them, as bits.
    """

    actors: pd.DataFrame
    ties: pd.DataFrame
    directed: bool
    graph: Graph
    policy: Policy | None = None
    tables: Tables | None = None
    sampler: ClaimSampler | None = None
    pairs: tuple[tuple[str, str], ...] = ()
    states: tuple[State, ...] = ()

    def world(self, entropy: int, block: int) -> World | None:
        """
        Draw what a block takes to be so.

        Parameters
        ----------
        entropy : int
            Of the ensemble.
        block : int
            Number of the block.

        Returns
        -------
        World or None
            None for a network without claims.
        """
        return self.sampler.sample(draw_seed(entropy, block, 0)) if self.sampler else None

    def draw(self, entropy: int, block: int) -> DrawnTies:
        """
        Draw the ties of a block.

        Parameters
        ----------
        entropy : int
            Of the ensemble.
        block : int
            Number of the block.

        Returns
        -------
        DrawnTies
            For all ties of the union.
        """
        world = self.world(entropy, block)
        count = len(self.ties)
        if world is None:
            rng = np.random.default_rng(draw_seed(entropy, block, 1))
            holds = rng.random((BLOCK, count)) < self.ties["probability"].to_numpy(dtype=float)
            first, after = (
                np.broadcast_to(self.ties[name].to_numpy(), holds.shape) for name in ("start_earliest", "end_latest")
            )
            return DrawnTies(holds, first, after)
        holds = np.zeros((BLOCK, count), dtype=bool)
        starts, ends = np.zeros((2, BLOCK, count), dtype=np.int64)
        answers = state_of(world.same)
        for number, state in enumerate(self.states):
            rows = answers == number
            if rows.any() and state.after > state.first:
                drawn = state.ties.sample(world, draw_seed(entropy, block, 1))
                here = slice(state.first, state.after)
                holds[rows, here] = drawn.holds[rows]
                starts[:, here], ends[:, here] = drawn.starts, drawn.ends
        return DrawnTies(holds, starts, ends)

    def arc_words(self, ties: Words) -> Words:
        """
        Say which arcs are there.

        Parameters
        ----------
        ties : ndarray of uint64, shape (t,)
            One bit a draw for each tie.

        Returns
        -------
        ndarray of uint64, shape (m,)
            One bit a draw for each arc: whether one of its ties holds.
        """
        words = np.zeros(self.graph.m, dtype=np.uint64)
        for column in (0, 1):
            arcs = self.graph.tie_arcs[:, column]
            here = arcs >= 0
            np.bitwise_or.at(words, arcs[here], ties[here])
        return words

    def masked(
        self, holds: NDArray[np.bool_], starts: NDArray[np.int64], ends: NDArray[np.int64]
    ) -> tuple[pd.DataFrame, Graph]:
        """
        Give the ties and the arcs of one draw.

        Parameters
        ----------
        holds : ndarray of bool, shape (t,)
            Which ties hold.
        starts, ends : ndarray of int, shape (t,)
            Their days.

        Returns
        -------
        ties : DataFrame
            Those that hold, certain, with their days as bounds.
        graph : Graph
            A mask over the union's arcs.
        """
        ties = self.ties[holds].reset_index(drop=True).assign(probability=1.0, certainty=1.0)
        ties["rests_on"] = pd.Series([()] * len(ties), dtype=object)
        if self.sampler is not None:
            first, after = starts[holds], ends[holds]
            ties = ties.assign(start_earliest=first, start_latest=first, end_earliest=after, end_latest=after)
        words = self.arc_words(holds.astype(np.uint64))
        return ties, replace(self.graph, mask=words != 0, tie_arcs=self.graph.tie_arcs[holds])


def draw_seed(entropy: int, block: int, part: int) -> np.random.SeedSequence:
    """
    Give the seed of one part of a block.

    Parameters
    ----------
    entropy : int
        Of the ensemble.
    block : int
        Number of the block.
    part : int
        0 for the claims, 1 for the ties, 2 for the steps of orders, 3 for how they pass.

    Returns
    -------
    SeedSequence
        The same whoever asks for it.
    """
    return np.random.SeedSequence(entropy, spawn_key=(block, part))


def state_of(same: NDArray[np.bool_]) -> NDArray[np.int64]:
    """
    Turn the answers to all unsure pairs into one number.

    Parameters
    ----------
    same : ndarray of bool, shape (64, pairs)
        The answers.

    Returns
    -------
    ndarray of int, shape (64,)
        Place in `Union.states`.
    """
    numbers: NDArray[np.int64] = same.astype(np.int64) @ (1 << np.arange(same.shape[1], dtype=np.int64))
    return numbers


def to_words(bits: NDArray[np.bool_]) -> Words:
    """
    Pack draws into words.

    Parameters
    ----------
    bits : ndarray of bool, shape (64, k)
        One row a draw.

    Returns
    -------
    ndarray of uint64, shape (k,)
        One bit a draw, the first one lowest.
    """
    packed = np.packbits(bits, axis=0, bitorder="little")
    return np.ascontiguousarray(packed.T).view("<u8").astype(np.uint64).reshape(-1)


def least_certainty(policy: Policy) -> Policy:
    """
    Fill in the least certainty that the view asks for where the user did not.

    Parameters
    ----------
    policy : Policy
        The user's choices.

    Returns
    -------
    Policy
        The policy under which `netkit.network.building.build` counts claims.
    """
    return replace(policy, min_certainty=policy.min_certainty or ("probable" if policy.view == "working" else None))


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
    return Union(net.actors, ties, net.directed, _graph(net.actors, ties, net.directed), policy=net.policy)


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
        See `netkit.ensembles.ties.tie_sampler`.

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
    graph = _graph(net.actors, ties, net.directed)
    state = State(tables, drawn, 0, len(ties))
    return Union(net.actors, ties, net.directed, graph, policy, tables, sampler, (), (state,))


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
        See `netkit.ensembles.ties.tie_sampler`.
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
    pairs = unsure_pairs(tables, counted_claims(tables, least_certainty(policy))) if identities else []
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
    graph = _graph(actors, ties, directed)
    return Union(actors, ties, directed, graph, policy, tables, sampler, tuple(pairs), tuple(states))


def _told(tables: Tables, policy: Policy) -> pd.DataFrame:
    return told_ties(tables, Timeline(tables, policy.circa), counted_claims(tables, least_certainty(policy)))


def _claims(tables: Tables, policy: Policy, grades: Grades, pairs: int) -> tuple[pd.DataFrame, ClaimSampler]:
    """Tie the claims that the view counts; what one source says of one thing is sampled once, orders included."""
    timeline = Timeline(tables, policy.circa)
    told = _told(tables, policy)
    counted = counted_claims(tables, policy)
    things = told_things(tables.claims.index, told)
    if least_certainty(policy) != policy:
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
    stands_for: dict[str, str] = {}

    def one(actor: str) -> str:
        while actor in stands_for:
            actor = stands_for[actor]
        return actor

    for left, right in pairs:
        if one(left) != one(right):
            stands_for[one(right)] = one(left)
    merged = copy.copy(tables)
    names = {actor: one(actor) for actor in stands_for}
    columns = {name: tables.claims[name].replace(names) for name in ("subject", "object")}
    merged.claims = tables.claims.assign(**columns)
    return merged


def _graph(actors: pd.DataFrame, ties: pd.DataFrame, directed: bool) -> Graph:
    subjects, objects = (
        actors.index.get_indexer(pd.Index(ties[name], dtype=actors.index.dtype)).astype(np.int32)
        for name in ("subject", "object")
    )
    return build_graph(len(actors), subjects, objects, ties["directed"].to_numpy(dtype=bool), directed)


def told_for_orders(tables: Tables, policy: Policy) -> pd.DataFrame:
    """
    Tie the claims from which order steps are made.

    Parameters
    ----------
    tables : Tables
        The dossier's tables.
    policy : Policy
        The choices.

    Returns
    -------
    DataFrame
        Told ties, whatever their date.
    """
    ties = all_ties(tables, Timeline(tables, policy.circa), replace(policy, derive=False))
    return ties
