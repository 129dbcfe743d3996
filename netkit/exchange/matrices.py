"""What the readers of Pajek's and UCINET's text share: lines with their numbers, matrices, and ids of labels."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Final

from netkit.errors import FileFormatError
from netkit.exchange.plain import Column
from netkit.exchange.streams import split_lines

__all__ = ["Lines", "numbered", "without_echoes"]

_LARGEST: Final = 10_000_000
_SEPARATOR: Final = re.compile(r"[\s,]+")


class Lines:
    """
    The lines of a file, one after the other.

    Parameters
    ----------
    file : Path
        For messages.
    text : str
        What is in it.
    """

    def __init__(self, file: Path, text: str) -> None:
        self.file = file
        self.line = 0
        self._lines = split_lines(text)
        while self._lines and not self._lines[-1].strip():
            self._lines.pop()

    def more(self) -> bool:
        """
        Tell whether there is another line.

        Returns
        -------
        bool
            Empty lines at the end of the file do not count.
        """
        return self.line < len(self._lines)

    def next(self) -> str:
        """
        Go on to the next line.

        Returns
        -------
        str
            It.

        Raises
        ------
        FileFormatError
            If the file has ended.
        """
        if not self.more():
            raise self.fault("the file ends too early")
        self.line += 1
        return self._lines[self.line - 1]

    def fault(self, told: str) -> FileFormatError:
        """
        Make an error that says where.

        Parameters
        ----------
        told : str
            What is wrong.

        Returns
        -------
        FileFormatError
            To be raised.
        """
        return FileFormatError(f"{self.file}, line {self.line}: {told}")

    def whole(self, token: str) -> int:
        """
        Read a whole number that is not negative.

        Parameters
        ----------
        token : str
            What stands there.

        Returns
        -------
        int
            Its value.

        Raises
        ------
        FileFormatError
            If it is something else.
        """
        if not (token.isascii() and token.isdecimal() and len(token) < 10):
            raise self.fault(f"{token!r} is no whole number")
        return int(token)

    def size(self, token: str) -> int:
        """
        Read how many there are.

        Parameters
        ----------
        token : str
            What stands there.

        Returns
        -------
        int
            A number that a file can mean: a line of text could ask for more memory than there is.

        Raises
        ------
        FileFormatError
            If it is something else, or too large.
        """
        if (size := self.whole(token)) > _LARGEST:
            raise self.fault(f"{size} is more than the {_LARGEST} actors that are read from such a file")
        return size

    def real(self, token: str) -> float:
        """
        Read a number.

        Parameters
        ----------
        token : str
            What stands there.

        Returns
        -------
        float
            Its value.

        Raises
        ------
        FileFormatError
            If it is something else.
        """
        try:
            return float(token)
        except ValueError:
            raise self.fault(f"{token!r} is no number") from None

    def numbers(self, count: int) -> list[float]:
        """
        Read numbers, on as many lines as they take.

        Parameters
        ----------
        count : int
            How many.

        Returns
        -------
        list of float
            They.

        Raises
        ------
        FileFormatError
            If the file ends before, or a line holds too many or something else.
        """
        found: list[float] = []
        while len(found) < count:
            found += [self.real(token) for token in _SEPARATOR.split(self.next().strip()) if token]
        if len(found) > count:
            raise self.fault(f"{len(found)} numbers where {count} are expected")
        return found


def without_echoes(cells: list[tuple[int, int, float]]) -> tuple[list[tuple[int, int, float]], bool]:
    """
    Find out whether a matrix means ties without direction.

    Parameters
    ----------
    cells : list of (row, column, value)
        All that are not 0.

    Returns
    -------
    cells : list of (row, column, value)
        Each pair once, as it comes first, if the matrix is symmetric; else all.
    directed : bool
        Whether it is not symmetric.
    """
    count = Counter(cells)
    if any(count[column, row, value] != times for (row, column, value), times in count.items()):
        return cells, True
    waiting: Counter[tuple[int, int, float]] = Counter()
    kept = []
    for row, column, value in cells:
        if row != column and waiting[column, row, value]:
            waiting[column, row, value] -= 1
        else:
            waiting[row, column, value] += 1
            kept.append((row, column, value))
    return kept, False


def numbered(labels: list[str]) -> tuple[list[str], list[Column]]:
    """
    Make ids of labels.

    Parameters
    ----------
    labels : list of str
        In the order of the actors.

    Returns
    -------
    ids : list of str
        The labels, if no two are the same; else numbers from 1.
    actors : list of Column
        The names, where they are not the ids.
    """
    if len(set(labels)) == len(labels):
        return labels, []
    return [str(place) for place in range(1, len(labels) + 1)], [Column("name", "text", [*labels])]
