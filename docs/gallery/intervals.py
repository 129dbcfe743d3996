"""How sure a rank is: betweenness over 200 plausible networks of that day."""

import netkit as nk

dossier = nk.read_dossier("seeds/nkvd")
draws = nk.ensemble(dossier, at="1937-09-22", draws=200, rng=1)
net = dossier.network(at="1937-09-22")
nk.draw_intervals(draws.intervals("betweenness"), dossier, observed=nk.betweenness(net), top=15, label="betweenness")
