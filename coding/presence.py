"""Who has an interview open, and near which turn: kept in Redis for seconds, in no table and no record.

Nothing depends on it: where Redis does not answer, nobody is shown.
"""

import time
from functools import cache
from uuid import UUID

import redis
from django.conf import settings

SHOWN_FOR = 8  # seconds after the last sign of life; a page asks every 2.5
KEPT_FOR = 60


@cache
def _redis() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=0.3, socket_connect_timeout=0.3)


def say_here(transcript: UUID, who: UUID, turn: int) -> list[tuple[str, int]]:
    """Say that `who` reads near `turn`; returns the others who do, as (account, turn)."""
    key, now = f"coprod:here:{transcript}", time.time()
    try:
        with _redis().pipeline(transaction=False) as asked:
            asked.hset(key, str(who), f"{turn} {now:.1f}").expire(key, KEPT_FOR).hgetall(key)
            told = asked.execute()[-1]
    except redis.RedisError:
        return []
    others = []
    for account, said in told.items():
        near, at = said.split()
        if account.decode() != str(who) and now - float(at) < SHOWN_FOR:
            others.append((account.decode(), int(near)))
    return sorted(others)
