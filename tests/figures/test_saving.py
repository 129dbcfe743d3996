"""Files: the same bytes on every run, text that stays text, and no matplotlib before a figure is drawn."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from matplotlib.axes import Axes

from netkit.command.chains import chains
from netkit.errors import ArgumentError
from netkit.figures.chains import draw_chains
from netkit.figures.command import draw_command
from netkit.figures.ego import draw_ego
from netkit.figures.matrix import draw_matrix
from netkit.figures.network import draw_network
from netkit.figures.saving import save_figure
from netkit.network.network import Network

FIGURES: dict[str, Callable[[Network], Axes]] = {
    "network": draw_network,
    "command": draw_command,
    "indented": lambda net: draw_command(net, layout="indented"),
    "chains": lambda net: draw_chains(chains(net, "e", "a"), net),
    "ego": lambda net: draw_ego(net, "b"),
    "matrix": lambda net: draw_matrix(net, groups="side"),
}


@pytest.mark.parametrize("name", FIGURES)
def test_files_are_the_same_bytes_on_every_run(name: str, scripts: Network, tmp_path: Path) -> None:
    """PNG, SVG and PDF."""
    first = save_figure(FIGURES[name](scripts), tmp_path / "one" / name, dpi=80)
    second = save_figure(FIGURES[name](scripts), tmp_path / "two" / name, dpi=80)
    assert [path.suffix for path in first] == [".png", ".svg", ".pdf"]
    for one, two in zip(first, second, strict=True):
        assert one.read_bytes() == two.read_bytes(), one.suffix


# Whatever the order in which a process happens to walk its sets.
ELSEWHERE = """
import hashlib, sys
import netkit as nk

net = nk.read_dossier(sys.argv[1]).network(at="1940-08-20", view="all", families=["command", "kin", "handling"])
drawn = [nk.draw_network(net), nk.draw_command(net, layout="indented"), nk.draw_command(net), nk.draw_matrix(net)]
for number, ax in enumerate(drawn):
    for path in nk.save_figure(ax, sys.argv[2] + f"/{number}", dpi=50):
        print(path.name, hashlib.sha256(path.read_bytes()).hexdigest())
"""


def test_files_are_the_same_bytes_in_another_process(nkvd: Path, tmp_path: Path) -> None:
    """With another seed of its hashes."""
    told = [
        subprocess.run(
            [sys.executable, "-c", ELSEWHERE, str(nkvd), str(tmp_path / seed)],
            env={**os.environ, "PYTHONHASHSEED": seed, "MPLBACKEND": "agg"},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.splitlines()
        for seed in ("1", "2")
    ]
    assert len(told[0]) == 12
    assert told[0] == told[1]


def test_text_in_svg_stays_text(scripts: Network, tmp_path: Path) -> None:
    """It can be searched and edited, whatever its script."""
    (path,) = save_figure(draw_network(scripts), tmp_path / "net.svg")
    text = path.read_text(encoding="utf-8")
    for name in ("Шпигельглас", "Zborowski", "commander"):
        assert name in text
    assert "تروتسكي" in text
    assert "<dc:date>" not in text


def test_only_known_endings_are_written(scripts: Network, tmp_path: Path) -> None:
    """A wrong ending is named, with those that there are."""
    with pytest.raises(ArgumentError, match=r"\.tiff"):
        save_figure(draw_network(scripts), tmp_path / "net.tiff")
    assert list(tmp_path.iterdir()) == []


def test_importing_netkit_does_not_load_matplotlib() -> None:
    """Figures are loaded when one is drawn."""
    code = "import sys, netkit; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
