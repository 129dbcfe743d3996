"""A dossier's files, in and out: text as it stands, every fault of form told at once."""

from __future__ import annotations

import csv
import io
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd

from netkit.claims.faults import Fault
from netkit.claims.schema import TABLES
from netkit.errors import ArgumentError, MissingDependencyError

__all__ = ["RawDossier", "package_description", "read_raw", "write_raw"]

PACKAGE = "datapackage.json"


class RawDossier:
    """
    The tables of a folder as text, before anybody looked at what they mean.

    Parameters
    ----------
    folder : Path
        Where they were read.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.package: dict[str, Any] = {}
        self.tables: dict[str, pd.DataFrame] = {}
        self.files: dict[str, str] = {}
        self.faults: list[Fault] = []


def read_raw(folder: str | Path) -> RawDossier:
    """
    Read the package's description and all tables as text.

    Parameters
    ----------
    folder : path
        The dossier.

    Returns
    -------
    RawDossier
        Every table of the schema, empty if the dossier may lack it; rows are indexed by their number in a
        spreadsheet. Columns beyond the schema are kept.

    Raises
    ------
    ArgumentError
        If there is no such folder.
    """
    raw = RawDossier(Path(folder))
    if not raw.folder.is_dir():
        raise ArgumentError(f"{str(folder)!r} is not a folder; give the folder of a dossier, the one with {PACKAGE}")
    raw.package = _read_package(raw)
    for name, path in _resources(raw).items():
        raw.files[name] = path
        frame = _read_parquet(raw, path) if path.endswith(".parquet") else _read_csv(raw, path)
        if frame is not None:
            missing = [column for column in TABLES[name].columns if column not in frame]
            for column in missing:
                raw.faults.append(Fault(path, 1, column, "", f"the column is missing; the header needs {column!r}"))
            raw.tables[name] = frame.reindex(columns=[*frame.columns, *missing], fill_value="")
    for name, table in TABLES.items():
        if name not in raw.tables:
            raw.tables[name] = pd.DataFrame({column: pd.Series(dtype=object) for column in table.columns})
            raw.files.setdefault(name, f"{name}.csv")
    return raw


def _read_package(raw: RawDossier) -> dict[str, Any]:
    path = raw.folder / PACKAGE
    if not path.is_file():
        remedy = "is missing; it makes the folder a data package and lists its tables (`netkit new DIR` writes one)"
        raw.faults.append(Fault(PACKAGE, 0, "", "", remedy))
        return {}
    try:
        package = json.loads(path.read_text("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raw.faults.append(Fault(PACKAGE, getattr(error, "lineno", 0), "", "", f"is no readable JSON: {error}"))
        return {}
    listed = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(listed, list) or not all(
        isinstance(entry, dict) and isinstance(entry.get("name"), str) and isinstance(entry.get("path"), str)
        for entry in listed
    ):
        remedy = "needs `resources`, a list of objects each with a `name` and a `path`"
        raw.faults.append(Fault(PACKAGE, 0, "", "", remedy))
        return {}
    return dict(package)


def _resources(raw: RawDossier) -> dict[str, str]:
    """Find each table's file: what the package lists, else the file named after the table."""
    found = {}
    for entry in raw.package.get("resources", []):
        name, path = entry["name"], entry["path"]
        if name not in TABLES:
            continue
        if Path(path).is_absolute() or ".." in Path(path).parts:
            raw.faults.append(Fault(PACKAGE, 0, name, path, "lies outside the dossier; put the file into its folder"))
        elif not os.path.isfile(raw.folder / path):  # noqa: PTH113  # False for a name that no file can have
            raw.faults.append(Fault(path, 0, "", "", f"is listed in {PACKAGE} but is not there"))
        else:
            found[name] = path
    for name, table in TABLES.items():
        if name in found or any(entry["name"] == name for entry in raw.package.get("resources", [])):
            continue
        if (raw.folder / f"{name}.csv").is_file():
            found[name] = f"{name}.csv"
            if raw.package:
                raw.faults.append(Fault(PACKAGE, 0, "", f"{name}.csv", "is in the folder but not listed; list it"))
        elif table.needed:
            raw.faults.append(Fault(f"{name}.csv", 0, "", "", "is missing; every dossier needs this table"))
    return found


def _read_csv(raw: RawDossier, path: str) -> pd.DataFrame | None:
    try:
        text = (raw.folder / path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = (raw.folder / path).read_bytes()[: error.start].count(b"\n") + 1
        remedy = "is not UTF-8 from here on; save the table as 'CSV UTF-8'"
        raw.faults.append(Fault(path, line, "", "", remedy))
        return None
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raw.faults.append(Fault(path, 0, "", "", f"is no readable CSV ({error}); check the quotation marks"))
        return None
    if not rows:
        raw.faults.append(Fault(path, 1, "", "", "is empty; it needs at least a header"))
        return None
    header = [name.strip() for name in rows[0]]
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        raw.faults.append(Fault(path, 1, "", header[0][:40], "the columns are not separated by commas; save it so"))
        return None
    for name, count in Counter(header).items():
        if count > 1:
            raw.faults.append(Fault(path, 1, name, "", f"the column stands {count} times in the header; keep one"))
    if len(set(header)) < len(header):
        return None
    kept, numbers = [], []
    for number, row in enumerate(rows[1:], 2):
        if not any(row):
            continue
        if len(row) != len(header):
            remedy = f"has {len(row)} cells, the header {len(header)}; a comma inside a cell needs quotation marks"
            raw.faults.append(Fault(path, number, "", "", remedy))
            row = (row + [""] * len(header))[: len(header)]
        kept.append(row)
        numbers.append(number)
    return pd.DataFrame(kept, columns=header, index=numbers, dtype=object)


def _read_parquet(raw: RawDossier, path: str) -> pd.DataFrame | None:
    try:
        frame = pd.read_parquet(raw.folder / path)
    except ImportError as error:
        raise MissingDependencyError(f"{path} needs pyarrow: pip install 'netkit-sna[parquet]'") from error
    except (OSError, ValueError) as error:
        raw.faults.append(Fault(path, 0, "", "", f"is no readable Parquet file: {error}"))
        return None
    text = frame.astype(object).where(frame.notna(), "").map(lambda value: "" if value == "" else str(value))
    text.index = pd.RangeIndex(2, len(text) + 2)
    return text


def package_description(name: str, title: str, files: dict[str, str]) -> dict[str, Any]:
    """
    Describe a dossier as a Tabular Data Package.

    Parameters
    ----------
    name, title : str
        A slug and what people read.
    files : dict of str
        Table → file.

    Returns
    -------
    dict
        The content of ``datapackage.json``, with keys and references of every table.
    """
    resources = []
    for table_name, table in TABLES.items():
        if table_name not in files:
            continue
        words = {column: allowed for column, allowed, _ in table.words}
        fields = []
        for column in table.columns:
            constraints: dict[str, Any] = {}
            if column in table.required and column != table.key:
                constraints["required"] = True
            if column in words:
                constraints["enum"] = list(words[column])
            fields.append({"name": column, "type": "string", **({"constraints": constraints} if constraints else {})})
        schema: dict[str, Any] = {"fields": fields}
        if table.key:
            schema["primaryKey"] = table.key
        keys = []
        for column, other, several in table.references:
            if not several:
                reference = {"resource": "" if other == table_name else other, "fields": TABLES[other].key}
                keys.append({"fields": column, "reference": reference})
        if keys:
            schema["foreignKeys"] = keys
        entry = {"name": table_name, "path": files[table_name], "profile": "tabular-data-resource", "encoding": "utf-8"}
        resources.append({**entry, "description": table.about, "schema": schema})
    licences = [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}]
    about = {"profile": "tabular-data-package", "name": name, "title": title, "version": "0.1.0", "licenses": licences}
    return {**about, "resources": resources}


def write_raw(raw: RawDossier, folder: str | Path) -> None:
    """
    Write tables and package as they were read.

    Parameters
    ----------
    raw : RawDossier
        What is written.
    folder : path
        Made if it is not there.
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    (target / PACKAGE).write_text(json.dumps(raw.package, ensure_ascii=False, indent=2) + "\n", "utf-8")
    for name, path in raw.files.items():
        frame = raw.tables[name]
        if frame.empty and not any(entry["name"] == name for entry in raw.package.get("resources", [])):
            continue
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        if path.endswith(".parquet"):
            frame.reset_index(drop=True).to_parquet(target / path)
            continue
        with (target / path).open("w", encoding="utf-8", newline="") as file:
            for row in (tuple(frame.columns), *frame.itertuples(index=False, name=None)):
                file.write(",".join(map(_quoted, row)) + "\n")


def _quoted(cell: str) -> str:
    """Quote what needs it; Python's csv module forgets a lone carriage return."""
    return '"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in ',"\r\n') else cell
