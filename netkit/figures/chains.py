"""Chains of command as one picture: where they run together they are drawn together."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.lines import Line2D

from netkit.command.chains import Chain, relation_words
from netkit.errors import ArgumentError
from netkit.figures.boxes import Box, box_heights, box_widths, boxes_of, draw_boxes, kind_handles
from netkit.figures.grid import Grid, Link, lay_grid, routes
from netkit.figures.layers import Layers, layer_boxes
from netkit.figures.lettering import text_size, wrap
from netkit.figures.looks import ActorLooks, actor_looks
from netkit.figures.sheet import SMALLEST, Columns, Sheet
from netkit.figures.style import INK, LineLook, family_look, family_order
from netkit.figures.ties import draw_line, sample
from netkit.network.network import Network

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

__all__ = ["draw_chains"]

_ACT: Final = "#c00022"
_GAP: Final = 13.0
_DOWN_APART: Final = 20.0
_DOWN_LABEL: Final = 46.0
_TIGHTER: Final = [(110.0, 70.0), (90.0, 58.0), (76.0, 50.0), (64.0, 44.0), (54.0, 44.0), (46.0, 44.0), (40.0, 44.0)]


@dataclass(frozen=True)
class _Step:
    start: int
    stop: int
    label: str
    family: str
    act: bool
    inferred: bool
    derived: bool
    chance: float


def draw_chains(
    chains: Chain | Iterable[Chain],
    net: Network | None = None,
    *,
    ax: Axes | None = None,
    columns: Columns = 2,
    legend: bool = True,
    title: str | None = None,
) -> Axes:
    """
    Draw chains of command from left to right, merged by their actors.

    Each arrow says its relation. Arrows are the wider and darker, the more probable the step is; they have gaps where
    the step is derived from offices or inferred from a membership, so that no source names an order.

    Parameters
    ----------
    chains : Chain or iterable of Chain
        As `netkit.chains` gives them.
    net : Network, optional
        Any network of the dossier that they come from: it knows names, roles and the wording of relations. Without
        it boxes show ids.
    ax : Axes, optional
        What to draw on; a new figure without it. If it is too small for text of 6 points, everything shrinks and the
        figure says so.
    columns : {1, 2}
        How many columns of a journal a new figure is wide; wider if the names need it, as high as it takes.
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
        If `chains` holds something else.

    Examples
    --------
    >>> import netkit as nk
    >>> import pandas as pd
    >>> from netkit.command.chains import chains
    >>> from netkit.figures.chains import draw_chains
    >>> ties = pd.DataFrame([("a", "b"), ("b", "c"), ("a", "c")], columns=["subject", "object"])
    >>> net = nk.from_pandas(ties)
    >>> ax = draw_chains(chains(net, "a", "c"), net)
    >>> sum(str(patch.get_gid()).startswith("box:") for patch in ax.patches)
    3
    """
    found = [chains] if isinstance(chains, Chain) else list(chains)
    if wrong := [chain for chain in found if not isinstance(chain, Chain)]:
        given = type(wrong[0]).__name__
        raise ArgumentError(f"`chains` holds a {given}; it takes what `chains(net, source, target)` gives")
    if net is None:
        net = next((chain.net for chain in found if chain.net is not None), None)
    sheet = Sheet(ax, columns)
    size = min(sheet.name_size, 6.5)
    ids = list(dict.fromkeys(actor for chain in found for actor in chain.actors))
    steps = _steps(found, ids, net)
    boxes, looks = _boxes(ids, net)
    plan = max((_plan(boxes, steps, size, sheet.room, down) for down in (False, True)), key=lambda plan: plan.scale)

    def handles() -> list[Artist]:
        actors = [] if looks is None else [*looks.handles(sheet, blank=False), *kind_handles(boxes, sheet)]
        return [*actors, *_handles(steps, sheet)] if legend and found else []

    width, height = plan.extent
    left, _, right, top = sheet.open(width, max(height, 24.0), handles, title=title, notes=1)
    if not found:
        return sheet.empty("no chain was found")
    corner = (left + max((right - left - width) / 2, 0) + 2, top - 6)
    grid = lay_grid(plan.layers, plan.along, plan.across, plan.gaps, *corner, turned=plan.down)
    _draw_steps(sheet, grid, steps, plan)
    draw_boxes(sheet, grid, plan.boxes, size)
    sheet.notes(f"{len(found)} chain{'s' if len(found) > 1 else ''}, of probability {_chances(found)}.")
    return sheet.ax


@dataclass(frozen=True)
class _Plan:
    """Columns of boxes, upright or from top to bottom, and how far they must shrink to fit."""

    boxes: list[Box]
    labels: list[str]
    layers: Layers
    along: NDArray[np.float64]
    across: NDArray[np.float64]
    gaps: list[float]
    apart: float
    down: bool
    extent: tuple[float, float]
    scale: float


def _plan(boxes: list[Box], steps: list[_Step], size: float, room: tuple[float, float], down: bool) -> _Plan:
    """Wrap names and labels the tighter, until the boxes fit the width."""
    arcs = list(dict.fromkeys((step.start, step.stop) for step in steps))
    arriving = np.bincount([step.stop for step in steps], minlength=len(boxes))
    for name_width, label_width in _TIGHTER:
        set_boxes = [replace(box, text=wrap(box.text, size, name_width)) for box in boxes]
        labels = [wrap(step.label, SMALLEST, min(label_width, _DOWN_LABEL) if down else label_width) for step in steps]
        tallest = max((text_size(label, SMALLEST)[1] for label in labels if label), default=3.0)
        apart = _DOWN_APART if down else tallest + 1.5
        along, across = box_widths(set_boxes, size), box_heights(set_boxes, size)
        if down:
            along, across = across, along
        across = np.maximum(across, (arriving - 1) * apart + 8.0)
        layers = layer_boxes(across, arcs, [], _GAP, lane=14.0 if down and name_width > 60 else 9.0)
        gaps = _gaps(layers, steps, labels, down)
        length = sum(gaps) + sum(float(along[layers.column == c].max(initial=0)) for c in range(len(gaps) + 1))
        extent = (layers.height + 4, length + 12) if down else (length + 4, layers.height + 12)
        if extent[0] <= room[0]:
            break
    if not down and gaps and extent[0] < room[0]:
        spare = min((room[0] - extent[0]) / len(gaps), 40.0)
        gaps = [gap + spare for gap in gaps]
        extent = (extent[0] + spare * len(gaps), extent[1])
    scale = min(1.0, room[0] / extent[0], room[1] / extent[1])
    return _Plan(set_boxes, labels, layers, along, across, gaps, apart, down, extent, scale)


def _chances(found: list[Chain]) -> str:
    """Say the chances of the best and of the worst, once where they are the same."""
    chances = sorted((chain.probability for chain in found), reverse=True)
    return " to ".join(dict.fromkeys(f"{chance:.2f}" for chance in (chances[0], chances[-1])))


def _steps(found: list[Chain], ids: list[str], net: Network | None) -> list[_Step]:
    """All steps of all chains, those of the best chain first, each once."""
    tables = None if net is None else net.tables
    place = {actor: number for number, actor in enumerate(ids)}
    steps: dict[tuple[int, int, str], _Step] = {}
    for chain in found:
        rows = chain.ties.to_dict("records")
        for start, stop, row in zip(chain.actors, chain.actors[1:], rows, strict=False):
            relation, backward = str(row["relation"]), bool(row.get("backward", False))
            step = _Step(
                place[start],
                place[stop],
                relation_words(tables, row),
                str(row["family"]),
                bool(row.get("act", False)),
                backward,
                bool(row.get("derived", False)),
                float(row.get("chance", row.get("probability", 1.0))),
            )
            key = (step.start, step.stop, relation)
            if key not in steps or steps[key].chance < step.chance:
                steps[key] = step
    return list(steps.values())


def _boxes(ids: list[str], net: Network | None) -> tuple[list[Box], ActorLooks | None]:
    if net is None:
        return [Box(actor, actor, "") for actor in ids], None
    known = net.all_actors
    if lacking := [actor for actor in ids if actor not in known.index]:
        raise ArgumentError(f"`net` does not know {lacking[0]!r}: the chains come from another dossier or network")
    ties = net.to_pandas()[0].iloc[:0]
    here = Network(known.loc[ids], ties, directed=True, policy=net.policy, tables=net.tables)
    looks = actor_looks(here, size=None, color="role", radius=2.7, largest=2.7)
    return boxes_of(here, looks), looks


def _look(step: _Step, families: list[str]) -> LineLook:
    color = _ACT if step.act else family_look(step.family, families).color
    return LineLook(color, 0.5 + 1.3 * step.chance)


def _alpha(chance: float) -> float:
    return 0.45 + 0.55 * min(chance, 1.0)


def _gaps(layers: Layers, steps: list[_Step], labels: list[str], down: bool) -> list[float]:
    """Room between columns for the labels of what ends there."""
    gaps = [26.0] * int(layers.column.max(initial=0))
    ending: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for step, label in zip(steps, labels, strict=True):
        last = max(int(layers.column[step.start]), int(layers.column[step.stop]))
        if label and last > 0:
            ending[last - 1].append(text_size(label, SMALLEST))
    for gap, sizes in ending.items():
        # From top to bottom labels stand beside one another, in so many rows that none covers another.
        room = max(height for _, height in sizes) * math.ceil(len(sizes) / 2) if down else max(sizes)[0]
        gaps[gap] = max(gaps[gap], room + 20.0)
    return gaps


def _draw_steps(sheet: Sheet, grid: Grid, steps: list[_Step], plan: _Plan) -> None:
    families = family_order(step.family for step in steps if not step.act)
    links = [Link(step.start, step.stop, (step.family, step.inferred or step.derived)) for step in steps]
    taken = [grid.frame(number) for number in range(len(grid.rows))]
    ways = routes(grid, links, plan.apart)
    for number, (step, pieces) in enumerate(zip(steps, ways, strict=True)):
        draw_line(
            sheet,
            pieces,
            _look(step, families),
            doubtful=step.inferred or step.derived,
            alpha=_alpha(step.chance),
            zorder=2.0 + step.chance,
            gid=f"step:{number}",
        )
    lines = np.vstack([sample(piece, np.linspace(0, 1, 25)) for pieces in ways for piece in pieces])
    owners = np.concatenate([np.full(25 * len(pieces), number) for number, pieces in enumerate(ways)])
    for number, (pieces, label) in enumerate(zip(ways, plan.labels, strict=True)):
        if label:
            onward = grid.layers.column[steps[number].start] <= grid.layers.column[steps[number].stop]
            last = pieces[-1] if onward else pieces[0]
            x, y = _label_place(last, text_size(label, SMALLEST), taken, lines[owners != number], plan.down)
            sheet.text(x, y, label, size=SMALLEST, ha="center", zorder=5, gid=f"relation:{number}", backed=1.0)


def _label_place(
    piece: NDArray[np.float64],
    size: tuple[float, float],
    taken: list[tuple[float, float, float, float]],
    others: NDArray[np.float64],
    down: bool,
) -> tuple[float, float]:
    """Find the place on a line where its label covers nothing, or as little as can be."""
    best, least = (0.0, 0.0, 0.0, 0.0), np.inf
    half_w, half_h = size[0] / 2 + 1, size[1] / 2 + 0.5
    aside = np.array([half_w, 0.0] if down else [0.0, half_h])
    for wish, t in enumerate([0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82]):
        on = sample(piece, np.array([t]))[0]
        for shift in (0.0, 0.5, -0.5, 1.0, -1.0):
            x, y = (on + shift * aside).tolist()
            box = (x - half_w, y - half_h, x + half_w, y + half_h)
            clashes = sum(box[0] < c and a < box[2] and box[1] < d and b < box[3] for a, b, c, d in taken)
            below = ((others > [box[0], box[1]]) & (others < [box[2], box[3]])).all(axis=1).sum()
            cost = 100.0 * clashes + 1.0 * float(below) + 0.4 * wish + 1.5 * abs(shift)
            if cost < least:
                best, least = box, cost
    taken.append(best)
    return (best[0] + best[2]) / 2, (best[1] + best[3]) / 2


def _handles(steps: list[_Step], sheet: Sheet) -> list[Artist]:
    families = family_order(step.family for step in steps if not step.act)

    def handle(color: str, width: float, label: str, **pen: Any) -> Line2D:
        return Line2D([], [], color=color, linewidth=width * sheet.scale, label=label, **pen)

    found: list[Artist] = [handle(family_look(family, families).color, 1.6, family) for family in families if family]
    if any(step.act for step in steps):
        found.append(handle(_ACT, 1.6, "act"))
    chances = sorted({round(step.chance, 2) for step in steps})
    found += [
        handle(INK, 0.5 + 1.3 * chance, f"step of probability {chance:.2f}", alpha=_alpha(chance))
        for chance in dict.fromkeys([*chances[:1], *chances[-1:]])
    ]
    reasons = ["derived"] if any(step.derived for step in steps) else []
    reasons += ["inferred from membership"] if any(step.inferred for step in steps) else []
    if reasons:
        look = LineLook(INK, 1.2)
        found.append(handle(INK, 1.2, "with gaps: " + " or ".join(reasons), linestyle=look.dashes(True)))
    return found
