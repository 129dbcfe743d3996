"""
The columns of the table of ties, and what stands in them where nobody said otherwise.

`probability` is that of the tie. `certainty` is the same, given that the sources in `rests_on` are right: those without
which the tie falls. A chain multiplies certainties and discounts each such source once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netkit.dates import FIRST, LAST
from netkit.dates.strict import CALENDAR_FIRST, CALENDAR_LAST

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["BOUNDS", "TIE_COLUMNS", "complete_ties", "shown_bounds", "shown_days"]

BOUNDS: Final = ["start_earliest", "start_latest", "end_earliest", "end_latest"]
TIE_COLUMNS: Final = [
    *("subject", "object", "relation", "family", "directed", "case", "probability"),
    *BOUNDS,
    *("derived", "rule", "flag", "certainty", "rests_on", "claims"),
]


def complete_ties(ties: pd.DataFrame, directed: bool) -> pd.DataFrame:
    """
    Add the columns that are missing: one relation, certain, at all times, not derived.

    Parameters
    ----------
    ties : DataFrame
        With at least `subject` and `object`.
    directed : bool
        What `directed` says of every tie if the column is missing.

    Returns
    -------
    DataFrame
        A new table, the columns of `TIE_COLUMNS` first, numbered from 0.
    """
    count = len(ties)
    defaults: dict[str, object] = {
        "relation": "tie",
        "family": "",
        "directed": directed,
        "case": "",
        "probability": 1.0,
        "start_earliest": FIRST,
        "start_latest": FIRST,
        "end_earliest": LAST,
        "end_latest": LAST,
        "derived": False,
        "rule": "",
        "flag": "",
    }
    columns = {
        name: ties[name].to_numpy() if name in ties else np.full(count, value) for name, value in defaults.items()
    }
    columns["certainty"] = ties["certainty"].to_numpy() if "certainty" in ties else columns["probability"]
    columns |= {name: ties[name].to_numpy() for name in ties.columns if name not in columns}
    for name in ("rests_on", "claims"):
        lists = np.empty(count, dtype=object)
        lists[:] = [tuple(row) for row in ties[name]] if name in ties else [()] * count
        columns[name] = lists
    frame = pd.DataFrame(columns)
    return frame[[*TIE_COLUMNS, *(name for name in frame.columns if name not in TIE_COLUMNS)]]


def shown_bounds(ties: pd.DataFrame) -> pd.DataFrame:
    """
    Turn the four bounds from day numbers into dates, for people.

    Parameters
    ----------
    ties : DataFrame
        With the columns `BOUNDS`: days since 1970-01-01, or numbers of the user's own (floats, left as they are).

    Returns
    -------
    DataFrame
        A new table; an end without bound is NaT. An open end has no earliest end either, an unknown one has.
    """
    shown = ties.copy(deep=False)
    for name in BOUNDS:
        values = ties[name].to_numpy()
        if np.issubdtype(values.dtype, np.integer):
            shown[name] = shown_days(values)
    return shown


def shown_days(days: NDArray[np.int64]) -> NDArray[np.datetime64]:
    """
    Turn day numbers into dates, for people.

    Parameters
    ----------
    days : ndarray of int
        Days since 1970-01-01.

    Returns
    -------
    ndarray of datetime64[s]
        NaT for days that no calendar has, such as `FIRST` and `LAST`.
    """
    bounded = (days >= CALENDAR_FIRST) & (days <= CALENDAR_LAST)
    shown = np.where(bounded, days, 0).astype("datetime64[D]").astype("datetime64[s]")
    return np.where(bounded, shown, np.datetime64("NaT", "s"))
