"""Measures: the registry that knows them all, and one family a module."""

from __future__ import annotations

from typing import Final

__all__ = ["FAMILIES"]

# The registry imports these when somebody first asks what there is; `import netkit` does not.
FAMILIES: Final = (
    "netkit.measures.centrality",
    "netkit.measures.betweenness",
    "netkit.measures.spectral",
    "netkit.measures.holes",
    "netkit.measures.brokerage",
    "netkit.measures.hierarchy",
    "netkit.measures.trophic",
    "netkit.measures.cohesion",
    "netkit.measures.triads",
    "netkit.measures.fragments",
    "netkit.measures.positions",
    "netkit.measures.mixing",
    "netkit.measures.keyplayers",
    "netkit.measures.groups",
    "netkit.measures.covert",
)
