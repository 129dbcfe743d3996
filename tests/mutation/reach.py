"""Which tests reach which function, and a run of those of one that is changed."""

from __future__ import annotations

import ast
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

__all__ = ["attempt", "chosen", "record"]

PACKAGES = ["netkit/kernels", "netkit/measures"]
TESTS = ["kernels", "measures", "command", "ensembles", "network"]
# The dossier that ships takes too long to read for every mutant.
LEFT_OUT = ["command/test_cases.py", "command/test_nkvd.py"]
# What would take minutes without compiled code, and so exceed the budget of any mutant.
TOO_LARGE = "not 1100"
PLAIN = ["-q", "-p", "no:cacheprovider", "--no-header", "--tb=short"]
os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
WHOLE = "<module>"
# Seconds of a processor: a test may take SLACK and TIMES what it took before; the tests of a mutant, BUDGET together.
SLACK, TIMES, BUDGET = 15.0, 4.0, 30.0

Reach = dict[str, Any]


def functions(source: str) -> list[tuple[str, range]]:
    """Give the outermost functions and classes of a module, with the lines that they and their decorators take."""
    found = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            found.append((node.name, range(first, (node.end_lineno or first) + 1)))
    return found


class Settled:
    """Let hypothesis try the same examples every time, and be content with the first that fails."""

    def pytest_configure(self) -> None:
        # pytest wants to load hypothesis itself.
        from hypothesis import Phase, settings

        phases = [Phase.explicit, Phase.generate]
        settings.register_profile("mutants", derandomize=True, database=None, deadline=None, phases=phases)
        settings.load_profile("mutants")


class Recorder(Settled):
    """Note the seconds of a processor that each test takes, and the functions that it calls."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.called: dict[str, set[CodeType]] = {}
        self.now: set[CodeType] = set()
        self.folders = tuple(str(Path(package).resolve()) for package in PACKAGES)

    def note(self, frame: FrameType, event: str, argument: object) -> None:
        if frame.f_code.co_filename.startswith(self.folders):
            self.now.add(frame.f_code)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.now = self.called[item.nodeid] = set()
        threading.settrace(self.note)
        sys.settrace(self.note)
        before = time.process_time()
        result = yield
        self.seconds[item.nodeid] = time.process_time() - before
        sys.settrace(None)
        return result


class Stopper(Settled):
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


def record() -> Reach:
    """
    Run all tests, and note which of them reach each function.

    Returns
    -------
    dict
        ``seconds`` of each test, and in ``reach`` the tests of each function by path and name.
    """
    recorder = Recorder()
    left_out = [f"--ignore=tests/{path}" for path in LEFT_OUT]
    code = pytest.main([*PLAIN, "-k", TOO_LARGE, *left_out, *(f"tests/{name}" for name in TESTS)], plugins=[recorder])
    if code != pytest.ExitCode.OK:
        raise SystemExit("the tests fail without any mutant")
    found: dict[str, dict[str, list[str]]] = {}
    for path in sorted(path for package in PACKAGES for path in Path(package).glob("*.py")):
        begin = {(str(path.resolve()), line): name for name, lines in functions(path.read_text()) for line in lines}
        reached: dict[str, list[str]] = {name: [] for name in [*begin.values(), WHOLE]}
        for test, codes in recorder.called.items():
            names = {begin.get((code.co_filename, code.co_firstlineno)) for code in codes} - {None}
            for name in [*names, *([WHOLE] if names else [])]:
                reached[name].append(test)
        found[str(path)] = reached
    return {"seconds": recorder.seconds, "reach": found}


def chosen(known: Reach, path: str, line: int) -> list[str]:
    """Choose the tests for a change in a line, cheap ones first, as many as the budget allows."""
    reach, seconds = known["reach"][path], known["seconds"]
    names = [name for name, lines in functions(Path(path).read_text(encoding="utf-8")) if line in lines]
    tests = {test for name in names for test in reach.get(name, [])} or set(reach[WHOLE])
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


def attempt(tests: list[str], seconds: dict[str, float]) -> tuple[bool, str]:
    """
    Run tests in a fork of this process, which has loaded the libraries but none of netkit.

    Parameters
    ----------
    tests : list of str
        Which, in this order, until one fails.
    seconds : dict
        What each took when recorded.

    Returns
    -------
    passed : bool
        Whether all passed; a run without tests passes.
    output : str
        What was printed.
    """
    with tempfile.TemporaryFile() as printed:
        child = os.fork()
        if child == 0:
            sys.dont_write_bytecode = True
            os.dup2(printed.fileno(), 1)
            os.dup2(printed.fileno(), 2)
            stopper = Stopper(seconds)
            stopper.start(BUDGET, "importing")
            code = int(pytest.main([*PLAIN, "-x", *tests], plugins=[stopper])) if tests else 0
            sys.stdout.flush()
            os._exit(code)
        _, status = os.waitpid(child, 0)
        printed.seek(0)
        return status == 0, printed.read().decode(errors="replace")
