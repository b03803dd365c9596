"""Choosing passages by what was coded of them: a query that is an address, and what it finds."""
