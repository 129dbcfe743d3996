"""What counts: the choices with which claims are made a network, written down once and carried along."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Literal

from netkit.dates import parse_duration, window
from netkit.errors import ArgumentError

__all__ = ["Holds", "Policy", "Selection", "View", "make_policy"]

View = Literal["working", "command", "all"]
Holds = Literal["possible", "certain"]


@dataclass(frozen=True)
class Selection:
    """
    A later narrowing of a network, by `Network.select`.

    Parameters
    ----------
    actors, kinds, families, relations : frozenset of str or None
        What is kept; None keeps everything.
    without : frozenset of str or None
        Actors who are taken out.
    """

    actors: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    families: frozenset[str] | None = None
    relations: frozenset[str] | None = None
    without: frozenset[str] | None = None


@dataclass(frozen=True)
class Policy:
    """
    What counts as a network's ties. None stands for "not asked": then the view decides, or nothing is left out.

    Parameters
    ----------
    view : {"working", "command", "all"}
        Which actors and relations.
    at, until : str or None
        The date on which, or until the end of which, ties are looked at (EDTF).
    between : tuple of two str, or None
        Both ends included.
    memory : str or None
        How far back moments count beside `at`, such as "2y".
    holds : {"possible", "certain"}
        Whether a tie counts that possibly held then, or only one that certainly did.
    circa : str
        By how much a date with ``~`` is widened at either end, such as "1y".
    case, families, relations, kinds, sources : frozenset of str or None
        What is kept.
    statuses : frozenset of str
        Which statuses of claims make ties.
    min_certainty : str or None
        The least word of certainty that counts.
    derive : bool
        Whether ties that follow from offices are added.
    isolates : bool
        Whether actors without a tie are kept.
    selections : tuple of Selection
        Later narrowings, in their order.
    """

    view: View = "working"
    at: str | None = None
    until: str | None = None
    between: tuple[str, str] | None = None
    memory: str | None = None
    holds: Holds = "possible"
    circa: str = "0d"
    case: frozenset[str] | None = None
    families: frozenset[str] | None = None
    relations: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    sources: frozenset[str] | None = None
    statuses: frozenset[str] = frozenset({"done"})
    min_certainty: str | None = None
    derive: bool = True
    isolates: bool = False
    selections: tuple[Selection, ...] = field(default=())

    def time_window(self) -> tuple[int, int] | None:
        """
        Return the stretch of days that is looked at.

        Returns
        -------
        tuple of int or None
            First day and first day after it; None if all time counts.
        """
        if self.at is not None:
            return window(self.at)
        if self.until is not None:
            return window(self.until)
        if self.between is not None:
            return window(self.between[0])[0], window(self.between[1])[1]
        return None

    def describe(self) -> dict[str, str]:
        """
        Return the choices that were made, as text, for captions and the attributes of results.

        Returns
        -------
        dict of str
            Name of the choice → its value; choices that nobody made are left out.
        """
        told = {}
        for item in fields(self):
            value = getattr(self, item.name)
            if value is None or item.name == "selections" or (item.name != "view" and value == item.default):
                continue
            told[item.name] = ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value)
        if self.between is not None:
            told["between"] = " and ".join(self.between)
        for number, selection in enumerate(self.selections, 1):
            parts = [
                f"{item.name}: {', '.join(sorted(kept)) if len(kept) <= 5 else f'{len(kept)} of them'}"
                for item in fields(selection)
                if (kept := getattr(selection, item.name)) is not None
            ]
            told[f"selection {number}"] = "; ".join(parts)
        return told


def make_policy(
    *,
    view: str = "working",
    at: str | None = None,
    until: str | None = None,
    between: tuple[str, str] | None = None,
    memory: str | None = None,
    holds: str = "possible",
    circa: str = "0d",
    case: str | Iterable[str] | None = None,
    families: str | Iterable[str] | None = None,
    relations: str | Iterable[str] | None = None,
    kinds: str | Iterable[str] | None = None,
    sources: str | Iterable[str] | None = None,
    statuses: str | Iterable[str] = ("done",),
    min_certainty: str | None = None,
    derive: bool = True,
    isolates: bool = False,
) -> Policy:
    """
    Check the choices of a user and write them down; see `Policy` for their meaning.

    Returns
    -------
    Policy
        With every list as a frozenset.

    Raises
    ------
    ArgumentError
        If two ways of giving a date are mixed or a word is unknown.
    DateError
        If a date cannot be read.
    """
    vocabulary = (("view", view, ("working", "command", "all")), ("holds", holds, ("possible", "certain")))
    for name, value, words in vocabulary:
        if value not in words:
            raise ArgumentError(f"`{name}` is {value!r}; it can be {', '.join(map(repr, words))}")
    given = [name for name, value in (("at", at), ("until", until), ("between", between)) if value is not None]
    if len(given) > 1:
        raise ArgumentError(f"`{given[0]}` and `{given[1]}` cannot be given together; choose one")
    if memory is not None and at is None:
        raise ArgumentError("`memory` needs `at`: it says how long before that date moments count")
    if between is not None and (isinstance(between, str) or len(between) != 2):
        raise ArgumentError(f"`between` is {between!r}; it takes two dates, such as ('1937-01', '1937-12')")
    for text in (memory, circa):
        if text is not None:
            parse_duration(text)
    policy = Policy(
        view=view,  # type: ignore[arg-type]  # checked above
        at=None if at is None else str(at),
        until=None if until is None else str(until),
        between=None if between is None else (str(between[0]), str(between[1])),
        memory=memory,
        holds=holds,  # type: ignore[arg-type]  # checked above
        circa=circa,
        case=_words(case),
        families=_words(families),
        relations=_words(relations),
        kinds=_words(kinds),
        sources=_words(sources),
        statuses=_words(statuses) or frozenset(),
        min_certainty=min_certainty,
        derive=derive,
        isolates=isolates,
    )
    span = policy.time_window()
    if span is not None and span[0] >= span[1]:
        raise ArgumentError(f"`between` runs backwards: {between!r}; give the earlier date first")
    return policy


def _words(value: str | Iterable[str] | None) -> frozenset[str] | None:
    if value is None:
        return None
    return frozenset({value}) if isinstance(value, str) else frozenset(value)
