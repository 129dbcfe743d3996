"""Centralization against its definition, with the star as the largest that there can be."""

from __future__ import annotations

import numpy as np
import pytest

from netkit.measures.fragments import centralization
from netkit.network.network import Network
from tests.measures import definitions
from tests.measures.grid import GRID, drawn, make


def values(net: Network, measure: str, mode: str) -> np.ndarray:
    """Give the values of the actors, as a share where they are no counts."""
    turned = make([(row["object"], row["subject"]) for row in net.ties.to_dict("records")], list(net.index))
    both = make([(row["subject"], row["object"]) for row in net.ties.to_dict("records")], list(net.index), False)
    asked = net if not net.directed or mode == "out" else turned if mode == "in" else both
    if measure == "degree":
        return np.array(definitions.degree_out(asked) if mode != "all" else definitions.degree(net))
    if measure == "betweenness":
        return np.array(definitions.betweenness(net))
    return np.array(getattr(definitions, measure)(asked))


@pytest.mark.parametrize("measure", ["degree", "closeness", "harmonic", "betweenness"])
@pytest.mark.parametrize("mode", ["all", "out", "in"])
@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("seed", range(3))
def test_centralization(seed: int, directed: bool, mode: str, measure: str) -> None:
    """How far all are below the highest, over the same for a star whose ties lead in the direction of the mode."""
    net = drawn(7, 11, seed, directed)
    leaves = [(("v", leaf) if mode != "in" else (leaf, "v")) for leaf in "bcdefg"]
    both = directed and (mode == "all" or measure == "betweenness")
    star = make(leaves + [pair[::-1] for pair in leaves if both], directed=directed)
    found, most = (values(one, measure, mode) for one in (net, star))
    expected = (found.max() - found).sum() / (most.max() - most).sum()
    assert centralization(net, measure, mode=mode) == pytest.approx(expected)


def test_two_actors_have_no_centre() -> None:
    """With fewer than three there is nothing to be in the middle of."""
    assert np.isnan(centralization(GRID["two actors directed"]))
    assert centralization(make([("a", "b"), ("b", "c")], directed=False)) == 1
