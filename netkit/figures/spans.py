"""Time on the page: a scale of years, and bars that fade where nobody knows when something began or ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgb

from netkit.dates import FIRST, LAST, day_number, window
from netkit.errors import ArgumentError
from netkit.figures.lettering import text_size
from netkit.figures.sheet import SMALLEST
from netkit.figures.style import QUIET

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netkit.figures.sheet import Sheet

__all__ = ["FADE", "Scale", "day_range", "draw_bar", "draw_years", "likelihood"]

# Over how many days an end fades of which only one side is known.
FADE: Final = 500
_SLICE: Final = 1.2

Bounds = tuple[int, int, int, int]


@dataclass(frozen=True)
class Scale:
    """
    Days on the page.

    Parameters
    ----------
    first, after : int
        First day shown, and the first day after the last.
    left, right : float
        Where they stand, in points.
    """

    first: int
    after: int
    left: float
    right: float

    def x(self, day: float) -> float:
        """
        Give the place of a day.

        Parameters
        ----------
        day : float
            Days since 1970-01-01.

        Returns
        -------
        float
            Points, within the scale.
        """
        share = (min(max(day, self.first), self.after) - self.first) / (self.after - self.first)
        return self.left + share * (self.right - self.left)


def day_range(bounds: Iterable[Bounds], between: tuple[str, str] | None) -> tuple[int, int]:
    """
    Choose whole years to show.

    Parameters
    ----------
    bounds : iterable of tuple of int
        Four days each: earliest and latest beginning, earliest and latest end.
    between : tuple of str or None
        First and last date, if somebody chose them.

    Returns
    -------
    tuple of int
        First day shown, and the first day after the last.

    Raises
    ------
    ArgumentError
        If `between` runs backwards.
    DateError
        If a date cannot be read.
    """
    if between is not None:
        first, after = window(between[0])[0], window(between[1])[1]
        if first >= after:
            raise ArgumentError(f"`between` runs backwards: {between!r}; give the earlier date first")
        return first, after
    known = [day for four in bounds for day in four if FIRST < day < LAST]
    if not known:
        return day_number("1900-01-01"), day_number("1901-01-01")
    years = [np.datetime64(day, "D").astype("datetime64[Y]") for day in (min(known), max(known) - 1)]
    return int(years[0].astype("datetime64[D]").astype(int)), int((years[1] + 1).astype("datetime64[D]").astype(int))


def likelihood(bounds: Bounds, days: NDArray[np.float64]) -> NDArray[np.float64]:
    """
    Tell how surely something held on certain days, every possible day of its beginning and end being as likely.

    Parameters
    ----------
    bounds : tuple of int
        Earliest and latest beginning, earliest and latest end. Where only one side of a beginning or end is known it
        fades over `FADE` days.
    days : ndarray of float, shape (k,)
        Days since 1970-01-01.

    Returns
    -------
    ndarray of float, shape (k,)
        Between 0 and 1.
    """
    begun = _ramp(bounds[0], bounds[1], days)
    ended = _ramp(bounds[2], bounds[3], days)
    return np.asarray(begun * (1 - ended))


def _ramp(low: int, high: int, days: NDArray[np.float64]) -> NDArray[np.float64]:
    if low <= FIRST and high >= LAST:
        return np.full(len(days), 0.5)
    low = high - FADE if low <= FIRST else low
    high = low + FADE if high >= LAST else high
    return np.clip((days - low) / max(high - low, 1), 0.0, 1.0) if high > low else (days >= low).astype(float)


def draw_bar(
    sheet: Sheet,
    scale: Scale,
    bounds: Bounds,
    y: float,
    color: str,
    *,
    thick: float = 4.0,
    doubtful: bool = False,
    gid: str = "",
) -> tuple[float, float] | None:
    """
    Draw a stretch of time.

    Parameters
    ----------
    sheet : Sheet
        What is drawn on.
    scale : Scale
        Where days stand.
    bounds : tuple of int
        As for `likelihood`.
    y : float
        Middle of the bar.
    color : str
        Of what is certain; the less sure, the paler.
    thick : float
        Points.
    doubtful : bool
        Whether the bar has gaps.
    gid : str
        What it is called in the figure.

    Returns
    -------
    tuple of float or None
        Where it begins and ends; None if all of it lies beyond the scale.
    """
    edges = np.arange(scale.left, scale.right + _SLICE, _SLICE)
    day = scale.first + (edges[:-1] + _SLICE / 2 - scale.left) / (scale.right - scale.left) * (
        scale.after - scale.first
    )
    shade = likelihood(bounds, day)
    if doubtful:
        shade = np.where(np.arange(len(shade)) % 5 < 3, shade, 0.0)
    here = np.flatnonzero(shade > 0.02)
    if len(here) == 0:
        # Shorter than a slice: a stroke at its day, if that is shown at all.
        middle = max(bounds[0], bounds[1] if bounds[0] <= FIRST else bounds[0])
        if not scale.first <= middle < scale.after:
            return None
        here, shade = np.array([np.clip(np.searchsorted(day, middle), 0, len(day) - 1)]), np.ones(len(day))
    shade = np.round(shade, 2)
    corners, colors = [], []
    run = here[0]
    for place, following in zip(here, [*here[1:], -1], strict=True):
        if following == place + 1 and shade[following] == shade[run]:
            continue
        left, right = edges[run], min(edges[place + 1], scale.right)
        corners.append([(left, y - thick / 2), (right, y - thick / 2), (right, y + thick / 2), (left, y + thick / 2)])
        colors.append((*to_rgb(color), 0.08 + 0.92 * float(shade[run])))
        run = following
    bar = PolyCollection(corners, facecolors=colors, edgecolors="none", antialiased=False, zorder=3, clip_on=False)
    bar.set_gid(gid)
    sheet.ax.add_collection(bar, autolim=False)
    return float(edges[here[0]]), min(float(edges[here[-1] + 1]), scale.right)


def draw_years(sheet: Sheet, scale: Scale, bottom: float, top: float) -> None:
    """
    Draw a scale of years with faint lines upwards.

    Parameters
    ----------
    sheet : Sheet
        What is drawn on.
    scale : Scale
        Where days stand.
    bottom, top : float
        The lines' ends; the years stand below.
    """
    first = int(str(np.datetime64(scale.first, "D"))[:4])
    last = int(str(np.datetime64(scale.after - 1, "D"))[:4]) + 1
    room = (scale.right - scale.left) / max(last - first, 1)
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if room * step > text_size("1937", SMALLEST)[0] + 8)
    for year in range(first, last + 1):
        day = int(np.datetime64(f"{year:04d}-01-01", "D").astype(int))
        if not scale.first <= day <= scale.after:
            continue
        told = year % step == 0
        sheet.line([scale.x(day)] * 2, [bottom, top], "#c9cdd3" if told else "#e9ebee", 0.5, zorder=1)
        half = text_size(str(year), SMALLEST)[0] / 2
        if told and half <= scale.x(day) < scale.right - 4:
            sheet.text(
                scale.x(day), bottom - 2, str(year), size=SMALLEST, color=QUIET, ha="center", va="top", gid="year"
            )
