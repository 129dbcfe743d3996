"""
Time the explorer's page in headless Chromium: writing, opening, and from a move of the slider to the painted frame.

``python -m benchmarks.explorer`` takes the dossier in ``seeds/nkvd`` and a random network of 1,000 actors and 3,000
ties; it needs the packages chromium and chromium-driver.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from netkit.dossier import Dossier, read_dossier
from netkit.explorer import write_explorer
from netkit.network.conversion import from_pandas
from netkit.network.network import Network
from tests.explorer.driving import Page

NKVD = Path(__file__).parent.parent / "seeds/nkvd"
VIEWS = {"working": "Network", "command": "Command", "all": "Everything"}
# From the event to the end of the task that follows the next frame.
MOVE = """
const [month, done] = arguments;
const slider = document.getElementById("slider");
const begun = performance.now();
slider.value = month;
slider.dispatchEvent(new Event("input"));
requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => done(performance.now() - begun);
  channel.port2.postMessage(0);
});
"""


def large(actors: int = 1000, ties: int = 3000) -> Network:
    """Draw a directed network in which few have many ties; each tie lasts some months or years of 1918 to 1940."""
    rng = np.random.default_rng(5)
    weight = 1 / np.arange(1, actors + 1) ** 0.6
    ends = rng.choice(actors, size=(4 * ties, 2), p=weight / weight.sum())
    ends = np.unique(ends[ends[:, 0] != ends[:, 1]], axis=0)
    ends = rng.permutation(ends)[:ties]
    first = rng.integers(-18993, -11000, size=len(ends))
    years = rng.integers(60, 3000, size=len(ends))
    return from_pandas(
        pd.DataFrame(
            {
                "subject": [f"Actor {one}" for one in ends[:, 0]],
                "object": [f"Actor {one}" for one in ends[:, 1]],
                "probability": rng.choice([0.95, 0.75, 0.5], size=len(ends)),
                "start_earliest": first,
                "end_latest": first + years,
            }
        ),
        directed=True,
    )


def opened(browser: Page, path: Path, view: str) -> float:
    """Milliseconds from the start of loading to the first frame that shows the network."""
    browser.open(path, f"view={view}")
    painted = "return performance.getEntriesByName('painted')[0]?.startTime"
    browser.wait(lambda: browser.script(painted))
    return float(browser.script(painted))


def moved(browser: Page, moves: int) -> list[float]:
    """Milliseconds from each of some moves of the slider over all dates, there and back, to the painted frame."""
    first, last = browser.script("const s = document.getElementById('slider'); return [Number(s.min), Number(s.max)]")
    there = np.linspace(first, last, moves // 2 + 1).round().astype(int).tolist()
    taken = []
    for month in [*there, *there[-2:0:-1]]:
        taken.append(float(browser.driver.execute_async_script(MOVE, month)))
        time.sleep(0.15)
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moves", type=int, default=46)
    moves = parser.parse_args().moves
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        raise SystemExit("chromium and chromedriver are not there; install the packages chromium and chromium-driver")
    sources: dict[str, Dossier | Network] = {"seeds/nkvd": read_dossier(NKVD), "1,000 actors, 3,000 ties": large()}
    print("| page | written, CPU | view | opened | slider, median | slider, worst |\n|---|---:|---|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        browser = Page(chromium, driver, Path(folder) / "profile")
        for name, source in sources.items():
            begun = time.process_time()
            path = write_explorer(source, Path(folder) / "page.html", draws=0)
            written = time.process_time() - begun
            for view, words in VIEWS.items():
                ready = opened(browser, path, view)
                taken = moved(browser, moves)
                print(
                    f"| {name} | {written:.1f} s | {words} | {ready:.0f} ms "
                    f"| {np.median(taken):.0f} ms | {max(taken):.0f} ms |",
                    flush=True,
                )
        browser.quit()


if __name__ == "__main__":
    main()
