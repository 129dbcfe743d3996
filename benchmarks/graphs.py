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

from netkit.measures.arcs import arcs_of
from netkit.network.graph import build_graph
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
    def networkx(self) -> Any:
        graph = networkx.DiGraph() if self.directed else networkx.Graph()
        graph.add_nodes_from(range(self.n))
        graph.add_edges_from(zip(self.sources.tolist(), self.targets.tolist(), strict=True))
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


def as_network(n: int, sources: np.ndarray, targets: np.ndarray, directed: bool) -> Network:
    """Make a network of arrays, without the table of ties, whose text would be most of the memory of a million."""
    actors = pd.DataFrame({"name": "", "side": np.arange(n) % 3}, index=pd.RangeIndex(n))
    ties = pd.DataFrame({"subject": [], "object": [], "directed": np.zeros(0, dtype=bool), "family": []})
    net = Network(actors, ties, directed=directed)
    same = np.full(len(sources), directed)
    net.__dict__["graph"] = build_graph(n, sources.astype(np.int32), targets.astype(np.int32), same, directed)
    arcs_of(net)
    return net


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
