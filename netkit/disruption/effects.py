"""What an order loses when somebody is taken out: kingpin or broker."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from netkit.ensembles.ensemble import Ensemble

__all__ = ["removal_effects"]


def removal_effects(
    ensemble: Ensemble, source: Hashable, target: Hashable, *, sets: Iterable[Iterable[Hashable]] | None = None
) -> pd.Series[float]:
    """
    Measure by how much less surely an order arrives without an actor, or without several.

    Parameters
    ----------
    ensemble : Ensemble
        The plausible networks.
    source, target : str
        The commander and the victim: names in any known spelling, or ids.
    sets : iterable of iterable of str, optional
        Sets of actors to take out together; each actor by himself if not given.

    Returns
    -------
    Series of float
        The reliability of the order less that without them, in the same draws; largest first. Indexed by actor (all
        but the two ends, who have the whole reliability), or by set (a tuple of the names as given).

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If a name does not lead to one actor.

    See Also
    --------
    Ensemble.reliability : How surely the order arrives.

    Notes
    -----
    Who stands on no chain has 0; a set never has less than a part of it. The leader by betweenness and the one who
    matters for the order may be two persons, and the best pair need not contain the best one.

    For one actor the effect is the reliability times `Ensemble.passage`: his removal ends an order exactly where he
    stands on every chain that survives.
    """
    whole = ensemble.reliability(source, target)
    if sets is None:
        ends = {ensemble._resolve(source), ensemble._resolve(target)}
        effects = (ensemble.passage(source, target).fillna(0.0) * whole).drop(list(ends))
    else:
        several = [tuple(actors) for actors in sets]
        left = [ensemble.reliability(source, target, without=actors) for actors in several]
        effects = pd.Series([whole - one for one in left], index=pd.Index(several, tupleize_cols=False, name="actors"))
    effects = effects.rename("effect").sort_values(ascending=False, kind="stable")
    effects.attrs = {"source": str(source), "target": str(target), "reliability": whole, "draws": ensemble.draws}
    return effects
