"""A measure of your own sets the colour, as one of netkit's does."""

import netkit as nk


@nk.measure(level="actor")
def own_claims(net):
    """Count the claims on which an actor's ties rest."""
    return nk.table(net, ["degree"])["claims"].astype(float)


nk.draw_network(nk.read_dossier("seeds/nkvd").network(at="1940-08-20"), color=own_claims, columns=1)
