"""Finding words in what was said: tokens and stems, what one may ask, patterns, and the index of turns.

tokens.py      a text as folded words with their places; pure
stop_words.py  words that are in nearly every sentence
stems.py       words as the database's stemmers cut them, and what is kept of a text for the index
asking.py      what one types, as a query: words, "phrases", beginnings*, OR, minus; pure
patterns.py    regular expressions that end in linear time
indexing.py    the words of turns, made ready when somebody looks for them
"""
