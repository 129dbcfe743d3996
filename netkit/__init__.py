"""netkit: from what documents claim to networks, chains of command, numbers and figures."""

from __future__ import annotations

import importlib
from typing import Any

from netkit.measures import HOMES as _MEASURE_HOMES

__version__ = "0.1.0"

_HOMES = {
    **_MEASURE_HOMES,
    "netkit.coding.agreement": ["Agreement", "agreement"],
    "netkit.coding.codings": ["read_coding"],
    "netkit.coding.coverage": ["Coverage", "coverage"],
    "netkit.coding.rules": ["broken_rules"],
    "netkit.coding.starting": ["new_dossier"],
    "netkit.coding.statement": ["data_statement"],
    "netkit.command.cases": ["CaseStory", "case_chains", "case_story"],
    "netkit.command.chains": ["Chain", "chains"],
    "netkit.command.cuts": ["dominators", "dominators_over_time", "minimum_cuts"],
    "netkit.command.reach": ["arrival_times", "temporal_reach"],
    "netkit.command.reliability": ["Reliability", "passage_probabilities", "two_terminal_reliability"],
    "netkit.command.responsibility": ["responsibility"],
    "netkit.command.succession": ["succession"],
    "netkit.command.times": ["earliest_arrival", "fastest", "fewest_steps", "latest_departure"],
    "netkit.disruption.course": ["compare_removals", "removals_over_time"],
    "netkit.disruption.effects": ["removal_effects"],
    "netkit.disruption.losses": ["losses"],
    "netkit.disruption.removal": ["remove", "removal_curve", "robustness"],
    "netkit.dossier": ["Dossier", "read_dossier"],
    "netkit.figures.captions": ["caption"],
    "netkit.figures.chains": ["draw_chains"],
    "netkit.figures.command": ["draw_command"],
    "netkit.figures.ego": ["draw_ego"],
    "netkit.figures.intervals": ["draw_intervals"],
    "netkit.figures.layout": ["actor_positions"],
    "netkit.figures.matrix": ["draw_matrix"],
    "netkit.figures.multiples": ["draw_small_multiples"],
    "netkit.figures.network": ["draw_network"],
    "netkit.figures.saving": ["save_figure"],
    "netkit.figures.stability": ["draw_stability"],
    "netkit.figures.tenures": ["draw_tenures"],
    "netkit.figures.timeline": ["draw_timeline"],
    "netkit.errors": [
        *("AmbiguousNameError", "ArgumentError", "ConvergenceError", "DateError", "DossierError", "FileFormatError"),
        *("MissingDependencyError", "NetkitError", "NotDefinedError", "UnknownNameError"),
    ],
    "netkit.ensembles.combining": ["combine", "weigh_reports"],
    "netkit.ensembles.ensemble": ["Ensemble"],
    "netkit.ensembles.making": ["ensemble"],
    "netkit.ensembles.missing": ["robustness_to_error"],
    "netkit.ensembles.orderings": ["rank_intervals"],
    "netkit.ensembles.resting": ["rests_on"],
    "netkit.ensembles.sensitivity": ["sensitivity"],
    "netkit.exchange.files": ["read_network", "write"],
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
