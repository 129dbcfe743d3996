"""A docstring in reading order, word by word."""

from __future__ import annotations

import pytest

from netkit.measures.docs import Explanation, explanation, meaning_of, reference_of, sections

TEXT = """
Measure something
on two lines.

More about it.
Parameters
----------
net : Network
    What direction does.

    More of it.
weights : str, optional
    What weights do.
k : int
    How many.
    On two lines.

Returns
-------
float
    A number.

Raises
------
ArgumentError
    If not.

Notes
-----
.. math:: x = 1
Afterwards.

References
----------
.. [1] Somebody (1950). *A title*,
   p. 3.
.. [2] Somebody else (1960).
""".strip()

EXPLAINED = """
thing (one value a tie)

Measure something
on two lines.

More about it.

Formula
    x = 1
    Afterwards.

Direction and ties
    What direction does.

    More of it.

Weights
    What weights do.

Options
    k : int
        How many.
        On two lines.

Returns
    float
        A number.

When it is not defined
    ArgumentError
        If not.

References
    [1] Somebody (1950). *A title*,
       p. 3.
    [2] Somebody else (1960).
""".strip()


def test_sections_begin_at_underlined_lines() -> None:
    """A heading has a line of as many dashes below; what comes before the first has no name."""
    parts = sections(TEXT)
    assert list(parts) == ["", "Parameters", "Returns", "Raises", "Notes", "References"]
    assert parts[""] == "Measure something\non two lines.\n\nMore about it."
    assert parts["Returns"] == "float\n    A number."
    assert sections("one\n--\n---\n- two\n\n----\nend") == {"": "one\n--\n---\n- two\n\n----\nend"}
    assert sections("") == {"": ""}
    assert sections("A\n-\nb\n\nC\n-") == {"": "", "A": "b", "C": ""}


def test_meaning_and_reference_are_the_first() -> None:
    """The first paragraph on one line; the first of the references, without its number and stars."""
    assert meaning_of(f"\n{TEXT}") == "Measure something on two lines."
    assert reference_of(TEXT) == "Somebody (1950). A title, p. 3."
    assert meaning_of("") == reference_of("") == reference_of("References\n----------\nNone.") == ""


def test_an_explanation_reads_from_meaning_to_references() -> None:
    """Each section once, under a heading that a reader understands; what is empty has none."""
    found = explanation("thing", "tie", TEXT)
    assert found == EXPLAINED
    assert repr(found) == EXPLAINED
    assert isinstance(found, Explanation)
    assert explanation("thing", "pair", "") == (
        "thing (one value a pair of actors)\n\nNothing is written about this measure."
    )


@pytest.mark.parametrize("level", ["actor", "tie", "pair", "group", "network", "set"])
def test_each_level_is_told_in_words(level: str) -> None:
    """The first line says what a value belongs to."""
    first = explanation("thing", level, "Mean it.").splitlines()[0]
    assert first.startswith("thing (")
    assert level in first
    assert " " in first.removeprefix("thing (")
