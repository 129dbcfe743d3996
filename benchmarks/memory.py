"""How much memory each library takes for the same large graph, its degrees and its PageRank."""

from __future__ import annotations

import resource
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

ACTORS, TIES = 200_000, 1_000_000
LIBRARIES = ["netkit", "networkx", "igraph", "networkit"]


def peak() -> float:
    """Give the largest memory of this process so far, in MiB; what it inherits from who started it does not count."""
    status = Path("/proc/self/status")
    if status.is_file():
        return int(status.read_text(encoding="ascii").split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def build(library: Any, sources: np.ndarray, targets: np.ndarray) -> tuple[Any, Any]:
    """Make the graph of one library of two columns, and compute what is asked for."""
    name = library.__name__
    if name == "netkit":
        from benchmarks.bare import as_network

        net = as_network(ACTORS, sources, targets, directed=True)
        return library.degree(net), library.pagerank(net)
    if name == "networkx":
        graph = library.DiGraph(zip(sources.tolist(), targets.tolist(), strict=True))
        return dict(graph.degree()), library.pagerank(graph)
    if name == "igraph":
        graph = library.Graph(n=ACTORS, edges=np.stack([sources, targets], axis=1), directed=True)
        return graph.degree(), graph.pagerank()
    graph = library.Graph(ACTORS, weighted=False, directed=True)
    graph.addEdges((sources.astype(np.uint64), targets.astype(np.uint64)))
    return library.centrality.DegreeCentrality(graph).run(), library.centrality.PageRank(graph).run()


def measured(name: str) -> tuple[float, float]:
    """Give the peak after loading a library, and after using it, in a process that has seen no other."""
    library = import_module(name)
    rng = np.random.default_rng(1)
    sources, targets = rng.integers(0, ACTORS, size=(2, TIES)).astype(np.int32)
    loaded = peak()
    build(library, sources, targets)
    return loaded, peak()


def peaks() -> dict[str, tuple[float, float]]:
    """Measure every library in a process of its own."""
    found = {}
    for name in LIBRARIES:
        run = subprocess.run([sys.executable, "-m", "benchmarks.memory", name], capture_output=True, check=True)
        loaded, used = map(float, run.stdout.split())
        found[name] = (loaded, used)
    return found


if __name__ == "__main__":
    print(*measured(sys.argv[1]))
