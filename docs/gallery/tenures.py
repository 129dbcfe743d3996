"""Who headed the foreign department and the NKVD, and when; uncertain ends fade."""

import netkit as nk

dossier = nk.read_dossier("seeds/nkvd")
nk.draw_tenures(dossier, office=["foreign department", "NKVD"], between=("1920", "1940"))
