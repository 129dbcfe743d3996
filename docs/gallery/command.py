"""Who commanded whom in 1937."""

import netkit as nk

dossier = nk.read_dossier("seeds/nkvd")
nk.draw_command(dossier.network(at="1937-09-22", view="command"), layout="columns")
