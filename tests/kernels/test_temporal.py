"""Ways in the order of time against the fixed point of single steps."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from netkit.kernels.temporal import BLOCK, earliest, fewest_hops, spread
from tests.kernels.rows import drawn, rows_of

Steps = list[tuple[int, int, float, float]]


def further(steps: Steps, times: NDArray[np.float64], delay: float) -> NDArray[np.float64]:
    """Give the earliest arrivals with one step more."""
    found = times.copy()
    for v, w, first, last in steps:
        departure = max(times[v], first)
        if departure <= last:
            found[w] = min(found[w], departure + delay)
    return found


def arrivals(steps: Steps, begin: NDArray[np.float64], delay: float) -> NDArray[np.float64]:
    """Go on until another step changes nothing."""
    times = begin
    while not np.array_equal(more := further(steps, times, delay), times):
        times = more
    return times


@pytest.mark.parametrize("delay", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("seed", range(12))
def test_earliest_arrival_and_fewest_steps(seed: int, delay: float) -> None:
    """From some beginnings, past those who are barred; and by which step each is reached."""
    rng = np.random.default_rng(seed)
    n, m = 8, 22
    starts, stops = drawn(rng, n, m)
    first = rng.integers(0, 9, m).astype(float)
    last = first + rng.integers(0, 4, m)
    begin = np.where(rng.random(n) < 0.25, rng.integers(0, 4, n), np.inf).astype(float)
    barred = rng.random(n) < 0.2
    steps = list(zip(starts.tolist(), stops.tolist(), first.tolist(), last.tolist(), strict=True))
    free = [step for step in steps if not barred[step[0]] and not barred[step[1]]]
    rows = rows_of(n, starts, stops)
    times, came = earliest(*rows, first, last, delay, begin, barred)
    allowed = np.where(barred, np.inf, begin)
    np.testing.assert_array_equal(times, arrivals(free, allowed, delay))
    for w in range(n):
        if came[w] < 0:
            assert times[w] == allowed[w]
        else:
            v = starts[came[w]]
            assert stops[came[w]] == w
            assert times[w] == max(times[v], first[came[w]]) + delay < allowed[w]
            assert max(times[v], first[came[w]]) <= last[came[w]]
    for end in (2.0, 5.0, 99.0):
        counts, now = np.where(begin <= end, 0, -1), begin
        for count in range(1, n):
            now = further(steps, now, delay)
            counts = np.where((counts < 0) & (now <= end), count, counts)
        np.testing.assert_array_equal(fewest_hops(*rows, first, last, delay, begin, end), counts)


@pytest.mark.parametrize(("n", "m", "seed"), [(2, 3, 1), (9, 25, 2), (9, 40, 3), (70, 150, 4), (BLOCK + 8, 600, 5)])
@pytest.mark.parametrize("begin", [0.0, 3.0])
def test_one_bit_an_actor_is_one_search_an_actor(n: int, m: int, seed: int, begin: float) -> None:
    """All at once, in blocks, reach whom each reaches alone, at the same times; without times too."""
    rng = np.random.default_rng(seed)
    starts, stops = drawn(rng, n, m)
    first = np.sort(rng.integers(0, 9, m)).astype(float)
    last = first + rng.integers(0, 4, m)
    order = rng.permutation(m)
    starts, stops = starts[order], stops[order]
    steps = list(zip(starts.tolist(), stops.tolist(), first.tolist(), last.tolist(), strict=True))
    for low in range(0, n, BLOCK):
        found = np.full((n, BLOCK), np.inf)
        counts = spread(n, starts, stops, first, last, begin, low, found)
        np.testing.assert_array_equal(counts, spread(n, starts, stops, first, last, begin, low, np.zeros((0, 0))))
        here = min(BLOCK, n - low)
        assert (counts[here:] == 0).all()
        np.testing.assert_array_equal(counts[:here], np.isfinite(found[:, :here]).sum(axis=0) - 1)
        for source in range(low, low + here, 1 if n < 100 else 67):
            alone = np.full(n, np.inf)
            alone[source] = begin
            np.testing.assert_array_equal(found[:, source - low], arrivals(steps, alone, 0.0))
