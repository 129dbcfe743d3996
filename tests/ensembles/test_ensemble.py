"""The ensemble as a user meets it: any measure, the same draws again, workers, errors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from netkit.command.chains import chains
from netkit.dossier import Dossier
from netkit.ensembles.intervals import ranks_of, top_shares
from netkit.ensembles.making import ensemble
from netkit.ensembles.tables import interval_table
from netkit.errors import ArgumentError, ConvergenceError, NotDefinedError
from netkit.measures.registry import get_measure, measure
from netkit.network.conversion import from_pandas
from netkit.network.network import Network
from tests.dossiers import make, told

FAST = [
    ("degree", {}),
    ("degree", {"mode": "in", "normalized": True}),
    ("betweenness", {}),
    ("betweenness", {"normalized": True}),
    ("harmonic", {}),
    ("harmonic", {"mode": "in", "normalized": False}),
    ("closeness", {}),
    ("closeness", {"mode": "in", "normalized": True}),
    ("local_reaching", {}),
    ("constraint", {}),
    ("pagerank", {}),
    ("pagerank", {"damping": 0.5}),
    ("coreness", {}),
    ("clustering", {}),
]
SLOW = [("degree", {"mode": "all", "normalized": True}), ("harmonic", {"mode": "all"}), ("effective_size", {})]


def some_network(*, directed: bool, actors: int = 30, ties: int = 70, seed: int = 1) -> Network:
    rng = np.random.default_rng(seed)
    ends = rng.integers(actors, size=(ties, 2))
    table = pd.DataFrame(ends, columns=["subject", "object"]).astype(str)
    people = pd.DataFrame({"id": [str(actor) for actor in range(actors)]})
    return from_pandas(table.assign(probability=rng.uniform(0.2, 1, ties)), people, directed=directed)


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    return make(
        tmp_path_factory.mktemp("dossier"),
        told("boss commands HQ", date="1930/1939", source="one"),
        told("chief heads HQ", date="1930/1939", source="two"),
        told("man member_of HQ", date="1930/1939", source="one"),
        told("chief handles man", date="1936/1938", source="two", certainty="probable"),
        told("boss friend_of aunt", date="1930/1939", source="two"),
        told("aunt friend_of man", date="1930/1939", source="one", certainty="probable"),
        told("man kills victim", date="1937-05-05", case="plot", source="one"),
        told("boss targets victim", date="1937-05-01", case="plot", source="one"),
        cases=[{"id": "plot", "date": "1937-05-01/1937-05-05", "victim": "victim"}],
    )


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize(("name", "params"), FAST + SLOW)
def test_values_are_those_of_each_draw_s_network(name: str, params: dict[str, object], directed: bool) -> None:
    """What runs over all draws at once says the same as the measure itself."""
    ens = ensemble(some_network(directed=directed), draws=70, rng=1)
    values = ens.values(name, **params)
    assert values.shape == (70, 30)
    for number in (0, 33, 69):
        one = get_measure(name).function(ens.network(number), **params)
        np.testing.assert_allclose(values.loc[number], one.to_numpy(float), rtol=1e-10, atol=1e-10)


def test_measures_that_share_a_traversal_do_it_once_and_say_the_same() -> None:
    net = some_network(directed=True)
    together, alone = ensemble(net, draws=100, rng=1), ensemble(net, draws=100, rng=1)
    names = ["harmonic", "betweenness", "closeness", "pagerank", "clustering"]
    together.measure_all(names)
    for name in names:
        pd.testing.assert_frame_equal(together.values(name), alone.values(name), rtol=1e-12)


def test_the_same_rng_gives_the_same_draws(dossier: Dossier) -> None:
    """Whatever their number and that of the workers."""
    first = ensemble(dossier, until="1940", draws=200, rng=5, n_jobs=1).values("betweenness")
    more = ensemble(dossier, until="1940", draws=500, rng=5, n_jobs=2).values("betweenness")
    pd.testing.assert_frame_equal(first, more.iloc[:200])
    other = ensemble(dossier, until="1940", draws=200, rng=6).values("betweenness")
    assert not first.equals(other)
    grown = ensemble(dossier, until="1940", draws=100, rng=5)
    grown.values("betweenness")
    grown.extend(200)
    pd.testing.assert_frame_equal(first, grown.values("betweenness"))
    given = [ensemble(dossier, draws=64, rng=np.random.default_rng(3)).entropy for _ in range(2)]
    assert given[0] == given[1]


def test_one_s_own_measure_is_given_an_interval(dossier: Dossier) -> None:
    """It sees the ties of the draw, certain and dated, and its orders."""

    @measure(level="actor")
    def ties_of_actor(net: Network) -> pd.Series[float]:
        ties = net.ties
        assert (ties["probability"] == 1).all()
        return (
            pd.concat([ties["subject"], ties["object"]]).value_counts().reindex(net.index, fill_value=0).astype(float)
        )

    ens = ensemble(dossier, at="1937", draws=130, rng=1)
    pd.testing.assert_frame_equal(ens.values(ties_of_actor), ens.values("degree"))
    pd.testing.assert_frame_equal(ens.intervals("ties_of_actor"), ens.intervals("degree"))


def test_the_orders_of_a_draw_are_its_own(dossier: Dossier) -> None:
    """A chain is there in as many draws as the reliability says, but for what does not pass."""
    ens = ensemble(dossier, until="1940", draws=20, rng=2, grades="claim")
    there = [bool(chains(ens.network(number), "boss", "victim")) for number in range(20)]
    assert 0 < sum(there) < 20
    for number in (0, 7, 19):
        steps = ens.network(number).orders("victim").ties
        assert (steps["probability"] == 1).all()
    assert ens.reliability("boss", "victim") <= np.mean(there)
    passage = ens.passage("boss", "victim")
    assert passage["boss"] == passage["victim"] == 1
    assert set(passage.index) == set(dossier.actors.index)


def test_an_organisation_s_act_is_an_end_in_draws_without_its_man_s(tmp_path: Path) -> None:
    """His act, his place in it and the days of both are drawn; the network of each draw says the same."""
    dossier = make(
        tmp_path,
        told("boss commands HQ", date="1930/1940"),
        told("HQ kills victim", case="plot", date="1937-05"),
        told("man member_of HQ", date="1930/1937-05", certainty="probable"),
        told("man informs_on HQ", date="1936"),
        told("man kills victim", case="plot", date="1937-05", certainty="probable"),
        cases=[{"id": "plot", "date": "1937", "victim": "victim"}],
    )
    ens = ensemble(dossier, until="1940", draws=128, rng=1, grades="ignored")
    there = [bool(chains(ens.network(number), "boss", "victim")) for number in range(128)]
    assert 0 < sum(there) < 128
    assert ens.reliability("boss", "victim") == np.mean(there)
    assert ens.passage("boss", "victim")[["HQ", "man"]].tolist() == [1, 0]


def test_one_s_own_measure_sees_the_orders_of_the_draw(dossier: Dossier) -> None:
    """And so does a narrowed network, of what is left of it."""

    @measure(level="network")
    def chain_there(net: Network) -> float:
        return float(bool(chains(net, "boss", "victim")))

    ens = ensemble(dossier, until="1940", draws=20, rng=2, grades="claim")
    there = [bool(chains(ens.network(number), "boss", "victim")) for number in range(20)]
    assert ens.values(chain_there)["chain_there"].tolist() == there
    for number in (there.index(True), there.index(False)):
        net = ens.network(number)
        orders = net.orders().ties
        narrowed = net.select(relations=["heads", "member_of", "commands"])
        kept = narrowed.orders().ties
        assert set(kept["relation"]) <= {"heads", "member_of", "commands"}
        assert len(kept) == orders["relation"].isin({"heads", "member_of", "commands"}).sum()
        assert not chains(narrowed, "boss", "victim")


def test_levels_other_than_actors() -> None:
    ens = ensemble(some_network(directed=True), draws=70, rng=1)
    density = ens.intervals("density")
    assert list(density.columns) == ["mean", "median", "low", "high", "mc_error"]
    assert density["mean"].item() == pytest.approx(ens.presence().shape[1] and ens.values("density")["density"].mean())
    assert set(ens.intervals("krackhardt").index) == {"connectedness", "hierarchy", "efficiency", "lubness"}
    ties = ens.values("tie_betweenness")
    assert ties.shape == (70, 70)
    held = ens.ties["held"].to_numpy()
    np.testing.assert_allclose(ties.notna().mean().to_numpy(), held)
    pairs = ens.intervals("reachability")
    assert pairs.shape[0] == 900
    assert ((pairs["mean"] >= 0) & (pairs["mean"] <= 1)).all()
    roles = ens.intervals("gould_fernandez", groups=pd.Series("x", index=ens.index))
    assert roles.index.nlevels == 2
    together = ens.together("components")
    assert (np.diag(together) == 1).all()
    with pytest.raises(NotDefinedError, match="together"):
        ens.intervals("components")


def test_key_players_are_counted() -> None:
    ens = ensemble(some_network(directed=False, actors=12, ties=16), draws=64, rng=1)
    sets = ens.best_sets("key_players", k=1)
    assert sets["share"].is_monotonic_decreasing
    assert sets["share"].sum() >= 1
    assert all(len(actors) == 1 for actors in sets["actors"])


def test_ranks_and_first_places() -> None:
    """Equals share the better rank; what has no value has no rank."""
    values = np.array([[1.0, 3.0, 3.0 + 1e-15, np.nan], [0.0, 0.0, 0.0, 0.0]])
    np.testing.assert_array_equal(ranks_of(values), [[3, 1, 1, np.nan], [1, 1, 1, 1]])
    np.testing.assert_array_equal(ranks_of(values, ascending=True), [[1, 2, 2, np.nan], [1, 1, 1, 1]])
    included, split = top_shares(ranks_of(values))
    np.testing.assert_allclose(included, [0.5, 1, 1, 0.5])
    np.testing.assert_allclose(split, [0.125, 0.375, 0.375, 0.125])


def test_absent_actors_count_as_isolates(dossier: Dossier) -> None:
    """0 where an isolate has 0, no value where it has none; or only where he is there."""
    ens = ensemble(dossier, at="1937", draws=640, rng=1)
    degree, there = ens.intervals("degree"), ens.intervals("degree", given="present")
    assert (degree["present"] < 1).all()
    np.testing.assert_allclose(degree["mean"], there["mean"] * degree["present"])
    constraint = ens.intervals("constraint", ascending=True)
    values = ens.values("constraint")
    np.testing.assert_allclose(constraint["mean"], values.mean())
    np.testing.assert_allclose(values.notna().mean(), degree["present"])


def test_pairs_of_actors() -> None:
    ens = ensemble(some_network(directed=True), draws=200, rng=1)
    assert ens.p_above("1", "2") + ens.p_above("2", "1") == pytest.approx(1)
    values = ens.values("degree")
    exact = ((values["1"] > values["2"]) + 0.5 * (values["1"] == values["2"])).mean()
    assert ens.p_above("1", "2", "degree") == pytest.approx(exact)


def test_automatic_length() -> None:
    """Draws are added until the error is small enough; those that were there stay."""
    ens = ensemble(some_network(directed=True), draws="auto", rng=1)
    assert ens.draws == 512
    before = ens.values("degree")
    found = ens.intervals("degree", error=0.004)
    assert ens.draws > 512
    assert found["mc_error"].max() <= 0.004 * found["mean"].max()
    pd.testing.assert_frame_equal(before, ens.values("degree").iloc[:512])


def test_means_settle_as_draws_are_added() -> None:
    """Over the first 64 draws, twice as many, and all; the error shrinks with their root."""
    ens = ensemble(some_network(directed=True), draws=300, rng=1)
    found = ens.convergence("betweenness", top=3)
    assert found["draws"].unique().tolist() == [64, 128, 256, 300]
    values = ens.values("betweenness")
    assert found["actor"].tolist()[:3] == values.mean().sort_values(ascending=False).index[:3].tolist()
    first = found.iloc[0]
    some = values[first["actor"]].iloc[:64]
    assert (first["mean"], first["mc_error"]) == pytest.approx((some.mean(), some.sem()))
    assert found["mc_error"].iloc[-3:].max() < found["mc_error"].iloc[:3].max()
    assert set(ens.convergence("krackhardt")["actor"]) == {"connectedness", "hierarchy", "efficiency", "lubness"}
    with pytest.raises(ArgumentError, match="`top`"):
        ens.convergence("degree", top=0)


def test_a_source_is_wrong_as_a_whole_or_claim_by_claim(dossier: Dossier) -> None:
    whole = ensemble(dossier, view="all", until="1940", draws=1000, rng=1).ties
    single = ensemble(dossier, view="all", until="1940", draws=1000, rng=1, grades="claim").ties
    ignored = ensemble(dossier, view="all", until="1940", draws=1000, rng=1, grades="ignored").ties
    told_ones = ~whole["derived"]
    assert np.abs(whole["held"] - single["held"])[told_ones].max() < 0.06
    assert (ignored["held"] > single["held"] - 0.03)[told_ones].all()
    one = ensemble(dossier, view="all", until="1940", draws=1000, rng=1, grades="ignored").intervals("degree")
    assert one["present"].min() > 0.7


def test_a_network_s_own_ties_are_drawn(dossier: Dossier) -> None:
    """Of a narrowed network nothing comes back."""
    net = dossier.network(until="1940").select(relations="friend_of")
    ens = ensemble(net, draws=64, rng=1)
    assert set(ens.ties["relation"]) == {"friend_of"}
    assert set(ens.index) == {"boss", "aunt", "man"}
    cases = dossier.network(until="1940", view="all").two_mode("case")
    assert ensemble(cases, draws=64, rng=1).intervals("degree").shape[0] == cases.n_actors
    with pytest.raises(ArgumentError, match="`at`"):
        ensemble(net, at="1937")


def test_unknown_bounds_can_be_limited(tmp_path: Path) -> None:
    dossier = make(tmp_path, told("ann commands ben", date="1937"))
    always = ensemble(dossier, at="1930", draws=640, rng=1, grades="ignored").ties["held"]
    within = ensemble(dossier, at="1933-01-01", draws=640, rng=1, grades="ignored", unknown="10y").ties["held"]
    assert always.item() > 0.9
    assert 0.4 < within.item() < 0.7


def test_empty_networks(dossier: Dossier) -> None:
    ens = ensemble(dossier, at="1800", relations="kills", draws=64, rng=1)
    assert ens.intervals("betweenness").empty
    assert ens.ties.empty
    nobody = from_pandas(pd.DataFrame({"subject": [], "object": []}))
    assert ensemble(nobody, draws=64, rng=1).intervals("degree").empty


@pytest.mark.parametrize(
    ("options", "named"),
    [
        *[({"draws": draws}, "`draws`") for draws in (0, 1.5, "some", True)],
        *[({"rng": rng}, "`rng`") for rng in (-1, 1.5, "seed")],
        ({"grades": "some"}, "`grades`"),
        ({"at": "1937", "until": "1938"}, "together"),
        ({"view": "strange"}, "`view`"),
    ],
)
def test_faults_of_the_user_s_are_named(dossier: Dossier, options: dict[str, object], named: str) -> None:
    with pytest.raises(ArgumentError, match=named):
        ensemble(dossier, **options)


def test_faults_of_a_question_are_named(dossier: Dossier) -> None:
    ens = ensemble(dossier, until="1940", draws=64, rng=1)
    for call in (
        lambda: ens.network(64),
        lambda: ens.extend(10),
        lambda: ens.intervals("degree", level=1.5),
        lambda: ens.intervals("degree", given="absent"),
        lambda: ens.passage("boss", "boss"),
        lambda: ens.intervals("degree", mode="sideways"),
        lambda: ens.intervals("no_such_measure"),
        lambda: interval_table(ens, ["density"]),
    ):
        with pytest.raises(ArgumentError):
            call()
    with pytest.raises(ConvergenceError):
        ensemble(some_network(directed=True), draws=64, rng=1).values("pagerank", max_rounds=1)


def test_the_table_of_the_command_line(dossier: Dossier) -> None:
    ens = ensemble(dossier, until="1940", draws=64, rng=1)
    one, two = interval_table(ens, ["degree"]), interval_table(ens, ["degree", "constraint"])
    assert list(one)[:3] == ["name", "present", "mean"]
    assert one["mean"].is_monotonic_decreasing
    assert {"degree.mean", "constraint.rank_high"} <= set(two)
