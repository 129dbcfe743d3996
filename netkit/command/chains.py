"""Chains of command: the ways along which an order can have come from one actor to another."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from netkit.command.search import Found, Ranking, best_chains
from netkit.dates import FIRST, LAST, format_day
from netkit.errors import ArgumentError
from netkit.network.network import Network

__all__ = ["Chain", "chains", "rank_chains", "search_chains"]


@dataclass(frozen=True)
class Chain:
    """
    One way along which an order can have travelled.

    Parameters
    ----------
    actors : tuple of str
        Ids, from whoever gave the order to its end.
    ties : DataFrame
        One row a step: subject and object as the claim has them, relation, `backward` (the order travels from object
        to subject), `act`, case, chance (of this step alone, its sources taken as right), derived, rule, dates,
        rests_on, claims.
    probability : float
        Product of the steps' chances, discounted once for each source that the chain cannot do without.
    weakest : float
        Probability of the weakest step, its own sources discounted.
    case : str
        The case of the act at its end; "" if it ends with none.
    flags : tuple of str
        What a reader should know: steps out of the order of time, ties told of the dead.
    """

    actors: tuple[str, ...]
    ties: pd.DataFrame = field(compare=False, repr=False)
    probability: float
    weakest: float
    case: str = ""
    flags: tuple[str, ...] = ()
    net: Network | None = field(default=None, compare=False, repr=False)

    def __len__(self) -> int:
        """Return the number of steps."""
        return len(self.actors) - 1

    def __str__(self) -> str:
        """Read the chain as a sentence: who did what to whom, when, by which source."""
        text = ", who ".join(_words(self.net, self)) if self.net is not None else " → ".join(self.actors)
        flags = f" [{'; '.join(self.flags)}]" if self.flags else ""
        return f"{text}. Probability {self.probability:.2f}, weakest step {self.weakest:.2f}.{flags}"


def chains(
    net: Network,
    source: Hashable,
    target: Hashable,
    *,
    by: Literal["probability", "length", "weakest"] = "probability",
    k: int = 10,
    max_length: int | None = None,
) -> list[Chain]:
    """
    Find the chains along which an order can have come from one actor to another.

    A chain to somebody who suffers an act ends with the act, and each act has its own case, day and graph; a chain
    to anybody else ends with a step. See `Network.orders` for what counts as a step.

    Parameters
    ----------
    net : Network
        Directed steps are taken from the dossier behind it, under all filters that were asked for; of a network
        without a table of relations every tie is a step.
    source, target : str
        Names in any known spelling, or ids.
    by : {"probability", "length", "weakest"}
        Most probable first, fewest steps first, or strongest weakest step first.
    k : int, default: 10
        How many at most.
    max_length : int, optional
        Most steps.

    Returns
    -------
    list of Chain
        Best first, one per sequence of actors; perhaps fewer than `k`, perhaps none.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If a name does not lead to one actor.
    ArgumentError
        If both ends are the same actor, or an option is out of range.

    Notes
    -----
    The probability of a chain is the product of its steps' chances (certainty of the claim times `passes` of the
    relation, the best of parallel ties), times the grade of each source that it cannot do without, once. The k best
    come from a best-first search over chains without repeated actors, with the rest of the way bounded from below;
    unlike Eppstein's, none repeats an actor.

    References
    ----------
    .. [1] Yen, J. Y. (1971). Finding the k shortest loopless paths in a network. *Management Science* 17:712-716.
    """
    if by not in ("probability", "length", "weakest"):
        raise ArgumentError(f"`by` is {by!r}; it can be 'probability', 'length', 'weakest'")
    if k < 1 or (max_length is not None and max_length < 1):
        raise ArgumentError("`k` and `max_length` have to be at least 1")
    start, end = net.resolve(source), net.resolve(target)
    if start == end:
        raise ArgumentError(f"a chain from {start!r} to itself says nothing; name two actors")
    found: list[Chain] = []
    orders = net.order_steps
    if orders is None or net.tables is None:
        found = search_chains(net, _all_steps(net), [start], end, {}, by, k, max_length=max_length)
        return rank_chains(found, by)[:k]
    grades = net.tables.grades
    acts = list(orders.acts(end))
    for act in acts:
        found += search_chains(net, act.steps, [start], end, grades, by, k, max_length=max_length, case=act.case)
    if not acts:
        found = search_chains(net, orders.passing, [start], end, grades, by, k, max_length=max_length)
    return rank_chains(found, by)[:k]


def rank_chains(found: Iterable[Chain], by: Ranking) -> list[Chain]:
    """
    Put chains of several acts in order, one per sequence of actors.

    Parameters
    ----------
    found : iterable of Chain
        From several searches.
    by : {"probability", "length", "weakest", "case"}
        As in `best_chains`.

    Returns
    -------
    list of Chain
        Best first.
    """

    def key(chain: Chain) -> tuple[object, ...]:
        derived = int(chain.ties["derived"].sum())
        standing = len(chain) - derived - int(chain.ties["own"].sum() if "own" in chain.ties else 0)
        first = {"length": (len(chain),), "weakest": (-round(chain.weakest, 12),), "case": (derived, standing)}
        return (*first.get(by, ()), -round(chain.probability, 12), len(chain), chain.actors, chain.case)

    best: dict[tuple[str, ...], Chain] = {}
    for chain in sorted(found, key=key):
        best.setdefault(chain.actors, chain)
    return list(best.values())


def _all_steps(net: Network) -> pd.DataFrame:
    """Where there is no table of relations, every tie is a step; one without direction is a step both ways."""
    ties, _ = net.to_pandas()
    there = ties.assign(start=ties["subject"], stop=ties["object"], backward=False, act=False)
    there["chance"] = there["probability"]
    back = there[~there["directed"].astype(bool)] if net.directed else there
    back = back.assign(start=back["object"], stop=back["subject"])
    steps = pd.concat([there, back], ignore_index=True)
    return steps[(steps["chance"] > 0) & (steps["start"] != steps["stop"])].reset_index(drop=True)


def search_chains(
    net: Network,
    steps: pd.DataFrame,
    sources: Iterable[str],
    target: str,
    grades: dict[str, float],
    by: Ranking,
    k: int,
    *,
    max_length: int | None = None,
    case: str = "",
) -> list[Chain]:
    """
    Search a table of steps for the k best chains.

    Parameters
    ----------
    net : Network
        Where names and claims are looked up.
    steps : DataFrame
        The steps that count; see `netkit.network.steps`.
    sources : iterable of str
        Ids from which chains begin.
    target : str
        Id at which they end.
    grades : dict of float
        Probability that each source is right.
    by : {"probability", "length", "weakest", "case"}
        As in `netkit.command.search.best_chains`.
    k : int
        How many at most.
    max_length : int, optional
        Most steps.
    case : str, optional
        The case of the act at the end.

    Returns
    -------
    list of Chain
        Best first, one per sequence of actors.
    """
    found: dict[tuple[str, ...], Chain] = {}
    for one in best_chains(steps, sources, target, grades, by, max_length=max_length):
        if one.actors not in found:
            found[one.actors] = _make_chain(net, steps, one, grades, case)
        if len(found) >= k:
            break
    return list(found.values())


def _make_chain(net: Network, steps: pd.DataFrame, found: Found, grades: dict[str, float], case: str) -> Chain:
    """Give the steps that a search has found their probability, weakest step and flags."""
    rows = steps.iloc[list(found.rows)].reset_index(drop=True)
    roots = {root for roots in rows["rests_on"] for root in roots}
    told = rows.to_dict("records")
    own = [row["chance"] * math.prod(grades[root] for root in row["rests_on"]) for row in told]
    names = net.all_actors["name"]

    def short(row: dict[Any, Any]) -> str:
        return f"{names.get(row['start'], row['start'])} {row['relation']} {names.get(row['stop'], row['stop'])}"

    late = steps.iloc[list(found.late)].to_dict("records")
    flags = [f"out of the order of time: {short(row)}" for row in late]
    flags += [f"{short(row)} {row['flag']}" for row in told if row["flag"]]
    return Chain(
        actors=found.actors,
        ties=rows.drop(columns=["start", "stop"]),
        probability=float(math.prod(rows["chance"]) * math.prod(grades[root] for root in roots)),
        weakest=float(min(own)),
        case=case,
        flags=tuple(dict.fromkeys(flags)),
        net=net,
    )


def _words(net: Network, chain: Chain) -> list[str]:
    names, words = net.all_actors["name"], []
    for place, row in enumerate(chain.ties.to_dict("records")):
        relation, told, claims = row["relation"], [], row["claims"]
        if net.tables is not None and relation in net.tables.relations.index:
            relation = net.tables.relations.at[relation, "inverse" if row["backward"] else "label"]
        if row["derived"]:
            told.append(f"derived: {row['rule']}")
        if row["backward"]:
            told.append("inferred; no source names an order")
        told += _when(net, claims, row["start_earliest"], row["end_latest"]) if not row["derived"] else []
        if net.tables is not None:
            told += list(dict.fromkeys(net.tables.claims.loc[list(claims), "source"]))
            told += [", ".join(claims[:4]) + (f" and {len(claims) - 4} more" if len(claims) > 4 else "")]
        start = names.get(chain.actors[0], chain.actors[0]) if place == 0 else ""
        stop = chain.actors[place + 1]
        link = "→" if relation == "tie" else relation
        words.append(f"{start} {link} {names.get(stop, stop)}{' (' + '; '.join(told) + ')' if told else ''}".strip())
    return words


def _when(net: Network, claims: tuple[str, ...], first: float, after: float) -> list[str]:
    if net.tables is not None and claims:
        dates = [date for date in dict.fromkeys(net.tables.claims.loc[list(claims), "date"]) if date]
        return [" or ".join(dates[:3])] if dates else []
    if first <= FIRST and after >= LAST:
        return []
    if not float(first).is_integer() or net.tables is None:
        return [f"{first:g} to {after:g}"]
    return [f"{format_day(int(first)) or '?'} to {format_day(int(after)) or '?'}"]
