"""Where actors stand on the page: one place for all dates, so that the eye finds them again when the slider moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from netkit.figures.layout import stress_layout

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["place_actors"]

_ASPECT: Final = 1.5  # width of the page by its height
_REACH: Final = 20.0  # pixels that an actor takes up to each side at the least
_ROOM: Final = 66.0  # pixels along each side of the share of the page that an actor has
_ROUNDS: Final = 60


def place_actors(actors: list[str], ties: pd.DataFrame, *, alone: bool = True) -> dict[str, list[int]]:
    """
    Place the actors by all their ties.

    Parameters
    ----------
    actors : list of str
        Ids.
    ties : DataFrame
        Columns subject and object; whoever stands in them but not in `actors` is left out.
    alone : bool, default: True
        Whether actors without a tie get a place.

    Returns
    -------
    dict
        Id → x and y in pixels, whole numbers; the same ties give the same places.
    """
    if not alone:
        tied = set(ties["subject"]) | set(ties["object"])
        actors = [actor for actor in actors if actor in tied]
    index = pd.Index(actors)
    pairs = np.column_stack([index.get_indexer(pd.Index(ties[end])) for end in ("subject", "object")])
    pairs = pairs[(pairs >= 0).all(axis=1)]
    size = _ROOM * np.sqrt(len(actors))
    places = (stress_layout(len(actors), pairs, _ASPECT) - 0.5) * [size * np.sqrt(_ASPECT), size / np.sqrt(_ASPECT)]
    places = _part(places, _reach(len(actors), pairs))
    return {actor: [round(float(x)), round(float(y))] for actor, (x, y) in zip(actors, places, strict=True)}


def _reach(n: int, pairs: NDArray[np.intp]) -> NDArray[np.float64]:
    """Give room to those who are drawn large: as on the page, by the root of the number of their ties."""
    degree = np.bincount(np.unique(np.sort(pairs, axis=1), axis=0).ravel(), minlength=n)
    return np.asarray(_REACH + 4.0 * np.sqrt(degree))


def _part(places: NDArray[np.float64], reach: NDArray[np.float64]) -> NDArray[np.float64]:
    """Push apart who would lie on one another."""
    if len(places) < 2:
        return places
    # Two at one place have no direction to part in: a step that depends on their numbers alone gives them one.
    turn = np.arange(len(places)) * 2.399963
    places = places + 0.01 * np.column_stack([np.cos(turn), np.sin(turn)])
    for _ in range(_ROUNDS):
        close = cKDTree(places).query_pairs(2 * float(reach.max()), output_type="ndarray")
        gap = places[close[:, 0]] - places[close[:, 1]]
        distance = np.maximum(np.hypot(*gap.T), 1e-9)
        lack = np.maximum(reach[close].sum(axis=1) - distance, 0.0)
        if len(close) == 0 or lack.max() < 0.5:
            break
        push = gap * ((lack + 0.5 * (lack > 0)) * 0.5 / distance)[:, None]
        for end, sign in ((0, 0.6), (1, -0.6)):
            np.add.at(places, close[:, end], sign * push)
    return places
