"""How alike two names are: their surnames sound by sound, their given names as a gate."""

from __future__ import annotations

import re

import numpy as np
from rapidfuzz.distance import OSA

from netkit.names.alike import THRESHOLD
from netkit.names.given import given_names_agree
from netkit.names.parsing import Name, parse_name
from netkit.scripts import is_arabic, likeness, skeleton

__all__ = ["APART", "compare_names", "same_name", "similarity"]

#: The most that two names with different given names reach.
APART = 0.4

_OTHER_GENDER = 0.75  # factor for Sedov and Sedova where no given name says that it is the same woman
_FEMININE = re.compile(r"(?<=..)(?:([oe]v|in|وف|يف|ين)[aا]|sk(?:aya|aia|aja|a)|سكايا)$")


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
    >>> from netkit.names import similarity
    >>> similarity("Felix Dzerzhinsky", "Felix Dzerzinsky")[1]
    'same skeleton'
    >>> similarity("Lev Sedov", "Sergei Sedov")[1]
    'other given name'
    """
    return compare_names(parse_name(left), parse_name(right))


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
        Whether their `similarity` is at least 0.8, `netkit.names.THRESHOLD`.
    """
    return similarity(left, right)[0] >= THRESHOLD


def compare_names(left: Name, right: Name) -> tuple[float, str]:
    """
    Compare two names that are taken apart; see `similarity`.

    Parameters
    ----------
    left, right : Name
        From `parse_name`.

    Returns
    -------
    score : float
        From 0 to 1.
    reason : str
        In a few words.
    """
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


def _compare_readings(left: Name, right: Name, floor: float = 0.5) -> tuple[float, list[str]]:
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
        return score * APART, reasons
    found = [given_names_agree(one, two) for one in left.givens for two in right.givens]
    agreed = [reason for agree, reason in found if agree]
    if not agreed:
        return min(score, 1.0) * APART, ["other given name"]
    reason = min(agreed, key=len)
    return score * (0.97 if reason == "initial" else 0.99 if reason else 1.0), [*reasons, reason] if reason else reasons


def _compare_surnames(left: str, right: str) -> tuple[float, bool]:
    """Likeness of two surnames, and whether only one of them is a woman's."""
    direct = likeness(left, right)
    forms = [_masculine(word) for word in (left, right)]
    if (forms[0] == left) == (forms[1] == right):
        return direct, False
    as_men = likeness(forms[0], forms[1])
    return (as_men, True) if as_men >= direct else (direct, False)


def _masculine(surname: str) -> str:
    """Turn Sedova into Sedov and Gorskaya into Gorsky."""
    return _FEMININE.sub(lambda end: end[1] or ("سكي" if is_arabic(surname) else "sky"), surname)


def _describe(one: str, two: str, script: str, other: str) -> str:
    if script != other:
        return f"{_foreign(script, other)} spelling"
    if skeleton(one) == skeleton(two) and skeleton(one):
        return "same skeleton"
    count = OSA.distance(one, two)
    return "similar sound" if count > 3 else f"misspelling: {count} letter{'' if count == 1 else 's'}"


def _foreign(script: str, other: str) -> str:
    return script if other == "Latin" else other


def _contained(left: Name, right: Name) -> float:
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
