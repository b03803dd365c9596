"""The endpoints of studies, people and interviews; `coprod/api.py` lists their addresses."""
