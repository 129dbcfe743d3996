"""Where names go: beside their actors, off one another, off markers, and off ties where there is a choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.spatial import cKDTree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    # Cost, rectangle of the name, points on the way from the marker to it.
    _Choice = tuple[float, NDArray[np.float64], NDArray[np.float64]]

__all__ = ["place_labels"]

# Right first, then left, above, below, the corners: what readers expect of maps.
_SIDES: Final = [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1)]
_GAPS: Final = [3.0, 6.0, 12.0, 21.0]
_PAD: Final = 1.2
_NEAR: Final = 3.5
_CLEAR: Final = 5.0
_MISREAD: Final = 4.0
_ROUNDS: Final = 4
_ON_THE_WAY: Final = np.linspace(0, 1, 8)[:, None]


def place_labels(
    anchors: NDArray[np.float64],
    radii: NDArray[np.float64],
    sizes: NDArray[np.float64],
    order: Sequence[int],
    points: NDArray[np.float64],
    owners: NDArray[np.integer],
    box: tuple[float, float, float, float],
) -> dict[int, tuple[float, float]]:
    """
    Place names so that none covers another or a marker.

    Parameters
    ----------
    anchors : ndarray of float, shape (n, 2)
        Where the actors stand, in points.
    radii : ndarray of float, shape (n,)
        Of their markers.
    sizes : ndarray of float, shape (n, 2)
        Width and height of each name.
    order : sequence of int
        Whose names are placed, the most important first.
    points : ndarray of float, shape (k, 2)
        Points on the ties, a few points apart.
    owners : ndarray of int, shape (k,)
        Which tie each point is on.
    box : tuple of float
        Left, bottom, right, top, which no name leaves.

    Returns
    -------
    dict of tuple of float
        Actor → centre of his name; who is missing found no room.
    """
    ties = cKDTree(points) if len(points) else None
    markers = cKDTree(anchors) if len(anchors) else None
    largest = float(radii.max()) if len(radii) else 0.0
    choices: dict[int, list[_Choice]] = {}
    for actor in order:
        found = []
        for centre, dislike in _candidates(anchors[actor], radii[actor], sizes[actor]):
            half = sizes[actor] / 2 + _PAD
            if np.any(centre - half < box[:2]) or np.any(centre + half > box[2:]):
                continue
            reach = float(np.hypot(*half))
            own = _gap(centre, half, anchors[actor]) - radii[actor]
            far = min(1.6 * own, _CLEAR) + _NEAR
            near = markers.query_ball_point(centre, reach + largest + far) if markers is not None else []
            gaps = [_gap(centre, half, anchors[other]) - radii[other] for other in near if other != actor]
            # A name closer to somebody else's marker is read as his: rather none. Farther off it has a leader.
            if any(gap < min(max(own, 0.0), _CLEAR) for gap in gaps):
                continue
            cost = dislike + _MISREAD * sum(gap < far for gap in gaps)
            if ties is not None:
                below = np.array(ties.query_ball_point(centre, reach), dtype=np.intp)
                within = below[(np.abs(points[below] - centre) < half).all(axis=1)] if len(below) else below
                cost += len(np.unique(owners[within])) + 0.15 * len(within)
            rectangle = np.array([*(centre - half), *(centre + half)])
            nearest = np.clip(anchors[actor], rectangle[:2], rectangle[2:])
            found.append((cost, rectangle, anchors[actor] + _ON_THE_WAY * (nearest - anchors[actor])))
        choices[actor] = sorted(found, key=lambda choice: choice[0])
    return _settle(choices, list(order))


def _candidates(
    anchor: NDArray[np.float64], radius: float, size: NDArray[np.float64]
) -> list[tuple[NDArray[np.float64], float]]:
    found = []
    for ring, gap in enumerate(_GAPS):
        far = 2.2 * ring
        for place, (right, up) in enumerate(_SIDES):
            reach = (radius + gap) * (0.75 if right and up else 1.0)
            offset = np.array([right * (reach + size[0] / 2), up * (reach + size[1] / 2)])
            found.append((anchor + offset, 0.15 * place + far))
        for share, dislike in ((0.25, 0.75), (-0.25, 0.8)):
            for up in (1, -1):
                offset = np.array([share * size[0], up * (radius + gap + size[1] / 2)])
                found.append((anchor + offset, dislike + far))
    return found


def _gap(centre: NDArray[np.float64], half: NDArray[np.float64], marker: NDArray[np.float64]) -> float:
    """How far the middle of a marker lies outside a rectangle."""
    return float(np.hypot(*np.maximum(np.abs(marker - centre) - half, 0.0)))


def _settle(choices: dict[int, list[_Choice]], order: list[int]) -> dict[int, tuple[float, float]]:
    """Greedily, then over again: each name looks for a better place among the others, and left-out ones for any."""
    placed: dict[int, _Choice] = {}
    for _ in range(_ROUNDS):
        before = {actor: choice[0] for actor, choice in placed.items()}
        for actor in order:
            for choice in choices[actor]:
                if actor in placed and choice[0] >= placed[actor][0]:
                    break
                if not _clashes(actor, choice, placed):
                    placed[actor] = choice
                    break
        for actor in [actor for actor in order if actor not in placed]:
            _make_room(actor, choices, placed)
        if {actor: choice[0] for actor, choice in placed.items()} == before:
            break
    return {actor: (float(box[0] + box[2]) / 2, float(box[1] + box[3]) / 2) for actor, (_, box, _) in placed.items()}


def _clashes(actor: int, choice: _Choice, placed: dict[int, _Choice]) -> list[int]:
    """Whose names this one would cover, or stand between and their markers; or the other way round."""
    others = [other for other in placed if other != actor]
    if not others:
        return []
    _, rectangle, way = choice
    boxes = np.array([placed[other][1] for other in others])
    ways = np.array([placed[other][2] for other in others])
    clash = (boxes[:, :2] < rectangle[2:]).all(axis=1) & (boxes[:, 2:] > rectangle[:2]).all(axis=1)
    clash |= np.any(np.all((ways > rectangle[:2]) & (ways < rectangle[2:]), axis=2), axis=1)
    clash |= np.any(np.all((way > boxes[:, None, :2]) & (way < boxes[:, None, 2:]), axis=2), axis=1)
    return [others[place] for place in np.flatnonzero(clash)]


def _make_room(actor: int, choices: dict[int, list[_Choice]], placed: dict[int, _Choice]) -> None:
    """Let one neighbour step aside for a name that found no place."""
    for choice in choices[actor]:
        clashes = _clashes(actor, choice, placed)
        if len(clashes) != 1:
            continue
        other = clashes[0]
        old = placed.pop(other)
        placed[actor] = choice
        for place in choices[other]:
            if not _clashes(other, place, placed):
                placed[other] = place
                return
        del placed[actor]
        placed[other] = old
