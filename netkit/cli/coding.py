"""Commands for coders: tables to start from, names left out, and agreement of two codings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from netkit.cli.options import Folder, Format
from netkit.cli.output import print_table
from netkit.dossier import read_dossier

__all__ = ["agree", "cover", "new"]


def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder; nothing is overwritten.")],
    title: Annotated[str, typer.Option(help="What people read; by default the folder's name.")] = "",
) -> None:
    """Write empty tables to start from, with a vocabulary and a page that explains them."""
    from netkit.coding.starting import new_dossier

    for file in new_dossier(folder, title):
        print(file)


def cover(
    folder: Folder,
    texts: Annotated[Path, typer.Argument(metavar="DOCUMENTS", help="The folder of the documents, or one of them.")],
    shape: Annotated[Format, typer.Option("--format", help="csv and json: the names alone.")] = Format.table,
) -> None:
    """List the names in the documents that no claim accounts for, and names in passages that no claim cites."""
    from netkit.coding.coverage import coverage

    found = coverage(read_dossier(folder), texts)
    if shape is Format.table:
        print(found)
    else:
        print_table(pd.concat([found.unaccounted, found.perhaps]).set_index("name"), shape)


def agree(
    folder: Folder,
    other: Annotated[Path, typer.Argument(metavar="OTHER", help="The folder of another coding of the same documents.")],
    listed: Annotated[bool, typer.Option("--list", help="The disagreements, each with the claims of both.")] = False,
    shape: Annotated[Format, typer.Option("--format", help="csv and json: the disagreements alone.")] = Format.table,
) -> None:
    """Tell how far two codings of the same documents agree."""
    from netkit.coding.agreement import agreement
    from netkit.coding.codings import read_coding

    compared = agreement(read_coding(folder), read_coding(other))
    if shape is not Format.table:
        print_table(compared.disagreements.set_index("kind"), shape)
        return
    print(compared)
    for row in compared.disagreements.to_dict("records") if listed else []:
        print(f"\n{row['kind']}, {row['coding']}: {row['what']}")
        for which in ("first", "second"):
            for citation in row[f"citations_{which}"]:
                print(f"  {which}: {citation}")
