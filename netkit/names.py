"""
Who is meant by a name: the actors whose known names it may be a spelling of, whatever the script and the misspelling.

The surname and the given name are compared apart. The surname decides how alike two names are; the given name is a
gate: Lev Sedov and Sergei Sedov are two persons however well their surnames agree, while Leon and Lev are one name. The
index proposes, people decide: a doubtful name raises an error that lists the candidates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd
from anyascii import anyascii
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from netkit.errors import AmbiguousNameError, UnknownNameError
from netkit.scripts import GIVEN_NAMES, HONORIFICS, PARTICLES, fold, is_arabic, likeness, romanise, skeleton

__all__ = ["THRESHOLD", "NameIndex", "same_name", "similarity"]

#: From this similarity on, two names are taken for spellings of one.
THRESHOLD = 0.8

_MARGIN = 0.04  # how far the best actor must be ahead of the next
_PREFILTER = 120  # names that are compared sound by sound
_PREFILTER_CUTOFF = 0.6  # of their likest words
_APART = 0.4  # the most that two names with different given names reach
_OTHER_GENDER = 0.75  # factor for Sedov and Sedova where no given name says that it is the same woman
_DELIBERATE = frozenset({"preferred", "alias", "code name", "cover name"})

_PATRONYMIC = re.compile(r"(ovich|evich|ovych|[dlmnkt]ich|ovna|evna|ichna|ovic|owicz)$")
_FEMININE = re.compile(r"(?<=..)(?:([oe]v|in|وف|يف|ين)[aا]|sk(?:aya|aia|aja|a)|سكايا)$")

_VARIANTS: dict[str, frozenset[int]] = {}
for _number, _line in enumerate(GIVEN_NAMES.split("\n")):
    for _word in fold(_line).split():
        _VARIANTS[_word] = _VARIANTS.get(_word, frozenset()) | {_number}
_VARIANT_WORDS = list(_VARIANTS)
_VARIANT_SOUNDS = [romanise(word) for word in _VARIANT_WORDS]
_VARIANT_SKELETONS = [skeleton(word) for word in _VARIANT_WORDS]


@dataclass(frozen=True, slots=True)
class _Name:
    """A name taken apart; several readings where it is open which words belong together."""

    key: str
    script: str
    words: tuple[str, ...]
    givens: tuple[str, ...]
    surnames: tuple[str, ...]
    acronym: bool

    def turned(self) -> _Name:
        """Read "Sedov Lev" as "Lev Sedov"."""
        words = self.words[1:] + self.words[:1]
        return _Name(self.key, self.script, words, words[:1], words[-1:], self.acronym)


@lru_cache(maxsize=50_000)
def _parse(text: str) -> _Name:
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
    if patronymics == [False, False, True] and found[0][0] not in _VARIANTS:
        found = [found[1], found[0]]  # they stood as surname, given name, patronymic
    words = tuple(word for word, _, _ in found)
    joined = [whole for _, whole, _ in found]
    surnames = _unique([*found[-1], "".join(joined[1:])]) if found else ()
    givens = _unique([words[0], "".join(joined[:-1])]) if len(words) > 1 else ()
    bare = "".join(letter for letter in text if letter.isalnum())
    return _Name(key, script, words, givens, surnames, bare.isupper() and len(bare) <= 5 and len(words) == 1)


def _jaro_winkler(words: list[str], sounds: list[str], skeletons: list[str]) -> npt.NDArray[np.float64]:
    """Compare words with many others at once, by their sounds and by their skeletons, in equal parts."""
    by_sound = process.cdist([romanise(word) or word for word in words], sounds, scorer=JaroWinkler.similarity)
    by_skeleton = process.cdist([skeleton(word) for word in words], skeletons, scorer=JaroWinkler.similarity)
    return (by_sound.astype(np.float64) + by_skeleton.astype(np.float64)) / 2


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


@lru_cache(maxsize=50_000)
def _groups(word: str) -> frozenset[int]:
    """Given names that a word is a form of, or a spelling of a form of."""
    if word in _VARIANTS:
        return _VARIANTS[word]
    near = _jaro_winkler([word], _VARIANT_SOUNDS, _VARIANT_SKELETONS)[0]
    scored = [(likeness(word, _VARIANT_WORDS[place]), place) for place in np.argsort(-near, kind="stable")[:10]]
    best = max(score for score, _ in scored)
    if best < 0.86:
        return frozenset()
    return frozenset().union(*(_VARIANTS[_VARIANT_WORDS[place]] for score, place in scored if score > best - 0.02))


@lru_cache(maxsize=50_000)
def _given_agree(left: str, right: str) -> tuple[bool, str]:
    if left == right:
        return True, ""
    groups, others = _groups(left), _groups(right)
    if min(len(left), len(right)) == 1:
        short, long = sorted((left, right), key=len)
        forms = [word for word in _VARIANT_WORDS if _VARIANTS[word] & _groups(long)]
        return any(likeness(short, form[:1]) > 0.9 for form in [long, romanise(long), *forms]), "initial"
    if groups & others:
        return True, "form of the given name"
    if groups and others and left in _VARIANTS and right in _VARIANTS:
        return False, ""
    return likeness(left, right) >= THRESHOLD, "spelling of the given name"


def _masculine(surname: str) -> str:
    """Turn Sedova into Sedov and Gorskaya into Gorsky."""
    return _FEMININE.sub(lambda end: end[1] or ("سكي" if is_arabic(surname) else "sky"), surname)


def _compare_surnames(left: str, right: str) -> tuple[float, bool]:
    """Likeness of two surnames, and whether only one of them is a woman's."""
    direct = likeness(left, right)
    forms = [_masculine(word) for word in (left, right)]
    if (forms[0] == left) == (forms[1] == right):
        return direct, False
    as_men = likeness(forms[0], forms[1])
    return (as_men, True) if as_men >= direct else (direct, False)


def _compare_readings(left: _Name, right: _Name, floor: float = 0.5) -> tuple[float, list[str]]:
    pairs = [(one, two) for one in left.surnames for two in right.surnames]
    score, other_gender, one, two = max((*_compare_surnames(one, two), one, two) for one, two in pairs)
    reasons = [] if one == two and left.script == right.script else [_describe(one, two, left.script, right.script)]
    if not left.givens or not right.givens:
        if other_gender:
            score, reasons = score * _OTHER_GENDER, ["other gender of the surname"]
        if left.givens or right.givens:
            score, reasons = score * 0.94, [*reasons, "surname only"]
        return score, reasons
    if score < floor:
        return score * _APART, reasons
    found = [_given_agree(one, two) for one in left.givens for two in right.givens]
    agreed = [reason for agree, reason in found if agree]
    if not agreed:
        return min(score, 1.0) * _APART, ["other given name"]
    reason = min(agreed, key=len)
    return score * (0.97 if reason == "initial" else 0.99 if reason else 1.0), [*reasons, reason] if reason else reasons


def _describe(one: str, two: str, script: str, other: str) -> str:
    if script != other:
        return f"{_foreign(script, other)} spelling"
    if skeleton(one) == skeleton(two) and skeleton(one):
        return "same skeleton"
    count = OSA.distance(one, two)
    return "similar sound" if count > 3 else f"misspelling: {count} letter{'' if count == 1 else 's'}"


def _foreign(script: str, other: str) -> str:
    return script if other == "Latin" else other


def _contained(left: _Name, right: _Name) -> float:
    """Likeness of a name of two words or more to those words of a longer one that it consists of, in order."""
    short, long = sorted((left.words, right.words), key=len)
    if len(short) < 2 or len(short) == len(long):
        return 0.0
    worst, place = 1.0, 0
    for word in short:
        scores = [likeness(word, other) for other in long[place:]]
        if not scores:
            return 0.0
        worst = min(worst, max(scores))
        place += int(np.argmax(scores)) + 1
    return worst


def _compare(left: _Name, right: _Name) -> tuple[float, str]:
    if left.key == right.key:
        same_script = "exact" if left.script == right.script else f"{_foreign(left.script, right.script)} spelling"
        return (1.0, same_script) if left.key else (0.0, "no name")
    if not left.words or not right.words:
        return 0.0, "no name"
    if left.acronym or right.acronym:
        same = set(left.surnames) & set(right.surnames)
        return (0.94, "surname only") if same else (0.0, "other abbreviation")
    if set(re.findall(r"\d+", left.key)) != set(re.findall(r"\d+", right.key)):
        return 0.0, "other number"
    score, reasons = _compare_readings(left, right)
    if score < THRESHOLD:
        for one, two in ((left.turned(), right), (left, right.turned())):
            turned, why = _compare_readings(one, two, THRESHOLD) if len(one.words) > 1 < len(two.words) else (0.0, [])
            if turned * 0.98 > max(score, THRESHOLD):
                score, reasons = turned * 0.98, [*why, "other order"]
        contained = _contained(left, right) * 0.92
        if contained > max(score, THRESHOLD):
            score, reasons = contained, ["part of the longer name"]
        givens = left.givens[:1] + right.givens[:1]
        if len(givens) == 1 and score < 0.5 and likeness(givens[0], (left if right.givens else right).words[0]) > 0.9:
            score, reasons = 0.5, ["given name only"]
    return min(max(score, 0.0), 0.99), "; ".join(reasons) or "same words"


def similarity(left: str, right: str) -> tuple[float, str]:
    """
    Compare two names, whatever their scripts.

    Parameters
    ----------
    left, right : str
        Names as somebody wrote them: "Lev Sedov", "Sedoff, L.", "ليف سيدوف".

    Returns
    -------
    score : float
        From 0 to 1. Only names that are equal but for case, accents and punctuation reach 1.
    reason : str
        In a few words, what they have in common or what keeps them apart.

    Notes
    -----
    The score is the likeness of the surnames, an alignment of graphemes with costs by sound, lowered to less than a
    half if the given names are neither forms nor spellings of one another. Honorifics, particles, patronymics and
    middle names are ignored, initials agree with every given name that begins with them.

    Examples
    --------
    >>> similarity("Felix Dzerzhinsky", "Felix Dzerzinsky")[1]
    'same skeleton'
    >>> similarity("Lev Sedov", "Sergei Sedov")[1]
    'other given name'
    """
    return _compare(_parse(left), _parse(right))


def same_name(left: str, right: str) -> bool:
    """
    Tell whether two names may be spellings of one.

    Parameters
    ----------
    left, right : str
        Names as somebody wrote them.

    Returns
    -------
    bool
        Whether their `similarity` is at least 0.8, the `THRESHOLD` of this module.
    """
    return similarity(left, right)[0] >= THRESHOLD


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
        self._ids = list(dict.fromkeys(str(actor) for actor in names["actor"].dropna()))
        known = list(zip(actors, (str(name) for name in table["name"]), kinds, strict=True))
        listed = {(actor, fold(name)) for actor, name, _ in known}
        known += [(actor, re.sub(r"[-_]", " ", actor), "id") for actor in self._ids]
        unlisted = (row for row in known if row[2] != "id" or (row[0], fold(row[1])) not in listed)
        self._rows = [(actor, name, kind, _parse(name)) for actor, name, kind in unlisted]
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

    def _nearest(self, query: _Name) -> list[int]:
        """Rows worth comparing sound by sound: those whose words are the most alike by spelling and by skeleton."""
        if len(self._rows) <= _PREFILTER:
            return list(range(len(self._rows)))
        asked = list(dict.fromkeys(query.words + query.surnames))
        scores = np.zeros((len(asked), len(self._sounds) + 1))
        scores[:, :-1] = _jaro_winkler(asked, self._sounds, self._skeletons)
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
        parsed = _parse(query)
        nearest = self._nearest(parsed) if parsed.words else []
        best: dict[str, tuple[float, int, str, str]] = {}
        for place in dict.fromkeys([*self._exact.get(parsed.key, []), *nearest]):
            actor, name, _, known = self._rows[place]
            score, reason = _compare(parsed, known)
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
        """
        text = query.strip()
        if text in self._ids:
            return text
        parsed = _parse(text)
        exact = [self._rows[place] for place in self._exact.get(parsed.key, [])] if parsed.key else []
        owners = {actor for actor, _, _, _ in exact}
        namesakes = set(self._surnamed.get(parsed.words[0], set())) if len(parsed.words) == 1 else set()
        if len(owners) == 1:
            owner = next(iter(owners))
            chosen = any(kind in _DELIBERATE for _, _, kind, _ in exact)
            if chosen or owner not in namesakes or namesakes == owners:
                return owner
        found = self.find(text, limit=6, cutoff=_APART)
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
