"""Which dates a report looks at."""

from __future__ import annotations

from netkit.claims.timeline import Timeline
from netkit.dates import FIRST, LAST, format_day, window
from netkit.dossier import Dossier

__all__ = ["report_dates"]


def report_dates(dossier: Dossier) -> list[str]:
    """
    Choose the dates at which a report shows the network.

    Parameters
    ----------
    dossier : Dossier
        Its package may name them itself, as a list of dates under ``dates``; else they are the eves of the last days
        of the three cases with the most claims.

    Returns
    -------
    list of str
        Days or other dates, in the order of time.

    Raises
    ------
    DateError
        If the package names something that is no date.
    """
    named = dossier.tables.raw.package.get("dates")
    if isinstance(named, list) and named:
        return sorted((str(date) for date in named), key=window)
    windows = Timeline(dossier.tables).case_windows
    counts = dossier.tables.claims["case"].value_counts()
    days = [
        windows[case][1] - 2 for case in counts.index if case and windows[case][0] > FIRST and windows[case][1] < LAST
    ]
    return [format_day(day) for day in sorted(dict.fromkeys(days[:3]))]
