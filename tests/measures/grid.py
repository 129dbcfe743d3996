"""The networks on which every measure is tried: one of each kind that has ever broken one."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd

from netkit.network.conversion import from_pandas
from netkit.network.network import Network

__all__ = ["GRID", "drawn", "make"]


def make(
    ties: list[tuple[object, object]] | list[tuple[object, object, float]],
    actors: list[str] | None = None,
    directed: bool = True,
) -> Network:
    """Make a network of pairs, with weights in the column `weight` where they are given."""
    frame = pd.DataFrame(
        {
            "subject": pd.Series([str(tie[0]) for tie in ties], dtype="str"),
            "object": pd.Series([str(tie[1]) for tie in ties], dtype="str"),
            "weight": pd.Series([float(tie[2]) if len(tie) > 2 else 1.0 for tie in ties], dtype=float),
        }
    )
    found = actors or list(dict.fromkeys(itertools.chain.from_iterable((str(tie[0]), str(tie[1])) for tie in ties)))
    sides = ["red", "white", "green"]
    described = pd.DataFrame({"id": found, "side": [sides[place % 3] for place in range(len(found))]}, dtype="str")
    return from_pandas(frame, actors=described, directed=directed)


def drawn(n: int, m: int, seed: int, directed: bool, loops: bool = True, whole_weights: bool = False) -> Network:
    """Draw a network with parallel ties, self-ties and weights."""
    rng = np.random.default_rng(seed)
    ends = rng.integers(0, n, size=(m, 2))
    if not loops:
        ends = ends[ends[:, 0] != ends[:, 1]]
    weights = rng.integers(1, 4, size=len(ends)) if whole_weights else rng.uniform(0.1, 1.0, size=len(ends))
    ties = [(f"a{s}", f"a{o}", float(w)) for (s, o), w in zip(ends, weights, strict=True)]
    return make(ties, actors=[f"a{place}" for place in range(n)], directed=directed)


def _grid() -> dict[str, Network]:
    chain = [("a", "b"), ("b", "c"), ("c", "d")]
    tree = [("a", "b"), ("a", "c"), ("b", "d"), ("b", "e"), ("c", "f")]
    circle = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]
    knot = [("a", "b", 0.5), ("b", "a", 0.25), ("a", "b", 0.5), ("b", "c", 1.0), ("c", "c", 0.75), ("c", "d", 0.5)]
    apart = [("a", "b"), ("b", "c"), ("a", "c"), ("d", "e"), ("f", "g"), ("g", "f")]
    networks = {}
    for directed in (True, False):
        kind = "directed" if directed else "undirected"
        networks |= {
            f"empty {kind}": make([], directed=directed),
            f"one actor {kind}": make([], ["a"], directed=directed),
            f"one actor with a self-tie {kind}": make([("a", "a")], ["a"], directed=directed),
            f"two actors {kind}": make([("a", "b")], directed=directed),
            f"isolates {kind}": make([], ["a", "b", "c"], directed=directed),
            f"chain {kind}": make(chain, directed=directed),
            f"tree {kind}": make(tree, directed=directed),
            f"circle {kind}": make(circle, directed=directed),
            f"parallel, self-tie, weights {kind}": make(knot, ["a", "b", "c", "d", "e"], directed=directed),
            f"disconnected {kind}": make(apart, ["a", "b", "c", "d", "e", "f", "g", "h"], directed=directed),
            f"clique {kind}": make([(i, j) for i in "abcde" for j in "abcde" if i < j], directed=directed),
            f"star {kind}": make([("a", other) for other in "bcdef"], directed=directed),
            f"sparse {kind}": drawn(12, 14, 1, directed),
            f"dense {kind}": drawn(9, 40, 2, directed),
        }
    return networks


GRID = _grid()
