"""What a ranking rests on: without each source, without each claim, at each certainty, under other choices."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netkit.dossier import Dossier
from netkit.ensembles.intervals import ranks_of, shared_places
from netkit.ensembles.joining import network_union
from netkit.ensembles.masks import measure_ties
from netkit.ensembles.standing import ChainWithout
from netkit.ensembles.union import Union
from netkit.errors import ArgumentError, NetkitError, NotDefinedError
from netkit.measures.registry import Measure, get_measure
from netkit.network.building import build
from netkit.network.network import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netkit.claims.tables import Tables
    from netkit.network.policy import Policy

__all__ = ["MEASURE", "Without", "no_ranking", "sensitivity", "start"]

MEASURE: Final = "betweenness"
"""By which actors are ranked unless another measure is named."""

_TOP: Final = 10


class Without:
    """
    A network from which claims are taken away, and its measures.

    Parameters
    ----------
    net : Network
        From a dossier.
    measure : Measure
        Of actors, one value each.
    params : dict
        Its options.
    """

    def __init__(self, net: Network, measure: Measure, params: dict[str, Any]) -> None:
        if net.tables is None or net.policy is None:
            raise ArgumentError("this network did not come from a dossier, so it rests on no claims or sources")
        if measure.level != "actor":
            raise NotDefinedError(f"`{measure.name}` gives no value to each actor, so it has no ranks to change")
        self.net = net
        self.tables: Tables = net.tables
        self.measure = measure
        self.params = params
        self.union: Union = network_union(net, "ignored", None)
        self.sampler = self.union.states[0].ties

    @property
    def claims(self) -> list[str]:
        """Ids of the claims behind the network, in the order of the table."""
        behind = {claim for claims in self.union.ties["claims"] for claim in claims}
        return [claim for claim in self.tables.claims.index if claim in behind]

    def standing(self, holds: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """
        Say which ties stand when some claims are taken away; all others keep their days.

        Parameters
        ----------
        holds : ndarray of bool, shape (k, claims)
            Which claims are left, in as many ways as there are rows.

        Returns
        -------
        ndarray of bool, shape (k, t)
            Which ties are left.
        """
        return self.sampler.following(self.sampler.holding(holds))

    def values(self, ties: NDArray[np.bool_]) -> NDArray[np.float64]:
        """
        Measure the network with some of its ties.

        Parameters
        ----------
        ties : ndarray of bool, shape (k, t)
            Which ties there are.

        Returns
        -------
        ndarray of float, shape (k, n)
            The measure; whoever has lost his last tie counts as an isolate.
        """
        return measure_ties(self.union, self.measure, self.params, ties)


def start(source: Dossier | Network, policy: dict[str, Any]) -> Network:
    """
    Give the network that a question is about.

    Parameters
    ----------
    source : Dossier or Network
        A network is taken as it is.
    policy : dict
        Choices of `Dossier.network`.

    Returns
    -------
    Network
        From a dossier.

    Raises
    ------
    ArgumentError
        If a network is given together with choices.
    """
    if isinstance(source, Network):
        if policy:
            raise ArgumentError(f"`{next(iter(policy))}` is a choice for a dossier; a network has made its own")
        return source
    return source.network(**policy)


def no_ranking(**given: bool) -> None:
    """
    Refuse options of a ranking where the question is about a chain.

    Parameters
    ----------
    **given
        Whether each option was given.

    Raises
    ------
    ArgumentError
        If one was.
    """
    if wrong := [name for name, told in given.items() if told]:
        raise ArgumentError(f"`{wrong[0]}` is an option of a ranking; leave it out with `chain`")


def sensitivity(
    source: Dossier | Network,
    measure: str | Callable[..., Any] = MEASURE,
    *,
    chain: tuple[Hashable, Hashable] | None = None,
    top: int = _TOP,
    ascending: bool = False,
    params: dict[str, Any] | None = None,
    **policy: Any,
) -> pd.DataFrame:
    """
    Tell what a ranking or a chain rests on: which single source, claim or choice turns it.

    Parameters
    ----------
    source : Dossier or Network
        A dossier, or a network of one.
    measure : str or callable, default: "betweenness"
        A measure of actors.
    chain : tuple of two str, optional
        Not a ranking, but whether a chain leads from the one to the other, and who stands on every one. The options of
        a ranking cannot be given with it.
    top : int, default: 10
        How many of the first are compared.
    ascending : bool, default: False
        Whether the lowest value is the best.
    params : dict, optional
        Options of the measure.
    **policy
        Choices of `Dossier.network`: at, view, ….

    Returns
    -------
    DataFrame
        One row for each change: kind ("nothing", "source", "claim", "certainty", "choice"), what, first (ids of
        those who are first then), turns (whether these are others than before), kept (share of the former top that is
        still among it), lost and gained (ids), ranks (Spearman correlation with the former ranks over the actors of
        both networks), actors (with a tie). What turns the first place comes first within its kind. A claim whose loss
        changes no tie is left out; ``attrs["without effect"]`` counts them. For a chain: kind, what, stands (whether
        there is one), necessary (ids of those who stand on every chain, the ends left aside), turns (whether either is
        not as before); a claim that turns nothing is left out.

    Raises
    ------
    ArgumentError
        If the network does not come from a dossier, `top` is below 1, or an option of a ranking is given with `chain`.
    NotDefinedError
        If the measure does not give each actor one value.

    Notes
    -----
    Without a source or a claim, every tie that then lacks a part falls, and the others keep their dates; sources that
    copy a source fall with it. At another certainty or under another choice the network is built anew. To somebody who
    suffers an act, a chain is one that ends with an act against him, as in `rests_on`.

    References
    ----------
    .. [1] Borgatti, S. P., Carley, K. M. & Krackhardt, D. (2006). On the robustness of centrality measures under
       conditions of imperfect data. *Social Networks* 28:124-136.
    """
    if top < 1:
        raise ArgumentError(f"`top` is {top}; it has to be at least 1")
    if chain is not None:
        no_ranking(measure=measure != MEASURE, top=top != _TOP, ascending=ascending, params=bool(params))
    net = start(source, policy)
    if chain is not None:
        return _chain_sensitivity(net, chain)
    found = get_measure(measure)
    rest = Without(net, found, params or {})
    labels, holds = _without_each(rest.tables, rest.claims)
    ties = rest.standing(holds)
    idle = ties[1:].all(axis=1) & np.array([kind == "claim" for kind, _ in labels[1:]], dtype=bool)
    kept = np.append(True, ~idle)
    values = rest.values(ties[kept])
    present = _present(net, ties[kept])
    told = [label for label, counts in zip(labels, kept, strict=True) if counts]
    base = pd.Series(values[0], index=net.index)
    rows = [
        {"kind": kind, "what": what} | _compare(base, pd.Series(row, index=net.index), here, top, ascending)
        for (kind, what), row, here in zip(told, values, present, strict=True)
    ]
    for kind, what, other in _other_choices(net):
        try:
            result = found.function(other, **(params or {}))
        except NetkitError:
            # A choice that leaves no network for which the measure has a meaning is no finding about this one.
            continue
        here = np.ones(other.n_actors, dtype=bool)
        rows.append({"kind": kind, "what": what} | _compare(base, result, here, top, ascending))
    frame = _in_order(pd.DataFrame(rows), ["kept", "ranks"])
    frame.attrs = {"measure": found.name, "policy": net.policy.describe() if net.policy else {}, "top": top}
    frame.attrs["without effect"] = int(idle.sum())
    return frame


def _chain_sensitivity(net: Network, ends: tuple[Hashable, Hashable]) -> pd.DataFrame:
    rest = ChainWithout(net, *ends)
    tables = rest.orders.orders[0].tables
    labels, holds = _without_each(tables, rest.claims)
    stands, on_all = rest.standing(holds)
    idle = (stands == stands[0]) & (on_all == on_all[0]).all(axis=1)
    found = [
        (*label, here, who)
        for label, here, who, same in zip(labels, stands, on_all, idle, strict=True)
        if label[0] != "claim" or not same
    ]
    for kind, what, other in _other_choices(net):
        under = ChainWithout(other, *rest.ends)
        (here,), (who,) = under.standing(np.ones((1, holds.shape[1]), dtype=bool))
        found.append((kind, what, here, who))
    inner = ~rest.index.isin(rest.ends)
    rows = [
        {"kind": kind, "what": what, "stands": bool(here), "necessary": tuple(rest.index[who & inner])}
        for kind, what, here, who in found
    ]
    frame = pd.DataFrame(rows)
    as_before = [(row["stands"], row["necessary"]) == (rows[0]["stands"], rows[0]["necessary"]) for row in rows]
    frame = _in_order(frame.assign(turns=[not same for same in as_before]), ["stands"])
    frame.attrs = {"chain": rest.ends, "policy": net.policy.describe() if net.policy else {}}
    frame.attrs["without effect"] = sum(kind == "claim" for kind, _ in labels) - int((frame["kind"] == "claim").sum())
    return frame


def _without_each(tables: Tables, behind: list[str]) -> tuple[list[tuple[str, str]], NDArray[np.bool_]]:
    """Take away nothing, each root source with what copies it, and each claim; which claims are left, row by row."""
    roots = tables.claims["source"].map(tables.root_source)
    sources = [str(root) for root in dict.fromkeys(roots[behind])]
    labels = [("nothing", ""), *(("source", root) for root in sources), *(("claim", claim) for claim in behind)]
    lost = [(roots == root).to_numpy() for root in sources] + [tables.claims.index == claim for claim in behind]
    return labels, ~np.array([np.zeros(len(tables.claims), dtype=bool), *lost])


def _in_order(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Sort by kind; what turns the finding comes first."""
    order = {kind: place for place, kind in enumerate(("nothing", "source", "claim", "certainty", "choice"))}
    columns = ["order", "turns", *by]
    rising = [True, False, *[True] * len(by)]
    frame = frame.assign(order=frame["kind"].map(order))
    return frame.sort_values(columns, ascending=rising, kind="stable", ignore_index=True).drop(columns="order")


def _present(net: Network, ties: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say who has a tie when some of them stand."""
    present = np.zeros((len(ties), net.n_actors), dtype=bool)
    for row, stands in zip(present, ties, strict=True):
        for end in net.ends:
            row[end[stands]] = True
    return present


def _compare(
    base: pd.Series[float], result: pd.Series[float], present: NDArray[np.bool_], top: int, ascending: bool
) -> dict[str, Any]:
    before, after = _ranks(base, ascending), _ranks(result, ascending)
    there = pd.Series(present, index=result.index)
    first_before, first_after = before.index[before == 1], after.index[(after == 1) & there]
    best_before, best_after = set(before.index[before.le(top)]), set(after.index[after.le(top) & there])
    both = before.index.intersection(after.index[there])
    pairs = pd.DataFrame({"before": before[both], "after": after[both]}).dropna()
    varied = len(pairs) > 1 and bool((pairs.max() > pairs.min()).all())
    return {
        "first": tuple(first_after),
        "turns": set(first_after) != set(first_before),
        "kept": len(best_before & best_after) / len(best_before) if best_before else np.nan,
        "lost": tuple(name for name in before.sort_values(kind="stable").index if name in best_before - best_after),
        "gained": tuple(name for name in after.sort_values(kind="stable").index if name in best_after - best_before),
        "ranks": _spearman(pairs) if varied else np.nan,
        "actors": int(present.sum()),
    }


def _spearman(pairs: pd.DataFrame) -> float:
    before, after = (shared_places(np.array(pairs[name], dtype=np.float64)) for name in ("before", "after"))
    return float(np.corrcoef(before, after)[0, 1])


def _ranks(values: pd.Series[float], ascending: bool) -> pd.Series[float]:
    numbers = np.array(values, dtype=np.float64)
    ranks: pd.Series[float] = values.astype(float)
    ranks[:] = ranks_of(numbers[None, :], ascending=ascending)[0]
    return ranks


def _other_choices(net: Network) -> Iterator[tuple[str, str, Network]]:
    """Give the networks at every certainty, and under the choices that a critic would ask about."""
    tables, policy = net.tables, net.policy
    if tables is None or policy is None:
        return
    words = tables.scales.loc[tables.scales.index.isin(tables.claims["certainty"]), "mean"]
    for word in words.sort_values(ascending=False, kind="stable").index:
        yield "certainty", f"at least {word}", _built(tables, replace(policy, min_certainty=str(word)))
    certain = policy.holds == "certain"
    choices: dict[str, Policy] = {
        "holds=possible" if certain else "holds=certain": replace(policy, holds="possible" if certain else "certain"),
        "derive=False" if policy.derive else "derive=True": replace(policy, derive=not policy.derive),
        "statuses=done, attempted": replace(policy, statuses=policy.statuses | {"attempted"}),
    }
    if policy.at is not None:
        choices |= {
            f"memory={span}": replace(policy, memory=span) for span in ("1y", "2y", "5y") if span != policy.memory
        }
    for what, other in choices.items():
        if other != policy:
            yield "choice", what, _built(tables, other)


def _built(tables: Tables, policy: Policy) -> Network:
    actors, ties = build(tables, policy)
    net = Network(actors, ties, directed=policy.view != "working", policy=replace(policy, selections=()), tables=tables)
    for selection in policy.selections:
        net = net.select(**vars(selection))
    return net
