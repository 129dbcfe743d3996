"""What is measured: one task, in netkit and in each library that has it, giving the same numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import igraph
import networkit
import networkx as nx
import numpy as np
import pandas as pd

from benchmarks.graphs import Graphs, drawn
from netkit.command.cuts import dominators
from netkit.measures.betweenness import betweenness
from netkit.measures.brokerage import gould_fernandez
from netkit.measures.centrality import coreness, degree, harmonic, strength
from netkit.measures.cohesion import clustering, components
from netkit.measures.hierarchy import local_reaching
from netkit.measures.holes import constraint, effective_size
from netkit.measures.spectral import katz, pagerank
from netkit.measures.triads import triad_census
from netkit.measures.trophic import trophic_level
from netkit.network.graph import build_graph

Run = Callable[[Graphs], Any]
networkit.setNumberOfThreads(1)


@dataclass(frozen=True)
class Task:
    """
    One thing to compute.

    `read` turns what any of the libraries returns into an array, outside of the time that is measured.
    """

    name: str
    graphs: Callable[[], Graphs]
    runs: dict[str, Run]
    read: Callable[[Any], np.ndarray] = field(default_factory=lambda: numbers)
    tolerance: float = 1e-6


def numbers(result: Any) -> np.ndarray:
    """Read a Series, a dict by actor, a list, or an algorithm of networkit that has run."""
    if hasattr(result, "scores"):
        result = result.scores()
    if isinstance(result, dict):
        result = [result[key] for key in sorted(result)]
    if isinstance(result, pd.DataFrame):
        result = result.to_numpy().ravel()
    if not isinstance(result, (list, np.ndarray, pd.Series)):
        result = [value for _, value in result] if hasattr(result, "__iter__") else [result]
    return np.nan_to_num(np.asarray(result, dtype=float))


def parts(result: Any) -> np.ndarray:
    """Read a division as the sizes of its parts."""
    if isinstance(result, pd.Series):
        return np.sort(result.value_counts().to_numpy())
    if isinstance(result, igraph.VertexClustering):
        return np.sort(result.sizes())
    if hasattr(result, "getComponentSizes"):
        return np.sort(list(result.getComponentSizes().values()))
    return np.sort([len(part) for part in result])


def census(result: Any) -> np.ndarray:
    """Read a triad census; igraph names the kinds in the same order."""
    if isinstance(result, pd.Series):
        return result.to_numpy(dtype=float)
    return np.array([*result], dtype=float)


def tree(result: Any) -> np.ndarray:
    """Read a tree of dominators as pairs, in order, without the root and whoever is not reached."""
    if isinstance(result, list):
        result = {child: above for child, above in enumerate(result) if above >= 0}
    pairs = [(int(child), int(above)) for child, above in dict(result).items() if above is not None and child != above]
    return np.array(sorted(pairs))


def ran(algorithm: Any) -> Any:
    """Run an algorithm of networkit."""
    return algorithm.run()


def reached(graphs: Graphs) -> np.ndarray:
    """Ask networkit for the exact number of reachable actors, himself left out, as a share of the others."""
    algorithm = networkit.reachability.ReachableNodes(graphs.networkit, exact=True)
    algorithm.run()
    return np.array([algorithm.numberOfReachableNodes(v) - 1 for v in range(graphs.n)]) / (graphs.n - 1)


def built(graphs: Graphs) -> Any:
    """Make netkit's container of two columns."""
    directed = np.ones(len(graphs.sources), dtype=bool)
    return build_graph(graphs.n, graphs.sources.astype(np.int32), graphs.targets.astype(np.int32), directed, True)


def networkit_built(graphs: Graphs) -> Any:
    """Make networkit's graph of two columns."""
    graph = networkit.Graph(graphs.n, weighted=False, directed=True)
    graph.addEdges((graphs.sources.astype(np.uint64), graphs.targets.astype(np.uint64)))
    return graph


def arc_count(result: Any) -> np.ndarray:
    """Read how many arcs a graph has."""
    for name in ("m", "ecount", "numberOfEdges", "number_of_edges"):
        if hasattr(result, name):
            value = getattr(result, name)
            return np.array([value() if callable(value) else value])
    raise TypeError(type(result).__name__)


def large() -> Graphs:
    return drawn(20_000, 100_000)


def large_undirected() -> Graphs:
    return drawn(20_000, 100_000, directed=False)


TASKS = [
    Task(
        "degree",
        large,
        {
            "netkit": lambda g: degree(g.netkit),
            "networkx": lambda g: dict(g.networkx.degree()),
            "igraph": lambda g: g.igraph.degree(),
        },
    ),
    Task(
        "strength",
        large,
        {
            "netkit": lambda g: strength(g.labelled, weights="weight"),
            "networkx": lambda g: dict(g.networkx.degree(weight="w")),
            "igraph": lambda g: g.igraph.strength(weights=g.weights),
        },
    ),
    Task(
        "PageRank",
        large,
        {
            "netkit": lambda g: pagerank(g.netkit),
            "networkx": lambda g: nx.pagerank(g.networkx, tol=1e-12, max_iter=500),
            "igraph": lambda g: g.igraph.pagerank(),
            "networkit": lambda g: ran(
                networkit.centrality.PageRank(
                    g.networkit, 0.85, 1e-12, distributeSinks=networkit.centrality.SinkHandling.DistributeSinks
                )
            ),
        },
        tolerance=1e-8,
    ),
    Task(
        "Katz",
        large,
        {
            "netkit": lambda g: katz(g.netkit, alpha=0.05, normalized=True),
            "networkx": lambda g: nx.katz_centrality(g.networkx, alpha=0.05, tol=1e-9, max_iter=5000),
        },
    ),
    Task(
        "coreness",
        large_undirected,
        {
            "netkit": lambda g: coreness(g.netkit),
            "networkx": lambda g: nx.core_number(g.networkx),
            "igraph": lambda g: g.igraph.coreness(),
            "networkit": lambda g: ran(networkit.centrality.CoreDecomposition(g.networkit)),
        },
    ),
    Task(
        "weak components",
        large,
        {
            "netkit": lambda g: components(g.netkit),
            "networkx": lambda g: list(nx.weakly_connected_components(g.networkx)),
            "igraph": lambda g: g.igraph.connected_components(mode="weak"),
            "networkit": lambda g: ran(networkit.components.WeaklyConnectedComponents(g.networkit)),
        },
        read=parts,
    ),
    Task(
        "strong components",
        large,
        {
            "netkit": lambda g: components(g.netkit, strength="strong"),
            "networkx": lambda g: list(nx.strongly_connected_components(g.networkx)),
            "igraph": lambda g: g.igraph.connected_components(mode="strong"),
            "networkit": lambda g: ran(networkit.components.StronglyConnectedComponents(g.networkit)),
        },
        read=parts,
    ),
    Task(
        "dominators",
        large,
        {
            "netkit": lambda g: dominators(g.labelled, "0"),
            "networkx": lambda g: nx.immediate_dominators(g.networkx, 0),
            "igraph": lambda g: g.igraph.dominator(0),
        },
        read=tree,
    ),
    Task(
        "clustering",
        large_undirected,
        {
            "netkit": lambda g: clustering(g.netkit),
            "networkx": lambda g: nx.clustering(g.networkx),
            "igraph": lambda g: g.igraph.transitivity_local_undirected(mode="zero"),
            "networkit": lambda g: ran(networkit.centrality.LocalClusteringCoefficient(g.networkit)),
        },
    ),
    Task(
        "constraint",
        large,
        {
            "netkit": lambda g: constraint(g.netkit),
            "networkx": lambda g: nx.constraint(g.networkx),
            "igraph": lambda g: g.igraph.constraint(),
        },
    ),
    Task("effective size", large, {"netkit": lambda g: effective_size(g.netkit)}),
    Task(
        "triad census",
        large,
        {"netkit": lambda g: triad_census(g.netkit), "igraph": lambda g: tuple(g.igraph.triad_census())},
        read=census,
    ),
    Task(
        "reach of every actor",
        large,
        {"netkit": lambda g: local_reaching(g.netkit), "networkit": reached},
    ),
    Task(
        "harmonic, 4,000/20,000",
        lambda: drawn(4_000, 20_000),
        {
            "netkit": lambda g: harmonic(g.netkit),
            "igraph": lambda g: g.igraph.harmonic_centrality(mode="out"),
        },
    ),
    Task("harmonic", large, {"netkit": lambda g: harmonic(g.netkit)}),
    Task(
        "betweenness, 2,000/10,000",
        lambda: drawn(2_000, 10_000),
        {
            "netkit": lambda g: betweenness(g.netkit),
            "networkx": lambda g: nx.betweenness_centrality(g.networkx, normalized=False),
            "igraph": lambda g: g.igraph.betweenness(),
            "networkit": lambda g: ran(networkit.centrality.Betweenness(g.networkit)),
        },
    ),
    Task(
        "Gould-Fernandez, 2,000/10,000",
        lambda: drawn(2_000, 10_000),
        {"netkit": lambda g: gould_fernandez(g.netkit, "side")},
    ),
    Task(
        "trophic levels (Levine), 500/1,500",
        lambda: drawn(500, 1_500, ladder=True),
        {
            "netkit": lambda g: trophic_level(g.netkit, method="levine"),
            "networkx": lambda g: nx.trophic_levels(g.networkx),
        },
    ),
    Task("trophic levels (MacKay)", large, {"netkit": lambda g: trophic_level(g.netkit)}),
    Task(
        "1,000,000 ties from a table to a graph",
        lambda: drawn(200_000, 1_000_000),
        {
            "netkit": built,
            "networkx": lambda g: nx.DiGraph(zip(g.sources.tolist(), g.targets.tolist(), strict=True)),
            "igraph": lambda g: igraph.Graph(n=g.n, edges=np.stack([g.sources, g.targets], axis=1), directed=True),
            "networkit": networkit_built,
        },
        read=arc_count,
    ),
]
