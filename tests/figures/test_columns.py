"""draw_command and draw_chains: boxes in columns, arrows that end at them, labels that can be read."""

from __future__ import annotations

import re
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from netkit.command.cases import case_chains
from netkit.command.chains import chains
from netkit.dossier import Dossier
from netkit.errors import ArgumentError
from netkit.figures.chains import draw_chains
from netkit.figures.command import draw_command
from netkit.figures.layers import layer_boxes
from netkit.figures.ties import lines_of
from netkit.network.conversion import from_pandas
from netkit.network.network import Network
from tests.figures.reading import legend, named, outside, overlaps, texts, tied, words


def boxes(ax: plt.Axes) -> dict[str, np.ndarray]:
    """Left, bottom, right, top of each box."""
    found = {}
    for artist in named(ax, "box:"):
        corners = artist.get_path().vertices  # type: ignore[attr-defined] # a patch
        found[str(artist.get_gid())[4:]] = np.concatenate([corners.min(axis=0), corners.max(axis=0)])
    return found


def test_every_actor_has_a_box_and_every_line_a_head(command: Network) -> None:
    """Nothing is left out, nothing is drawn twice."""
    ax = draw_command(command, layout="columns")
    assert set(boxes(ax)) == set(command.index)
    assert len(named(ax, "tie:")) == len(named(ax, "head:")) == len(lines_of(command, 0.5, oriented=True))
    assert words(ax, "label:") == command.actors["name"].tolist()


def test_boxes_and_their_names_keep_apart(command: Network) -> None:
    """Every name stands within its own box, and no box covers another."""
    ax = draw_command(command, layout="columns")
    found = boxes(ax)
    places = np.array(list(found.values()))
    for number, box in enumerate(places):
        others = np.delete(places, number, axis=0)
        assert not ((others[:, :2] < box[2:] - 0.1) & (others[:, 2:] > box[:2] + 0.1)).all(axis=1).any()
    unit = 72 / 100
    for text in texts(ax, "label:"):
        own, box = text.get_window_extent(), found[str(text.get_gid())[6:]]
        assert own.x0 * unit > box[0]
        assert own.x1 * unit < box[2] + 0.5
    assert overlaps(texts(ax, "label:")) == []
    assert outside(ax, texts(ax, "label:")) == []


def test_arrows_end_at_the_side_of_the_box(command: Network) -> None:
    """Where orders arrive: at the left of whoever stands right of his superior."""
    ax = draw_command(command, layout="columns")
    found = boxes(ax)
    for head, line in zip(named(ax, "head:"), lines_of(command, 0.5, oriented=True), strict=True):
        x, y = head.get_xy()[0]  # type: ignore[attr-defined] # a polygon
        left, bottom, right, top = found[command.index[line.stop]]
        assert min(abs(x - left), abs(x - right)) < 0.01
        assert bottom < y < top


def test_no_line_runs_through_a_box_that_it_does_not_touch(command: Network) -> None:
    """Lines that skip columns have lanes of their own."""
    ax = draw_command(command, layout="columns")
    found = boxes(ax)
    for shaft, line in zip(named(ax, "tie:"), lines_of(command, 0.5, oriented=True), strict=True):
        path = shaft.get_path().interpolated(1)  # type: ignore[attr-defined] # a patch
        points = np.vstack([curve for curve, _ in path.iter_bezier() for curve in [curve(np.linspace(0, 1, 40))]])
        for actor, (left, bottom, right, top) in found.items():
            if actor not in (command.index[line.start], command.index[line.stop]):
                inside = (points > [left + 0.5, bottom + 0.5]) & (points < [right - 0.5, top - 0.5])
                assert not inside.all(axis=1).any()


def test_orders_run_from_an_organisation_to_its_members(dossier: Dossier) -> None:
    """A membership is told from member to organisation, and drawn the other way."""
    net = dossier.network(at="1937-09-22", view="command").select(relations=["member_of", "part_of"])
    for line, (_, tie) in zip(
        lines_of(net, 0.5, oriented=True), net.ties.drop_duplicates(["subject", "object"]).iterrows(), strict=False
    ):
        if line.ties == 1 and tie["relation"] == "member_of":
            assert net.index[line.start] == tie["object"]
            assert net.index[line.stop] == tie["subject"]
            break


def test_the_legend_of_columns_names_what_is_drawn(scripts: Network) -> None:
    """Kinds of boxes only where there are several."""
    entries = legend(draw_command(scripts))
    assert entries[:5] == ["commander", "agent", "victim: heavy outline", "person", "organisation"]
    assert entries[-1] == "with gaps: derived or probability below 0.5"
    assert "person" not in legend(draw_command(tied([("a", "b")])))


def test_each_box_stands_right_of_its_superiors() -> None:
    """The longest way decides; a circle is broken at its weakest tie."""
    layers = layer_boxes(np.full(5, 10.0), [(0, 1), (1, 2), (0, 2), (2, 3), (3, 1)], [], 4.0)
    assert layers.column.tolist()[:4] == [0, 1, 2, 3]
    assert layers.tree == {(0, 1), (1, 2), (2, 3)}
    assert set(layers.lanes) == {(0, 2), (1, 3)}


def test_boxes_of_a_column_keep_their_distance() -> None:
    """However many there are."""
    arcs = [(0, number) for number in range(1, 30)]
    layers = layer_boxes(np.full(30, 10.0), arcs, [], 4.0)
    heights = np.sort(layers.y[layers.column == 1])
    assert np.diff(heights).min() > 14 - 1e-6


def test_undirected_networks_are_refused(working: Network) -> None:
    """Nobody commands in them."""
    with pytest.raises(ArgumentError, match="has no direction"):
        draw_command(working)


def test_empty_and_single_hierarchies_are_drawn() -> None:
    """With a note rather than an error; a tie with oneself is drawn too."""
    none = pd.DataFrame({"subject": [], "object": []}, dtype="str")
    assert len(texts(draw_command(from_pandas(none)), "empty")) == 1
    one = draw_command(from_pandas(none, actors=pd.DataFrame({"id": ["x"]})))
    assert len(named(one, "box:")) == 1
    loop = draw_command(tied([("a", "a"), ("a", "b")]))
    assert len(named(loop, "tie:")) == 2


def test_a_small_axes_shrinks_everything_and_says_so(command: Network) -> None:
    """Legible or told that it is not."""
    _, ax = plt.subplots(figsize=(4, 3))
    assert draw_command(command, ax=ax) is ax
    assert "Text below 6 pt" in " ".join(words(ax, "note:"))
    assert overlaps(texts(ax, "label:")) == []


def test_columns_that_do_not_fit_become_a_list_that_says_why(command: Network) -> None:
    """Whoever asks for columns gets them, and is told how wide they are; what fits stays as it was."""
    ax = draw_command(command)
    assert len(named(ax, "trunk:")) > 0
    assert re.search(r"^A list, as columns would be 2\d\d mm wide\.", _note(ax))
    assert ax.figure.get_figwidth() * 25.4 < 183  # type: ignore[union-attr] # its own
    wide = draw_command(command, layout="columns")
    width = wide.figure.get_figwidth() * 25.4  # type: ignore[union-attr] # its own
    assert _note(wide) == f"{width:.0f} mm wide: wider than two columns of a journal."
    assert "than a page" not in _note(wide)
    assert _note(draw_command(tied([("a", "b")]), columns=1)) == _note(ax := draw_command(tied([("a", "b")]))) == ""
    assert set(boxes(ax)) == {"a", "b"}


def test_a_list_higher_than_a_page_says_so(command: Network) -> None:
    """In one column of a journal; in two it fits."""
    assert re.search(r"About 4\d cm high: more than a page\.$", _note(draw_command(command, columns=1)))
    assert "more than a page" not in _note(draw_command(command, columns=2))


def test_columns_are_set_tighter_before_they_are_given_up(dossier: Dossier) -> None:
    """The command of 1940 fits two columns of a journal in type of 6 points."""
    ax = draw_command(dossier.network(at="1940-08-20", view="command"))
    assert {text.get_fontsize() for text in texts(ax, "label:")} == {6.0}
    assert len(named(ax, "box:")) > 80
    assert ax.figure.get_figwidth() * 25.4 < 183  # type: ignore[union-attr] # its own
    assert _note(ax) == ""


def _note(ax: plt.Axes) -> str:
    return " ".join(words(ax, "note:")[::-1])


@pytest.mark.parametrize("case", ["kirov-assassination", "trotsky-assassination", "miller-kidnapping"])
@pytest.mark.parametrize("k", [3, 10])
def test_chains_fit_one_column_of_a_journal(dossier: Dossier, case: str, k: int) -> None:
    """Where they are too long for it they run from top to bottom, with nothing smaller or on top of one another."""
    found = case_chains(dossier, case, k=k)
    ax = draw_chains(found, columns=1)
    assert ax.figure.get_figwidth() * 72 == pytest.approx(252)  # type: ignore[union-attr] # its own
    assert min(text.get_fontsize() for text in ax.texts) >= 6
    labels = [*texts(ax, "relation:"), *texts(ax, "label:")]
    assert overlaps(labels) == []
    assert outside(ax, ax.texts) == []
    middle = {actor: (box[1] + box[3]) / 2 for actor, box in boxes(ax).items()}
    best = found[0].actors
    assert all(middle[above] > middle[below] for above, below in pairwise(best))
    assert set(words(ax, "label:")) == {found[0].net.all_actors.at[actor, "name"] for actor in middle}
    for head in named(ax, "head:"):
        x, y = head.get_xy()[0]  # type: ignore[attr-defined] # a polygon
        assert any(left <= x <= right and abs(y - top) < 0.01 for left, _, right, top in boxes(ax).values())


def test_short_chains_stay_from_left_to_right(dossier: Dossier) -> None:
    """Two boxes and an arrow have room in one column."""
    found = case_chains(dossier, "menzhinsky-poisoning", k=1)
    placed = boxes(draw_chains(found, columns=1))
    first, last = (placed[actor] for actor in found[0].actors)
    assert first[2] < last[0]
    assert first[1] == pytest.approx(last[1])


def test_names_in_any_script_and_of_any_length_fit_one_column() -> None:
    """Long names are broken into lines."""
    long = "Народный комиссариат внутренних дел Союза Советских Социалистических Республик, Иностранный отдел"
    names = ["ليون تروتسكي رئيس مجلس الثورة العسكري", long, "Zborowski", "رامون مركادير", "Сталин", "Шпигельглас"]
    ids = list("abcdef")
    ties = pd.DataFrame(list(pairwise(ids)), columns=["subject", "object"])
    net = from_pandas(ties, actors=pd.DataFrame({"id": ids, "name": names}))
    ax = draw_chains(chains(net, "a", "f"), net, columns=1)
    assert ax.figure.get_figwidth() * 72 == pytest.approx(252)  # type: ignore[union-attr] # its own
    assert words(ax, "label:") == names
    assert overlaps(texts(ax, "label:")) == []
    assert outside(ax, ax.texts) == []


@pytest.mark.parametrize("victim", ["sergei-kirov", "yevgeny-miller", "leon-trotsky"])
def test_chains_are_merged_by_their_actors(dossier: Dossier, victim: str) -> None:
    """Each actor once, each step once, every step with its relation."""
    net = dossier.network()
    found = chains(net, "joseph-stalin", victim, k=6)
    ax = draw_chains(found, net)
    actors = {actor for chain in found for actor in chain.actors}
    steps = {
        (start, stop, row["relation"])
        for chain in found
        for start, stop, (_, row) in zip(chain.actors, chain.actors[1:], chain.ties.iterrows(), strict=False)
    }
    assert set(boxes(ax)) == actors
    assert len(named(ax, "step:")) == len(texts(ax, "relation:")) == len(steps)
    assert set(words(ax, "label:")) == set(net.all_actors.loc[list(actors), "name"])
    assert overlaps([*texts(ax, "relation:"), *texts(ax, "label:")]) == []
    assert outside(ax, [*texts(ax, "relation:"), *texts(ax, "label:")]) == []
    assert "act" in legend(ax)


def test_inferred_and_derived_steps_have_gaps(dossier: Dossier) -> None:
    """And the legend says which of the two there are."""
    net = dossier.network()
    found = chains(net, "joseph-stalin", "sergei-kirov", k=6)
    rows = pd.concat([chain.ties for chain in found])
    ax = draw_chains(found, net)
    gaps = sum(artist.get_linestyle() not in ("-", "solid") for artist in named(ax, "step:"))  # type: ignore[attr-defined] # a patch
    doubtful = rows[rows["derived"] | rows["backward"]]
    assert (gaps > 0) == (len(doubtful) > 0)
    entry = [word for word in legend(ax) if word.startswith("with gaps")]
    assert ("derived" in "".join(entry)) == bool(rows["derived"].any())
    assert ("inferred" in "".join(entry)) == bool(rows["backward"].any())


def test_the_act_has_a_colour_of_its_own(dossier: Dossier) -> None:
    """The last step of a chain to a victim."""
    net = dossier.network()
    found = chains(net, "Spiegelglas", "yevgeny-miller", k=1)
    ax = draw_chains(found[0], net)
    colours = [artist.get_edgecolor()[:3] for artist in named(ax, "step:")]  # type: ignore[attr-defined] # a patch
    assert len(set(colours)) == len(colours) == 2


def test_an_attempt_is_not_drawn_as_a_deed(dossier: Dossier) -> None:
    """The raid on Trotsky's villa failed, and its arrow says so; the other steps are told as they were."""
    found = case_chains(dossier, "trotsky-villa-raid", k=1)
    told = words(draw_chains(found, dossier.network(statuses=("done", "attempted"))), "relation:")
    assert [word for word in told if "attempted" in word] == ["killed [attempted]"]


def test_chains_without_a_dossier_and_without_any_chain() -> None:
    """Ids where nobody knows a name; a note where there is no chain."""
    net = tied([("a", "b"), ("b", "c"), ("a", "c")])
    ax = draw_chains(chains(net, "a", "c"))
    assert sorted(words(ax, "label:")) == ["a", "b", "c"]
    assert texts(ax, "relation:") == []
    assert len(texts(draw_chains([]), "empty")) == 1
    other = tied([("x", "y")])
    with pytest.raises(ArgumentError, match="does not know"):
        draw_chains(chains(net, "a", "c"), other)
    with pytest.raises(ArgumentError, match="holds a str"):
        draw_chains(["a"])  # type: ignore[list-item] # wrong on purpose
