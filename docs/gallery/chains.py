"""Through whom the order to kill Kirov can have passed: the three best chains in one figure."""

import netkit as nk

dossier = nk.read_dossier("seeds/nkvd")
chains = nk.case_chains(dossier, "kirov-assassination", k=3)
nk.draw_chains(chains)
