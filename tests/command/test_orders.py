"""Tests of how an order travels: which ties are steps, and which of them count for one victim."""

from __future__ import annotations

from pathlib import Path

import pytest

from netkit.command.chains import Chain, chains
from netkit.dossier import Dossier
from netkit.errors import ArgumentError
from netkit.network.network import Network
from tests.dossiers import CERTAIN, GRADES, PASSES, POSSIBLE, PROBABLE, Row, make, told

KILL = told("man kills vic", id="act", date="1937-06-01", case="plot")
CASES = [{"id": "plot", "date": "1937-05-01/1937-06-01"}, {"id": "whole"}, {"id": "other"}]


def orders(folder: Path, *claims: Row, cases: list[Row] | None = None, **when: object) -> Network:
    """Write a dossier and give the network from which orders are read."""
    dossier = make(folder, *claims, cases=CASES if cases is None else cases)
    return dossier.network(view="command", **when)  # type: ignore[arg-type]


def ways(net: Network, source: str, target: str = "vic", **options: object) -> list[str]:
    """Give the chains between two actors as words."""
    found = chains(net, source, target, **options) if source in net.all_actors.index else []  # type: ignore[arg-type]
    return [" ".join(chain.actors) for chain in found]


def only(net: Network, source: str, target: str = "vic") -> Chain:
    """Give the one chain between two actors."""
    (chain,) = chains(net, source, target)
    return chain


FORWARD = ["commands", "appoints", "orders", "recruits", "handles", "introduces", "uses", "heads", "deputy_heads"]


@pytest.mark.parametrize("relation", FORWARD)
def test_orders_travel_forward_along(tmp_path: Path, relation: str) -> None:
    """From the subject to the object, never back."""
    net = orders(tmp_path, told(f"ann {relation} ben"))
    assert ways(net, "ann", "ben") == ["ann ben"]
    assert ways(net, "ben", "ann") == []
    assert only(net, "ann", "ben").probability == pytest.approx(CERTAIN * GRADES["A"] * PASSES.get(relation, 1))
    assert not only(net, "ann", "ben").ties["backward"].iloc[0]


@pytest.mark.parametrize("relation", ["member_of", "part_of"])
def test_orders_travel_backward_along_memberships(tmp_path: Path, relation: str) -> None:
    """From an organisation to its members and parts, with the words that no source names an order."""
    net = orders(tmp_path, told(f"LAB {relation} HQ"))
    assert ways(net, "HQ", "LAB") == ["HQ LAB"]
    assert ways(net, "LAB", "HQ") == []
    chain = only(net, "HQ", "LAB")
    assert chain.ties["backward"].tolist() == [True]
    assert chain.probability == pytest.approx(CERTAIN * GRADES["A"] * PASSES[relation])
    assert "inferred; no source names an order" in str(chain)


@pytest.mark.parametrize(
    "relation", ["targets", "contacts", "supplies", "friend_of", "informs_on", "infiltrates", "succeeds"]
)
def test_nothing_travels_along_other_ties(tmp_path: Path, relation: str) -> None:
    """`targets` names who wanted it and is no step; nor is contact, kin or harm among them."""
    net = orders(tmp_path, told(f"ann {relation} vic"), told("ann orders ben"))
    assert ways(net, "ann", "vic") == []
    assert ways(net, "vic", "ann") == []


def test_a_chain_to_somebody_who_suffers_ends_with_an_act(tmp_path: Path) -> None:
    """Commanding the victim kills nobody: the last step is the act, and only there are acts."""
    net = orders(
        tmp_path,
        told("ann orders man", date="1937-05-02", case="plot"),
        KILL,
        told("ann commands vic", date="1930/"),
        told("vic kills zed", date="1936-01-01", case="other"),
    )
    chain = only(net, "ann")
    assert chain.actors == ("ann", "man", "vic")
    assert chain.ties["relation"].tolist() == ["orders", "kills"]
    assert chain.ties["act"].tolist() == [False, True]
    assert chain.case == "plot"
    # No order passes through an act: whoever killed Zed's killer did not thereby reach Zed.
    assert ways(net, "man", "zed") == []


def test_to_somebody_who_suffers_no_act_chains_end_with_a_step(tmp_path: Path) -> None:
    """Then errands of any case count, and no day of an act is asked for."""
    net = orders(
        tmp_path, told("ann orders ben", date="1920-01-01", case="other"), told("ben commands cat", date="1940-01-01")
    )
    assert ways(net, "ann", "cat") == ["ann ben cat"]


@pytest.mark.parametrize("relation", ["orders", "introduces", "uses"])
def test_a_an_errand_counts_in_the_act_s_case_or_a_whole_of_it(tmp_path: Path, relation: str) -> None:
    """(a) What was ordered in another affair, or in a part of this one, reaches no victim of this one."""
    for case, reached in (("plot", True), ("whole", True), ("other", False), ("part", False), ("", False)):
        net = orders(
            tmp_path / (case or "none"),
            told(f"ann {relation} man", date="1937-05-02", case=case),
            KILL,
            cases=[
                {"id": "plot", "part_of": "whole"},
                {"id": "whole"},
                {"id": "other"},
                {"id": "part", "part_of": "plot"},
            ],
        )
        assert ways(net, "ann") == (["ann man vic"] if reached else []), case


def test_a_standing_ties_count_whatever_their_case(tmp_path: Path) -> None:
    """(a) Recruiting and handling are no errands: told of another affair they still bind."""
    net = orders(tmp_path, told("ann recruits man", date="1935", case="other"), KILL)
    assert ways(net, "ann") == ["ann man vic"]


@pytest.mark.parametrize(
    ("tie", "able"),
    [
        (told("ann commands man", date="1936-01-01/1938-01-01"), True),
        (told("ann commands man", date="1936-01-01/1937-05-31"), False),
        (told("ann commands man", date="1937-06-02/1938-01-01"), False),
        (told("ann commands man", date="1930"), True),
        (told("ann commands man"), True),
        (told("ann recruits man", date="1937-06-02"), False),
        (told("ann handles man", date="/1936"), False),
        (told("man member_of HQ", date="1938-01-01/"), False),
        (told("man member_of HQ", date="1937-01-01/"), True),
    ],
)
def test_b_a_tie_has_to_be_able_to_hold_on_the_day(tmp_path: Path, tie: Row, able: bool) -> None:
    """(b) What had ended or not begun on the day of the act carried no order for it."""
    net = orders(tmp_path, tie, KILL)
    assert bool(ways(net, "ann") + ways(net, "HQ")) is able


@pytest.mark.parametrize(
    ("fate", "able"),
    [
        (told("ann died", date="1937-05-01"), False),
        (told("ann died", date="1937-07-01"), True),
        (told("zed kills ann", date="1937-05-01"), False),
        (told("zed arrests ann", date="1937-05-01"), False),
        (told("zed arrests ann", date="1937-07-01"), True),
        (told("zed arrests ann", date="1937-05-01", certainty="possible"), True),
        (told("zed arrests ann", date="1937-05-01", status="planned"), True),
    ],
)
def test_b_both_ends_are_alive_and_free(tmp_path: Path, fate: Row, able: bool) -> None:
    """(b) The dead and the arrested pass no orders on; an arrest has to be certain and before the day."""
    net = orders(
        tmp_path, told("boss commands ann", date="1930/.."), told("ann commands man", date="1930/.."), KILL, fate
    )
    assert bool(ways(net, "boss")) is able


def test_b_who_was_seen_at_liberty_later_was_released(tmp_path: Path) -> None:
    """(b) Something told of him after the arrest shows that he was free again."""
    caught = (
        told("ann commands man", date="1930/.."),
        KILL,
        told("zed arrests ann", date="1935-05-01"),
    )
    assert ways(orders(tmp_path / "caught", *caught), "ann") == []
    for number, free in enumerate(("ann recruits ben", "ann supplies ben", "ann contacts ben", "ann orders ben")):
        net = orders(tmp_path / str(number), *caught, told(free, date="1936-05-01"))
        assert ways(net, "ann") == ["ann man vic"]
    married = told("ann friend_of ben", date="1936-05-01")
    assert ways(orders(tmp_path / "married", *caught, married), "ann") == []


def test_c_nothing_passes_through_the_victim(tmp_path: Path) -> None:
    """(c) Nor through what he heads on that day, nor its parts."""
    standing = (
        told("boss commands HQ", date="1930/.."),
        told("DESK part_of HQ", date="1930/.."),
        told("man member_of DESK", date="1930/.."),
        KILL,
    )
    assert ways(orders(tmp_path / "other", *standing), "boss") == ["boss HQ DESK man vic"]
    headed = told("vic heads HQ", date="1930-01-01/1938-01-01")
    assert ways(orders(tmp_path / "headed", *standing, headed), "boss") == []
    before = told("vic heads HQ", date="1930-01-01/1932-01-01")
    assert ways(orders(tmp_path / "before", *standing, before), "boss") == ["boss HQ DESK man vic"]
    through = (told("boss commands vic", date="1930/.."), told("vic commands man", date="1930/.."), KILL)
    assert ways(orders(tmp_path / "through", *through), "boss") == []


@pytest.mark.parametrize("relation", ["infiltrates", "informs_on"])
def test_c_nothing_passes_between_an_organisation_and_its_traitor(tmp_path: Path, relation: str) -> None:
    """(c) A mole does not kill on the orders of those whom he betrays; his own handlers reach him."""
    net = orders(
        tmp_path,
        told("boss heads GUILD", date="1930/.."),
        told("man member_of GUILD", date="1930/.."),
        told(f"man {relation} GUILD", date="1930/.."),
        told("spy handles man", date="1930/.."),
        KILL,
    )
    assert ways(net, "boss") == ways(net, "GUILD") == []
    assert ways(net, "spy") == ["spy man vic"]


def test_d_an_organisation_s_act_is_evidence_when_its_man_did_it(tmp_path: Path) -> None:
    """(d) Where a named person did it, no chain ends with his organisation; where none is named, it does."""
    ordered = told("boss commands HQ", date="1930/..")
    collective = told("HQ kills vic", date="1937-06-01", case="plot")
    member = told("man member_of HQ", date="1930/..")
    assert ways(orders(tmp_path / "named", ordered, collective, member, KILL), "boss") == ["boss HQ man vic"]
    assert ways(orders(tmp_path / "nameless", ordered, collective, member), "boss") == ["boss HQ vic"]


def test_each_act_has_its_own_case_day_and_graph(tmp_path: Path) -> None:
    """An order for the first attempt does not explain the second; chains of both stand side by side."""
    net = orders(
        tmp_path,
        told("ann orders man", date="1936-05-02", case="other"),
        told("man kills vic", date="1936-06-01", case="other", status="attempted"),
        told("ben orders bob", date="1937-05-02", case="plot"),
        told("bob kills vic", date="1937-06-01", case="plot"),
        statuses=("done", "attempted"),
    )
    assert ways(net, "ann") == ["ann man vic"]
    assert ways(net, "ben") == ["ben bob vic"]
    assert {chain.case for name in ("ann", "ben") for chain in chains(net, name, "vic")} == {"other", "plot"}
    # An attempt counts only when it is asked for.
    assert ways(orders(tmp_path / "done", told("man kills vic", status="attempted")), "man") == []


def test_one_chain_per_sequence_of_actors(tmp_path: Path) -> None:
    """Parallel ties make one step, the best one; acts of two cases along the same actors one chain."""
    net = orders(
        tmp_path,
        told("ann commands man", date="1930/..", certainty="possible"),
        told("ann recruits man", date="1931", certainty="probable"),
        told("man abducts vic", date="1937-05-20", case="plot"),
        KILL,
        told("man kills vic", date="1936-06-01", case="other", certainty="possible"),
    )
    chain = only(net, "ann")
    assert chain.ties["relation"].iloc[0] == "recruits"
    assert chain.probability == pytest.approx(PROBABLE * CERTAIN * GRADES["A"])


def test_each_source_is_discounted_once(tmp_path: Path) -> None:
    """A chain is the product of its steps, and each source that it cannot do without is doubted once."""
    dossier = make(
        tmp_path,
        told("ann commands ben", source="b"),
        told("ben commands cat", source="b", certainty="probable"),
        told("cat commands dora", source="copy"),
        told("dora commands eve", source="d"),
        told("eve commands finn", source="b"),
        told("eve commands finn", source="d"),
        sources=[
            {"id": "b", "reliability": "B"},
            {"id": "copy", "reliability": "B", "copies": "b"},
            {"id": "d", "reliability": "D"},
        ],
    )
    net = dossier.network(view="command")
    assert only(net, "ann", "cat").probability == pytest.approx(CERTAIN * PROBABLE * GRADES["B"])
    assert only(net, "ann", "dora").probability == pytest.approx(CERTAIN**2 * PROBABLE * GRADES["B"])
    assert only(net, "ann", "eve").probability == pytest.approx(CERTAIN**3 * PROBABLE * GRADES["B"] * GRADES["D"])
    # Two independent sources: the step falls with neither, so neither is one that it cannot do without.
    both = 1 - (1 - CERTAIN * GRADES["B"]) * (1 - CERTAIN * GRADES["D"])
    assert only(net, "eve", "finn").probability == pytest.approx(both)
    assert only(net, "ann", "cat").weakest == pytest.approx(PROBABLE * GRADES["B"])


def test_links_stand_in_the_order_of_time(tmp_path: Path) -> None:
    """An order given after the act carries none to it; a source's own anachronism is flagged, not dropped."""
    timely = orders(
        tmp_path / "timely",
        told("boss orders ann", date="1937-05-02", case="plot"),
        told("ann orders man", date="1937-05-03", case="plot"),
        KILL,
    )
    assert only(timely, "boss").flags == ()
    crossed = orders(
        tmp_path / "crossed",
        told("boss orders ann", date="1937-06-10", case="plot"),
        told("ann orders man", date="1937-05-03", case="plot"),
        KILL,
    )
    chain = only(crossed, "boss")
    assert any("time" in flag for flag in chain.flags)
    assert "time" in str(chain)


def test_filters_asked_for_hold_and_those_of_the_view_do_not(tmp_path: Path) -> None:
    """Organisations, groups and doubtful claims are steps in any view; what a user excludes is none."""
    dossier = make(
        tmp_path,
        told("boss commands HQ", date="1930/..", source="t"),
        told("group-x part_of HQ", date="1930/.."),
        told("man member_of group-x", date="1930/..", certainty="possible"),
        KILL,
        cases=CASES,
    )
    whole = ["boss HQ group-x man vic"]
    for view in ("working", "command", "all"):
        assert ways(dossier.network(view=view), "boss") == whole
    assert ways(dossier.network(min_certainty="probable"), "boss") == []
    assert ways(dossier.network(sources="s"), "boss") == []
    assert ways(dossier.network(kinds=["person", "organisation"]), "boss") == []
    assert ways(dossier.network(families=["command", "harm"]), "boss") == []
    assert ways(dossier.network(relations=["part_of", "member_of", "kills"]), "boss") == []
    assert ways(dossier.network(view="all").select(actors=["boss", "HQ", "man", "vic"]), "boss") == []
    assert ways(dossier.network(view="all").select(families=["command", "harm"]), "boss") == []
    assert ways(dossier.network(view="all").select(actors=["boss", "HQ", "group-x", "man", "vic"]), "boss") == whole


def test_orders_as_a_network(tmp_path: Path) -> None:
    """`orders()` is directed, in the direction in which orders travel, and looks names and cases up."""
    net = orders(
        tmp_path,
        told("man member_of HQ", date="1930/.."),
        told("ann orders man", date="1937-05-02", case="plot"),
        told("ann orders bob", date="1937-05-02", case="other"),
        told("ann friend_of man"),
        KILL,
    )
    steps = net.orders()
    assert steps.directed
    pairs = set(zip(steps.ties["subject"], steps.ties["object"], strict=True))
    assert {("HQ", "man"), ("ann", "man"), ("ann", "bob")} <= pairs
    assert ("man", "HQ") not in pairs
    against = net.orders(victim="vic")
    assert set(zip(against.ties["subject"], against.ties["object"], strict=True)) == {
        ("HQ", "man"),
        ("ann", "man"),
        ("man", "vic"),
    }
    assert against.ties.loc[against.ties["object"] == "vic", "act"].all()
    assert set(net.orders(victim="vic", case="plot").index) == {"HQ", "ann", "man", "vic"}
    with pytest.raises(ArgumentError, match="plot"):
        net.orders(case="plott")


def test_derived_ties_carry_orders_and_say_so(tmp_path: Path) -> None:
    """Where a tie follows from offices, the chain names the rule, and discounts the one source once."""
    net = orders(tmp_path, told("boss commands LAB"), told("ann heads LAB"))
    chain = next(chain for chain in chains(net, "boss", "ann") if len(chain) == 1)
    assert chain.ties["derived"].tolist() == [True]
    assert "derived" in str(chain)
    assert chain.probability == pytest.approx(0.9 * CERTAIN**2 * GRADES["A"])
    bare = orders(tmp_path / "bare", told("boss commands LAB"), told("ann heads LAB"), derive=False)
    assert ways(bare, "boss", "ann") == []


def test_a_doubtful_chain_is_worth_its_doubts(tmp_path: Path) -> None:
    """Certainty and passing multiply along the way."""
    net = orders(
        tmp_path,
        told("boss heads HQ", date="1930/..", certainty="probable"),
        told("man member_of HQ", date="1930/..", certainty="possible"),
        KILL,
    )
    chance = PROBABLE * PASSES["heads"] * POSSIBLE * PASSES["member_of"] * CERTAIN * GRADES["A"]
    assert only(net, "boss").probability == pytest.approx(chance)


def test_denied_and_refused_orders_are_no_steps(tmp_path: Path) -> None:
    """What was declined, or denied, carried nothing."""
    for status in ("refused", "denied", "planned"):
        net = orders(tmp_path / status, told("ann orders man", date="1937-05-02", case="plot", status=status), KILL)
        assert ways(net, "ann") == [], status


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    """Give a dossier in which two acts of one case have the same doer."""
    return make(
        tmp_path,
        told("ann orders man", date="1937-05-02", case="plot"),
        told("man kills vic", date="1937-06-01", case="plot"),
        told("man kills wim", date="1937-06-01", case="plot"),
        cases=CASES,
    )


def test_one_order_one_victim(dossier: Dossier) -> None:
    """Each victim has chains of his own; the other one's death is no end of them."""
    net = dossier.network(view="command")
    assert ways(net, "ann", "vic") == ["ann man vic"]
    assert ways(net, "ann", "wim") == ["ann man wim"]
