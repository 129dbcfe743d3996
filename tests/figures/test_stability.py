"""draw_stability: how means settle, and how ranks fall."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from netkit.ensembles.making import ensemble
from netkit.ensembles.missing import robustness_to_error
from netkit.errors import ArgumentError
from netkit.figures.stability import draw_stability
from netkit.network.network import Network
from tests.figures.reading import legend, named, outside, overlaps, texts, words


def settling(draws: list[int], means: dict[str, list[float]]) -> pd.DataFrame:
    rows = [(d, actor, m[i], 1.0 / (i + 1)) for i, d in enumerate(draws) for actor, m in means.items()]
    return pd.DataFrame(rows, columns=["draws", "actor", "mean", "mc_error"])


def test_a_line_and_a_band_for_each_actor() -> None:
    """Bands are twice the error to either side, and narrow as it does."""
    frame = settling([64, 128, 200], {"b": [5.0, 6.0, 7.0], "a": [1.0, 1.0, 1.0]})
    ax = draw_stability(frame, {"a": "Ann", "b": "Ben"})
    assert legend(ax) == ["Ben", "Ann"]
    assert len(named(ax, "line:")) == len(named(ax, "band:")) == 2
    assert words(ax, "x label") == ["draws"]
    (line,), (band,) = named(ax, "line:b"), named(ax, "band:b")
    height = line.get_ydata()  # type: ignore[attr-defined] # a line
    unit = height[1] - height[0]
    corners = band.get_paths()[0].vertices  # type: ignore[attr-defined] # a collection
    widths = [np.ptp(corners[np.isclose(corners[:, 0], x), 1]) for x in line.get_xdata()]  # type: ignore[attr-defined] # a line
    assert widths == pytest.approx([4 * unit, 2 * unit, 4 / 3 * unit])
    looks = {(one.get_color(), one.get_linestyle(), one.get_marker()) for one in named(ax, "line:")}  # type: ignore[attr-defined] # lines
    assert all(len(set(kind)) == 2 for kind in zip(*looks, strict=True))


def test_what_an_ensemble_and_the_error_model_give_is_drawn(working: Network) -> None:
    """On Axes of one's own; numbers and labels do not cover one another."""
    _, given = plt.subplots(figsize=(5, 3))
    ax = draw_stability(ensemble(working, draws=200, rng=1).convergence("degree"), working, ax=given)
    assert ax is given
    assert working.actors["name"].isin(legend(ax)).sum() == 5
    fall = robustness_to_error(working, "degree", error="missing actors", share=[0.1, 0.2, 0.4], draws=10, rng=1)
    ax = draw_stability(fall, title="1937")
    assert legend(ax)[0] == "the first is still first"
    assert words(ax, "x label") == ["missing actors"]
    assert overlaps(texts(ax, "tick")) == outside(ax, texts(ax, "")) == []
    assert named(ax, "band:") == []


def test_what_cannot_be_drawn_is_refused() -> None:
    """Another table, too many lines; no value at all is told."""
    with pytest.raises(ArgumentError, match="neither"):
        draw_stability(pd.DataFrame({"mean": [1.0]}))
    with pytest.raises(ArgumentError, match="7 lines"):
        draw_stability(settling([64], {name: [1.0] for name in "abcdefg"}))
    assert len(texts(draw_stability(settling([64], {"a": [np.nan]})), "empty")) == 1
