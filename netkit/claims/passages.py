"""From a claim back to its passage: locators, documents, citations."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pandas as pd

from netkit.errors import ArgumentError

__all__ = ["Documents", "parse_locator"]

_RANGE = re.compile(r"char=(\d+),(\d+)", re.ASCII)


def parse_locator(text: str) -> list[tuple[int, int]]:
    """
    Read the passages that a locator points at.

    Parameters
    ----------
    text : str
        RFC 5147 fragments, ``char=START,END``, joined by ``;``; may be empty.

    Returns
    -------
    list of tuple of int
        [start, end) in characters, from 0.

    Raises
    ------
    ArgumentError
        If the text has another form or a passage is empty or runs backwards.

    References
    ----------
    .. [1] Wilde, E. & Duerst, M. (2008). *URI Fragment Identifiers for the text/plain Media Type*, RFC 5147.
    """
    found = []
    for part in text.split(";") if text else []:
        match = _RANGE.fullmatch(part.strip())
        if match is None:
            raise ArgumentError("a locator reads char=START,END; several are joined by ';'")
        start, end = int(match[1]), int(match[2])
        if end <= start:
            raise ArgumentError(f"char={start},{end} holds no character; END is the first one after the passage")
        found.append((start, end))
    return found


class Documents:
    """
    The texts of the sources, where they are at hand.

    A byte order mark at the beginning of a file is no character of its text; it does count in the file's SHA-256.

    Parameters
    ----------
    folder : path
        Where the files named in `sources` lie.
    sources : DataFrame
        Columns id, file, sha256.

    Raises
    ------
    ArgumentError
        If the folder is not there, or a file is not the one that was coded.
    """

    def __init__(self, folder: str | Path, sources: pd.DataFrame) -> None:
        root = Path(folder)
        if not root.is_dir():
            raise ArgumentError(f"`documents` is {str(folder)!r}, which is no folder")
        self._texts: dict[str, str] = {}
        for row in sources.to_dict("records"):
            path = root / row["file"]
            if not row["file"] or not path.is_file():
                continue
            content = path.read_bytes()
            if row["sha256"] and hashlib.sha256(content).hexdigest() != row["sha256"]:
                raise ArgumentError(f"{path.name} is not the document that was coded: its SHA-256 is another one")
            try:
                self._texts[row["id"]] = content.decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise ArgumentError(f"{path.name} is not UTF-8; locators count characters of the UTF-8 text") from error
        if not self._texts:
            raise ArgumentError(f"`documents`: none of the sources' files is in {str(folder)!r}")

    def text(self, source: str) -> str | None:
        """
        Return a whole document.

        Parameters
        ----------
        source : str
            Id of the source.

        Returns
        -------
        str or None
            None if its file is not at hand.
        """
        return self._texts.get(source)

    def passage(self, source: str, locator: str) -> str | None:
        """
        Return what a locator points at.

        Parameters
        ----------
        source : str
            Id of the source.
        locator : str
            RFC 5147 fragments.

        Returns
        -------
        str or None
            The passages, joined by " … "; None if the document is not at hand or there is no locator.
        """
        text = self._texts.get(source)
        spans = parse_locator(locator)
        if text is None or not spans:
            return None
        return " … ".join(" ".join(text[start:end].split()) for start, end in spans)
