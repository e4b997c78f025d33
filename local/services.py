"""The servers that the demo and the tests need, each as one `with` statement.

Data stays in the folder given; the same folder may be used by many processes at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local.postgres_server import PostgresServer
from local.redis_server import RedisServer
from local.sharing import ServiceError, shared

__all__ = ["ServiceError", "postgres", "redis"]


@contextmanager
def postgres(data: Path, *, durable: bool = True) -> Iterator[str]:
    """A running PostgreSQL 18; yields the SQLAlchemy URL of its database `yttra`.

    With `durable=False` it does not wait for the disk: for tests, whose data nobody misses.
    """
    data = data.resolve()
    with shared(data, PostgresServer(data, durable=durable)) as url:
        yield url


@contextmanager
def redis(data: Path) -> Iterator[str]:
    """A running Redis; yields its URL, good for redis-py, Celery and Flask-Limiter."""
    data = data.resolve()
    with shared(data, RedisServer(data)) as url:
        yield url
