"""Many who ask in the same moment."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection


def at_once(asks) -> list:
    """The answers to what is asked at the same time, each over a connection of its own."""

    def alone(ask):
        try:
            return ask()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(asks)) as pool:
        return list(pool.map(alone, asks))
