"""
The paper that a figure is drawn on: its size, its text, its one legend, its notes.

Everything is laid out in points of the printed page, so that text, boxes and arrows fit one another at the final size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from matplotlib.lines import Line2D

from netkit.errors import ArgumentError
from netkit.figures.lettering import wrap
from netkit.figures.style import INK, PAPER, QUIET, fonts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.text import Text

__all__ = ["Columns", "Sheet", "require"]

Columns = Literal[1, 2]

# A journal's column and two of them with the gap between: 89 and 183 mm.
WIDTHS: Final[dict[int, float]] = {1: 252.0, 2: 518.0}
# What is left of A4 between margins of 25 mm.
PAGE: Final = 700.0
SMALLEST: Final = 6.0


def require(value: object, kind: type, argument: str, told: str) -> None:
    """
    Refuse what a figure cannot be drawn of.

    Parameters
    ----------
    value : object
        What was given.
    kind : type
        What it must be.
    argument : str
        What the message calls it.
    told : str
        What to give instead.

    Raises
    ------
    ArgumentError
        If `value` is of another type.
    """
    if not isinstance(value, kind):
        raise ArgumentError(f"`{argument}` is a {type(value).__name__}; give {told}")


class Sheet:
    """
    An Axes whose unit is the point.

    Parameters
    ----------
    ax : Axes or None
        What to draw on; None opens a figure as wide as one or two columns of a journal.
    columns : {1, 2}
        Width of a figure of its own.
    """

    def __init__(self, ax: Axes | None, columns: Columns = 2) -> None:
        if columns not in WIDTHS:
            raise ArgumentError(f"`columns` is {columns!r}; a figure is 1 or 2 columns wide")
        self.own = ax is None
        self._asked = "one column of a journal" if columns == 1 else "two columns of a journal"
        self.scale = 1.0
        if ax is None:
            import matplotlib.pyplot as plt

            figure = plt.figure(figsize=(WIDTHS[columns] / 72, WIDTHS[columns] / 96), facecolor=PAPER)
            ax = figure.add_axes((0, 0, 1, 1))
            self.room = (WIDTHS[columns], float("inf"))
        else:
            from matplotlib.axes import Axes

            require(ax, Axes, "ax", "the Axes to draw on, as `plt.subplots` gives them")
            ax.set_axis_off()
            root = ax.get_figure(root=True)
            if root is not None and root.get_layout_engine() is not None:
                # Constrained and tight layouts settle the size of the Axes when the figure is drawn.
                root.draw_without_rendering()
            box = ax.get_window_extent()
            dpi = 100.0 if root is None else root.dpi
            self.room = (box.width * 72 / dpi, box.height * 72 / dpi)
        ax.set_axis_off()
        self.ax = ax
        self.name_size = 7.0 if self.room[0] > 400 else SMALLEST
        self.width, self.height, self.foot, self.head = *self.room, 0.0, 0.0
        self.kept, self.overhang = 0.0, 0.0

    def open(
        self,
        width: float,
        height: float,
        handles: Callable[[], Sequence[Artist]],
        *,
        title: str | None = None,
        notes: int = 0,
    ) -> tuple[float, float, float, float]:
        """
        Settle the size, with room for title, legend and notes, and draw title and legend.

        Parameters
        ----------
        width, height : float
            What the picture itself needs, in points. On an Axes that is smaller everything shrinks.
        handles : callable
            Makes the legend's entries, labelled, for the sheet's scale; none draws no legend.
        title : str, optional
            Above the picture.
        notes : int
            Lines to keep free for notes at the foot.

        Returns
        -------
        tuple of float
            Left, bottom, right and top of the picture's place.
        """
        self.head = 0.0 if title is None else 14.0
        self.width = max(self.room[0], width)
        below = self._legend(handles(), 0.0)
        # An Axes that somebody gave may be too small, which takes a line to tell.
        notes += 0 if self.own else 1
        self.kept = _notes_height(notes)
        bottom = self.kept + self.overhang
        self.foot = bottom + (below + 5.0 if below else 0.0)
        whole = height + self.foot + self.head
        if self.own:
            figure = self.ax.get_figure(root=True)
            if figure is not None:
                figure.set_size_inches(self.width / 72, whole / 72)
            self.height = whole
        else:
            self.scale = min(1.0, self.room[0] / width, self.room[1] / whole)
            self.width, self.height = self.room[0] / self.scale, self.room[1] / self.scale
        self.ax.set_xlim(0, self.width)
        self.ax.set_ylim(0, self.height)
        self._legend(handles(), bottom)
        if title is not None:
            self.text(0, self.height - 2, title, size=9, va="top", gid="title")
        return 0.0, self.foot, self.width, self.height - self.head

    def _legend(self, handles: Sequence[Artist], bottom: float) -> float:
        """Draw the legend with as many columns as fit; give its height."""
        if not handles:
            return 0.0
        root = self.ax.get_figure(root=True)
        unit = 72 / (100.0 if root is None else root.dpi) / self.scale
        height = 0.0
        if self.width < 320:
            for handle in handles:
                handle.set_label(wrap(str(handle.get_label()), SMALLEST, 96.0))
        tallest = max((h.get_markersize() / self.scale for h in handles if isinstance(h, Line2D)), default=0.0)
        # Markers larger than their text stick out of the last row.
        self.overhang = max((tallest - 8.0) / 2, 0.0)
        for columns in range(min(len(handles), 9), 0, -1):
            legend = self.ax.legend(
                handles=list(handles),
                ncols=columns,
                loc="lower left",
                bbox_to_anchor=(0, bottom),
                bbox_transform=self.ax.transData,
                borderaxespad=0,
                borderpad=0.2,
                labelspacing=max(0.35, (tallest - 8.0) / SMALLEST),
                columnspacing=1.2,
                handlelength=2.6,
                handletextpad=0.5,
                frameon=False,
                labelcolor=INK,
                prop={"family": fonts(), "size": SMALLEST * self.scale},
            )
            box = legend.get_window_extent()
            height = box.height * unit
            if box.width * unit * 1.04 <= self.width:
                break
        return height

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float | None = None,
        color: str = INK,
        ha: Literal["left", "center", "right"] = "left",
        va: Literal["top", "center", "bottom"] = "center",
        zorder: float = 6,
        gid: str | None = None,
        backed: float = 0.0,
    ) -> Text:
        """
        Set a text; dollar signs and the like stay what they are.

        Parameters
        ----------
        x, y : float
            Points.
        text : str
            In any script.
        size : float, optional
            Points; by default the size of names.
        color, ha, va, zorder, gid
            As matplotlib has them.
        backed : float
            How far a pale ground covers the lines below, from 0 to 1.

        Returns
        -------
        Text
            The artist.
        """
        ground = (
            {"boxstyle": "square,pad=0.05", "facecolor": PAPER, "edgecolor": "none", "alpha": backed}
            if backed
            else None
        )
        artist = self.ax.text(
            x,
            y,
            text,
            fontfamily=fonts(),
            fontsize=(size or self.name_size) * self.scale,
            color=color,
            ha=ha,
            va=va,
            zorder=zorder,
            linespacing=1.1,
            multialignment=ha,
            bbox=ground,
        )
        artist.set_parse_math(False)
        artist.set_gid(gid)
        return artist

    def line(
        self,
        x: Sequence[float],
        y: Sequence[float],
        color: str,
        width: float,
        *,
        zorder: float = 2,
        gid: str | None = None,
    ) -> None:
        """
        Draw a plain line.

        Parameters
        ----------
        x, y : sequence of float
            Its corners.
        color : str
            Any colour.
        width : float
            Points.
        zorder, gid
            As matplotlib has them.
        """
        line = Line2D(x, y, color=color, linewidth=width * self.scale, zorder=zorder, clip_on=False)
        # Else it sticks out at both ends, and a bar begins before its first day.
        line.set_solid_capstyle("butt")
        line.set_gid(gid)
        self.ax.add_line(line)

    def empty(self, told: str) -> Axes:
        """
        Say in the middle of the page why there is nothing on it.

        Parameters
        ----------
        told : str
            What there is not.

        Returns
        -------
        Axes
            The same that is drawn on.
        """
        self.text(
            self.width / 2, (self.foot + self.height - self.head) / 2, told, color=QUIET, ha="center", gid="empty"
        )
        return self.ax

    def notes(self, *notes: str) -> None:
        """
        Write notes at the foot, and give a figure of its own as much room for them as they take.

        Parameters
        ----------
        *notes : str
            Whole sentences; empty ones are left out. What does not fit its journal or its Axes is said besides.
        """
        told = [note for note in notes if note]
        if self.scale < 0.99:
            told.append(f"Text below 6 pt: this picture needs {self.width / 72:.1f} × {self.height / 72:.1f} inches.")
        if self.own and self.width > self.room[0] + 1:
            told.append(f"{self.width / 72 * 25.4:.0f} mm wide: wider than {self._asked}.")
        if self.own and self.height > PAGE:
            told.append(f"About {self.height / 72 * 2.54:.0f} cm high: more than a page.")
        lines = wrap(" ".join(told), SMALLEST, self.width - 8).split("\n") if told else []
        floor = self.kept - _notes_height(len(lines)) if self.own else 0.0
        figure = self.ax.get_figure(root=True)
        if self.own and figure is not None:
            self.ax.set_ylim(floor, self.height)
            figure.set_size_inches(self.width / 72, (self.height - floor) / 72)
        for place, line in enumerate(reversed(lines)):
            y = floor + 2 + 8.0 * place
            self.text(2, y, line, size=SMALLEST, color=QUIET, va="bottom", gid=f"note:{len(lines) - place}")


def _notes_height(lines: int) -> float:
    return lines * 8.0 + (2.0 if lines else 0.0)
