"""The `netkit` command: what the library does, from a shell."""

from __future__ import annotations

import sys
import warnings
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from netkit.command.cases import case_story
from netkit.command.chains import chains as find_chains
from netkit.command.telling import tell_case
from netkit.dossier import Dossier, read_dossier
from netkit.ensembles.making import ensemble
from netkit.ensembles.tables import interval_table
from netkit.errors import ArgumentError, DossierError, NetkitError
from netkit.measures.registry import list_measures, load_plugin
from netkit.measures.tables import table

__all__ = ["app", "main"]

app = typer.Typer(
    help="From what documents claim to networks, measures, chains of command and figures.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Folder = Annotated[Path, typer.Argument(metavar="DOSSIER", help="The dossier's folder, with datapackage.json.")]
Documents = Annotated[
    Path | None, typer.Option(metavar="DIR", help="The folder of the documents: citations then show the passages.")
]
Plugin = Annotated[
    list[str] | None, typer.Option(metavar="MODULE", help="A file or module that registers measures; may be repeated.")
]
At = Annotated[str | None, typer.Option(metavar="DATE", help="The date looked at, such as 1937-09-22, 1937-09, 1937.")]


class View(StrEnum):
    """What the network holds."""

    working = "working"
    command = "command"
    all = "all"


class By(StrEnum):
    """What makes a chain better than another."""

    probability = "probability"
    length = "length"
    weakest = "weakest"


class Format(StrEnum):
    """How a table is written."""

    table = "table"
    csv = "csv"
    json = "json"


def main() -> None:
    """Run the command; a fault of the user's is one line on standard error and exit status 2."""
    try:
        app()
    except DossierError as error:
        plural = "s" if len(error.faults) > 1 else ""
        name = Path(error.folder).name
        _say(f"netkit: {error.folder} has {len(error.faults)} fault{plural}; `netkit check {name}` lists them")
        sys.exit(2)
    except NetkitError as error:
        _say(f"netkit: {error}")
        sys.exit(2)
    except BrokenPipeError:
        # The reader of the output, such as `head`, has seen enough.
        sys.stderr.close()
        sys.exit(0)


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _open(folder: Path, documents: Path | None, plugin: list[str] | None) -> Dossier:
    _load(plugin)
    return read_dossier(folder, documents)


def _load(plugin: list[str] | None) -> None:
    """Load the plug-ins that were asked for; one that fails is a fault of the call, not a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        for name in plugin or []:
            try:
                load_plugin(name)
            except RuntimeWarning as warning:
                raise ArgumentError(" ".join(str(warning).split())) from None


def _print(frame: pd.DataFrame, shape: Format = Format.table) -> None:
    if shape is Format.csv:
        print(frame.to_csv(), end="")
    elif shape is Format.json:
        print(frame.reset_index().to_json(orient="records", force_ascii=False, indent=2))
    elif frame.empty:
        _say("nothing found")
    else:
        print(frame.to_string(float_format=lambda value: f"{value:.4g}", na_rep="–"))


@app.command()
def check(folder: Folder, documents: Documents = None, plugin: Plugin = None) -> None:
    """Print all faults of a dossier, or a summary; exit status 1 if there are faults."""
    try:
        dossier = _open(folder, documents, plugin)
    except DossierError as error:
        for fault in error.faults:
            print(fault)
        _say(f"{len(error.faults)} fault{'s' if len(error.faults) > 1 else ''} in {folder}")
        raise typer.Exit(1) from None
    print(f"{folder}: no faults")
    print(f"  {len(dossier.claims)} claims from {len(dossier.sources)} sources, in {len(dossier.cases)} cases")
    kinds = [f"{count} {kind}s" for kind, count in dossier.actors["kind"].value_counts().items()]
    print(f"  {', '.join(kinds) or 'no actors'}; {len(dossier.names)} names")
    for column in ("certainty", "status") if len(dossier.claims) else ():
        print(f"  {', '.join(f'{count} {word}' for word, count in dossier.claims[column].value_counts().items())}")


@app.command()
def find(
    folder: Folder,
    name: Annotated[str, typer.Argument(help="A name in any spelling and script.")],
    top: Annotated[int, typer.Option(min=1, help="How many actors at most.")] = 10,
    documents: Documents = None,
    plugin: Plugin = None,
) -> None:
    """Find actors under any spelling, in any script."""
    dossier = _open(folder, documents, plugin)
    found = dossier.find(name, limit=top)
    if found.empty:
        dossier.resolve(name)  # says who is nearest
    _print(found.set_index("actor"))
    try:
        dossier.resolve(name)
    except NetkitError as error:
        _say(f"netkit: {error}")


@app.command()
def who(
    folder: Folder,
    actor: Annotated[str, typer.Argument(help="A name in any spelling, or an id.")],
    documents: Documents = None,
    plugin: Plugin = None,
) -> None:
    """Tell an actor's life as the sources claim it, with citations."""
    dossier = _open(folder, documents, plugin)
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


@app.command()
def rank(
    folder: Folder,
    measures: Annotated[list[str], typer.Argument(metavar="MEASURE...", help="See `netkit measures`.")],
    at: At = None,
    view: Annotated[View, typer.Option(help="What the network holds.")] = View.working,
    draws: Annotated[
        int, typer.Option(metavar="N", help="Give intervals over so many plausible networks; 0 for the one network.")
    ] = 0,
    seed: Annotated[int, typer.Option("--rng", metavar="SEED", help="The same seed draws the same networks.")] = 1,
    top: Annotated[int, typer.Option(min=0, help="How many actors at most; 0 for all.")] = 20,
    shape: Annotated[Format, typer.Option("--format", help="How the table is written.")] = Format.table,
    documents: Documents = None,
    plugin: Plugin = None,
) -> None:
    """Rank actors by one measure or more, with the claims and sources behind each."""
    dossier = _open(folder, documents, plugin)
    if draws:
        drawn = ensemble(dossier, at=at, view=view.value, draws=draws, rng=seed)
        intervals = interval_table(drawn, measures)
        _print(intervals.head(top) if top else intervals, shape)
        _say(repr(drawn))
        return
    net = dossier.network(at=at, view=view.value)
    ranked = table(net, measures)
    first = next(name for name in ranked.columns if name.split(".")[0] == measures[0])
    ranked = ranked.sort_values(first, ascending=False, kind="stable")
    ranked.insert(0, "name", net.actors["name"])
    _print(ranked.head(top) if top else ranked, shape)
    _say(repr(net))


@app.command()
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
    families: Annotated[
        list[str] | None, typer.Option("--family", metavar="FAMILY", help="Only such ties; may be repeated.")
    ] = None,
    sources: Annotated[
        list[str] | None, typer.Option("--source", metavar="SOURCE", help="Only what it says; may be repeated.")
    ] = None,
    statuses: Annotated[
        list[str] | None,
        typer.Option("--status", metavar="STATUS", help="Also attempted, planned or refused ones; may be repeated."),
    ] = None,
    min_certainty: Annotated[
        str | None, typer.Option(metavar="WORD", help="The least certainty that counts, such as probable.")
    ] = None,
    documents: Documents = None,
    plugin: Plugin = None,
) -> None:
    """Find the chains along which an order can have come from one actor to another."""
    dossier = _open(folder, documents, plugin)
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


@app.command()
def case(
    folder: Folder,
    case: Annotated[str, typer.Argument(metavar="CASE", help="The case's id; `netkit case DOSSIER list` lists them.")],
    k: Annotated[int, typer.Option("-k", help="How many chains at most; 0 for all.")] = 5,
    documents: Documents = None,
    plugin: Plugin = None,
) -> None:
    """Tell a case: who wanted it, who passed it on, who carried it out, against whom, on which passage."""
    dossier = _open(folder, documents, plugin)
    if case == "list":
        _print(dossier.cases_table()[["title", "date", "victims"]])
        return
    print(tell_case(case_story(dossier, case, k=k or None), dossier))


@app.command()
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

    dossier = _open(folder, documents, plugin)
    reached = responsibility_table(dossier, cases=case)
    if commander is not None:
        reached = reached[reached["commander"] == dossier.resolve(commander)]
    if shape is Format.table:
        columns = ["commander", "victim", "case", "part", "probability", "through", "by_whom"]
        named = {name: reached[f"{name}_name"] for name in ("commander", "victim", "through", "by_whom")}
        reached = reached.assign(**named)[columns]
    reached = reached.set_index("commander")
    _print(reached.head(top) if top else reached, shape)


@app.command()
def why(
    folder: Folder,
    actor: Annotated[str, typer.Argument(help="A name in any spelling, or an id.")],
    other: Annotated[str | None, typer.Argument(metavar="[ACTOR]", help="A second one: then their ties alone.")] = None,
    at: At = None,
    documents: Documents = None,
    plugin: Plugin = None,
) -> None:
    """Print the claims and passages behind an actor or a tie."""
    dossier = _open(folder, documents, plugin)
    net = dossier.network(at=at, view="all")
    behind = net.evidence(actor) if other is None else net.evidence(actor, other)
    for row in behind.to_dict("records"):
        print(row["citation"] + (f" [part of: {row['rule']}]" if row["rule"] else ""))
    if behind.empty:
        print("no claim")


@app.command()
def explore(
    folder: Folder,
    out: Annotated[Path, typer.Argument(metavar="OUT.html", help="The page that is written.")],
    title: Annotated[str | None, typer.Option(help="Its headline; else the name of the dossier's folder.")] = None,
    documents: Documents = None,
    plugin: Plugin = None,
) -> None:
    """Write one page to search and explore the dossier, which works from a file and without a connection."""
    from netkit.explorer.page import write_explorer

    page = write_explorer(_open(folder, documents, plugin), out, title=title)
    print(f"{page}: {page.stat().st_size / 1e6:.1f} MB")


@app.command()
def measures(plugin: Plugin = None) -> None:
    """List what can be measured."""
    _load(plugin)
    listed = list_measures()
    width = max(len(name) for name in listed["name"])
    for row in listed.to_dict("records"):
        print(f"{row['name']:<{width}}  {row['level']:<8} {row['meaning']}")


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder; nothing is overwritten.")],
    title: Annotated[str, typer.Option(help="What people read; by default the folder's name.")] = "",
) -> None:
    """Write empty tables to start from, with a vocabulary and a page that explains them."""
    from netkit.coding.starting import new_dossier

    for file in new_dossier(folder, title):
        print(file)


@app.command()
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
        _print(pd.concat([found.unaccounted, found.perhaps]).set_index("name"), shape)


@app.command()
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
        _print(compared.disagreements.set_index("kind"), shape)
        return
    print(compared)
    for row in compared.disagreements.to_dict("records") if listed else []:
        print(f"\n{row['kind']}, {row['coding']}: {row['what']}")
        for which in ("first", "second"):
            for citation in row[f"citations_{which}"]:
                print(f"  {which}: {citation}")


@app.command()
def report(
    folder: Folder,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The folder that is written.")],
    documents: Documents = None,
    plugin: Plugin = None,
) -> None:
    """Do the main job: tables, figures, the chains of every case, notebooks, and a page that shows it all."""
    from netkit.report import write_report

    written = write_report(_open(folder, documents, plugin), out)
    print(written)


@app.command()
def figures(
    folder: Folder,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The folder that is written.")],
    documents: Documents = None,
    plugin: Plugin = None,
) -> None:
    """Draw the dossier's figures, as PNG and SVG, each with a caption file."""
    from netkit.report import write_figures

    files = write_figures(_open(folder, documents, plugin), out)
    print(f"{len(files)} files in {out}")
