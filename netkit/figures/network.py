"""A network as it stands: actors by role, ties by family, names where there is room."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netkit.errors import ArgumentError
from netkit.figures.layout import actor_positions, fill, push_apart, room_needed
from netkit.figures.looks import ActorLooks, Values, actor_looks, actor_names
from netkit.figures.panel import draw_panel, name_texts
from netkit.figures.sheet import Columns, Sheet, require
from netkit.figures.ties import family_handles, lines_of
from netkit.network.network import Network

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

__all__ = ["draw_network"]


def draw_network(
    net: Network,
    *,
    ax: Axes | None = None,
    columns: Columns = 2,
    color: Values = "role",
    size: Values | None = None,
    labels: bool | int | Iterable[Hashable] = True,
    positions: pd.DataFrame | None = None,
    doubtful: float = 0.5,
    legend: bool = True,
    title: str | None = None,
) -> Axes:
    """
    Draw a network with actors near those that they are tied to.

    Parameters
    ----------
    net : Network
        What is drawn. Ties of one family between two actors are one line; without direction lines have no heads.
    ax : Axes, optional
        What to draw on; a new figure without it.
    columns : {1, 2}
        How many columns of a journal a new figure is wide: 89 or 183 mm.
    color : str, Series or callable, default: "role"
        What the colour of an actor means: "role", a column of the actors (such as "side"), a measure by name or
        function, or values indexed by actor. The shape is always that of his role.
    size : str, Series or callable, optional
        What the area of an actor's marker means: a measure, a column or values.
    labels : bool, int or iterable of str, default: True
        All names that find room, so many of them (the largest first, else those with most ties), those of the
        actors named, or none.
    positions : DataFrame, optional
        Indexed by actor, columns `x` and `y` between 0 and 1, as `actor_positions` gives them.
    doubtful : float, default: 0.5
        Ties less probable than this, and derived ones, are drawn with gaps.
    legend : bool, default: True
        Whether a legend stands below.
    title : str, optional
        Above the figure; none without it.

    Returns
    -------
    Axes
        Its unit is the point of the printed page.

    Raises
    ------
    ArgumentError
        If `color` or `size` leads to nothing that can be drawn, or `positions` lacks an actor.
    UnknownNameError, AmbiguousNameError
        If a name in `labels` does not lead to one actor.

    Examples
    --------
    >>> import netkit as nk
    >>> import pandas as pd
    >>> from netkit.figures.network import draw_network
    >>> ties = pd.DataFrame([("a", "b"), ("b", "c")], columns=["subject", "object"])
    >>> ax = draw_network(nk.from_pandas(ties), size="degree")
    >>> sorted(text.get_text() for text in ax.texts)
    ['a', 'b', 'c']
    """
    require(net, Network, "net", "a network, such as `dossier.network(at=…)`")
    sheet = Sheet(ax, columns)
    wide = sheet.room[0] > 400
    lines = lines_of(net, doubtful)
    looks = actor_looks(net, size=size, color=color, radius=3.6 if wide else 2.8, largest=8.0 if wide else 5.5)

    def handles() -> list[Artist]:
        return [*looks.handles(sheet), *family_handles(lines, sheet, doubtful)] if legend and net.n_actors else []

    width = sheet.room[0]
    height = float(np.clip((30_000 + 3_900 * net.n_actors) / width, 0.4 * width, (1.1 if wide else 1.9) * width))
    box = sheet.open(width, height if sheet.own else 0.55 * height, handles, title=title, notes=1 if wide else 2)
    if net.n_actors == 0:
        return sheet.empty("no actor has a tie in this network")
    names = name_texts(net, sheet.name_size, 84.0 if wide else 56.0)
    wanted = _wanted(net, labels, looks)
    places = _places(net, positions, looks, names[1], wanted, box)
    families = [line.family for line in lines]
    missing = draw_panel(
        sheet, net, looks, lines, places, wanted, box, names=names, size=sheet.name_size, families=families
    )
    sheet.notes(_left_out(net, len(wanted), missing) if missing or len(wanted) < net.n_actors else "")
    return sheet.ax


def _wanted(net: Network, labels: bool | int | Iterable[Hashable], looks: ActorLooks) -> list[int]:
    """Whose names are to be set, the most important first."""
    ranked = [int(place) for place in np.lexsort((np.arange(net.n_actors), -looks.importance))]
    if isinstance(labels, bool):
        return ranked if labels else []
    if isinstance(labels, int):
        if labels < 0:
            raise ArgumentError(f"`labels` is {labels}; a number of names cannot be negative")
        return ranked[:labels]
    chosen = {int(place) for place in net.positions([labels] if isinstance(labels, str) else labels)}
    return [actor for actor in ranked if actor in chosen]


def _places(
    net: Network,
    positions: pd.DataFrame | None,
    looks: ActorLooks,
    sizes: NDArray[np.float64],
    wanted: list[int],
    box: tuple[float, float, float, float],
) -> NDArray[np.float64]:
    left, bottom, right, top = box
    margin = float(looks.radii.max()) + 2
    inner = (left + margin, bottom + margin, right - margin, top - margin)
    side = min((right - left) * 0.08, 34.0)
    # Names stand above and below the outermost markers too.
    snug = (left + side, bottom + margin + 13, right - side, top - margin - 13)
    if positions is not None:
        if lacking := net.index.difference(positions.index).tolist():
            raise ArgumentError(f"`positions` has no place for {lacking[0]!r} and {len(lacking) - 1} others")
        return fill(positions.loc[net.index, ["x", "y"]].to_numpy(dtype=float), snug)
    aspect = (right - left) / max(top - bottom, 1.0)
    places = fill(actor_positions(net, aspect=aspect).to_numpy(), snug)
    named = np.isin(np.arange(net.n_actors), wanted)
    return push_apart(places, room_needed(looks.radii, sizes, named, inner), inner)


def _left_out(net: Network, wanted: int, missing: list[int]) -> str:
    names = actor_names(net)
    bare = net.n_actors - wanted + len(missing)
    if wanted < net.n_actors and not missing:
        return f"{wanted} of {net.n_actors} actors are labelled."
    told = ", ".join(names.iloc[actor] for actor in missing[:3])
    more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
    return f"{bare} of {net.n_actors} actors are not labelled; no room for {told}{more}."
