"""Measures: the registry that knows them all, and one family a module."""

from __future__ import annotations

from typing import Final

__all__ = ["FAMILIES", "HOMES"]

# Where each public name lives, told without importing anything: the face of the package loads them when first used.
HOMES: Final = {
    "netkit.measures.registry": ["explain", "get_measure", "list_measures", "load_plugin", "measure"],
    "netkit.measures.tables": ["table"],
    "netkit.measures.centrality": ["closeness", "coreness", "degree", "harmonic", "span_of_control", "strength"],
    "netkit.measures.betweenness": ["betweenness", "subset_betweenness", "tie_betweenness"],
    "netkit.measures.spectral": ["eigenvector", "katz", "pagerank"],
    "netkit.measures.holes": ["burt_efficiency", "burt_hierarchy", "constraint", "effective_size"],
    "netkit.measures.brokerage": ["gould_fernandez", "gould_fernandez_total"],
    "netkit.measures.hierarchy": ["flow_hierarchy", "global_reaching", "krackhardt", "local_reaching"],
    "netkit.measures.trophic": ["trophic_incoherence", "trophic_level"],
    "netkit.measures.cohesion": [
        *("bridges", "clustering", "components", "cutpoints", "density", "reciprocity", "transitivity"),
    ],
    "netkit.measures.triads": ["triad_census"],
    "netkit.measures.fragments": ["centralization", "efficiency", "fragmentation"],
    "netkit.measures.positions": ["communities", "distances", "reachability", "structural_equivalence"],
    "netkit.measures.mixing": ["ei_index", "qap"],
    "netkit.measures.keyplayers": ["key_players"],
    "netkit.measures.groups": ["group_betweenness", "group_closeness", "group_degree"],
    "netkit.measures.covert": ["covert_balance"],
}

# The modules that register measures; the registry imports them when somebody first asks what there is.
FAMILIES: Final = tuple(home for home in HOMES if home.rsplit(".", 1)[1] not in ("registry", "tables"))
