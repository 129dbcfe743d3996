"""Figures for print: one kind a module, laid out in points, the same bytes on every run."""
