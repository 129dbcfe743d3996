"""Values with their intervals: what is known, and how surely."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from netkit.dossier import Dossier
from netkit.errors import ArgumentError
from netkit.figures.lettering import shorten, text_size
from netkit.figures.looks import actor_names, draw_marker, outline
from netkit.figures.sheet import SMALLEST, Columns, Sheet
from netkit.figures.style import INK, QUIET
from netkit.network.network import Network

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["Names", "actor_name", "draw_intervals"]

Names: TypeAlias = "Network | Dossier | Mapping[str, str] | pd.Series[str]"

_ROW: Final = 11.0
_BAR: Final = "#8fa6c4"
_MEAN: Final = "#14213d"
_OBSERVED: Final = "#e0a100"


def draw_intervals(
    frame: pd.DataFrame,
    names: Names | None = None,
    *,
    observed: pd.Series[Any] | None = None,
    top: int | None = 20,
    label: str | None = None,
    ax: Axes | None = None,
    columns: Columns = 1,
    legend: bool = True,
    title: str | None = None,
) -> Axes:
    """
    Draw a dot with a bar for each actor: a mean, and the interval about it.

    Parameters
    ----------
    frame : DataFrame
        Indexed by actor, columns `mean`, `low`, `high`, as an ensemble's `intervals` gives it. Actors without a mean
        are left out.
    names : Network, Dossier, mapping or Series, optional
        Who knows the actors' names; ids are shown without it.
    observed : Series, optional
        Indexed by actor: values of one network, such as the measure itself, as a diamond beside the mean.
    top : int, optional
        How many actors, those with the highest means; None shows all. A note says how many are left out.
    label : str, optional
        What is measured, below the axis; by default what the frame says of itself.
    ax : Axes, optional
        What to draw on; a new figure without it. If it is too small for text of 6 points, everything shrinks and the
        figure says so.
    columns : {1, 2}
        How many columns of a journal a new figure is wide.
    legend : bool, default: True
        Whether a legend stands below.
    title : str, optional
        Above the figure; none without it.

    Returns
    -------
    Axes
        Its unit is the point of the printed page.

    Raises
    ------
    ArgumentError
        If a column is missing, or an interval ends before it begins.

    Examples
    --------
    >>> import pandas as pd
    >>> from netkit.figures.intervals import draw_intervals
    >>> frame = pd.DataFrame({"mean": [2.0, 5.0], "low": [1.0, 4.0], "high": [3.0, 7.0]}, index=["a", "b"])
    >>> [text.get_text() for text in draw_intervals(frame).texts if text.get_gid().startswith("name:")]
    ['b', 'a']
    """
    if missing := [column for column in ("mean", "low", "high") if column not in frame]:
        raise ArgumentError(f"`frame` has no column {missing[0]!r}; it takes mean, low and high")
    table = frame[["mean", "low", "high"]].astype(float).dropna()
    if top is not None and top < 1:
        raise ArgumentError(f"`top` is {top}; at least one actor is shown")
    # The mean of a skewed measure may well lie outside the interval of its quantiles.
    if (table["low"] > table["high"]).any():
        raise ArgumentError("`frame`: an interval ends before it begins")
    table = table.sort_values("mean", ascending=False, kind="stable")
    shown = table if top is None else table.head(top)
    sheet = Sheet(ax, columns)
    width, size = sheet.room[0], sheet.name_size
    texts = [shorten(actor_name(names, str(actor)), size, width / 2) for actor in shown.index]
    margin = max((text_size(text, size)[0] for text in texts), default=0.0) + 9
    measured = str(frame.attrs.get("measure", "")) if label is None else label
    left_out = len(table) - len(shown)
    handles = _handles(observed is not None) if legend and len(shown) else []
    height = len(shown) * _ROW + 14 + (9 if measured else 0)
    box = sheet.open(max(width, margin + 60), max(height, 30), lambda: handles, title=title, notes=1 if left_out else 0)
    if shown.empty:
        return sheet.empty("no actor has a value")
    seen = shown if observed is None else shown.assign(observed=observed.reindex(shown.index).astype(float))
    low, high = float(np.nanmin(seen.to_numpy())), float(np.nanmax(seen.to_numpy()))
    ticks = MaxNLocator(nbins=5 if width < 400 else 8).tick_values(min(low, 0.0) if low < high * 0.4 else low, high)
    bottom, ceiling = box[1] + 12 + (9 if measured else 0), box[3]
    right = box[2] - text_size(f"{ticks[-1]:g}", SMALLEST)[0] / 2 - 2

    def x(value: float) -> float:
        return float(margin + (value - ticks[0]) / (ticks[-1] - ticks[0] or 1.0) * (right - margin))

    for tick in ticks:
        sheet.line([x(tick)] * 2, [bottom, ceiling], "#dfe2e6", 0.5, zorder=1)
        sheet.text(x(tick), bottom - 2, f"{tick:g}", size=SMALLEST, color=QUIET, ha="center", va="top", gid="tick")
    if measured:
        sheet.text((margin + right) / 2, bottom - 11, measured, size=SMALLEST, ha="center", va="top", gid="measure")
    for place, (actor, row) in enumerate(shown.iterrows()):
        y = ceiling - (place + 0.5) * _ROW
        sheet.text(margin - 5, y, texts[place], ha="right", gid=f"name:{actor}")
        sheet.line([x(row["low"]), x(row["high"])], [y, y], _BAR, 2.6, zorder=2, gid=f"interval:{actor}")
        draw_marker(sheet, outline(np.array([x(row["mean"]), y]), 2.3, "circle"), _MEAN, gid=f"mean:{actor}")
        value = float("nan") if observed is None else float(seen["observed"].iloc[place])
        if np.isfinite(value):
            corners = outline(np.array([x(value), y]), 2.1, "diamond")
            draw_marker(sheet, corners, _OBSERVED, zorder=5, gid=f"observed:{actor}")
    sheet.notes(f"The first {len(shown)} of {len(table)} actors." if left_out else "")
    return sheet.ax


def actor_name(names: Names | None, actor: str) -> str:
    """
    Look up what an actor is called.

    Parameters
    ----------
    names : Network, Dossier, mapping or Series, or None
        Who knows it.
    actor : str
        His id.

    Returns
    -------
    str
        The id itself where nobody knows.
    """
    if names is None:
        return actor
    if isinstance(names, Dossier):
        found = names.actors["name"].get(actor, actor)
    elif isinstance(names, Network):
        known = actor_names(names)
        found = known.get(actor, names.all_actors["name"].get(actor, actor) if "name" in names.all_actors else actor)
    else:
        found = names.get(actor, actor)
    return str(found)


def _handles(observed: bool) -> list[Artist]:
    dot = {"linestyle": "none", "markeredgecolor": INK, "markeredgewidth": 0.5, "markersize": 4.6}
    found: list[Artist] = [
        Line2D([], [], marker="o", markerfacecolor=_MEAN, label="mean", **dot),  # type: ignore[arg-type]  # one dict
        Line2D([], [], color=_BAR, linewidth=2.6, label="interval"),
    ]
    if observed:
        found.append(Line2D([], [], marker="D", markerfacecolor=_OBSERVED, label="one network", **dot))  # type: ignore[arg-type]  # one dict
    return found
