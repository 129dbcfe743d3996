"""Notebooks, run from top to bottom and turned into pages."""

from __future__ import annotations

import re
from pathlib import Path

from netkit.errors import MissingDependencyError, NetkitError

__all__ = ["run_notebook"]


def run_notebook(notebook: Path, out: Path, *, timeout: int = 600) -> Path:
    """
    Run a notebook in its own folder and write it as a page.

    Parameters
    ----------
    notebook : Path
        The notebook; it is not changed.
    out : Path
        The folder of the page.
    timeout : int, default: 600
        Seconds that one cell may take.

    Returns
    -------
    Path
        The HTML file.

    Raises
    ------
    MissingDependencyError
        If nbclient or nbconvert is not installed.
    NetkitError
        If a cell fails; the message says which.
    """
    try:
        import nbformat
        from nbclient import NotebookClient
        from nbclient.exceptions import CellExecutionError
        from nbconvert import HTMLExporter
    except ImportError as error:
        raise MissingDependencyError("notebooks need pip install 'netkit-sna[notebooks]'") from error
    content = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]  # nbformat has no types
    resources = {"metadata": {"path": str(notebook.parent)}}
    # The kernel's own log would stand between the lines of the progress bar.
    quiet = ["--log-level=40"]
    try:
        NotebookClient(content, timeout=timeout, resources=resources, extra_arguments=quiet).execute()
    except CellExecutionError as error:
        last = re.sub(r"\x1b\[[0-9;]*m", "", str(error)).strip().splitlines()[-1]
        raise NetkitError(f"{notebook.name} does not run: {last}") from error
    exporter = HTMLExporter(exclude_input_prompt=True, exclude_output_prompt=True)  # type: ignore[no-untyped-call]  # nor has nbconvert
    page, _ = exporter.from_notebook_node(content)
    out.mkdir(parents=True, exist_ok=True)
    target = out / f"{notebook.stem}.html"
    target.write_text(page, "utf-8")
    return target
