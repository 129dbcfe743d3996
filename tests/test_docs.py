"""What the documentation shows has to work."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

import netkit as nk
from netkit.measures.registry import load_plugin

DOCS = Path(__file__).parent.parent / "docs"


@pytest.fixture
def net():
    """Three actors, one tie of which is improbable."""
    return nk.from_pandas(pd.DataFrame({"subject": ["a", "b"], "object": ["b", "c"], "probability": [0.9, 0.2]}))


def test_the_ten_lines_make_a_measure(net, tmp_path):
    """The code of the page, saved as a file, is a plug-in whose measure is in the table at once."""
    code = re.search(r"```python\n(.*?)```", (DOCS / "own-measure.md").read_text("utf-8"), re.DOTALL)
    file = tmp_path / "mine.py"
    file.write_text(code[1], "utf-8")
    assert load_plugin(str(file)) == ["doubtful_share"]
    assert nk.table(net, ["doubtful_share"])["doubtful_share"].tolist() == [0.0, 0.5, 1.0]


def test_the_template_registers_its_measure(net):
    """The template's module says what it returns and works as it stands."""
    module = DOCS / "measure-template" / "src" / "my_measures" / "__init__.py"
    load_plugin(str(module))
    assert nk.table(net, ["doubtful_share"])["doubtful_share"].tolist() == [0.0, 0.5, 1.0]
    assert "improbable" in nk.list_measures().set_index("name").loc["doubtful_share", "meaning"]
