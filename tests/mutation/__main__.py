"""Mutation testing with cosmic-ray: which test reaches which function, a sample of mutants, its tests, its result."""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult

from tests.mutation.reach import record, run


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
    for name in ("record", "run"):
        commands.add_parser(name).add_argument("reach", type=Path, help="a JSON file: which test reaches what")
    for name in ("sample", "tell"):
        commands.add_parser(name).add_argument("session", help="cosmic-ray's session file")
    drawing = commands.choices["sample"]
    drawing.add_argument("--count", type=int, default=300)
    drawing.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.command == "record":
        options.reach.write_text(json.dumps(record()), encoding="utf-8")
        return 0
    if options.command == "run":
        return run(json.loads(options.reach.read_text(encoding="utf-8")))
    text = told(options.session) if options.command == "tell" else sample(options.session, options.count, options.seed)
    print(text)  # noqa: T201 # a script
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
