"""Chains as a search finds them: ranked by numbers alone, since most of them are never told."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from netkit.command.patterns import Pattern
from netkit.command.search import Found, Ranking, best_chains
from netkit.network.network import Network
from netkit.network.steptable import StepTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Lead", "Steps", "every_step", "find_leads", "rank_leads", "undone_steps"]


@dataclass(frozen=True, eq=False)
class Steps:
    """
    The steps that count on the way to one act, or to one end.

    Parameters
    ----------
    table : StepTable
        All steps.
    counts, own : ndarray of bool, shape (k,)
        Which of them count, and which are the case's own.
    undone : ndarray of bool, shape (k,)
        Which of them were only attempted, planned or refused.
    case : str
        The case of the act; "" if chains end with none.
    """

    table: StepTable
    counts: NDArray[np.bool_]
    own: NDArray[np.bool_]
    undone: NDArray[np.bool_]
    case: str = ""


def undone_steps(net: Network, table: StepTable) -> NDArray[np.bool_]:
    """
    Say which steps were only attempted, planned or refused.

    Parameters
    ----------
    net : Network
        With the claims behind the steps, and the statuses that were asked for.
    table : StepTable
        The steps.

    Returns
    -------
    ndarray of bool, shape (k,)
        True for each of which no claim says that it was done.
    """
    if net.tables is None or net.policy is None or net.policy.statuses == {"done"}:
        return np.zeros(len(table), dtype=bool)
    status = net.tables.claims["status"]
    done = set(status.index[status == "done"])
    undone = np.array([done.isdisjoint(claims) for claims in table.ties["claims"]], dtype=bool)
    return np.asarray(undone[table.tie])


def every_step(net: Network, table: StepTable) -> Steps:
    """
    Let all steps count.

    Parameters
    ----------
    net : Network
        With the claims behind the steps.
    table : StepTable
        The steps.

    Returns
    -------
    Steps
        Of no case.
    """
    all_of_them = np.ones(len(table), dtype=bool)
    return Steps(table, all_of_them, ~all_of_them, undone_steps(net, table))


@dataclass(frozen=True, eq=False)
class Lead:
    """
    A chain that was found, with what it is ranked by; `make_chains` tells the rest.

    Parameters
    ----------
    steps : Steps
        Where it was found.
    found : Found
        Its actors and steps.
    probability, weakest : float
        As in `Chain`.
    derived, standing, undone : int
        How many of its ties follow from offices, how many were told outside of the case, and how many were only
        attempted, planned or refused.
    flagged : bool
        Whether a reader should know something of it.
    """

    steps: Steps
    found: Found
    probability: float
    weakest: float
    derived: int
    standing: int
    undone: int
    flagged: bool


def rank_leads(found: Iterable[Lead], by: Ranking) -> list[Lead]:
    """
    Put chains of several acts in order, one per sequence of actors.

    Parameters
    ----------
    found : iterable of Lead
        From several searches.
    by : {"probability", "length", "weakest", "case"}
        As in `best_chains`.

    Returns
    -------
    list of Lead
        Best first.
    """

    def key(lead: Lead) -> tuple[object, ...]:
        steps = len(lead.found.rows)
        first = {"length": (steps,), "weakest": (-round(lead.weakest, 12),), "case": (lead.derived, lead.standing)}
        told = (lead.found.actors, lead.derived, lead.standing, lead.steps.case)
        return (*first.get(by, ()), -round(lead.probability, 12), lead.undone, steps, *told)

    best: dict[tuple[str, ...], Lead] = {}
    for lead in sorted(found, key=key):
        best.setdefault(lead.found.actors, lead)
    return list(best.values())


def find_leads(
    steps: Steps,
    sources: Iterable[str],
    target: str,
    grades: dict[str, float],
    by: Ranking,
    k: int,
    *,
    pattern: Pattern | None = None,
    max_length: int | None = None,
) -> list[Lead]:
    """
    Search for the k best chains to one end.

    Parameters
    ----------
    steps : Steps
        The steps that count.
    sources : iterable of str
        Ids from which chains begin.
    target : str
        Id at which they end.
    grades : dict of float
        Probability that each source is right.
    by : {"probability", "length", "weakest", "case"}
        As in `netkit.command.search.best_chains`.
    k : int or None
        How many at most; None for all.
    pattern : Pattern, optional
        What the actors have to be.
    max_length : int, optional
        Most steps.

    Returns
    -------
    list of Lead
        Best first, one per sequence of actors.
    """
    found: dict[tuple[str, ...], Lead] = {}
    marks = (steps.counts, steps.own, steps.undone)
    for one in best_chains(steps.table, sources, target, grades, by, marks, pattern=pattern, max_length=max_length):
        if one.actors not in found:
            found[one.actors] = _lead(steps, one, grades)
        if len(found) == k:
            break
    return list(found.values())


def _lead(steps: Steps, found: Found, grades: dict[str, float]) -> Lead:
    table, rows = steps.table, np.array(found.rows)
    chances = table.chance[rows].tolist()
    rests = [table.rests_on(row) for row in found.rows]
    roots = {root for rest in rests for root in rest}
    alone = [chance * math.prod(grades[root] for root in rest) for chance, rest in zip(chances, rests, strict=True)]
    derived = table.derived[rows]
    return Lead(
        steps=steps,
        found=found,
        probability=math.prod(chances) * math.prod(grades[root] for root in roots),
        weakest=min(alone),
        derived=int(derived.sum()),
        standing=int((~derived & ~steps.own[rows]).sum()),
        undone=int(steps.undone[rows].sum()),
        flagged=bool(found.late) or bool(table.flagged[rows].any()),
    )
