"""A case as text, for a terminal."""

from __future__ import annotations

from netkit.command.cases import CaseStory
from netkit.dossier import Dossier

__all__ = ["tell_case"]


def tell_case(story: CaseStory, dossier: Dossier) -> str:
    """
    Write a case out as text.

    Parameters
    ----------
    story : CaseStory
        The case.
    dossier : Dossier
        Where names are looked up.

    Returns
    -------
    str
        Several lines.
    """
    names = dossier.actors["name"]
    lines = [f"{story.title} ({story.case}{', ' + story.date if story.date else ''})"]
    if story.victims:
        lines.append(f"  against: {', '.join(names[actor] for actor in story.victims)}")
    if story.outcome:
        lines.append(f"  outcome: {story.outcome}")
    doing = (("wanted it", story.wanted), ("passed it on", story.passed_on), ("carried it out", story.carried_out))
    for title, claims in (*doing, ("done to others", story.done_to_others), ("deaths told", story.ended)):
        if len(claims):
            lines += [f"  {title}:", *(f"    {citation}" for citation in claims["citation"])]
    lines += ["  chains:"] if story.chains else []
    for number, chain in enumerate(story.chains, 1):
        lines += [f"    {number}. {' → '.join(names[actor] for actor in chain.actors)}", f"       {chain}"]
    lines += [f"  not said: {text}" for text in story.missing]
    return "\n".join(lines)
