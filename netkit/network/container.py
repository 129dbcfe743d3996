"""The container: actors and ties as tables, and the arcs that measures run on."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netkit.errors import ArgumentError
from netkit.network.columns import BOUNDS, shown_bounds
from netkit.network.export import to_igraph, to_networkx
from netkit.network.graph import Graph, build_graph

if TYPE_CHECKING:
    import igraph
    import networkx
    from numpy.typing import NDArray

__all__ = ["Container"]


class Container:
    """
    Actors and the ties among them, wherever they come from; see `Network`.

    Parameters
    ----------
    actors, ties : DataFrame
        As `Network` takes them.
    directed : bool
        Whether direction means something.
    graph : Graph, optional
        The arcs, where they are at hand already.
    """

    def __init__(self, actors: pd.DataFrame, ties: pd.DataFrame, *, directed: bool, graph: Graph | None = None) -> None:
        self._actors = actors
        self._ties = ties
        self.directed = directed
        if graph is not None:
            self.__dict__["graph"] = graph

    @property
    def actors(self) -> pd.DataFrame:
        """
        The actors.

        Returns
        -------
        DataFrame, shape (n, …)
            A copy, indexed by actor id: name, kind, side, and one bool column for each role.
        """
        return self._actors.copy(deep=False)

    @property
    def ties(self) -> pd.DataFrame:
        """
        The ties.

        Returns
        -------
        DataFrame, shape (t, …)
            A copy, numbered from 0; one row per pair, relation, case and connected stretch of time. The four bounds
            are dates (NaT = without bound; ends are the first day after), or numbers where the network's times are.
        """
        return self._shown.copy(deep=False)

    @cached_property
    def _shown(self) -> pd.DataFrame:
        """The ties as people read them; pandas copies a column of it once somebody writes to it."""
        return shown_bounds(self._ties)

    @property
    def index(self) -> pd.Index[str]:
        """Ids of the actors, in the network's order."""
        return self._actors.index

    @property
    def n_actors(self) -> int:
        """Number of actors."""
        return len(self._actors)

    @property
    def n_ties(self) -> int:
        """Number of ties, parallel ones and self-ties included."""
        return len(self._ties)

    @cached_property
    def graph(self) -> Graph:
        """The arcs as compressed sparse rows, made when first needed."""
        tie_directed = self._ties["directed"].to_numpy(dtype=bool)
        return build_graph(self.n_actors, *self.ends, tie_directed, self.directed)

    @cached_property
    def ends(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Positions of the subjects and of the objects of the ties."""
        subjects, objects = (self.index.get_indexer(pd.Index(self._ties[end])) for end in ("subject", "object"))
        return subjects.astype(np.int32), objects.astype(np.int32)

    def arc_weights(self, column: str | None) -> NDArray[np.float64]:
        """
        Weigh each arc by a column of the ties.

        Parameters
        ----------
        column : str or None
            A numeric column of `ties`, added up over parallel ties; None weighs every arc 1.

        Returns
        -------
        ndarray of float, shape (m,)
            In the order of ``graph.indices``.

        Raises
        ------
        ArgumentError
            If there is no such column, or it holds text, NaN or negative numbers.
        """
        if column is None:
            return np.ones(self.graph.m)
        known = isinstance(column, Hashable) and column in self._ties
        if not known or not pd.api.types.is_numeric_dtype(self._ties[column]):
            numeric = [str(name) for name in self._ties.select_dtypes("number") if name not in BOUNDS]
            given = repr(column) if isinstance(column, Hashable) else f"of type {type(column).__name__}"
            raise ArgumentError(f"`weights` is {given}; the ties' numeric columns are {', '.join(numeric)}")
        values = self._ties[column].to_numpy(dtype=float)
        if not np.all(np.isfinite(values)) or np.any(values < 0):
            raise ArgumentError(f"`weights`: the ties' column {column!r} holds missing, infinite or negative values")
        return self.graph.arc_sums(values)

    def to_pandas(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """
        Return ties and actors as `from_pandas` takes them.

        Returns
        -------
        ties, actors : DataFrame
            Nothing is lost: bounds stay numbers, claims tuples.
        """
        return self._ties.copy(), self._actors.rename_axis("id").reset_index()

    def to_networkx(self) -> networkx.MultiGraph[str] | networkx.MultiDiGraph[str]:
        """
        Return the network for networkx.

        Returns
        -------
        MultiDiGraph or MultiGraph
            One edge a tie, with all columns as attributes; the network's own direction as the class.
        """
        return to_networkx(self._actors, self._ties, self.directed)

    def to_igraph(self) -> igraph.Graph:
        """
        Return the network for igraph.

        Returns
        -------
        igraph.Graph
            One edge a tie, ids as the vertex attribute ``name``, with all columns as attributes; the actor's
            own name is ``label``.

        Raises
        ------
        MissingDependencyError
            If igraph is not installed.
        """
        return to_igraph(self._actors, self._ties, self.directed)
