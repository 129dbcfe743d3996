"""Counting bits."""

from __future__ import annotations

import numpy as np

from netkit.kernels._jit import jit

__all__ = ["count_bits"]

_PAIRS = np.uint64(0x5555555555555555)
_FOURS = np.uint64(0x3333333333333333)
_EIGHTS = np.uint64(0x0F0F0F0F0F0F0F0F)
_ONES = np.uint64(0x0101010101010101)
_ONE, _TWO, _FOUR, _SHIFT = np.uint64(1), np.uint64(2), np.uint64(4), np.uint64(56)


@jit
def count_bits(word: np.uint64) -> np.uint64:
    """
    Count the ones in a word.

    Written in the form that LLVM turns into the processor's own instruction.

    Parameters
    ----------
    word : uint64
        Any word.

    Returns
    -------
    uint64
        From 0 to 64.
    """
    word = word - ((word >> _ONE) & _PAIRS)
    word = (word & _FOURS) + ((word >> _TWO) & _FOURS)
    word = (word + (word >> _FOUR)) & _EIGHTS
    return np.uint64((word * _ONES) >> _SHIFT)
