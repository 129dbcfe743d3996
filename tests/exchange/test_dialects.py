"""Tests of files as other programs write them: Gephi, Cytoscape, yEd, d3, Pajek, UCINET, spreadsheets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import netkit as nk
from netkit.network.network import Network


def read(folder: Path, name: str, text: str | bytes) -> Network:
    """Read a file that holds this."""
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return nk.read_network(file)


def ties(net: Network, *columns: str) -> list[tuple[object, ...]]:
    """Give the ends of all ties, and what else is asked for."""
    cells = net.ties[["subject", "object", *columns]].astype(object)
    return [tuple(row) for row in cells.where(cells.notna(), None).itertuples(index=False)]


GEPHI = """<?xml version='1.0' encoding='UTF-8'?>
<gexf xmlns="http://gexf.net/1.3" version="1.3" xmlns:viz="http://gexf.net/1.3/viz"
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <meta lastmodifieddate="2024-05-01"><creator>Gephi 0.10.1</creator><title></title></meta>
  <graph defaultedgetype="directed" timeformat="date" timerepresentation="interval" mode="dynamic">
    <attributes class="node" mode="static">
      <attribute id="side" title="side" type="string"/>
      <attribute id="modularity_class" title="Modularity Class" type="integer"><default>0</default></attribute>
    </attributes>
    <attributes class="edge" mode="static">
      <attribute id="sure" title="sure" type="boolean"/>
    </attributes>
    <nodes>
      <node id="1" label="Анна">
        <attvalues><attvalue for="side" value="red"/><attvalue for="modularity_class" value="2"/></attvalues>
        <viz:size value="10.0"/><viz:position x="1.5" y="-3"/><viz:color r="1" g="2" b="3"/>
      </node>
      <node id="2" label="Bo"><spells><spell start="1930-01-01" end="1940-01-01"/></spells></node>
      <node id="3" label="Lone &amp; Co"/>
    </nodes>
    <edges>
      <edge id="0" source="1" target="2" weight="2.0" label="knows" kind="social" start="1937-01-01" end="1937-12-31">
        <attvalues><attvalue for="sure" value="true"/></attvalues>
      </edge>
      <edge id="1" source="2" target="1" type="undirected">
        <spells><spell start="1930-01-01" end="1931-01-01"/><spell start="1935-05-05T10:00:00.000"/></spells>
      </edge>
    </edges>
  </graph>
</gexf>
"""


def test_gephi_s_gexf(tmp_path: Path) -> None:
    """Labels, attributes with defaults, weights, kinds, single edges without direction, spells; no colours."""
    net = read(tmp_path, "net.gexf", GEPHI)
    assert net.index.tolist() == ["1", "2", "3"]
    assert net.actors["name"].tolist() == ["Анна", "Bo", "Lone & Co"]
    assert net.actors["side"].tolist() == ["red", "", ""]
    assert net.actors["Modularity Class"].tolist() == [2, 0, 0]
    assert not [column for column in net.actors if "viz" in column or "size" in column]
    assert net.directed
    assert ties(net, "relation", "directed", "label") == [
        ("1", "2", "social", True, "knows"),
        ("2", "1", "tie", False, None),
        ("2", "1", "tie", False, None),
    ]
    assert net.ties["weight"].tolist() == [2, 1, 1]
    assert net.ties["sure"].tolist() == [True, None, None]
    shown = net.ties["start_earliest"].astype(str) + "/" + net.ties["end_latest"].astype(str).fillna("")
    assert shown.tolist() == ["1937-01-01/1938-01-01", "1930-01-01/1931-01-02", "1935-05-05/"]


def test_older_gexf(tmp_path: Path) -> None:
    """Version 1.1, times as numbers, an undirected default, ids of attributes in the oldest way."""
    text = """<gexf xmlns="http://www.gexf.net/1.1draft" version="1.1"><graph mode="dynamic" timeformat="double">
    <attributes class="node"><attribute id="0" title="url" type="anyURI"/></attributes>
    <nodes><node id="a" label="A"><attvalues><attvalue id="0" value="x"/></attvalues></node><node id="b"/></nodes>
    <edges><edge source="a" target="b" start="0.5" end="2"/><edge source="b" target="b" start="-Infinity"/></edges>
    </graph></gexf>"""
    net = read(tmp_path, "net.gexf", text)
    assert not net.directed
    assert net.actors["url"].tolist() == ["x", None]
    assert net.actors["name"].tolist() == ["A", "b"]
    assert net.ties["start_earliest"].tolist() == [0.5, float("-inf")]
    assert net.ties["end_latest"].tolist() == [2.0, float("inf")]


def test_netkit_s_gexf_through_gephi(tmp_path: Path) -> None:
    """Gephi keeps attributes with their ids: bounds and claims come back, and its own spells do not count twice."""
    from tests.exchange.networks import by_hand

    net = by_hand()
    text = nk.write(net, tmp_path / "net.gexf").read_text("utf-8")
    back = read(tmp_path, "back.gexf", text.replace("<creator>netkit<", "<creator>Gephi 0.10.1<"))
    columns = ["claims", "note", "start_earliest", "start_latest", "end_earliest", "end_latest", "probability"]
    assert back.ties[columns].astype(str).equals(net.ties[columns].astype(str))
    assert back.n_ties == net.n_ties
    assert back.actors["born"].tolist() == net.actors["born"].tolist()


def test_gephi_s_graphml(tmp_path: Path) -> None:
    """The label is the name; single edges say whether they have a direction."""
    text = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key attr.name="label" attr.type="string" for="node" id="label"/>
<key attr.name="Edge Label" attr.type="string" for="edge" id="edgelabel"/>
<key attr.name="weight" attr.type="double" for="edge" id="weight"/>
<key attr.name="r" attr.type="int" for="node" id="r"><default>7</default></key>
<graph edgedefault="directed">
<node id="n0"><data key="label">Анна</data></node><node id="n1"><data key="r">8</data></node>
<edge id="e0" source="n0" target="n1" directed="false"><data key="weight">1.5</data></edge>
<edge id="e1" source="n1" target="n0"><data key="weight">NaN</data><data key="edgelabel">knows</data></edge>
</graph></graphml>"""
    net = read(tmp_path, "net.graphml", text.replace("\n", "\r\n"))
    assert net.actors["name"].tolist() == ["Анна", "n1"]
    assert net.actors["r"].tolist() == [7, 8]
    assert ties(net, "directed", "Edge Label") == [("n0", "n1", False, None), ("n1", "n0", True, "knows")]
    assert net.ties["weight"].tolist()[0] == 1.5
    assert net.ties["weight"].isna().tolist() == [False, True]


def test_yed_s_graphml(tmp_path: Path) -> None:
    """Names stand in the boxes that are drawn, and what is tied in what is written along the line."""
    text = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
<key for="port" id="d0" yfiles.type="portgraphics"/><key for="node" id="d5" attr.name="url" attr.type="string"/>
<key for="node" id="d6" yfiles.type="nodegraphics"/><key for="edge" id="d10" yfiles.type="edgegraphics"/>
<graph edgedefault="directed" id="G"><data key="d7"/>
<node id="n0"><data key="d6"><y:ShapeNode><y:Geometry x="3"/><y:NodeLabel>Stalin</y:NodeLabel></y:ShapeNode></data>
</node><node id="n1"><data key="d6"><y:ShapeNode><y:NodeLabel> Yagoda
</y:NodeLabel></y:ShapeNode></data></node>
<edge id="e0" source="n0" target="n1"><data key="d10"><y:PolyLineEdge><y:EdgeLabel>orders<y:L/></y:EdgeLabel>
</y:PolyLineEdge></data></edge></graph></graphml>"""
    net = read(tmp_path, "net.graphml", text)
    assert net.actors["name"].tolist() == ["Stalin", "Yagoda"]
    assert ties(net, "label") == [("n0", "n1", "orders")]


def test_cytoscape_s_json(tmp_path: Path) -> None:
    """Cytoscape's own files, and the two forms of cytoscape.js."""
    nodes = [
        {"data": {"id": "62", "name": "Anna", "SUID": 62}, "position": {"x": 1}, "selected": False},
        {"data": {"id": 63}},
    ]
    edges = [{"data": {"id": "7", "source": "62", "target": "63", "interaction": "knows"}, "selected": False}]
    whole = {"format_version": "1.0", "data": {"name": "net"}, "elements": {"nodes": nodes, "edges": edges}}
    net = read(tmp_path, "net.cyjs", json.dumps(whole))
    assert net.index.tolist() == ["62", "63"]
    assert net.actors["name"].tolist() == ["Anna", "63"]
    assert ties(net, "interaction") == [("62", "63", "knows")]
    assert net.directed
    flat = read(tmp_path, "flat.json", json.dumps({"elements": [*nodes, *edges]}))
    assert ties(flat, "interaction") == ties(net, "interaction")


def test_d3_s_json(tmp_path: Path) -> None:
    """Nodes and links, by id or by place; without direction unless it is said."""
    by_id = {"nodes": [{"id": "a", "group": 1}, {"id": "b"}], "links": [{"source": "a", "target": "b", "value": 2}]}
    net = read(tmp_path, "net.json", "\ufeff" + json.dumps(by_id))
    assert not net.directed
    assert ties(net, "value") == [("a", "b", 2)]
    assert net.actors["group"].tolist() == [1, None]
    by_place = {"nodes": [{"name": "A"}, {"name": "B"}], "links": [{"source": 0, "target": 1}]}
    net = read(tmp_path, "place.json", json.dumps(by_place))
    assert net.actors["name"].to_dict() == {"0": "A", "1": "B"}
    assert ties(net) == [("0", "1")]


def test_columns_that_mean_something_else(tmp_path: Path) -> None:
    """A mail's subject is no end, an id within a node is no second id; texts of truth and of claims are understood."""
    edge = {"source": "a", "target": "b", "subject": "Re: plot", "directed": "true", "claims": "c1", "relation": 5}
    nodes = [{"id": "a", "kind": None, "side": 3, "label": "Ann"}, {"id": "b"}]
    net = read(tmp_path, "net.json", json.dumps({"nodes": nodes, "edges": [edge], "directed": True}))
    assert ties(net, "subject_attribute", "directed", "relation") == [("a", "b", "Re: plot", True, "5")]
    assert net.ties["claims"].tolist() == [("c1",)]
    assert net.actors[["name", "kind", "side"]].to_numpy().tolist() == [["Ann", "person", "3"], ["b", "person", ""]]


PAJEK = """%  made by hand
*Network secret service
*Vertices 4
 1 "Anna Bor"     0.1020  0.3226  0.5 ic Red bc Blue
 2 Bo 0.2 0.3
 3 "&#1040;&#1085;&#1103;"  [1-10]

% a comment
*Arcs
 1 2 2.5 l "orders" c Blue
 2 1
*Edges
 2 3 -1 [5-10,12]
"""


def test_pajek_s_arcs_and_edges(tmp_path: Path) -> None:
    """Labels with and without quotes, or none; values, labels of lines and times; both kinds of ties; comments."""
    for name, text in (("a.net", PAJEK), ("b.net", b"\xef\xbb\xbf" + PAJEK.replace("\n", "\r\n").encode())):
        net = read(tmp_path, name, text)
        assert net.index.tolist() == ["Anna Bor", "Bo", "Аня", "4"]
        assert net.directed
        assert ties(net, "directed", "label", "time") == [
            ("Anna Bor", "Bo", True, "orders", None),
            ("Bo", "Anna Bor", True, None, None),
            ("Bo", "Аня", False, None, "[5-10,12]"),
        ]
        assert net.ties["weight"].tolist() == [2.5, 1.0, -1.0]


def test_pajek_s_lists_and_relations(tmp_path: Path) -> None:
    """One vertex and all whom it is tied to, and several relations, with names and without."""
    text = '*vertices 3\n*arcslist :1 "commands"\n1 2 3\n*Edgeslist :2\n2 3\n*ARCS :3 "a"\n3 1 4\n'
    net = read(tmp_path, "net.net", text)
    assert ties(net, "relation", "directed") == [
        ("1", "2", "commands", True),
        ("1", "3", "commands", True),
        ("2", "3", "2", False),
        ("3", "1", "a", True),
    ]


def test_pajek_s_matrices(tmp_path: Path) -> None:
    """A symmetric matrix has no direction, any other has; with two modes it is the block between them."""
    head = '*Vertices 3\n1 "a"\n2 "b"\n3 "c"\n*Matrix\n'
    net = read(tmp_path, "net.net", head + "0 1 0\n0 0 2.5\n0 0 1\n")
    assert net.directed
    assert ties(net, "weight") == [("a", "b", 1), ("b", "c", 2.5), ("c", "c", 1)]
    net = read(tmp_path, "even.net", head + "0 1 0 1\n0 0\n0 0 1")
    assert not net.directed
    assert ties(net) == [("a", "b"), ("c", "c")]
    net = read(tmp_path, "modes.net", "*Vertices 3 2\n*Matrix\n1\n0\n")
    assert net.actors["mode"].tolist() == [1, 1, 2]
    assert ties(net) == [("1", "3")]
    assert not net.directed


def test_labels_that_two_vertices_share(tmp_path: Path) -> None:
    """Then numbers are ids, and the labels are names."""
    net = read(tmp_path, "net.net", '*Vertices 2\n1 "Ann"\n2 "Ann"\n*Edges\n1 2\n')
    assert net.actors["name"].to_dict() == {"1": "Ann", "2": "Ann"}


UCINET = {
    "a full matrix": "DL N = 3\nData:\n0 1 0\n0 0 1\n0 0 0\n",
    "with labels": "dl n=3\nformat = fullmatrix\nlabels:\nann,bo b,\ncy\ndata:\n0 1 0\n0 0 1\n0 0 0\n",
    "in one line": 'DL NR=3, NC=3 FORMAT = FULLMATRIX DIAGONAL ABSENT LABELS: "ann" bo cy DATA:\n1 0 0 1 0 0',
    "embedded": "dl\nn = 3\nlabels embedded\nformat = fullmatrix\ndata:\nann bo cy\nann 0 1 0\nbo 0 0 1\ncy 0 0 0\n",
    "edgelist1": "DL n=3\nformat = edgelist1\nlabels:\nann, bo, cy\ndata:\n1 2\nBO cy 1\n",
    "edgelist1 embedded": "dl n 3 format = el1\nlabels embedded:\ndata:\nann bo\nbo cy\n",
    "nodelist1": "DL n=3\nformat = nodelist1\nlabels:\nann\nbo\ncy\ndata:\n1 2\n2 3\n3\n",
    "nodelist1 embedded": "DL n=3 format = nodelist1\nlabels embedded\ndata:\nann bo\nbo cy",
    "nodelist1b": "DL n=3\nformat = nodelist1b\ndata:\n1 2\n1 3\n0\n",
}


@pytest.mark.parametrize("form", UCINET)
def test_ucinet_s_forms(tmp_path: Path, form: str) -> None:
    """The same three actors and two ties, in all of them, with any line ends."""
    for name, text in (("a.dl", UCINET[form]), ("b.dl", b"\xef\xbb\xbf" + UCINET[form].replace("\n", "\r\n").encode())):
        net = read(
            tmp_path, name, text.replace("bo b", "bo_b") if isinstance(text, str) else text.replace(b"bo b", b"bo_b")
        )
        first, second, third = net.index.tolist()
        assert (first, third) in (("ann", "cy"), ("1", "3"))
        assert ties(net) == [(first, second), (second, third)]
        assert net.directed
        assert "weight" not in net.ties


@pytest.mark.parametrize(
    ("form", "data"),
    [
        ("lowerhalf", "0\n2 0\n0 3.5 1"),
        ("upperhalf", "0 2 0\n0 3.5\n1"),
        ("fullmatrix", "0 2 0\n2 0 3.5\n0 3.5 1"),
        ("edgelist1", "1 2 2\n2 1 2\n2 3 3.5\n3 2 3.5\n3 3 1"),
    ],
)
def test_ucinet_s_networks_without_direction(tmp_path: Path, form: str, data: str) -> None:
    """Halves of a matrix, and what goes both ways with the same number."""
    net = read(tmp_path, "net.dl", f"dl n=3\nformat={form}\ndata:\n{data}\n")
    assert not net.directed
    assert sorted([*sorted(row[:2]), row[2]] for row in ties(net, "weight")) == [
        ["1", "2", 2.0],
        ["2", "3", 3.5],
        ["3", "3", 1.0],
    ]


def test_ucinet_s_relations(tmp_path: Path) -> None:
    """Several matrices, with labels or numbers; one that is not symmetric makes the network directed."""
    text = "DL N=2, NM=2\nFORMAT=FULLMATRIX\nMATRIX LABELS:\nadvice,trust\nDATA:\n0 1\n1 0\n0 5\n0 0\n"
    net = read(tmp_path, "net.dl", text)
    assert ties(net, "relation", "weight") == [("1", "2", "advice", 1), ("2", "1", "advice", 1), ("1", "2", "trust", 5)]
    assert net.directed
    net = read(tmp_path, "two.dl", text.replace("MATRIX LABELS:\nadvice,trust\n", "").replace("0 5", "0 0"))
    assert ties(net, "relation") == [("1", "2", "1")]


def test_tables(tmp_path: Path) -> None:
    """Gephi's columns, those of R, any of three separators; actors in a table beside; rows without actors of it."""
    gephi = "Source;Target;Type;Weight;Label\r\n1;2;Directed;2,5;x\r\n2;1;Undirected;1;\r\n"
    net = read(tmp_path, "a.csv", gephi)
    assert ties(net, "directed", "label") == [("1", "2", True, "x"), ("2", "1", False, None)]
    assert net.ties["weight"].tolist() == ["2,5", "1"]
    net = read(tmp_path, "b.csv", 'from\tto\tyear\tsure\tstart\nанна\t"bo, b"\t1937\ttrue\t1937-02\n\n')
    assert ties(net, "year", "sure") == [("анна", "bo, b", 1937, True)]
    assert str(net.ties["start_latest"][0].date()) == "1937-02-28"
    (tmp_path / "c.actors.csv").write_text("Label,Id,age\nAnna,1,30\nBo,2,\nLone,3,1.5\n", "utf-8")
    net = read(tmp_path, "c.csv", "subject,object,type\n2,1,Undirected\n")
    assert not net.directed
    assert net.index.tolist() == ["1", "2", "3"]
    assert net.actors["name"].tolist() == ["Anna", "Bo", "Lone"]
    assert net.actors["age"].fillna(0).tolist() == [30, 0, 1.5]
