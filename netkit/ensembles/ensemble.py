"""The ensemble: intervals, first places, and how orders pass, over many plausible networks."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from netkit.ensembles.draws import Draws
from netkit.ensembles.intervals import mean_and_error, ranked, ranks_of, summary_of
from netkit.ensembles.passing import pass_blocks
from netkit.ensembles.running import pieces, run
from netkit.ensembles.scales import BLOCK
from netkit.errors import ArgumentError, NotDefinedError
from netkit.measures.registry import get_measure

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Ensemble"]

_AUTO_MOST = 131_072


class Ensemble(Draws):
    """
    Any measure over the plausible networks, with an interval; made by `ensemble`.

    `intervals` sums a measure up, `values` has it of every draw, `p_above` compares two actors, `reliability` and
    `passage` follow orders, `network` gives the network of one draw.
    """

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

    def convergence(self, measure: str | Callable[..., Any], *, top: int = 5, **params: Any) -> pd.DataFrame:
        """
        Tell how the means settle as draws are added.

        Parameters
        ----------
        measure : str or callable
            A measure of actors, or of a network.
        top : int, default: 5
            How many actors, or numbers: those with the highest means.
        **params
            Options of the measure.

        Returns
        -------
        DataFrame
            Columns draws (64, 128, 256, … and at last all), actor, mean, mc_error (the standard error of the mean).
            `draw_stability` draws it.

        Raises
        ------
        ArgumentError
            If `top` is below 1.
        """
        if top < 1:
            raise ArgumentError(f"`top` is {top}; it has to be at least 1")
        values = self.values(measure, **params)
        highest = values.mean().sort_values(ascending=False, kind="stable").index[:top]
        steps = [BLOCK << power for power in range((self.draws - 1).bit_length()) if BLOCK << power < self.draws]
        parts = []
        for draws in [*steps, self.draws]:
            mean, error = mean_and_error(values[highest].to_numpy()[:draws])
            parts.append(pd.DataFrame({"draws": draws, "actor": highest, "mean": mean, "mc_error": error}))
        frame = pd.concat(parts, ignore_index=True)
        frame.attrs = {"measure": get_measure(measure).name, "rng": self.entropy}
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

    def reliability(self, source: Hashable, target: Hashable, *, without: Iterable[Hashable] = ()) -> float:
        """
        Give the probability that an order from one actor could reach another.

        Parameters
        ----------
        source, target : str
            Names in any known spelling, or ids.
        without : iterable of str
            Actors whom no chain may pass, in the same draws; see `removal_effects`.

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
        return float(self._pass(source, target, without)[0].mean())

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

    def _pass(
        self, source: Hashable, target: Hashable, without: Iterable[Hashable] = ()
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        start, end = self._resolve(source), self._resolve(target)
        if start == end:
            raise ArgumentError(f"an order from {start!r} to himself says nothing; name two actors")
        if isinstance(without, str):
            raise ArgumentError(f"`without` is the text {without!r}; give a list of actors")
        gone = frozenset(self._resolve(actor) for actor in without)
        if (start, end, gone) in self._passed:
            return self._passed[start, end, gone]
        orders = self.orders
        out = np.flatnonzero(orders.index.isin(gone))
        ends = orders.index.get_indexer(pd.Index([start, end], dtype=orders.index.dtype)).tolist()
        steps = [orders.steps_to(start, end, number) for number in range(max(len(orders.orders), 1))]
        tasks = [(orders, steps, *ends, self.entropy, one, out) for one in pieces(len(self._arc_words), self._n_jobs)]
        found = list(run(pass_blocks, tasks, n_jobs=self._n_jobs, label="following orders"))
        survives = np.concatenate([one for one, _ in found])[: self.draws]
        on_all = np.concatenate([each for _, each in found])[: self.draws]
        self._passed[start, end, gone] = survives, on_all
        return survives, on_all

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

        Raises
        ------
        NotDefinedError
            If the measure finds no sets.
        """
        found = get_measure(measure)
        rows: dict[tuple[str, ...], list[float]] = {}
        results = self._results(found, params) if found.level == "set" else []
        if not results or not isinstance(results[0], pd.DataFrame):
            raise NotDefinedError(f"`{found.name}` finds no sets, so none of them is the best; `key_players` does")
        for result in results:
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
