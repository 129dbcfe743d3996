"""How far ranks by betweenness survive ties that the sources left out."""

import netkit as nk

dossier = nk.read_dossier("seeds/nkvd")
net = dossier.network(at="1937-09-22")
nk.draw_stability(nk.robustness_to_error(net, share=[0.05, 0.1, 0.2, 0.3], draws=100, rng=1))
