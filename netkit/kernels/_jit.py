"""The one decorator of all compiled functions, and the folder in which compiled code is kept."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, TypeVar, cast

__all__ = ["cache_folder", "jit"]

Function = TypeVar("Function", bound=Callable[..., Any])

_HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def cache_folder() -> Path:
    """
    Return the folder for compiled code: the first that can be written of home and temporary.

    Its name holds a hash of all files in ``netkit/kernels``, since numba itself does not notice that a function which
    another one calls has been edited, and would go on with the old code.

    Returns
    -------
    Path
        The folder; it exists.
    """
    digest = hashlib.sha256()
    for path in sorted(_HERE.glob("*.py")):
        digest.update(path.read_bytes())
    name = f"kernels-{digest.hexdigest()[:16]}"
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    for base in (
        home / "netkit",
        Path(tempfile.gettempdir()) / f"netkit-{os.getuid() if hasattr(os, 'getuid') else 0}",
    ):
        folder = base / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    return Path(tempfile.mkdtemp(prefix="netkit-"))


def jit(function: Function) -> Function:
    """
    Compile a function on arrays at its first call, without the interpreter's lock, and keep the result on disk.

    Parameters
    ----------
    function : callable
        Takes and returns arrays and numbers alone.

    Returns
    -------
    callable
        The compiled function; nothing is compiled before it is called.
    """
    # numba is loaded here, not at the top of a module that `import netkit` reaches, since it alone takes 0.3 s.
    import numba

    # numba sets its settings at run time, where the type checker cannot see them.
    config: Any = numba.config
    if config.DISABLE_JIT:
        return _interpreted(function)
    _say_when_compiling()
    # numba chooses the folder while it decorates: the setting is put back, so that a user's own functions keep theirs.
    before = config.CACHE_DIR
    config.CACHE_DIR = before or str(cache_folder())
    try:
        return cast("Function", numba.njit(nogil=True, cache=True)(function))
    finally:
        config.CACHE_DIR = before


def _interpreted(function: Function) -> Function:
    """Run a kernel as plain Python, as debuggers and mutation tests want it, with integers that wrap silently."""
    import numpy as np

    @wraps(function)
    def run(*arguments: Any) -> Any:
        with np.errstate(over="ignore"):
            return function(*arguments)

    return cast("Function", run)


@lru_cache(maxsize=1)
def _say_when_compiling() -> None:
    """Tell whoever waits, once a process, that kernels are being compiled; nothing is said when they are on disk."""
    from numba.core import event

    class Announcer(event.Listener):
        said = False

        def on_start(self, event: Any) -> None:
            # A user's own compiled functions are none of netkit's business.
            module = event.data["dispatcher"].py_func.__module__
            if not self.said and module.startswith("netkit.kernels"):
                self.said = True
                sys.stderr.write("netkit: compiling its kernels, once on this machine; later runs load them\n")

        def on_end(self, event: Any) -> None:
            """Say nothing: the result follows at once."""

    event.register("numba:compile", Announcer())  # type: ignore[no-untyped-call] # numba has few types
