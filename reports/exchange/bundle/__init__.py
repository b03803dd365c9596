"""The native bundle `coprod-study/1`: one study with everything that belongs to it, as one JSON object.

fields.py     every model and field and its place in the bundle, and what stays behind and why
values.py     one value as JSON, and the JSON Schema that admits it
schema.py     the schema of the whole, as published in docs/
validating.py whether a document is one by its schema
writing.py    a study → the bundle → bytes, the same bytes for the same study
reading.py    bytes (.json or .zip) → the bundle, or what is wrong with them
rows.py       the nested bundle as flat rows, each with its path
rules.py      what has to hold between the rows
history.py    what an event may speak of
taking_in.py  the bundle → a study here, all or nothing
comparing.py  how a bundle and the study that is here differ
"""
