"""Tests of removals: what is left, in which order actors go, and R by its definition."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import netkit as nk
from netkit.errors import ArgumentError, NotDefinedError, UnknownNameError
from netkit.kernels.removal import largest_parts, largest_sets, reachable_pairs
from tests.dossiers import make, told
from tests.kernels.rows import rows_of

GRAPHS = st.integers(0, 9).flatmap(
    lambda n: st.tuples(
        st.just(n),
        st.lists(st.tuples(st.integers(0, max(n - 1, 0)), st.integers(0, max(n - 1, 0))), max_size=20 if n else 0),
        st.permutations(range(n)),
        st.integers(0, n),
    )
)


def digraph(n: int, arcs: list[tuple[int, int]]) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from(arcs)
    return graph


@settings(max_examples=200, deadline=None)
@given(GRAPHS)
def test_curve_by_definition(drawn: tuple[int, list[tuple[int, int]], list[int], int]) -> None:
    """After each removal networkx finds the same largest part, weak and strong."""
    n, arcs, order, k = drawn
    graph = digraph(n, arcs)
    net = nk.from_networkx(graph)
    for strength, parts in (("weak", nx.weakly_connected_components), ("strong", nx.strongly_connected_components)):
        found = nk.removal_curve(net, order=map(str, order[:k]), strength=strength)  # type: ignore[arg-type]  # one of the two words
        left = graph.copy()
        expected = [max(map(len, parts(left)), default=0)]
        for actor in order[:k]:
            left.remove_node(actor)
            expected.append(max(map(len, parts(left)), default=0))
        assert found.tolist() == pytest.approx([one / max(n, 1) for one in expected])


@settings(max_examples=200, deadline=None)
@given(GRAPHS, st.data())
def test_states_by_definition(drawn: tuple[int, list[tuple[int, int]], list[int], int], data: st.DataObject) -> None:
    """Gone, there, or a successor with the ties of the office alone: both kernels count what networkx counts."""
    n, arcs, _, _ = drawn
    graph = digraph(n, [arc for arc in arcs if arc[0] != arc[1]])
    sources, targets = np.array(sorted(graph.edges), dtype=np.int32).reshape(-1, 2).T
    indptr, indices = rows_of(n, sources, targets)
    office = np.array(data.draw(st.lists(st.booleans(), min_size=len(indices), max_size=len(indices))), dtype=bool)
    states = np.array(data.draw(st.lists(st.integers(0, 2), min_size=n, max_size=n)), dtype=np.int8)
    back = np.lexsort((sources, indices))
    rindptr = np.concatenate([[0], np.cumsum(np.bincount(indices, minlength=n))]).astype(np.int32)
    rows = (indptr, indices, office, rindptr, sources[back].astype(np.int32), office[back])
    left = nx.DiGraph()
    left.add_nodes_from(np.flatnonzero(states).tolist())
    for u, v, his in zip(sources.tolist(), indices.tolist(), office.tolist(), strict=True):
        if states[u] and states[v] and (his or (states[u] == 1 and states[v] == 1)):
            left.add_edge(u, v)
    pairs = sum(len(nx.descendants(left, u)) for u in left)
    largest = max(map(len, nx.strongly_connected_components(left)), default=0)
    assert reachable_pairs(*rows, states[None, :]).tolist() == [pairs]
    assert largest_sets(*rows, states[None, :]).tolist() == [largest]


def test_largest_parts_of_nobody() -> None:
    """Without actors, and without removals, there is one number."""
    nothing = np.zeros(0, dtype=np.int32)
    assert largest_parts(np.zeros(1, dtype=np.int32), nothing, nothing).tolist() == [0]
    assert largest_parts(np.zeros(4, dtype=np.int32), nothing, nothing).tolist() == [1]


def test_strategies_in_the_order_of_values() -> None:
    """Highest first, or lowest; of equals the first; those without a value last; anew where that is asked for."""
    net = nk.from_networkx(nx.Graph([("a", "b"), ("b", "c"), ("c", "d"), ("c", "e")]))
    assert nk.removal_curve(net, strategy="degree").attrs["order"] == ["c", "b", "a", "d", "e"]
    assert nk.removal_curve(net, strategy=nk.degree, ascending=True).attrs["order"] == ["a", "d", "e", "b", "c"]
    anew = nk.removal_curve(net, strategy="degree", recalculate=True)
    assert anew.attrs["order"] == ["c", "a", "b", "d", "e"]
    assert anew.tolist() == [1.0, 0.4, 0.2, 0.2, 0.2, 0.0]
    isolate = nk.from_pandas(pd.DataFrame({"subject": ["b"], "object": ["c"]}), pd.DataFrame({"id": ["a", "b", "c"]}))
    assert nk.removal_curve(isolate, strategy="constraint").attrs["order"] == ["b", "c", "a"]


def test_random_orders_are_a_mean_over_permutations() -> None:
    """A star of four: the centre goes at each turn in a fourth of the orders."""
    star = nk.from_networkx(nx.star_graph(3))
    curve = nk.removal_curve(star, strategy="random", draws=4_000, rng=1)
    # After one removal 1 of 4 if the centre went, else 3 of 4; after two it went in half of the orders.
    assert curve.tolist() == pytest.approx([1, 0.25 * 0.25 + 0.75 * 0.75, 0.5 * 0.25 + 0.5 * 0.5, 0.25, 0], abs=0.02)
    again = nk.removal_curve(star, strategy="random", draws=4_000, rng=1)
    pd.testing.assert_series_equal(curve, again)
    assert nk.robustness(star, strategy="random", draws=4_000, rng=1) == pytest.approx(curve.iloc[1:].sum() / 4)


def test_users_own_measure_sets_an_order() -> None:
    """Options go to the measure."""

    @nk.measure(level="actor")
    def alphabet(net: nk.Network, *, turned: bool = False) -> pd.Series[float]:
        """Later in the alphabet, higher."""
        return pd.Series({actor: float(ord(actor) * (-1 if turned else 1)) for actor in net.index})

    net = nk.from_networkx(nx.path_graph(["b", "a", "c"]))
    assert nk.removal_curve(net, strategy="alphabet").attrs["order"] == ["c", "b", "a"]
    assert nk.removal_curve(net, strategy=alphabet, turned=True).attrs["order"] == ["a", "b", "c"]


def test_remove_keeps_the_others(tmp_path: object) -> None:
    """Who loses his last tie stays; ties, orders and chains do without the one who is gone."""
    net = nk.from_networkx(nx.star_graph(2))
    assert nk.remove(net, "0").index.tolist() == ["1", "2"]
    assert nk.remove(net, ["1", "2"]).n_ties == 0
    assert nk.remove(net, []).n_actors == 3
    assert nk.remove(nk.from_networkx(nx.path_graph(2)), 0).index.tolist() == ["1"]  # type: ignore[arg-type]  # ids of networkx are numbers
    dossier = make(tmp_path, told("a commands b"), told("b commands c"), told("a friend_of c"))  # type: ignore[arg-type]  # a Path
    whole = dossier.network(view="command")
    assert [chain.actors for chain in nk.chains(whole, "a", "c")] == [("a", "b", "c")]
    rest = nk.remove(whole, "b")
    assert set(rest.index) == {"a", "c"}
    assert nk.chains(rest, "a", "c") == []
    assert rest.policy is not None
    assert rest.policy.describe()["selection 1"] == "without: b"


def test_what_is_wrong_is_said() -> None:
    """One clear error each."""
    net = nk.from_networkx(nx.path_graph(3))
    with pytest.raises(ArgumentError, match="either `order`"):
        nk.removal_curve(net)
    with pytest.raises(ArgumentError, match="either `order`"):
        nk.removal_curve(net, order=["0"], strategy="degree")
    with pytest.raises(ArgumentError, match="takes '1' out twice"):
        nk.removal_curve(net, order=["0", "1", "1"])
    with pytest.raises(ArgumentError, match="takes out 1 of 3 actors"):
        nk.robustness(net, order=["0"])
    with pytest.raises(ArgumentError, match="is the text '0'"):
        nk.removal_curve(net, order="0")
    with pytest.raises(UnknownNameError):
        nk.remove(net, "nobody")
    with pytest.raises(NotDefinedError, match="`density` does not give one value to each actor"):
        nk.robustness(net, strategy="density")
    with pytest.raises(NotDefinedError, match="`gould_fernandez` does not give one value"):
        nk.robustness(net, strategy="gould_fernandez", groups="side")
    with pytest.raises(ArgumentError, match="`strength`"):
        nk.robustness(net, strategy="degree", strength="loose")  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(ArgumentError, match="`draws` is 0"):
        nk.robustness(net, strategy="random", draws=0)
    empty = nk.from_pandas(pd.DataFrame({"subject": [], "object": []}))
    assert np.isnan(nk.robustness(empty, order=[]))
