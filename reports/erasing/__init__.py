"""Erasing for good: an interview, an informant or a study, with every word of it.

hanging.py   the rows that hang on a row, whatever table they are in; pure of what the tables mean
masking.py   words of a text made unreadable where they stand, so that all other places stay; pure
repeats.py   words of a text found again where people copied them; pure
going.py     what goes with an interview, an informant or a study, and how much that is
erasing.py   the act itself
form.py      the name typed by hand
again.py     what an older backup brought back
"""
