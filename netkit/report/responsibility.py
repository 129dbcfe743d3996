"""Who stood on the chains to which victims: a table, and the part of the page that shows it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import pandas as pd

from netkit.command.responsibility import responsibility
from netkit.dossier import Dossier
from netkit.report.page import frame_html

__all__ = ["responsibility_html", "responsibility_table"]

_COLUMNS = [
    *("commander", "commander_name", "victim", "victim_name", "case", "part", "probability", "steps", "through"),
    *("through_name", "by_whom", "by_whom_name", "inferred", "claims", "sources"),
]
_PARTS = ["wanted it", "passed it on", "carried it out"]
_TOLD = """Everybody who stands on a chain of a case, and the victims that his chains reach. The probability is that of
the best chain from him on; an inferred step follows from an office, or leads through a membership of which no source
names an order. To stand on a chain is what the sources claim, not guilt."""


def responsibility_table(dossier: Dossier, *, cases: Iterable[str] | None = None) -> pd.DataFrame:
    """
    Tell for every commander the victims that his chains reach, with names beside the ids.

    Parameters
    ----------
    dossier : Dossier
        What the sources say.
    cases : iterable of str, optional
        Ids of cases; all of them if not given.

    Returns
    -------
    DataFrame
        As `netkit.command.responsibility.responsibility` gives it; several ids stand in one cell, with spaces
        between. Names of commander, victim, those between and the doer are columns of their own.
    """
    names, table = dossier.tables.actors["name"], responsibility(dossier, cases=cases)
    named = {f"{column}_name": names.reindex(table[column]).to_numpy() for column in ("commander", "victim", "by_whom")}
    between = [" → ".join(names[actor] for actor in through) for through in table["through"]]
    joined = {name: [" ".join(ids) for ids in table[name]] for name in ("through", "claims", "sources")}
    return table.assign(**joined, **named, through_name=between)[_COLUMNS]


def responsibility_html(table: pd.DataFrame) -> str:
    """
    Show the table: who reaches how many victims, and beneath each commander whom, how and on which claims.

    Parameters
    ----------
    table : DataFrame
        As `responsibility_table` gives it.

    Returns
    -------
    str
        HTML.
    """
    groups = table.groupby(["commander", "commander_name"], sort=False)
    counts = pd.DataFrame(
        {
            "commander": [name for (_, name), _ in groups],
            "victims": groups["victim"].nunique().tolist(),
            **{part: [int((group["part"] == part).sum()) for _, group in groups] for part in _PARTS},
            "best": groups["probability"].max().tolist(),
        }
    )
    parts = [f"<p>{escape(' '.join(_TOLD.split()))}</p>", frame_html(counts)]
    for (_, name), group in groups:
        shown = pd.DataFrame(
            {
                "victim": group["victim_name"],
                "case": group["case"],
                "part": group["part"],
                "probability": group["probability"],
                "through": group["through_name"].replace("", "–"),
                "by whose hand": group["by_whom_name"].where(group["steps"] > 1, "own hand"),
                "inferred": group["inferred"].map({True: "a step", False: ""}),
                "claims": group["claims"],
            }
        )
        several = f"{len(group)} chain{'s' if len(group) > 1 else ''}"
        parts.append(f"<details><summary>{escape(str(name))} ({several})</summary>{frame_html(shown)}</details>")
    return "".join(parts)
