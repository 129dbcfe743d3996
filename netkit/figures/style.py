"""
What things look like: fonts, colours, the shapes of roles and the lines of families.

Colours tell kinds apart for the colour-blind; in greyscale shape, width, doubling and dots do. Gaps in a line always
mean doubt, and nothing else does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netkit.network.network import Network
from netkit.network.roles import role_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

__all__ = [
    "INK",
    "PAPER",
    "QUIET",
    "SHAPES",
    "LineLook",
    "RoleLook",
    "category_colors",
    "family_look",
    "family_order",
    "fonts",
    "main_roles",
    "role_columns",
    "role_look",
]

INK: Final = "#16181d"
QUIET: Final = "#6b7280"
PAPER: Final = "#ffffff"
VICTIM: Final = "victim"


def _regular(corners: int, turn: float) -> NDArray[np.float64]:
    """Corners of a regular polygon with the area of the unit circle; `turn` in parts of a full turn."""
    angles = 2 * np.pi * (np.arange(corners) / corners + turn)
    scale = np.sqrt(2 * np.pi / (corners * np.sin(2 * np.pi / corners)))
    return np.asarray(np.column_stack([np.cos(angles), np.sin(angles)]) * scale)


def _cross() -> NDArray[np.float64]:
    wide, thin = 1.15, 0.42
    quarter = np.array([[wide, -thin], [wide, thin], [thin, thin]])
    turn = np.array([[0.0, 1.0], [-1.0, 0.0]])
    return np.vstack([quarter @ np.linalg.matrix_power(turn, quarters) for quarters in range(4)])


SHAPES: Final[dict[str, NDArray[np.float64]]] = {
    "circle": _regular(40, 0.0),
    "square": _regular(4, 0.125),
    "diamond": _regular(4, 0.0) * [0.85, 1.1],
    "triangle": _regular(3, 0.25),
    "wedge": _regular(3, 0.75),
    "pentagon": _regular(5, 0.25),
    "hexagon": _regular(6, 0.0),
    "cross": _cross(),
    "left": _regular(3, 0.5),
    "right": _regular(3, 0.0),
    "flat": np.array([[1.2, -0.65], [1.2, 0.65], [-1.2, 0.65], [-1.2, -0.65]]),
}


@dataclass(frozen=True)
class RoleLook:
    """
    How a role is drawn.

    Parameters
    ----------
    color : str
        Fill.
    shape : str
        A key of `SHAPES`.
    """

    color: str
    shape: str


@dataclass(frozen=True)
class LineLook:
    """
    How a family of relations is drawn.

    Parameters
    ----------
    color : str
        Of line and arrow head.
    width : float
        Points.
    dotted, double : bool
        What tells families apart in greyscale.
    """

    color: str
    width: float
    dotted: bool = False
    double: bool = False

    def dashes(self, doubtful: bool) -> tuple[float, tuple[float, ...]] | str:
        """
        Give the pattern of the line.

        Parameters
        ----------
        doubtful : bool
            Doubtful lines have gaps: dashes, or dots in groups of three.

        Returns
        -------
        str or tuple
            A line style of matplotlib's; lengths in units of the line's width.
        """
        unit = 1 / self.width
        if self.dotted:
            dots = (0.9, 1.1, 0.9, 1.1, 0.9, 3.4) if doubtful else (0.9, 1.1)
            return 0, tuple(length * unit for length in dots)
        return (0, (3.6 * unit, 2.2 * unit)) if doubtful else "-"


# In the order in which they are looked for: who commands is drawn as a commander even if he was an agent as well.
_ROLES: Final = {
    "commander": RoleLook("#1f3a5f", "square"),
    "recruiter": RoleLook("#c8501e", "triangle"),
    "handler": RoleLook("#1b9e8a", "diamond"),
    "agent": RoleLook("#f2b632", "circle"),
    "instigator": RoleLook("#6a3d9a", "pentagon"),
    "perpetrator": RoleLook("#8b1a1a", "wedge"),
    "informant": RoleLook("#8cc3e3", "hexagon"),
}
_MORE_ROLES: Final = [
    RoleLook("#7a8b2a", "cross"),
    RoleLook("#d99fc4", "left"),
    RoleLook("#3f6fb5", "right"),
    RoleLook("#a8703c", "hexagon"),
]
_LAST_ROLE: Final = "subordinate"
_NO_ROLE: Final = RoleLook(PAPER, "circle")

_FAMILIES: Final = {
    "command": LineLook("#14213d", 1.3),
    "recruitment": LineLook("#c1440e", 1.9, double=True),
    "handling": LineLook("#0e8a7d", 1.2),
    "office": LineLook("#5b87b8", 0.8),
    "structure": LineLook("#8f949c", 0.55),
    "harm": LineLook("#c00022", 1.8),
    "kin": LineLook("#5e2a84", 1.1, dotted=True),
    "social": LineLook("#b866a3", 1.1, dotted=True),
    "support": LineLook("#6d8f1f", 1.7, dotted=True),
    "access": LineLook("#2f9bd6", 1.9, double=True),
    "deception": LineLook("#5f3708", 1.9, double=True),
    "succession": LineLook("#d9a400", 0.8),
}
_MORE_FAMILIES: Final = [
    LineLook("#8a8d1f", 1.0),
    LineLook("#7b68b5", 1.0),
    LineLook("#3c8d5a", 1.8, double=True),
    LineLook("#d17a22", 0.9),
    LineLook("#4a4f58", 1.0, dotted=True),
]
_PLAIN: Final = LineLook("#4a4f58", 0.8)

# From dark to light and round the wheel, so that neighbours differ in both.
_CATEGORIES: Final = ("#1f3a5f", "#e69f00", "#009e73", "#b0306a", "#7fc4ee", "#8a5a2b", "#d8d24a", "#7b68b5")


@cache
def fonts() -> list[str]:
    """
    List the fonts that names are set in.

    Returns
    -------
    list of str
        DejaVu Sans, which comes with matplotlib and has Latin, Cyrillic, Greek and Arabic, then what is installed
        for further scripts.
    """
    from matplotlib import font_manager

    wanted = ["DejaVu Sans", "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Georgian"]
    wanted += ["Noto Sans Armenian", "Noto Sans CJK SC", "Noto Sans CJK JP", "Arial Unicode MS"]
    there = set(font_manager.get_font_names())
    return [font for font in wanted if font in there] or ["sans-serif"]


def role_columns(net: Network) -> list[str]:
    """
    List the columns of the actors that are roles, those to be looked for first at the front.

    Parameters
    ----------
    net : Network
        Any.

    Returns
    -------
    list of str
        Columns of `net.actors`.
    """
    actors = net.actors
    known = [*_ROLES, VICTIM, _LAST_ROLE]
    there = role_names(net.tables.relations) if net.tables is not None else known
    named = [role for role in there if role in actors and pd.api.types.is_bool_dtype(actors[role])]
    first = [role for role in _ROLES if role in named]
    last = [role for role in (_LAST_ROLE, VICTIM) if role in named]
    return first + [role for role in named if role not in known] + last


def main_roles(net: Network) -> tuple[pd.Series[str], pd.Series[bool]]:
    """
    Tell what role each actor is drawn in, and who is drawn as a victim.

    Parameters
    ----------
    net : Network
        Any; without columns for roles nobody has one.

    Returns
    -------
    role : Series of str
        Indexed by actor: the first role that he has, "" without one. Victims are told apart beside it.
    victim : Series of bool
        Indexed by actor.
    """
    actors = net.actors
    role = pd.Series("", index=net.index, dtype="str")
    for name in reversed([column for column in role_columns(net) if column != VICTIM]):
        role = role.mask(actors[name].astype(bool), name)
    victim = actors[VICTIM].astype(bool) if VICTIM in role_columns(net) else pd.Series(False, index=net.index)
    return role, victim


def role_look(role: str, others: Iterable[str] = ()) -> RoleLook:
    """
    Give the look of a role.

    Parameters
    ----------
    role : str
        Its name; "" for none.
    others : iterable of str
        The dossier's roles in their order, so that those that netkit does not know differ from one another.

    Returns
    -------
    RoleLook
        Always the same for the same arguments.
    """
    if role in ("", VICTIM):
        return _NO_ROLE
    if role == _LAST_ROLE:
        return RoleLook("#c9cdd3", "flat")
    unknown = [name for name in others if name not in _ROLES and name not in (VICTIM, _LAST_ROLE)]
    place = unknown.index(role) if role in unknown else 0
    return _ROLES.get(role) or _MORE_ROLES[place % len(_MORE_ROLES)]


def family_order(families: Iterable[str]) -> list[str]:
    """
    Put families in the order in which legends name them.

    Parameters
    ----------
    families : iterable of str
        Any, repeated ones too.

    Returns
    -------
    list of str
        Each once: those with a look of their own, then the others by name.
    """
    there = set(families)
    return [name for name in _FAMILIES if name in there] + sorted(there - set(_FAMILIES))


def family_look(family: str, families: Iterable[str] = ()) -> LineLook:
    """
    Give the look of a family of relations.

    Parameters
    ----------
    family : str
        Its name; "" for ties without one.
    families : iterable of str
        All that are drawn, so that those that netkit does not know differ from one another.

    Returns
    -------
    LineLook
        Always the same for the same arguments.
    """
    if not family:
        return _PLAIN
    unknown = [name for name in family_order(families) if name and name not in _FAMILIES]
    place = unknown.index(family) if family in unknown else 0
    return _FAMILIES.get(family) or _MORE_FAMILIES[place % len(_MORE_FAMILIES)]


def category_colors(values: pd.Series[str]) -> dict[str, str]:
    """
    Give colours to the words of a column, the frequent ones first.

    Parameters
    ----------
    values : Series of str
        One word an actor; "" for none.

    Returns
    -------
    dict of str
        Word → colour; words beyond the eighth share grey.
    """
    counts = values[values != ""].value_counts()
    words = sorted(counts.index, key=lambda word: (-counts[word], word))
    return {word: _CATEGORIES[place] if place < len(_CATEGORIES) else "#b4b8bf" for place, word in enumerate(words)}
