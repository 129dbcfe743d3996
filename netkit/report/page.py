"""One page of plain HTML, without scripts: what a report holds, readable in any browser and in print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pandas as pd

from netkit.command.cases import CaseStory
from netkit.dossier import Dossier

__all__ = ["Section", "frame_html", "story_html", "write_page"]

_STYLE = """
:root { color-scheme: light dark; --ink: #1d1d1b; --paper: #fffdf8; --faint: #6b6759;
  --line: #d8d2c2; --mark: #8a1c1c; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9e5da; --paper: #1b1a17; --faint: #a49f90; --line: #403d35; --mark: #e58f7b; }
  figure img { background: #fff; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.2rem 4rem; max-width: 64rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 Georgia, 'Noto Serif', 'Noto Naskh Arabic', serif; }
h1 { font-size: 1.9rem; line-height: 1.2; } h2 { margin-top: 3rem; border-bottom: 2px solid var(--line); }
h3 { margin: 2rem 0 .3rem; } a { color: var(--mark); }
nav ol { columns: 2; padding-left: 1.2rem; } .faint, figcaption, caption { color: var(--faint); font-size: .85rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font: 13px/1.4 system-ui, sans-serif; }
th, td { padding: .25rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
figure { margin: 1.2rem 0; } figure img { max-width: 100%; height: auto; }
ol.chains > li { margin: .5rem 0; } .arrow { color: var(--mark); } .missing { color: var(--mark); }
details { margin: .4rem 0; } summary { cursor: pointer; } details li { margin: .3rem 0; }
@media print { details { display: block; } details > * { display: block; } nav { display: none; }
  h2 { break-before: page; } }
"""


@dataclass(frozen=True)
class Section:
    """
    A part of the page.

    Parameters
    ----------
    anchor, title : str
        Where links lead, and what the heading says.
    body : str
        HTML.
    """

    anchor: str
    title: str
    body: str


def write_page(path: Path, dossier: Dossier, sections: Sequence[Section]) -> None:
    """
    Write the page.

    Parameters
    ----------
    path : Path
        The file.
    dossier : Dossier
        Whose title and counts stand at the head.
    sections : sequence of Section
        In their order.
    """
    title = escape(str(dossier.tables.raw.package.get("title", dossier.tables.folder.name)))
    links = "".join(f'<li><a href="#{part.anchor}">{escape(part.title)}</a></li>' for part in sections)
    body = "".join(
        f'<section id="{part.anchor}"><h2>{escape(part.title)}</h2>{part.body}</section>' for part in sections
    )
    counts = (
        f"{len(dossier.claims)} claims on {len(dossier.actors)} actors in {len(dossier.cases)} cases, "
        f"from {len(dossier.sources)} sources"
    )
    path.write_text(
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self'; "
        f"style-src 'unsafe-inline'\"><style>{_STYLE}</style></head><body>"
        f'<h1>{title}</h1><p class="faint">{escape(counts)}. Claims are what the sources say, true or not; '
        f"each number below rests on those that it cites.</p><nav><ol>{links}</ol></nav>{body}</body></html>\n",
        "utf-8",
    )


def frame_html(frame: pd.DataFrame, caption: str = "") -> str:
    """
    Turn a table into HTML, as text alone.

    Parameters
    ----------
    frame : DataFrame
        Few enough rows to be read; its index is not shown.
    caption : str, optional
        Stands above it.

    Returns
    -------
    str
        HTML; numbers to three decimals, NaN as a dash.
    """
    head = "".join(f"<th>{escape(str(name))}</th>" for name in frame.columns)
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in frame.itertuples(index=False, name=None))
    told = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f'<div class="scroll"><table>{told}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _cell(value: object) -> str:
    if isinstance(value, float):
        text = "–" if value != value else f"{value:.3f}".rstrip("0").rstrip(".")
        return f'<td class="number">{text}</td>'
    kind = ' class="number"' if isinstance(value, int) and not isinstance(value, bool) else ""
    return f'<td{kind} dir="auto">{escape(str(value))}</td>'


def story_html(story: CaseStory, dossier: Dossier, picture: str = "") -> str:
    """
    Tell a case.

    Parameters
    ----------
    story : CaseStory
        The case.
    dossier : Dossier
        Where names are looked up.
    picture : str, optional
        Address of its figure, relative to the page.

    Returns
    -------
    str
        HTML.
    """
    names = dossier.tables.actors["name"]
    victims = ", ".join(names[actor] for actor in story.victims) or "nobody named"
    date = f", {story.date}" if story.date else ""
    parts = [f'<h3 id="case-{story.case}">{escape(story.title)}</h3>']
    parts.append(
        f'<p class="faint">{escape(story.case + date)}; against {escape(victims)}. {escape(story.outcome)}</p>'
    )
    if story.chains:
        shown = "".join(
            f"<li>{_chain_html([names[actor] for actor in chain.actors], str(chain))}</li>" for chain in story.chains
        )
        parts.append(f'<ol class="chains">{shown}</ol>')
    parts += [f'<p class="missing">Not said: {escape(text)}.</p>' for text in story.missing]
    if picture:
        parts.append(f'<figure><img src="{picture}" alt="Chains of {escape(story.title)}" loading="lazy"></figure>')
    sections = (
        ("Who wanted it", story.wanted),
        ("Who passed it on", story.passed_on),
        ("Who carried it out", story.carried_out),
        ("What was done to others", story.done_to_others),
        ("Deaths told", story.ended),
    )
    for title, claims in sections:
        if len(claims):
            items = "".join(f'<li dir="auto">{escape(citation)}</li>' for citation in claims["citation"])
            parts.append(f"<details><summary>{title} ({len(claims)})</summary><ul>{items}</ul></details>")
    return "".join(parts)


def _chain_html(actors: Sequence[str], sentence: str) -> str:
    arrows = ' <span class="arrow">→</span> '.join(f"<b>{escape(actor)}</b>" for actor in actors)
    return f'{arrows}<br><span class="faint">{escape(sentence)}</span>'
