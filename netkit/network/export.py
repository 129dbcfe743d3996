"""A network's tables as the graphs of other libraries, with nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from netkit.errors import MissingDependencyError

if TYPE_CHECKING:
    import igraph
    import networkx

__all__ = ["to_igraph", "to_networkx"]


def to_networkx(
    actors: pd.DataFrame, ties: pd.DataFrame, directed: bool
) -> networkx.MultiGraph[str] | networkx.MultiDiGraph[str]:
    """
    Make a networkx multigraph; see `Network.to_networkx`.

    Parameters
    ----------
    actors, ties : DataFrame
        A network's tables.
    directed : bool
        Which class is made.

    Returns
    -------
    MultiGraph or MultiDiGraph
        Columns are attributes.
    """
    import networkx

    graph: networkx.MultiGraph[str] = networkx.MultiDiGraph() if directed else networkx.MultiGraph()
    graph.add_nodes_from((actor, row) for actor, row in zip(actors.index, _rows(actors), strict=True))
    # An undirected graph forgets which end of an edge came first; the attributes keep who was subject.
    graph.add_edges_from(zip(ties["subject"], ties["object"], _rows(ties), strict=True))
    return graph


def to_igraph(actors: pd.DataFrame, ties: pd.DataFrame, directed: bool) -> igraph.Graph:
    """
    Make an igraph graph; see `Network.to_igraph`.

    Parameters
    ----------
    actors, ties : DataFrame
        A network's tables.
    directed : bool
        Whether the graph is directed.

    Returns
    -------
    Graph
        Columns are attributes; ends keep the order of subject and object as ``subject`` and ``object``.

    Raises
    ------
    MissingDependencyError
        If igraph is not installed.
    """
    try:
        import igraph
    except ImportError as error:
        raise MissingDependencyError("igraph is not installed: pip install 'netkit-sna[igraph]'") from error
    starts, stops = (actors.index.get_indexer(pd.Index(ties[end])) for end in ("subject", "object"))
    attributes = {name: ties[name].tolist() for name in ties.columns}
    vertices = {("label" if name == "name" else name): actors[name].tolist() for name in actors.columns}
    return igraph.Graph(
        n=len(actors),
        edges=list(zip(starts.tolist(), stops.tolist(), strict=True)),
        directed=directed,
        vertex_attrs={**vertices, "name": actors.index.tolist()},
        edge_attrs=attributes,
    )


def _rows(frame: pd.DataFrame) -> list[dict[str, object]]:
    columns = {str(name): frame[name].tolist() for name in frame.columns}
    return (
        [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
        if columns
        else [{} for _ in range(len(frame))]
    )
