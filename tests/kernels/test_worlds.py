"""Uncertain steps against all worlds that there can be."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from netkit.kernels.worlds import count_worlds, survival
from tests.kernels.rows import drawn, rows_of

LAYERS, ACTORS = 2, 4
NODES = LAYERS * ACTORS


class Case:
    """Two graphs of the same actors, between which no way changes, and steps that need things."""

    def __init__(self, seed: int, things: int) -> None:
        rng = np.random.default_rng(seed)
        m = 18
        self.starts, self.stops = drawn(rng, NODES, m)
        self.stops = self.starts // ACTORS * ACTORS + self.stops % ACTORS
        self.first = rng.integers(0, 5, m).astype(float)
        self.last = self.first + rng.integers(0, 5, m)
        sizes = rng.integers(0, 3, m)
        self.pointers = np.append(0, np.cumsum(sizes)).astype(np.int32)
        self.needs = rng.integers(0, things, sizes.sum()).astype(np.int32)
        self.sources = np.array([[0, ACTORS], [0, ACTORS + 1], [1]][seed % 3], dtype=np.int32)
        self.actor = (np.arange(NODES) % ACTORS).astype(np.int32)
        self.is_target = self.actor >= ACTORS - 1 - seed % 2
        self.rng = rng
        self.steps: list[Any] = [*rows_of(NODES, self.starts, self.stops), self.first, self.last]
        self.steps += [self.pointers, self.needs]

    def way(self, there: Any, barred: int) -> bool:
        """Say whether a way leads from a source to a target, past an actor, in the order of time."""
        times = np.full(NODES, np.inf)
        times[[v for v in self.sources if self.actor[v] != barred]] = -np.inf
        for _ in range(NODES):
            for k, (v, w) in enumerate(zip(self.starts, self.stops, strict=True)):
                departure = max(times[v], self.first[k])
                needed = self.needs[self.pointers[k] : self.pointers[k + 1]]
                if self.actor[w] != barred and departure <= self.last[k] and all(there[need] for need in needed):
                    times[w] = min(times[w], departure)
        return bool((times[self.is_target] < np.inf).any())


@pytest.mark.parametrize("seed", range(25))
def test_a_way_survives_with_the_chance_of_its_worlds(seed: int) -> None:
    """The exact probability, past an actor too; a budget too small gives no number, one that just does gives it."""
    things = 6
    case = Case(seed, things)
    chance = case.rng.choice([0.0, 0.2, 0.5, 0.9, 1.0], things)
    for barred in (-1, *range(ACTORS)):
        expected = 0.0
        for world in product([0, 1], repeat=things):
            if case.way(world, barred):
                expected += float(np.prod(np.where(world, chance, 1 - chance)))
        rest = (chance, case.sources, case.is_target, case.actor, barred)
        value, used = survival(*case.steps, *rest, 10_000)
        assert value == pytest.approx(expected, abs=1e-12)
        assert type(value) is float
        # Only doubtful things are decided, and no world twice.
        assert 1 <= used < 2 ** (((chance > 0) & (chance < 1)).sum() + 1)
        assert survival(*case.steps, *rest, used) == (value, used)
        assert np.isnan(survival(*case.steps, *rest, used - 1)[0])


def test_what_is_settled_early_costs_no_further_worlds() -> None:
    """A step is not looked at where the one before it is missing, nor a second way beside a sure one."""
    indptr, stops = np.array([0, 1, 2, 2], dtype=np.int32), np.array([1, 2], dtype=np.int32)
    always = np.zeros(2)
    row = [indptr, stops, always, always, np.array([0, 1, 2], dtype=np.int32), np.array([0, 1], dtype=np.int32)]
    ends = (np.array([0], dtype=np.int32), np.array([False, False, True]), np.arange(3, dtype=np.int32), -1, 99)
    # Undecided; the first there; both there; the second missing; the first missing.
    assert survival(*row, np.array([0.5, 0.5]), *ends) == (0.25, 5)
    assert survival(*row, np.array([1.0, 0.5]), *ends) == (0.5, 3)
    assert survival(*row, np.array([1.0, 0.0]), *ends) == (0.0, 1)
    beside = [np.array([0, 2, 2], dtype=np.int32), np.array([1, 1], dtype=np.int32), always, always, row[4], row[5]]
    ends = (np.array([0], dtype=np.int32), np.array([False, True]), np.arange(2, dtype=np.int32), -1, 99)
    assert survival(*beside, np.array([0.5, 1.0]), *ends) == (1.0, 1)


@pytest.mark.parametrize("seed", range(25))
def test_worlds_are_counted(seed: int) -> None:
    """Those with a way, and for each actor those in which no way avoids him."""
    things = 6
    case = Case(seed, things)
    worlds = (case.rng.random((20, things)) < 0.6).astype(np.int8)
    survived, through = count_worlds(*case.steps, worlds, case.sources, case.is_target, case.actor, ACTORS)
    open_worlds = [world for world in worlds if case.way(world, -1)]
    assert survived == len(open_worlds)
    assert through.tolist() == [sum(not case.way(world, actor) for world in open_worlds) for actor in range(ACTORS)]
