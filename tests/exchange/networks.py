"""Networks of every kind that a file may have to hold, and what it means that two are the same."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from netkit.network.conversion import from_pandas
from netkit.network.network import Network

# What XML has a way to write; ids and names of columns have to be of it.
LEGAL = st.characters(exclude_categories=["Cs"], exclude_characters=[*map(chr, range(32)), "\ufffe", "\uffff"])
WORDS = st.text(st.one_of(LEGAL, st.sampled_from("\n\t \"'<&>،яش")), min_size=1, max_size=6)
DATES = ["1937-09-22", "1937", "1926/1934", "1936/", "/1934", "1936/..", "../1934", "[1938..]", "", "1930~"]
COLUMNS = {
    "truth": st.booleans(),
    "truth or nothing": st.one_of(st.none(), st.booleans()),
    "whole": st.integers(-(2**63), 2**63 - 1),
    "huge": st.integers(2**70, 2**80),
    "числа": st.one_of(st.none(), st.floats(width=64)),
    "text": st.text(max_size=6),
    "text or nothing": st.one_of(st.none(), st.text(max_size=3)),
    "lists": st.lists(st.text(max_size=3), max_size=3).map(tuple),
    "mixed": st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=3), st.floats(0, 1)),
    "days": st.datetimes(),
}


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Draw actors with isolates, ties that are parallel, loops and without direction, times, columns of any kind."""
    ids = draw(st.lists(WORDS, max_size=5, unique=True))
    count = draw(st.integers(0, 7)) if ids else 0
    ends = st.lists(st.sampled_from(ids) if ids else st.nothing(), min_size=count, max_size=count)
    directed = draw(st.booleans())
    ties: dict[str, Any] = {"subject": draw(ends), "object": draw(ends)}
    known = {
        "relation": st.sampled_from(["tie", "commands", "знает", 'a "b" & c']),
        "probability": st.floats(0, 1),
        "directed": st.booleans(),
        "claims": COLUMNS["lists"],
        "weight": st.floats(0, 9, allow_nan=False),
        **COLUMNS,
    }
    for name in draw(st.lists(st.sampled_from(list(known)), unique=True, max_size=5)):
        ties[name] = draw(st.lists(known[name], min_size=count, max_size=count))
    when = draw(st.sampled_from(["never", "days", "numbers"]))
    if when == "days":
        ties["start"] = draw(
            st.lists(st.sampled_from(["1930-05", "1931", "", "[..1929]"]), min_size=count, max_size=count)
        )
        ties["end"] = draw(st.lists(st.sampled_from(["1938-02-03", "", "[1937..]"]), min_size=count, max_size=count))
    elif when == "numbers":
        ties["start"] = draw(st.lists(st.floats(0, 1), min_size=count, max_size=count))
        ties["end"] = draw(st.lists(st.one_of(st.none(), st.floats(2, 3)), min_size=count, max_size=count))
        ties["end"] = pd.Series(ties["end"], dtype=float)
    actors: dict[str, Any] = {"id": ids}
    for name in draw(st.lists(st.sampled_from(["name", "kind", *COLUMNS]), unique=True, max_size=4)):
        cells = COLUMNS.get(name, WORDS)
        actors[name] = draw(st.lists(cells, min_size=len(ids), max_size=len(ids)))
    return from_pandas(_frame(ties), _frame(actors), directed=directed)


def _frame(columns: dict[str, Any]) -> pd.DataFrame:
    """Keep cells as they are: pandas would make numbers of truths and nothing."""
    frame = pd.DataFrame(index=range(len(next(iter(columns.values())))))
    for name, cells in columns.items():
        odd = name in ("truth or nothing", "mixed", "lists", "huge", "claims")
        frame[name] = pd.Series(list(cells), dtype=object if odd or not len(cells) else None)
    return frame


def cells(net: Network) -> tuple[bool, list[dict[str, list[object]]]]:
    """Give all that a network holds, so that two can be compared: missing is missing, truth is no number."""
    return net.directed, [
        {str(name): [_plain(cell) for cell in frame[name].tolist()] for name in frame.columns}
        for frame in net.to_pandas()
    ]


def _plain(cell: Any) -> object:
    if cell is None or cell is pd.NaT or cell is pd.NA or (isinstance(cell, float) and math.isnan(cell)):
        return None
    if isinstance(cell, (bool, np.bool_)):
        return "truth", bool(cell)
    return tuple(_plain(item) for item in cell) if isinstance(cell, (tuple, list)) else cell


def assert_same(left: Network, right: Network) -> None:
    """Compare two networks: actors and ties, all columns, in the same order."""
    assert cells(left) == cells(right)
    assert [list(frame) for frame in left.to_pandas()] == [list(frame) for frame in right.to_pandas()]


def by_hand() -> Network:
    """Give a network with names in three scripts, parallel ties, a loop, an isolate, times, and lists."""
    ties = pd.DataFrame(
        {
            "subject": ["anna", "anna", "ali", "bo", "bo"],
            "object": ["ali", "ali", "bo", "bo", "anna"],
            "relation": ["commands", "knows", "commands", "knows", "knows"],
            "probability": [0.5, 1.0, 0.25, 1.0, 0.75],
            "directed": [True, False, True, True, False],
            "start": ["1937-09-22", "1936", "", "1930", "1931-02"],
            "end": ["1938", "", "1938-01-01", "1940-12-31", "[1938..]"],
            "claims": [("c1", "c2"), (), ("c3",), (), ("c4",)],
            "note": ["a", None, "", "ü & <ö>", '"q"'],
        }
    )
    actors = pd.DataFrame(
        {
            "id": ["anna", "alone", "ali", "bo"],
            "name": ["Анна Бор", "The Lone, One", "علي", 'Bo "Red" O\'Neill'],
            "side": ["x", "", "y", "x"],
            "born": [1901, 1902, 1903, 1904],
        }
    )
    return from_pandas(ties, actors)
