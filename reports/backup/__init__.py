"""The whole instance as one file, and back: nothing is believed that was not compared.

archive.py      the file: one zip of the database, the stored files and a manifest; read back only when it is whole
facts.py        what a database holds, in sums and in hashes of our own exports
postgres.py     pg_dump, pg_restore and psql, and databases for a trial
taking.py       an instance → a backup, as it stood at one moment
rehearsing.py   a backup → a database for a trial, compared with what the backup says it holds
restoring.py    a backup → this instance, all or nothing
"""
