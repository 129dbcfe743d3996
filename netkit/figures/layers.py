"""
Where boxes stand in a hierarchy: columns by rank, the order of a tidy tree, then barycentre sweeps.

Ties that skip columns run through the columns between, in lanes of their own, so that none passes below a box.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Layers", "layer_boxes"]

_SWEEPS: Final = 16
_TIGHT: Final = 3.0
_PAGE: Final = 440.0

Arc = tuple[int, int]


@dataclass(frozen=True)
class Layers:
    """
    Boxes in columns.

    Parameters
    ----------
    column : ndarray of int, shape (n,)
        Of each box, from 0 at the left.
    y : ndarray of float, shape (n,)
        Middle of each box, downwards from 0.
    height : float
        Of the whole.
    tree : frozenset of tuple of int
        Arcs from each box's own superior, which place it.
    lanes : dict
        Arc (from the left box to the right one) → heights at which it crosses the columns between.
    """

    column: NDArray[np.int64]
    y: NDArray[np.float64]
    height: float
    tree: frozenset[Arc]
    lanes: dict[Arc, list[float]]


def layer_boxes(
    heights: NDArray[np.float64], arcs: Sequence[Arc], others: Sequence[Arc], gap: float, lane: float = 3.0
) -> Layers:
    """
    Place boxes in columns, so that orders run from left to right.

    Parameters
    ----------
    heights : ndarray of float, shape (n,)
        Of the boxes.
    arcs : sequence of tuple of int
        Who stands left of whom, the strongest first; what would close a circle places nobody.
    others : sequence of tuple of int
        Further ties, which get lanes.
    gap : float
        Least space between two boxes of a column.
    lane : float
        Height of the lanes in which ties pass a column.

    Returns
    -------
    Layers
        Unconnected parts stand below one another, or side by side where there is room.
    """
    n = len(heights)
    parts = _parts(n, [*arcs, *others])
    column, y = np.zeros(n, dtype=np.int64), np.zeros(n)
    floor: dict[int, float] = defaultdict(float)
    tree: set[Arc] = set()
    lanes: dict[Arc, list[float]] = {}
    blocks = [_place_part(members, heights, arcs, others, gap, lane) for members in parts]
    blocks.sort(key=lambda block: (-max(block.columns.values()), -block.height, min(block.columns)))
    widest = max((max(block.columns.values()) for block in blocks), default=0)
    for number, block in enumerate(blocks):
        span = max(block.columns.values())
        tops = {shift: max(floor[shift + place] for place in range(span + 1)) for shift in range(widest - span + 1)}
        shift = min(tops, key=lambda shift: (round(tops[shift], 3), shift))
        top = tops[shift] + (2.0 * gap if number else 0.0)
        for box, place in block.columns.items():
            column[box], y[box] = place + shift, block.y[box] + top
        for place in range(span + 1):
            floor[shift + place] = top + block.height
        tree |= block.tree
        lanes |= {arc: [height + top for height in places] for arc, places in block.lanes.items()}
    return Layers(column, y, max(floor.values(), default=0.0), frozenset(tree), lanes)


def _parts(n: int, arcs: Sequence[Arc]) -> list[list[int]]:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    rows, columns = [a for a, _ in arcs], [b for _, b in arcs]
    _, part = connected_components(coo_array((np.ones(len(arcs)), (rows, columns)), shape=(n, n)), directed=False)
    found: dict[int, list[int]] = defaultdict(list)
    for box in range(n):
        found[int(part[box])].append(box)
    return list(found.values())


@dataclass
class _Block:
    columns: dict[int, int]
    y: dict[int, float]
    height: float
    tree: set[Arc]
    lanes: dict[Arc, list[float]]


def _place_part(
    members: list[int],
    heights: NDArray[np.float64],
    arcs: Sequence[Arc],
    others: Sequence[Arc],
    gap: float,
    lane: float,
) -> _Block:
    inside = set(members)
    own = [arc for arc in dict.fromkeys(arcs) if arc[0] in inside and arc[0] != arc[1]]
    kept = _without_circles(own)
    rank = _level(_ranks(members, kept), {a for a, _ in own}, heights, gap)
    tree = _tree(members, kept, rank)
    routed = _left_to_right([*own, *(arc for arc in others if arc[0] in inside)], rank)
    # A lane is a box of no text: (the box it comes from, its column), shared by all ties of that box that pass there.
    places: list[list[int | Arc]] = [[] for _ in range(max(rank.values()) + 1)]
    links: dict[tuple[int | Arc, int | Arc], None] = {}
    for a, b in routed:
        stops: list[int | Arc] = [a, *((a, -rank_between) for rank_between in range(rank[a] + 1, rank[b])), b]
        links |= dict.fromkeys(pairwise(stops))
    order = _tidy_order(members, tree, rank, own)
    passing = sorted(
        {stop for link in links for stop in link if isinstance(stop, tuple)}, key=lambda stop: (-stop[1], stop[0])
    )
    for box in order:
        places[rank[box]].append(box)
    for stop in passing:
        places[-stop[1]].append(stop)
    places = _sweep(places, list(links))
    size = {stop: float(heights[stop]) if isinstance(stop, int) else lane for column in places for stop in column}
    y = _rows(places, list(links), {(parent, child) for parent, child in tree}, size, gap)
    top = min(y[stop] - size[stop] / 2 for stop in y)
    bottom = max(y[stop] + size[stop] / 2 for stop in y)
    between = {
        (a, b): [y[(a, -place)] - top for place in range(rank[a] + 1, rank[b])]
        for a, b in routed
        if rank[b] - rank[a] > 1
    }
    return _Block(rank, {box: y[box] - top for box in members}, bottom - top, tree, between)


def _without_circles(arcs: list[Arc]) -> list[Arc]:
    """Keep arcs, the strongest first, as long as none closes a circle."""
    after: dict[int, set[int]] = defaultdict(set)
    kept = []
    for a, b in arcs:
        seen, todo = {b}, [b]
        while todo and a not in seen:
            for following in after[todo.pop()]:
                if following not in seen:
                    seen.add(following)
                    todo.append(following)
        if a not in seen:
            after[a].add(b)
            kept.append((a, b))
    return kept


def _ranks(members: list[int], arcs: list[Arc]) -> dict[int, int]:
    """Count the longest way from a beginning; who has no superior moves up to his first subordinate."""
    before: dict[int, list[int]] = defaultdict(list)
    after: dict[int, list[int]] = defaultdict(list)
    for a, b in arcs:
        before[b].append(a)
        after[a].append(b)
    rank: dict[int, int] = {}
    missing = {box: len(before[box]) for box in members}
    todo = [box for box in members if missing[box] == 0]
    for box in todo:
        rank[box] = max((rank[above] + 1 for above in before[box]), default=0)
        for below in after[box]:
            missing[below] -= 1
            if missing[below] == 0:
                todo.append(below)
    for box in reversed(todo):
        if not before[box] and after[box]:
            rank[box] = min(rank[below] for below in after[box]) - 1
    return rank


def _level(rank: dict[int, int], superiors: set[int], heights: NDArray[np.float64], gap: float) -> dict[int, int]:
    """Move those without subordinates further right where a column would be longer than a page."""
    load: dict[int, float] = defaultdict(float)
    for box, place in rank.items():
        load[place] += float(heights[box]) + gap
    limit = max(_PAGE, 1.2 * sum(load.values()) / len(load))
    for place in range(max(rank.values())):
        for box in [box for box, at in rank.items() if at == place and box not in superiors][::-1]:
            need = float(heights[box]) + gap
            room = [further for further in range(place + 1, max(rank.values()) + 1) if load[further] + need <= limit]
            if load[place] <= limit or not room:
                break
            rank[box] = room[0]
            load[place] -= need
            load[room[0]] += need
    return rank


def _tree(members: list[int], arcs: list[Arc], rank: dict[int, int]) -> set[Arc]:
    """Find each box's own superior: the strongest of those nearest to its left."""
    parent: dict[int, int] = {}
    for a, b in arcs:
        if rank[a] < rank[b] and (b not in parent or rank[a] > rank[parent[b]]):
            parent[b] = a
    return {(parent[box], box) for box in members if box in parent}


def _left_to_right(arcs: list[Arc], rank: dict[int, int]) -> list[Arc]:
    turned = [(a, b) if rank[a] < rank[b] else (b, a) for a, b in arcs if rank[a] != rank[b]]
    return list(dict.fromkeys(turned))


def _tidy_order(members: list[int], tree: set[Arc], rank: dict[int, int], arcs: list[Arc]) -> list[int]:
    """Put boxes in the order in which a walk down the tree meets them."""
    children: dict[int, list[int]] = defaultdict(list)
    place = {arc: number for number, arc in enumerate(arcs)}
    for a, b in sorted(tree, key=lambda arc: place.get(arc, len(place))):
        children[a].append(b)
    below = {b for _, b in tree}
    order: list[int] = []
    todo = sorted((box for box in members if box not in below), key=lambda box: (rank[box], box), reverse=True)
    while todo:
        box = todo.pop()
        order.append(box)
        todo.extend(reversed(children[box]))
    return order


def _sweep(places: list[list[int | Arc]], links: list[tuple[int | Arc, int | Arc]]) -> list[list[int | Arc]]:
    """Order each column by the middle of what its boxes are tied to, to and fro; keep the best order met."""
    before: dict[int | Arc, list[int | Arc]] = defaultdict(list)
    after: dict[int | Arc, list[int | Arc]] = defaultdict(list)
    for a, b in links:
        before[b].append(a)
        after[a].append(b)
    best, fewest = [list(column) for column in places], np.inf
    now = [list(column) for column in places]
    for sweep in range(_SWEEPS + 1):
        found = sum(_crossings(left, right, after) for left, right in pairwise(now))
        if found < fewest:
            best, fewest = [list(column) for column in now], found
        if found == 0 or sweep == _SWEEPS:
            break
        down = sweep % 2 == 0
        steps = range(1, len(now)) if down else range(len(now) - 2, -1, -1)
        for step in steps:
            fixed = now[step - 1] if down else now[step + 1]
            near = before if down else after
            height = {stop: place / max(len(fixed), 1) for place, stop in enumerate(fixed)}
            own = {stop: place / max(len(now[step]), 1) for place, stop in enumerate(now[step])}

            now[step] = sorted(now[step], key=partial(_wish, near, height, own))
    return best


def _wish(
    near: dict[int | Arc, list[int | Arc]], height: dict[int | Arc, float], own: dict[int | Arc, float], stop: int | Arc
) -> float:
    there = [height[other] for other in near[stop] if other in height]
    return sum(there) / len(there) if there else own[stop]


def _crossings(left: list[int | Arc], right: list[int | Arc], after: dict[int | Arc, list[int | Arc]]) -> int:
    """Count how many pairs of links between two neighbouring columns cross."""
    height = {stop: place for place, stop in enumerate(right)}
    ends = [end for stop in left for end in sorted(height[other] for other in after[stop] if other in height)]
    count, seen = 0, np.zeros(len(right), dtype=np.int64)
    for end in ends:
        count += int(seen[end + 1 :].sum())
        seen[end] += 1
    return count


def _rows(
    places: list[list[int | Arc]],
    links: list[tuple[int | Arc, int | Arc]],
    tree: set[Arc],
    size: dict[int | Arc, float],
    gap: float,
) -> dict[int | Arc, float]:
    """Heights that keep each column's order and stay near what the boxes are tied to, own superior and staff first."""
    near: dict[int | Arc, list[tuple[int | Arc, float]]] = defaultdict(list)
    for a, b in links:
        weight = 6.0 if (a, b) in tree else 3.0 if isinstance(a, tuple) and isinstance(b, tuple) else 0.4
        near[a].append((b, weight))
        near[b].append((a, weight))
    y: dict[int | Arc, float] = {}
    offsets = [_offsets(column, size, gap) for column in places]
    tallest = max(
        float(offset[-1]) + (size[column[0]] + size[column[-1]]) / 2
        for offset, column in zip(offsets, places, strict=True)
    )
    for column, offset in zip(places, offsets, strict=True):
        start = (tallest - float(offset[-1]) - size[column[-1]] / 2 + size[column[0]] / 2) / 2
        y |= dict(zip(column, (offset + start).tolist(), strict=True))
    for sweep in range(24):
        for place in range(len(places)) if sweep % 2 == 0 else range(len(places) - 1, -1, -1):
            column = places[place]
            wish = [_middle(stop, near, y) for stop in column]
            low, high = size[column[0]] / 2, tallest - size[column[-1]] / 2 - float(offsets[place][-1])
            y |= dict(zip(column, _spread(wish, offsets[place], low, high), strict=True))
    return y


def _middle(stop: int | Arc, near: dict[int | Arc, list[tuple[int | Arc, float]]], y: dict[int | Arc, float]) -> float:
    weight = sum(weight for _, weight in near[stop])
    return sum(y[other] * weight for other, weight in near[stop]) / weight if weight else y[stop]


def _offsets(column: list[int | Arc], size: dict[int | Arc, float], gap: float) -> NDArray[np.float64]:
    """How far below the first of a column each other stands at least."""
    steps = [
        (size[above] + size[below]) / 2
        + (gap if isinstance(above, int) and isinstance(below, int) else min(gap, _TIGHT))
        for above, below in pairwise(column)
    ]
    return np.concatenate([[0.0], np.cumsum(steps)])


def _spread(wish: list[float], offset: NDArray[np.float64], low: float, high: float) -> list[float]:
    """Find the heights nearest to those wished for that keep the order and the space between, within the whole."""
    blocks: list[tuple[float, int]] = []
    for value in np.array(wish) - offset:
        blocks.append((float(value), 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (value_b, count_b), (value_a, count_a) = blocks.pop(), blocks.pop()
            blocks.append(((value_a * count_a + value_b * count_b) / (count_a + count_b), count_a + count_b))
    level = np.concatenate([np.full(count, value) for value, count in blocks])
    return [float(value) for value in np.clip(level, low, max(low, high)) + offset]
