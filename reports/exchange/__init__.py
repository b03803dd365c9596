"""A whole study as a file: out of this instance, and into another."""
