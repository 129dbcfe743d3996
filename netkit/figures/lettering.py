"""The size of texts on paper, and how they are broken and cut to fit."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from netkit.figures.style import fonts

if TYPE_CHECKING:
    from matplotlib.text import Text

__all__ = ["shorten", "text_size", "wrap"]

_LONGEST_WORD: Final = 80.0
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
        Of a line, in points; a longer word keeps its line to itself, and is broken where no language has such words.

    Returns
    -------
    str
        With line breaks.
    """
    if text_size(text, size)[0] <= width:
        return text
    words = [part for word in text.split() for part in _parts(word, size, max(width, _LONGEST_WORD))]
    if len(words) < 2:
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


def _parts(word: str, size: float, width: float) -> list[str]:
    """Break a word that is too long for any line."""
    if text_size(word, size)[0] <= width:
        return [word]
    letters = max(int(len(word) * width / text_size(word, size)[0] * 0.9), 1)
    return [word[start : start + letters] for start in range(0, len(word), letters)]
