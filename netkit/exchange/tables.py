"""
Tables: the ties in one file of comma-separated values, the actors in another beside it.

The columns that Gephi's and Cytoscape's import of tables looks for have the names that it knows: ``Source``, ``Target``
and ``Type`` of the ties, ``Id`` and ``Label`` of the actors.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path
from typing import Final

from netkit.errors import ArgumentError, FileFormatError
from netkit.exchange.plain import Cell, Column, Kind, Plain, from_text, to_text
from netkit.exchange.streams import read_text, writing

__all__ = ["actors_file", "read_csv", "write_csv"]

_SUBJECTS: Final = ("source", "subject", "from")
_OBJECTS: Final = ("target", "object", "to")
_WHOLE: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_NUMBER: Final = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|Infinity)")


def actors_file(file: Path) -> Path:
    """
    Name the file of the actors.

    Parameters
    ----------
    file : Path
        That of the ties, such as ``net.csv``.

    Returns
    -------
    Path
        Such as ``net.actors.csv``.
    """
    return file.with_suffix(f".actors{file.suffix}")


def write_csv(net: Plain, file: Path) -> list[str]:
    """
    Write a network as two tables.

    Parameters
    ----------
    net : Plain
        The network.
    file : Path
        Where to write the ties; see `actors_file` for the actors.

    Returns
    -------
    list of str
        What is left out: nothing but what the cells of a table cannot tell apart, text from numbers and empty from
        missing.
    """
    ways = ["Directed" if one_way else "Undirected" for one_way in net.one_way()]
    ends = {"Source": net.subjects, "Target": net.objects, "Type": ways}
    _write(file, ends, net.ties)
    named = [column for column in net.actors if column.name != "name"]
    _write(actors_file(file), {"Id": net.ids, "Label": net.names()}, named)
    return []


def _write(file: Path, first: dict[str, list[str]], columns: list[Column]) -> None:
    names = [*first, *(column.name for column in columns)]
    lower = [name.lower() for name in names]
    if twice := [name for place, name in enumerate(lower) if name in lower[:place]]:
        raise ArgumentError(f"a column has the name {twice[0]!r}, which means something else in a table; rename it")
    texts = [[None if cell is None else to_text(column.kind, cell) for cell in column.cells] for column in columns]
    with writing(file) as out:
        out.write("\ufeff")  # or spreadsheets take UTF-8 for something else
        table = csv.writer(out)
        table.writerow(names)
        table.writerows(zip(*first.values(), *texts, strict=True))


def read_csv(file: Path) -> Plain:
    """
    Read a network from a table of ties, and one of actors if it lies beside it.

    Parameters
    ----------
    file : Path
        With the columns ``Source`` and ``Target`` (or subject and object, from and to), in any case of letters, parted
        by commas, semicolons or tabs. ``Type`` says "Directed" or "Undirected". What a column holds is told by its
        cells: truth, whole numbers, numbers, else text; empty cells are missing.

    Returns
    -------
    Plain
        The network; directed unless all rows say "Undirected".

    Raises
    ------
    FileFormatError
        If a column is missing, or a row has too many cells.
    """
    ties = _read(file)
    subjects, objects = (_taken(file, ties, names) for names in (_SUBJECTS, _OBJECTS))
    types = [
        str(cell or "").strip().lower() for cell in ties.pop(next((n for n in ties if n.lower() == "type"), ""), [])
    ]
    one_way = [word != "undirected" for word in types]
    columns = [_column(name, cells) for name, cells in ties.items()]
    if types and all(column.name != "directed" for column in columns):
        columns.append(Column("directed", "boolean", [*one_way]))
    beside = actors_file(file)
    if beside.is_file():
        rows = _read(beside)
        ids = _taken(beside, rows, ("id",))
        actors = [_column(_known(name), cells) for name, cells in rows.items()]
    else:
        ids, actors = list(dict.fromkeys(end for pair in zip(subjects, objects, strict=True) for end in pair)), []
    return Plain(ids, actors, subjects, objects, columns, any(one_way) or not types, {})


def _read(file: Path) -> dict[str, list[str | None]]:
    """Read a table as columns of text."""
    text = read_text(file)
    head = text.partition("\n")[0]
    parted = max((",", ";", "\t"), key=head.count)
    try:
        header, *rows = csv.reader(StringIO(text, newline=""), delimiter=parted, strict=True)
    except (csv.Error, ValueError) as error:
        raise FileFormatError(f"{file}: this is no whole table: {error}") from None
    columns: dict[str, list[str | None]] = {name.strip(): [] for name in header}
    if len(columns) < len(header):
        raise FileFormatError(f"{file}: two columns have the same name; rename one")
    for line, row in enumerate(rows, 2):
        if not any(row):
            continue
        if len(row) > len(header):
            raise FileFormatError(f"{file}, row {line}: {len(row)} cells under {len(header)} columns")
        for name, cell in zip(columns, [*row, *[""] * (len(header) - len(row))], strict=True):
            columns[name].append(cell or None)
    return columns


def _taken(file: Path, columns: dict[str, list[str | None]], names: Sequence[str]) -> list[str]:
    """Take a column of ids out of a table."""
    name = next((column for known in names for column in columns if column.lower() == known), None)
    if name is None:
        raise FileFormatError(f"{file} has no column {' or '.join(names)!r}; it has {', '.join(columns)}")
    cells = columns.pop(name)
    if None in cells:
        raise FileFormatError(f"{file}: {name!r} is empty in row {cells.index(None) + 2}")
    return [str(cell) for cell in cells]


def _known(name: str) -> str:
    return name.lower() if name.lower() in ("label", "name", "kind", "side", "weight") else name


def _column(name: str, texts: Iterable[str | None]) -> Column:
    """Find out what a column of text holds."""
    cells = list(texts)
    present = [cell for cell in cells if cell is not None]
    kind: Kind = "text"
    if present and all(cell in ("true", "false") for cell in present):
        kind = "boolean"
    elif present and all(map(_WHOLE.fullmatch, present)):
        kind = "integer"
    elif present and all(map(_NUMBER.fullmatch, present)):
        kind = "number"
    values: list[Cell] = [None if cell is None else from_text(kind, cell) for cell in cells]
    return Column(_known(name), kind, values)
