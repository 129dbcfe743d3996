"""Tests that what is written is read again: everything, where the format promises everything."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings

import netkit as nk
from netkit.network.network import Network
from tests.exchange.networks import assert_same, by_hand, cells, networks

WHOLE = [".graphml", ".gexf", ".json", ".cyjs"]
ENDINGS = [*WHOLE, ".csv", ".net", ".dl"]
TWO = pd.DataFrame({"subject": ["a", "b"], "object": ["b", "a"]})
ROOMY = settings(
    max_examples=int(os.environ.get("NETKIT_EXAMPLES", "20")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def trip(net: Network, file: Path) -> Network:
    """Write a network and read it again, whatever is left out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return nk.read_network(nk.write(net, file))


@pytest.mark.parametrize("ending", [".graphml", ".gexf", ".json"])
@given(net=networks())
@ROOMY
def test_everything_comes_back(tmp_path: Path, ending: str, net: Network) -> None:
    """Every column of actors and ties, missing cells, any script, parallel ties, loops, isolates, order, direction."""
    assert_same(net, trip(net, tmp_path / f"net{ending}"))


@given(net=networks())
@ROOMY
def test_a_file_that_was_read_is_written_alike(tmp_path: Path, net: Network) -> None:
    """Reading loses nothing that the next file would need."""
    assume(net.n_ties)
    first = nk.write(net, tmp_path / "first.graphml").read_bytes()
    assert nk.write(nk.read_network(tmp_path / "first.graphml"), tmp_path / "second.graphml").read_bytes() == first


@given(net=networks())
@ROOMY
def test_pajek_keeps_names_relations_directions_and_one_number(tmp_path: Path, net: Network) -> None:
    """Actors in their order; the ties of a relation in theirs."""
    back = trip(net, tmp_path / "net.net")
    assert back.n_actors == net.n_actors
    ends, weight = ends_of(net), "weight" if "weight" in net.ties else "probability"
    told = [(*pair, float(value)) for pair, value in zip(ends, net.ties[weight], strict=True)]
    read = back.ties["weight"] if "weight" in back.ties else [1.0] * back.n_ties
    assert sorted(told) == sorted((*pair, value) for pair, value in zip(ends_of(back), read, strict=True))


@given(net=networks())
@ROOMY
def test_ucinet_keeps_one_number_a_pair(tmp_path: Path, net: Network) -> None:
    """A tie without direction goes both ways; who is tied to whom is the same."""
    back = trip(net, tmp_path / "net.dl")
    assert back.n_actors == net.n_actors
    assert arcs(back) == arcs(net)


def ends_of(net: Network) -> list[tuple[int, int, bool]]:
    """Give the positions of both ends of each tie, and whether its direction means something."""
    one_way = net.ties["directed"] & net.directed
    return [(int(a), int(b), bool(way)) for a, b, way in zip(*net.ends, one_way, strict=True)]


def arcs(net: Network) -> set[tuple[int, int]]:
    """Give who is tied to whom."""
    ends = ends_of(net)
    return {(a, b) for a, b, _ in ends} | {(b, a) for a, b, way in ends if not way}


@pytest.mark.parametrize("ending", WHOLE)
@pytest.mark.parametrize("view", ["working", "command", "all"])
def test_the_nkvd_comes_back(nkvd: Path, tmp_path: Path, ending: str, view: str) -> None:
    """The dossier that ships, in every view, at the end of its time."""
    net = nk.read_dossier(nkvd).network(until="1940-08-21", view=view)
    back = trip(net, tmp_path / f"net{ending}")
    assert_same(net, back)
    assert nk.betweenness(back).tolist() == nk.betweenness(net).tolist()


@pytest.mark.parametrize("view", ["working", "all"])
def test_the_nkvd_as_tables(nkvd: Path, tmp_path: Path, view: str) -> None:
    """Two tables hold the same; their cells have no types, and those of the NKVD need none."""
    net = nk.read_dossier(nkvd).network(view=view)
    assert_same(net, trip(net, tmp_path / "net.csv"))
    beside = pd.read_csv(tmp_path / "net.actors.csv")
    assert beside["Id"].tolist() == net.index.tolist()
    assert beside["Label"].tolist() == net.actors["name"].tolist()


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("actors", [[], ["a", "b"]])
def test_a_network_without_ties(tmp_path: Path, ending: str, actors: list[str]) -> None:
    """Nobody, and nobody tied to anybody."""
    net = nk.from_pandas(pd.DataFrame({"subject": [], "object": []}, dtype=object), pd.DataFrame({"id": actors}))
    back = trip(net, tmp_path / f"net{ending}")
    assert back.index.tolist() == actors
    assert back.n_ties == 0
    assert back.directed or ending == ".dl"


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("directed", [True, False])
def test_the_same_bytes_on_every_run(tmp_path: Path, ending: str, directed: bool) -> None:
    """No hour, no random order; and a file that is there is replaced whole."""
    net = nk.from_pandas(*by_hand().to_pandas(), directed=directed)
    trip(net, tmp_path / f"net{ending}")
    first = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    trip(net, tmp_path / f"net{ending}")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == first
    assert {*first} == ({"net.csv", "net.actors.csv"} if ending == ".csv" else {f"net{ending}"})


@pytest.mark.parametrize("ending", [".graphml", ".gexf", ".json", ".cyjs", ".net"])
def test_a_file_says_where_it_comes_from(nkvd: Path, tmp_path: Path, ending: str) -> None:
    """The dossier, its version and the policy."""
    net = nk.read_dossier(nkvd).network(until="1937-09-22", view="command", min_certainty="probable")
    trip(net, tmp_path / f"net{ending}")
    text = (tmp_path / f"net{ending}").read_text("utf-8")
    for word in ("The NKVD's black work", "dossier version", "1937-09-22", "command", "min_certainty", "probable"):
        assert word in text


@pytest.mark.parametrize("ending", ENDINGS)
def test_folders_are_made_and_text_is_a_path(tmp_path: Path, ending: str) -> None:
    """As with the other commands that write."""
    net = nk.from_pandas(TWO)
    file = nk.write(net, str(tmp_path / "a" / "b" / f"net{ending}"))
    assert cells(nk.read_network(str(file)))[1][1]["id"] == ["a", "b"]
    assert nk.read_network(file.rename(file.with_suffix(ending.upper()))).n_actors == 2


@pytest.mark.parametrize("ending", ENDINGS)
def test_words_that_are_numbers(tmp_path: Path, ending: str) -> None:
    """Names and relations of a spreadsheet may be numbers; read again they are text."""
    actors = pd.DataFrame({"id": [1, 2], "name": [10, 11], "side": [5, 6]})
    ties = pd.DataFrame({"subject": [1, 1], "object": [2, 2], "relation": [7, 8], "directed": [1, 0]})
    back = trip(nk.from_pandas(ties, actors), tmp_path / f"net{ending}")
    assert back.actors["name"].tolist() == ["10", "11"]
    if ending != ".dl":
        assert back.ties["relation"].tolist() == ["7", "8"]
        assert back.ties["directed"].tolist() == [True, False]


def test_nothing_is_lost_silently(tmp_path: Path) -> None:
    """What Pajek and UCINET have no place for is named; who said nothing more hears nothing."""
    actors = "id, some letters of the names, side, born"
    with pytest.warns(UserWarning, match=f"net leaves out of the actors: {actors}; of the ties: claims, note, times$"):
        nk.write(by_hand(), tmp_path / "net.net")
    ties = "relation, claims, note, times"
    with pytest.warns(UserWarning, match=f"the actors: {actors}; of the ties: {ties}; which ties are parallel$"):
        nk.write(by_hand(), tmp_path / "net.dl")
    for ending in ENDINGS:
        nk.write(nk.from_pandas(TWO), tmp_path / f"two{ending}")
    with pytest.warns(UserWarning, match="of the ties: probability"):
        nk.write(nk.from_pandas(TWO.assign(weight=[2, 3], probability=[0.5, 1])), tmp_path / "two.net")
    nk.write(nk.from_pandas(TWO.assign(probability=[0.5, 1])), tmp_path / "two.net")


def test_times_in_gephi(tmp_path: Path) -> None:
    """A tie is there from its earliest beginning to the last day of its latest end."""
    text = nk.write(by_hand(), tmp_path / "net.gexf").read_text("utf-8")
    assert 'mode="dynamic" timeformat="date"' in text
    edges = [line for line in text.splitlines() if "<edge " in line]
    assert ' start="1937-09-22" end="1938-12-30"' in edges[0]
    assert ' start="1936-01-01">' in edges[1]
    assert ' end="1937-12-31">' in edges[2]
    assert "start" not in edges[2]
    assert 'type="undirected"' in edges[1]
    assert 'weight="0.5"' in edges[0]
    assert 'kind="commands"' in edges[0]
    numbers = nk.from_pandas(TWO.assign(start=[0.5, 1], end=[2.0, float("nan")]))
    text = nk.write(numbers, tmp_path / "net.gexf").read_text("utf-8")
    assert 'timeformat="double"' in text
    assert 'start="0.5" end="2.0"' in text
    assert "dynamic" not in nk.write(nk.from_pandas(TWO), tmp_path / "net.gexf").read_text("utf-8")
