"""Finding what was said, quoted and noted in a study.

asked.py    what somebody looks for, and how it is put to texts
turns.py    the turns that say it
quotes.py   the coded quotes that say it
excerpt.py  the words around a hit, the hit marked; pure
found.py    a page of hits with their places, whichever of these it is
widening.py from words to their sentence or turn; pure
giving.py   a code given to what was found, as one act
"""
