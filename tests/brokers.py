"""A numbered database in the Redis server for tests that start workers, or count, by themselves."""

from collections.abc import Iterator
from contextlib import contextmanager

from redis import Redis

_CLAIM = "yttra-tests"
_CLAIM_SECONDS = 3600
_NUMBERS = range(1, 16)  # 0 is the application under test's


@contextmanager
def own_broker(redis_url: str) -> Iterator[str]:
    """The URL of a database, empty, that no other run of tests uses meanwhile.

    Tests run side by side against one server: were two to share a database, the workers of one
    would take the messages of the other.

    Raises:
        RuntimeError: every one is taken.
    """
    for number in _NUMBERS:
        url = f"{redis_url.rsplit('/', 1)[0]}/{number}"
        with Redis.from_url(url) as client:
            if not client.set(_CLAIM, "taken", nx=True, ex=_CLAIM_SECONDS):
                continue
            empty(url)
            try:
                yield url
            finally:
                client.flushdb()
            return
    raise RuntimeError("Every database of the Redis server is taken by another run of the tests.")


def empty(url: str) -> None:
    """Take every message and counter out of a database that is claimed."""
    with Redis.from_url(url) as client:
        for key in client.scan_iter():
            if key != _CLAIM.encode():
                client.delete(key)
