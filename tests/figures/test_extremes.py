"""Input at the edge of what there is: every figure works, says what it lacks, or refuses in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes

from netkit.command.chains import chains
from netkit.dossier import Dossier
from netkit.errors import ArgumentError
from netkit.figures.chains import draw_chains
from netkit.figures.command import draw_command
from netkit.figures.ego import draw_ego
from netkit.figures.intervals import draw_intervals
from netkit.figures.matrix import draw_matrix
from netkit.figures.multiples import draw_small_multiples
from netkit.figures.network import draw_network
from netkit.figures.style import _FAMILIES
from netkit.figures.tenures import draw_tenures
from netkit.figures.timeline import draw_timeline
from netkit.network.conversion import from_pandas
from netkit.network.network import Network
from tests.figures.reading import legend, named, outside, overlaps, texts, tied, words

HOSTILE = [
    "Very Long Name With Many Words That Goes On And On As In Some Offices of a People's Commissariat of the Union",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "ليون تروتسكي رئيس مجلس الثورة العسكري",
    "$x^2$ <b>& \u202eevil\u202c",
    "Шпигельглас",
]
DRAWN: dict[str, Callable[..., Axes]] = {
    "network": draw_network,
    "columns": lambda net, **more: draw_command(net, layout="columns", **more),
    "command": draw_command,
    "indented": lambda net, **more: draw_command(net, layout="indented", **more),
    "ego": lambda net, **more: draw_ego(net, net.index[0], **more),
    "matrix": draw_matrix,
    "panels": draw_small_multiples,
    "chains": lambda net, **more: draw_chains(chains(net, net.index[0], net.index[-1]), net, **more),
}


def _hostile() -> Network:
    ids = [f"a{number}" for number in range(len(HOSTILE))]
    ties = pd.DataFrame(list(pairwise(ids)), columns=["subject", "object"])
    return from_pandas(ties, actors=pd.DataFrame({"id": ids, "name": HOSTILE}))


def _parallel() -> Network:
    rows = [("a", "b", family) for family in list(_FAMILIES)[:8]]
    return from_pandas(pd.DataFrame(rows, columns=["subject", "object", "family"]))


def _deep() -> Network:
    return tied([(f"{number:03d}", f"{number + 1:03d}") for number in range(120)])


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("draw", DRAWN)
@pytest.mark.parametrize(
    "net", [_hostile, _parallel, lambda: tied([("a", "a"), ("a", "b")])], ids=["hostile", "parallel", "loop"]
)
def test_nothing_is_cut_off_or_covered(net: Callable[[], Network], draw: str, columns: int) -> None:
    """Long names, markup, scripts from right to left, eight ties of one pair, a tie with oneself."""
    ax = DRAWN[draw](net(), columns=columns)
    assert overlaps([*texts(ax, "label:"), *texts(ax, "relation:")]) == []
    assert outside(ax, ax.texts) == []
    told = " ".join(words(ax, "note:"))
    width, height = ax.figure.get_size_inches() * 25.4  # type: ignore[union-attr] # its own
    assert width < {1: 90, 2: 184}[columns] or "wider than" in told
    assert height < 247 or "more than a page" in told
    assert min(text.get_fontsize() for text in ax.texts) >= 6


@pytest.mark.parametrize("draw", ["network", "columns", "ego"])
def test_parallel_ties_keep_apart(draw: str) -> None:
    """Eight families of one pair are eight lines."""
    ax = DRAWN[draw](_parallel())
    shafts = [np.vstack([c(np.linspace(0, 1, 20)) for c, _ in a.get_path().iter_bezier()]) for a in named(ax, "tie:")]  # type: ignore[attr-defined] # patches
    assert len(shafts) == 8
    middles = np.array([(shaft.min(axis=0) + shaft.max(axis=0)) / 2 for shaft in shafts])
    apart = np.hypot(*(middles[:, None] - middles[None]).transpose(2, 0, 1))
    assert apart[~np.eye(8, dtype=bool)].min() > 2.5


def test_a_deep_hierarchy_is_indented_in_smaller_steps() -> None:
    """A hundred and twenty below one another stay within one column of a journal."""
    ax = draw_command(_deep(), layout="indented", columns=1)
    assert outside(ax, ax.texts) == []
    left = [text.get_position()[0] for text in texts(ax, "label:")]
    assert sorted(left) == left
    assert len(set(left)) == 121


def test_a_foot_without_notes_takes_no_room(scripts: Network) -> None:
    """The legend ends where the figure ends."""
    for columns in (1, 2):
        ax = draw_network(scripts, columns=columns)
        assert words(ax, "note:") == []
        foot = ax.get_legend().get_window_extent().y0 - ax.get_window_extent().y0  # type: ignore[union-attr] # it has one
        assert -1 < foot < 4


def test_sizes_that_are_missing_or_below_zero_are_told() -> None:
    """An area cannot be negative; who has no value is drawn small, and the legend says so."""
    net = tied([("a", "b"), ("b", "c")])
    with pytest.raises(ArgumentError, match="'value' is negative for some actors"):
        draw_network(net, size=pd.Series([-1.0, 0.0, 2.0], index=list("abc")))
    some = draw_network(net, size=pd.Series([np.nan, 1.0, 2.0], index=list("abc"), name="rank"))
    assert legend(some)[:4] == ["rank 0.2", "rank 1", "rank 2", "rank not defined: smallest"]
    none = draw_network(net, size=pd.Series(np.nan, index=list("abc"), name="rank"))
    assert legend(none) == ["rank not defined: smallest", "tie"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (lambda dossier, _: draw_network(dossier), "`net` is a Dossier; give a network"),
        (lambda dossier, _: draw_command(dossier), "`net` is a Dossier; give a network"),
        (lambda dossier, _: draw_ego(dossier, "Stalin"), "`net` is a Dossier; give a network"),
        (lambda dossier, _: draw_matrix(dossier), "`net` is a Dossier; give a network"),
        (lambda dossier, _: draw_small_multiples([dossier]), "`nets` is a Dossier; give networks"),
        (lambda dossier, _: draw_small_multiples({"x": dossier}), "`nets` is a Dossier; give networks"),
        (lambda _, net: draw_timeline(net), "`dossier` is a Network; give a dossier"),
        (lambda _, net: draw_tenures(net), "`dossier` is a Network; give a dossier"),
        (lambda _, net: draw_network(net, ax="left"), "`ax` is a str; give the Axes"),
    ],
)
def test_the_wrong_kind_of_thing_is_refused(
    dossier: Dossier, working: Network, wrong: Callable[[Any, Any], Axes], told: str
) -> None:
    """With what to give instead."""
    with pytest.raises(ArgumentError, match=told):
        wrong(dossier, working)


def test_intervals_begin_and_end_where_they_do() -> None:
    """Bars have no caps beyond their ends; a name of any length leaves room for them; none at all is no choice."""
    frame = pd.DataFrame({"mean": [1.0], "low": [0.0], "high": [2.0]}, index=["x" * 200])
    ax = draw_intervals(frame)
    (bar,) = named(ax, "interval:")
    assert bar.get_solid_capstyle() == "butt"  # type: ignore[attr-defined] # a line
    assert words(ax, "name:")[0].endswith("…")
    assert ax.figure.get_figwidth() * 72 == pytest.approx(252)  # type: ignore[union-attr] # its own
    for top in (0, -1):
        with pytest.raises(ArgumentError, match="at least one"):
            draw_intervals(frame, top=top)


def test_the_timeline_says_only_what_it_shows(dossier: Dossier) -> None:
    """A year in which no victim of a case died has no entry for that."""
    assert "death of its victim" in legend(draw_timeline(dossier, between=("1934", "1940")))
    ax = draw_timeline(dossier, between=("1921", "1922"))
    assert named(ax, "victim:") == []
    assert "death of its victim" not in legend(ax)
    assert len(named(ax, "case:")) > 0


def test_an_axes_of_somebody_else_is_kept(scripts: Network) -> None:
    """Its figure keeps its size, whatever is drawn on it."""
    for draw in DRAWN.values():
        figure, ax = plt.subplots(figsize=(5, 4))
        net = tied([("a", "b"), ("b", "c")]) if draw is DRAWN["chains"] else scripts
        assert draw(net, ax=ax) is ax
        assert figure.get_size_inches().tolist() == [5, 4]


def test_the_size_of_an_axes_is_what_its_layout_makes_of_it(scripts: Network) -> None:
    """Type is as large as there is room for once a constrained layout has settled."""
    figure, axes = plt.subplots(1, 2, figsize=(8, 4.6), layout="constrained")
    for ax in axes:
        draw_ego(scripts, "b", ax=ax)
    before = axes[0].get_xlim()
    figure.draw_without_rendering()
    width = axes[0].get_window_extent().width * 72 / figure.dpi
    assert width > 250
    assert before[1] == pytest.approx(width, rel=0.08)
    assert "Text below" not in " ".join(words(axes[0], "note:"))
