"""
GraphML, which igraph, networkx, Cytoscape, yEd and Gephi read: nothing is lost.

Cells that GraphML has no type for (lists, dates) are text, and the id of their key says which.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

from netkit.errors import FileFormatError
from netkit.exchange.gathering import Gathering, Key, own_kind
from netkit.exchange.markup import XmlWriter, elements, xml_cells
from netkit.exchange.plain import Cell, Column, Kind, Plain
from netkit.exchange.streams import writing

__all__ = ["read_graphml", "write_graphml"]

_TYPES: Final[dict[Kind, str]] = {"boolean": "boolean", "integer": "long", "number": "double"}
_KINDS: Final[dict[str, Kind]] = {
    "boolean": "boolean",
    "int": "integer",
    "integer": "integer",
    "long": "integer",
    "float": "number",
    "double": "number",
    "string": "text",
}


def write_graphml(net: Plain, file: Path) -> list[str]:
    """
    Write a network as GraphML.

    Parameters
    ----------
    net : Plain
        The network.
    file : Path
        Where to.

    Returns
    -------
    list of str
        What is left out: nothing.
    """
    actors = [(f"actor{place}", *_written(column)) for place, column in enumerate(net.actors)]
    ties = [(f"tie{place}", *_written(column)) for place, column in enumerate(net.ties)]
    with writing(file) as out:
        xml = XmlWriter(out)
        with xml.element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"}):
            for place, name in enumerate(net.about):
                xml.leaf("key", {"id": f"about{place}", "for": "graph", "attr.name": name, "attr.type": "string"})
            for owner, columns, keys in (("node", net.actors, actors), ("edge", net.ties, ties)):
                for column, (key, kind, _) in zip(columns, keys, strict=True):
                    form = {"attr.name": column.name, "attr.type": _TYPES.get(kind, "string")}
                    xml.leaf("key", {"id": f"{key}-{kind}", "for": owner, **form})
            with xml.element("graph", {"edgedefault": "directed" if net.directed else "undirected"}):
                for place, text in enumerate(net.about.values()):
                    xml.leaf("data", {"key": f"about{place}"}, text)
                for row, actor in enumerate(net.ids):
                    with xml.element("node", {"id": actor}):
                        _write_row(xml, actors, row)
                for row, ends in enumerate(zip(net.subjects, net.objects, strict=True)):
                    with xml.element("edge", dict(zip(("source", "target"), ends, strict=True))):
                        _write_row(xml, ties, row)
    return []


def _written(column: Column) -> tuple[Kind, list[str | None]]:
    as_json, texts = xml_cells(column)
    return "json" if as_json else column.kind, texts


def _write_row(xml: XmlWriter, columns: list[tuple[str, Kind, list[str | None]]], row: int) -> None:
    for key, kind, texts in columns:
        if (text := texts[row]) is not None:
            xml.leaf("data", {"key": f"{key}-{kind}"}, text)


def read_graphml(file: Path) -> Plain:
    """
    Read GraphML of any program.

    Parameters
    ----------
    file : Path
        In igraph's files the attribute ``name`` is the id, as in `from_igraph`; in yEd's the text of the box is the
        name. What tells only how something is drawn is left out.

    Returns
    -------
    Plain
        The network.

    Raises
    ------
    FileFormatError
        If the file is no GraphML, holds several graphs, graphs in nodes, or ties of more than two ends.
    """
    reader = _Reader(file)
    for line, element in elements(file, ("graphml", "graph")):
        reader.take(line, element)
    return reader.finished()


class _Reader(Gathering):
    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self.shapes: set[str] = set()
        self.directed: bool | None = None
        self.begun = False

    def take(self, line: int, element: Element) -> None:
        """Read one piece of the file."""
        if not self.begun and element.tag != "graphml":
            raise self.fault(line, f"the file begins with <{element.tag}>, so it is no GraphML")
        self.begun = True
        if element.tag == "key":
            self.declare(line, element)
        elif element.tag == "graph":
            if self.directed is not None:
                raise self.fault(line, "a second graph begins; a file holds one network")
            self.directed = element.get("edgedefault", "directed") == "directed"
        elif element.tag == "node":
            if element.find("graph") is not None:
                raise self.fault(line, "a node that holds a graph has no place in a network")
            self.ids.append(self.needed(line, element, "id"))
            self.rows["node"].append(self.described(line, element))
        elif element.tag == "edge":
            self.ends.append((self.needed(line, element, "source"), self.needed(line, element, "target")))
            self.rows["edge"].append(self.described(line, element))
            said = element.get("directed")
            self.directions.append(None if said is None else said.lower() == "true")
        elif element.tag == "hyperedge":
            raise self.fault(line, "a hyperedge has more than two ends, a tie has two")

    def declare(self, line: int, element: Element) -> None:
        """Read what a column is called and holds."""
        key = self.needed(line, element, "id")
        name = element.get("attr.name")
        if name is None and any(attribute.startswith("yfiles") for attribute in element.attrib):
            self.shapes.add(key)
            return
        word = element.get("attr.type", "string").lower()
        if word not in _KINDS:
            raise self.fault(line, f"the key {key!r} has the type {word!r}; GraphML knows {', '.join(_KINDS)}")
        default = element.find("default")
        text = None if default is None else default.text or ""
        for owner in ("node", "edge"):
            if element.get("for", "all") in (owner, "all"):
                self.keys[owner][key] = Key(name or key, own_kind(key, _KINDS[word]), text)

    def described(self, line: int, element: Element) -> dict[str, Cell]:
        """Read the cells of an actor or a tie, and of what yEd draws the text."""
        drawn = [data for data in element.findall("data") if data.get("key") in self.shapes]
        texts = {data.get("key", ""): data.text or "" for data in element.findall("data") if data not in drawn}
        row = self.row(line, element.tag, texts)
        labels = [part.text for data in drawn for part in data.iter() if part.tag in ("NodeLabel", "EdgeLabel")]
        if labels and (label := (labels[0] or "").strip()):
            row["label"] = label
            self.extra[element.tag]["label"] = "text"
        return row

    def finished(self) -> Plain:
        """Give what was read. igraph numbers the nodes, and keeps what its users call a vertex in an attribute."""
        if self.directed is None:
            raise FileFormatError(f"{self.file}: there is no <graph> in it")
        names = [row.get("name") for row in self.rows["node"]]
        if "v_name" in self.keys["node"] and len({*names, None}) == len(names) + 1:
            called = dict(zip(self.ids, map(str, names), strict=True))
            self.ids = list(called.values())
            self.ends = [(called.get(source, source), called.get(target, target)) for source, target in self.ends]
            del self.keys["node"]["v_name"]
        return self.network(self.directed)
