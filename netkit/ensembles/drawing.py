"""What workers do: draw blocks, and measure them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd

from netkit.ensembles.recipes import PageRankOptions
from netkit.ensembles.scales import BLOCK
from netkit.ensembles.union import Union, Words, to_words
from netkit.errors import ConvergenceError, NetkitError
from netkit.kernels import draws as kernels
from netkit.kernels.ways import ways_and_sums

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[np.int32]

__all__ = ["Arrays", "arrays_of", "draw_words", "measure_draws", "measure_words"]

Arrays: TypeAlias = "tuple[Ints, Ints, Ints, Ints, Ints, bool]"


def draw_words(union: Union, entropy: int, blocks: range) -> tuple[Words, Words]:
    """
    Draw some blocks.

    Parameters
    ----------
    union : Union
        All ties.
    entropy : int
        Of the ensemble.
    blocks : range
        Which blocks.

    Returns
    -------
    ties, arcs : ndarray of uint64, shapes (blocks, t) and (blocks, m)
        One bit a draw.
    """
    ties = np.stack([to_words(union.draw(entropy, block).holds) for block in blocks])
    return ties, np.stack([union.arc_words(words) for words in ties])


def arrays_of(union: Union) -> Arrays:
    """
    Give the arrays of a union's graph that kernels take, and nothing else: they are sent to every worker.

    Parameters
    ----------
    union : Union
        All ties.

    Returns
    -------
    tuple
        Rows forwards and backwards, and whether direction means something.
    """
    graph = union.graph
    return graph.indptr, graph.indices, graph.rindptr, graph.rindices, graph.rarcs, graph.directed


def measure_words(
    arrays: Arrays, words: Words, counts: list[int], wanted: frozenset[str], page_rank: PageRankOptions
) -> dict[str, NDArray[np.float64]]:
    """
    Measure some blocks in compiled code.

    Parameters
    ----------
    arrays : tuple
        See `arrays_of`.
    words : ndarray of uint64, shape (blocks, m)
        One bit a draw for each arc.
    counts : list of int
        How many draws of each block are used.
    wanted : frozenset of str
        Names of raw numbers, as recipes need them.
    page_rank : PageRankOptions
        For PageRank, if it is wanted.

    Returns
    -------
    dict of ndarray of float, shape (draws, n)
        By name.

    Raises
    ------
    ConvergenceError
        If PageRank does not settle in a draw.
    """
    layers = [_raw(arrays, row, count, wanted, page_rank) for row, count in zip(words, counts, strict=True)]
    return {name: np.concatenate([layer[name] for layer in layers]) for name in wanted}


def _raw(
    arrays: Arrays, words: Words, count: int, wanted: frozenset[str], page_rank: PageRankOptions
) -> dict[str, NDArray[np.float64]]:
    """Measure one block; numbers that one traversal gives come together, and no traversal is made for nothing."""
    indptr, indices, rindptr, rindices, rarcs, _ = arrays
    places = np.arange(len(indices), dtype=np.int32)
    raw: dict[str, NDArray[np.float64]] = {}
    if "out_degree" in wanted:
        raw["out_degree"] = kernels.row_sizes(indptr, places, words, count)
    if "in_degree" in wanted:
        raw["in_degree"] = kernels.row_sizes(rindptr, rarcs, words, count)
    out = ("betweenness", "harmonic_out", "farness_out", "reached_out")
    if wanted & {*out}:
        found = ways_and_sums(indptr, indices, words, count, "betweenness" in wanted)
        raw |= zip(out, found, strict=True)
    back = ("harmonic_in", "farness_in", "reached_in")
    if wanted & {*back}:
        found = ways_and_sums(rindptr, rindices, words[rarcs], count, False)
        raw |= zip(back, found[1:], strict=True)
    if "pagerank" in wanted:
        rows = (indptr, indices, rindptr, rindices, rarcs)
        raw["pagerank"], settled = kernels.page_ranks(*rows, words, count, *page_rank)
        if not settled:
            raise ConvergenceError(
                f"`pagerank` did not settle in {page_rank.max_rounds} rounds; raise `max_rounds` or `tolerance`"
            )
    if "constraint" in wanted:
        raw["constraint"] = kernels.constraint_rows(*arrays, words, count)
    if wanted & {"contacts", "coreness", "triangles"}:
        raw |= zip(("contacts", "coreness", "triangles"), kernels.cohesion_rows(*arrays, words, count), strict=True)
    return {name: raw[name] for name in wanted}


def measure_draws(
    union: Union,
    entropy: int,
    blocks: range,
    draws: int,
    function: Callable[..., Any],
    params: Mapping[str, Any],
    network_of: Callable[..., Any],
) -> list[Any]:
    """
    Measure draws one by one: any function of a network.

    Parameters
    ----------
    union : Union
        All ties.
    entropy : int
        Of the ensemble.
    blocks : range
        Which blocks.
    draws : int
        How many draws the ensemble has.
    function : callable
        The measure.
    params : mapping
        Its options.
    network_of : callable
        Makes the network of a draw.

    Returns
    -------
    list
        What the measure returned for each draw; values of ties by their place in the union, NaN where there is none.
    """
    found = []
    for block in blocks:
        drawn = union.draw(entropy, block)
        for place in range(min(BLOCK, draws - block * BLOCK)):
            net = network_of(union, entropy, block, place, drawn)
            try:
                result = function(net, **params)
            except NetkitError:
                raise
            except Exception as error:
                error.add_note(f"raised by {getattr(function, '__name__', function)!r} in draw {block * BLOCK + place}")
                raise
            if isinstance(result, pd.Series) and isinstance(result.index, pd.RangeIndex):
                # One value a tie: the ties of a draw are found again in those of the union.
                values = np.full(len(union.ties), np.nan)
                values[drawn.holds[place]] = result.to_numpy(dtype=float)
                result = pd.Series(values, name=result.name)
            found.append(result)
    return found
