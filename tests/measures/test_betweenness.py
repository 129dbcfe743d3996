"""Betweenness from a sample of actors: what it adds up, and how far off it says that it may be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from netkit.measures.betweenness import betweenness, tie_betweenness
from netkit.network.network import Network
from tests.measures.definitions import shortest, ways
from tests.measures.grid import drawn, make


def from_each(net: Network, weights: str | None = None) -> np.ndarray:
    """Give the betweenness of each actor, column by column, that the ways from each actor add."""
    both, n = shortest(net, weights), net.n_actors
    parts = np.zeros((n, n))
    for s in range(n):
        for t in range(n):
            found = list(ways(both, s, t)) if s != t else []
            for way in found:
                for v in way[1:-1]:
                    parts[s, v] += 1 / len(found)
    return parts


def bound(parts: np.ndarray, n: int) -> float:
    """Bound a mean of numbers from 0 to n − 2, for all actors at once with a risk of 5 in 100."""
    k, span = len(parts), n - 2
    if k == 1:
        return span * np.sqrt(np.log(2 * n / 0.05) / 2)
    # Hoeffding's inequality and Maurer and Pontil's, each on both sides, with half of the risk and a part per actor.
    risk = 0.05 / 2 / (2 * n)
    hoeffding = span * np.sqrt(np.log(1 / risk) / (2 * k))
    spread = parts.var(axis=0, ddof=1).max()
    bernstein = np.sqrt(2 * spread * np.log(2 / risk) / k) + 7 * span * np.log(2 / risk) / (3 * (k - 1))
    return float(min(hoeffding, bernstein))


@pytest.mark.parametrize("normalized", [False, True])
@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("pivots", [1, 2, 6])
@pytest.mark.parametrize("weights", [None, "weight"])
def test_pivots_are_scaled_up(weights: str | None, pivots: int, directed: bool, normalized: bool) -> None:
    """The ways from the actors drawn stand for those from all, and the error is that of their mean."""
    net = drawn(9, 20, 3, directed)
    places = np.sort(np.random.default_rng(5).choice(9, size=pivots, replace=False))
    found = betweenness(net, weights=weights, pivots=pivots, rng=5, normalized=normalized)
    parts = from_each(net, weights)[places]
    pairs = (8 * 7 if normalized else 1) * (1 if directed or normalized else 2)
    np.testing.assert_allclose(found, parts.mean(axis=0) * 9 / pairs)
    assert found.attrs["error"] == pytest.approx(bound(parts, 9) * 9 / pairs)
    everybody = betweenness(net, weights=weights, pivots=9, normalized=normalized)
    np.testing.assert_allclose(everybody, betweenness(net, weights=weights, normalized=normalized))
    assert everybody.attrs["error"] == 0


@pytest.mark.parametrize("weights", [None, "weight"])
@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_ties_by_length(seed: int, directed: bool, weights: str | None) -> None:
    """Of whole lengths, where many ways are equally short, each tie has its share of them."""
    net = drawn(8, 18, seed, directed, whole_weights=True)
    both, ids = shortest(net, weights), list(net.index)
    on = np.zeros((8, 8))
    for s in range(8):
        for t in range(8):
            found = list(ways(both, s, t)) if s != t else []
            for way in found:
                on[way[:-1], way[1:]] += 1 / len(found)
    ends = [(ids.index(row["subject"]), ids.index(row["object"])) for row in net.ties.to_dict("records")]
    expected = [on[s, t] if directed else (on[s, t] + on[t, s]) / 2 for s, t in ends]
    np.testing.assert_allclose(tie_betweenness(net, weights=weights), expected, atol=1e-12)


def test_where_values_hardly_differ_the_error_is_smaller() -> None:
    """With many pivots and few ways the bound by the variance is the better one."""
    net = make([("a0", "a1"), ("a1", "a2"), ("a2", "a3")], actors=[f"a{place}" for place in range(300)])
    found = betweenness(net, pivots=290, rng=2)
    parts = np.zeros((300, 300))
    parts[0, 1], parts[0, 2], parts[1, 2] = 2, 1, 1
    places = np.random.default_rng(2).choice(300, size=290, replace=False)
    error = bound(parts[places], 300)
    assert error < 298 * np.sqrt(np.log(4 * 300 / 0.05) / 580)
    assert found.attrs["error"] == pytest.approx(error * 300)


def test_two_actors_have_nobody_between() -> None:
    """No pair of others: 0, NaN as a share, and no error."""
    net = make([("a", "b")])
    found = betweenness(net, pivots=1, rng=1)
    assert found.tolist() == [0, 0]
    assert found.attrs["error"] == 0
    assert betweenness(net, normalized=True).isna().all()
    assert betweenness(make([("a", "b"), ("b", "c")]), normalized=True).tolist() == [0, 0.5, 0]
    assert tie_betweenness(net, normalized=True).tolist() == [0.5]
    assert tie_betweenness(make([("a", "b")], directed=False), normalized=True).tolist() == [1]
    assert tie_betweenness(make([("a", "a")]), normalized=True).isna().all()


def test_a_masked_arc_has_no_ways() -> None:
    """Ties whose arcs are there keep their own values beside one that is not."""
    net = make([("a", "b"), ("b", "c"), ("c", "d")])
    graph = replace(net.graph, mask=np.array([False, True, True]))
    masked = Network(net.actors, net._ties, directed=True, graph=graph)
    assert tie_betweenness(masked).tolist() == [0, 2, 2]
