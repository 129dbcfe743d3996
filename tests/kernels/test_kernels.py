"""What kernels do on arrays that no small network reaches: more than one word of bits, more than one block."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from netkit.kernels.bits import count_bits
from netkit.kernels.brokerage import brokered
from netkit.kernels.cohesion import core_numbers, triangles
from netkit.kernels.components import reach_counts, strong_components, weak_components
from netkit.kernels.cuts import cut_actors_and_arcs
from netkit.kernels.heap import pop, push
from netkit.kernels.holes import constraints, effective_sizes
from netkit.kernels.keyplayers import removal_value
from netkit.kernels.prefetch import FILTER
from netkit.kernels.rows import compress, find_arc, merge_rows, rows_of_ties
from netkit.kernels.traversal import distance_rows, reach_sums, reached_from

Rows = tuple[NDArray[np.int32], NDArray[np.int32]]


def drawn(n: int, m: int, seed: int) -> Rows:
    """Draw arcs without repetition or loops, as rows."""
    rng = np.random.default_rng(seed)
    keys = np.unique(rng.integers(0, n * n, size=m))
    keys = keys[keys // n != keys % n]
    indptr = np.append(0, np.cumsum(np.bincount(keys // n, minlength=n))).astype(np.int32)
    return indptr, (keys % n).astype(np.int32)


def matrix(rows: Rows) -> sparse.csr_array:
    """Give rows to SciPy."""
    n = len(rows[0]) - 1
    return sparse.csr_array((np.ones(len(rows[1])), rows[1], rows[0]), shape=(n, n))


def turned(rows: Rows) -> Rows:
    """Give the same arcs from their other ends."""
    back = matrix(rows).T.tocsr()
    return back.indptr.astype(np.int32), back.indices.astype(np.int32)


@pytest.mark.parametrize(("n", "m"), [(1, 0), (63, 100), (64, 200), (65, 90), (513, 900), (1100, 1500), (1100, 5000)])
@pytest.mark.parametrize("seed", [1, 2])
def test_bits_count_as_single_traversals_do(n: int, m: int, seed: int) -> None:
    """Sums over 512 targets at once are the sums over one traversal an actor."""
    rows = drawn(n, m, seed)
    steps = distance_rows(*rows, np.arange(n, dtype=np.int32)).astype(float)
    harmonic, farness, reached = reach_sums(*rows)
    others = steps > 0
    np.testing.assert_array_equal(reached, others.sum(axis=1))
    np.testing.assert_allclose(farness, np.where(others, steps, 0).sum(axis=1))
    np.testing.assert_allclose(harmonic, np.where(others, 1 / np.where(others, steps, 1), 0).sum(axis=1))
    np.testing.assert_array_equal(reach_counts(*rows, *turned(rows)), reached)
    gone = np.zeros(n, dtype=bool)
    if n > 2:
        held = removal_value(*rows, gone, False, False)
        assert held == pytest.approx(1 - reached.sum() / (n * (n - 1)))
        assert removal_value(*rows, gone, False, True) == pytest.approx(1 - harmonic.sum() / (n * (n - 1)))


def test_more_sets_than_one_block_holds() -> None:
    """Who reaches whom is counted past the first 512 sets, among many who reach nobody."""
    n = 1300
    starts, stops = np.array([0, 600, 1100, 1299]), np.array([600, 1299, 1101, 5], dtype=np.int32)
    counts = np.zeros(n)
    counts[starts] = [3, 2, 1, 1]
    indptr = np.searchsorted(starts, np.arange(n + 1)).astype(np.int32)
    np.testing.assert_array_equal(reach_counts(indptr, stops, *turned((indptr, stops))), counts)
    np.testing.assert_array_equal(reach_sums(indptr, stops)[2], counts)


def test_strong_components_are_in_order() -> None:
    """Every arc between two sets leads to the smaller number, and sets are those who reach one another."""
    n = 300
    rows = drawn(n, 400, 3)
    sets, count = strong_components(*rows, *turned(rows))
    assert set(sets) == set(range(count))
    sources = np.repeat(np.arange(n), np.diff(rows[0]))
    assert (sets[sources] >= sets[rows[1]]).all()
    found = distance_rows(*rows, np.arange(n, dtype=np.int32)) >= 0
    np.testing.assert_array_equal(found & found.T, sets[:, None] == sets[None, :])


def contacts(rows: Rows) -> Rows:
    """Join both directions, each contact once."""
    both = matrix(rows) + matrix(rows).T
    both.sort_indices()
    return both.indptr.astype(np.int32), both.indices.astype(np.int32)


@pytest.mark.parametrize("m", [0, 120, 200, 420, 2000])
def test_weak_components_are_numbered_by_first_actor(m: int) -> None:
    """Parts are those of SciPy, and numbers rise with the first member."""
    n = 200
    rows = drawn(n, m, 4)
    parts = weak_components(*rows, *turned(rows))
    expected = connected_components(matrix(rows), directed=True, connection="weak")[1]
    np.testing.assert_array_equal(parts, pd.factorize(expected)[0])


@pytest.mark.parametrize(("n", "m"), [(3 * FILTER, 12 * FILTER), (300, 9000)])
def test_a_filter_that_two_actors_share_changes_nothing(n: int, m: int) -> None:
    """With more actors than a filter has places, triangles, brokers and shared contacts are those of the matrices."""
    rng = np.random.default_rng(5)
    # Every actor has contacts FILTER places on, who fall on the same place of the filter.
    keys = np.concatenate([rng.integers(0, n * n, size=m), np.arange(n) * n + (np.arange(n) + FILTER) % n])
    keys = np.unique(keys)
    keys = keys[keys // n != keys % n]
    rows = np.append(0, np.cumsum(np.bincount(keys // n, minlength=n))).astype(np.int32), (keys % n).astype(np.int32)
    arcs = matrix(rows)
    groups = (np.arange(n) % 3).astype(np.int32)
    two_steps = sparse.coo_array(arcs @ arcs)
    untied = arcs.todok()
    pairs = [
        (a, b, count)
        for a, b, count in zip(*two_steps.coords, two_steps.data, strict=True)
        if a != b and (a, b) not in untied
    ]
    assert brokered(*rows, groups)[:, 5].sum() == sum(count for _, _, count in pairs)
    same = sum(count for a, b, count in pairs if groups[a] == groups[b])
    assert brokered(*rows, groups)[:, :2].sum() == same

    both = contacts(rows)
    ties = matrix(both)
    closed = ((ties @ ties) * ties).sum(axis=1)
    np.testing.assert_array_equal(2 * triangles(*both, np.empty(0)), closed)
    unit = np.ones(len(both[1]))
    degree = np.diff(both[0])
    with np.errstate(invalid="ignore", divide="ignore"):
        sizes = np.where(degree > 0, degree - closed / degree, np.nan)
        shares = sparse.diags_array(1 / degree) @ ties
    np.testing.assert_allclose(effective_sizes(*both, unit), sizes)
    if not (degree == 0).any():
        total = (shares + (shares @ shares) * ties).power(2).sum(axis=1)
        np.testing.assert_allclose(constraints(*both, unit, False), total)


@pytest.mark.parametrize(("n", "m"), [(50, 400), (2000, 3000), (2000, 40_000)])
def test_cores_and_cuts_of_larger_networks(n: int, m: int) -> None:
    """Core numbers and cutpoints are those of networkx."""
    both = contacts(drawn(n, m, 6))
    graph = nx.from_scipy_sparse_array(matrix(both))
    assert core_numbers(*both).tolist() == list(nx.core_number(graph).values())
    cutpoints, bridging = cut_actors_and_arcs(*both)
    assert set(np.flatnonzero(cutpoints).tolist()) == set(nx.articulation_points(graph))
    sources = np.repeat(np.arange(n), np.diff(both[0]))
    found = {tuple(sorted((int(sources[k]), int(both[1][k])))) for k in np.flatnonzero(bridging)}
    assert found == {tuple(sorted(pair)) for pair in nx.bridges(graph)}


def test_deep_chains_need_no_recursion() -> None:
    """A chain of a hundred thousand is no deeper than any other."""
    n = 100_000
    indptr = np.append(np.arange(n), n - 1).astype(np.int32)
    indices = np.arange(1, n, dtype=np.int32)
    assert strong_components(indptr, indices, *turned((indptr, indices)))[1] == n
    begin = np.zeros(n, dtype=bool)
    begin[0] = True
    assert reached_from(indptr, indices, np.ones(n - 1, dtype=bool), begin).all()


def test_rows() -> None:
    """Masked arcs go, both directions join, and an arc is found where it is."""
    indptr, indices = np.array([0, 2, 3, 3], dtype=np.int32), np.array([1, 2, 0], dtype=np.int32)
    mask = np.array([True, False, True])
    kept = compress(indptr, indices, np.arange(3, dtype=np.int32), mask)
    assert [array.tolist() for array in kept] == [[0, 1, 2, 2], [1, 0], [0, 2]]
    rindptr, rindices = np.array([0, 1, 2, 3], dtype=np.int32), np.array([1, 0, 0], dtype=np.int32)
    rarcs = np.array([2, 0, 1], dtype=np.int32)
    joined = merge_rows(indptr, indices, np.arange(3, dtype=np.int32), rindptr, rindices, rarcs)
    assert [array.tolist() for array in joined] == [[0, 2, 3, 4], [1, 2, 0, 0], [0, 1, 2, -1], [2, -1, 0, 1]]
    assert find_arc(indptr, indices, 0, 2) == 1
    assert find_arc(indptr, indices, 1, 2) == -1
    assert find_arc(indptr, indices, 2, 0) == -1


def test_bits() -> None:
    """Ones are counted in words of every kind."""
    for word in (0, 1, 2**63, 2**64 - 1, 0x5555555555555555, 12345678901234567890):
        assert int(count_bits(np.uint64(word))) == bin(word).count("1")


def test_heap_gives_back_in_order() -> None:
    """What goes in in any order comes out sorted."""
    rng = np.random.default_rng(6)
    values = rng.random(200)
    keys, items, size = np.empty(200), np.empty(200, dtype=np.int32), 0
    for place, value in enumerate(values):
        size = push(keys, items, size, value, place)
    taken = []
    while size:
        taken.append((keys[0], items[0]))
        size = pop(keys, items, size)
    assert [key for key, _ in taken] == sorted(values)
    assert all(values[item] == key for key, item in taken)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("directed", [True, False])
def test_ties_become_rows(seed: int, directed: bool) -> None:
    """Rows hold each tied pair once and in order, backwards the same arcs, and every tie knows its own."""
    rng = np.random.default_rng(seed)
    n, count = 30, [0, 5, 60, 300, 2000][seed]
    subjects, objects = rng.integers(0, n, size=(2, count)).astype(np.int32)
    both = rng.random(count) < 0.3 if directed else np.ones(count, dtype=bool)
    indptr, indices, rindptr, rindices, rarcs, tie_arcs = rows_of_ties(n, subjects, objects, both)
    pairs = {(int(s), int(o)) for s, o in zip(subjects, objects, strict=True) if s != o}
    pairs |= {(int(o), int(s)) for s, o, back in zip(subjects, objects, both, strict=True) if back and s != o}
    sources = np.repeat(np.arange(n), np.diff(indptr))
    assert list(zip(sources.tolist(), indices.tolist(), strict=True)) == sorted(pairs)
    backwards = list(zip(np.repeat(np.arange(n), np.diff(rindptr)).tolist(), rindices.tolist(), strict=True))
    assert backwards == sorted((o, s) for s, o in pairs)
    np.testing.assert_array_equal(sources[rarcs], rindices)
    for i in range(count):
        for column, pair in enumerate(((subjects[i], objects[i]), (objects[i], subjects[i]))):
            arc = tie_arcs[i, column]
            if subjects[i] == objects[i] or (column and not both[i]):
                assert arc == -1
            else:
                assert (sources[arc], indices[arc]) == pair
