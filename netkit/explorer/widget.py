"""The explorer as a notebook widget: what a reader picks on the page is known to Python, and the other way round."""

from __future__ import annotations

from importlib.resources import files

import anywidget  # noqa: TID253  # this module is itself imported only where anywidget is there
import traitlets

from netkit.explorer.page import FRAME_SANDBOX, FRAME_STYLE, Explorer

__all__ = ["ExplorerWidget"]


class ExplorerWidget(Explorer, anywidget.AnyWidget):
    """
    The explorer's page, and what it shows as traits: read them, set them, or `observe` them.

    Parameters
    ----------
    page : str
        The whole page.

    Attributes
    ----------
    selected : str or None
        Id of the actor whose details are open.
    tie : list of str or None
        Subject, object and family of the line that is open, as orders run along it.
    case : str or None
        Id of the case that is told.
    at, until : str or None
        The month of the slider, such as "1937-09", by what it means on the page; both None: all years.
        `dossier.network` takes them as they are.
    view : {"working", "command", "all"}
        What the page shows, named as `dossier.network` names it.

    Examples
    --------
    >>> shown = nk.explore(dossier)  # doctest: +SKIP
    >>> shown.selected = "nikolai-skoblin"  # doctest: +SKIP
    >>> shown.observe(lambda change: print(dossier.biography(change.new)), "selected")  # doctest: +SKIP
    """

    _esm = files("netkit.explorer").joinpath("static", "widget.js").read_text(encoding="utf-8")
    _page = traitlets.Unicode().tag(sync=True)
    _sandbox = traitlets.Unicode(FRAME_SANDBOX).tag(sync=True)
    _style = traitlets.Unicode(FRAME_STYLE).tag(sync=True)
    selected = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    tie = traitlets.List(traitlets.Unicode(), None, allow_none=True, minlen=3, maxlen=3).tag(sync=True)
    case = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    at = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    until = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    view = traitlets.Enum(["working", "command", "all"], "working").tag(sync=True)

    def __init__(self, page: str) -> None:
        anywidget.AnyWidget.__init__(self, _page=page)
        self.page = page

    def _repr_html_(self) -> None:
        """Leave it to the widget: as HTML too, the page would be in the notebook twice."""
