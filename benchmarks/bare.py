"""A network of arrays alone, without any other library in memory."""

from __future__ import annotations

import numpy as np
import pandas as pd

from netkit.measures.arcs import arcs_of
from netkit.network.graph import build_graph
from netkit.network.network import Network


def as_network(n: int, sources: np.ndarray, targets: np.ndarray, directed: bool) -> Network:
    """Make a network of arrays, without the table of ties, whose text would be most of the memory of a million."""
    actors = pd.DataFrame({"name": "", "side": np.arange(n) % 3}, index=pd.RangeIndex(n))
    ties = pd.DataFrame({"subject": [], "object": [], "directed": np.zeros(0, dtype=bool), "family": []})
    net = Network(actors, ties, directed=directed)
    same = np.full(len(sources), directed)
    net.__dict__["graph"] = build_graph(n, sources.astype(np.int32), targets.astype(np.int32), same, directed)
    arcs_of(net)
    return net
