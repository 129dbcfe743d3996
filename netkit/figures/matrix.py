"""Who is tied to whom as a table of cells, in blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from matplotlib.collections import PolyCollection
from matplotlib.patches import Patch

from netkit.errors import ArgumentError
from netkit.figures.lettering import shorten, text_size
from netkit.figures.looks import actor_names, actor_values
from netkit.figures.sheet import SMALLEST, Columns, Sheet, require
from netkit.figures.style import INK, QUIET
from netkit.network.network import Network

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

__all__ = ["draw_matrix"]

_SMALLEST_CELL: Final = 7.2
_GREYS: Final = ["#b9c2cf", "#7d8ca3", "#44546f", "#14213d"]


def draw_matrix(
    net: Network,
    *,
    groups: str | pd.Series[Any] | None = None,
    ax: Axes | None = None,
    columns: Columns = 2,
    labels: bool = True,
    legend: bool = True,
    title: str | None = None,
) -> Axes:
    """
    Draw a network as a matrix, rows to columns: a cell is the darker, the more ties lead from one to the other.

    Parameters
    ----------
    net : Network
        What is drawn. Ties without direction fill two cells.
    groups : str or Series, optional
        A column of the actors, a measure that gives groups (such as "communities"), or values indexed by actor:
        actors of a group stand together, with lines between the groups. Those without one come last.
    ax : Axes, optional
        What to draw on; a new figure without it.
    columns : {1, 2}
        How many columns of a journal a new figure is wide; up to two fifths wider if the names need it.
    labels : bool, default: True
        Whether rows and columns are named, if there is room for type of 6 points; a note says so if there is not.
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
        If `groups` leads to no value for each actor.

    Examples
    --------
    >>> import netkit as nk
    >>> import pandas as pd
    >>> from netkit.figures.matrix import draw_matrix
    >>> ties = pd.DataFrame([("a", "b"), ("b", "c")], columns=["subject", "object"])
    >>> ax = draw_matrix(nk.from_pandas(ties))
    >>> sum(len(cells.get_paths()) for cells in ax.collections)
    2
    """
    require(net, Network, "net", "a network, such as `dossier.network(at=…)`")
    sheet = Sheet(ax, columns)
    n = net.n_actors
    group = _groups(net, groups)
    order = _order(net, group)
    counts = _counts(net)[np.ix_(order, order)]
    heads = [word for word in dict.fromkeys(group.iloc[order]) if groups is not None]
    side = max((text_size(word or "no group", SMALLEST)[0] for word in heads), default=-6.0) + 8
    # Names are cut where their cells would get too small otherwise.
    spare = sheet.room[0] - n * _SMALLEST_CELL - side - 5
    names = [shorten(name, SMALLEST, max(90.0, min(spare, 0.3 * sheet.room[0]))) for name in actor_names(net)]
    widest = max((text_size(name, SMALLEST)[0] for name in names), default=0.0) + 5
    needed = widest + n * _SMALLEST_CELL + side
    # A little wider than the column rather than without names.
    width = needed if sheet.own and labels and sheet.room[0] < needed < 1.4 * sheet.room[0] else sheet.room[0]
    limit = width - side if sheet.own else min(width - side, sheet.room[1] - 30)
    named = labels and n > 0 and (limit - widest) / n >= _SMALLEST_CELL - 1e-6
    margin = widest if named else 4.0
    cell = min((limit - margin) / max(n, 1), 14.0)
    steps = _steps(counts)
    handles = _handles(steps) if legend and n else []
    notes = 1 if labels and n and not named else 0
    box = sheet.open(width, max(margin + n * cell + 2, 30.0), lambda: handles, title=title, notes=notes)
    if n == 0:
        return sheet.empty("no actor has a tie in this network")
    left, top = margin, box[3] - margin
    right, bottom = left + n * cell, top - n * cell
    sheet.line([left, right, right, left, left], [top, top, bottom, bottom, top], INK, 0.6, zorder=3)
    for shade, (low, high) in zip(_GREYS[len(_GREYS) - len(steps) :], steps, strict=True):
        rows, cols = np.nonzero((counts >= low) & (counts <= high))
        corner = np.array([left, top]) + np.column_stack([cols, -rows]) * cell
        corners = corner[:, None, :] + np.array([[0, 0], [1, 0], [1, -1], [0, -1]]) * cell
        cells = PolyCollection(
            list(corners), facecolors=shade, edgecolors="white", linewidths=0.3 * sheet.scale, zorder=2
        )
        cells.set_gid(f"cells:{low}-{high}")
        sheet.ax.add_collection(cells, autolim=False)
    for place, actor in enumerate(order if named else []):
        name, middle = names[actor], (place + 0.5) * cell
        sheet.text(left - 3, top - middle, name, size=SMALLEST, ha="right", gid=f"row:{net.index[actor]}")
        above = sheet.text(
            left + middle, top + 3, name, size=SMALLEST, ha="center", va="bottom", gid=f"column:{net.index[actor]}"
        )
        above.set_rotation(90)
    start = 0
    for word in heads:
        size = int((group == word).sum())
        edge = (start + size) * cell
        if start + size < n:
            sheet.line([left + edge] * 2, [top, bottom], INK, 0.6, zorder=3, gid=f"block:{word}")
            sheet.line([left, right], [top - edge] * 2, INK, 0.6, zorder=3, gid=f"block:{word}:across")
        middle = top - (start + size / 2) * cell
        if size * cell >= 7.0:
            sheet.text(right + 4, middle, word or "no group", size=SMALLEST, color=QUIET, gid=f"group:{word}")
        start += size
    sheet.notes(f"{n} actors: no room for their names." if notes else "")
    return sheet.ax


def _groups(net: Network, groups: str | pd.Series[Any] | None) -> pd.Series[str]:
    if groups is None:
        return pd.Series("", index=net.index, dtype="str")
    if not isinstance(groups, (str, pd.Series)):
        raise ArgumentError(
            f"`groups` is a {type(groups).__name__}; give a column of the actors, a measure or a Series"
        )
    values = actor_values(net, groups, "groups")
    if pd.api.types.is_float_dtype(values):
        values = values.map(lambda value: "" if pd.isna(value) else f"{value:g}")
    return values.fillna("").astype("str")


def _order(net: Network, group: pd.Series[str]) -> list[int]:
    """Large groups first, those without one last, and within a group who has most ties first."""
    sizes = group.map(group.value_counts())
    ties = np.bincount(
        net.index.get_indexer(pd.Index(pd.concat([net.ties["subject"], net.ties["object"]]))), minlength=net.n_actors
    )
    return sorted(range(net.n_actors), key=lambda i: (group.iloc[i] == "", -sizes.iloc[i], group.iloc[i], -ties[i], i))


def _counts(net: Network) -> NDArray[np.int64]:
    ties = net.ties
    counts = np.zeros((net.n_actors, net.n_actors), dtype=np.int64)
    start = net.index.get_indexer(pd.Index(ties["subject"]))
    stop = net.index.get_indexer(pd.Index(ties["object"]))
    np.add.at(counts, (start, stop), 1)
    both = ~(ties["directed"].to_numpy(dtype=bool) & net.directed) & (start != stop)
    np.add.at(counts, (stop[both], start[both]), 1)
    return counts


def _steps(counts: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Numbers of ties that share a shade, at most four of them."""
    most = int(counts.max(initial=0))
    if most <= 4:
        return [(number, number) for number in range(1, most + 1) if (counts == number).any()]
    edges = [1, 2, 3, 5] if most < 12 else [1, 2, 4, 8]
    steps = [(low, high - 1) for low, high in zip(edges, [*edges[1:], most + 1], strict=True)]
    return [(low, high) for low, high in steps if ((counts >= low) & (counts <= high)).any()]


def _handles(steps: list[tuple[int, int]]) -> list[Artist]:
    def told(low: int, high: int) -> str:
        return f"{low if low == high else f'{low} to {high}'} tie{'' if high == 1 else 's'}"

    return [
        Patch(color=shade, label=told(*step))
        for shade, step in zip(_GREYS[len(_GREYS) - len(steps) :], steps, strict=True)
    ]
