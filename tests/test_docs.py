"""What the documentation shows has to work."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import netkit as nk
from netkit.measures.registry import load_plugin
from tests.figures.reading import outside, overlaps

DOCS = Path(__file__).parent.parent / "docs"
GALLERY = sorted((DOCS / "gallery").glob("*.py"))


@pytest.fixture(scope="module")
def nkvd_dossier(nkvd):
    """Read the dossier once for the whole gallery."""
    return nk.read_dossier(nkvd)


@pytest.fixture
def net():
    """Three actors in a row: those at the ends know the one between them alone."""
    return nk.from_pandas(pd.DataFrame({"subject": ["a", "b"], "object": ["b", "c"]}))


@pytest.fixture
def borrowed(monkeypatch, nkvd_dossier):
    """Run in the root, with the dossier read before."""
    monkeypatch.chdir(DOCS.parent)
    monkeypatch.setattr(nk, "read_dossier", lambda folder, documents=None: {"seeds/nkvd": nkvd_dossier}[folder])


@pytest.mark.parametrize("page", ["README.md", "docs/index.md"])
def test_the_first_page_keeps_its_word(page, borrowed, capsys):
    """The code of the first page runs from top to bottom, and the chain that it prints is there."""
    names = {}
    for code in re.findall(r"```python\n(.*?)```", (DOCS.parent / page).read_text("utf-8"), re.DOTALL):
        exec(code, names)
    assert "Mark Zborowski" in capsys.readouterr().out
    plt.close("all")


def test_the_ten_lines_make_a_measure(net, tmp_path):
    """The code of the page, saved as a file, is a plug-in whose measure is in the table at once."""
    code = re.search(r"```python\n(.*?)```", (DOCS / "own-measure.md").read_text("utf-8"), re.DOTALL)
    file = tmp_path / "mine.py"
    file.write_text(code[1], "utf-8")
    assert load_plugin(str(file)) == ["sole_contact"]
    assert nk.table(net, ["sole_contact"])["sole_contact"].tolist() == [0.0, 2.0, 0.0]


def test_the_template_registers_its_measure(net):
    """The template's module says what it returns and works as it stands."""
    module = DOCS / "measure-template" / "src" / "my_measures" / "__init__.py"
    load_plugin(str(module))
    assert nk.table(net, ["sole_contact"])["sole_contact"].tolist() == [0.0, 2.0, 0.0]
    assert "no other" in nk.list_measures().set_index("name").loc["sole_contact", "meaning"]


@pytest.mark.parametrize("script", GALLERY, ids=lambda script: script.stem)
def test_about_ten_lines_make_a_figure(script, borrowed):
    """Each script of the gallery runs, and what it draws can be read."""
    code = script.read_text("utf-8").split('"""', 2)[2]
    assert len([line for line in code.splitlines() if line.strip()]) <= 10
    runpy.run_path(str(script))
    assert plt.get_fignums()
    for ax in plt.gcf().axes:
        assert len(ax.get_children()) > 10
        names = [text for text in ax.texts if str(text.get_gid()).split(":")[-2:-1] == ["label"]]
        assert overlaps(names) == []
        assert outside(ax, list(ax.texts)) == []
    plt.close("all")


def test_every_figure_is_in_the_gallery():
    """What can be drawn is shown."""
    shown = "".join(script.read_text("utf-8") for script in GALLERY)
    assert [name for name in nk.__all__ if name.startswith("draw_") and f"nk.{name}(" not in shown] == []
