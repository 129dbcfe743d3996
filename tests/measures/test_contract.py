"""What holds for every measure there is: the registry is walked over every kind of network."""

from __future__ import annotations

import inspect
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from netkit.errors import ArgumentError, ConvergenceError, NotDefinedError
from netkit.measures import FAMILIES, HOMES
from netkit.measures.docs import sections
from netkit.measures.registry import Measure, get_measure, list_measures
from netkit.network.network import Network
from tests.measures.grid import GRID, make

NAMES = [name for home in FAMILIES for name in HOMES[home]]
# Why the order of actors may matter: a search, and draws, that begin with the first ones.
ORDERED = {"communities": "a search that depends on the order", "qap": "draws that depend on the order"}
UNDEFINED = (NotDefinedError, ConvergenceError)


def arguments(name: str, net: Network) -> dict[str, Any]:
    """Give what a measure cannot be called without."""
    ids = list(net.index)
    return {
        "subset_betweenness": {"sources": ids[:1], "targets": ids[1:]},
        "key_players": {"k": 1},
        "group_degree": {"group": ids[:1]},
        "group_closeness": {"group": ids[:1]},
        "group_betweenness": {"group": ids[:1]},
        "qap": {"other": net, "draws": 5, "rng": 1},
    }.get(name, {})


def apply(name: str, net: Network) -> Any:
    """Call a measure; None where it has no meaning, or where no such set can be asked for."""
    try:
        return get_measure(name).function(net, **arguments(name, net))
    except UNDEFINED:
        return None
    except ArgumentError:
        # A set of at least one actor, and others beside it, cannot be named in the smallest networks.
        assert name in ("subset_betweenness", "key_players", "group_degree", "group_closeness", "group_betweenness")
        assert net.n_actors < 3
        return None


def same(one: Any, other: Any) -> None:
    if isinstance(one, pd.Series):
        pd.testing.assert_series_equal(one, other, check_dtype=False, atol=1e-8)
    elif isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other, check_dtype=False, atol=1e-8)
    else:
        np.testing.assert_allclose(one, other, atol=1e-8)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", GRID)
def test_shape(name: str, kind: str) -> None:
    """A result fits its level, holds nothing infinite, tells what it was made of, and leaves its input alone."""
    net = GRID[kind]
    actors, ties = net._actors.copy(), net._ties.copy()
    arrays = {key: getattr(net.graph, key).copy() for key in ("indptr", "indices", "rindptr", "rindices", "mask")}
    result = apply(name, net)
    assert net._actors.equals(actors)
    assert net._ties.equals(ties)
    for key, array in arrays.items():
        np.testing.assert_array_equal(getattr(net.graph, key), array)
    if result is None:
        return
    level = get_measure(name).level
    if level in ("actor", "group"):
        assert isinstance(result, pd.Series | pd.DataFrame)
        assert result.index.equals(net.index)
    elif level == "tie":
        assert isinstance(result, pd.Series)
        assert result.index.equals(net.ties.index)
    elif level == "pair":
        assert result.shape == (net.n_actors, net.n_actors)
        assert result.index.equals(net.index)
        assert result.columns.equals(net.index)
    else:
        assert isinstance(result, float | pd.Series | pd.DataFrame)
    if isinstance(result, float):
        assert not np.isinf(result)
        return
    values = pd.DataFrame(result).select_dtypes("number").to_numpy(dtype=float)
    assert not np.isinf(values).any()
    assert result.attrs["measure"] == name
    assert result.attrs["actors"] == net.n_actors
    assert result.attrs["ties"] == net.n_ties
    assert result.attrs["policy"] == {}
    assert isinstance(result.attrs["parameters"], dict)
    if isinstance(result, pd.Series):
        assert result.name == name


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ORDERED])
@pytest.mark.parametrize("kind", [kind for kind, net in GRID.items() if net.n_actors > 2])
def test_order_of_actors_does_not_matter(name: str, kind: str) -> None:
    """The same actors in another order have the same values."""
    net = GRID[kind]
    order = np.random.default_rng(5).permutation(net.n_actors)
    turned = Network(net.actors.iloc[order], net._ties, directed=net.directed)
    level = get_measure(name).level
    try:
        one = get_measure(name).function(net, **arguments(name, net))
        other = get_measure(name).function(turned, **arguments(name, net))
    except UNDEFINED:
        return
    if name == "components":
        # Parts of one size are numbered by their first actor, which is another one now.
        assert one.groupby(one).size().tolist() == other.groupby(other).size().tolist()
        assert pd.crosstab(one, other.reindex(one.index)).astype(bool).sum().eq(1).all()
    elif level in ("actor", "group"):
        same(one, other.loc[one.index])
    elif level == "pair":
        same(one, other.loc[one.index, one.index])
    elif name == "key_players":
        assert set(map(frozenset, one["actors"])) == set(map(frozenset, other["actors"]))
        np.testing.assert_allclose(one["value"].iloc[0], other["value"].iloc[0])
    else:
        same(one, other)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", [kind for kind, net in GRID.items() if net.n_ties > 5])
def test_masked_arcs_are_absent(name: str, kind: str) -> None:
    """A network of which some arcs are masked measures as one that never had their ties."""
    net = GRID[kind]
    kept = np.random.default_rng(3).random(net.n_ties) < 0.6
    # Parallel ties share an arc: they stay or go together.
    pairs = [frozenset(pair) for pair in zip(net.ties["subject"], net.ties["object"], strict=True)]
    gone = {pair for pair, keep in zip(pairs, kept, strict=True) if not keep}
    kept = np.array([pair not in gone for pair in pairs])
    mask = np.zeros(net.graph.m, dtype=bool)
    arcs = net.graph.tie_arcs[kept].ravel()
    mask[arcs[arcs >= 0]] = True
    masked = Network(net.actors, net._ties, directed=net.directed, graph=replace(net.graph, mask=mask))
    smaller = Network(net.actors, net._ties[kept].reset_index(drop=True), directed=net.directed)
    if name in ("span_of_control", "communities", "qap"):
        # Families are those of the ties told; a search and draws have their own tests.
        return
    one, other = apply(name, masked), apply(name, smaller)
    assert (one is None) == (other is None)
    if one is None:
        return
    if get_measure(name).level == "tie":
        one = one[kept].reset_index(drop=True)
    same(one, other)


@pytest.mark.parametrize("name", NAMES)
def test_docstring(name: str) -> None:
    """A measure says what it is, what it takes and returns, its formula, a reference, and shows an example."""
    found = get_measure(name)
    text = inspect.getdoc(found.function) or ""
    parts = sections(text)
    assert {"Parameters", "Returns", "Notes", "References", "Examples"} <= set(parts)
    assert ".. math::" in parts["Notes"]
    assert found.meaning
    assert found.meaning.endswith((".", "?"))
    assert len(found.meaning) < 120
    assert any(character.isdigit() for character in found.reference)
    signature = inspect.signature(found.function)
    for parameter in signature.parameters:
        assert parameter in parts["Parameters"], f"{name}: `{parameter}` is not described"
    assert signature.return_annotation is not inspect.Signature.empty
    options = list(signature.parameters.values())[1:]
    positional = [p.name for p in options if p.kind is not inspect.Parameter.KEYWORD_ONLY]
    assert set(positional) <= {"groups", "sources", "targets", "group", "k", "other", "measure"}


def test_homes_tell_every_public_name() -> None:
    """What the package's face loads lazily is what the modules offer."""
    import importlib

    for home, names in HOMES.items():
        offered = set(importlib.import_module(home).__all__)
        if home in FAMILIES:
            assert offered == set(names), home
            assert all(isinstance(get_measure(name), Measure) for name in names)
        else:
            assert set(names) <= offered
    assert list_measures()["name"].tolist()[: len(NAMES)] != []
    assert set(NAMES) <= set(list_measures()["name"])


def test_ids_are_kept_as_they_are() -> None:
    """Text that looks like numbers stays text, in the network's order."""
    net = make([("10", "9"), ("9", "1")], directed=True)
    assert get_measure("degree").function(net).index.tolist() == ["10", "9", "1"]
