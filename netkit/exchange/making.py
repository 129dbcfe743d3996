"""A network made of plain values, whoever wrote them."""

from __future__ import annotations

import datetime
import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from netkit.dates import FIRST, LAST
from netkit.dates.strict import EPOCH
from netkit.errors import ArgumentError
from netkit.exchange.plain import TRUTH, UNKNOWN, Cell, Column, Kind, Plain, kind_of
from netkit.network.columns import BOUNDS
from netkit.network.conversion import from_pandas
from netkit.network.network import Network

__all__ = ["columns_of", "make_network"]

_LISTS: Final = ("rests_on", "claims")
_WORDS: Final = ("relation", "family", "case", "rule", "flag")
# A day outside the calendar: the day before or after an unknown one.
_DAY_NUMBER: Final = re.compile(r"-?[0-9]{6,8}")


def columns_of(rows: Sequence[Mapping[str, Cell]], kinds: Mapping[str, Kind | None]) -> list[Column]:
    """
    Make columns of rows.

    Parameters
    ----------
    rows : sequence of mapping
        Name of the column → cell; what is missing is left out.
    kinds : mapping
        Name of the column → what it holds, None if the cells have to tell; its order is that of the columns.

    Returns
    -------
    list of Column
        One a kind.
    """
    told = {name: [row.get(name) for row in rows] for name in kinds}
    return [Column(name, kinds[name] or kind_of(cells), cells) for name, cells in told.items()]


def make_network(found: Plain) -> Network:
    """
    Make the network that a file holds.

    Parameters
    ----------
    found : Plain
        What was read. Columns that mean something to netkit are given their meaning; an attribute that has the name
        of an end or an id becomes ``…_attribute``.

    Returns
    -------
    Network
        Without policy or tables.

    Raises
    ------
    ArgumentError
        If an id stands twice, a tie names nobody, or a column that means something to netkit holds something else.
    DateError
        If a time is no date.
    """
    actors = {_free(column.name, ("id",)): _series(column) for column in found.actors}
    if "name" not in actors and "label" in actors:
        actors = {("name" if name == "label" else name): cells for name, cells in actors.items()}
    for word in {"name", "kind", "side"} & actors.keys():
        actors[word] = _said(actors[word])
    ends = _ends(found)
    others = [column for column in found.ties if ends.get(column.name) is not column.cells]
    ties = {_free(column.name, tuple(ends)): _series(column) for column in others}
    for word in set(_WORDS) & ties.keys():
        ties[word] = _said(ties[word])
    for name in set(_LISTS) & ties.keys():
        ties[name] = pd.Series([_listed(cell) for cell in ties[name]], dtype=object)
    for name in {"directed", "derived"} & ties.keys():
        ties[name] = pd.Series([_truth(cell, name) for cell in ties[name]], dtype=object).infer_objects()
    ties |= _bounds({column.name: column for column in found.ties if column.name in BOUNDS}, len(found.subjects))
    return from_pandas(
        pd.DataFrame({name: pd.Series(ids, dtype=object) for name, ids in ends.items()} | ties),
        pd.DataFrame({"id": pd.Series(found.ids, dtype=object)} | actors),
        directed=found.directed,
    )


def _ends(found: Plain) -> dict[str, list[str]]:
    """Tell who was subject: a graph without direction forgets it, attributes of `Network.to_igraph` say it again."""
    ends = {"subject": found.subjects, "object": found.objects}
    said = {column.name: column.cells for column in found.ties if column.name in ends}
    if len(said) == len(ends):
        pairs = zip(*ends.values(), *said.values(), strict=True)
        if all({source, target} == {first, second} for source, target, first, second in pairs):
            return {name: said[name] for name in ends}
    return ends


def _free(name: str, taken: tuple[str, ...]) -> str:
    return f"{name}_attribute" if name in taken else name


def _series(column: Column) -> pd.Series[Any]:
    cells = column.cells
    if column.kind == "number":
        return pd.Series([math.nan if cell is None else cell for cell in cells], dtype=float)
    if column.kind == "date":
        try:
            return pd.Series(pd.to_datetime(pd.Series(cells, dtype=object), format="ISO8601"))
        except ValueError as error:
            raise ArgumentError(f"the column {column.name!r} holds no dates: {error}") from None
    if column.kind == "json":
        return pd.Series([_frozen(cell) for cell in cells], dtype=object)
    if column.kind == "boolean" and None not in cells:
        return pd.Series(cells, dtype=bool)
    if column.kind == "integer" and all(cell is not None and -(2**63) <= cell < 2**63 for cell in cells):
        return pd.Series(cells, dtype="int64")
    return pd.Series(cells, dtype=object)


def _frozen(cell: Cell) -> Cell:
    """Make tuples of lists: netkit's own are, and they can be counted and compared."""
    return tuple(_frozen(item) for item in cell) if isinstance(cell, list) else cell


def _said(cells: pd.Series[Any]) -> pd.Series[Any]:
    return pd.Series([None if pd.isna(cell) else str(cell) for cell in cells], dtype=object)


def _listed(cell: Cell) -> tuple[str, ...]:
    """Read ids that may have come as a list, as JSON, or as one id alone."""
    if isinstance(cell, str):
        try:
            cell = json.loads(cell) if cell.startswith("[") else (cell,)
        except ValueError:
            cell = (cell,)
    return tuple(str(item) for item in cell) if isinstance(cell, (list, tuple)) else ()


def _truth(cell: Cell, name: str) -> bool | None:
    if cell is None or isinstance(cell, bool):
        return cell
    if isinstance(cell, float) and math.isnan(cell):
        return None
    word = str(cell).strip().lower()
    if word not in TRUTH:
        raise ArgumentError(f"the ties' {name!r} is {cell!r}; it is true or false")
    return TRUTH[word]


def _bounds(columns: dict[str, Column], count: int) -> dict[str, pd.Series[Any]]:
    """Read the four bounds, if there is one of them: days as text become numbers, numbers stay."""
    if not columns:
        return {}
    numbers = any(column.kind in ("integer", "number") for column in columns.values())
    bounds: dict[str, pd.Series[Any]] = {}
    for name in BOUNDS:
        cells = columns[name].cells if name in columns else [None] * count
        own, other = (FIRST, LAST) if name.startswith("start") else (LAST, FIRST)
        if numbers:
            values = [math.copysign(math.inf, own) if cell is None else _number(cell, name) for cell in cells]
            bounds[name] = pd.Series(values, dtype=float)
        else:
            days = {cell: _day(cell, name) for cell in set(cells) - {None, UNKNOWN}} | {None: own, UNKNOWN: other}
            bounds[name] = pd.Series([days[cell] for cell in cells], dtype="int64")
    return bounds


def _number(cell: Cell, name: str) -> float:
    if isinstance(cell, (int, float)):
        return float(cell)
    raise ArgumentError(f"the ties' {name!r} is {cell!r}; the other times are numbers")


def _day(cell: Cell, name: str) -> int:
    text = str(cell)
    try:
        return int(text) if _DAY_NUMBER.fullmatch(text) else datetime.date.fromisoformat(text).toordinal() - EPOCH
    except ValueError:
        raise ArgumentError(f"the ties' {name!r} is {text!r}; it is a day such as '1937-09-22'") from None
