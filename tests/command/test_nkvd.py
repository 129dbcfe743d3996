"""Who stood between Stalin and six victims: chains, dominators, cuts and passage say the same of the dossier."""

from __future__ import annotations

from pathlib import Path

import pytest

import netkit as nk
from netkit.errors import NotDefinedError

VICTIMS = ["Kutepov", "Kirov", "Yevgeny Miller", "Slutsky", "Konovalets", "Trotsky"]


@pytest.fixture(scope="module")
def net(nkvd: Path) -> nk.Network:
    return nk.read_dossier(nkvd).network(view="all")


@pytest.mark.parametrize("victim", VICTIMS)
def test_dominators_cuts_and_passage_agree_with_the_chains(net: nk.Network, victim: str) -> None:
    """Whoever dominates stands on every chain, every cut meets every chain, and a chain is there for all or none."""
    chains = nk.chains(net, "Stalin", victim, k=30)
    between = nk.dominators(net, "Stalin", victim)
    assert between.attrs["reached"] == bool(chains)
    for actor in between.index:
        assert all(actor in chain.actors for chain in chains)
    try:
        cuts = nk.minimum_cuts(net, "Stalin", victim)
    except NotDefinedError:
        assert any(len(chain) == 1 for chain in chains)
        cuts = []
    for cut in cuts:
        assert all(cut & set(chain.actors[1:-1]) for chain in chains)
    passage = nk.passage_probabilities(net, "Stalin", victim, worlds=2_000, budget=20_000, rng=1)
    assert passage.attrs["reliability"] >= max((chain.probability for chain in chains), default=0) - 0.05
    for actor in between.index:
        assert passage[actor] == pytest.approx(1)
