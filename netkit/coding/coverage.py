"""
Which names of the documents no claim accounts for.

A name is accounted for where the dossier lists it as a name of an actor who has a claim, or as rightly passed over
(`passing`). Everything else with a capital is proposed, with its place; so is what looks like a known name in a script
that has no capitals. Passages are only shown: nothing of a document is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from netkit.claims.passages import Documents, parse_locator
from netkit.claims.tables import Tables
from netkit.coding.mentions import Known, Mention, unknown_names
from netkit.coding.spelled import Spelled
from netkit.coding.texts import Text, small_words
from netkit.coding.words import FUNCTION_WORDS, RANKS, is_no_name
from netkit.dossier import Dossier
from netkit.errors import ArgumentError
from netkit.names import THRESHOLD
from netkit.scripts import PARTICLES, fold

__all__ = ["Coverage", "coverage"]

_READINGS: Final = ["name", "spelling", "no claim", "perhaps"]
_NAME_COLUMNS: Final = ["name", "reading", "source", "times", "locator", "nearest", "score", "context"]
_ENDINGS: Final = (".txt",)


@dataclass(frozen=True)
class Coverage:
    """
    What the documents name and the dossier does not account for; `str()` gives a text to read.

    Parameters
    ----------
    unaccounted : DataFrame
        One row per name and source: name, reading, source, times, locator (of all its places), nearest (the actor most
        like it, if any), score, context (a few words around the first place). Readings: "name" (unknown), "spelling"
        (like a name of the actor in `nearest`, but not in `names`), "no claim" (an actor without a claim).
    perhaps : DataFrame
        The same columns for what may be no name: its capital may come from its place in a sentence or heading, or all
        its words are written small elsewhere. For a coder to look through, not to answer one by one.
    uncited : DataFrame
        Known names in passages that no claim of their source cites, headings aside: actor, name, source, locator,
        context.
    sources : DataFrame
        Indexed by source: characters, cited (share of the characters in a passage of a claim), mentions (known names),
        uncited, unaccounted (numbers).
    """

    unaccounted: pd.DataFrame
    perhaps: pd.DataFrame
    uncited: pd.DataFrame
    sources: pd.DataFrame

    def __str__(self) -> str:
        lines = [self.sources.to_string(float_format=lambda value: f"{value:.1%}", na_rep="–"), ""]
        titles = {
            "name": "names that nobody accounts for",
            "spelling": "spellings of known actors that `names` does not list",
            "no claim": "actors without a claim",
        }
        for reading, title in titles.items():
            rows = self.unaccounted[self.unaccounted["reading"] == reading]
            lines += [f"{title}: {len(rows) or 'none'}", *map(_line, rows.to_dict("records"))]
        lines += [f"perhaps names: {len(self.perhaps) or 'none'}", *map(_line, self.perhaps.to_dict("records"))]
        lines.append(f"known names in passages that no claim cites: {len(self.uncited) or 'none'}")
        lines += [
            f"  {row['name']} ({row['source']}, {row['locator']}): {row['context']}"
            for row in self.uncited.to_dict("records")
        ]
        return "\n".join(lines)


def _line(row: Mapping[object, object]) -> str:
    like = f"; like {row['nearest']}" if row["nearest"] else ""
    place = str(row["locator"]).split(";", 1)[0]
    times = f", {row['times']} times" if row["times"] != 1 else ""
    return f"  {row['name']} ({row['source']}, {place}{times}{like}): {row['context']}"


def coverage(dossier: Dossier, documents: str | Path | None = None) -> Coverage:
    """
    List the names in documents that no claim accounts for.

    Parameters
    ----------
    dossier : Dossier
        What is coded so far; it may be empty.
    documents : path, optional
        The folder of the documents, or one of them. Text files (``.txt``) that no source names count as new documents,
        under their file's name. By default the folder with which the dossier was read.

    Returns
    -------
    Coverage
        Names without a claim, known names in passages that no claim cites, and shares by source.

    Raises
    ------
    ArgumentError
        If there is no document, or one is not the text that was coded.

    Notes
    -----
    In Latin, Cyrillic and Greek letters every capitalised name counts, in headings too; words of the calendar, peoples,
    ranks and words that stand at the head of a sentence do not. Places are proposed like all names: those without a
    claim belong into `passing`. In Arabic letters known names are found with their prefixes, and spellings of known
    names are proposed; unknown names cannot be told from words there.
    """
    tables = dossier.tables
    texts = {source: Text(text) for source, text in _texts(tables, documents).items()}
    small = small_words(texts.values())
    known = Known(_accounted(tables))
    spelled = Spelled(tables)
    cited = _cited(tables)
    rows: list[dict[str, object]] = []
    uncited: list[dict[str, object]] = []
    counts: dict[str, dict[str, object]] = {}
    for source, text in texts.items():
        mentions = known.find(text)
        unknown = [*unknown_names(text, known, mentions, small), *spelled.find(text, mentions)]
        new = list(_grouped(source, text, unknown, tables, spelled))
        ranges = cited.get(source, [])
        loose = [mention for mention in mentions if _actors(mention) and not _inside(mention, ranges)]
        loose = [mention for mention in loose if not text.in_heading(mention.start)]
        uncited += [_uncited_row(source, text, mention) for mention in loose]
        rows += new
        counts[source] = {
            "characters": len(text.text),
            "cited": _share(ranges, len(text.text)),
            "mentions": sum(bool(_actors(mention)) for mention in mentions),
            "uncited": len(loose),
            "unaccounted": sum(row["reading"] != "perhaps" for row in new),
        }
    order = {reading: place for place, reading in enumerate(_READINGS)}
    listed = pd.DataFrame(rows, columns=_NAME_COLUMNS)
    listed = listed.sort_values("reading", key=lambda column: column.map(order), kind="stable", ignore_index=True)
    doubtful = listed["reading"] == "perhaps"
    return Coverage(
        listed[~doubtful],
        listed[doubtful].reset_index(drop=True),
        pd.DataFrame(uncited, columns=["actor", "name", "source", "locator", "context"]),
        pd.DataFrame.from_dict(counts, orient="index"),
    )


def _texts(tables: Tables, documents: str | Path | None) -> dict[str, str]:
    """Read the documents: those of the sources under their ids, new ones under their file's name."""
    if documents is None:
        at_hand = tables.documents
        found = {} if at_hand is None else {source: at_hand.text(source) for source in tables.sources.index}
        texts = {str(source): text for source, text in found.items() if text is not None}
        if not texts:
            raise ArgumentError("`documents` is missing: give the folder of the documents, or one of them")
        return texts
    path = Path(documents)
    if not path.exists():
        raise ArgumentError(f"`documents` is {str(documents)!r}, which is not there")
    folder = path if path.is_dir() else path.parent
    files = tables.sources["file"].to_dict()
    texts = {}
    if any(file and (folder / file).is_file() for file in files.values()):
        read = Documents(folder, tables.sources)
        texts = {str(source): text for source in files if (text := read.text(str(source))) is not None}
    for file in sorted(folder.iterdir()) if path.is_dir() else [path]:
        if file.suffix in _ENDINGS and file.name not in files.values():
            texts[file.name] = _decode(file)
    if not path.is_dir():
        texts = {source: text for source, text in texts.items() if files.get(source, source) == path.name}
    if not texts:
        raise ArgumentError(f"`documents`: no source's file and no {_ENDINGS[0]} file is in {str(documents)!r}")
    return texts


def _decode(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise ArgumentError(
            f"`documents`: {file.name} is not UTF-8 from byte {error.start} on; save it as UTF-8"
        ) from error


def _accounted(tables: Tables) -> dict[str, set[str]]:
    """Names with whom they belong to: actors' ids, or "" for what is passed over."""
    claims = tables.claims
    told = set(claims["subject"]) | set(claims["object"])
    persons = set(tables.actors.index[tables.actors["kind"] == "person"])
    found: dict[str, set[str]] = {}
    given = [*tables.actors[["id", "name"]].to_numpy().tolist(), *tables.names[["actor", "name"]].to_numpy().tolist()]
    for actor, name in given:
        if actor in told:
            for part in [name, *(_parts(name) if actor in persons else _ends(name))]:
                found.setdefault(part, set()).add(actor)
    for name in tables.passing["name"]:
        found.setdefault(name, set()).add("")
    titles = [
        *tables.sources["title"],
        *tables.sources["author"],
        *tables.cases["place"].str.split(r"[,;/]").explode().dropna(),
    ]
    for name in titles:
        found.setdefault(str(name), set()).add("")
    return found


def _parts(name: str) -> list[str]:
    """Give the words of a person's name that may stand for it."""
    words = name.replace("-", " ").split()
    kept = [word for word in words if (len(fold(word)) >= 3 and word[0].isupper()) or not word.isascii()]
    no = FUNCTION_WORDS | RANKS | PARTICLES
    return (
        [word for word in kept if fold(word) and fold(word) not in no and not is_no_name(fold(word))]
        if len(words) > 1
        else []
    )


def _ends(name: str) -> list[str]:
    """Give the shorter forms of an organisation's name: without its article, its first or its last word."""
    words = name.split()
    shorter = [words[1:], words[:-1]] if len(words) > 2 else []
    bare = [words[1:]] if words and words[0].lower() in ("the", "a") and len(words) > 1 else []
    return [
        " ".join(part)
        for part in (*shorter, *bare)
        if fold(part[0]) not in FUNCTION_WORDS and fold(part[-1]) not in FUNCTION_WORDS
    ]


def _actors(mention: Mention) -> list[str]:
    return [owner for owner in mention.owners if owner]


def _cited(tables: Tables) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, set[tuple[int, int]]] = {}
    for source, locator in tables.claims[["source", "locator"]].drop_duplicates().to_numpy().tolist():
        found.setdefault(source, set()).update(parse_locator(locator))
    return {source: _union(ranges) for source, ranges in found.items()}


def _union(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _inside(mention: Mention, ranges: list[tuple[int, int]]) -> bool:
    return any(start <= mention.start and mention.end <= end for start, end in ranges)


def _share(ranges: list[tuple[int, int]], length: int) -> float:
    return sum(end - start for start, end in ranges) / length if length else float("nan")


def _uncited_row(source: str, text: Text, mention: Mention) -> dict[str, object]:
    return {
        "actor": "; ".join(_actors(mention)),
        "name": mention.name,
        "source": source,
        "locator": f"char={mention.start},{mention.end}",
        "context": text.around(mention.start, mention.end),
    }


def _grouped(
    source: str, text: Text, unknown: Iterable[Mention], tables: Tables, spelled: Spelled
) -> Iterator[dict[str, object]]:
    """Give one row per name, with all its places."""
    together: dict[str, list[Mention]] = {}
    for mention in sorted(unknown, key=lambda mention: mention.start):
        together.setdefault(fold(mention.name), []).append(mention)
    told = set(tables.claims["subject"]) | set(tables.claims["object"])
    for places in together.values():
        first = next((mention for mention in places if mention.sure), places[0])
        nearest, score = spelled.nearest(first)
        reading = "name" if any(mention.sure for mention in places) else "perhaps"
        if nearest and score >= THRESHOLD:
            reading = "spelling" if nearest in told else "no claim"
        yield {
            "name": first.name,
            "reading": reading,
            "source": source,
            "times": len(places),
            "locator": ";".join(f"char={mention.start},{mention.end}" for mention in places),
            "nearest": nearest,
            "score": score,
            "context": text.around(first.start, first.end),
        }
