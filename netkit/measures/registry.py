"""The registry: what makes a function a measure, what it may return, and how it is found."""

from __future__ import annotations

import difflib
import functools
import importlib
import inspect
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, Final, Literal, ParamSpec, TypeVar, cast, get_args

import pandas as pd

from netkit.errors import ArgumentError, NetkitError
from netkit.measures import FAMILIES
from netkit.measures.checks import blame, check_numbers, checked
from netkit.measures.docs import Explanation, explanation, meaning_of, reference_of
from netkit.network.network import Network

__all__ = ["Level", "Measure", "call_measure", "explain", "get_measure", "list_measures", "load_plugin", "measure"]

Level = Literal["actor", "tie", "pair", "group", "network", "set"]
LEVELS: Final = get_args(Level)
ENTRY_POINTS: Final = "netkit.measures"

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Measure:
    """
    A registered measure.

    Parameters
    ----------
    name : str
        What it is called.
    level : {"actor", "tie", "pair", "group", "network", "set"}
        What a value belongs to.
    function : callable
        Takes a network and keyword options; checks what it returns.
    meaning : str
        First line of its docstring.
    reference : str
        First reference of its docstring.
    """

    name: str
    level: Level
    function: Callable[..., Any]
    meaning: str
    reference: str


_MEASURES: dict[str, Measure] = {}
_LOADED: set[str] = set()


def measure(
    level: Level, *, name: str | None = None
) -> Callable[[Callable[Parameters, Result]], Callable[Parameters, Result]]:
    """
    Register a function of a network as a measure.

    From then on it stands in `list_measures`, `table` and wherever else measures are looked up by name, and what it
    returns is checked and labelled.

    Parameters
    ----------
    level : {"actor", "tie", "pair", "group", "network", "set"}
        What a value belongs to: "actor" and "group" give one value an actor (a Series or DataFrame indexed by actor,
        or an array or dict to be made one), "tie" one value a tie, "pair" a square DataFrame, "network" a number,
        Series or DataFrame, "set" a number, or a DataFrame with a row for each best set: `actors`, a tuple of ids, and
        `value`. Values are numbers or booleans, those of a "group" may be labels.
    name : str, optional
        What it is called; the function's own name without it.

    Returns
    -------
    callable
        A decorator; the function that it returns is called as the one that it was given.

    Raises
    ------
    ArgumentError
        If no level is said, there is none such, or the name belongs to one of netkit's own measures.

    Examples
    --------
    >>> import networkx as nx
    >>> import netkit as nk
    >>> @nk.measure(level="actor")
    ... def contacts_of_contacts(net):
    ...     within_two = (nk.distances(net, mode="all") <= 2).sum(axis=1)
    ...     return within_two.astype(float) - 1
    >>> net = nk.from_networkx(nx.path_graph(4))
    >>> nk.table(net, ["degree", "contacts_of_contacts"])["contacts_of_contacts"].tolist()
    [2.0, 3.0, 3.0, 2.0]
    """
    if callable(level):
        raise ArgumentError('a measure says what its values belong to: put `@nk.measure(level="actor")` above it')
    if level not in LEVELS:
        raise ArgumentError(f"`level` is {level!r}; it can be {', '.join(map(repr, LEVELS))}")

    def register(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
        called = name or function.__name__
        if function.__module__ not in FAMILIES:
            _load_families()
        known = _MEASURES.get(called)
        if known is not None and known.function.__module__ in FAMILIES and function.__module__ not in FAMILIES:
            raise ArgumentError(f"{called!r} is one of netkit's own measures; give yours another `name`")
        wrapped = _checking(called, level, function)
        text = inspect.getdoc(function) or ""
        _MEASURES[called] = Measure(called, level, wrapped, meaning_of(text), reference_of(text))
        return wrapped

    return register


def _checking(name: str, level: Level, function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    signature = inspect.signature(function)
    first = next(iter(signature.parameters), None)

    @functools.wraps(function)
    def measured(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError as error:
            raise ArgumentError(f"`{name}{signature}`: {error}") from None
        net = bound.arguments.get(first) if first else None
        if not isinstance(net, Network):
            raise ArgumentError(
                f"`{name}` measures a Network, not {type(net).__name__}; from_pandas and from_networkx make one"
            )
        if function.__module__ in FAMILIES:
            check_numbers(name, signature, bound.arguments)
        try:
            returned = function(*args, **kwargs)
        except NetkitError:
            raise
        except Exception as error:
            # A user's measure may fail in any way: say which one it was and where, and keep what went wrong.
            if function.__module__ not in FAMILIES:
                error.add_note(blame(name, function, error))
            raise
        result = checked(name, level, returned, net)
        if isinstance(result, (pd.Series, pd.DataFrame)):
            bound.apply_defaults()
            told = {key: _plain(value) for key, value in bound.arguments.items() if key != first}
            result.attrs |= {
                "measure": name,
                "parameters": told,
                "policy": net.policy.describe() if net.policy else {},
                "actors": net.n_actors,
                "ties": net.n_ties,
            }
        return cast("Result", result)

    return measured


def _plain(value: object) -> object:
    """Give the value of a parameter as something that can be printed and compared, as pandas compares attributes."""
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, (tuple, list, set, frozenset)):
        return [_plain(item) for item in value]
    return f"{type(value).__name__} {value.name!r}" if isinstance(value, pd.Series) else type(value).__name__


def _load_families() -> None:
    for family in FAMILIES:
        if family not in _LOADED:
            _LOADED.add(family)
            importlib.import_module(family)


def _load_all() -> None:
    _load_families()
    # Looking through all installed packages takes a hundredth of a second: once is enough.
    if ENTRY_POINTS in _LOADED:
        return
    _LOADED.add(ENTRY_POINTS)
    for point in entry_points(group=ENTRY_POINTS):
        try:
            point.load()
        except Exception as error:  # noqa: BLE001 # somebody else's package may fail in any way, and must break nothing
            _warn(f"{point.name} ({point.value})", error)


def _warn(what: str, error: BaseException) -> None:
    warnings.warn(
        f"the plug-in {what} did not load and its measures are missing: {type(error).__name__}: {error}",
        RuntimeWarning,
        stacklevel=3,
    )


def load_plugin(plugin: str) -> list[str]:
    r"""
    Load a file or module that registers measures.

    Parameters
    ----------
    plugin : str or path
        A ``.py`` file, or the name of an installed module.

    Returns
    -------
    list of str
        Names of the measures that it registered; empty, after a warning, if it failed.

    Raises
    ------
    ArgumentError
        If there is no such file or module.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> import netkit as nk
    >>> file = Path(mkdtemp()) / "mine.py"
    >>> text = "import netkit as nk\n@nk.measure(level='network')\ndef size(net): return float(net.n_actors)\n"
    >>> _ = file.write_text(text)
    >>> nk.load_plugin(str(file))
    ['size']
    """
    name = str(plugin)
    load = _loader(name)
    _load_families()
    before = dict(_MEASURES)
    try:
        load()
    except Exception as error:  # noqa: BLE001 # a user's file may fail in any way, and must break nothing
        _MEASURES.clear()
        _MEASURES.update(before)
        _warn(name, error)
        return []
    return [key for key, found in _MEASURES.items() if before.get(key) is not found]


def _loader(name: str) -> Callable[[], object]:
    """Find a plug-in; nothing of it runs yet, though the packages around a module do."""
    path = Path(name)
    if path.suffix == ".py":
        spec = spec_from_file_location(f"netkit_plugin_{path.stem}", path) if path.is_file() else None
        if spec is None or spec.loader is None:
            raise ArgumentError(f"there is no file {name}: a plug-in is a Python file or an installed module")
        return functools.partial(spec.loader.exec_module, module_from_spec(spec))
    try:
        found = find_spec(name)
    except (ImportError, ValueError):
        found = None
    if found is None:
        raise ArgumentError(f"there is no module {name}: a plug-in is a Python file or an installed module")
    return functools.partial(importlib.import_module, name)


def get_measure(which: str | Callable[..., Any]) -> Measure:
    """
    Look up a measure.

    Parameters
    ----------
    which : str or callable
        Its name, or the function itself.

    Returns
    -------
    Measure
        The entry of the registry.

    Raises
    ------
    ArgumentError
        If there is none; the message names those that are spelt alike.

    Examples
    --------
    >>> import netkit as nk
    >>> nk.get_measure("constraint").level
    'actor'
    """
    _load_all()
    if callable(which):
        for found in _MEASURES.values():
            if found.function is which:
                return found
        label = getattr(which, "__name__", str(which))
        raise ArgumentError(f"{label!r} is no measure yet: put `@nk.measure(level=…)` above it")
    if which in _MEASURES:
        return _MEASURES[which]
    near = difflib.get_close_matches(str(which), _MEASURES, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(map(repr, near))}?" if near else "list_measures() names what there is"
    raise ArgumentError(f"there is no measure {which!r}; {hint}")


def list_measures(level: Level | None = None) -> pd.DataFrame:
    """
    List what there is, one's own measures included.

    Parameters
    ----------
    level : {"actor", "tie", "pair", "group", "network", "set"}, optional
        Only those of this level.

    Returns
    -------
    DataFrame
        Columns name, level, meaning, reference; netkit's own first.

    Raises
    ------
    ArgumentError
        If there is no such level.

    Examples
    --------
    >>> import netkit as nk
    >>> measures = nk.list_measures("tie")
    >>> measures["name"].tolist()
    ['tie_betweenness', 'bridges']
    """
    if level is not None and level not in LEVELS:
        raise ArgumentError(f"`level` is {level!r}; it can be {', '.join(map(repr, LEVELS))}")
    _load_all()
    # By family, whichever was imported first; `sorted` leaves users' own in the order of their registration.
    places = {family: place for place, family in enumerate(FAMILIES)}
    found = sorted(_MEASURES.values(), key=lambda m: places.get(m.function.__module__, len(places)))
    rows = [(m.name, m.level, m.meaning, m.reference) for m in found if level in (None, m.level)]
    return pd.DataFrame(rows, columns=["name", "level", "meaning", "reference"], dtype="str")


def explain(which: str | Callable[..., Any]) -> Explanation:
    """
    Tell what a measure means: the text of its docstring, in reading order.

    Parameters
    ----------
    which : str or callable
        A measure.

    Returns
    -------
    Explanation
        A text: meaning, formula, what it does with direction and weights, options, what comes back, references.

    Raises
    ------
    ArgumentError
        If there is no such measure.

    Examples
    --------
    >>> import netkit as nk
    >>> print(nk.explain("density"))  # doctest: +ELLIPSIS
    density (one value for the whole network)
    ...
    """
    found = get_measure(which)
    return explanation(found.name, found.level, inspect.getdoc(found.function) or "")


def call_measure(which: str | Callable[..., Any], net: Network, options: Mapping[str, Any]) -> tuple[Measure, Any]:
    """
    Look a measure up and apply it.

    Parameters
    ----------
    which : str or callable
        A measure.
    net : Network
        What is measured.
    options : mapping
        Its keyword arguments.

    Returns
    -------
    tuple of Measure and its result
        The entry of the registry, and the checked value.

    Raises
    ------
    NetkitError
        What the lookup or the measure raises.
    """
    found = get_measure(which)
    return found, found.function(net, **options)
