"""The smallest sets of claims without which a finding falls."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations, islice
from math import comb
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd

from netkit.dossier import Dossier
from netkit.ensembles.hitting import MOST_SETS, smallest_sets
from netkit.ensembles.intervals import comparable, ranks_of
from netkit.ensembles.sensitivity import MEASURE, Without, no_ranking, start
from netkit.ensembles.standing import ChainWithout
from netkit.errors import ArgumentError
from netkit.measures.registry import get_measure
from netkit.network.network import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bools: TypeAlias = NDArray[np.bool_]

__all__ = ["SETS", "rests_on"]

Falls: TypeAlias = "Callable[[Bools], Bools]"
Weakness: TypeAlias = "Callable[[Bools], NDArray[np.float64]]"
Found: TypeAlias = tuple[list[tuple[int, ...]], str, bool]
Search: TypeAlias = Callable[[list[int], int, int], Found]

SETS = 100_000
"""How many sets of one size are tried at most."""

_CHUNK = 4096


@dataclass(frozen=True, eq=False)
class Finding:
    """
    What is found in a network, and how to find what it rests on.

    Parameters
    ----------
    text : str
        In words.
    claims : list of str
        Ids of the claims behind it.
    falls : callable
        Takes which claims are left, in as many ways as there are rows, and says in which of them the finding falls.
    search : callable
        Takes the rows of the claims behind it, the number of all claims, and the largest size; gives the sets of rows
        without which it falls, what was searched, and whether these are all.
    """

    text: str
    claims: list[str]
    falls: Falls
    search: Search


def rests_on(
    source: Dossier | Network,
    *,
    first: Hashable | None = None,
    chain: tuple[Hashable, Hashable] | None = None,
    measure: str | Callable[..., Any] = MEASURE,
    within: int = 1,
    ascending: bool = False,
    size: int = 2,
    params: dict[str, Any] | None = None,
    **policy: Any,
) -> pd.DataFrame:
    """
    Find the smallest sets of claims without which a finding falls.

    Parameters
    ----------
    source : Dossier or Network
        A dossier, or a network of one.
    first : str, optional
        The finding that this actor is first by `measure`.
    chain : tuple of two str, optional
        The finding that a chain leads from the one to the other.
    measure : str or callable, default: "betweenness"
        A measure of actors, for `first`.
    within : int, default: 1
        Among how many of the first the actor is.
    ascending : bool, default: False
        Whether the lowest value is the best.
    size : int, default: 2
        How many claims are taken away together at most.
    params : dict, optional
        Options of the measure.
    **policy
        Choices of `Dossier.network`: at, view, ….

    Returns
    -------
    DataFrame
        One row a set: claims (tuple of ids), size, citations (tuple of text); no set contains another. ``attrs`` say
        the `finding`, what was `searched`, and whether that is `exact`. For a chain these are all sets of up to `size`
        claims, and if there are none, all of the smallest size that there is; where that takes too long, one set of
        which no claim can be spared. For `first`, where taking more away may also bring the finding back, all sets of
        up to `size` claims are tried, at most 100,000 of one size; if none is enough, one larger set is given, found by
        taking away, one after the other, what weakens the finding most.

    Raises
    ------
    ArgumentError
        If not one finding is stated, if it does not hold to begin with, if the network does not come from a dossier, if
        `within` is not below the number of actors, or if an option of a ranking is given with `chain`.

    Notes
    -----
    Ties that lose a part fall, the others keep their dates. Where all actors have one value, nobody is first.

    To somebody who suffers an act, the finding is a chain that ends with an act against him. Without the claims of all
    such acts it falls, though `chains` may then give chains that end without an act, as to anybody who suffers none. An
    organisation's act that is evidence of a named person's becomes an end once the claims that name him, or his place
    in the organisation, are taken away. Which steps count for an act is settled once, with all claims.
    """
    if (first is None) == (chain is None):
        raise ArgumentError("state one finding: `first=` an actor, or `chain=` a pair of actors")
    if size < 1:
        raise ArgumentError(f"`size` is {size}; it has to be at least 1")
    if chain is not None:
        no_ranking(measure=measure != MEASURE, within=within != 1, ascending=ascending, params=bool(params))
    net = start(source, policy)
    if net.tables is None:
        raise ArgumentError("this network did not come from a dossier, so it rests on no claims")
    finding = _first(net, first, measure, within, ascending, params or {}) if chain is None else _chain(net, chain)
    index = net.tables.claims.index
    if finding.falls(np.ones((1, len(index)), dtype=bool))[0]:
        raise ArgumentError(f"the finding does not hold in this network: {finding.text}")
    sets, searched, exact = finding.search(index.get_indexer(pd.Index(finding.claims)).tolist(), len(index), size)
    named = [tuple(str(index[row]) for row in one) for one in sets]
    table = {
        "claims": named,
        "size": [len(one) for one in named],
        "citations": [tuple(net.tables.cite(claim) for claim in one) for one in named],
    }
    frame = pd.DataFrame(table)
    frame.attrs = {"finding": finding.text, "searched": searched, "exact": exact}
    frame.attrs["policy"] = net.policy.describe() if net.policy else {}
    return frame


def _without(sets: Sequence[Iterable[int]], count: int) -> Bools:
    holds = np.ones((len(sets), count), dtype=bool)
    for row, one in zip(holds, sets, strict=True):
        row[list(one)] = False
    return holds


def _hit(rest: ChainWithout, rows: list[int], count: int, size: int) -> Found:
    """Find the sets that no chain avoids, to whatever is an end without them."""

    def freed(taken: frozenset[int]) -> frozenset[int]:
        return frozenset(np.flatnonzero(~rest.aside(_without([taken], count))[0]).tolist())

    def falls(taken: frozenset[int], ends: frozenset[int]) -> bool:
        aside = np.array([[one not in ends for one in range(len(rest.evidence))]], dtype=bool)
        return not rest.standing(_without([taken], count), aside)[0][0]

    sets, exact = smallest_sets(rows, falls, size, freed=freed)
    found = [tuple(sorted(one)) for one in sets]
    most = max([size, *map(len, found)])
    searched = f"all sets of up to {most} of {len(rows)} claims" if exact else f"{MOST_SETS} sets of {len(rows)} claims"
    return found, searched, exact


def _search(falls: Falls, weakness: Weakness, rows: list[int], count: int, size: int) -> Found:
    """Try all sets of each size that contain none that is enough, and at last one claim after the other."""

    def enough(sets: Iterable[tuple[int, ...]]) -> list[tuple[int, ...]]:
        found: list[tuple[int, ...]] = []
        left = iter(sets)
        while some := list(islice(left, _CHUNK)):
            found += [one for one, fallen in zip(some, falls(_without(some, count)), strict=True) if fallen]
        return found

    found: list[tuple[int, ...]] = []
    searched, exact = [], True
    for number in range(1, size + 1):
        others = [row for row in rows if (row,) not in found]
        if comb(len(others), number) > SETS:
            keep = next(few for few in range(len(others), 0, -1) if comb(few, number) <= SETS)
            loss = weakness(_without([(row,) for row in others], count))
            others = sorted(others[at] for at in np.argsort(-loss, kind="stable")[:keep])
            exact = False
        searched.append(f"{comb(len(others), number)} sets of {number}")
        known = [set(one) for one in found]
        found += enough(one for one in combinations(others, number) if not any(few <= set(one) for few in known))
    told = f"of {len(rows)} claims {', '.join(searched)}" + ("" if exact else ", of those that weaken the finding most")
    if found:
        return found, told, exact
    taken: tuple[int, ...] = ()
    left = list(rows)
    while left and not enough([taken]):
        loss = weakness(_without([(*taken, row) for row in left], count))
        taken = (*taken, left.pop(int(np.argmax(loss))))
    if not enough([taken]):
        return [], told, exact
    # What turned out not to be needed after all goes back.
    for row in taken:
        rest = tuple(other for other in taken if other != row)
        taken = rest if rest and enough([rest]) else taken
    return [taken], f"{told}; none is enough, so claims were taken away one after the other", False


def _first(
    net: Network,
    actor: Hashable,
    measure: str | Callable[..., Any],
    within: int,
    ascending: bool,
    params: dict[str, Any],
) -> Finding:
    if not 1 <= within < net.n_actors:
        raise ArgumentError(f"`within` is {within}; of {net.n_actors} actors it can be 1 to {net.n_actors - 1}")
    rest = Without(net, get_measure(measure), params)
    (here,) = net.positions([actor]).tolist()

    def falls(holds: Bools) -> Bools:
        ranks = ranks_of(rest.values(rest.standing(holds)), ascending=ascending)
        # Where all are equal, nobody is first.
        fallen: Bools = ~(ranks[:, here] <= within) | ~np.any(ranks > 1, axis=1)
        return fallen

    def weakness(holds: Bools) -> NDArray[np.float64]:
        values = comparable(np.nan_to_num(rest.values(rest.standing(holds))))
        values = -values if ascending else values
        others = np.sort(np.delete(values, here, axis=1), axis=1)
        lead: NDArray[np.float64] = others[:, -within] - values[:, here]
        return lead

    place = "first" if within == 1 else f"among the first {within}"
    text = f"{net.index[here]} is {place} by {rest.measure.name}"
    return Finding(text, rest.claims, falls, partial(_search, falls, weakness))


def _chain(net: Network, ends: tuple[Hashable, Hashable]) -> Finding:
    rest = ChainWithout(net, *ends)
    text = f"a chain leads from {rest.ends[0]} to {rest.ends[1]}"
    return Finding(text, rest.claims, lambda holds: ~rest.standing(holds)[0], partial(_hit, rest))
