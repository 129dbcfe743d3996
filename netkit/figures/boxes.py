"""Names in boxes, in columns from left to right, and the lines between them; `command` and `chains` are made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from netkit.figures.layers import Layers
from netkit.figures.looks import actor_names, draw_marker, outline
from netkit.figures.sheet import text_size
from netkit.figures.style import INK, PAPER

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from numpy.typing import NDArray

    from netkit.figures.looks import ActorLooks
    from netkit.figures.sheet import Sheet
    from netkit.network.network import Network

__all__ = [
    "Box",
    "Grid",
    "Link",
    "box_heights",
    "box_widths",
    "boxes_of",
    "draw_boxes",
    "kind_handles",
    "lay_grid",
    "routes",
]

PAD: Final = 2.4
MARK: Final = 2.7
_GREY: Final = "#e9ebee"


@dataclass(frozen=True)
class Box:
    """
    An actor as a box.

    Parameters
    ----------
    key, text : str
        Id, and the name with its line breaks.
    kind : str
        Persons have round corners, others square ones and a grey ground.
    fill, shape : str
        Of the marker that tells the role; no `shape`, no marker.
    heavy : bool
        Whether the outline is heavy.
    """

    key: str
    text: str
    kind: str
    fill: str = PAPER
    shape: str = ""
    heavy: bool = False


@dataclass(frozen=True)
class Link:
    """
    A line between two boxes.

    Parameters
    ----------
    start, stop : int
        Boxes.
    kind : hashable
        Lines of the same kind share a lane; others run beside it.
    """

    start: int
    stop: int
    kind: Hashable


@dataclass(frozen=True)
class Grid:
    """
    Boxes with their places on the page.

    Parameters
    ----------
    layers : Layers
        Columns and heights.
    left, right : list of float
        Sides of each column.
    rows : ndarray of float, shape (n,)
        Middle of each box, upwards.
    heights : ndarray of float, shape (n,)
        Of the boxes.
    top : float
        From which lanes are measured downwards.
    """

    layers: Layers
    left: list[float]
    right: list[float]
    rows: NDArray[np.float64]
    heights: NDArray[np.float64]
    top: float


def boxes_of(net: Network, looks: ActorLooks) -> list[Box]:
    """
    Make a box of each actor.

    Parameters
    ----------
    net : Network
        What is drawn.
    looks : ActorLooks
        How its actors are drawn. White circles, of which nothing is told, are left out.

    Returns
    -------
    list of Box
        In the network's order, names in one line.
    """
    kinds = net.actors["kind"].astype("str").to_list() if "kind" in net.actors else [""] * net.n_actors
    rows = zip(net.index, actor_names(net), kinds, looks.fills, looks.shapes, looks.heavy, strict=True)
    return [
        Box(str(key), name, kind, fill, "" if (fill, shape) == (PAPER, "circle") else shape, bool(heavy))
        for key, name, kind, fill, shape, heavy in rows
    ]


def box_heights(boxes: Sequence[Box], size: float) -> NDArray[np.float64]:
    """
    Measure boxes.

    Parameters
    ----------
    boxes : sequence of Box
        What they say.
    size : float
        Of the type, in points.

    Returns
    -------
    ndarray of float, shape (n,)
        Points.
    """
    return np.array([text_size(box.text, size)[1] + 2 * PAD for box in boxes])


def box_widths(boxes: Sequence[Box], size: float) -> NDArray[np.float64]:
    """
    Measure boxes.

    Parameters
    ----------
    boxes : sequence of Box
        What they say.
    size : float
        Of the type, in points.

    Returns
    -------
    ndarray of float, shape (n,)
        Points.
    """
    return np.array([text_size(box.text, size)[0] + 2 * PAD + (2 * MARK + 2.5 if box.shape else 0.0) for box in boxes])


def lay_grid(
    layers: Layers,
    widths: NDArray[np.float64],
    heights: NDArray[np.float64],
    gaps: Sequence[float],
    left: float,
    top: float,
) -> Grid:
    """
    Give the columns their places.

    Parameters
    ----------
    layers : Layers
        Columns and heights.
    widths, heights : ndarray of float, shape (n,)
        Of the boxes; a column is as wide as its widest.
    gaps : sequence of float
        Between neighbouring columns.
    left, top : float
        Corner of the first column.

    Returns
    -------
    Grid
        On the page.
    """
    lefts, rights, x = [], [], left
    for place in range(int(layers.column.max(initial=-1)) + 1):
        here = widths[layers.column == place]
        lefts.append(x)
        rights.append(x + float(here.max(initial=0.0)))
        x = rights[-1] + (gaps[place] if place < len(gaps) else 0.0)
    return Grid(layers, lefts, rights, top - layers.y, heights, top)


def routes(grid: Grid, links: Sequence[Link], apart: float = 4.2) -> list[list[NDArray[np.float64]]]:
    """
    Lay a line for each link, from the side of one box to the side of the other.

    Parameters
    ----------
    grid : Grid
        Boxes with their places.
    links : sequence of Link
        What leads where.
    apart : float
        Space between two lines that lead into a box, if its side is long enough.

    Returns
    -------
    list of list of ndarray, each of shape (4, 2)
        Cubic Bézier curves of each link, from its start to its stop.
    """
    column = grid.layers.column
    ways: list[tuple[int, int, list[float]]] = []
    for link in links:
        a, b = (link.start, link.stop) if column[link.start] <= column[link.stop] else (link.stop, link.start)
        ways.append((a, b, [grid.top - height for height in grid.layers.lanes.get((a, b), [])]))
    beside = _lane_offsets(links, ways)
    ports = _ports(grid, links, ways, apart)
    found = []
    for number, (link, (a, b, lanes)) in enumerate(zip(links, ways, strict=True)):
        out, into = ports[number]
        x, y = grid.right[column[a]], out
        pieces = []
        if column[a] == column[b]:
            reach = grid.right[column[a]] + min(9.0 + abs(into - out) * 0.12, 20.0)
            pieces = [np.array([[x, out], [reach, out], [reach, into], [x, into]])]
        else:
            for step, lane in enumerate(lanes):
                place = int(column[a]) + 1 + step
                level = lane + beside[number]
                pieces.append(_swing(x, y, grid.left[place], level))
                pieces.append(_swing(grid.left[place], level, grid.right[place], level))
                x, y = grid.right[place], level
            pieces.append(_swing(x, y, grid.left[column[b]], into))
        if a != link.start:
            pieces = [piece[::-1] for piece in reversed(pieces)]
        found.append(pieces)
    return found


def _swing(x: float, y: float, to_x: float, to_y: float) -> NDArray[np.float64]:
    half = (to_x - x) * 0.5
    return np.array([[x, y], [x + half, y], [to_x - half, to_y], [to_x, to_y]])


def _lane_offsets(links: Sequence[Link], ways: list[tuple[int, int, list[float]]]) -> list[float]:
    """Lines of several kinds in the lane of one box run side by side."""
    kinds: dict[int, list[Hashable]] = defaultdict(list)
    for link, (a, _, lanes) in zip(links, ways, strict=True):
        if lanes and link.kind not in kinds[a]:
            kinds[a].append(link.kind)
    return [
        (kinds[a].index(link.kind) - (len(kinds[a]) - 1) / 2) * 1.7 if lanes else 0.0
        for link, (a, _, lanes) in zip(links, ways, strict=True)
    ]


def _ports(
    grid: Grid, links: Sequence[Link], ways: list[tuple[int, int, list[float]]], apart: float
) -> list[tuple[float, float]]:
    """Where on the sides of their boxes lines begin and end: in the order of where they lead, so that none crosses."""
    column = grid.layers.column
    wishes: dict[tuple[int, str], dict[Hashable, float]] = defaultdict(dict)
    keys: list[tuple[tuple[tuple[int, str], Hashable], tuple[tuple[int, str], Hashable]]] = []
    for number, (link, (a, b, lanes)) in enumerate(zip(links, ways, strict=True)):
        same = column[a] == column[b]
        towards = lanes[0] if lanes else float(grid.rows[b])
        out_key: Hashable = (a, "lane", link.kind, link.start == a) if lanes else (number,)
        side = "right" if same else "left"
        wishes[(a, "right")].setdefault(out_key, towards)
        wishes[(b, side)][(number, "in")] = lanes[-1] if lanes else float(grid.rows[a])
        keys.append((((a, "right"), out_key), ((b, side), (number, "in"))))
    places: dict[tuple[tuple[int, str], Hashable], float] = {}
    for (box, side), wanted in wishes.items():
        order = sorted(wanted, key=lambda key: (-wanted[key], str(key)))
        room = max(float(grid.heights[box]) - 5.0, 2.0)
        step = min(apart, room / max(len(order) - 1, 1))
        for place, key in enumerate(order):
            places[(box, side), key] = float(grid.rows[box]) - (place - (len(order) - 1) / 2) * step
    return [(places[out], places[into]) for out, into in keys]


def draw_boxes(sheet: Sheet, grid: Grid, boxes: Sequence[Box], size: float) -> None:
    """
    Draw all boxes.

    Parameters
    ----------
    sheet : Sheet
        What is drawn on.
    grid : Grid
        Their places.
    boxes : sequence of Box
        What they say.
    size : float
        Of the type, in points.
    """
    for number, box in enumerate(boxes):
        place = grid.layers.column[number]
        left, right = grid.left[place], grid.right[place]
        y, half = float(grid.rows[number]), float(grid.heights[number]) / 2
        person = box.kind in ("person", "")
        patch = PathPatch(
            _frame(left, y - half, right, y + half, 3.2 if person else 0.0),
            facecolor=PAPER if person else _GREY,
            edgecolor=INK,
            linewidth=(1.6 if box.heavy else 0.55) * sheet.scale,
            zorder=4,
            clip_on=False,
        )
        patch.set_gid(f"box:{box.key}")
        sheet.ax.add_artist(patch)
        inset = 0.0
        if box.shape:
            inset = 2 * MARK + 2.5
            corners = outline(np.array([left + PAD + MARK, y]), MARK, box.shape)
            draw_marker(sheet, corners, box.fill, zorder=5, gid=f"role:{box.key}")
        sheet.text((left + inset + right) / 2, y, box.text, size=size, ha="center", gid=f"label:{box.key}")


def _frame(left: float, bottom: float, right: float, top: float, corner: float) -> Path:
    if corner == 0:
        return Path([[left, bottom], [right, bottom], [right, top], [left, top], [left, bottom]], closed=True)
    c = min(corner, (top - bottom) / 2)
    points = [(left + c, bottom), (right - c, bottom), (right, bottom), (right, bottom + c), (right, top - c)]
    points += [(right, top), (right - c, top), (left + c, top), (left, top), (left, top - c)]
    points += [(left, bottom + c), (left, bottom), (left + c, bottom), (left + c, bottom)]
    line, arc = Path.LINETO, Path.CURVE3
    return Path(points, [Path.MOVETO, line, arc, arc, line, arc, arc, line, arc, arc, line, arc, arc, Path.CLOSEPOLY])


def kind_handles(boxes: Sequence[Box], sheet: Sheet) -> list[Artist]:
    """
    Make the legend's entries for kinds of actors.

    Parameters
    ----------
    boxes : sequence of Box
        What is drawn.
    sheet : Sheet
        What is drawn on.

    Returns
    -------
    list of Artist
        None if all are of one kind.
    """
    kinds = list(dict.fromkeys(box.kind for box in boxes))
    if len(kinds) < 2:
        return []
    found: list[Artist] = []
    others = ", ".join(sorted(kind for kind in kinds if kind not in ("person", "")))
    for person, label in ((True, "person"), (False, others)):
        frame = _frame(-1.0, -0.55, 1.0, 0.55, 0.4 if person else 0.0)
        found.append(
            Line2D(
                [],
                [],
                linestyle="none",
                marker=frame,
                markersize=13 * sheet.scale,
                markerfacecolor=PAPER if person else _GREY,
                markeredgecolor=INK,
                markeredgewidth=0.55 * sheet.scale,
                label=label,
            )
        )
    return found
