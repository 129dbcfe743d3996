"""How roles and families look on the page: as in the figures, and with paler colours for a dark ground."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable
from typing import Any, Final

from matplotlib.colors import to_hex, to_rgb

from netkit.figures.style import SHAPES, LineLook, family_look, family_order, role_columns, role_look
from netkit.network.network import Network

__all__ = ["page_looks"]

_PIXELS: Final = 1.3  # a point of the figures, on the page


def page_looks(net: Network, families: Iterable[str]) -> dict[str, Any]:
    """
    Give what the page draws actors and ties with.

    Parameters
    ----------
    net : Network
        Its actors have the roles as columns.
    families : iterable of str
        Of all ties that the page can show, repeated ones too.

    Returns
    -------
    dict
        "shapes": corners by name, y downwards, with the area of the unit circle; none for the circle itself.
        "roles": in the order in which they are looked for, the last for no role. "families": in the legend's order.
    """
    roles = role_columns(net)
    named = family_order(families)
    looks = {role: role_look(role, roles) for role in [*roles, ""]}
    used = sorted({look.shape for look in looks.values()} - {"circle"})
    return {
        "shapes": {shape: [[round(float(x), 3), round(-float(y), 3)] for x, y in SHAPES[shape]] for shape in used},
        "roles": [{"name": role, "shape": look.shape, **_colors(look.color)} for role, look in looks.items()],
        "families": [{"name": name, **_line(family_look(name, named))} for name in named],
    }


def _line(look: LineLook) -> dict[str, Any]:
    dashes = {}
    for name, doubtful in (("sure", False), ("doubtful", True)):
        pattern = look.dashes(doubtful)
        lengths = () if isinstance(pattern, str) else pattern[1]
        dashes[name] = [round(length * look.width * _PIXELS, 2) for length in lengths]
    return {"width": round(look.width * _PIXELS, 2), "double": look.double, **dashes, **_colors(look.color)}


def _colors(color: str) -> dict[str, str]:
    """Give a colour, and one of its hue for a dark ground: the darker it was, the lighter."""
    least = 0.75 - _brightness(to_rgb(color)) / 2
    hue, lightness, saturation = colorsys.rgb_to_hls(*to_rgb(color))
    while _brightness(found := colorsys.hls_to_rgb(hue, lightness, saturation)) < least:
        lightness += 0.01
    return {"light": color, "dark": to_hex(found)}


def _brightness(rgb: tuple[float, float, float]) -> float:
    return 0.3 * rgb[0] + 0.59 * rgb[1] + 0.11 * rgb[2]
