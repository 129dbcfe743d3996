"""Tests of what users get wrong in arguments: one clear error of netkit's own, that names the argument."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import netkit as nk
from netkit.errors import ArgumentError
from tests.dossiers import told, write

CIRCLE = pd.DataFrame({"subject": list("abcd"), "object": list("bcda")})
NET = nk.from_pandas(CIRCLE)
LENGTHS = pd.Series([1.0, 2.0, 3.0, 4.0])


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> nk.Dossier:
    """Give a dossier of two claims."""
    return nk.read_dossier(write(tmp_path_factory.mktemp("small"), told("ann orders bob"), told("bob orders cat")))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: nk.key_players(NET, True), "`k` is True; it has to be a whole number"),
        (lambda: nk.key_players(NET, "x"), "`k` is 'x'"),
        (lambda: nk.key_players(NET, 1, m=1.5), "`m` is 1.5"),
        (lambda: nk.key_players(NET.select(actors=["a", "b"]), 1), "needs three actors, and the network has 2"),
        (lambda: nk.key_players(NET.select(actors=["a"]), 1, criterion="reach"), "needs two actors, and"),
        (lambda: nk.katz(NET, beta="x"), "`beta` is 'x'; it has to be a number"),
        (lambda: nk.katz(NET, beta=float("nan")), "`beta` is nan"),
        (lambda: nk.katz(NET, max_rounds=1.5), "`max_rounds` is 1.5"),
        (lambda: nk.pagerank(NET, damping="x"), "`damping` is 'x'"),
        (lambda: nk.pagerank(NET, damping=None), "`damping` is None"),
        (lambda: nk.degree(NET, normalized="no"), "`normalized` is 'no'; it has to be True or False"),
        (lambda: nk.betweenness(NET, pivots=1.5), "`pivots` is 1.5"),
        (lambda: nk.ensemble(NET, draws=2, rng=1).values("pagerank", damping="x"), "`damping` is 'x'"),
        (lambda: nk.strength(NET, weights=LENGTHS), "`weights` is of type Series; the ties' numeric columns are"),
        (lambda: nk.betweenness(NET, weights=LENGTHS), "`weights` is of type Series"),
        (lambda: nk.pagerank(NET, weights=["probability"]), "`weights` is of type list"),
        (lambda: nk.ei_index(NET, groups=list("xxyy")), "`groups` is .*a Series indexed by actor will do"),
        (lambda: nk.group_degree(NET, 3), "`group` is 3; name one actor or several"),
        (lambda: nk.qap(NET, NET, draws=10, rng=-1), "`rng` is -1; a seed is a whole number from 0 on"),
        (lambda: nk.communities(NET, rng=-1), "`rng` is -1"),
        (lambda: nk.robustness(NET, strategy="random", rng=-1), "`rng` is -1"),
        (lambda: nk.robustness_to_error(NET, "degree", error="missing ties", share=0.1, rng="x"), "`rng` is 'x'"),
        (lambda: nk.ensemble(NET, draws="x"), "`draws` is 'x'"),
        (lambda: nk.ensemble(NET, draws=1.5), "`draws` is 1.5"),
        (lambda: nk.ensemble(NET, n_jobs=0), "`n_jobs` is 0; it is a whole number of workers"),
        (lambda: nk.ensemble(3), "`source` is of type int; an ensemble is of a Dossier or a Network"),
        (lambda: nk.save_figure(3, "o.png"), "`figure` is of type int"),
    ],
)
def test_an_argument_of_the_wrong_kind_is_named(call: Callable[[], Any], said: str) -> None:
    """Neither an error of the compiler's nor of a library's, and no number that means nothing."""
    with pytest.raises(ArgumentError, match=said) as error:
        call()
    assert "\n" not in str(error.value)


def test_arguments_about_dossiers_are_named_too(dossier: nk.Dossier) -> None:
    """A choice that there is not, something that is no dossier, a name that is no text."""
    with pytest.raises(ArgumentError, match="`foo` is no choice; there is view, at"):
        nk.ensemble(dossier, foo=1)
    with pytest.raises(ArgumentError, match="each a Dossier, not int"):
        nk.agreement(dossier, 3)
    for look_up in (dossier.resolve, dossier.find):
        with pytest.raises(ArgumentError, match="a name is a text, not NoneType"):
            look_up(None)


def test_numbers_of_numpy_are_numbers(tmp_path: Path) -> None:
    """What is a number stays one, whoever's it is."""
    one = pd.Series([1]).iloc[0]
    assert nk.key_players(NET, one).equals(nk.key_players(NET, 1))
    assert nk.katz(NET, alpha=pd.Series([0.5]).iloc[0], beta=one).equals(nk.katz(NET, alpha=0.5, beta=1))
    assert nk.ensemble(NET, draws=2, rng=one, n_jobs=-1).draws == 2
