"""What the readers of XML share: columns that the file declares first, and rows that come one by one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from netkit.errors import FileFormatError
from netkit.exchange.making import columns_of
from netkit.exchange.plain import Cell, Column, Kind, Plain, from_text

__all__ = ["Gathering", "Key", "own_kind"]

# The ids that netkit's own writers give to columns.
_OWN: Final = re.compile(r"(?:actor|tie)[0-9]+-(json|date)")


def own_kind(key: str, kind: Kind) -> Kind:
    """
    Tell what a column of text holds, if netkit wrote it.

    Parameters
    ----------
    key : str
        The column's id in the file.
    kind : str
        What the file says.

    Returns
    -------
    str
        "json" or "date" where the id says so.
    """
    if kind == "text" and (own := _OWN.fullmatch(key)):
        return "json" if own[1] == "json" else "date"
    return kind


class Key(NamedTuple):
    """
    A column that a file declares.

    Parameters
    ----------
    name : str
        Its name.
    kind : str
        What its cells are.
    default : str or None
        What stands where no cell is given.
    """

    name: str
    kind: Kind
    default: str | None


class Gathering:
    """
    The network as far as it is read.

    Parameters
    ----------
    file : Path
        For messages.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.keys: dict[str, dict[str, Key]] = {"node": {}, "edge": {}}
        self.extra: dict[str, dict[str, Kind | None]] = {"node": {}, "edge": {}}
        self.ids: list[str] = []
        self.ends: list[tuple[str, str]] = []
        self.rows: dict[str, list[dict[str, Cell]]] = {"node": [], "edge": []}
        self.directions: list[bool | None] = []

    def fault(self, line: int, told: str) -> FileFormatError:
        """
        Make an error that says where.

        Parameters
        ----------
        line : int
            In the file.
        told : str
            What is wrong.

        Returns
        -------
        FileFormatError
            To be raised.
        """
        return FileFormatError(f"{self.file}, line {line}: {told}")

    def needed(self, line: int, element: Element, name: str) -> str:
        """
        Read an attribute that must be there.

        Parameters
        ----------
        line : int
            Where the element begins.
        element : Element
            It.
        name : str
            Of the attribute.

        Returns
        -------
        str
            Its value.

        Raises
        ------
        FileFormatError
            If it is missing.
        """
        value = element.get(name)
        if value is None:
            raise self.fault(line, f"<{element.tag}> has no {name!r}")
        return value

    def cell(self, line: int, name: str, kind: Kind, text: str) -> Cell:
        """
        Read a cell.

        Parameters
        ----------
        line : int
            Where it stands.
        name : str
            Of the column.
        kind : str
            What the column holds.
        text : str
            What stands there.

        Returns
        -------
        any
            Its value.

        Raises
        ------
        FileFormatError
            If it is of another kind.
        """
        try:
            return from_text(kind, text)
        except (ValueError, RecursionError) as error:
            raise self.fault(line, f"{name!r}: {error}") from None

    def row(self, line: int, owner: str, texts: dict[str, str]) -> dict[str, Cell]:
        """
        Read the cells of an actor or a tie.

        Parameters
        ----------
        line : int
            Where it stands.
        owner : {"node", "edge"}
            Which of them.
        texts : dict of str
            Id of the column → text.

        Returns
        -------
        dict
            Name of the column → cell, defaults included.

        Raises
        ------
        FileFormatError
            If a column was not declared, or a cell is of another kind.
        """
        keys = self.keys[owner]
        if unknown := [key for key in texts if key not in keys]:
            raise self.fault(line, f"nothing before says what {unknown[0]!r} is")
        given = {key: declared.default for key, declared in keys.items() if declared.default is not None} | texts
        return {keys[key].name: self.cell(line, keys[key].name, keys[key].kind, text) for key, text in given.items()}

    def columns(self, owner: str) -> list[Column]:
        """
        Put the rows together.

        Parameters
        ----------
        owner : {"node", "edge"}
            Of the actors or of the ties.

        Returns
        -------
        list of Column
            A name that two declarations share is one column.
        """
        kinds: dict[str, Kind | None] = {}
        for key in self.keys[owner].values():
            kinds[key.name] = key.kind if kinds.get(key.name, key.kind) == key.kind else None
        return columns_of(self.rows[owner], {**self.extra[owner], **kinds})

    def network(self, directed: bool) -> Plain:
        """
        Give what was read, once the file has ended.

        Parameters
        ----------
        directed : bool
            What holds for ties that do not say.

        Returns
        -------
        Plain
            Directed if the file or a tie says so.
        """
        ties = self.columns("edge")
        directions = [directed if said is None else said for said in self.directions]
        if any(said is not None for said in self.directions) and all(column.name != "directed" for column in ties):
            ties.append(Column("directed", "boolean", [*directions]))
        subjects, objects = ([pair[end] for pair in self.ends] for end in (0, 1))
        return Plain(self.ids, self.columns("node"), subjects, objects, ties, directed or any(directions), {})
