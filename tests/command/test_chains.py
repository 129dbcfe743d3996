"""Tests of chains: the best ones among all, their numbers, and how they read."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netkit.command.chains import chains
from netkit.errors import AmbiguousNameError, ArgumentError, UnknownNameError
from netkit.network.conversion import from_pandas
from netkit.network.network import Network
from tests.dossiers import make, told

ACTORS = "abcdef"
CHANCES = [0.1, 0.25, 0.5, 0.75, 0.9, 1.0]


def network(ties: list[tuple[str, str, float]], directed: bool = True) -> Network:
    """Make a network of all six actors."""
    frame = pd.DataFrame(ties, columns=["subject", "object", "probability"])
    return from_pandas(
        frame.astype({"subject": object, "object": object}), pd.DataFrame({"id": list(ACTORS)}), directed
    )


def chains_definition(
    ties: list[tuple[str, str, float]], source: str, target: str, max_length: int | None = None
) -> dict[tuple[str, ...], tuple[float, float]]:
    """Enumerate every sequence of different actors along ties: its probability and its weakest step."""
    best: dict[tuple[str, str], float] = {}
    for start, stop, chance in ties:
        best[start, stop] = max(chance, best.get((start, stop), 0.0))
    others = [actor for actor in ACTORS if actor not in (source, target)]
    found = {}
    for number in range(len(others) + 1):
        for between in itertools.permutations(others, number):
            actors = (source, *between, target)
            steps = [best.get(pair) for pair in itertools.pairwise(actors)]
            if None in steps or (max_length is not None and len(steps) > max_length):
                continue
            told_steps = [step for step in steps if step is not None]
            found[actors] = (math.prod(told_steps), min(told_steps))
    return found


TIES = st.lists(
    st.tuples(st.sampled_from(ACTORS), st.sampled_from(ACTORS), st.sampled_from(CHANCES)), min_size=1, max_size=16
)


@given(
    ties=TIES,
    by=st.sampled_from(["probability", "length", "weakest"]),
    k=st.integers(1, 8),
    max_length=st.none() | st.integers(1, 4),
    directed=st.booleans(),
)
@settings(max_examples=80, deadline=None)
def test_the_best_chains_are_the_best_of_all(
    ties: list[tuple[str, str, float]], by: str, k: int, max_length: int | None, directed: bool
) -> None:
    """By probability, length or weakest step: the first k of all, each with its numbers, no sequence twice."""
    steps = ties if directed else [*ties, *((stop, start, chance) for start, stop, chance in ties)]
    every = chains_definition(steps, "a", "b", max_length)
    found = chains(network(ties, directed), "a", "b", by=by, k=k, max_length=max_length)  # type: ignore[arg-type]
    assert len(found) == min(k, len(every))
    assert len({chain.actors for chain in found}) == len(found)
    for chain in found:
        probability, weakest = every[chain.actors]
        assert chain.probability == pytest.approx(probability)
        assert chain.weakest == pytest.approx(weakest)
        assert len(chain.ties) == len(chain) == len(chain.actors) - 1
    value = {
        "probability": lambda actors: -every[actors][0],
        "length": lambda actors: len(actors) - 1,
        "weakest": lambda actors: -every[actors][1],
    }[by]
    best = sorted(value(actors) for actors in every)[:k]
    assert [value(chain.actors) for chain in found] == pytest.approx(best)


def test_ties_of_a_network_by_hand_are_all_steps() -> None:
    """Without a table of relations every tie is a step, whatever it is called, and parallel ones are one."""
    ties = pd.DataFrame(
        {
            "subject": ["a", "a", "b"],
            "object": ["b", "b", "c"],
            "relation": ["kills", "likes", "targets"],
            "probability": [0.2, 0.5, 0.5],
        }
    )
    (chain,) = chains(from_pandas(ties), "a", "c")
    assert chain.actors == ("a", "b", "c")
    assert chain.probability == pytest.approx(0.25)
    assert chain.weakest == pytest.approx(0.5)
    assert chain.ties["relation"].tolist() == ["likes", "targets"]


def test_impossible_ties_and_self_ties_are_no_steps() -> None:
    """A tie of probability 0 carries nothing, and nobody passes an order on to himself."""
    assert chains(network([("a", "b", 0.0), ("a", "a", 1.0)]), "a", "b") == []
    assert [chain.actors for chain in chains(network([("a", "a", 1.0), ("a", "b", 0.5)]), "a", "b")] == [("a", "b")]


def test_the_order_of_ties_and_actors_does_not_matter() -> None:
    """Chains that are equally good stand in an order of their own."""
    ties = [("a", x, 0.5) for x in "cdef"] + [(x, "b", 0.5) for x in "cdef"]
    found = [chain.actors for chain in chains(network(ties), "a", "b")]
    assert found == [chain.actors for chain in chains(network(ties[::-1]), "a", "b")]


def test_options_out_of_range_are_errors_that_say_what_can_be() -> None:
    """An unknown order, no chain at all, and a chain to oneself."""
    net = network([("a", "b", 1.0)])
    with pytest.raises(ArgumentError, match=r"'shortest'.*probability.*length.*weakest"):
        chains(net, "a", "b", by="shortest")  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="`k`"):
        chains(net, "a", "b", k=0)
    with pytest.raises(ArgumentError, match="max_length"):
        chains(net, "a", "b", max_length=0)
    with pytest.raises(ArgumentError, match="itself"):
        chains(net, "a", "a")
    with pytest.raises(TypeError):
        chains(net, "a", "b", "length")  # type: ignore[misc]


def test_names_lead_to_actors_or_to_an_error_with_candidates(tmp_path: Path) -> None:
    """Any known spelling will do; an unknown name is told, an ambiguous one with whom it may mean."""
    dossier = make(
        tmp_path,
        told("anton commands boris-k"),
        told("boris-k commands boris-m"),
        actors=[
            {"id": "anton", "name": "Anton Petrovsky"},
            {"id": "boris-k", "name": "Pavel Morozov"},
            {"id": "boris-m", "name": "Boris Morozov"},
        ],
        names=[{"actor": "boris-m", "name": "The Clerk", "kind": "code name"}],
    )
    net = dossier.network(view="command")
    expected = ("anton", "boris-k", "boris-m")
    for source, target in (("anton", "boris-m"), ("Petrovsky", "Boris Morozov"), ("Петровский", "The Clerk")):
        assert chains(net, source, target)[0].actors == expected
    with pytest.raises(UnknownNameError, match="Xyzzy"):
        chains(net, "Xyzzy", "Boris Morozov")
    with pytest.raises(AmbiguousNameError, match=r"(?s)(Boris.*Pavel|Pavel.*Boris)"):
        chains(net, "Petrovsky", "Morozov")
    with pytest.raises(ArgumentError, match="itself"):
        chains(net, "Boris Morozov", "The Clerk")


def test_a_chain_reads_as_a_sentence(tmp_path: Path) -> None:
    """Names, relations, dates and sources stand in it, and the probability."""
    dossier = make(
        tmp_path,
        told("ann orders ben", date="1937-05-02", case="plot", source="diary"),
        told("ben kills vic", date="1937-06-01", case="plot", source="letter"),
        actors=[
            {"id": "ann", "name": "Ann Ash"},
            {"id": "ben", "name": "Ben Birch"},
            {"id": "vic", "name": "Vic Vale"},
        ],
    )
    (chain,) = chains(dossier.network(view="command"), "ann", "vic")
    sentence = str(chain)
    words = ("Ann Ash", "ordered", "Ben Birch", "1937-05-02", "diary", "killed", "Vic Vale", "1937-06-01", "letter")
    places = [sentence.index(word) for word in words]
    assert places == sorted(places)
    assert f"{chain.probability:.2f}" in sentence
    assert "\n" not in sentence


def test_a_chain_by_hand_reads_too() -> None:
    """Without a dossier there are no sources, and the sentence does without."""
    ties = pd.DataFrame({"subject": ["a", "b"], "object": ["b", "c"], "start": [1.0, 2.0], "end": [3.0, 4.0]})
    (chain,) = chains(from_pandas(ties), "a", "c")
    sentence = str(chain)
    assert sentence.index("a") < sentence.index("b") < sentence.index("c")


TIMED = st.lists(
    st.tuples(
        st.sampled_from("abcd"), st.sampled_from("abcd"), st.sampled_from(CHANCES), st.integers(0, 5), st.integers(1, 4)
    ),
    min_size=1,
    max_size=12,
)


@given(ties=TIMED, by=st.sampled_from(["probability", "length", "weakest"]))
@settings(max_examples=80, deadline=None)
def test_of_parallel_ties_the_best_that_can_stand_in_time(
    ties: list[tuple[str, str, float, int, int]], by: str
) -> None:
    """The best choice among parallel ties may be too late or too early: then another one carries the chain."""
    frame = pd.DataFrame(ties, columns=["subject", "object", "probability", "start", "length"])
    net = from_pandas(frame.assign(end=frame["start"] + frame["length"]).drop(columns="length"))
    expected: dict[tuple[str, ...], tuple[float, float]] = {}
    for number in range(3):
        for between in itertools.permutations("cd", number):
            actors = ("a", *between, "b")
            parallel = [[tie for tie in ties if tie[:2] == pair] for pair in itertools.pairwise(actors)]
            for choice in itertools.product(*parallel):
                moments = list(itertools.accumulate((tie[3] for tie in choice), max))
                if all(now < tie[3] + tie[4] for now, tie in zip(moments, choice, strict=True)):
                    chances = [tie[2] for tie in choice]
                    value = (math.prod(chances), min(chances))
                    best = expected.get(actors, (0.0, 0.0))
                    key = (lambda pair: pair[::-1]) if by == "weakest" else (lambda pair: pair)
                    expected[actors] = max(best, value, key=key)
    if not {"a", "b"} <= set(net.index):
        return
    found = {chain.actors: (chain.probability, chain.weakest) for chain in chains(net, "a", "b", by=by, k=None)}  # type: ignore[arg-type]
    assert set(found) == set(expected)
    for actors, pair in found.items():
        assert pair == pytest.approx(expected[actors])


def test_of_equal_steps_the_case_s_own_come_first(tmp_path: Path) -> None:
    """An order of the case before an appointment, but a standing tie before an order that was refused."""
    dossier = make(
        tmp_path,
        told("ann appoints ben", date="1930"),
        told("ann orders ben", date="1937-05", case="plot"),
        told("ben commands cid", date="1930/.."),
        told("ben orders cid", date="1937-05", case="plot", status="refused"),
        told("cid kills vic", date="1937-06-01", case="plot"),
    )
    (chain,) = chains(dossier.network(view="command", statuses=["done", "refused"]), "ann", "vic")
    assert chain.ties["relation"].tolist() == ["orders", "commands", "kills"]
