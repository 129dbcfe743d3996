"""One answer to what has no value: NaN for an actor, an error for a network, nothing for nobody."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from netkit.errors import ArgumentError, ConvergenceError, MissingDependencyError, NotDefinedError
from netkit.measures.betweenness import betweenness, subset_betweenness
from netkit.measures.brokerage import gould_fernandez, gould_fernandez_total
from netkit.measures.centrality import closeness, degree, harmonic
from netkit.measures.covert import covert_balance
from netkit.measures.fragments import centralization, efficiency, fragmentation
from netkit.measures.groups import group_betweenness, group_closeness, group_degree
from netkit.measures.holes import burt_efficiency, burt_hierarchy, constraint, effective_size
from netkit.measures.keyplayers import key_players
from netkit.measures.mixing import ei_index, qap
from netkit.measures.positions import communities
from netkit.measures.registry import get_measure, list_measures
from netkit.measures.spectral import eigenvector, katz, pagerank
from netkit.measures.trophic import trophic_level
from tests.measures.grid import GRID, make

DIRECTED_ONLY = [
    *("reciprocity", "span_of_control", "krackhardt", "global_reaching", "flow_hierarchy"),
    *("trophic_level", "trophic_incoherence", "gould_fernandez_total"),
]
PER_ACTOR = [
    *("degree", "strength", "betweenness", "closeness", "harmonic", "eigenvector", "katz", "pagerank", "coreness"),
    *("clustering", "constraint", "effective_size", "burt_efficiency", "burt_hierarchy", "local_reaching", "cutpoints"),
    *("trophic_level", "span_of_control", "components", "gould_fernandez", "communities"),
]
NUMBERS = [
    *("density", "reciprocity", "transitivity", "centralization", "flow_hierarchy", "global_reaching"),
    *("trophic_incoherence", "efficiency", "fragmentation", "ei_index"),
]


@pytest.mark.parametrize("name", PER_ACTOR)
def test_nobody_has_no_values(name: str) -> None:
    """An empty network gives an empty result."""
    assert len(get_measure(name).function(GRID["empty directed"])) == 0


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_of_nobody_is_nan(name: str) -> None:
    """An empty network has no density, and no other single number either."""
    assert np.isnan(get_measure(name).function(GRID["empty directed"]))


@pytest.mark.parametrize("name", DIRECTED_ONLY)
def test_direction_is_needed(name: str) -> None:
    """What needs direction refuses a network without, and says what to do."""
    with pytest.raises(NotDefinedError, match="direct"):
        get_measure(name).function(GRID["tree undirected"])


def test_every_measure_without_direction_is_listed() -> None:
    """No other measure refuses the undirected tree."""
    from tests.measures.test_contract import apply

    refusing = [name for name in list_measures()["name"] if apply(name, GRID["tree undirected"]) is None]
    assert sorted(refusing) == sorted(DIRECTED_ONLY)


@pytest.mark.parametrize("function", [constraint, effective_size, burt_efficiency, burt_hierarchy])
def test_isolates_have_no_holes(function: object) -> None:
    """An isolate has NaN, and not 0, which would read as most free."""
    found = function(GRID["disconnected undirected"])  # type: ignore[operator]
    assert np.isnan(found["h"])
    assert found.drop("h").notna().all()


def test_one_actor_has_no_share_of_others() -> None:
    """Values divided by the number of others are NaN for who is alone."""
    net = GRID["one actor undirected"]
    assert np.isnan(degree(net, normalized=True)["a"])
    assert degree(net)["a"] == 0
    assert np.isnan(harmonic(net)["a"])
    assert harmonic(net, normalized=False)["a"] == 0
    assert np.isnan(closeness(net)["a"])
    assert np.isnan(betweenness(net, normalized=True)["a"])
    assert np.isnan(efficiency(net))
    assert np.isnan(fragmentation(net))
    assert np.isnan(centralization(net))
    assert covert_balance(net).isna().all()
    assert pagerank(net)["a"] == pytest.approx(1)


def test_eigenvector_needs_a_circle() -> None:
    """A chain of command has no eigenvector centrality, nor has a network without ties."""
    with pytest.raises(NotDefinedError, match="circle"):
        eigenvector(GRID["tree directed"])
    with pytest.raises(NotDefinedError, match="without ties"):
        eigenvector(GRID["isolates undirected"])


def test_no_convergence_is_an_error() -> None:
    """An iteration that does not settle raises: circles in a row, too large an alpha, too few rounds."""
    row_of_circles = make([("a", "b"), ("b", "a"), ("b", "c"), ("c", "d"), ("d", "c")])
    with pytest.raises(ConvergenceError, match="max_rounds"):
        eigenvector(row_of_circles, max_rounds=500)
    with pytest.raises(ConvergenceError, match="smaller `alpha`"):
        katz(GRID["clique undirected"], alpha=0.5)
    with pytest.raises(ConvergenceError, match="max_rounds"):
        pagerank(GRID["sparse directed"], max_rounds=1)


def test_trophic_levels_that_do_not_settle_are_an_error() -> None:
    """A long chain whose weights differ by eight powers of ten; the message says after how many rounds."""
    n = 400
    weights = 10.0 ** np.random.default_rng(0).uniform(-4, 4, n - 1)
    chain = make([(place, place + 1, float(weight)) for place, weight in enumerate(weights)])
    with pytest.raises(ConvergenceError, match=f"did not settle in {50 * n + 10_000} rounds"):
        trophic_level(chain, weights="weight")
    assert trophic_level(chain).tolist() == pytest.approx(range(n))


def test_levine_needs_a_head() -> None:
    """Under no head there is no trophic level by Levine's method; MacKay's always is."""
    with pytest.raises(NotDefinedError, match="nobody such is above"):
        trophic_level(make([("a", "b"), ("b", "a")]), method="levine")
    headed = make([("h", "a"), ("a", "b"), ("b", "a")])
    found = trophic_level(headed, method="levine")
    # s_a = 1 + (1 + s_b) / 2 and s_b = 1 + s_a
    np.testing.assert_allclose(found, [1.0, 4.0, 5.0])
    assert trophic_level(GRID["isolates directed"], method="levine").tolist() == [1.0, 1.0, 1.0]
    # A tie of weight 0 puts nobody below.
    weightless = make([("h", "a", 0.0), ("a", "b", 1.0), ("b", "a", 1.0)])
    with pytest.raises(NotDefinedError, match="nobody such is above"):
        trophic_level(weightless, method="levine", weights="weight")


def test_impossible_roles_have_no_z() -> None:
    """Where a role cannot occur its z is NaN; who has no group has NaN everywhere."""
    net = make([("a", "b"), ("b", "c"), ("c", "d")])
    groups = pd.Series({"a": "x", "b": "x", "c": "x", "d": None})
    z = gould_fernandez(net, groups, statistic="z")
    assert z.loc["d"].isna().all()
    assert np.isnan(z.loc["a", "liaison"])
    counts = gould_fernandez(net, groups)
    assert counts.loc["b", "coordinator"] == 1
    # c brokers b and d, but d has no group.
    assert counts.loc["c", "total"] == 0
    assert np.isnan(gould_fernandez_total(net, groups).loc["liaison", "z"])
    with pytest.raises(NotDefinedError, match="undirected"):
        gould_fernandez(GRID["tree undirected"], statistic="z")


def test_covert_balance_of_a_broken_network() -> None:
    """It is refused, or told by inverse distances, and the result says which."""
    net = GRID["disconnected undirected"]
    with pytest.raises(NotDefinedError, match="disconnected='inverse'"):
        covert_balance(net)
    found = covert_balance(net, disconnected="inverse")
    assert found["information"] == pytest.approx(efficiency(net))
    assert found.attrs["information"] == "mean inverse distance"


def test_groups_without_outsiders() -> None:
    """A group of everybody has nobody to be near to."""
    net = GRID["two actors directed"]
    assert np.isnan(group_closeness(net, ["a", "b"]))
    assert np.isnan(group_degree(net, ["a", "b"], normalized=True))
    assert np.isnan(group_betweenness(net, ["a", "b"], normalized=True))
    assert group_betweenness(net, ["a", "b"]) == 0
    assert np.isnan(group_closeness(GRID["disconnected directed"], ["a"]))


def test_normalised_by_nothing() -> None:
    """A share of no ways is NaN, and so is the mixing of no ties."""
    net = GRID["isolates directed"]
    assert subset_betweenness(net, "a", "b", normalized=True).isna().all()
    assert np.isnan(ei_index(net))
    assert qap(net, net, draws=3, rng=0).loc["correlation"].isna().all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda net: degree(net, mode="sideways"), "'all', 'out', 'in'"),
        (lambda net: closeness(net, weights="nothing"), "numeric columns"),
        (lambda net: closeness(net, unreachable="zero"), "'corrected', 'reached', 'undefined'"),
        (lambda net: betweenness(net, pivots=0), "from 1 to"),
        (lambda net: betweenness(net, pivots=99), "from 1 to"),
        (lambda net: katz(net, alpha=0), "above 0"),
        (lambda net: pagerank(net, damping=1.0), "below 1"),
        (lambda net: constraint(net, model="half"), "'whole', 'ego'"),
        (lambda net: communities(net, resolution=0), "above 0"),
        (lambda net: communities(net, method="guess"), "'leiden'"),
        (lambda net: covert_balance(net, detection=2), "from 0 to 1"),
        (lambda net: key_players(net, 99), "from 1 to"),
        (lambda net: key_players(net, 0), "from 1 to"),
        (lambda net: key_players(net, 1, criterion="fame"), "'reach'"),
        (lambda net: key_players(net, 1, m=0), "at least 1"),
        (lambda net: group_degree(net, []), "is empty"),
        (lambda net: ei_index(net, "shoe size"), "columns are name"),
        (lambda net: ei_index(net, pd.Series({"a": 1})), "has no value for"),
        (lambda net: ei_index(net, pd.Series(1, index=[*net.index, net.index[0]])), "more than one"),
        (lambda net: gould_fernandez(net, statistic="p_high", draws=0), "at least 1"),
        (lambda net: gould_fernandez(net, statistic="median"), "'count'"),
        (lambda net: qap(net, "net"), "must be a Network"),
        (lambda net: qap(net, net, draws=0), "at least 1"),
        (lambda net: centralization(net, "pagerank"), "'degree'"),
    ],
)
def test_foolish_arguments(call: object, message: str) -> None:
    """A wrong argument is named, with what it could be."""
    with pytest.raises((ArgumentError, ValueError), match=message):
        call(GRID["sparse directed"])  # type: ignore[operator]


def test_lengths_are_above_zero() -> None:
    """A length of 0 would make two actors one."""
    net = make([("a", "b", 0.0), ("b", "c", 1.0)])
    with pytest.raises(ArgumentError, match="above 0"):
        betweenness(net, weights="weight")


def test_communities_without_igraph(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without igraph the message says how to get it."""
    import sys

    monkeypatch.setitem(sys.modules, "igraph", None)
    with pytest.raises(MissingDependencyError, match="igraph"):
        communities(GRID["clique undirected"])
