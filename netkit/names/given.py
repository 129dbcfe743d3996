"""Given names and their forms: Leon and Lev are one name, Lev and Sergei are two."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from netkit.names.alike import THRESHOLD, rough_likeness
from netkit.scripts import GIVEN_NAMES, fold, likeness, romanise, skeleton

__all__ = ["given_names_agree", "is_given_name"]


def _variants() -> dict[str, frozenset[int]]:
    """Tell for each form of a given name which names, numbered by their lines, it is a form of."""
    found: dict[str, frozenset[int]] = {}
    for number, line in enumerate(GIVEN_NAMES.split("\n")):
        for word in fold(line).split():
            found[word] = found.get(word, frozenset()) | {number}
    return found


_VARIANTS = _variants()
_VARIANT_WORDS = list(_VARIANTS)
_VARIANT_SOUNDS = [romanise(word) for word in _VARIANT_WORDS]
_VARIANT_SKELETONS = [skeleton(word) for word in _VARIANT_WORDS]


def is_given_name(word: str) -> bool:
    """
    Tell whether a word is a form of a known given name.

    Parameters
    ----------
    word : str
        Folded, as `netkit.scripts.fold` returns it.

    Returns
    -------
    bool
        False also for a misspelt one.
    """
    return word in _VARIANTS


@lru_cache(maxsize=50_000)
def given_names_agree(left: str, right: str) -> tuple[bool, str]:
    """
    Tell whether two given names may be one.

    Parameters
    ----------
    left, right : str
        Folded; an initial agrees with every name that begins with it.

    Returns
    -------
    agree : bool
        Whether they may.
    reason : str
        In a few words; empty where they are the same.
    """
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


@lru_cache(maxsize=50_000)
def _groups(word: str) -> frozenset[int]:
    """Given names that a word is a form of, or a spelling of a form of."""
    if word in _VARIANTS:
        return _VARIANTS[word]
    near = rough_likeness([word], _VARIANT_SOUNDS, _VARIANT_SKELETONS)[0]
    scored = [(likeness(word, _VARIANT_WORDS[place]), place) for place in np.argsort(-near, kind="stable")[:10]]
    best = max(score for score, _ in scored)
    if best < 0.86:
        return frozenset()
    return frozenset().union(*(_VARIANTS[_VARIANT_WORDS[place]] for score, place in scored if score > best - 0.02))
