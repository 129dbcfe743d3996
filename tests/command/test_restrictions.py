"""Chains under restrictions: a template, actors to be passed or avoided, relations, acts and cases."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from netkit.command.chains import chains
from netkit.errors import ArgumentError, UnknownNameError
from netkit.network.conversion import from_pandas
from netkit.network.network import Network
from tests.dossiers import make, told

ACTORS = "abcdef"
CHANCES = [0.1, 0.25, 0.5, 0.75, 0.9, 1.0]
ROLES = ("chief", "agent")

TIES = st.lists(
    st.tuples(st.sampled_from(ACTORS), st.sampled_from(ACTORS), st.sampled_from(CHANCES)), min_size=4, max_size=22
)
BEARERS = st.dictionaries(st.sampled_from(ROLES), st.sets(st.sampled_from(ACTORS)))
WORDS = st.sampled_from(["...", "*", "chief", "agent", "chief|agent", "group", "c", "d", "b"])
TEMPLATES = st.none() | st.lists(WORDS, min_size=2, max_size=5)
TIES_AB = [("a", "b", 0.5)]
SOME = st.none() | st.lists(st.sampled_from("cdef"), max_size=2)


def fits(actors: Sequence[str], template: Sequence[str], bears: dict[str, set[str]]) -> bool:
    """Read a template as it is defined: word by word, a gap standing for any number of actors."""
    if not template:
        return not actors
    word, rest = template[0], template[1:]
    if word == "...":
        return any(fits(actors[skipped:], rest, bears) for skipped in range(len(actors) + 1))
    means = word.split("|")
    kinds = {"group": {"e", "f"}}
    one_of_them = word == "*" or any(
        bool(actors) and (actors[0] in bears.get(one, set()) or actors[0] in kinds.get(one, set()) or actors[0] == one)
        for one in means
    )
    return bool(actors) and one_of_them and fits(actors[1:], rest, bears)


def every_chain(ties: list[tuple[str, str, float]], directed: bool) -> Iterator[tuple[tuple[str, ...], list[float]]]:
    """Enumerate every sequence of different actors from a to b along ties, with the chance of each step."""
    best: dict[tuple[str, str], float] = {}
    for start, stop, chance in ties:
        for pair in [(start, stop)] if directed else [(start, stop), (stop, start)]:
            best[pair] = max(chance, best.get(pair, 0.0))
    for number in range(len(ACTORS) - 1):
        for between in itertools.permutations("cdef", number):
            actors = ("a", *between, "b")
            steps = [best.get(pair, 0.0) for pair in itertools.pairwise(actors)]
            if all(steps):
                yield actors, steps


def network(ties: list[tuple[str, str, float]], directed: bool, bears: dict[str, set[str]]) -> Network:
    """Make a network of all six actors, of whom e and f are groups, with their roles."""
    frame = pd.DataFrame(ties, columns=["subject", "object", "probability"])
    actors = pd.DataFrame({"id": list(ACTORS), "kind": ["person"] * 4 + ["group"] * 2})
    for role in ROLES:
        actors[role] = [actor in bears.get(role, set()) for actor in ACTORS]
    return from_pandas(frame.astype({"subject": object, "object": object}), actors, directed)


@given(
    ties=TIES,
    bears=BEARERS,
    template=TEMPLATES,
    through=SOME,
    avoiding=SOME,
    by=st.sampled_from(["probability", "length", "weakest"]),
    k=st.none() | st.integers(1, 6),
    max_length=st.none() | st.integers(1, 4),
    directed=st.booleans(),
)
@example(TIES_AB, {}, ["...", "chief"], None, None, "probability", None, None, True)
@settings(max_examples=100, deadline=None)
def test_restricted_chains_are_the_best_of_those_that_fit(
    ties: list[tuple[str, str, float]],
    bears: dict[str, set[str]],
    template: list[str] | None,
    through: list[str] | None,
    avoiding: list[str] | None,
    by: str,
    k: int | None,
    max_length: int | None,
    directed: bool,
) -> None:
    """Every restriction and combination, under every ranking: the first k of all chains that fit, and no other."""
    avoiding = None if avoiding is None else [actor for actor in avoiding if actor not in (through or [])]
    fitting = {
        actors: steps
        for actors, steps in every_chain(ties, directed)
        if (template is None or fits(actors, template, bears))
        and set(through or []) <= set(actors)
        and not set(avoiding or []) & set(actors)
        and (max_length is None or len(steps) <= max_length)
    }
    options = {"template": template, "through": through, "avoiding": avoiding, "max_length": max_length}
    found = chains(network(ties, directed, bears), "a", "b", by=by, k=k, **options)  # type: ignore[arg-type]
    assert len(found) == min(k or len(fitting), len(fitting))
    assert len({chain.actors for chain in found}) == len(found)
    for chain in found:
        assert chain.probability == pytest.approx(math.prod(fitting[chain.actors]))
        assert chain.weakest == pytest.approx(min(fitting[chain.actors]))

    def value(actors: tuple[str, ...]) -> tuple[float, float]:
        steps = fitting[actors]
        first = {"probability": 0.0, "length": len(steps), "weakest": -round(min(steps), 9)}[by]
        return first, -round(math.prod(steps), 9)

    best = sorted(map(value, fitting))[: len(found)]
    assert [value(chain.actors) for chain in found] == [pytest.approx(pair) for pair in best]


SIMPLE = st.lists(
    st.tuples(st.sampled_from(["ann", "ben", "cat"]), st.sampled_from(["ben", "cat", "dan"])),
    min_size=1,
    max_size=5,
    unique=True,
)


@given(orders=SIMPLE, supplies=SIMPLE, by_whom=st.sets(st.sampled_from(["ben", "cat", "dan"]), min_size=1))
@settings(max_examples=15, deadline=None)
def test_relations_and_acts_are_those_that_were_asked_for(
    tmp_path_factory: pytest.TempPathFactory,
    orders: list[tuple[str, str]],
    supplies: list[tuple[str, str]],
    by_whom: set[str],
) -> None:
    """Along relations and with an act at the end, the chains are all those of the ties of these relations."""
    dossier = make(
        tmp_path_factory.mktemp("dossier"),
        *(told(f"{start} commands {stop}") for start, stop in orders if start != stop),
        *(told(f"{start} supplies {stop}", case="plot") for start, stop in supplies if start != stop),
        *(told(f"{doer} {'kills' if doer == 'ben' else 'abducts'} vic", case="plot") for doer in sorted(by_whom)),
        told("ann friend_of dan"),
    )
    net = dossier.network(view="command")

    def expected(pairs: set[tuple[str, str]], doers: set[str]) -> set[tuple[str, ...]]:
        return {
            ("ann", *between, "vic")
            for number in range(4)
            for between in itertools.permutations(["ben", "cat", "dan"], number)
            if set(itertools.pairwise(("ann", *between))) <= pairs and ("ann", *between)[-1] in doers
        }

    def found(**options: object) -> set[tuple[str, ...]]:
        return {chain.actors for chain in chains(net, "ann", "vic", k=None, **options)}  # type: ignore[arg-type]

    ordered, supplied = ({(start, stop) for start, stop in pairs if start != stop} for pairs in (orders, supplies))
    killers, abductors = by_whom & {"ben"}, by_whom - {"ben"}
    assert found() == expected(ordered, by_whom)
    assert found(act="kills") == expected(ordered, killers)
    assert found(act=["kills", "abducts"], case="plot") == expected(ordered, by_whom)
    assert found(along=["supplies", "kills"]) == expected(set(supplied), killers)
    assert found(along=["supplies", "commands", "abducts"]) == expected(set(supplied | ordered), abductors)
    assert found(along=["commands", "kills", "abducts"], act="abducts") == expected(ordered, abductors)
    assert found(along=["friend_of", "abducts"]) == ({("ann", "dan", "vic")} if "dan" in by_whom else set())


def ways(net: Network, source: str, target: str, **options: object) -> list[str]:
    """Name the chains by their actors."""
    return [" ".join(chain.actors) for chain in chains(net, source, target, **options)]  # type: ignore[arg-type]


def test_papers_go_along_supplies(tmp_path: Path) -> None:
    """What was handed on reaches also whom no order reaches, and in the order of time alone."""
    dossier = make(
        tmp_path,
        told("SERVICE supplies sam", date="1937-01", case="forgery"),
        told("sam supplies rival", date="1937-02", case="forgery"),
        told("rival supplies boss", date="1937-03", case="forgery"),
        told("boss commands SERVICE", date="1930/.."),
        told("sam supplies boss", date="1936-12", case="forgery"),
        told("zed arrests boss", date="1939-01-01", case="fall"),
    )
    net = dossier.network(view="command")
    assert ways(net, "SERVICE", "boss") == []
    assert ways(net, "SERVICE", "boss", along="supplies") == ["SERVICE sam rival boss"]
    (chain,) = chains(net, "SERVICE", "boss", along="supplies")
    assert chain.ties["relation"].tolist() == ["supplies"] * 3
    assert not chain.ties["act"].any()
    # Those who stand above the service are no suppliers, unless their relation is asked for as well.
    assert ways(net, "boss", "sam", along="supplies") == []
    assert ways(net, "boss", "sam", along=["supplies", "commands"]) == ["boss SERVICE sam"]


def test_a_weapon_handed_over_before_the_act_counts_in_its_case(tmp_path: Path) -> None:
    """A moment of the act's case, like an errand, need not fall on the day of the act."""
    for case, reached in (("plot", True), ("other", False)):
        net = make(
            tmp_path / case,
            told("ann supplies man", date="1937-05-01", case=case),
            told("man kills vic", date="1937-06-01", case="plot"),
        ).network(view="command")
        assert bool(ways(net, "ann", "vic", along=["supplies", "kills"])) is reached


def test_a_template_names_roles_kinds_sides_and_actors(tmp_path: Path) -> None:
    """Roles are the actors' own at the dates, whatever the step; a gap may stand for nobody."""
    net = make(
        tmp_path,
        told("ann commands BUREAU"),
        told("BUREAU orders ben", case="plot"),
        told("ben recruits cat"),
        told("ann orders cat", case="plot"),
        told("cat kills vic", case="plot"),
        actors=[{"id": "BUREAU", "name": "The Bureau", "kind": "organisation", "side": "state"}],
    ).network(view="command")
    long, short = "ann BUREAU ben cat vic", "ann cat vic"
    assert set(ways(net, "ann", "vic")) == {long, short}
    for template, expected in (
        ("commander → agent → victim", {short}),
        ("commander -> ... -> agent -> victim", {long, short}),
        ("commander → organisation → recruiter → agent → victim", {long}),
        ("* → state → ... → victim", {long}),
        (["...", "recruiter", "perpetrator", "..."], {long}),
        (["...", "The Bureau", "…"], {long}),
        ("person → agent|organisation → ... → vic", {long, short}),
        ("recruiter → ... → victim", set()),
    ):
        assert set(ways(net, "ann", "vic", template=template)) == expected, template


def test_the_case_and_the_act_at_the_end(tmp_path: Path) -> None:
    """An act of another case or kind is no end; and none of those asked for means no chain, not a step."""
    net = make(
        tmp_path,
        told("ann commands man"),
        told("man commands vic"),
        told("man abducts vic", date="1936", case="first"),
        told("man kills vic", date="1937", case="second"),
        cases=[{"id": "first", "part_of": "whole"}, {"id": "second"}, {"id": "whole"}, {"id": "empty"}],
    ).network(view="command")
    assert {chain.case for chain in chains(net, "ann", "vic", case="whole")} == {"first"}
    assert {chain.case for chain in chains(net, "ann", "vic", act="kills")} == {"second"}
    assert ways(net, "ann", "vic", act="kills", case="first") == []
    assert ways(net, "ann", "vic", act="arrests") == []
    assert ways(net, "ann", "vic", case="empty") == []
    assert ways(net, "ann", "man", act="kills") == []
    assert ways(net, "ann", "man", case="empty") == ["ann man"]
    assert ways(net, "ann", "vic", along="commands") == ["ann man vic"]


def test_what_the_network_leaves_out_is_left_out_of_its_chains(tmp_path: Path) -> None:
    """Sources, least certainty, families and kinds restrict chains by way of the network."""
    dossier = make(
        tmp_path,
        told("ann commands ben", source="diary"),
        told("ann recruits ben", source="letter", certainty="possible"),
        told("ann orders cat", source="letter", case="plot"),
        told("cat member_of BUREAU", source="diary"),
        told("ben kills vic", source="diary", case="plot"),
        told("cat kills vic", source="letter", case="plot"),
    )
    assert ways(dossier.network(sources="letter"), "ann", "vic") == ["ann cat vic"]
    assert ways(dossier.network(sources="diary"), "ann", "vic") == ["ann ben vic"]
    (best, *_) = chains(dossier.network(families=["recruitment", "harm"]), "ann", "vic")
    assert best.ties["relation"].tolist() == ["recruits", "kills"]
    assert ways(dossier.network(families=["recruitment", "harm"], min_certainty="probable"), "ann", "vic") == []


def test_restrictions_that_mean_nothing_are_errors(tmp_path: Path) -> None:
    """Each says which option, what was found, and what there is."""
    net = make(tmp_path, told("ann orders ben", case="plot"), told("ben kills vic", case="plot")).network(
        view="command"
    )
    plain = from_pandas(pd.DataFrame({"subject": ["ann"], "object": ["vic"]}))
    for options, message in (
        ({"template": "commander"}, "two words"),
        ({"template": ""}, "two words"),
        ({"template": "comander → victim"}, r"`template`: 'comander'.*commander"),
        ({"avoiding": "vic"}, "`avoiding` names 'vic'"),
        ({"avoiding": "ben", "through": ["ben"]}, "`avoiding` names 'ben'"),
        ({"along": "supply"}, "`along`: 'supply'.*supplies"),
        ({"act": "orders"}, "`act`: 'orders'.*kills"),
        ({"case": "plott"}, "`case`: 'plott'.*plot"),
        ({"through": ["ben"] * 3, "template": "*→" * 11 + "*"}, "name 13 actors; it can be 12 at most"),
        ({"k": 0}, "`k`"),
        ({"k": 2.5}, r"`k` is 2\.5"),
        ({"max_length": True}, "`max_length` is True"),
        ({"along": []}, "`along` names no relation"),
        ({"act": []}, "`act` names no relation"),
        ({"act": ["kills"], "along": ["orders"]}, "`act` names 'kills', which is not among `along`"),
    ):
        with pytest.raises(ArgumentError, match=message):
            chains(net, "ann", "vic", **options)  # type: ignore[arg-type]
    with pytest.raises(UnknownNameError, match="Xyzzy"):
        chains(net, "ann", "vic", through="Xyzzy")
    for options in ({"along": "tie"}, {"act": "kills"}, {"case": "plot"}):
        with pytest.raises(ArgumentError, match="dossier"):
            chains(plain, "ann", "vic", **options)  # type: ignore[arg-type]


def test_all_chains_are_those_up_to_a_cap_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for all of too many gets the best, and hears of it; as many as the cap are no matter."""
    ties = pd.DataFrame(list(itertools.permutations("abcde", 2)), columns=["subject", "object"])
    net = from_pandas(ties.assign(probability=0.5))
    assert len(chains(net, "a", "b", k=None)) == 1 + 3 + 3 * 2 + 3 * 2
    assert len(chains(net, "a", "b", k=None, max_length=3)) == 1 + 3 + 3 * 2
    monkeypatch.setattr("netkit.command.chains.ALL", 10)
    assert len(chains(net, "a", "b", k=None, max_length=3)) == 10
    with pytest.warns(UserWarning, match="more than 10 chains"):
        found = chains(net, "a", "b", k=None)
    assert [len(chain) for chain in found] == sorted(len(chain) for chain in found)
    assert len(found) == 10
    monkeypatch.setattr("netkit.command.search.LIMIT", 3)
    with pytest.warns(UserWarning, match="stopped after 3"):
        chains(net, "a", "b", k=None, max_length=3)
