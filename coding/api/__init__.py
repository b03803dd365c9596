"""The endpoints of codebook and coding; `coprod/api.py` lists their addresses."""
