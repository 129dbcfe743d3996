"""Aids for coders: a new dossier, names that no claim accounts for, agreement of two codings, a data statement."""
