"""A name taken apart: honorifics and particles dropped, given names and surnames told from each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from netkit.names.given import is_given_name
from netkit.scripts import HONORIFICS, PARTICLES, fold, is_arabic

__all__ = ["Name", "parse_name"]

_PATRONYMIC = re.compile(r"(ovich|evich|ovych|[dlmnkt]ich|ovna|evna|ichna|ovic|owicz)$")


@dataclass(frozen=True, slots=True)
class Name:
    """
    A name taken apart; several readings where it is open which words belong together.

    Parameters
    ----------
    key : str
        The whole, folded: equal for names that differ by case, accents and punctuation alone.
    script : {"Latin", "Cyrillic", "Arabic"}
        In which it is written.
    words : tuple of str
        Its words, without honorifics and particles; the given name first.
    givens, surnames : tuple of str
        Readings of the given name, none for a bare surname, and of the surname.
    acronym : bool
        Whether it is one word of capitals, such as NKVD.
    """

    key: str
    script: str
    words: tuple[str, ...]
    givens: tuple[str, ...]
    surnames: tuple[str, ...]
    acronym: bool

    def turned(self) -> Name:
        """
        Read "Sedov Lev" as "Lev Sedov".

        Returns
        -------
        Name
            With the first word as its surname.
        """
        words = self.words[1:] + self.words[:1]
        return Name(self.key, self.script, words, words[:1], words[-1:], self.acronym)


@lru_cache(maxsize=50_000)
def parse_name(text: str) -> Name:
    """
    Take a name apart.

    Parameters
    ----------
    text : str
        As somebody wrote it: "Lev Sedov", "Sedov, Lev Lvovich", "van der Berg".

    Returns
    -------
    Name
        Its words, and what may be its given names and its surnames.
    """
    key, script = fold(text), _script(text)
    last, comma, first = text.replace("،", ",").partition(",")
    parts = fold(f"{first} {last}" if comma and first.strip() else text, signs=True).split()
    while len(parts) > 1 and parts[0] in HONORIFICS:
        parts = parts[1:]
    found: list[tuple[str, str, str]] = []  # a word, the same with the particles before it, its last part
    particles = ""
    for place, part in enumerate(parts):
        if part in PARTICLES and place < len(parts) - 1:
            particles += part
            continue
        bits = part.split("-")
        while len(bits) > 1 and bits[0] in PARTICLES:
            bits = bits[1:]
        found.append(("".join(bits), particles + part.replace("-", ""), bits[-1]))
        particles = ""
    patronymics = [_is_patronymic(word) for word, _, _ in found]
    if patronymics == [False, False, True] and not is_given_name(found[0][0]):
        found = [found[1], found[0]]  # they stood as surname, given name, patronymic
    words = tuple(word for word, _, _ in found)
    joined = [whole for _, whole, _ in found]
    surnames = _unique([*found[-1], "".join(joined[1:])]) if found else ()
    givens = _unique([words[0], "".join(joined[:-1])]) if len(words) > 1 else ()
    bare = "".join(letter for letter in text if letter.isalnum())
    return Name(key, script, words, givens, surnames, bare.isupper() and len(bare) <= 5 and len(words) == 1)


def _script(text: str) -> str:
    if is_arabic(text):
        return "Arabic"
    return "Cyrillic" if any("\u0400" <= letter <= "\u052f" for letter in text) else "Latin"


def _is_patronymic(word: str) -> bool:
    return bool(_PATRONYMIC.search(anyascii(word)))


def _unique(words: list[str]) -> tuple[str, ...]:
    """Drop repetitions, and add the readings without an Arabic article."""
    bare = [word[2:] for word in words if word.startswith("ال") and len(word) > 4]
    return tuple(dict.fromkeys(word for word in words + bare if word))
