"""Ranks of the actors in the working network, with their intervals over the plausible networks."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from netkit.dossier import Dossier
from netkit.ensembles.making import ensemble
from netkit.measures.registry import get_measure
from netkit.measures.tables import table
from netkit.network.network import Network

__all__ = ["LEVEL", "rank_actors"]

LEVEL: Final = 0.9
"""Share of the plausible networks in which an actor's rank lies within its interval."""

_MEASURES: Final = ["degree", "betweenness", "harmonic"]
_FEWEST: Final = 3  # actors of whom it says something to rank them


def rank_actors(net: Network, ids: list[str], dossier: Dossier | None = None, draws: int = 0) -> dict[str, Any]:
    """
    Rank actors by the measures that the page tells.

    Parameters
    ----------
    net : Network
        The working network.
    ids : list of str
        The page's actors in its order; who is not in the network has no rank.
    dossier : Dossier, optional
        What plausible networks are drawn from.
    draws : int, default: 0
        How many; without any there are no intervals.

    Returns
    -------
    dict
        `of`, the number ranked; `draws`; `level`; `meanings`, a sentence for each measure; and under `measures` a list
        for each in the order of `ids`: rank (1 is the first), value, and with draws the best and the worst rank;
        None for who has none.
    """
    if net.n_actors < _FEWEST or net.n_ties == 0:
        return {}
    values = table(net, _MEASURES, evidence=False)
    drawn = ensemble(dossier, draws=draws, rng=1) if dossier is not None and draws > 0 else None
    ranks: dict[str, list[list[float] | None]] = {}
    for name in _MEASURES:
        numbers = values[name].to_numpy(dtype=float)
        places = values[name].rank(ascending=False, method="min").to_numpy(dtype=float)
        told: dict[str, list[float]] = {
            str(actor): [int(place), round(float(number), 4)]
            for actor, place, number in zip(values.index, places, numbers, strict=True)
            if not np.isnan(place)
        }
        if drawn is not None:
            found = drawn.intervals(name, level=LEVEL)
            for actor, best, worst in zip(found.index, found["rank_low"], found["rank_high"], strict=True):
                if str(actor) in told and not np.isnan(best):
                    told[str(actor)] += [int(best), int(worst)]
        ranks[name] = [told.get(actor) for actor in ids]
    meanings = {name: get_measure(name).meaning for name in _MEASURES}
    return {
        "of": net.n_actors,
        "draws": draws if drawn is not None else 0,
        "level": LEVEL,
        "meanings": meanings,
        "measures": ranks,
    }
