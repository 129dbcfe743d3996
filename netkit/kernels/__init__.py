"""Compiled functions on arrays alone; nothing here knows networks, names or pandas."""
