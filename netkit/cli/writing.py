"""Commands that write files: networks for other programs, the explorer page, the report, the figures."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Annotated

import typer

from netkit.cli.measuring import View
from netkit.cli.options import At, Documents, Families, Folder, MinCertainty, Plugin, Sources, Statuses, open_dossier
from netkit.cli.output import say

__all__ = ["explore", "export", "figures", "report"]


def export(
    folder: Folder,
    out: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="Its ending says for which program: .graphml (igraph, networkx, Cytoscape), .gexf (Gephi), .json "
            "(networkx, d3), .cyjs (Cytoscape), .csv (tables), .net (Pajek), .dl (UCINET).",
        ),
    ],
    at: At = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Everything begun by this date, whatever has ended since.")
    ] = None,
    between: Annotated[
        tuple[str, str] | None, typer.Option(metavar="DATE DATE", help="Everything that held at some time within.")
    ] = None,
    view: Annotated[View, typer.Option(help="What the network holds.")] = View.working,
    case: Annotated[
        list[str] | None, typer.Option(metavar="CASE", help="Only this case and its parts; may be repeated.")
    ] = None,
    families: Families = None,
    relations: Annotated[
        list[str] | None, typer.Option("--relation", metavar="RELATION", help="Only such ties; may be repeated.")
    ] = None,
    kinds: Annotated[
        list[str] | None, typer.Option("--kind", metavar="KIND", help="Only such actors; may be repeated.")
    ] = None,
    sources: Sources = None,
    statuses: Statuses = None,
    min_certainty: MinCertainty = None,
    isolates: Annotated[bool, typer.Option("--isolates", help="Keep actors without a tie.")] = False,
    documents: Documents = None,
    plugin: Plugin = None,
) -> None:
    """Write a network to a file that another program reads."""
    from netkit.exchange.files import write

    net = open_dossier(folder, documents, plugin).network(
        at=at,
        until=until,
        between=between,
        view=view.value,
        case=case,
        families=families,
        relations=relations,
        kinds=kinds,
        sources=sources,
        statuses=["done", *(statuses or [])],
        min_certainty=min_certainty,
        isolates=isolates,
    )
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", UserWarning)
        file = write(net, out)
    print(f"{file}: {net.n_actors} actors, {net.n_ties} ties")
    for warning in told:
        say(f"netkit: {warning.message}")


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
