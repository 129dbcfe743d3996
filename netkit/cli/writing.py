"""Commands that write files: the explorer page, the report, the figures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from netkit.cli.options import Documents, Folder, Plugin, open_dossier

__all__ = ["explore", "figures", "report"]


def explore(
    folder: Folder,
    out: Annotated[Path, typer.Argument(metavar="OUT.html", help="The page that is written.")],
    title: Annotated[str | None, typer.Option(help="Its headline; else the name of the dossier's folder.")] = None,
    documents: Documents = None,
    plugin: Plugin = None,
) -> None:
    """Write one page to search and explore the dossier, which works from a file and without a connection."""
    from netkit.explorer.page import write_explorer

    page = write_explorer(open_dossier(folder, documents, plugin), out, title=title)
    print(f"{page}: {page.stat().st_size / 1e6:.1f} MB")


def report(
    folder: Folder,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The folder that is written.")],
    documents: Documents = None,
    plugin: Plugin = None,
) -> None:
    """Do the main job: tables, figures, the chains of every case, notebooks, and a page that shows it all."""
    from netkit.report import write_report

    written = write_report(open_dossier(folder, documents, plugin), out)
    print(written)


def figures(
    folder: Folder,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The folder that is written.")],
    documents: Documents = None,
    plugin: Plugin = None,
) -> None:
    """Draw the dossier's figures, as PNG and SVG, each with a caption file."""
    from netkit.report import write_figures

    files = write_figures(open_dossier(folder, documents, plugin), out)
    print(f"{len(files)} files in {out}")
