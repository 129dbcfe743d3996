"""Who commands whom: boxes in columns from left to right, as orders travel."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

import numpy as np

from netkit.errors import ArgumentError
from netkit.figures.boxes import Box, box_heights, box_widths, boxes_of, draw_boxes, kind_handles
from netkit.figures.grid import Link, lay_grid, routes
from netkit.figures.indented import draw_indented
from netkit.figures.layers import Layers, layer_boxes
from netkit.figures.lettering import wrap
from netkit.figures.looks import Values, actor_looks
from netkit.figures.sheet import SMALLEST, Columns, Sheet, require
from netkit.figures.style import family_look, family_order
from netkit.figures.ties import Line, draw_line, family_handles, lines_of
from netkit.network.network import Network

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

__all__ = ["draw_command"]

_GAP: Final = 4.0
_NARROWEST: Final = 42.0
_APART: Final = 3.0
# Size of the type and space between columns where the usual ones do not fit.
_TIGHT: Final = (SMALLEST, 14.0)

Arc = tuple[int, int]

Layout = Literal["columns", "indented"]


def draw_command(
    net: Network,
    *,
    ax: Axes | None = None,
    layout: Layout | None = None,
    columns: Columns = 2,
    color: Values = "role",
    doubtful: float = 0.5,
    legend: bool = True,
    title: str | None = None,
) -> Axes:
    """
    Draw a hierarchy: in columns from left to right, the names in boxes; or as an indented list.

    An arrow leads the way that orders travel: from a superior to his staff, and from an organisation to its members
    and parts. In columns each box stands right of all that command it, and ties that place no box are thinner. Where
    orders run in a circle, the weakest tie of it leads back to the left. In a list everybody stands below his
    strongest superior; arrows from the others, who are named behind him, end at his name.

    Parameters
    ----------
    net : Network
        Directed, such as ``dossier.network(view="command", at=…)``.
    ax : Axes, optional
        What to draw on; a new figure without it. If it is too small for text of 6 points, everything shrinks and the
        figure says so.
    layout : {"columns", "indented"}, optional
        "columns" shows who is far from whom and takes as much width as the longest chain needs; "indented" fits one
        or two columns of a journal however long the chains are. Without it columns where they fit the width, else a
        list that says why.
    columns : {1, 2}
        How many columns of a journal a new figure is wide. With ``layout="columns"`` wider if boxes need it; as high
        as it takes. A figure that is wider than that or higher than a page says so.
    color : str, Series or callable, default: "role"
        What the colour of the marker in each box means; see `draw_network`.
    doubtful : float, default: 0.5
        Ties less probable than this, and derived ones, are drawn with gaps. The less probable place no box.
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
        If the network has no direction, or `color` leads to nothing that can be drawn.

    Examples
    --------
    >>> import netkit as nk
    >>> import pandas as pd
    >>> from netkit.figures.command import draw_command
    >>> ties = pd.DataFrame([("a", "b"), ("b", "c")], columns=["subject", "object"])
    >>> ax = draw_command(nk.from_pandas(ties))
    >>> [text.get_text() for text in ax.texts]
    ['a', 'b', 'c']
    """
    require(net, Network, "net", 'a network, such as `dossier.network(view="command", at=…)`')
    if not net.directed:
        raise ArgumentError('`net` has no direction, so nobody commands; make it with view="command"')
    if layout not in (None, *get_args(Layout)):
        raise ArgumentError(f"`layout` is {layout!r}; it is one of {', '.join(get_args(Layout))}")
    sheet = Sheet(ax, columns)
    lines = lines_of(net, doubtful, oriented=True)
    looks = actor_looks(net, size=None, color=color, radius=2.7, largest=2.7)
    arcs, others = _placing(net.n_actors, lines)
    listed = partial(
        draw_indented, sheet, net, lines, [*arcs, *others], looks, doubtful=doubtful, legend=legend, title=title
    )
    if layout == "indented" and net.n_actors:
        return listed(why="")
    boxes = boxes_of(net, looks)
    several = max(Counter(frozenset((line.start, line.stop)) for line in lines).values(), default=1)
    tries = [
        _plan(boxes, arcs, others, sheet.room[0], several, *look)
        for look in ((min(sheet.name_size, 6.5), 19.0), _TIGHT)
    ]
    plan = next((plan for plan in tries if plan.whole <= sheet.room[0]), tries[0])
    if layout is None and plan.whole > sheet.room[0]:
        return listed(why=f"A list, as columns would be {plan.whole / 72 * 25.4:.0f} mm wide.")

    def handles() -> list[Artist]:
        actors = [*looks.handles(sheet, blank=False), *kind_handles(boxes, sheet)]
        return [*actors, *family_handles(lines, sheet, doubtful)] if legend and boxes else []

    height = max(plan.layers.height, 12.0) + 4
    left, _, right, top = sheet.open(plan.whole, height, handles, title=title, notes=0)
    if net.n_actors == 0:
        return sheet.empty("no actor has a tie in this network")
    start = left + max((right - left - plan.whole) / 2, 0) + 2
    grid = lay_grid(plan.layers, plan.widths, plan.heights, plan.gaps, start, top - 2)
    families = family_order(line.family for line in lines)
    links = [Link(line.start, line.stop, (line.family, bool(line.doubts))) for line in lines]
    for number, (line, pieces) in enumerate(zip(lines, routes(grid, links), strict=True)):
        placing = _places(line, plan.layers)
        draw_line(
            sheet,
            pieces,
            family_look(line.family, families),
            doubtful=bool(line.doubts),
            arrow=line.arrow,
            thin=1.0 if placing else 0.65,
            alpha=1.0 if placing else 0.85,
            zorder=3.0 if placing else 2.0,
            gid=f"tie:{number}",
        )
    draw_boxes(sheet, grid, plan.boxes, plan.size)
    sheet.notes()
    return sheet.ax


class _Plan(NamedTuple):
    """Boxes in columns: what they say, at which size, and how much width they take."""

    boxes: list[Box]
    size: float
    layers: Layers
    widths: NDArray[np.float64]
    heights: NDArray[np.float64]
    gaps: list[float]
    whole: float


def _plan(
    boxes: list[Box], arcs: list[Arc], others: list[Arc], room: float, several: int, size: float, least: float
) -> _Plan:
    """Set names so narrow that the columns fit the room if they can, with so much between them at least."""
    span = int(layer_boxes(np.full(len(boxes), 12.0), arcs, others, _GAP).column.max(initial=0)) + 1
    widest = max((room - 4 - (span - 1) * least) / span - 14.0, _NARROWEST)
    boxes = [replace(box, text=wrap(box.text, size, min(widest, 110.0))) for box in boxes]
    # Boxes are high enough for the most lines that run side by side between two of them.
    heights = np.maximum(box_heights(boxes, size), (several - 1) * _APART + 5.0)
    widths = box_widths(boxes, size)
    layers = layer_boxes(heights, arcs, others, _GAP)
    needed = sum(float(widths[layers.column == place].max(initial=0.0)) for place in range(span))
    between = float(np.clip((room - 4 - needed) / max(span - 1, 1), least, 60.0))
    return _Plan(boxes, size, layers, widths, heights, [between] * (span - 1), needed + between * (span - 1) + 4)


def _places(line: Line, layers: Layers) -> bool:
    return (line.start, line.stop) in layers.tree


def _placing(n: int, lines: list[Line]) -> tuple[list[Arc], list[Arc]]:
    """Sort ties into those that place boxes, the strongest first, and those too improbable for it."""
    order = {family: place for place, family in enumerate(family_order(line.family for line in lines))}

    def strength(line: Line) -> tuple[object, ...]:
        doubts = line.doubts
        return "improbable" in doubts, order[line.family], "derived" in doubts, -line.probability, line.start, line.stop

    ranked = sorted((line for line in lines if line.start != line.stop), key=strength)
    sure = [line for line in ranked if "improbable" not in line.doubts]
    placed = {end for line in sure for end in (line.start, line.stop)}
    arcs = [(line.start, line.stop) for line in sure]
    others: list[Arc] = []
    for line in ranked:
        if "improbable" in line.doubts:
            (others if line.start in placed and line.stop in placed else arcs).append((line.start, line.stop))
    return arcs, others
