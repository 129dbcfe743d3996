"""Tests of time: when what a source tells held certainly, possibly, or not."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from netkit.dossier import Dossier
from netkit.errors import ArgumentError, DateError
from tests.dossiers import make, told

CASES = [{"id": "plot", "date": "1937-05-10/1937-05-20"}, {"id": "year", "date": "1937"}]

CLAIMS = [
    told("a1 handles a2", id="span", date="1926/1934"),
    told("b1 handles b2", id="day-span", date="1930-05-05/1934-06-01"),
    told("c1 handles c2", id="sighting", date="1930-05-05"),
    told("d1 handles d2", id="vague-sighting", date="1930"),
    told("e1 handles e2", id="unknown-end", date="1930-05-05/"),
    told("f1 handles f2", id="open-end", date="1930-05-05/.."),
    told("g1 handles g2", id="former", date="/1934-06-01"),
    told("h1 recruits h2", id="onward", date="1930-05-05"),
    told("i1 recruits i2", id="onward-until-death", date="1930-05-05"),
    told("i1 died", date="1935-01-01"),
    told("j1 recruits j2", id="onward-until-killed", date="1930-05-05"),
    told("zed kills j2", date="1935-01-01"),
    told("k1 orders k2", id="errand", date="1937-05-15", case="plot"),
    told("l1 orders l2", id="errand-of-a-year", date="1930-05-05", case="year"),
    told("m1 orders m2", id="free-errand", date="1930-05-05"),
    told("n1 contacts n2", id="moment", date="1937-05-15"),
    told("o1 contacts o2", id="vague-moment", date="[1937-05-01..1937-05-31]"),
    told("p1 contacts p2", id="undated-moment", case="plot"),
    told("q1 friend_of q2", id="undated-span", case="plot"),
    told("r1 contacts r2", id="nowhere-moment"),
    told("s1 contacts s2", id="undated-moment-of-the-dead"),
    told("s2 died", date="1935-01-01"),
    told("t1 friend_of t2", id="span-beyond-death", date="1926-01-01/1940-01-01"),
    told("t2 kills t2", date="1935-01-01"),
    told("u1 recruits u2", id="attempt-is-no-death", date="1930-05-05"),
    told("zed kills u2", date="1935-01-01", status="attempted"),
    told("v1 recruits v2", id="denied-death", date="1930-05-05"),
    told("v2 died", date="1935-01-01", status="denied"),
    told("w1 orders w2", id="errand-cut-by-death", date="1930-05-05", case="year"),
    told("w2 died", date="1935-01-01"),
]

CERTAINLY, POSSIBLY, NO = "certainly", "possibly", "no"

ANSWERS = {
    "span": {
        "1925-12-31": NO,
        "1926-06-01": POSSIBLY,
        "1927-01-01": CERTAINLY,
        "1933-12-31": CERTAINLY,
        "1934-06-01": POSSIBLY,
        "1935-01-01": NO,
    },
    "day-span": {"1930-05-04": NO, "1930-05-05": CERTAINLY, "1934-06-01": CERTAINLY, "1934-06-02": NO},
    "sighting": {"1925-12-31": POSSIBLY, "1930-05-04": POSSIBLY, "1930-05-05": CERTAINLY, "1937-05-15": POSSIBLY},
    "vague-sighting": {"1925-12-31": POSSIBLY, "1930-05-05": POSSIBLY, "1937-05-15": POSSIBLY},
    "unknown-end": {"1930-05-04": NO, "1930-05-05": CERTAINLY, "1937-05-15": POSSIBLY},
    "open-end": {"1930-05-04": NO, "1930-05-05": CERTAINLY, "1937-05-15": CERTAINLY},
    "former": {"1925-12-31": POSSIBLY, "1934-06-02": NO},
    "onward": {"1930-05-04": NO, "1930-05-05": CERTAINLY},
    "onward-until-death": {"1934-06-02": CERTAINLY, "1935-01-02": NO, "1937-05-15": NO},
    "onward-until-killed": {"1930-05-04": NO, "1934-06-02": CERTAINLY, "1935-01-02": NO, "1937-05-15": NO},
    "errand": {"1937-05-14": NO, "1937-05-15": CERTAINLY, "1937-05-21": NO},
    "errand-of-a-year": {"1930-05-04": NO, "1935-01-01": CERTAINLY, "1938-01-01": NO},
    "free-errand": {"1930-05-04": NO, "1930-05-05": CERTAINLY, "1937-05-15": POSSIBLY},
    "moment": {"1937-05-14": NO, "1937-05-15": CERTAINLY, "1937-05-20": NO},
    "vague-moment": {"1935-01-01": NO, "1937-05-15": POSSIBLY, "1938-01-01": NO},
    "undated-moment": {"1935-01-01": NO, "1937-05-15": POSSIBLY, "1937-05-20": POSSIBLY, "1937-05-21": NO},
    "undated-span": {"1930-05-05": POSSIBLY, "1937-05-15": POSSIBLY, "1938-01-01": POSSIBLY},
    "nowhere-moment": {"1930-05-05": POSSIBLY},
    "undated-moment-of-the-dead": {"1934-06-02": POSSIBLY, "1935-01-02": NO, "1937-05-15": NO},
    "span-beyond-death": {"1934-06-02": CERTAINLY, "1935-01-02": NO, "1937-05-15": NO},
    "attempt-is-no-death": {"1935-01-02": CERTAINLY},
    "denied-death": {"1935-01-02": CERTAINLY},
    "errand-cut-by-death": {"1934-06-02": CERTAINLY, "1935-01-02": NO},
}


def holding(dossier: Dossier, **when: object) -> set[str]:
    """Give the claims whose ties stand in a network of everything told."""
    ties = dossier.network(view="all", derive=False, **when).ties  # type: ignore[arg-type]
    return {claim for claims in ties["claims"] for claim in claims}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """Give a dossier with a pair of actors for each way in which a claim fills time."""
    return make(tmp_path_factory.mktemp("world"), *CLAIMS, cases=CASES)


@pytest.fixture(scope="module")
def answer(world: Dossier) -> Callable[[str, str], str]:
    """Give the function that tells whether a claim's tie held on a day."""
    at = cache(lambda day, holds: holding(world, at=day, holds=holds))

    def tell(claim: str, day: str) -> str:
        if claim in at(day, "certain"):
            assert claim in at(day, "possible"), "what held certainly held possibly"
            return CERTAINLY
        return POSSIBLY if claim in at(day, "possible") else NO

    return tell


@pytest.mark.parametrize(
    ("claim", "day", "expected"),
    [(claim, day, expected) for claim, days in ANSWERS.items() for day, expected in days.items()],
)
def test_a_tie_holds_certainly_possibly_or_not(
    answer: Callable[[str, str], str], claim: str, day: str, expected: str
) -> None:
    """Every `lasting` fills time as it says, within deaths and cases."""
    assert answer(claim, day) == expected


def test_possible_is_the_default(world: Dossier) -> None:
    """Without `holds`, what possibly held counts."""
    assert holding(world, at="1930-05-05") == holding(world, at="1930-05-05", holds="possible")
    assert "undated-span" in holding(world, at="1930-05-05")


def test_a_month_or_a_year_can_be_looked_at(world: Dossier) -> None:
    """`at` takes a date of any precision; what lies within it may have held then."""
    month, year = holding(world, at="1937-05"), holding(world, at="1937")
    assert {"moment", "vague-moment", "errand", "undated-moment"} <= month <= year
    assert {"span", "day-span"}.isdisjoint(year)


def test_memory_adds_the_moments_before(world: Dossier) -> None:
    """With `memory`, moments of so long before count too, and nothing of afterwards."""
    assert "moment" not in holding(world, at="1938-01-01")
    assert "moment" in holding(world, at="1938-01-01", memory="1y")
    assert "moment" in holding(world, at="1938-01-01", memory="12m")
    assert "moment" not in holding(world, at="1938-01-01", memory="3m")
    assert "moment" not in holding(world, at="1937-05-14", memory="2y")
    # A lasting tie that has ended is not remembered: memory is for moments.
    assert "day-span" not in holding(world, at="1935-01-01", memory="2y")


def test_until_holds_everything_begun(world: Dossier) -> None:
    """`until` counts what began by its last day, whatever has ended since."""
    everything = holding(world, until="1940")
    assert everything == {claim.get("id", "") for claim in CLAIMS if "id" in claim} | everything
    assert "day-span" in holding(world, until="1930-05-05")
    assert "day-span" not in holding(world, until="1930-05-04")
    assert {"day-span", "moment", "onward-until-death", "span"} <= holding(world, until="1937-05")
    assert "moment" not in holding(world, until="1937-04")


def test_until_asks_for_certainty_where_told(world: Dossier) -> None:
    """What may have begun by then counts as possible alone."""
    assert "span" in holding(world, until="1926-06-01")
    assert "span" not in holding(world, until="1926-06-01", holds="certain")
    assert "span" in holding(world, until="1926", holds="certain")


def test_between_includes_both_ends(world: Dossier) -> None:
    """`between` counts everything that held at some time within, the first and the last day too."""
    assert "day-span" in holding(world, between=("1934-06-01", "1936"))
    assert "day-span" not in holding(world, between=("1934-06-02", "1936"))
    assert "day-span" in holding(world, between=("1929", "1930-05-05"))
    assert "day-span" not in holding(world, between=("1929", "1930-05-04"))
    assert "moment" in holding(world, between=("1937-05-15", "1937-05-15"))
    assert "moment" in holding(world, between=("1937", "1937"))
    assert "moment" not in holding(world, between=("1937-05-16", "1938"))


def test_nobody_dead_stands_in_a_network(world: Dossier) -> None:
    """Whoever had died by then is not in the network of a later day."""
    alive, after = world.network(at="1934-06-02", view="all"), world.network(at="1937-05-15", view="all")
    assert {"i1", "j2", "s2", "t2"} <= set(alive.index)
    assert {"i1", "j2", "s2", "t2", "w2"}.isdisjoint(after.index)


def test_a_vague_death_leaves_the_dead_possible(tmp_path: Path) -> None:
    """Who died some day in a year may have lived until its end, and certainly not beyond."""
    dossier = make(tmp_path, told("ann recruits ben", id="tie", date="1930-05-05"), told("ben died", date="1935"))
    assert "tie" in holding(dossier, at="1934-12-31", holds="certain")
    assert "tie" in holding(dossier, at="1935-06-01")
    assert "tie" not in holding(dossier, at="1935-06-01", holds="certain")
    assert "tie" not in holding(dossier, at="1936-01-01")


def test_two_days_of_death_are_kept_apart_and_none_outlives_both(tmp_path: Path) -> None:
    """Where sources contradict each other on a death, nobody lives on after the later day."""
    dossier = make(
        tmp_path,
        told("ann recruits ben", id="tie", date="1930-05-05"),
        told("ben died", date="1938-02-14", source="s"),
        told("ben died", date="1938-02-16", source="t"),
    )
    assert "tie" in holding(dossier, at="1938-02-13", holds="certain")
    assert "tie" not in holding(dossier, at="1938-02-17")


def test_what_is_told_of_the_dead_stays_and_is_flagged(tmp_path: Path) -> None:
    """A source's deed of somebody dead is kept, with a flag; others have none."""
    dossier = make(
        tmp_path,
        told("ann died", date="1930-01-01"),
        told("ann orders ben", id="late", date="1935-05-05"),
        told("ann contacts cat", id="late-moment", date="1935-05-05"),
        told("ann commands dora", id="late-span", date="1934-05-05/1936-01-01"),
        told("ann orders eve", id="timely", date="1929-05-05"),
        told("ben orders eve", id="alive", date="1935-05-05"),
    )
    ties = dossier.network(view="all", derive=False).ties
    flags = {claims[0]: flag for claims, flag in zip(ties["claims"], ties["flag"], strict=True)}
    assert set(flags) == {"late", "late-moment", "late-span", "timely", "alive"}
    assert flags["late"]
    assert flags["late-moment"]
    assert flags["late-span"]
    assert flags["timely"] == flags["alive"] == ""


def test_circa_is_widened_only_when_asked(tmp_path: Path) -> None:
    """`~` is not widened at reading: the policy says by how much."""
    dossier = make(tmp_path, told("ann contacts ben", id="tie", date="1937~"), told("cat contacts ben", date="1937"))
    assert holding(dossier, at="1936-06-01") == set()
    assert holding(dossier, at="1936-06-01", circa="1y") == {"tie"}
    assert holding(dossier, at="1938-06-01", circa="1y") == {"tie"}
    assert holding(dossier, at="1939-06-01", circa="1y") == set()


@pytest.mark.parametrize(
    ("when", "error"),
    [
        ({"at": "1937", "until": "1938"}, ArgumentError),
        ({"at": "1937", "between": ("1936", "1938")}, ArgumentError),
        ({"until": "1937", "between": ("1936", "1938")}, ArgumentError),
        ({"memory": "2y"}, ArgumentError),
        ({"at": "1937", "memory": "two years"}, (ArgumentError, DateError)),
        ({"at": "1937", "holds": "maybe"}, ArgumentError),
        ({"at": "22.9.1937"}, DateError),
        ({"at": "1937-02-29"}, DateError),
        ({"until": "soon"}, DateError),
        ({"between": ("1937", "then")}, DateError),
        ({"between": ("1938", "1936")}, (ArgumentError, DateError)),
        ({"between": "1937"}, ArgumentError),
        ({"at": ""}, (ArgumentError, DateError)),
        ({"at": "1937", "circa": "about"}, (ArgumentError, DateError)),
    ],
)
def test_a_time_that_cannot_be_meant_is_an_error(world: Dossier, when: dict[str, object], error: type) -> None:
    """Times that exclude each other, or are none, are told in words."""
    with pytest.raises(error):
        world.network(view="all", **when)  # type: ignore[arg-type]


def heads(dossier: Dossier, at: str, office: str = "HQ") -> set[str]:
    """Give who possibly headed an organisation on a day."""
    ties = dossier.network(at=at, view="all", relations="heads").ties
    return set(ties.loc[ties["object"] == office, "subject"])


def test_unknown_bounds_of_a_headship_are_cut_by_the_certain_tenures_of_others(tmp_path: Path) -> None:
    """Two sightings in one office share the time between them, and neither reaches beyond the other."""
    dossier = make(
        tmp_path,
        told("ann heads HQ", date="1934-05-01"),
        told("ben heads HQ", date="1936-05-01"),
        told("cat heads LAB", date="1930-05-01"),
    )
    assert heads(dossier, "1930-05-01") == {"ann"}
    assert heads(dossier, "1934-05-01") == {"ann"}
    assert heads(dossier, "1935-05-01") == {"ann", "ben"}
    assert heads(dossier, "1936-05-01") == {"ben"}
    assert heads(dossier, "1937-05-01") == {"ben"}
    # Another office is another matter.
    assert heads(dossier, "1937-05-01", "LAB") == {"cat"}


def test_a_headship_that_is_not_certain_cuts_nobody(tmp_path: Path) -> None:
    """Only certain tenures end those of others."""
    dossier = make(
        tmp_path,
        told("ann heads HQ", date="1934-05-01"),
        told("ben heads HQ", date="1936-05-01", certainty="possible"),
        told("cat heads HQ", date="1936-06-01", status="refused"),
    )
    assert heads(dossier, "1937-05-01") == {"ann", "ben"}


def test_deputies_stand_side_by_side(tmp_path: Path) -> None:
    """An organisation has one head at a time, and as many deputies as it likes."""
    dossier = make(
        tmp_path, told("ann deputy_heads HQ", date="1934-05-01"), told("ben deputy_heads HQ", date="1936-05-01")
    )
    ties = dossier.network(at="1937-05-01", view="all").ties
    assert set(ties["subject"]) == {"ann", "ben"}


@pytest.mark.parametrize(
    "end",
    [
        told("ann died", date="1936-05-01"),
        told("zed kills ann", date="1936-05-01"),
        told("zed arrests ann", date="1936-05-01"),
        told("zed dismisses ann", date="1936-05-01"),
        told("ben succeeds ann", date="1936-05-01"),
    ],
    ids=lambda claim: claim["relation"],
)
def test_an_office_ends_by_death_arrest_dismissal_or_a_successor(tmp_path: Path, end: dict[str, str]) -> None:
    """Whatever ends a headship, afterwards it is over; the same that was only planned ends nothing."""
    dossier = make(tmp_path / "done", told("ann heads HQ", date="1934-05-01/"), end)
    assert heads(dossier, "1936-04-30") == {"ann"}
    assert heads(dossier, "1936-05-03") == set()
    planned = make(tmp_path / "planned", told("ann heads HQ", date="1934-05-01/"), {**end, "status": "planned"})
    assert heads(planned, "1936-05-03") == {"ann"}


def test_an_arrest_before_the_office_does_not_end_it(tmp_path: Path) -> None:
    """Who was arrested, came free and took office later held it."""
    dossier = make(
        tmp_path, told("ann heads HQ", date="1934-05-01/1938-01-01"), told("zed arrests ann", date="1920-05-01")
    )
    assert heads(dossier, "1935-05-01") == {"ann"}


@pytest.mark.parametrize(
    "begin",
    [
        pytest.param(told("zed appoints ann", date="1934-05-01"), id="appoints"),
        pytest.param(told("ann succeeds ben", date="1934-05-01"), id="succeeds"),
    ],
)
def test_an_office_begins_with_the_appointment_or_the_succession(tmp_path: Path, begin: dict[str, str]) -> None:
    """A headship seen at some time began when its holder was appointed or succeeded."""
    dossier = make(tmp_path, told("ann heads HQ", date="1936-05-01"), begin)
    assert heads(dossier, "1934-04-01") == set()
    assert heads(dossier, "1934-06-01") == {"ann"}
    assert heads(dossier, "1937-06-01") == {"ann"}


def test_tenures_tell_who_held_which_office_when(tmp_path: Path) -> None:
    """One row a person, office and stretch of time, with bounds as dates and the claims behind it."""
    dossier = make(
        tmp_path,
        told("ann heads HQ", date="1930-01-01/1931-12-31"),
        told("ben heads HQ", date="1932-01-01/1933-12-31"),
        told("ann heads HQ", date="1934-01-01/1935-12-31"),
        told("cat deputy_heads HQ", date="1930-01-01/"),
        told("dora member_of HQ", date="1930"),
    )
    tenures = dossier.tenures()
    held = tenures[tenures["relation"] == "heads"]
    assert held["actor"].tolist() == ["ann", "ben", "ann"]
    assert [str(day.date()) for day in held["start_latest"]] == ["1930-01-01", "1932-01-01", "1934-01-01"]
    assert [str(day.date()) for day in held["end_earliest"]] == ["1932-01-01", "1934-01-01", "1936-01-01"]
    assert held["claims"].tolist() == [("c1",), ("c2",), ("c3",)]
    deputies = tenures[tenures["relation"] == "deputy_heads"]
    assert deputies["actor"].tolist() == ["cat"]
    assert deputies["end_latest"].isna().all()
    assert set(tenures["actor"]) == {"ann", "ben", "cat"}


def test_who_is_seen_when_he_is_dead_stays_flagged(tmp_path: Path) -> None:
    """A sighting after a death is not moved into life; an undated one is."""
    claims = [
        told("zed kills ann", date="1934-05"),
        told("ann commands ben", date="1936"),
        told("ann commands cat"),
        told("ann commands dan", date="1930/1936"),
    ]
    net = make(tmp_path, *claims).network(view="all")
    ties = net.ties.set_index("object")
    assert ties.at["ben", "start_latest"] == pd.Timestamp("1936-12-31")
    assert ties.at["ben", "end_earliest"] == pd.Timestamp("1936-01-02")
    assert ties.at["ben", "flag"] == "is told of after the death of its subject"
    assert ties["flag"].drop("ben").tolist() == ["", "", ""]
    assert ties.loc[["cat", "dan"], "end_latest"].tolist() == [pd.Timestamp("1934-06-01")] * 2


def test_an_errand_is_certain_until_its_case_can_be_over(tmp_path: Path) -> None:
    """A case of whole years may be over on the first day of its last."""
    claims = [told("ann orders ben", date="1932", case="plot"), told("cat contacts dan", case="plot")]
    dossier = make(tmp_path, *claims, cases=[{"id": "plot", "date": "1931/1934"}])
    held = {
        day: "orders" in set(dossier.network(view="all", at=day, holds="certain").ties["relation"])
        for day in ("1933-12-31", "1934-01-01", "1934-01-02", "1934-12-31")
    }
    assert held == {"1933-12-31": True, "1934-01-01": True, "1934-01-02": False, "1934-12-31": False}
    assert "orders" in set(dossier.network(view="all", at="1934-12-31").ties["relation"])


def test_a_derived_tie_is_certain_where_its_parts_certainly_met(tmp_path: Path) -> None:
    """Over a stretch of time as on a day: who may have left before the other came commanded him possibly."""
    claims = [told("ben heads HQ", date="1930-01/"), told("cat deputy_heads HQ", date="1935/1936")]
    dossier = make(tmp_path, *claims)
    for when in (
        {"until": "1935-12-31"},
        {"between": ("1930", "1936")},
        {"at": "1935-06-01"},
        {"between": ("1930", "1940")},
    ):
        assert not dossier.network(view="command", holds="certain", **when).ties["derived"].any()
        assert dossier.network(view="command", **when).ties["derived"].sum() == 1
    sure = make(
        tmp_path / "sure", told("ben heads HQ", date="1930/1937"), told("cat deputy_heads HQ", date="1935/1936")
    )
    assert sure.network(view="command", holds="certain", until="1936").ties["derived"].sum() == 1


def test_days_that_no_calendar_has_are_no_bounds(tmp_path: Path) -> None:
    """Beginnings and ends of which nothing is known are shown as such."""
    claims = [told("ann heads HQ", date="[1938-11-25..]"), told("ben heads HQ", date="[..1930]")]
    ties = make(tmp_path, *claims).network(view="all").ties
    assert ties[["start_earliest", "start_latest", "end_earliest", "end_latest"]].max().max() < pd.Timestamp("1950")
    assert ties[["start_earliest", "start_latest", "end_earliest", "end_latest"]].min().min() > pd.Timestamp("1900")
