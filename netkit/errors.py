"""The errors of netkit: one base class, and a child for each thing that a caller may want to tell apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netkit.claims.faults import Fault

__all__ = [
    "AmbiguousNameError",
    "ArgumentError",
    "ConvergenceError",
    "DateError",
    "DossierError",
    "FileFormatError",
    "MissingDependencyError",
    "NetkitError",
    "NotDefinedError",
    "UnknownNameError",
]


class NetkitError(Exception):
    """Base of all errors that netkit raises on purpose."""


class ArgumentError(NetkitError, ValueError):
    """An argument has a value that netkit cannot use."""


class DateError(NetkitError, ValueError):
    """A date is not in the supported subset of EDTF, or impossible."""


class UnknownNameError(NetkitError, LookupError):
    """No actor is known under this name."""


class AmbiguousNameError(NetkitError, LookupError):
    """Several actors may be meant by this name."""


class FileFormatError(NetkitError, ValueError):
    """A file of another program cannot be read, or not as what its ending says."""


class NotDefinedError(NetkitError, ValueError):
    """A measure has no meaning for this kind of network."""


class ConvergenceError(NetkitError, ArithmeticError):
    """An iteration ended without a result that can be trusted."""


class MissingDependencyError(NetkitError, ImportError):
    """A package that an optional part of netkit needs is not installed."""


class DossierError(NetkitError, ValueError):
    """
    A dossier has faults and was not loaded.

    Parameters
    ----------
    folder : str
        The dossier's folder.
    faults : sequence of Fault
        All of them, in the order of files and rows.
    """

    def __init__(self, folder: str, faults: Sequence[Fault]) -> None:
        self.folder = folder
        self.faults = list(faults)
        shown = "\n".join(f"  {fault}" for fault in self.faults[:20])
        more = f"\n  … and {len(self.faults) - 20} more" if len(self.faults) > 20 else ""
        plural = "" if len(self.faults) == 1 else "s"
        super().__init__(f"{folder} has {len(self.faults)} fault{plural} and was not loaded:\n{shown}{more}")
