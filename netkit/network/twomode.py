"""Networks of two kinds of actors: persons and cases, persons and organisations."""

from __future__ import annotations

import numpy as np
import pandas as pd

from netkit.claims.tables import Tables
from netkit.errors import ArgumentError
from netkit.network.columns import complete_ties
from netkit.network.stretches import combined_chance

__all__ = ["projected", "two_mode_tables"]


def two_mode_tables(
    mode: str, ties: pd.DataFrame, actors: pd.DataFrame, tables: Tables
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Tie persons to the cases or organisations that claims put them in.

    Parameters
    ----------
    mode : {"case", "organisation"}
        What persons are tied to.
    ties : DataFrame
        All ties of the dates.
    actors : DataFrame
        All actors of the dossier.
    tables : Tables
        The dossier's tables.

    Returns
    -------
    actors, ties : DataFrame
        As `Network` takes them; one tie per pair.
    """
    told = ties[~ties["derived"]]
    if mode == "organisation":
        pairs = told[told["family"] == "office"].assign(person=told["subject"], group=told["object"])
        groups = actors[actors["kind"] == "organisation"]
    else:
        ends = [told.assign(person=told[end], group=told["case"]) for end in ("subject", "object")]
        pairs = pd.concat(ends)
        groups = pd.DataFrame({"name": tables.cases["title"], "kind": "case", "side": ""}, index=tables.cases.index)
    persons = actors[actors["kind"] == "person"]
    pairs = pairs[pairs["person"].isin(persons.index) & pairs["group"].isin(groups.index)]
    claims = pairs[["person", "group", "claims"]].explode("claims").drop_duplicates()
    tie = claims.groupby(["person", "group"], sort=False).ngroup()
    rows = tables.claims.loc[claims["claims"]]
    chance = tables.claim_chance.loc[rows.index].to_numpy() * rows["source"].map(tables.source_chance).to_numpy()
    roots = rows["source"].map(tables.root_source).to_numpy(dtype=object)
    made = claims.drop_duplicates(["person", "group"]).rename(columns={"person": "subject", "group": "object"})
    made = made.assign(
        claims=claims.groupby(tie.to_numpy())["claims"].agg(tuple).to_numpy(),
        probability=combined_chance(chance, tie.to_numpy().astype(np.int64), roots)[0],
        relation="took part in" if mode == "case" else "belonged to",
        family=mode,
    )
    there = pd.concat([persons, groups.reindex(columns=actors.columns)])
    roles = [name for name in actors.columns if name not in ("name", "kind", "side")]
    there[roles] = there[roles].fillna(False).astype(bool)
    there = there[there.index.isin(set(made["subject"]) | set(made["object"]))]
    there.index.name = "actor"
    return there, complete_ties(made.reset_index(drop=True), directed=False)


def projected(actors: pd.DataFrame, ties: pd.DataFrame, onto: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Tie the actors of one kind who are tied to the same actors of the other; see `Network.projection`.

    Parameters
    ----------
    actors, ties : DataFrame
        Of a network of two kinds of actors.
    onto : str
        The kind that stays.

    Returns
    -------
    actors, ties : DataFrame
        As `Network` takes them; one tie per pair.

    Raises
    ------
    ArgumentError
        If there is no such kind, or a tie does not join it to another.
    """
    kinds = actors["kind"]
    if onto not in set(kinds):
        raise ArgumentError(f"`onto` is {onto!r}; the kinds here are {', '.join(sorted(set(kinds)))}")
    ends = [ties[end].map(kinds).to_numpy() == onto for end in ("subject", "object")]
    if (ends[0] == ends[1]).any():
        row = ties.iloc[int(np.flatnonzero(ends[0] == ends[1])[0])]
        raise ArgumentError(
            f"the tie of {row['subject']!r} and {row['object']!r} does not join {onto!r} to another kind; "
            "`two_mode` makes a network of two kinds"
        )
    one = np.where(ends[0], ties["subject"], ties["object"])
    group = np.where(ends[0], ties["object"], ties["subject"])
    told = ties.assign(one=one, group=group).drop_duplicates(["one", "group"])[
        ["one", "group", "probability", "claims"]
    ]
    place = pd.Series(np.arange(len(actors)), index=actors.index)
    told = told.assign(place=place[told["one"]].to_numpy(), size=told.groupby("group")["one"].transform("size"))
    pairs = told.merge(told, on="group", suffixes=("", "_other"))
    pairs = pairs[pairs["place"] < pairs["place_other"]].sort_values(["place", "place_other"], kind="stable")
    # Both took part, in one group after the other: that they shared none of them needs all to fail.
    pairs = pairs.assign(
        fails=1 - pairs["probability"] * pairs["probability_other"], newman=1 / (pairs["size"] - 1), shared=1
    )
    grouped = pairs.groupby(["one", "one_other"], sort=False)
    made = grouped.agg(shared=("shared", "sum"), newman=("newman", "sum"), fails=("fails", "prod")).reset_index()
    claims = [
        tuple(sorted({claim for cell in (*left, *right) for claim in cell}))
        for left, right in zip(grouped["claims"].agg(list), grouped["claims_other"].agg(list), strict=True)
    ]
    made = made.rename(columns={"one": "subject", "one_other": "object"}).assign(relation="shares")
    made = made.assign(probability=1 - made["fails"], claims=pd.Series(claims, index=made.index, dtype=object))
    return actors[kinds == onto], complete_ties(made.drop(columns="fails"), directed=False)
