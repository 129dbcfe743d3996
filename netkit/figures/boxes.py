"""Names in boxes; `command` and `chains` are made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from netkit.figures.lettering import text_size
from netkit.figures.looks import actor_names, draw_marker, outline
from netkit.figures.style import INK, PAPER

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from numpy.typing import NDArray

    from netkit.figures.grid import Grid
    from netkit.figures.looks import ActorLooks
    from netkit.figures.sheet import Sheet
    from netkit.network.network import Network

__all__ = ["Box", "box_heights", "box_widths", "boxes_of", "draw_boxes", "kind_handles"]

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
        left, bottom, right, top = grid.frame(number)
        y = (bottom + top) / 2
        person = box.kind in ("person", "")
        patch = PathPatch(
            _frame(left, bottom, right, top, 3.2 if person else 0.0),
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
