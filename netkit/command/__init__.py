"""Chains of command: through whom did an order pass."""
