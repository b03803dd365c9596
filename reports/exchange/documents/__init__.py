"""A document tree as a file: one writer a format. The same tree gives the same bytes."""
