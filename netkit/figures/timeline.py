"""Cases and deaths over the years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from netkit.claims.timeline import Timeline
from netkit.dates import FIRST, LAST, parse_date
from netkit.dossier import Dossier
from netkit.figures.lettering import shorten, text_size
from netkit.figures.looks import draw_marker, outline
from netkit.figures.sheet import SMALLEST, Columns, Sheet, require
from netkit.figures.spans import Bounds, Scale, day_range, draw_bar, draw_years
from netkit.figures.style import INK, QUIET

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["draw_timeline"]

_ROW: Final = 9.2
_CLEAR: Final = 3.0
_CASE: Final = "#4a6fa5"
_DEATH: Final = "#c00022"
_DOT: Final = 1.7


def draw_timeline(
    dossier: Dossier,
    *,
    between: tuple[str, str] | None = None,
    ax: Axes | None = None,
    columns: Columns = 2,
    legend: bool = True,
    title: str | None = None,
) -> Axes:
    """
    Draw the cases as bars with the deaths of their victims, and below all deaths by year, one dot a person.

    A victim's death is drawn upon a case if it falls within it.

    Parameters
    ----------
    dossier : Dossier
        Whose cases and deaths are drawn. Deaths are those that a source states as certain.
    between : tuple of str, optional
        First and last date shown (EDTF); all years that are told of without it.
    ax : Axes, optional
        What to draw on; a new figure without it. If it is too small for text of 6 points, everything shrinks and the
        figure says so.
    columns : {1, 2}
        How many columns of a journal a new figure is wide.
    legend : bool, default: True
        Whether a legend stands below.
    title : str, optional
        Above the figure; none without it.

    Returns
    -------
    Axes
        Its unit is the point of the printed page.

    Raises
    ------
    ArgumentError
        If `between` runs backwards.
    DateError
        If a date cannot be read.
    """
    require(dossier, Dossier, "dossier", "a dossier, as `read_dossier` gives it")
    cases = dossier.cases
    dates: dict[str, Bounds] = {str(case): parse_date(text).bounds for case, text in cases["date"].items() if text}
    persons = set(dossier.actors.index[dossier.actors["kind"] == "person"])
    deaths = {who: span for who, span in Timeline(dossier.tables).deaths.items() if who in persons}
    known = {who: span for who, span in deaths.items() if span[0] > FIRST and span[1] < LAST}
    spans: list[Bounds] = [(first, first, after, after) for first, after in known.values()]
    first, after = day_range([*dates.values(), *spans], between)
    sheet = Sheet(ax, columns)
    width = sheet.room[0]
    scale = Scale(first, after, 4.0, width - 4)
    shown = sorted(
        (case for case, four in dates.items() if four[0] < after and four[3] > first),
        key=lambda case: (_middle(dates[case])[0], _middle(dates[case])[1], case),
    )
    piles = _piles(known, scale)
    pile = max((len(people) for people in piles.values()), default=0) * 2 * _DOT * 1.15 + (10.0 if piles else 0.0)
    victims = {case: [who.strip() for who in str(cases.at[case, "victim"]).split(";")] for case in shown}
    died = {
        case: [who for who in people if who in known and _within(known[who], dates[case], first, after)]
        for case, people in victims.items()
    }
    handles = _handles(bool(shown), any(died.values()), bool(piles)) if legend else []
    undated = len(cases) - len(dates)
    notes = [f"{undated} of {len(cases)} cases have no date and are not drawn."] if undated else []
    yearless = sum(_year(span) is None for span in deaths.values())
    notes += [_yearless(yearless)] if yearless else []
    left, bottom, _, top = sheet.open(
        width,
        max(len(shown) * _ROW + pile + 18, 30.0),
        lambda: handles,
        title=title,
        notes=len(notes) * (1 if width > 400 else 2),
    )
    if not shown and not piles:
        return sheet.empty("no case and no death is told")
    floor = bottom + 12
    draw_years(sheet, scale, floor, top)
    for row, case in enumerate(shown):
        y = top - (row + 0.5) * _ROW
        drawn = draw_bar(sheet, scale, dates[case], y, _CASE, thick=4.2, gid=f"case:{case}")
        ends = drawn or (scale.x(dates[case][0]),) * 2
        marks = [scale.x(sum(known[who]) / 2) for who in died[case]]
        for who, x in zip(died[case], marks, strict=True):
            draw_marker(sheet, outline(np.array([x, y]), 2.3, "diamond"), _DEATH, zorder=5, gid=f"victim:{case}:{who}")
        _title(
            sheet,
            str(cases.at[case, "title"]),
            min([ends[0], *marks]) - 4,
            max([ends[1], *marks]) + 4,
            y,
            left,
            scale,
            case,
        )
    if piles:
        sheet.text(left + 4, floor + pile - 2, "deaths by year", size=SMALLEST, color=QUIET, va="top", gid="deaths")
        for x, people in piles.items():
            for height, who in enumerate(people):
                centre = np.array([x, floor + 3 + _DOT + height * 2 * _DOT * 1.15])
                draw_marker(sheet, outline(centre, _DOT, "circle"), INK, zorder=4, gid=f"death:{who}")
    sheet.notes(*notes)
    return sheet.ax


def _middle(bounds: Bounds) -> tuple[float, float]:
    """When something began and ended, as far as can be told, to put cases in order."""
    known = [day for day in bounds if FIRST < day < LAST]
    if not known:
        return float(LAST), float(LAST)
    begin = [day for day in bounds[:2] if FIRST < day < LAST] or known
    return sum(begin) / len(begin), float(max(known))


def _within(death: tuple[int, int], case: Bounds, first: int, after: int) -> bool:
    """Whether a death belongs to a case: who outlived an attempt did not die of it."""
    return case[0] <= death[0] and death[1] <= case[3] and first <= death[0] < after


def _title(
    sheet: Sheet, text: str, before: float, behind: float, y: float, left: float, scale: Scale, case: str
) -> None:
    """Set a case's title behind its bar, before it where there is more room, shortened if it fits nowhere."""
    wide = text_size(text, SMALLEST)[0]
    after_bar = behind + wide <= scale.right + 2 - _CLEAR or scale.right - behind >= before - left
    # Type is a little wider at some resolutions than it was measured: it keeps clear of the edge.
    text = shorten(text, SMALLEST, (scale.right + 2 - behind if after_bar else before - left) - _CLEAR)
    x = behind if after_bar else before
    sheet.text(x, y, text, size=SMALLEST, ha="left" if after_bar else "right", gid=f"title:{case}", backed=0.85)


def _piles(known: dict[str, tuple[int, int]], scale: Scale) -> dict[float, list[str]]:
    """Sort deaths whose year is known by year: the place of the year's middle, and who died in it."""
    piles: dict[float, list[str]] = {}
    for who, span in sorted(known.items(), key=lambda item: (item[1], item[0])):
        year = _year(span)
        if year is not None and scale.first <= span[0] < scale.after:
            start = int(np.datetime64(year, "D").astype(int))
            piles.setdefault(scale.x(start + 182), []).append(who)
    return piles


def _year(span: tuple[int, int]) -> str | None:
    """Tell the year within which all days of a span lie."""
    years = {str(np.datetime64(day, "D"))[:4] for day in (span[0], span[1] - 1)}
    return years.pop() if len(years) == 1 else None


def _yearless(missing: int) -> str:
    return f"{missing} death{'s are' if missing > 1 else ' is'} told without a day or year that both bounds agree on."


def _handles(cases: bool, victims: bool, deaths: bool) -> list[Artist]:
    found: list[Artist] = []
    if cases:
        found.append(Patch(color=_CASE, label="case"))
        found.append(Patch(color=_CASE, alpha=0.3, linewidth=0, label="the paler, the less sure on that day"))
    if victims:
        mark = Line2D([], [], linestyle="none", marker="D", markersize=4, markerfacecolor=_DEATH, markeredgecolor=INK)
        mark.set_label("death of its victim")
        found.append(mark)
    if deaths:
        dot = Line2D(
            [], [], linestyle="none", marker="o", markersize=2 * _DOT, markerfacecolor=INK, markeredgecolor=INK
        )
        dot.set_label("a death")
        found.append(dot)
    return found
