"""How far numbers can be relied on: means that settle as draws are added, ranks that fall as more is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from netkit.errors import ArgumentError
from netkit.figures.intervals import Names, actor_name
from netkit.figures.lettering import text_size
from netkit.figures.sheet import SMALLEST, Columns, Sheet
from netkit.figures.style import QUIET

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes
    from matplotlib.typing import LineStyleType

__all__ = ["draw_stability"]

Look: TypeAlias = "tuple[str, LineStyleType, str]"

_HEIGHT: Final = 130.0
_GRID: Final = "#dfe2e6"
_ACCURACY: Final = {
    "top1": "the first is still first",
    "top3": "still among the first three",
    "overlap": "overlap of the first tenths",
    "spearman": "correlation of ranks",
}
# Colour, dashes and marker each tell the lines apart by themselves.
_LOOKS: Final[tuple[Look, ...]] = (
    ("#1f3a5f", "-", "o"),
    ("#e69f00", "--", "s"),
    ("#009e73", "-.", "^"),
    ("#b0306a", ":", "D"),
    ("#56a3d0", (0, (5, 1, 1, 1, 1, 1)), "v"),
    ("#8a5a2b", (0, (1, 1)), "P"),
)


@dataclass(frozen=True)
class _Plot:
    """One line a column over `lines.index`; `error` is half the width of the band about each."""

    lines: pd.DataFrame
    error: pd.DataFrame | None
    labels: dict[str, str]
    x_label: str
    y_label: str


def draw_stability(
    frame: pd.DataFrame,
    names: Names | None = None,
    *,
    ax: Axes | None = None,
    columns: Columns = 1,
    legend: bool = True,
    title: str | None = None,
) -> Axes:
    """
    Draw how means settle as draws are added, or how ranks fall as more of the network is missing.

    Parameters
    ----------
    frame : DataFrame
        Of `Ensemble.convergence`: a line for each actor, the mean over the first so many draws, in a band of twice its
        Monte Carlo error; bands that still overlap at the right tell that the order of the means is not settled. Or of
        `robustness_to_error` with several shares: a line for each kind of accuracy, the mean over the erroneous
        networks.
    names : Network, Dossier, mapping or Series, optional
        Who knows the actors' names; ids are shown without it.
    ax : Axes, optional
        What to draw on; a new figure without it.
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
        If the frame is of neither kind, or has more than six lines.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> net = nk.from_networkx(nx.krackhardt_kite_graph())
    >>> frame = nk.robustness_to_error(net, "degree", share=[0.1, 0.3], draws=20, rng=1)
    >>> [text.get_text() for text in draw_stability(frame).texts if text.get_gid() == "x label"]
    ['missing ties']
    """
    plot = _read(frame, names)
    if len(plot.lines.columns) > len(_LOOKS):
        raise ArgumentError(
            f"`frame` has {len(plot.lines.columns)} lines; more than {len(_LOOKS)} cannot be told apart"
        )
    sheet = Sheet(ax, columns)
    looks = dict(zip(plot.labels, _LOOKS, strict=False))

    def handles() -> list[Line2D]:
        return [_line([], [], looks[name], sheet.scale, plot.labels[name]) for name in plot.labels] if legend else []

    box = sheet.open(sheet.room[0], _HEIGHT, handles, title=title)
    if not plot.lines.notna().to_numpy().any():
        return sheet.empty("no draw has a value")
    low, high = plot.lines, plot.lines
    if plot.error is not None:
        half = plot.error.fillna(0.0)
        low, high = low - half, high + half
    at_x, at_y = _axes(sheet, box, plot, float(np.nanmin(low.to_numpy())), float(np.nanmax(high.to_numpy())))
    for name in plot.labels:
        there = plot.lines[name].dropna().index
        x = [at_x(float(step)) for step in there]
        if plot.error is not None:
            bottom, top = ([at_y(float(value)) for value in side.loc[there, name]] for side in (low, high))
            band = sheet.ax.fill_between(x, bottom, top, color=looks[name][0], alpha=0.16, linewidth=0, zorder=2)
            band.set_gid(f"band:{name}")
        artist = _line(x, [at_y(float(value)) for value in plot.lines.loc[there, name]], looks[name], sheet.scale)
        artist.set_gid(f"line:{name}")
        sheet.ax.add_line(artist)
    sheet.notes()
    return sheet.ax


def _read(frame: pd.DataFrame, names: Names | None) -> _Plot:
    measured = str(frame.attrs.get("measure", ""))
    if {"draws", "actor", "mean", "mc_error"} <= set(frame):
        order = list(dict.fromkeys(frame["actor"]))
        by_actor = frame.set_index(["draws", "actor"])
        mean, error = (by_actor[name].unstack()[order] for name in ("mean", "mc_error"))  # noqa: PD010  # nothing to pool
        labels = {actor: actor_name(names, str(actor)) for actor in order}
        return _Plot(mean, 2 * error, labels, "draws", f"mean {measured}".strip())
    if {"share", *_ACCURACY} <= set(frame):
        mean = frame.groupby("share")[list(_ACCURACY)].mean()
        return _Plot(mean, None, _ACCURACY, str(frame.attrs.get("error", "errors")), f"agreement, {measured}")
    raise ArgumentError(
        "`frame` is neither of `Ensemble.convergence` (draws, actor, mean, mc_error) nor of `robustness_to_error`"
    )


def _axes(
    sheet: Sheet, box: tuple[float, float, float, float], plot: _Plot, low: float, high: float
) -> tuple[Callable[[float], float], Callable[[float], float]]:
    """Draw the grid with its numbers; give the places of values. Draws, which double, stand at equal steps."""
    doubling = plot.error is not None
    ticks = MaxNLocator(nbins=5).tick_values(low, high) if doubling else np.linspace(min(0.0, np.floor(low)), 1.0, 6)
    texts = [f"{tick:.6g}" for tick in ticks]
    steps = [float(step) for step in plot.lines.index]
    told = [f"{step:,.0f}" if doubling else f"{step:.0%}" for step in steps]
    left = box[0] + max(text_size(text, SMALLEST)[0] for text in texts) + 16
    right = box[2] - text_size(told[-1], SMALLEST)[0] / 2 - 3
    bottom, top = box[1] + 24, box[3] - 4
    scale: Callable[[float], float] = np.log2 if doubling else float
    begin, end = scale(steps[0]), scale(steps[-1])

    def at_x(step: float) -> float:
        return float(left + 4 + (scale(step) - begin) / (end - begin or 1.0) * (right - left - 4))

    def at_y(value: float) -> float:
        return float(bottom + (value - ticks[0]) / (ticks[-1] - ticks[0]) * (top - bottom))

    for tick, text in zip(ticks, texts, strict=True):
        sheet.line([left, right], [at_y(tick)] * 2, _GRID, 0.5, zorder=1)
        sheet.text(left - 3, at_y(tick), text, size=SMALLEST, color=QUIET, ha="right", gid="tick")
    taken = float("inf")
    # From the right, so that the last step always has its number.
    for step, text in reversed([*zip(steps, told, strict=True)]):
        half = text_size(text, SMALLEST)[0] / 2
        if at_x(step) + half < taken:
            sheet.text(at_x(step), bottom - 3, text, size=SMALLEST, color=QUIET, ha="center", va="top", gid="tick")
            taken = at_x(step) - half - 3
    sheet.text((left + right) / 2, bottom - 13, plot.x_label, size=SMALLEST, ha="center", va="top", gid="x label")
    upright = sheet.text(box[0] + 1, (bottom + top) / 2, plot.y_label, size=SMALLEST, gid="y label")
    upright.set_rotation(90)
    return at_x, at_y


def _line(x: list[float], y: list[float], look: Look, scale: float, label: str | None = None) -> Line2D:
    color, dashes, marker = look
    return Line2D(
        x,
        y,
        color=color,
        linestyle=dashes,
        linewidth=1.3 * scale,
        marker=marker,
        markersize=3.6 * scale,
        markeredgewidth=0,
        label=label,
        zorder=4,
        clip_on=False,
    )
