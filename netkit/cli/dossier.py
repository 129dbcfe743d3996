"""Commands that look into a dossier: its faults, its actors, and the claims behind a tie."""

from __future__ import annotations

from typing import Annotated

import typer

from netkit.cli.options import At, Documents, Folder, Plugin, open_dossier
from netkit.cli.output import print_table, say
from netkit.errors import DossierError, NetkitError

__all__ = ["check", "find", "who", "why"]


def check(folder: Folder, documents: Documents = None, plugin: Plugin = None) -> None:
    """Print all faults of a dossier, or a summary; exit status 1 if there are faults."""
    try:
        dossier = open_dossier(folder, documents, plugin)
    except DossierError as error:
        for fault in error.faults:
            print(fault)
        say(f"{len(error.faults)} fault{'s' if len(error.faults) > 1 else ''} in {folder}")
        raise typer.Exit(1) from None
    print(f"{folder}: no faults")
    print(f"  {len(dossier.claims)} claims from {len(dossier.sources)} sources, in {len(dossier.cases)} cases")
    kinds = [f"{count} {kind}s" for kind, count in dossier.actors["kind"].value_counts().items()]
    print(f"  {', '.join(kinds) or 'no actors'}; {len(dossier.names)} names")
    for column in ("certainty", "status") if len(dossier.claims) else ():
        print(f"  {', '.join(f'{count} {word}' for word, count in dossier.claims[column].value_counts().items())}")


def find(
    folder: Folder,
    name: Annotated[str, typer.Argument(help="A name in any spelling and script.")],
    top: Annotated[int, typer.Option(min=1, help="How many actors at most.")] = 10,
    documents: Documents = None,
    plugin: Plugin = None,
) -> None:
    """Find actors under any spelling, in any script."""
    dossier = open_dossier(folder, documents, plugin)
    found = dossier.find(name, limit=top)
    if found.empty:
        dossier.resolve(name)  # says who is nearest
    print_table(found.set_index("actor"))
    try:
        dossier.resolve(name)
    except NetkitError as error:
        say(f"netkit: {error}")


def who(
    folder: Folder,
    actor: Annotated[str, typer.Argument(help="A name in any spelling, or an id.")],
    documents: Documents = None,
    plugin: Plugin = None,
) -> None:
    """Tell an actor's life as the sources claim it, with citations."""
    dossier = open_dossier(folder, documents, plugin)
    person = dossier.resolve(actor)
    told = dossier.actors.loc[person]
    names = dossier.names.loc[dossier.names["actor"] == person, "name"]
    print(f"{told['name']} ({told['kind']}{', ' + told['side'] if told['side'] else ''})")
    if others := [name for name in dict.fromkeys(names) if name != told["name"]]:
        print(f"  also: {', '.join(others)}")
    for row in dossier.biography(person).to_dict("records"):
        qualified = [row[column] for column in ("status", "certainty") if row[column] not in ("done", "certain")]
        words = f" ({', '.join(qualified)})" if qualified else ""
        print(f"  {row['date'] or 'undated':<24} {row['what']} {row['other']}{words}")
        print(f"  {'':<24}   {row['citation']}")


def why(
    folder: Folder,
    actor: Annotated[str, typer.Argument(help="A name in any spelling, or an id.")],
    other: Annotated[str | None, typer.Argument(metavar="[ACTOR]", help="A second one: then their ties alone.")] = None,
    at: At = None,
    documents: Documents = None,
    plugin: Plugin = None,
) -> None:
    """Print the claims and passages behind an actor or a tie."""
    dossier = open_dossier(folder, documents, plugin)
    net = dossier.network(at=at, view="all")
    behind = net.evidence(actor) if other is None else net.evidence(actor, other)
    for row in behind.to_dict("records"):
        print(row["citation"] + (f" [part of: {row['rule']}]" if row["rule"] else ""))
    if behind.empty:
        print("no claim")
