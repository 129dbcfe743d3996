"""Two figures in one of your own: every `draw_…` takes the Axes to draw on."""

import matplotlib.pyplot as plt

import netkit as nk

dossier = nk.read_dossier("seeds/nkvd")
_, (left, right) = plt.subplots(1, 2, figsize=(7.2, 4.1), layout="constrained")
nk.draw_ego(dossier.network(at="1934-11-30"), "Yagoda", ax=left, title="30 November 1934")
nk.draw_ego(dossier.network(at="1937-09-22"), "Yezhov", ax=right, title="22 September 1937")
