"""When what the claims tell held: four bounds a claim, the days of deaths, the windows of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.claims.tables import Tables
from netkit.dates import FIRST, LAST, parse_date, parse_duration, shift

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Timeline", "narrowest"]


class Timeline:
    """
    The time of every claim, as its relation's `lasting` has it.

    Parameters
    ----------
    tables : Tables
        The dossier's tables.
    circa : str
        By how much dates with ``~`` are widened at either end.

    Attributes
    ----------
    bounds : ndarray of int, shape (claims, 4)
        Earliest and latest day of beginning, earliest and latest end (the first day after).
    dated : ndarray of bool, shape (claims,)
        Whether the source itself gives a date.
    ends_known : ndarray of bool, shape (claims, 2)
        Whether it says when the thing began and when it ended.
    """

    def __init__(self, tables: Tables, circa: str = "0d") -> None:
        self.tables = tables
        claims = tables.claims
        cases = {case: _four(text, circa) if text else None for case, text in tables.cases["date"].items()}
        self.case_windows = {case: (date[0], date[3]) if date else (FIRST, LAST) for case, date in cases.items()}
        over = {case: date[2] if date else FIRST for case, date in cases.items()}
        texts = {text: _four(text, circa) for text in claims["date"].unique() if text}
        self.dated = (claims["date"] != "").to_numpy()
        interval = claims["date"].isin([text for text in texts if parse_date(text).interval]).to_numpy()
        unknown = (FIRST, LAST, FIRST, LAST)
        date = np.array([texts.get(text, unknown) for text in claims["date"]], dtype=np.int64).reshape(-1, 4)
        windows = [(*self.case_windows.get(name, (FIRST, LAST)), over.get(name, FIRST)) for name in claims["case"]]
        case = np.array(windows, dtype=np.int64)
        lasting = claims["relation"].map(tables.relations["lasting"]).to_numpy()
        self.bounds = _fill_time(lasting, self.dated, interval, date, case.reshape(-1, 3))
        self.ends_known = np.stack([self.bounds[:, 0] > FIRST, interval & (self.bounds[:, 3] < LAST)], axis=1)
        self.deaths = self._deaths()
        self._end_by_death(lasting, seen=self.dated & ~interval & (lasting == "span"))

    def _deaths(self) -> dict[str, tuple[int, int]]:
        """For each person whose death is certain, the days on one of which it happened: [first, first after)."""
        claims = self.tables.claims
        told = (claims["status"] == "done") & (claims["certainty"] == "certain")
        windows: dict[str, set[tuple[int, int]]] = {}
        for relation, victim in (("kills", "object"), ("died", "subject")):
            rows = np.flatnonzero((told & (claims["relation"] == relation)).to_numpy())
            for person, (start, _, _, end) in zip(claims[victim].iloc[rows], self.bounds[rows], strict=True):
                # "By 1919" does not tell the day, but who was dead by then is dead afterwards.
                if end < LAST:
                    windows.setdefault(person, set()).add((int(start), int(end)))
        persons = set(self.tables.actors.index[self.tables.actors["kind"] == "person"])
        return {person: narrowest(found) for person, found in windows.items() if person in persons}

    def _end_by_death(self, lasting: NDArray[np.object_], seen: NDArray[np.bool_]) -> None:
        """End every lasting tie by a certain death of either end, and the time in which they can have met."""
        claims, bounds = self.tables.claims, self.bounds
        # One can be accused or honoured after one's death, but not met.
        met = (lasting != "moment") | claims["relation"].map(self.tables.relations["contact"]).to_numpy(dtype=bool)
        for column, mortal in (("subject", np.ones(len(claims), dtype=bool)), ("object", met)):
            days = [self.deaths.get(person, (FIRST, LAST)) for person in claims[column]]
            first, after = np.array(days, dtype=np.int64).reshape(-1, 2).T
            # Who was seen when he was dead stays as it is told.
            told_of_dead = seen & (bounds[:, 2] > after)
            cut = mortal & (after < LAST) & (bounds[:, 0] < after) & ~told_of_dead
            bounds[cut, 3] = np.minimum(bounds[cut, 3], after[cut])
            bounds[cut, 2] = np.minimum(bounds[cut, 2], np.maximum(first[cut], bounds[cut, 0]) + 1)
            bounds[cut, 1] = np.minimum(bounds[cut, 1], bounds[cut, 3] - 1)


def _fill_time(
    lasting: NDArray[np.object_],
    dated: NDArray[np.bool_],
    interval: NDArray[np.bool_],
    date: NDArray[np.int64],
    case: NDArray[np.int64],
) -> NDArray[np.int64]:
    bounds = date.copy()
    case_last, case_first_end = np.maximum(case[:, 1] - 1, case[:, 0]), np.minimum(case[:, 0] + 1, case[:, 1])
    no_case = case[:, 0] == FIRST
    case_last = np.where(no_case, LAST, case_last)
    case_first_end = np.where(no_case, FIRST, case_first_end)

    # A moment lies within its case, where its own date, if it has one, leaves that open.
    within = np.stack([case[:, 0], case_last, case_first_end, case[:, 1]], axis=1)
    both = np.stack([np.maximum(date[:, 0], within[:, 0]), np.minimum(date[:, 3], within[:, 3])], axis=1)
    moment = (lasting == "moment") & (both[:, 0] < both[:, 1])
    bounds[moment, 0] = both[moment, 0]
    bounds[moment, 3] = both[moment, 1]
    bounds[moment, 1] = np.clip(bounds[moment, 1], both[moment, 0], both[moment, 1] - 1)
    bounds[moment, 2] = np.clip(bounds[moment, 2], both[moment, 0] + 1, both[moment, 1])
    undated_moment = (lasting == "moment") & ~dated
    bounds[undated_moment] = within[undated_moment]

    sighting = np.isin(lasting, ["span", "onward", "errand"]) & ~interval
    # A sighting: begun by its last day, ended no earlier than its first.
    last = np.where(dated, date[:, 1], case_last)
    first_end = np.where(dated, np.minimum(date[:, 0] + 1, date[:, 2]), case_first_end)
    span = sighting & (lasting == "span")
    bounds[span] = np.stack([np.full_like(last, FIRST), last, first_end, np.full_like(last, LAST)], axis=1)[span]
    # Onward lasts until a death, which is cut off later; an errand until its case is over.
    onward = sighting & (lasting == "onward")
    begin = np.where(dated, date[:, 0], FIRST)
    bounds[onward] = np.stack([begin, last, np.full_like(last, LAST), np.full_like(last, LAST)], axis=1)[onward]
    open_onward = (lasting == "onward") & interval & (date[:, 3] == LAST)
    bounds[open_onward, 2] = LAST
    errand = sighting & (lasting == "errand")
    begin = np.where(dated, date[:, 0], case[:, 0])
    over = np.maximum(case[:, 1], last + 1)
    over = np.where(no_case, LAST, over)
    # Certainly it lasts until the earliest day on which the case can have been over.
    over_low = np.where(dated & ~no_case, np.clip(case[:, 2], first_end, over), first_end)
    bounds[errand] = np.stack([begin, last, over_low, over], axis=1)[errand]
    return bounds


def _four(text: str, circa: str) -> tuple[int, int, int, int]:
    date = parse_date(text)
    bounds = (date.start_low, date.start_high, date.end_low, date.end_high)
    if not date.approximate:
        return bounds
    duration = parse_duration(circa)
    earlier = [bound if bound in (FIRST, LAST) else shift(bound, duration, -1) for bound in bounds]
    later = [bound if bound in (FIRST, LAST) else shift(bound, duration, 1) for bound in bounds]
    return earlier[0], later[1], max(earlier[2], earlier[0] + 1), later[3]


def narrowest(windows: set[tuple[int, int]]) -> tuple[int, int]:
    """
    Join what several sources say of one day: what all allow; if they exclude each other, whatever one allows.

    Parameters
    ----------
    windows : set of tuple of int
        First day and first day after, of each.

    Returns
    -------
    tuple of int
        First day and first day after.
    """
    kept = [
        one
        for one in windows
        if not any(other != one and one[0] <= other[0] and other[1] <= one[1] for other in windows)
    ]
    low, high = max(start for start, _ in kept), min(end for _, end in kept)
    return (low, high) if low < high else (min(start for start, _ in kept), max(end for _, end in kept))
