"""Work in pieces: threads over all cores, or whatever joblib was told to use, with a progress bar on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from joblib import Parallel, delayed, effective_n_jobs
from joblib.parallel import get_active_backend
from tqdm.auto import tqdm

__all__ = ["pieces", "run"]

Result = TypeVar("Result")


def pieces(count: int, n_jobs: int | None) -> list[range]:
    """
    Cut numbered blocks into runs, some for each worker.

    Parameters
    ----------
    count : int
        How many blocks.
    n_jobs : int or None
        As for `run`.

    Returns
    -------
    list of range
        Runs of blocks in their order.
    """
    workers = max(effective_n_jobs(_jobs(n_jobs)), 1)
    size = max(1, -(-count // (4 * workers)))
    return [range(first, min(first + size, count)) for first in range(0, count, size)]


def _jobs(n_jobs: int | None) -> int:
    """All cores where nobody said otherwise, neither here nor in `joblib.parallel_config`."""
    if n_jobs is not None:
        return n_jobs
    _, configured = get_active_backend(prefer="threads")
    return configured if configured not in (None, 1) else -1


def run(
    function: Callable[..., Result], tasks: Sequence[tuple[Any, ...]], *, n_jobs: int | None, label: str
) -> Iterator[Result]:
    """
    Call a function for each task.

    Parameters
    ----------
    function : callable
        At the top of a module, so that it can be sent to other processes.
    tasks : sequence of tuple
        Its arguments.
    n_jobs : int or None
        How many at once; None takes what `joblib.parallel_config` says, else all cores.
    label : str
        For the progress bar.

    Yields
    ------
    object
        The results, in the order of the tasks.
    """
    backend, _ = get_active_backend(prefer="threads")
    jobs = _jobs(n_jobs)
    results: Iterable[Result]
    if len(tasks) < 2 or effective_n_jobs(jobs) < 2:
        results = (function(*task) for task in tasks)
    else:
        how = "generator" if backend.supports_return_generator else "list"
        results = Parallel(n_jobs=jobs, prefer="threads", return_as=how)(delayed(function)(*task) for task in tasks)
    # `None` switches the bar off where the output is no terminal.
    yield from tqdm(results, total=len(tasks), desc=label, leave=False, disable=None)
