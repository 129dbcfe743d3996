"""Tests of the network that is made of claims: what counts, how probable it is, and what it rests on."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from netkit.dossier import Dossier
from netkit.errors import ArgumentError, UnknownNameError
from netkit.network.network import Network
from tests.dossiers import CERTAIN, GRADES, POSSIBLE, PROBABLE, make, told

CLAIMS = [
    told("ann commands ben", date="1930/1935"),
    told("ben friend_of cat", certainty="probable"),
    told("cat friend_of dora", certainty="possible"),
    told("ann kills dora", date="1937-05-05", case="plot"),
    told("ben orders eve", date="1937-05-01", case="part"),
    told("ann member_of HQ", date="1930/1935"),
    told("HQ part_of STATE"),
    told("eve contacts HQ"),
    told("eve contacts ben", status="denied"),
    told("eve supplies dora", status="planned"),
    told("eve helps dora", status="attempted") | {"relation": "abducts"},
    told("group-x contacts ann"),
    told("ann rescues cat", status="refused") | {"relation": "recruits"},
    told("eve died", date="1940"),
]
CASES = [{"id": "plot"}, {"id": "part", "part_of": "plot"}, {"id": "other"}]
ACTORS = [
    {"id": "HQ", "side": "blue"},
    {"id": "zoe", "name": "Zoe Alone"},
    {"id": "ann", "name": "Ann Ash"},
    {"id": "ben", "name": "Ben Birch"},
]


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """Give a dossier with something of every kind."""
    return make(tmp_path_factory.mktemp("dossier"), *CLAIMS, cases=CASES, actors=ACTORS)


def said(net: Network) -> set[str]:
    """Give a network's ties as they were told."""
    return {" ".join(row) for row in net.ties[["subject", "relation", "object"]].to_numpy()}


EVERYTHING = {
    "ann commands ben",
    "ben friend_of cat",
    "cat friend_of dora",
    "ann kills dora",
    "ben orders eve",
    "ann member_of HQ",
    "HQ part_of STATE",
    "eve contacts HQ",
    "group-x contacts ann",
}


def test_the_working_view_is_of_persons_in_contact(dossier: Dossier) -> None:
    """By default: persons, contact, undirected, done, at least probable."""
    net = dossier.network()
    assert said(net) == {"ann commands ben", "ben friend_of cat", "ben orders eve"}
    assert not net.directed
    assert set(net.index) == {"ann", "ben", "cat", "eve"}
    assert repr(net) == repr(dossier.network(view="working"))


def test_the_command_view_is_of_orders(dossier: Dossier) -> None:
    """Persons and organisations, directed, the ties along which orders travel."""
    net = dossier.network(view="command")
    assert said(net) == {"ann commands ben", "ben orders eve", "ann member_of HQ", "HQ part_of STATE"}
    assert net.directed
    assert set(net.actors["kind"]) == {"person", "organisation"}


def test_everything_comes_only_when_asked_for(dossier: Dossier) -> None:
    """The view "all" holds harm and kin, organisations and groups, directed; a vital relation is no tie."""
    net = dossier.network(view="all")
    assert said(net) == EVERYTHING
    assert net.directed
    assert "group" in set(net.actors["kind"])


def test_a_denial_never_makes_a_tie(dossier: Dossier) -> None:
    """Statuses other than done count when asked for; to deny is to tell a conflict, not a tie."""
    asked = said(dossier.network(view="all", statuses=("done", "attempted", "planned")))
    assert asked == EVERYTHING | {"eve abducts dora", "eve supplies dora"}
    assert said(dossier.network(view="all", statuses="attempted")) == {"eve abducts dora"}
    for statuses in ("denied", ("done", "denied")):
        try:
            net = dossier.network(view="all", statuses=statuses)
        except ArgumentError:
            continue
        assert "eve contacts ben" not in said(net)


def test_certainty_families_relations_and_kinds_narrow(dossier: Dossier) -> None:
    """Each filter leaves what it names."""
    friends = {"ben friend_of cat", "cat friend_of dora"}
    assert said(dossier.network(view="all", families="social")) == friends
    assert said(dossier.network(view="all", families=["social", "structure"])) == {*friends, "HQ part_of STATE"}
    assert said(dossier.network(view="all", relations="orders")) == {"ben orders eve"}
    assert said(dossier.network(view="all", kinds="organisation")) == {"HQ part_of STATE"}
    assert said(dossier.network(view="all", min_certainty="probable")) == EVERYTHING - {"cat friend_of dora"}
    assert said(dossier.network(view="all", min_certainty="certain")) == EVERYTHING - friends
    # What was asked for goes before what the view brings.
    assert "cat friend_of dora" in said(dossier.network(min_certainty="possible"))


def test_a_case_is_taken_with_its_parts(dossier: Dossier) -> None:
    """A larger case holds the claims of the cases within it, not the other way round."""
    assert said(dossier.network(view="all", case="plot")) == {"ann kills dora", "ben orders eve"}
    assert said(dossier.network(view="all", case="part")) == {"ben orders eve"}
    assert said(dossier.network(view="all", case=["part", "other"])) == {"ben orders eve"}
    assert dossier.network(view="all", case="other").n_ties == 0


def test_actors_are_those_with_a_tie_unless_isolates_are_asked_for(dossier: Dossier) -> None:
    """An actor without a tie is kept when asked for."""
    assert "zoe" not in dossier.network(view="all").index
    assert set(dossier.network(view="all", isolates=True).index) == set(dossier.actors.index)
    assert {"zoe", "dora"} <= set(dossier.network(isolates=True).index)
    assert "HQ" not in dossier.network(isolates=True).index


def test_select_narrows_any_network(dossier: Dossier) -> None:
    """Names in any spelling lead to actors; ties among them stay, and isolates go."""
    net = dossier.network(view="all")
    assert said(net.select(actors=["Ann Ash", "ben", "cat"])) == {"ann commands ben", "ben friend_of cat"}
    assert said(net.select(families="social")) == {"ben friend_of cat", "cat friend_of dora"}
    assert set(net.select(relations="orders").index) == {"ben", "eve"}
    assert said(net.select(kinds="person").select(relations="kills")) == {"ann kills dora"}
    assert said(net) == EVERYTHING
    with pytest.raises(UnknownNameError, match="Nobodyatall"):
        net.select(actors=["Nobodyatall"])


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"view": "harm"}, "working"),
        ({"families": "socail"}, "social"),
        ({"relations": "order"}, "orders"),
        ({"kinds": "persons"}, "person"),
        ({"case": "plott"}, "plot"),
        ({"sources": "t"}, "s"),
        ({"statuses": "did"}, "done"),
        ({"min_certainty": "sure"}, "probable"),
    ],
)
def test_an_unknown_word_is_answered_with_what_there_is(dossier: Dossier, asked: dict[str, str], named: str) -> None:
    """The error names the value, and the values that there are."""
    (value,) = asked.values()
    with pytest.raises(ArgumentError, match=rf"(?s)'{value}'.*\b{named}\b"):
        dossier.network(**{"view": "all", **asked})  # type: ignore[arg-type]


def test_select_takes_actors_out(dossier: Dossier) -> None:
    """Without somebody his ties go, in the orders too; who loses his last tie stays where that is asked for."""
    net = dossier.network(view="all")
    assert "ben" in net.select(without=["Ann Ash"]).index
    assert said(net.select(without=["Ann Ash"])) == {tie for tie in said(net) if "ann" not in tie.split()}
    social = net.select(families="social")
    assert set(social.select(without=["cat"]).index) == set()
    assert set(social.select(without=["cat"], isolates=True).index) == {"ben", "dora"}
    assert "ann" not in net.select(without=["ann"]).orders().index
    assert net.select(without=["ann"]).policy.describe()["selection 1"] == "without: ann"  # type: ignore[union-attr]  # made of claims
    with pytest.raises(ArgumentError, match="`without` is the text 'ann'; give a list"):
        net.select(without="ann")


def test_select_names_what_there_is(dossier: Dossier) -> None:
    """Unknown words of `select` are answered as those of `network`."""
    net = dossier.network(view="all")
    with pytest.raises(ArgumentError, match=r"'socail'.*social"):
        net.select(families="socail")
    with pytest.raises(ArgumentError, match=r"'persons'.*person"):
        net.select(kinds="persons")


def test_options_are_keyword_only(dossier: Dossier) -> None:
    """A network's options have names."""
    with pytest.raises(TypeError):
        dossier.network("1937")  # type: ignore[misc]


def test_roles_are_read_from_all_claims_of_the_dates(tmp_path: Path) -> None:
    """Whatever the view, a recruiter is a recruiter; but not before he was."""
    dossier = make(
        tmp_path,
        told("ann recruits ben", date="1930-05-05"),
        told("ann friend_of ben", date="1920/1945"),
        told("ben kills cat", date="1937-05-05"),
        told("dora kills ann", status="planned"),
        told("ben heads HQ", date="1935-01-01/1936-01-01"),
    )
    later = dossier.network(families="social", until="1940").actors
    assert later.loc["ann", "recruiter"]
    assert not later.loc["ann", "agent"]
    assert not later.loc["ann", "victim"]
    assert later.loc["ben", ["agent", "perpetrator", "commander"]].all()
    assert not later.loc["ben", "recruiter"]
    early = dossier.network(families="social", until="1925").actors
    assert not early.loc["ann", "recruiter"]
    assert not early.loc["ben", "agent"]
    assert later["recruiter"].dtype == bool


def test_a_person_s_side_follows_from_his_memberships(tmp_path: Path) -> None:
    """Sides are those of the organisations that somebody belongs to at the date; his own, where coded, stays."""
    dossier = make(
        tmp_path,
        told("ann member_of RED", date="1920-01-01/1925-01-01"),
        told("ann member_of BLUE", date="1930-01-01/1935-01-01"),
        told("ben heads BLUE", date="1930-01-01/1935-01-01"),
        told("ann friend_of ben", date="1915/1940"),
        told("cat friend_of ben", date="1915/1940"),
        actors=[{"id": "RED", "side": "red"}, {"id": "BLUE", "side": "blue"}],
    )
    assert dossier.network(at="1922-01-01").actors["side"].to_dict() == {"ann": "red", "ben": "", "cat": ""}
    assert dossier.network(at="1932-01-01").actors["side"].to_dict() == {"ann": "blue", "ben": "blue", "cat": ""}


def test_a_tie_is_as_probable_as_its_claim_and_source(tmp_path: Path) -> None:
    """The mean of the certainty word times the mean of the source's grade."""
    dossier = make(
        tmp_path,
        told("ann commands ben", source="a"),
        told("ann commands cat", source="d", certainty="possible"),
        sources=[{"id": "a", "reliability": "A"}, {"id": "d", "reliability": "D"}],
    )
    ties = dossier.network(view="all").ties.set_index("object")["probability"]
    assert ties["ben"] == pytest.approx(CERTAIN * GRADES["A"])
    assert ties["cat"] == pytest.approx(POSSIBLE * GRADES["D"])


def test_independent_sources_are_combined_and_copies_count_once(tmp_path: Path) -> None:
    """Noisy-or over sources that do not copy one another; a copy, and a second claim of one source, add nothing."""
    dossier = make(
        tmp_path,
        told("ann commands ben", source="b"),
        told("ann commands ben", source="c", certainty="probable"),
        told("ann commands cat", source="b"),
        told("ann commands cat", source="copy"),
        told("ann commands dora", source="b"),
        told("ann commands dora", source="b", voice="witnesses"),
        told("ann commands eve", source="b", certainty="possible"),
        told("ann commands eve", source="b", voice="witnesses"),
        told("ann commands finn", source="copy"),
        told("ann commands finn", source="copy-of-copy"),
        sources=[
            {"id": "b", "reliability": "B"},
            {"id": "c", "reliability": "C"},
            {"id": "copy", "reliability": "B", "copies": "b"},
            {"id": "copy-of-copy", "reliability": "B", "copies": "copy"},
        ],
    )
    probability = dossier.network(view="all").ties.set_index("object")["probability"]
    one = CERTAIN * GRADES["B"]
    assert probability["ben"] == pytest.approx(1 - (1 - one) * (1 - PROBABLE * GRADES["C"]))
    for actor in ("cat", "dora", "eve", "finn"):
        assert probability[actor] == pytest.approx(one), actor


def test_only_the_sources_asked_for_count(tmp_path: Path) -> None:
    """What another source says is not in the network, and not in its probabilities."""
    dossier = make(
        tmp_path,
        told("ann commands ben", source="s"),
        told("ann commands ben", source="t"),
        told("ann commands cat", source="t"),
    )
    net = dossier.network(view="all", sources="s")
    assert said(net) == {"ann commands ben"}
    assert net.ties["probability"].tolist() == [pytest.approx(CERTAIN * GRADES["A"])]
    assert net.ties["claims"].tolist() == [("c1",)]


def test_one_row_per_pair_relation_case_and_connected_stretch(tmp_path: Path) -> None:
    """Claims that tell the same tie make one row; another time, case, relation or direction makes another."""
    dossier = make(
        tmp_path,
        told("ann commands ben", date="1930-01-01/1932-12-31"),
        told("ann commands ben", date="1931-06-01", source="t"),
        told("ann commands ben", date="1940-01-01/1941-12-31"),
        told("ann contacts ben", date="1930-05-05", case="plot"),
        told("ann contacts ben", date="1930-05-05", case="plot", source="t"),
        told("ann contacts ben", date="1930-05-05"),
        told("ben contacts ann", date="1930-05-05"),
        told("ann friend_of ben", date="1930-01-01/1931-12-31"),
        told("ben friend_of ann", date="1930-01-01/1931-12-31", source="t"),
    )
    ties = dossier.network(view="all").ties
    rows = {(row.subject, row.relation, row.case, row.claims) for row in ties.itertuples()}
    assert {claims for _, relation, _, claims in rows if relation == "commands"} == {("c1", "c2"), ("c3",)}
    contacts = {(subject, case): claims for subject, relation, case, claims in rows if relation == "contacts"}
    assert contacts[("ann", "plot")] == ("c4", "c5")
    assert contacts[("ben", "")] == ("c7",)
    assert {claims for _, relation, _, claims in rows if relation == "friend_of"} == {("c8", "c9")}
    first = ties[(ties["relation"] == "commands")].iloc[0]
    assert str(first["start_latest"].date()) == "1930-01-01"
    assert str(first["end_earliest"].date()) == "1933-01-01"


def test_ties_that_follow_from_offices(tmp_path: Path) -> None:
    """
    Three rules: who commands an organisation commands its head, who heads what is above does, a head his deputies.

    A derived tie names its rule, carries the claims of all its parts, and is as probable as they are together
    times 0.9.
    """
    dossier = make(
        tmp_path,
        told("boss commands LAB", id="k", date="1930-01-01/1939-12-31", certainty="probable"),
        told("chief heads HQ", id="h", date="1930-01-01/1939-12-31"),
        told("LAB part_of HQ", id="p", date="1930-01-01/1939-12-31", certainty="possible"),
        told("ann heads LAB", id="a", date="1932-01-01/1935-12-31", certainty="probable"),
        told("ben deputy_heads LAB", id="d", date="1934-01-01/1937-12-31"),
        told("cat member_of LAB", id="m", date="1930-01-01/1939-12-31"),
    )
    net = dossier.network(view="all")
    derived = net.ties[net.ties["derived"]]
    found = {(row.subject, row.object): row for row in derived.itertuples()}
    assert set(found) == {("boss", "ann"), ("chief", "ann"), ("ann", "ben")}
    grade = GRADES["A"]
    expected = {
        ("boss", "ann"): ({"k", "a"}, PROBABLE * PROBABLE),
        ("chief", "ann"): ({"h", "p", "a"}, CERTAIN * POSSIBLE * PROBABLE),
        ("ann", "ben"): ({"a", "d"}, PROBABLE * CERTAIN),
    }
    for pair, (claims, certainty) in expected.items():
        row = found[pair]
        assert set(row.claims) == claims
        assert row.rule
        assert row.relation == "commands"
        # One source: its grade is a doubt once or once a part, as the parts are combined; never less than both.
        product = certainty * grade ** len(claims)
        assert row.probability == pytest.approx(0.9 * product), pair
    assert len({row.rule for row in found.values()}) == 3
    # Both have to hold.
    assert {str(found["boss", "ann"].start_latest.date()), str(found["boss", "ann"].end_earliest.date())} == {
        "1932-01-01",
        "1936-01-01",
    }
    when = {
        day: dossier.network(view="all", at=day).ties.query("derived")
        for day in ("1931-06-01", "1933-06-01", "1937-06-01")
    }
    assert len(when["1931-06-01"]) == 0
    assert set(when["1933-06-01"]["subject"]) == {"boss", "chief"}
    assert len(when["1937-06-01"]) == 0
    told_ties = dossier.network(view="all", derive=False).ties
    assert not told_ties["derived"].any()
    assert said(dossier.network(view="all", derive=False)) | {
        "boss commands ann",
        "chief commands ann",
        "ann commands ben",
    } == said(net)
    assert (net.ties.loc[~net.ties["derived"], "rule"] == "").all()


def test_bounds_are_dates_and_probabilities_numbers(tmp_path: Path) -> None:
    """Bounds are dates, NaT where there is none, and probabilities numbers, whether ties are derived or not."""
    told_once = [told("boss commands LAB", date="1930-05-05/"), told("boss contacts ann", date="1931-05-05")]
    for name, claims in (("none", told_once), ("some", [*told_once, told("ann heads LAB", date="1930-05-05/")])):
        net = make(tmp_path / name, *claims).network(view="all")
        ties = net.ties
        for bound in ("start_earliest", "start_latest", "end_earliest", "end_latest"):
            assert pd.api.types.is_datetime64_dtype(ties[bound]), bound
        assert ties.loc[ties["relation"] == "commands", "end_latest"].isna().all()
        assert ties["probability"].dtype == ties["certainty"].dtype == float
        assert ties["directed"].dtype == ties["derived"].dtype == bool
        assert net.arc_weights("probability").sum() == pytest.approx(ties["probability"].sum())


def test_what_is_returned_can_be_changed_without_changing_the_network(dossier: Dossier) -> None:
    """A network is immutable: every frame it gives is the caller's own."""
    net = dossier.network(view="all", until="1950")
    ties, actors, summary = net.ties, net.actors, net.summary()
    for table in (net.ties, net.actors, *net.to_pandas(), net.evidence("ann"), net.all_actors):
        for column in table.columns:
            table[column] = table[column].iloc[::-1].to_numpy()
    told_once = net.summary()
    told_once.iloc[:] = 0
    pd.testing.assert_frame_equal(net.ties, ties)
    pd.testing.assert_frame_equal(net.actors, actors)
    pd.testing.assert_series_equal(net.summary(), summary)
    graph = net.to_networkx()
    graph.remove_nodes_from(list(graph))
    assert net.n_actors == len(actors)


def test_changing_the_dossier_s_frames_changes_no_network(dossier: Dossier) -> None:
    """The tables that a dossier shows are copies."""
    before = dossier.network(view="all", until="1949").ties
    for name in ("claims", "actors", "relations", "sources", "cases", "names"):
        frame = getattr(dossier, name)
        for column in frame.columns:
            frame[column] = frame[column].iloc[::-1].to_numpy()
    pd.testing.assert_frame_equal(dossier.network(view="all", until="1949", isolates=False).ties, before)
    pd.testing.assert_frame_equal(dossier.network(view="all", until="1949", circa="1d").ties, before)


def test_evidence_leads_back_to_the_claims(dossier: Dossier) -> None:
    """The claims behind a tie or an actor, in any direction, with their citations."""
    net = dossier.network(view="all")
    behind = net.evidence("Ben Birch", "ann")
    assert behind.index.tolist() == ["c1"]
    assert "Claim 1." in behind["citation"].iloc[0]
    assert set(net.evidence("ann").index) == {"c1", "c4", "c6", "c12"}
    assert net.evidence("zoe").empty
    assert net.evidence("ann", "eve").empty
    with pytest.raises(ArgumentError, match="one actor or two"):
        net.evidence("ann", "ben", "cat")
    with pytest.raises(UnknownNameError):
        net.evidence("Nobodyatall")


def test_the_evidence_of_a_derived_tie_names_its_rule(tmp_path: Path) -> None:
    """A claim that is only part of an inference is cited with the rule."""
    dossier = make(tmp_path, told("boss commands LAB"), told("ann heads LAB"), told("boss contacts ann"))
    behind = dossier.network(view="all").evidence("boss", "ann")
    assert set(behind.index) == {"c1", "c2", "c3"}
    assert behind.loc[["c1", "c2"], "rule"].ne("").all()
    assert behind.at["c3", "rule"] == ""


def test_the_summary_counts(dossier: Dossier) -> None:
    """Actors, ties, claims, sources and the policy, as numbers and words."""
    summary = dossier.network(view="all", case="plot").summary()
    assert summary["actors"] == 4
    assert summary["ties"] == 2
    assert summary["claims"] == 2
    assert summary["sources"] == 1
    assert summary["view"] == "all"
    assert "plot" in str(summary["case"])


def test_two_mode_ties_persons_to_what_they_took_part_in(dossier: Dossier) -> None:
    """Persons and their cases, or persons and their organisations."""
    net = dossier.network(view="all")
    cases = net.two_mode("case")
    pairs = {frozenset((row.subject, row.object)) for row in cases.ties.itertuples()}
    assert {frozenset(("ann", "plot")), frozenset(("dora", "plot")), frozenset(("ben", "part"))} <= pairs
    assert not cases.directed
    assert cases.actors.at["plot", "kind"] == "case"
    organisations = net.two_mode("organisation")
    assert {frozenset((row.subject, row.object)) for row in organisations.ties.itertuples()} == {
        frozenset(("ann", "HQ"))
    }
    with pytest.raises(ArgumentError, match="organisation"):
        net.two_mode("letter")


def test_the_same_question_has_the_same_answer(dossier: Dossier) -> None:
    """Building twice gives the same network, and the order of words does not matter."""
    one = dossier.network(view="all", families=["social", "command"], until="1945")
    two = dossier.network(view="all", families=["command", "social"], until="1945")
    pd.testing.assert_frame_equal(one.ties, two.ties)
    pd.testing.assert_frame_equal(one.actors, two.actors)


def test_what_is_written_to_the_tables_of_a_network_stays_there(dossier: Dossier) -> None:
    """Whoever changes what he was given changes his own copy."""
    net = dossier.network()
    ties, actors = net.ties, net.actors
    before = ties.copy(), actors.copy()
    ties.loc[:, "subject"] = "somebody"
    ties["probability"] = 0.0
    actors.iloc[0, 0] = "somebody"
    del actors["kind"]
    pd.testing.assert_frame_equal(net.ties, before[0])
    pd.testing.assert_frame_equal(net.actors, before[1])


def test_an_empty_dossier_gives_an_empty_network(tmp_path: Path) -> None:
    """Tables that were only begun are read, and everything made of them is empty."""
    dossier = make(tmp_path)
    for view in ("working", "command", "all"):
        net = dossier.network(view=view, at="1937")
        assert net.n_actors == net.n_ties == 0
        assert net.summary()["ties"] == 0
    assert len(dossier.tenures()) == 0
    assert len(dossier.cases_table()) == 0
    assert dossier.find("Ann").empty


def test_projection_ties_who_shares(tmp_path: Path) -> None:
    """Shared cases are counted, a crowd weighs little, probabilities of both ends count, and claims are kept."""
    claims = [
        told("ann contacts ben", case="plot"),
        told("ann helps cat", case="plot") | {"relation": "supplies"},
        told("ann contacts ben", case="raid", certainty="probable"),
        told("dora contacts HQ", case="alone"),
    ]
    cases = make(tmp_path, *claims).network(view="all").two_mode("case")
    shared = cases.projection()
    ties = shared.ties.set_index(["subject", "object"])
    assert shared.index.tolist() == ["ann", "ben", "cat", "dora"]
    assert set(ties.index) == {("ann", "ben"), ("ann", "cat"), ("ben", "cat")}
    assert ties.loc[("ann", "ben"), ["shared", "newman"]].tolist() == [2, 1.5]
    assert ties.loc[("ben", "cat"), ["shared", "newman"]].tolist() == [1, 0.5]
    plot, raid = (CERTAIN * GRADES["A"]) ** 2, (PROBABLE * GRADES["A"]) ** 2
    assert ties.at[("ann", "ben"), "probability"] == pytest.approx(1 - (1 - plot) * (1 - raid))
    assert ties.at[("ann", "ben"), "claims"] == ("c1", "c2", "c3")
    assert set(cases.projection("case").ties["shared"]) == {2}
    with pytest.raises(ArgumentError, match="`onto` is 'letter'; the kinds here are case, person"):
        cases.projection("letter")
    with pytest.raises(ArgumentError, match="does not join 'person' to another kind"):
        shared.projection()


def test_a_copy_is_as_sure_as_its_original(tmp_path: Path) -> None:
    """Sources that go back to one count once, with the grade of that one, in a network and in draws."""
    sources = [{"id": "root", "reliability": "C"}, {"id": "copy", "reliability": "B", "copies": "root"}]
    claims = [told("ann commands ben", source="root"), told("ann commands ben", source="copy")]
    net = make(tmp_path, *claims, sources=sources).network()
    assert net.ties["probability"].tolist() == [pytest.approx(CERTAIN * GRADES["C"])]


@pytest.mark.parametrize("other", ["bea", "Bea Birch"])
def test_same_as_makes_one_of_two(tmp_path: Path, other: str) -> None:
    """Everything told of the one is told of the other; what was coded is still there, and names lead to the one."""
    claims = [told("ann commands cat", case="plot"), told("bea commands eve"), told("cat kills bea", case="plot")]
    same = [{"left": "ann", "right": other, "verdict": "same", "reason": "one life"}]
    dossier = make(
        tmp_path / "dossier",
        *claims,
        same_as=same,
        cases=[{"id": "plot", "victim": "bea"}],
        actors=[{"id": "bea", "name": "Bea Birch"}],
    )
    assert dossier.actors.index.tolist() == ["ann", "cat", "eve"]
    assert dossier.resolve("Bea Birch") == dossier.resolve("bea") == "ann"
    net = dossier.network(view="all")
    assert said(net) == {"ann commands cat", "ann commands eve", "cat kills ann"}
    assert dossier.cases.at["plot", "victim"] == "ann"
    assert len(dossier.biography("Bea Birch")) == 3
    dossier.write(tmp_path / "again")
    assert "bea,commands,eve" in (tmp_path / "again" / "claims.csv").read_text("utf-8")
