"""draw_tenures and draw_timeline: when, and how surely."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pytest

from netkit.claims.timeline import Timeline
from netkit.dates import FIRST, LAST, day_number
from netkit.dossier import Dossier
from netkit.errors import ArgumentError, UnknownNameError
from netkit.figures.spans import FADE, day_range, likelihood
from netkit.figures.tenures import draw_tenures
from netkit.figures.timeline import draw_timeline
from tests.figures.reading import legend, named, outside, overlaps, texts, words


def test_likelihood_rises_and_falls_between_the_bounds() -> None:
    """Half way through an uncertain beginning it is one half."""
    days = np.array([0.0, 5.0, 10.0, 15.0, 25.0, 30.0])
    assert likelihood((0, 10, 20, 30), days).tolist() == [0, 0.5, 1, 1, 0.5, 0]
    assert likelihood((FIRST, 10, 20, LAST), np.array([10.0 - FADE, 10.0, 20.0, 20.0 + FADE])).tolist() == [0, 1, 1, 0]
    assert likelihood((FIRST, LAST, 20, 20), np.array([0.0, 20.0])).tolist() == [0.5, 0]


def test_whole_years_are_shown() -> None:
    """From the first day known to the last."""
    four = tuple(map(day_number, ("1936-09-26", "1936-09-26", "1938-11-25", "1938-11-26")))
    assert day_range([four], None) == (day_number("1936-01-01"), day_number("1939-01-01"))  # type: ignore[list-item] # four of them
    assert day_range([], ("1937", "1937")) == (day_number("1937-01-01"), day_number("1938-01-01"))
    with pytest.raises(ArgumentError, match="backwards"):
        day_range([], ("1938", "1937"))


def test_each_tenure_has_its_bar_and_its_name(dossier: Dossier) -> None:
    """In the row of its office."""
    ax = draw_tenures(dossier, office=["foreign-department", "nkvd"])
    table = dossier.tenures()
    table = table[table["organisation"].isin(["foreign-department", "nkvd"])]
    dated = table[table[["start_earliest", "start_latest", "end_earliest", "end_latest"]].notna().any(axis=1)]
    assert len(named(ax, "tenure:")) == len(texts(ax, "name:")) == len(dated)
    names = dossier.actors["name"]
    assert words(ax, "office:") == [names["foreign-department"], names["nkvd"]]
    assert set(words(ax, "name:")) == set(dated["actor"].map(names))
    assert overlaps(texts(ax, "name:")) == []
    assert outside(ax, [*texts(ax, "name:"), *texts(ax, "office:")]) == []


def test_deputies_can_be_left_out_and_the_legend_follows(dossier: Dossier) -> None:
    """What is not drawn is not explained."""
    assert "deputy" in legend(draw_tenures(dossier, office="foreign-department"))
    assert "deputy" not in legend(draw_tenures(dossier, office="foreign-department", deputies=False))


def test_offices_of_one_holder_are_counted_in_a_note(dossier: Dossier) -> None:
    """Unless somebody asks for them."""
    ax = draw_tenures(dossier)
    assert any(note.endswith("of which one holder is told are not shown.") for note in words(ax, "note:"))
    with pytest.raises(UnknownNameError):
        draw_tenures(dossier, office="No such office Qqq")
    assert len(texts(draw_tenures(dossier, office="joseph-stalin"), "empty")) == 1


def test_cases_and_deaths_stand_in_their_years(dossier: Dossier) -> None:
    """Every dated case, every death of which the year is known."""
    ax = draw_timeline(dossier)
    dated = dossier.cases.index[dossier.cases["date"] != ""]
    assert len(named(ax, "case:")) == len(texts(ax, "title:")) == len(dated)
    persons = set(dossier.actors.index[dossier.actors["kind"] == "person"])
    deaths = {who for who in Timeline(dossier.tables).deaths if who in persons}
    drawn = {str(artist.get_gid())[6:] for artist in named(ax, "death:")}
    assert drawn <= deaths
    assert "yevgeny-miller" in drawn
    assert overlaps(texts(ax, "title:")) == []
    assert outside(ax, texts(ax, "title:")) == []
    assert legend(ax) == ["case", "the paler, the less sure on that day", "death of its victim", "a death"]


@pytest.mark.parametrize("dpi", [100, 150, 300])
def test_titles_keep_clear_of_the_edge_of_the_page(dossier: Dossier, dpi: int) -> None:
    """Type is fitted to the dots, and wider at some resolutions than at others."""
    with mpl.rc_context({"figure.dpi": dpi}):
        ax = draw_timeline(dossier, between=("1934", "1940"), columns=1)
        assert outside(ax, texts(ax, "title:")) == []
        assert overlaps(texts(ax, "title:")) == []


def test_a_death_is_drawn_on_the_case_that_it_ended(dossier: Dossier) -> None:
    """Not on an attempt that the victim outlived."""
    drawn = {str(artist.get_gid()) for artist in named(draw_timeline(dossier), "victim:")}
    assert "victim:kirov-assassination:sergei-kirov" in drawn
    assert "victim:trotsky-villa-raid:leon-trotsky" not in drawn


def test_years_can_be_chosen(dossier: Dossier) -> None:
    """What lies beyond is not drawn."""
    ax = draw_timeline(dossier, between=("1937", "1938"))
    assert {text.get_text() for text in texts(ax, "year")} <= {"1937", "1938"}
    assert 0 < len(named(ax, "case:")) < len(dossier.cases)
