"""`make proof`: the house is set on fire, and what was tried is told beside what was lost.

house.py   what is tried: `make run` in a copy of the checkout, on servers of its own
fire.py    kill -9, again and again, of every process of the house
trial.py   what was tried, what must be none, and when a trial holds: pure
trials/    the trials themselves, on the data of the house
words.py   what each figure is called, in both languages
page.py    proof.json and proof.html
"""
