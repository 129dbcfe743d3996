"""Many plausible networks, and what a measure says of each of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from netkit.ensembles.drawing import arrays_of, draw_words, measure_draws, measure_words
from netkit.ensembles.drawn import drawn_network
from netkit.ensembles.orders import OrderUnion, order_union
from netkit.ensembles.recipes import DEFAULT_PAGE_RANK, Recipe, find_recipe
from netkit.ensembles.running import pieces, run
from netkit.ensembles.scales import BLOCK
from netkit.ensembles.union import Union
from netkit.errors import ArgumentError, NotDefinedError
from netkit.measures.registry import Measure, get_measure
from netkit.network.columns import shown_bounds
from netkit.network.network import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Draws"]


class Draws:
    """
    Draws of the plausible networks, and any measure of each.

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
        n_jobs: int | None = None,
    ) -> None:
        self.union = union
        self.draws = draws
        self.entropy = entropy
        self._error = error
        self._n_jobs = n_jobs
        self._tie_words = np.zeros((0, len(union.ties)), dtype=np.uint64)
        self._arc_words = np.zeros((0, union.graph.m), dtype=np.uint64)
        self._kept: dict[tuple[str, str], NDArray[np.float64]] = {}
        self._passed: dict[tuple[str, str, frozenset[str]], tuple[NDArray[np.bool_], NDArray[np.bool_]]] = {}
        self._draw()

    def __repr__(self) -> str:
        told = self.union.policy.describe() if self.union.policy else {}
        choices = "".join(f", {name}={value}" for name, value in told.items())
        sizes = f"{self.draws} draws of {len(self.index)} actors and {len(self.union.ties)} ties"
        return f"<{type(self).__name__}: {sizes}, rng={self.entropy}{choices}>"

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
        self._passed.clear()
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
        return bits.reshape(len(words) * BLOCK, words.shape[1])[: self.draws].astype(bool)

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
        return drawn_network(self.union, self.entropy, block, place, drawn)

    @property
    def orders(self) -> OrderUnion:
        """The steps along which orders can travel in any draw, built when first needed."""
        return order_union(self.union)

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
        page_rank = next((one.page_rank for one in todo.values() if "pagerank" in one.needs), DEFAULT_PAGE_RANK)
        arrays = arrays_of(self.union)
        counts = np.minimum(BLOCK, self.draws - np.arange(len(self._arc_words)) * BLOCK).tolist()
        tasks = [
            (arrays, self._arc_words[one.start : one.stop], counts[one.start : one.stop], wanted, page_rank)
            for one in pieces(len(counts), self._n_jobs)
        ]
        parts: dict[str, list[NDArray[np.float64]]] = {name: [] for name in todo}
        for raw in run(measure_words, tasks, n_jobs=self._n_jobs, label=", ".join(todo)):
            for name, recipe in todo.items():
                parts[name].append(recipe.finish(raw))
        for name in todo:
            self._kept[name, options] = np.concatenate(parts.pop(name))

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
        results = [] if found.level == "group" or found.name == "key_players" else self._results(found, params)
        if not results or (found.level == "set" and isinstance(results[0], pd.DataFrame)):
            raise NotDefinedError(
                f"`{found.name}` has no number to compare between draws; see `together` and `best_sets`"
            )
        rows = [_row(result, found.name) for result in results]
        return pd.DataFrame(rows).reset_index(drop=True).astype(float)

    def _place(self, actor: Hashable) -> int:
        place = int(self.index.get_indexer(pd.Index([self._resolve(actor)], dtype=self.index.dtype))[0])
        if place < 0:
            raise ArgumentError(f"{actor!r} has no tie in any draw")
        return place

    def _resolve(self, actor: Hashable) -> str:
        union = self.union
        net = Network(union.actors, union.ties, directed=union.directed, policy=union.policy, tables=union.tables)
        return net.resolve(actor)


def _row(result: Any, name: str) -> pd.Series[float]:
    if isinstance(result, pd.DataFrame):
        # Several values an actor, or one value a pair of actors.
        values = result if result.columns.equals(result.index) else result.T
        labels = pd.MultiIndex.from_product([values.index, values.columns])
        return pd.Series(values.to_numpy(dtype=float).ravel(), index=labels)
    if isinstance(result, pd.Series):
        return result
    return pd.Series({name: float(result)})
