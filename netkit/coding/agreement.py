"""
How far two codings of the same documents agree.

Agreement is told at several levels, for each answers another question: whether both saw the same actors, tied the same
two actors to each other, gave the tie the same family, the same date, the same certainty. Shares go both ways, for
neither coding is the truth.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netkit.coding.disagreements import KINDS, disagreements
from netkit.coding.matching import match_actors, match_sources
from netkit.coding.units import Side, align, presence, sides
from netkit.dossier import Dossier
from netkit.errors import ArgumentError, MissingDependencyError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Agreement", "agreement", "cohen_kappa"]

_MOST_UNITS: Final = 5_000_000  # above, alpha over all pairs of actors would need more memory than it is worth
_DATES: Final = ["equal", "compatible", "incompatible", "both undated", "only first", "only second"]


@dataclass(frozen=True)
class Agreement:
    """
    What two codings agree and disagree on; `str()` gives a text to read.

    Parameters
    ----------
    first, second : str
        Names of the folders.
    actors : DataFrame
        Matched actors: first, second (ids), name, score, reason.
    unmatched : DataFrame
        Actors of one coding alone: coding ("first", "second"), actor, name, kind, claims (how many).
    shares : DataFrame
        Indexed by level: first, second, both (numbers), of_first (share of the first's that the second has too, as a
        recall of the second), of_second (the reverse, as its precision), f1 (their harmonic mean). Levels: actors;
        pairs (two actors tied at all, whatever relation and direction); person pairs (both ends persons); triples
        (subject, family, object; without direction where the relation has none; the object is empty in the family of
        vital relations); person triples; relations (subject, relation, object).
    families : DataFrame
        The same columns for the triples of each family: its (subject, object) pairs.
    coefficients : DataFrame
        Indexed by what was judged: units (a description), n, agreement (observed share), kappa (Cohen), alpha
        (Krippendorff; ordinal for certainty, nominal for the others). NaN where all units have one value.
    dates : Series of int
        Claims side by side whose dates are equal, compatible, incompatible, or told by one or none.
    claims : DataFrame
        The claims of common triples side by side; see `netkit.coding.units.align`.
    disagreements : DataFrame
        One row each: kind, coding (who says so: "first", "second", "both"), family, what, first and second (ids of the
        claims), citations_first and citations_second. Kinds: actor, pair, family (the pair is common, the family is
        not), direction (the other has it the other way round), claim (a further claim of a common triple), relation,
        status, certainty, date (incompatible ones).
    """

    first: str
    second: str
    actors: pd.DataFrame
    unmatched: pd.DataFrame
    shares: pd.DataFrame
    families: pd.DataFrame
    coefficients: pd.DataFrame
    dates: pd.Series[int]
    claims: pd.DataFrame
    disagreements: pd.DataFrame

    def __str__(self) -> str:
        alone = {which: ", ".join(rows["name"]) for which, rows in self.unmatched.groupby("coding")}
        dated = self.dates[["equal", "compatible", "incompatible"]]
        total = max(int(dated.sum()), 1)
        share = f"{(dated['equal'] + dated['compatible']) / total:.1%} equal or compatible"
        known = self.disagreements["kind"].value_counts()
        lines = [
            f"Agreement of {self.first} (first) and {self.second} (second)",
            "",
            "of_first: what of the first the second has too; of_second: the reverse; f1: their harmonic mean",
            _text(self.shares),
            "",
            "triples by family",
            _text(self.families),
            "",
            _text(self.coefficients.drop(columns="units")),
            *(f"  {name}: over {units}" for name, units in self.coefficients["units"].items()),
            "",
            f"dates of {int(self.dates.sum())} claims side by side: "
            + ", ".join(f"{count} {name}" for name, count in self.dates.items()),
            f"  of the {int(dated.sum())} dated by both {dated['equal'] / total:.1%} are equal, " + share,
            "",
            "actors matched by: "
            + ", ".join(f"{reason} {count}" for reason, count in self.actors["reason"].value_counts().items()),
            *(f"  only in the {which}: {alone[which]}" for which in ("first", "second") if which in alone),
            "",
            "disagreements: " + (", ".join(f"{kind} {known[kind]}" for kind in KINDS if kind in known) or "none"),
        ]
        return "\n".join(lines)


def agreement(dossier: Dossier, other: Dossier, *, actors: Mapping[str, str] | None = None) -> Agreement:
    """
    Compare two codings of the same documents.

    Parameters
    ----------
    dossier, other : Dossier
        The first and the second coding.
    actors : mapping of str, optional
        Actors of the first → actors of the second, as somebody decided; the others are matched through their names.

    Returns
    -------
    Agreement
        Shares both ways, Cohen's kappa, Krippendorff's alpha, and the list of disagreements with both citations.

    Raises
    ------
    MissingDependencyError
        If the package `krippendorff` is not installed.
    ArgumentError
        If one is no dossier, or `actors` names somebody who is not there.

    Notes
    -----
    *Actors* are matched one to one: by names that both codings give, by names at the same place of the same document,
    by spelling, and, where the documents give no name, by the same claims in the same passages
    (`netkit.coding.matching`). What is told of an actor whom one coding lacks counts as told by the other alone.

    *Units.* Kappa and alpha need units that both coders judged. For "tied at all" these are all pairs of the actors of
    either coding: nearly all of them are rightly untied in both, and kappa then comes close to f1 [2]_. "Family of a
    tie" takes the pairs that both coders tied, times the families in use: does this family hold between these two?
    Relation, status, certainty and "dated at all" are judged on the claims of common triples, laid side by side.

    References
    ----------
    .. [1] Krippendorff, K. (2019). *Content Analysis*, 4th ed., ch. 12.
    .. [2] Hripcsak, G. & Rothschild, A. S. (2005). Agreement, the F-measure, and reliability in information retrieval.
       *Journal of the American Medical Informatics Association* 12(3), 296-298.
    """
    for coding in (dossier, other):
        if not isinstance(coding, Dossier):
            raise ArgumentError(f"two codings are compared, each a Dossier, not {type(coding).__name__}")
    _alpha_function()
    matching = match_actors(dossier.tables, other.tables, actors)
    first, second = sides(dossier.tables, other.tables, matching, match_sources(dossier.tables, other.tables))
    aligned = align(first, second)
    alone = _unmatched(first, second, matching.only_first, matching.only_second)
    counts = aligned["dates"].value_counts().reindex(_DATES, fill_value=0)
    return Agreement(
        first=dossier.tables.folder.name,
        second=other.tables.folder.name,
        actors=matching.pairs,
        unmatched=alone,
        shares=_shares(first, second, len(matching.pairs)),
        families=_families(first, second),
        coefficients=_coefficients(first, second, aligned, len(matching.pairs) + len(alone)),
        dates=counts.astype(int),
        claims=aligned,
        disagreements=disagreements(first, second, aligned, alone),
    )


def cohen_kappa(table: NDArray[Any]) -> float:
    """
    Compute Cohen's kappa of a table of counts.

    Parameters
    ----------
    table : ndarray, shape (k, k)
        How many units the first coder put into the category of the row and the second into that of the column.

    Returns
    -------
    float
        1 for full agreement, 0 for no more than by chance; NaN if only one category was used.

    References
    ----------
    .. [1] Cohen, J. (1960). A coefficient of agreement for nominal scales. *Educational and Psychological Measurement*
       20(1), 37-46.
    """
    counts = np.asarray(table, dtype=float)
    total = counts.sum()
    if total == 0:
        return float("nan")
    observed = np.trace(counts) / total
    chance = float(counts.sum(axis=0) @ counts.sum(axis=1)) / total**2
    return float("nan") if chance == 1 else float((observed - chance) / (1 - chance))


def _alpha_function() -> Any:
    try:
        import krippendorff
    except ImportError as error:
        raise MissingDependencyError(
            "agreement needs the package krippendorff: pip install 'netkit-sna[coding]'"
        ) from error
    return krippendorff.alpha


def _alpha(one: NDArray[np.int64], two: NDArray[np.int64], level: str = "nominal") -> float:
    if len(one) == 0 or len(np.unique(np.concatenate([one, two]))) < 2:
        return float("nan")
    return float(_alpha_function()(reliability_data=np.stack([one, two]), level_of_measurement=level))


def _row(first: set[Any], second: set[Any]) -> dict[str, float]:
    return _share_row(len(first), len(second), len(first & second))


def _share_row(first: int, second: int, both: int) -> dict[str, float]:
    nan = float("nan")
    return {
        "first": first,
        "second": second,
        "both": both,
        "of_first": both / first if first else nan,
        "of_second": both / second if second else nan,
        "f1": 2 * both / (first + second) if first + second else nan,
    }


def _persons(first: Side, second: Side) -> set[str]:
    found = {actor for actor, kind in first.tables.actors["kind"].items() if kind == "person"}
    return {str(actor) for actor in found} | {
        f"second:{actor}" for actor, kind in second.tables.actors["kind"].items() if kind == "person"
    }


def _shares(first: Side, second: Side, matched: int) -> pd.DataFrame:
    persons = _persons(first, second)
    rows = {"actors": _share_row(len(first.tables.actors), len(second.tables.actors), matched)}
    pairs = set(first.by_pair), set(second.by_pair)
    rows["pairs"] = _row(*pairs)
    rows["person pairs"] = _row(*({pair for pair in side if set(pair) <= persons} for side in pairs))
    triples = set(first.by_triple), set(second.by_triple)
    rows["triples"] = _row(*triples)
    rows["person triples"] = _row(*({one for one in side if {one[0], one[2]} <= persons} for side in triples))
    rows["relations"] = _row(
        *({(c.triple[0], c.relation, c.triple[2]) for c in side.claims} for side in (first, second))
    )
    return _counted(rows)


def _families(first: Side, second: Side) -> pd.DataFrame:
    order = dict.fromkeys([*first.tables.relations["family"], *second.tables.relations["family"]])
    rows = {
        str(family): _row(*({one for one in side.by_triple if one[1] == family} for side in (first, second)))
        for family in order
    }
    return _counted({family: row for family, row in rows.items() if row["first"] or row["second"]})


def _counted(rows: dict[str, dict[str, float]]) -> pd.DataFrame:
    frame = pd.DataFrame.from_dict(
        rows, orient="index", columns=["first", "second", "both", "of_first", "of_second", "f1"]
    )
    return frame.astype({"first": int, "second": int, "both": int})


def _coefficients(first: Side, second: Side, aligned: pd.DataFrame, actors: int) -> pd.DataFrame:
    rows = {"tied at all": _tied_at_all(first, second, actors), "family of a tie": _families_of_ties(first, second)}
    return pd.DataFrame.from_dict(rows | _side_by_side(first, second, aligned), orient="index")


def _tied_at_all(first: Side, second: Side, actors: int) -> dict[str, Any]:
    """Compare which of all pairs of actors each coding ties."""
    universe = actors * (actors - 1) // 2
    table = presence(set(first.by_pair), set(second.by_pair), universe)
    alpha = float("nan")
    if universe <= _MOST_UNITS:
        alpha = _alpha(np.repeat([0, 0, 1, 1], table.ravel()), np.repeat([0, 1, 0, 1], table.ravel()))
    return {
        "units": f"all {universe} pairs of the {actors} actors of either coding",
        "n": universe,
        "agreement": np.trace(table) / universe if universe else float("nan"),
        "kappa": cohen_kappa(table),
        "alpha": alpha,
    }


def _families_of_ties(first: Side, second: Side) -> dict[str, Any]:
    """Compare by which families of relations the two tie the pairs that both tie."""
    common = sorted(set(first.by_pair) & set(second.by_pair))
    held = [
        {pair: {claim.triple[1] for claim in claims} for pair, claims in side.by_pair.items()}
        for side in (first, second)
    ]
    families = sorted(set().union(*(some for side in held for some in side.values())))
    one, two = (
        np.array([family in side[pair] for pair in common for family in families], dtype=np.int64) for side in held
    )
    return _judged(one, two, f"the {len(common)} pairs that both tied, times {len(families)} families")


def _side_by_side(first: Side, second: Side, aligned: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Compare what two claims of one triple say further."""
    units = f"the {len(aligned)} claims of common triples, side by side"
    scale = first.tables.scales["mean"].to_dict() | second.tables.scales["mean"].to_dict()
    rows = {}
    for name in ("relation", "status", "certainty"):
        columns = aligned[f"{name}_first"], aligned[f"{name}_second"]
        # Certainty is a scale: "certain" is nearer to "probable" than to "doubtful".
        words = sorted(scale, key=lambda word: scale[word]) if name == "certainty" else sorted(set().union(*columns))
        codes = {word: code for code, word in enumerate(words)}
        one, two = (column.map(codes).to_numpy(dtype=np.int64) for column in columns)
        rows[name] = _judged(one, two, units, "ordinal" if name == "certainty" else "nominal")
    one, two = (np.array(aligned[f"date_{which}"] != "", dtype=np.int64) for which in ("first", "second"))
    return rows | {"dated at all": _judged(one, two, units)}


def _judged(one: NDArray[np.int64], two: NDArray[np.int64], units: str, level: str = "nominal") -> dict[str, Any]:
    size = int(max(one.max(initial=0), two.max(initial=0))) + 1
    table = np.zeros((size, size), dtype=np.int64)
    np.add.at(table, (one, two), 1)
    agreed = float((one == two).mean()) if len(one) else float("nan")
    return {
        "units": units,
        "n": len(one),
        "agreement": agreed,
        "kappa": cohen_kappa(table),
        "alpha": _alpha(one, two, level),
    }


def _unmatched(first: Side, second: Side, only_first: tuple[str, ...], only_second: tuple[str, ...]) -> pd.DataFrame:
    rows = []
    for which, side, alone in (("first", first, only_first), ("second", second, only_second)):
        claims = side.tables.claims
        for actor in alone:
            name, kind = side.tables.actors.loc[actor, ["name", "kind"]]
            count = int(((claims["subject"] == actor) | (claims["object"] == actor)).sum())
            rows.append((which, actor, name, kind, count))
    return pd.DataFrame(rows, columns=["coding", "actor", "name", "kind", "claims"])


def _text(frame: pd.DataFrame) -> str:
    return frame.to_string(float_format=lambda value: f"{value:.3f}", na_rep="–")
