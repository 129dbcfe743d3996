"""Measures that run on many draws in compiled code: which numbers each needs, and what it makes of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import numpy as np

from netkit.measures.checks import check_numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netkit.measures.registry import Measure

__all__ = ["DEFAULT_PAGE_RANK", "PageRankOptions", "Recipe", "find_recipe"]

Values: TypeAlias = "NDArray[np.float64]"
Raw: TypeAlias = "Mapping[str, Values]"


class PageRankOptions(NamedTuple):
    """
    How PageRank is computed.

    Parameters
    ----------
    damping, tolerance, max_rounds
        As of `pagerank`.
    """

    damping: float = 0.85
    tolerance: float = 1e-10
    max_rounds: int = 1_000


DEFAULT_PAGE_RANK: Final = PageRankOptions()


@dataclass(frozen=True)
class Recipe:
    """
    How to come from raw numbers to a measure.

    Parameters
    ----------
    needs : tuple of str
        Names of raw numbers, see `netkit.ensembles.drawing.measure_words`.
    finish : callable
        Takes the raw numbers by name, each of shape (draws, n), and gives the measure in the same shape.
    page_rank : PageRankOptions
        For the recipe that needs PageRank; it means nothing to the others.
    """

    needs: tuple[str, ...]
    finish: Callable[[Raw], Values]
    page_rank: PageRankOptions = DEFAULT_PAGE_RANK


def find_recipe(measure: Measure, params: Mapping[str, Any], n: int, *, directed: bool) -> Recipe | None:
    """
    Look up how to compute a measure over many draws.

    Parameters
    ----------
    measure : Measure
        Which one.
    params : mapping
        Its options.
    n : int
        Number of actors.
    directed : bool
        Whether the network has direction.

    Returns
    -------
    Recipe or None
        None if the measure, or one of the options, has to be computed draw by draw.

    Raises
    ------
    ArgumentError
        If an option that is a number is given something else.
    """
    maker = _RECIPES.get(measure.name)
    if maker is None or not measure.function.__module__.startswith("netkit.measures"):
        return None
    signature = inspect.signature(measure.function)
    defaults = {
        name: parameter.default
        for name, parameter in signature.parameters.items()
        if parameter.default is not parameter.empty
    }
    options = defaults | dict(params)
    if set(options) != set(defaults):
        return None
    check_numbers(measure.name, signature, options)
    return maker(options, n, directed)


def _share(values: Values, n: int) -> Values:
    return values / (n - 1) if n > 1 else np.full_like(values, np.nan)


def _plain(options: Mapping[str, Any], *names: str) -> bool:
    """Whether no option but the named ones is used."""
    return all(value is None or name in names for name, value in options.items())


def _way(mode: str, directed: bool) -> str | None:
    """Name the one direction that ties are followed in; None for both at once."""
    if mode == "out" or (not directed and mode in ("in", "all")):
        return "out"
    return "in" if mode == "in" else None


def _degree(options: Mapping[str, Any], n: int, directed: bool) -> Recipe | None:
    mode, normalized = options["mode"], options["normalized"]
    if mode not in ("out", "in", "all"):
        return None
    needs = ("out_degree", "in_degree") if mode == "all" and directed else (f"{_way(mode, directed)}_degree",)

    def finish(raw: Raw) -> Values:
        values = np.sum([raw[name] for name in needs], axis=0)
        return _share(values, n) if normalized else values

    return Recipe(needs, finish)


def _betweenness(options: Mapping[str, Any], n: int, directed: bool) -> Recipe | None:
    if not _plain(options, "normalized"):
        return None
    scale = 1.0 if directed else 0.5
    pairs = (n - 1) * (n - 2) * scale
    if options["normalized"]:
        scale = scale / pairs if n > 2 else np.nan
    return Recipe(("betweenness",), lambda raw: raw["betweenness"] * scale)


def _harmonic(options: Mapping[str, Any], n: int, directed: bool) -> Recipe | None:
    way = _way(options["mode"], directed)
    if way is None or not _plain(options, "mode", "normalized"):
        return None
    name = f"harmonic_{way}"
    return Recipe((name,), lambda raw: _share(raw[name], n) if options["normalized"] else raw[name])


def _closeness(options: Mapping[str, Any], n: int, directed: bool) -> Recipe | None:
    way = _way(options["mode"], directed)
    if way is None or options["unreachable"] != "corrected" or not _plain(options, "mode", "normalized", "unreachable"):
        return None
    far, near = f"farness_{way}", f"reached_{way}"

    def finish(raw: Raw) -> Values:
        with np.errstate(divide="ignore", invalid="ignore"):
            values = (1.0 / raw[far]) * (raw[near] / (n - 1) if n > 1 else 0.0) ** 2
        values = np.where(raw[near] > 0, values, 0.0 if n > 1 else np.nan)
        return values * (n - 1) if options["normalized"] else values

    return Recipe((far, near), finish)


def _local_reaching(options: Mapping[str, Any], n: int, directed: bool) -> Recipe | None:
    if options:
        return None
    return Recipe(("reached_out",), lambda raw: _share(raw["reached_out"], n))


def _constraint(options: Mapping[str, Any], n: int, directed: bool) -> Recipe | None:
    if options["model"] != "whole" or not _plain(options, "model"):
        return None
    return Recipe(("constraint",), lambda raw: raw["constraint"])


def _pagerank(options: Mapping[str, Any], n: int, directed: bool) -> Recipe | None:
    if options["weights"] is not None or not 0 < options["damping"] < 1:
        return None
    page_rank = PageRankOptions(float(options["damping"]), float(options["tolerance"]), int(options["max_rounds"]))
    return Recipe(("pagerank",), lambda raw: raw["pagerank"], page_rank)


def _coreness(options: Mapping[str, Any], n: int, directed: bool) -> Recipe | None:
    return None if options else Recipe(("coreness",), lambda raw: raw["coreness"])


def _clustering(options: Mapping[str, Any], n: int, directed: bool) -> Recipe | None:
    if not _plain(options):
        return None

    def finish(raw: Raw) -> Values:
        pairs = raw["contacts"] * (raw["contacts"] - 1) / 2
        return np.divide(raw["triangles"], pairs, out=np.full_like(pairs, np.nan), where=pairs > 0)

    return Recipe(("contacts", "triangles"), finish)


_RECIPES: dict[str, Callable[[Mapping[str, Any], int, bool], Recipe | None]] = {
    "betweenness": _betweenness,
    "closeness": _closeness,
    "clustering": _clustering,
    "constraint": _constraint,
    "coreness": _coreness,
    "degree": _degree,
    "harmonic": _harmonic,
    "local_reaching": _local_reaching,
    "pagerank": _pagerank,
}
