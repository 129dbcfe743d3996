"""Mutation testing with cosmic-ray: which test reaches which function, a sample of mutants, its tests, its result."""

from __future__ import annotations

import argparse
import importlib
import json
import random
from collections import Counter
from difflib import unified_diff
from pathlib import Path
from typing import Any

from cosmic_ray.mutating import use_mutation
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult

from tests.mutation.reach import attempt, chosen, record

# Loaded once, before any mutant: they take most of the time of a short run.
LIBRARIES = ["hypothesis", "igraph", "networkx", "numba", "pandas", "scipy.sparse.linalg", "tqdm"]


def pending(work: WorkDB) -> list[tuple[tuple[str, str, int], str]]:
    """Give the mutants that no filter took, in an order that does not depend on their random ids."""
    items = []
    for item in work.pending_work_items:
        (spec,) = item.mutations
        items.append(((str(spec.module_path), spec.operator_name, spec.occurrence), item.job_id))
    return sorted(items)


def sample(session: str, count: int, seed: int) -> str:
    """Keep some mutants, each as likely as any other, and skip the rest."""
    with use_db(session, mode=WorkDB.Mode.open) as work:
        items = [job for _, job in pending(work)]
        kept = set(random.Random(seed).sample(items, count))
        skipped = WorkResult(worker_outcome=WorkerOutcome.SKIPPED, output="not in the sample")
        work.set_multiple_results([job for job in items if job not in kept], skipped)
    return f"{count} of {len(items)} mutants"


def attempts(session: str, known: dict[str, Any]) -> None:
    """Try all that are pending, one after the other; what was tried stays tried if this is stopped."""
    for library in LIBRARIES:
        importlib.import_module(library)
    with use_db(session, mode=WorkDB.Mode.open) as work:
        for item in work.pending_work_items:
            (spec,) = item.mutations
            tests = chosen(known, str(spec.module_path), spec.start_pos[0])
            operator = get_operator(spec.operator_name)()
            with use_mutation(spec.module_path, operator, spec.occurrence) as (before, after):
                passed, output = attempt(tests, known["seconds"])
            diff = "\n".join(
                unified_diff(before.splitlines(), after.splitlines(), str(spec.module_path), lineterm="", n=1)
            )
            outcome = TestOutcome.SURVIVED if passed else TestOutcome.KILLED
            work.set_result(item.job_id, WorkResult(WorkerOutcome.NORMAL, output[-5000:], outcome, diff))


def told(session: str) -> str:
    """Count the outcomes, and show what survived."""
    counts: Counter[str] = Counter()
    lines = []
    with use_db(session, mode=WorkDB.Mode.open) as work:
        for _, result in work.completed_work_items:
            if result.worker_outcome == WorkerOutcome.SKIPPED or result.test_outcome is None:
                continue
            output = result.output or ""
            late = result.test_outcome == TestOutcome.KILLED and "longer than" in output
            counts["by time" if late else result.test_outcome.value] += 1
            if result.test_outcome == TestOutcome.SURVIVED:
                lines.append(result.diff or "")
        waiting = len(list(work.pending_work_items))
    tried = counts.total()
    dead = tried - counts[TestOutcome.SURVIVED.value]
    share = f"{dead / tried:.1%}" if tried else "nothing"
    return "\n".join([*lines, f"{share} killed of {tried} ({dict(counts)}), {waiting} to be tried"])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("record", "sample", "try", "tell"):
        command = commands.add_parser(name)
        if name != "record":
            command.add_argument("session", help="cosmic-ray's session file")
        if name in ("record", "try"):
            command.add_argument("reach", type=Path, help="JSON: which test reaches what")
    drawing = commands.choices["sample"]
    drawing.add_argument("--count", type=int, default=300)
    drawing.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.command == "record":
        options.reach.write_text(json.dumps(record()), encoding="utf-8")
        return 0
    if options.command == "try":
        attempts(options.session, json.loads(options.reach.read_text(encoding="utf-8")))
    drawn = options.command == "sample"
    text = sample(options.session, options.count, options.seed) if drawn else told(options.session)
    print(text)  # noqa: T201 # a script
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
