"""
Pajek's networks: names, relations, directions and one number a tie.

Pajek reads names in any script if the file is UTF-8 with a byte order mark. The first line is a comment, which keeps
the mark away from programs that do not know it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from netkit.errors import FileFormatError
from netkit.exchange.labels import left_out, number, unique_labels
from netkit.exchange.making import columns_of
from netkit.exchange.matrices import Lines, numbered, without_echoes
from netkit.exchange.plain import Column, Plain
from netkit.exchange.streams import read_text, writing

__all__ = ["read_pajek", "write_pajek"]

_TOKEN: Final = re.compile(r'"([^"]*)"|(\[[^\]]*\])|(\S+)')
_CODE: Final = re.compile(r"&#([0-9]{1,7});")


def write_pajek(net: Plain, file: Path) -> list[str]:
    """
    Write a network for Pajek.

    Parameters
    ----------
    net : Plain
        The network.
    file : Path
        Where to. Each relation is one of Pajek's, and its ties stand together; a single one has no name.

    Returns
    -------
    list of str
        What is left out.
    """
    labels = unique_labels(net, lambda name: " ".join(name.replace('"', "'").split()))
    relations = {str(relation): place for place, relation in enumerate(dict.fromkeys(net.tie("relation")), 1)}
    lines: dict[tuple[bool, str], list[str]] = {}
    places = {actor: place for place, actor in enumerate(net.ids, 1)}
    for source, target, relation, weight, one_way in zip(
        net.subjects, net.objects, net.tie("relation"), net.weights(), net.one_way(), strict=True
    ):
        ends = f"{places[source]} {places[target]} {number(weight)}"
        lines.setdefault((one_way, str(relation)), []).append(ends)
    about = "; ".join(f"{name}: {text}" for name, text in net.about.items())
    with writing(file) as out:
        out.write("\ufeff% " + " ".join(f"netkit {about}".split()))
        out.write(f"\r\n*Vertices {len(labels)}")
        for place, label in enumerate(labels, 1):
            out.write(f'\r\n{place} "{label}"')
        if not any(one_way == net.directed for one_way, _ in lines):
            out.write("\r\n*Arcs" if net.directed else "\r\n*Edges")
        for (one_way, relation), ends_of_all in lines.items():
            name = " ".join(relation.replace('"', "'").split())
            which = f' :{relations[relation]} "{name}"' if len(relations) > 1 else ""
            out.write("\r\n" + ("*Arcs" if one_way else "*Edges") + which)
            out.writelines("\r\n" + ends for ends in ends_of_all)
        out.write("\r\n")
    return left_out(net, labels, ("relation",) if len(relations) > 1 else ())


def read_pajek(file: Path) -> Plain:
    """
    Read a network of Pajek.

    Parameters
    ----------
    file : Path
        With ``*Arcs``, ``*Edges``, ``*Arcslist``, ``*Edgeslist`` or ``*Matrix``, of one relation or several. Labels
        are ids where no two are the same, else vertices are numbered. In a network of two modes the column ``mode``
        of the actors says which is theirs. Places and colours are left out; times stay text, in the column ``time``.

    Returns
    -------
    Plain
        The network; directed where there are arcs, or a matrix that is not symmetric.

    Raises
    ------
    FileFormatError
        If the file is not Pajek's, is cut off, or numbers a vertex that is not there.
    """
    reader = _Reader(Lines(file, read_text(file)))
    while reader.lines.more():
        reader.take()
    return reader.finished()


class _Reader:
    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.count: int | None = None
        self.first_mode = 0
        self.labels: dict[int, str] = {}
        self.ties: list[tuple[int, int, bool, dict[str, Any]]] = []
        self.arcs = False
        self.section = ""
        self.relation: str | None = None

    def take(self) -> None:
        """Read one line."""
        line = self.lines.next().strip()
        if not line or line.startswith("%"):
            return
        tokens = [quoted or time or bare for quoted, time, bare in _TOKEN.findall(line)] or [""]
        if line.startswith("*"):
            self.begin(tokens)
        elif self.count is None:
            raise self.lines.fault("no *Vertices before this line, so the file is not Pajek's")
        elif self.section == "*vertices":
            self.labels[self.vertex(tokens[0])] = _decoded(tokens[1]) if len(tokens) > 1 else tokens[0]
        elif self.section in ("*arcslist", "*edgeslist"):
            for target in tokens[1:]:
                self.tie(tokens[0], target, {})
        elif self.section not in ("*arcs", "*edges"):
            raise self.lines.fault(f"nothing says what {line!r} is; ties stand below *Arcs or *Edges")
        elif len(tokens) < 2:
            raise self.lines.fault(f"{line!r} is no tie; it takes two vertices")
        else:
            self.tie(tokens[0], tokens[1], self.described(tokens[2:]))

    def begin(self, tokens: list[str]) -> None:
        """Begin a section."""
        self.section = tokens[0].lower()
        self.relation = _decoded(tokens[2]) if len(tokens) > 2 and tokens[1].startswith(":") else None
        if self.relation is None and len(tokens) > 1 and tokens[1].startswith(":"):
            self.relation = tokens[1][1:]
        if self.section == "*vertices":
            sizes = [self.lines.size(token) for token in tokens[1:3]]
            if not sizes or self.count is not None:
                raise self.lines.fault("*Vertices stands once, with the number of vertices")
            self.count, self.first_mode = sizes[0], sizes[1] if len(sizes) > 1 else 0
            if self.first_mode > self.count:
                raise self.lines.fault(f"{self.first_mode} vertices of the first mode are more than all {self.count}")
        elif self.section == "*matrix":
            self.matrix()
        elif self.section not in ("*arcs", "*edges", "*arcslist", "*edgeslist", "*network"):
            raise self.lines.fault(f"{tokens[0]!r} is not read; a file of a network has *Vertices, *Arcs and *Edges")
        self.arcs |= self.section.startswith("*arcs")

    def matrix(self) -> None:
        """Read a matrix; in two modes the block of the first by the second."""
        if self.count is None:
            raise self.lines.fault("no *Vertices before *Matrix")
        shift = self.first_mode
        rows, columns = shift or self.count, self.count - shift
        values = self.lines.numbers(rows * columns)
        places = [(row, column) for row in range(rows) for column in range(shift, self.count)]
        cells = [(*place, value) for place, value in zip(places, values, strict=True) if value]
        cells, directed = (cells, False) if shift else without_echoes(cells)
        self.arcs |= directed
        self.ties += [(row, column, directed, {"weight": value} | self.named()) for row, column, value in cells]

    def vertex(self, token: str) -> int:
        place = self.lines.whole(token)
        if not 1 <= place <= (self.count or 0):
            raise self.lines.fault(f"vertex {place} is not among the {self.count} vertices")
        return place - 1

    def named(self) -> dict[str, Any]:
        return {} if self.relation is None else {"relation": self.relation}

    def described(self, tokens: list[str]) -> dict[str, Any]:
        """Read what a line says of a tie: a number, a label, a time."""
        told: dict[str, Any] = {}
        if tokens and (value := _float(tokens[0])) is not None:
            told["weight"] = value
        for word, after in pairwise(tokens):
            if word == "l":
                told["label"] = _decoded(after)
        if times := [token for token in tokens if token.startswith("[")]:
            told["time"] = times[0]
        return told

    def tie(self, source: str, target: str, told: dict[str, Any]) -> None:
        one_way = self.section.startswith("*arcs")
        self.ties.append((self.vertex(source), self.vertex(target), one_way, told | self.named()))

    def finished(self) -> Plain:
        """Give what was read."""
        if self.count is None:
            raise FileFormatError(f"{self.lines.file}: there is no *Vertices in it, so it is not Pajek's")
        if self.section == "*vertices" and 0 < len(self.labels) < self.count:
            raise self.lines.fault(f"the file ends after {len(self.labels)} of {self.count} vertices")
        ids, actors = numbered([self.labels.get(place, str(place + 1)) for place in range(self.count)])
        if self.first_mode:
            modes = [1 if place < self.first_mode else 2 for place in range(self.count)]
            actors.append(Column("mode", "integer", modes))
        rows = [{"weight": 1.0} | told for *_, told in self.ties]
        if all(row["weight"] == 1 for row in rows):
            rows = [{name: cell for name, cell in row.items() if name != "weight"} for row in rows]
        columns = {name: None for name in ("relation", "weight", "label", "time") if any(name in row for row in rows)}
        ties = columns_of(rows, columns)
        if self.arcs and not all(one_way for *_, one_way, _ in self.ties):
            ties.append(Column("directed", "boolean", [one_way for *_, one_way, _ in self.ties]))
        subjects, objects = ([ids[tie[0]] for tie in self.ties], [ids[tie[1]] for tie in self.ties])
        return Plain(ids, actors, subjects, objects, ties, self.arcs, {})


def _decoded(label: str) -> str:
    """Read the letters that Pajek writes as numbers."""
    return _CODE.sub(lambda code: chr(int(code[1])) if int(code[1]) < 0x110000 else code[0], label)


def _float(token: str) -> float | None:
    try:
        return float(token)
    except ValueError:
        return None
