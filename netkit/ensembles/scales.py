"""Words of certainty and grades of sources as probabilities that are themselves in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["BLOCK", "CONCENTRATION", "draw_chances", "scale_rows"]

BLOCK: Final = 64
"""Draws are made in blocks of so many: one word holds one bit for each."""

CONCENTRATION: Final = 6.0
"""How closely the sampled probabilities keep to the mean of the scale: that of the PERT distribution."""


def scale_rows(scales: pd.DataFrame, words: pd.Series[str]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """
    Look up what words mean, each word once.

    Parameters
    ----------
    scales : DataFrame
        Indexed by word: low, mean, high.
    words : Series of str
        One word a claim or source.

    Returns
    -------
    bounds : ndarray of float, shape (k, 3)
        Low, mean and high of each word that is used.
    codes : ndarray of int, shape (len(words),)
        Which of them each has.
    """
    used = words.unique()
    places = {word: place for place, word in enumerate(used)}
    bounds = scales.loc[list(used), ["low", "mean", "high"]].to_numpy(dtype=float).reshape(-1, 3)
    return bounds, words.map(places).to_numpy(dtype=np.int64)


def draw_chances(bounds: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    r"""
    Draw what each word means as a probability, once a draw.

    Parameters
    ----------
    bounds : ndarray of float, shape (k, 3)
        Low, mean and high.
    rng : Generator
        Of the block.

    Returns
    -------
    ndarray of float, shape (64, k)
        From a Beta distribution stretched over low to high, its mean that of the scale. Without a range: the mean.

    Notes
    -----
    With :math:`m = (mean - low)/(high - low)`: :math:`low + (high - low)\,B(6m, 6(1-m))`.

    References
    ----------
    .. [1] Malcolm, D. G., Roseboom, J. H., Clark, C. E. & Fazar, W. (1959). Application of a technique for research
       and development program evaluation. *Operations Research* 7:646-669.
    """
    low, mean, high = bounds.T
    wide = (high > low) & (mean > low) & (mean < high)
    share = np.where(wide, (mean - low) / np.where(wide, high - low, 1.0), 0.5)
    sampled = rng.beta(CONCENTRATION * share, CONCENTRATION * (1 - share), size=(BLOCK, len(bounds)))
    drawn: NDArray[np.float64] = np.where(wide, low + (high - low) * sampled, mean)
    return drawn
