"""The main job: everything that netkit can say of a dossier, in one folder."""

from netkit.report.drawing import write_figures
from netkit.report.writing import Written, write_report

__all__ = ["Written", "write_figures", "write_report"]
