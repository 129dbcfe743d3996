"""How the tests use the page: as somebody with a mouse and a keyboard would, and what the browser noticed."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

# Without a network there is nothing that Chromium itself could look for at a start.
SWITCHES = """
--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync --disable-dev-shm-usage --window-size=1280,860 --force-prefers-reduced-motion
""".split()


class Page:
    """
    A headless browser.

    Parameters
    ----------
    browser, driver : str
        Paths of Chromium and its driver.
    profile : Path
        An empty folder.
    """

    def __init__(self, browser: str, driver: str, profile: Path) -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = browser
        for switch in [*SWITCHES, f"--user-data-dir={profile}"]:
            options.add_argument(switch)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
        self.driver.set_script_timeout(20)

    def open(self, path: Path, state: str = "") -> None:
        """Open a page as if for the first time, and forget what was noticed before."""
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(f"{path.as_uri()}#{state}")
        self.wait(lambda: self.script("return document.documentElement.dataset.ready === 'true'"))

    def quit(self) -> None:
        self.driver.quit()

    def script(self, text: str, *arguments: Any) -> Any:
        return self.driver.execute_script(text, *arguments)

    def wait(self, holds: Callable[[], Any], seconds: float = 10) -> None:
        """Wait until something holds."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, f"it did not come about in {seconds} seconds"
            time.sleep(0.02)

    def find(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector: str = "#panel") -> str:
        """Give the text of an element, what is folded included."""
        return str(self.find(selector).get_attribute("textContent"))

    def click(self, selector: str) -> None:
        self.find(selector).click()

    def tick(self, text: str) -> None:
        """Click the box that stands beside a text."""
        next(label for label in self.all("label.tick") if text in label.text).find_element(By.TAG_NAME, "input").click()

    def choose(self, selector: str, text: str) -> None:
        """Choose what a list offers."""
        option = next(one for one in self.find(selector).find_elements(By.TAG_NAME, "option") if text in one.text)
        option.click()

    def type(self, selector: str, text: str, *keys: str) -> None:
        """Type into an empty field."""
        field = self.find(selector)
        field.clear()
        field.send_keys(text, *keys)

    def offered(self, field: str) -> list[str]:
        """List the ids of the actors that a search field offers."""
        return [str(item.get_attribute("data-actor")) for item in self.all(f"#{field}-list li")]

    def slide(self, date: str) -> None:
        """Move the slider to a month, such as 1937-09."""
        year, month = map(int, date.split("-"))
        self.script(
            "const s = document.getElementById('slider'); s.value = arguments[0]; s.dispatchEvent(new Event('input'))",
            year * 12 + month - 1,
        )

    def shown(self) -> set[tuple[str, str, str]]:
        """List what the drawing shows: subject, family, object."""
        rows = self.script(
            "const { bundles, actors, ties, drawn } = netkit;"
            "return [...drawn.edges.keys()].flatMap((place) => bundles[place].shown.map((tie) =>"
            " [actors[ties.subject[tie]].id, bundles[place].family, actors[ties.object[tie]].id]));"
        )
        return {(row[0], row[1], row[2]) for row in rows}

    def tap(self, what: str, place: int) -> None:
        """Click an actor or the middle of a line in the drawing."""
        at = self.script("return netkit.onScreen(arguments[0], arguments[1])", what, place)
        canvas = self.find("#canvas")
        # From the middle of the drawing: within a frame, points of the window are those of the page around it.
        aside, down = at["x"] - canvas.size["width"] / 2, at["y"] - canvas.size["height"] / 2
        ActionChains(self.driver, duration=20).move_to_element_with_offset(
            canvas, round(aside), round(down)
        ).click().perform()

    def complaints(self) -> list[str]:
        """List what the browser's console holds."""
        return [str(entry["message"]) for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """List the addresses that were asked for since the page was opened."""
        found = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                found.append(str(message["params"]["request"]["url"]))
        return found


ENTER, DOWN, TAB, RIGHT = Keys.ENTER, Keys.ARROW_DOWN, Keys.TAB, Keys.ARROW_RIGHT
