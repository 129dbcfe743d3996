"""Intervals of several measures beside one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

import pandas as pd

from netkit.ensembles.ensemble import Ensemble
from netkit.errors import ArgumentError
from netkit.measures.registry import get_measure

__all__ = ["interval_table"]

_SHOWN: Final = ["mean", "low", "high", "rank_low", "rank_high", "p_top"]


def interval_table(
    drawn: Ensemble, measures: Iterable[str | Callable[..., Any]], *, level: float = 0.9
) -> pd.DataFrame:
    """
    Put the intervals of several measures of actors into one table.

    Parameters
    ----------
    drawn : Ensemble
        The networks.
    measures : iterable of str or callable
        Measures that give each actor one value.
    level : float, default: 0.9
        Share of the draws between low and high.

    Returns
    -------
    DataFrame
        Indexed by actor, the highest mean of the first measure first: name, present, and for each measure mean, low,
        high, rank_low, rank_high, p_top, its name before them where there are several.

    Raises
    ------
    ArgumentError
        If no measure is given, or one does not give each actor one value.
    """
    wanted = [get_measure(which) for which in measures]
    if not wanted:
        raise ArgumentError("there is nothing to put into the table: name one measure or more")
    for found in wanted:
        if found.level != "actor":
            raise ArgumentError(f"`{found.name}` gives a value for each {found.level}; intervals here are for actors")
    drawn.measure_all(found.function for found in wanted)
    parts = [drawn.intervals(found.function, level=level) for found in wanted]
    for found, part in zip(wanted, parts, strict=True):
        if isinstance(part.index, pd.MultiIndex):
            raise ArgumentError(f"`{found.name}` gives several values an actor; `Ensemble.intervals` shows them")
    columns = [
        part[_SHOWN].add_prefix("" if len(wanted) == 1 else f"{found.name}.")
        for found, part in zip(wanted, parts, strict=True)
    ]
    whole = pd.concat([drawn.actors[["name"]], parts[0][["present"]], *columns], axis=1)
    order = parts[0]["mean"].sort_values(ascending=False, kind="stable").index
    return whole.loc[order]
