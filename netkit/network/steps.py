"""
How an order travels: the steps that orders can take, and for each victim which of them count.

Forward along relations that pass an order on, backward from an organisation to its members and parts. With a victim,
one order, one victim: each of the acts that the victim suffers has its own case, day and graph.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from netkit.claims.tables import Tables
from netkit.claims.timeline import Timeline
from netkit.dates import FIRST, LAST
from netkit.network.building import all_ties, counted_claims, in_time, narrow, wanted
from netkit.network.columns import BOUNDS
from netkit.network.policy import Policy

__all__ = ["Act", "Orders"]


@dataclass(frozen=True)
class Act:
    """
    What one victim suffered in one case at one time, and the steps along which an order for it can have travelled.

    Parameters
    ----------
    case : str
        Id of the case; "" if the claims name none.
    first, after : int
        The days on one of which it happened: [first, after).
    steps : DataFrame
        The steps that count, the acts themselves last; see `Orders.steps`. `own` says which are the case's own.
    """

    case: str
    first: int
    after: int
    steps: pd.DataFrame


class Orders:
    """
    The ties along which orders travel, under the filters that a user asked for, whatever the view.

    Parameters
    ----------
    tables : Tables
        The dossier's tables.
    policy : Policy
        The user's own choices; those of the view do not count.
    """

    def __init__(self, tables: Tables, policy: Policy) -> None:
        self.tables = tables
        self.policy = policy
        self.timeline = Timeline(tables, policy.circa)

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
    def steps(self) -> pd.DataFrame:
        """
        The ties turned into the direction in which orders travel.

        Returns
        -------
        DataFrame
            Columns of the ties, and `start`, `stop` (ids), `backward` (the claim reads from `stop` to `start`),
            `act`, `passes` (probability with which an order passes), `chance` (certainty times passes).
        """
        ties, relations = self.ties, self.tables.relations
        chain = relations["chain"].reindex(ties["relation"]).to_numpy()
        steps = ties[np.isin(chain, ["forward", "backward", "act"])]
        chain = relations["chain"].reindex(steps["relation"]).to_numpy()
        backward = chain == "backward"
        passes = relations["passes"].reindex(steps["relation"]).to_numpy()
        steps = steps.assign(
            start=np.where(backward, steps["object"], steps["subject"]),
            stop=np.where(backward, steps["subject"], steps["object"]),
            backward=backward,
            act=chain == "act",
            passes=passes,
            chance=steps["certainty"] * passes,
        )
        return steps[(steps["chance"] > 0) & (steps["start"] != steps["stop"])]

    @cached_property
    def passing(self) -> pd.DataFrame:
        """The steps that are no act: along them an order passes from one actor to the next."""
        return self.steps[~self.steps["act"]]

    def acts(self, victim: str, case: str | None = None) -> Iterator[Act]:
        """
        Find what a victim suffered, act by act.

        Parameters
        ----------
        victim : str
            Id of the actor.
        case : str, optional
            Only the acts of this case and its parts.

        Yields
        ------
        Act
            One for each case and time; the ways of doing it within one case and time stand together.
        """
        suffered = self.steps[self.steps["act"] & (self.steps["stop"] == victim)]
        if case is not None:
            suffered = suffered[suffered["case"].isin(self.tables.case_and_parts(case))]
        times = suffered[["case", "start_earliest", "end_latest"]].drop_duplicates()
        for time in times.sort_values(["case", "start_earliest", "end_latest"]).to_dict("records"):
            own, first, after = time["case"], time["start_earliest"], time["end_latest"]
            of_the_time = (suffered["start_earliest"] == first) & (suffered["end_latest"] == after)
            of_the_case = self._done_by(suffered[suffered["case"] == own], first, after)
            acts = of_the_case[of_the_time.reindex(of_the_case.index)]
            if len(acts):
                yield Act(own, first, after, self._act_steps(victim, own, first, after, acts))

    def _act_steps(self, victim: str, case: str, first: int, after: int, acts: pd.DataFrame) -> pd.DataFrame:
        """Apply the rules of one order, one victim to the passing steps: (a) case, (b) day, (c) victim."""
        passing = self.passing
        lasting = self.tables.relations["lasting"].reindex(passing["relation"]).to_numpy()
        cases = self.tables.case_and_wholes(case) or {""}
        own = passing["case"].isin(cases).to_numpy() & (passing["case"] != "").to_numpy()
        errand = lasting == "errand"
        of_case = errand & passing["case"].isin(cases).to_numpy()
        holds = (passing["start_earliest"] < after).to_numpy() & (passing["end_latest"] > first).to_numpy()
        out = self._unfree(first)
        able = holds & ~passing["start"].isin(out).to_numpy() & ~passing["stop"].isin(out).to_numpy()
        headed = self._headed(victim, first, after)
        barred = passing["start"].isin(headed | {victim}) | passing["stop"].isin(headed | {victim})
        pairs = pd.MultiIndex.from_arrays([passing["start"], passing["stop"]])
        strained = pairs.isin(self._betrayed) | pairs.isin([(stop, start) for start, stop in self._betrayed])
        counted = (of_case | (~errand & able)) & ~barred.to_numpy() & ~strained
        kept = passing.loc[counted].assign(own=(own | of_case)[counted])
        steps: pd.DataFrame = pd.concat([kept, acts.assign(own=True)], ignore_index=True)
        return steps

    def _unfree(self, day: int) -> set[str]:
        """Who was certainly dead, or certainly arrested and not told of at liberty afterwards, before a day."""
        dead = {person for person, (_, after) in self.timeline.deaths.items() if after <= day}
        return dead | {person for person, after in self._arrests if after <= day}

    @cached_property
    def _arrests(self) -> list[tuple[str, int]]:
        """Certain arrests after which nothing shows the man at liberty: person, first day after the arrest."""
        claims, found = self.tables.claims, []
        certain = counted_claims(self.tables, self.policy) & (claims["certainty"] == "certain").to_numpy()
        steps = self.steps[self.steps["start_earliest"] > FIRST]
        for row in np.flatnonzero(certain & (claims["relation"] == "arrests").to_numpy()).tolist():
            person, after = str(claims["object"].iat[row]), int(self.timeline.bounds[row, 3])
            later = steps[(steps["subject"] == person) & (steps["start_earliest"] >= after) & ~steps["derived"]]
            if after < LAST and later.empty:
                found.append((person, after))
        return found

    def _headed(self, victim: str, first: int, after: int) -> set[str]:
        """Organisations that the victim may have headed on the day, and their parts."""
        ties = self.ties[(self.ties["start_earliest"] < after) & (self.ties["end_latest"] > first)]
        headed = set(ties.loc[(ties["relation"] == "heads") & (ties["subject"] == victim), "object"])
        parts = ties[ties["relation"] == "part_of"]
        while more := set(parts.loc[parts["object"].isin(headed), "subject"]) - headed:
            headed |= more
        return headed

    @cached_property
    def _betrayed(self) -> list[tuple[str, str]]:
        """Pairs of an actor and the organisation that he infiltrates or informs on."""
        ties = self.ties[self.ties["relation"].isin(["infiltrates", "informs_on"])]
        return list(zip(ties["subject"], ties["object"], strict=True))

    def _done_by(self, acts: pd.DataFrame, first: int, after: int) -> pd.DataFrame:
        """Rule (d): where a named person did the act, that of his organisation is evidence and not another end."""
        kinds = self.tables.actors["kind"]
        persons = acts[acts["start"].map(kinds) == "person"]
        if len(persons) in (0, len(acts)):
            return acts
        ties = self.ties[(self.ties["start_earliest"] < after) & (self.ties["end_latest"] > first)]
        belongs = ties[(ties["family"] == "office") | ties["relation"].isin(["part_of", "becomes"])]
        rows = []
        for row in acts.to_dict("records"):
            doers = set(persons.loc[persons["relation"] == row["relation"], "start"])
            theirs = set(doers)
            while more := set(belongs.loc[belongs["subject"].isin(theirs), "object"]) - theirs:
                theirs |= more
            rows.append(row["start"] in doers or row["start"] not in theirs)
        return acts.loc[rows]

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
            steps = pd.concat(acts).drop_duplicates(["subject", "relation", "object", "case", *BOUNDS])
        else:
            steps = self.passing
            if case is not None:
                errand = (self.tables.relations["lasting"].reindex(steps["relation"]) == "errand").to_numpy()
                steps = steps[~errand | steps["case"].isin(self.tables.case_and_wholes(case)).to_numpy()]
        steps = steps.assign(subject=steps["start"], object=steps["stop"], directed=True)
        return steps.drop(columns=["start", "stop", *(["own"] if "own" in steps else [])]).reset_index(drop=True)
