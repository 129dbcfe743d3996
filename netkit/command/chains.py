"""Chains of command: the ways along which an order can have come from one actor to another."""

from __future__ import annotations

import warnings
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
import pandas as pd

from netkit.command.leads import Lead, Steps, every_step, find_leads, rank_leads
from netkit.command.patterns import make_pattern
from netkit.dates import FIRST, LAST, format_day
from netkit.errors import ArgumentError
from netkit.network.network import Network

if TYPE_CHECKING:
    from netkit.claims.tables import Tables

__all__ = ["ALL", "Chain", "chains", "check_count", "make_chains", "relation_words"]

ALL: Final = 10_000
"""How many chains are given to whoever asks for all."""

Named = Hashable | Iterable[Hashable]


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
        to subject), `act`, case, `own` (of the act's case), chance (of this step alone, its sources taken as right),
        derived, rule, dates, rests_on, claims, `tie` (number of the tie, the same in every chain of the network).
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
    k: int | None = 10,
    max_length: int | None = None,
    template: str | Iterable[str] | None = None,
    through: Named | None = None,
    avoiding: Named | None = None,
    along: str | Iterable[str] | None = None,
    act: str | Iterable[str] | None = None,
    case: str | None = None,
) -> list[Chain]:
    """
    Find the chains along which an order can have come from one actor to another.

    A chain to somebody who suffers an act ends with the act, and each act has its own case, day and graph; a chain
    to anybody else ends with a step. See `Network.orders` for what counts as a step.

    Parameters
    ----------
    net : Network
        Directed steps are taken from the dossier behind it, under all filters that were asked for (dates, sources,
        least certainty, families, kinds); of a network without a table of relations every tie is a step.
    source, target : str
        Names in any known spelling, or ids.
    by : {"probability", "length", "weakest"}
        Most probable first, fewest steps first, or strongest weakest step first.
    k : int or None, default: 10
        How many at most; None for all, up to 10,000.
    max_length : int, optional
        Most steps.
    template : str or iterable of str, optional
        What the actors are, first to last, such as ``"commander → recruiter → agent → victim"`` (or ``->``). A word is
        a role, that is a column of `Network.actors`, or a kind, a side, or an actor; ``"recruiter|handler"`` either of
        them, ``"*"`` anybody, ``"..."`` any number of others, or nobody.
    through, avoiding : str or iterable of str, optional
        Actors all of whom, in any order, stand on each chain; and those of whom none does. A template's words and the
        actors of `through` are 12 at most.
    along : str or iterable of str, optional
        The only relations that count, those included along which no order travels, such as ``"supplies"``. To end with
        an act its relation has to be among them; else a chain ends with a step.
    act : str or iterable of str, optional
        Relations: a chain has to end with one of these acts, such as ``"kills"``.
    case : str, optional
        Id of a case: a chain has to end with an act of it or of its parts; to somebody who suffers no act, errands of
        other cases do not count.

    Returns
    -------
    list of Chain
        Best first, one per sequence of actors; perhaps fewer than `k`, perhaps none.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If a name does not lead to one actor.
    ArgumentError
        If both ends are the same actor, or an option is out of range, unknown, or contradicts another.

    Warns
    -----
    UserWarning
        If all are asked for and there are more than 10,000, or more than the search can look at.

    Notes
    -----
    The probability of a chain is the product of its steps' chances (certainty of the claim times `passes` of the
    relation, the best of parallel ties), times the grade of each source that it cannot do without, once. The k best
    come from a best-first search over chains without repeated actors, with the rest of the way bounded from below;
    unlike Eppstein's, none repeats an actor. A template and the actors to be passed are carried along as the state of
    an automaton, so that the k best under restrictions are exact as well.

    Roles are those of the network's dates, whoever they concern: a recruiter is who recruited anybody.

    References
    ----------
    .. [1] Yen, J. Y. (1971). Finding the k shortest loopless paths in a network. *Management Science* 17:712-716.

    Examples
    --------
    >>> import pandas as pd
    >>> import netkit as nk
    >>> ties = pd.DataFrame({"subject": ["a", "a", "b", "c"], "object": ["b", "c", "d", "d"]})
    >>> [chain.actors for chain in nk.chains(nk.from_pandas(ties), "a", "d", avoiding="b")]
    [('a', 'c', 'd')]
    """
    if by not in ("probability", "length", "weakest"):
        raise ArgumentError(f"`by` is {by!r}; it can be 'probability', 'length', 'weakest'")
    check_count("k", k)
    check_count("max_length", max_length)
    start, end = net.resolve(source), net.resolve(target)
    if start == end:
        raise ArgumentError(f"a chain from {start!r} to itself says nothing; name two actors")
    passed, avoided = (_named(net, actors) for actors in (through, avoiding))
    if clash := sorted({start, end, *passed} & set(avoided)):
        raise ArgumentError(f"`avoiding` names {clash[0]!r}, who has to stand on every chain")
    kept, acts = _relations(net, "along", along), _relations(net, "act", act)
    if kept is not None and acts is not None and (never := sorted(acts - kept)):
        raise ArgumentError(f"`act` names {never[0]!r}, which is not among `along`; add it there")
    ends = _ends(net, end, kept, acts, case)
    table = ends[0].table
    pattern = make_pattern(net, table.index, template, [actor for actor in passed if actor not in (start, end)])
    free = ~table.touching(avoided)
    found = [
        lead
        for one in ends
        for lead in find_leads(
            replace(one, counts=one.counts & free),
            *([start], end, {} if net.tables is None else net.tables.grades, by, k or ALL + 1),
            pattern=pattern,
            max_length=max_length,
        )
    ]
    ranked = rank_leads(found, by)
    if k is None and len(ranked) > ALL:
        told = (
            f"there are more than {ALL} chains, of which the best are given; `max_length` or another restriction helps"
        )
        warnings.warn(told, UserWarning, stacklevel=2)
    return make_chains(net, ranked[: k or ALL])


def check_count(option: str, number: int | None) -> None:
    """
    Check how many chains or steps are asked for.

    Parameters
    ----------
    option : str
        The argument's name, for the message.
    number : int or None
        None for all.

    Raises
    ------
    ArgumentError
        If it is no whole number, or below 1.
    """
    whole = isinstance(number, (int, np.integer)) and not isinstance(number, bool)
    if number is not None and not (whole and number >= 1):
        raise ArgumentError(f"`{option}` is {number!r}; it has to be a whole number, at least 1")


def _named(net: Network, actors: Named | None) -> list[str]:
    several = isinstance(actors, Iterable) and not isinstance(actors, str | bytes)
    named: list[Hashable] = [] if actors is None else list(actors) if several else [actors]  # type: ignore[arg-type, list-item]  # told apart above
    return list(dict.fromkeys(net.resolve(actor) for actor in named))


def _relations(net: Network, option: str, words: str | Iterable[str] | None) -> frozenset[str] | None:
    """Check the relations that an option names."""
    if words is None:
        return None
    asked = frozenset({words} if isinstance(words, str) else words)
    if not asked:
        raise ArgumentError(f"`{option}` names no relation; give one or several, or leave it out")
    if net.tables is None:
        raise ArgumentError(f"`{option}` needs a dossier's table of relations; here every tie is a step")
    relations = net.tables.relations
    known = relations.index[relations["chain"] == "act"] if option == "act" else relations.index
    if unknown := sorted(asked - set(known)):
        kind = "act" if option == "act" else "relation"
        raise ArgumentError(f"`{option}`: {unknown[0]!r} is no {kind}; there is {', '.join(sorted(known))}")
    return asked


def _ends(
    net: Network, target: str, along: frozenset[str] | None, acts: frozenset[str] | None, case: str | None
) -> list[Steps]:
    """Gather the steps that count on the way to each act, or to somebody who suffers none."""
    orders, tables = net.order_steps, net.tables
    if orders is None or tables is None:
        if case is not None:
            raise ArgumentError("`case`: a network that did not come from a dossier has no cases")
        return [every_step(net, net.steps)]
    if case is not None and case not in tables.cases.index:
        raise ArgumentError(f"`case`: {case!r} is unknown; there is {', '.join(sorted(tables.cases.index))}")
    orders = orders if along is None else orders.along(along)
    every = every_step(net, orders.table)
    found = [replace(every, counts=act.counts, own=act.own, case=act.case) for act in orders.acts(target, case, acts)]
    if found:
        return found
    suffers = acts is not None or (case is not None and any(True for _ in orders.acts(target)))
    counts = np.zeros(len(orders.table), dtype=bool) if suffers else orders.passing(case)
    return [replace(every, counts=counts)]


def make_chains(net: Network, leads: Sequence[Lead]) -> list[Chain]:
    """
    Tell all of chains that were found.

    Parameters
    ----------
    net : Network
        Where names and claims are looked up.
    leads : sequence of Lead
        Chains of one table of steps.

    Returns
    -------
    list of Chain
        With their ties and flags.
    """
    if not leads:
        return []
    names, table = net.all_actors["name"], leads[0].steps.table
    rows = [np.array(lead.found.rows) for lead in leads]
    # One table for all of them: to cut it is many times faster than to make as many tables.
    ties = table.frame(np.concatenate(rows))
    ties["own"] = np.concatenate([lead.steps.own[some] for lead, some in zip(leads, rows, strict=True)])
    shown = ties.drop(columns=["start", "stop"])

    def short(row: dict[Any, Any]) -> str:
        return f"{names.get(row['start'], row['start'])} {row['relation']} {names.get(row['stop'], row['stop'])}"

    chains, begin = [], 0
    for lead in leads:
        here = slice(begin, begin + len(lead.found.rows))
        begin = here.stop
        flags: list[str] = []
        if lead.flagged:
            late = table.frame(np.array(lead.found.late, dtype=np.int64)).to_dict("records")
            flags = [f"out of the order of time: {short(row)}" for row in late]
            flags += [f"{short(row)} {row['flag']}" for row in ties[here].to_dict("records") if row["flag"]]
        chain = Chain(
            actors=lead.found.actors,
            ties=shown[here].reset_index(drop=True),
            probability=lead.probability,
            weakest=lead.weakest,
            case=lead.steps.case,
            flags=tuple(dict.fromkeys(flags)),
            net=net,
        )
        chains.append(chain)
    return chains


def relation_words(tables: Tables | None, step: dict[Hashable, Any]) -> str:
    """
    Say what a step of a chain is, as a figure and a sentence do.

    Parameters
    ----------
    tables : Tables, optional
        With the labels of relations and the statuses of claims.
    step : dict
        A row of `Chain.ties`.

    Returns
    -------
    str
        Such as "recruited", or "killed [attempted]" where no claim says it was done; "" for a tie without relation.
    """
    relation = str(step["relation"])
    if relation == "tie":
        return ""
    if tables is None:
        return relation.replace("_", " ")
    if relation in tables.relations.index:
        relation = str(tables.relations.at[relation, "inverse" if step.get("backward") else "label"])
    statuses = dict.fromkeys(tables.claims.loc[list(step["claims"]), "status"])
    return relation if not statuses or "done" in statuses else f"{relation} [{', '.join(statuses)}]"


def _words(net: Network, chain: Chain) -> list[str]:
    names, words = net.all_actors["name"], []
    for place, row in enumerate(chain.ties.to_dict("records")):
        told, claims = [], row["claims"]
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
        link = relation_words(net.tables, row) or "→"
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
