"""Reading a measure's docstring, so that what is explained is what is written there and nothing else."""

from __future__ import annotations

import re
import textwrap
from typing import Final

__all__ = ["Explanation", "explanation", "meaning_of", "reference_of", "sections"]

_LEVELS: Final = {
    "actor": "one value an actor",
    "tie": "one value a tie",
    "pair": "one value a pair of actors",
    "group": "the group of each actor",
    "network": "one value for the whole network",
    "set": "one value for a set of actors",
}


class Explanation(str):
    """A text that a notebook and the prompt show as it reads."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def sections(text: str) -> dict[str, str]:
    """
    Cut a numpydoc docstring into its sections.

    Parameters
    ----------
    text : str
        The docstring, without indentation.

    Returns
    -------
    dict of str
        Heading → text; what stands before the first heading is under "".
    """
    parts: dict[str, list[str]] = {"": []}
    heading = ""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if line and below and set(below) == {"-"} and len(below) == len(line):
            heading = line
            parts[heading] = []
        elif not (set(line) == {"-"} and parts[heading] == [] and heading):
            parts[heading].append(line)
    return {name: "\n".join(body).strip("\n") for name, body in parts.items()}


def meaning_of(text: str) -> str:
    """
    Take the first line of a docstring.

    Parameters
    ----------
    text : str
        The docstring.

    Returns
    -------
    str
        One line; empty without a docstring.
    """
    return text.strip().split("\n\n")[0].replace("\n", " ").strip()


def reference_of(text: str) -> str:
    """
    Take the first reference of a docstring.

    Parameters
    ----------
    text : str
        The docstring.

    Returns
    -------
    str
        One line; empty if there is none.
    """
    entries = re.split(r"^\.\. \[\d+\] ", sections(text).get("References", ""), flags=re.MULTILINE)
    return " ".join(entries[1].split()).replace("*", "") if len(entries) > 1 else ""


def explanation(name: str, level: str, text: str) -> Explanation:
    """
    Put a docstring in reading order.

    Parameters
    ----------
    name, level : str
        The measure's.
    text : str
        Its docstring, without indentation.

    Returns
    -------
    Explanation
        The text.
    """
    parts = sections(text)
    options = _entries(parts.get("Parameters", ""))
    first = next(iter(options), None)
    on_ties = options.pop(first)[1] if first else ""
    weights = options.pop("weights", ("", ""))[1]
    blocks = [
        (f"{name} ({_LEVELS.get(level, level)})", None),
        ("", parts[""].strip() or "Nothing is written about this measure."),
        ("Formula", _formula(parts.get("Notes", ""))),
        ("Direction and ties", on_ties),
        ("Weights", weights),
        ("Options", "\n".join(f"{key} : {kind}\n{_indent(body)}" for key, (kind, body) in options.items())),
        ("Returns", parts.get("Returns", "")),
        ("When it is not defined", parts.get("Raises", "")),
        ("References", re.sub(r"^\.\. ", "", parts.get("References", ""), flags=re.MULTILINE)),
    ]
    told = []
    for heading, body in blocks:
        if body is None:
            told.append(heading)
        elif body and heading:
            told.append(f"{heading}\n{_indent(body)}")
        elif body:
            told.append(body)
    return Explanation("\n\n".join(told))


def _indent(text: str) -> str:
    return textwrap.indent(textwrap.dedent(text).strip("\n"), "    ")


def _formula(notes: str) -> str:
    """Drop the directive before a formula: what is read is the formula."""
    return re.sub(r"^\.\. math::\s*\n?", "", notes, flags=re.MULTILINE)


def _entries(text: str) -> dict[str, tuple[str, str]]:
    """Read ``name : type`` lines with their indented texts."""
    found: dict[str, tuple[str, str]] = {}
    for block in re.split(r"\n(?=\S)", text):
        head, _, body = block.partition("\n")
        name, _, kind = head.partition(" : ")
        if name.strip():
            found[name.strip()] = (kind, textwrap.dedent(body).strip())
    return found
