"""Figures as files, the same bytes on every run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import matplotlib as mpl

from netkit.errors import ArgumentError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["save_figure"]

_METADATA: Final[dict[str, dict[str, Any]]] = {
    ".png": {"Software": None},
    ".svg": {"Date": None, "Creator": None},
    ".pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}


def save_figure(figure: Figure | Axes, path: str | Path, *, dpi: float = 300) -> list[Path]:
    """
    Write a figure.

    Parameters
    ----------
    figure : Figure or Axes
        What is written; of an Axes the whole figure.
    path : str or Path
        Ending in ``.png``, ``.svg`` or ``.pdf``; without one of these all three are written. The folder is made.
    dpi : float, default: 300
        Dots per inch of the PNG.

    Returns
    -------
    list of Path
        What was written. The same figure gives the same bytes; text in SVG stays text.

    Raises
    ------
    ArgumentError
        If it is neither a Figure nor Axes, the path ends in something else, or the Axes has no figure.
    """
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    if not isinstance(figure, (Figure, Axes)):
        raise ArgumentError(
            f"`figure` is of type {type(figure).__name__}; it can be a Figure or Axes, as `draw_…` return"
        )
    whole = figure if isinstance(figure, Figure) else figure.get_figure(root=True)
    if whole is None:
        raise ArgumentError("these Axes belong to no figure any more")
    path = Path(path)
    if path.suffix and path.suffix not in _METADATA:
        raise ArgumentError(f"`path` ends in {path.suffix!r}; figures are written as {', '.join(_METADATA)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    written = []
    for ending in [path.suffix] if path.suffix else list(_METADATA):
        target = path if path.suffix else path.with_name(path.name + ending)
        with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "netkit", "pdf.fonttype": 42}):
            whole.savefig(target, dpi=dpi, metadata=_METADATA[ending], facecolor="white", bbox_inches=None)
        written.append(target)
    return written
