"""The cases of the thirties and the deaths of their victims."""

import netkit as nk

dossier = nk.read_dossier("seeds/nkvd")
nk.draw_timeline(dossier, between=("1929", "1940"))
