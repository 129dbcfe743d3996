"""
A network as plain values: what every format writes in its own words, and makes a network of again.

Cells are `None` (missing), `bool`, `int`, `float`, `str`, and lists and dicts of them. The four bounds of a tie's time,
which are day numbers in a network, are days as text here, such as ``1937-09-22``. A missing one is no bound: it always
was so, or it goes on. Where nothing is known of the latest beginning or the earliest end, that bound is `UNKNOWN`.
"""

from __future__ import annotations

import datetime
import json
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
import pandas as pd

from netkit.dates import FIRST, LAST, format_day
from netkit.errors import ArgumentError
from netkit.network.columns import BOUNDS
from netkit.network.network import Network

__all__ = ["TRUTH", "UNKNOWN", "Cell", "Column", "Kind", "Plain", "from_text", "kind_of", "plain", "to_text"]

Cell = Any
Kind = Literal["boolean", "integer", "number", "text", "date", "json"]
UNKNOWN: Final = "unknown"
TRUTH: Final = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True)
class Column:
    """
    One column of a table.

    Parameters
    ----------
    name : str
        Its name.
    kind : {"boolean", "integer", "number", "text", "date", "json"}
        What its cells are: "date" is ISO text, "json" is whatever JSON holds.
    cells : list
        In the order of the rows.
    """

    name: str
    kind: Kind
    cells: list[Cell]


@dataclass(frozen=True)
class Plain:
    """
    A network.

    Parameters
    ----------
    ids : list of str
        Of the actors, in their order.
    actors : list of Column
        What is said of them.
    subjects, objects : list of str
        Ends of the ties, in their order.
    ties : list of Column
        What else is said of them.
    directed : bool
        Whether direction means something.
    about : dict of str
        Where it comes from: the dossier, its version, the policy.
    """

    ids: list[str]
    actors: list[Column]
    subjects: list[str]
    objects: list[str]
    ties: list[Column]
    directed: bool
    about: dict[str, str]

    def tie(self, name: str) -> list[Cell]:
        """
        Return a column of the ties that every network has.

        Parameters
        ----------
        name : str
            Such as ``relation``.

        Returns
        -------
        list
            Its cells.
        """
        return next(column.cells for column in self.ties if column.name == name)

    def names(self) -> list[str]:
        """
        Return what people read: the names of the actors.

        Returns
        -------
        list of str
            The id where there is no name.
        """
        told = next((column.cells for column in self.actors if column.name == "name"), self.ids)
        return [actor if name is None else str(name) for name, actor in zip(told, self.ids, strict=True)]

    def weights(self) -> list[float]:
        """
        Return one number a tie for programs that know no more.

        Returns
        -------
        list of float
            The column ``weight`` where there is one and it is a number in every row, else the probability.
        """
        for column in self.ties:
            numbers = column.kind in ("integer", "number") and None not in column.cells
            if column.name == "weight" and numbers and all(map(math.isfinite, column.cells)):
                return [float(cell) for cell in column.cells]
        return [float(cell) for cell in self.tie("probability")]

    def one_way(self) -> list[bool]:
        """
        Tell which ties have a direction that means something.

        Returns
        -------
        list of bool
            None of them in an undirected network.
        """
        return [self.directed and bool(cell) for cell in self.tie("directed")]


def plain(net: Network) -> Plain:
    """
    Write a network down as plain values.

    Parameters
    ----------
    net : Network
        Any.

    Returns
    -------
    Plain
        All its actors and ties.

    Raises
    ------
    ArgumentError
        If a cell holds what no file can hold, or two columns have the same name.
    """
    ties, actors = net.to_pandas()
    about = {}
    if net.tables is not None:
        package = net.tables.raw.package
        about = {f"dossier {word}": str(package[word]) for word in ("title", "version") if package.get(word)}
    return Plain(
        ids=[str(actor) for actor in actors["id"]],
        actors=_columns(actors.drop(columns="id"), "actors"),
        subjects=[str(actor) for actor in ties["subject"]],
        objects=[str(actor) for actor in ties["object"]],
        ties=_columns(ties.drop(columns=["subject", "object"]), "ties"),
        directed=net.directed,
        about=about | (net.policy.describe() if net.policy else {}),
    )


def _columns(frame: pd.DataFrame, table: str) -> list[Column]:
    names = Counter(str(name) for name in frame.columns)
    if twice := [name for name, count in names.items() if count > 1]:
        raise ArgumentError(f"two columns of the {table} have the name {twice[0]!r}; rename one")
    return [_column(str(name), frame.iloc[:, place], table) for place, name in enumerate(frame.columns)]


def _column(name: str, series: pd.Series[Any], table: str) -> Column:
    if table == "ties" and name in BOUNDS:
        return _bound(name, series)
    try:
        cells = [_cell(value) for value in series.tolist()]
        kind = kind_of(cells) if any(cell is not None for cell in cells) else _empty_kind(series)
        if kind == "json":
            json.dumps(cells, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise ArgumentError(f"the column {name!r} of the {table} cannot be written to a file: {error}") from None
    if kind == "date":
        cells = [cell and cell.isoformat() for cell in cells]
    return Column(name, kind, cells)


def _cell(value: object) -> Cell:
    """Turn what pandas and numpy store into what every file can tell."""
    if type(value) in (str, bool, int):
        return value
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, float):
        return None if math.isnan(value) else float(value)
    if isinstance(value, (datetime.date, np.datetime64)):
        return None if pd.isna(value) else pd.Timestamp(value)
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [_cell(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _cell(item) for key, item in value.items()}
    if isinstance(value, np.generic):
        return _cell(value.item())
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"{value!r} is of the type {type(value).__name__}; make it text first")


def kind_of(cells: Iterable[Cell]) -> Kind:
    """
    Tell what the cells of a column are.

    Parameters
    ----------
    cells : iterable
        Missing ones say nothing.

    Returns
    -------
    str
        "text" if all are missing.
    """
    present = [cell for cell in cells if cell is not None]
    types = {type(cell) for cell in present}
    if types <= {str}:
        return "text"
    if types == {bool}:
        return "boolean"
    if types == {pd.Timestamp}:
        return "date"
    if types == {int}:
        return "integer" if all(-(2**63) <= cell < 2**63 for cell in present) else "json"
    if types <= {int, float} and all(type(cell) is float or abs(cell) <= 2**53 for cell in present):
        return "number"
    return "json"


def _empty_kind(series: pd.Series[Any]) -> Kind:
    """Tell what a column without any value would hold."""
    kinds: dict[str, Kind] = {"b": "boolean", "i": "integer", "u": "integer", "f": "number", "M": "date"}
    return kinds.get(series.dtype.kind, "text")


def _bound(name: str, series: pd.Series[Any]) -> Column:
    """Write one bound of the ties' times: days as text, numbers of the user's own as they are."""
    own, other = (FIRST, LAST) if name.startswith("start") else (LAST, FIRST)
    if pd.api.types.is_integer_dtype(series):
        days = {day: format_day(day) or str(day) for day in series.unique().tolist()} | {own: None, other: UNKNOWN}
        return Column(name, "text", [days[day] for day in series.tolist()])
    numbers = [None if number == math.copysign(math.inf, own) else number for number in series.astype(float).tolist()]
    return Column(name, "number", numbers)


def to_text(kind: Kind, cell: Cell) -> str:
    """
    Write a cell that is not missing as text.

    Parameters
    ----------
    kind : str
        What its column holds.
    cell : any
        Its value.

    Returns
    -------
    str
        Infinite numbers are ``Infinity`` and ``-Infinity``, which Java, C and Python read.
    """
    if kind == "boolean":
        return "true" if cell else "false"
    if kind == "json":
        return json.dumps(cell, ensure_ascii=False)
    if kind == "number" and math.isinf(cell):
        return "Infinity" if cell > 0 else "-Infinity"
    return repr(float(cell)) if kind == "number" else str(cell)


def from_text(kind: Kind, text: str) -> Cell:
    """
    Read a cell.

    Parameters
    ----------
    kind : str
        What its column holds.
    text : str
        What stands in the file.

    Returns
    -------
    any
        The value; a number that is NaN is missing.

    Raises
    ------
    ValueError
        If the text is no such value.
    """
    if kind == "text" or kind == "date":
        return text
    if kind == "boolean":
        word = text.strip().lower()
        if word not in TRUTH:
            raise ValueError(f"{text!r} is neither true nor false")
        return TRUTH[word]
    if kind == "integer":
        return int(text)
    if kind == "json":
        return json.loads(text)
    number = float(text)
    return None if math.isnan(number) else number
