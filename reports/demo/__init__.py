"""The two invented studies: `a/` and `b/` are written by hand, `demo-a.json`, `demo-b.json` made of them.

sources.py    what was written by hand, as values
building.py   the studies as people would have made them, verb by verb
settling.py   ids and times that are the same at every building
loading.py    the studies and their accounts in an instance
"""
