"""The figures of a dossier, each with a caption that says what it was made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from netkit.command.cases import CaseStory, case_story
from netkit.command.chains import Chain
from netkit.dossier import Dossier
from netkit.figures.captions import caption
from netkit.figures.chains import draw_chains
from netkit.figures.command import draw_command
from netkit.figures.network import draw_network
from netkit.figures.saving import save_figure
from netkit.figures.timeline import draw_timeline
from netkit.report.dates import report_dates

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Picture", "case_figures", "dossier_figures", "write_figures"]

_CHAINS_A_CASE = 3
_LIST = "Each actor stands below his strongest superior, and is followed by the others."


@dataclass(frozen=True)
class Picture:
    """
    A figure that was written.

    Parameters
    ----------
    name : str
        The files' name without ending.
    caption : str
        What is shown, by which policy, from how many claims.
    files : tuple of Path
        PNG, SVG and caption file.
    """

    name: str
    caption: str
    files: tuple[Path, ...]

    @property
    def png(self) -> Path:
        """The picture for a page."""
        return next(file for file in self.files if file.suffix == ".png")


def write_figures(dossier: Dossier, out: str | Path) -> list[Path]:
    """
    Write all figures of a dossier.

    Parameters
    ----------
    dossier : Dossier
        What the sources say.
    out : path
        The folder; made if it is not there.

    Returns
    -------
    list of Path
        PNG, SVG and caption file of each figure; the same bytes on every run.
    """
    stories = [case_story(dossier, case) for case in dossier.tables.cases.index]
    pictures = [*dossier_figures(dossier, Path(out)), *case_figures(dossier, stories, Path(out))]
    return [file for picture in pictures for file in picture.files]


def dossier_figures(dossier: Dossier, out: Path) -> list[Picture]:
    """
    Draw the working network and the command at the dates of the report.

    Parameters
    ----------
    dossier : Dossier
        What the sources say.
    out : Path
        The folder.

    Returns
    -------
    list of Picture
        Three a date, and the cases over the years.
    """
    pictures = []
    for date in report_dates(dossier):
        working, command = dossier.network(at=date), dossier.network(at=date, view="command")
        title = f"Who worked with whom on {date}."
        pictures.append(_write(draw_network(working), out / f"network-{date}", caption(working, title)))
        title = f"Who commanded whom on {date}."
        pictures.append(
            _write(draw_command(command, layout="columns"), out / f"command-{date}", caption(command, title))
        )
        indented = draw_command(command, layout="indented")
        pictures.append(_write(indented, out / f"command-list-{date}", caption(command, title, _LIST)))
    pictures.append(_write(draw_timeline(dossier), out / "timeline", caption(dossier, "Cases and deaths.")))
    return pictures


def case_figures(dossier: Dossier, stories: Sequence[CaseStory], out: Path) -> list[Picture]:
    """
    Draw the best chains of each case that has any.

    Parameters
    ----------
    dossier : Dossier
        What the sources say.
    stories : sequence of CaseStory
        The cases.
    out : Path
        The folder.

    Returns
    -------
    list of Picture
        One a case.
    """
    pictures = []
    for story in stories:
        shown = story.chains[:_CHAINS_A_CASE]
        if shown:
            told = _chains_caption(dossier, story, shown)
            pictures.append(_write(draw_chains(shown), out / f"chains-{story.case}", told))
    return pictures


def _write(axes: Axes, path: Path, told: str) -> Picture:
    import matplotlib.pyplot as plt

    files = [
        file for ending in (".png", ".svg") for file in save_figure(axes, path.with_name(path.name + ending), dpi=200)
    ]
    plt.close(axes.figure.number)  # type: ignore[union-attr]  # an Axes of its own has a figure of its own
    beside = path.with_name(path.name + ".txt")
    beside.write_text(told + "\n", "utf-8")
    return Picture(path.name, told, (*files, beside))


def _chains_caption(dossier: Dossier, story: CaseStory, shown: Sequence[Chain]) -> str:
    date = str(dossier.tables.cases.at[story.case, "date"])
    title = f"{story.title}{f' ({date})' if date else ''}: through whom the order can have passed."
    return caption(shown, title, *(f"({number}) {chain}" for number, chain in enumerate(shown, 1)))
