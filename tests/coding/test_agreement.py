"""Tests of agreement: matching of actors, shares both ways, coefficients against published values, disagreements."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from netkit.coding.agreement import agreement, cohen_kappa
from netkit.coding.codings import read_coding
from netkit.coding.matching import match_actors, overlap
from netkit.coding.units import compare_dates
from netkit.dossier import Dossier
from netkit.errors import ArgumentError, DossierError, MissingDependencyError
from tests.dossiers import make, told

pytest.importorskip("krippendorff")

FIRST = (
    told("ann orders ben", date="1937-05-02", locator="char=0,50"),
    told("ben kills vic", date="1937-06-01", locator="char=60,90"),
    told("ben member_of GUILD", date="1930/1938", locator="char=100,150"),
    told("ann friend_of vic", locator="char=160,190"),
    told("vic died", date="1937-06-01", locator="char=60,90"),
)


def two(folder: Path, first: tuple[dict[str, str], ...], second: tuple[dict[str, str], ...]) -> tuple[Dossier, Dossier]:
    """Make two codings."""
    return make(folder / "one", *first), make(folder / "two", *second)


def test_a_coding_agrees_with_itself(tmp_path: Path) -> None:
    compared = agreement(*two(tmp_path, FIRST, FIRST))
    assert (compared.shares[["of_first", "of_second", "f1"]] == 1).all().all()
    assert compared.disagreements.empty
    assert compared.unmatched.empty
    assert compared.dates["equal"] + compared.dates["both undated"] == len(FIRST)
    assert compared.coefficients.loc["tied at all", "kappa"] == 1
    assert compared.coefficients.loc["relation", "alpha"] == 1
    # All have one status: agreement beyond chance has no meaning.
    assert np.isnan(compared.coefficients.loc["status", "kappa"])
    assert np.isnan(compared.coefficients.loc["status", "alpha"])
    assert "disagreements: none" in str(compared)


def test_shares_go_both_ways(tmp_path: Path) -> None:
    """Three of four pairs against three of three; direction is dropped where the relation has none."""
    second = (FIRST[0], FIRST[1], told("vic friend_of ann"))
    compared = agreement(*two(tmp_path, FIRST, second))
    shares = compared.shares
    assert shares.loc["pairs", ["first", "second", "both"]].tolist() == [4, 3, 3]
    assert shares.loc["person pairs", ["first", "second", "both"]].tolist() == [3, 3, 3]
    assert shares.loc["triples", ["first", "second", "both"]].tolist() == [5, 3, 3]
    assert_allclose(shares.loc["triples", ["of_first", "of_second", "f1"]].tolist(), [0.6, 1.0, 0.75])
    assert compared.families.loc["office", "of_first"] == 0
    assert np.isnan(compared.families.loc["office", "of_second"])
    assert compared.unmatched[["coding", "actor", "claims"]].to_numpy().tolist() == [["first", "GUILD", 1]]
    kinds = compared.disagreements["kind"].tolist()
    assert kinds == ["actor", "pair", "family"]


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        ([[20, 5], [10, 15]], 0.4),
        ([[45, 15], [25, 15]], 0.1304),
        ([[25, 35], [5, 35]], 0.2593),
        ([[5, 0], [0, 7]], 1.0),
    ],
)
def test_kappa_of_known_tables(table: list[list[int]], kappa: float) -> None:
    """The textbook tables on the meaning of kappa, two of them with one observed agreement and other margins."""
    assert_allclose(cohen_kappa(np.array(table)), kappa, atol=5e-5)


def test_kappa_without_variation_is_not_defined() -> None:
    assert np.isnan(cohen_kappa(np.array([[7, 0], [0, 0]])))
    assert np.isnan(cohen_kappa(np.zeros((2, 2))))


def test_presence_is_judged_on_all_pairs_of_actors(tmp_path: Path) -> None:
    """Of the six pairs of four actors one coder ties four and the other three of them: kappa by hand."""
    compared = agreement(*two(tmp_path, FIRST, (*FIRST[:3],)))
    row = compared.coefficients.loc["tied at all"]
    assert row["n"] == 6
    assert_allclose(row["agreement"], 5 / 6)
    assert_allclose(row["kappa"], (5 / 6 - 1 / 2) / (1 - 1 / 2))
    assert compared.coefficients.loc["family of a tie", "n"] == 3 * 4


@pytest.mark.parametrize(
    ("one", "two", "said"),
    [
        ("", "", "both undated"),
        ("1937", "", "only first"),
        ("", "1937", "only second"),
        ("1937-05", "1937-05", "equal"),
        ("1937-05~", "1937-05", "equal"),
        ("1937", "1937-05", "compatible"),
        ("1937", "1937/", "compatible"),
        ("/1934", "1936/", "incompatible"),
        ("1930/1934", "1930/1935", "incompatible"),
        ("1930/1934", "1930/", "compatible"),
        ("1937-05-01", "1937-05-02", "incompatible"),
    ],
)
def test_dates_are_compared_by_their_bounds(one: str, two: str, said: str) -> None:
    assert compare_dates(one, two) == said


def test_each_kind_of_disagreement_is_listed_with_both_sides(tmp_path: Path) -> None:
    second = (
        told("ben orders ann", date="1937-05-02"),  # the other way round
        told("ben kills vic", date="1937-07-01", certainty="probable", status="attempted"),
        told("ben heads GUILD", date="1930/1938"),
        told("ann contacts vic"),
        told("vic died", date="1937-06-01"),
        told("vic died", date="1938"),
    )
    listed = agreement(*two(tmp_path, FIRST, second)).disagreements
    told_of = {(row["kind"], row["coding"]): (row["first"], row["second"]) for row in listed.to_dict("records")}
    assert told_of == {
        ("direction", "first"): (("c1",), ("c1",)),
        ("direction", "second"): (("c1",), ("c1",)),
        ("family", "first"): (("c4",), ("c4",)),
        ("family", "second"): (("c4",), ("c4",)),
        ("claim", "second"): (("c5",), ("c6",)),
        ("relation", "both"): (("c3",), ("c3",)),
        ("status", "both"): (("c2",), ("c2",)),
        ("certainty", "both"): (("c2",), ("c2",)),
        ("date", "both"): (("c2",), ("c2",)),
    }
    date = listed[listed["kind"] == "date"].iloc[0]
    assert date["what"] == "ben killed vic: 1937-06-01 against 1937-07-01"
    assert "char=60,90" in date["citations_first"][0]


def test_actors_are_matched_by_names_in_any_script(tmp_path: Path) -> None:
    """Ids mean nothing: a name that both give, in whatever script, is what counts."""
    people = [
        {"id": "x1", "name": "Ana Alphova"},
        {"id": "x2", "name": "Boris Betov"},
        {"id": "x3", "name": "Boris Gammov"},
    ]
    others = [
        {"id": "y1", "name": "Борис Бетов"},
        {"id": "y2", "name": "Anna Alfova"},
        {"id": "y3", "name": "Boris Gammov"},
    ]
    one = make(tmp_path / "one", told("x1 orders x2"), told("x2 kills x3"), actors=people)
    two = make(tmp_path / "two", told("y2 orders y1"), told("y1 kills y3"), actors=others)
    matched = match_actors(one.tables, two.tables)
    assert matched.to_second() == {"x1": "y2", "x2": "y1", "x3": "y3"}
    assert set(matched.pairs["reason"]) == {"same name", "spelling of one name"}
    assert agreement(one, two).shares.loc["triples", "f1"] == 1


def test_the_nameless_are_matched_by_their_claims(tmp_path: Path) -> None:
    """Two coders call one informer differently; the same relations in the same passages tell who he is."""
    one = make(
        tmp_path / "one",
        told("mole informs_on vic", locator="char=10,60"),
        told("mole member_of GUILD", locator="char=70,90"),
        actors=[{"id": "mole", "name": "the man in the house"}],
    )
    two = make(
        tmp_path / "two",
        told("spy informs_on vic", locator="char=12,60"),
        told("spy member_of GUILD", locator="char=70,95"),
        told("zed contacts vic", locator="char=100,120"),
        actors=[{"id": "spy", "name": "an unknown insider"}],
    )
    matched = match_actors(one.tables, two.tables)
    assert matched.to_second()["mole"] == "spy"
    assert matched.only_second == ("zed",)


def test_pairs_can_be_given(tmp_path: Path) -> None:
    one, two_ = two(tmp_path, (told("ann orders ben"),), (told("xan orders ben"),))
    assert agreement(one, two_).shares.loc["triples", "both"] == 0
    assert agreement(one, two_, actors={"ann": "xan"}).shares.loc["triples", "both"] == 1
    with pytest.raises(ArgumentError, match="no actor of the second coding"):
        agreement(one, two_, actors={"ann": "nobody"})
    with pytest.raises(ArgumentError, match="one to one"):
        agreement(one, two_, actors={"ann": "ben", "ben": "ben"})


def test_overlap_of_passages() -> None:
    assert overlap([("s", 0, 10)], [("s", 5, 15)]) == pytest.approx(1 / 3)
    assert overlap([("s", 0, 10)], [("t", 0, 10)]) == 0
    assert overlap([], []) == 0


def test_the_package_krippendorff_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "krippendorff", None)
    with pytest.raises(MissingDependencyError, match="netkit-sna\\[coding\\]"):
        agreement(*two(tmp_path, FIRST, FIRST))


def test_a_coding_within_a_dossier_borrows_what_it_shares(tmp_path: Path) -> None:
    """A folder with the coder's tables alone takes sources, relations and scales from the dossier above."""
    make(tmp_path, *FIRST)
    inner = tmp_path / "coding" / "second"
    inner.mkdir(parents=True)
    for table in ("actors", "claims"):
        (inner / f"{table}.csv").write_bytes((tmp_path / f"{table}.csv").read_bytes())
    assert len(read_coding(inner).claims) == len(FIRST)
    (inner / "claims.csv").write_text("id,subject\n1,2\n", "utf-8")
    with pytest.raises(DossierError):
        read_coding(inner)


def test_the_two_codings_of_the_dossier(nkvd: Path) -> None:
    """What two careful coders reached on these documents: 0.95 of the pairs of persons, 0.82 of all triples."""
    folders = [nkvd / "coding" / name for name in ("first", "second")]
    if not all(folder.is_dir() for folder in folders):
        pytest.skip("the codings are not in the dossier")
    try:
        codings = [read_coding(folder) for folder in folders]
    except DossierError as error:
        pytest.skip(f"the codings have faults: {error}")
    shares = agreement(*codings).shares
    assert shares.loc["person pairs", "f1"] >= 0.95
    assert shares.loc["triples", "f1"] >= 0.82
