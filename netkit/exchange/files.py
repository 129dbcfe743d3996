"""Networks to and from files: the ending says which format."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from netkit.errors import ArgumentError, DateError, FileFormatError
from netkit.exchange.gexf import read_gexf, write_gexf
from netkit.exchange.graphml import read_graphml, write_graphml
from netkit.exchange.making import make_network
from netkit.exchange.nodelink import read_json, write_cytoscape, write_node_link
from netkit.exchange.pajek import read_pajek, write_pajek
from netkit.exchange.plain import Plain, plain
from netkit.exchange.tables import read_csv, write_csv
from netkit.exchange.ucinet import read_ucinet, write_ucinet
from netkit.network.network import Network

__all__ = ["read_network", "write"]


class _Format(NamedTuple):
    """How one format is written (giving back what it left out) and read."""

    write: Callable[[Plain, Path], list[str]]
    read: Callable[[Path], Plain]


_FORMATS: Final = {
    ".graphml": _Format(write_graphml, read_graphml),
    ".gexf": _Format(write_gexf, read_gexf),
    ".json": _Format(write_node_link, read_json),
    ".cyjs": _Format(write_cytoscape, read_json),
    ".csv": _Format(write_csv, read_csv),
    ".net": _Format(write_pajek, read_pajek),
    ".dl": _Format(write_ucinet, read_ucinet),
}


def write(net: Network, path: str | Path) -> Path:
    """
    Write a network to a file for another program.

    ==============  ==============================  ==================================================================
    ending          for                             what it holds
    ==============  ==============================  ==================================================================
    ``.graphml``    igraph, networkx, Cytoscape     everything
    ``.gexf``       Gephi, with its timeline        everything
    ``.json``       networkx, d3                    everything
    ``.cyjs``       Cytoscape                       everything
    ``.csv``        R, spreadsheets                 all, as text, in two files: ties, and actors in ``….actors.csv``
    ``.net``        Pajek                           names, relations, directions, one number a tie
    ``.dl``         UCINET, NetDraw                 names in Latin letters, one number a pair
    ==============  ==============================  ==================================================================

    Parameters
    ----------
    net : Network
        Any.
    path : str or Path
        A file that is there is overwritten; its folder is made.

    Returns
    -------
    Path
        The file. The same network gives the same bytes.

    Raises
    ------
    ArgumentError
        If the ending is unknown, the file cannot be written, or the network holds what the format cannot.

    Warns
    -----
    UserWarning
        If something is left out, with its name.

    Notes
    -----
    Where a format has a place for it, the file says which dossier it comes from and under which policy.

    Examples
    --------
    >>> import pandas as pd, tempfile, pathlib
    >>> import netkit as nk
    >>> net = nk.from_pandas(pd.DataFrame({"subject": ["a", "b"], "object": ["b", "c"]}))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     nk.read_network(nk.write(net, pathlib.Path(folder) / "net.graphml"))
    <Network: 3 actors, 2 ties, directed>
    """
    if not isinstance(net, Network):
        raise ArgumentError(
            f"`net` is of the type {type(net).__name__}; of a dossier make a network: dossier.network()"
        )
    file = Path(path)
    left_out = _format(file).write(plain(net), file)
    if left_out:
        warnings.warn(f"{file.name} leaves out {'; '.join(left_out)}", UserWarning, stacklevel=2)
    return file


def read_network(path: str | Path) -> Network:
    """
    Read a network from a file that netkit or another program wrote.

    Parameters
    ----------
    path : str or Path
        Ending in ``.graphml``, ``.gexf``, ``.json``, ``.cyjs``, ``.csv``, ``.net`` or ``.dl``; see `write`.

    Returns
    -------
    Network
        Attributes become columns, by their names; order and isolates are kept. Neither the dossier nor the policy
        behind it comes back. What a file says about drawing (colours, places) is left out.

    Raises
    ------
    ArgumentError
        If there is no such file, or its ending is unknown.
    FileFormatError
        If the file is not what its ending says, is cut off, or says what no network can be; the message says where.

    Notes
    -----
    Matrices and lists of UCINET do not say whether direction means something: where every tie goes both ways with
    the same number, the network is undirected. A file of XML with a document type definition is refused.
    """
    file = Path(path)
    form = _format(file)
    try:
        return make_network(form.read(file))
    except OSError as error:
        raise ArgumentError(f"{file} cannot be read: {error.strerror}") from None
    except UnicodeEncodeError as error:
        raise FileFormatError(f"{file}: {error.object!r} has half a character in it; take it out") from None
    except (ArgumentError, DateError) as error:
        raise FileFormatError(f"{file}: {error}") from None


def _format(file: Path) -> _Format:
    if (ending := file.suffix.lower()) not in _FORMATS:
        raise ArgumentError(f"{file} ends in {ending!r}; the endings that netkit knows are {', '.join(_FORMATS)}")
    return _FORMATS[ending]
