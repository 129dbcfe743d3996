"""What two codings disagree on, one row each, with the claims and the citations of both sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import pandas as pd

from netkit.coding.units import Claim, Side, Triple

__all__ = ["KINDS", "disagreements"]

KINDS: Final = {
    "actor": "only one coding has the actor",
    "pair": "only one coding ties the two at all",
    "direction": "the other coding has the family the other way round",
    "family": "both tie the two, only one with this family",
    "claim": "only one has this further claim of a common triple",
    "relation": "two relations of one family",
    "status": "two statuses",
    "certainty": "two words of certainty",
    "date": "two dates that exclude each other",
}
"""The kinds of disagreement, from the coarsest to the finest."""

_COLUMNS: Final = ["kind", "coding", "family", "what", "first", "second", "citations_first", "citations_second"]


def disagreements(first: Side, second: Side, aligned: pd.DataFrame, unmatched: pd.DataFrame) -> pd.DataFrame:
    """
    List what two codings disagree on.

    Parameters
    ----------
    first, second : Side
        The codings.
    aligned : DataFrame
        The claims of common triples side by side.
    unmatched : DataFrame
        Actors of one coding alone: coding, actor, name, kind.

    Returns
    -------
    DataFrame
        Columns kind, coding ("first", "second" or "both"), family, what, first, second (tuples of claim ids),
        citations_first, citations_second (tuples of text). Coarse disagreements come first.
    """
    found = [
        *_actors(first, second, unmatched),
        *_triples(first, second),
        *_further(first, second, aligned),
        *_values(first, second, aligned),
    ]
    order = {kind: place for place, kind in enumerate(KINDS)}
    rows = [
        (*row, tuple(map(first.tables.cite, row[4])), tuple(map(second.tables.cite, row[5])))
        for row in sorted(found, key=lambda row: order[row[0]])
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


_Row = tuple[str, str, str, str, tuple[str, ...], tuple[str, ...]]


def _actors(first: Side, second: Side, unmatched: pd.DataFrame) -> Iterator[_Row]:
    for row in unmatched.to_dict("records"):
        side = first if row["coding"] == "first" else second
        claims = side.tables.claims
        about = tuple(claims.loc[(claims["subject"] == row["actor"]) | (claims["object"] == row["actor"]), "id"])
        yield ("actor", row["coding"], "", f"{row['name']} ({row['kind']})", *_placed(row["coding"], about, ()))


def _triples(first: Side, second: Side) -> Iterator[_Row]:
    names = _names(first, second)
    for which, mine, other in (("first", first, second), ("second", second, first)):
        for triple, claims in mine.by_triple.items():
            if triple in other.by_triple:
                continue
            turned = other.by_triple.get((triple[2], triple[1], triple[0]), []) if triple[2] else []
            pair = (min(triple[0], triple[2]), max(triple[0], triple[2]))
            same_pair = other.by_pair.get(pair, [])
            kind = "direction" if turned else "family" if same_pair else "pair" if triple[2] else "family"
            what = _said(mine, triple, claims, names)
            yield (kind, which, triple[1], what, *_placed(which, _ids(claims), _ids(turned or same_pair)))


def _further(first: Side, second: Side, aligned: pd.DataFrame) -> Iterator[_Row]:
    names = _names(first, second)
    for which, mine, other in (("first", first, second), ("second", second, first)):
        laid = set(aligned[which])
        for triple, claims in mine.by_triple.items():
            alone = [claim for claim in claims if claim.id not in laid]
            if alone and triple in other.by_triple:
                what = _said(mine, triple, alone, names)
                yield ("claim", which, triple[1], what, *_placed(which, _ids(alone), _ids(other.by_triple[triple])))


def _values(first: Side, second: Side, aligned: pd.DataFrame) -> Iterator[_Row]:
    names = _names(first, second)
    claims = {claim.id: claim for claim in first.claims}
    for row in aligned.to_dict("records"):
        claim = claims[row["first"]]
        told = _said(first, claim.triple, [claim], names)
        for kind in ("relation", "status", "certainty"):
            values = row[f"{kind}_first"], row[f"{kind}_second"]
            if values[0] != values[1]:
                what = f"{told}: {values[0]} against {values[1]}"
                yield (kind, "both", row["family"], what, (row["first"],), (row["second"],))
        if row["dates"] == "incompatible":
            what = f"{told}: {row['date_first']} against {row['date_second']}"
            yield ("date", "both", row["family"], what, (row["first"],), (row["second"],))


def _placed(which: str, mine: tuple[str, ...], other: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (mine, other) if which == "first" else (other, mine)


def _ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(claim.id for claim in claims)


def _names(first: Side, second: Side) -> dict[str, str]:
    names: dict[str, Any] = {f"second:{actor}": name for actor, name in second.tables.actors["name"].items()}
    return {**names, **{str(actor): name for actor, name in first.tables.actors["name"].items()}}


def _said(side: Side, triple: Triple, claims: list[Claim], names: dict[str, str]) -> str:
    labels = side.tables.relations["label"]
    told = " / ".join(dict.fromkeys(str(labels[claim.relation]) for claim in claims))
    return " ".join(part for part in (names[triple[0]], told, names.get(triple[2], "")) if part)
