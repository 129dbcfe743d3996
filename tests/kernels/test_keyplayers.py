"""The search over all sets against one look at each, many equally good ones among them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from netkit.kernels.keyplayers import best_reaching_sets, best_removals, reach_value, removal_value
from netkit.kernels.traversal import distance_rows
from tests.kernels.rows import Rows, drawn, rows_of

Found = tuple[float, float, NDArray[np.int32]]


def circle(n: int) -> Rows:
    starts = np.repeat(np.arange(n), 2).astype(np.int32)
    return rows_of(n, starts, np.stack([np.arange(-1, n - 1) % n, np.arange(1, n + 1) % n], axis=1).ravel())


def networks(seed: int) -> list[tuple[Rows, bool]]:
    """Give nobody tied to anybody, a circle, where all or many sets are alike, and two networks by chance."""
    starts, stops = drawn(np.random.default_rng(seed), 9, 20)
    apart = rows_of(9, np.zeros(0, np.int32), np.zeros(0, np.int32))
    both = np.unique(np.stack([np.append(starts, stops), np.append(stops, starts)], axis=1), axis=0)
    return [(apart, True), (circle(9), True), (rows_of(9, starts, stops), False), (rows_of(9, *both.T), True)]


def compared(n: int, size: int, value: Callable[[tuple[int, ...]], float], search: Callable[..., Found]) -> None:
    """Join the searches by first member, and compare them with the values of all sets."""
    values = {members: value(members) for members in combinations(range(n), size)}
    best, next_best, sets = -np.inf, -np.inf, set()
    for first in range(n - size + 1):
        before = best
        best, next_best, found = search(first, best, next_best)
        assert all(members[0] == first for members in found)
        assert len({*map(tuple, found.tolist())}) == len(found)
        sets = {*map(tuple, found.tolist())} | (sets if best == before else set())
    top = max(values.values())
    assert best == pytest.approx(top)
    assert sets == {members for members, one in values.items() if one == pytest.approx(top)}
    others = [one for one in values.values() if one != pytest.approx(top)]
    assert next_best == (pytest.approx(max(others)) if others else -np.inf)


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("weighted", [True, False])
def test_removals(size: int, weighted: bool) -> None:
    """The most that a set breaks, by pairs that reach each other or by how near they are."""
    for rows, symmetric in networks(size):
        n = len(rows[0]) - 1

        def broken(gone: tuple[int, ...], rows: Rows = rows, n: int = n) -> float:
            left = [v for v in range(n) if v not in gone]
            steps = {(v, v): 0 for v in left}
            for count in range(1, n):
                reached = [(s, v) for s, v in steps if steps[s, v] == count - 1]
                for s, v in reached:
                    for w in rows[1][rows[0][v] : rows[0][v + 1]].tolist():
                        if w in left:
                            steps.setdefault((s, w), count)
            held = sum(1 / far if weighted else 1.0 for far in steps.values() if far)
            return 1 - held / (len(left) * (len(left) - 1))

        for gone in combinations(range(n), size):
            mask = np.isin(np.arange(n), gone)
            assert removal_value(*rows, mask, symmetric, weighted) == pytest.approx(broken(gone))

        def search(first: int, *bounds: float, rows: Rows = rows, symmetric: bool = symmetric) -> Found:
            return best_removals(*rows, first, size, symmetric, weighted, *bounds)

        compared(n, size, broken, search)


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("within", [0, 1, 2])
def test_reaching_sets(size: int, within: int) -> None:
    """The most outsiders within so many steps, or the nearest ones."""
    for rows, _ in networks(size):
        n = len(rows[0]) - 1
        steps = distance_rows(*rows, np.arange(n, dtype=np.int32))

        def reached(group: tuple[int, ...], steps: NDArray[np.int32] = steps, n: int = n) -> float:
            total = 0.0
            for v in set(range(n)) - set(group):
                far = [steps[u, v] for u in group if steps[u, v] >= 0]
                if far:
                    total += (min(far) <= within) if within else 1 / min(far) / (n - len(group))
            return total

        for group in combinations(range(n), size):
            inside = np.isin(np.arange(n), group)
            far = np.where(steps[list(group)] < 0, n + 1, steps[list(group)]).min(axis=0)
            nearest = np.where(far > n, -1, far).astype(np.int32)
            assert reach_value(nearest, inside, size, within) == pytest.approx(reached(group))

        def search(first: int, *bounds: float, steps: NDArray[np.int32] = steps) -> Found:
            return best_reaching_sets(steps, first, size, within, *bounds)

        compared(n, size, reached, search)


@pytest.mark.parametrize("weighted", [True, False])
def test_more_actors_than_one_block_holds(weighted: bool) -> None:
    """Those past the first 512 are reached, and reach others."""
    n = 600
    starts, stops = np.array([0, 40, 500, 550, 590]), np.array([550, 500, 599, 40, 41], dtype=np.int32)
    indptr = np.searchsorted(starts, np.arange(n + 1)).astype(np.int32)
    # Ways 0 → 550 → 40 → 500 → 599 and 590 → 41.
    far = [1, 2, 3, 4, 1, 2, 3, 1, 2, 1, 1]
    held = sum(1 / steps if weighted else 1 for steps in far)
    gone = np.zeros(n, dtype=bool)
    assert removal_value(indptr, stops, gone, False, weighted) == pytest.approx(1 - held / (n * (n - 1)))
    gone[550] = True
    held = sum(1 / steps if weighted else 1 for steps in [1, 2, 1, 1])
    assert removal_value(indptr, stops, gone, False, weighted) == pytest.approx(1 - held / ((n - 1) * (n - 2)))
