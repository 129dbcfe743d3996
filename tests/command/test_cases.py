"""Tests of cases: their chains from whoever wanted it to the victim, and their story with what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from netkit.command.cases import case_chains, case_story
from netkit.command.telling import tell_case
from netkit.dossier import Dossier, read_dossier
from netkit.errors import ArgumentError
from tests.dossiers import make, told

NAMED = """Savinkov, Reilly, Blumkin, Kutepov, Ramishvili, Kirov, Lakoba, Yagoda, Reiss, Yevgeny Miller, Slutsky,
Konovalets, Klement, Yezhov, Zinaida Reich, Meyerhold, Willi Münzenberg, Trotsky, Lev Sedov, Sergei Sedov"""


@pytest.fixture(scope="module")
def plot(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """Give a dossier of a plot with an instigator, two men between and a doer."""
    return make(
        tmp_path_factory.mktemp("plot"),
        told("boss targets vic", date="1937-05-01", case="plot"),
        told("boss orders ann", date="1937-05-01", case="plot"),
        told("ann orders man", date="1937-05-02", case="plot"),
        told("man kills vic", date="1937-06-01", case="plot"),
        told("vic died", date="1937-06-01", case="plot"),
        told("king commands boss", date="1930/.."),
        told("boss commands man", date="1930/.."),
        told("HQ abducts wim", date="1936-01-01", case="theft", status="attempted"),
        told("tool contacts vic", date="1937-05-20", case="part"),
        told("zed contacts ann", case="talk"),
        cases=[
            {"id": "plot", "victim": "vic", "date": "1937-05-01/1937-06-01", "outcome": "he died"},
            {"id": "part", "part_of": "plot"},
            {"id": "theft", "victim": "wim"},
            {"id": "talk"},
        ],
    )


def test_a_case_s_chains_lead_from_the_instigator_to_the_victim(plot: Dossier) -> None:
    """First the case's own claims, then standing ties; nobody begins one above or below who wanted it."""
    found = [chain.actors for chain in case_chains(plot, "plot")]
    assert found == [("boss", "ann", "man", "vic"), ("boss", "man", "vic")]


def test_an_attempt_counts_in_a_case(plot: Dossier) -> None:
    """Who was nearly abducted is a victim too; where only an organisation is named, its act is told."""
    story = case_story(plot, "theft")
    assert story.victims == ("wim",)
    assert story.carried_out["subject"].tolist() == ["HQ"]
    assert case_chains(plot, "theft") or story.missing


def test_an_instrument_begins_no_chain(tmp_path: Path) -> None:
    """Who nowhere gives orders or wants harm done is an instrument: alone he makes no chain of a case."""
    dossier = make(
        tmp_path, told("man kills vic", date="1937-06-01", case="plot"), cases=[{"id": "plot", "victim": "vic"}]
    )
    assert case_chains(dossier, "plot") == []
    assert case_story(dossier, "plot").missing


def test_a_story_cites_who_wanted_passed_on_and_did_it(plot: Dossier) -> None:
    """Each part of the story is a table of claims with citations; a larger case is told with its parts."""
    story = case_story(plot, "plot")
    assert story.victims == ("vic",)
    assert story.outcome == "he died"
    assert story.wanted["subject"].tolist() == ["boss"]
    assert story.passed_on["subject"].tolist() == ["boss", "ann"]
    assert story.carried_out["subject"].tolist() == ["man"]
    assert story.ended["subject"].tolist() == ["vic"]
    for table in (story.wanted, story.passed_on, story.carried_out, story.ended):
        assert table["citation"].str.contains("Source s").all()
    assert [chain.actors for chain in story.chains] == [chain.actors for chain in case_chains(plot, "plot")]


@pytest.mark.parametrize("victim", ["vic", ""])
def test_what_became_of_the_doer_is_told_apart(tmp_path: Path, victim: str) -> None:
    """His arrest is no part of the deed, and makes him no victim of it, whether the case lists its victim or not."""
    dossier = make(
        tmp_path,
        told("man kills vic", date="1937-06-01", case="plot"),
        told("HQ arrests man", date="1937-06-02", case="plot"),
        cases=[{"id": "plot", "victim": victim}],
    )
    story = case_story(dossier, "plot")
    assert story.victims == ("vic",)
    assert story.carried_out["relation"].tolist() == ["kills"]
    assert story.done_to_others["relation"].tolist() == ["arrests"]
    assert "done to others:" in tell_case(story, dossier)


def test_who_harm_each_other_are_both_victims(tmp_path: Path) -> None:
    """Where each did it to the other, nobody is left aside."""
    dossier = make(
        tmp_path,
        told("man kills vic", date="1937-06-01", case="plot"),
        told("vic kills man", date="1937-06-01", case="plot"),
        cases=[{"id": "plot"}],
    )
    assert case_story(dossier, "plot").victims == ("vic", "man")


def test_what_no_source_says_is_told(plot: Dossier) -> None:
    """A case without victims, and one without instigators, say so."""
    assert any("victim" in text for text in case_story(plot, "talk").missing)
    assert any("wanted" in text for text in case_story(plot, "theft").missing)
    assert case_chains(plot, "talk") == []


def test_an_unknown_case_is_answered_with_those_there_are(plot: Dossier) -> None:
    """The error names the case asked for and the cases that there are."""
    for ask in (case_chains, case_story):
        with pytest.raises(ArgumentError, match=r"'polt'.*plot"):
            ask(plot, "polt")


def test_k_is_the_number_of_chains_at_most(plot: Dossier) -> None:
    """The first k of the chains are given."""
    assert [chain.actors for chain in case_chains(plot, "plot", k=1)] == [("boss", "ann", "man", "vic")]


@pytest.fixture(scope="module")
def shipped(nkvd: Path) -> Dossier:
    """Give the dossier on the NKVD."""
    return read_dossier(nkvd)


@pytest.mark.parametrize("name", [name.strip() for name in NAMED.split(",")])
def test_each_of_the_cases_told_has_a_victim_and_a_chain_or_a_reason(shipped: Dossier, name: str) -> None:
    """For each of the killings, kidnappings and falls: against whom, and by which chain or why there is none."""
    victim = shipped.resolve(name)
    table = shipped.cases
    own = [case for case in table.index if victim in str(table.at[case, "victim"]).split(";")]
    assert own, f"no case has {victim} as its victim"
    for case in own:
        story = case_story(shipped, case)
        assert victim in story.victims
        assert any(chain.actors[-1] == victim for chain in story.chains) or story.missing


def test_the_shootings_of_prisoners_are_a_case(shipped: Dossier) -> None:
    """Katyn, where the victims have no names, is told too."""
    cases = [case for case in shipped.cases.index if "katyn" in case]
    assert cases
    story = case_story(shipped, cases[0])
    assert story.victims
    assert story.chains or story.missing


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """Give a dossier in which a killing succeeds at the second attempt, and another victim suffers one of two acts."""
    return make(
        tmp_path_factory.mktemp("tried"),
        told("boss targets vic", case="plot"),
        told("boss orders man", date="1937-05-01", case="plot"),
        told("man kills vic", date="1937-05-15", case="plot", status="attempted"),
        told("man kills vic", date="1937-06-01", case="plot"),
        told("boss targets wim", date="1938-01-01", case="raid"),
        told("boss targets zoe", date="1938-01-01", case="raid"),
        told("boss orders man", date="1938-01-01", case="raid"),
        told("man abducts wim", date="1938-02-01", case="raid", status="attempted"),
        told("man kills wim", date="1938-02-01", case="raid"),
        told("man kills zoe", date="1938-02-01", case="raid", status="attempted"),
        cases=[{"id": "plot", "victim": "vic"}, {"id": "raid", "victim": "wim;zoe"}],
    )


def test_what_was_done_comes_before_what_was_only_attempted(tried: Dossier) -> None:
    """Of equals, on different days and on one day, the act that was done is the end of the chain."""
    for case, act in (("plot", "c4"), ("raid", "c9")):
        first = case_chains(tried, case)[0]
        assert first.ties["claims"].tolist()[-1] == (act,)
        assert "attempted" not in str(first)


def test_a_step_that_was_only_attempted_says_so(tried: Dossier) -> None:
    """The sentence does not tell an attempt as a deed."""
    (second,) = (chain for chain in case_chains(tried, "raid") if chain.actors[-1] == "zoe")
    assert "who killed [attempted] zoe" in str(second)
    assert "ordered man" in str(second)


def test_a_small_k_denies_no_victim_his_chain(tried: Dossier) -> None:
    """With one chain shown for two victims, the other's is not said to be missing."""
    story = case_story(tried, "raid", k=1)
    assert len(story.chains) == 1
    assert not any("no chain" in text for text in story.missing)


def test_all_chains_of_a_case_or_at_least_one(plot: Dossier) -> None:
    """None asks for all of them; no chain at all cannot be asked for."""
    assert len(case_chains(plot, "plot", k=None)) == len(case_story(plot, "plot", k=None).chains) == 2
    for k in (0, -1, 2.5):
        for ask in (case_chains, case_story):
            with pytest.raises(ArgumentError, match=r"`k` is .*whole number"):
                ask(plot, "plot", k=k)  # type: ignore[operator]
