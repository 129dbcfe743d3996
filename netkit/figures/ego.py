"""One actor among those about him."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.patches import Circle, Ellipse

from netkit.errors import ArgumentError
from netkit.figures.looks import Values, actor_values
from netkit.figures.network import draw_network
from netkit.figures.sheet import Columns, require
from netkit.figures.style import family_order
from netkit.network.network import Network

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

__all__ = ["draw_ego"]


def draw_ego(
    net: Network,
    actor: Hashable,
    *,
    radius: int = 1,
    ax: Axes | None = None,
    columns: Columns = 1,
    color: Values = "role",
    size: Values | None = None,
    doubtful: float = 0.5,
    legend: bool = True,
    title: str | None = None,
) -> Axes:
    """
    Draw an actor in the middle, and about him those whom he is tied to, in rings.

    Contacts stand by the family of their tie to him, and contacts of one another's side by side.

    Parameters
    ----------
    net : Network
        Where he is looked up. All ties among those shown are drawn.
    actor : str
        A name in any known spelling, or an id.
    radius : int, default: 1
        How many steps away from him actors are shown, direction left aside: 1 or 2.
    ax : Axes, optional
        What to draw on; a new figure without it.
    columns : {1, 2}
        How many columns of a journal a new figure is wide.
    color, size : str, Series or callable
        What colour and area of the markers mean; see `draw_network`. Measures are those of the whole network.
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
    UnknownNameError, AmbiguousNameError
        If the name does not lead to one actor.
    ArgumentError
        If he has no tie in this network, or `radius` is something else.

    Examples
    --------
    >>> import netkit as nk
    >>> import pandas as pd
    >>> from netkit.figures.ego import draw_ego
    >>> ties = pd.DataFrame([("a", "b"), ("b", "c"), ("c", "d")], columns=["subject", "object"])
    >>> ax = draw_ego(nk.from_pandas(ties), "b")
    >>> sorted(text.get_text() for text in ax.texts)
    ['a', 'b', 'c']
    """
    require(net, Network, "net", "a network, such as `dossier.network(at=…)`")
    if radius not in (1, 2):
        raise ArgumentError(f"`radius` is {radius!r}; it can be 1 or 2")
    ego = int(net.positions([actor])[0])
    ties = net.ties
    start = net.index.get_indexer(pd.Index(ties["subject"]))
    stop = net.index.get_indexer(pd.Index(ties["object"]))
    rings, parents = _rings(ego, start, stop, radius)
    families = list(ties["family"])
    angle = _angles(ego, rings, parents, start, stop, families)
    shown = [net.index[ego], *(net.index[other] for ring in rings for other in ring)]
    reach = {other: 0.5 * (depth + 1) / len(rings) for depth, ring in enumerate(rings) for other in ring}
    places: dict[str, tuple[float, float]] = {net.index[ego]: (0.5, 0.5)}
    for other, share in reach.items():
        places[net.index[other]] = (0.5 + share * np.cos(angle[other]), 0.5 + share * np.sin(angle[other]))
    positions = pd.DataFrame.from_dict(places, orient="index", columns=["x", "y"])
    drawn = draw_network(
        net.select(actors=shown),
        ax=ax,
        columns=columns,
        positions=positions,
        doubtful=doubtful,
        legend=legend,
        title=title,
        color=_in_whole(net, color, "color"),
        size=None if size is None else _in_whole(net, size, "size"),
    )
    _draw_rings(drawn, positions)
    return drawn


def _draw_rings(ax: Axes, positions: pd.DataFrame) -> None:
    """Draw a ground below the actor in the middle, and a faint ring for each step away from him."""
    middles = {
        str(patch.get_gid()).removeprefix("actor:"): np.asarray(patch.get_path().vertices, dtype=float)[:-1].mean(
            axis=0
        )
        for patch in ax.patches
        if str(patch.get_gid()).startswith("actor:")
    }
    ego = positions.index[0]
    away = positions - positions.loc[ego]
    stretch = [
        (middles[far][axis] - middles[ego][axis]) / away.at[far, column]
        for axis, column in enumerate(["x", "y"])
        if abs(away.at[far := away[column].abs().idxmax(), column]) > 0.05
    ]
    if len(stretch) == 2:
        for reach in sorted(set(np.hypot(away["x"], away["y"]).round(6)) - {0.0}):
            size = (2 * reach * stretch[0], 2 * reach * stretch[1])
            ring = Ellipse(middles[ego], *size, facecolor="none", edgecolor="#e3e6ea", linewidth=0.7, zorder=0.5)
            ring.set(gid=f"ring:{reach:g}", clip_on=False)
            ax.add_patch(ring)
    ground = Circle(middles[ego], 13.0, facecolor="#fdf0c4", edgecolor="none", zorder=0.8)
    ground.set(gid=f"ego:{ego}", clip_on=False)
    ax.add_patch(ground)


def _in_whole(net: Network, values: Values, argument: str) -> Values:
    """Measure in the whole network what is asked for by name; roles are drawn as they are."""
    if isinstance(values, pd.Series) or (isinstance(values, str) and values == "role"):
        return values
    return actor_values(net, values, argument)


def _rings(
    ego: int, start: NDArray[np.intp], stop: NDArray[np.intp], radius: int
) -> tuple[list[list[int]], dict[int, int]]:
    """Who is how far away, and through whom."""
    near: dict[int, list[int]] = defaultdict(list)
    for a, b in zip(start.tolist(), stop.tolist(), strict=True):
        near[a].append(b)
        near[b].append(a)
    parents = {ego: ego}
    rings, last = [], [ego]
    for _ in range(radius):
        ring = []
        for one in last:
            for other in sorted(set(near[one])):
                if other not in parents:
                    parents[other] = one
                    ring.append(other)
        if not ring:
            break
        rings.append(ring)
        last = ring
    return rings, parents


def _angles(
    ego: int,
    rings: list[list[int]],
    parents: dict[int, int],
    start: NDArray[np.intp],
    stop: NDArray[np.intp],
    families: list[str],
) -> dict[int, float]:
    """Share the circle out: by family, the tied side by side, more room for those with contacts of their own."""
    rank = {family: place for place, family in enumerate(family_order(families))}
    family: dict[int, int] = {}
    tied: set[tuple[int, int]] = set()
    for a, b, word in zip(start.tolist(), stop.tolist(), families, strict=True):
        tied |= {(a, b), (b, a)}
        for one, other in ((a, b), (b, a)):
            if one == ego:
                family[other] = min(family.get(other, len(rank)), rank[word])
    left = sorted(rings[0], key=lambda other: (family[other], other)) if rings else []
    order: list[int] = []
    while left:
        near = (other for other in left if order and (order[-1], other) in tied and family[other] == family[order[-1]])
        following = next(near, left[0])
        order.append(following)
        left.remove(following)
    beyond: dict[int, list[int]] = defaultdict(list)
    for other in rings[1] if len(rings) > 1 else []:
        beyond[parents[other]].append(other)
    weights = [max(len(beyond[other]), 1) for other in order]
    angles: dict[int, float] = {}
    at = 0.0
    for other, weight in zip(order, weights, strict=True):
        sector = 2 * np.pi * weight / sum(weights)
        angles[other] = np.pi / 2 - (at + sector / 2)
        for place, child in enumerate(beyond[other]):
            angles[child] = np.pi / 2 - (at + sector * (place + 0.5) / weight)
        at += sector
    return angles
