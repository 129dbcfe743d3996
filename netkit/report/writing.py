"""The report: tables, figures, cases, notebooks, and one page that shows it all."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import NoReturn

import pandas as pd
from tqdm.auto import tqdm

from netkit.command.cases import CaseStory, case_story
from netkit.dossier import Dossier
from netkit.errors import MissingDependencyError
from netkit.explorer.page import write_explorer
from netkit.measures.tables import table
from netkit.report.dates import report_dates
from netkit.report.drawing import Picture, case_figures, dossier_figures
from netkit.report.notebooks import run_notebook
from netkit.report.page import Section, frame_html, story_html, write_page
from netkit.report.responsibility import responsibility_html, responsibility_table

__all__ = ["Written", "write_report"]

_RANKS = ["betweenness", "degree", "harmonic", "pagerank", "constraint"]


@dataclass
class Written:
    """
    What a report holds.

    Parameters
    ----------
    folder : Path
        Where it was written.
    tables, figures, pages : list of Path
        The files of each kind.
    cases : int
        How many cases are told.
    skipped : list of str
        What was left out, and why.
    """

    folder: Path
    tables: list[Path] = field(default_factory=list)
    figures: list[Path] = field(default_factory=list)
    cases: int = 0
    pages: list[Path] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Name what was written, in one line."""
        counts = f"{len(self.tables)} tables, {len(self.figures)} figures, {self.cases} cases, {len(self.pages)} pages"
        left_out = f" (left out: {'; '.join(self.skipped)})" if self.skipped else ""
        return f"wrote {self.folder / 'index.html'}: {counts}{left_out}"


def write_report(dossier: Dossier, out: str | Path, *, notebooks: str | Path | None = "notebooks") -> Written:
    """
    Do the main job on a dossier.

    Parameters
    ----------
    dossier : Dossier
        What the sources say.
    out : path
        The folder that is written; made if it is not there.
    notebooks : path, optional
        A folder of notebooks that are run and shown; None or a folder that is not there runs none, which is told.

    Returns
    -------
    Written
        ``tables/`` (CSV), ``figures/`` (PNG and SVG with captions), ``notebooks/`` (HTML) and ``index.html``.

    Raises
    ------
    NetkitError
        If a notebook fails.
    """
    written = Written(Path(out))
    written.folder.mkdir(parents=True, exist_ok=True)
    dates = report_dates(dossier)
    cases = list(dossier.tables.cases.index)
    found = sorted(Path(notebooks).glob("*.ipynb")) if notebooks is not None and Path(notebooks).is_dir() else []
    if not found:
        written.skipped.append("notebooks: there is no folder with any")
    elif importlib.util.find_spec("nbclient") is None or importlib.util.find_spec("nbconvert") is None:
        found = []
        written.skipped.append("notebooks: pip install 'netkit-sna[notebooks]'")
    steps = len(dates) * 3 + len(cases) + len(found) + 5
    with tqdm(total=steps, desc="report", unit="step", disable=None) as progress:
        ranks = _write_tables(dossier, dates, written, progress)
        stories = []
        for case in cases:
            stories.append(case_story(dossier, case))
            progress.update()
        _write_chains(dossier, stories, written)
        reached = responsibility_table(dossier)
        _write_table(written, "responsibility", reached, index=False)
        progress.update()
        pictures = dossier_figures(dossier, written.folder / "figures")
        pictures += case_figures(dossier, stories, written.folder / "figures")
        written.figures = [file for picture in pictures for file in picture.files]
        progress.update(len(dates) + 1)
        for notebook in found:
            progress.set_postfix_str(notebook.name)
            written.pages.append(run_notebook(notebook, written.folder / "notebooks"))
            progress.update()
        try:
            written.pages.append(write_explorer(dossier, written.folder / "explorer.html"))
        except MissingDependencyError as error:
            # Without the library that the explorer shows its networks with, the report is whole but for that page.
            written.skipped.append(f"explorer: {error}")
        progress.update()
        page = written.folder / "index.html"
        write_page(page, dossier, _sections(dossier, written, ranks, stories, reached, pictures))
        written.pages.append(page)
        written.cases = len(stories)
        progress.update()
    return written


def _write_tables(
    dossier: Dossier, dates: list[str], written: Written, progress: tqdm[NoReturn]
) -> dict[str, pd.DataFrame]:
    """Write the tables; return the ranks at each date."""
    names, ranks = dossier.tables.actors["name"], {}
    for date in dates:
        net = dossier.network(at=date)
        ranked = table(net, _RANKS).sort_values("betweenness", ascending=False, kind="stable")
        ranked.insert(0, "name", names)
        ranks[date] = ranked
        _write_table(written, f"ranks-{date}", ranked)
        progress.update()
        for view in ("working", "command"):
            ties = dossier.network(at=date, view=view).ties
            _write_table(
                written,
                f"ties-{view}-{date}",
                ties.assign(claims=[" ".join(claims) for claims in ties["claims"]]).drop(columns="rests_on"),
            )
        _write_table(written, f"actors-{date}", net.actors)
        progress.update()
    _write_table(written, "cases", dossier.cases_table())
    tenures = dossier.tenures()
    _write_table(written, "tenures", tenures.assign(claims=[" ".join(claims) for claims in tenures["claims"]]))
    progress.update()
    return ranks


def _write_table(written: Written, name: str, frame: pd.DataFrame, *, index: bool = True) -> None:
    path = written.folder / "tables" / f"{name}.csv"
    path.parent.mkdir(exist_ok=True)
    frame.to_csv(path, index=index, lineterminator="\n")
    written.tables.append(path)


def _write_chains(dossier: Dossier, stories: list[CaseStory], written: Written) -> None:
    names = dossier.tables.actors["name"]
    rows = [
        {
            "case": story.case,
            "rank": rank,
            "chain": " → ".join(names[actor] for actor in chain.actors),
            "probability": round(chain.probability, 4),
            "weakest": round(chain.weakest, 4),
            "claims": " ".join(dict.fromkeys(claim for claims in chain.ties["claims"] for claim in claims)),
            "sentence": str(chain),
        }
        for story in stories
        for rank, chain in enumerate(story.chains, 1)
    ]
    columns = ["case", "rank", "chain", "probability", "weakest", "claims", "sentence"]
    _write_table(written, "chains", pd.DataFrame(rows, columns=columns), index=False)


def _sections(
    dossier: Dossier,
    written: Written,
    ranks: dict[str, pd.DataFrame],
    stories: list[CaseStory],
    reached: pd.DataFrame,
    pictures: list[Picture],
) -> list[Section]:
    shown = {picture.name: picture for picture in pictures}
    sections = []
    for date, ranked in ranks.items():
        net = dossier.network(at=date)
        caption = f"The ten highest by betweenness among {net.n_actors} actors with {net.n_ties} ties. "
        caption += "Claims and sources say how much is written about each."
        body = frame_html(ranked.head(10), caption)
        for kind in ("network", "command"):
            body += _figure(shown[f"{kind}-{date}"], written)
        sections.append(Section(f"at-{date}", f"The network on {date}", body))
    told = dossier.cases_table()
    links = frame_html(told[["title", "date", "victims", "instigators", "perpetrators", "claims"]])
    cases = "".join(
        story_html(
            story,
            dossier,
            shown[f"chains-{story.case}"].png.relative_to(written.folder).as_posix()
            if f"chains-{story.case}" in shown
            else "",
        )
        for story in stories
    )
    years = _figure(shown["timeline"], written) if "timeline" in shown else ""
    sections.append(Section("cases", "The cases", years + links + cases))
    sections.append(Section("responsibility", "Who stood on whose way", responsibility_html(reached)))
    if written.pages:
        items = "".join(
            f'<li><a href="{page.relative_to(written.folder).as_posix()}">{escape(page.stem)}</a></li>'
            for page in written.pages
        )
        sections.append(Section("pages", "To explore, and the notebooks", f"<ul>{items}</ul>"))
    files = "".join(
        f'<li><a href="{file.relative_to(written.folder).as_posix()}">{escape(file.name)}</a></li>'
        for file in written.tables
    )
    sections.append(Section("tables", "Tables", f"<ul>{files}</ul>"))
    return sections


def _figure(picture: Picture, written: Written) -> str:
    source = picture.png.relative_to(written.folder).as_posix()
    image = f'<img src="{source}" alt="{escape(picture.caption.split(".")[0])}" loading="lazy">'
    return f"<figure>{image}<figcaption>{escape(picture.caption)}</figcaption></figure>"
