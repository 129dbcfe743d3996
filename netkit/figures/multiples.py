"""The same actors in the same places, at several dates or by tie family."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D

from netkit.dossier import Dossier
from netkit.errors import ArgumentError
from netkit.figures.layout import fill, push_apart, room_needed, stress_layout
from netkit.figures.looks import ActorLooks, actor_looks, draw_marker, outline
from netkit.figures.panel import draw_panel, name_texts
from netkit.figures.sheet import SMALLEST, Columns, Sheet, require
from netkit.figures.style import family_order
from netkit.figures.ties import family_handles, lines_of
from netkit.network.network import Network

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["draw_small_multiples"]

_GUTTER: Final = 10.0
_HEAD: Final = 12.0
# Height of what a journal prints on one page, legend aside, in points.
_PAGE: Final = 600.0
_RADIUS: Final = 2.4
_GHOST: Final = "#d3d7dd"


def draw_small_multiples(
    nets: Dossier | Network | Mapping[str, Network] | Iterable[Network],
    *,
    dates: Iterable[str] | None = None,
    view: str = "working",
    per_row: int | None = None,
    labels: bool | int = True,
    ax: Axes | None = None,
    columns: Columns = 2,
    doubtful: float = 0.5,
    legend: bool = True,
    title: str | None = None,
) -> Axes:
    """
    Draw several networks side by side, every actor in the same place in all of them.

    Parameters
    ----------
    nets : Dossier, Network, mapping or iterable of Network
        A dossier, drawn at several `dates`; one network, drawn by families of ties; networks with their headings; or
        networks alone, whose headings say their dates. Actors whom a panel lacks are pale dots in it.
    dates : iterable of str, optional
        With a dossier: the dates (EDTF).
    view : {"working", "command", "all"}, default: "working"
        With a dossier: which ties; see `Dossier.network`.
    per_row : int, optional
        How many panels stand in a row; by default as many as keep names legible.
    labels : bool or int, default: True
        All names that find room, at most so many in each panel (those with most ties first), or none.
    ax : Axes, optional
        What to draw on; a new figure without it.
    columns : {1, 2}
        How many columns of a journal a new figure is wide.
    doubtful : float, default: 0.5
        Ties less probable than this, and derived ones, are drawn with gaps.
    legend : bool, default: True
        Whether a legend stands below.
    title : str, optional
        Above the figure; none without it.

    Returns
    -------
    Axes
        One for all panels; its unit is the point of the printed page.

    Raises
    ------
    ArgumentError
        If a dossier comes without `dates`, or dates without a dossier, or an option is out of range.
    DateError
        If a date cannot be read.

    Examples
    --------
    >>> import netkit as nk
    >>> import pandas as pd
    >>> from netkit.figures.multiples import draw_small_multiples
    >>> ties = pd.DataFrame([("a", "b"), ("b", "c")], columns=["subject", "object"])
    >>> before = nk.from_pandas(ties)
    >>> after = nk.from_pandas(pd.DataFrame([("a", "c")], columns=["subject", "object"]))
    >>> ax = draw_small_multiples({"before": before, "after": after})
    >>> [text.get_text() for text in ax.texts if text.get_gid().startswith("panel:")]
    ['before', 'after']
    """
    panels = _panels(nets, dates, view)
    if per_row is not None and per_row < 1:
        raise ArgumentError(f"`per_row` is {per_row}; at least one panel stands in a row")
    sheet = Sheet(ax, columns)
    width = sheet.room[0]
    across = min(per_row or (3 if width > 400 else 1 if len(panels) < 4 else 2), len(panels)) if panels else 1
    down = math.ceil(len(panels) / across)
    lines = [lines_of(net, doubtful) for net in panels.values()]
    looks = [actor_looks(net, size=None, color="role", radius=_RADIUS, largest=_RADIUS) for net in panels.values()]
    everybody = list(dict.fromkeys(actor for net in panels.values() for actor in net.index))
    ghosts = any(net.n_actors < len(everybody) for net in panels.values())

    def handles() -> list[Artist]:
        if not legend or not everybody:
            return []
        entries = list(dict.fromkeys(entry for one in looks for entry in one.entries))
        shared = ActorLooks([], [], np.zeros(0, dtype=bool), np.zeros(0), np.zeros(0), entries)
        dot = Line2D([], [], linestyle="none", marker="o", markersize=2.4 * sheet.scale, color=_GHOST)
        dot.set_label("not in this network")
        absent = [dot] if ghosts else []
        return [
            *shared.handles(sheet),
            *absent,
            *family_handles([line for one in lines for line in one], sheet, doubtful),
        ]

    panel_width = (width - (across - 1) * _GUTTER) / across
    tall = float(np.clip(1_500 * len(everybody) / panel_width, 0.75 * panel_width, 1.6 * panel_width)) + _HEAD
    # All rows on one page, as long as none gets flatter than a name needs.
    tall = min(tall, max(_PAGE / max(down, 1) - _GUTTER, 0.75 * panel_width + _HEAD))
    whole = (down * tall + (down - 1) * _GUTTER) * (1.0 if sheet.own else 0.55)
    left, bottom, _, top = sheet.open(width, max(whole, 30.0), handles, title=title, notes=1 if width > 400 else 2)
    if not everybody:
        return sheet.empty("no actor has a tie in these networks")
    tall = (top - bottom - (down - 1) * _GUTTER) / down
    places = _shared_places(panels, everybody, panel_width, tall - _HEAD)
    families = family_order(line.family for one in lines for line in one)
    missing = 0
    for number, (heading, net) in enumerate(panels.items()):
        x = left + (number % across) * (panel_width + _GUTTER)
        y = top - (number // across) * (tall + _GUTTER)
        box = (x, y - tall, x + panel_width, y - _HEAD)
        sheet.text(x + 1, y - 1, heading, va="top", gid=f"panel:{number}")
        sheet.line([x, x + panel_width], [y - _HEAD + 1] * 2, _GHOST, 0.5)
        for actor in everybody:
            if actor not in net.index:
                dot = outline(places[actor] + np.array(box[:2]), 1.2, "circle")
                draw_marker(sheet, dot, _GHOST, zorder=1, gid=f"{number}:absent:{actor}", edge="none")
        here = np.array([places[actor] for actor in net.index]).reshape(-1, 2) + np.array(box[:2])
        ranked = [int(place) for place in np.lexsort((np.arange(net.n_actors), -looks[number].importance))]
        wanted = ranked if labels is True else ranked[: int(labels)]
        names = name_texts(net, SMALLEST, 52.0)
        missing += net.n_actors - len(wanted) + len(
            draw_panel(
                sheet, net, looks[number], lines[number], here, wanted, box,
                names=names, size=SMALLEST, families=families, prefix=f"{number}:",
            )
        )  # fmt: skip
    count = sum(net.n_actors for net in panels.values())
    sheet.notes(f"{missing} of {count} markers are without their names." if missing and labels else "")
    return sheet.ax


def _panels(
    nets: Dossier | Network | Mapping[str, Network] | Iterable[Network], dates: Iterable[str] | None, view: str
) -> dict[str, Network]:
    if isinstance(nets, Dossier):
        if dates is None:
            raise ArgumentError("`dates` is missing: it says at which dates the dossier is drawn")
        return {str(date): nets.network(at=date, view=view) for date in dates}
    if dates is not None:
        raise ArgumentError("`dates` goes with a dossier; networks have their dates already")
    if isinstance(nets, Network):
        return {family or "tie": nets.select(families=family) for family in family_order(nets.ties["family"])}
    nets = nets if isinstance(nets, Mapping) else list(nets)
    for net in nets.values() if isinstance(nets, Mapping) else nets:
        require(net, Network, "nets", "networks, such as `dossier.network(at=…)`, or a dossier with `dates`")
    if isinstance(nets, Mapping):
        return {str(heading): net for heading, net in nets.items()}
    found: dict[str, Network] = {}
    for number, net in enumerate(nets, 1):
        told = net.policy.describe() if net.policy else {}
        heading = next(
            (
                f"{told[word]}" if word == "at" else f"{word} {told[word]}"
                for word in ("at", "until", "between")
                if word in told
            ),
            "",
        )
        heading = heading or f"network {number}"
        found[heading if heading not in found else f"{heading} ({number})"] = net
    return found


def _shared_places(
    panels: dict[str, Network], everybody: list[str], width: float, height: float
) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
    """Lay out all actors by the ties of all panels."""
    index = pd.Index(everybody)
    ties = pd.concat([net.ties[["subject", "object"]] for net in panels.values()])
    pairs = np.column_stack([index.get_indexer(pd.Index(ties[end])) for end in ("subject", "object")])
    places = stress_layout(len(everybody), pairs, width / max(height, 1.0))
    margin = _RADIUS + 3
    side = min(width * 0.08, 24.0)
    box = (margin, margin, width - margin, height - margin)
    radii = np.full(len(everybody), _RADIUS)
    sizes = np.full((len(everybody), 2), [44.0, 12.0])
    room = room_needed(radii, sizes, np.ones(len(everybody), dtype=bool), box)
    spread = push_apart(fill(places, (side, margin + 5, width - side, height - margin - 5)), room, box)
    return dict(zip(everybody, spread, strict=True))
