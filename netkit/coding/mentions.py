"""
Where a text names somebody: known names in any script, and capitalised ones that nobody knows.

Capitals tell names from words in Latin, Cyrillic and Greek letters, but not at the beginning of a sentence and not in
headings. There a word counts as a name only if the documents never write it small.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from netkit.coding.texts import AFTER_INITIAL, Text, Token, tokens_of
from netkit.coding.words import CONNECTORS, FUNCTION_WORDS, RANKS, is_no_name
from netkit.scripts import fold, is_arabic

__all__ = ["Known", "Mention", "unknown_names"]

_WITHIN = re.compile(r"|[ \t\u00a0]+|[ \t]?[-–][ \t]?|['’\"“”«» \t]{1,3}")  # between the words of one known name
_JOINED = re.compile(r"[ \t\u00a0]+|-")  # between the words of one unknown name
_VERBAL = re.compile(r"(?<=...)(ed|ing|ly)$")
_DERIVED = re.compile(r"(ists?|ites?|ism|ians?|ova|ovs|s)$")
_ARABIC_PREFIX = re.compile(r"^(?:[وف])?(?:[بلك])?(?:ال|لل)?")
_RUSSIAN_ENDING = re.compile(
    r"(?:ого|его|ому|ему|ыми|ими|ами|ями|ым|им|ом|ем|ём|ой|ей|ою|ею|ах|ях|ых|их|ую|юю|а|у|е|ы|и|я|ю)$", re.IGNORECASE
)


@dataclass(frozen=True)
class Mention:
    """
    A name in a text.

    Parameters
    ----------
    start, end : int
        Characters, half-open.
    name : str
        As it stands there.
    owners : tuple of str
        What a known name belongs to; empty for an unknown one.
    sure : bool
        Whether it is written as a name, and not perhaps as the first word of a sentence or a heading.
    """

    start: int
    end: int
    name: str
    owners: tuple[str, ...] = ()
    sure: bool = True


@lru_cache(maxsize=100_000)
def _forms(text: str) -> tuple[str, ...]:
    """Give a word as names may hold it: without an Arabic prefix, without a Russian ending."""
    forms = [fold(text)]
    if is_arabic(text):
        bare = _ARABIC_PREFIX.sub("", forms[0])
        halves = [forms[0][cut:] for cut in (1, 2, 3) if forms[0].endswith(bare) and len(forms[0]) - cut >= 3]
        forms += [form for form in (*halves, f"ال{bare}") if len(form) >= 3 and len(forms[0]) - len(form) <= 4]
        forms = [form for form in forms if form == forms[0] or len(form) >= len(bare)]
    elif any("\u0400" <= letter <= "\u04ff" for letter in text):
        stem = _RUSSIAN_ENDING.sub("", text)
        if len(stem) >= 3 and stem != text:
            forms += [fold(stem + ending) for ending in ("", "а", "я", "й", "ий", "ый", "ой", "ь")]
    return tuple(dict.fromkeys(form for form in forms if form))


class Known:
    """
    Names that are accounted for, to be looked up in texts.

    Parameters
    ----------
    names : mapping of str
        Name as written → to whom or what it belongs.
    """

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}
        for name, owners in names.items():
            words = tuple(word for token in tokens_of(name) for word in token.word.split())
            if words:
                self._names[words] = tuple(dict.fromkeys([*self._names.get(words, ()), *owners]))
        self._begin: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted(self._names, key=len, reverse=True):
            self._begin.setdefault(words[0], []).append(words)

    def __contains__(self, word: str) -> bool:
        return (word,) in self._names

    def find(self, text: Text) -> list[Mention]:
        """
        Find all places where a known name stands, the longest name at each.

        Parameters
        ----------
        text : Text
            A document.

        Returns
        -------
        list of Mention
            In the order of the text, without overlaps. In scripts with capitals at least one word has one.
        """
        found: list[Mention] = []
        place = 0
        while place < len(text.tokens):
            words = self._at(text, place)
            if words is None:
                place += 1
                continue
            first, last = text.tokens[place], text.tokens[place + len(words) - 1]
            found.append(Mention(first.start, last.end, text.text[first.start : last.end], self._names[words]))
            place += len(words)
        return found

    def _at(self, text: Text, place: int) -> tuple[str, ...] | None:
        candidates = [words for form in _forms(text.tokens[place].text) for words in self._begin.get(form, ())]
        for words in sorted(candidates, key=len, reverse=True):
            tokens = text.tokens[place : place + len(words)]
            if len(tokens) < len(words) or not all(
                word in _forms(token.text) for word, token in zip(words, tokens, strict=True)
            ):
                continue
            gaps = [text.text[one.end : two.start] for one, two in pairwise(tokens)]
            initials = [len(token.text) == 1 for token in tokens]
            close = all(
                _WITHIN.fullmatch(gap) or (initial and AFTER_INITIAL.fullmatch(gap))
                for gap, initial in zip(gaps, initials, strict=False)
            )
            named = any(token.capital or is_arabic(token.text) for token in tokens) or len(words) > 1
            if close and named:
                return words
        return None


def unknown_names(text: Text, known: Known, taken: Sequence[Mention], small: set[str]) -> list[Mention]:
    """
    Find the capitalised names of a text that are not known.

    Parameters
    ----------
    text : Text
        A document.
    known : Known
        What is accounted for.
    taken : sequence of Mention
        Its places in this text.
    small : set of str
        Words that the documents write small too.

    Returns
    -------
    list of Mention
        In the order of the text. `sure` is false where a word has its capital perhaps only from its place, or is
        written small elsewhere.
    """
    covered = [False] * len(text.text)
    for mention in taken:
        covered[mention.start : mention.end] = [True] * (mention.end - mention.start)
    found: list[Mention] = []
    place = 0
    while place < len(text.tokens):
        if covered[text.tokens[place].start] or not _may_name(text, place, small):
            place += 1
            continue
        last = _end_of_name(text, place, covered, small)
        named = _named(text, place, last, known, small)
        found += [] if named is None else [named]
        place = last + 1
    return found


def _may_name(text: Text, place: int, small: set[str]) -> bool:
    """Whether a word may belong to a name: a capital that it has not from its place alone."""
    token = text.tokens[place]
    if not token.capital or not token.word:
        return False
    if place in text.headings:
        return token.word not in small and token.word not in FUNCTION_WORDS
    return not (place in text.starts and not token.acronym and (token.word in FUNCTION_WORDS))


def _end_of_name(text: Text, place: int, covered: Sequence[bool], small: set[str]) -> int:
    """Follow a name to its last word, over "of the" and initials."""
    last, linked = place, False
    while last + 1 < len(text.tokens):
        here, gap = text.tokens[last], text.gap(last)
        if not (_JOINED.fullmatch(gap) or (len(here.text) == 1 and AFTER_INITIAL.fullmatch(gap))):
            break
        after = last + 1
        while (
            after + 1 < len(text.tokens)
            and after - last <= 2
            and text.tokens[after].text in CONNECTORS
            and (linked or text.tokens[after].text != "and")
            and _JOINED.fullmatch(text.gap(after))
        ):
            after += 1
        follower = text.tokens[after]
        if covered[follower.start] or not _may_name(text, after, small) or after in text.starts:
            break
        linked |= after > last + 1
        last = after
    return last


def _named(text: Text, first: int, last: int, known: Known, small: set[str]) -> Mention | None:
    """Cut off at both ends what is no part of a name, and judge what is left."""

    def edge(place: int) -> bool:
        word = text.tokens[place].word
        rank = any(form in RANKS for form in _forms(text.tokens[place].text))
        return is_no_name(word) or rank or word in CONNECTORS or not text.tokens[place].capital

    whole = first
    while first <= last and (edge(first) or (first in text.starts and text.tokens[first].word in small)):
        first += 1
    while last >= first and (is_no_name(text.tokens[last].word) or not text.tokens[last].capital):
        last -= 1
    tokens = text.tokens[first : last + 1]
    if not tokens or (len(tokens) == 1 and len(tokens[0].word) == 1):
        return None
    ordinary = all(_ordinary(token, known, small) for token in tokens if token.capital)
    if ordinary and len(tokens) == 1:
        # A people and an ordinary word, "Ruritanian Police", may be an organisation.
        if (
            first == whole
            or first in text.headings
            or not is_no_name(text.tokens[first - 1].word)
            or tokens[0].word in RANKS
        ):
            return None
        tokens = text.tokens[first - 1 : last + 1]
    alone = len(tokens) == 1 and (first in text.starts or first in text.headings) and not tokens[0].acronym
    if alone and first in text.starts and _VERBAL.search(tokens[0].word):
        return None
    start, end = tokens[0].start, tokens[-1].end
    return Mention(start, end, re.sub(r"['’]s$", "", text.text[start:end]), sure=not alone and not ordinary)


def _ordinary(token: Token, known: Known, small: set[str]) -> bool:
    """Whether a word is one of the language, or made from a known name, such as its -ists and -isms."""
    if token.acronym and len(token.text) > 2 and not is_no_name(token.word):
        return False
    if token.word in small or token.word in RANKS or is_no_name(token.word):
        return True
    bare = _DERIVED.sub("", token.word)
    return any(
        stem in known or stem in small
        for stem in (bare, bare + "y", token.word.rstrip("s"), token.word + "s", token.word[:-1] + "es")
        if len(stem) >= 3 and stem != token.word
    )
