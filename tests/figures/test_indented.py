"""draw_command as an indented list: everybody once, every tie once, within the width of a journal's column."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from netkit.dossier import Dossier
from netkit.errors import ArgumentError
from netkit.figures.command import draw_command
from netkit.figures.ties import lines_of
from netkit.network.conversion import from_pandas
from netkit.network.network import Network
from tests.figures.reading import legend, named, outside, overlaps, texts, tied, words


@pytest.mark.parametrize("at", ["1934-11-30", "1937-09-22", "1940-08-20"])
@pytest.mark.parametrize("columns", [1, 2])
def test_a_whole_command_is_legible_within_the_page(dossier: Dossier, at: str, columns: int) -> None:
    """All actors and all ties, no text below 6 points, none over another or cut off."""
    net = dossier.network(at=at, view="command")
    ax = draw_command(net, layout="indented", columns=columns)  # type: ignore[arg-type] # 1 or 2
    assert [str(a.get_gid())[6:] for a in sorted(named(ax, "actor:"), key=lambda a: str(a.get_gid()))] == sorted(
        net.index
    )
    assert sorted(words(ax, "label:")) == sorted(net.actors["name"])
    drawn = sorted(int(str(artist.get_gid())[4:]) for artist in named(ax, "tie:"))
    assert drawn == list(range(len(lines_of(net, 0.5, oriented=True))))
    assert ax.figure.get_figwidth() * 72 == pytest.approx({1: 252, 2: 518}[columns])  # type: ignore[union-attr] # its own
    assert min(text.get_fontsize() for text in ax.texts) >= 6
    assert overlaps([*texts(ax, "label:"), *texts(ax, "also:"), *texts(ax, "again:")]) == []
    assert outside(ax, list(ax.texts)) == []


def test_two_columns_of_the_whole_command_fit_a_page(command: Network) -> None:
    """A page prints some 240 mm."""
    assert draw_command(command, layout="indented").figure.get_figheight() * 25.4 < 240  # type: ignore[union-attr] # its own


def test_everybody_stands_below_his_strongest_superior() -> None:
    """The others are named behind him; indentation tells the depth."""
    ties = pd.DataFrame(
        [("a", "b", 0.9), ("b", "d", 0.9), ("a", "c", 0.8), ("c", "d", 0.6), ("d", "a", 0.55)],
        columns=["subject", "object", "probability"],
    )
    ax = draw_command(from_pandas(ties), layout="indented", columns=1)
    found = sorted(texts(ax, "label:"), key=lambda text: -text.get_position()[1])
    assert [text.get_text() for text in found] == ["a", "b", "d", "c"]
    left = [text.get_position()[0] for text in found]
    assert left[0] < left[1] == left[3] < left[2]
    also = {text.get_position()[1]: text.get_text() for text in texts(ax, "also:")}
    assert [also[text.get_position()[1]] for text in (found[0], found[2])] == ["d", "c"]
    assert words(ax, "note:") == ["Each actor stands below his strongest superior; the others follow his name."]


def test_a_second_column_says_below_whom_it_goes_on() -> None:
    """One tree of many is broken in two."""
    ax = draw_command(tied([("head", f"man {number:02d}") for number in range(40)]), layout="indented")
    assert words(ax, "again:") == ["head (continued)"]
    assert len(texts(ax, "label:")) == 41
    heights = {round(text.get_position()[0]) for text in texts(ax, "label:man")}
    assert len(heights) == 2


def test_organisations_stand_on_grey_and_the_legend_says_so(scripts: Network) -> None:
    """In any script."""
    ax = draw_command(scripts, layout="indented")
    grey = [text.get_text() for text in texts(ax, "label:") if text.get_bbox_patch() is not None]
    assert grey == ["Сталин"]
    assert "on grey: organisation" in legend(ax)
    assert "with gaps: derived or probability below 0.5" in legend(ax)


def test_a_small_axes_and_a_wrong_layout_are_told_of(command: Network) -> None:
    """The first shrinks and says so, the second is refused."""
    _, ax = plt.subplots(figsize=(3, 3))
    draw_command(command, ax=ax, layout="indented")
    assert "Text below 6 pt" in " ".join(words(ax, "note:"))
    with pytest.raises(ArgumentError, match="columns, indented"):
        draw_command(command, layout="tree")  # type: ignore[arg-type] # wrong on purpose
    empty = from_pandas(pd.DataFrame({"subject": [], "object": []}, dtype="str"))
    assert len(texts(draw_command(empty, layout="indented"), "empty")) == 1
