"""Ensembles on a cluster of the user's, here two processes of this machine; one of them may die."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from joblib import parallel_config

from netkit.dossier import Dossier
from netkit.ensembles.ensemble import Ensemble
from netkit.ensembles.making import ensemble
from netkit.measures.centrality import degree
from netkit.measures.registry import measure
from netkit.network.network import Network
from tests.dossiers import make, told

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    return make(
        tmp_path_factory.mktemp("dossier"),
        told("boss commands HQ", date="1930/1939", source="one"),
        told("chief heads HQ", date="1930/1939", source="two"),
        told("man member_of HQ", date="1930/1939", source="one"),
        told("chief handles man", date="1936/1938", source="two", certainty="probable"),
        told("man kills victim", date="1937-05-05", case="plot", source="one"),
        told("boss targets victim", date="1937-05-01", case="plot", source="one"),
        cases=[{"id": "plot", "date": "1937-05-01/1937-05-05", "victim": "victim"}],
    )


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """Start two worker processes that only this machine can reach."""
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def drawn(dossier: Dossier, **options: Any) -> Ensemble:
    return ensemble(dossier, until="1940", draws=640, rng=9, **options)


def processes(client: Any) -> set[int]:
    return set(client.run(os.getpid).values())


def test_two_worker_processes_give_the_same(dossier: Dossier, client: Any) -> None:
    """Measures in compiled code, measures in Python, and orders."""

    def asked(ens: Ensemble) -> list[pd.DataFrame]:
        return [ens.values("betweenness"), ens.values("effective_size"), ens.passage("boss", "victim").to_frame()]

    here = asked(drawn(dossier, n_jobs=1))
    with parallel_config("dask", wait_for_workers_timeout=60):
        there = asked(drawn(dossier))
    assert len(processes(client)) == 2
    for one, other in zip(here, there, strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_a_worker_that_dies_loses_nothing(dossier: Dossier, client: Any, tmp_path: Path) -> None:
    """The first to find the order dies in the middle of its work; what it was doing is done again."""
    order = tmp_path / "die"

    @measure(level="actor")
    def fragile(net: Network) -> pd.Series[float]:
        try:
            order.unlink()
        except FileNotFoundError:
            return degree(net)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("nobody survives this")

    here = drawn(dossier, n_jobs=1).values("degree")
    before = processes(client)
    order.touch()
    with parallel_config("dask", wait_for_workers_timeout=60):
        there = drawn(dossier).values(fragile)
    assert not order.exists()
    client.wait_for_workers(2, timeout=60)
    assert len(before - processes(client)) == 1
    pd.testing.assert_frame_equal(here, there)
