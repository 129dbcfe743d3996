"""Ties as lines: parallel ones apart, clipped at the border of what they lead to, heads that end at that border."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Polygon
from matplotlib.path import Path
from matplotlib.patheffects import Stroke

from netkit.figures.style import INK, PAPER, LineLook, family_look, family_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist
    from numpy.typing import NDArray

    from netkit.figures.sheet import Sheet
    from netkit.network.network import Network

__all__ = ["Line", "curve", "cut", "draw_line", "family_handles", "lines_of", "sample"]

HEAD: Final = 5.0
_STEPS: Final = 80


@dataclass(frozen=True)
class Line:
    """
    The ties of one family between two actors in one direction.

    Parameters
    ----------
    start, stop : int
        Positions of the actors; in the direction in which orders travel where that was asked for.
    family : str
        Of relations.
    arrow : bool
        Whether the direction is drawn.
    doubts : frozenset of str
        Why it is drawn with gaps, if each of these ties is "derived" or "improbable".
    ties : int
        How many there are.
    probability : float
        That of the best.
    """

    start: int
    stop: int
    family: str
    arrow: bool
    doubts: frozenset[str]
    ties: int
    probability: float


def lines_of(net: Network, doubtful: float, *, oriented: bool = False) -> list[Line]:
    """
    Bundle ties into the lines that are drawn.

    Parameters
    ----------
    net : Network
        Without direction, lines have no arrow heads.
    doubtful : float
        Ties of a lower probability are doubtful, and so are derived ones.
    oriented : bool
        Whether lines run as orders travel: from an organisation to its members and parts.

    Returns
    -------
    list of Line
        In the order of the ties, one for each pair, direction and family.
    """
    ties = net.ties
    start = net.index.get_indexer(pd.Index(ties["subject"]))
    stop = net.index.get_indexer(pd.Index(ties["object"]))
    arrow = ties["directed"].to_numpy(dtype=bool) & net.directed
    if oriented and net.tables is not None:
        chain = net.tables.relations["chain"].reindex(ties["relation"]).to_numpy()
        if "backward" not in ties:
            start, stop = np.where(chain == "backward", stop, start), np.where(chain == "backward", start, stop)
    turned = ~arrow & (start > stop)
    start, stop = np.where(turned, stop, start), np.where(turned, start, stop)
    table = pd.DataFrame(
        {
            "start": start,
            "stop": stop,
            "family": ties["family"].to_numpy(),
            "arrow": arrow,
            "derived": ties["derived"].to_numpy(dtype=bool),
            "improbable": ties["probability"].to_numpy(dtype=float) < doubtful,
            "probability": ties["probability"].to_numpy(dtype=float),
        }
    )
    table["sure"] = ~(table["derived"] | table["improbable"])
    groups = table.groupby(["start", "stop", "family", "arrow"], sort=False, as_index=False)
    found = groups.agg(
        derived=("derived", "any"),
        improbable=("improbable", "any"),
        sure=("sure", "any"),
        ties=("sure", "size"),
        probability=("probability", "max"),
    )
    return [
        Line(
            row["start"],
            row["stop"],
            row["family"],
            row["arrow"],
            frozenset(why for why in ("derived", "improbable") if row[why] and not row["sure"]),
            row["ties"],
            row["probability"],
        )
        for row in found.to_dict("records")
    ]


def curve(start: NDArray[np.float64], stop: NDArray[np.float64], bend: float) -> NDArray[np.float64]:
    """
    Lay a cubic Bézier curve between two points.

    Parameters
    ----------
    start, stop : ndarray of float, shape (2,)
        Points.
    bend : float
        How far its middle lies to the left of the straight line, in points.

    Returns
    -------
    ndarray of float, shape (4, 2)
        Control points.
    """
    along = stop - start
    length = max(float(np.hypot(*along)), 1e-9)
    aside = np.array([-along[1], along[0]]) / length * bend * 4 / 3
    return np.array([start, start + along / 3 + aside, start + along * 2 / 3 + aside, stop])


def sample(control: NDArray[np.float64], t: NDArray[np.float64]) -> NDArray[np.float64]:
    """
    Give points of a cubic Bézier curve.

    Parameters
    ----------
    control : ndarray of float, shape (4, 2)
        Control points.
    t : ndarray of float, shape (k,)
        Between 0 and 1.

    Returns
    -------
    ndarray of float, shape (k, 2)
        Points.
    """
    s = 1 - t
    basis = np.column_stack([s**3, 3 * s**2 * t, 3 * s * t**2, t**3])
    return np.asarray(basis @ control)


def cut(control: NDArray[np.float64], first: float, last: float) -> NDArray[np.float64]:
    """
    Give the part of a cubic Bézier curve between two parameters.

    Parameters
    ----------
    control : ndarray of float, shape (4, 2)
        Control points.
    first, last : float
        Between 0 and 1.

    Returns
    -------
    ndarray of float, shape (4, 2)
        Control points of the part.
    """

    def blossom(a: float, b: float, c: float) -> NDArray[np.float64]:
        points = control
        for t in (a, b, c):
            points = points[:-1] * (1 - t) + points[1:] * t
        return np.asarray(points[0])

    f, g = first, last
    return np.array([blossom(f, f, f), blossom(f, f, g), blossom(f, g, g), blossom(g, g, g)])


def _leaves(control: NDArray[np.float64], outline: NDArray[np.float64] | None, *, at_end: bool) -> float:
    """Where a curve that starts (or ends) within an outline crosses it."""
    if outline is None:
        return 1.0 if at_end else 0.0
    shape = Path(np.vstack([outline, outline[:1]]), closed=True)
    t = np.linspace(0, 1, _STEPS + 1)
    inside = shape.contains_points(sample(control, t))
    order = np.arange(_STEPS, -1, -1) if at_end else np.arange(_STEPS + 1)
    out = np.flatnonzero(~inside[order])
    if len(out) == 0 or out[0] == 0:
        return 1.0 if at_end else 0.0
    low, high = t[order[out[0] - 1]], t[order[out[0]]]
    for _ in range(12):
        middle = (low + high) / 2
        if shape.contains_points(sample(control, np.array([middle])))[0]:
            low = middle
        else:
            high = middle
    return float(high)


def draw_line(
    sheet: Sheet,
    pieces: Sequence[NDArray[np.float64]],
    look: LineLook,
    *,
    doubtful: bool = False,
    arrow: bool = True,
    start: NDArray[np.float64] | None = None,
    stop: NDArray[np.float64] | None = None,
    thin: float = 1.0,
    alpha: float = 1.0,
    zorder: float = 2.0,
    gid: str = "",
) -> None:
    """
    Draw one line.

    Parameters
    ----------
    sheet : Sheet
        What is drawn on.
    pieces : sequence of ndarray, each of shape (4, 2)
        Cubic Bézier curves, each beginning where the last one ends.
    look : LineLook
        Colour, width, pattern.
    doubtful, arrow : bool
        Whether the line has gaps, and whether it has a head.
    start, stop : ndarray of float, shape (k, 2), optional
        Outlines within which the line starts and ends: it is cut there, and its head ends there.
    thin : float
        Factor of the width.
    alpha, zorder : float
        As matplotlib has them.
    gid : str
        What the line is called in the figure; its head is called the same with "head:" before it.
    """
    pieces = list(pieces)
    pieces[0] = cut(pieces[0], _leaves(pieces[0], start, at_end=False), 1.0)
    pieces[-1] = cut(pieces[-1], 0.0, _leaves(pieces[-1], stop, at_end=True))
    width = look.width * thin
    if arrow:
        tip = pieces[-1][3]
        length = sum(float(np.hypot(*(piece[3] - piece[0]))) for piece in pieces)
        size = min(HEAD * (0.75 + 0.25 * width), 0.7 * length + 0.5)
        t = np.linspace(0, 1, _STEPS + 1)
        points = sample(pieces[-1], t)
        near = np.flatnonzero(np.hypot(*(points - tip).T) <= size)
        back = points[near[0]]
        along = tip - back
        along = along / max(float(np.hypot(*along)), 1e-9)
        aside = np.array([-along[1], along[0]]) * size * 0.36
        base = tip - along * size
        head = Polygon(
            [tip, base + aside, base + along * size * 0.2, base - aside],
            facecolor=look.color,
            edgecolor="none",
            alpha=alpha,
            zorder=zorder + 0.5,
            clip_on=False,
        )
        head.set_gid(f"head:{gid}")
        inner = np.flatnonzero(np.hypot(*(points - tip).T) <= size * 0.75)
        pieces[-1] = cut(pieces[-1], 0.0, float(t[inner[0]]))
    vertices = np.vstack([pieces[0][:1], *(piece[1:] for piece in pieces)])
    path = Path(vertices, [Path.MOVETO, *([Path.CURVE4] * (len(vertices) - 1))])
    pen = _pen(look, width * sheet.scale, doubtful)
    shaft = PathPatch(path, facecolor="none", zorder=zorder, alpha=alpha, clip_on=False, **pen)
    shaft.set_gid(gid)
    sheet.ax.add_artist(shaft)
    if arrow:
        sheet.ax.add_artist(head)


def _pen(look: LineLook, width: float, doubtful: bool) -> dict[str, Any]:
    pen: dict[str, Any] = {
        "edgecolor": look.color,
        "linewidth": width,
        "linestyle": look.dashes(doubtful),
        "capstyle": "butt",
        "joinstyle": "round",
    }
    if look.double:
        pen["path_effects"] = [Stroke(), Stroke(linewidth=width * 0.42, foreground=PAPER, alpha=1.0)]
    return pen


def family_handles(lines: Sequence[Line], sheet: Sheet, doubtful: float) -> list[Artist]:
    """
    Make the legend's entries for families and for doubt.

    Parameters
    ----------
    lines : sequence of Line
        What is drawn.
    sheet : Sheet
        What is drawn on.
    doubtful : float
        Below what probability ties are doubtful.

    Returns
    -------
    list of Artist
        One a family, and one that says what gaps mean if a line has any.
    """
    families = family_order(line.family for line in lines)
    handles: list[Artist] = []
    for family in families:
        look = family_look(family, families)
        pen = _pen(look, look.width * sheet.scale, False)
        handles.append(_legend_line(pen, family or "tie"))
    doubts = frozenset[str]().union(*(line.doubts for line in lines))
    if doubts:
        words = {"derived": "derived", "improbable": f"probability below {doubtful:g}"}
        told = "with gaps: " + " or ".join(word for why, word in words.items() if why in doubts)
        look = LineLook(INK, 1.0)
        handles.append(_legend_line(_pen(look, look.width * sheet.scale, True), told))
    return handles


def _legend_line(pen: dict[str, Any], label: str) -> Line2D:
    handle = Line2D([], [], color=pen["edgecolor"], linewidth=pen["linewidth"], linestyle=pen["linestyle"], label=label)
    if "path_effects" in pen:
        handle.set_path_effects(pen["path_effects"])
    return handle
