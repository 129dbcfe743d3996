"""Who is meant by a name that only one actor bears."""

from __future__ import annotations

import pandas as pd

__all__ = ["only_bearers"]


def only_bearers(actors: pd.DataFrame, names: pd.DataFrame) -> dict[str, str]:
    """
    Find the actor whom a word of `same_as` means.

    Parameters
    ----------
    actors : DataFrame
        Columns id, name.
    names : DataFrame
        Columns actor, name.

    Returns
    -------
    dict of str
        The actor's id by his id, and by each name, preferred or not, that nobody else bears.
    """
    ids = actors["id"].astype(str)
    preferred = pd.DataFrame({"actor": ids, "name": actors["name"]})
    spelled = pd.concat([preferred, names[["actor", "name"]]]).astype(str).drop_duplicates()
    alone = spelled.drop_duplicates("name", keep=False)
    return {**dict(zip(alone["name"], alone["actor"], strict=True)), **dict(zip(ids, ids, strict=True))}
