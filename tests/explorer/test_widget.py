"""The explorer as a widget: its traits in Python, and its script between them and the page."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import traitlets

from netkit.dossier import Dossier
from netkit.explorer import Explorer, explore, page
from netkit.explorer.widget import ExplorerWidget
from tests.explorer.driving import Page

# A notebook's model: it holds the traits, tells of changes, and keeps what a page sent to Python.
NOTEBOOK = """<!doctype html><meta charset="utf-8"><title>notebook</title><div id="cell"></div>
<script type="application/json" id="traits">%s</script>
<script type="module">
%s
const values = JSON.parse(document.getElementById("traits").textContent);
const listeners = {};
window.model = {
  get: (name) => values[name],
  set: (name, value) => { values[name] = value; for (const one of listeners[`change:${name}`] ?? []) one(); },
  on: (name, call) => { (listeners[name] ??= []).push(call); },
  off: (name, call) => { listeners[name] = (listeners[name] ?? []).filter((one) => one !== call); },
  save_changes: () => { window.saved = { ...values }; },
};
window.leave = widget.render({ model, el: document.getElementById("cell") });
</script>"""


@pytest.fixture
def widget(small: Dossier) -> ExplorerWidget:
    """Give the small dossier's widget."""
    made = explore(small)
    assert isinstance(made, ExplorerWidget)
    return made


def in_notebook(browser: Page, widget: ExplorerWidget, path: Path) -> None:
    """Open a page that does with the widget's script and traits what a notebook does."""
    script = files("netkit.explorer").joinpath("static", "widget.js").read_text("utf-8")
    script = script.replace("export default", "const widget =")
    traits = {name: value for name, value in widget.get_state().items() if not name.startswith("_model")}
    text = json.dumps({**traits, "_esm": ""}).replace("<", "\\u003c")
    path.write_text(NOTEBOOK % (text, script), encoding="utf-8")
    browser.driver.get("about:blank")
    browser.driver.get_log("browser")
    browser.driver.get(path.as_uri())


def saved(browser: Page, name: str) -> Any:
    return browser.script("return window.saved?.[arguments[0]] ?? null", name)


def test_what_is_picked_reaches_python(browser: Page, widget: ExplorerWidget, tmp_path: Path) -> None:
    """A click on an actor, a view and a date on the page are in the model, as the traits name them."""
    in_notebook(browser, widget, tmp_path / "notebook.html")
    browser.wait(lambda: saved(browser, "view") == "working")
    browser.driver.switch_to.frame(0)
    try:
        browser.click("[data-view=all]")
        browser.tap("actor", browser.script("return netkit.actors.findIndex((one) => one.id === 'skoblin')"))
        browser.slide("1937-09")
    finally:
        browser.driver.switch_to.default_content()
    browser.wait(lambda: saved(browser, "at") == "1937-09")
    assert (saved(browser, "selected"), saved(browser, "view")) == ("skoblin", "all")
    assert (saved(browser, "until"), saved(browser, "case")) == (None, None)
    assert browser.complaints() == []


def test_what_python_asks_for_is_shown(browser: Page, widget: ExplorerWidget, tmp_path: Path) -> None:
    """What was set before is shown at once, what is set later follows, and what there is not is told as nothing."""
    widget.selected = "stalin"
    in_notebook(browser, widget, tmp_path / "notebook.html")

    def told() -> str:
        browser.driver.switch_to.frame(0)
        try:
            heads = browser.all("#panel h2")
            return heads[0].text if heads else ""
        finally:
            browser.driver.switch_to.default_content()

    browser.wait(lambda: told() == "Joseph Stalin")
    browser.script("model.set('tie', ['slutsky', 'skoblin', 'handling'])")
    browser.wait(lambda: "slutsky → Nikolai Skoblin" in told())
    browser.script("model.set('selected', 'skoblin')")
    browser.wait(lambda: told() == "Nikolai Skoblin")
    assert saved(browser, "tie") is None
    browser.script("model.set('selected', null); model.set('case', 'snatch')")
    browser.wait(lambda: told() == "Abduction of Miller")
    browser.script("model.set('at', '1937-09')")
    browser.wait(lambda: saved(browser, "at") == "1937-09" and saved(browser, "case") is None)
    browser.script("model.set('until', '1938-02')")
    browser.wait(lambda: saved(browser, "until") == "1938-02" and saved(browser, "at") is None)
    browser.script("model.set('case', 'snatch')")
    browser.wait(lambda: told() == "Abduction of Miller")
    browser.script("model.set('selected', 'nobody')")
    browser.wait(lambda: saved(browser, "selected") is None)
    assert (saved(browser, "case"), saved(browser, "view")) == ("snatch", "command")
    browser.script("leave(); window.saved = null; model.set('selected', 'stalin')")
    assert saved(browser, "selected") is None
    assert browser.complaints() == []


def test_traits_are_observed_and_checked(widget: ExplorerWidget) -> None:
    """Python hears of changes; what a trait cannot be is refused."""
    heard = []
    widget.observe(lambda change: heard.append(change["new"]), "selected")
    widget.set_state({"selected": "miller", "tie": ["slutsky", "skoblin", "command"], "at": "1937-09"})
    assert heard == ["miller"]
    assert (widget.tie, widget.at, widget.until) == (["slutsky", "skoblin", "command"], "1937-09", None)
    with pytest.raises(traitlets.TraitError):
        widget.view = "side"
    with pytest.raises(traitlets.TraitError):
        widget.tie = ["slutsky"]


def test_a_notebook_shows_the_widget_and_not_the_page_twice(widget: ExplorerWidget) -> None:
    """The page is in the widget alone."""
    assert widget._repr_html_() is None
    bundle = widget._repr_mimebundle_()
    assert bundle is not None
    assert "application/vnd.jupyter.widget-view+json" in json.dumps(bundle[0] if isinstance(bundle, tuple) else bundle)
    assert repr(widget).startswith("<Explorer: a page of")


def test_without_anywidget_the_page_alone(small: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is not installed, a notebook gets the page in a frame."""
    monkeypatch.setattr(page, "find_spec", lambda name: None)
    made = explore(small.network())
    assert type(made) is Explorer
    assert "<iframe" in (made._repr_html_() or "")


def test_netkit_itself_does_not_load_it() -> None:
    """It costs nothing until a page is made for a notebook."""
    code = "import sys, netkit, netkit.explorer; sys.exit('anywidget' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
