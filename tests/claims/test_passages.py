"""Tests of the way back from a claim to its passage: locators, documents, citations."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

import pytest

from netkit.claims.passages import parse_locator
from netkit.dossier import read_dossier
from netkit.errors import ArgumentError, DossierError
from tests.dossiers import told, write

TEXT = "Ann wrote to Ben.\nBen  left. Мария осталась дома."


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Give a dossier of one claim on a short document, and the document's folder."""
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "diary.txt").write_bytes(TEXT.encode())
    dossier = write(
        tmp_path / "dossier",
        told("ann contacts ben", date="1937", source="diary", locator="char=0,17", paraphrase="Ann wrote to him."),
        told(
            "ben contacts masha",
            source="diary",
            locator=f"char=18,28;char=29,{len(TEXT)}",
            status="planned",
            certainty="doubtful",
            voice="ann",
            version="first",
            case="trip",
        ),
        told("ann contacts masha", source="letter", locator="char=4,9"),
        told("ann commands masha", source="diary"),
        sources=[
            {
                "id": "diary",
                "title": "Ann's diary",
                "file": "diary.txt",
                "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
                "characters": str(len(TEXT)),
            },
            {"id": "letter", "title": "A letter", "file": "letter.txt"},
        ],
    )
    return dossier, papers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("char=120,264", [(120, 264)]),
        ("char=0,1;char=5,9", [(0, 1), (5, 9)]),
        ("char=0,1; char=5,9", [(0, 1), (5, 9)]),
    ],
)
def test_a_locator_is_a_list_of_half_open_ranges(text: str, expected: list[tuple[int, int]]) -> None:
    """RFC 5147 counts from 0 between the characters; several ranges are joined by semicolons."""
    assert parse_locator(text) == expected


@pytest.mark.parametrize(
    "text",
    ["120,264", "char=120", "line=1,2", "char=5,5", "char=9,5", "char=١,٢", "char=1,2;", ";", "char=1,2 char=3,4"],
)
def test_another_form_is_an_error(text: str) -> None:
    """What is no locator is told, not guessed."""
    with pytest.raises(ArgumentError, match="char="):
        parse_locator(text)


def test_without_the_documents_a_citation_has_source_locator_and_paraphrase(folders: tuple[Path, Path]) -> None:
    """The coder's words stand for the passage, and nothing is quoted."""
    cited = read_dossier(folders[0]).cite("c1")
    for words in ("Ann wrote to him.", "c1", "Ann's diary", "char=0,17"):
        assert words in cited
    assert "wrote to Ben" not in cited
    assert "\n" not in cited


def test_with_the_documents_a_citation_shows_the_passage(folders: tuple[Path, Path]) -> None:
    """Positions count characters, not bytes; several passages are all shown, on one line."""
    dossier = read_dossier(folders[0], documents=folders[1])
    assert "Ann wrote to Ben." in dossier.cite("c1")
    cited = dossier.cite("c2")
    assert "Ben left." in cited
    assert "Мария осталась дома." in cited
    assert "\n" not in cited
    # The letter is not at hand, and one claim has no locator: both are cited all the same.
    assert "A letter" in dossier.cite("c3")
    assert "Ann's diary" in dossier.cite("c4")


def test_a_citation_says_what_qualifies_the_claim(folders: tuple[Path, Path]) -> None:
    """Status, certainty, voice and version are never swallowed."""
    cited = read_dossier(folders[0]).cite("c2")
    for word in ("planned", "doubtful", "ann", "first"):
        assert word in cited


def test_an_unknown_claim_is_an_error_that_names_it(folders: tuple[Path, Path]) -> None:
    """Citing what is not there says so."""
    with pytest.raises(ArgumentError, match="c99"):
        read_dossier(folders[0]).cite("c99")


def test_another_document_under_the_same_name_is_an_error(folders: tuple[Path, Path]) -> None:
    """The sha256 is checked: a changed document shows no wrong passage."""
    (folders[1] / "diary.txt").write_bytes(TEXT.encode() + b"\n")
    with pytest.raises(ArgumentError, match=r"diary\.txt"):
        read_dossier(folders[0], documents=folders[1])


def diary(tmp_path: Path, content: bytes, locator: str, characters: str) -> tuple[Path, Path]:
    """Give a dossier with one passage of a document, and the document's folder."""
    (tmp_path / "diary.txt").write_bytes(content)
    source = {"id": "diary", "title": "Diary", "file": "diary.txt", "characters": characters}
    source["sha256"] = hashlib.sha256(content).hexdigest()
    claims = [told("ann contacts ben", source="diary", locator=locator)]
    names = [{"actor": "ann", "name": "Anna", "kind": "variant", "source": "diary", "locator": locator}]
    return write(tmp_path / "dossier", *claims, sources=[source], names=names), tmp_path


def test_a_passage_beyond_the_document_at_hand_is_a_fault(tmp_path: Path) -> None:
    """Nobody has to count the characters for it: the text itself tells where it ends."""
    dossier, papers = diary(tmp_path, TEXT.encode(), f"char=0,{len(TEXT) + 1}", "")
    assert len(read_dossier(dossier).claims) == 1
    with pytest.raises(DossierError) as caught:
        read_dossier(dossier, documents=papers)
    assert [(fault.file, fault.row, fault.column) for fault in caught.value.faults] == [
        ("names.csv", 2, "locator"),
        ("claims.csv", 2, "locator"),
    ]
    assert str(len(TEXT) + 1) in caught.value.faults[0].remedy


def test_a_length_that_is_not_the_document_s_is_a_fault(tmp_path: Path) -> None:
    """Both lengths are told."""
    dossier, papers = diary(tmp_path, TEXT.encode(), "char=0,3", str(len(TEXT) + 5))
    with pytest.raises(DossierError, match=rf"sources\.csv, row 2, characters.*{len(TEXT) + 5}.*{len(TEXT)} char"):
        read_dossier(dossier, documents=papers)


def test_a_byte_order_mark_shifts_no_passage(tmp_path: Path) -> None:
    """It belongs to the file, so to its SHA-256, and not to the text, so not to the count of characters."""
    dossier, papers = diary(tmp_path, b"\xef\xbb\xbf" + TEXT.encode(), "char=0,17", str(len(TEXT)))
    assert "“Ann wrote to Ben.”" in read_dossier(dossier, documents=papers).cite("c1")


def test_a_folder_without_documents_is_an_error(folders: tuple[Path, Path], tmp_path: Path) -> None:
    """A folder that is not there, or holds none of the documents, is told by its name."""
    with pytest.raises(ArgumentError, match="nowhere"):
        read_dossier(folders[0], documents=tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ArgumentError, match="empty"):
        read_dossier(folders[0], documents=tmp_path / "empty")


def test_a_document_that_is_no_utf_8_is_no_traceback(tmp_path: Path) -> None:
    """A document without a known sha256 that cannot be read is the user's fault, told in words."""
    (tmp_path / "diary.txt").write_bytes(b"\xff\xfe\x00")
    write(
        tmp_path / "dossier",
        told("ann contacts ben", source="diary"),
        sources=[{"id": "diary", "title": "Diary", "file": "diary.txt"}],
    )
    with pytest.raises(ArgumentError, match=r"diary\.txt"):
        read_dossier(tmp_path / "dossier", documents=tmp_path)


def test_a_document_outside_its_folder_is_not_read(folders: tuple[Path, Path], tmp_path: Path) -> None:
    """A dossier from elsewhere cannot make netkit show files beside the documents."""
    (tmp_path / "secret.txt").write_text("Ann wrote to Ben in secret.", "utf-8")
    path = folders[0] / "sources.csv"
    path.write_text(path.read_text("utf-8").replace(",letter.txt,", ",../secret.txt,"), "utf-8")
    shown = ""
    with contextlib.suppress(ArgumentError, DossierError):
        shown = read_dossier(folders[0], documents=folders[1]).cite("c3")
    assert "wrote" not in shown.lower()
