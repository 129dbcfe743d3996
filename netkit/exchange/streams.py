"""Files of text: written whole or not at all, read with what other programs put before and after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

from netkit.errors import ArgumentError, FileFormatError

__all__ = ["read_text", "split_lines", "writing"]

_LINE_END: Final = re.compile(r"\r\n|\r|\n")


@contextmanager
def writing(file: Path) -> Iterator[TextIO]:
    """
    Open a file to be written in UTF-8; what is there stays until the new one is whole.

    Parameters
    ----------
    file : Path
        Its folder is made.

    Yields
    ------
    text stream
        Line ends are written as they are given.

    Raises
    ------
    ArgumentError
        If the file cannot be written, or a text has half a character (a surrogate) in it.
    """
    part = file.with_name(f"{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", newline="") as out:
            yield out
        part.replace(file)
    except OSError as error:
        raise ArgumentError(f"{file} cannot be written: {error.strerror}") from None
    except UnicodeEncodeError as error:
        text = error.object[max(0, error.start - 20) : error.end + 20]
        raise ArgumentError(f"{text!r} has half a character in it, which no file can hold; take it out") from None
    finally:
        part.unlink(missing_ok=True)


def read_text(file: Path) -> str:
    """
    Read a file of text.

    Parameters
    ----------
    file : Path
        UTF-8, with or without a byte order mark.

    Returns
    -------
    str
        Without the mark.

    Raises
    ------
    FileFormatError
        If it is not UTF-8, or empty.
    """
    data = file.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(split_lines(data[: error.start].decode("utf-8", errors="replace")))
        raise FileFormatError(f"{file}, line {line}: this is not UTF-8; save the file as UTF-8") from None
    if not text.strip():
        raise FileFormatError(f"{file}: there is nothing in it")
    return text


def split_lines(text: str) -> list[str]:
    """
    Split text where a line ends in a file of any system.

    Parameters
    ----------
    text : str
        The file.

    Returns
    -------
    list of str
        Without the line ends. `str.splitlines` would also split at characters that stand within names.
    """
    return _LINE_END.split(text)
