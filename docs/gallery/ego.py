"""Whom Slutsky worked with, and whom they worked with: a ring for each step."""

import netkit as nk

dossier = nk.read_dossier("seeds/nkvd")
net = dossier.network(at="1937-09-22")
nk.draw_ego(net, "Slutsky", radius=2)
