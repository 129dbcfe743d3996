"""The tables of a dossier: their columns, keys, references and vocabularies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["CHAINS", "KINDS", "LASTING", "NAME_KINDS", "STATUSES", "TABLES", "VERDICTS", "Table"]

KINDS: Final = ("person", "organisation", "group")
NAME_KINDS: Final = ("preferred", "variant", "alias", "code name", "cover name", "transliteration")
VERDICTS: Final = ("same", "different", "unsure")
STATUSES: Final = ("done", "attempted", "planned", "refused", "denied")
LASTING: Final = ("span", "onward", "errand", "moment")
CHAINS: Final = ("forward", "backward", "act")


@dataclass(frozen=True)
class Table:
    """
    What is expected of one table.

    Parameters
    ----------
    columns : tuple of str
        In the order in which they are written.
    key : str or None
        The column that names the row.
    required : tuple of str
        Columns that may not be empty.
    needed : bool
        Whether a dossier must have the table; otherwise it may be absent, which means empty.
    references : tuple of (column, table, several)
        Columns that name rows of another table; `several` allows a list with ``;``.
    words : tuple of (column, allowed, empty)
        Columns with a fixed vocabulary, and whether they may be empty.
    about : str
        What the table holds, for the package's description.
    """

    columns: tuple[str, ...]
    key: str | None = None
    required: tuple[str, ...] = ()
    needed: bool = False
    references: tuple[tuple[str, str, bool], ...] = ()
    words: tuple[tuple[str, tuple[str, ...], bool], ...] = ()
    about: str = ""


_YES_NO: Final = ("true", "false")

TABLES: Final[dict[str, Table]] = {
    "sources": Table(
        ("id", "title", "author", "language", "date", "reliability", "copies", "file", "sha256", "characters"),
        key="id",
        required=("id", "title", "reliability"),
        needed=True,
        references=(("copies", "sources", False), ("reliability", "scales", False)),
        about="the documents that the claims come from",
    ),
    "actors": Table(
        ("id", "name", "kind", "side", "note"),
        key="id",
        required=("id", "name", "kind"),
        needed=True,
        words=(("kind", KINDS, False),),
        about="persons, organisations and groups",
    ),
    "names": Table(
        ("actor", "name", "kind", "language", "source", "locator"),
        required=("actor", "name", "kind"),
        references=(("actor", "actors", False), ("source", "sources", False)),
        words=(("kind", NAME_KINDS, False),),
        about="every spelling under which an actor is known",
    ),
    "same_as": Table(
        ("left", "right", "verdict", "reason"),
        required=("left", "right", "verdict", "reason"),
        words=(("verdict", VERDICTS, False),),
        about="who is who, as decided by the coders",
    ),
    "cases": Table(
        ("id", "title", "date", "place", "outcome", "victim", "part_of", "note"),
        key="id",
        required=("id", "title"),
        references=(("victim", "actors", True), ("part_of", "cases", False)),
        about="operations and affairs",
    ),
    "passing": Table(
        ("name", "source", "reason"),
        required=("name", "reason"),
        references=(("source", "sources", False),),
        about="names that are rightly without a claim",
    ),
    "relations": Table(
        (
            *("id", "family", "label", "inverse", "directed", "lasting", "chain", "passes", "contact"),
            *("subject_role", "object_role"),
        ),
        key="id",
        required=("id", "family", "label"),
        needed=True,
        words=(
            ("directed", _YES_NO, False),
            ("contact", _YES_NO, True),
            ("lasting", LASTING, False),
            ("chain", CHAINS, True),
        ),
        about="the kinds of tie that claims may tell",
    ),
    "scales": Table(
        ("word", "low", "mean", "high"),
        key="word",
        required=("word", "low", "mean", "high"),
        needed=True,
        about="what words of certainty and grades of sources mean as probabilities",
    ),
    "claims": Table(
        (
            *("id", "subject", "relation", "object", "date", "case", "status", "certainty", "voice", "version"),
            *("number", "source", "locator", "paraphrase"),
        ),
        key="id",
        required=("id", "subject", "relation", "source"),
        needed=True,
        references=(
            ("subject", "actors", False),
            ("object", "actors", False),
            ("relation", "relations", False),
            ("case", "cases", False),
            ("source", "sources", False),
            ("certainty", "scales", False),
        ),
        words=(("status", STATUSES, True),),
        about="what the sources say: subject, relation, object",
    ),
}
