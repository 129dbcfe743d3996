"""One network with some of its ties, measured many times over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from netkit.ensembles.drawing import arrays_of, measure_words
from netkit.ensembles.recipes import find_recipe
from netkit.ensembles.scales import BLOCK
from netkit.ensembles.union import Union, to_words
from netkit.errors import NotDefinedError
from netkit.measures.registry import Measure
from netkit.network.network import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["measure_ties"]


def measure_ties(
    union: Union, measure: Measure, params: Mapping[str, Any], ties: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """
    Measure a network with some of its ties.

    Parameters
    ----------
    union : Union
        The network.
    measure : Measure
        Of actors, one value each.
    params : mapping
        Its options.
    ties : ndarray of bool, shape (k, t)
        Which ties there are; equal rows are measured once.

    Returns
    -------
    ndarray of float, shape (k, n)
        The measure; whoever has lost his last tie counts as an isolate.

    Raises
    ------
    NotDefinedError
        If the measure gives no value, or several, to each actor.
    """
    if measure.level != "actor":
        raise NotDefinedError(f"`{measure.name}` gives no value to each actor, so it has no ranks to change")
    recipe = find_recipe(measure, params, len(union.actors), directed=union.directed)
    kinds, which = np.unique(ties, axis=0, return_inverse=True)
    found: list[NDArray[np.float64]] = []
    if recipe is None:
        nothing = np.zeros(ties.shape[1], dtype=np.int64)
        for kept in kinds:
            rest = union.ties[kept].reset_index(drop=True)
            _, graph = union.masked(kept, nothing, nothing)
            net = Network(
                union.actors,
                rest,
                directed=union.directed,
                policy=union.policy,
                tables=union.tables,
                graph=graph,
            )
            result = measure.function(net, **params)
            if not isinstance(result, pd.Series):
                raise NotDefinedError(f"`{measure.name}` gives several values an actor; rank by one of them")
            found.append(result.to_numpy(dtype=float)[None, :])
    else:
        for first in range(0, len(kinds), BLOCK):
            block = np.zeros((BLOCK, ties.shape[1]), dtype=bool)
            count = len(kinds[first : first + BLOCK])
            block[:count] = kinds[first : first + BLOCK]
            words = union.arc_words(to_words(block))[None, :]
            raw = measure_words(arrays_of(union), words, [count], frozenset(recipe.needs), recipe.page_rank)
            found.append(recipe.finish(raw))
    return np.concatenate(found)[which.reshape(-1)]
