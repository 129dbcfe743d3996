"""The command behind one case: only those who stand on a chain to its victim, in one column of a journal."""

import netkit as nk

dossier = nk.read_dossier("seeds/nkvd")
chains = nk.case_chains(dossier, "trotsky-assassination", k=20)
behind = {actor for chain in chains for actor in chain.actors}
net = dossier.network(view="command", at="1940-08-20").select(actors=behind)
nk.draw_command(net, layout="indented", columns=1)
