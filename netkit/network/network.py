"""The network: actors and ties, and what they came from: a dossier's claims, under a policy."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netkit.claims.schema import KINDS
from netkit.errors import ArgumentError
from netkit.names import NameIndex
from netkit.network.building import describe_actors, narrow
from netkit.network.container import Container
from netkit.network.policy import Policy, Selection
from netkit.network.steps import Orders
from netkit.network.steptable import StepTable, steps_of_ties
from netkit.network.twomode import projected, two_mode_tables

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netkit.claims.tables import Tables
    from netkit.network.graph import Graph

__all__ = ["Network"]


class Network(Container):
    """
    Actors and the ties among them, never changed once made.

    Made by `Dossier.network`, `from_pandas`, `from_networkx`, `from_igraph`, or by narrowing another network.

    Parameters
    ----------
    actors : DataFrame
        Indexed by actor id; columns name, kind, side, one a role, and any others.
    ties : DataFrame
        The columns of `netkit.network.columns.TIE_COLUMNS`, bounds as numbers, and any others.
    directed : bool
        Whether direction means something in this network.
    policy : Policy, optional
        The choices that led here; None if the ties did not come from claims.
    tables : Tables, optional
        The dossier's tables.
    graph : Graph, optional
        The arcs, where they are at hand already; else they are made when first needed.
    """

    def __init__(
        self,
        actors: pd.DataFrame,
        ties: pd.DataFrame,
        *,
        directed: bool,
        policy: Policy | None = None,
        tables: Tables | None = None,
        graph: Graph | None = None,
    ) -> None:
        super().__init__(actors, ties, directed=directed, graph=graph)
        self.policy = policy
        self.tables = tables

    def __repr__(self) -> str:
        told = "".join(f", {name}={value}" for name, value in (self.policy.describe() if self.policy else {}).items())
        kind = "directed" if self.directed else "undirected"
        return f"<Network: {self.n_actors} actors, {self.n_ties} ties, {kind}{told}>"

    def positions(self, actors: Iterable[Hashable]) -> NDArray[np.int32]:
        """
        Look up where actors stand.

        Parameters
        ----------
        actors : iterable of str
            Names in any known spelling, or ids.

        Returns
        -------
        ndarray of int32
            Positions in `index`.

        Raises
        ------
        UnknownNameError, AmbiguousNameError
            If a name does not lead to one actor.
        ArgumentError
            If the actor is known but not in this network.
        """
        ids = [self.resolve(actor) for actor in actors]
        found = self.index.get_indexer(pd.Index(ids, dtype=self.index.dtype)).astype(np.int32)
        for actor, place in zip(ids, found, strict=True):
            if place < 0:
                raise ArgumentError(f"{actor!r} has no tie in this network; `isolates=True` keeps actors without ties")
        return found

    @cached_property
    def _names(self) -> NameIndex:
        if self.tables is not None:
            return self.tables.name_index
        named = self._actors["name"] if "name" in self._actors else self.index.to_series()
        return NameIndex(pd.DataFrame({"actor": self.index, "name": named.to_numpy()}))

    def resolve(self, name: Hashable) -> str:
        """
        Find the one actor meant by a name.

        Parameters
        ----------
        name : str
            A name in any known spelling or script, or an id.

        Returns
        -------
        str
            The actor's id, in this network or in the dossier behind it.

        Raises
        ------
        UnknownNameError, AmbiguousNameError
            If the name does not lead to one actor; the message names the candidates.
        """
        text = str(name)
        return text if text in self.index else self._names.resolve(text)

    def select(
        self,
        *,
        actors: Iterable[Hashable] | None = None,
        kinds: str | Iterable[str] | None = None,
        families: str | Iterable[str] | None = None,
        relations: str | Iterable[str] | None = None,
        without: Iterable[Hashable] | None = None,
        isolates: bool | None = None,
    ) -> Network:
        """
        Narrow the network.

        Parameters
        ----------
        actors : iterable of str, optional
            Names in any known spelling, or ids; only ties among them stay.
        kinds, families, relations : str or iterable of str, optional
            Kinds of actors, families of relations, relations.
        without : iterable of str, optional
            Actors who are taken out, with all their ties.
        isolates : bool, optional
            Whether actors who lose their last tie stay; as in this network if not said.

        Returns
        -------
        Network
            The narrower one; its policy tells of the selection.

        Raises
        ------
        UnknownNameError, AmbiguousNameError
            If a name does not lead to one actor.
        ArgumentError
            If a kind, family or relation is unknown.
        """
        selection = Selection(
            actors=self._resolved("actors", actors),
            kinds=self._known("kinds", kinds, self._actors.get("kind", ())),
            families=self._known("families", families, self._ties["family"]),
            relations=self._known("relations", relations, self._ties["relation"]),
            without=self._resolved("without", without),
        )
        if isolates is None:
            isolates = self.policy.isolates if self.policy else True
        kept_actors, kept_ties = narrow(self._actors, self._ties, selection, isolates=isolates)
        policy = self.policy and replace(
            self.policy, isolates=isolates, selections=(*self.policy.selections, selection)
        )
        return Network(kept_actors, kept_ties, directed=self.directed, policy=policy, tables=self.tables)

    def _resolved(self, name: str, actors: Iterable[Hashable] | None) -> frozenset[str] | None:
        if isinstance(actors, str):
            raise ArgumentError(f"`{name}` is the text {actors!r}; give a list of actors")
        return None if actors is None else frozenset(self.resolve(actor) for actor in actors)

    def _known(self, name: str, words: str | Iterable[str] | None, there: Iterable[str]) -> frozenset[str] | None:
        if words is None:
            return None
        asked = frozenset({words} if isinstance(words, str) else words)
        possible = set(there)
        if self.tables is not None:
            relations = self.tables.relations
            possible |= {"families": set(relations["family"]), "relations": set(relations.index)}.get(name, set(KINDS))
        if unknown := sorted(asked - possible):
            raise ArgumentError(f"`{name}`: {unknown[0]!r} is unknown; there is {', '.join(sorted(possible))}")
        return asked

    @cached_property
    def order_steps(self) -> Orders | None:
        """The steps that orders can take, before a victim is named; None where every tie is a step."""
        if self.tables is None or self.policy is None:
            return None
        return Orders(self.tables, self.policy)

    @cached_property
    def steps(self) -> StepTable:
        """The steps that orders can take, acts included, as arrays made when first needed."""
        if self.order_steps is not None:
            return self.order_steps.table
        return steps_of_ties(self._ties, self.index, *self.ends, self.directed)

    def orders(self, victim: Hashable | None = None, case: str | None = None) -> Network:
        """
        Return the graph along which orders travel.

        All filters that were asked for hold in it; those that only the view brought (kinds, contact, certainty) do
        not. Ties stand in the direction in which orders travel.

        Parameters
        ----------
        victim : str, optional
            An actor who suffers an act: then one order, one victim holds, and the acts are the last ties.
        case : str, optional
            Id of a case.

        Returns
        -------
        Network
            Directed; every actor that a step touches. Ties have the further columns `backward`, `act`, `passes` and
            `chance`. Without a table of relations: the network itself, since every tie is a step.

        Raises
        ------
        ArgumentError
            If the case is unknown.
        """
        steps = self.order_steps
        if steps is None or self.tables is None:
            return self
        if case is not None and case not in self.tables.cases.index:
            raise ArgumentError(f"`case`: {case!r} is unknown; there is {', '.join(sorted(self.tables.cases.index))}")
        ties = steps.oriented(None if victim is None else self.resolve(victim), case)
        actors = self.all_actors
        actors = actors[actors.index.isin(pd.unique(pd.concat([ties["subject"], ties["object"]])))]
        return Network(actors, ties, directed=True, policy=self.policy, tables=self.tables)

    @cached_property
    def all_actors(self) -> pd.DataFrame:
        """Roles and sides of all actors of the dossier at the network's dates, whether they have ties here or not."""
        steps = self.order_steps
        if steps is None:
            return self._actors
        return describe_actors(steps.tables, steps.timeline, steps.policy)

    def summary(self) -> pd.Series[str]:
        """
        Tell what the network is made of.

        Returns
        -------
        Series of object
            Numbers of actors, ties, claims and sources, the policy, the most frequent families.
        """
        claims = {claim for claims in self._ties["claims"] for claim in claims}
        told: dict[str, object] = {
            "actors": self.n_actors,
            "ties": self.n_ties,
            "pairs": self.graph.m // (1 if self.directed else 2),
            "directed": self.directed,
            "derived ties": int(self._ties["derived"].sum()),
            "claims": len(claims),
        }
        if self.tables is not None:
            told["sources"] = self.tables.claims.loc[list(claims), "source"].nunique() if claims else 0
        families = self._ties["family"].value_counts()
        told |= {f"ties: {family}": int(count) for family, count in families.items() if str(family)}
        return pd.Series(told | (self.policy.describe() if self.policy else {}), name="network")

    def evidence(self, *actors: Hashable) -> pd.DataFrame:
        """
        Return the claims behind an actor, or behind the ties of two.

        Parameters
        ----------
        *actors : str
            One or two names in any known spelling, or ids.

        Returns
        -------
        DataFrame
            Indexed by claim id: the claim as coded, the rule if it is only part of a derived tie, and its citation.

        Raises
        ------
        ArgumentError
            If the network did not come from claims, or not one or two actors are named.
        """
        if self.tables is None:
            raise ArgumentError("this network did not come from a dossier, so no claim stands behind its ties")
        if len(actors) not in (1, 2):
            raise ArgumentError(f"`evidence` takes one actor or two, not {len(actors)}")
        ids = [self.resolve(actor) for actor in actors]
        here = np.ones(len(self._ties), dtype=bool)
        for actor in ids:
            here &= ((self._ties["subject"] == actor) | (self._ties["object"] == actor)).to_numpy()
        if len(ids) == 2 and ids[0] == ids[1]:
            here &= (self._ties["subject"] == self._ties["object"]).to_numpy()
        rules: dict[str, str] = {}
        for claims, rule in zip(self._ties["claims"][here], self._ties["rule"][here], strict=True):
            for claim in claims:
                rules[claim] = rule if rules.get(claim, rule) else ""
        table = self.tables.claims.loc[sorted(rules)]
        citations = [self.tables.cite(claim) for claim in table.index]
        return table.drop(columns="id").assign(rule=[rules[claim] for claim in table.index], citation=citations)

    def two_mode(self, mode: str) -> Network:
        """
        Tie persons to what they took part in.

        Parameters
        ----------
        mode : {"case", "organisation"}
            Cases, by the claims of the network's dates that belong to them; or organisations, by membership,
            headship and deputy headship.

        Returns
        -------
        Network
            Undirected; actors are persons and cases (kind "case") or organisations.

        Raises
        ------
        ArgumentError
            If the mode is unknown or the network did not come from a dossier.
        """
        if mode not in ("case", "organisation"):
            raise ArgumentError(f"`mode` is {mode!r}; it can be 'case', 'organisation'")
        if self.order_steps is None or self.tables is None:
            raise ArgumentError("a network that did not come from a dossier has no cases or organisations")
        return Network(
            *two_mode_tables(mode, self.order_steps.ties, self.all_actors, self.tables),
            directed=False,
            policy=self.policy,
            tables=self.tables,
        )

    def projection(self, onto: str = "person") -> Network:
        """
        Tie the actors of one kind who share actors of the other kind, in a network of two kinds.

        Parameters
        ----------
        onto : str, default: "person"
            The kind that stays, such as the persons of ``two_mode("case")``.

        Returns
        -------
        Network
            Undirected; who shares nothing stays without ties. Columns of the ties, to be used as weights: `shared`,
            how many they share, and `newman`, each counted as 1/(k - 1) if k share it, so that a crowd weighs little.
            The probability is that of sharing at least one, the claims are those behind both ends.

        Raises
        ------
        ArgumentError
            If there is no such kind, or a tie does not join it to another kind.

        Notes
        -----
        To have been in one case, or one organisation, is not to have met.

        References
        ----------
        .. [1] Newman, M. E. J. (2001). Scientific collaboration networks. II. *Physical Review E* 64, 016132.

        Examples
        --------
        >>> import pandas as pd
        >>> import netkit as nk
        >>> ties = pd.DataFrame({"subject": ["a", "b"], "object": ["plot", "plot"]})
        >>> kinds = pd.DataFrame({"id": ["a", "b", "plot"], "kind": ["person", "person", "case"]})
        >>> shared = nk.from_pandas(ties, kinds, directed=False).projection().ties
        >>> shared[["subject", "object", "shared"]].to_numpy().tolist()
        [['a', 'b', 1]]
        """
        actors, ties = projected(self._actors, self._ties, onto)
        return Network(actors, ties, directed=False, policy=self.policy, tables=self.tables)
