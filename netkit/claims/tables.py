"""The tables of a dossier, checked and typed: what every layer above reads."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from netkit.claims.bearers import only_bearers
from netkit.claims.checking import check, check_documents
from netkit.claims.passages import Documents
from netkit.claims.reading import RawDossier, read_raw, write_raw
from netkit.errors import ArgumentError, DossierError
from netkit.names import NameIndex

__all__ = ["Tables", "one_for_several", "read_tables"]


def one_for_several(pairs: Iterable[tuple[str, str]], actors: pd.Index[str]) -> dict[str, str]:
    """
    Say who stands for whom where actors are one and the same.

    Parameters
    ----------
    pairs : iterable of tuple of str
        Who is the same; what is no id of an actor is left aside.
    actors : Index
        Ids of all actors.

    Returns
    -------
    dict of str
        For every actor but the first of each set: that first one.
    """
    stands_for: dict[str, str] = {}

    def one(actor: str) -> str:
        while actor in stands_for:
            actor = stands_for[actor]
        return actor

    known = set(actors)
    for left, right in pairs:
        if left in known and right in known and one(left) != one(right):
            stands_for[one(right)] = one(left)
    return {actor: one(actor) for actor in stands_for}


class Tables:
    """
    All tables of one dossier. Treat them as read-only.

    Tables with an id are indexed by it and keep it as a column, so that both ``claims.loc["c0012"]`` and
    ``claims["id"]`` work.

    Parameters
    ----------
    raw : RawDossier
        The tables as text, without faults.
    documents : Documents, optional
        The texts, where they are at hand.
    """

    def __init__(self, raw: RawDossier, documents: Documents | None = None) -> None:
        self.raw = raw
        self.documents = documents
        self.sources = _keyed(raw.tables["sources"])
        self.actors = _keyed(raw.tables["actors"])
        self.names = raw.tables["names"].reset_index(drop=True)
        self.same_as = raw.tables["same_as"].reset_index(drop=True)
        self.cases = _keyed(raw.tables["cases"])
        self.passing = raw.tables["passing"].reset_index(drop=True)
        self.relations = _typed_relations(_keyed(raw.tables["relations"]))
        self.scales = _keyed(raw.tables["scales"], "word")
        self.scales[["low", "mean", "high"]] = self.scales[["low", "mean", "high"]].astype(float)
        claims = _keyed(raw.tables["claims"])
        self.claims = claims.assign(
            status=claims["status"].replace("", "done"), certainty=claims["certainty"].replace("", "certain")
        )
        bearers = only_bearers(self.actors, self.names)
        same = self.same_as[self.same_as["verdict"] == "same"]
        pairs = [(bearers.get(left, ""), bearers.get(right, "")) for left, right in same[["left", "right"]].to_numpy()]
        self._take_for_one(one_for_several(pairs, self.actors.index))

    def _take_for_one(self, stands_for: dict[str, str]) -> None:
        """Let one actor stand for those whom `same_as` calls the same; the tables as they were read stay in `raw`."""
        if not stands_for:
            return
        gone = self.actors.loc[list(stands_for)]
        known_as = [gone.assign(actor=gone["id"], name=gone[name], kind="variant") for name in ("name", "id")]
        names = pd.concat([self.names, *known_as], ignore_index=True)[[*self.names.columns]]
        self.names = names.fillna("").replace({"actor": stands_for})
        self.actors = self.actors.drop(index=list(stands_for))
        self.cases = self.cases.replace({"victim": stands_for})
        self.same_as = self.same_as.replace({"left": stands_for, "right": stands_for})
        self.claims = self.claims.replace({"subject": stands_for, "object": stands_for})

    @property
    def folder(self) -> Path:
        """Where the dossier was read."""
        return self.raw.folder

    @cached_property
    def name_index(self) -> NameIndex:
        """All names of all actors, to be searched."""
        preferred = pd.DataFrame({"actor": self.actors["id"], "name": self.actors["name"], "kind": "preferred"})
        names = pd.concat([preferred, self.names[["actor", "name", "kind"]]], ignore_index=True)
        names = names.drop_duplicates(["actor", "name"], ignore_index=True)
        return NameIndex(names.assign(person=names["actor"].map(self.actors["kind"]) == "person"))

    @cached_property
    def claim_chance(self) -> pd.Series[float]:
        """Mean probability of each claim by its word of certainty alone."""
        return self.claims["certainty"].map(self.scales["mean"]).astype(float)

    @cached_property
    def source_chance(self) -> pd.Series[float]:
        """Mean probability by each source's grade; a copy is as sure as what it was copied from."""
        first = pd.Series(self.root_source).reindex(self.sources.index)
        return first.map(self.sources["reliability"]).map(self.scales["mean"]).astype(float)

    @cached_property
    def grades(self) -> dict[str, float]:
        """Mean probability by each source's grade, to be looked up one by one."""
        return {str(source): float(chance) for source, chance in self.source_chance.items()}

    @cached_property
    def root_source(self) -> dict[str, str]:
        """For each source the one that it goes back to by copying; sources with one root count once."""
        copies: dict[str, str] = dict(zip(self.sources["id"], self.sources["copies"], strict=True))

        def root(source: str) -> str:
            while copies[source]:
                source = copies[source]
            return source

        return {source: root(source) for source in copies}

    def case_and_parts(self, case: str) -> set[str]:
        """
        Return a case and all cases that are part of it.

        Parameters
        ----------
        case : str
            Id of the case.

        Returns
        -------
        set of str
            Ids, the case itself included.
        """
        inside = {case}
        while more := set(self.cases.loc[self.cases["part_of"].isin(inside), "id"]) - inside:
            inside |= more
        return inside

    def case_and_wholes(self, case: str) -> set[str]:
        """
        Return a case and all cases that it is part of.

        Parameters
        ----------
        case : str
            Id of the case, or "".

        Returns
        -------
        set of str
            Ids, the case itself included; empty for "".
        """
        wholes = set()
        while case and case not in wholes:
            wholes.add(case)
            case = str(self.cases.at[case, "part_of"])
        return wholes

    def cite(self, claim: str) -> str:
        """
        Cite a claim.

        Parameters
        ----------
        claim : str
            Id of the claim.

        Returns
        -------
        str
            The coder's paraphrase, what qualifies it, source and locator; the passage if the document is at hand.

        Raises
        ------
        ArgumentError
            If there is no such claim.
        """
        if claim not in self.claims.index:
            raise ArgumentError(f"there is no claim {claim!r}; claims are {self.claims.index[0]} and the like")
        row: dict[str, str] = self.claims.loc[claim].to_dict()  # type: ignore[assignment]  # all of it is text
        words = [row[column] for column in ("status", "certainty") if row[column] not in ("done", "certain")]
        words += [f"as told by {self.actors['name'].get(row['voice'], row['voice'])}"] if row["voice"] else []
        words += [f"version: {row['version']}"] if row["version"] else []
        source = self.sources.loc[row["source"]]
        place = f"{source['title']}{', ' + row['locator'] if row['locator'] else ''}"
        told = f"{row['paraphrase'] or ' '.join((row['subject'], row['relation'], row['object']))}"
        text = f"{told}{' [' + '; '.join(words) + ']' if words else ''} ({claim}; {place})"
        passage = self.documents.passage(row["source"], row["locator"]) if self.documents else None
        return f"{text}: “{passage}”" if passage else text

    def write(self, folder: str | Path) -> None:
        """
        Write all tables as they were read.

        Parameters
        ----------
        folder : path
            Made if it is not there.
        """
        write_raw(self.raw, folder)


def _keyed(frame: pd.DataFrame, key: str = "id") -> pd.DataFrame:
    # Plain objects: look-ups by thousands of ids are several times faster than in pandas' own text index.
    return frame.set_index(pd.Index(frame[key].to_numpy(), dtype=object))


def _typed_relations(relations: pd.DataFrame) -> pd.DataFrame:
    return relations.assign(
        directed=relations["directed"].str.lower() == "true",
        contact=relations["contact"].str.lower() == "true",
        passes=pd.to_numeric(relations["passes"].replace("", np.nan)).astype(float),
    )


def read_tables(folder: str | Path, documents: str | Path | None = None) -> Tables:
    """
    Read and check a dossier's tables.

    Parameters
    ----------
    folder : path
        The dossier, with ``datapackage.json``.
    documents : path, optional
        Folder of the documents themselves.

    Returns
    -------
    Tables
        Without faults.

    Raises
    ------
    DossierError
        With all faults at once.
    """
    raw = read_raw(folder)
    faults = raw.faults + check(raw)
    if faults:
        raise DossierError(str(folder), faults)
    if documents is None:
        return Tables(raw, None)
    texts = Documents(documents, _keyed(raw.tables["sources"]))
    if faults := check_documents(raw, texts):
        raise DossierError(str(folder), faults)
    return Tables(raw, texts)
