"""What belongs below a figure: of what, of when, by which choices, on whose word."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from netkit.dossier import Dossier

if TYPE_CHECKING:
    from netkit.claims.tables import Tables
    from netkit.network.network import Network

__all__ = ["caption"]


def caption(subject: Network | Dossier, *sentences: str) -> str:
    """
    Write the caption of a figure.

    Parameters
    ----------
    subject : Network or Dossier
        What the figure shows.
    *sentences : str
        What else is to be said, at the beginning: a title, chains read as sentences.

    Returns
    -------
    str
        A line each: the sentences, numbers of actors and ties, the choices that were made, the dossier and its
        version, the sources with the number of claims that the figure rests on. Without addresses of the machine and
        without the day of writing, so that the same figure has the same caption.

    Examples
    --------
    >>> import netkit as nk
    >>> import pandas as pd
    >>> from netkit.figures.captions import caption
    >>> ties = pd.DataFrame([("a", "b")], columns=["subject", "object"])
    >>> print(caption(nk.from_pandas(ties), "Two actors."))
    Two actors.
    2 actors, 1 tie.
    """
    lines = list(sentences)
    if isinstance(subject, Dossier):
        tables: Tables | None = subject.tables
        lines.append(f"{_count(len(subject.actors), 'actor')}, {_count(len(subject.claims), 'claim')}.")
        claims = list(subject.claims.index)
    else:
        tables, ties = subject.tables, subject.ties
        derived = int(ties["derived"].sum())
        told = f" ({derived} derived from offices)" if derived else ""
        lines.append(f"{_count(subject.n_actors, 'actor')}, {_count(subject.n_ties, 'tie')}{told}.")
        if subject.policy is not None:
            chosen = "; ".join(f"{name}: {value}" for name, value in subject.policy.describe().items())
            lines.append(f"What counts: {chosen}.")
        claims = list(dict.fromkeys(claim for row in ties["claims"] for claim in row))
    if tables is not None:
        package = tables.raw.package
        title = str(package.get("title") or package.get("name") or tables.folder.name)
        version = package.get("version")
        lines.append(f"Dossier: {title}{f', version {version}' if version else ''}.")
        lines += _sources(tables, claims)
    return "\n".join(lines)


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _sources(tables: Tables, claims: list[str]) -> list[str]:
    """One line a source, the one with most claims first."""
    counts = Counter(tables.claims.loc[claims, "source"])
    lines = []
    for source, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        row = tables.sources.loc[source]
        parts = [str(row[column]) for column in ("author", "title", "date") if str(row[column])]
        told = f"{', '.join(parts)} ({source}): {_count(number, 'claim')}, reliability {row['reliability']}"
        lines.append(f"Source: {told}.")
    return lines
