"""Tests of checking: all faults of content at once, each with file, row, column, value and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from netkit.claims.faults import Fault
from netkit.dossier import read_dossier
from netkit.errors import DossierError
from tests.dossiers import RELATIONS, Row, edit, rows, told, write

PLOT = (
    told("ann orders ben", date="1937-05-02", case="plot"),
    told("ben kills vic", date="1937-06-01", case="plot"),
    told("ben member_of GUILD", date="1930/1938"),
)


def faults(folder: Path) -> list[Fault]:
    """Read a dossier that has faults, and give them."""
    with pytest.raises(DossierError) as caught:
        read_dossier(folder)
    return caught.value.faults


def claim(**change: str) -> Row:
    """Change the first claim."""
    return {**PLOT[0], **change}


def test_ten_different_faults_give_ten_lines(tmp_path: Path) -> None:
    """Every fault is told at once, with file, row, column and value, and in the order of the files and rows."""
    write(
        tmp_path,
        claim(relation="ordered"),
        claim(subject="anne"),
        claim(date="1938-02-29"),
        claim(status="finished"),
        claim(certainty="sure"),
        claim(locator="120-264"),
        claim(object=""),
        claim(case="plott"),
        actors=[{"id": "ann", "kind": "human"}, {"id": "ann"}, {"id": "anne-marie"}, {"id": "ben"}],
        cases=[{"id": "plot"}],
    )
    edit(tmp_path / "actors.csv", "anne,anne,person,,\n", "")
    edit(tmp_path / "cases.csv", "plott,The case plott,,,,,,\n", "")
    found = {(fault.file, fault.row, fault.column, fault.value) for fault in faults(tmp_path)}
    assert found == {
        ("actors.csv", 2, "kind", "human"),
        ("actors.csv", 3, "id", "ann"),
        ("claims.csv", 2, "relation", "ordered"),
        ("claims.csv", 3, "subject", "anne"),
        ("claims.csv", 4, "date", "1938-02-29"),
        ("claims.csv", 5, "status", "finished"),
        ("claims.csv", 6, "certainty", "sure"),
        ("claims.csv", 7, "locator", "120-264"),
        ("claims.csv", 8, "object", ""),
        ("claims.csv", 9, "case", "plott"),
    }
    lines = [str(fault) for fault in faults(tmp_path)]
    assert len(lines) == 10
    for fault, line in zip(faults(tmp_path), lines, strict=True):
        assert "\n" not in line
        assert fault.file in line
        assert f"row {fault.row}" in line
        assert fault.column in line
        assert fault.value in line
        assert fault.remedy in line
        assert len(fault.remedy) > 10


def test_the_error_shows_the_faults(tmp_path: Path) -> None:
    """Whoever reads the error's text alone can act on it."""
    write(tmp_path, claim(relation="ordered"), claim(status="finished", object="ben"))
    with pytest.raises(DossierError, match=r"(?s)2 faults.*row 2, relation.*row 3, status"):
        read_dossier(tmp_path)


@pytest.mark.parametrize(
    ("change", "column", "says"),
    [
        ({"date": "22.09.1937"}, "date", "1937-09-22"),
        ({"date": "1937-13"}, "date", ""),
        ({"date": "1938-02-29"}, "date", ""),
        ({"date": "1938/1936"}, "date", ""),
        ({"date": "September 1937"}, "date", ""),
        ({"date": "1937-9-22"}, "date", "1937-09-22"),
        ({"relation": "order"}, "relation", "'orders'"),
        ({"status": "Done"}, "status", "done"),
        ({"status": "happened"}, "status", "attempted"),
        ({"certainty": "probably"}, "certainty", "'probable'"),
        ({"locator": "char=5"}, "locator", "char=START,END"),
        ({"locator": "char=9,5"}, "locator", ""),
        ({"locator": "char=5,5"}, "locator", ""),
        ({"locator": "char=1,5,char=7,9"}, "locator", ";"),
        ({"locator": "char=-1,5"}, "locator", "char=START,END"),
        ({"number": "many"}, "number", "number"),
        ({"number": "-3"}, "number", "number"),
        ({"version": "first", "case": ""}, "version", "case"),
        ({"id": ""}, "id", "empty"),
        ({"id": "c 1"}, "id", "-"),
    ],
)
def test_a_bad_cell_of_a_claim_is_one_fault(tmp_path: Path, change: Row, column: str, says: str) -> None:
    """The fault names row, column and value, and says what could be written instead."""
    write(tmp_path, PLOT[1], claim(**change))
    found = faults(tmp_path)
    assert [(fault.file, fault.row, fault.column, fault.value) for fault in found] == [
        ("claims.csv", 3, column, change[column])
    ]
    assert says in found[0].remedy


@pytest.mark.parametrize(
    ("table", "column", "value", "nearest"),
    [
        ("claims", "subject", "an", "ann"),
        ("claims", "object", "benn", "ben"),
        ("claims", "case", "plots", "plot"),
        ("claims", "source", "diary-1", "diary"),
        ("names", "actor", "viktor", "victor"),
        ("names", "source", "diari", "diary"),
        ("cases", "part_of", "plo", "plot"),
        ("sources", "copies", "dairy", "diary"),
        ("passing", "source", "diaryy", "diary"),
    ],
)
def test_an_unknown_reference_proposes_the_nearest(
    tmp_path: Path, table: str, column: str, value: str, nearest: str
) -> None:
    """A slip in a reference is answered with what was probably meant."""
    given: dict[str, list[dict[str, str]]] = {
        "names": [{"actor": "victor", "name": "Vic", "kind": "variant", "source": "diary"}],
        "cases": [{"id": "plot"}, {"id": "theft"}],
        "sources": [{"id": "diary"}, {"id": "letter"}],
        "passing": [{"name": "Nobody", "source": "diary", "reason": "in a title"}],
        "actors": [{"id": actor} for actor in ("ann", "ben", "victor")],
    }
    told_claim = told("ann orders ben", case="plot", source="diary")
    if table == "claims":
        told_claim[column] = value
    else:
        given[table][-1][column] = value
    write(tmp_path, told_claim, **given)
    # The builder adds whatever a claim names; here it has to stay unknown.
    for name, unknown in (("actors", f"{value},{value},person,,\n"), ("cases", f"{value},The case {value},,,,,,\n")):
        if table == "claims" and unknown in (tmp_path / f"{name}.csv").read_text("utf-8"):
            edit(tmp_path / f"{name}.csv", unknown, "")
    if column == "source" and table == "claims":
        edit(tmp_path / "sources.csv", f"{value},Source {value},,,,A,,,,\n", "")
    found = faults(tmp_path)
    assert [(fault.file, fault.column, fault.value) for fault in found] == [(f"{table}.csv", column, value)]
    assert f"did you mean '{nearest}'?" in found[0].remedy


def test_a_name_in_place_of_an_id_proposes_the_id(tmp_path: Path) -> None:
    """Whoever writes the name where the id belongs is told the id, in whatever script the name is."""
    actors = [{"id": "anna-kern", "name": "Anna Kern"}, {"id": "boris-ivanov", "name": "Борис Иванов"}]
    write(tmp_path, told("anna-kern orders boris-ivanov"), actors=actors)
    edit(tmp_path / "claims.csv", "anna-kern,orders,boris-ivanov", "Anna Kern,orders,Борис Иванов")
    assert [fault.remedy.partition("; ")[2] for fault in faults(tmp_path)] == [
        "did you mean 'anna-kern'?",
        "did you mean 'boris-ivanov'?",
    ]


def test_who_is_who_is_said_by_id_or_by_any_name(tmp_path: Path) -> None:
    """An actor's own name will do, whether the table of names says it again or not; a slip is told what was meant."""
    actors = [{"id": "ann", "name": "Anna Kern"}, {"id": "ben", "name": "Ben Bley"}]
    verdict = {"left": "Anna Kern", "right": "ben", "verdict": "different", "reason": "met"}
    write(tmp_path / "good", *PLOT, actors=actors, same_as=[verdict])
    assert len(read_dossier(tmp_path / "good").tables.same_as) == 1
    write(tmp_path / "bad", *PLOT, actors=actors, same_as=[{**verdict, "left": "Anna Kren"}])
    (fault,) = faults(tmp_path / "bad")
    assert (fault.column, fault.value) == ("left", "Anna Kren")
    assert "did you mean 'Anna Kern'?" in fault.remedy


@pytest.mark.parametrize("again", [("ann", "ben"), ("ben", "ann"), ("ben", "Anna Kern")])
def test_two_verdicts_on_the_same_two_are_a_fault(tmp_path: Path, again: tuple[str, str]) -> None:
    """In either order, by id or by name; the fault leads to the first row."""
    same_as = [
        {"left": "ann", "right": "ben", "verdict": "same", "reason": "one hand"},
        {"left": again[0], "right": again[1], "verdict": "different", "reason": "two hands"},
    ]
    write(tmp_path, *PLOT, actors=[{"id": "ann", "name": "Anna Kern"}, {"id": "ben"}], same_as=same_as)
    (fault,) = faults(tmp_path)
    assert (fault.file, fault.row, fault.column, fault.value) == ("same_as.csv", 3, "verdict", "different")
    assert "row 2 says 'same'" in fault.remedy


def test_one_unknown_among_several_victims_is_named(tmp_path: Path) -> None:
    """A list of victims is checked one by one."""
    write(tmp_path, *PLOT, told("ann commands boris"), cases=[{"id": "plot", "victim": "vic;borys"}])
    found = faults(tmp_path)
    assert [(fault.file, fault.column) for fault in found] == [("cases.csv", "victim")]
    assert "'borys'" in found[0].remedy
    assert "'boris'" in found[0].remedy


@pytest.mark.parametrize("table", ["sources", "actors", "cases", "claims", "relations", "scales"])
def test_an_id_that_stands_twice_names_the_first_row(tmp_path: Path, table: str) -> None:
    """Ids are given once; the fault leads to both rows."""
    write(tmp_path, *PLOT)
    path = tmp_path / f"{table}.csv"
    lines = path.read_text("utf-8").splitlines()
    key = lines[1].split(",")[0]
    path.write_text("\n".join([*lines, f"{key},{lines[-1].split(',', 1)[1]}", ""]), "utf-8")
    found = [fault for fault in faults(tmp_path) if "row 2" in fault.remedy]
    assert [(fault.file, fault.row, fault.value) for fault in found] == [(f"{table}.csv", len(lines) + 1, key)]


def test_a_claim_that_is_only_repeated_is_a_fault(tmp_path: Path) -> None:
    """A passage that only repeats a claim is a further locator of its row, not a row."""
    write(tmp_path, *PLOT, {**PLOT[0], "locator": "char=1,2"})
    found = faults(tmp_path)
    assert [(fault.row, fault.column) for fault in found] == [(5, "id")]
    assert "c1" in found[0].remedy


@pytest.mark.parametrize("change", [{"source": "other"}, {"version": "second"}, {"voice": "ben"}, {"date": "1937"}])
def test_the_same_told_otherwise_is_a_claim_of_its_own(tmp_path: Path, change: Row) -> None:
    """Another source, version, voice or date makes another claim."""
    write(tmp_path, *PLOT, claim(**change))
    assert len(read_dossier(tmp_path).claims) == 4


def test_a_locator_beyond_the_document_is_a_fault(tmp_path: Path) -> None:
    """A passage lies within its document; its last character may be the document's last."""
    sources = [{"id": "s", "characters": "100"}]
    write(tmp_path / "good", claim(locator="char=0,5;char=90,100"), sources=sources)
    assert len(read_dossier(tmp_path / "good").claims) == 1
    write(tmp_path / "bad", claim(locator="char=0,5;char=90,101"), sources=sources)
    found = faults(tmp_path / "bad")
    assert [(fault.file, fault.column) for fault in found] == [("claims.csv", "locator")]
    assert "101" in found[0].remedy


def test_a_name_s_locator_is_checked_too(tmp_path: Path) -> None:
    """The table of names cites as the claims do."""
    names = [{"actor": "ann", "name": "Anna", "kind": "variant", "source": "s", "locator": "char=99,120"}]
    write(tmp_path, *PLOT, sources=[{"id": "s", "characters": "100"}], names=names)
    assert [(fault.file, fault.column) for fault in faults(tmp_path)] == [("names.csv", "locator")]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("sure,0.9,0.95,1.2", "high"),
        ("sure,-0.1,0.95,0.99", "low"),
        ("sure,0.9,much,0.99", "mean"),
        ("sure,0.9,0.5,0.99", "mean"),
        ("sure,0.9,,0.99", "mean"),
        ("sure,0.9,nan,0.99", "mean"),
        ('sure,"0,9",0.95,0.99', "low"),
    ],
)
def test_a_scale_is_three_probabilities_in_order(tmp_path: Path, row: str, column: str) -> None:
    """Low, mean and high are numbers from 0 to 1, in this order."""
    write(tmp_path, *PLOT)
    path = tmp_path / "scales.csv"
    path.write_text(path.read_text("utf-8") + row + "\n", "utf-8")
    assert (12, column) in {(fault.row, fault.column) for fault in faults(tmp_path) if fault.file == "scales.csv"}


def test_certain_has_to_be_on_the_scale(tmp_path: Path) -> None:
    """An empty certainty means certain, so the word has to have a meaning."""
    write(tmp_path, *PLOT)
    edit(tmp_path / "scales.csv", "certain,", "sure,")
    assert [fault.file for fault in faults(tmp_path)] == ["scales.csv"]


@pytest.mark.parametrize(("table", "column"), [("cases", "part_of"), ("sources", "copies")])
@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_circle_is_a_fault_of_every_row_in_it(tmp_path: Path, table: str, column: str, length: int) -> None:
    """Nothing is part or copy of itself, in however many steps."""
    circle = [{"id": f"x{place}", column: f"x{(place + 1) % length}"} for place in range(length)]
    write(tmp_path, told("ann commands ben", source="x0"), **{table: [*circle, {"id": "outside", column: "x0"}]})
    found = [fault for fault in faults(tmp_path) if fault.file == f"{table}.csv"]
    assert [(fault.row, fault.column) for fault in found if fault.row < length + 2] == [
        (place + 2, column) for place in range(length)
    ]


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("true,span,forward,1,true,commander", "yes,span,forward,1,true,commander", "directed"),
        ("true,span,forward,1,true,commander", "true,long,forward,1,true,commander", "lasting"),
        ("true,span,forward,1,true,commander", "true,,forward,1,true,commander", "lasting"),
        ("true,span,forward,1,true,commander", "true,span,onward,1,true,commander", "chain"),
        ("true,span,forward,1,true,commander", "true,span,forward,,true,commander", "passes"),
        ("true,span,forward,1,true,commander", "true,span,forward,1.5,true,commander", "passes"),
        ("true,span,forward,1,true,commander", "true,span,forward,often,true,commander", "passes"),
        ("true,span,forward,1,true,commander", "true,span,forward,nan,true,commander", "passes"),
        ("true,span,forward,1,true,commander", "true,span,forward,1,maybe,commander", "contact"),
    ],
)
def test_a_relation_is_fully_described(tmp_path: Path, old: str, new: str, column: str) -> None:
    """The words of the table of relations are fixed, and what stands in a chain passes with a probability."""
    write(tmp_path, *PLOT)
    edit(tmp_path / "relations.csv", old, new)
    assert [(fault.file, fault.row, fault.column) for fault in faults(tmp_path)] == [("relations.csv", 2, column)]


def test_vital_relations_have_no_object(tmp_path: Path) -> None:
    """Who died did so without an object; who kills needs one."""
    write(tmp_path, {**told("ann died"), "object": "ben"}, {**told("ann kills"), "object": ""})
    assert [(fault.row, fault.column) for fault in faults(tmp_path)] == [(2, "object"), (3, "object")]


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("names", {"actor": "ann", "name": "Anna", "kind": "nickname"}, "kind"),
        ("names", {"actor": "ann", "name": "", "kind": "variant"}, "name"),
        ("same_as", {"left": "ann", "right": "ben", "verdict": "perhaps", "reason": "a guess"}, "verdict"),
        ("same_as", {"left": "ann", "right": "zoe", "verdict": "same", "reason": "a guess"}, "right"),
        ("passing", {"name": "Nobody", "reason": ""}, "reason"),
        ("sources", {"id": "t", "title": "T", "reliability": "G"}, "reliability"),
        ("sources", {"id": "t", "title": "T", "reliability": ""}, "reliability"),
        ("sources", {"id": "t", "title": "T", "sha256": "abc"}, "sha256"),
        ("sources", {"id": "t", "title": "T", "characters": "long"}, "characters"),
        ("sources", {"id": "t", "title": "T", "date": "1937-02-30"}, "date"),
        ("cases", {"id": "other", "title": ""}, "title"),
        ("cases", {"id": "other", "date": "in May"}, "date"),
        ("actors", {"id": "zoe", "name": ""}, "name"),
    ],
)
def test_every_table_is_checked(tmp_path: Path, table: str, row: Row, column: str) -> None:
    """A bad cell of any table is one fault with its column."""
    write(tmp_path, *PLOT, **{table: [row]})
    assert [(fault.file, fault.row, fault.column) for fault in faults(tmp_path)] == [(f"{table}.csv", 2, column)]


def test_stray_spaces_are_told(tmp_path: Path) -> None:
    """A space behind an id is invisible in a spreadsheet, so the fault says that it is there."""
    write(tmp_path, *PLOT)
    edit(tmp_path / "claims.csv", "ann,orders", "ann ,orders")
    assert any(fault.row == 2 and fault.column == "subject" and "space" in fault.remedy for fault in faults(tmp_path))


def test_an_empty_status_and_certainty_have_their_defaults(tmp_path: Path) -> None:
    """What is not said was done, and is certain."""
    write(tmp_path, *PLOT)
    claims = read_dossier(tmp_path).claims
    assert set(claims["status"]) == {"done"}
    assert set(claims["certainty"]) == {"certain"}


def test_another_dossier_brings_its_own_vocabulary(tmp_path: Path) -> None:
    """Nothing knows the relations of one dossier: others, in another language, work as well."""
    own = rows(
        "relations",
        """
        befiehlt,Befehl,befahl,unterstand,true,span,forward,1,true,Befehlshaber,
        toetet,Gewalt,tötete,starb durch,true,moment,act,1,false,Täter,Opfer
        """.replace("        ", ""),
    )
    write(tmp_path, told("ann befiehlt ben"), told("ben toetet vic", date="1937"), relations=own)
    net = read_dossier(tmp_path).network(view="all")
    assert net.ties["relation"].tolist() == ["befiehlt", "toetet"]
    assert net.actors.index[net.actors["Täter"]].tolist() == ["ben"]
    assert len(rows("relations", RELATIONS)) > len(own)
