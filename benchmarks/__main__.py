"""Run everything, check that results agree, time it, and write the tables."""

from __future__ import annotations

import argparse
import csv
import os
import platform
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.ensembles import NAME, ensemble_row
from benchmarks.graphs import Graphs
from benchmarks.growth import CONTROL, SIZES, exponent, grown
from benchmarks.memory import ACTORS, TIES, peaks
from benchmarks.tasks import TASKS, Task

HERE = Path(__file__).parent
RESULTS = HERE / "results"
PARTS = ["comparison", "growth", "memory"]
HEADING = "## The newest run\n"
LIBRARIES = ["netkit", "networkx", "igraph", "networkit"]
PACKAGES = ["numba", "numpy", "networkx", "igraph", "networkit"]


def timed(task: Task, library: str, graphs: Graphs, budget: float) -> float:
    """Give the median of process CPU time: three runs or more while the budget lasts, one of what is slow."""
    taken: list[float] = []
    while not taken or (taken[0] < budget and (len(taken) < 3 or (sum(taken) < budget and len(taken) < 15))):
        before = time.process_time()
        task.runs[library](graphs)
        taken.append(time.process_time() - before)
    return float(np.median(taken))


def compared(task: Task, budget: float) -> dict[str, Any]:
    """Check that all libraries give the same, then time them."""
    graphs = task.graphs()
    results = {library: task.read(run(graphs)) for library, run in task.runs.items()}
    for library, found in results.items():
        if not np.allclose(found, results["netkit"], rtol=task.tolerance, atol=task.tolerance):
            raise SystemExit(f"{task.name}: {library} and netkit do not agree; nothing is timed")
    times = {library: timed(task, library, graphs, budget) for library in task.runs}
    best = min((seconds for library, seconds in times.items() if library != "netkit"), default=float("nan"))
    ties = len(graphs.sources)
    return {"task": task.name, "actors": graphs.n, "ties": ties, **times, "ratio": times["netkit"] / best}


def shown(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return f"{seconds * 1000:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


def circumstances() -> str:
    """Tell when, on what and with which versions a table was made."""
    told = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{date.today().isoformat()}, Python {platform.python_version()}, {told}; {platform.machine()}, one thread; "
        f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores."
    )


def comparison(rows: list[dict[str, Any]], note: str) -> str:
    """Write the table of tasks, and below it what it cannot tell."""
    lines = [
        "### Beside the others",
        "",
        circumstances(),
        "",
        "CPU time of the process, medians. *Ratio*: netkit divided by the fastest other library; below 1 netkit is",
        "faster. An empty cell: the library does not have it, or takes minutes at this size.",
        "",
        "| task | actors | ties | " + " | ".join(LIBRARIES) + " | ratio |",
        "|---|---:|---:|" + "---:|" * (len(LIBRARIES) + 1),
    ]
    for row in rows:
        cells = [shown(row.get(library)) for library in LIBRARIES]
        ratio = "" if np.isnan(row["ratio"]) else f"{row['ratio']:.2f}"
        lines.append(f"| {row['task']} | {row['actors']:,} | {row['ties']:,} | {' | '.join(cells)} | {ratio} |")
    lost = [row["task"] for row in rows if row["ratio"] > 1.1]
    lines += ["", "Slower than the fastest other by more than a tenth: " + (", ".join(lost) or "none") + ".", "", note]
    return "\n".join(lines) + "\n"


def growing(growth: dict[int, dict[str, float]]) -> str:
    """Write the table of sizes."""
    sizes = list(growth)
    large = [n for n in sizes if n >= 20_000]
    lines = [
        "### Growth",
        "",
        circumstances(),
        "",
        "netkit alone, random digraphs with five ties an actor. *From 200*: the least-squares slope of the logarithm",
        "of time on that of the number of actors, over all sizes; 1 is linear. The fixed cost of a call, most of the",
        "time of the smallest, makes it smaller. *From 20,000*: the same between 20,000 and the largest alone, without",
        "that cost; the data outgrow the processor's caches there, which makes it larger.",
        "Each size runs in a process of its own; its peak memory holds Python, libraries and graph.",
        f"The {CONTROL!r} copies one number for every tie, from a random place: what the processor's",
        "caches alone do to a computation without any algorithm.",
        "",
        "| measure | " + " | ".join(f"{n:,}" for n in sizes) + " | from 200 | from 20,000 |",
        "|---|" + "---:|" * (len(sizes) + 2),
    ]
    for name in growth[sizes[0]]:
        if name.startswith("peak"):
            cells = [f"{growth[n][name]:.0f}" for n in sizes]
            lines.append(f"| {name} | {' | '.join(cells)} | | |")
        else:
            cells = [shown(growth[n][name]) for n in sizes]
            powers = [exponent(growth, name, chosen) for chosen in (sizes, large[:1] + large[1:][-1:])]
            cells += ["" if np.isnan(power) else f"{power:.2f}" for power in powers]
            lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def remembering(found: dict[str, tuple[float, float]]) -> str:
    """Write the table of memory."""
    lines = [
        "### Memory",
        "",
        circumstances(),
        "",
        f"Peak of the process that makes a graph of {ACTORS:,} actors and {TIES:,} ties of two columns, and computes",
        "degrees and PageRank, in MiB; beside it the peak before, with the library loaded.",
        "",
        "| library | loaded | peak |",
        "|---|---:|---:|",
    ]
    lines += [f"| {name} | {loaded:.0f} | {used:.0f} |" for name, (loaded, used) in found.items()]
    return "\n".join(lines) + "\n"


def write(name: str, text: str, columns: list[str], rows: list[dict[str, Any]]) -> None:
    """Write one table as Markdown and CSV, and all tables that there are into the README."""
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.md").write_text(text, encoding="utf-8")
    with (RESULTS / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    tables = [path for part in PARTS if (path := RESULTS / f"{part}.md").is_file()]
    readme = HERE / "README.md"
    before = readme.read_text(encoding="utf-8").split(HEADING)[0]
    after = "\n".join(path.read_text(encoding="utf-8") for path in tables)
    readme.write_text(f"{before}{HEADING}\n{after}", encoding="utf-8")


def asked_for(name: str, words: list[str]) -> bool:
    """Say whether a task is to be run."""
    return not words or any(word.lower() in name.lower() for word in words)


def line(row: dict[str, Any]) -> str:
    """Tell a row on the terminal."""
    cells = "  ".join(f"{library} {shown(row[library])}" for library in LIBRARIES if library in row)
    return f"{row['task']:40} {cells}  ratio {row['ratio']:.2f}"


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("tasks", nargs="*", help="only tasks whose names contain one of these; then nothing is written")
    parser.add_argument("--budget", type=float, default=1.0, help="CPU seconds for each task and library")
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="largest number of actors for the growth")
    parser.add_argument("--only", choices=PARTS, help="one of the tables")
    options = parser.parse_args()
    if options.only in (None, "comparison"):
        rows = []
        for task in TASKS:
            if asked_for(task.name, options.tasks):
                rows.append(compared(task, options.budget))
                print(line(rows[-1]), flush=True)
        note = ""
        if asked_for(NAME, options.tasks):
            row, note = ensemble_row()
            rows.append(row)
            print(f"{line(row)}\n{note}", flush=True)
        if options.tasks:
            return
        write("comparison", comparison(rows, note), ["task", "actors", "ties", *LIBRARIES, "ratio"], rows)
    if options.only in (None, "growth"):
        growth = grown([n for n in SIZES if n <= options.largest])
        columns = ["actors", *growth[next(iter(growth))]]
        write("growth", growing(growth), columns, [{"actors": n, **times} for n, times in growth.items()])
    if options.only in (None, "memory"):
        found = peaks()
        table = [{"library": name, "loaded": loaded, "peak": used} for name, (loaded, used) in found.items()]
        write("memory", remembering(found), ["library", "loaded", "peak"], table)
    print(f"written: {RESULTS} and {HERE / 'README.md'}")


if __name__ == "__main__":
    main()
