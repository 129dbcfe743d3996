"""Immediate dominators against taking everybody away in turn."""

from __future__ import annotations

import numpy as np
import pytest

from netkit.kernels.dominators import ROOT, UNREACHED, immediate_dominators
from tests.kernels.rows import drawn, rows_of


def reached(pairs: list[tuple[int, int]], roots: set[int], without: int = -1) -> set[int]:
    """Give whom ways from the roots reach that avoid one actor."""
    found = roots - {without}
    while more := {w for v, w in pairs if v in found and w != without} - found:
        found |= more
    return found


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize(("n", "m", "count"), [(6, 12, 1), (6, 9, 2), (14, 26, 3), (14, 40, 1), (25, 80, 2)])
def test_the_nearest_of_those_whom_every_way_passes(n: int, m: int, count: int, seed: int) -> None:
    """Whoever dominates an actor and is dominated by all others who do."""
    rng = np.random.default_rng(seed)
    starts, stops = drawn(rng, n, m)
    counted = rng.random(m) < 0.8
    roots = rng.choice(n, count, replace=False).astype(np.int32)
    found = immediate_dominators(*rows_of(n, starts, stops), counted, roots)
    pairs = [(v, w) for v, w, there in zip(starts.tolist(), stops.tolist(), counted, strict=True) if there]
    ends = reached(pairs, set(roots.tolist()))
    lost = {v: ends - reached(pairs, set(roots.tolist()), v) - {v} for v in range(n)}
    for w in range(n):
        above = [v for v in range(n) if w in lost[v]]
        nearest = [v for v in above if all(v in lost[u] for u in above if u != v)]
        assert found[w] == (UNREACHED if w not in ends else nearest[0] if nearest else ROOT)


@pytest.mark.parametrize("n", [5, 6])
def test_a_chain_is_as_deep_as_there_are_actors(n: int) -> None:
    """Each is dominated by the one before him, and one who is tied to himself all the same."""
    starts, stops = np.append(np.arange(n - 1), n - 1), np.append(np.arange(1, n), n - 1)
    rows = rows_of(n, starts.astype(np.int32), stops)
    found = immediate_dominators(*rows, np.ones(n, dtype=bool), np.array([0], dtype=np.int32))
    assert found.tolist() == [ROOT, *range(n - 1)]
