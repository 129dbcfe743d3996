"""A hierarchy as an indented list, as narrow as a journal's column: each actor below his strongest superior."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.lines import Line2D

from netkit.figures.lettering import shorten, text_size, wrap
from netkit.figures.looks import actor_names, draw_marker, outline
from netkit.figures.sheet import SMALLEST
from netkit.figures.style import INK, QUIET, family_look, family_order
from netkit.figures.ties import curve, draw_line, family_handles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from netkit.figures.looks import ActorLooks
    from netkit.figures.sheet import Sheet
    from netkit.figures.ties import Line
    from netkit.network.network import Network

__all__ = ["draw_indented"]

_RADIUS: Final = 2.4
_STEP: Final = 14.0
# Room for the names of those who stand lowest: a deep hierarchy is indented in smaller steps.
_NAME: Final = 76.0
_ARROW: Final = 15.0
_GUTTER: Final = 12.0
_AGAIN: Final = " (continued)"
_GROUND: Final = "#e4e7eb"

Arc = tuple[int, int]


@dataclass
class _Row:
    """An actor with his place in the list; `shown_before` where a column goes on below somebody of the last one."""

    actor: int
    depth: int
    name: str
    items: list[tuple[list[int], str, float, int]]
    lines: int
    again: str
    shown_before: bool = False
    y: float = 0.0


def draw_indented(
    sheet: Sheet,
    net: Network,
    lines: Sequence[Line],
    arcs: Sequence[Arc],
    looks: ActorLooks,
    *,
    why: str,
    doubtful: float,
    legend: bool,
    title: str | None,
) -> Axes:
    """
    Draw a hierarchy as a list.

    Parameters
    ----------
    sheet : Sheet
        What is drawn on.
    net : Network
        Whose actors; at least one.
    lines : sequence of Line
        Its ties.
    arcs : sequence of tuple of int
        Who stands above whom, the strongest first.
    looks : ActorLooks
        How the actors are drawn.
    why : str
        Why it is a list, if nobody asked for one.
    doubtful : float
        Below what probability ties are doubtful.
    legend : bool
        Whether a legend stands below.
    title : str or None
        Above the figure.

    Returns
    -------
    Axes
        Its unit is the point of the printed page.
    """
    wide = sheet.room[0] > 400
    size = 6.5 if wide else SMALLEST
    across = 2 if wide else 1
    width = (sheet.room[0] - 1 - (across - 1) * _GUTTER) / across
    rows = _rows(net, lines, arcs, size, width, _STEP)
    step = min(_STEP, (width - _NAME) / max(*(row.depth for row in rows), 1))
    if step < _STEP:
        rows = _rows(net, lines, arcs, size, width, step)
    columns = _columns(rows, size) if across == 2 else [rows]
    height = max(sum(_height(row, size) for row in column) for column in columns)

    def handles() -> list[Artist]:
        if not legend:
            return []
        return [*looks.handles(sheet), *_kind_handles(net, sheet), *family_handles(lines, sheet, doubtful)]

    told = "Each actor stands below his strongest superior; the others follow his name." if _several(rows) else ""
    left, _, _, top = sheet.open(sheet.room[0], height + 4, handles, title=title, notes=bool(told) + bool(why))
    families = family_order(line.family for line in lines)
    for number, column in enumerate(columns):
        x, y = left + 1 + number * (width + _GUTTER), top - 2
        for row in column:
            row.y = y - _pitch(size) / 2
            y -= _height(row, size)
            _draw_row(sheet, net, row, lines, looks, families, x, size, step)
        _draw_ways(sheet, column, lines, looks, families, _tree(lines, arcs), x, step)
    sheet.notes(why, told)
    return sheet.ax


def _pitch(size: float) -> float:
    return 1.22 * size


def _height(row: _Row, size: float) -> float:
    return row.lines * _pitch(size) + 0.7


def _several(rows: list[_Row]) -> bool:
    return any(row.items for row in rows)


def _tree(lines: Sequence[Line], arcs: Sequence[Arc]) -> dict[int, int]:
    """Find the line that places each actor: that of his strongest superior who does not stand below him."""
    parent: dict[int, int] = {}
    for above, below in arcs:
        climb: int | None = above
        while climb is not None and climb != below:
            climb = parent.get(climb)
        if below not in parent and climb is None:
            parent[below] = above
    place = {arc: number for number, arc in reversed(list(enumerate((line.start, line.stop) for line in lines)))}
    return {below: place[above, below] for below, above in parent.items()}


def _rows(
    net: Network, lines: Sequence[Line], arcs: Sequence[Arc], size: float, width: float, step: float
) -> list[_Row]:
    names = actor_names(net)
    tree = _tree(lines, arcs)
    placing = set(tree.values())
    others: dict[int, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if number not in placing:
            others[line.stop].append(number)
    below: dict[int, list[int]] = defaultdict(list)
    for above, actor in dict.fromkeys(arcs):
        if actor in tree and lines[tree[actor]].start == above:
            below[above].append(actor)
    staff = _staff(below, net.n_actors)
    tops = sorted((actor for actor in range(net.n_actors) if actor not in tree), key=lambda actor: -staff[actor])
    rows, todo = [], [(actor, 0) for actor in reversed(tops)]
    while todo:
        actor, depth = todo.pop()
        superiors: dict[int, list[int]] = defaultdict(list)
        for number in others[actor]:
            superiors[lines[number].start].append(number)
        told = [(numbers, str(names.iloc[above])) for above, numbers in superiors.items()]
        rows.append(_row(actor, depth, str(names.iloc[actor]), told, size, width, _name_place(depth, step)))
        todo += [(one, depth + 1) for one in reversed(below[actor])]
    return rows


def _staff(below: dict[int, list[int]], n: int) -> list[int]:
    """Count those who stand below each."""
    counts = []
    for actor in range(n):
        todo, count = list(below.get(actor, [])), 0
        while todo:
            count += 1
            todo += below.get(todo.pop(), [])
        counts.append(count)
    return counts


def _row(
    actor: int, depth: int, name: str, superiors: list[tuple[list[int], str]], size: float, width: float, start: float
) -> _Row:
    """Set a name and, behind it, the further superiors in as many lines as it takes."""
    text = wrap(name, size, width - start)
    parts = text.split("\n")
    line, x = len(parts) - 1, start + text_size(parts[-1], size)[0] + 6
    items = []
    for numbers, superior in superiors:
        arrows = len(numbers) * (_ARROW + 2)
        told = shorten(superior, SMALLEST, width - start - 4 - arrows)
        needed = arrows + text_size(told, SMALLEST)[0]
        if x + needed > width:
            line, x = line + 1, start + 4
        items.append((numbers, told, x, line))
        x += needed + 6
    again = shorten(name, SMALLEST, width - start - text_size(_AGAIN, SMALLEST)[0]) + _AGAIN
    return _Row(actor, depth, text, items, line + 1, again)


def _name_place(depth: int, step: float) -> float:
    return depth * step + 2 * _RADIUS + 5


def _columns(rows: list[_Row], size: float) -> list[list[_Row]]:
    """Break the list in two of like height; the second begins with those above whom it goes on."""
    best: tuple[float, list[list[_Row]]] = (np.inf, [rows])
    for place in range(1, len(rows)):
        above: list[_Row] = []
        for row in reversed(rows[:place]):
            if row.depth < (above[0].depth if above else rows[place].depth):
                again = _Row(row.actor, row.depth, row.name, [], 1, row.again, shown_before=True)
                above.insert(0, again)
        parts = [rows[:place], [*above, *rows[place:]]]
        tallest = max(sum(_height(row, size) for row in part) for part in parts)
        # A break further up the hierarchy is worth some lines.
        if tallest + 12 * len(above) < best[0]:
            best = (tallest + 12 * len(above), parts)
    return best[1]


def _kind_handles(net: Network, sheet: Sheet) -> list[Artist]:
    kinds = set(net.actors["kind"]) if "kind" in net.actors else set()
    others = sorted(kinds - {"person", ""})
    if not others:
        return []
    mark = {"marker": "s", "markersize": 7 * sheet.scale, "markerfacecolor": _GROUND, "markeredgecolor": "none"}
    return [Line2D([], [], linestyle="none", label=f"on grey: {', '.join(others)}", **mark)]  # type: ignore[arg-type]  # of a marker


def _draw_row(
    sheet: Sheet,
    net: Network,
    row: _Row,
    lines: Sequence[Line],
    looks: ActorLooks,
    families: Sequence[str],
    x: float,
    size: float,
    step: float,
) -> None:
    key = net.index[row.actor]
    middle = np.array([x + row.depth * step + _RADIUS + 1, row.y])
    pitch = _pitch(size)
    name_x = x + _name_place(row.depth, step)
    if row.shown_before:
        sheet.text(name_x, row.y, row.again, size=SMALLEST, color=QUIET, gid=f"again:{key}")
        sheet.ax.add_artist(_dot(middle))
        return
    corners = outline(middle, _RADIUS, looks.shapes[row.actor])
    draw_marker(sheet, corners, looks.fills[row.actor], heavy=bool(looks.heavy[row.actor]), gid=f"actor:{key}")
    below = row.y - row.name.count("\n") * pitch / 2
    text = sheet.text(name_x, below, row.name, size=size, gid=f"label:{key}")
    if "kind" in net.actors and net.actors["kind"].iloc[row.actor] not in ("person", ""):
        text.set_bbox({"boxstyle": "square,pad=0.12", "facecolor": _GROUND, "edgecolor": "none"})
    for numbers, told, start, line in row.items:
        y, end = row.y - line * pitch, x + start
        for number in numbers:
            piece = curve(np.array([end + _ARROW, y]), np.array([end, y]), 0.0)
            look, doubts = family_look(lines[number].family, families), lines[number].doubts
            draw_line(sheet, [piece], look, doubtful=bool(doubts), thin=0.8, zorder=3, gid=f"tie:{number}")
            end += _ARROW + 2
        sheet.text(end, y, told, size=SMALLEST, color=QUIET, gid=f"also:{numbers[0]}")


def _dot(middle: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Line2D:
    return Line2D([middle[0]], [middle[1]], marker="o", markersize=1.5, color=QUIET, linestyle="none")


def _draw_ways(
    sheet: Sheet,
    column: Sequence[_Row],
    lines: Sequence[Line],
    looks: ActorLooks,
    families: Sequence[str],
    tree: dict[int, int],
    x: float,
    step: float,
) -> None:
    """Draw a trunk down from each superior, and from it a line to each of his staff."""
    lowest: dict[int, float] = {}
    rows = {row.actor: row for row in column}
    for row in column:
        if row.actor not in tree or row.depth == 0:
            continue
        line = lines[tree[row.actor]]
        trunk = x + (row.depth - 1) * step + _RADIUS + 1
        lowest[line.start] = row.y
        if row.shown_before:
            sheet.line([trunk, trunk + step - 2], [row.y, row.y], INK, 0.5, zorder=1.5)
            continue
        middle = np.array([trunk + step, row.y])
        draw_line(
            sheet,
            [curve(np.array([trunk, row.y]), middle, 0.0)],
            family_look(line.family, families),
            doubtful=bool(line.doubts),
            stop=outline(middle, _RADIUS + 0.6, looks.shapes[row.actor]),
            thin=0.8,
            zorder=3,
            gid=f"tie:{tree[row.actor]}",
        )
    for above, y in lowest.items():
        row = rows[above]
        trunk = x + row.depth * step + _RADIUS + 1
        sheet.line([trunk, trunk], [row.y - _RADIUS, y], INK, 0.5, zorder=1.5, gid=f"trunk:{above}")
