"""Eight measures of a thousand plausible networks: an ensemble beside loops over igraph and networkx."""

from __future__ import annotations

import time
from typing import Any

import igraph
import networkx as nx
import numpy as np
import pandas as pd

from benchmarks.graphs import Graphs, drawn
from netkit.ensembles.ensemble import Ensemble
from netkit.ensembles.making import ensemble
from netkit.network.conversion import from_pandas
from netkit.network.network import Network

NAME = "1,000 draws of 200/600, 8 measures"
MEASURES = ["degree", "betweenness", "closeness", "harmonic", "local_reaching", "pagerank", "constraint", "coreness"]
DRAWS = 1_000
FEWER = 20
TOLERANCE = 1e-10


def network(graphs: Graphs) -> Network:
    """Make a network whose every tie holds with chance 0.8."""
    ends = {"subject": graphs.sources.astype(str), "object": graphs.targets.astype(str)}
    actors = pd.DataFrame({"id": [str(actor) for actor in range(graphs.n)]})
    return from_pandas(pd.DataFrame(ends).assign(probability=0.8), actors)


def edges(net: Network) -> np.ndarray:
    """Give the ends of the arcs that are there, one row each."""
    graph = net.graph
    return np.stack([graph.sources()[graph.mask], graph.indices[graph.mask]], axis=1)


def with_netkit(net: Network, n_jobs: int) -> tuple[Ensemble, np.ndarray]:
    """Draw the networks and measure them, from the ties to one labelled table a measure."""
    ens = ensemble(net, draws=DRAWS, rng=1, n_jobs=n_jobs)
    ens.measure_all(MEASURES)
    return ens, np.stack([ens.values(name).to_numpy() for name in MEASURES], axis=1)


def with_igraph(n: int, arcs: np.ndarray) -> np.ndarray:
    """Measure one network."""
    graph = igraph.Graph(n=n, edges=arcs, directed=True)
    near = (np.array(graph.neighborhood_size(order=n, mode="out")) - 1) / (n - 1)
    closeness = np.nan_to_num(graph.closeness(mode="out", normalized=True)) * near / (n - 1)
    return np.array(
        [
            graph.degree(),
            graph.betweenness(),
            closeness,
            graph.harmonic_centrality(mode="out"),
            near,
            graph.pagerank(),
            graph.constraint(),
            graph.as_undirected().coreness(),
        ]
    )


def with_networkx(n: int, arcs: np.ndarray) -> np.ndarray:
    """Measure one network."""
    graph = nx.DiGraph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from(arcs.tolist())
    back = graph.reverse(copy=False)
    found = [
        dict(graph.degree()),
        nx.betweenness_centrality(graph, normalized=False),
        {actor: value / (n - 1) for actor, value in nx.closeness_centrality(back).items()},
        {actor: value / (n - 1) for actor, value in nx.harmonic_centrality(back).items()},
        {actor: len(nx.descendants(graph, actor)) / (n - 1) for actor in graph},
        nx.pagerank(graph, tol=1e-14, max_iter=500),
        nx.constraint(graph),
        nx.core_number(graph.to_undirected(as_view=False)),
    ]
    return np.array([[values[actor] for actor in range(n)] for values in found], dtype=float)


def cpu(run: Any, times: int) -> float:
    """Give the median of process CPU time."""
    taken = []
    for _ in range(times):
        before = time.process_time()
        run()
        taken.append(time.process_time() - before)
    return float(np.median(taken))


def wall(run: Any) -> float:
    """Give the time on the clock."""
    before = time.perf_counter()
    run()
    return time.perf_counter() - before


def ensemble_row() -> tuple[dict[str, Any], str]:
    """
    Check that every value of every draw is the same, then time.

    networkx takes part with some of the draws. Beside the row of the table comes what it cannot say.
    """
    graphs = drawn(200, 600)
    n, net = graphs.n, network(graphs)
    ens, values = with_netkit(net, n_jobs=1)
    there = [edges(ens.network(number)) for number in range(DRAWS)]
    for library, measured, draws in (("igraph", with_igraph, DRAWS), ("networkx", with_networkx, FEWER)):
        for number in range(draws):
            other = measured(n, there[number])
            if not np.allclose(other, values[number], rtol=TOLERANCE, atol=TOLERANCE, equal_nan=True):
                raise SystemExit(f"{NAME}: {library} and netkit do not agree in draw {number}; nothing is timed")
    # One after the other, so that what else the machine does falls on both alike.
    walls = np.array([[wall(lambda jobs=jobs: with_netkit(net, jobs)) for jobs in (1, 2)] for _ in range(7)])
    one, two = np.min(walls, axis=0)
    times = {
        "netkit": cpu(lambda: with_netkit(net, n_jobs=1), 5),
        "networkx": cpu(lambda: [with_networkx(n, some) for some in there[:FEWER]], 1) * DRAWS / FEWER,
        "igraph": cpu(lambda: [with_igraph(n, some) for some in there], 3),
    }
    ratio = times["netkit"] / times["igraph"]
    note = (
        f"{NAME}: {', '.join(MEASURES)}, through `nk.ensemble`, every value of every draw equal to {TOLERANCE:g}; "
        f"networkx is timed on {FEWER} draws and scaled. netkit is {times['igraph'] / times['netkit']:.1f} times as "
        f"fast as igraph and {times['networkx'] / times['netkit']:.0f} times as fast as networkx. On the clock, the "
        f"shortest of {len(walls)}: {one:.2f} s with one thread, {two:.2f} s with two, {one / two:.2f} times as fast."
    )
    return {"task": NAME, "actors": n, "ties": len(graphs.sources), **times, "ratio": ratio}, note
