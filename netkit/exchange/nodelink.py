"""
JSON: networkx's node-link form, which d3 reads too, and that of Cytoscape. Nothing is lost.

Both are strict JSON: a number without end is the text ``Infinity`` or ``-Infinity``. What the columns hold stands among
the attributes of the graph, for JSON has no dates, and an empty column says nothing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, TextIO, get_args

from netkit.errors import ArgumentError, FileFormatError
from netkit.exchange.plain import Cell, Column, Kind, Plain, kind_of, to_text
from netkit.exchange.streams import read_text, writing

__all__ = ["read_json", "write_cytoscape", "write_node_link"]

_INFINITE: Final = {"Infinity": math.inf, "-Infinity": -math.inf}
# The last tells networkx's parallel edges apart.
_TAKEN: Final = ("source", "target", "key")


def write_node_link(net: Plain, file: Path) -> list[str]:
    """
    Write a network as JSON, as `networkx.node_link_data` does.

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
    head = {"directed": net.directed, "multigraph": True, "graph": _told(net)}
    with writing(file) as out:
        out.write("{" + _dump(head)[1:-1] + ',\n"nodes": [')
        _write_rows(out, _rows({"id": net.ids}, net.actors))
        out.write('],\n"edges": [')
        _write_rows(out, _rows({"source": net.subjects, "target": net.objects}, net.ties))
        out.write("]}\n")
    return []


def write_cytoscape(net: Plain, file: Path) -> list[str]:
    """
    Write a network as JSON for Cytoscape and cytoscape.js.

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
    with writing(file) as out:
        out.write('{"data": ' + _dump({"directed": net.directed} | _told(net)) + ',\n"elements": {"nodes": [')
        _write_rows(out, ({"data": row} for row in _rows({"id": net.ids}, net.actors)))
        out.write('],\n"edges": [')
        ties = _rows({"source": net.subjects, "target": net.objects}, net.ties)
        _write_rows(out, ({"data": row} for row in ties))
        out.write("]}}\n")
    return []


def _told(net: Plain) -> dict[str, Any]:
    kinds = {
        table: {column.name: column.kind for column in columns}
        for table, columns in (("nodes", net.actors), ("edges", net.ties))
    }
    return {"about": net.about, "columns": kinds}


def _rows(ends: dict[str, list[str]], columns: list[Column]) -> Iterable[dict[str, Cell]]:
    """Give the rows of a table; what is missing is left out."""
    if taken := [column.name for column in columns if column.name in (*ends, *_TAKEN)]:
        raise ArgumentError(f"a column has the name {taken[0]!r}, which means something else in JSON; rename it")
    for row, values in enumerate(zip(*ends.values(), strict=True)):
        cells = {column.name: _json(column, column.cells[row]) for column in columns if column.cells[row] is not None}
        yield dict(zip(ends, values, strict=True)) | cells


def _json(column: Column, cell: Cell) -> Cell:
    return to_text("number", cell) if column.kind == "number" and math.isinf(cell) else cell


def _write_rows(out: TextIO, rows: Iterable[dict[str, Any]]) -> None:
    for place, row in enumerate(rows):
        out.write((",\n" if place else "\n") + _dump(row))


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def read_json(file: Path) -> Plain:
    """
    Read a network from JSON of networkx, d3, Cytoscape or cytoscape.js.

    Parameters
    ----------
    file : Path
        An object with ``nodes`` and ``edges`` or ``links``, or with ``elements``. Nodes without ``id`` are numbered.

    Returns
    -------
    Plain
        The network; without a word on direction, that of Cytoscape is directed, that of others is not.

    Raises
    ------
    FileFormatError
        If the file is no JSON, or holds no network.
    """
    try:
        data = json.loads(read_text(file))
    except json.JSONDecodeError as error:
        raise FileFormatError(f"{file}, line {error.lineno}: this is no whole JSON: {error.msg}") from None
    except (RecursionError, ValueError) as error:
        if isinstance(error, FileFormatError):
            raise
        raise FileFormatError(f"{file}: this JSON cannot be read: {error}") from None
    if not isinstance(data, dict):
        raise FileFormatError(f"{file}: there is no object with `nodes` and `edges` in it")
    return _from_cytoscape(file, data) if "elements" in data else _from_node_link(file, data)


def _from_node_link(file: Path, data: dict[str, Any]) -> Plain:
    links = "edges" if "edges" in data else "links"
    nodes, edges = (_objects(file, data, name) for name in ("nodes", links))
    return _network(file, nodes, edges, data.get("graph"), data.get("directed") is True)


def _from_cytoscape(file: Path, data: dict[str, Any]) -> Plain:
    elements = data["elements"]
    if isinstance(elements, list):
        found = [_inner(file, element) for element in elements]
        nodes = [row for row in found if "source" not in row]
        edges = [row for row in found if "source" in row]
    else:
        grouped = elements if isinstance(elements, dict) else {}
        nodes = [_inner(file, element) for element in _objects(file, grouped, "nodes")]
        edges = [_inner(file, element) for element in grouped.get("edges", [])]
    told = data.get("data")
    says = told if isinstance(told, dict) and "directed" in told else data
    return _network(file, nodes, edges, told, says.get("directed") is not False)


def _inner(file: Path, element: object) -> dict[str, Any]:
    if isinstance(element, dict) and isinstance(element.get("data"), dict):
        return dict(element["data"])
    raise FileFormatError(f"{file}: an element has no `data`")


def _objects(file: Path, data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = data.get(name)
    if isinstance(found, list) and all(isinstance(row, dict) for row in found):
        return found
    raise FileFormatError(f"{file}: `{name}` is missing, or no list of objects")


def _network(
    file: Path, nodes: list[dict[str, Any]], edges: list[dict[str, Any]], told: object, directed: bool
) -> Plain:
    ids = [_text(node.get("id", place)) for place, node in enumerate(nodes)]
    for place, edge in enumerate(edges):
        if "source" not in edge or "target" not in edge:
            raise FileFormatError(f"{file}: tie {place}, counted from 0, has no `source` or no `target`")
    kinds = told.get("columns") if isinstance(told, dict) else None
    kinds = kinds if isinstance(kinds, dict) else {}
    return Plain(
        ids=ids,
        actors=_columns(nodes, kinds.get("nodes"), ("id",)),
        subjects=[_text(edge["source"]) for edge in edges],
        objects=[_text(edge["target"]) for edge in edges],
        ties=_columns(edges, kinds.get("edges"), _TAKEN),
        directed=directed,
        about={},
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _columns(rows: list[dict[str, Any]], kinds: object, ends: tuple[str, ...]) -> list[Column]:
    """Make columns, of the kinds that netkit wrote down, as far as the cells agree."""
    told: dict[str, Any] = kinds if isinstance(kinds, dict) else {}
    names = dict.fromkeys([*told, *(name for row in rows for name in row)])
    return [_column(name, told.get(name), [row.get(name) for row in rows]) for name in names if name not in ends]


def _column(name: str, told: object, cells: list[Cell]) -> Column:
    cells = [None if isinstance(cell, float) and math.isnan(cell) else cell for cell in cells]
    if told == "number":
        cells = [_INFINITE.get(cell, cell) if isinstance(cell, str) else cell for cell in cells]
    found = kind_of(cells)
    agrees: dict[object, Callable[[], bool]] = {
        "number": lambda: found == "integer",
        "date": lambda: found == "text",
        "json": lambda: True,
    }
    empty = all(cell is None for cell in cells)
    if told in get_args(Kind) and (empty or agrees.get(told, lambda: False)()):
        found = told  # type: ignore[assignment]  # checked in the line before
    return Column(name, found, cells)
