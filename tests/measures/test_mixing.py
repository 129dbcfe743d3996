"""Tests by permutation against the same permutations written out; who is compared where two networks differ."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from netkit.measures.brokerage import ROLES, gould_fernandez
from netkit.measures.mixing import ei_index, qap
from tests.measures import definitions
from tests.measures.grid import drawn, make
from tests.measures.test_brokerage import role


@pytest.mark.parametrize("weights", [None, "weight"])
@pytest.mark.parametrize("seed", range(4))
def test_qap_tells_what_its_draws_were(seed: int, weights: str | None) -> None:
    """Mean, deviation and shares as high and as low, over ordered pairs of different actors."""
    one, other = drawn(6, 14, seed, directed=True), drawn(6, 14, seed + 9, directed=seed % 2 == 0)
    found = qap(one, other, weights=weights, draws=60, rng=seed)
    a, b = definitions.matrix(one, weights), definitions.matrix(other, weights)
    apart = ~np.eye(6, dtype=bool)
    generator = np.random.default_rng(seed)
    orders = [np.arange(6), *(generator.permutation(6) for _ in range(60))]
    drawn_b = [b[np.ix_(order, order)] for order in orders]
    expected = {
        "correlation": np.array([np.corrcoef(a[apart], turned[apart])[0, 1] for turned in drawn_b]),
        "overlap": np.array([(a * turned).sum() for turned in drawn_b]),
    }
    for row, (value, *draws) in expected.items():
        high = sum(draw >= value - 1e-9 for draw in draws)
        low = sum(draw <= value + 1e-9 for draw in draws)
        told = [value, np.mean(draws), np.std(draws, ddof=1), (1 + high) / 61, (1 + low) / 61]
        np.testing.assert_allclose(found.loc[row], told, atol=1e-12)


def test_qap_is_over_everybody_in_either_network() -> None:
    """Who is missing in one has no ties there; the order in which people stand does not matter."""
    one, other = make([("a", "b"), ("b", "c")]), make([("d", "c"), ("c", "b"), ("b", "a"), ("a", "b")])
    found = qap(one, other, draws=1, rng=1)
    a = np.zeros((4, 4))
    a[0, 1] = a[1, 2] = 1
    b = np.zeros((4, 4))
    b[3, 2] = b[2, 1] = b[1, 0] = b[0, 1] = 1
    apart = ~np.eye(4, dtype=bool)
    assert found.loc["correlation", "value"] == pytest.approx(np.corrcoef(a[apart], b[apart])[0, 1])
    assert found.loc["overlap", "value"] == 1
    # One draw has no spread.
    assert found.loc["overlap", "sd"] == 0
    # The second draw of this seed differs from the first.
    assert qap(one, other, draws=2, rng=1).loc["overlap", "sd"] > 0
    everybody = make([(i, j) for i in "abc" for j in "abc" if i != j])
    alike = qap(everybody, make([("a", "b"), ("b", "c")]), draws=5, rng=1)
    assert alike.loc["correlation"].isna().all()
    assert alike.loc["overlap", ["value", "p_high", "p_low"]].tolist() == [2, 1, 1]


@pytest.mark.parametrize(("scale", "last"), [(1.0, 0.3), (1e3, 0.3), (1e6, 0.4)])
def test_draws_that_differ_by_rounding_are_as_high(scale: float, last: float) -> None:
    """The same products in another order, whose sum differs in its last digits, count as equal, whatever their size."""
    weights = [0.1 * scale, 0.2 * scale, last * scale]
    one = make([(*pair, scale / 3) for pair in ("ab", "bc", "ca")])
    other = make([("a", "b", weights[0]), ("b", "c", weights[1]), ("c", "a", weights[2])])
    found = qap(one, other, weights="weight", draws=40, rng=1)
    generator = np.random.default_rng(1)
    # Who is turned round the circle keeps all ties, who is mirrored none.
    turned = sum((order[1] - order[0]) % 3 == 1 for order in (generator.permutation(3) for _ in range(40)))
    assert 0 < turned < 40
    assert found["p_high"].tolist() == [(1 + turned) / 41] * 2
    assert found["p_low"].tolist() == [1, 1]


def test_ei_index_counts_weights_and_leaves_out_who_has_no_group() -> None:
    """Ties between groups less those within, over both."""
    net = make([("a", "b", 3.0), ("a", "c", 1.0), ("c", "b", 0.5), ("a", "d", 9.0), ("a", "a", 7.0)])
    groups = pd.Series({"a": "x", "b": "x", "c": "y", "d": None})
    assert ei_index(net, groups) == pytest.approx(1 / 3)
    assert ei_index(net, groups, weights="weight") == pytest.approx((1.5 - 3) / 4.5)
    # An empty text is no group.
    assert ei_index(net, groups.fillna("")) == pytest.approx(1 / 3)


@pytest.mark.parametrize("statistic", ["p_high", "p_low"])
@pytest.mark.parametrize("directed", [True, False])
def test_groups_are_dealt_out_anew(statistic: str, directed: bool) -> None:
    """The share of deals in which somebody brokers as many pairs or more, or fewer; who has no group keeps none."""
    net = drawn(7, 16, 4, directed)
    groups = pd.Series([0, 1, 2, 0, np.nan, 1, 0], index=net.index)
    a, given = definitions.matrix(net), groups.to_numpy()

    def counted(side: np.ndarray) -> np.ndarray:
        rows = np.zeros((7, 6))
        for x, v, y in np.argwhere(np.ones((7, 7, 7))):
            if x != y and a[x, v] and a[v, y] and not a[x, y] and not np.isnan(side[[x, v, y]]).any():
                rows[v, [ROLES.index(role(side.tolist(), x, v, y)), 5]] += 1
        return rows

    counts, generator, extreme = counted(given), np.random.default_rng(3), np.ones((7, 6))
    has = ~np.isnan(given)
    for _ in range(25):
        dealt = given.copy()
        dealt[has] = generator.permutation(given[has])
        extreme += counted(dealt) >= counts if statistic == "p_high" else counted(dealt) <= counts
    found = gould_fernandez(net, groups, statistic=statistic, draws=25, rng=3)
    np.testing.assert_allclose(found, np.where(has[:, None], extreme / 26, np.nan))
