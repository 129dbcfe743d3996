"""The same random ties as a graph of each library."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import igraph
import networkit
import networkx
import numpy as np
import pandas as pd

from benchmarks.bare import as_network
from netkit.measures.arcs import arcs_of
from netkit.network.conversion import from_pandas
from netkit.network.network import Network


@dataclass(frozen=True, eq=False)
class Graphs:
    """Ties without repetition or loops; each library's own graph is built before anything is timed."""

    n: int
    sources: np.ndarray
    targets: np.ndarray
    directed: bool = True

    @cached_property
    def netkit(self) -> Network:
        return as_network(self.n, self.sources, self.targets, self.directed)

    @cached_property
    def weights(self) -> list[float]:
        """One number a tie."""
        drawn: list[float] = np.random.default_rng(3).random(len(self.sources)).tolist()
        return drawn

    @cached_property
    def labelled(self) -> Network:
        """The same ties with a table of actors and ties, as users have it."""
        ends = {"subject": self.sources.astype(str), "object": self.targets.astype(str)}
        actors = pd.DataFrame({"id": [str(actor) for actor in range(self.n)]})
        net = from_pandas(pd.DataFrame(ends).assign(weight=self.weights), actors, directed=self.directed)
        arcs_of(net)
        return net

    @cached_property
    def networkx(self) -> Any:
        graph: Any = networkx.DiGraph() if self.directed else networkx.Graph()
        graph.add_nodes_from(range(self.n))
        graph.add_weighted_edges_from(
            zip(self.sources.tolist(), self.targets.tolist(), self.weights, strict=True), weight="w"
        )
        return graph

    @cached_property
    def igraph(self) -> Any:
        return igraph.Graph(n=self.n, edges=np.stack([self.sources, self.targets], axis=1), directed=self.directed)

    @cached_property
    def networkit(self) -> Any:
        graph = networkit.Graph(self.n, weighted=False, directed=self.directed)
        for source, target in zip(self.sources.tolist(), self.targets.tolist(), strict=True):
            graph.addEdge(source, target)
        return graph


def drawn(n: int, m: int, directed: bool = True, seed: int = 1, ladder: bool = False) -> Graphs:
    """Draw m ties among n actors; a ladder leads only from earlier to later actors, and to everybody from somebody."""
    rng = np.random.default_rng(seed)
    if ladder:
        targets = np.concatenate([np.arange(1, n), rng.integers(1, n, size=m - n + 1)])
        sources = (rng.random(len(targets)) * targets).astype(np.int64)
    else:
        sources, targets = rng.integers(0, n, size=(2, int(m * 1.05) + 20))
    if not directed:
        sources, targets = np.minimum(sources, targets), np.maximum(sources, targets)
    keys = np.unique(sources * n + targets)
    keys = keys[keys // n != keys % n]
    # In order, as arcs are: a mask over the ties is then one over the arcs.
    keys = keys if ladder else np.sort(rng.permutation(keys)[:m])
    return Graphs(n, keys // n, keys % n, directed)
