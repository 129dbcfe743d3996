"""What the tests of figures share: the dossier, a network in three scripts, and clean windows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from netkit.dossier import Dossier, read_dossier
from netkit.network.conversion import from_pandas
from netkit.network.network import Network


@pytest.fixture(autouse=True)
def closed_figures() -> Iterator[None]:
    """Close what a test opened."""
    yield
    plt.close("all")


@pytest.fixture(scope="session")
def dossier(nkvd: Path) -> Dossier:
    """Give the dossier on the NKVD."""
    return read_dossier(nkvd)


@pytest.fixture(scope="session")
def working(dossier: Dossier) -> Network:
    """Give a working network of some fifty persons."""
    return dossier.network(at="1937-09-22")


@pytest.fixture(scope="session")
def command(dossier: Dossier) -> Network:
    """Give a command network of some hundred and fifty persons and organisations."""
    return dossier.network(at="1937-09-22", view="command")


@pytest.fixture
def scripts() -> Network:
    """Give a network with names in Arabic, Cyrillic and Latin, doubtful and derived ties, parallel ones and a loop."""
    actors = pd.DataFrame(
        {
            "id": ["a", "b", "c", "d", "e"],
            "name": ["ليون تروتسكي", "Шпигельглас", "Zborowski", "رامون مركادير", "Сталин"],
            "kind": ["person", "person", "person", "person", "organisation"],
            "side": ["left", "service", "service", "service", ""],
            "commander": [False, True, False, False, True],
            "agent": [False, True, True, False, False],
            "victim": [True, False, True, False, False],
        }
    )
    ties = pd.DataFrame(
        [
            ("e", "b", "commands", "command", 0.9, False),
            ("e", "b", "appoints", "command", 0.7, False),
            ("b", "e", "informs", "contact", 0.9, False),
            ("b", "c", "handles", "handling", 0.8, False),
            ("c", "d", "recruits", "recruitment", 0.3, False),
            ("e", "c", "commands", "command", 0.8, True),
            ("d", "a", "kills", "harm", 0.95, False),
            ("c", "c", "kills", "harm", 0.9, False),
        ],
        columns=["subject", "object", "relation", "family", "probability", "derived"],
    )
    return from_pandas(ties, actors=actors)
