"""Tests of the public face: what `import netkit as nk` offers, how it is described, and what it does not load."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pandas as pd
import pytest

import netkit as nk

ROOT = Path(__file__).resolve().parent.parent
SECTIONS = [
    "Parameters",
    "Attributes",
    "Returns",
    "Yields",
    "Raises",
    "Warns",
    "See Also",
    "Notes",
    "References",
    "Examples",
]
# What a question is about is positional; the rest has to be named.
SUBJECTS = {
    *("net", "other", "ties", "actors", "graph", "folder", "documents", "dossier", "source", "target", "root", "case"),
    *(
        "measures",
        "measure",
        "name",
        "names",
        "path",
        "plugin",
        "chains",
        "self",
        "args",
        "group",
        "sources",
        "targets",
    ),
    *(
        "directed",
        "draws",
        "ensemble",
        "function",
        "func",
        "file",
        "k",
        "groups",
        "story",
        "net_or_dossier",
        "out",
        "level",
        "title",
    ),
}


def sections(text: str) -> dict[str, str]:
    """Split a numpydoc docstring into its sections."""
    parts = re.split(r"^\s*([A-Z][A-Za-z ]+)\n\s*-{3,}\s*$", inspect.cleandoc(text), flags=re.MULTILINE)
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def run(code: str) -> str:
    """Run Python elsewhere, warnings being errors."""
    ran = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def test_importing_netkit_loads_nothing_slow() -> None:
    """numba, matplotlib, igraph and networkx load when they are first used."""
    slow = ["numba", "matplotlib", "igraph", "networkx", "scipy", "pandas", "rapidfuzz"]
    assert run(f"import sys, netkit as nk; print([name for name in {slow} if name in sys.modules])") == "[]"
    assert run("import netkit as nk; print(nk.__version__, len(dir(nk)) > 10)") == f"{nk.__version__} True"


def test_reading_a_dossier_needs_neither_compiler_nor_figures(nkvd: Path) -> None:
    """A dossier is read and made a network without numba, matplotlib or igraph."""
    code = f"""
import sys, netkit as nk
nk.read_dossier({str(nkvd)!r}).network(at="1937-09-22").ties
print([name for name in ("numba", "matplotlib", "igraph") if name in sys.modules])
"""
    assert run(code) == "[]"


def test_the_version_is_that_of_the_package() -> None:
    """One version, in pyproject.toml and in the code."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert nk.__version__ == project["version"]


def test_the_list_of_names_is_sorted_and_complete() -> None:
    """Every name in `__all__` resolves, once, and `dir` shows it."""
    assert list(nk.__all__) == sorted(set(nk.__all__))
    for name in nk.__all__:
        assert getattr(nk, name) is not None
        assert name in dir(nk)


def test_the_core_is_there() -> None:
    """The names that the design gives to the core."""
    core = """read_dossier from_pandas from_networkx from_igraph chains case_chains list_measures explain table measure
    betweenness degree constraint gould_fernandez krackhardt Dossier Network Chain""".split()
    assert [name for name in core if name not in nk.__all__] == []


def test_an_unknown_name_is_an_attribute_error() -> None:
    """What is not there is told with its name."""
    with pytest.raises(AttributeError, match="betweeness"):
        nk.betweeness  # noqa: B018  # asking is the test


def test_errors_are_of_one_family() -> None:
    """Every error of netkit can be caught as one, and as the kind that Python knows."""
    from netkit import errors

    for name in errors.__all__:
        assert issubclass(getattr(errors, name), errors.NetkitError)
        assert getattr(nk, name) is getattr(errors, name)
    assert issubclass(errors.UnknownNameError, LookupError)
    assert issubclass(errors.ArgumentError, ValueError)


def signature_of(thing: object) -> inspect.Signature:
    """Give what a public function takes."""
    return inspect.signature(thing)  # type: ignore[arg-type]


FUNCTIONS = [name for name in nk.__all__ if inspect.isfunction(inspect.unwrap(getattr(nk, name)))]
CLASSES = [name for name in nk.__all__ if inspect.isclass(getattr(nk, name))]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_s_docstring_has_the_sections_it_needs(name: str) -> None:
    """A summary of one sentence, every parameter, what is returned; the sections in numpydoc's order."""
    thing = getattr(nk, name)
    found = sections(thing.__doc__ or "")
    summary = found[""].split("\n\n")[0].strip()
    assert summary.endswith((".", "?", "!")), f"{name}: the summary is a sentence"
    known = [section for section in found if section in SECTIONS]
    assert [section for section in found if section and section not in SECTIONS] == []
    assert known == sorted(known, key=SECTIONS.index)
    taken = [p for p in signature_of(thing).parameters if p != "self"]
    if taken:
        described = re.findall(r"^([*\w, ]+?)(?: :.*)?$", found.get("Parameters", ""), flags=re.MULTILINE)
        names = {word.strip("* ") for line in described for word in line.split(",")}
        assert set(taken) <= names, f"{name}: {set(taken) - names} is not described"
    if signature_of(thing).return_annotation not in (None, "None", inspect.Signature.empty):
        assert "Returns" in found or "Yields" in found


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_describes_itself_and_its_methods(name: str) -> None:
    """Each public method, an inherited one too, has a docstring that begins with a sentence."""
    thing = getattr(nk, name)
    assert (thing.__doc__ or "").strip()
    own = [base for base in thing.__mro__ if base.__module__.startswith("netkit.")]
    for method, value in (item for base in own for item in vars(base).items()):
        if not method.startswith("_") and (callable(value) or isinstance(value, property)):
            assert (value.__doc__ or "").strip().split("\n\n")[0].endswith("."), f"{name}.{method}"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_options_are_keyword_only(name: str) -> None:
    """What has a default is named in a call, except what the question is about."""
    options = [
        parameter.name
        for parameter in signature_of(getattr(nk, name)).parameters.values()
        if parameter.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
        and parameter.default is not inspect.Parameter.empty
    ]
    assert set(options) <= SUBJECTS


def test_a_network_in_two_lines() -> None:
    """A table of ties is enough for networks, measures and chains."""
    net = nk.from_pandas(pd.DataFrame({"subject": ["a", "b", "c"], "object": ["b", "c", "d"]}))
    assert nk.degree(net, mode="out").tolist() == [1, 1, 1, 0]
    assert nk.betweenness(net).tolist() == [0, 2, 2, 0]
    assert nk.table(net, ["degree", "betweenness"]).index.tolist() == ["a", "b", "c", "d"]
    assert [chain.actors for chain in nk.chains(net, "a", "d")] == [("a", "b", "c", "d")]
