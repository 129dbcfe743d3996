"""The tables of a dossier: form, content, passages, and the time of what they tell."""
