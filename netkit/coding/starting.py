"""A new dossier: empty tables with their headers, a vocabulary to begin with, and a page that explains them."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Final

from netkit.claims.reading import PACKAGE, package_description
from netkit.claims.schema import TABLES
from netkit.errors import ArgumentError
from netkit.scripts import fold

__all__ = ["new_dossier"]

_VOCABULARY: Final = ("relations", "scales")
_FURTHER: Final[Mapping[str, tuple[str, ...]]] = {"sources": ("reason",)}  # columns that netkit does not need

_COLUMNS: Final[Mapping[str, Mapping[str, str]]] = {
    "sources": {
        "id": "short name, used everywhere else: `memoir-1951`",
        "title": "what people read in a citation",
        "author": "",
        "language": "code, such as `en`, `ru`, `ar`",
        "date": "when it was written (EDTF)",
        "reliability": "Admiralty grade A to E; F: cannot be judged",
        "copies": "id of the source that this one copies: the two then count once",
        "file": "name of the text file, which stays outside the dossier",
        "sha256": "its SHA-256: tells later whether the text is still the one that was coded",
        "characters": "its length in characters",
        "reason": "why it has this grade",
    },
    "actors": {
        "id": "the preferred name in small ASCII letters with hyphens; given once, never changed",
        "name": "preferred name",
        "kind": "`person`, `organisation` or `group` (people without names)",
        "side": "for whom an organisation stands",
        "note": "",
    },
    "names": {
        "actor": "id",
        "name": "one spelling, as it stands in a document, in its own script",
        "kind": "`preferred`, `variant`, `alias`, `code name`, `cover name`, `transliteration`",
        "language": "code",
        "source": "where it was found",
        "locator": "its place there",
    },
    "same_as": {
        "left": "actor's id or name",
        "right": "actor's id or name",
        "verdict": "`same`, `different` or `unsure`",
        "reason": "why; a verdict can be taken back",
    },
    "cases": {
        "id": "short name of an operation or affair",
        "title": "",
        "date": "from the first step told to the last act (EDTF)",
        "place": "",
        "outcome": "",
        "victim": "actors' ids, joined by `;`",
        "part_of": "id of the larger case",
        "note": "also: why it has no victim",
    },
    "passing": {
        "name": "a name that is rightly without a claim: a place, a ship, an author quoted",
        "source": "where it stands; may be empty",
        "reason": "why it has no claim",
    },
    "relations": {
        "id": "the word that claims use",
        "family": "kind of relation",
        "label": 'read forwards: "gave orders to"',
        "inverse": 'read backwards: "had orders from"',
        "directed": "`true` or `false`",
        "lasting": "`span`: over its dates; `onward`: until either is dead; `errand`: until its case is over; `moment`",
        "chain": "how an order travels: `forward`, `backward`, `act` (it ends there), or empty",
        "passes": "how surely an order passes along it, 0 to 1",
        "contact": "`true` if people who stand in it know each other",
        "subject_role": "what it makes of its subject",
        "object_role": "what it makes of its object",
    },
    "scales": {
        "word": "a word of certainty, or a grade of sources",
        "low": "least probability that it may mean",
        "mean": "the probability that it means",
        "high": "the most",
    },
    "claims": {
        "id": "`c0001`, `c0002` …; never given twice",
        "subject": "actor's id",
        "relation": "a word of `relations.csv`",
        "object": "actor's id; empty for births, deaths and the like (family `vital`)",
        "date": "when it held or happened, as this source says (EDTF); empty if it does not say",
        "case": "id of the case that it belongs to",
        "status": "`done` (or empty), `attempted`, `planned`, `refused`, `denied`",
        "certainty": "`certain` (or empty), `probable`, `possible`, `doubtful`: how sure the source is",
        "voice": "who says so within the source, if not its author",
        "version": "a short name, where a source tells one event in ways that exclude each other; needs a case",
        "number": "how many, where a group is meant",
        "source": "id",
        "locator": "`char=START,END`, characters of the text from 0; several joined by `;`",
        "paraphrase": "the claim in one short sentence of your own, never the document's",
    },
}

_INTRODUCTION: Final = """\
# {title}

A dossier: what sources claim about people and organisations. Each table is a CSV file that a spreadsheet opens and a
diff can read; `datapackage.json` names them. The documents themselves stay elsewhere: a claim cites its passage by
position and says it again in the coder's own words.

Fill them in this order: `sources`, `actors`, `claims`; the other tables when they are needed. Then

    netkit check {folder}                  all faults at once, each with file, row and what to do
    netkit cover {folder} DOCUMENTS        names in the documents that nobody accounts for yet
    netkit who {folder} NAME               what the dossier says about somebody

Save every table as "CSV UTF-8", separated by commas. Columns of your own are kept and
ignored; list them in `datapackage.json` too, for the sake of other programs.

## Rules

1. Code what a source says, true or not; what counts is decided later. Sources may contradict each other.
2. One row per claim and source. A passage that only repeats it is a further locator of that row.
3. An order against somebody is two claims of one case: `orders` (to whoever must do it) and `targets` (against the
   victim). The deed itself is a third: `kills`, `abducts` …
4. `appoints`, `dismisses` and `succeeds` come with the office itself: `heads`, `deputy_heads` or `member_of`, dated
   `DATE/` where it begins and `/DATE` where it ends.
5. Every named person gets a claim, or stands in `passing` with a reason.
6. Every spelling goes into `names`; who is who, and who is not, into `same_as`.

## Dates (EDTF)

| write | for |
|---|---|
| `1937-09-22`, `1937-09`, `1937`, `193X` | a day, a month, a year, a decade, or some day in it |
| `1937~`, `1937?` | about, perhaps |
| `1926/1934` | from, to |
| `1926/`, `/1934` | since, until: the other end is unknown |
| `1936/..` | it goes on |
| `[1938-04-21..1938-04-30]` | some day between |

On a lasting relation a date without a slash is a sighting: it held then, and nobody says since when or until when.

## The tables
"""


def new_dossier(folder: str | Path, title: str = "") -> list[Path]:
    """
    Write an empty dossier to start from.

    Parameters
    ----------
    folder : path
        Made if it is not there; it has to be empty.
    title : str, optional
        What people read; by default the folder's name.

    Returns
    -------
    list of Path
        The files written: all tables, ``datapackage.json`` and a README that explains them. The tables `relations` and
        `scales` hold a vocabulary to begin with, the others their headers.

    Raises
    ------
    ArgumentError
        If the folder holds anything already: nothing is ever overwritten.
    """
    root = Path(folder)
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise ArgumentError(f"{str(folder)!r} is not empty and nothing is overwritten; name a new folder")
    name = root.resolve().name
    title = title or name.replace("-", " ").replace("_", " ").strip().capitalize() or "A dossier"
    root.mkdir(parents=True, exist_ok=True)
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "dossier"
    package = package_description(slug, title, {table: f"{table}.csv" for table in TABLES})
    for resource in package["resources"]:
        known = {entry["name"] for entry in resource["schema"]["fields"]}
        more = [column for column in _columns(resource["name"]) if column not in known]
        resource["schema"]["fields"] += [{"name": column, "type": "string"} for column in more]
    written = [root / PACKAGE, *(root / f"{table}.csv" for table in TABLES), root / "README.md"]
    (root / PACKAGE).write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", "utf-8")
    for table in TABLES:
        _write_table(root / f"{table}.csv", table)
    (root / "README.md").write_text(_explained(title, name), "utf-8")
    return written


def _columns(table: str) -> list[str]:
    return list(dict.fromkeys([*TABLES[table].columns, *_FURTHER.get(table, ())]))


def _write_table(path: Path, table: str) -> None:
    if table in _VOCABULARY:
        path.write_bytes(files("netkit.coding").joinpath("vocabulary", f"{table}.csv").read_bytes())
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(_columns(table))


def _explained(title: str, folder: str) -> str:
    """Write the page: a CSV file cannot hold comments."""
    lines = [_INTRODUCTION.format(title=title, folder=folder)]
    for table, form in TABLES.items():
        lines += [f"### `{table}.csv`: {form.about}", "", "| column | meaning |", "|---|---|"]
        for column in _columns(table):
            needed = " (required)" if column in form.required else ""
            lines.append(f"| `{column}`{needed} | {_COLUMNS[table][column]} |")
        lines.append("")
    return "\n".join(lines)
