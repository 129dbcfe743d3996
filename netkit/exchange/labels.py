"""For programs that know an actor by one label, and little else: who is called what, and what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from netkit.exchange.plain import Column, Plain
from netkit.network.columns import BOUNDS

__all__ = ["left_out", "number", "unique_labels"]


def unique_labels(net: Plain, clean: Callable[[str], str]) -> list[str]:
    """
    Call every actor by his name, and by his id too where two have the same.

    Parameters
    ----------
    net : Plain
        The network.
    clean : function
        Takes away what the program cannot read.

    Returns
    -------
    list of str
        In the order of the actors; no two are the same in any case of letters.
    """
    labels = [clean(name) for name in net.names()]
    count = Counter(label.casefold() for label in labels)
    unique: dict[str, str] = {}
    for label, actor in zip(labels, net.ids, strict=True):
        called = label if count[label.casefold()] == 1 and label.strip() else clean(f"{label} ({actor})")
        told, another = called, 2
        while told.casefold() in unique:
            told, another = f"{called} {another}", another + 1
        unique[told.casefold()] = told
    return list(unique.values())


def left_out(net: Plain, labels: list[str], kept: tuple[str, ...]) -> list[str]:
    """
    Tell what a file with labels and one number a tie does not hold.

    Parameters
    ----------
    net : Plain
        The network.
    labels : list of str
        What the actors are called in the file.
    kept : tuple of str
        Columns of the ties that the file has a place for.

    Returns
    -------
    list of str
        Columns that say something, of actors and of ties.
    """
    actors = ["id"] if labels != net.ids else []
    actors += ["some letters of the names"] if any(a not in b for a, b in zip(net.names(), labels, strict=True)) else []
    actors += [column.name for column in net.actors if column.name != "name" and _says_something(column)]
    hidden = ("directed", "probability", "certainty", "weight", *BOUNDS, *kept)
    ties = [column.name for column in net.ties if column.name not in hidden and _says_something(column)]
    timed = any(cell is not None for column in net.ties if column.name in BOUNDS for cell in column.cells)
    ties += ["times"] if timed else []
    weights, chances = net.weights(), net.tie("probability")
    ties += ["probability"] if weights != chances and set(chances) != {1.0} else []
    ties += ["certainty"] if net.tie("certainty") != chances else []
    told = (("actors", actors), ("ties", ties))
    return [f"of the {table}: {', '.join(names)}" for table, names in told if names]


def _says_something(column: Column) -> bool:
    """Tell whether a column holds more than what a network that nobody described has."""
    usual = {"kind": "person", "relation": "tie"}.get(column.name)
    return any(cell not in (None, "", False, [], usual) for cell in column.cells)


def number(value: float) -> str:
    """
    Write a number as short as it is exact.

    Parameters
    ----------
    value : float
        Finite.

    Returns
    -------
    str
        Such as ``1`` or ``0.25``.
    """
    return repr(value).removesuffix(".0")
