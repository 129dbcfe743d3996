"""What goes where: results to standard output, faults and progress to standard error."""

from __future__ import annotations

import sys

import pandas as pd

from netkit.cli.options import Format

__all__ = ["print_table", "say"]


def say(text: str) -> None:
    """
    Tell the user something that is no result.

    Parameters
    ----------
    text : str
        One line.
    """
    print(text, file=sys.stderr)


def print_table(frame: pd.DataFrame, shape: Format = Format.table) -> None:
    """
    Print a table with its index.

    Parameters
    ----------
    frame : DataFrame
        The result.
    shape : Format
        As a table to read, with four digits; or as CSV or JSON, with all of them.
    """
    if shape is Format.csv:
        print(frame.to_csv(), end="")
    elif shape is Format.json:
        print(frame.reset_index().to_json(orient="records", force_ascii=False, indent=2))
    elif frame.empty:
        say("nothing found")
    else:
        print(frame.to_string(float_format=lambda value: f"{value:.4g}", na_rep="–"))
