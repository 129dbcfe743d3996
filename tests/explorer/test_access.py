"""Who cannot see, or uses no mouse, is not shut out: the page under the rules of axe-core."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.explorer.driving import Page

AXE = Path(__file__).parent / "axe.min.js"
LOOK = """
const done = arguments[0];
axe.run(document, { resultTypes: ["violations"] }).then((result) => done(
  result.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html} ${node.failureSummary}`))));
"""
STATES = {
    "opening": "",
    "an actor": "actor=skoblin",
    "a tie": "tie=slutsky|skoblin|command|1",
    "a case": "view=command&case=snatch",
    "chains": "from=stalin&to=miller&chains=1&time=until&date=1939-05",
    "a list": "view=all&list=1&time=at&date=1937-09",
}


@pytest.fixture(scope="session")
def axe() -> str:
    """Give the script of axe-core, which comes when netkit is built; without it the tests are skipped, and say so."""
    if not AXE.is_file():
        pytest.skip("NO AXE-CORE: rm netkit/explorer/static/cytoscape.* .venv/.stamp && make env")
    return AXE.read_text("utf-8")


@pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())
def test_nobody_is_shut_out(browser: Page, small_page: Path, axe: str, state: str) -> None:
    """With all that folds unfolded, in light and dark, axe-core finds nothing."""
    browser.open(small_page, state)
    browser.script(axe)
    for _ in ("light", "dark"):
        browser.click("#theme")
        browser.script("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert browser.driver.execute_async_script(LOOK) == []


def test_what_lies_over_the_page_shuts_nobody_out(browser: Page, small_page: Path, axe: str) -> None:
    """The names that a search offers, and the link to the view."""
    browser.open(small_page)
    browser.script(axe)
    browser.type("#search", "nikolai")
    assert browser.driver.execute_async_script(LOOK) == []
    browser.click("#link")
    assert browser.driver.execute_async_script(LOOK) == []


def test_what_is_wrong_is_found(browser: Page, small_page: Path, axe: str) -> None:
    """A button without a name and text that is too pale are told."""
    browser.open(small_page)
    browser.script(axe)
    browser.script(
        "const button = document.createElement('button'); document.querySelector('.bar').append(button);"
        "document.querySelector('#panel p').style.color = '#c8c8c8';"
    )
    found = browser.driver.execute_async_script(LOOK)
    assert {line.split(":")[0] for line in found} == {"button-name", "color-contrast"}
