"""draw_network, draw_ego and draw_small_multiples: every actor, every tie, a true legend, names that keep apart."""

from __future__ import annotations

from itertools import combinations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex, to_rgb

from netkit.dossier import Dossier
from netkit.errors import ArgumentError, UnknownNameError
from netkit.figures.ego import draw_ego
from netkit.figures.layout import actor_positions
from netkit.figures.multiples import draw_small_multiples
from netkit.figures.network import draw_network
from netkit.figures.style import _FAMILIES, SHAPES, family_look
from netkit.figures.ties import lines_of
from netkit.network.conversion import from_pandas
from netkit.network.network import Network
from tests.figures.reading import legend, named, outside, overlaps, texts, tied, words


def test_every_actor_and_every_line_is_drawn_once(working: Network) -> None:
    """Markers are actors; lines are pairs, directions and families."""
    ax = draw_network(working)
    assert len(named(ax, "actor:")) == working.n_actors
    assert len(named(ax, "tie:")) == len(lines_of(working, 0.5))
    assert named(ax, "head:") == []


def test_directed_lines_have_heads(scripts: Network) -> None:
    """Two commands of one pair are one line; the answer is another."""
    ax = draw_network(scripts)
    assert len(named(ax, "tie:")) == 7
    assert len(named(ax, "head:")) == 7


def test_names_keep_apart_and_on_the_page(working: Network) -> None:
    """Names that find no room are told of, not drawn over others."""
    for columns in (1, 2):
        ax = draw_network(working, columns=columns)
        found = texts(ax, "label:")
        assert overlaps(found) == []
        assert outside(ax, found) == []
        told = " ".join(words(ax, "note:"))
        missing = working.n_actors - len(found)
        assert (f"{missing} of {working.n_actors} actors are not labelled" in told) == (missing > 0)


def _places(ax: plt.Axes, prefix: str = "") -> dict[str, np.ndarray]:
    """Middle of each marker."""
    found = named(ax, f"{prefix}actor:")
    return {str(a.get_gid()).split("actor:")[1]: a.get_xy()[:-1].mean(axis=0) for a in found}  # type: ignore[attr-defined] # a polygon


def _rectangles(ax: plt.Axes, prefix: str = "") -> dict[str, np.ndarray]:
    """Left, bottom, right, top of each name, in points."""
    return {
        str(text.get_gid()).split("label:")[1]: text.get_window_extent().transformed(ax.transData.inverted()).extents
        for text in texts(ax, f"{prefix}label:")
    }


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("at", ["1934-11-30", "1937-09-22", "1940-08-20"])
def test_a_name_is_nearer_to_its_own_marker_than_to_any_other(dossier: Dossier, at: str, columns: int) -> None:
    """Farther off a leader tells whose it is, and runs through nobody else's name."""
    ax = draw_network(dossier.network(at=at), columns=columns)  # type: ignore[arg-type] # 1 or 2
    places, rectangles = _places(ax), _rectangles(ax)
    leaders = {str(line.get_gid()).split("label:")[1]: line for line in named(ax, "leader:")}
    for actor, box in rectangles.items():
        gaps = {who: np.hypot(*(np.clip(place, box[:2], box[2:]) - place)) for who, place in places.items()}
        near = min((gap, who) for who, gap in gaps.items() if who != actor)
        assert actor in leaders or gaps[actor] < near[0] + 1.5, (actor, near)
        if actor in leaders:
            on = np.linspace(*np.column_stack(leaders[actor].get_data()), 20)  # type: ignore[attr-defined] # a line
            for other, theirs in rectangles.items():
                if other != actor:
                    assert not ((on > theirs[:2]) & (on < theirs[2:])).all(axis=1).any(), (actor, other)


def test_names_are_the_preferred_ones(working: Network) -> None:
    """No id is shown."""
    assert set(words(draw_network(working), "label:")) <= set(working.actors["name"])


def test_arabic_and_cyrillic_names_stay_what_they_are(scripts: Network) -> None:
    """Letters are not reshaped, transliterated or reordered in the text itself."""
    ax = draw_network(scripts)
    assert set(words(ax, "label:")) == set(scripts.actors["name"])


def test_the_legend_says_what_is_drawn_and_nothing_else(scripts: Network) -> None:
    """First roles, then victims, then families, then doubt."""
    assert legend(draw_network(scripts)) == [
        "commander",
        "agent",
        "no role told",
        "victim: heavy outline",
        "command",
        "recruitment",
        "handling",
        "harm",
        "contact",
        "with gaps: derived or probability below 0.5",
    ]
    assert legend(draw_network(scripts, legend=False)) == []


def test_doubtful_lines_have_gaps(scripts: Network) -> None:
    """Improbable or derived, and nothing else."""
    ax = draw_network(scripts)
    lines = lines_of(scripts, 0.5)
    for artist, line in zip(named(ax, "tie:"), lines, strict=True):
        assert (artist.get_linestyle() not in ("-", "solid")) == bool(line.doubts)  # type: ignore[attr-defined] # a patch


def test_heads_end_at_the_border_of_their_marker(scripts: Network) -> None:
    """Neither below the marker nor short of it."""
    ax = draw_network(scripts)
    middles = {str(a.get_gid())[6:]: a.get_xy()[:-1].mean(axis=0) for a in named(ax, "actor:")}  # type: ignore[attr-defined] # a polygon
    for head, line in zip(named(ax, "head:"), [line for line in lines_of(scripts, 0.5) if line.arrow], strict=True):
        tip = head.get_xy()[0]  # type: ignore[attr-defined] # a polygon
        reach = np.hypot(*(tip - middles[scripts.index[line.stop]]))
        assert 3.6 * 0.7 < reach < 3.6 * 2.2


def test_colour_and_size_take_measures_series_and_functions(working: Network) -> None:
    """By name, as values, as a function: the same figure."""
    from netkit.measures.centrality import degree

    values = degree(working)
    sizes = []
    for size in ("degree", values, degree):
        ax = draw_network(working, size=size, color="side", labels=False)
        sizes.append([np.ptp(actor.get_xy()[:, 0]) for actor in named(ax, "actor:")])  # type: ignore[attr-defined] # a polygon
    assert np.allclose(sizes[0], sizes[1])
    assert np.allclose(sizes[0], sizes[2])
    numeric = draw_network(working, color="degree", labels=False)
    assert sum(entry.startswith("degree ") for entry in legend(numeric)) == 3


def test_where_colour_is_a_measure_roles_of_one_shape_share_an_entry(working: Network) -> None:
    """No two entries of the legend look alike."""
    ax = draw_network(working, color="degree")
    assert "agent, no role told" in legend(ax)
    handles = [handle for handle in ax.get_legend().legend_handles if handle.get_marker() != "None"]  # type: ignore[union-attr] # lines
    looks = [
        (h.get_marker().vertices.tobytes(), h.get_markerfacecolor(), h.get_markeredgewidth(), h.get_markersize())
        for h in handles
    ]
    assert len(set(looks)) == len(looks) > 3


def test_missing_values_are_drawn_and_told() -> None:
    """An actor without a value is white, and the legend says why."""
    net = tied([("a", "b"), ("b", "c")])
    ax = draw_network(
        net, color=pd.Series({"a": 1.0, "b": 2.0}, name="rank"), size=pd.Series({"a": 4.0}, name="weight")
    )
    assert "rank not defined" in legend(ax)
    assert len(named(ax, "actor:")) == 3


@pytest.mark.parametrize("value", ["no_such_measure", pd.Series({"zz": 1.0}), 7, np.ones(2), "krackhardt"])
def test_values_that_lead_nowhere_are_refused(value: object) -> None:
    """Before anything is drawn that would be wrong."""
    net = tied([("a", "b"), ("b", "c")])
    with pytest.raises(ArgumentError):
        draw_network(net, size=(lambda _: value) if isinstance(value, np.ndarray) else value)  # type: ignore[arg-type] # wrong on purpose


def test_labels_may_be_few_named_or_none(working: Network) -> None:
    """A number, names in any spelling, or no names; the note counts."""
    assert len(texts(draw_network(working, labels=5), "label:")) == 5
    ax = draw_network(working, labels=["Шпигельглас"])
    assert words(ax, "label:") == ["Sergei Spiegelglas"]
    assert words(ax, "note:") == [f"1 of {working.n_actors} actors are labelled."]
    assert texts(draw_network(working, labels=False), "label:") == []
    with pytest.raises(UnknownNameError):
        draw_network(working, labels=["Nobody Whatever Qqq"])


def test_empty_and_single_networks_are_drawn() -> None:
    """With a note rather than an error."""
    empty = from_pandas(pd.DataFrame({"subject": [], "object": []}, dtype="str"))
    assert len(texts(draw_network(empty), "empty")) == 1
    one = from_pandas(
        pd.DataFrame({"subject": [], "object": []}, dtype="str"), actors=pd.DataFrame({"id": ["x"], "name": ["X"]})
    )
    ax = draw_network(one)
    assert words(ax, "label:") == ["X"]
    assert len(named(ax, "actor:")) == 1


def test_the_same_network_has_the_same_places(working: Network) -> None:
    """And places that were given are kept."""
    first, second = actor_positions(working), actor_positions(working)
    pd.testing.assert_frame_equal(first, second)
    assert first.to_numpy().min() == 0
    assert first.to_numpy().max() == 1
    ax = draw_network(working, positions=first)
    assert len(named(ax, "actor:")) == working.n_actors
    with pytest.raises(ArgumentError, match="has no place"):
        draw_network(working, positions=first.iloc[1:])


def test_a_given_axes_is_drawn_on_and_returned(scripts: Network) -> None:
    """Without a figure of its own, and without changing the figure's size."""
    figure, axes = plt.subplots(1, 2, figsize=(7, 3))
    before = len(plt.get_fignums())
    assert draw_network(scripts, ax=axes[0]) is axes[0]
    assert len(plt.get_fignums()) == before
    assert tuple(figure.get_size_inches()) == (7, 3)


def test_no_title_unless_asked_for(scripts: Network) -> None:
    """Papers have captions."""
    assert texts(draw_network(scripts), "title") == []
    assert words(draw_network(scripts, title="Трое"), "title") == ["Трое"]
    with pytest.raises(ArgumentError, match="1 or 2 columns"):
        draw_network(scripts, columns=3)  # type: ignore[arg-type] # wrong on purpose


def test_shapes_have_the_area_of_the_circle() -> None:
    """So that area can mean something whatever the shape."""
    for name, corners in SHAPES.items():
        x, y = corners.T
        area = abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2
        assert area == pytest.approx(np.pi, rel=0.12), name


def test_the_ego_stands_in_the_middle_of_his_contacts(working: Network) -> None:
    """All contacts, one ring a step."""
    ax = draw_ego(working, "Yezhov")
    ties = working.ties
    ends = ties[(ties["subject"] == "nikolai-yezhov") | (ties["object"] == "nikolai-yezhov")]
    contacts = set(ends["subject"]) | set(ends["object"])
    assert {str(artist.get_gid())[6:] for artist in named(ax, "actor:")} == contacts
    assert len(named(ax, "ring:")) == 1
    assert len(named(draw_ego(working, "Slutsky", radius=2), "ring:")) == 2
    with pytest.raises(ArgumentError, match="radius"):
        draw_ego(working, "Yezhov", radius=3)


def test_panels_share_the_places_of_their_actors(dossier: Dossier) -> None:
    """Who is absent is a pale dot where he stands elsewhere."""
    dates = ["1934-11-30", "1937-09-22", "1940-08-20"]
    ax = draw_small_multiples(dossier, dates=dates)
    assert words(ax, "panel:") == dates
    nets = [dossier.network(at=date) for date in dates]
    everybody = set().union(*(net.index for net in nets))
    for number, net in enumerate(nets):
        assert len(named(ax, f"{number}:actor:")) == net.n_actors
        assert len(named(ax, f"{number}:absent:")) == len(everybody) - net.n_actors
        assert overlaps(texts(ax, f"{number}:label:")) == []
    shared = set(nets[0].index) & set(nets[1].index)
    first = {a.get_gid(): a.get_xy().mean(axis=0) for n in (0, 1) for a in named(ax, f"{n}:actor:")}  # type: ignore[attr-defined] # polygons
    steps = {tuple((first[f"1:actor:{who}"] - first[f"0:actor:{who}"]).round(6)[1:]) for who in shared if True}
    assert len(steps) <= 2 * len(SHAPES)


def test_panels_by_family_and_by_heading(working: Network) -> None:
    """One network falls apart by families; networks may bring their headings."""
    ax = draw_small_multiples(working)
    assert set(words(ax, "panel:")) == set(working.ties["family"])
    assert words(draw_small_multiples([working, working]), "panel:") == ["1937-09-22", "1937-09-22 (2)"]
    assert len(texts(draw_small_multiples({}), "empty")) == 1


def test_panels_stand_on_one_page(working: Network) -> None:
    """However many rows there are; and the note gives no reason that is not one."""
    ax = draw_small_multiples(working, labels=2)
    assert ax.figure.get_figheight() * 72 < 700  # type: ignore[union-attr] # a figure of its own
    (note,) = words(ax, "note:")
    assert note.endswith("markers are without their names.")


def test_dates_go_with_a_dossier_alone(dossier: Dossier, working: Network) -> None:
    """And a dossier does not go without them."""
    with pytest.raises(ArgumentError, match="`dates` is missing"):
        draw_small_multiples(dossier)
    with pytest.raises(ArgumentError, match="goes with a dossier"):
        draw_small_multiples(working, dates=["1937"])


def test_roles_differ_in_greyscale_and_without_colour_vision(dossier: Dossier) -> None:
    """Two roles of one shape differ in lightness."""
    ax = draw_network(dossier.network(until="1940-12-31", view="all"), labels=False)
    shapes: dict[bytes, list[float]] = {}
    for handle in ax.get_legend().legend_handles:  # type: ignore[union-attr] # lines
        if handle.get_marker() != "None" and handle.get_markeredgewidth() < 1:
            shapes.setdefault(handle.get_marker().vertices.tobytes(), []).append(
                _lightness(handle.get_markerfacecolor())
            )
    assert sum(map(len, shapes.values())) >= 8
    for lights in shapes.values():
        assert len(lights) == 1 or np.diff(sorted(lights)).min() > 0.2


def test_families_differ_in_greyscale() -> None:
    """In pattern, in width or in lightness."""
    looks = {family: family_look(family) for family in _FAMILIES}
    for (one, a), (other, b) in combinations(looks.items(), 2):
        alike = (a.dotted, a.double) == (b.dotted, b.double) and abs(a.width - b.width) < 0.2
        assert not alike or abs(_lightness(a.color) - _lightness(b.color)) > 0.12, (one, other)


def _lightness(color: str) -> float:
    """Of CIELAB, between 0 and 1."""
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in to_rgb(color)
    )
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return (1.16 * y ** (1 / 3) - 0.16) if y > 0.008856 else 9.033 * y


def test_a_victim_shows_round_a_dark_marker(scripts: Network) -> None:
    """White between the heavy outline and the fill."""
    ax = draw_network(scripts)
    marks = {str(artist.get_gid())[6:]: artist for artist in named(ax, "actor:")}
    assert to_hex(marks["c"].get_facecolor()) == "#ffffff"  # type: ignore[attr-defined] # a polygon
    assert to_hex(marks["b"].get_facecolor()) != "#ffffff"  # type: ignore[attr-defined] # a polygon
    inner = [a for a in ax.patches if a.get_gid() is None and a.get_zorder() == pytest.approx(4.1)]
    assert [to_hex(artist.get_facecolor()) for artist in inner] == ["#f2b632"]
