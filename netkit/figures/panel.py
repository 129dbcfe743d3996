"""One network on a part of the page: ties, markers, and the names that find room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from netkit.figures.labels import place_labels
from netkit.figures.lettering import text_size, wrap
from netkit.figures.looks import ActorLooks, actor_names, draw_marker, outline
from netkit.figures.style import INK, family_look
from netkit.figures.ties import Line, curve, draw_line, sample

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netkit.figures.sheet import Sheet
    from netkit.network.network import Network

__all__ = ["draw_panel", "name_texts"]

_APART: Final = 7.0


def name_texts(net: Network, size: float, width: float) -> tuple[list[str], NDArray[np.float64]]:
    """
    Break names into lines and measure them.

    Parameters
    ----------
    net : Network
        Whose actors' names.
    size : float
        Of the type, in points.
    width : float
        Of a line, in points.

    Returns
    -------
    texts : list of str
        In the network's order.
    sizes : ndarray of float, shape (n, 2)
        Width and height of each, in points.
    """
    texts = [wrap(name, size, width) for name in actor_names(net)]
    return texts, np.array([text_size(text, size) for text in texts]).reshape(-1, 2)


def draw_panel(
    sheet: Sheet,
    net: Network,
    looks: ActorLooks,
    lines: Sequence[Line],
    places: NDArray[np.float64],
    wanted: Sequence[int],
    box: tuple[float, float, float, float],
    *,
    names: tuple[list[str], NDArray[np.float64]],
    size: float,
    families: Sequence[str],
    prefix: str = "",
) -> list[int]:
    """
    Draw one network.

    Parameters
    ----------
    sheet : Sheet
        What is drawn on.
    net : Network
        Whose actors.
    looks : ActorLooks
        How they are drawn.
    lines : sequence of Line
        Its ties.
    places : ndarray of float, shape (n, 2)
        Where the actors stand, in points.
    wanted : sequence of int
        Whose names are to be set, the most important first.
    box : tuple of float
        Left, bottom, right, top, which no name leaves.
    names : tuple
        What `name_texts` gives.
    size : float
        Of the type, in points.
    families : sequence of str
        All that the figure shows, so that their looks are the same in all panels.
    prefix : str
        What the names of all artists begin with.

    Returns
    -------
    list of int
        Whose names found no room.
    """
    texts, sizes = names
    points, owners = _draw_ties(sheet, places, looks, lines, families, prefix)
    found = place_labels(places, looks.radii + 0.5, sizes, wanted, points, owners, box)
    for actor, key in enumerate(net.index):
        corners = outline(places[actor], looks.radii[actor], looks.shapes[actor])
        draw_marker(sheet, corners, looks.fills[actor], heavy=bool(looks.heavy[actor]), gid=f"{prefix}actor:{key}")
    for actor, centre in found.items():
        gid = f"{prefix}label:{net.index[actor]}"
        name = sheet.text(*centre, texts[actor], size=size, ha="center", zorder=5, gid=gid, backed=0.85)
        half = sizes[actor] / 2
        # The lines of a name beside its marker begin, or end, at that side.
        beside = (centre[0] - places[actor][0]) / half[0]
        name.set_multialignment("left" if beside > 1 else "right" if beside < -1 else "center")
        nearest = np.clip(places[actor], np.array(centre) - half, np.array(centre) + half)
        if np.hypot(*(nearest - places[actor])) > looks.radii[actor] + 4:
            ends = np.array([places[actor], nearest])
            sheet.line(ends[:, 0].tolist(), ends[:, 1].tolist(), INK, 0.35, zorder=3, gid=f"leader:{gid}")
    return [actor for actor in wanted if actor not in found]


def _draw_ties(
    sheet: Sheet,
    places: NDArray[np.float64],
    looks: ActorLooks,
    lines: Sequence[Line],
    families: Sequence[str],
    prefix: str,
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Draw all lines; give points on them, so that names can keep clear."""
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
                gid=f"{prefix}tie:{number}",
            )
            for piece in pieces:
                length = float(np.hypot(*(piece[3] - piece[0])))
                on = sample(piece, np.linspace(0.02, 0.98, max(int(length / 3), 2)))
                points.append(on)
                owners.append(np.full(len(on), number, dtype=np.intp))
    return np.vstack(points), np.concatenate(owners)


def _detour(places: NDArray[np.float64], radii: NDArray[np.float64], a: int, b: int) -> float:
    """Find how far a line between two actors has to bend so as not to run below a third one's marker."""
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
