"""
Who is meant by a name: the actors whose known names it may be a spelling of, whatever the script and the misspelling.

The surname and the given name are compared apart. The surname decides how alike two names are; the given name is a
gate: Lev Sedov and Sergei Sedov are two persons however well their surnames agree, while Leon and Lev are one name. The
index proposes, people decide: a doubtful name raises an error that lists the candidates.
"""

from __future__ import annotations

from netkit.names.alike import THRESHOLD
from netkit.names.comparing import same_name, similarity
from netkit.names.index import NameIndex

__all__ = ["THRESHOLD", "NameIndex", "same_name", "similarity"]
