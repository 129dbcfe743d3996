"""Who is tied to whom, those of one side next to one another: dark blocks are circles."""

import netkit as nk

dossier = nk.read_dossier("seeds/nkvd")
net = dossier.network(at="1937-09-22")
nk.draw_matrix(net, groups="side")
