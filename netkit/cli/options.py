"""Arguments and options that several commands take, and what is opened by them."""

from __future__ import annotations

import warnings
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from netkit.dossier import Dossier, read_dossier
from netkit.errors import ArgumentError
from netkit.measures.registry import load_plugin

__all__ = [
    "At",
    "Documents",
    "Families",
    "Folder",
    "Format",
    "MinCertainty",
    "Plugin",
    "Sources",
    "Statuses",
    "load_plugins",
    "open_dossier",
]

Folder = Annotated[Path, typer.Argument(metavar="DOSSIER", help="The dossier's folder, with datapackage.json.")]
Documents = Annotated[
    Path | None, typer.Option(metavar="DIR", help="The folder of the documents: citations then show the passages.")
]
Plugin = Annotated[
    list[str] | None, typer.Option(metavar="MODULE", help="A file or module that registers measures; may be repeated.")
]
Families = Annotated[
    list[str] | None, typer.Option("--family", metavar="FAMILY", help="Only such ties; may be repeated.")
]
Sources = Annotated[
    list[str] | None, typer.Option("--source", metavar="SOURCE", help="Only what it says; may be repeated.")
]
Statuses = Annotated[
    list[str] | None,
    typer.Option("--status", metavar="STATUS", help="Also attempted, planned or refused ones; may be repeated."),
]
MinCertainty = Annotated[
    str | None, typer.Option(metavar="WORD", help="The least certainty that counts, such as probable.")
]
At = Annotated[str | None, typer.Option(metavar="DATE", help="The date looked at, such as 1937-09-22, 1937-09, 1937.")]


class Format(StrEnum):
    """How a table is written."""

    table = "table"
    csv = "csv"
    json = "json"


def open_dossier(folder: Path, documents: Path | None, plugins: list[str] | None) -> Dossier:
    """
    Read the dossier that a command is about, once its plug-ins are loaded.

    Parameters
    ----------
    folder : Path
        The dossier's folder.
    documents : Path or None
        The folder of the documents.
    plugins : list of str or None
        Files or modules that register measures.

    Returns
    -------
    Dossier
        Without faults.

    Raises
    ------
    DossierError
        If the dossier has faults.
    ArgumentError
        If a plug-in fails.
    """
    load_plugins(plugins)
    return read_dossier(folder, documents)


def load_plugins(plugins: list[str] | None) -> None:
    """
    Load the plug-ins that were asked for; one that fails is a fault of the call, not a warning.

    Parameters
    ----------
    plugins : list of str or None
        Files or modules that register measures.

    Raises
    ------
    ArgumentError
        If one of them fails.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        for name in plugins or []:
            try:
                load_plugin(name)
            except RuntimeWarning as warning:
                raise ArgumentError(" ".join(str(warning).split())) from None
