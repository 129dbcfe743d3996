"""The page in a browser: what a reader does, and what he sees."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from netkit.command.chains import chains
from netkit.dossier import Dossier, read_dossier
from netkit.explorer import Explorer, explore, write_explorer
from tests.dossiers import told, write
from tests.explorer.driving import DOWN, ENTER, TAB, Page


@pytest.fixture
def page(browser: Page, small_page: Path) -> Page:
    """Give the small dossier's page, just opened; whatever a test does, nothing may be asked for or complained of."""
    browser.open(small_page)
    yield browser
    assert browser.complaints() == []
    assert [address for address in browser.requests() if not address.startswith(("file:", "blob:", "data:"))] == []


def place_of(page: Page, start: str, family: str, stop: str) -> int:
    """Find the line that stands for the ties of a family between two actors."""
    place = page.script(
        "return netkit.bundles.findIndex((one) => netkit.actors[one.start].id === arguments[0]"
        " && one.family === arguments[1] && netkit.actors[one.stop].id === arguments[2])",
        start,
        family,
        stop,
    )
    assert place >= 0
    return int(place)


def test_opens_with_the_working_network(page: Page, small: Dossier) -> None:
    """What is seen first is what `dossier.network()` holds."""
    net = small.network()
    assert page.text("#status").startswith(f"{net.n_actors} actors, {net.n_ties} ties")
    expected = {(row["subject"], row["family"], row["object"]) for row in net.ties.to_dict("records")}
    assert page.shown() == expected
    assert "10 claims" not in page.text()
    assert "15 claims in 2 sources" in page.text()


@pytest.mark.parametrize("view", ["working", "command", "all"])
@pytest.mark.parametrize("date", ["1936-05", "1937-09", "1938-12"])
def test_views_and_dates_are_those_of_the_library(page: Page, small: Dossier, view: str, date: str) -> None:
    """The slider shows what `dossier.network(at=…, memory="1y")` holds."""
    page.click(f"[data-view={view}]")
    page.slide(date)
    first = max(date, "1937-01")
    net = small.network(at=first, view=view, memory="1y")
    assert page.shown() == {(row["subject"], row["family"], row["object"]) for row in net.ties.to_dict("records")}


@pytest.mark.parametrize(
    ("typed", "actor"),
    [
        ("ستالين", "stalin"),
        ("Сталин", "stalin"),
        ("ميلر", "miller"),
        ("Скоблин", "skoblin"),
        ("skobline", "skoblin"),
        ("Skobljin", "skoblin"),
        ("the farmer", "skoblin"),
        ("Jezhov", "yezhov"),
        ("MILLER, yevgeny", "miller"),
    ],
)
def test_search_in_any_spelling_and_script(page: Page, typed: str, actor: str) -> None:
    """Known forms in Arabic and Cyrillic, code names and misspellings lead to one actor, by keyboard alone."""
    page.type("#search", typed)
    assert page.offered("search")[0] == actor
    page.find("#search").send_keys(ENTER)
    name = page.script("return netkit.actors.find((one) => one.id === arguments[0]).name", actor)
    assert page.text("#panel h2") == name
    assert page.script("return document.activeElement.tagName") == "H2"


def test_nobody_found_is_said(page: Page) -> None:
    """A name that leads nowhere says so and opens nothing."""
    page.type("#search", "qqqq", ENTER)
    assert "nobody found" in page.text("#search-list")


def test_actor_is_told_with_offices_ties_and_claims(page: Page) -> None:
    """A click on an actor in the drawing tells who he is; his neighbours stand out."""
    actor = page.script("return netkit.actors.findIndex((one) => one.id === 'skoblin')")
    page.tap("actor", actor)
    page.wait(lambda: page.text("#panel h2") == "Nikolai Skoblin")
    text = page.text()
    for part in (
        "Николай Скоблин",
        "code name",
        "was a member of INO",
        "had orders from",
        "plausible networks",
        "Count the contacts",
    ):
        assert part in text
    assert page.script("return netkit.standsOut().near.size") >= 3
    page.script("document.querySelectorAll('#panel details').forEach((one) => { one.open = true; })")
    page.wait(lambda: page.all("#panel [data-claim=c8]"))


def test_tie_shows_its_claim_and_passage(page: Page) -> None:
    """A click on a line shows certainty, date, citation, paraphrase and the passage itself."""
    place = place_of(page, "slutsky", "command", "skoblin")
    page.tap("tie", place)
    page.wait(lambda: page.all("#panel [data-claim=c8]"))
    claim = page.text("#panel [data-claim=c8]")
    for part in (
        "He gave the order.",
        "certain",
        "September 1937",
        "The first source",
        "grade B",
        "characters 0 to 32",
    ):
        assert part in claim
    assert page.text("#panel [data-claim=c8] blockquote") == "Slutsky had Skoblin lure Miller."
    page.click("#panel article button")
    assert page.text("#panel h2") == "Abduction of Miller"


def test_filters(page: Page) -> None:
    """Families, roles, certainty, sources and statuses each take away what they name, and give it back."""
    page.click("[data-view=all]")
    everything = page.shown()
    page.tick("kin")
    assert [row[1] for row in everything - page.shown()] == ["kin"]
    page.click("#reset")
    assert page.shown() == everything
    page.choose("#role", "perpetrator")
    assert ("stalin", "command", "NKVD") in page.shown()
    assert not any("plevitskaya" in row for row in page.shown() if "skoblin" not in row)
    page.click("#reset")
    page.choose("#least", "only certain")
    assert ("slutsky", "handling", "skoblin") not in page.shown()
    page.click("#reset")
    page.tick("Source t")
    assert ("yagoda", "command", "slutsky") not in page.shown()
    page.click("#reset")
    page.tick("planned")
    assert page.shown() - everything == {("beria", "command", "skoblin")}


def test_case_tells_who_ordered_and_who_did_it(page: Page) -> None:
    """A case is drawn from left to right, and told: who wanted it, who did it, against whom, what is missing."""
    page.choose("#case", "Abduction of Miller")
    text = page.text()
    for part in ("Yevgeny Miller", "Who wanted it", "Who carried it out", "Paris", "Chain 1", "slutsky"):
        assert part in text
    x = {
        actor: page.script(
            "const place = netkit.actors.findIndex((one) => one.id === arguments[0]);"
            "return netkit.shared.nodes[place].position().x",
            actor,
        )
        for actor in ("slutsky", "skoblin", "miller")
    }
    assert x["slutsky"] < x["skoblin"] < x["miller"]
    assert page.text("#date") == "All dates of the case"


def test_chains_between_two_actors(page: Page, small: Dossier) -> None:
    """Two actors, named by keyboard, give the chains that the library finds."""
    page.script("document.getElementById('from').scrollIntoView()")
    page.type("#from", "stalin", ENTER)
    page.type("#to", "miller", ENTER)
    page.click("#chains")
    assert "Chain 1" in page.text()
    drawn = page.script(
        "const of = (id) => netkit.actors.findIndex((one) => one.id === id);"
        "return netkit.chains(netkit.state, of('stalin'), of('miller')).chains"
        ".map((one) => [one.actors.map((place) => netkit.actors[place].id), one.probability])"
    )
    expected = chains(small.network(view="command"), "stalin", "miller", k=5)
    assert [one[1] for one in drawn] == pytest.approx([one.probability for one in expected], abs=1e-5)
    assert sorted(one[0] for one in drawn) == sorted(list(one.actors) for one in expected)
    page.slide("1939-06")
    assert "June 1939" in page.text()


def test_link_restores_the_view(page: Page, small_page: Path) -> None:
    """The address after the hash holds everything that was chosen."""
    page.click("[data-view=command]")
    page.slide("1937-09")
    page.tick("office")
    page.type("#search", "skoblin", ENTER)
    before, told_before = page.shown(), page.text("#panel h2")
    page.click("#link")
    address = page.script("return document.getElementById('address').value")
    assert "date=1937-09" in address
    page.open(small_page, address.split("#", 1)[1])
    assert page.shown() == before
    assert page.text("#panel h2") == told_before
    assert page.text("#date") == "September 1937"
    page.click("[data-view=all]")
    page.script("history.back()")
    page.wait(lambda: page.shown() == before)


def test_list_stands_in_for_the_drawing(page: Page) -> None:
    """The list says what the drawing shows; it is reached and used by keyboard."""
    page.find("#list").send_keys(ENTER)
    assert page.find("#listing").is_displayed()
    assert not page.find("#canvas").is_displayed()
    rows = [row.text for row in page.all("#listing table:last-of-type tbody tr")]
    assert any("ordered" in row and "Nikolai Skoblin" in row for row in rows)
    page.script("document.getElementById('listing').focus()")
    page.find("#listing").send_keys(TAB)
    assert page.script("return document.activeElement.closest('#listing') !== null")
    page.script("return document.activeElement").send_keys(ENTER)
    assert page.text("#panel h2") != "snatch"


def test_screen_readers_are_told(page: Page) -> None:
    """Every control has a name, changes are announced, the combobox says which option is active."""
    assert page.find("#status").get_attribute("aria-live") == "polite"
    nameless = page.script(
        "return [...document.querySelectorAll('button, input, select, textarea')].filter((one) => !("
        "one.textContent.trim() || one.getAttribute('aria-label') || one.labels?.length)).map((one) => one.outerHTML)"
    )
    assert nameless == []
    page.type("#search", "nikolai", DOWN)
    field = page.find("#search")
    assert field.get_attribute("aria-expanded") == "true"
    active = field.get_attribute("aria-activedescendant")
    assert page.find(f"#{active}").get_attribute("aria-selected") == "true"
    before = page.script("return netkit.shared.cy.pan().x")
    page.find("#canvas").send_keys(DOWN)
    page.find("#canvas").send_keys("\ue014")
    assert page.script("return netkit.shared.cy.pan().x") != before


def test_pictures(page: Page) -> None:
    """The SVG holds the names as text and is well formed; the PNG is one."""
    saved = page.script(
        "const kept = []; const create = URL.createObjectURL;"
        "URL.createObjectURL = (blob) => { kept.push(blob); return create(blob); };"
        "HTMLAnchorElement.prototype.click = () => {}; window.kept = kept;"
        "document.getElementById('svg').click(); document.getElementById('png').click(); return kept.length"
    )
    assert saved >= 1
    page.wait(lambda: page.script("return window.kept.length") == 2)
    texts = page.driver.execute_async_script(
        "const done = arguments[0];"
        "Promise.all([kept[0].text(), kept[1].slice(0, 4).text()]).then(([svg, png]) => {"
        " const read = new DOMParser().parseFromString(svg, 'image/svg+xml');"
        " done([[...read.querySelectorAll('text')].map((one) => one.textContent), png.slice(1)]); })"
    )
    assert "Nikolai Skoblin" in texts[0]
    assert texts[1] == "PNG"


def test_light_and_dark(page: Page) -> None:
    """The button changes the ground; what is printed is light, drawn with real text, and with its legend."""
    ground = "return getComputedStyle(document.body).backgroundColor"
    light = page.script(ground)
    page.click("#theme")
    dark = page.script(ground)
    assert dark != light
    page.script("window.dispatchEvent(new Event('beforeprint'))")
    assert page.script(ground) == light
    printed = "return [...document.querySelectorAll('#printed svg text')].map((one) => one.textContent)"
    assert "Nikolai Skoblin" in page.script(printed)
    assert page.script("return document.getElementById('legend').open")
    page.script("window.dispatchEvent(new Event('afterprint'))")
    assert page.script(ground) == dark
    assert page.script(printed) == []


def test_play_moves_the_date(page: Page) -> None:
    """Play goes through the years and can be stopped."""
    page.click("#play")
    page.wait(lambda: page.text("#date") not in ("1937 to 1939", "January 1937"))
    page.click("#play")
    stopped = page.text("#date")
    time.sleep(0.7)
    assert page.text("#date") == stopped


HOSTILE = "</script><script>window.hurt = 1</script><img src=x onerror='window.hurt = 1'>"
BIDI = "\u202eevil\u2066\u200f name\u0007"
LONG = "Wolfeschlegelsteinhausenbergerdorff" * 80


def test_hostile_texts_stay_texts(browser: Page, tmp_path: Path) -> None:
    """Markup, endless names and signs that turn the direction of writing do nothing, wherever they stand."""
    folder = write(
        tmp_path / "hostile",
        told("a commands b", date="1937", paraphrase=HOSTILE, voice=HOSTILE, version=HOSTILE, case="k"),
        told("b kills c", date="1938", case="k", paraphrase=HOSTILE),
        actors=[
            {"id": "a", "name": HOSTILE, "kind": "person", "note": HOSTILE, "side": HOSTILE},
            {"id": "b", "name": BIDI, "kind": "person", "note": BIDI},
            {"id": "c", "name": LONG, "kind": "person"},
        ],
        names=[{"actor": "a", "name": HOSTILE + "2", "kind": "alias", "language": '"><b>'}],
        cases=[{"id": "k", "title": HOSTILE, "date": "1937/1938", "victim": "c", "note": HOSTILE, "outcome": HOSTILE}],
        sources=[{"id": "s", "title": HOSTILE, "reliability": "A", "author": HOSTILE}],
    )
    path = write_explorer(read_dossier(folder), tmp_path / "hostile.html", title=HOSTILE)
    assert "<img" not in path.read_text("utf-8").replace("&lt;img", "")
    browser.open(path)
    chain = "from=a&to=c&chains=1&time=until&date=1938-12"
    for state in ("actor=a", "actor=b", "actor=c", "case=k", "list=1&view=all", chain):
        browser.script("location.hash = arguments[0]", state)
        time.sleep(0.1)
        browser.script("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    browser.type("#search", "<img")
    assert browser.offered("search")[0] == "a"
    browser.click("#svg")
    assert browser.script("return window.hurt") is None
    assert browser.script("return document.querySelectorAll('img, b, body script:not(#data)').length") == 2
    seen = "return document.body.textContent.replace(document.getElementById('data').textContent, '')"
    assert "\u202e" not in browser.script(seen)
    wide = browser.script("return [document.documentElement.scrollWidth, window.innerWidth]")
    assert wide[0] <= wide[1]
    assert browser.complaints() == []
    assert all(address.startswith(("file:", "blob:")) for address in browser.requests())


def test_narrow_screen(page: Page, small_page: Path) -> None:
    """On a telephone everything stands below one another, and nothing is wider than the screen."""
    page.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    )
    try:
        page.open(small_page, "case=snatch&view=command")
        assert page.script("return document.documentElement.scrollWidth") <= 390
        boxes = page.script(
            "return ['stage', 'panel', 'filters'].map((id) => document.getElementById(id).getBoundingClientRect().top)"
        )
        assert boxes == sorted(boxes)
        # Orders run down the screen, and all of them are on it.
        points = page.script(
            "return [...netkit.drawn.nodes.keys()].map((place) =>"
            " [netkit.actors[place].id, netkit.onScreen('actor', place)])"
        )
        assert all(0 < at["x"] < 390 and at["y"] > 0 for _, at in points)
        y = {actor: at["y"] for actor, at in points}
        assert y["slutsky"] < y["skoblin"] < y["miller"]
    finally:
        page.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_within_a_notebook(browser: Page, small: Dossier, tmp_path: Path) -> None:
    """In a sandboxed frame the page works, and what it may not do there is not offered."""
    outer = tmp_path / "notebook.html"
    framed = Explorer(explore(small.network()).page)._repr_html_()
    outer.write_text(f"<!doctype html><title>t</title>{framed}", encoding="utf-8")
    browser.driver.get("about:blank")
    browser.driver.get_log("browser")
    browser.driver.get(outer.as_uri())
    browser.driver.switch_to.frame(0)
    try:
        browser.wait(lambda: browser.script("return document.documentElement.dataset.ready === 'true'"))
        browser.click("[data-view=command]")
        assert "actors" in browser.text("#status")
        assert browser.find("#png").is_displayed()
        assert not browser.find("#link").is_displayed()
    finally:
        browser.driver.switch_to.default_content()
    assert browser.complaints() == []


def test_chains_of_the_nkvd_are_those_of_the_library(browser: Page, nkvd: Path, tmp_path: Path) -> None:
    """The search in the page follows the rules of `netkit.chains`, at all times and at a date."""
    dossier = read_dossier(nkvd)
    browser.open(explore(dossier.network(view="all")).save(tmp_path / "nkvd.html"))
    pairs = [
        ("joseph-stalin", "leon-trotsky"),
        ("joseph-stalin", "yevgeny-miller"),
        ("nikolai-yezhov", "nikolai-skoblin"),
        ("joseph-stalin", "pavel-sudoplatov"),
    ]
    for at in (None, "1937-09"):
        if at is not None:
            browser.slide(at)
            browser.script("netkit.state.memory = 0")
        for source, target in pairs:
            drawn = browser.script(
                "const of = (id) => netkit.actors.findIndex((one) => one.id === id);"
                "return netkit.chains(netkit.state, of(arguments[0]), of(arguments[1])).chains"
                ".map((one) => one.probability)",
                source,
                target,
            )
            expected = chains(dossier.network(view="command", at=at), source, target, k=5)
            assert drawn == pytest.approx([one.probability for one in expected], abs=1e-5), (source, target, at)
