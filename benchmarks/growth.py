"""How time and memory grow, from two hundred actors to a million, five ties each."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.memory import peak

if TYPE_CHECKING:
    from netkit.network.network import Network

SIZES = [200, 2_000, 20_000, 200_000, 1_000_000]
CONTROL = "control: one look-up a tie"


def linear(net: Network) -> dict[str, Callable[[Any], Any]]:
    """Give what should take a time that grows as the number of ties does; first what the memory alone makes of it."""
    from netkit.kernels.components import reach_counts
    from netkit.kernels.dominators import immediate_dominators
    from netkit.measures.arcs import arcs_of
    from netkit.measures.brokerage import gould_fernandez
    from netkit.measures.centrality import coreness, degree
    from netkit.measures.cohesion import clustering, components, cutpoints
    from netkit.measures.hierarchy import local_reaching
    from netkit.measures.holes import constraint, effective_size
    from netkit.measures.spectral import katz, pagerank
    from netkit.measures.triads import triad_census
    from netkit.measures.trophic import trophic_level

    arcs = arcs_of(net)
    # From somebody with many ties who reaches most: else there may be little to do, or one way alone out of the root.
    reached = reach_counts(*arcs.out[:2], *arcs.into[:2])
    root = np.argmax(reached * np.diff(arcs.out[0]), keepdims=True).astype(np.int32)
    return {
        CONTROL: lambda net: np.arange(net.n_actors, dtype=float)[net.graph.indices],
        "degree": degree,
        "PageRank": pagerank,
        "Katz": lambda net: katz(net, alpha=0.05),
        "coreness": coreness,
        "weak components": components,
        "strong components": lambda net: components(net, strength="strong"),
        "dominators (kernel)": lambda net: immediate_dominators(*arcs.out[:2], *arcs.into[:2], root),
        "clustering": clustering,
        "cutpoints": cutpoints,
        "constraint": constraint,
        "effective size": effective_size,
        "triad census": triad_census,
        "trophic levels (MacKay)": trophic_level,
        "reach of every actor": local_reaching,
        "Gould-Fernandez": lambda net: gould_fernandez(net, "side"),
    }


def measured(n: int) -> dict[str, float]:
    """Time each measure at one size, in this process; the peak of its memory is told beside."""
    from benchmarks.bare import as_network

    rng = np.random.default_rng(1)
    sources, targets = rng.integers(0, n, size=(2, 5 * n)).astype(np.int32)
    times: dict[str, float] = {}
    before = time.process_time()
    net = as_network(n, sources, targets, directed=True)
    times["table to graph"] = time.process_time() - before
    for name, function in linear(net).items():
        function(net)
        taken = []
        for _ in range(3 if n > 100_000 else 9):
            before = time.process_time()
            function(net)
            taken.append(time.process_time() - before)
        times[name] = float(np.median(taken))
    times["peak memory, MiB"] = peak()
    return times


def grown(sizes: list[int]) -> dict[int, dict[str, float]]:
    """Measure every size in a process of its own, so that memory is that size's."""
    found = {}
    for n in sizes:
        run = subprocess.run(
            [sys.executable, "-m", "benchmarks.growth", str(n)], capture_output=True, text=True, check=True
        )
        found[n] = json.loads(run.stdout)
    return found


def exponent(found: dict[int, dict[str, float]], name: str, sizes: list[int]) -> float:
    """Fit the slope of the logarithm of time on that of the number of actors, by least squares."""
    if len(sizes) < 2:
        return float("nan")
    return float(np.polyfit(np.log(sizes), np.log([found[n][name] for n in sizes]), 1)[0])


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measured(int(sys.argv[1]))))
