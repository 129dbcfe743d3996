"""A network as it stands: actors by role, ties by family, names where there is room."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netkit.errors import ArgumentError
from netkit.figures.labels import place_labels
from netkit.figures.layout import actor_positions, fill, push_apart
from netkit.figures.looks import ActorLooks, Values, actor_looks, actor_names, draw_marker, outline
from netkit.figures.sheet import Columns, Sheet, text_size, wrap
from netkit.figures.style import INK, family_look
from netkit.figures.ties import Line, curve, draw_line, family_handles, lines_of, sample
from netkit.network.network import Network

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

__all__ = ["draw_network"]

_APART: Final = 7.0


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
    >>> from netkit.figures.network import draw_network
    >>> ax = draw_network(nk.from_pandas([("a", "b"), ("b", "c")]), size="degree")
    >>> sorted(text.get_text() for text in ax.texts)
    ['a', 'b', 'c']
    """
    sheet = Sheet(ax, columns)
    wide = sheet.room[0] > 400
    lines = lines_of(net, doubtful)
    looks = actor_looks(net, size=size, color=color, radius=3.6 if wide else 2.8, largest=8.0 if wide else 5.5)
    handles = [*looks.handles(sheet), *family_handles(lines, sheet, doubtful)] if legend and net.n_actors else []
    width = sheet.room[0]
    height = float(np.clip((30_000 + 3_900 * net.n_actors) / width, 0.4 * width, (1.1 if wide else 1.9) * width))
    box = sheet.open(width, height if sheet.own else 60.0, handles, title=title, notes=1 if wide else 2)
    if net.n_actors == 0:
        return sheet.empty("no actor has a tie in this network")
    texts = [wrap(str(name), sheet.name_size, 84.0 if wide else 56.0) for name in actor_names(net)]
    wanted = _wanted(net, labels, looks)
    sizes = np.array([text_size(text, sheet.name_size) for text in texts])
    places = _places(net, positions, looks, sizes, wanted, box)
    points, owners = _draw_ties(sheet, places, looks, lines)
    found = place_labels(places, looks.radii + 0.5, sizes, wanted, points, owners, box)
    for actor, key in enumerate(net.index):
        corners = outline(places[actor], looks.radii[actor], looks.shapes[actor])
        draw_marker(sheet, corners, looks.fills[actor], heavy=bool(looks.heavy[actor]), gid=f"actor:{key}")
    for actor, centre in found.items():
        _draw_name(
            sheet, texts[actor], centre, places[actor], sizes[actor], looks.radii[actor], f"label:{net.index[actor]}"
        )
    missing = [actor for actor in wanted if actor not in found]
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
    if positions is not None:
        if lacking := net.index.difference(positions.index).tolist():
            raise ArgumentError(f"`positions` has no place for {lacking[0]!r} and {len(lacking) - 1} others")
        return fill(positions.loc[net.index, ["x", "y"]].to_numpy(dtype=float), inner)
    aspect = (right - left) / max(top - bottom, 1.0)
    side = min((right - left) * 0.08, 34.0)
    snug = (left + side, bottom + margin + 6, right - side, top - margin - 6)
    places = fill(actor_positions(net, aspect).to_numpy(), snug)
    named = np.zeros(net.n_actors)
    named[wanted] = 1.0
    room = np.column_stack(
        [np.maximum(looks.radii, named * sizes[:, 0] * 0.42), looks.radii + named * sizes[:, 1] * 0.5]
    )
    # Where there is no room for all names, markers at least stay apart.
    crowding = float((4 * room.prod(axis=1)).sum()) / max((right - left) * (top - bottom), 1.0)
    room = np.maximum(room * min(1.0, 0.62 / max(crowding, 1e-9)), looks.radii[:, None]) + 2.0
    return push_apart(places, room, inner)


def _draw_ties(
    sheet: Sheet, places: NDArray[np.float64], looks: ActorLooks, lines: list[Line]
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Draw all lines; give points on them, so that names can keep clear."""
    families = [line.family for line in lines]
    pairs: dict[tuple[int, int], list[int]] = {}
    for number, line in enumerate(lines):
        pairs.setdefault((min(line.start, line.stop), max(line.start, line.stop)), []).append(number)
    points, owners = [np.zeros((0, 2))], [np.zeros(0, dtype=np.intp)]
    many = len(lines) > 400
    for (a, b), group in pairs.items():
        middle = (len(group) - 1) / 2
        detour = 0.0 if a == b else _detour(places, looks.radii, a, b)
        for rank, number in enumerate(group):
            line = lines[number]
            bend = detour + (rank - middle) * _APART
            if a == b:
                pieces = _loop(places[a], looks.radii[a] + 5 + 4 * rank)
            else:
                pieces = [curve(places[line.start], places[line.stop], bend if line.start == a else -bend)]
            draw_line(
                sheet,
                pieces,
                family_look(line.family, families),
                doubtful=bool(line.doubts),
                arrow=line.arrow,
                start=outline(places[line.start], looks.radii[line.start] + 0.6, looks.shapes[line.start]),
                stop=outline(places[line.stop], looks.radii[line.stop] + 0.6, looks.shapes[line.stop]),
                thin=0.6 if many else 1.0 if sheet.name_size > 6 else 0.8,
                alpha=0.6 if many else 0.9,
                gid=f"tie:{number}",
            )
            for piece in pieces:
                length = float(np.hypot(*(piece[3] - piece[0])))
                on = sample(piece, np.linspace(0.02, 0.98, max(int(length / 3), 2)))
                points.append(on)
                owners.append(np.full(len(on), number, dtype=np.intp))
    return np.vstack(points), np.concatenate(owners)


def _detour(places: NDArray[np.float64], radii: NDArray[np.float64], a: int, b: int) -> float:
    """How far a line between two actors has to bend so as not to run below a third one's marker."""
    t = np.linspace(0.04, 0.96, 40)
    others = np.delete(np.arange(len(places)), [a, b])
    if len(others) == 0 or len(places) > 400:
        return 0.0
    best, fewest = 0.0, np.inf
    for bend in (0.0, 6.0, -6.0, 12.0, -12.0, 20.0, -20.0, 30.0, -30.0):
        on = sample(curve(places[a], places[b], bend), t)
        apart = np.hypot(on[:, None, 0] - places[None, others, 0], on[:, None, 1] - places[None, others, 1]).min(axis=0)
        hidden = float((apart < radii[others] + 1.5).sum())
        if hidden < fewest:
            best, fewest = bend, hidden
        if fewest == 0:
            break
    return best


def _loop(centre: NDArray[np.float64], reach: float) -> list[NDArray[np.float64]]:
    """Lay a tie of an actor with himself above him."""
    path = np.array([[0, 0], [0.9, 0.5], [1, 1.6], [0, 1.6], [-1, 1.6], [-0.9, 0.5], [0, 0]]) * reach + centre
    return [path[:4], path[3:]]


def _draw_name(
    sheet: Sheet,
    text: str,
    centre: tuple[float, float],
    anchor: NDArray[np.float64],
    size: NDArray[np.float64],
    radius: float,
    gid: str,
) -> None:
    sheet.text(*centre, text, ha="center", zorder=5, gid=gid, backed=True)
    nearest = np.clip(anchor, np.array(centre) - size / 2, np.array(centre) + size / 2)
    if np.hypot(*(nearest - anchor)) > radius + 4:
        sheet.ax.plot(
            *zip(anchor, nearest, strict=True),
            color=INK,
            linewidth=0.35 * sheet.scale,
            zorder=3,
            clip_on=False,
            gid=f"leader:{gid}",
        )


def _left_out(net: Network, wanted: int, missing: list[int]) -> str:
    names = actor_names(net)
    bare = net.n_actors - wanted + len(missing)
    if wanted < net.n_actors and not missing:
        return f"{wanted} of {net.n_actors} actors are labelled."
    told = ", ".join(names.iloc[actor] for actor in missing[:3])
    more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
    return f"{bare} of {net.n_actors} actors are not labelled; no room for {told}{more}."
