"""Tests that no content whatever of a dossier leads to a traceback: it is read, or its faults are told."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netkit.dossier import Dossier, read_dossier
from netkit.errors import DossierError
from tests.dossiers import COLUMNS, Row, tables, told, write, write_table

CLAIMS = (
    told("ann orders ben", date="1937-05-02", case="plot", locator="char=1,2"),
    told("ben kills vic", date="1937-06-01", case="plot"),
    told("ben member_of GUILD", date="1930/1938"),
    told("ann heads GUILD", date="1931/"),
)
GIVEN: dict[str, list[Row]] = {
    "names": [{"actor": "ann", "name": "Anna", "kind": "variant", "source": "s", "locator": "char=1,2"}],
    "same_as": [{"left": "ann", "right": "Anna", "verdict": "same", "reason": "one seal"}],
    "passing": [{"name": "Nobody", "source": "s", "reason": "in a title"}],
}
# What people, spreadsheets and other programs put into cells, beside anything else.
CELLS = st.one_of(
    st.sampled_from(
        [
            *(
                "",
                " ",
                "ann",
                "ben",
                "GUILD",
                "plot",
                "s",
                "c1",
                "orders",
                "kills",
                "died",
                "done",
                "certain",
                "A",
                "true",
            ),
            *("TRUE", "nan", "NaN", "None", "NULL", "inf", "-inf", "1e400", "0", "-1", "0.5", "²", "١", "1_000", "1e3"),
            *("1937", "1937-02-30", "193X", "[..1937]", "/", "..", "../..", "Y-20000", "0000", "10000", "9999-12-31/"),
            *("char=1,2", "char=2,1", "char=1,2;", ";", "ann;ben", "ann;;ben", "=1+1", "#REF!", "\ufeff", "\x00", '"'),
            *("9" * 5000, f"char=0,{'9' * 5000}", "a\nb", "a\rb", "x" * 1000),
        ]
    ),
    st.text(max_size=12),
)
SLOW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def read(folder: Path) -> Dossier | None:
    """Read a dossier; anything but a dossier or its faults escapes and fails the test."""
    try:
        return read_dossier(folder)
    except DossierError as error:
        found = error.faults
    assert found
    for fault in found:
        assert fault.remedy in str(fault)
        assert fault.row >= 0
    return None


@given(data=st.data())
@SLOW
def test_cells_of_any_content(data: st.DataObject) -> None:
    """A few cells anywhere are replaced: either faults are told, or what is read makes a network."""
    complete = tables(CLAIMS, **GIVEN)
    for _ in range(data.draw(st.integers(1, 3))):
        table = data.draw(st.sampled_from(sorted(COLUMNS)))
        row = data.draw(st.integers(0, len(complete[table]) - 1))
        complete[table][row][data.draw(st.sampled_from(COLUMNS[table]))] = data.draw(CELLS)
    with tempfile.TemporaryDirectory() as name:
        folder = write(Path(name), *CLAIMS, **GIVEN)
        for table, content in complete.items():
            write_table(folder / f"{table}.csv", COLUMNS[table], content)
        dossier = read(folder)
    if dossier is not None:
        assert dossier.network(view="all", isolates=True).n_actors == len(dossier.actors)


@given(
    table=st.sampled_from([*sorted(COLUMNS), "datapackage"]), content=st.binary(max_size=60), keep=st.integers(0, 200)
)
@SLOW
def test_files_of_any_bytes(table: str, content: bytes, keep: int) -> None:
    """One file is cut off somewhere and goes on with arbitrary bytes."""
    with tempfile.TemporaryDirectory() as name:
        folder = write(Path(name), *CLAIMS, **GIVEN)
        path = folder / (f"{table}.csv" if table in COLUMNS else f"{table}.json")
        path.write_bytes(path.read_bytes()[:keep] + content)
        read(folder)


@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=2, max_size=4))
@settings(SLOW, max_examples=12)
def test_free_text_is_written_back_as_it_was_read(texts: list[str]) -> None:
    """Titles, notes and paraphrases of any characters come back the same from writing and reading."""
    with tempfile.TemporaryDirectory() as name:
        folder = write(
            Path(name) / "old", *({**claim, "paraphrase": text} for claim, text in zip(CLAIMS, texts, strict=False))
        )
        dossier = read_dossier(folder)
        dossier.write(Path(name) / "new")
        again = read_dossier(Path(name) / "new")
        assert again.claims["paraphrase"].tolist() == dossier.claims["paraphrase"].tolist()
        assert dossier.claims["paraphrase"].tolist() == [text for text, _ in zip(texts, CLAIMS, strict=False)]


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'{"resources": [{"name": "claims", "path": "\\u0000"}]}',
    ],
)
def test_a_package_of_malice_is_a_fault(tmp_path: Path, content: bytes) -> None:
    """A package that overwhelms the reader, or names an impossible path, is told as a fault."""
    write(tmp_path, *CLAIMS)
    (tmp_path / "datapackage.json").write_bytes(content)
    assert read(tmp_path) is None


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "claims.csv/x",
        "x" * 300,
        "/etc/hostname",
        "..\\claims.csv",
    ],
)
def test_a_path_that_leads_to_no_table_is_a_fault(tmp_path: Path, path: str) -> None:
    """Folders, names that no file can have and files elsewhere are faults of the package."""
    write(tmp_path, *CLAIMS)
    package = tmp_path / "datapackage.json"
    package.write_text(package.read_text("utf-8").replace("claims.csv", path.replace("\\", "\\\\")), "utf-8")
    assert read(tmp_path) is None
