"""Tests of coverage: names in three scripts, what accounts for them, and what is proposed."""

from __future__ import annotations

from pathlib import Path

import pytest

from netkit.coding.coverage import Coverage, coverage
from netkit.coding.mentions import Known, unknown_names
from netkit.coding.starting import new_dossier
from netkit.coding.texts import Text, small_words
from netkit.dossier import Dossier, read_dossier
from netkit.errors import ArgumentError
from tests.dossiers import make, told

ENGLISH = """The Harbour Affair

On 4 May 1931 the smuggler Ana Alpha met Colonel Otto Omega in Port Lambda. He paid her. Alpha's courier was
a man called Zeno K. Zeta, whom the Ruritanian Police knew. Nobody else saw it. The courier of the Lambda Trading
Company left on Monday. Omegan customs never asked. Bruno Beta wrote it down.
"""

RUSSIAN = """Анна Альфа жила в Лямбде. Полковника Омегу видели в мае. Потом приехал Дмитрий Дельтов с письмом."""

ARABIC = """التقت آنا ألفا بالعقيد أوتو أوميغا في المرفأ. ثم كتب برونو بيتا رسالة طويلة إلى الشركة."""


def seen(text: str, *known: str) -> list[tuple[str, bool]]:
    """Give the unknown names of a text, and whether they are sure."""
    one, names = Text(text), Known({name: ["x"] for name in known})
    return [(found.name, found.sure) for found in unknown_names(one, names, names.find(one), small_words([one]))]


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    """Give a dossier that knows Alpha and Omega, and Beta without a claim."""
    return make(
        tmp_path / "dossier",
        told("alpha contacts omega", source="en.txt", locator="char=20,97"),
        actors=[
            {"id": "alpha", "name": "Ana Alpha"},
            {"id": "omega", "name": "Otto Omega"},
            {"id": "beta", "name": "Bruno Beta", "kind": "person"},
        ],
        names=[{"actor": "omega", "name": "Омега", "kind": "variant"}],
        passing=[{"name": "Port Lambda", "source": "en.txt", "reason": "a place"}],
        sources=[{"id": "en.txt", "title": "A tale", "file": "en.txt"}],
    )


def covered(dossier: Dossier, folder: Path, **texts: str) -> Coverage:
    """Write documents and cover them."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return coverage(dossier, folder)


def test_names_that_nobody_accounts_for(dossier: Dossier, tmp_path: Path) -> None:
    """Known and passed-over names are accounted for; unknown ones have their reading and their place."""
    found = covered(dossier, tmp_path / "texts", en=ENGLISH)
    rows = {row["name"]: row for row in found.unaccounted.to_dict("records")}
    assert rows["Zeno K. Zeta"]["reading"] == "name"
    start, end = (int(number) for number in rows["Zeno K. Zeta"]["locator"].removeprefix("char=").split(","))
    assert ENGLISH[start:end] == "Zeno K. Zeta"
    assert "Zeno K. Zeta" in rows["Zeno K. Zeta"]["context"]
    assert rows["Bruno Beta"]["reading"] == "no claim"
    assert rows["Bruno Beta"]["nearest"] == "beta"
    assert "Lambda Trading\nCompany" in rows or "Lambda Trading" in rows
    for accounted in ("Ana Alpha", "Alpha", "Otto Omega", "Port Lambda", "May", "Monday", "He", "Nobody", "Colonel"):
        assert accounted not in rows


def test_known_names_in_passages_that_no_claim_cites(dossier: Dossier, tmp_path: Path) -> None:
    found = covered(dossier, tmp_path / "texts", en=ENGLISH)
    places = [(row["actor"], row["name"]) for row in found.uncited.to_dict("records")]
    assert places == [("alpha", "Alpha's")]
    assert found.sources.loc["en.txt", "cited"] == pytest.approx(77 / len(ENGLISH))


def test_three_scripts(dossier: Dossier, tmp_path: Path) -> None:
    """Russian endings and Arabic prefixes hide no known name; new spellings are proposed with their owner."""
    found = covered(dossier, tmp_path / "texts", en=ENGLISH, ru=RUSSIAN, ar=ARABIC)
    rows = {(row["source"], row["name"]): row for row in found.unaccounted.to_dict("records")}
    russian = {name for source, name in rows if source == "ru.txt"}
    assert "Дмитрий Дельтов" in russian
    assert not any("Омег" in name or "Потом" in name for name in russian)
    arabic = {name: rows["ar.txt", name] for source, name in rows if source == "ar.txt"}
    assert any(row["nearest"] == "omega" and row["reading"] == "spelling" for row in arabic.values())
    assert any(row["nearest"] == "beta" and row["reading"] == "no claim" for row in arabic.values())
    assert found.sources.index.tolist() == ["en.txt", "ar.txt", "ru.txt"]
    assert "names that nobody accounts for" in str(found)


def test_a_new_dossier_has_everything_proposed(tmp_path: Path) -> None:
    """The first use: a document, and no table filled yet."""
    new_dossier(tmp_path / "new")
    found = covered(read_dossier(tmp_path / "new"), tmp_path / "texts", en=ENGLISH)
    names = set(found.unaccounted.loc[found.unaccounted["reading"] == "name", "name"])
    assert {"Ana Alpha", "Otto Omega", "Port Lambda", "Zeno K. Zeta"} <= names
    assert found.uncited.empty


def test_one_document_alone(dossier: Dossier, tmp_path: Path) -> None:
    covered(dossier, tmp_path / "texts", en=ENGLISH, ru=RUSSIAN)
    assert coverage(dossier, tmp_path / "texts" / "ru.txt").sources.index.tolist() == ["ru.txt"]
    assert coverage(dossier, tmp_path / "texts" / "en.txt").sources.index.tolist() == ["en.txt"]


def test_no_document_is_an_error(dossier: Dossier, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(ArgumentError, match="give the folder"):
        coverage(dossier)
    with pytest.raises(ArgumentError, match="no source's file"):
        coverage(dossier, tmp_path / "empty")
    with pytest.raises(ArgumentError, match="not there"):
        coverage(dossier, tmp_path / "nowhere")
    with pytest.raises(ArgumentError, match="not UTF-8"):
        coverage(dossier, tmp_path / "bad.txt")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Then Ana Alpha left. She went home.", [("Ana Alpha", True)]),
        ("Envoys came. Alpha left.", [("Envoys", False), ("Alpha", False)]),
        ("Letters came. He sent letters to Omega.", [("Omega", True)]),
        ("It was Dr. O. Omega of Lambda.", [("O. Omega of Lambda", True)]),
        ("in the Order of the Red Rose, and Alpha.", [("Order of the Red Rose", True), ("Alpha", True)]),
        ("the French and Germans in May met General Omega.", [("Omega", True)]),
        ("he read XXIV books on Alphaism and the ABC.", [("ABC", True)]),
        ("the police and the Ruritanian Police.", [("Ruritanian Police", True)]),
        ("the gulag was the GULAG.", [("GULAG", True)]),
        ("the police and the Polish Police.", [("Polish Police", False)]),
        ("The Fall of Ana Alpha\n\nher fall was deep", [("Ana Alpha", True)]),
        ("He saw the Omegas. Walking home he wept.", [("Omegas", True)]),
    ],
)
def test_what_counts_as_a_name(text: str, names: list[tuple[str, bool]]) -> None:
    assert seen(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "the Alphas met",
        "Alpha's house",
        "the ALPHA file",
        "two Alphaists",
        "Ana-Alpha",
        "old Alpha",
        "С Альфой",
        "в Альфе",
    ],
)
def test_forms_of_a_known_name(text: str) -> None:
    """Possessives, plurals, followers and Russian cases of a known name are no new names."""
    assert seen(f"then {text}", "Alpha", "Ana Alpha", "Альфа") == []


def test_the_longest_known_name_wins() -> None:
    known = Known({"Ana Alpha": ["ana"], "Alpha": ["house"]})
    found = known.find(Text("Ana Alpha and Alpha, and ana alpha, and alpha"))
    assert [(mention.name, mention.owners) for mention in found] == [
        ("Ana Alpha", ("ana",)),
        ("Alpha", ("house",)),
        ("ana alpha", ("ana",)),
    ]


def test_the_documents_of_the_dossier(nkvd: Path, documents: Path) -> None:
    """Nothing is left that nobody accounts for; of a text no more than a few words around a name are given."""
    found = coverage(read_dossier(nkvd), documents)
    assert found.unaccounted["name"].tolist() == []
    contexts = [*found.perhaps["context"], *found.uncited["context"]]
    assert max(len(context.split()) for context in contexts) <= 20
    assert (found.sources["mentions"] > 0).all()
