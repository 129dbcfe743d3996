"""Commands that measure: ranks, with intervals if wanted, and what can be measured."""

from __future__ import annotations

import inspect
from enum import StrEnum
from typing import Annotated

import typer

from netkit.cli.options import At, Documents, Folder, Format, Plugin, load_plugins, open_dossier
from netkit.cli.output import print_table, say
from netkit.dates import FIRST, LAST, format_day, window
from netkit.dossier import Dossier
from netkit.ensembles.making import ensemble
from netkit.ensembles.tables import interval_table
from netkit.errors import ArgumentError
from netkit.measures.registry import get_measure, list_measures
from netkit.measures.tables import table

__all__ = ["measures", "rank"]


class View(StrEnum):
    """What the network holds."""

    working = "working"
    command = "command"
    all = "all"


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
    dossier = open_dossier(folder, documents, plugin)
    for name in measures:
        _check_ranks(name)
    if at is not None:
        _say_what_holds(dossier, at)
    if draws:
        drawn = ensemble(dossier, at=at, view=view.value, draws=draws, rng=seed)
        intervals = interval_table(drawn, measures)
        print_table(intervals.head(top) if top else intervals, shape)
        say(repr(drawn))
        return
    net = dossier.network(at=at, view=view.value)
    ranked = table(net, measures)
    first = next(name for name in ranked.columns if name.split(".")[0] == measures[0])
    ranked = ranked.sort_values(first, ascending=False, kind="stable")
    ranked.insert(0, "name", net.actors["name"])
    print_table(ranked.head(top) if top else ranked, shape)
    say(repr(net))


def _say_what_holds(dossier: Dossier, at: str) -> None:
    """Tell that ties without a known end may count, and warn of a date of which no claim tells anything."""
    first, after = window(at)
    told = [window(date) for date in dossier.claims["date"].unique() if date]
    # The unbounded ends of open dates are bounded by their other ends.
    days = [day for low, high in told for day in (low, high) if FIRST < day < LAST]
    if days and (after <= min(days) or first >= max(days)):
        earliest, latest = format_day(min(days)), format_day(max(days) - 1)
        say(f"netkit: {at} lies outside of all dates that claims tell, {earliest} to {latest}")
    say(f"netkit: ties count that certainly or possibly held then ({at})")


def _check_ranks(name: str) -> None:
    """Refuse what gives actors no values, or not without an option that the command has no place for."""
    found = get_measure(name)
    options = list(inspect.signature(found.function).parameters.values())[1:]
    needs = " and ".join(f"`{option.name}`" for option in options if option.default is option.empty)
    if found.level not in ("actor", "group") or needs:
        also = f" and needs {needs}" if needs else ""
        raise ArgumentError(
            f"`{name}` cannot be ranked: its level is {found.level!r}{also}; "
            "`netkit measures` lists those of level 'actor', and Python gives options"
        )


def measures(plugin: Plugin = None) -> None:
    """List what can be measured."""
    load_plugins(plugin)
    listed = list_measures()
    width = max(len(name) for name in listed["name"])
    for row in listed.to_dict("records"):
        print(f"{row['name']:<{width}}  {row['level']:<8} {row['meaning']}")
