"""One page that holds everything: the data, the drawing library, netkit's own script and style."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from netkit.dossier import Dossier
from netkit.errors import ArgumentError, MissingDependencyError
from netkit.explorer.data import dossier_data, network_data
from netkit.network.network import Network

__all__ = ["Explorer", "explore", "write_explorer"]

# In the order in which they stand in the page: each uses what those before it define.
_SCRIPTS: Final = "base search choose chains columns looks paint canvas panel exports controls main".split()
_LIBRARY: Final = "cytoscape.min.js"

# Within another page this one runs its own script, saves pictures and prints, and can do nothing to what is around it.
FRAME_SANDBOX: Final = "allow-scripts allow-downloads allow-modals"
FRAME_STYLE: Final = "width:100%;height:720px;border:1px solid #ccc"


class Explorer:
    """
    A page to explore a dossier or network, shown by notebooks as it is.

    Parameters
    ----------
    page : str
        The whole page.
    """

    def __init__(self, page: str) -> None:
        self.page = page

    def __repr__(self) -> str:
        return f"<Explorer: a page of {len(self.page) / 1e6:.1f} MB; a notebook shows it, `save` writes it>"

    def _repr_html_(self) -> str | None:
        """Wrap the page so that it can neither read nor change the notebook around it."""
        source = html.escape(self.page, quote=True)
        frame = f'sandbox="{FRAME_SANDBOX}" title="netkit explorer" style="{FRAME_STYLE}"'
        return f'<iframe {frame} srcdoc="{source}"></iframe>'

    def save(self, path: str | Path) -> Path:
        """
        Write the page to a file.

        Parameters
        ----------
        path : path
            The file; its folder is made if it is not there.

        Returns
        -------
        Path
            The file.
        """
        file = Path(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(self.page.encode("utf-8"))
        return file


def explore(source: Network | Dossier, *, title: str | None = None, draws: int = 0) -> Explorer:
    """
    Make a page to explore a network or a dossier.

    Parameters
    ----------
    source : Network or Dossier
        Of a dossier everything can be seen, at every date; of a network its own actors and ties, and the claims
        behind them.
    title : str, optional
        Headline; by default the dossier's own title, up to its colon.
    draws : int, default: 0
        How many plausible networks are drawn of a dossier, so that ranks have intervals; it takes some seconds.

    Returns
    -------
    Explorer
        Shown by a notebook as the last value of a cell. Where anywidget is installed (the extra `widget`) it is an
        `ExplorerWidget`: what is picked on the page is in its traits `selected`, `tie`, `case`, `at`, `until`, `view`.

    Raises
    ------
    ArgumentError
        If the network has no actors, or `source` is neither.
    MissingDependencyError
        If netkit was installed without the drawing library.
    """
    page = _page_of(source, title, draws)
    if find_spec("anywidget") is None:
        return Explorer(page)
    from netkit.explorer.widget import ExplorerWidget

    return ExplorerWidget(page)


def write_explorer(source: Dossier | Network, path: str | Path, *, title: str | None = None, draws: int = 500) -> Path:
    """
    Write one self-contained page that explores a dossier: it works from a file, without a network connection.

    Parameters
    ----------
    source : Dossier or Network
        What is shown. If the dossier was read with its documents, the passages are in the page.
    path : path
        The file, such as ``explorer.html``.
    title : str, optional
        Headline; by default the dossier's own title, up to its colon.
    draws : int, default: 500
        How many plausible networks are drawn of a dossier, so that ranks have intervals; 0 for none.

    Returns
    -------
    Path
        The file. The same dossier gives the same bytes.

    Raises
    ------
    ArgumentError
        If the network has no actors, or `source` is neither.
    MissingDependencyError
        If netkit was installed without the drawing library.
    """
    return Explorer(_page_of(source, title, draws)).save(path)


def _page_of(source: Network | Dossier, title: str | None, draws: int) -> str:
    if isinstance(source, Dossier):
        return _make_page(dossier_data(source, title=title, draws=draws))
    if isinstance(source, Network):
        return _make_page(network_data(source, title=title))
    raise ArgumentError(f"`source` is a {type(source).__name__}; give a dossier or a network")


@cache
def _static(name: str) -> str:
    return files("netkit.explorer").joinpath("static", name).read_text(encoding="utf-8")


def _library() -> str:
    try:
        return _static(_LIBRARY)
    except FileNotFoundError:
        raise MissingDependencyError(
            f"the explorer draws with cytoscape.js, and {_LIBRARY} is not in this installation: it is fetched when "
            "netkit is built. Install netkit from a wheel, or install it anew with a connection to the npm registry: "
            "`rm .venv/.stamp && make env` in a clone, else `pip install --editable .`"
        ) from None


def _make_page(data: dict[str, Any]) -> str:
    library = _library()
    script = '"use strict";\n(() => {\n' + "\n".join(_static(f"{name}.js") for name in _SCRIPTS) + "})();\n"
    style = _static("style.css")
    # Nothing may be loaded, and of scripts and styles only these very texts may run.
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hash(library)} {_hash(script)}",
            f"style-src {_hash(style)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    parts = {
        "policy": policy,
        "version": html.escape(version("netkit-sna")),
        "title": html.escape(str(data["title"])),
        "style": style,
        "data": _json(data),
        "cytoscape": library,
        "script": script,
    }
    # In one go, so that a text which looks like a place to fill is not filled.
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], _static("page.html"))


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _json(data: dict[str, Any]) -> str:
    """Write JSON that cannot end the element it stands in, nor be read as markup."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
