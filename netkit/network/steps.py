"""
How an order travels: the steps that orders can take, and for each victim which of them count.

Forward along relations that pass an order on, backward from an organisation to its members and parts. With a victim,
one order, one victim: each of the acts that the victim suffers has its own case, day and graph.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from netkit.claims.tables import Tables
from netkit.claims.timeline import Timeline
from netkit.dates import FIRST, LAST
from netkit.network.building import all_ties, counted_claims, in_time, narrow, wanted
from netkit.network.policy import Policy
from netkit.network.steptable import StepTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Act", "Orders"]


@dataclass(frozen=True, eq=False)
class Act:
    """
    What one victim suffered in one case at one time, and the steps along which an order for it can have travelled.

    Parameters
    ----------
    case : str
        Id of the case; "" if the claims name none.
    first, after : int
        The days on one of which it happened: [first, after).
    table : StepTable
        All steps.
    counts : ndarray of bool, shape (k,)
        Which of them count for this act, the act itself included.
    own : ndarray of bool, shape (k,)
        Which of them are the case's own.
    """

    case: str
    first: int
    after: int
    table: StepTable
    counts: NDArray[np.bool_]
    own: NDArray[np.bool_]

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """Positions of the steps that count, the acts last."""
        rows = np.flatnonzero(self.counts)
        return rows[np.argsort(self.table.act[rows], kind="stable")]

    @cached_property
    def steps(self) -> pd.DataFrame:
        """The steps that count, the acts last: the columns of `StepTable.frame`, and `own`."""
        return self.table.frame(self.rows).assign(own=self.own[self.rows])


# Other end, first day and first day after.
_Links = dict[str, list[tuple[str, int, int]]]


class _Suffered(NamedTuple):
    """What a victim suffered: the step, who did it, in which case, what, and when."""

    row: int
    doer: str
    case: str
    relation: str
    first: int
    after: int


class Orders:
    """
    The ties along which orders travel, under the filters that a user asked for, whatever the view.

    Parameters
    ----------
    tables : Tables
        The dossier's tables.
    policy : Policy
        The user's own choices; those of the view do not count.
    relations : frozenset of str, optional
        The relations that are followed; by default those along which orders travel, and acts.
    """

    def __init__(self, tables: Tables, policy: Policy, relations: frozenset[str] | None = None) -> None:
        self.tables = tables
        self.policy = policy
        self.relations = relations
        self._along: dict[frozenset[str], Orders] = {}

    @cached_property
    def timeline(self) -> Timeline:
        """The days on which claims can have held, and of deaths."""
        return Timeline(self.tables, self.policy.circa)

    @cached_property
    def ties(self) -> pd.DataFrame:
        """All ties under the filters that were asked for."""
        ties = all_ties(self.tables, self.timeline, self.policy)
        ties = ties[wanted(self.tables, self.policy, ties) & in_time(self.tables, self.policy, ties)]
        actors = self.tables.actors
        for selection in self.policy.selections:
            actors, ties = narrow(actors, ties, selection, isolates=True)
        return ties.reset_index(drop=True)

    @cached_property
    def table(self) -> StepTable:
        """The ties turned into the direction in which orders travel: forward, backward along memberships, or acts."""
        relations, index = self.tables.relations, self.tables.actors.index
        named = relations.index.get_indexer(pd.Index(self.ties["relation"]))
        chain = relations["chain"].to_numpy()[named]
        passes = relations["passes"].to_numpy(dtype=float)[named]
        if self.relations is None:
            kept = np.isin(chain, ["forward", "backward", "act"])
        else:
            kept = self.ties["relation"].isin(self.relations).to_numpy()
            passes = np.where(np.isnan(passes), 1.0, passes)
        chance = self.ties["certainty"].to_numpy(dtype=float) * passes
        subjects, objects = (index.get_indexer(pd.Index(self.ties[end])) for end in ("subject", "object"))
        there = np.flatnonzero(kept & (chance > 0) & (subjects != objects))
        both = there[~self.ties["directed"].to_numpy(dtype=bool)[there]]
        tie, turned = np.concatenate([there, both]), chain[there] == "backward"
        turned = np.concatenate([turned, ~turned[np.searchsorted(there, both)]])
        return StepTable(
            ties=self.ties,
            index=index,
            tie=tie.astype(np.int32),
            starts=np.where(turned, objects[tie], subjects[tie]).astype(np.int32),
            stops=np.where(turned, subjects[tie], objects[tie]).astype(np.int32),
            backward=chain[tie] == "backward",
            act=chain[tie] == "act",
            passes=passes[tie],
            chance=chance[tie],
        )

    def along(self, relations: frozenset[str]) -> Orders:
        """
        Follow other relations than those along which orders travel.

        Parameters
        ----------
        relations : frozenset of str
            Relations of the dossier.

        Returns
        -------
        Orders
            Of the same ties. Who suffers no act among these relations has no end of his own.
        """
        if relations not in self._along:
            other = Orders(self.tables, self.policy, relations)
            other.__dict__ |= {"timeline": self.timeline, "ties": self.ties, "arrests": self.arrests}
            self._along[relations] = other
        return self._along[relations]

    def over(self, ties: pd.DataFrame, policy: Policy) -> Orders:
        """
        Follow orders along other ties of the same dossier, such as those of one draw.

        Parameters
        ----------
        ties : DataFrame
            The ties, under all filters.
        policy : Policy
            The choices that led to them.

        Returns
        -------
        Orders
            Along the same relations.
        """
        other = Orders(self.tables, policy, self.relations)
        other.__dict__ |= {"timeline": self.timeline, "ties": ties}
        return other

    def passing(self, case: str | None = None) -> NDArray[np.bool_]:
        """
        Say which steps are no act: along them an order passes from one actor to the next.

        Parameters
        ----------
        case : str, optional
            Id of a case: then no errands of other cases.

        Returns
        -------
        ndarray of bool, shape (k,)
            One for each step of `table`.
        """
        passing = ~self.table.act
        if case is None:
            return passing
        return passing & (~self._once | self._of_cases(self.tables.case_and_wholes(case)))

    @cached_property
    def _once(self) -> NDArray[np.bool_]:
        """Steps that count in their own case alone: errands; of relations that a user names, moments too."""
        once = ["errand"] if self.relations is None else ["errand", "moment"]
        lasting = self.tables.relations["lasting"].reindex(self.table.column("relation")).to_numpy()
        return np.isin(lasting, once) & ~self.table.act

    @cached_property
    def _case(self) -> NDArray[np.object_]:
        return self.table.column("case").astype(object)

    def _of_cases(self, cases: set[str]) -> NDArray[np.bool_]:
        found = np.zeros(len(self.table), dtype=bool)
        for case in cases:
            found |= self._case == case
        return found

    def acts(
        self,
        victim: str,
        case: str | None = None,
        relations: frozenset[str] | None = None,
        day: tuple[float, float] | None = None,
        evidence: bool = False,
    ) -> Iterator[Act]:
        """
        Find what a victim suffered, act by act.

        Parameters
        ----------
        victim : str
            Id of the actor.
        case : str, optional
            Only the acts of this case and its parts.
        relations : frozenset of str, optional
            Only acts of these relations.
        day : tuple of two numbers, optional
            First day and first day after it: then every tie, errands included, has to be able to hold within, instead
            of on the day of the act.
        evidence : bool, default: False
            Whether an organisation's act is given too where a named person of its own did it.

        Yields
        ------
        Act
            One for each case and time; the ways of doing it within one case and time stand together.
        """
        suffered = self._suffered(victim)
        if case is not None:
            inside = self.tables.case_and_parts(case)
            suffered = [one for one in suffered if one.case in inside]
        if relations is not None:
            suffered = [one for one in suffered if one.relation in relations]
        for own, first, after in sorted({(one.case, one.first, one.after) for one in suffered}):
            done = [one for one in suffered if one.case == own]
            done = done if evidence else self._done_by(done, first, after)
            rows = [one.row for one in done if (one.first, one.after) == (first, after)]
            if rows:
                yield self._act(victim, own, (first, after), rows, day)

    def _suffered(self, victim: str) -> list[_Suffered]:
        table = self.table
        rows = np.flatnonzero(table.act & (table.stops == table.places([victim])[0]))
        ties = self.ties[["case", "relation", "start_earliest", "end_latest"]].take(table.tie[rows])
        doers = table.index.to_numpy()[table.starts[rows]].tolist()
        told = ties.itertuples(index=False, name=None)
        return [_Suffered(row, doer, *tie) for row, doer, tie in zip(rows.tolist(), doers, told, strict=True)]

    def _act(
        self, victim: str, case: str, when: tuple[int, int], acts: list[int], day: tuple[float, float] | None
    ) -> Act:
        """Apply the rules of one order, one victim to the passing steps: (a) case, (b) day, (c) victim."""
        table, (first, after) = self.table, day or when
        of_cases = self._of_cases(self.tables.case_and_wholes(case) or {""})
        of_case = self._once & of_cases
        able = (table.first < after) & (table.after > first) & ~table.touching(self._unfree(first))
        barred = table.touching(self._headed(victim, first, after) | {victim})
        # An errand of the case explains its act whenever it was given; asked for another day it has to hold then.
        standing = ~self._once | of_cases if day is not None else ~self._once
        counts = ~table.act & ((standing & able) | (of_case & (day is None))) & ~barred & ~self._strained
        own = (of_cases & (self._case != "")) | of_case
        counts[acts] = own[acts] = True
        return Act(case, *when, table, counts, own)

    def _unfree(self, day: float) -> set[str]:
        """Who was certainly dead, or certainly arrested and not told of at liberty afterwards, before a day."""
        dead = {person for person, (_, after) in self.timeline.deaths.items() if after <= day}
        return dead | {person for person, after in self.arrests if after <= day}

    @cached_property
    def arrests(self) -> list[tuple[str, int]]:
        """Certain arrests after which nothing shows the man at liberty: person, first day after the arrest."""
        claims, found = self.tables.claims, []
        certain = counted_claims(self.tables, self.policy) & (claims["certainty"] == "certain").to_numpy()
        shows = self._at_liberty(counted_claims(self.tables, self.policy))
        for row in np.flatnonzero(certain & (claims["relation"] == "arrests").to_numpy()).tolist():
            person, after = str(claims["object"].iat[row]), int(self.timeline.bounds[row, 3])
            if after < LAST and not any(day >= after for day in shows.get(person, ())):
                found.append((person, after))
        return found

    def _at_liberty(self, counted: NDArray[np.bool_]) -> dict[str, list[int]]:
        """On which days each was at liberty: he ordered, did, helped or met somebody, or went over."""
        steps = self.ties.iloc[self.table.tie]
        steps = steps[(steps["start_earliest"] > FIRST) & ~steps["derived"]]
        claims, relations = self.tables.claims, self.tables.relations
        free = relations.index[(relations["lasting"] == "moment") & relations["contact"]].union(["defects"])
        rows = np.flatnonzero(counted & claims["relation"].isin(free).to_numpy() & (self.timeline.bounds[:, 0] > FIRST))
        days: dict[str, list[int]] = {}
        for person, day in (
            *zip(steps["subject"], steps["start_earliest"], strict=True),
            *zip(claims["subject"].iloc[rows], self.timeline.bounds[rows, 0], strict=True),
        ):
            days.setdefault(person, []).append(int(day))
        return days

    def _headed(self, victim: str, first: float, after: float) -> set[str]:
        """Organisations that the victim may have headed on the day, and their parts."""
        heads, parts, _ = self._links
        headed = _led_to({victim}, {victim: heads.get(victim, [])}, first, after)
        return _led_to(headed - {victim}, parts, first, after)

    @property
    def belonging(self) -> NDArray[np.bool_]:
        """Which ties say that one belongs to a body: offices, and bodies that are part of another or become it."""
        office = self.ties["family"] == "office"
        return (office | self.ties["relation"].isin(["part_of", "becomes"])).to_numpy(dtype=bool)

    @cached_property
    def _links(self) -> tuple[_Links, _Links, _Links]:
        """What each actor heads, what its parts are, and what it belongs to."""
        ties = self.ties[["subject", "object", "relation", "start_earliest", "end_latest"]]
        links: tuple[_Links, _Links, _Links] = ({}, {}, {})
        for subject, other, relation, first, after in ties[self.belonging].itertuples(index=False, name=None):
            links[2].setdefault(subject, []).append((other, first, after))
            if relation == "heads":
                links[0].setdefault(subject, []).append((other, first, after))
            if relation == "part_of":
                links[1].setdefault(other, []).append((subject, first, after))
        return links

    @cached_property
    def _strained(self) -> NDArray[np.bool_]:
        """Steps between an actor and the organisation that he infiltrates or informs on."""
        ties, table = self.ties[self.ties["relation"].isin(["infiltrates", "informs_on"])], self.table
        left, right = table.places(ties["subject"]), table.places(ties["object"])
        betrayed = np.concatenate([_pairs(left, right), _pairs(right, left)])
        return np.isin(_pairs(table.starts, table.stops), betrayed)

    def _done_by(self, acts: list[_Suffered], first: int, after: int) -> list[_Suffered]:
        """Rule (d): where a named person did the act, that of his organisation is evidence and not another end."""
        kinds = self.tables.actors["kind"]
        persons = [act for act in acts if kinds[act.doer] == "person"]
        if len(persons) in (0, len(acts)):
            return acts
        kept = []
        for act in acts:
            doers = {other.doer for other in persons if other.relation == act.relation}
            if act.doer in doers or act.doer not in _led_to(doers, self._links[2], first, after):
                kept.append(act)
        return kept

    def oriented(self, victim: str | None = None, case: str | None = None) -> pd.DataFrame:
        """
        Return the graph along which orders travel, as ties of a network.

        Parameters
        ----------
        victim : str, optional
            Id of an actor: then only steps that count for one of the acts that he suffered, and these acts.
        case : str, optional
            Id of a case: then only its acts, or without a victim no errands of other cases.

        Returns
        -------
        DataFrame
            Columns of the ties; `subject` and `object` stand in the order in which orders travel, `backward` says
            where the claim reads the other way round.
        """
        acts = [] if victim is None else [act.steps for act in self.acts(victim, case)]
        if acts:
            steps = pd.concat(acts).drop_duplicates(["tie", "start"]).drop(columns="own")
        else:
            steps = self.table.frame(np.flatnonzero(self.passing(case)))
        steps = steps.assign(subject=steps["start"], object=steps["stop"], directed=True)
        return steps.drop(columns=["tie", "start", "stop"]).reset_index(drop=True)


def _led_to(start: set[str], links: _Links, first: float, after: float) -> set[str]:
    """Follow links that may have held on one of some days, the beginnings included."""
    seen, pending = set(start), list(start)
    while pending:
        for other, begun, over in links.get(pending.pop(), ()):
            if begun < after and over > first and other not in seen:
                seen.add(other)
                pending.append(other)
    return seen


def _pairs(left: NDArray[np.integer], right: NDArray[np.integer]) -> NDArray[np.int64]:
    """Give each pair of positions one number."""
    return (left.astype(np.int64) << 32) + right
