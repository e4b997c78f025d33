"""Checking and making migrations, against an embedded database of their own.

`python -m local.migrations check`, or `python -m local.migrations new "what changes"`.
"""

import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg

from local.services import postgres

ROOT = Path(__file__).parents[1]
VERSIONS = ROOT / "migrations" / "versions"
_REVISION = re.compile(r"^(?P<number>[0-9]{4})_\w+\.py$")
_REVISES = re.compile(r"^down_revision\b[^=]*=\s*(?P<quoted>.*)$", re.MULTILINE)


def heads(versions: Path = VERSIONS) -> list[str]:
    """The numbers of the migrations that no other one follows."""
    followed: set[str] = set()
    for path in _files(versions):
        revises = _REVISES.search(path.read_text())
        followed |= set(re.findall(r"[0-9]{4}", revises["quoted"])) if revises else set()
    return [path.name[:4] for path in _files(versions) if path.name[:4] not in followed]


def next_number(versions: Path = VERSIONS) -> str:
    """The number that the next migration gets."""
    return f"{max((int(path.name[:4]) for path in _files(versions)), default=0) + 1:04d}"


def _files(versions: Path) -> list[Path]:
    return sorted(path for path in versions.glob("*.py") if _REVISION.match(path.name))


@contextmanager
def _database() -> Iterator[Mapping[str, str]]:
    """Settings for the flask command, with an empty database."""
    with postgres(ROOT / ".local" / "test" / "postgres", durable=False) as url:
        name = f"migrations_{secrets.token_hex(4)}"
        plain = url.replace("+psycopg", "")
        with psycopg.connect(plain, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}".encode())
            try:
                yield _settings(url.replace("/yttra?", f"/{name}?"))
            finally:
                server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def _settings(database_url: str) -> Mapping[str, str]:
    own = {
        "YTTRA_DEMO": "1",
        "DATABASE_URL": database_url,
        # Nothing is connected to: the commands speak with the database alone.
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "SMTP_URL": "smtp://127.0.0.1:1",
        "SECRET_KEY": secrets.token_hex(),
        "PUBLIC_URL": "http://localhost",
        "STORAGE_URL": "memory://",
        "LOG_FORMAT": "text",
    }
    return {**os.environ, **own}


def _flask(settings: Mapping[str, str], *arguments: str) -> None:
    command = [sys.executable, "-m", "flask", "--app", "webapp.factory", "db", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False
    )
    if done.returncode or "revision" in arguments:
        print(done.stdout, done.stderr, sep="\n")
    done.check_returncode()


def check() -> int:
    """Whether there is one head, and the tables it leads to are those that the models say."""
    found = heads()
    if len(found) != 1:
        print(f"There must be one newest migration, but these have none after them: {found}")
        return 1
    with _database() as settings:
        _flask(settings, "upgrade")
        _flask(settings, "check")
    return 0


def new(what: str) -> int:
    """Write the migration from the newest one to what the models say now."""
    with _database() as settings:
        _flask(settings, "upgrade")
        _flask(settings, "revision", "--autogenerate", "-m", what, "--rev-id", next_number())
    return 0


def main() -> int:
    """Do what the command line says."""
    try:
        match sys.argv[1:]:
            case ["check"]:
                return check()
            case ["new", what] if what.strip():
                return new(what)
    except subprocess.CalledProcessError as error:
        return error.returncode
    print('Say what changes, for example: make migration m="responses have a language"')
    return 2


if __name__ == "__main__":
    sys.exit(main())
