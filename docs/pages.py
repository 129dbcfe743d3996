"""Pages made from netkit itself, so that they say what it says: reference, measures, gallery, command line."""

import ast
import subprocess
import sys

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.util import logging

import netkit as nk

# Those without pages below them.
OWN_PAGES = ("measures", "gallery", "command-line")
# In the order of the layers, the user's first.
PARTS = {
    "dossier": "Dossiers",
    "network": "Networks",
    "measures": "Measures",
    "command": "Chains of command",
    "ensembles": "Ensembles",
    "disruption": "Disruption",
    "figures": "Figures",
    "explorer": "The explorer",
    "exchange": "Files of other programs",
    "coding": "Coding",
    "errors": "Errors",
}
LEVELS = {
    "actor": "A value for each actor",
    "tie": "A value for each tie",
    "pair": "A value for each pair of actors",
    "group": "Actors in groups",
    "set": "Sets of actors",
    "network": "A value for the whole network",
}


def write_pages(docs):
    """Write them into `docs/generated`, each only if it changed, so that Sphinx reads it anew only then."""
    folder = docs / "generated"
    folder.mkdir(exist_ok=True)
    pages = {
        "reference.rst": reference(),
        "measures.md": measures(),
        "gallery.rst": gallery(docs / "gallery"),
        "command-line.md": command_line(),
    }
    for name, text in pages.items():
        file = folder / name
        if not file.is_file() or file.read_text("utf-8") != text:
            file.write_text(text, "utf-8")


def public_names():
    """Sort the public names by the part of netkit in which they live."""
    names = {part: [] for part in PARTS}
    for name in nk.__all__:
        names[getattr(nk, name).__module__.split(".")[1]].append(name)
    return names


def reference():
    """List all public names; each has a page of its own, made from its docstring."""
    lines = ["Reference", "=========", "", "All names are those of ``import netkit as nk``.", ""]
    for part, names in public_names().items():
        if names:
            head = PARTS[part]
            lines += ["", head, "-" * len(head), "", ".. autosummary::", "   :toctree: api", "   :nosignatures:", ""]
            lines += [f"   netkit.{name}" for name in sorted(names, key=str.lower)]
    return "\n".join(lines) + "\n"


def measures():
    """List the measures by level: what each means, and who defined it."""
    found = nk.list_measures()
    lines = ["# Measures", "", "The same text is in `nk.explain(name)`, and as a table in `nk.list_measures()`.", ""]
    for level, rows in found.groupby("level", sort=False):
        lines += ["", f"## {LEVELS[level]}", ""]
        for row in rows.sort_values("name").itertuples():
            lines += [
                f"{{py:func}}`nk.{row.name} <netkit.{row.name}>`",
                f": {row.meaning}",
                "",
                f"  *{row.reference}*",
                "",
            ]
    return "\n".join(lines) + "\n"


def gallery(folder):
    """Show every figure with the lines that make it."""
    lines = [
        "Gallery",
        "=======",
        "",
        "Each figure stands below the lines that make it, run from the folder of netkit.",
        "",
    ]
    for script in sorted(folder.glob("*.py")):
        told = ast.get_docstring(ast.parse(script.read_text("utf-8")))
        head = script.stem.replace("_", " ").capitalize()
        lines += [head, "-" * len(head), "", f".. plot:: gallery/{script.name}", f"   :alt: {told}", ""]
    return "\n".join(lines)


def command_line():
    """Let typer write down what `--help` says."""
    run = [sys.executable, "-m", "typer", "netkit.cli", "utils", "docs", "--name", "netkit"]
    run += ["--title", "The command line"]
    return subprocess.run(run, capture_output=True, text=True, check=True).stdout


def mathml(*, block):
    """Make a writer of formulas as MathML, which browsers set by themselves."""

    def write(self, node):
        try:
            self.body.append(tex2mathml(node.astext(), as_block=block))
        except MathError as error:
            logging.getLogger(__name__).warning("%s in %s", error, node.astext(), location=node)
        raise nodes.SkipNode

    return write, None
