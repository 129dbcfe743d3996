"""What a dossier must fulfil beyond its form: keys, references, dates, words, locators."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

import pandas as pd
from rapidfuzz import process

from netkit.claims.bearers import only_bearers
from netkit.claims.faults import Fault
from netkit.claims.passages import Documents, parse_locator
from netkit.claims.reading import RawDossier
from netkit.claims.schema import TABLES
from netkit.dates import parse_date
from netkit.errors import ArgumentError, DateError

__all__ = ["check", "check_documents"]

_DATES = {"sources": "date", "cases": "date", "claims": "date"}
_CODED = ["subject", "relation", "object", "date", "case", "status", "certainty", "voice", "version", "source"]


def check(raw: RawDossier) -> list[Fault]:
    """
    Find all faults of content.

    Parameters
    ----------
    raw : RawDossier
        The tables as text.

    Returns
    -------
    list of Fault
        In the order of tables and rows.
    """
    found = _Found(raw)
    for name in TABLES:
        found.stray_space(name)
        found.keys(name)
        found.required(name)
        found.references(name)
        found.words(name)
    for name, column in _DATES.items():
        found.each(name, column, _date_fault)
    for name, column in (("claims", "number"), ("sources", "characters")):
        found.each(name, column, _count_fault)
    found.each("sources", "sha256", _hash_fault)
    found.each("sources", "file", _file_fault)
    found.each("relations", "passes", _probability_fault)
    found.passing_relations()
    found.scales()
    found.circles("sources", "copies")
    found.circles("cases", "part_of")
    found.objects()
    found.versions()
    found.locators("claims")
    found.locators("names")
    found.same_as()
    found.repeated_claims()
    order = {path: place for place, path in enumerate(raw.files.values())}
    return sorted(found.faults, key=lambda fault: (order.get(fault.file, -1), fault.row))


def check_documents(raw: RawDossier, documents: Documents) -> list[Fault]:
    """
    Find what does not fit the documents at hand: their lengths, and passages beyond their ends.

    Parameters
    ----------
    raw : RawDossier
        The tables as text, in which `check` finds no fault.
    documents : Documents
        The texts.

    Returns
    -------
    list of Fault
        In the order of tables and rows.
    """
    found = _Found(raw)
    sources = raw.tables["sources"]
    texts = {source: documents.text(source) for source in sources["id"]}
    lengths = {source: len(text) for source, text in texts.items() if text is not None}
    for row, source, told in sources[["id", "characters"]].itertuples():
        if told and source in lengths and int(told) != lengths[source]:
            found.add("sources", [row], "characters", f"the document has {lengths[source]} characters; correct it")
    for name in ("names", "claims"):
        found.beyond(name, lengths)
    return found.faults


class _Found:
    """The faults found so far, and how to look for more; a table's rows are looked at by column, not one by one."""

    def __init__(self, raw: RawDossier) -> None:
        self.raw = raw
        self.faults: list[Fault] = []
        self.known = {name: set(raw.tables[name][table.key]) for name, table in TABLES.items() if table.key}
        self.bearers = only_bearers(raw.tables["actors"], raw.tables["names"])

    def add(self, name: str, rows: Iterable[int], column: str, remedy: str | Callable[[str], str]) -> None:
        frame = self.raw.tables[name]
        for row in rows:
            value = str(frame.at[row, column]) if column else ""
            told = remedy if isinstance(remedy, str) else remedy(value)
            self.faults.append(Fault(self.raw.files[name], int(row), column, value, told))

    def each(self, name: str, column: str, fault: Callable[[str], str | None]) -> None:
        """Judge every different value once."""
        values = self.raw.tables[name][column]
        told = {value: fault(value) for value in values.unique() if value}
        bad = values[values.map(lambda value: told.get(value) is not None).astype(bool)]
        self.add(name, bad.index, column, lambda value: told[value] or "")

    def stray_space(self, name: str) -> None:
        table = TABLES[name]
        columns = {table.key, *(column for column, *_ in (*table.references, *table.words)), _DATES.get(name)} - {None}
        for column in columns:
            values = self.raw.tables[name][column]
            bad = values[values.map(lambda value: value != value.strip()).astype(bool)]
            self.add(name, bad.index, str(column), "has a space before or after it; remove it")

    def keys(self, name: str) -> None:
        key = TABLES[name].key
        if key is None:
            return
        values = self.raw.tables[name][key]
        twice = values[values.duplicated() & (values != "")]
        first = values.drop_duplicates().reset_index().set_index(key)["index"]
        self.add(name, twice.index, key, lambda value: f"stands in row {first[value]} already; ids are given once")
        bad = values[values.str.contains(r"[;|\s]", regex=True).astype(bool) & (name != "scales")]
        self.add(name, bad.index, key, "an id holds no space, ';' or '|'; write '-' instead")

    def required(self, name: str) -> None:
        for column in TABLES[name].required:
            values = self.raw.tables[name][column]
            self.add(name, values[values == ""].index, column, "is empty; it has to be filled in")

    def references(self, name: str) -> None:
        for column, other, several in TABLES[name].references:
            values = self.raw.tables[name][column]
            known, path = self.known[other], self.raw.files[other]
            if several:
                split = {value: [part.strip() for part in value.split(";") if part] for value in values.unique()}
                bad = values[[not known.issuperset(split[value]) for value in values]]
            else:
                bad = values[(values != "") & ~values.isin(known)]
            # A name that is nowhere near any other is told without a proposal, and so are all after the first fifty.
            told = dict.fromkeys(bad.unique(), f"is not in {path}")
            for value in list(told)[:50]:
                told[value] += _nearest(value, known, several, self.bearers if other == "actors" else {})
            self.add(name, bad.index, column, told.__getitem__)

    def words(self, name: str) -> None:
        for column, allowed, empty in TABLES[name].words:
            values = self.raw.tables[name][column]
            # Spreadsheets write TRUE where a person wrote true.
            spelled = values.str.lower() if "true" in allowed else values
            bad = values[~spelled.isin([*allowed, ""] if empty else allowed)]
            self.add(name, bad.index, column, f"can be {', '.join(allowed)}" + (" or nothing" if empty else ""))

    def passing_relations(self) -> None:
        relations = self.raw.tables["relations"]
        for row in relations[(relations["chain"] != "") & (relations["passes"] == "")].index:
            remedy = "is empty; a relation of a chain needs the probability with which an order passes along it"
            self.add("relations", [row], "passes", remedy)

    def scales(self) -> None:
        frame = self.raw.tables["scales"]
        numbers = frame[["low", "mean", "high"]].apply(pd.to_numeric, errors="coerce")
        for column in numbers:
            bad = numbers[~numbers[column].between(0, 1)].index
            self.add("scales", bad, str(column), "has to be a number from 0 to 1, with a point")
        crossed = numbers[(numbers["low"] > numbers["mean"]) | (numbers["mean"] > numbers["high"])].index
        self.add("scales", crossed, "mean", "has to lie between low and high")
        if "certain" not in self.known["scales"]:
            remedy = "the word 'certain' is missing; it is what an empty certainty means"
            self.faults.append(Fault(self.raw.files["scales"], 0, "word", "", remedy))

    def circles(self, name: str, column: str) -> None:
        frame = self.raw.tables[name]
        leading = frame[frame[column] != ""]
        above: dict[str, str] = dict(zip(leading["id"], leading[column], strict=True))
        for row, own in leading["id"].items():
            seen, here = set(), str(own)
            while here in above and here not in seen:
                seen.add(here)
                here = above[here]
            if here == own:
                self.add(name, [int(str(row))], column, "leads back to its own row; break the circle")

    def objects(self) -> None:
        claims, relations = self.raw.tables["claims"], self.raw.tables["relations"]
        vital = claims["relation"].isin(relations.loc[relations["family"] == "vital", "id"])
        known = claims["relation"].isin(self.known["relations"])
        none = claims[~vital & known & (claims["object"] == "")]
        self.add("claims", none.index, "object", "is empty; this relation needs an object")
        some = claims[vital & (claims["object"] != "")]
        self.add("claims", some.index, "object", "a relation of the family 'vital' has no object; leave it empty")

    def versions(self) -> None:
        claims = self.raw.tables["claims"]
        loose = claims[(claims["version"] != "") & (claims["case"] == "")]
        self.add("claims", loose.index, "version", "a version needs a case: it excludes the others of its case")

    def locators(self, name: str) -> None:
        self.each(name, "locator", _locator_fault)
        frame = self.raw.tables[name]
        loose = frame[(frame["locator"] != "") & (frame["source"] == "")]
        self.add(name, loose.index, "locator", "a locator needs a source; fill in whose passage it is")
        sources = self.raw.tables["sources"]
        told = sources[sources["characters"].str.isdecimal()]
        self.beyond(name, dict(zip(told["id"], map(int, told["characters"]), strict=True)))

    def beyond(self, name: str, lengths: Mapping[str, int]) -> None:
        """Find passages that end behind their document."""
        frame = self.raw.tables[name]
        ends = {text: _last_character(text) for text in frame["locator"].unique()}
        beyond = [
            row
            for row, source, text in zip(frame.index, frame["source"], frame["locator"], strict=True)
            if source in lengths and ends[text] > lengths[source]
        ]
        self.add(name, beyond, "locator", lambda value: f"ends at {ends[value]}, beyond the end of its document")

    def same_as(self) -> None:
        frame, actors = self.raw.tables["same_as"], self.raw.tables["actors"]
        known = self.known["actors"] | set(actors["name"]) | set(self.raw.tables["names"]["name"])
        for column in ("left", "right"):
            values = frame[column]
            strange = values[(values != "") & ~values.isin(known)]
            told = {value: f"is neither an actor nor a name{_nearest(value, known)}" for value in strange.unique()}
            self.add("same_as", strange.index, column, told.__getitem__)
        first: dict[frozenset[str], tuple[int, str]] = {}
        for row, *ends, verdict in frame[["left", "right", "verdict"]].itertuples():
            before, other = first.setdefault(frozenset(self.bearers.get(end, end) for end in ends), (row, verdict))
            if verdict != other:
                self.add("same_as", [row], "verdict", f"row {before} says {other!r} of the same two; keep one of them")

    def repeated_claims(self) -> None:
        claims = self.raw.tables["claims"]
        twice = claims[claims.duplicated(_CODED)]
        first = claims.drop_duplicates(_CODED).set_index(_CODED)["id"] if len(twice) else None
        for row in twice.index:
            told = "" if first is None else first[tuple(claims.loc[row, _CODED])]
            remedy = f"says the same as {told}; keep one row and join the locators with ';'"
            self.add("claims", [row], "id", remedy)


def _nearest(value: str, known: set[str], several: bool = False, bearers: Mapping[str, str] | None = None) -> str:
    parts = [part.strip() for part in value.split(";")] if several else [value]
    unknown = next(part for part in parts if part not in known)
    best = process.extractOne(unknown, known, score_cutoff=70)
    meant = (bearers or {}).get(unknown) or (best[0] if best else "")
    prefix = f": {unknown!r}" if several else ""
    return prefix + (f"; did you mean {meant!r}?" if meant else "; add it there or correct it here")


def _date_fault(text: str) -> str | None:
    try:
        parse_date(text)
    except DateError as error:
        return str(error)
    return None


def _count_fault(text: str) -> str | None:
    return None if text.isascii() and text.isdecimal() and int(text) > 0 else "has to be a whole number above 0"


def _hash_fault(text: str) -> str | None:
    return None if re.fullmatch(r"[0-9a-f]{64}", text) else "has to be a SHA-256: 64 digits of 0-9 and a-f"


def _file_fault(text: str) -> str | None:
    return "lies outside the documents; give the file's name alone" if {"/", "\\", ".."} & {*text, text[:2]} else None


def _probability_fault(text: str) -> str | None:
    number = pd.to_numeric(text, errors="coerce")
    return None if 0 <= number <= 1 else "has to be a number from 0 to 1, with a point"


def _locator_fault(text: str) -> str | None:
    try:
        parse_locator(text)
    except ArgumentError as error:
        return str(error)
    return None


def _last_character(text: str) -> int:
    try:
        return max((end for _, end in parse_locator(text)), default=0)
    except ArgumentError:
        return 0  # told by _locator_fault
