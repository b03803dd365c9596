"""A report: chosen parts of what can be read off a study, as one document tree that every format is written from."""
