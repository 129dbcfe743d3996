"""Who held which office when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from matplotlib.patches import Patch

from netkit.dates import FIRST, LAST
from netkit.dossier import Dossier
from netkit.figures.lettering import text_size, wrap
from netkit.figures.sheet import SMALLEST, Columns, Sheet, require
from netkit.figures.spans import Bounds, Scale, day_range, draw_bar, draw_years
from netkit.figures.style import INK
from netkit.network.columns import BOUNDS

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["draw_tenures"]

_LANE: Final = 12.5
_COLORS: Final = {"heads": "#1f3a5f", "deputy_heads": "#d08a00"}


def draw_tenures(
    dossier: Dossier,
    *,
    office: str | Iterable[str] | None = None,
    between: tuple[str, str] | None = None,
    deputies: bool = True,
    ax: Axes | None = None,
    columns: Columns = 2,
    doubtful: float = 0.5,
    legend: bool = True,
    title: str | None = None,
) -> Axes:
    """
    Draw who headed what when: one row an office, one bar a tenure.

    Bars fade over the days within which a tenure can have begun or ended, and over a year and a half where only one
    side of that is known.

    Parameters
    ----------
    dossier : Dossier
        Whose `tenures` are drawn.
    office : str or iterable of str, optional
        Organisations, under any known name. Without it all that at least two persons are told to have headed, or all
        if there is none; a note says how many are left out.
    between : tuple of str, optional
        First and last date shown (EDTF); all years that are told of without it.
    deputies : bool, default: True
        Whether deputies are shown.
    ax : Axes, optional
        What to draw on; a new figure without it. If it is too small for text of 6 points, everything shrinks and the
        figure says so.
    columns : {1, 2}
        How many columns of a journal a new figure is wide.
    doubtful : float, default: 0.5
        Tenures less probable than this are drawn with gaps.
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
    UnknownNameError, AmbiguousNameError
        If a name does not lead to one actor.
    ArgumentError
        If `between` runs backwards.
    DateError
        If a date cannot be read.
    """
    require(dossier, Dossier, "dossier", "a dossier, as `read_dossier` gives it")
    table = dossier.tenures()
    if office is not None:
        wanted = [dossier.resolve(name) for name in ([office] if isinstance(office, str) else office)]
        table = table[table["organisation"].isin(wanted)]
        table = table.sort_values("organisation", key=lambda ids: ids.map(wanted.index), kind="stable")
    if not deputies:
        table = table[table["relation"] == "heads"]
    table, left_out = _succeeded(table) if office is None else (table, 0)
    days = [_days(row) for row in table[BOUNDS].to_numpy()]
    first, after = day_range(days, between)
    shown = [place for place, four in enumerate(days) if four[0] < after and four[3] > first]
    undated = [place for place in shown if all(day in (FIRST, LAST) for day in days[place])]
    shown = [place for place in shown if place not in undated]
    sheet = Sheet(ax, columns)
    names = dossier.actors["name"]
    width = sheet.room[0]
    margin = min(width * 0.24, 110.0)
    scale = Scale(first, after, margin + 6, width - 4)
    rows = _rows(table.iloc[shown], [days[place] for place in shown], names, scale)
    labels = {office: wrap(str(names.get(office, office)), sheet.name_size, margin) for office, _ in rows}
    needed = [max(len(lanes) * _LANE, text_size(labels[office], sheet.name_size)[1] + 2) + 5 for office, lanes in rows]
    height = sum(needed) + 14
    handles = _handles(table.iloc[shown], doubtful) if legend and rows else []
    notes = [_told_without_date(table.iloc[undated], names)] if undated else []
    notes += [f"{left_out} offices of which one holder is told are not shown."] if left_out else []
    left, bottom, _, top = sheet.open(
        width, max(height, 30.0), lambda: handles, title=title, notes=len(notes) * (1 if width > 400 else 2)
    )
    if not rows:
        return sheet.empty("no tenure is told")
    draw_years(sheet, scale, bottom + 12, top)
    for number, (organisation, lanes) in enumerate(rows):
        tall = needed[number]
        if number % 2 == 0:
            sheet.ax.fill_between([left, width], top - tall, top, color="#f3f4f6", linewidth=0, zorder=0, clip_on=False)
        sheet.text(left + 2, top - 3, labels[organisation], va="top", gid=f"office:{organisation}")
        for place, lane in enumerate(lanes):
            y = top - 2.5 - place * _LANE
            for item in lane:
                row = table.iloc[shown[item]]
                gid = f"tenure:{shown[item]}"
                color = _COLORS.get(str(row["relation"]), INK)
                gaps = float(row["probability"]) < doubtful
                drawn = draw_bar(sheet, scale, days[shown[item]], y - 9.5, color, thick=3.4, doubtful=gaps, gid=gid)
                if drawn is None:
                    continue
                told = str(names.get(row["actor"], row["actor"]))
                x = min(drawn[0], scale.right - text_size(told, SMALLEST)[0])
                sheet.text(x, y - 7.2, told, size=SMALLEST, va="bottom", gid=f"name:{shown[item]}", backed=0.85)
        top -= tall
    sheet.notes(*notes)
    return sheet.ax


def _succeeded(table: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Keep the offices that passed from one person to another; tell how many are left out."""
    holders = table.groupby("organisation")["actor"].nunique()
    several = holders.index[holders > 1]
    if len(several) == 0:
        return table, 0
    return table[table["organisation"].isin(several)], len(holders) - len(several)


def _days(row: Iterable[object]) -> Bounds:
    """Turn dates back into days; a missing one is no bound."""
    found = []
    for place, value in enumerate(row):
        if pd.isna(value):  # type: ignore[call-overload]  # one value, not an array
            found.append(FIRST if place in (0, 2) else LAST)
        else:
            found.append(int(np.datetime64(pd.Timestamp(str(value)), "D").astype(int)))
    return found[0], found[1], found[2], found[3]


def _rows(
    table: pd.DataFrame, days: list[Bounds], names: pd.Series[str], scale: Scale
) -> list[tuple[str, list[list[int]]]]:
    """Sort the tenures of each office into as few lanes as keep bars and names apart."""
    rows: dict[str, list[tuple[float, float, int]]] = {}
    for place, (organisation, actor) in enumerate(zip(table["organisation"], table["actor"], strict=True)):
        begin = days[place][0] if days[place][0] > FIRST else min(days[place][1], days[place][3]) - 500
        end = days[place][3] if days[place][3] < LAST else max(days[place][2], days[place][1]) + 500
        left = scale.x(begin)
        wide = text_size(str(names.get(actor, actor)), SMALLEST)[0]
        left = min(left, scale.right - wide)
        rows.setdefault(str(organisation), []).append((left, max(scale.x(end), left + wide) + 4, place))
    found = []
    for organisation, items in rows.items():
        lanes: list[list[int]] = []
        ends: list[float] = []
        for left, right, place in sorted(items):
            lane = next((number for number, end in enumerate(ends) if end <= left), len(ends))
            if lane == len(ends):
                lanes.append([])
                ends.append(0.0)
            lanes[lane].append(place)
            ends[lane] = right
        found.append((organisation, lanes))
    return found


def _handles(table: pd.DataFrame, doubtful: float) -> list[Artist]:
    words = {"heads": "head", "deputy_heads": "deputy"}
    there = set(table["relation"])
    found: list[Artist] = [Patch(color=color, label=words[name]) for name, color in _COLORS.items() if name in there]
    found.append(Patch(color=INK, alpha=0.3, linewidth=0, label="the paler, the less sure on that day"))
    if (table["probability"] < doubtful).any():
        found.append(
            Patch(
                facecolor="white",
                hatch="||||",
                edgecolor=INK,
                linewidth=0,
                label=f"with gaps: probability below {doubtful:g}",
            )
        )
    return found


def _told_without_date(table: pd.DataFrame, names: pd.Series[str]) -> str:
    told = [
        f"{names.get(a, a)} ({names.get(o, o)})" for a, o in zip(table["actor"], table["organisation"], strict=True)
    ]
    more = f" and {len(told) - 4} more" if len(told) > 4 else ""
    return f"Without a date, and not drawn: {', '.join(told[:4])}{more}."
