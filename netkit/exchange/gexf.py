"""
GEXF 1.3, for Gephi: nothing is lost, and the timeline works.

A tie is there from the first day on which it may have begun to the last on which it may have ended; its four bounds are
attributes. The weight is that of `Plain.weights`. The id of an attribute says what GEXF has no type for.
"""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from netkit.errors import FileFormatError
from netkit.exchange.gathering import Gathering, Key, own_kind
from netkit.exchange.markup import XmlWriter, elements, xml_cells
from netkit.exchange.plain import Cell, Column, Kind, Plain, to_text
from netkit.exchange.streams import writing
from netkit.network.columns import BOUNDS

__all__ = ["read_gexf", "write_gexf"]

_CREATOR: Final = "netkit"
_TYPES: Final[dict[Kind, str]] = {"boolean": "boolean", "integer": "long", "number": "double"}
_WHOLE: Final = ("integer", "long", "short", "byte", "biginteger")
_KINDS: Final[dict[str, Kind]] = {
    "boolean": "boolean",
    **dict.fromkeys(_WHOLE, "integer"),
    **dict.fromkeys(("float", "double", "bigdecimal"), "number"),
}
_DAY: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T.*)?")


def write_gexf(net: Plain, file: Path) -> list[str]:
    """
    Write a network as GEXF.

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
    spells, timed = _spells(net)
    actors = [_written(f"actor{place}", column) for place, column in enumerate(net.actors)]
    ties = [_written(f"tie{place}", column) for place, column in enumerate(net.ties)]
    graph = {"defaultedgetype": "directed" if net.directed else "undirected", "idtype": "string"} | timed
    with writing(file) as out:
        xml = XmlWriter(out)
        with xml.element("gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"}):
            with xml.element("meta"):
                xml.leaf("creator", text=_CREATOR)
                xml.leaf("description", text="; ".join(f"{name}: {text}" for name, text in net.about.items()))
            with xml.element("graph", graph):
                for owner, columns in (("node", actors), ("edge", ties)):
                    with xml.element("attributes", {"class": owner, "mode": "static"}):
                        for column in columns:
                            xml.leaf("attribute", {"id": column.id, "title": column.title, "type": column.type})
                with xml.element("nodes", {"count": str(len(net.ids))}):
                    for row, (actor, name) in enumerate(zip(net.ids, net.names(), strict=True)):
                        with xml.element("node", {"id": actor, "label": name}):
                            _write_row(xml, actors, row)
                with xml.element("edges", {"count": str(len(net.subjects))}):
                    for row, edge in enumerate(_edges(net, spells)):
                        with xml.element("edge", edge):
                            _write_row(xml, ties, row)
    return []


class _Written(NamedTuple):
    id: str
    title: str
    type: str
    texts: list[str | None]


def _written(key: str, column: Column) -> _Written:
    as_json, texts = xml_cells(column)
    kind: Kind = "json" if as_json else column.kind
    return _Written(f"{key}-{kind}", column.name, _TYPES.get(kind, "string"), texts)


def _write_row(xml: XmlWriter, columns: list[_Written], row: int) -> None:
    with xml.element("attvalues"):
        for column in columns:
            if (text := column.texts[row]) is not None:
                xml.leaf("attvalue", {"for": column.id, "value": text})


def _edges(net: Plain, spells: list[dict[str, str]]) -> list[dict[str, str]]:
    """Say of each tie what Gephi has a place for; `kind` keeps parallel ties apart."""
    rows = zip(net.subjects, net.objects, net.tie("relation"), net.weights(), net.one_way(), spells, strict=True)
    return [
        {
            "id": str(place),
            "source": source,
            "target": target,
            "kind": str(relation),
            "weight": to_text("number", weight),
        }
        | ({"type": "undirected"} if net.directed and not one_way else {})
        | spell
        for place, (source, target, relation, weight, one_way, spell) in enumerate(rows)
    ]


def _spells(net: Plain) -> tuple[list[dict[str, str]], dict[str, str]]:
    """Give each tie's first and last day, and say how the graph tells time; both are empty where no tie has a time."""
    columns = {column.name: column for column in net.ties if column.name in BOUNDS}
    numbers = columns[BOUNDS[0]].kind == "number"
    spells = []
    for row in zip(*(columns[name].cells for name in BOUNDS), strict=True):
        begun, ended = (to_text("number", cell) if numbers and cell is not None else cell for cell in (row[0], row[3]))
        if not numbers:
            begun, ended = (_day(begun, 0), _day(ended, -1))
        spells.append({name: text for name, text in (("start", begun), ("end", ended)) if text is not None})
    if not any(spells):
        return spells, {}
    return spells, {"mode": "dynamic", "timeformat": "double" if numbers else "date", "timerepresentation": "interval"}


def _day(text: str | None, later: int) -> str | None:
    """Move a day; what is no day of the calendar is no bound."""
    match = _DAY.fullmatch(text or "")
    return (datetime.date.fromisoformat(match[1]) + datetime.timedelta(later)).isoformat() if match else None


def read_gexf(file: Path) -> Plain:
    """
    Read GEXF of any version.

    Parameters
    ----------
    file : Path
        A tie with several spells becomes as many ties. Of a value that changes over time the last one is kept.

    Returns
    -------
    Plain
        The network.

    Raises
    ------
    FileFormatError
        If the file is no GEXF, or nodes hold nodes.
    """
    reader = _Reader(file)
    for line, element in elements(file, ("gexf", "graph", "attributes", "nodes", "edges")):
        reader.take(line, element)
    return reader.finished()


class _Reader(Gathering):
    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self.graph: dict[str, str] | None = None
        self.owner = ""
        self.own = False
        self.begun = False

    def take(self, line: int, element: Element) -> None:
        """Read one piece of the file."""
        if not self.begun and element.tag != "gexf":
            raise self.fault(line, f"the file begins with <{element.tag}>, so it is no GEXF")
        self.begun = True
        if element.tag == "meta":
            self.own = element.findtext("creator") == _CREATOR
        elif element.tag == "graph":
            self.graph = dict(element.attrib)
        elif element.tag == "attributes":
            self.owner = element.get("class", "")
            if self.owner not in self.keys:
                raise self.fault(line, f"attributes of the class {self.owner!r}; GEXF knows node and edge")
        elif element.tag == "attribute":
            key = self.needed(line, element, "id")
            kind = own_kind(key, _KINDS.get(element.get("type", "string").lower(), "text"))
            default = element.find("default")
            text = None if default is None else default.text or ""
            self.keys[self.owner][key] = Key(element.get("title") or key, kind, text)
        elif element.tag == "node":
            self.node(line, element)
        elif element.tag == "edge":
            self.edge(line, element)

    def described(self, line: int, element: Element) -> dict[str, Cell]:
        """Read the cells of an actor or a tie; the oldest files say `id` for `for`."""
        values = element.findall("attvalues/attvalue")
        texts = {value.get("for", value.get("id", "")): value.get("value", "") for value in values}
        return self.row(line, element.tag, texts)

    def node(self, line: int, element: Element) -> None:
        """Read an actor."""
        if element.find("nodes") is not None:
            raise self.fault(line, "a node that holds nodes has no place in a network")
        self.ids.append(self.needed(line, element, "id"))
        row = self.described(line, element)
        label = element.get("label")
        if label is not None and not self.own and "name" not in row:
            row["name"] = label
            self.extra["node"]["name"] = "text"
        self.rows["node"].append(row)

    def edge(self, line: int, element: Element) -> None:
        """Read a tie, or one for each of its spells; netkit's own files say all in attributes."""
        ends = self.needed(line, element, "source"), self.needed(line, element, "target")
        row = self.described(line, element)
        spells: list[dict[str, Cell]] = [{}]
        if not self.own:
            for name, column in (("label", "label"), ("kind", "relation"), ("weight", "weight")):
                if (text := element.get(name)) is not None and column not in row:
                    row[column] = self.cell(line, column, "number" if column == "weight" else "text", text)
                    self.extra["edge"].setdefault(column, None)
            if not set(BOUNDS) <= {key.name for key in self.keys["edge"].values()}:
                spells = [self.spell(line, part) for part in element.findall("spells/spell") or [element]]
                self.extra["edge"] |= dict.fromkeys(name for spell in spells for name in spell)
        said = element.get("type")
        for spell in spells:
            self.ends.append(ends)
            self.rows["edge"].append(row | spell)
            self.directions.append(None if said is None else said == "directed")

    def spell(self, line: int, element: Element) -> dict[str, Cell]:
        """Read when a tie began and ended; the day of an end is the last one in GEXF, the first after in netkit."""
        spell: dict[str, Cell] = {}
        for name in ("start", "end"):
            text = element.get(name, element.get(f"{name}open", ""))
            if not text or text.lower().endswith(("inf", "infinity")):
                continue
            try:
                spell[name] = _day(text, int(name == "end")) or float(text)
            except (ValueError, OverflowError):
                raise self.fault(
                    line, f"the {name} {text!r} is neither a day such as 1937-09-22 nor a number"
                ) from None
        return spell

    def finished(self) -> Plain:
        """Give what was read."""
        if self.graph is None:
            raise FileFormatError(f"{self.file}: there is no <graph> in it")
        if "weight" in self.extra["edge"]:
            self.rows["edge"] = [{"weight": 1.0} | row for row in self.rows["edge"]]
        return self.network(self.graph.get("defaultedgetype", "undirected") == "directed")
