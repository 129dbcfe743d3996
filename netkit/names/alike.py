"""How alike two words have to be, and how alike many are at a first glance, before few are compared by their sounds."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from netkit.scripts import romanise, skeleton

__all__ = ["THRESHOLD", "rough_likeness"]

#: From this similarity on, two names are taken for spellings of one.
THRESHOLD = 0.8


def rough_likeness(words: list[str], sounds: list[str], skeletons: list[str]) -> npt.NDArray[np.float64]:
    """
    Compare words with many others at once, by their sounds and by their skeletons, in equal parts.

    Parameters
    ----------
    words : list of str
        What is looked up, k of them.
    sounds, skeletons : list of str
        The n others, romanised, and as skeletons of consonants.

    Returns
    -------
    ndarray of float, shape (k, n)
        Mean of the two Jaro-Winkler similarities, 0 to 1.
    """
    by_sound = process.cdist([romanise(word) or word for word in words], sounds, scorer=JaroWinkler.similarity)
    by_skeleton = process.cdist([skeleton(word) for word in words], skeletons, scorer=JaroWinkler.similarity)
    return (by_sound.astype(np.float64) + by_skeleton.astype(np.float64)) / 2
