"""The same places at three dates: who came, who went, who is tied anew."""

import netkit as nk

dossier = nk.read_dossier("seeds/nkvd")
nk.draw_small_multiples(dossier, dates=["1934-11-30", "1937-09-22", "1940-08-20"], labels=8)
