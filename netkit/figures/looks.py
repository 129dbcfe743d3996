"""What size and colour mean: roles, columns, and any measure by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon
from matplotlib.path import Path

from netkit.errors import ArgumentError
from netkit.figures.style import INK, PAPER, SHAPES, category_colors, main_roles, role_columns, role_look
from netkit.network.network import Network

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from numpy.typing import NDArray

    from netkit.figures.sheet import Sheet

__all__ = ["ActorLooks", "Values", "actor_looks", "actor_names", "actor_values", "draw_marker", "outline"]

Values: TypeAlias = "str | pd.Series[Any] | Callable[[Network], Any]"

_THIN: Final = 0.5
_HEAVY: Final = 1.5
_INNER: Final = 0.64
_SHADES: Final = "cividis"
# Of entries of the legend that are about shape or size, and not about colour.
_NEUTRAL: Final = "#d5d8dd"


def actor_names(net: Network) -> pd.Series[str]:
    """
    Give the names that figures show.

    Parameters
    ----------
    net : Network
        What is drawn.

    Returns
    -------
    Series of str
        Indexed by actor: his preferred name, his id where there is none.
    """
    named = net.actors["name"].astype("str") if "name" in net.actors else net.index.to_series().astype("str")
    return named.where(named != "", net.index.to_series())


def actor_values(net: Network, values: Values, argument: str) -> pd.Series[Any]:
    """
    Find a value for each actor.

    Parameters
    ----------
    net : Network
        What is drawn.
    values : str, Series or callable
        A column of the actors, a measure by name or as a function, any function of a network, or the values
        themselves, indexed by actor.
    argument : str
        What messages call it.

    Returns
    -------
    Series
        Indexed by actor; missing where there is no value. Its name says what it is.

    Raises
    ------
    ArgumentError
        If there is no such column or measure, or what comes back has not one value an actor.
    """
    if isinstance(values, str):
        if values in net.actors:
            return net.actors[values]
        from netkit.measures.tables import table

        result: Any = table(net, [values], evidence=False)
        name = values
    elif isinstance(values, pd.Series):
        result, name = values, "value" if values.name is None else str(values.name)
    elif callable(values):
        result, name = values(net), getattr(values, "__name__", "value")
    else:
        raise ArgumentError(
            f"`{argument}` is a {type(values).__name__}; give a column, a measure, a Series or a function"
        )
    if isinstance(result, pd.DataFrame):
        if result.shape[1] != 1:
            columns = ", ".join(map(str, result.columns))
            raise ArgumentError(
                f"`{argument}`: {name!r} has several values an actor ({columns}); give one of them as a Series"
            )
        result = result.iloc[:, 0]
    if not isinstance(result, pd.Series):
        array = np.asarray(result)
        if array.shape != (net.n_actors,):
            raise ArgumentError(f"`{argument}`: {name!r} gives {array.shape} values for {net.n_actors} actors")
        result = pd.Series(array, index=net.index)
    if net.n_actors and not result.index.isin(net.index).any():
        raise ArgumentError(f"`{argument}`: no value of {name!r} is indexed by an actor of this network")
    values_found: pd.Series[Any] = result.reindex(net.index).rename(name)
    return values_found


@dataclass(frozen=True)
class ActorLooks:
    """
    How each actor is drawn, and what the legend says of it.

    Parameters
    ----------
    fills, shapes : list of str
        Colour, and key of `SHAPES`, of each.
    heavy : ndarray of bool, shape (n,)
        Whose outline is heavy: victims.
    radii : ndarray of float, shape (n,)
        Points.
    importance : ndarray of float, shape (n,)
        Whose name comes first where there is no room for all.
    entries : list of tuple
        Label, fill, shape, heavy, radius of each entry of the legend.
    """

    fills: list[str]
    shapes: list[str]
    heavy: NDArray[np.bool_]
    radii: NDArray[np.float64]
    importance: NDArray[np.float64]
    entries: list[tuple[str, str, str, bool, float]]

    def handles(self, sheet: Sheet, *, blank: bool = True) -> list[Artist]:
        """
        Make the legend's entries.

        Parameters
        ----------
        sheet : Sheet
            What is drawn on.
        blank : bool
            Whether white circles, of which nothing is told, have an entry.

        Returns
        -------
        list of Artist
            Roles, then colours, then sizes; only what is drawn.
        """
        return [
            Line2D(
                [],
                [],
                linestyle="none",
                marker=Path(np.vstack([SHAPES[shape], SHAPES[shape][:1]]), closed=True),
                markersize=2 * radius * float(np.abs(SHAPES[shape]).max()) * sheet.scale,
                markerfacecolor=fill,
                markeredgecolor=INK,
                markeredgewidth=(_HEAVY if heavy else _THIN) * sheet.scale,
                label=label,
            )
            for label, fill, shape, heavy, radius in self.entries
            if blank or heavy or (fill, shape) != (PAPER, "circle")
        ]


def actor_looks(
    net: Network,
    *,
    size: Values | None,
    color: Values,
    radius: float,
    largest: float,
) -> ActorLooks:
    """
    Decide how each actor is drawn.

    Parameters
    ----------
    net : Network
        What is drawn.
    size : str, Series, callable or None
        What the area of the markers means; None draws all alike.
    color : str, Series or callable
        What their colour means; "role" is the actor's role.
    radius, largest : float
        Of markers without `size`, and of the largest, in points.

    Returns
    -------
    ActorLooks
        For all actors, in the network's order.

    Raises
    ------
    ArgumentError
        If `size` or `color` leads to nothing that can be drawn.
    """
    role, victim = main_roles(net)
    roles = role_columns(net)
    heavy = victim.to_numpy(dtype=bool)
    shapes = [role_look(word, roles).shape for word in role]
    used = [word for word in roles if word in set(role)]
    entries: list[tuple[str, str, str, bool, float]] = []
    if isinstance(color, str) and color == "role":
        fills = [role_look(word, roles).color for word in role]
        entries += [(word, role_look(word, roles).color, role_look(word, roles).shape, False, 3.0) for word in used]
        if used and (role == "").any() and not heavy[(role == "").to_numpy()].all():
            entries.append(("no role told", PAPER, "circle", False, 3.0))
    else:
        values = actor_values(net, color, "color")
        fills, told = _colors(values)
        entries += _shapes_told([*used, *([""] if (role == "").any() else [])], roles) + told
    if heavy.any():
        entries.append(("victim: heavy outline", PAPER, "circle", True, 3.0))
    importance = _degrees(net)
    radii = np.full(net.n_actors, radius)
    if size is not None:
        measured = actor_values(net, size, "size")
        if not pd.api.types.is_numeric_dtype(measured):
            raise ArgumentError(f"`size`: {measured.name!r} is not a number")
        number = measured.to_numpy(dtype=float)
        known = np.isfinite(number)
        top = float(number[known].max(initial=0.0))
        if (number[known] < -1e-9 * max(top, 1.0)).any():
            raise ArgumentError(f"`size`: {measured.name!r} is negative for some actors; `color` can show it")
        number = np.where(known, np.maximum(number, 0.0), 0.0)
        importance = number + importance * 1e-6
        radii = _radius(number, top, largest)
        if top > 0:
            entries += [
                (
                    f"{measured.name} {share * top:.3g}",
                    _NEUTRAL,
                    "circle",
                    False,
                    float(_radius(np.array(share * top), top, largest)),
                )
                for share in (0.1, 0.5, 1.0)
            ]
        if not known.all():
            smallest = float(_radius(np.array(0.0), top, largest))
            entries.append((f"{measured.name} not defined: smallest", _NEUTRAL, "circle", False, smallest))
    return ActorLooks(fills, shapes, heavy, radii, importance, entries)


def _shapes_told(used: list[str], roles: list[str]) -> list[tuple[str, str, str, bool, float]]:
    """Where colour means something else, roles of one shape share an entry."""
    told: dict[str, list[str]] = {}
    for word in used:
        told.setdefault(role_look(word, roles).shape, []).append(word or "no role told")
    return [(", ".join(words), _NEUTRAL, shape, False, 3.0) for shape, words in told.items()] if any(used) else []


def _degrees(net: Network) -> NDArray[np.float64]:
    ties = net.ties
    ends = pd.concat([ties["subject"], ties["object"]])
    return np.bincount(net.index.get_indexer(pd.Index(ends)), minlength=net.n_actors).astype(float)


def _radius(value: NDArray[np.float64], top: float, largest: float) -> NDArray[np.float64]:
    smallest = 1.8
    share = value / top if top > 0 else value * 0
    return np.asarray(np.sqrt(smallest**2 + (largest**2 - smallest**2) * share))


def _colors(values: pd.Series[Any]) -> tuple[list[str], list[tuple[str, str, str, bool, float]]]:
    name = str(values.name)
    if pd.api.types.is_bool_dtype(values):
        values = values.map({True: name, False: f"not {name}"})
    if not pd.api.types.is_numeric_dtype(values):
        words = values.fillna("").astype("str")
        colors = category_colors(words)
        told = [(word, colors[word], "circle", False, 3.0) for word in list(colors)[:8]]
        if len(colors) > 8:
            more = len(colors) - 8
            told.append((f"{more} other{'s' if more > 1 else ''}", colors[list(colors)[8]], "circle", False, 3.0))
        if (words == "").any():
            told.append((f"no {name} told", PAPER, "circle", False, 3.0))
        return [colors.get(word, PAPER) for word in words], told
    number = values.to_numpy(dtype=float)
    known = number[np.isfinite(number)]
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 0.0)
    span = high - low or 1.0
    shades = mpl.colormaps[_SHADES]

    def shade(value: float) -> str:
        return to_hex(shades(1.0 - (value - low) / span)) if np.isfinite(value) else PAPER

    steps = dict.fromkeys([low, (low + high) / 2, high]) if len(known) else {}
    told = [(f"{name} {value:.3g}", shade(value), "circle", False, 3.0) for value in steps]
    if len(known) < len(number):
        told.append((f"{name} not defined", PAPER, "circle", False, 3.0))
    return [shade(value) for value in number], told


def outline(centre: NDArray[np.float64], radius: float, shape: str) -> NDArray[np.float64]:
    """
    Give the outline of a marker.

    Parameters
    ----------
    centre : ndarray of float, shape (2,)
        Points.
    radius : float
        Of the circle of the same area.
    shape : str
        Key of `SHAPES`.

    Returns
    -------
    ndarray of float, shape (k, 2)
        Corners.
    """
    return np.asarray(SHAPES[shape] * radius + centre)


def draw_marker(
    sheet: Sheet,
    corners: NDArray[np.float64],
    fill: str,
    *,
    heavy: bool = False,
    zorder: float = 4.0,
    gid: str | None = None,
    edge: str = INK,
) -> None:
    """
    Draw one marker.

    Parameters
    ----------
    sheet : Sheet
        What is drawn on.
    corners : ndarray of float, shape (k, 2)
        Its outline.
    fill : str
        Colour.
    heavy : bool
        Whether its outline is heavy; the fill then keeps clear of it, so that it shows round dark ones too.
    zorder, gid
        As matplotlib has them.
    edge : str
        Colour of its outline.
    """
    extent = float(np.ptp(corners, axis=0).max())
    if heavy and fill != PAPER:
        middle = (corners.min(axis=0) + corners.max(axis=0)) / 2
        inner = middle + _INNER * (corners - middle)
        sheet.ax.add_artist(
            Polygon(inner, facecolor=fill, edgecolor="none", zorder=zorder + 0.1, clip_on=False, snap=False)
        )
    marker = Polygon(
        corners,
        facecolor=PAPER if heavy else fill,
        edgecolor=edge,
        linewidth=(min(_HEAVY, extent * 0.2) if heavy else _THIN) * sheet.scale,
        joinstyle="miter",
        snap=False,
        zorder=zorder,
        clip_on=False,
    )
    marker.set_gid(gid)
    sheet.ax.add_artist(marker)
