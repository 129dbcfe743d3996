"""A small dossier with its page, and a browser that opens it."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from netkit.dossier import Dossier, read_dossier
from netkit.explorer import write_explorer
from tests.dossiers import told, write
from tests.explorer.driving import Page

TEXT = "Slutsky had Skoblin lure Miller.  Yezhov wanted it. <b>Bold</b> words stay words."

CLAIMS = [
    told("stalin commands NKVD", date="1936/1940", locator="char=0,20"),
    told("yezhov heads NKVD", date="1936-09-26/1938-11-25"),
    told("beria heads NKVD", date="1938-11-25/1940"),
    told("slutsky heads INO", date="1935/1938-02-17"),
    told("INO part_of NKVD", date="1934/1940"),
    told("skoblin member_of INO", date="1930/1938"),
    told("slutsky handles skoblin", date="1937", certainty="probable"),
    told("slutsky orders skoblin", date="1937-09", case="snatch", locator="char=0,32", paraphrase="He gave the order."),
    told("yezhov targets miller", case="snatch", locator="char=34,51"),
    told("skoblin abducts miller", date="1937-09-22", case="snatch"),
    told("skoblin spouse_of plevitskaya", date="1921/1938"),
    told("plevitskaya contacts miller", date="1937-09-20", certainty="doubtful", source="t"),
    told("NKVD kills miller", date="1939-05-11", case="snatch"),
    told("yagoda commands slutsky", date="1934/1936-09-26", source="t"),
    told("beria orders skoblin", date="1939", case="later", status="planned"),
]
ACTORS = [
    {"id": "stalin", "name": "Joseph Stalin", "kind": "person", "note": "General Secretary"},
    {"id": "skoblin", "name": "Nikolai Skoblin", "kind": "person"},
    {"id": "yezhov", "name": "Nikolai Yezhov", "kind": "person"},
    {"id": "miller", "name": "Yevgeny Miller", "kind": "person"},
]
NAMES = [
    {"actor": "stalin", "name": "ستالين", "kind": "variant", "language": "ar"},
    {"actor": "stalin", "name": "Иосиф Сталин", "kind": "transliteration", "language": "ru"},
    {"actor": "skoblin", "name": "the Farmer", "kind": "code name", "language": "en"},
    {"actor": "skoblin", "name": "Николай Скоблин", "kind": "transliteration", "language": "ru"},
    {"actor": "miller", "name": "ميلر", "kind": "variant", "language": "ar"},
]
CASES = [
    {"id": "snatch", "title": "Abduction of Miller", "date": "1937/1939-05-11", "victim": "miller", "place": "Paris"},
    {"id": "later", "title": "A plan", "date": "1939"},
]


def chromium() -> tuple[str, str] | None:
    """Find Chromium and its driver; neither is ever downloaded."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    driver = shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """Give a small dossier that was read with its documents."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "documents").mkdir()
    (folder / "documents" / "s.txt").write_text(TEXT, encoding="utf-8")
    checksum = hashlib.sha256(TEXT.encode()).hexdigest()
    sources = [{"id": "s", "title": "The first source", "reliability": "B", "file": "s.txt", "sha256": checksum}]
    write(folder / "snatch", *CLAIMS, actors=ACTORS, names=NAMES, cases=CASES, sources=sources)
    return read_dossier(folder / "snatch", folder / "documents")


@pytest.fixture(scope="session")
def small_page(small: Dossier, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the page of the small dossier."""
    return write_explorer(small, tmp_path_factory.mktemp("page") / "explorer.html", draws=20)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Give one headless browser to all tests; without Chromium they are skipped, and say so."""
    found = chromium()
    if found is None:
        if os.environ.get("NETKIT_BROWSER") == "required":
            pytest.fail("NETKIT_BROWSER=required, but chromium or chromedriver is not there")
        pytest.skip("NO BROWSER: the explorer is not tried out; install the packages chromium and chromium-driver")
    page = Page(*found, profile=tmp_path_factory.mktemp("profile"))
    yield page
    page.quit()
