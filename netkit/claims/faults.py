"""A fault in a dossier, told so that a person can find and mend it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Fault"]


@dataclass(frozen=True, order=True)
class Fault:
    """
    One fault.

    Parameters
    ----------
    file : str
        The file's name inside the dossier.
    row : int
        The line of the table as a spreadsheet counts it (the header is row 1); 0 if the whole file is meant.
    column : str
        The column; empty if the whole row is meant.
    value : str
        What stands there.
    remedy : str
        What is wrong with it and what to do.
    """

    file: str
    row: int
    column: str
    value: str
    remedy: str

    def __str__(self) -> str:
        place = self.file + (f", row {self.row}" if self.row else "") + (f", {self.column}" if self.column else "")
        return f"{place}: {self.value!r}: {self.remedy}" if self.value else f"{place}: {self.remedy}"
