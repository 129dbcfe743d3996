"""How kernels are compiled, where that is kept, and how they run without it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

from netkit.kernels import _jit

KERNEL = """
import numpy as np
from netkit.kernels.bits import count_bits
from netkit.kernels.heap import pop
print(int(count_bits(np.uint64(7))) + pop(np.zeros(2), np.zeros(2, dtype=np.int32), 1))
"""
USER_S = """
import numba
import numpy as np
import netkit.kernels.bits
@numba.njit
def mine(value):
    return value + 1
print(mine(1), numba.config.CACHE_DIR)
"""


def run(code: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run code in a new Python whose settings of numba are those given."""
    here = {key: value for key, value in os.environ.items() if not key.startswith("NUMBA_")}
    return subprocess.run(
        [sys.executable, "-c", code], env={**here, **settings}, capture_output=True, text=True, check=True
    )


def test_kernels_run_as_plain_python_and_say_when_they_compile(tmp_path: Path) -> None:
    """NUMBA_DISABLE_JIT works, and the first compilation, and only that, is announced."""
    told = []
    for extra in ({"NUMBA_DISABLE_JIT": "1"}, {}, {}):
        done = run(KERNEL, XDG_CACHE_HOME=str(tmp_path), **extra)
        assert done.stdout.strip() == "3"
        told.append(done.stderr.count("compiling its kernels"))
    assert told == [0, 1, 0]


def test_compiled_code_is_kept_where_asked(tmp_path: Path) -> None:
    """What is compiled goes to netkit's folder; a folder that the user has set goes first."""
    own, user = tmp_path / "own", tmp_path / "user"
    run(KERNEL, XDG_CACHE_HOME=str(own))
    assert list(own.glob("netkit/kernels-*/**/*.nbi"))
    kept = sorted(own.rglob("*"))
    run(KERNEL, XDG_CACHE_HOME=str(own), NUMBA_CACHE_DIR=str(user))
    assert list(user.glob("**/*.nbi"))
    assert sorted(own.rglob("*")) == kept


def test_a_user_s_functions_are_left_alone(tmp_path: Path) -> None:
    """A compiled function of somebody else's is not announced, and finds numba's settings as they were."""
    done = run(USER_S, XDG_CACHE_HOME=str(tmp_path))
    assert done.stdout.split() == ["2"]
    assert "netkit" not in done.stderr


def test_integers_wrap_silently_as_plain_python() -> None:
    """An interpreted kernel overflows as a compiled one does, without a warning."""
    doubled = _jit._interpreted(lambda value: value * np.uint64(2))
    assert doubled(np.uint64(2**63)) == 0


def test_the_cache_is_named_after_the_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edit in any kernel gives another folder, since numba does not notice one in another file."""
    sources = tmp_path / "sources"
    sources.mkdir()
    monkeypatch.setattr(_jit, "_HERE", sources)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    names = []
    for text in ("a = 1", "a = 2", "a = 1"):
        (sources / "a.py").write_text(text)
        _jit.cache_folder.cache_clear()
        names.append(_jit.cache_folder())
    _jit.cache_folder.cache_clear()
    assert names[0] == names[2] != names[1]
    assert all(name.is_dir() and name.parent == tmp_path / "netkit" for name in names)
    assert all(re.fullmatch("kernels-[0-9a-f]{16}", name.name) for name in names)


def test_where_nothing_can_be_written_the_temporary_folder_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A home that is no folder is passed over; without any folder a new one is made."""
    file, temporary = tmp_path / "file", tmp_path / "temporary"
    file.touch()
    temporary.mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(file))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    _jit.cache_folder.cache_clear()
    assert _jit.cache_folder().parent.parent == temporary
    monkeypatch.setattr(os, "access", lambda *_: False)
    _jit.cache_folder.cache_clear()
    found = _jit.cache_folder()
    _jit.cache_folder.cache_clear()
    assert found.is_dir()
    assert found.parent == temporary
