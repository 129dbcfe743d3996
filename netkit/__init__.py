"""netkit: from what documents claim to networks, chains of command, numbers and figures."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "netkit.dossier": ["Dossier", "read_dossier"],
    "netkit.explorer.page": ["Explorer", "explore", "write_explorer"],
    "netkit.network.network": ["Network"],
    "netkit.network.conversion": ["from_igraph", "from_networkx", "from_pandas"],
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME)  # noqa: PLE0605  # one list of names, not two


def __getattr__(name: str) -> Any:
    """Load what is asked for when it is first used: numba, matplotlib and igraph are slow to import."""
    if name not in _HOME:
        raise AttributeError(f"module 'netkit' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME])
