"""The embedded servers, started for real in folders of their own."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from redis import Redis

from local.postgres_server import PostgresServer
from local.redis_server import RedisServer
from local.services import ServiceError, postgres, redis
from local.sharing import wait_until

REPOSITORY = Path(__file__).parents[2]
_HOLD = """
import sys
from pathlib import Path
from local.services import postgres, redis
with {service}(Path(sys.argv[1])) as url:
    print(url, flush=True)
    sys.stdin.read()
"""


def _sql(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "a long path with spaces, 'quotes' and åäö" / ("x" * 60)
    yield folder
    for server in (PostgresServer(folder), RedisServer(folder)):
        assert server.find() is None, "a server outlived its last user"


class _Holder:
    """Another process that uses a service until it is told to stop."""

    def __init__(self, service: str, folder: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and program
            [sys.executable, "-c", _HOLD.format(service=service), str(folder)],
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout
        self.url = self._process.stdout.readline().strip()

    def leave(self) -> int:
        self._process.communicate(timeout=60)
        return self._process.returncode

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate(timeout=60)


@pytest.fixture
def hold() -> Callable[[str, Path], _Holder]:
    return _Holder


def test_postgres_keeps_what_was_written_between_starts(data: Path) -> None:
    with postgres(data) as url:
        _sql(url, "CREATE TABLE kept AS SELECT 'räksmörgås' AS word")
    with postgres(data) as url:
        assert _sql(url, "SELECT upper(word) FROM kept") == [("RÄKSMÖRGÅS",)]


def test_postgres_is_the_version_and_encoding_that_production_runs(data: Path) -> None:
    with postgres(data, durable=False) as url:
        assert _sql(url, "SELECT current_setting('server_version_num')::int / 10000") == [(18,)]
        assert _sql(url, "SHOW server_encoding") == [("UTF8",)]
        assert _sql(url, "SHOW timezone") == [("UTC",)]
        assert _sql(url, "SHOW listen_addresses") == [("",)]


def test_postgres_stays_up_until_its_last_user_leaves(
    data: Path, hold: Callable[[str, Path], _Holder]
) -> None:
    with postgres(data) as url:
        other = hold("postgres", data)
        assert other.url == url
    assert _sql(url, "SELECT 1") == [(1,)]
    assert other.leave() == 0


def test_postgres_starts_after_user_and_server_were_killed(
    data: Path, hold: Callable[[str, Path], _Holder]
) -> None:
    user = hold("postgres", data)
    _sql(user.url, "CREATE TABLE kept AS SELECT 1 AS number")
    user.kill()
    pid_file = data / "cluster" / "postmaster.pid"
    os.kill(int(pid_file.read_text().splitlines()[0]), signal.SIGKILL)
    with postgres(data) as url:
        assert _sql(url, "SELECT number FROM kept") == [(1,)]


def test_postgres_takes_over_a_server_whose_user_was_killed(
    data: Path, hold: Callable[[str, Path], _Holder]
) -> None:
    user = hold("postgres", data)
    user.kill()
    with postgres(data) as url:
        assert url == user.url


def test_postgres_ignores_a_process_number_that_is_another_programs(data: Path) -> None:
    with postgres(data):
        pass
    lines = [str(os.getpid()), str(data / "cluster"), "1", "5432", "/nowhere", "", "1 1", "ready"]
    (data / "cluster" / "postmaster.pid").write_text("\n".join(lines))
    with postgres(data) as url:
        assert _sql(url, "SELECT 1") == [(1,)]


def test_postgres_starts_after_an_interrupted_first_start(data: Path) -> None:
    (data / "unfinished" / "base").mkdir(parents=True)
    with postgres(data) as url:
        assert _sql(url, "SELECT 1") == [(1,)]


def test_postgres_says_in_its_own_words_why_it_cannot_start(data: Path) -> None:
    with postgres(data):
        pass
    with (data / "cluster" / "postgresql.conf").open("a") as settings:
        settings.write("\nno_such_setting = 1\n")
    with pytest.raises(ServiceError, match="no_such_setting"):
        PostgresServer(data).start()


def test_postgres_refuses_a_cluster_of_another_version(data: Path) -> None:
    (data / "cluster").mkdir(parents=True)
    (data / "cluster" / "PG_VERSION").write_text("16\n")
    with pytest.raises(ServiceError, match=r"made by PostgreSQL 16.*make clean"), postgres(data):
        pass


def test_redis_keeps_what_was_written_between_starts(data: Path) -> None:
    with redis(data) as url, Redis.from_url(url) as client:
        client.set("kept", "1")
    with redis(data) as url, Redis.from_url(url) as client:
        assert client.get("kept") == b"1"


def test_redis_lets_nobody_in_without_the_password(data: Path) -> None:
    with redis(data) as url:
        bare = "redis://" + url.split("@")[1]
        with Redis.from_url(bare) as client, pytest.raises(Exception, match="Authentication"):
            client.ping()
        assert (data / "address.json").stat().st_mode & 0o077 == 0
        assert (data / "redis.conf").stat().st_mode & 0o077 == 0


def test_redis_stays_up_until_its_last_user_leaves(
    data: Path, hold: Callable[[str, Path], _Holder]
) -> None:
    with redis(data) as url:
        other = hold("redis", data)
        assert other.url == url
    with Redis.from_url(url) as client:
        assert client.ping()
    assert other.leave() == 0


def test_redis_starts_after_user_and_server_were_killed(
    data: Path, hold: Callable[[str, Path], _Holder]
) -> None:
    user = hold("redis", data)
    with Redis.from_url(user.url) as client:
        client.set("kept", "1")
        # Every second is what Redis promises the disk; this asks for the promise now.
        client.bgrewriteaof()
        assert wait_until(lambda: not client.info()["aof_rewrite_in_progress"], seconds=20)
    user.kill()
    os.kill(int((data / "redis.pid").read_text()), signal.SIGKILL)
    with redis(data) as url, Redis.from_url(url) as client:
        assert client.get("kept") == b"1"


def test_redis_starts_when_its_notes_are_torn(data: Path) -> None:
    data.mkdir(parents=True)
    (data / "address.json").write_text('{"port": 1')
    (data / "redis.pid").write_text("")
    with redis(data) as url, Redis.from_url(url) as client:
        assert client.ping()
