"""Databases of the tests' own, each a copy of one that is migrated once in a whole run."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import create_engine, make_url, text

import config
from webapp.core.database import db
from webapp.factory import create_app

_MIGRATIONS = Path(__file__).parents[1] / "migrations"


@contextmanager
def fresh_database(server_url: str, copied: str) -> Iterator[str]:
    """A copy of the database `copied`, gone afterwards; yields its URL."""
    name = made(server_url, copied)
    try:
        yield url_of(server_url, name)
    finally:
        drop(server_url, name)


def made(server_url: str, copied: str) -> str:
    """The name of a new copy of the database `copied`, to which nobody may be connected."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    _tell(server_url, f'CREATE DATABASE "{name}" TEMPLATE "{copied}"')
    return name


def drop(server_url: str, name: str) -> None:
    """Let a database be gone, whoever is connected to it."""
    _tell(server_url, f'DROP DATABASE "{name}" WITH (FORCE)')


def url_of(server_url: str, name: str) -> str:
    """The URL of the server's database of that name."""
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)


def _tell(server_url: str, statement: str) -> None:
    server = create_engine(server_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(statement))
    server.dispose()


@dataclass(frozen=True, slots=True)
class Migrated:
    """An empty database in the newest state, to be copied; its URL is its name.

    All processes of a run share it by its folder (local/sharing.py): the first makes it, the
    last drops it. That the migrations run as an operator runs them, `make smoke` tries.
    """

    server_url: str
    folder: Path

    @property
    def _kept(self) -> Path:
        return self.folder / "name"

    def find(self) -> str | None:
        """The name of the database, if it is there already."""
        return self._kept.read_text() if self._kept.exists() else None

    def start(self) -> str:
        """Make it."""
        name = made(self.server_url, "template1")
        # Nothing but the database is spoken with.
        nowhere = dict.fromkeys(("REDIS_URL", "SMTP_URL"), "redis://127.0.0.1:1/0")
        own = {
            "DATABASE_URL": url_of(self.server_url, name),
            "SECRET_KEY": "a-secret-for-migrations-alone",
            "PUBLIC_URL": "http://localhost",
            "STORAGE_URL": "memory://",
        }
        with create_app(config.read(nowhere | own)).app_context():
            upgrade(directory=str(_MIGRATIONS))
            db.engine.dispose()
        self._kept.write_text(name)
        return name

    def stop(self) -> None:
        """Drop it."""
        drop(self.server_url, self._kept.read_text())
        self._kept.unlink()
