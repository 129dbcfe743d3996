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


def actor_table(tables: Tables, counted: NDArray[np.bool_]) -> pd.DataFrame:
    """
    Describe all actors of a dossier at certain dates.

    Parameters
    ----------
    tables : Tables
        The dossier's tables.
    counted : ndarray of bool, shape (claims,)
        The claims of the dates, whatever the view.

    Returns
    -------
    DataFrame
        Indexed by id, in the order of the table of actors: name, kind, side, and a bool for each role. The side of
        a person is that of the organisations to which he most probably belongs (offices and memberships, weighed by
        the probabilities of their claims); without one, what the table says.
    """
    actors = tables.actors[["name", "kind", "side"]].copy()
    claims = tables.claims[counted]
    for role in role_names(tables.relations):
        bearers: set[str] = set()
        for column in ("subject", "object"):
            relations = tables.relations.index[tables.relations[f"{column}_role"] == role]
            bearers |= set(claims.loc[claims["relation"].isin(relations), column])
        actors[role] = actors.index.isin(list(bearers))
    offices = claims[claims["relation"].map(tables.relations["family"]) == "office"]
    chance = tables.claim_chance[offices.index] * offices["source"].map(tables.source_chance)
    sides = pd.DataFrame(
        {"person": offices["subject"], "side": offices["object"].map(actors["side"]), "chance": chance}
    )
    weight = sides[sides["side"] != ""].groupby(["person", "side"])["chance"].sum().reset_index()
    weight = weight.sort_values(["chance", "side"], ascending=[False, True], kind="stable")
    main = weight.drop_duplicates("person").set_index("person")["side"]
    persons = actors.index[actors["kind"] == "person"].intersection(main.index)
    actors.loc[persons, "side"] = main[persons]
    actors.index.name = "actor"
    return actors
