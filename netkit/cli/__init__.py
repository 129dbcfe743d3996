"""The `netkit` command: what the library does, from a shell."""

from __future__ import annotations

from netkit.cli.entry import app, main

__all__ = ["app", "main"]
