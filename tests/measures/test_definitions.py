"""Every measure against its definition, written down literally, on every kind of network."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest

from netkit.errors import NotDefinedError
from netkit.measures.betweenness import betweenness, subset_betweenness
from netkit.measures.groups import group_betweenness, group_closeness, group_degree
from netkit.measures.keyplayers import key_players
from netkit.measures.mixing import qap
from netkit.measures.registry import get_measure
from tests.measures import definitions
from tests.measures.grid import GRID, drawn

Options = tuple[tuple[str, object], ...]
CASES = [pytest.param(*key, value, id=f"{key[0]} {dict(key[1])}") for key, value in definitions.DEFINITIONS.items()]


@pytest.mark.parametrize("kind", GRID)
@pytest.mark.parametrize(("name", "options", "definition"), CASES)
def test_definition(name: str, options: Options, definition: Callable[..., Any], kind: str) -> None:
    """The measure has the value that its definition gives, wherever it is defined."""
    net = GRID[kind]
    try:
        found = get_measure(name).function(net, **dict(options))
    except NotDefinedError:
        # Which networks these are is tested in test_undefined.py.
        return
    expected = np.array(definition(net), dtype=float)
    shown = np.array(found, dtype=float)
    np.testing.assert_allclose(shown, expected.reshape(shown.shape), atol=1e-8, equal_nan=True)


@pytest.mark.parametrize("kind", [kind for kind, net in GRID.items() if 2 < net.n_actors < 10])
@pytest.mark.parametrize("criterion", ["fragmentation", "distance_fragmentation", "reach", "distance_reach"])
def test_key_players(criterion: str, kind: str) -> None:
    """All best sets are found, with their value and the next one, and the search finds nothing better."""
    net = GRID[kind]
    for k in (1, 2):
        if k > net.n_actors - (2 if "fragmentation" in criterion else 1):
            continue
        found = key_players(net, k, criterion=criterion, m=2)
        values = {
            members: definitions.set_value(net, set(members), criterion, m=2)
            for members in combinations(range(net.n_actors), k)
        }
        best = max(values.values())
        sets = {tuple(net.index[list(s)]) for s, value in values.items() if abs(value - best) < 1e-9}
        assert set(found["actors"]) == sets
        np.testing.assert_allclose(found["value"], best)
        smaller = [value for value in values.values() if value < best - 1e-9]
        np.testing.assert_allclose(found["runner_up"], max(smaller) if smaller else np.nan)
        searched = key_players(net, k, criterion=criterion, m=2, exact_limit=0, restarts=5)
        assert not searched["exact"].any()
        assert set(searched["actors"]) <= set(values_as_ids(net.index, values))
        for members, value in zip(searched["actors"], searched["value"], strict=True):
            places = tuple(net.index.get_indexer(list(members)))
            assert values[places] == pytest.approx(value)


def values_as_ids(index: pd.Index, values: dict[tuple[int, ...], float]) -> list[tuple[str, ...]]:
    return [tuple(index[list(members)]) for members in values]


@pytest.mark.parametrize("kind", [kind for kind, net in GRID.items() if net.n_actors > 2])
def test_groups(kind: str) -> None:
    """Group centralities follow their definitions, and a group of one has its actor's betweenness."""
    net = GRID[kind]
    group = [net.index[0], net.index[1]]
    assert group_betweenness(net, group) == pytest.approx(definitions.group_betweenness(net, {0, 1}))
    alone = [group_betweenness(net, [actor]) for actor in net.index]
    np.testing.assert_allclose(alone, betweenness(net))
    linked = definitions.contacts(net)
    others = range(2, net.n_actors)
    assert group_degree(net, group) == sum(bool(linked[0, v] or linked[1, v]) for v in others)
    far = definitions.shortest(net)[0]
    nearest = [min(far[0, v], far[1, v]) for v in others]
    expected = len(nearest) / sum(nearest) if np.isfinite(sum(nearest)) else np.nan
    assert group_closeness(net, group) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("kind", [kind for kind, net in GRID.items() if net.n_actors > 3])
def test_subset_betweenness(kind: str) -> None:
    """It counts ways from sources to targets; with everybody in both it is betweenness (twice it, undirected)."""
    net = GRID[kind]
    expected = definitions.subset_betweenness(net, [0, 1], [1, 2, 3])
    found = subset_betweenness(net, list(net.index[:2]), list(net.index[1:4]))
    np.testing.assert_allclose(found, expected, atol=1e-12)
    everybody = subset_betweenness(net, list(net.index), list(net.index))
    np.testing.assert_allclose(everybody, betweenness(net) * (1 if net.directed else 2), atol=1e-9)
    reached = definitions.reach(net)
    pairs = sum(bool(reached[s, t]) for s in (0, 1) for t in (1, 2, 3) if s != t)
    share = subset_betweenness(net, list(net.index[:2]), list(net.index[1:4]), normalized=True)
    np.testing.assert_allclose(share, np.array(expected) / pairs if pairs else np.full(net.n_actors, np.nan))


@pytest.mark.parametrize("seed", range(4))
def test_qap(seed: int) -> None:
    """The correlation is Pearson's over ordered pairs, and a network goes perfectly with itself."""
    one, other = drawn(8, 20, seed, directed=True), drawn(8, 20, seed + 9, directed=seed % 2 == 0)
    found = qap(one, other, draws=50, rng=1)
    assert found.loc["correlation", "value"] == pytest.approx(definitions.correlation(one, other))
    shared = (definitions.matrix(one) * definitions.matrix(other)).sum()
    assert found.loc["overlap", "value"] == pytest.approx(shared)
    itself = qap(one, one, draws=200, rng=1)
    assert itself.loc["correlation", "value"] == pytest.approx(1.0)
    assert itself.loc["correlation", "p_high"] == pytest.approx(1 / 201)


def test_pivots_of_everybody_are_exact_and_fewer_keep_their_bound() -> None:
    """Betweenness from all pivots is betweenness; from fewer, no value is off by more than was told."""
    net = drawn(60, 240, 3, directed=True)
    exact = betweenness(net)
    full = betweenness(net, pivots=60, rng=1)
    np.testing.assert_allclose(full, exact)
    assert full.attrs["error"] == 0
    for seed in range(5):
        some = betweenness(net, pivots=30, rng=seed)
        assert (some - exact).abs().max() <= some.attrs["error"]
        again = betweenness(net, pivots=30, rng=seed)
        pd.testing.assert_series_equal(some, again)
