"""What belongs below a figure: of what, of when, by which choices, on whose word."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from netkit.dossier import Dossier
from netkit.network.network import Network

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netkit.claims.tables import Tables
    from netkit.command.chains import Chain

__all__ = ["caption"]


def caption(subject: Network | Dossier | Iterable[Chain], *sentences: str) -> str:
    """
    Write the caption of a figure.

    Parameters
    ----------
    subject : Network, Dossier or iterable of Chain
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
    tables: Tables | None
    if isinstance(subject, Dossier):
        tables, claims = subject.tables, list(subject.claims.index)
        told = [f"{_count(len(subject.actors), 'actor')}, {_count(len(subject.claims), 'claim')}."]
    else:
        shown = subject if isinstance(subject, Network) else list(subject)
        net = shown if isinstance(shown, Network) else next((chain.net for chain in shown), None)
        told, claims = _network(shown) if isinstance(shown, Network) else _chains(shown)
        tables, policy = (None, None) if net is None else (net.tables, net.policy)
        if policy is not None:
            chosen = "; ".join(f"{name}: {value}" for name, value in policy.describe().items())
            told.append(f"What counts: {chosen}.")
    return "\n".join([*sentences, *told, *(_dossier(tables) + _sources(tables, claims) if tables is not None else [])])


def _network(net: Network) -> tuple[list[str], list[str]]:
    derived = int(net.ties["derived"].sum())
    told = f" ({derived} derived from offices)" if derived else ""
    claims = list(dict.fromkeys(claim for row in net.ties["claims"] for claim in row))
    return [f"{_count(net.n_actors, 'actor')}, {_count(net.n_ties, 'tie')}{told}."], claims


def _chains(chains: list[Chain]) -> tuple[list[str], list[str]]:
    actors = {actor for chain in chains for actor in chain.actors}
    columns = [chain.ties[["subject", "relation", "object"]] for chain in chains]
    steps = {step for part in columns for step in part.itertuples(index=False, name=None)}
    claims = list(dict.fromkeys(str(claim) for chain in chains for row in chain.ties["claims"] for claim in row))
    counts = f"{_count(len(actors), 'actor')}, {_count(len(steps), 'step')}, {_count(len(chains), 'chain')}."
    return [counts], claims


def _dossier(tables: Tables) -> list[str]:
    package = tables.raw.package
    title = str(package.get("title") or package.get("name") or tables.folder.name)
    version = package.get("version")
    return [f"Dossier: {title}{f', version {version}' if version else ''}."]


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
