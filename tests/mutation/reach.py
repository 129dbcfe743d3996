"""Which tests reach which function, and the tests of the one function that is changed."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import coverage
import hypothesis
import pytest

__all__ = ["record", "run"]

PACKAGES = ["netkit/kernels", "netkit/measures"]
TESTS = ["kernels", "measures", "command", "ensembles", "network"]
# The dossier that ships takes too long to read for every mutant.
LEFT_OUT = ["command/test_cases.py", "command/test_nkvd.py"]
PLAIN = ["-q", "-p", "no:randomly", "-p", "no:cacheprovider", "--no-header", "--tb=short"]
WHOLE = "<module>"
SLACK, TIMES, BUDGET = 15.0, 4.0, 60.0

Reach = dict[str, Any]


def functions(source: str) -> list[tuple[str, range, range]]:
    """Give the outermost functions and classes of a module: name, lines with decorators, lines of the body."""
    found = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            last = (node.end_lineno or node.lineno) + 1
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            found.append((node.name, range(first, last), range(node.body[0].lineno, last)))
    return found


class Recorder:
    """Note the seconds that each test takes, and measure its lines under its own name."""

    def __init__(self, cover: coverage.Coverage) -> None:
        self.cover = cover
        self.seconds: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.cover.switch_context(item.nodeid)
        result = yield
        self.cover.switch_context("")
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0.0) + report.duration


class Stopper:
    """End a run whose test takes many times the seconds of a processor that it took before."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self.seconds = seconds

    def start(self, limit: float, what: str) -> None:
        def stop(*_: object) -> None:
            os.write(1, f"{what} took longer than {limit:.0f} s\n".encode())
            os._exit(124)

        signal.signal(signal.SIGPROF, stop)
        signal.setitimer(signal.ITIMER_PROF, limit)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.start(SLACK + TIMES * self.seconds.get(item.nodeid, 0.0), item.nodeid)
        return (yield)


def settled() -> None:
    """Let hypothesis try the same examples every time, and be content with the first that fails."""
    phases = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
    hypothesis.settings.register_profile("mutants", derandomize=True, database=None, deadline=None, phases=phases)
    hypothesis.settings.load_profile("mutants")


def record() -> Reach:
    """
    Run all tests, and note which of them reach each function.

    Returns
    -------
    dict
        ``seconds`` of each test, and in ``reach`` the tests of each function by path and name.
    """
    settled()
    cover = coverage.Coverage(data_file=None, source=PACKAGES, messages=False)
    recorder = Recorder(cover)
    left_out = [f"--ignore=tests/{path}" for path in LEFT_OUT]
    cover.start()
    code = pytest.main([*PLAIN, *left_out, *(f"tests/{name}" for name in TESTS)], plugins=[recorder])
    cover.stop()
    if code != pytest.ExitCode.OK:
        raise SystemExit("the tests fail without any mutant")
    data, found = cover.get_data(), {}
    for path in sorted(path for package in PACKAGES for path in Path(package).glob("*.py")):
        reached: dict[str, set[str]] = {WHOLE: set()}
        lines = data.contexts_by_lineno(str(path.resolve()))
        for name, _, body in functions(path.read_text(encoding="utf-8")):
            reached[name] = {test for line in body for test in lines.get(line, ()) if test}
            reached[WHOLE] |= reached[name]
        found[str(path)] = {name: sorted(tests) for name, tests in reached.items()}
    return {"seconds": recorder.seconds, "reach": found}


def chosen(known: Reach) -> list[str]:
    """Choose the tests for what git finds changed, cheap ones first, as many as the budget allows."""
    diff = subprocess.run(["git", "diff", "-U0", "--", *PACKAGES], capture_output=True, text=True, check=True).stdout
    (path,) = [line.removeprefix("--- a/") for line in diff.splitlines() if line.startswith("--- a/")]
    spans = [line.split()[1].lstrip("-").partition(",") for line in diff.splitlines() if line.startswith("@@")]
    changed = {int(first) + more for first, _, count in spans for more in range(int(count or 1))}
    show = subprocess.run(["git", "show", f"HEAD:{path}"], capture_output=True, text=True, check=True).stdout
    names = [name for name, lines, _ in functions(show) if changed & set(lines)]
    reach, seconds = known["reach"][path], known["seconds"]
    tests = {test for name in names for test in reach[name]} or set(reach[WHOLE])
    # What is reached in another process, or at import, is not recorded: the module's own tests are always run.
    own = f"tests/{Path(path).parent.name}/test_{Path(path).stem.lstrip('_')}.py::"
    tests |= {test for test in seconds if test.startswith(own)}
    taken, total = [], 0.0
    for test in sorted(tests, key=lambda test: (seconds[test], test)):
        total += seconds[test]
        if total > BUDGET:
            break
        taken.append(test)
    return taken


def run(known: Reach) -> int:
    """
    Try the mutant that stands in the working tree.

    Parameters
    ----------
    known : dict
        What `record` returned.

    Returns
    -------
    int
        0 if the mutant survives.
    """
    settled()
    tests = chosen(known)
    if not tests:
        return 0
    stopper = Stopper(known["seconds"])
    stopper.start(BUDGET, "importing")
    return int(pytest.main([*PLAIN, "-x", *tests], plugins=[stopper]))
