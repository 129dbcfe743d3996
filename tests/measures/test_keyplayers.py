"""The search for key players where adding one after the other is not enough."""

from __future__ import annotations

import pytest

from netkit.measures.keyplayers import key_players
from tests.measures.grid import drawn


@pytest.mark.parametrize(
    ("seed", "criterion", "added"), [(2, "reach", 6), (2, "distance_reach", 13 / 14), (12, "fragmentation", 17 / 21)]
)
def test_exchanges_find_what_adding_misses(seed: int, criterion: str, added: float) -> None:
    """Begun once, the search exchanges actors until it has the best set, beyond what adding one by one gives."""
    net = drawn(10, 13, seed, directed=False)
    best = key_players(net, 3, criterion=criterion)["value"].iloc[0]
    found = key_players(net, 3, criterion=criterion, exact_limit=0, restarts=1)
    assert not found["exact"].any()
    assert found["value"].iloc[0] == pytest.approx(best)
    assert best > added + 0.01
