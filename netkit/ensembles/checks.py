"""What users give as numbers, checked."""

from __future__ import annotations

import numpy as np

__all__ = ["is_whole"]


def is_whole(number: object, least: int) -> bool:
    """
    Tell whether something is a whole number that is large enough.

    Parameters
    ----------
    number : object
        What a user gave.
    least : int
        The smallest that will do.

    Returns
    -------
    bool
        False for True, which is a number to Python alone.
    """
    return isinstance(number, (int, np.integer)) and not isinstance(number, bool) and bool(number >= least)
