"""Any measure over the plausible networks, and what a finding rests on."""
