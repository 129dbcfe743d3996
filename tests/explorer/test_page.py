"""The page as a text: what it holds, and what it may do."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb

from netkit.dossier import Dossier, read_dossier
from netkit.errors import ArgumentError, MissingDependencyError
from netkit.explorer import Explorer, explore, page, write_explorer
from netkit.explorer.data import dossier_data, network_data
from netkit.explorer.positions import place_actors
from netkit.figures.style import SHAPES, family_look, family_order, role_columns, role_look
from netkit.network.conversion import from_pandas


def data_of(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    value: dict[str, Any] = json.loads(found[1])
    return value


def test_every_script_and_style_is_named_by_its_hash(small_page: Path) -> None:
    """Nothing but these very texts may run, and nothing may be loaded."""
    text = small_page.read_text("utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    rules = dict(rule.split(" ", 1) for rule in policy[1].split("; "))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy[1]
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        parts = re.findall(rf"<{tag}(?: id=\"[^\"]*\")?>(.*?)</{tag}>", text, re.DOTALL)
        digests = [base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in parts]
        assert rules[rule].split() == [f"'sha256-{digest}'" for digest in digests]
    assert not re.search(r"<(?:script|link|img|iframe)[^>]* (?:src|href)=", text)


def test_same_dossier_same_bytes(small: Dossier, small_page: Path, tmp_path: Path) -> None:
    """A page that was made again differs in nothing."""
    assert write_explorer(small, tmp_path / "again" / "explorer.html", draws=20).read_bytes() == small_page.read_bytes()


def test_everything_of_the_dossier_is_in_the_page(small: Dossier, small_page: Path) -> None:
    """Claims, actors, names, sources and cases are all there, and point at one another."""
    data = data_of(small_page.read_text("utf-8"))
    assert data["claims"]["id"] == list(small.claims.index)
    assert [actor["id"] for actor in data["actors"]] == list(small.actors.index)
    assert [source["id"] for source in data["sources"]] == list(small.sources.index)
    assert [case["id"] for case in data["cases"]] == list(small.cases.index)
    relations = [relation["id"] for relation in data["relations"]]
    for row, claim in enumerate(small.claims.to_dict("records")):
        assert data["actors"][data["claims"]["subject"][row]]["id"] == claim["subject"]
        assert relations[data["claims"]["relation"][row]] == claim["relation"]
    assert data["claims"]["passage"][8] == "Yezhov wanted it."
    assert data["span"] == [1937, 1939]


def test_ties_are_those_of_the_network(small: Dossier) -> None:
    """First the ties that were done, as the network has them, then those that were not."""
    data = dossier_data(small)
    net = small.network(view="all", isolates=True)
    ties, _ = net.to_pandas()
    assert data["ties"]["done"] == net.n_ties
    ids = [actor["id"] for actor in data["actors"]]
    assert [ids[place] for place in data["ties"]["subject"][: net.n_ties]] == list(ties["subject"])
    planned = data["ties"]["subject"][net.n_ties :]
    assert [ids[place] for place in planned] == ["beria"]


def test_looks_are_those_of_the_figures(nkvd: Path) -> None:
    """Colours, shapes and patterns come from where the figures have them; on a dark ground nothing is dark."""
    net = read_dossier(nkvd).network(view="all")
    looks = network_data(net)["looks"]
    families = [family["name"] for family in looks["families"]]
    assert families == family_order(net.ties["family"])
    for family in looks["families"]:
        look = family_look(family["name"], families)
        assert (family["light"], family["double"]) == (look.color, look.double)
        assert bool(family["sure"]) == look.dotted
        assert len(family["doubtful"]) > len(family["sure"])
    for role in looks["roles"]:
        look = role_look(role["name"], role_columns(net))
        assert (role["light"], role["shape"]) == (look.color, look.shape)
    for look in [*looks["roles"], *looks["families"]]:
        assert np.dot(to_rgb(look["dark"]), (0.3, 0.59, 0.11)) >= 0.5 - 1e-2
    corners = np.array(looks["shapes"]["triangle"])
    assert corners[:, 1].min() == pytest.approx(-SHAPES["triangle"][:, 1].max(), abs=1e-3)


def test_unbounded_days_are_told_apart() -> None:
    """An outer bound without a limit is empty; an inner one keeps the number that tells its side."""
    net = from_pandas(pd.DataFrame({"subject": ["a"], "object": ["b"], "start_earliest": [-12000]}))
    ties = network_data(net)["ties"]
    assert (ties["sl"], ties["eh"]) == ([-12000], [None])
    assert ties["el"][0] > 9_000_000


def test_network_without_claims() -> None:
    """A network from a table can be explored too; its relation is a step, its actors have names."""
    net = from_pandas(pd.DataFrame({"subject": ["a", "b"], "object": ["b", "c"]}), directed=True)
    data = data_of(explore(net, title="A < B").page)
    assert data["title"] == "A < B"
    assert [relation["chain"] for relation in data["relations"]] == ["forward"]
    assert data["claims"] == {}
    assert data["span"] is None


def test_times_of_ones_own_are_no_days() -> None:
    """Numbers that are no days get no slider of years."""
    times = pd.DataFrame({"subject": ["a"], "object": ["b"], "start_earliest": [0.5], "end_latest": [2.5]})
    assert network_data(from_pandas(times))["span"] is None


def test_network_says_what_was_chosen(small: Dossier) -> None:
    """What was left out when the network was made cannot be brought back, and the page says so."""
    data = network_data(small.network(at="1937-09", view="command"))
    assert "at: 1937-09" in data["chosen"]
    assert set(data["claims"]["id"]) < set(small.claims.index)


def test_shown_in_a_frame_that_can_do_nothing_else(small: Dossier) -> None:
    """A notebook shows the page in a sandbox, and the page's own text cannot leave the attribute."""
    made = explore(small.network(), title='"><script>alert(1)</script>').page
    shown = Explorer(made)._repr_html_()
    assert shown is not None
    assert shown.startswith('<iframe sandbox="allow-scripts allow-downloads allow-modals" ')
    source = re.search(r'srcdoc="([^"]*)"', shown)
    assert source is not None
    assert html.unescape(source[1]) == made


def test_what_looks_like_a_place_to_fill_stays_text(small: Dossier) -> None:
    """A title with the marks of the template is not filled in."""
    assert data_of(explore(small.network(), title="{{data}}").page)["title"] == "{{data}}"


def test_missing_library_is_one_clear_error(small: Dossier, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without the library nothing is written, and the error says what to do."""
    monkeypatch.setattr(page, "_LIBRARY", "nowhere.js")
    with pytest.raises(MissingDependencyError, match="pip install --editable"):
        write_explorer(small.network(), tmp_path / "explorer.html")
    assert not list(tmp_path.iterdir())


def test_wrong_sources_are_refused(small: Dossier) -> None:
    """An empty network and something that is none are told apart."""
    with pytest.raises(ArgumentError, match="no actors"):
        explore(small.network(case="later"))
    with pytest.raises(ArgumentError, match="give a dossier or a network"):
        explore("seeds/nkvd")  # type: ignore[arg-type]


def test_nobody_lies_on_anybody() -> None:
    """Places are whole pixels, apart from one another, and the same each time."""
    ties = pd.DataFrame({"subject": ["a"] * 12, "object": [f"b{number}" for number in range(12)]})
    ids = ["a", "alone", *ties["object"]]
    places = place_actors(ids, ties)
    assert places == place_actors(ids, ties)
    points = np.array(list(places.values()))
    gaps = np.hypot(*(points[:, None] - points[None, :]).transpose(2, 0, 1)) + 1000 * np.eye(len(points))
    assert gaps.min() > 35
    assert "alone" not in place_actors(ids, ties, alone=False)
