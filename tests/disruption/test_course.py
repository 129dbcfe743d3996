"""Tests of losses in the course of time: the integral, the orders they are compared with, and successors."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import netkit as nk
from netkit.errors import ArgumentError, NotDefinedError
from tests.dossiers import make, told


def line() -> nk.Network:
    """Give a → b → c → d, of which the middle arc is an office's."""
    ties = pd.DataFrame({"subject": list("abc"), "object": list("bcd"), "family": ["", "office", "office"]})
    return nk.from_pandas(ties)


def test_loss_is_the_integral_by_hand() -> None:
    """Six reachable pairs; without b one of them is left, without d besides none: 5/6 for two days, all for one."""
    net = line()
    table = nk.compare_removals(net, {"b": 1.0, "d": 3.0}, against=[])
    assert table.at["historic", "loss"] == pytest.approx((2 * 5 / 6 + 1 * 1) / 3)
    later = nk.compare_removals(net, {"b": 1.0, "d": 3.0}, against=[], until=11.0)
    assert later.at["historic", "loss"] == pytest.approx((2 * 5 / 6 + 8 * 1) / 10)
    assert np.isnan(table.at["historic", "as_bad"])
    steps = nk.removals_over_time(net, {"d": 3.0, "b": 1.0}, against=[])
    assert steps[["day", "actor", "event"]].to_numpy().tolist() == [[1.0, "b", "lost"], [3.0, "d", "lost"]]
    assert steps["historic"].tolist() == pytest.approx([1 / 6, 0])


def test_successors_have_the_ties_of_the_office() -> None:
    """After the vacancy b's successor commands c again, but a does not know him."""
    steps = nk.removals_over_time(line(), {"b": 1.0}, against=[], vacancy=0.5)
    assert steps["event"].tolist() == ["lost", "replaced"]
    assert steps["historic"].tolist() == pytest.approx([1 / 6, 3 / 6])
    table = nk.compare_removals(line(), {"b": 1.0}, against=[], vacancy=0.5)
    assert table.at["historic", "loss"] == pytest.approx(0.5 * 5 / 6 + 0.5 * 3 / 6)
    nobody = nk.compare_removals(line(), {"b": 1.0}, against=[], vacancy=0.5, takeover=0.0)
    assert nobody.at["historic", "loss"] == pytest.approx(5 / 6)
    lot = nk.compare_removals(line(), {"b": 1.0}, against=[], vacancy=0.5, takeover=0.5, draws=4_000, rng=1)
    assert lot.at["historic", "loss"] == pytest.approx(0.5 * 5 / 6 + 0.5 * (0.5 * 5 / 6 + 0.5 * 3 / 6), abs=0.01)
    assert (lot.at["historic", "low"], lot.at["historic", "high"]) == pytest.approx((4 / 6, 5 / 6))


def test_a_measure_of_the_network_sees_who_is_left() -> None:
    """Any measure, by name or a user's own, over those who are there, successors with the ties of their office."""
    seen = []

    @nk.measure(level="network")
    def pairs(net: nk.Network) -> float:
        """Count ties, and note what there is."""
        seen.append((net.index.tolist(), net.ties[["subject", "object"]].to_numpy().tolist()))
        return float(net.n_ties)

    steps = nk.removals_over_time(line(), {"b": 1.0}, against=[], vacancy=0.5, outcome=pairs)
    assert steps["historic"].tolist() == pytest.approx([1 / 3, 2 / 3])
    assert (["a", "c", "d"], [["c", "d"]]) in seen
    assert (["a", "b", "c", "d"], [["b", "c"], ["c", "d"]]) in seen
    efficiency = nk.removals_over_time(line(), {"b": 1.0}, against=[], outcome="efficiency")
    expected = nk.efficiency(nk.remove(line(), "b")) / nk.efficiency(line())
    assert efficiency["historic"].tolist() == pytest.approx([expected])


def test_orders_that_it_is_compared_with() -> None:
    """By lot among all, by lot among the same, and by a measure: on the days of the losses."""
    star = nk.from_networkx(nx.star_graph(4))
    table = nk.compare_removals(star, ["1", "0"], against=["random", "shuffled", "degree"], draws=4_000, rng=1)
    # 20 ordered pairs; without a leaf 12; without the centre none.
    assert table.at["historic", "loss"] == pytest.approx((8 / 20 + 1) / 2)
    assert table.at["degree", "loss"] == 1.0
    assert table.at["shuffled", "loss"] == pytest.approx((0.7 + 1) / 2, abs=0.01)
    # The centre goes first in a fifth of the orders, second in a fifth; else 12 and then 6 pairs are left.
    assert table.at["random", "loss"] == pytest.approx(0.2 * 1 + 0.2 * 0.7 + 0.6 * (8 / 20 + 14 / 20) / 2, abs=0.01)
    assert table.at["shuffled", "as_bad"] == 1.0
    assert table.at["random", "as_bad"] == pytest.approx(0.4, abs=0.03)
    assert table["removed"].tolist() == [2, 2, 2, 2]
    again = nk.compare_removals(star, ["1", "0"], against=["random", "shuffled", "degree"], draws=4_000, rng=1)
    pd.testing.assert_frame_equal(table, again)
    told = {"draws": 4_000, "rng": 1, "outcome": "reach", "vacancy": None, "actors": 5, "ties": 4}
    assert told.items() <= again.attrs.items()
    leaves = nk.compare_removals(star, ["1", "2"], against=["random", "degree"], among=["1", "2", "3", "4"], draws=50)
    assert leaves["loss"].tolist() == pytest.approx([(8 / 20 + 14 / 20) / 2] * 3)
    parts = nk.compare_removals(star, ["1", "0"], against=nk.degree, outcome="largest_part")
    assert parts["loss"].tolist() == pytest.approx([(1 / 5 + 4 / 5) / 2, 4 / 5])


def test_losses_of_a_dossier(tmp_path: Path) -> None:
    """The table of `losses` goes in as it is; who is not in the network is named."""
    dossier = make(
        tmp_path,
        *(told("a commands b"), told("b commands c"), told("a friend_of zoe")),
        *(told("x kills b", date="1937-01-01"), told("x kills zoe", date="1938-01-01")),
    )
    net = dossier.network(view="command", at="1936")
    table = nk.compare_removals(net, nk.losses(dossier), against=[], until="1937-12-31")
    assert table.at["historic", "loss"] == 1.0
    assert table.attrs["left_out"] == ["zoe"]
    steps = nk.removals_over_time(net, nk.losses(dossier), against=[], vacancy="6m")
    assert steps["day"].tolist() == [pd.Timestamp("1937-01-01"), pd.Timestamp("1937-07-01")]
    assert steps["historic"].tolist() == [0.0, 0.0]


def test_what_is_wrong_is_said(tmp_path: Path) -> None:
    """One clear error each."""
    net = line()
    for removals, message in [
        ("b", "is the text 'b'"),
        ({"b": None, "c": "1937-01-01"}, "no day for 'b'"),
        (pd.DataFrame({"when": [1]}, index=["b"]), "no column 'day'"),
        (pd.Series([1.0, 2.0], index=["b", "b"]), "takes 'b' out twice"),
    ]:
        with pytest.raises(ArgumentError, match=message):
            nk.compare_removals(net, removals, against=[])  # type: ignore[arg-type]  # wrong on purpose
    for options, message in [
        ({"outcome": "degree"}, "no measure of a whole network"),
        ({"takeover": 1.5}, "`takeover` is 1.5"),
        ({"draws": 0}, "`draws` is 0"),
        ({"level": 1.0}, "`level` is 1.0"),
        ({"vacancy": "6m"}, "the days are numbers"),
        ({"vacancy": -1.0}, "cannot be negative"),
        ({"among": []}, "`among` names 0 actors of this network; 1 were lost"),
        ({"until": 1.0}, "the first loss is not before it"),
    ]:
        with pytest.raises(ArgumentError, match=message):
            nk.compare_removals(net, ["b"], against=[], **options)  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(ArgumentError, match="the days are dates"):
        nk.compare_removals(net, {"b": "1937-01-01"}, against=[], vacancy=3.0)
    alone = nk.from_pandas(pd.DataFrame({"subject": [], "object": []}), pd.DataFrame({"id": ["a", "b"]}))
    with pytest.raises(NotDefinedError, match=r"the outcome is 0\.0 before the first loss"):
        nk.compare_removals(alone, ["a"], against=[])
    dossier = make(tmp_path, told("a commands b"), told("c friend_of d"))
    with pytest.raises(ArgumentError, match="none of the actors"):
        nk.compare_removals(dossier.network(view="command"), ["c"], against=[])
