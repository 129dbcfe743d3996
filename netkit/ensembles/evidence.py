"""Acts of organisations that are evidence and not another end: as long as a named person of theirs did the same act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netkit.network.steps import Act, Orders

__all__ = ["Evidence", "evidence", "set_aside"]


@dataclass(frozen=True, eq=False)
class Evidence:
    """
    An act of an organisation, and what makes it evidence of a named person's act.

    Parameters
    ----------
    act : int
        The tie that is the act.
    doer : int
        Number of the organisation.
    acts : ndarray of int, shape (p,)
        The ties that are acts of named persons, in the same case and of the same relation.
    persons : ndarray of int, shape (p,)
        Numbers of the persons.
    links : ndarray of int, shape (l,)
        The ties by which they, or a body of theirs, belong to another body.
    members, bodies : ndarray of int, shape (l,)
        Numbers of the two ends of each.
    """

    act: int
    doer: int
    acts: NDArray[np.int64]
    persons: NDArray[np.int64]
    links: NDArray[np.int64]
    members: NDArray[np.int64]
    bodies: NDArray[np.int64]

    @property
    def places(self) -> set[int]:
        """All ties on which it hangs whether the act is an end."""
        return {self.act, *self.acts.tolist(), *self.links.tolist()}

    def aside(
        self, holds: NDArray[np.bool_], starts: NDArray[np.number], ends: NDArray[np.number]
    ) -> NDArray[np.bool_]:
        """
        Say whether the act is no end, because a named person of the organisation did it.

        Parameters
        ----------
        holds : ndarray of bool, shape (k, t)
            Which ties hold, in as many ways as there are rows.
        starts, ends : ndarray, shape (k, t)
            From which day to which day.

        Returns
        -------
        ndarray of bool, shape (k,)
            One for each row.
        """
        first, after = starts[:, [self.act]], ends[:, [self.act]]
        there = holds[:, self.links] & (starts[:, self.links] < after) & (ends[:, self.links] > first)
        numbers = int(max(self.doer, self.persons.max(), self.members.max(), self.bodies.max())) + 1
        reached = np.zeros((len(holds), numbers), dtype=bool)
        for person, act in zip(self.persons, self.acts, strict=True):
            reached[:, person] |= holds[:, act]
        before = -1
        while (now := int(reached.sum())) != before:
            before = now
            for at, (member, body) in enumerate(zip(self.members, self.bodies, strict=True)):
                reached[:, body] |= reached[:, member] & there[:, at]
        return reached[:, self.doer]


def evidence(orders: Orders, acts: Sequence[Act]) -> list[Evidence]:
    """
    Find the acts of organisations that a named person's act can set aside.

    Parameters
    ----------
    orders : Orders
        Their ties.
    acts : sequence of Act
        All that one victim suffered, that of organisations included.

    Returns
    -------
    list of Evidence
        One for each such act, whatever the days on which a person can have belonged to the organisation.
    """
    if not acts:
        return []
    done = pd.concat([act.steps[act.steps["act"]] for act in acts], ignore_index=True)
    persons = orders.tables.actors["kind"].reindex(done["start"]).to_numpy() == "person"
    belongs = np.flatnonzero(orders.belonging)
    index = orders.tables.actors.index
    members, bodies = (index.get_indexer(pd.Index(orders.ties[end].iloc[belongs])) for end in ("subject", "object"))
    doers, places = index.get_indexer(pd.Index(done["start"])), done["tie"].to_numpy(dtype=np.int64)
    found = []
    for row in np.flatnonzero(~persons).tolist():
        same = (done["case"] == done["case"].iat[row]) & (done["relation"] == done["relation"].iat[row])
        others = np.flatnonzero(same & persons)
        between = _closure(set(doers[others].tolist()), members, bodies) & _closure({int(doers[row])}, bodies, members)
        on_the_way = np.isin(members, list(between)) & np.isin(bodies, list(between))
        if between:
            found.append(
                Evidence(
                    act=int(places[row]),
                    doer=int(doers[row]),
                    acts=places[others],
                    persons=doers[others].astype(np.int64),
                    links=belongs[on_the_way].astype(np.int64),
                    members=members[on_the_way].astype(np.int64),
                    bodies=bodies[on_the_way].astype(np.int64),
                )
            )
    return found


def set_aside(
    found: Sequence[Evidence],
    holds: NDArray[np.bool_],
    starts: NDArray[np.number],
    ends: NDArray[np.number],
) -> NDArray[np.bool_]:
    """
    Say which acts of organisations are no end.

    Parameters
    ----------
    found : sequence of Evidence
        The acts.
    holds : ndarray of bool, shape (k, t)
        Which ties hold, in as many ways as there are rows.
    starts, ends : ndarray, shape (k, t)
        From which day to which day.

    Returns
    -------
    ndarray of bool, shape (k, e)
        One column for each act.
    """
    columns = [one.aside(holds, starts, ends) for one in found]
    return np.stack(columns, axis=1) if columns else np.zeros((len(holds), 0), dtype=bool)


def _closure(start: set[int], froms: NDArray[np.integer], tos: NDArray[np.integer]) -> set[int]:
    seen, fresh = set(start), set(start)
    while fresh:
        fresh = set(tos[np.isin(froms, list(fresh))].tolist()) - seen
        seen |= fresh
    return seen
