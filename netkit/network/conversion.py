"""Networks from tables and from the graphs of other libraries."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from netkit.dates import FIRST, LAST, parse_date
from netkit.errors import ArgumentError
from netkit.network.columns import BOUNDS, complete_ties
from netkit.network.network import Network

if TYPE_CHECKING:
    import igraph
    import networkx
    from numpy.typing import NDArray

__all__ = ["from_igraph", "from_networkx", "from_pandas"]


def from_pandas(ties: pd.DataFrame, actors: pd.DataFrame | None = None, directed: bool = True) -> Network:
    """
    Make a network of a table of ties.

    Parameters
    ----------
    ties : DataFrame
        Columns `subject` and `object`, and if wanted `relation`, `family`, `probability` (0 to 1), `start` and `end`
        (dates as EDTF text, or numbers; `end` is the first moment after), `directed` (True or False), `claims` (tuples
        of ids), and any others. An empty cell of one of these means what a missing column would: a `probability` of 1,
        `directed` as the argument says.
    actors : DataFrame, optional
        Column or index `id`, and if wanted `name`, `kind`, `side` and any others. Its order is kept, and actors
        without ties. Without it, actors stand in the order in which the ties first name them.
    directed : bool, default: True
        Whether direction means something.

    Returns
    -------
    Network
        Ids are text. Without `relation` there is one relation, "tie", along which orders pass surely.

    Raises
    ------
    ArgumentError
        If a column is missing or doubled, an end is empty or not among the actors, an id stands twice, or a
        probability, `directed` or `claims` holds something else.
    DateError
        If a date cannot be read.

    Examples
    --------
    >>> import pandas as pd
    >>> import netkit as nk
    >>> net = nk.from_pandas(pd.DataFrame({"subject": ["a", "b"], "object": ["b", "c"]}))
    >>> net.n_actors, net.n_ties
    (3, 2)
    """
    for what, given in (("ties", ties), ("actors", actors)):
        if given is not None and given.columns.has_duplicates:
            doubled = given.columns[given.columns.duplicated()][0]
            raise ArgumentError(f"the {what} have more than one column {doubled!r}; give each its own name")
    if not _is_truth(directed):
        raise ArgumentError(f"`directed` is {directed!r}; it has to be True or False")
    directed = bool(directed)
    for column in ("subject", "object"):
        if column not in ties:
            raise ArgumentError(f"the ties have no column {column!r}; they have {', '.join(map(str, ties.columns))}")
        if ties[column].isna().any() or (ties[column].astype(str) == "").any():
            row = int(np.flatnonzero(ties[column].isna() | (ties[column].astype(str) == ""))[0])
            raise ArgumentError(f"row {row} of the ties has no {column}; every tie needs both ends")
    table = ties.reset_index(drop=True)
    table = table.assign(subject=_text(table["subject"]), object=_text(table["object"]))
    table = _fill(table, {"relation": "tie", "family": "", "case": "", "rule": "", "flag": "", "probability": 1.0})
    table = _fill(table, {"derived": False, "directed": directed, "claims": ()})
    _check_cells(table, "directed", _is_truth, "True or False")
    if "directed" in table:
        table["directed"] = table["directed"].astype(bool)
    _check_cells(table, "claims", lambda cell: isinstance(cell, (tuple, list)), "a tuple of ids of claims")
    if "probability" in table:
        chance = pd.to_numeric(table["probability"], errors="coerce")
        if not chance.between(0, 1).all():
            row = int(np.flatnonzero(~chance.between(0, 1))[0])
            found = str(ties["probability"].iloc[row])
            raise ArgumentError(f"row {row} of the ties: {found!r} is no probability from 0 to 1")
        table["probability"] = chance.astype(float)
    table = _with_bounds(table)
    codes, named = pd.factorize(table[["subject", "object"]].to_numpy().ravel())
    described = _actor_table(named, actors)
    net = Network(described, complete_ties(table, directed), directed=directed)
    # Where the ends stand is known here; looking a million names up again takes longer than the rest.
    ends = described.index.get_indexer(pd.Index(named, dtype=object))[codes].astype(np.int32)
    net.__dict__["ends"] = (ends[::2].copy(), ends[1::2].copy())
    return net


def _fill(table: pd.DataFrame, defaults: dict[str, object]) -> pd.DataFrame:
    """Give the cells of known columns that say nothing what a missing column would mean."""
    for column, value in defaults.items():
        if column in table and table[column].isna().any():
            cells = [
                value if missing else cell for cell, missing in zip(table[column], table[column].isna(), strict=True)
            ]
            table = table.assign(**{column: pd.Series(cells, index=table.index)})
    return table


def _is_truth(value: object) -> bool:
    return isinstance(value, (bool, int, float, np.bool_, np.number)) and value in (0, 1)


def _check_cells(table: pd.DataFrame, column: str, fits: Callable[[object], bool], form: str) -> None:
    for row, cell in enumerate(table.get(column, ())):
        if not fits(cell):
            raise ArgumentError(
                f"row {row} of the ties: `{column}` is {cell!r}; it has to be {form}, or a column of another name"
            )


def _text(ids: pd.Series[str]) -> pd.Series[str]:
    return ids.map(str).astype(object)


def _actor_table(named: NDArray[np.object_], actors: pd.DataFrame | None) -> pd.DataFrame:
    if actors is None:
        table = pd.DataFrame(index=pd.Index(named, dtype=object))
    else:
        ids = actors["id"] if "id" in actors else actors.index.to_series()
        table = actors.drop(columns="id", errors="ignore").set_axis(pd.Index(_text(ids), dtype=object))
        if table.index.has_duplicates:
            raise ArgumentError(f"actor {table.index[table.index.duplicated()][0]!r} stands twice; give each id once")
        if unknown := sorted(set(named) - set(table.index)):
            raise ArgumentError(f"a tie names {unknown[0]!r}, which is not among the actors; add a row for it")
    defaults = {"name": table.index.to_numpy(), "kind": "person", "side": ""}
    table = table.assign(**{column: value for column, value in defaults.items() if column not in table})  # type: ignore[arg-type]  # the stubs know no dict of mixed columns
    told = table["name"].where(table["name"].notna(), table.index.to_series())
    table = _fill(table.assign(name=told.to_numpy()), {"kind": "person", "side": ""})
    table.index.name = "actor"
    return table[[*defaults, *(column for column in table.columns if column not in defaults)]]


def _with_bounds(ties: pd.DataFrame) -> pd.DataFrame:
    """Turn `start` and `end` into four bounds: whole days for dates, floats for numbers."""
    given = [column for column in ("start", "end") if column in ties]
    if not given:
        return ties
    numeric = all(pd.api.types.is_numeric_dtype(ties[column]) for column in given)
    bounds: dict[str, object] = {}
    for column in ("start", "end"):
        if column not in ties:
            unbounded = (-np.inf, np.inf) if numeric else (FIRST, LAST)
            low = high = np.full(len(ties), unbounded[column == "end"])
        elif numeric:
            low = high = ties[column].to_numpy(dtype=float)
            missing = np.isnan(low)
            low = high = np.where(missing, -np.inf if column == "start" else np.inf, low)
        else:
            pairs = np.array([_day_bounds(value, column) for value in ties[column]], dtype=np.int64).reshape(-1, 2)
            low, high = pairs[:, 0], pairs[:, 1]
        bounds[f"{column}_earliest"], bounds[f"{column}_latest"] = low, high
    table = ties.assign(**bounds)  # type: ignore[arg-type]  # pandas-stubs know no dict of columns here
    late = table["start_earliest"] >= table["end_latest"]
    if late.any():
        row = int(np.flatnonzero(late)[0])
        raise ArgumentError(f"row {row} of the ties ends before it starts; `end` is the first moment after")
    for name in BOUNDS:
        if not numeric:
            table[name] = table[name].astype(np.int64)
    return table.drop(columns=given)


def _day_bounds(value: object, column: str) -> tuple[int, int]:
    """Read one end of a tie's time; an `end` is the first day after, so a plain day stands for itself."""
    if value is None or value is pd.NaT or value == "" or (isinstance(value, float) and np.isnan(value)):
        return (FIRST, FIRST) if column == "start" else (LAST, LAST)
    if isinstance(value, datetime.datetime):
        value = value.date()
    date = parse_date(str(value))
    return date.start_low, date.start_high


def from_networkx(graph: networkx.Graph[Any]) -> Network:
    """
    Make a network of a networkx graph.

    Parameters
    ----------
    graph : Graph, DiGraph, MultiGraph or MultiDiGraph
        Attributes of edges become columns of the ties, those of nodes columns of the actors.

    Returns
    -------
    Network
        Ids are text; the order of the nodes is kept, and nodes without edges.

    Raises
    ------
    ArgumentError
        If two nodes have the same text.
    """
    nodes = [{"id": str(node), **data} for node, data in graph.nodes(data=True)]
    edges = [{"subject": str(u), "object": str(v), **data} for u, v, data in graph.edges(data=True)]
    return _from_rows(nodes, edges, bool(graph.is_directed()))


def from_igraph(graph: igraph.Graph) -> Network:
    """
    Make a network of an igraph graph.

    Parameters
    ----------
    graph : igraph.Graph
        The vertex attribute ``name`` is the id, else the vertex's number; ``label`` is the actor's name.

    Returns
    -------
    Network
        Ids are text; order and vertices without edges are kept.

    Raises
    ------
    ArgumentError
        If two vertices have the same name.
    """
    ids = [str(name) for name in (graph.vs["name"] if "name" in graph.vs.attributes() else range(graph.vcount()))]
    nodes = []
    for vertex, actor in zip(graph.vs, ids, strict=True):
        data = {key: value for key, value in vertex.attributes().items() if key not in ("name", "id")}
        nodes.append({"id": actor, **({"name": data.pop("label")} if "label" in data else {}), **data})
    edges = [{"subject": ids[edge.source], "object": ids[edge.target], **edge.attributes()} for edge in graph.es]
    return _from_rows(nodes, edges, bool(graph.is_directed()))


def _from_rows(nodes: list[dict[str, object]], edges: list[dict[str, object]], directed: bool) -> Network:
    actors = pd.DataFrame(nodes) if nodes else pd.DataFrame({"id": pd.Series(dtype=object)})
    ties = pd.DataFrame(edges) if edges else pd.DataFrame({"subject": [], "object": []}, dtype=object)
    return from_pandas(ties, actors, directed=directed)
