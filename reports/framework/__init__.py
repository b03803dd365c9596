"""The framework matrix (Gale et al. 2013): informants or actors down, dimensions or codes across, words in the cells.

A cell is written by a person and rests on codings; `reports.staleness` says when they are not what they were.
"""
