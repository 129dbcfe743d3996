"""Networks in the files of other programs, one format a module."""
