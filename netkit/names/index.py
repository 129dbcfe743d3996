"""Look-up of actors under any spelling of their names."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from netkit.errors import AmbiguousNameError, ArgumentError, UnknownNameError
from netkit.names.alike import THRESHOLD, rough_likeness
from netkit.names.comparing import APART, compare_names
from netkit.names.parsing import Name, parse_name
from netkit.scripts import fold, romanise, skeleton

__all__ = ["NameIndex"]

_MARGIN = 0.04  # how far the best actor must be ahead of the next
_PREFILTER = 120  # names that are compared sound by sound
_PREFILTER_CUTOFF = 0.6  # of their likest words
_DELIBERATE = frozenset({"preferred", "alias", "code name", "cover name"})


class NameIndex:
    """
    Look actors up under any spelling of their names.

    Parameters
    ----------
    names : DataFrame
        One row per known name, with the columns `actor` (id) and `name`; a column `kind`, if there is one, tells names
        that somebody chose (preferred, alias, code name, cover name) from mere spellings. Ids are names as well. A bool
        column `person`, if there is one, tells who bears a surname: "associates of Trotsky" does not.
    """

    def __init__(self, names: pd.DataFrame) -> None:
        table = names.dropna(subset=["actor", "name"])
        actors = [str(actor) for actor in table["actor"]]
        kinds = [str(kind) for kind in table["kind"]] if "kind" in table else ["variant"] * len(actors)
        self._ids = dict.fromkeys(str(actor) for actor in names["actor"].dropna())
        known = list(zip(actors, (str(name) for name in table["name"]), kinds, strict=True))
        listed = {(actor, fold(name)) for actor, name, _ in known}
        known += [(actor, re.sub(r"[-_]", " ", actor), "id") for actor in self._ids]
        unlisted = (row for row in known if row[2] != "id" or (row[0], fold(row[1])) not in listed)
        self._rows = [(actor, name, kind, parse_name(name)) for actor, name, kind in unlisted]
        self._exact: dict[str, list[int]] = {}
        self._surnamed: dict[str, set[str]] = {}
        nameless = set() if "person" not in names else set(names.loc[~names["person"].astype(bool), "actor"])
        for place, (actor, _, _, parsed) in enumerate(self._rows):
            self._exact.setdefault(parsed.key, []).append(place)
            if parsed.givens and actor not in nameless:
                self._surnamed.setdefault(parsed.words[-1], set()).add(actor)
        self._prepare()

    def _prepare(self) -> None:
        """Lay out every word of every name as sounds and as a skeleton, for the comparison of all at once."""
        words = [tuple(dict.fromkeys(parsed.words + parsed.surnames)) for _, _, _, parsed in self._rows]
        places = {word: place for place, word in enumerate(dict.fromkeys(word for row in words for word in row))}
        self._sounds = [romanise(word) or word for word in places]
        self._skeletons = [skeleton(word) for word in places]
        self._words = np.full((len(words), max(map(len, words), default=1)), len(places), dtype=np.int64)
        for place, row in enumerate(words):
            self._words[place, : len(row)] = [places[word] for word in row]

    def _nearest(self, query: Name) -> list[int]:
        """Rows worth comparing sound by sound: those whose words are the most alike by spelling and by skeleton."""
        if len(self._rows) <= _PREFILTER:
            return list(range(len(self._rows)))
        asked = list(dict.fromkeys(query.words + query.surnames))
        scores = np.zeros((len(asked), len(self._sounds) + 1))
        scores[:, :-1] = rough_likeness(asked, self._sounds, self._skeletons)
        best = scores[:, self._words].max(axis=2)
        count = len(query.words)
        total = 0.3 * best[:count].mean(axis=0) + best.max(axis=0)
        order = np.argsort(-total, kind="stable")[:_PREFILTER]
        return [int(place) for place in order if best[:, place].max() >= _PREFILTER_CUTOFF]

    def find(self, query: str, *, limit: int = 10, cutoff: float = 0.6) -> pd.DataFrame:
        """
        List the actors that a name may mean.

        Parameters
        ----------
        query : str
            A name in any script and spelling, or an actor's id.
        limit : int, default 10
            Most actors to list.
        cutoff : float, default 0.6
            Least similarity to list.

        Returns
        -------
        DataFrame
            Columns `actor`, `name` (the known name that is the most alike), `score` (0 to 1) and `reason`, best first,
            one row per actor. Equal scores stand in the order of the table of names.
        """
        parsed = parse_name(_text(query))
        nearest = self._nearest(parsed) if parsed.words else []
        best: dict[str, tuple[float, int, str, str]] = {}
        for place in dict.fromkeys([*self._exact.get(parsed.key, []), *nearest]):
            actor, name, _, known = self._rows[place]
            score, reason = compare_names(parsed, known)
            if actor == query.strip():
                score, reason = 1.0, "exact"
            if score >= cutoff and (actor not in best or score > best[actor][0]):
                best[actor] = (score, place, name, reason)
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[1][1]))[: max(limit, 0)]
        rows = [(actor, name, round(score, 4), reason) for actor, (score, _, name, reason) in ranked]
        table = pd.DataFrame(rows, columns=["actor", "name", "score", "reason"])
        return table.astype({"actor": "str", "name": "str", "score": "float64", "reason": "str"})

    def resolve(self, query: str) -> str:
        """
        Return the one actor that a name means.

        An id comes first, then a known name, then the best spelling if it is clearly ahead. A bare surname that several
        actors bear is ambiguous, unless somebody chose it as the preferred name, alias or code name of one of them.

        Parameters
        ----------
        query : str
            A name in any script and spelling, or an actor's id.

        Returns
        -------
        str
            The actor's id.

        Raises
        ------
        UnknownNameError
            No known name is similar enough; the message gives the nearest ones.
        AmbiguousNameError
            Several actors may be meant; the message gives them.
        ArgumentError
            It is no text.
        """
        text = _text(query).strip()
        if text in self._ids:
            return text
        parsed = parse_name(text)
        exact = [self._rows[place] for place in self._exact.get(parsed.key, [])] if parsed.key else []
        owners = {actor for actor, _, _, _ in exact}
        namesakes = set(self._surnamed.get(parsed.words[0], set())) if len(parsed.words) == 1 else set()
        if len(owners) == 1:
            owner = next(iter(owners))
            chosen = any(kind in _DELIBERATE for _, _, kind, _ in exact)
            if chosen or owner not in namesakes or namesakes == owners:
                return owner
        found = self.find(text, limit=6, cutoff=APART)
        scores = found["score"].to_numpy()
        if not len(found) or scores[0] < THRESHOLD:
            nearest = f"the nearest are {_listed(found)}" if len(found) else "nothing known resembles it"
            raise UnknownNameError(f"no actor is known as {text!r}; {nearest}; use an id, or add the name to `names`")
        rivals = (scores >= THRESHOLD) & (scores > scores[0] - _MARGIN)
        rivals |= found["actor"].isin(owners | namesakes).to_numpy()
        if rivals.sum() > 1:
            raise AmbiguousNameError(f"{text!r} may mean {_listed(found[rivals])}; give the full name or the id")
        return str(found["actor"].iloc[0])


def _listed(found: pd.DataFrame) -> str:
    return ", ".join(f"{name} ({actor})" for actor, name in zip(found["actor"], found["name"], strict=True))


def _text(query: object) -> str:
    if not isinstance(query, str):
        raise ArgumentError(f"a name is a text, not {type(query).__name__}; give a name in any spelling, or an id")
    return query
