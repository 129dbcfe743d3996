"""The user's handle on a dossier: its tables, its people, and the networks that can be made of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from netkit.claims.conflicts import conflicts
from netkit.claims.tables import Tables, read_tables
from netkit.claims.timeline import Timeline
from netkit.dates import FIRST, LAST
from netkit.network.building import build, check_policy, counted_claims
from netkit.network.columns import BOUNDS, shown_bounds
from netkit.network.network import Network
from netkit.network.policy import Policy, make_policy
from netkit.network.stretches import told_ties

__all__ = ["Dossier", "read_dossier"]

_KEPT_NETWORKS = 16
_CASE_COLUMNS = [
    *("title", "date", "victims", "instigators", "perpetrators", "claims", "sources", "outcome", "part_of"),
]
_CAREER_FIRST = ["vital", "office", "command", "recruitment", "handling"]


class Dossier:
    """
    What the sources say, as checked tables.

    Made by `read_dossier`. The tables are read-only by agreement: change the files and read again.

    Parameters
    ----------
    tables : Tables
        The tables.
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._networks: dict[Policy, Network] = {}

    def __repr__(self) -> str:
        counts = f"{len(self.claims)} claims on {len(self.actors)} actors from {len(self.sources)} sources"
        return f"<Dossier {self.tables.folder.name}: {counts}>"

    @property
    def actors(self) -> pd.DataFrame:
        """Persons, organisations and groups, indexed by id."""
        return self.tables.actors.copy()

    @property
    def names(self) -> pd.DataFrame:
        """Every spelling under which an actor is known."""
        return self.tables.names.copy()

    @property
    def claims(self) -> pd.DataFrame:
        """What the sources say, indexed by id."""
        return self.tables.claims.copy()

    @property
    def relations(self) -> pd.DataFrame:
        """The kinds of tie, indexed by id."""
        return self.tables.relations.copy()

    @property
    def sources(self) -> pd.DataFrame:
        """The documents, indexed by id."""
        return self.tables.sources.copy()

    @property
    def cases(self) -> pd.DataFrame:
        """Operations and affairs, indexed by id."""
        return self.tables.cases.copy()

    def find(self, name: str, *, limit: int = 10) -> pd.DataFrame:
        """
        Look an actor up under any spelling, in any script.

        Parameters
        ----------
        name : str
            A name, or a part of one.
        limit : int, default: 10
            How many actors at most.

        Returns
        -------
        DataFrame
            Columns actor, name, score (0 to 1) and reason; best first, one row an actor; empty if nobody is like it.
        """
        return self.tables.name_index.find(name, limit=limit)

    def resolve(self, name: str) -> str:
        """
        Find the one actor meant by a name.

        Parameters
        ----------
        name : str
            A name in any known spelling or script, or an id.

        Returns
        -------
        str
            The actor's id.

        Raises
        ------
        UnknownNameError, AmbiguousNameError
            If the name does not lead to one actor; the message names the candidates.
        """
        return self.tables.name_index.resolve(name)

    def cite(self, claim: str) -> str:
        """
        Cite a claim: the coder's paraphrase, source and locator, and the passage where the document is at hand.

        Parameters
        ----------
        claim : str
            Id of the claim.

        Returns
        -------
        str
            One line.

        Raises
        ------
        ArgumentError
            If there is no such claim.
        """
        return self.tables.cite(claim)

    def biography(self, name: str) -> pd.DataFrame:
        """
        Tell an actor's dated career, offices, ties and end.

        Parameters
        ----------
        name : str
            A name in any known spelling or script, or an id.

        Returns
        -------
        DataFrame
            Indexed by claim id, in the order of time, undated claims last: date, family, what (read from the
            actor's side), other (the other actor's name), status, certainty, case, citation.

        Raises
        ------
        UnknownNameError, AmbiguousNameError
            If the name does not lead to one actor.
        """
        actor = self.resolve(name)
        claims = self.tables.claims
        bounds = pd.DataFrame(Timeline(self.tables).bounds, columns=BOUNDS, index=claims.index)
        mine = claims[(claims["subject"] == actor) | (claims["object"] == actor)]
        relation = self.tables.relations.loc[mine["relation"]]
        active = (mine["subject"] == actor).to_numpy()
        what = relation["label"].where(active, relation["inverse"]).to_numpy()
        other = mine["object"].where(active, mine["subject"]).map(self.tables.actors["name"]).fillna("")
        rank = {family: place for place, family in enumerate(_CAREER_FIRST)}
        told = pd.DataFrame(
            {
                "date": mine["date"],
                "family": relation["family"].to_numpy(),
                "what": what,
                "other": other,
                "status": mine["status"],
                "certainty": mine["certainty"],
                "case": mine["case"],
                "citation": [self.cite(claim) for claim in mine.index],
            },
            index=mine.index,
        )
        # What began nobody knows when stands where it was seen; undated claims come last.
        time = bounds.loc[mine.index]
        seen = time[["start_latest", "end_latest"]].min(axis=1)
        when = time["start_earliest"].where(time["start_earliest"] > FIRST, seen)
        when = when.where((mine["date"] != "").to_numpy(), LAST)
        rows = told.assign(when=when, rank=told["family"].map(rank).fillna(len(rank)))
        return rows.sort_values(["when", "rank"], kind="stable").drop(columns=["when", "rank"])

    def cases_table(self) -> pd.DataFrame:
        """
        List the cases with what is known of each.

        Returns
        -------
        DataFrame
            Indexed by id: title, date, victims (names), instigators, perpetrators (names, from its claims), claims
            and sources (numbers), outcome, part_of.
        """
        claims, names = self.tables.claims, self.tables.actors["name"]
        done = claims[claims["status"].isin(["done", "attempted"])]
        relations = self.tables.relations.loc[done["relation"]]
        rows = {}
        for case, told in self.tables.cases.iterrows():
            own, about = done[done["case"] == case], relations[(done["case"] == case).to_numpy()]
            roles = {
                role: "; ".join(dict.fromkeys(own["subject"][(about["subject_role"] == role).to_numpy()].map(names)))
                for role in ("instigator", "perpetrator")
            }
            victims = [names[actor.strip()] for actor in told["victim"].split(";") if actor.strip()]
            rows[case] = {
                "title": told["title"],
                "date": told["date"],
                "victims": "; ".join(victims),
                "instigators": roles["instigator"],
                "perpetrators": roles["perpetrator"],
                "claims": int((claims["case"] == case).sum()),
                "sources": int(claims.loc[claims["case"] == case, "source"].nunique()),
                "outcome": told["outcome"],
                "part_of": told["part_of"],
            }
        return pd.DataFrame.from_dict(rows, orient="index", columns=_CASE_COLUMNS)

    def tenures(self) -> pd.DataFrame:
        """
        Tell who held which office when.

        Returns
        -------
        DataFrame
            One row per person, office and stretch of time: organisation, actor, relation (heads, deputy_heads),
            four bounds (dates; NaT = without bound; ends are the first day after), probability, claims; ordered by
            organisation and time.
        """
        policy = Policy(view="all")
        told = told_ties(self.tables, Timeline(self.tables), counted_claims(self.tables, policy))
        held = told[told["relation"].isin(["heads", "deputy_heads"])]
        held = held.drop_duplicates(["subject", "relation", "object", *BOUNDS])
        order = ["object", "relation", "start_latest", "end_latest"]
        held = held.sort_values(order, ascending=[True, False, True, True])
        shown = shown_bounds(held).rename(columns={"object": "organisation", "subject": "actor"})
        columns = ["organisation", "actor", "relation", *BOUNDS, "probability", "claims"]
        return shown[columns].reset_index(drop=True)

    def conflicts(self, *, circa: str = "0d") -> pd.DataFrame:
        """
        List what the sources contradict.

        Parameters
        ----------
        circa : str, default: "0d"
            By how much a date with ``~`` is widened at either end before two dates are compared.

        Returns
        -------
        DataFrame
            One row per conflict: kind (versions, death, birth, denied, headship, succession, after death), about (the
            actor or case, an id), what, claims (ids of both sides), left and right (those of each side), citations.
        """
        return conflicts(self.tables, circa)

    def network(
        self,
        *,
        at: str | None = None,
        view: str = "working",
        between: tuple[str, str] | None = None,
        until: str | None = None,
        memory: str | None = None,
        holds: str = "possible",
        circa: str = "0d",
        case: str | Iterable[str] | None = None,
        families: str | Iterable[str] | None = None,
        relations: str | Iterable[str] | None = None,
        kinds: str | Iterable[str] | None = None,
        sources: str | Iterable[str] | None = None,
        statuses: str | Iterable[str] = ("done",),
        min_certainty: str | None = None,
        derive: bool = True,
        isolates: bool = False,
    ) -> Network:
        """
        Make a network of what the sources say.

        Parameters
        ----------
        at : str, optional
            A date (EDTF): lasting ties that hold then, moments whose window contains it.
        view : {"working", "command", "all"}
            "working": persons and the ties along which people worked together, undirected, at least probable.
            "command": persons and organisations, directed, the ties along which orders travel. "all": everything.
        between : tuple of two str, optional
            Everything that held at some time within, both ends included.
        until : str, optional
            Everything begun by the last day of this date, whatever has ended since.
        memory : str, optional
            With `at`: moments of so long before count too, such as "2y", "6m", "90d".
        holds : {"possible", "certain"}
            Whether ties count that possibly held then, or only those that certainly did.
        circa : str, default: "0d"
            By how much a date with ``~`` is widened at either end.
        case, families, relations, kinds, sources : str or iterable of str, optional
            Only these cases (parts included), families of relations, relations, kinds of actors, sources.
        statuses : str or iterable of str, default: "done"
            Which statuses of claims make ties; a denial never does.
        min_certainty : str, optional
            The least word of certainty that counts.
        derive : bool, default: True
            Whether ties that follow from offices are added.
        isolates : bool, default: False
            Whether actors without a tie are kept.

        Returns
        -------
        Network
            Immutable; `net.policy` keeps the choices.

        Raises
        ------
        ArgumentError
            If a choice is unknown or two exclude each other.
        DateError
            If a date cannot be read.
        """
        policy = make_policy(
            view=view,
            at=at,
            until=until,
            between=between,
            memory=memory,
            holds=holds,
            circa=circa,
            case=case,
            families=families,
            relations=relations,
            kinds=kinds,
            sources=sources,
            statuses=statuses,
            min_certainty=min_certainty,
            derive=derive,
            isolates=isolates,
        )
        if policy not in self._networks:
            check_policy(self.tables, policy)
            actors, ties = build(self.tables, policy)
            # Networks never change, so the same question has the same answer; but not all of them are kept.
            if len(self._networks) >= _KEPT_NETWORKS:
                self._networks.pop(next(iter(self._networks)))
            self._networks[policy] = Network(
                actors, ties, directed=view != "working", policy=policy, tables=self.tables
            )
        return self._networks[policy]

    def write(self, folder: str | Path) -> None:
        """
        Write the dossier's tables as they were read.

        Parameters
        ----------
        folder : path
            Made if it is not there.
        """
        self.tables.write(folder)


def read_dossier(folder: str | Path, documents: str | Path | None = None) -> Dossier:
    """
    Read and check a dossier.

    Parameters
    ----------
    folder : path
        A folder with ``datapackage.json`` and one CSV or Parquet file a table.
    documents : path, optional
        The folder with the documents; then citations show the passages.

    Returns
    -------
    Dossier
        Without faults.

    Raises
    ------
    DossierError
        With all faults at once, each with file, row, column, value and what to do.
    ArgumentError
        If a folder is not there, or a document is not the one that was coded.
    """
    return Dossier(read_tables(folder, documents))
