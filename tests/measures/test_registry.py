"""One's own measures: registering, checking, finding, tabulating, explaining, loading from elsewhere."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from netkit.ensembles.making import ensemble
from netkit.errors import ArgumentError, NotDefinedError
from netkit.measures import registry
from netkit.measures.betweenness import betweenness
from netkit.measures.registry import explain, get_measure, list_measures, load_plugin, measure
from netkit.measures.tables import evidence_counts, table
from netkit.network.network import Network
from tests.measures.grid import GRID, make

NET = GRID["tree directed"]


def test_a_measure_of_ones_own_is_listed_and_tabulated_at_once() -> None:
    """A function without a docstring is enough."""

    @measure(level="actor")
    def reversed_degree(net):  # type: ignore[no-untyped-def] # as a user writes it
        return -betweenness(net)

    assert list_measures()["name"].tolist()[-1] == "reversed_degree"
    row = list_measures("actor").set_index("name").loc["reversed_degree"]
    assert row["meaning"] == ""
    assert row["reference"] == ""
    found = table(NET, ["betweenness", reversed_degree, "reversed_degree"])
    assert (found["reversed_degree"] == -found["betweenness"]).all()
    assert reversed_degree(NET).attrs["measure"] == "reversed_degree"
    assert "Nothing is written" in explain("reversed_degree")


@pytest.mark.parametrize(
    ("level", "result", "message"),
    [
        ("actor", lambda net: [1, 2], "is a Series"),
        ("actor", lambda net: np.zeros(2), "shape"),
        ("actor", lambda net: pd.Series(1.0, index=["a", "b"]), "no value for 'c'"),
        ("actor", lambda net: pd.Series(1.0, index=[*net.index, "x"]), "'x', which is none"),
        ("actor", lambda net: pd.Series(1.0, index=[*net.index, "a"]), "more than once"),
        ("actor", lambda net: pd.Series(np.inf, index=net.index), "infinite value for 'a'"),
        ("actor", lambda net: pd.DataFrame({"x": 1.0, "y": -np.inf}, index=net.index), "infinite value for 'a'"),
        ("group", lambda net: {"a": 1}, "no value for 'b'"),
        ("tie", lambda net: np.zeros(net.n_actors), "there are 5 ties"),
        ("pair", lambda net: np.zeros((2, 2)), "one value a pair"),
        ("pair", lambda net: pd.DataFrame(np.inf, index=net.index, columns=net.index), "infinite"),
        ("network", lambda net: "much", "returns a number"),
        ("network", lambda net: np.inf, "infinite value for the network"),
        ("network", lambda net: None, "NoneType"),
        ("set", lambda net: -np.inf, "infinite value for the set"),
        ("actor", lambda net: pd.Series("1", index=net.index), "'1' for 'a'; .*numbers or booleans.*'group' labels"),
        ("actor", lambda net: pd.Series(1j, index=net.index), "1j"),
        ("actor", lambda net: pd.Series(pd.Timestamp("1937-09-22"), index=net.index), "Timestamp"),
        ("actor", lambda net: pd.Series("1", index=net.index).astype("category"), "'1' for 'a'"),
        ("actor", lambda net: {actor: "x" if actor == "c" else 1.0 for actor in net.index}, "'x' for 'c'"),
        ("actor", lambda net: pd.DataFrame({"x": 1.0, "y": "no"}, index=net.index), "'no' for 'a'"),
        ("tie", lambda net: np.full(net.n_ties, "x"), "'x' for 0; .*numbers or booleans"),
        ("pair", lambda net: np.full((net.n_actors, net.n_actors), 1j), "1j"),
        ("network", lambda net: 1j, "complex"),
        ("network", lambda net: np.timedelta64(1, "D"), "timedelta64"),
        ("network", lambda net: pd.Series({"x": "much"}), "'much' for 'x'"),
        ("set", lambda net: ("a", "b"), "tuple; .*a number, or a DataFrame"),
        ("set", lambda net: pd.Series([1.0]), "Series; .*a number, or a DataFrame"),
        ("set", lambda net: pd.DataFrame({"actors": [("a",)]}), "without a column 'value'"),
        ("set", lambda net: pd.DataFrame({"value": [1.0]}), "without a column 'actors'"),
        ("set", lambda net: pd.DataFrame({"actors": ["a"], "value": [1.0]}), "'a' in `actors`"),
        ("set", lambda net: pd.DataFrame({"actors": [("a", "nobody")], "value": [1.0]}), "'nobody', which is none"),
        ("set", lambda net: pd.DataFrame({"actors": [("a",)], "value": ["high"]}), "'high'"),
    ],
)
def test_what_is_returned_is_checked(level: str, result: object, message: str) -> None:
    """A result that does not fit names the measure and what is wrong."""
    wrong = measure(level=level, name="wrong")(result)
    with pytest.raises(ArgumentError, match=message) as error:
        wrong(NET)
    assert "`wrong`" in str(error.value)


@pytest.mark.parametrize("kind", ["object", "Int64", "Float64", "boolean", "category", "bool"])
def test_numbers_of_any_kind_are_numbers(kind: str) -> None:
    """Objects, and pandas' own integers, floats and booleans with something missing, are plain numbers afterwards."""
    values = [True, False, True, True, False, True] if kind == "bool" else [1, None, 1, 0, 1, 0]
    found = measure(level="actor", name="kinds")(lambda net: pd.Series(values, index=net.index, dtype=kind))(NET)
    assert found.dtype == (bool if kind == "bool" else float)
    np.testing.assert_array_equal(found.to_numpy(dtype=float), np.array(values, dtype=float))


def test_without_brackets_the_level_is_missing() -> None:
    """`@nk.measure` alone says what belongs above the function."""
    with pytest.raises(ArgumentError, match=r'`@nk.measure\(level="actor"\)`'):

        @measure
        def bare(net: Network) -> float:
            return 1.0


def test_sets_are_counted_but_have_no_interval() -> None:
    """A measure that finds sets is for `best_sets`; one that judges a given set has an interval."""
    drawn = ensemble(NET, draws=3, rng=1)

    def first_two(net: Network) -> pd.DataFrame:
        return pd.DataFrame({"actors": [tuple(net.index[:2])], "value": [1.0]})

    first_two = measure(level="set")(first_two)
    assert drawn.best_sets("first_two")["actors"].tolist() == [("a", "b")]
    with pytest.raises(NotDefinedError, match="best_sets"):
        drawn.intervals("first_two")
    assert len(drawn.intervals("group_degree", group=["a"])) == 1
    for name, options in (("degree", {}), ("group_degree", {"group": ["a"]})):
        with pytest.raises(NotDefinedError, match="finds no sets"):
            drawn.best_sets(name, **options)


def test_plain_results_are_labelled() -> None:
    """Arrays, dicts and Series in another order come back indexed by actor, in the network's order."""
    array = measure(level="actor", name="array")(lambda net: np.arange(net.n_actors))
    mapping = measure(level="actor", name="mapping")(lambda net: dict.fromkeys(reversed(net.index), 1.0))
    series = measure(level="actor", name="series")(lambda net: pd.Series(range(net.n_actors), index=net.index[::-1]))
    pairs = measure(level="pair", name="pairs")(lambda net: np.zeros((net.n_actors, net.n_actors)))
    number = measure(level="network", name="number")(lambda net: np.int64(3))
    assert array(NET).tolist() == list(range(NET.n_actors))
    assert mapping(NET).index.equals(NET.index)
    assert series(NET).tolist() == list(range(NET.n_actors))[::-1]
    assert series(NET).name == "series"
    assert pairs(NET).columns.equals(NET.index)
    assert number(NET) == 3.0
    assert isinstance(number(NET), float)
    nan = measure(level="actor", name="nan")(lambda net: np.full(net.n_actors, np.nan))
    assert nan(NET).isna().all()


def test_attributes_tell_what_a_result_was_made_of() -> None:
    """Measure, options with their defaults, policy, number of actors and ties."""
    groups = pd.Series("x", index=NET.index, name="office")
    assert betweenness(NET, normalized=True).attrs == {
        "measure": "betweenness",
        "parameters": {"weights": None, "normalized": True, "pivots": None, "rng": None},
        "policy": {},
        "actors": 6,
        "ties": 5,
    }
    found = get_measure("gould_fernandez").function(NET, groups)
    assert found.attrs["parameters"]["groups"] == "Series 'office'"
    listed = get_measure("subset_betweenness").function(NET, ["a"], {"b"})
    assert listed.attrs["parameters"]["sources"] == ["a"]
    assert listed.attrs["parameters"]["targets"] == ["b"]
    pd.testing.assert_series_equal(betweenness(NET) * 1, betweenness(NET) * 1)


def test_a_measure_wants_a_network() -> None:
    """Anything else, or a wrong option, is an error that says so."""
    with pytest.raises(ArgumentError, match="not dict"):
        betweenness({})  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="unexpected keyword argument 'normalised'"):
        betweenness(NET, normalised=True)  # type: ignore[call-arg]
    with pytest.raises(ArgumentError, match="'actor', 'tie'"):
        measure(level="village")  # type: ignore[arg-type]


def test_netkits_own_names_are_taken() -> None:
    """A measure of one's own cannot stand in for netkit's, but can be replaced by oneself."""
    with pytest.raises(ArgumentError, match="another `name`"):
        measure(level="actor", name="degree")(lambda net: None)
    measure(level="network", name="mine")(lambda net: 1.0)
    measure(level="network", name="mine")(lambda net: 2.0)
    assert get_measure("mine").function(NET) == 2.0


def test_an_unknown_name_brings_near_ones() -> None:
    """A slip of the pen finds what was meant."""
    with pytest.raises(ArgumentError, match="did you mean 'betweenness'"):
        get_measure("betweeness")
    with pytest.raises(ArgumentError, match="list_measures"):
        get_measure("zzzz")
    with pytest.raises(ArgumentError, match=r"@nk\.measure"):
        get_measure(len)
    assert get_measure(betweenness).name == "betweenness"
    with pytest.raises(ArgumentError, match="'tie'"):
        list_measures("nonsense")  # type: ignore[arg-type]


def test_table() -> None:
    """By name, function, or with options; several columns for a measure that returns several."""
    found = table(NET, ["degree", ("degree", {"mode": "out"}), betweenness, "gould_fernandez", "components"])
    assert found.columns.tolist()[:3] == ["degree", "degree(mode=out)", "betweenness"]
    assert "gould_fernandez.liaison" in found
    assert found.index.equals(NET.index)
    assert found.attrs["measures"] == ["degree", "degree(mode=out)", "betweenness", "gould_fernandez", "components"]
    assert table(NET, "degree").columns.tolist() == ["degree"]
    assert table(NET, betweenness).columns.tolist() == ["betweenness"]
    assert table(NET, ("degree", {"mode": "in"}))["degree"].tolist() == [0, 1, 1, 1, 1, 1]
    assert table(NET, []).shape == (6, 0)
    for name in ("density", "bridges", "distances"):
        with pytest.raises(ArgumentError, match="takes values for actors"):
            table(NET, [name])


def test_a_failing_measure_is_named() -> None:
    """What a user's function raises comes through, with the measure's name beside it."""

    @measure(level="actor")
    def broken(net: Network) -> None:
        raise KeyError("x")

    with pytest.raises(KeyError) as error:
        table(NET, ["broken"])
    line = broken.__wrapped__.__code__.co_firstlineno + 2
    assert error.value.__notes__ == [f"raised by the measure 'broken' ({__file__}:{line})"]


def test_claims_and_sources_stand_beside() -> None:
    """They count the claims behind the network's ties that name the actor, and where these come from."""
    net = make([("a", "b"), ("b", "c")])
    ties = net._ties.copy()
    ties["claims"] = [("c1", "c2"), ("c3",)]
    claims = pd.DataFrame(
        {
            "id": ["c1", "c2", "c3", "c4"],
            "subject": ["a", "b", "b", "a"],
            "object": ["b", "a", "c", "c"],
            "source": ["s1", "s2", "s1", "s9"],
        }
    ).set_index("id", drop=False)
    net = Network(net.actors, ties, directed=True, tables=SimpleNamespace(claims=claims))  # type: ignore[arg-type]
    found = table(net, "degree")
    assert found.columns.tolist() == ["degree", "claims", "sources"]
    assert found["claims"].tolist() == [2, 3, 1]
    assert found["sources"].tolist() == [2, 2, 1]
    assert table(net, "degree", evidence=False).columns.tolist() == ["degree"]
    with pytest.raises(ArgumentError, match="does not come from a dossier"):
        evidence_counts(NET)


def test_explanation_is_the_docstring() -> None:
    """It says meaning, formula, direction, weights, options and references, and prints as it reads."""
    found = explain("constraint")
    assert found.startswith("constraint (one value an actor)\n\nMeasure how far")
    for heading in ("Formula", "Direction and ties", "Weights", "Options", "Returns", "References"):
        assert f"\n{heading}\n" in found
    assert "[1] Burt" in found
    assert ".. math" not in found
    assert repr(found) == str(found)
    assert explain(betweenness).startswith("betweenness")


PLUGIN = """
import numpy as np
from netkit.measures.registry import measure

@measure(level="actor")
def plugged(net):
    "Count nothing."
    return np.zeros(net.n_actors)
"""


def test_plugin_from_a_file(tmp_path: Path) -> None:
    """A file's measures are there after loading."""
    file = tmp_path / "mine.py"
    file.write_text(PLUGIN)
    assert load_plugin(str(file)) == ["plugged"]
    assert table(NET, "plugged")["plugged"].sum() == 0
    assert get_measure("plugged").meaning == "Count nothing."


def test_plugin_from_a_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed module's measures are there after loading."""
    (tmp_path / "plugged_module.py").write_text(PLUGIN)
    monkeypatch.syspath_prepend(tmp_path)
    assert load_plugin("plugged_module") == ["plugged"]


@pytest.mark.parametrize("name", ["nowhere.py", "no_such_module", "no.such.module"])
def test_a_plugin_that_is_not_there(name: str) -> None:
    """A wrong name is an error."""
    with pytest.raises(ArgumentError, match="there is no"):
        load_plugin(name)


def test_a_failing_plugin_breaks_nothing(tmp_path: Path) -> None:
    """It warns, and leaves nothing half registered."""
    file = tmp_path / "broken.py"
    file.write_text(PLUGIN + "\nraise RuntimeError('no')\n")
    with pytest.warns(RuntimeWarning, match="RuntimeError: no"):
        assert load_plugin(str(file)) == []
    with pytest.raises(ArgumentError):
        get_measure("plugged")
    assert get_measure("degree").name == "degree"


def test_entry_points(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another package's measures are there without loading anything; one that fails warns and breaks nothing."""
    (tmp_path / "good_package.py").write_text(PLUGIN)
    (tmp_path / "bad_package.py").write_text("import a_module_that_is_not_there")
    monkeypatch.syspath_prepend(tmp_path)
    points = [
        EntryPoint("good", "good_package", registry.ENTRY_POINTS),
        EntryPoint("bad", "bad_package", registry.ENTRY_POINTS),
    ]
    monkeypatch.setattr(registry, "entry_points", lambda group: points)
    monkeypatch.setattr(registry, "_LOADED", {name for name in registry._LOADED if name != registry.ENTRY_POINTS})
    with pytest.warns(RuntimeWarning, match="bad_package"):
        assert "plugged" in list_measures()["name"].tolist()
