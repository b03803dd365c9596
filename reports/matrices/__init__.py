"""Codings counted crosswise: codes, actors, attributes, informants, interviews, and codes beside codes.

axes.py       what may stand down and across, and which codings belong to each head
counting.py   the counts, by the database
matrix.py     what a matrix is: cells that lead to their passages, shares, and an index of closeness; pure
asking.py     which matrix an address asks for
"""
