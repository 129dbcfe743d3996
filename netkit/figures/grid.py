"""Columns of boxes on the page, upright or on their side, and the lines between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from netkit.figures.layers import Layers

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Grid", "Link", "lay_grid", "routes"]


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
    turned : tuple of float, optional
        Where the first corner lies on the page if columns lie on their side: then "left" is above.
    """

    layers: Layers
    left: list[float]
    right: list[float]
    rows: NDArray[np.float64]
    heights: NDArray[np.float64]
    top: float
    turned: tuple[float, float] | None = None

    def on_page(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """
        Turn points of the columns into points of the page.

        Parameters
        ----------
        points : ndarray of float, shape (k, 2)
            Along the columns, and across.

        Returns
        -------
        ndarray of float, shape (k, 2)
            The same where columns stand upright.
        """
        return points if self.turned is None else np.asarray(self.turned) - points[:, ::-1]

    def frame(self, box: int) -> tuple[float, float, float, float]:
        """
        Give the sides of a box.

        Parameters
        ----------
        box : int
            Its number.

        Returns
        -------
        tuple of float
            Left, bottom, right, top on the page.
        """
        column, half = self.layers.column[box], self.heights[box] / 2
        corners = np.array(
            [(self.left[column], self.rows[box] - half), (self.right[column], self.rows[box] + half)], dtype=float
        )
        low, high = np.sort(self.on_page(corners), axis=0).tolist()
        return low[0], low[1], high[0], high[1]


def lay_grid(
    layers: Layers,
    widths: NDArray[np.float64],
    heights: NDArray[np.float64],
    gaps: Sequence[float],
    left: float,
    top: float,
    *,
    turned: bool = False,
) -> Grid:
    """
    Give the columns their places.

    Parameters
    ----------
    layers : Layers
        Columns and heights.
    widths, heights : ndarray of float, shape (n,)
        Of the boxes, along the columns and across; a column is as wide as its widest.
    gaps : sequence of float
        Between neighbouring columns.
    left, top : float
        Corner of the first column.
    turned : bool
        Whether columns lie on their side, so that the first one is at the top.

    Returns
    -------
    Grid
        On the page.
    """
    lefts: list[float] = []
    rights: list[float] = []
    corner, x, top = ((left, top), 0.0, 0.0) if turned else (None, left, top)
    for place in range(int(layers.column.max(initial=-1)) + 1):
        here = widths[layers.column == place]
        lefts.append(x)
        rights.append(x + float(here.max(initial=0.0)))
        x = rights[-1] + (gaps[place] if place < len(gaps) else 0.0)
    return Grid(layers, lefts, rights, top - layers.y, heights, top, corner)


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
        found.append([grid.on_page(piece) for piece in pieces])
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
