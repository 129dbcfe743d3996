"""Chains as a search finds them: ranked by numbers alone, since most of them are never told."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from netkit.command.patterns import Pattern
from netkit.command.search import Found, Ranking, best_chains
from netkit.network.steptable import StepTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Lead", "Steps", "every_step", "find_leads", "rank_leads"]


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
    case : str
        The case of the act; "" if chains end with none.
    """

    table: StepTable
    counts: NDArray[np.bool_]
    own: NDArray[np.bool_]
    case: str = ""


def every_step(table: StepTable) -> Steps:
    """
    Let all steps count.

    Parameters
    ----------
    table : StepTable
        The steps.

    Returns
    -------
    Steps
        Of no case.
    """
    return Steps(table, np.ones(len(table), dtype=bool), np.zeros(len(table), dtype=bool))


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
    derived, standing : int
        How many of its ties follow from offices, and how many were told outside of the case.
    flagged : bool
        Whether a reader should know something of it.
    """

    steps: Steps
    found: Found
    probability: float
    weakest: float
    derived: int
    standing: int
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
        return (*first.get(by, ()), -round(lead.probability, 12), steps, lead.found.actors, lead.steps.case)

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
    marks = (steps.counts, steps.own)
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
        flagged=bool(found.late) or bool(table.flagged[rows].any()),
    )
