"""What actors are: their roles and sides, read from all claims of the dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netkit.claims.tables import Tables

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["actor_table", "role_names"]


def role_names(relations: pd.DataFrame) -> list[str]:
    """
    List the roles that a dossier's relations give.

    Parameters
    ----------
    relations : DataFrame
        Columns subject_role and object_role.

    Returns
    -------
    list of str
        In the order in which the table names them.
    """
    words = relations[["subject_role", "object_role"]].to_numpy().ravel()
    return [word for word in dict.fromkeys(words) if word]


def actor_table(tables: Tables, counted: NDArray[np.bool_], offices: pd.DataFrame) -> pd.DataFrame:
    """
    Describe all actors of a dossier at certain dates.

    Parameters
    ----------
    tables : Tables
        The dossier's tables.
    counted : ndarray of bool, shape (claims,)
        The claims of the dates, whatever the view.
    offices : DataFrame
        Ties of the dates from persons to organisations that they belong to.

    Returns
    -------
    DataFrame
        Indexed by id, in the order of the table of actors: name, kind, side, and a bool for each role. The side of
        a person is that of the organisation to which he most probably belongs; without one, what the table says.
    """
    actors = tables.actors[["name", "kind", "side"]].copy()
    claims = tables.claims[counted]
    for role in role_names(tables.relations):
        bearers: set[str] = set()
        for column in ("subject", "object"):
            relations = tables.relations.index[tables.relations[f"{column}_role"] == role]
            bearers |= set(claims.loc[claims["relation"].isin(relations), column])
        actors[role] = actors.index.isin(list(bearers))
    sides = offices.assign(side=offices["object"].map(actors["side"]))
    sides = sides[sides["side"] != ""]
    if len(sides):
        weight = sides.groupby(["subject", "side"])["probability"].sum().reset_index()
        weight = weight.sort_values(["probability", "side"], ascending=[False, True], kind="stable")
        main = weight.drop_duplicates("subject").set_index("subject")["side"]
        persons = actors.index[actors["kind"] == "person"].intersection(main.index)
        actors.loc[persons, "side"] = main[persons]
    actors.index.name = "actor"
    return actors
