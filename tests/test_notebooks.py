"""Notebooks are stored without outputs, speak in full sentences, and run from top to bottom."""

from pathlib import Path

import nbformat
import pytest

from netkit.report.notebooks import run_notebook

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def test_there_are_notebooks():
    """The ladder begins with five minutes and goes on to chains of command."""
    assert [path.stem for path in NOTEBOOKS][:2] == ["00_five_minutes", "01_chains_of_command"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_stored_without_outputs(path):
    """What a cell prints is a product, not a source."""
    cells = nbformat.read(path, as_version=4).cells
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in cells)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_asks_a_question_and_says_what_would_change_the_answer(path):
    """The first cell holds question, dossier and source criticism, and the end what would change the answer."""
    texts = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
    assert all(word in texts[0] for word in ("**Question.**", "**Dossier.**", "**Source criticism.**"))
    assert "would change the answer" in texts[-1]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs(path, tmp_path):
    """Every cell runs, and the page holds the pictures and tables that it made."""
    page = run_notebook(path, tmp_path).read_text("utf-8")
    assert "image/png" in page or "data:image/png" in page
    assert "Traceback" not in page
