"""Tests of networks from and to pandas, networkx and igraph: nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from netkit.errors import ArgumentError, DateError
from netkit.network.conversion import from_igraph, from_networkx, from_pandas
from netkit.network.network import Network
from tests.dossiers import make, told

Trip = Callable[[Network], Network]


def through_pandas(net: Network) -> Network:
    return from_pandas(*net.to_pandas(), directed=net.directed)


def through_networkx(net: Network) -> Network:
    return from_networkx(net.to_networkx())


def through_igraph(net: Network) -> Network:
    pytest.importorskip("igraph")
    return from_igraph(net.to_igraph())


TRIPS = [through_pandas, through_networkx, through_igraph]


def of_a_dossier(folder: Path, view: str) -> Network:
    """Give a network with parallel ties, dates, claims, isolates, and ties told from z to a."""
    dossier = make(
        folder,
        told("zoe commands ann", date="1930-05-05/1935", case="plot"),
        told("zoe commands ann", date="1940~"),
        told("zoe contacts ann", date="1931"),
        told("ann contacts zoe", date="1931"),
        told("zoe friend_of ben", date="1930/"),
        told("cat handles ann", source="t"),
        told("cat handles ann", source="s"),
        told("zoe heads HQ", date="1930/1939"),
        told("boss commands HQ"),
        actors=[{"id": "alone", "name": "Все одна"}, {"id": "zoe", "name": "Zoë Ücker", "note": "first"}],
    )
    return dossier.network(view=view, isolates=True)


def by_hand() -> Network:
    """Give a network with numbers for times, a self-tie, extra columns and ids that are numbers."""
    ties = pd.DataFrame(
        {
            "subject": [3, 1, 1, 2, 2],
            "object": [1, 2, 2, 1, 2],
            "start": [0.5, 1.0, 1.0, np.nan, 2.0],
            "end": [1.5, 2.0, 3.0, 4.0, np.nan],
            "weight": [1.0, 2.5, 0.0, 4.0, 5.0],
            "note": ["a", "b", "", "d", "é"],
        }
    )
    return from_pandas(ties, pd.DataFrame({"id": [9, 3, 2, 1], "rank": [1, 2, 3, 4]}))


def assert_same(left: Network, right: Network) -> None:
    """Compare two networks: actors and ties, all columns, in the same order."""
    assert left.directed == right.directed
    assert left.index.tolist() == right.index.tolist()
    pd.testing.assert_frame_equal(
        left.actors, right.actors, check_dtype=False, check_names=False, check_like=True, check_index_type=False
    )
    keys = ["subject", "object", "relation", "case", "probability", "start_earliest", "end_latest"]
    tables = [net.ties.sort_values(keys, ignore_index=True) for net in (left, right)]
    pd.testing.assert_frame_equal(*tables, check_dtype=False, check_like=True)
    assert all(isinstance(claims, tuple) for claims in right.ties["claims"])
    np.testing.assert_array_equal(left.graph.indptr, right.graph.indptr)
    np.testing.assert_array_equal(left.graph.indices, right.graph.indices)


@pytest.mark.parametrize("trip", TRIPS, ids=lambda trip: trip.__name__)
@pytest.mark.parametrize("view", ["working", "all"])
def test_a_dossier_s_network_comes_back_whole(tmp_path: Path, trip: Trip, view: str) -> None:
    """Parallel ties, dates, claims, isolates, the direction in which a tie was told, and the order of the actors."""
    net = of_a_dossier(tmp_path, view)
    back = trip(net)
    assert_same(net, back)
    assert "alone" in back.index
    assert ("zoe", "ann") in set(zip(back.ties["subject"], back.ties["object"], strict=True))


@pytest.mark.parametrize("trip", TRIPS, ids=lambda trip: trip.__name__)
@pytest.mark.parametrize("directed", [True, False])
def test_a_network_by_hand_comes_back_whole(trip: Trip, directed: bool) -> None:
    """Times that are numbers, self-ties, further columns and ids that were numbers."""
    net = by_hand()
    net = net if directed else from_pandas(*net.to_pandas(), directed=False)
    assert_same(net, trip(net))


@pytest.mark.parametrize("trip", TRIPS, ids=lambda trip: trip.__name__)
@pytest.mark.parametrize("actors", [[], ["a", "b"]])
@pytest.mark.parametrize("directed", [True, False])
def test_a_network_without_ties_comes_back(trip: Trip, actors: list[str], directed: bool) -> None:
    """Nobody, and nobody tied to anybody, come back as they were."""
    empty = pd.DataFrame({"subject": [], "object": []}, dtype=object)
    net = from_pandas(empty, pd.DataFrame({"id": pd.Series(actors, dtype=object)}), directed=directed)
    back = trip(net)
    assert back.index.tolist() == actors
    assert back.n_ties == 0
    assert back.directed is directed


def test_pandas_needs_no_more_than_two_columns() -> None:
    """Without `relation` there is one relation, "tie", certain and at all times; actors stand as first named."""
    net = from_pandas(pd.DataFrame({"subject": ["b", "a"], "object": ["c", "b"]}))
    assert net.index.tolist() == ["b", "c", "a"]
    assert net.directed
    ties = net.ties
    assert ties["relation"].tolist() == ["tie", "tie"]
    assert ties["probability"].tolist() == [1.0, 1.0]
    assert ties[["start_earliest", "start_latest", "end_earliest", "end_latest"]].isna().all(axis=None)
    assert not ties["derived"].any()
    assert net.actors["name"].tolist() == ["b", "c", "a"]


def test_the_order_of_the_actors_and_isolates_are_kept() -> None:
    """The table of actors says who there is and in what order; ids become text."""
    ties = pd.DataFrame({"subject": [2], "object": [10]})
    net = from_pandas(ties, pd.DataFrame({"id": [10, 7, 2], "name": ["Ten", "Seven", "Two"]}))
    assert net.index.tolist() == ["10", "7", "2"]
    assert net.actors["name"].tolist() == ["Ten", "Seven", "Two"]
    indexed = from_pandas(ties, pd.DataFrame({"side": ["x", "y", "z"]}, index=[10, 7, 2]))
    assert indexed.index.tolist() == ["10", "7", "2"]
    assert indexed.actors["side"].tolist() == ["x", "y", "z"]
    assert net.resolve("Seven") == "7"
    assert net.resolve(7) == "7"


def test_dates_are_read_as_edtf() -> None:
    """`start` and `end` are dates of any precision; `end` is the first day after."""
    ties = pd.DataFrame(
        {"subject": ["a", "b"], "object": ["b", "c"], "start": ["1937", ""], "end": ["1938-02-01", None]}
    )
    shown = from_pandas(ties).ties
    assert str(shown.at[0, "start_earliest"].date()) == "1937-01-01"
    assert str(shown.at[0, "start_latest"].date()) == "1937-12-31"
    assert str(shown.at[0, "end_latest"].date()) == "1938-02-01"
    assert shown.loc[1, ["start_earliest", "end_latest"]].isna().all()


def test_the_given_tables_are_left_alone() -> None:
    """What went in is not changed, and changing it later changes no network."""
    ties = pd.DataFrame({"subject": ["a", "b"], "object": ["b", "c"], "start": ["1937", "1938"]})
    actors = pd.DataFrame({"id": ["a", "b", "c"]})
    copies = ties.copy(), actors.copy()
    net = from_pandas(ties, actors)
    pd.testing.assert_frame_equal(ties, copies[0])
    pd.testing.assert_frame_equal(actors, copies[1])
    before = net.ties
    ties["object"] = "a"
    actors["id"] = "x"
    pd.testing.assert_frame_equal(net.ties, before)
    assert net.index.tolist() == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("ties", "says"),
    [
        ({"from": ["a"], "to": ["b"]}, r"'subject'.*from, to"),
        ({"subject": ["a"], "target": ["b"]}, r"'object'.*target"),
        ({"subject": ["a", None], "object": ["b", "c"]}, r"row 1"),
        ({"subject": ["a", "b"], "object": ["b", "c"], "directed": [True, "no"]}, r"row 1.*`directed` is 'no'"),
        ({"subject": ["a", "b"], "object": ["b", "c"], "directed": [1, 2]}, r"row 1.*`directed` is 2"),
        ({"subject": ["a", "b"], "object": ["b", "c"], "claims": ["it is said", ""]}, r"row 0.*`claims` is 'it is"),
        ({"subject": ["a", "b"], "object": ["b", ""]}, r"row 1"),
        ({"subject": ["a"], "object": ["b"], "probability": [1.5]}, r"1\.5"),
        ({"subject": ["a"], "object": ["b"], "probability": ["often"]}, r"often"),
        ({"subject": ["a"], "object": ["b"], "start": [3], "end": [2]}, r"row 0"),
        ({"subject": ["a"], "object": ["b"], "start": [3], "end": [3]}, r"row 0"),
    ],
)
def test_a_table_that_cannot_be_used_is_an_error_that_says_why(ties: dict[str, list[object]], says: str) -> None:
    """The message names the column or the row, and what stands there."""
    with pytest.raises(ArgumentError, match=says):
        from_pandas(pd.DataFrame(ties))


def test_other_faults_of_tables_are_errors_too() -> None:
    """Dates that are none, ids that stand twice and actors that are not listed."""
    ties = pd.DataFrame({"subject": ["a"], "object": ["b"]})
    with pytest.raises(DateError, match="sometime"):
        from_pandas(ties.assign(start="sometime"))
    with pytest.raises(ArgumentError, match=r"'b'.*not among the actors"):
        from_pandas(ties, pd.DataFrame({"id": ["a"]}))
    with pytest.raises(ArgumentError, match=r"'a'.*twice"):
        from_pandas(ties, pd.DataFrame({"id": ["a", "b", "a"]}))


def test_doubled_columns_and_a_direction_in_words_are_errors() -> None:
    """Neither can be told apart from what was meant."""
    ties = pd.DataFrame({"subject": ["a", "b"], "object": ["b", "c"], "w": [1, 2], "v": [1, 2]})
    with pytest.raises(ArgumentError, match="the ties have more than one column 'w'"):
        from_pandas(ties.set_axis(["subject", "object", "w", "w"], axis=1))
    with pytest.raises(ArgumentError, match="the actors have more than one column 'x'"):
        from_pandas(ties, pd.DataFrame([["a", 1, 2]], columns=["id", "x", "x"]))
    with pytest.raises(ArgumentError, match="`directed` is 'no'"):
        from_pandas(ties, directed="no")
    net = from_pandas(ties.assign(directed=[0, None], claims=[["c1"], None], probability=[None, 0.5]))
    assert net.ties[["directed", "claims", "probability"]].to_numpy().tolist() == [
        [False, ("c1",), 1.0],
        [True, (), 0.5],
    ]


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_networkx_graphs_of_every_kind_are_read(kind: type[nx.Graph]) -> None:
    """Direction, attributes, isolates and parallel edges come along."""
    graph = kind()
    graph.add_node("alone", side="blue")
    graph.add_edge("b", "a", relation="orders", probability=0.5)
    graph.add_edge("b", "a", relation="orders", probability=0.5)
    graph.add_edge(1, "a")
    net = from_networkx(graph)
    assert net.directed is graph.is_directed()
    assert net.index.tolist() == ["alone", "b", "a", "1"]
    assert net.n_ties == graph.number_of_edges()
    assert net.actors["side"].tolist()[0] == "blue"
    assert set(net.ties["relation"]) == {"orders", "tie"}
    assert set(net.ties["probability"]) == {0.5, 1.0}


def test_two_ids_of_one_text_are_an_error() -> None:
    """A node 1 and a node "1" cannot be told apart as text."""
    graph = nx.Graph()
    graph.add_nodes_from([1, "1"])
    with pytest.raises(ArgumentError, match="'1'"):
        from_networkx(graph)


def test_igraph_vertices_without_names_have_their_numbers() -> None:
    """Vertices without `name` are called by their numbers; attributes of edges become columns."""
    igraph = pytest.importorskip("igraph")
    graph = igraph.Graph(n=3, edges=[(2, 0), (0, 2)], directed=True, edge_attrs={"weight": [1.0, 2.0]})
    net = from_igraph(graph)
    assert net.index.tolist() == ["0", "1", "2"]
    assert net.ties[["subject", "object", "weight"]].to_numpy().tolist() == [["2", "0", 1.0], ["0", "2", 2.0]]


def test_other_libraries_see_the_same_graph(tmp_path: Path) -> None:
    """As many nodes, edges and self-loops there as here, under the same names."""
    for net in (of_a_dossier(tmp_path, "all"), by_hand()):
        graph = net.to_networkx()
        assert isinstance(graph, nx.MultiDiGraph)
        assert list(graph) == net.index.tolist()
        assert graph.number_of_edges() == net.n_ties
        pairs = sorted(zip(net.ties["subject"], net.ties["object"], strict=True))
        assert sorted((u, v) for u, v, _ in graph.edges(keys=True)) == pairs
        pytest.importorskip("igraph")
        other = net.to_igraph()
        assert other.vs["name"] == net.index.tolist()
        assert sorted((other.vs[e.source]["name"], other.vs[e.target]["name"]) for e in other.es) == pairs
