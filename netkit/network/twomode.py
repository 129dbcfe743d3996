"""Networks of two kinds of actors: persons and cases, persons and organisations."""

from __future__ import annotations

import numpy as np
import pandas as pd

from netkit.claims.tables import Tables
from netkit.network.columns import complete_ties
from netkit.network.stretches import combined_chance

__all__ = ["two_mode_tables"]


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
