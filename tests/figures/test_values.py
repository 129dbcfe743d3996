"""draw_intervals, draw_matrix, captions: numbers as they are."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from netkit.command.cases import case_chains
from netkit.dossier import Dossier
from netkit.errors import ArgumentError
from netkit.figures.captions import caption
from netkit.figures.intervals import draw_intervals
from netkit.figures.matrix import draw_matrix
from netkit.network.conversion import from_pandas
from netkit.network.network import Network
from tests.figures.reading import legend, named, outside, overlaps, texts, words

FRAME = pd.DataFrame(
    {"mean": [2.0, 5.0, np.nan], "low": [1.0, 4.0, np.nan], "high": [3.0, 7.0, np.nan]}, index=["a", "b", "c"]
)


def test_intervals_stand_in_order_of_their_means() -> None:
    """Actors without a mean are left out."""
    ax = draw_intervals(FRAME)
    assert words(ax, "name:") == ["b", "a"]
    assert len(named(ax, "interval:")) == len(named(ax, "mean:")) == 2
    assert legend(ax) == ["mean", "interval"]
    left, right = (line.get_xdata() for line in named(ax, "interval:"))  # type: ignore[attr-defined] # lines
    assert left[0] > right[1]


def test_intervals_know_names_and_what_was_observed(working: Network, dossier: Dossier) -> None:
    """From a network, a dossier, a mapping or a Series."""
    frame = FRAME.rename(index={"a": "joseph-stalin", "b": "nikolai-skoblin"})
    for names in (working, dossier, dossier.actors["name"], {"joseph-stalin": "Joseph Stalin"}):
        assert "Joseph Stalin" in words(draw_intervals(frame, names), "name:")
    ax = draw_intervals(frame, observed=pd.Series({"joseph-stalin": 2.5}), label="degree")
    assert len(named(ax, "observed:")) == 1
    assert legend(ax) == ["mean", "interval", "one network"]
    assert words(ax, "measure") == ["degree"]


def test_how_many_intervals_are_left_out_is_told() -> None:
    """The highest means are kept."""
    ax = draw_intervals(FRAME, top=1)
    assert words(ax, "name:") == ["b"]
    assert words(ax, "note:") == ["The first 1 of 2 actors."]
    assert len(texts(draw_intervals(FRAME.iloc[2:]), "empty")) == 1


def test_intervals_that_cannot_be_are_refused() -> None:
    """A missing column, an interval that ends before it begins."""
    with pytest.raises(ArgumentError, match="no column 'high'"):
        draw_intervals(FRAME.drop(columns="high"))
    with pytest.raises(ArgumentError, match="ends before it begins"):
        draw_intervals(FRAME.assign(high=0.0))


def test_cells_of_the_matrix_are_ties(scripts: Network) -> None:
    """Rows lead to columns; two ties of a pair are one darker cell."""
    ax = draw_matrix(scripts)
    assert sum(len(cells.get_paths()) for cells in ax.collections) == 7
    assert legend(ax) == ["1 tie", "2 ties"]
    assert sorted(words(ax, "row:")) == sorted(words(ax, "column:")) == sorted(scripts.actors["name"])
    assert overlaps(texts(ax, "row:")) == overlaps(texts(ax, "column:")) == []


def test_undirected_ties_fill_two_cells(working: Network) -> None:
    """A matrix of a network without direction is its own mirror."""
    ax = draw_matrix(working, groups="side")
    pairs = working.ties[["subject", "object"]].apply(frozenset, axis=1).nunique()
    assert sum(len(cells.get_paths()) for cells in ax.collections) == 2 * pairs
    assert outside(ax, [*texts(ax, "row:"), *texts(ax, "column:")]) == []
    assert words(ax, "group:")[-1] == "no group"


def test_blocks_of_the_matrix_stand_together(scripts: Network) -> None:
    """Large groups first, those without one last."""
    rows = [str(text.get_gid())[4:] for text in texts(draw_matrix(scripts, groups="side"), "row:")]
    assert rows[:3] == ["b", "c", "d"] or set(rows[:3]) == {"b", "c", "d"}
    assert rows[-1] == "e"
    with pytest.raises(ArgumentError, match="`groups`"):
        draw_matrix(scripts, groups=3)  # type: ignore[arg-type] # wrong on purpose


def test_names_that_do_not_fit_are_told_of(command: Network) -> None:
    """A matrix of a hundred actors has no room for names in one column."""
    ax = draw_matrix(command, columns=1)
    assert texts(ax, "row:") == []
    assert words(ax, "note:") == [f"{command.n_actors} actors: no room for their names."]
    _, given = plt.subplots(figsize=(3, 3))
    assert draw_matrix(command, ax=given) is given
    empty = from_pandas(pd.DataFrame({"subject": [], "object": []}, dtype="str"))
    assert len(texts(draw_matrix(empty), "empty")) == 1


def test_a_caption_tells_dossier_policy_date_numbers_and_sources(working: Network, dossier: Dossier) -> None:
    """Without the day on which it was written."""
    text = caption(working, "The service in 1937.")
    lines = text.split("\n")
    assert lines[0] == "The service in 1937."
    assert lines[1].startswith(f"{working.n_actors} actors, {working.n_ties} ties")
    assert "at: 1937-09-22" in lines[2]
    assert "version" in lines[3]
    assert all(line.startswith("Source: ") for line in lines[4:])
    assert caption(dossier).startswith(f"{len(dossier.actors)} actors")
    assert caption(working, "The service in 1937.") == text


def test_a_caption_counts_what_the_figure_shows(dossier: Dossier) -> None:
    """Actors, ties and, source by source, claims; of chains too."""
    net = dossier.network(at="1940-08-20")
    told = caption(net)
    rests_on = {claim for row in net.ties["claims"] for claim in row}
    for source, count in dossier.claims.loc[sorted(rests_on), "source"].value_counts().items():
        assert f"({source}): {count} claim" in told
    found = case_chains(dossier, "kirov-assassination", k=2)
    lines = caption(found, "Kirov.").split("\n")
    actors = {actor for chain in found for actor in chain.actors}
    steps = {
        step for chain in found for step in zip(chain.actors, chain.actors[1:], chain.ties["relation"], strict=False)
    }
    assert lines[:2] == ["Kirov.", f"{len(actors)} actors, {len(steps)} steps, 2 chains."]
    assert lines[2].startswith("What counts: view: all")
    assert "version" in lines[3]
    cited = {claim for chain in found for row in chain.ties["claims"] for claim in row}
    assert sum(int(line.split(": ")[-1].split(" claim")[0]) for line in lines[4:]) == len(cited)
    assert caption([]) == "0 actors, 0 steps, 0 chains."
