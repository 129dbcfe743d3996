"""A document as words: where they stand, where sentences begin, and what is a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from netkit.coding.words import RANKS
from netkit.scripts import fold, is_arabic

__all__ = ["AFTER_INITIAL", "Text", "Token", "small_words", "tokens_of"]

AFTER_INITIAL: Final = re.compile(r"\.[ \t\u00a0]*")
"""What stands between an initial and the next word of a name."""

_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*|\d+")
_ENDS_SENTENCE = re.compile(r"[.!?…:;؟۔][\"”»')\]]*\s*[\"“«'(\[]*$|\n\s*\W*$")
_HEADING_SHARE: Final = 0.6  # of the longer words of a line without a full stop
_HEADING_WORDS: Final = 14
_ARABIC_HEADING_WORDS: Final = 8  # without capitals, shortness alone has to tell


@dataclass(frozen=True)
class Token:
    """A word of a text: where it stands, as written, and folded."""

    start: int
    end: int
    text: str
    word: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def acronym(self) -> bool:
        """Whether it is written in capitals alone."""
        return len(self.text) > 1 and self.text.isupper()


def tokens_of(text: str) -> list[Token]:
    """
    Cut a text into words and numbers.

    Parameters
    ----------
    text : str
        A document, or a name.

    Returns
    -------
    list of Token
        In the order of the text.
    """
    return [Token(match.start(), match.end(), match.group(), fold(match.group())) for match in _TOKEN.finditer(text)]


class Text:
    """
    A document as words.

    Parameters
    ----------
    text : str
        The whole document.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text)
        self.headings = self._headings()
        self._heading_places = {self.tokens[place].start for place in self.headings}
        self.starts = {place for place in range(len(self.tokens)) if self._starts(place)}

    def gap(self, place: int) -> str:
        """
        Give what stands between a word and the next one.

        Parameters
        ----------
        place : int
            Number of the word.

        Returns
        -------
        str
            Spaces and punctuation.
        """
        return self.text[self.tokens[place].end : self.tokens[place + 1].start]

    def _starts(self, place: int) -> bool:
        if place == 0:
            return True
        before = self.tokens[place - 1]
        gap = self.gap(place - 1)
        initial = before.capital and (len(before.text) == 1 or before.word in RANKS)
        if initial and AFTER_INITIAL.fullmatch(gap):
            return False
        return bool(_ENDS_SENTENCE.search(gap)) or (before.text.isdigit() and bool(re.match(r"[.)]\s", gap)))

    def _headings(self) -> set[int]:
        """Find the words of headings: short lines, or beginnings up to a colon, most of whose words have capitals."""
        found: set[int] = set()
        begin = place = 0
        for line in self.text.split("\n"):
            first, opening = place, begin + len(line.partition(":")[0])
            while place < len(self.tokens) and self.tokens[place].start < begin + len(line):
                place += 1
            places = range(first, place)
            if self._is_heading(places, line.strip()):
                found.update(places)
            elif ":" in line:
                before = [one for one in places if self.tokens[one].start < opening]
                if self._is_heading(before, line.strip().partition(":")[0]):
                    found.update(before)
            begin += len(line) + 1
        return found

    def _is_heading(self, places: Sequence[int], written: str) -> bool:
        words = [self.tokens[place] for place in places if not self.tokens[place].text.isdigit()]
        if not words or written.endswith((".", "!", "?", ",", "؟", "،")):
            return False
        if all(is_arabic(token.text) for token in words):
            return len(words) <= _ARABIC_HEADING_WORDS
        long = [token for token in words if len(token.text) > 3]
        capitals = sum(token.capital for token in long)
        return len(words) <= _HEADING_WORDS and bool(long) and capitals >= _HEADING_SHARE * len(long)

    def in_heading(self, start: int) -> bool:
        """
        Tell whether a place lies in a heading or a caption.

        Parameters
        ----------
        start : int
            Where a word begins.

        Returns
        -------
        bool
            False too if no word begins there.
        """
        return start in self._heading_places

    def around(self, start: int, end: int, words: int = 4) -> str:
        """
        Give a few words before and after a place, for a person to look at.

        Parameters
        ----------
        start, end : int
            Characters.
        words : int, default: 4
            How many on either side.

        Returns
        -------
        str
            One line.
        """
        before = [
            max(0, start - 120) + match.start() for match in re.finditer(r"\S+", self.text[max(0, start - 120) : start])
        ]
        before = before[-words:]
        after = [end + match.end() for match in islice(re.finditer(r"\S+", self.text[end:]), words)]
        return " ".join(self.text[before[0] if before else start : after[-1] if after else end].split())


def small_words(texts: Iterable[Text]) -> set[str]:
    """
    Collect the words that the documents write small.

    Parameters
    ----------
    texts : iterable of Text
        All documents.

    Returns
    -------
    set of str
        Folded.
    """
    return {token.word for text in texts for token in text.tokens if token.text[0].islower()}
