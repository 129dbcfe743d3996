"""Spellings of known names that nobody listed, also in a script that has no capitals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rapidfuzz.distance import OSA

from netkit.claims.tables import Tables
from netkit.coding.mentions import Mention
from netkit.coding.texts import Text
from netkit.names import THRESHOLD, similarity
from netkit.scripts import fold, is_arabic, skeleton

__all__ = ["Spelled"]

_SURE: Final = 0.9  # for a surname alone
_ADJECTIVE = re.compile(r"(?:ية|يين|يون|ي)$")
_SHORTEST: Final = 3  # consonants of a surname that is looked for alone


class Spelled:
    """
    Look for spellings of the dossier's names.

    Parameters
    ----------
    tables : Tables
        The dossier's tables.
    """

    def __init__(self, tables: Tables) -> None:
        self._index = tables.name_index
        self._people: dict[str, set[tuple[str, str]]] = {}
        self._persons = set(tables.actors.index[tables.actors["kind"] == "person"])
        known = [
            *tables.actors[["id", "name"]].to_numpy().tolist(),
            *tables.names[["actor", "name"]].to_numpy().tolist(),
        ]
        for actor, name in known:
            words = fold(name).split()
            if actor in self._persons and len(words) > 1:
                self._people.setdefault(skeleton(words[-1]), set()).add((actor, name))
        self._near: dict[str, list[tuple[str, str]]] = {}

    def nearest(self, mention: Mention) -> tuple[str, float]:
        """
        Find the actor whose name is the most like one in a text.

        Parameters
        ----------
        mention : Mention
            A name that is not listed.

        Returns
        -------
        actor : str
            Empty if nobody's is like it.
        score : float
            From 0 to 1; 0 if nobody's is.
        """
        if mention.owners:
            return mention.owners[0], THRESHOLD
        words = len(fold(mention.name).split())
        for row in self._index.find(mention.name, limit=5, cutoff=THRESHOLD).to_dict("records"):
            # A word of an organisation's name is no spelling of it: there are many unions and bureaus.
            if row["score"] < (_SURE if words == 1 else THRESHOLD):
                continue
            if row["actor"] in self._persons or len(fold(row["name"]).split()) == words:
                return str(row["actor"]), float(row["score"])
        return "", 0.0

    def find(self, text: Text, taken: Sequence[Mention]) -> list[Mention]:
        """
        Find likely spellings of known people's names in Arabic letters.

        Parameters
        ----------
        text : Text
            A document.
        taken : sequence of Mention
            Listed names, which are left out.

        Returns
        -------
        list of Mention
            Given name and surname where both are like a known name, else a surname that is very like one; the owner is
            the actor.
        """
        covered = {place for mention in taken for place in range(mention.start, mention.end)}
        found: list[Mention] = []
        end = -1
        for place, token in enumerate(text.tokens):
            if not is_arabic(token.text) or token.start in covered or token.start < end:
                continue
            for words in (2, 1):
                tokens = text.tokens[place : place + words]
                if len(tokens) < words or any(one.start in covered or not is_arabic(one.text) for one in tokens):
                    continue
                if words == 2 and text.gap(place).strip():
                    continue
                start, end_here = tokens[0].start, tokens[-1].end
                owner = self._owner(text.text[start:end_here], words)
                if owner:
                    found.append(Mention(start, end_here, text.text[start:end_here], (owner,)))
                    end = end_here
                    break
        return found

    def _owner(self, name: str, words: int) -> str:
        best, score = "", THRESHOLD if words > 1 else _SURE
        for written in dict.fromkeys([name, *(name[1:] for prefix in "ولبفك" if name.startswith(prefix))]):
            bones = skeleton(fold(written).split()[-1]) if fold(written) else ""
            if len(bones) < (2 if words > 1 else _SHORTEST) or (
                words == 1 and (len(written) < 5 or _ADJECTIVE.search(written))
            ):
                continue
            for actor, known in self._candidates(bones):
                surname = known if words > 1 else known.split()[-1]
                like = similarity(written, surname)[0]
                if like > score:
                    best, score = actor, like
        return best

    def _candidates(self, bones: str) -> list[tuple[str, str]]:
        """Give the people whose surname has the same consonants, or all but one of them."""
        if bones not in self._near:
            self._near[bones] = [
                person
                for other, people in self._people.items()
                if other == bones or (len(bones) > 3 and OSA.distance(bones, other, score_cutoff=1) <= 1)
                for person in people
            ]
        return self._near[bones]
