"""The explorer: one self-contained page that shows a dossier or a network, with the evidence behind every tie."""

from __future__ import annotations

from netkit.explorer.page import Explorer, explore, write_explorer

__all__ = ["Explorer", "explore", "write_explorer"]
