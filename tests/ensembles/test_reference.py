"""Published and verified values: robustness (C12), rank intervals (C14), combination of evidence (C11)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from netkit.ensembles.combining import combine, weigh_reports
from netkit.ensembles.missing import robustness_to_error
from netkit.ensembles.orderings import rank_intervals
from netkit.errors import ArgumentError
from netkit.network.conversion import from_pandas
from netkit.network.network import Network


def expected(reference: dict[str, Any], name: str) -> Any:
    return next(case["expected"] for case in reference["cases"] if case["id"] == name)


def network(reference: dict[str, Any], name: str) -> Network:
    data = reference["datasets"][name]
    edges = pd.DataFrame(data["edges"]).iloc[:, :2].astype(str).set_axis(["subject", "object"], axis=1)
    return from_pandas(edges, directed=False)


@pytest.mark.parametrize(("short", "measure"), [("betw", "betweenness"), ("deg", "degree"), ("clos", "closeness")])
def test_kite_with_one_tie_or_actor_missing(reference: dict[str, Any], short: str, measure: str) -> None:
    """Case C12, all 18 ties and all 10 actors."""
    values, kite = expected(reference, "C12"), network(reference, "kite")
    one = values[f"kite_edge1_{short}"]
    found = robustness_to_error(kite, measure, count=1, draws="all")
    assert len(found) == one["n"]
    assert found["top1_all"].mean() == pytest.approx(one["top1_all_in"], abs=1e-9)
    assert found["top1_exact"].mean() == pytest.approx(one["top1_exact"], abs=1e-9)
    assert found["spearman"].mean() == pytest.approx(one["mean_spearman"], abs=1e-9)
    assert found["spearman"].min() == pytest.approx(one["min_spearman"], abs=1e-9)
    actors = robustness_to_error(kite, measure, error="missing actors", count=1, draws="all")
    assert actors["top1"].mean() == pytest.approx(values[f"kite_node1_{short}"], abs=1e-9)


def test_several_shares_of_errors_stand_below_one_another(reference: dict[str, Any]) -> None:
    """Each with its number of errors; the more is missing, the less is left of the ranks."""
    found = robustness_to_error(network(reference, "kite"), "degree", share=[0.1, 0.5], draws=200, rng=1)
    assert found.groupby("share")["errors"].agg(["min", "max", "size"]).to_numpy().tolist() == [
        [2, 2, 200],
        [9, 9, 200],
    ]
    assert found["share"].unique().tolist() == [2 / 18, 9 / 18]
    assert found.groupby("share")["spearman"].mean().is_monotonic_decreasing
    assert found.attrs == {"measure": "degree", "error": "missing ties"}
    with pytest.raises(ArgumentError, match="`share` is 2, which makes 36 errors"):
        robustness_to_error(network(reference, "kite"), share=[0.1, 2])


@pytest.mark.parametrize(
    ("options", "named"),
    [
        *[({"share": share}, "`share`") for share in (-0.1, 0, float("nan"), float("inf"), "0.1", [], [0.1, 0], 2)],
        *[({"count": count}, "`count`") for count in (0, -1, 1.5, "2", 19)],
        *[({"draws": draws}, "`draws`") for draws in (0, -1, 1.5, "some", True)],
        ({"share": 0.1, "count": 1}, "together"),
        ({"error": "lost"}, "`error`"),
    ],
)
def test_errors_out_of_range_are_named(reference: dict[str, Any], options: dict[str, Any], named: str) -> None:
    with pytest.raises(ArgumentError, match=named):
        robustness_to_error(network(reference, "kite"), "degree", **options)


def test_rank_intervals_of_the_florentine_families(reference: dict[str, Any]) -> None:
    """Case C14; there the highest rank is the top."""
    values, net = expected(reference, "C14"), network(reference, "florentine15")
    found = rank_intervals(net)
    for family, (lowest, highest) in values["rank_intervals"].items():
        assert (16 - highest, 16 - lowest) == tuple(found.loc[family, ["rank_low", "rank_high"]])
        assert 16 - found.at[family, "expected"] == pytest.approx(values["expected_rank"][family], abs=1e-6)
        assert found.at[family, "p_top"] == pytest.approx(values["p_top"][family], abs=1e-6)


def test_combination_of_two_reports(reference: dict[str, Any]) -> None:
    """Case C11: each rule by its name."""
    values = expected(reference, "C11")
    two = [0.7, 0.6]
    assert combine(two, rule="noisy-or") == pytest.approx(values["noisy_or_.7_.6"])
    assert combine(two, rule="noisy-or", leak=0.05) == pytest.approx(values["noisy_or_.7_.6_leak.05"])
    assert combine(two, rule="pooled odds") == pytest.approx(values["pool_.7_.6_prior.5"])
    assert combine(two, rule="pooled odds", prior=0.1) == pytest.approx(values["pool_.7_.6_prior.1"])
    assert combine(two, rule="linear") == pytest.approx(values["linop_.7_.6"])
    assert combine(two, rule="logarithmic") == pytest.approx(values["logop_.7_.6_half"])
    rates = {"prior": 0.1, "sensitivity": 0.8, "specificity": 0.95}
    assert weigh_reports([True], **rates) == pytest.approx(values["bayes_prior.1_one_yes"])
    assert weigh_reports([True] * 2, **rates) == pytest.approx(values["bayes_prior.1_two_yes(.8,.95)"])
    assert weigh_reports([True, True, False], **rates) == pytest.approx(values["bayes_prior.1_yes_yes_no"])
    for copied, key in ((0.0, "copy_c0"), (0.5, "copy_c0.5"), (1.0, "copy_c1")):
        assert weigh_reports([True] * 2, **rates, copied=copied) == pytest.approx(values[key])
