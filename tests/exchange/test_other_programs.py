"""Tests against networkx and igraph: they read what netkit writes, and netkit reads what they write."""

from __future__ import annotations

import json
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pytest

import netkit as nk
from netkit.network.network import Network
from tests.exchange.networks import by_hand

DIRECTIONS = pytest.mark.parametrize("directed", [True, False])


def one_direction(directed: bool) -> Network:
    """Give a network whose ties all have a direction, or none: the others know no mixture."""
    ties, actors = by_hand().to_pandas()
    return nk.from_pandas(ties.assign(directed=directed), actors, directed=directed)


def counted(net: Network) -> Counter[tuple[str, ...]]:
    """Count ties by ends, relation and probability; the ends of one without direction in any order."""
    rows = net.ties[["subject", "object", "relation", "probability"]].itertuples(index=False)
    return Counter((*ends(a, b, net.directed), relation, str(p)) for a, b, relation, p in rows)


def ends(a: Any, b: Any, directed: bool) -> tuple[str, str]:
    """Put ends in an order where they have none."""
    return (str(a), str(b)) if directed else tuple(sorted((str(a), str(b))))  # type: ignore[return-value]


def counted_nx(graph: Any) -> Counter[tuple[str, ...]]:
    """Count the edges of networkx in the same way."""
    edges = graph.edges(data=True)
    return Counter((*ends(a, b, graph.is_directed()), d["relation"], str(d["probability"])) for a, b, d in edges)


@DIRECTIONS
@pytest.mark.parametrize("ending", [".graphml", ".gexf", ".json"])
def test_networkx_reads_it(tmp_path: Path, ending: str, directed: bool) -> None:
    """The same actors, attributes, ties and direction."""
    net = one_direction(directed)
    file = nk.write(net, tmp_path / f"net{ending}")
    if ending == ".json":
        graph = nx.node_link_graph(json.loads(file.read_text("utf-8")), edges="edges")
    elif ending == ".gexf":
        graph = nx.read_gexf(file, version="1.3")
    else:
        graph = nx.read_graphml(file)
    assert list(graph.nodes) == net.index.tolist()
    assert [data["name"] for _, data in graph.nodes(data=True)] == net.actors["name"].tolist()
    assert [data["born"] for _, data in graph.nodes(data=True)] == [1901, 1902, 1903, 1904]
    assert graph.is_directed() is directed
    assert counted_nx(graph) == counted(net)
    notes = {data.get("note") for *_, data in graph.edges(data=True)}
    assert notes == {"a", "", "ü & <ö>", '"q"', None}


@DIRECTIONS
def test_igraph_reads_graphml(tmp_path: Path, directed: bool) -> None:
    """The same actors, attributes, ties and direction."""
    igraph = pytest.importorskip("igraph")
    net = one_direction(directed)
    graph = igraph.Graph.Read(str(nk.write(net, tmp_path / "net.graphml")))
    assert graph.vs["id"] == net.index.tolist()
    assert graph.vs["name"] == net.actors["name"].tolist()
    assert graph.is_directed() is directed
    edges = [(graph.vs[e.source]["id"], graph.vs[e.target]["id"], e["relation"], e["probability"]) for e in graph.es]
    assert Counter((*ends(a, b, directed), relation, str(p)) for a, b, relation, p in edges) == counted(net)


@DIRECTIONS
def test_networkx_and_igraph_read_pajek(tmp_path: Path, directed: bool) -> None:
    """A network of one relation: more of them are a form of Pajek's that neither knows."""
    igraph = pytest.importorskip("igraph")
    ties = pd.DataFrame({"subject": ["a", "b", "b"], "object": ["b", "c", "b"], "weight": [1.0, 0.5, 2.0]})
    actors = pd.DataFrame({"id": ["a", "b", "c", "d"], "name": ["Ann One", "علي", "C", "D"]})
    with pytest.warns(UserWarning, match="of the actors: id$"):
        file = nk.write(nk.from_pandas(ties, actors, directed=directed), tmp_path / "net.net")
    by_nx = nx.read_pajek(file)
    assert list(by_nx.nodes) == ["Ann One", "علي", "C", "D"]
    assert by_nx.is_directed() is directed
    told = sorted((*ends(a, b, directed), data["weight"]) for a, b, data in by_nx.edges(data=True))
    assert told == sorted(
        [(*ends("Ann One", "علي", directed), 1.0), (*ends("علي", "C", directed), 0.5), ("علي", "علي", 2)]
    )
    by_igraph = igraph.Graph.Read(str(file), format="pajek")
    assert by_igraph.vs["name"] == ["Ann One", "علي", "C", "D"]
    assert by_igraph.is_directed() is directed
    assert [tuple(sorted(pair)) for pair in by_igraph.get_edgelist()] == [(0, 1), (1, 2), (1, 1)]
    assert by_igraph.es["weight"] == [1.0, 0.5, 2.0]


@DIRECTIONS
def test_igraph_reads_ucinet(tmp_path: Path, directed: bool) -> None:
    """Labels without blanks, which igraph does not know; a tie without direction both ways."""
    igraph = pytest.importorskip("igraph")
    ties = pd.DataFrame({"subject": ["a", "b", "b"], "object": ["b", "c", "b"], "weight": [1.0, 0.5, 2.0]})
    file = nk.write(
        nk.from_pandas(ties, pd.DataFrame({"id": ["a", "b", "c", "d"]}), directed=directed), tmp_path / "n.dl"
    )
    graph = igraph.Graph.Read(str(file), format="dl")
    assert graph.vs["name"] == ["a", "b", "c", "d"]
    there = {(0, 1): 1.0, (1, 2): 0.5, (1, 1): 2.0}
    back = {} if directed else {(1, 0): 1.0, (2, 1): 0.5}
    assert dict(zip(graph.get_edgelist(), graph.es["weight"], strict=True)) == there | back


def graph_of_networkx(directed: bool) -> Any:
    """Give a graph with parallel edges, a loop, an isolate, numbers as nodes, and attributes."""
    graph: Any = nx.MultiDiGraph() if directed else nx.MultiGraph()
    graph.add_node(1, name="Анна", age=30, tall=True)
    graph.add_node(2, name="B & C")
    graph.add_node(3)
    graph.add_edge(2, 1, relation="знает", weight=2.5)
    graph.add_edge(2, 1, relation="orders", weight=1.0)
    graph.add_edge(2, 2, weight=3.0)
    return graph


@DIRECTIONS
@pytest.mark.parametrize("ending", [".graphml", ".gexf", ".json", ".cyjs", ".net"])
def test_what_networkx_wrote(tmp_path: Path, ending: str, directed: bool) -> None:
    """The same network as from the graph itself, as far as networkx's file holds it."""
    graph, file = graph_of_networkx(directed), tmp_path / f"net{ending}"
    if ending == ".json":
        file.write_text(json.dumps(nx.node_link_data(graph, edges="links")), "utf-8")
    elif ending == ".cyjs":
        file.write_text(json.dumps(nx.cytoscape_data(graph)), "utf-8")
    elif ending == ".net":
        bare = nx.relabel_nodes(graph, str)
        for *_, data in bare.edges(data=True):
            data.pop("relation", None)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # of attributes that networkx leaves out
            nx.write_pajek(bare, file)
    else:
        {".graphml": nx.write_graphml, ".gexf": nx.write_gexf}[ending](graph, file)
    net, other = nk.read_network(file), nk.from_networkx(graph)
    assert net.index.tolist() == ["1", "2", "3"]
    assert net.directed is directed
    assert net.ties["weight"].tolist() == [2.5, 1.0, 3.0]
    pairs = net.ties[["subject", "object"]].to_numpy()
    assert Counter(ends(*pair, directed) for pair in pairs) == Counter([ends(2, 1, directed)] * 2 + [("2", "2")])
    if ending != ".net":
        assert net.ties["relation"].tolist() == ["знает", "orders", "tie"]
    if ending in (".graphml", ".json"):
        assert net.actors["name"].tolist() == other.actors["name"].tolist() == ["Анна", "B & C", "3"]
        assert net.actors["age"].tolist()[0] == 30
        assert net.actors["tall"].tolist()[0] is True


@DIRECTIONS
@pytest.mark.parametrize("ending", [".graphml", ".net"])
def test_what_igraph_wrote(tmp_path: Path, ending: str, directed: bool) -> None:
    """In GraphML, what igraph calls a vertex is the id; in Pajek's form it is the label."""
    igraph = pytest.importorskip("igraph")
    graph = igraph.Graph(n=4, edges=[(1, 0), (1, 0), (2, 2)], directed=directed)
    graph.vs["name"] = ["anna", "bo b", "ci", "lone"]
    graph.vs["label"] = ["Анна", "Bo & B", "C", "L"]
    graph.es["weight"] = [2.5, 1.0, 3.0]
    graph.es["relation"] = ["knows", "orders", "tie"]
    file = tmp_path / f"net{ending}"
    if ending == ".net":
        graph.vs["id"] = graph.vs["name"]
        graph.write_pajek(str(file))
    else:
        graph.write_graphml(str(file))
    net = nk.read_network(file)
    assert net.index.tolist() == ["anna", "bo b", "ci", "lone"]
    assert net.directed is directed
    pairs = net.ties[["subject", "object"]].to_numpy()
    assert [ends(*pair, directed) for pair in pairs] == [ends("bo b", "anna", directed)] * 2 + [("ci", "ci")]
    assert net.ties["weight"].tolist() == [2.5, 1.0, 3.0]
    if ending == ".graphml":
        assert net.ties["relation"].tolist() == ["knows", "orders", "tie"]
        assert net.actors["name"].tolist() == ["Анна", "Bo & B", "C", "L"]


def test_a_network_that_went_through_igraph(tmp_path: Path) -> None:
    """Ids, names and who was subject come back from igraph's own file."""
    pytest.importorskip("igraph")
    net = one_direction(False)
    graph = net.to_igraph()
    for name in ("claims", "rests_on"):
        del graph.es[name]
    graph.write_graphml(str(tmp_path / "net.graphml"))
    back = nk.read_network(tmp_path / "net.graphml")
    assert back.index.tolist() == net.index.tolist()
    assert back.actors["name"].tolist() == net.actors["name"].tolist()
    assert back.ties[["subject", "object"]].to_numpy().tolist() == net.ties[["subject", "object"]].to_numpy().tolist()
    assert counted(back) == counted(net)
