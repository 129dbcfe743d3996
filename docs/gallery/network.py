"""Who worked with whom on a day; the larger the marker, the more often he stands between others."""

import netkit as nk

dossier = nk.read_dossier("seeds/nkvd")
net = dossier.network(at="1937-09-22")
nk.draw_network(net, size="betweenness")
