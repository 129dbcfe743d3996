"""One network by families of ties: who commands is not who is kin."""

import netkit as nk

dossier = nk.read_dossier("seeds/nkvd")
net = dossier.network(at="1937-09-22")
nk.draw_small_multiples(net, labels=5)
