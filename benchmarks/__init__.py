"""netkit beside networkx, igraph and networkit, on the same graphs, in one run."""
