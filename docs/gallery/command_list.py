"""Who commanded whom in 1940, as a list that fits two columns of a journal."""

import netkit as nk

dossier = nk.read_dossier("seeds/nkvd")
nk.draw_command(dossier.network(at="1940-08-20", view="command"), layout="indented")
