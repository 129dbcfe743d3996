"""Tests of reading: every fault of form is told with its place, and what was read is written back unchanged."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pandas as pd
import pytest

from netkit.claims.faults import Fault
from netkit.dossier import read_dossier
from netkit.errors import ArgumentError, DossierError
from tests.dossiers import COLUMNS, edit, make, told, write, write_package

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


def only(folder: Path) -> Fault:
    """Give the one fault of a dossier."""
    found = faults(folder)
    assert len(found) == 1, [str(fault) for fault in found]
    return found[0]


def contents(folder: Path) -> dict[str, bytes]:
    """Give every file of a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_sound_dossier_is_read(tmp_path: Path) -> None:
    """What stands in the files stands in the tables."""
    dossier = make(tmp_path, *PLOT)
    assert dossier.claims.index.tolist() == ["c1", "c2", "c3"]
    assert dossier.claims.loc["c2", ["subject", "relation", "object", "date", "case"]].tolist() == [
        "ben",
        "kills",
        "vic",
        "1937-06-01",
        "plot",
    ]
    assert dossier.actors["kind"].to_dict() == {
        "ann": "person",
        "ben": "person",
        "vic": "person",
        "GUILD": "organisation",
    }
    assert dossier.sources["reliability"].tolist() == ["A"]


def test_a_folder_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    """A wrong path is told as such, and what should have been given."""
    with pytest.raises(ArgumentError, match=r"nowhere.*datapackage\.json"):
        read_dossier(tmp_path / "nowhere")


def test_a_missing_package_is_a_fault(tmp_path: Path) -> None:
    """datapackage.json is required."""
    write(tmp_path, *PLOT)
    (tmp_path / "datapackage.json").unlink()
    assert only(tmp_path).file == "datapackage.json"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"3",
        b'"text"',
        b"null",
        b'{"resources": 1}',
        b'{"resources": [{"name": "claims"}]}',
        b"\xff\xfe{}",
    ],
)
def test_a_broken_package_is_a_fault_of_that_file(tmp_path: Path, content: bytes) -> None:
    """Whatever stands in datapackage.json instead of a package, the fault is told of that file."""
    write(tmp_path, *PLOT)
    (tmp_path / "datapackage.json").write_bytes(content)
    assert "datapackage.json" in {fault.file for fault in faults(tmp_path)}


def test_a_listed_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    """A resource without its file is told by the file's name."""
    write(tmp_path, *PLOT)
    (tmp_path / "claims.csv").unlink()
    assert "claims.csv" in {fault.file for fault in faults(tmp_path)}


@pytest.mark.parametrize("table", ["sources", "actors", "relations", "scales", "claims"])
def test_a_needed_table_has_to_be_there(tmp_path: Path, table: str) -> None:
    """A package that does not list one of the needed tables is a fault."""
    write(tmp_path, *PLOT)
    (tmp_path / f"{table}.csv").unlink()
    write_package(tmp_path, {name: f"{name}.csv" for name in COLUMNS if (tmp_path / f"{name}.csv").exists()})
    assert any(fault.file == f"{table}.csv" and "missing" in fault.remedy for fault in faults(tmp_path))


def test_a_path_out_of_the_folder_is_a_fault(tmp_path: Path) -> None:
    """A dossier's tables lie within its folder."""
    write(tmp_path / "inner", *PLOT)
    (tmp_path / "inner" / "claims.csv").rename(tmp_path / "claims.csv")
    edit(tmp_path / "inner" / "datapackage.json", '"path": "claims.csv"', '"path": "../claims.csv"')
    assert any(fault.value == "../claims.csv" for fault in faults(tmp_path / "inner"))


@pytest.mark.parametrize("column", COLUMNS["claims"])
def test_a_missing_column_is_named(tmp_path: Path, column: str) -> None:
    """A column that the header lacks is told with the file and its name."""
    write(tmp_path, *PLOT)
    frame = pd.read_csv(tmp_path / "claims.csv", dtype=str, keep_default_na=False)
    frame.drop(columns=column).to_csv(tmp_path / "claims.csv", index=False)
    assert ("claims.csv", 1, column) in {(fault.file, fault.row, fault.column) for fault in faults(tmp_path)}


def test_a_column_that_stands_twice_is_named(tmp_path: Path) -> None:
    """Two columns of one name cannot both be meant."""
    write(tmp_path, *PLOT)
    edit(tmp_path / "claims.csv", "version,number", "version,version")
    assert any(fault.file == "claims.csv" and fault.column == "version" for fault in faults(tmp_path))


@pytest.mark.parametrize(("old", "new"), [("plot", "plot,extra"), (",plot,", ",")])
def test_a_ragged_row_is_told_by_its_number(tmp_path: Path, old: str, new: str) -> None:
    """A row with more or fewer cells than the header has is a fault of that row."""
    write(tmp_path, *PLOT)
    edit(tmp_path / "claims.csv", old, new)
    assert ("claims.csv", 2) in {(fault.file, fault.row) for fault in faults(tmp_path)}


def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path: Path) -> None:
    """The header is row 1, and empty rows count."""
    write(tmp_path, *PLOT)
    edit(tmp_path / "claims.csv", "c2,ben,kills", "\nc2,ben,slays")
    assert only(tmp_path).row == 4


def test_a_cell_of_several_lines_is_one_row(tmp_path: Path) -> None:
    """Lines within quotation marks are one cell, and a fault behind them has the spreadsheet's row."""
    write(tmp_path, {**PLOT[0], "paraphrase": "First line,\nsecond line."}, {**PLOT[1], "relation": "slays"})
    fault = only(tmp_path)
    assert (fault.row, fault.column, fault.value) == (3, "relation", "slays")


@pytest.mark.parametrize("strange", ["\u2028", "\x85", "\x0b", "\x0c", "\x1c", "\u2029"])
def test_strange_line_separators_within_a_cell_are_text(tmp_path: Path, strange: str) -> None:
    """What copies from web pages bring along splits no row."""
    dossier = make(tmp_path, {**PLOT[0], "paraphrase": f"One{strange}two."}, *PLOT[1:])
    assert dossier.claims.at["c1", "paraphrase"] == f"One{strange}two."


def test_a_table_that_is_not_utf_8_is_a_fault_with_its_row(tmp_path: Path) -> None:
    """A table in another encoding is told with the row where it shows."""
    write(tmp_path, *PLOT)
    content = (tmp_path / "actors.csv").read_bytes().replace(b"ben,ben", "ben,bén".encode("latin-1"))
    (tmp_path / "actors.csv").write_bytes(content)
    fault = next(fault for fault in faults(tmp_path) if fault.file == "actors.csv")
    assert fault.row == 3
    assert "UTF-8" in fault.remedy


def test_a_semicolon_table_is_told_as_such(tmp_path: Path) -> None:
    """A table that a spreadsheet saved with semicolons gives one clear fault, not one a column."""
    write(tmp_path, *PLOT)
    content = (tmp_path / "claims.csv").read_text("utf-8").replace(",", ";")
    (tmp_path / "claims.csv").write_text(content, "utf-8")
    found = [fault for fault in faults(tmp_path) if fault.file == "claims.csv"]
    assert len(found) == 1
    assert "comma" in found[0].remedy


def test_open_quotation_marks_are_a_fault(tmp_path: Path) -> None:
    """A quotation mark that nobody closes is told, and swallows nothing silently."""
    write(tmp_path, *PLOT)
    edit(tmp_path / "claims.csv", "Claim 1.", '"Claim 1.')
    assert any(fault.file == "claims.csv" and "quotation" in fault.remedy for fault in faults(tmp_path))


@pytest.mark.parametrize("table", sorted(COLUMNS))
def test_an_empty_file_is_a_fault(tmp_path: Path, table: str) -> None:
    """A listed table without even a header is a fault."""
    write(tmp_path, *PLOT, names=[], same_as=[], passing=[])
    (tmp_path / f"{table}.csv").write_bytes(b"")
    assert f"{table}.csv" in {fault.file for fault in faults(tmp_path)}


def test_tables_that_may_be_missing_may_be_missing(tmp_path: Path) -> None:
    """Without names, same_as, cases and passing a dossier is read, and they are empty."""
    write(tmp_path, told("ann commands ben"))
    (tmp_path / "cases.csv").unlink()
    write_package(tmp_path, {name: f"{name}.csv" for name in ("sources", "actors", "relations", "scales", "claims")})
    dossier = read_dossier(tmp_path)
    assert len(dossier.cases) == len(dossier.names) == 0
    assert dossier.network(view="all").n_ties == 1


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    """What spreadsheets put before the first column does no harm."""
    write(tmp_path, *PLOT)
    for name in ("claims.csv", "actors.csv"):
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + (tmp_path / name).read_bytes())
    assert len(read_dossier(tmp_path).claims) == 3


def test_windows_line_ends_are_read(tmp_path: Path) -> None:
    """A table saved on Windows reads the same."""
    write(tmp_path, *PLOT)
    expected = read_dossier(tmp_path).claims
    path = tmp_path / "claims.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    pd.testing.assert_frame_equal(read_dossier(tmp_path).claims, expected)


def test_canonical_files_are_written_back_byte_by_byte(tmp_path: Path) -> None:
    """What was read is what is written, further columns, quoted cells and other scripts included."""
    write(
        tmp_path / "old",
        {**PLOT[0], "paraphrase": 'Ann said "go", and\nBen went.', "coder": "first"},
        {**PLOT[1], "paraphrase": "Бен убил Вика; قتل", "coder": "second"},
        PLOT[2],
        actors=[{"id": "ann", "name": "Ann Örs", "kind": "person", "shelf": "12, b"}],
        names=[{"actor": "ann", "name": "Анна", "kind": "variant", "language": "ru"}],
        same_as=[{"left": "ann", "right": "Анна", "verdict": "same", "reason": "one seal"}],
        passing=[{"name": "Nobody", "reason": "in a title"}],
    )
    write_package(
        tmp_path / "old",
        {name: f"{name}.csv" for name in COLUMNS},
        title="Заговор",
        contributors=[{"title": "Ann"}],
    )
    read_dossier(tmp_path / "old").write(tmp_path / "new")
    assert contents(tmp_path / "new") == contents(tmp_path / "old")


def test_the_shipped_dossier_is_written_back_unchanged(nkvd: Path, tmp_path: Path) -> None:
    """The dossier on the NKVD is canonical: written back, its tables are equal byte by byte."""
    dossier = read_dossier(nkvd)
    dossier.write(tmp_path)
    written = contents(tmp_path)
    assert set(written) >= {"claims.csv", "actors.csv", "datapackage.json"}
    assert written == {name: (nkvd / name).read_bytes() for name in written}


@pytest.mark.parametrize(("yes", "no"), [("TRUE", "FALSE"), ("True", "False")])
def test_true_in_capitals_is_true_and_stays_as_written(tmp_path: Path, yes: str, no: str) -> None:
    """Spreadsheets write TRUE; it means true, and is written back as it was."""
    write(tmp_path / "plain", *PLOT, told("ann spouse_of ben"))
    write(tmp_path / "loud", *PLOT, told("ann spouse_of ben"))
    path = tmp_path / "loud" / "relations.csv"
    path.write_text(path.read_text("utf-8").replace("true", yes).replace("false", no), "utf-8")
    plain, loud = read_dossier(tmp_path / "plain"), read_dossier(tmp_path / "loud")
    for column in ("directed", "contact"):
        assert loud.relations[column].tolist() == plain.relations[column].tolist()
    assert loud.network().ties.equals(plain.network().ties)
    loud.write(tmp_path / "back")
    assert (tmp_path / "back" / "relations.csv").read_bytes() == path.read_bytes()


def test_parquet_tables_are_read_as_csv_ones_are(tmp_path: Path) -> None:
    """A table may be Parquet; it means the same, and comes back as Parquet with the same cells."""
    pytest.importorskip("pyarrow")
    write(tmp_path / "csv", *PLOT)
    write(tmp_path / "mixed", *PLOT)
    frame = pd.read_csv(tmp_path / "csv" / "claims.csv", dtype=str, keep_default_na=False)
    frame.to_parquet(tmp_path / "mixed" / "claims.parquet")
    (tmp_path / "mixed" / "claims.csv").unlink()
    edit(tmp_path / "mixed" / "datapackage.json", "claims.csv", "claims.parquet")
    mixed = read_dossier(tmp_path / "mixed")
    pd.testing.assert_frame_equal(
        mixed.claims, read_dossier(tmp_path / "csv").claims, check_dtype=False, check_index_type=False
    )
    mixed.write(tmp_path / "back")
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "back" / "claims.parquet"), frame)
    pd.testing.assert_frame_equal(read_dossier(tmp_path / "back").claims, mixed.claims)


def test_parquet_types_become_the_text_that_csv_would_hold(tmp_path: Path) -> None:
    """Booleans, whole numbers and missing cells of a Parquet table mean what their text in CSV means."""
    pytest.importorskip("pyarrow")
    write(tmp_path / "csv", {**PLOT[0], "number": "3"}, *PLOT[1:])
    write(tmp_path / "typed", {**PLOT[0], "number": "3"}, *PLOT[1:])
    folder = tmp_path / "typed"
    relations = pd.read_csv(folder / "relations.csv")
    assert relations["directed"].dtype == bool
    relations.to_parquet(folder / "relations.parquet")
    scales = pd.read_csv(folder / "scales.csv")
    scales.to_parquet(folder / "scales.parquet")
    claims = pd.read_csv(folder / "claims.csv", dtype=str).astype({"number": "Int64"})
    claims.to_parquet(folder / "claims.parquet")
    for name in ("relations", "scales", "claims"):
        (folder / f"{name}.csv").unlink()
        edit(folder / "datapackage.json", f"{name}.csv", f"{name}.parquet")
    typed, plain = read_dossier(folder), read_dossier(tmp_path / "csv")
    assert typed.claims["number"].tolist() == ["3", "", ""]
    assert typed.network(view="all").ties.equals(plain.network(view="all").ties)


def test_a_broken_parquet_file_is_a_fault(tmp_path: Path) -> None:
    """A file that only calls itself Parquet is told, not thrown."""
    pytest.importorskip("pyarrow")
    write(tmp_path, *PLOT)
    (tmp_path / "claims.csv").rename(tmp_path / "claims.parquet")
    edit(tmp_path / "datapackage.json", "claims.csv", "claims.parquet")
    assert any(fault.file == "claims.parquet" and "Parquet" in fault.remedy for fault in faults(tmp_path))


def test_nothing_is_dropped_silently(tmp_path: Path) -> None:
    """As many claims as rows: a dossier is read whole or not at all."""
    write(tmp_path, *PLOT)
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as file:
        number = sum(1 for _ in csv.reader(file)) - 1
    assert len(read_dossier(tmp_path).claims) == number


def test_the_package_keeps_what_netkit_does_not_know(tmp_path: Path) -> None:
    """Further resources and words of the package are kept in writing."""
    write(tmp_path / "old", *PLOT)
    package = json.loads((tmp_path / "old" / "datapackage.json").read_text("utf-8"))
    package["keywords"] = ["tiny"]
    package["resources"].append({"name": "maps", "path": "maps.csv"})
    (tmp_path / "old" / "datapackage.json").write_text(json.dumps(package), "utf-8")
    (tmp_path / "old" / "maps.csv").write_text("id\nm1\n", "utf-8")
    read_dossier(tmp_path / "old").write(tmp_path / "new")
    assert json.loads((tmp_path / "new" / "datapackage.json").read_text("utf-8")) == package
