"""The ensemble: many plausible networks, and any measure over them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from netkit.dossier import Dossier
from netkit.ensembles.claims import Grades
from netkit.ensembles.drawing import arrays_of, draw_words, measure_draws, measure_words
from netkit.ensembles.intervals import mean_and_error, ranked, ranks_of, summary_of
from netkit.ensembles.passing import OrderUnion, drawn_network, order_union, pass_blocks
from netkit.ensembles.recipes import Recipe, find_recipe
from netkit.ensembles.running import pieces, run
from netkit.ensembles.scales import BLOCK
from netkit.ensembles.union import Union, dossier_union, network_union, plain_union
from netkit.errors import ArgumentError, NotDefinedError
from netkit.measures.registry import Measure, get_measure
from netkit.network.building import check_policy
from netkit.network.columns import shown_bounds
from netkit.network.network import Network
from netkit.network.policy import make_policy

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Ensemble", "ensemble"]

_AUTO_FIRST = 512
_AUTO_MOST = 131_072
_SETTINGS = (0.85, 1e-10, 1_000)


class Ensemble:
    """
    Draws of the plausible networks. Made by `ensemble`.

    Parameters
    ----------
    union : Union
        All actors and ties of any draw.
    draws : int
        How many networks.
    entropy : int
        From which all random numbers follow; `ensemble(…, rng=entropy)` gives the same draws again.
    error : float or None
        With automatic length: the Monte Carlo error that is asked for.
    unknown : str or None
        See `ensemble`.
    n_jobs : int or None
        How many workers.
    """

    def __init__(
        self,
        union: Union,
        draws: int,
        entropy: int,
        *,
        error: float | None = None,
        unknown: str | None = None,
        n_jobs: int | None = None,
    ) -> None:
        self.union = union
        self.draws = draws
        self.entropy = entropy
        self._error = error
        self._unknown = unknown
        self._n_jobs = n_jobs
        self._tie_words = np.zeros((0, len(union.ties)), dtype=np.uint64)
        self._arc_words = np.zeros((0, union.graph.m), dtype=np.uint64)
        self._kept: dict[tuple[str, str], NDArray[np.float64]] = {}
        self._orders: OrderUnion | None = None
        self._draw()

    def __repr__(self) -> str:
        told = self.union.policy.describe() if self.union.policy else {}
        choices = "".join(f", {name}={value}" for name, value in told.items())
        sizes = f"{self.draws} draws of {len(self.index)} actors and {len(self.union.ties)} ties"
        return f"<Ensemble: {sizes}, rng={self.entropy}{choices}>"

    def _draw(self) -> None:
        blocks, done = -(-self.draws // BLOCK), len(self._tie_words)
        runs = [range(one.start + done, one.stop + done) for one in pieces(blocks - done, self._n_jobs)]
        tasks = [(self.union, self.entropy, one) for one in runs]
        found = list(run(draw_words, tasks, n_jobs=self._n_jobs, label="drawing networks"))
        self._tie_words = np.concatenate([self._tie_words, *(ties for ties, _ in found)])
        self._arc_words = np.concatenate([self._arc_words, *(arcs for _, arcs in found)])

    def extend(self, draws: int) -> None:
        """
        Add draws; those that there are stay as they are.

        Parameters
        ----------
        draws : int
            How many there are to be in all.

        Raises
        ------
        ArgumentError
            If there are more already.
        """
        if draws < self.draws:
            raise ArgumentError(f"`draws` is {draws}, and there are {self.draws} already; an ensemble only grows")
        self.draws = draws
        self._kept.clear()
        self._draw()

    @property
    def index(self) -> pd.Index[str]:
        """Ids of the actors of any draw, in the dossier's order."""
        return self.union.actors.index

    @property
    def actors(self) -> pd.DataFrame:
        """The actors of any draw, with `present`: the share of draws in which each has a tie."""
        return self.union.actors.assign(present=self.presence().mean(axis=0))

    @property
    def ties(self) -> pd.DataFrame:
        """The ties of any draw, with `held`: the share of draws in which each holds."""
        shown = shown_bounds(self.union.ties)
        return shown.assign(held=self._bits(self._tie_words).mean(axis=0))

    def _bits(self, words: NDArray[np.uint64]) -> NDArray[np.bool_]:
        shifts = np.arange(BLOCK, dtype=np.uint64)[:, None]
        bits = (words[:, None, :] >> shifts) & np.uint64(1)
        return bits.reshape(-1, words.shape[1])[: self.draws].astype(bool)

    def presence(self) -> NDArray[np.bool_]:
        """
        Say who has a tie in which draw.

        Returns
        -------
        ndarray of bool, shape (draws, n)
            A self-tie does not count.
        """
        words = np.zeros((len(self._arc_words), len(self.index)), dtype=np.uint64)
        graph = self.union.graph
        for ends in (graph.sources(), graph.indices):
            for row, arcs in zip(words, self._arc_words, strict=True):
                np.bitwise_or.at(row, ends, arcs)
        return self._bits(words)

    def network(self, number: int) -> Network:
        """
        Give the network of one draw.

        Parameters
        ----------
        number : int
            From 0.

        Returns
        -------
        Network
            All actors of any draw, those without a tie as isolates; ties with their drawn days; `orders()` and
            `chains` use the steps that stand in the same draw.

        Raises
        ------
        ArgumentError
            If there is no such draw.
        """
        if not 0 <= number < self.draws:
            raise ArgumentError(f"there is no draw {number}; draws are numbered from 0 to {self.draws - 1}")
        block, place = divmod(number, BLOCK)
        drawn = self.union.draw(self.entropy, block)
        return drawn_network(self.union, self.entropy, block, place, drawn, self.orders)

    @property
    def orders(self) -> OrderUnion:
        """The steps along which orders can travel in any draw, built when first needed."""
        if self._orders is None:
            self._orders = order_union(self.union, self._unknown)
        return self._orders

    def measure_all(self, measures: Iterable[str | Callable[..., Any]]) -> None:
        """
        Compute several measures of actors together, so that those which share a traversal do it once.

        Afterwards `values` and `intervals` of each are at hand.

        Parameters
        ----------
        measures : iterable of str or callable
            Without options; those that have to be computed draw by draw are left for later.
        """
        todo: dict[str, Recipe] = {}
        for which in measures:
            found = get_measure(which)
            recipe = find_recipe(found, {}, len(self.index), directed=self.union.directed)
            if recipe is not None and (found.name, "{}") not in self._kept:
                todo[found.name] = recipe
        self._cook(todo, "{}")

    def _cook(self, todo: Mapping[str, Recipe], options: str) -> None:
        if not todo:
            return
        wanted = frozenset(need for recipe in todo.values() for need in recipe.needs)
        settings = next((recipe.settings for recipe in todo.values() if recipe.settings), _SETTINGS)
        arrays = arrays_of(self.union)
        counts = np.minimum(BLOCK, self.draws - np.arange(len(self._arc_words)) * BLOCK).tolist()
        tasks = [
            (arrays, self._arc_words[one.start : one.stop], counts[one.start : one.stop], wanted, settings)
            for one in pieces(len(counts), self._n_jobs)
        ]
        found = list(run(measure_words, tasks, n_jobs=self._n_jobs, label=", ".join(todo)))
        raw = {name: np.concatenate([part[name] for part in found]) for name in wanted}
        for name, recipe in todo.items():
            self._kept[name, options] = recipe.finish(raw)

    def _results(self, found: Measure, params: Mapping[str, Any]) -> list[Any]:
        """Apply a measure to each draw's network."""
        tasks = [
            (self.union, self.entropy, one, self.draws, found.function, dict(params), drawn_network)
            for one in pieces(len(self._arc_words), self._n_jobs)
        ]
        return [result for part in run(measure_draws, tasks, n_jobs=self._n_jobs, label=found.name) for result in part]

    def values(self, measure: str | Callable[..., Any], **params: Any) -> pd.DataFrame:
        """
        Give a measure of every draw.

        Parameters
        ----------
        measure : str or callable
            A measure, by name or function; one's own too.
        **params
            Its options.

        Returns
        -------
        DataFrame, shape (draws, …)
            One row a draw. Columns: the actors; (name, actor) where the measure gives several values an actor; the
            ties by their number in `ties`; pairs of actors; for a network the name of each number. An absent actor
            counts as an isolate, an absent tie is NaN.

        Raises
        ------
        ArgumentError
            If there is no such measure or option.
        NotDefinedError
            If what it returns cannot be compared between draws.
        """
        found = get_measure(measure)
        recipe = find_recipe(found, params, len(self.index), directed=self.union.directed)
        if recipe is not None:
            key = (found.name, repr(dict(sorted(params.items()))))
            if key not in self._kept:
                self._cook({found.name: recipe}, key[1])
            return pd.DataFrame(self._kept[key], columns=self.index)
        if found.level == "group" or (found.level == "set" and found.name == "key_players"):
            raise NotDefinedError(
                f"`{found.name}` has no number to compare between draws; see `together` and `best_sets`"
            )
        rows = [_row(result, found.name) for result in self._results(found, params)]
        return pd.DataFrame(rows).reset_index(drop=True).astype(float)

    def intervals(
        self,
        measure: str | Callable[..., Any],
        *,
        level: float = 0.9,
        ascending: bool = False,
        given: Literal["all", "present"] = "all",
        error: float | None = None,
        **params: Any,
    ) -> pd.DataFrame:
        """
        Give a measure with an interval over the draws.

        Parameters
        ----------
        measure : str or callable
            A measure, by name or function; one's own too.
        level : float, default: 0.9
            Share of the draws that lie between `low` and `high`.
        ascending : bool, default: False
            Whether the lowest value is the best, as with `constraint`.
        given : {"all", "present"}
            Over all draws, an absent actor counting as an isolate; or for each actor over those in which he has a tie.
        error : float, optional
            Draws are added until the Monte Carlo error of every mean is below this share of the largest mean; with
            ``draws="auto"`` 0.01.
        **params
            Options of the measure.

        Returns
        -------
        DataFrame
            For actors: mean, median, low, high; rank_low and rank_high, the best and the worst of competition ranks
            (1 = best) in the same share of draws; p_top, how often he is first, alone or with others; p_top_split, the
            same with the first place shared out, which adds up to 1; present, how often he has a tie; mc_error, the
            standard error of the mean. For anything else: mean, median, low, high, mc_error. NaN counts nowhere: where
            an isolate has no value, the mean is over the draws that have one.

        Raises
        ------
        ArgumentError
            If an option is out of range.
        """
        if not 0 < level < 1:
            raise ArgumentError(f"`level` is {level}; it lies between 0 and 1, such as 0.9")
        if given not in ("all", "present"):
            raise ArgumentError(f"`given` is {given!r}; it can be 'all', 'present'")
        values = self.values(measure, **params)
        target = error if error is not None else self._error
        while target is not None and self.draws < _AUTO_MOST and _too_rough(values.to_numpy(), target):
            self.extend(min(2 * self.draws, _AUTO_MOST))
            values = self.values(measure, **params)
        found = get_measure(measure)
        columns = values.columns
        if found.level != "actor":
            frame = summary_of(values.to_numpy(), columns, level)
        elif isinstance(columns, pd.MultiIndex):
            parts = {
                name: self._ranked(values[name].reindex(columns=self.index).to_numpy(), level, ascending, given)
                for name in dict.fromkeys(columns.get_level_values(0))
            }
            frame = pd.concat(parts)
        else:
            frame = self._ranked(values.to_numpy(), level, ascending, given)
        frame.attrs = {"measure": found.name, "parameters": {key: str(value) for key, value in params.items()}}
        frame.attrs |= {"draws": self.draws, "rng": self.entropy, "level": level}
        frame.attrs["policy"] = self.union.policy.describe() if self.union.policy else {}
        return frame

    def _ranked(self, values: NDArray[np.float64], level: float, ascending: bool, given: str) -> pd.DataFrame:
        return ranked(values, self.index, self.presence(), level, ascending=ascending, given=given)

    def p_above(
        self, left: Hashable, right: Hashable, measure: str | Callable[..., Any] = "betweenness", **params: Any
    ) -> float:
        """
        Give the probability that one actor has a higher value than another.

        Parameters
        ----------
        left, right : str
            Names in any known spelling, or ids.
        measure : str or callable
            A measure of actors.
        **params
            Its options.

        Returns
        -------
        float
            Share of draws in which `left` is above; equal values count half, and so do draws where one has none.
        """
        places = [self._place(left), self._place(right)]
        values = self.values(measure, **params).to_numpy()[:, places]
        ranks = np.nan_to_num(ranks_of(values), nan=1.5)
        return float(np.mean(np.where(ranks[:, 0] == ranks[:, 1], 0.5, ranks[:, 0] < ranks[:, 1])))

    def _place(self, actor: Hashable) -> int:
        place = int(self.index.get_indexer(pd.Index([self._resolve(actor)], dtype=self.index.dtype))[0])
        if place < 0:
            raise ArgumentError(f"{actor!r} has no tie in any draw")
        return place

    def _resolve(self, actor: Hashable) -> str:
        union = self.union
        net = Network(union.actors, union.ties, directed=union.directed, policy=union.policy, tables=union.tables)
        return net.resolve(actor)

    def ranks(self, measure: str | Callable[..., Any], *, ascending: bool = False, **params: Any) -> pd.DataFrame:
        """
        Give the rank of every actor in every draw.

        Parameters
        ----------
        measure : str or callable
            A measure of actors.
        ascending : bool, default: False
            Whether the lowest value is the best.
        **params
            Its options.

        Returns
        -------
        DataFrame, shape (draws, n)
            Competition ranks, 1 the best; NaN where there is no value.
        """
        values = self.values(measure, **params)
        return pd.DataFrame(ranks_of(values.to_numpy(), ascending=ascending), columns=values.columns)

    def reliability(self, source: Hashable, target: Hashable) -> float:
        """
        Give the probability that an order from one actor could reach another.

        Parameters
        ----------
        source, target : str
            Names in any known spelling, or ids.

        Returns
        -------
        float
            Share of the draws in which at least one chain survives; see `passage`. Its Monte Carlo error is
            ``sqrt(r (1 - r) / draws)``.

        Raises
        ------
        UnknownNameError, AmbiguousNameError
            If a name does not lead to one actor.
        """
        return float(self._pass(source, target)[0].mean())

    def passage(self, source: Hashable, target: Hashable) -> pd.Series[float]:
        """
        Give the probability that every surviving chain led through each actor.

        Parameters
        ----------
        source, target : str
            Names in any known spelling, or ids.

        Returns
        -------
        Series of float
            Over all actors: the share of those draws with a chain in which he stands on all of them; NaN if no draw
            has one. The ends have 1.

        Raises
        ------
        UnknownNameError, AmbiguousNameError
            If a name does not lead to one actor.

        Notes
        -----
        Chains follow the steps of `Network.orders`, those of each act of the target by itself, in the order of the
        drawn days. A step stands if its tie holds in the draw, if the order passes along it (`passes` of the
        relation, of parallel steps the best one), and, unless it is the case's own, if it holds on the day of the act.
        """
        survives, on_all = self._pass(source, target)
        share = on_all.sum(axis=0) / survives.sum() if survives.any() else np.full(on_all.shape[1], np.nan)
        return pd.Series(share, index=self.orders.index, name="passage")

    def _pass(self, source: Hashable, target: Hashable) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        start, end = self._resolve(source), self._resolve(target)
        if start == end:
            raise ArgumentError(f"an order from {start!r} to himself says nothing; name two actors")
        orders = self.orders
        ends = orders.index.get_indexer(pd.Index([start, end], dtype=orders.index.dtype)).tolist()
        steps = [orders.steps_to(start, end, number) for number in range(max(len(orders.orders), 1))]
        tasks = [(orders, steps, *ends, self.entropy, one) for one in pieces(len(self._arc_words), self._n_jobs)]
        found = list(run(pass_blocks, tasks, n_jobs=self._n_jobs, label="following orders"))
        survives = np.concatenate([one for one, _ in found])[: self.draws]
        return survives, np.concatenate([each for _, each in found])[: self.draws]

    def best_sets(self, measure: str | Callable[..., Any] = "key_players", **params: Any) -> pd.DataFrame:
        """
        Say how often each set of actors is the best.

        Parameters
        ----------
        measure : str or callable
            A measure whose table has one row for each best set, in a column `actors`.
        **params
            Its options, such as `k`.

        Returns
        -------
        DataFrame
            Columns actors (tuple of ids), share (of the draws in which the set is best, alone or with others), value
            (mean over them); most frequent first.
        """
        found = get_measure(measure)
        rows: dict[tuple[str, ...], list[float]] = {}
        for result in self._results(found, params):
            for row in result.to_dict("records"):
                rows.setdefault(tuple(sorted(row["actors"])), []).append(float(row["value"]))
        table = [(actors, len(values) / self.draws, float(np.mean(values))) for actors, values in rows.items()]
        frame = pd.DataFrame(table, columns=["actors", "share", "value"])
        return frame.sort_values(["share", "value"], ascending=False, kind="stable", ignore_index=True)

    def together(self, measure: str | Callable[..., Any] = "components", **params: Any) -> pd.DataFrame:
        """
        Say how often two actors are in one group.

        Parameters
        ----------
        measure : str or callable
            A measure that gives each actor a group.
        **params
            Its options.

        Returns
        -------
        DataFrame, shape (n, n)
            Share of the draws; 1 on the diagonal.
        """
        shared = np.zeros((len(self.index), len(self.index)))
        for result in self._results(get_measure(measure), params):
            codes = pd.factorize(result.to_numpy())[0]
            shared += codes[:, None] == codes
        return pd.DataFrame(shared / self.draws, index=self.index, columns=self.index)


def _too_rough(values: NDArray[np.float64], target: float) -> bool:
    mean, error = mean_and_error(values)
    if not np.isfinite(mean).any():
        return False
    return bool(np.nanmax(error, initial=0.0) > target * np.nanmax(np.abs(mean)))


def _row(result: Any, name: str) -> pd.Series[float]:
    if isinstance(result, pd.DataFrame):
        # Several values an actor, or one value a pair of actors.
        values = result if result.columns.equals(result.index) else result.T
        labels = pd.MultiIndex.from_product([values.index, values.columns])
        return pd.Series(values.to_numpy(dtype=float).ravel(), index=labels)
    if isinstance(result, pd.Series):
        return result
    return pd.Series({name: float(result)})


def ensemble(
    source: Dossier | Network,
    *,
    draws: int | Literal["auto"] = 1000,
    rng: int | np.random.Generator | None = None,
    grades: Grades = "source",
    identities: bool = True,
    unknown: str | None = None,
    n_jobs: int | None = None,
    **policy: Any,
) -> Ensemble:
    """
    Draw the networks that are plausible by what the sources say.

    Each draw decides which sources are right, who is who where `same_as` is unsure, which claims hold, on which day
    what happened, and only then derives the ties: one tenure carries many of them, and they stand or fall together.

    Parameters
    ----------
    source : Dossier or Network
        A dossier, of which networks are drawn under `policy`; or a network: then only its own ties are drawn, from the
        claims behind them, or where there are none each by itself with its `probability`.
    draws : int or "auto", default: 1000
        How many networks. "auto" begins with 512 and goes on until the Monte Carlo error of every mean is below 0.01
        of the largest mean, at most 131,072.
    rng : int or Generator, optional
        The same `rng` gives the same draws, whatever their number and that of the workers.
    grades : {"source", "claim", "ignored"}
        Whether an unreliable source is wrong in all that it says, in each claim by itself, or not at all.
    identities : bool, default: True
        Whether actors whom `same_as` calls unsure are drawn as one and as two.
    unknown : str, optional
        How long, such as "5y", before its last possible day something of unknown beginning may have begun, and how
        long after its first possible one something of unknown end may have ended. Without it what may still last
        does, as in the network itself.
    n_jobs : int, optional
        How many workers; without it what `joblib.parallel_config` says, else one thread a core.
    **policy
        Choices of `Dossier.network`: at, view, until, between, ….

    Returns
    -------
    Ensemble
        With `intervals`, `values`, `p_above`, `reliability`, `passage`, `network`.

    Raises
    ------
    ArgumentError
        If a choice is unknown, or too many pairs of actors are unsure.

    Notes
    -----
    In each draw, in this order: (1) what a grade means as a probability, from a Beta distribution over the scale's
    low to high with the scale's mean; each root source is right with it, and sources that copy it stand or fall with
    it; (2) unsure pairs are one with the probability of "possible"; (3) what a word of certainty means, likewise;
    each claim of a source that is right holds with it, and what one source says twice of one thing, it is right about
    once; of versions of one case that exclude each other, and of dates of one death, one stays, chosen in proportion to
    its odds p/(1-p); (4) days uniformly within their bounds, ends after beginnings; one head's end and the next one's
    beginning are one event; a death ends what it ends in the network; (5) a derived tie holds while all its parts do,
    with probability 0.9 that it is rightly inferred.

    References
    ----------
    .. [1] Karger, D. R. (1999). A randomized fully polynomial time approximation scheme for the all-terminal network
       reliability problem. *SIAM Journal on Computing* 29:492-514.

    Examples
    --------
    >>> import pandas as pd
    >>> import netkit as nk
    >>> ties = pd.DataFrame({"subject": ["a", "b"], "object": ["b", "c"], "probability": [1.0, 0.5]})
    >>> ens = nk.ensemble(nk.from_pandas(ties), draws=64, rng=1)
    >>> ens.intervals("degree")["mean"].round(1).tolist()
    [1.0, 1.5, 0.5]
    """
    if draws != "auto" and draws < 1:
        raise ArgumentError(f"`draws` is {draws}; it has to be at least 1, or 'auto'")
    if grades not in ("source", "claim", "ignored"):
        raise ArgumentError(f"`grades` is {grades!r}; it can be 'source', 'claim', 'ignored'")
    entropy = _entropy(rng)
    if isinstance(source, Network):
        if policy:
            raise ArgumentError(f"`{next(iter(policy))}` is a choice for a dossier; a network has made its own")
        union = plain_union(source) if source.tables is None else network_union(source, grades, unknown)
    else:
        chosen = make_policy(**policy)
        check_policy(source.tables, chosen)
        union = dossier_union(source.tables, chosen, grades, unknown, identities=identities)
    count = _AUTO_FIRST if draws == "auto" else int(draws)
    return Ensemble(union, count, entropy, error=0.01 if draws == "auto" else None, unknown=unknown, n_jobs=n_jobs)


def _entropy(rng: int | np.random.Generator | None) -> int:
    if isinstance(rng, np.random.Generator):
        return int(rng.integers(2**63))
    if rng is None:
        return int(np.random.default_rng().integers(2**63))
    if rng < 0:
        raise ArgumentError(f"`rng` is {rng}; a seed is a whole number from 0 on")
    return int(rng)
