"""
The paper that a figure is drawn on: its size, its text, its one legend, its notes.

Everything is laid out in points of the printed page, so that text, boxes and arrows fit one another at the final size.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from matplotlib.lines import Line2D

from netkit.errors import ArgumentError
from netkit.figures.style import INK, PAPER, QUIET, fonts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.text import Text

__all__ = ["Columns", "Sheet", "shorten", "text_size", "wrap"]

Columns = Literal[1, 2]

# A journal's column and two of them with the gap between: 89 and 183 mm.
WIDTHS: Final[dict[int, float]] = {1: 252.0, 2: 518.0}
SMALLEST: Final = 6.0
# Type is fitted to the dots: on a screen it comes out a little wider than on paper.
_MEASURED_AT: Final = (100.0, 300.0)


@cache
def _ruler(dpi: float) -> Text:
    """Make a text to measure others by, on a page that nobody sees."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    figure = Figure(figsize=(1, 1), dpi=dpi)
    FigureCanvasAgg(figure)
    ruler = Text(0, 0, "", fontfamily=fonts(), linespacing=1.1)
    ruler.set_parse_math(False)
    ruler.set_figure(figure)
    return ruler


@cache
def text_size(text: str, size: float) -> tuple[float, float]:
    """
    Measure a text as it will be set.

    Parameters
    ----------
    text : str
        In any script; may have several lines.
    size : float
        Points.

    Returns
    -------
    tuple of float
        Width and height in points.
    """
    width = height = 0.0
    for dpi in _MEASURED_AT:
        ruler = _ruler(dpi)
        ruler.set_text(text)
        ruler.set_fontsize(size)
        box = ruler.get_window_extent()
        width, height = max(width, box.width * 72 / dpi), max(height, box.height * 72 / dpi)
    return 1.03 * width, height


def shorten(text: str, size: float, width: float) -> str:
    """
    Cut a text off where it does not fit.

    Parameters
    ----------
    text : str
        In any script.
    size, width : float
        Of the type, and of the room, in points.

    Returns
    -------
    str
        With an ellipsis if it is cut; never shorter than eight characters.
    """
    while len(text) > 8 and text_size(text, size)[0] > width:
        text = text[: max(int(len(text) * 0.93) - 1, 7)].rstrip(" …") + "…"
    return text


def wrap(text: str, size: float, width: float) -> str:
    """
    Break a text between words, into lines of like length.

    Parameters
    ----------
    text : str
        In any script.
    size : float
        Points.
    width : float
        Of a line, in points; a longer word keeps its line to itself.

    Returns
    -------
    str
        With line breaks.
    """
    words = text.split()
    if len(words) < 2 or text_size(text, size)[0] <= width:
        return text

    def lines_of(limit: float) -> list[str]:
        lines = [words[0]]
        for word in words[1:]:
            longer = f"{lines[-1]} {word}"
            if text_size(longer, size)[0] <= limit:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    best = lines_of(width)
    for share in (0.9, 0.8, 0.7, 0.6):
        narrower = lines_of(width * share)
        if len(narrower) > len(best):
            break
        best = narrower
    return "\n".join(best)


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
        self.scale = 1.0
        if ax is None:
            import matplotlib.pyplot as plt

            figure = plt.figure(figsize=(WIDTHS[columns] / 72, WIDTHS[columns] / 96), facecolor=PAPER)
            ax = figure.add_axes((0, 0, 1, 1))
            self.room = (WIDTHS[columns], float("inf"))
        else:
            root = ax.get_figure(root=True)
            box = ax.get_window_extent()
            dpi = 100.0 if root is None else root.dpi
            self.room = (box.width * 72 / dpi, box.height * 72 / dpi)
        ax.set_axis_off()
        self.ax = ax
        self.name_size = 7.0 if self.room[0] > 400 else SMALLEST
        self.width, self.height, self.foot, self.head = *self.room, 0.0, 0.0

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
        bottom = notes * 8.0 + (2.0 if notes else 0.0)
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
        backed: bool = False,
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
        backed : bool
            On a pale ground, so that lines below do not disturb it.

        Returns
        -------
        Text
            The artist.
        """
        ground = (
            {"boxstyle": "square,pad=0.05", "facecolor": PAPER, "edgecolor": "none", "alpha": 0.85} if backed else None
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
        Write notes at the foot, in as many lines as `open` kept free.

        Parameters
        ----------
        *notes : str
            Whole sentences; empty ones are left out.
        """
        told = [note for note in notes if note]
        if self.scale * SMALLEST < SMALLEST - 0.5:
            told.append(f"Text below 6 pt: this picture needs {self.width / 72:.1f} × {self.height / 72:.1f} inches.")
        lines = wrap(" ".join(told), SMALLEST, self.width - 8).split("\n") if told else []
        for place, line in enumerate(reversed(lines)):
            self.text(
                2, 2 + 8.0 * place, line, size=SMALLEST, color=QUIET, va="bottom", gid=f"note:{len(lines) - place}"
            )
