"""Draws against the enumeration of all networks that there can be."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from netkit.command.reliability import passage_probabilities, two_terminal_reliability
from netkit.ensembles.ensemble import Ensemble
from netkit.ensembles.making import ensemble
from netkit.kernels.draws import page_ranks, row_sizes
from netkit.kernels.ways import ways_and_sums
from netkit.network.conversion import from_pandas
from netkit.network.network import Network
from tests.dossiers import make, told

SETTINGS = (0.85, 1e-10, 1000)


def exactly(**words: float) -> list[dict[str, str]]:
    """Give a scale without ranges."""
    return [{"word": word, **dict.fromkeys(("low", "mean", "high"), str(mean))} for word, mean in words.items()]


def random_network(actors: int, ties: int, seed: int, *, directed: bool = True) -> Network:
    rng = np.random.default_rng(seed)
    pairs = [(a, b) for a in range(actors) for b in range(actors) if (a != b if directed else a < b)]
    chosen = [pairs[place] for place in rng.choice(len(pairs), size=ties, replace=False)]
    table = pd.DataFrame(chosen, columns=["subject", "object"]).astype(str)
    people = pd.DataFrame({"id": [str(actor) for actor in range(actors)]})
    return from_pandas(table.assign(probability=rng.uniform(0.2, 0.9, ties)), people, directed=directed)


def worlds(net: Network) -> Iterator[tuple[float, list[tuple[str, str]]]]:
    """Enumerate all networks that the ties allow, each with its probability."""
    ties = list(net.ties[["subject", "object"]].itertuples(index=False, name=None))
    chances = net.ties["probability"].to_numpy()
    for there in product((False, True), repeat=len(ties)):
        weight = float(np.prod(np.where(there, chances, 1 - chances)))
        yield weight, [tie for tie, stands in zip(ties, there, strict=True) if stands]


@pytest.mark.parametrize("directed", [True, False])
def test_means_and_first_places_agree_with_all_networks(directed: bool) -> None:
    """2^10 networks, measured by networkx one by one."""
    net = random_network(6, 10, 3, directed=directed)
    mean, included, split = np.zeros(6), np.zeros(6), np.zeros(6)
    for weight, ties in worlds(net):
        graph = (nx.DiGraph if directed else nx.Graph)()
        graph.add_nodes_from(net.index)
        graph.add_edges_from(ties)
        values = np.array(list(nx.betweenness_centrality(graph, normalized=False).values()))
        top = np.isclose(values, values.max())
        mean += weight * values
        included += weight * top
        split += weight * top / top.sum()
    found = ensemble(net, draws=20_000, rng=7).intervals("betweenness")
    assert np.all(np.abs(found["mean"] - mean) < 4.5 * found["mc_error"] + 1e-12)
    assert np.abs(found["p_top"] - included).max() < 4.5 * np.sqrt(0.25 / 20_000)
    assert np.abs(found["p_top_split"] - split).max() < 4.5 * np.sqrt(0.25 / 20_000)
    assert found["p_top_split"].sum() == pytest.approx(1)


def test_fifteen_uncertain_ties() -> None:
    """All 2^15 networks: expected betweenness, pagerank and out-degree, and whether an order gets through."""
    net = random_network(8, 15, 11)
    graph, chances = net.graph, net.ties["probability"].to_numpy()
    numbers = np.arange(2**15)
    there = (numbers[:, None] >> np.arange(15)) & 1 == 1
    weights = np.prod(np.where(there, chances, 1 - chances), axis=1)
    arcs = there[:, np.argsort(graph.tie_arcs[:, 0])]
    packed = np.packbits(arcs.reshape(-1, 64, 15), axis=1, bitorder="little")
    words = np.ascontiguousarray(packed.transpose(0, 2, 1)).view("<u8").reshape(-1, 15).astype(np.uint64)
    rows = (graph.indptr, graph.indices)
    both = (*rows, graph.rindptr, graph.rindices, graph.rarcs)
    places = np.arange(15, dtype=np.int32)
    values = [
        (
            row_sizes(graph.indptr, places, row, 64),
            ways_and_sums(*rows, row, 64, True)[0],
            page_ranks(*both, row, 64, *SETTINGS)[0],
        )
        for row in words
    ]
    degree, between, rank = (weights @ np.concatenate(layer) for layer in zip(*values, strict=True))
    ens = ensemble(net, draws=20_000, rng=2)
    for name, exact, params in (
        ("betweenness", between, {}),
        ("pagerank", rank, {}),
        ("degree", degree, {"mode": "out"}),
    ):
        found = ens.intervals(name, **params)
        assert np.all(np.abs(found["mean"] - exact) < 4.5 * found["mc_error"] + 1e-12), name
    assert degree == pytest.approx(net.ties.groupby("subject")["probability"].sum().reindex(net.index, fill_value=0))

    reached = np.zeros((len(arcs), 8), dtype=bool)
    reached[:, 0] = True
    for _ in range(7):
        for place, (start, stop) in enumerate(zip(graph.sources(), graph.indices, strict=True)):
            reached[:, stop] |= reached[:, start] & arcs[:, place]
    exact_reach = float(weights @ reached[:, 5])
    assert ens.reliability("0", "5") == pytest.approx(exact_reach, abs=4.5 * np.sqrt(0.25 / 20_000))
    assert float(two_terminal_reliability(net, "0", "5")) == pytest.approx(exact_reach)


def test_passage_agrees_with_the_exact_one() -> None:
    """Bars every actor in every network, in the other implementation."""
    net = random_network(8, 14, 5)
    ens = ensemble(net, draws=10_000, rng=3)
    exact = passage_probabilities(net, "0", "7", rng=1).reindex(net.index).fillna(0)
    found = ens.passage("0", "7")
    assert found["0"] == found["7"] == 1
    inner = [actor for actor in net.index if actor not in ("0", "7")]
    assert np.abs(found[inner] - exact[inner]).max() < 0.02


def test_bridge_network(reference: dict[str, Any]) -> None:
    """Case C07: exact reliabilities of the bridge network."""
    case = next(case for case in reference["cases"] if case["id"] == "C07")
    edges = pd.DataFrame(case["dataset"]["edges"], columns=["subject", "object"])
    for key, chances in (("p05", [0.5] * 5), ("p09", [0.9] * 5), ("mixed", [0.9, 0.8, 0.7, 0.6, 0.5])):
        expected = case["expected"][key]
        for directed, exact in ((False, expected[0]), (True, expected[-1])):
            net = from_pandas(edges.assign(probability=chances), directed=directed)
            found = ensemble(net, draws=20_000, rng=1).reliability("s", "t")
            assert found == pytest.approx(exact, abs=4.5 * np.sqrt(exact * (1 - exact) / 20_000))


TENURES = [
    told("ann heads TOP", date="1930/1935", source="s"),
    told("HQ part_of TOP", date="1930/1935", source="t", certainty="probable"),
    told("ben heads HQ", date="1930/1935", source="s", certainty="probable"),
    told("cat deputy_heads HQ", date="1930/1935", source="t"),
    told("ann commands ben", date="1930/1935", source="u", certainty="probable"),
    told("ann commands ben", date="1930/1935", source="s", certainty="probable"),
    told("cat friend_of dora", date="1930/1935", source="copy", certainty="probable"),
    told("cat friend_of dora", date="1930/1935", source="t"),
]
SOURCES = [
    {"id": "s", "reliability": "B"},
    {"id": "t", "reliability": "C"},
    {"id": "u", "reliability": "D"},
    {"id": "copy", "reliability": "A", "copies": "t"},
]
SCALE = exactly(certain=0.9, probable=0.6, A=0.95, B=0.8, C=0.7, D=0.5)


def exact_ties() -> Iterator[tuple[float, set[tuple[str, str]]]]:
    """All worlds of the dossier above, written out: sources, claims, inferences."""
    for s, t, u, top, part, hq, deputy, one, other, below, under in product((False, True), repeat=11):
        chances = [
            *((s, 0.8), (t, 0.7), (u, 0.5)),
            *((top, 0.9), (part, 0.6), (hq, 0.6), (deputy, 0.9), (one, 0.6), (other, 0.6)),
            *((below, 0.9), (under, 0.9)),
        ]
        weight = float(np.prod([chance if stands else 1 - chance for stands, chance in chances]))
        for friends in (False, True):
            # One source with its copy is right once about one thing, with the better of the two words.
            chance = 0.9 if friends else 0.1
            ties = set()
            if (u and one) or (s and other):
                ties.add(("ann", "ben"))
            if s and top and t and part and hq and below:
                ties.add(("ann", "ben"))
            if s and hq and t and deputy and under:
                ties.add(("ben", "cat"))
            if t and friends:
                ties.add(("cat", "dora"))
            yield weight * chance, ties


@pytest.fixture(scope="module")
def tenures(tmp_path_factory: pytest.TempPathFactory) -> Ensemble:
    """Give draws of a dossier in which offices carry ties."""
    dossier = make(tmp_path_factory.mktemp("tenures"), *TENURES, sources=SOURCES, scales=SCALE)
    return ensemble(dossier, at="1932-05-05", draws=40_000, rng=4)


def test_draws_of_a_dossier_agree_with_all_its_worlds(tenures: Ensemble) -> None:
    """Sources, claims and tenures stand or fall together; copies count once."""
    degree = pd.Series(0.0, index=tenures.index)
    top, joint = degree.copy(), 0.0
    for weight, ties in exact_ties():
        here = pd.Series(0, index=tenures.index)
        for tie in ties:
            here[list(tie)] += 1
        degree += weight * here
        top += weight * (here == here.max())
        joint += weight * ({("ann", "ben"), ("ben", "cat")} <= ties)
    found = tenures.intervals("degree")
    error = 4.5 * np.sqrt(0.25 / tenures.draws)
    assert np.all(np.abs(found["mean"] - degree) < 4.5 * found["mc_error"])
    assert np.abs(found["p_top"] - top).max() < error
    both = (tenures.values("degree")["ben"] == 2).mean()
    assert both == pytest.approx(joint, abs=error)


def test_held_shares_are_the_told_probabilities(tenures: Ensemble) -> None:
    """What is told holds as often as the network says; what is derived shares sources, and holds more often."""
    ties = tenures.ties
    told_ones = ties[~ties["derived"]]
    assert np.abs(told_ones["held"] - told_ones["probability"]).max() < 4.5 * np.sqrt(0.25 / tenures.draws)
    derived = ties[ties["derived"] & (ties["subject"] == "ann")].iloc[0]
    assert derived["held"] == pytest.approx(0.8 * 0.9 * 0.6 * 0.7 * 0.6 * 0.9, abs=0.01)
    assert derived["held"] > derived["probability"]


def test_versions_of_one_case_exclude_each_other(tmp_path: Path) -> None:
    """Where both are drawn, one stays, in proportion to its odds."""
    scale = exactly(certain=1, probable=0.75, possible=0.5, A=1)
    dossier = make(
        tmp_path,
        told("ann contacts ben", date="1937", case="plot", version="one", certainty="probable"),
        told("cat contacts ben", date="1937", case="plot", version="two", certainty="possible"),
        told("dora contacts ben", date="1937", case="plot"),
        scales=scale,
    )
    ens = ensemble(dossier, until="1937", draws=20_000, rng=1, min_certainty="possible")
    degree = ens.values("degree")
    assert not ((degree["ann"] > 0) & (degree["cat"] > 0)).any()
    assert (degree["dora"] > 0).all()
    odds = (3.0, 1.0)
    both = 0.75 * 0.5
    error = 4.5 * np.sqrt(0.25 / 20_000)
    assert degree["ann"].mean() == pytest.approx(0.75 * 0.5 + both * odds[0] / 4, abs=error)
    assert degree["cat"].mean() == pytest.approx(0.25 * 0.5 + both * odds[1] / 4, abs=error)


def test_dates_of_one_death_exclude_each_other_and_killers_do_not(tmp_path: Path) -> None:
    """He dies once; whoever killed him on that day may have done it together."""
    scale = exactly(certain=1, probable=0.75, possible=0.5, A=1)
    dossier = make(
        tmp_path,
        told("ann kills dora", date="1937-05-05", certainty="possible"),
        told("ben kills dora", date="1937-05-05", certainty="possible"),
        told("cat kills dora", date="1938-06-06", certainty="possible"),
        told("eve friend_of dora", date="1930/1939"),
        scales=scale,
    )
    ens = ensemble(dossier, view="all", until="1939", draws=20_000, rng=1)
    degree = ens.values("degree")
    early, late = (degree["ann"] > 0) | (degree["ben"] > 0), degree["cat"] > 0
    assert not (early & late).any()
    assert ((degree["ann"] > 0) & (degree["ben"] > 0)).mean() > 0.1
    # In 1938 the friendship is over wherever he died in 1937.
    later = ensemble(dossier, view="all", at="1938-01-01", draws=20_000, rng=1).values("degree")
    assert (later["eve"] > 0).mean() == pytest.approx(1 - early.mean(), abs=4.5 * np.sqrt(0.25 / 20_000))


def test_unsure_pairs_are_one_or_two(tmp_path: Path) -> None:
    """Where two are one, the second is absent and the first has the ties of both, derived ones included."""
    scale = exactly(certain=1, probable=0.8, possible=0.5, A=1)
    dossier = make(
        tmp_path,
        told("ann heads HQ", date="1930/1935"),
        told("ben heads UNIT", date="1930/1935"),
        told("UNIT part_of BUREAU", date="1930/1935"),
        told("BUREAU part_of STATE", date="1930/1935"),
        told("cat friend_of ben", date="1930/1935"),
        scales=scale,
        same_as=[{"left": "HQ", "right": "BUREAU", "verdict": "unsure", "reason": "one name"}],
    )
    ens = ensemble(dossier, at="1932", draws=4_000, rng=1)
    # Ann commands Ben only if the bureau is her headquarters.
    assert ens.intervals("degree").at["ann", "mean"] == pytest.approx(0.5 * 0.9, abs=0.04)
    assert "ann" not in ensemble(dossier, at="1932", draws=64, rng=1, identities=False).index
    command = ensemble(dossier, at="1932", view="command", draws=4_000, rng=1)
    assert command.intervals("degree").at["BUREAU", "present"] == pytest.approx(0.5, abs=0.04)


def test_days_are_placed_within_their_bounds(tmp_path: Path) -> None:
    """Case D15: a beginning within three days, an end within five."""
    told_once = told("ann commands ben", date="[1930-01-01..1930-01-03]/[1930-01-05..1930-01-09]")
    dossier = make(tmp_path, told_once, scales=exactly(certain=1, probable=0.8, A=1))
    shares = [
        ensemble(dossier, at=f"1930-01-0{day}", draws=10_000, rng=1).intervals("degree").at["ann", "mean"]
        for day in (1, 2, 3, 5, 6, 9)
    ]
    assert shares == pytest.approx([1 / 3, 2 / 3, 1, 1, 0.8, 0.2], abs=0.025)
