"""Commands that follow orders: chains of command, cases, and who answers for which victim."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from netkit.cli.options import (
    At,
    Documents,
    Families,
    Folder,
    Format,
    MinCertainty,
    Plugin,
    Sources,
    Statuses,
    open_dossier,
)
from netkit.cli.output import print_table
from netkit.command.cases import case_story
from netkit.command.chains import chains as find_chains
from netkit.command.telling import tell_case

__all__ = ["case", "chains", "responsibility"]


class By(StrEnum):
    """What makes a chain better than another."""

    probability = "probability"
    length = "length"
    weakest = "weakest"


def chains(
    folder: Folder,
    source: Annotated[str, typer.Argument(metavar="FROM", help="A name in any spelling, or an id.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="A name in any spelling, or an id.")],
    at: At = None,
    k: Annotated[int, typer.Option("-k", help="How many chains at most; 0 for all.")] = 5,
    by: Annotated[By, typer.Option(help="What makes a chain better.")] = By.probability,
    max_length: Annotated[int | None, typer.Option(metavar="N", help="Most steps.")] = None,
    template: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS",
            help="What the actors are, such as 'commander -> recruiter -> agent -> victim': roles, kinds, sides or "
            "names; 'a|b' either, '*' anybody, '...' any number of others.",
        ),
    ] = None,
    through: Annotated[
        list[str] | None, typer.Option(metavar="ACTOR", help="Who stands on each chain; may be repeated.")
    ] = None,
    avoiding: Annotated[
        list[str] | None, typer.Option(metavar="ACTOR", help="Who stands on none; may be repeated.")
    ] = None,
    along: Annotated[
        list[str] | None,
        typer.Option(
            metavar="RELATION",
            help="The only relations that count, also such as no order travels along (supplies); may be repeated.",
        ),
    ] = None,
    act: Annotated[
        list[str] | None, typer.Option(metavar="RELATION", help="The act at the end, as kills; may be repeated.")
    ] = None,
    case: Annotated[str | None, typer.Option(metavar="CASE", help="The case of the act at the end.")] = None,
    families: Families = None,
    sources: Sources = None,
    statuses: Statuses = None,
    min_certainty: MinCertainty = None,
    documents: Documents = None,
    plugin: Plugin = None,
) -> None:
    """Find the chains along which an order can have come from one actor to another."""
    dossier = open_dossier(folder, documents, plugin)
    net = dossier.network(
        at=at,
        view="command",
        families=families,
        sources=sources,
        statuses=["done", *(statuses or [])],
        min_certainty=min_certainty,
    )
    found = find_chains(
        *(net, source, target),
        by=by.value,
        k=k or None,
        max_length=max_length,
        template=template,
        through=through,
        avoiding=avoiding,
        along=along,
        act=act,
        case=case,
    )
    names = dossier.actors["name"]
    for number, chain in enumerate(found, 1):
        print(f"{number}. {' → '.join(names[actor] for actor in chain.actors)}")
        print(f"   {chain}")
        for claim in dict.fromkeys(claim for claims in chain.ties["claims"] for claim in claims):
            print(f"     {dossier.cite(claim)}")
    if not found:
        ends = f"{names[dossier.resolve(source)]} to {names[dossier.resolve(target)]}"
        options = (max_length, template, through, avoiding, along, act, case, families, sources, min_certainty)
        like_this = " under these restrictions" if any(options) else ""
        print(f"no chain leads from {ends}{' at ' + at if at else ''}{like_this}")


def case(
    folder: Folder,
    case: Annotated[str, typer.Argument(metavar="CASE", help="The case's id; `netkit case DOSSIER list` lists them.")],
    k: Annotated[int, typer.Option("-k", help="How many chains at most; 0 for all.")] = 5,
    documents: Documents = None,
    plugin: Plugin = None,
) -> None:
    """Tell a case: who wanted it, who passed it on, who carried it out, against whom, on which passage."""
    dossier = open_dossier(folder, documents, plugin)
    if case == "list":
        print_table(dossier.cases_table()[["title", "date", "victims"]])
        return
    print(tell_case(case_story(dossier, case, k=k or None), dossier))


def responsibility(
    folder: Folder,
    commander: Annotated[str | None, typer.Argument(help="Only his victims: a name in any spelling, or an id.")] = None,
    case: Annotated[
        list[str] | None, typer.Option(metavar="CASE", help="Only this case; may be repeated; else all.")
    ] = None,
    top: Annotated[int, typer.Option(min=0, help="How many rows at most; 0 for all.")] = 20,
    shape: Annotated[Format, typer.Option("--format", help="How the table is written; csv and json say more.")] = (
        Format.table
    ),
    documents: Documents = None,
    plugin: Plugin = None,
) -> None:
    """Tell for every commander the victims that his chains reach, how surely, through whom and by whose hand."""
    from netkit.report.responsibility import responsibility_table

    dossier = open_dossier(folder, documents, plugin)
    reached = responsibility_table(dossier, cases=case)
    if commander is not None:
        reached = reached[reached["commander"] == dossier.resolve(commander)]
    if shape is Format.table:
        columns = ["commander", "victim", "case", "part", "probability", "through", "by_whom"]
        named = {name: reached[f"{name}_name"] for name in ("commander", "victim", "through", "by_whom")}
        reached = reached.assign(**named)[columns]
    reached = reached.set_index("commander")
    print_table(reached.head(top) if top else reached, shape)
