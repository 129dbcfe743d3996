"""
UCINET's data language (DL), which NetDraw reads too: names and one number a pair.

UCINET reads names in Latin letters alone, and may write them in capitals. A matrix has one cell a pair: parallel ties
are added up if they have weights, else the most probable one counts. UCINET does not know networks without direction,
so their ties are written both ways.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from anyascii import anyascii

from netkit.exchange.labels import left_out, number, unique_labels
from netkit.exchange.matrices import Lines, numbered, without_echoes
from netkit.exchange.plain import Column, Plain
from netkit.exchange.streams import read_text, writing

__all__ = ["read_ucinet", "write_ucinet"]

_TOKEN: Final = re.compile(r'"([^"]*)"|\'([^\']*)\'|([^\s,="]+)')
_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_FORMATS: Final = {"el1": "edgelist1", "nl1": "nodelist1", "fm": "fullmatrix", "lh": "lowerhalf", "uh": "upperhalf"}
_KNOWN: Final = ("fullmatrix", "lowerhalf", "upperhalf", "edgelist1", "nodelist1", "nodelist1b")


def write_ucinet(net: Plain, file: Path) -> list[str]:
    """
    Write a network for UCINET and NetDraw.

    Parameters
    ----------
    net : Plain
        The network.
    file : Path
        Where to: an ``edgelist1``, which keeps actors without ties.

    Returns
    -------
    list of str
        What is left out.
    """
    labels = unique_labels(net, lambda name: " ".join(anyascii(name).replace('"', "'").split()))
    places = {actor: place for place, actor in enumerate(net.ids, 1)}
    add = net.weights() != net.tie("probability")
    cells: dict[tuple[int, int], float] = {}
    parallel = False
    for source, target, weight, one_way in zip(net.subjects, net.objects, net.weights(), net.one_way(), strict=True):
        pair = places[source], places[target]
        for ends in {pair: None} if one_way else {pair: None, pair[::-1]: None}:
            parallel |= ends in cells
            cells[ends] = cells.get(ends, 0.0) + weight if add else max(cells.get(ends, 0.0), weight)
    with writing(file) as out:
        out.write(f"dl n={len(labels)}\r\nformat=edgelist1\r\nlabels:\r\n")
        out.writelines((label if _PLAIN.fullmatch(label) else f'"{label}"') + "\r\n" for label in labels)
        out.write("data:\r\n")
        out.writelines(f"{row} {column} {number(value)}\r\n" for (row, column), value in cells.items())
    return left_out(net, labels, ()) + (["which ties are parallel"] if parallel else [])


def read_ucinet(file: Path) -> Plain:
    """
    Read a network in UCINET's data language.

    Parameters
    ----------
    file : Path
        A ``fullmatrix``, ``lowerhalf``, ``upperhalf``, ``edgelist1``, ``nodelist1`` or ``nodelist1b`` of one mode,
        with labels, with labels embedded, or with neither. Several full matrices are several relations.

    Returns
    -------
    Plain
        The network; undirected if every matrix is symmetric.

    Raises
    ------
    FileFormatError
        If the file is no DL, is cut off, has two modes, or a form that is not read.
    """
    lines = Lines(file, read_text(file))
    header = _Header(lines)
    return _Data(lines, header).network()


class _Header:
    """What stands before ``data:``."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.size: int | None = None
        self.matrices = 1
        self.form = "fullmatrix"
        self.diagonal = True
        self.embedded = False
        self.labels: list[str] = []
        self.relations: list[str] = []
        self._tokens = self._begin()
        while self._tokens or lines.more():
            word = self._word()
            if word == "data":
                if self._tokens:
                    raise lines.fault("the data begin on the line after `data:`")
                return
            self._take(word)
        raise lines.fault("there is no `data:` in it")

    def _begin(self) -> list[tuple[str, bool]]:
        tokens: list[tuple[str, bool]] = []
        while self.lines.more() and not tokens:
            tokens = self._split(self.lines.next())
        if not tokens or tokens[0][0].lower() != "dl":
            raise self.lines.fault("the file does not begin with `DL`, so it is not UCINET's data language")
        return tokens[1:]

    def _split(self, line: str) -> list[tuple[str, bool]]:
        """Split a line into words, and tell which were quoted."""
        return [(double or single or bare, not bare) for double, single, bare in _TOKEN.findall(line)]

    def _next(self) -> tuple[str, bool]:
        while not self._tokens:
            self._tokens = self._split(self.lines.next())
        return self._tokens.pop(0)

    def _word(self) -> str:
        return self._next()[0].lower().rstrip(":")

    def _take(self, word: str) -> None:
        """Read what a keyword says; UCINET knows many by their first letters."""
        if word in ("nr", "nc", "nrow", "nrows", "ncol", "ncols", "n"):
            size = self.lines.size(self._next()[0])
            if self.size not in (None, size):
                raise self.lines.fault(f"{self.size} rows and {size} columns: matrices of two modes are not read")
            self.size = size
        elif word in ("nm", "nmat", "nrel", "nl"):
            self.matrices = self.lines.size(self._next()[0])
        elif word == "format":
            form = self._word()
            self.form = _FORMATS.get(form, form)
            if self.form not in _KNOWN:
                raise self.lines.fault(f"the format {form!r} is not read; it can be {', '.join(_KNOWN)}")
        elif word == "diagonal":
            self.diagonal = self._word() != "absent"
        elif word in ("row", "column", "col", "matrix", "level", "lev", "labels"):
            self._label(word)
        else:
            raise self.lines.fault(f"{word!r} is no word of DL that is known here")

    def _label(self, word: str) -> None:
        """Read labels, or that they stand among the data."""
        if word != "labels" and self._word() != "labels":
            raise self.lines.fault(f"`{word}` is followed by `labels:`")
        if self._tokens and self._tokens[0][0].lower().rstrip(":") == "embedded":
            self._tokens.pop(0)
            self.embedded = True
            return
        named = word in ("matrix", "level", "lev")
        count = self.matrices if named else self.size
        if count is None:
            raise self.lines.fault("labels before `n=`; say first how many there are")
        found: list[str] = []
        while len(found) < count:
            label, quoted = self._next()
            if not quoted and label.lower() in ("data:", "labels:"):
                raise self.lines.fault(f"{len(found)} labels where {count} are expected")
            found.append(label)
        if named:
            self.relations = found
        elif self.labels and self.labels != found:
            raise self.lines.fault("rows and columns have other labels: matrices of two modes are not read")
        else:
            self.labels = found


class _Data:
    """What stands after ``data:``."""

    def __init__(self, lines: Lines, header: _Header) -> None:
        self.lines = lines
        self.header = header
        self.labels = header.labels
        self.cells: list[list[tuple[int, int, float]]] = []
        if header.size is None:
            raise lines.fault("there is no `n=` before `data:`")
        self.size = header.size
        for _ in range(header.matrices):
            self.cells.append(self.listed() if "list" in header.form else self.matrix())
        if lines.more():
            lines.next()
            raise lines.fault("the data go on where they should end")

    def matrix(self) -> list[tuple[int, int, float]]:
        """Read a matrix, or the half of one that is symmetric."""
        size, form, diagonal = self.size, self.header.form, self.header.diagonal
        if self.header.embedded:
            if form != "fullmatrix":
                raise self.lines.fault(f"labels embedded in a {form} are not read")
            return self.embedded()
        count = size * size if form == "fullmatrix" else size * (size + 1) // 2
        values = self.lines.numbers(count if diagonal else count - size)
        upper, lower = form == "upperhalf", form == "lowerhalf"
        columns = [range(row if upper else 0, row + 1 if lower else size) for row in range(size)]
        places = [(row, column) for row in range(size) for column in columns[row] if diagonal or row != column]
        filled = [(*place, value) for place, value in zip(places, values, strict=True) if value]
        if form != "fullmatrix":
            filled += [(column, row, value) for row, column, value in filled if row != column]
        return filled

    def embedded(self) -> list[tuple[int, int, float]]:
        """Read a matrix with its labels above and before the rows."""
        head = self.tokens()
        if len(head) != self.size:
            raise self.lines.fault(f"{len(head)} labels where {self.size} are expected")
        self.labels = self.labels or head
        cells = []
        for row in range(self.size):
            _, *values = self.tokens()
            columns = [column for column in range(self.size) if self.header.diagonal or column != row]
            if len(values) != len(columns):
                raise self.lines.fault(f"{len(values)} numbers where {len(columns)} are expected")
            numbers = zip(columns, map(self.lines.real, values), strict=True)
            cells += [(row, column, value) for column, value in numbers if value]
        return cells

    def listed(self) -> list[tuple[int, int, float]]:
        """Read pairs, or rows of those whom somebody names."""
        if self.header.matrices > 1:
            raise self.lines.fault(f"several matrices as {self.header.form} are not read; as fullmatrix they are")
        places = {label.casefold(): place for place, label in enumerate(self.labels)}
        cells: list[tuple[int, int, float]] = []
        row = -1
        while self.lines.more():
            tokens = self.tokens()
            if self.header.form == "nodelist1b":
                row += 1
                if self.lines.whole(tokens[0]) != len(tokens) - 1:
                    raise self.lines.fault(f"{tokens[0]} are said to follow, and {len(tokens) - 1} do")
                cells += [(row, self.place(token, places), 1.0) for token in tokens[1:]]
            elif self.header.form == "nodelist1":
                ends = [self.place(token, places) for token in tokens]
                cells += [(ends[0], end, 1.0) for end in ends[1:]]
            elif len(tokens) in (2, 3):
                value = self.lines.real(tokens[2]) if len(tokens) == 3 else 1.0
                cells.append((self.place(tokens[0], places), self.place(tokens[1], places), value))
            else:
                raise self.lines.fault("a line of an edgelist1 has two ends and perhaps a number")
        return cells

    def tokens(self) -> list[str]:
        while not (found := [a or b or c for a, b, c in _TOKEN.findall(self.lines.next())]):
            pass
        return found

    def place(self, token: str, places: dict[str, int]) -> int:
        """Find an actor: by label where labels are embedded, else by number or, if it is none, by label."""
        place = places.get(token.casefold())
        if self.header.embedded:
            if place is None and len(places) == self.size:
                raise self.lines.fault(f"{token!r} is one actor more than the {self.size} of `n=`")
            if place is None:
                place = places[token.casefold()] = len(places)
                self.labels.append(token)
        elif place is None or token.isdecimal():
            place = self.lines.whole(token) - 1
            if not 0 <= place < self.size:
                raise self.lines.fault(f"{token} is not among the {self.size} actors")
        return place

    def network(self) -> Plain:
        """Give what was read."""
        labels = [*self.labels, *(str(place + 1) for place in range(len(self.labels), self.size))]
        ids, actors = numbered(labels)
        found = [without_echoes(cells) for cells in self.cells]
        directed = any(one_way for _, one_way in found)
        ties = [
            (row, column, value, relation)
            for relation, (alone, (once, _)) in enumerate(zip(self.cells, found, strict=True))
            for row, column, value in (alone if directed else once)
        ]
        columns = []
        if self.header.matrices > 1:
            names = self.header.relations or [str(place + 1) for place in range(self.header.matrices)]
            columns.append(Column("relation", "text", [names[relation] for *_, relation in ties]))
        if any(value != 1 for _, _, value, _ in ties):
            columns.append(Column("weight", "number", [value for _, _, value, _ in ties]))
        subjects, objects = ([ids[tie[0]] for tie in ties], [ids[tie[1]] for tie in ties])
        return Plain(ids, actors, subjects, objects, columns, directed, {})
