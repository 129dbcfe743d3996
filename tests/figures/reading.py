"""How tests read a figure: by the names of its artists, and by the boxes of its texts."""

from __future__ import annotations

from itertools import combinations

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.text import Text

from netkit.network.conversion import from_pandas
from netkit.network.network import Network


def tied(pairs: list[tuple[str, str]]) -> Network:
    """Make a directed network of pairs."""
    return from_pandas(pd.DataFrame(pairs, columns=["subject", "object"]))


def named(ax: Axes, prefix: str) -> list[Artist]:
    """Find the artists whose name begins so."""
    return [artist for artist in ax.get_children() if str(artist.get_gid() or "").startswith(prefix)]


def texts(ax: Axes, prefix: str) -> list[Text]:
    """Find the texts whose name begins so."""
    return [text for text in ax.texts if str(text.get_gid() or "").startswith(prefix)]


def words(ax: Axes, prefix: str) -> list[str]:
    """Read the texts whose name begins so, in one line each."""
    return [text.get_text().replace("\n", " ") for text in texts(ax, prefix)]


def legend(ax: Axes) -> list[str]:
    """Read the legend."""
    found = ax.get_legend()
    return [] if found is None else [text.get_text() for text in found.get_texts()]


def overlaps(items: list[Text]) -> list[tuple[str, str]]:
    """Find the texts that cover one another by more than a dot."""
    boxes = [(text.get_text(), text.get_window_extent()) for text in items]
    return [
        (one, other)
        for (one, a), (other, b) in combinations(boxes, 2)
        if a.x0 < b.x1 - 1 and b.x0 < a.x1 - 1 and a.y0 < b.y1 - 1 and b.y0 < a.y1 - 1
    ]


def outside(ax: Axes, items: list[Text]) -> list[str]:
    """Find the texts that are cut off at the edge of the Axes."""
    page = ax.get_window_extent()
    found = []
    for text in items:
        box = text.get_window_extent()
        if box.x0 < page.x0 - 1 or box.x1 > page.x1 + 1 or box.y0 < page.y0 - 1 or box.y1 > page.y1 + 1:
            found.append(text.get_text())
    return found
