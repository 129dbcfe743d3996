"""Chains in the order of time, draw by draw, against all ways that there are."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from netkit.kernels.passage import first_arrivals, passed_by_all
from tests.kernels.rows import drawn, rows_of

Step = tuple[int, int, float, float, bool]


def ways(steps: list[Step], path: tuple[int, ...], now: float, target: int) -> Iterator[tuple[int, ...]]:
    """Give every way without repetition; a step past its time is taken only if it may come late."""
    if path[-1] == target:
        yield path
        return
    for v, w, first, after, own in steps:
        if v == path[-1] and w not in path:
            then = max(now, first)
            if then < after or own:
                yield from ways(steps, (*path, w), then if then < after else now, target)


@pytest.mark.parametrize("seed", range(40))
def test_who_stands_on_every_way_of_each_draw(seed: int) -> None:
    """A chain survives or not; who stands on all of them; and one of them is told."""
    rng = np.random.default_rng(seed)
    n, m, draws = 6, 14, 4
    starts, stops = drawn(rng, n, m)
    rows = rows_of(n, starts, stops)
    first = np.where(rng.random((draws, m)) < 0.3, -np.inf, rng.integers(0, 6, (draws, m)))
    after = first + rng.integers(1, 4, (draws, m))
    after[rng.random((draws, m)) < 0.3] = np.inf
    own, there = rng.random(m) < 0.2, rng.random((draws, m)) < 0.7
    source = seed % n
    target = int(rng.integers(0, n)) if seed % 8 == 0 else (source + 1 + seed // n % (n - 1)) % n
    survives, on_all = passed_by_all(*rows, first, after, own, there, source, target)
    for draw in range(draws):
        every = zip(starts.tolist(), stops.tolist(), first[draw], after[draw], own.tolist(), there[draw], strict=True)
        steps = [step for *step, exists in every if exists]
        found = list(ways(steps, (source,), -np.inf, target))
        assert survives[draw] == bool(found)
        common = set.intersection(*map(set, found)) if found else set()
        assert set(np.flatnonzero(on_all[draw]).tolist()) == common
        for barred in range(-1, n):
            before = np.full(n, -1, np.int32)
            reached = first_arrivals(*rows, first[draw], after[draw], own, there[draw], source, target, barred, before)
            assert reached == any(barred not in way for way in found)
            if reached:
                told = [target]
                while before[told[-1]] >= 0:
                    told.append(int(before[told[-1]]))
                assert tuple(told[::-1]) in found
                assert barred not in told
