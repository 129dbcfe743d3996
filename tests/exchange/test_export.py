"""Tests of `netkit export`, and of the page that explains it."""

from __future__ import annotations

import re
import sys
from io import StringIO
from pathlib import Path

import pytest

import netkit as nk
from netkit import cli
from tests.dossiers import told, write

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a small dossier."""
    return write(
        tmp_path_factory.mktemp("export") / "tiny",
        told("boss orders ann", date="1937-05-01", case="plot"),
        told("ann orders man", date="1937-05-02", case="plot", source="t"),
        told("man kills vic", date="1937-06-01", case="plot"),
        told("ann friend_of man", date="1930/1936", certainty="possible"),
        told("ann friend_of bo", date="1930/1931"),
        told("bo orders vic", date="1938", status="attempted"),
        actors=[{"id": "alone"}, {"id": "ann", "name": "Анна"}],
        cases=[{"id": "plot", "victim": "vic", "title": "The plot"}],
    )


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch):
    """Give the function that calls the command as a shell would: status, output, errors."""

    def call(*words: object) -> tuple[int, str, str]:
        out, err = StringIO(), StringIO()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["netkit", "export", *map(str, words)])
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            with pytest.raises(SystemExit) as ended:
                cli.main()
        return int(ended.value.code or 0), out.getvalue(), err.getvalue()

    return call


@pytest.mark.parametrize(
    ("options", "choices"),
    [
        ([], {}),
        (["--view", "all", "--isolates"], {"view": "all", "isolates": True}),
        (["--view", "all", "--at", "1937-05-01"], {"view": "all", "at": "1937-05-01"}),
        (["--view", "all", "--until", "1936"], {"view": "all", "until": "1936"}),
        (["--view", "all", "--between", "1930", "1931"], {"view": "all", "between": ("1930", "1931")}),
        (["--view", "all", "--case", "plot"], {"view": "all", "case": ["plot"]}),
        (["--view", "all", "--family", "command"], {"view": "all", "families": ["command"]}),
        (["--view", "all", "--relation", "kills"], {"view": "all", "relations": ["kills"]}),
        (["--view", "all", "--kind", "group"], {"view": "all", "kinds": ["group"]}),
        (["--view", "all", "--source", "t"], {"view": "all", "sources": ["t"]}),
        (["--view", "all", "--status", "attempted"], {"view": "all", "statuses": ["done", "attempted"]}),
        (["--view", "all", "--min-certainty", "probable"], {"view": "all", "min_certainty": "probable"}),
    ],
)
def test_export_writes_the_network_that_was_asked_for(run, folder: Path, tmp_path: Path, options, choices) -> None:
    """The file is that of `nk.write`, and one line tells what is in it."""
    net = nk.read_dossier(folder).network(**choices)
    out = tmp_path / "new" / "net.graphml"
    assert run(folder, out, *options) == (0, f"{out}: {net.n_actors} actors, {net.n_ties} ties\n", "")
    assert out.read_bytes() == nk.write(net, tmp_path / "same.graphml").read_bytes()


def test_what_is_left_out_is_one_line_of_its_own(run, folder: Path, tmp_path: Path) -> None:
    """On standard error, so that the result stays clean; a file that is there is written over."""
    out = tmp_path / "net.net"
    out.write_text("before")
    for _ in range(2):
        status, told_, left = run(folder, out, "--view", "all")
        assert status == 0
        assert told_.startswith(f"{out}: 5 actors, ")
        assert left.startswith("netkit: net.net leaves out of the actors: ")
        assert "times" in left
        assert left.count("\n") == 1
    assert "Анна" in out.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "options", "told_"),
    [
        ("net.xlsx", [], "the endings that netkit knows are .graphml"),
        ("net.json", ["--at", "soon"], "soon"),
        ("net.json", ["--at", "1937", "--until", "1938"], "cannot be given together"),
        ("net.json", ["--family", "lobby"], "lobby"),
        (".", [], "ends in ''"),
    ],
)
def test_faults_of_the_call_are_one_line(run, folder: Path, tmp_path: Path, name: str, options, told_: str) -> None:
    """Status 2, nothing written, nothing on standard output."""
    status, out, err = run(folder, tmp_path / name, *options)
    assert (status, out) == (2, "")
    assert told_ in err
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_the_page_keeps_its_word(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its code runs and gives back the network, and it lists every ending."""
    page = (DOCS / "exchange.md").read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").symlink_to(DOCS.parent / "seeds")
    names: dict[str, nk.Network] = {}
    for code in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        exec(code, names)
    assert names["again"].ties.equals(names["net"].ties)
    assert re.findall(r"^\| `(\.\w+)`", page, re.MULTILINE) == [
        ".graphml",
        ".gexf",
        ".json",
        ".cyjs",
        ".csv",
        ".net",
        ".dl",
    ]
