"""The `netkit` command: its subcommands in the order in which the help lists them, and what a fault becomes."""

from __future__ import annotations

import shlex
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from netkit.cli.coding import agree, cover, new
from netkit.cli.dossier import check, find, who, why
from netkit.cli.measuring import measures, rank
from netkit.cli.orders import case, chains, responsibility
from netkit.cli.output import say
from netkit.cli.writing import explore, export, figures, report
from netkit.errors import DossierError, NetkitError
from netkit.measures.checks import BLAME

__all__ = ["app", "main"]

app = typer.Typer(
    help="From what documents claim to networks, measures, chains of command and figures.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for _command in (
    *(check, find, who, rank, chains, case, responsibility, why),
    *(export, explore, measures, new, cover, agree, report, figures),
):
    app.command()(_command)


def _tell_version(asked: bool) -> None:
    if asked:
        print(f"netkit {version('netkit-sna')}")
        raise typer.Exit


@app.callback()
def _common(
    _: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_tell_version, help="Tell the version and end.")
    ] = False,
) -> None:
    """From what documents claim to networks, measures, chains of command and figures."""


def main() -> None:
    """Run the command; a fault of the user's is one line on standard error and exit status 2."""
    try:
        app()
    except DossierError as error:
        plural = "s" if len(error.faults) > 1 else ""
        check_it = shlex.join(["netkit", "check", str(error.folder)])
        say(f"netkit: {error.folder} has {len(error.faults)} fault{plural}; `{check_it}` lists them")
        sys.exit(2)
    except NetkitError as error:
        say(f"netkit: {error}")
        sys.exit(2)
    except BrokenPipeError:
        # The reader of the output, such as `head`, has seen enough.
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        said = _fault_of_the_user(error)
        if said is None:
            raise
        say(f"netkit: {said}")
        sys.exit(2)


def _fault_of_the_user(error: Exception) -> str | None:
    """Tell of a file that cannot be used, or a measure of the user's that fails; anything else is netkit's fault."""
    blamed = [note for note in getattr(error, "__notes__", ()) if note.startswith(BLAME)]
    if blamed:
        return f"{type(error).__name__}: {' '.join(str(error).split())}, {blamed[0]}"
    if isinstance(error, OSError):
        return f"{error.filename} cannot be read or written: {error.strerror}" if error.filename else str(error)
    return None
