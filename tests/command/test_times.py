"""Chains in the order of time against published values and a slow transcription of their definitions."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import netkit as nk
from netkit.errors import ArgumentError

ACTORS = ["a", "b", "c", "d", "e"]
CONTACTS = st.lists(
    st.tuples(st.sampled_from(ACTORS), st.sampled_from(ACTORS), st.integers(0, 9), st.integers(1, 4)), max_size=14
)


def network(contacts: list[tuple[str, str, int, int]], directed: bool = True, dates: bool = False) -> nk.Network:
    ties = pd.DataFrame(contacts, columns=["subject", "object", "start", "length"])
    end = ties["start"] + ties["length"]
    if dates:
        day = np.datetime64("1937-01-01")
        ties = ties.assign(start=[str(day + int(x)) for x in ties["start"]], end=[str(day + int(x)) for x in end])
    else:
        ties = ties.assign(end=end)
    return nk.from_pandas(ties.drop(columns="length"), pd.DataFrame({"id": ACTORS}), directed=directed)


def journeys(
    contacts: list[tuple[str, str, int, int]], source: str, start: int, delay: int, directed: bool
) -> dict[str, list[tuple[int, int, int]]]:
    """List (departure, arrival, steps) of every way over whole numbers, by walking through time moment by moment."""
    steps = [(u, v, s, s + length) for u, v, s, length in contacts if u != v]
    steps += [] if directed else [(v, u, s, e) for u, v, s, e in steps]
    found: dict[str, list[tuple[int, int, int]]] = {actor: [] for actor in ACTORS}
    seen = set()
    pending = [(source, moment, moment, 0) for moment in range(start, 16)]
    while pending:
        state = pending.pop()
        if state in seen or state[3] > len(ACTORS):
            continue
        seen.add(state)
        here, left, now, count = state
        found[here].append((left, now, count))
        for u, v, s, e in steps:
            for departure in range(max(now, s), e):
                if u == here and departure + delay <= (e if delay else e - 1):
                    pending.append((v, left, departure + delay, count + 1))
    return found


def by_id(reference: dict[str, Any], name: str) -> dict[str, Any]:
    return next(case for case in reference["cases"] if case["id"] == name)


@pytest.fixture(scope="module")
def moody(reference: dict[str, Any]) -> nk.Network:
    edges = reference["datasets"]["moodyContactSim"]["edges"]
    ties = pd.DataFrame(
        [(str(u), str(v), s, e) for u, v, (s, e) in edges]
        if len(edges[0]) == 3
        else [(str(u), str(v), s, e) for u, v, s, e in edges],
        columns=["subject", "object", "start", "end"],
    )
    return nk.from_pandas(ties, pd.DataFrame({"id": [str(place) for place in range(1, 17)]}), directed=False)


def test_delays_in_moodys_simulation(moody: nk.Network, reference: dict[str, Any]) -> None:
    """Case D01: earliest arrivals minus the start."""
    for source, expected in by_id(reference, "D01")["expected"].items():
        found = nk.earliest_arrival(moody, source, start=40) - 40
        assert found.fillna(math.inf).tolist() == pytest.approx([float(x) for x in expected])


def test_delays_where_a_step_takes_time(moody: nk.Network, reference: dict[str, Any]) -> None:
    """Case D02."""
    found = nk.earliest_arrival(moody, "10", start=40, traversal=1) - 40
    assert found.tolist() == pytest.approx(by_id(reference, "D02")["expected"])


def test_sizes_of_reach(moody: nk.Network, reference: dict[str, Any]) -> None:
    """Case D03, which counts everybody with himself."""
    expected = by_id(reference, "D03")["expected"]
    assert (nk.temporal_reach(moody, start=40) + 1).tolist() == expected
    assert (nk.arrival_times(moody, start=40).notna().sum(axis=1)).tolist() == expected


def test_latest_departures(moody: nk.Network, reference: dict[str, Any]) -> None:
    """Case D04, told as time before 795."""
    found = 795 - nk.latest_departure(moody, "16", end=795)
    assert found.fillna(math.inf).tolist() == pytest.approx([float(x) for x in by_id(reference, "D04")["expected"]])


def test_what_is_left_of_a_spell_counts_not_its_length() -> None:
    """One spell [3, 5) and steps of 2: departure at 4 is too late, at 3 arrives at 5; [3, 4) is too short."""
    net = nk.from_pandas(pd.DataFrame({"subject": ["a"], "object": ["b"], "start": [3], "end": [5]}))
    assert math.isnan(nk.earliest_arrival(net, "a", start=4, traversal=2)["b"])
    assert nk.earliest_arrival(net, "a", start=0, traversal=2)["b"] == 5
    assert nk.latest_departure(net, "b", end=9, traversal=2)["a"] == 3
    short = nk.from_pandas(pd.DataFrame({"subject": ["a"], "object": ["b"], "start": [3], "end": [4]}))
    assert math.isnan(nk.earliest_arrival(short, "a", start=0, traversal=2)["b"])


def test_a_spell_cannot_be_used_at_its_end() -> None:
    """To leave before 20 by a tie that begins at 20 is impossible, though the supremum is 20."""
    ties = pd.DataFrame({"subject": ["a", "b"], "object": ["b", "c"], "start": [20, 10], "end": [30, 20]})
    net = nk.from_pandas(ties)
    assert math.isnan(nk.earliest_arrival(net, "a", start=0)["c"])
    departures = nk.latest_departure(net, "c", end=99)
    assert departures["b"] == 20
    assert math.isnan(departures["a"])
    assert math.isnan(nk.fastest(net, "a", start=0)["c"])


@settings(max_examples=40, deadline=None)
@given(CONTACTS, st.booleans(), st.integers(0, 2), st.integers(0, 5), st.booleans())
def test_against_walking_through_time(
    contacts: list[tuple[str, str, int, int]], directed: bool, delay: int, start: int, dates: bool
) -> None:
    """Earliest arrival, fewest steps, fastest and latest departure over whole days."""
    day = np.datetime64("1937-01-01")
    net = network(contacts, directed, dates=True)
    begin, close = str(day + start), str(day + 15)
    ways = journeys(contacts, "a", start, delay, directed)
    arrival = nk.earliest_arrival(net, "a", start=begin, traversal=delay)
    steps = nk.fewest_steps(net, "a", start=begin, end=close, traversal=delay)
    quick = nk.fastest(net, "a", start=begin, end=close, traversal=delay)
    for actor in ACTORS:
        there = [way for way in ways[actor] if way[1] <= 15]
        assert arrival.isna()[actor] != bool(there)
        assert (steps[actor] if there else -1) == (min(way[2] for way in there) if there else -1)
        if there:
            assert (arrival[actor] - pd.Timestamp(str(day))).days == min(way[1] for way in there)
            assert quick[actor] == (0 if actor == "a" else min(way[1] - way[0] for way in there))
    assert quick.isna().equals(steps.isna())
    left = nk.latest_departure(net, "b", end=close, traversal=delay)
    for actor in ACTORS:
        back = [way[0] for way in journeys(contacts, actor, -1, delay, directed)["b"] if way[1] <= 15]
        if back:
            assert (left[actor] - pd.Timestamp(str(day))).days == max(back)
        else:
            assert left.isna()[actor]


@settings(max_examples=40, deadline=None)
@given(CONTACTS, st.booleans(), st.sampled_from([0.0, 1.0, 0.5]), st.integers(0, 5))
def test_all_sources_at_once_agree_with_one_after_the_other(
    contacts: list[tuple[str, str, int, int]], directed: bool, delay: float, start: int
) -> None:
    """The pass with one bit an actor, and the traversals where steps take time."""
    net = network(contacts, directed)
    times = nk.arrival_times(net, start=start, traversal=delay)
    for actor in ACTORS:
        alone = nk.earliest_arrival(net, actor, start=start, traversal=delay)
        pd.testing.assert_series_equal(times.loc[actor], alone, check_names=False)
    reach = nk.temporal_reach(net, start=start, traversal=delay)
    assert reach.tolist() == (times.notna().sum(axis=1) - 1).tolist()
    soon = nk.temporal_reach(net, start=start, end=start + 3, traversal=delay)
    assert soon.tolist() == ((times <= start + 3).sum(axis=1) - 1).tolist()


def test_more_actors_than_one_line_of_memory_holds() -> None:
    """Blocks of 512 join to one result."""
    rng = np.random.default_rng(3)
    n = 1100
    start = rng.integers(0, 50, 4 * n)
    ties = {"subject": rng.integers(0, n, 4 * n), "object": rng.integers(0, n, 4 * n), "start": start}
    net = nk.from_pandas(pd.DataFrame({**ties, "end": start + rng.integers(1, 9, 4 * n)}))
    times = nk.arrival_times(net, start=0)
    assert nk.temporal_reach(net, start=0).equals((times.notna().sum(axis=1) - 1).rename("temporal_reach"))
    for actor in net.index[[0, 511, 512, 1023, 1024, net.n_actors - 1]]:
        pd.testing.assert_series_equal(times.loc[actor], nk.earliest_arrival(net, actor, start=0), check_names=False)


def test_possible_and_certain_spells() -> None:
    """A tie begun some day in 1937 possibly holds from January on, and certainly from the last day."""
    net = nk.from_pandas(pd.DataFrame({"subject": ["a"], "object": ["b"], "start": ["1937"], "end": ["1939"]}))
    assert nk.earliest_arrival(net, "a", start="1936")["b"] == pd.Timestamp("1937-01-01")
    certain = nk.earliest_arrival(net, "a", start="1936", holds="certain")
    assert certain["b"] == pd.Timestamp("1937-12-31")
    assert certain.attrs == {"start": "1936-01-01", "traversal": 0.0, "holds": "certain"}
    assert nk.latest_departure(net, "b", end="1950", holds="certain")["a"] == pd.Timestamp("1938-12-31")
    assert nk.latest_departure(net, "b", end="1938-05")["a"] == pd.Timestamp("1938-05-31")


def test_without_a_time_the_first_or_last_known_one_counts() -> None:
    """And is told; where none is known it has to be given."""
    net = network([("a", "b", 3, 2), ("b", "c", 4, 3)])
    assert nk.earliest_arrival(net, "a").attrs["start"] == 3
    assert nk.latest_departure(net, "c").attrs["end"] == 7
    bare = nk.from_pandas(pd.DataFrame({"subject": ["a"], "object": ["b"]}))
    with pytest.raises(ArgumentError, match="give `start`"):
        nk.earliest_arrival(bare, "a")
    with pytest.raises(ArgumentError, match="give `end`"):
        nk.latest_departure(bare, "b")
    assert nk.earliest_arrival(bare, "a", start="1937-01-02")["b"] == pd.Timestamp("1937-01-02")


def test_wrong_times_are_told() -> None:
    """What was given, and what to give instead."""
    numbers, dates = network([("a", "b", 3, 2)]), network([("a", "b", 3, 2)], dates=True)
    with pytest.raises(ArgumentError, match="times are numbers"):
        nk.earliest_arrival(numbers, "a", start="1937")
    with pytest.raises(ArgumentError, match="times are dates"):
        nk.earliest_arrival(dates, "a", start=3)
    with pytest.raises(ArgumentError, match="whole days"):
        nk.earliest_arrival(dates, "a", start="1937", traversal=0.5)
    with pytest.raises(ArgumentError, match="`traversal`"):
        nk.earliest_arrival(numbers, "a", start=0, traversal=-1)
    with pytest.raises(ArgumentError, match="`holds`"):
        nk.earliest_arrival(numbers, "a", start=0, holds="perhaps")  # type: ignore[arg-type]
    assert nk.earliest_arrival(dates, "a", start="1937", traversal="1d")["b"] == pd.Timestamp("1937-01-05")
