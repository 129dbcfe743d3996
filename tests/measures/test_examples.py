"""The examples in the docstrings run, and say what comes out."""

from __future__ import annotations

import doctest
import importlib
import inspect

import pytest

from netkit.measures import HOMES

NAMES = [(home, name) for home, names in HOMES.items() for name in names]


@pytest.mark.parametrize(("home", "name"), NAMES)
def test_example(home: str, name: str) -> None:
    """What the docstring shows is what happens."""
    text = inspect.getdoc(getattr(importlib.import_module(home), name)) or ""
    found = doctest.DocTestParser().get_doctest(text, {}, name, home, 0)
    assert found.examples, f"{name} shows no example"
    told: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(found, out=told.append)
    assert result.failed == 0, "".join(told)
