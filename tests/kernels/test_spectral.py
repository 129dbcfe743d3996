"""Iterations stop where they say that they do: near enough to the solution, and not before."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from netkit.kernels.hierarchy import levine_levels, mackay_levels
from netkit.kernels.spectral import eigenvector, katz, pagerank
from tests.kernels.rows import rows_of

N = 12
Solved = tuple[NDArray[np.float64], int]


def matrix(seed: int, both: bool = False) -> NDArray[np.float64]:
    """Draw weights for two circles on one bridge, on which iterations are slow."""
    rng = np.random.default_rng(seed)
    weights = np.zeros((N, N))
    for v in range(N):
        half = v // 6 * 6
        weights[v, half + (v + 1) % 6] = rng.uniform(0.5, 1.5)
        weights[v, half + (v + 2) % 6] = rng.uniform(0.5, 1.5)
    weights[5, 6] = weights[6, 5] = 0.1
    return weights + weights.T if both else weights


def incoming(weights: NDArray[np.float64]) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
    stops, starts = np.nonzero(weights.T)
    return *rows_of(N, stops.astype(np.int32), starts.astype(np.int32)), weights.T[stops, starts]


def kept(solve: Callable[[float, int], Solved], exact: NDArray[np.float64], error: Callable[..., float]) -> None:
    """Check that each tolerance is kept, takes more rounds than a coarser one, and fails with one round fewer."""
    taken = [0]
    for tolerance in (1e-2, 1e-5, 1e-9):
        values, done = solve(tolerance, 10_000)
        assert error(values - exact) <= 1.5 * tolerance * (np.abs(exact).max() if error is largest else 1)
        assert done > taken[-1]
        again, same = solve(tolerance, done)
        assert same == done
        np.testing.assert_array_equal(again, values)
        assert solve(tolerance, done - 1)[1] == -1
        taken.append(done)


def largest(values: NDArray[np.float64]) -> float:
    return float(np.abs(values).max())


def total(values: NDArray[np.float64]) -> float:
    return float(np.abs(values).sum())


@pytest.mark.parametrize("seed", range(3))
def test_eigenvector(seed: int) -> None:
    """The leading vector of the matrix, of length 1."""
    weights = matrix(seed, both=True)
    exact = np.abs(np.linalg.eigh(weights)[1][:, -1])
    kept(lambda tolerance, rounds: eigenvector(*incoming(weights), tolerance, rounds), exact, total)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("share", [0.5, 0.95, 0.99])
def test_katz(seed: int, share: float) -> None:
    """The solution of x = α Aᵀx + β, near the largest α too; beyond it there is none."""
    weights = matrix(seed)
    alpha = share / np.abs(np.linalg.eigvals(weights)).max()
    exact = np.linalg.solve(np.eye(N) - alpha * weights.T, np.full(N, 2.0))
    kept(lambda tolerance, rounds: katz(*incoming(weights), alpha, 2.0, tolerance, rounds), exact, largest)
    assert katz(*incoming(weights), alpha * 2 / share, 2.0, 1e-9, 10_000)[1] == -1


def test_katz_of_a_chain() -> None:
    """Where nobody's walks return, the largest α is no bound; each round carries the values one tie down."""
    weights = np.diag(np.ones(N - 1), -1)
    values, done = katz(*incoming(weights), 1.0, 1.0, 1e-9, N)
    assert values.tolist() == list(range(N, 0, -1))
    assert done == N


@pytest.mark.parametrize("weighted", [True, False])
@pytest.mark.parametrize("damping", [0.5, 0.85, 0.99])
def test_pagerank(damping: float, weighted: bool) -> None:
    """The share of a walk's time, with somebody who hands on to nobody, and so to all."""
    weights = matrix(1)
    weights[3] = 0
    if not weighted:
        weights = (weights > 0).astype(float)
    starts, stops = (ends.astype(np.int32) for ends in np.nonzero(weights))
    order = np.lexsort((starts, stops)).astype(np.int32)
    out, into = rows_of(N, starts, stops), rows_of(N, stops[order], starts[order])
    sizes = weights[starts, stops] if weighted else np.zeros(0)
    step = np.array([row / row.sum() if row.sum() else np.full(N, 1 / N) for row in weights])
    exact = np.linalg.solve(np.eye(N) - damping * step.T, np.full(N, (1 - damping) / N))
    places = np.arange(len(starts), dtype=np.int32)

    def solve(tolerance: float, rounds: int) -> Solved:
        return pagerank(out[0], places, *into, order, sizes, damping, tolerance, rounds)

    kept(solve, exact, total)


@pytest.mark.parametrize("seed", range(3))
def test_levine(seed: int) -> None:
    """One more than the mean level of the superiors; below a head, in one round where the order is right."""
    weights = matrix(seed)
    weights[:, 0] = 0
    weights[0, 1] = 1
    shares = weights.T / np.maximum(weights.T.sum(axis=1, keepdims=True), 1e-9)
    exact = np.linalg.solve(np.eye(N) - shares, np.ones(N))
    order = np.arange(N, dtype=np.int32)
    rows = incoming(weights)
    places = np.arange(len(rows[1]), dtype=np.int32)
    kept(lambda tolerance, rounds: levine_levels(*rows[:2], places, rows[2], order, tolerance, rounds), exact, largest)
    chain = rows_of(4, np.array([1, 2, 3], dtype=np.int32), np.array([0, 1, 2], dtype=np.int32))
    levels, done = levine_levels(*chain, places[:3], np.ones(3), order[:4], 1e-9, 10)
    assert levels.tolist() == [1, 2, 3, 4]
    assert done == 2


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("tolerance", [1e-2, 1e-6, 1e-12])
def test_mackay(seed: int, tolerance: float) -> None:
    """What is left of Λh = v is short enough, after no more rounds than there are actors, or few more."""
    weights = matrix(seed)
    both = weights + weights.T
    totals, balance = both.sum(axis=0), weights.sum(axis=0) - weights.sum(axis=1)
    rows = incoming(both)
    levels, done = mackay_levels(*rows, totals, balance, tolerance, 1000)
    left = balance - (totals * levels - both @ levels)
    assert np.linalg.norm(left) <= tolerance * np.linalg.norm(balance)
    assert 0 < done <= N + 3
    assert mackay_levels(*rows, totals, balance, tolerance, done + 1)[1] == done
    assert mackay_levels(*rows, totals, balance, tolerance, done - 1)[1] == -1
    assert mackay_levels(*rows, totals, np.zeros(N), tolerance, 1)[1] == 0
