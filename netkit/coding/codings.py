"""
Codings that are kept beside a dossier: folders with the coders' tables alone.

A coding within a dossier's folder (`seeds/x/coding/first`) holds what its coder wrote: actors, names, cases, claims.
What all codings share, sources, relations and scales, comes from the dossier above it.
"""

from __future__ import annotations

from pathlib import Path

from netkit.claims.checking import check
from netkit.claims.faults import Fault
from netkit.claims.reading import PACKAGE, RawDossier, read_raw
from netkit.claims.schema import TABLES
from netkit.claims.tables import Tables
from netkit.dossier import Dossier, read_dossier
from netkit.errors import DossierError

__all__ = ["read_coding"]


def read_coding(folder: str | Path) -> Dossier:
    """
    Read a dossier, or a coding that is kept within one.

    Parameters
    ----------
    folder : path
        A dossier; or a folder without ``datapackage.json`` somewhere below one that has it: the tables that it lacks
        are those of the dossier above.

    Returns
    -------
    Dossier
        Without faults.

    Raises
    ------
    DossierError
        With all faults at once.
    """
    root = Path(folder)
    above = [parent for parent in root.resolve().parents if (parent / PACKAGE).is_file()]
    if (root / PACKAGE).is_file() or not root.is_dir() or not above:
        return read_dossier(folder)
    raw = read_raw(root)
    shared = read_raw(above[0])
    own = {name for name in TABLES if (root / f"{name}.csv").is_file()}
    raw.faults = [fault for fault in raw.faults if not _explained(fault, own)]
    raw.package = shared.package
    for name in TABLES:
        if name not in own and name in ("sources", "relations", "scales"):
            raw.tables[name], raw.files[name] = shared.tables[name], shared.files[name]
    return _checked(raw)


def _explained(fault: Fault, own: set[str]) -> bool:
    """Whether a fault is only that the shared tables are not in this folder."""
    return fault.file == PACKAGE or (fault.row == 0 and fault.file.removesuffix(".csv") not in own)


def _checked(raw: RawDossier) -> Dossier:
    faults = raw.faults + check(raw)
    if faults:
        raise DossierError(str(raw.folder), faults)
    return Dossier(Tables(raw))
