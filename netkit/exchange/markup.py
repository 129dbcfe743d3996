"""XML out and in: written element by element, read without what makes it dangerous."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Final, TextIO
from xml.etree.ElementTree import Element
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from netkit.errors import ArgumentError, FileFormatError
from netkit.exchange.plain import Column, to_text

__all__ = ["XmlWriter", "elements", "xml_cells"]

# What XML 1.0 has no way to write.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CHUNK: Final = 1 << 16
_DEEPEST: Final = 100


class XmlWriter:
    """
    Write elements one after the other, each on a line of its own.

    Parameters
    ----------
    out : text stream
        Where to.
    """

    def __init__(self, out: TextIO) -> None:
        out.write('<?xml version="1.0" encoding="utf-8"?>')
        self._out = out
        self._indent = "\n"

    @contextmanager
    def element(self, tag: str, attributes: dict[str, str] | None = None) -> Iterator[None]:
        """
        Write an element around others.

        Parameters
        ----------
        tag : str
            Its name.
        attributes : dict of str, optional
            In this order.

        Yields
        ------
        None
            While what is within is written.

        Raises
        ------
        ArgumentError
            If an attribute has a character that XML cannot hold.
        """
        self._out.write(f"{self._indent}<{tag}{_attributes(attributes or {})}>")
        outer, self._indent = self._indent, f"{self._indent}  "
        yield
        self._indent = outer
        self._out.write(f"{outer}</{tag}>" + ("" if outer > "\n" else outer))

    def leaf(self, tag: str, attributes: dict[str, str] | None = None, text: str = "") -> None:
        """
        Write an element that holds text or nothing.

        Parameters
        ----------
        tag : str
            Its name.
        attributes : dict of str, optional
            In this order.
        text : str, optional
            What it holds.

        Raises
        ------
        ArgumentError
            If the text or an attribute has a character that XML cannot hold.
        """
        end = f">{_text(text)}</{tag}>" if text else "/>"
        self._out.write(f"{self._indent}<{tag}{_attributes(attributes or {})}{end}")


def _attributes(attributes: dict[str, str]) -> str:
    return "".join([f" {name}={_quoted(value)}" for name, value in attributes.items()])


# Most cells of a column say the same as others.
@lru_cache(maxsize=10_000)
def _quoted(value: str) -> str:
    return quoteattr(_legal(value))


@lru_cache(maxsize=10_000)
def _text(text: str) -> str:
    return escape(_legal(text))


def _legal(text: str) -> str:
    if _ILLEGAL.search(text):
        raise ArgumentError(f"{text!r} has a character that XML cannot hold; take it out, or write a .json file")
    return text


def xml_cells(column: Column) -> tuple[bool, list[str | None]]:
    """
    Write the cells of a column as text that XML can hold.

    Parameters
    ----------
    column : Column
        Any.

    Returns
    -------
    as_json : bool
        Whether the texts are JSON; text with control characters is, so that nothing is lost.
    texts : list of str or None
        None where missing.
    """
    texts = [None if cell is None else to_text(column.kind, cell) for cell in column.cells]
    if not any(text and ("\r" in text or _ILLEGAL.search(text)) for text in texts):
        return column.kind == "json", texts
    return True, [None if cell is None else json.dumps(cell) for cell in column.cells]


def elements(file: Path, containers: Container[str]) -> Iterator[tuple[int, Element]]:
    """
    Read an XML file piece by piece.

    Parameters
    ----------
    file : Path
        A document without a document type definition: that could define entities that grow without end.
    containers : container of str
        Elements that are too large to hold.

    Yields
    ------
    line : int
        Where the element begins.
    element : Element
        A container with its attributes alone, as soon as it begins; any other child of a container with all that it
        holds. Names are without their namespaces.

    Raises
    ------
    FileFormatError
        If the file is not well-formed, is cut off, or has a document type definition.
    """
    pieces = _Pieces(file, containers)
    with file.open("rb") as stream:
        more = True
        while more:
            chunk = stream.read(_CHUNK)
            more = bool(chunk)
            try:
                pieces.parser.Parse(chunk, not more)
            except (expat.ExpatError, LookupError, ValueError) as error:
                if isinstance(error, FileFormatError):
                    raise
                line = pieces.parser.CurrentLineNumber
                raise FileFormatError(f"{file}, line {line}: this is no whole XML: {error}") from None
            yield from pieces.done
            pieces.done.clear()


class _Pieces:
    """What expat calls while it reads."""

    def __init__(self, file: Path, containers: Container[str]) -> None:
        self.file = file
        self.containers = containers
        self.done: list[tuple[int, Element]] = []
        self._open: list[Element] = []
        self._held = 0  # how many of the open elements stand in what is no container
        self._line = 0
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _refuse(self, *_: object) -> None:
        line = self.parser.CurrentLineNumber
        raise FileFormatError(f"{self.file}, line {line}: a <!DOCTYPE> is not read, for it can be a trap; take it out")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if "}" in "".join(attributes):
            attributes = {_local(key): value for key, value in attributes.items()}
        element = Element(_local(name), attributes)
        if not self._held:
            self._line = self.parser.CurrentLineNumber
            if element.tag in self.containers:
                self.done.append((self._line, element))
        if self._held or element.tag not in self.containers:
            self._held += 1
        if len(self._open) == _DEEPEST:
            raise FileFormatError(f"{self.file}, line {self.parser.CurrentLineNumber}: elements nested too deep")
        self._open.append(element)

    def _end(self, _: str) -> None:
        element = self._open.pop()
        if self._held > 1:
            self._open[-1].append(element)
        elif self._held:
            self.done.append((self._line, element))
        self._held = max(0, self._held - 1)

    def _text(self, text: str) -> None:
        if self._held:
            element = self._open[-1]
            if len(element):
                element[-1].tail = (element[-1].tail or "") + text
            else:
                element.text = (element.text or "") + text


@lru_cache(maxsize=1000)
def _local(name: str) -> str:
    return name.rpartition("}")[2]
