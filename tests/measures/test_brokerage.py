"""The moments of brokerage under chance, added up from the chances of single arcs."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations

import numpy as np
import pandas as pd
import pytest

from netkit.measures.brokerage import ROLES, actor_moments, gould_fernandez_total, total_moments
from tests.measures.grid import make

Triple = tuple[int, int, int]


def role(groups: list[int], a: int, v: int, b: int) -> str:
    """Name the role of v between a and b."""
    if groups[a] == groups[b]:
        return "coordinator" if groups[a] == groups[v] else "itinerant"
    if groups[v] == groups[b]:
        return "gatekeeper"
    return "representative" if groups[a] == groups[v] else "liaison"


def moments(triples: Iterable[Triple], n: int, d: float) -> tuple[float, float]:
    """Add up the chance of each triple, and the covariance of each two: a → v → b is there and a → b is not."""
    events = [((1 << (a * n + v)) | (1 << (v * n + b)), 1 << (a * n + b)) for a, v, b in triples]
    one = d**2 * (1 - d)
    both = 0.0
    for there, absent in events:
        for other_there, other_absent in events:
            arcs, holes = there | other_there, absent | other_absent
            if not arcs & holes:
                both += d ** arcs.bit_count() * (1 - d) ** holes.bit_count()
    return one * len(events), both - (one * len(events)) ** 2


@pytest.mark.parametrize("sizes", [[1], [1, 1], [2, 1], [5], [1, 2, 3], [3, 3], [2, 1, 1, 2], [4, 2]])
@pytest.mark.parametrize("density", [0.3, 0.8])
def test_moments_are_those_of_independent_arcs(sizes: list[int], density: float) -> None:
    """Expectation and variance of each role, of one actor of each group and of all actors together."""
    groups = [group for group, size in enumerate(sizes) for _ in range(size)]
    n = len(groups)
    counts = np.array(sizes, dtype=float)
    of_actor, of_total = actor_moments(counts, density), total_moments(counts, density)
    for column, name in enumerate(ROLES):
        triples = [t for t in permutations(range(n), 3) if name == "total" or role(groups, *t) == name]
        expected = moments(triples, n, density)
        np.testing.assert_allclose([part[column] for part in of_total], expected, rtol=1e-9, atol=1e-9)
        for group in range(len(sizes)):
            v = groups.index(group)
            expected = moments([t for t in triples if t[1] == v], n, density)
            np.testing.assert_allclose([part[group, column] for part in of_actor], expected, rtol=1e-9, atol=1e-9)


def test_who_has_no_group_counts_for_nothing() -> None:
    """Neither he nor his ties change what chance would give."""
    ties = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "a"), ("a", "c")]
    groups = pd.Series({"a": "one", "b": "one", "c": "two", "d": "two"})
    more = make([*ties, ("a", "x"), ("x", "b"), ("x", "y")])
    found = gould_fernandez_total(more, groups.reindex(more.index))
    pd.testing.assert_frame_equal(found, gould_fernandez_total(make(ties), groups))
