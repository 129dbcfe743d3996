"""What a measure may be given, and what it may return: kind, length, index, nothing infinite; and which one failed."""

from __future__ import annotations

import inspect
import math
import traceback
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netkit.errors import ArgumentError

if TYPE_CHECKING:
    from netkit.network.network import Network

__all__ = ["BLAME", "blame", "check_numbers", "checked", "is_whole"]

_KINDS: Final = {"int": "a whole number", "float": "a number", "bool": "True or False"}

_INFERRED: Final = ("boolean", "decimal", "empty", "floating", "integer", "mixed-integer-float")
_FORMS: Final = {
    "actor": "a measure of level 'actor' returns numbers or booleans, and one of level 'group' labels",
    "tie": "a measure of level 'tie' returns numbers or booleans",
    "pair": "a measure of level 'pair' returns numbers or booleans",
    "network": "a measure of level 'network' returns a number, or a Series or DataFrame of numbers",
    "set": "a measure of level 'set' returns a number, or a DataFrame with a row for each best set: `actors`, a tuple "
    "of ids, and `value`, a number",
}
# The first words of the note on an error that a user's measure raised.
BLAME: Final = "raised by the measure"


def blame(name: str, function: Callable[..., Any], error: BaseException) -> str:
    """
    Say which measure failed, and in which line of its file.

    Parameters
    ----------
    name : str
        The measure's.
    function : callable
        As its author wrote it.
    error : BaseException
        What it raised.

    Returns
    -------
    str
        A note for the error.
    """
    file = getattr(getattr(function, "__code__", None), "co_filename", None)
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    return f"{BLAME} {name!r}" + (f" ({file}:{lines[-1]})" if lines else "")


def is_whole(number: object, least: float = -math.inf) -> bool:
    """
    Tell whether something is a whole number that is large enough.

    Parameters
    ----------
    number : object
        What a user gave.
    least : float
        The smallest that will do.

    Returns
    -------
    bool
        False for True, which is a number to Python alone.
    """
    return isinstance(number, (int, np.integer)) and not isinstance(number, bool) and bool(number >= least)


def check_numbers(name: str, signature: inspect.Signature, options: Mapping[str, Any]) -> None:
    """
    Refuse options of netkit's own measures that are not of the kind that the signature says.

    Parameters
    ----------
    name : str
        The measure's.
    signature : Signature
        Of its function; what is annotated as `int`, `float` or `bool` (or None) is looked at.
    options : mapping
        What was given.

    Raises
    ------
    ArgumentError
        If a number is none, NaN, or not whole.
    """
    for key, value in options.items():
        kind, _, other = str(signature.parameters[key].annotation).partition(" | ")
        if kind not in _KINDS or other not in ("", "None") or (value is None and other):
            continue
        whole, truth = isinstance(value, (int, np.integer)), isinstance(value, (bool, np.bool_))
        real = isinstance(value, (float, np.floating)) and not math.isnan(value)
        if not {"int": whole and not truth, "float": (whole or real) and not truth, "bool": truth}[kind]:
            given = repr(value) if value is None or isinstance(value, (str, int, float)) else type(value).__name__
            raise ArgumentError(f"`{name}`: `{key}` is {given}; it has to be {_KINDS[kind]}")


def checked(name: str, level: str, result: Any, net: Network) -> Any:
    """
    Check what a measure returned, and label it where it came without labels.

    Parameters
    ----------
    name, level : str
        The measure's.
    result : object
        What its function returned.
    net : Network
        What was measured.

    Returns
    -------
    Series, DataFrame or float
        The result; in the network's own order where it is one value an actor or tie.

    Raises
    ------
    ArgumentError
        If the result does not fit the level, holds what is no number, or infinite values.
    """
    if level in ("actor", "group"):
        result = _labelled(name, result, net.index, "actor", "actors")
    elif level == "tie":
        result = _labelled(name, result, pd.RangeIndex(net.n_ties), "tie", "ties")
    elif level == "pair":
        result = _square(name, result, net.index)
    elif _is_number(result):
        result = float(result)
        if math.isinf(result):
            raise ArgumentError(_infinite(name, "the network" if level == "network" else "the set"))
        return result
    elif level == "set":
        result = _sets(name, result, net.index)
    elif not isinstance(result, (pd.Series, pd.DataFrame)):
        raise ArgumentError(f"`{name}` returned {type(result).__name__}; {_FORMS[level]}")
    if level in ("actor", "tie", "network", "pair"):
        result = _numeric(name, level, result)
    _finite(name, result)
    return result


def _is_number(value: object) -> bool:
    # What numpy calls a length of time is one of its integers.
    return (
        isinstance(value, (bool, int, float, np.bool_, np.integer, np.floating)) and np.result_type(value).kind != "m"
    )


def _sets(name: str, result: Any, index: pd.Index[Any]) -> pd.DataFrame:
    if not isinstance(result, pd.DataFrame):
        raise ArgumentError(f"`{name}` returned {type(result).__name__}; {_FORMS['set']}")
    for column in ("actors", "value"):
        if column not in result:
            raise ArgumentError(f"`{name}` returned a table without a column {column!r}; {_FORMS['set']}")
    for members in result["actors"]:
        if not isinstance(members, (tuple, list, set, frozenset)):
            raise ArgumentError(f"`{name}` returned {members!r} in `actors`; {_FORMS['set']}")
        for actor in members:
            if not isinstance(actor, str) or actor not in index:
                raise ArgumentError(f"`{name}` returned a set with {actor!r}, which is none of the network's actors")
    return result.assign(value=_column(name, "set", result["value"]))


def _numeric(name: str, level: str, result: pd.Series[Any] | pd.DataFrame) -> pd.Series[Any] | pd.DataFrame:
    """Refuse what is no number; numbers kept as objects, or with pandas' own missing value, become plain ones."""
    if isinstance(result, pd.Series):
        return _column(name, level, result)
    if all(isinstance(kind, np.dtype) and kind.kind in "biuf" for kind in result.dtypes):
        return result
    columns = [_column(name, level, result.iloc[:, place]) for place in range(result.shape[1])]
    return pd.concat(columns, axis=1).set_axis(result.columns, axis=1)


def _column(name: str, level: str, values: pd.Series[Any]) -> pd.Series[Any]:
    if isinstance(values.dtype, np.dtype) and values.dtype.kind in "biuf":
        return values
    if pd.api.types.infer_dtype(values.astype(object), skipna=True) not in _INFERRED:
        there = values[values.notna()]
        wrong = next((place for place, value in enumerate(there) if not _is_number(value)), 0)
        raise ArgumentError(f"`{name}` returned {there.iloc[wrong]!r} for {there.index[wrong]!r}; {_FORMS[level]}")
    return pd.Series(values.to_numpy(dtype=float, na_value=np.nan), index=values.index, name=values.name)


def _labelled(name: str, result: Any, index: pd.Index[Any], one: str, many: str) -> pd.Series[Any] | pd.DataFrame:
    if isinstance(result, Mapping):
        result = pd.Series(dict(result))
    if isinstance(result, np.ndarray):
        if result.ndim != 1 or len(result) != len(index):
            raise ArgumentError(f"`{name}` returned an array of shape {result.shape}; there are {len(index)} {many}")
        return pd.Series(result, index=index, name=name)
    if not isinstance(result, (pd.Series, pd.DataFrame)):
        raise ArgumentError(
            f"`{name}` returned {type(result).__name__}; one value "
            f"{'an' if one == 'actor' else 'a'} {one} is a Series, an array or a dict"
        )
    if not result.index.is_unique:
        twice = result.index[result.index.duplicated()][0]
        raise ArgumentError(f"`{name}` returned {twice!r} more than once; each {one} has one value")
    if result.index is not index and not result.index.equals(index):
        foreign, missing = result.index.difference(index), index.difference(result.index)
        if len(foreign):
            raise ArgumentError(f"`{name}` returned a value for {foreign[0]!r}, which is none of the network's {many}")
        if len(missing):
            raise ArgumentError(f"`{name}` returned no value for {missing[0]!r}; an undefined value is NaN")
        result = result.reindex(index)
    labelled: pd.Series[Any] | pd.DataFrame = result
    if isinstance(labelled, pd.Series) and labelled.name != name:
        labelled = labelled.rename(name)
    return labelled


def _square(name: str, result: Any, index: pd.Index[Any]) -> pd.DataFrame:
    if isinstance(result, np.ndarray) and result.shape == (len(index), len(index)):
        result = pd.DataFrame(result, index=index, columns=index)
    if not isinstance(result, pd.DataFrame) or not result.index.equals(index) or not result.columns.equals(index):
        raise ArgumentError(
            f"`{name}` must return one value a pair: a DataFrame with the network's {len(index)} actors as index "
            "and columns"
        )
    return result


def _finite(name: str, result: pd.Series[Any] | pd.DataFrame) -> None:
    columns = [result] if isinstance(result, pd.Series) else [result[column] for column in result]
    if isinstance(result, pd.DataFrame) and result.shape[1] and all(kind.kind == "f" for kind in result.dtypes):
        # One pass over the block: a square of all pairs has as many columns as actors.
        columns = []
        infinite = np.isinf(result.to_numpy())
        if infinite.any():
            raise ArgumentError(_infinite(name, repr(result.index[int(np.argwhere(infinite)[0][0])])))
    for values in columns:
        if values.dtype.kind == "f":
            infinite = np.isinf(values.to_numpy())
            if infinite.any():
                raise ArgumentError(_infinite(name, repr(values.index[int(infinite.argmax())])))


def _infinite(name: str, where: str) -> str:
    return f"`{name}` returned an infinite value for {where}; an undefined value is NaN"
