"""Where the bench runs: embedded servers, databases of its own, and the real web server."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine, text

import config
from local import demo, ports, translations
from local.announcement import answers
from local.services import postgres, redis
from local.sharing import wait_until
from tests.bench import seeding
from webapp.core.database import db
from webapp.factory import create_app

ROOT = Path(__file__).parents[2]
LOCAL = ROOT / ".local" / "bench"
_START_SECONDS = 60
_STOP_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Site:
    """One database with so many comments in it, and what the product needs to run on it."""

    comments: int
    environ: Mapping[str, str]
    seeded: seeding.Seeded

    @property
    def address(self) -> str:
        """Host and port of its web server."""
        return urlsplit(self.environ["PUBLIC_URL"]).netloc


@contextmanager
def sites(sizes: list[int]) -> Iterator[list[Site]]:
    """A site for each number of comments, all with the same version of the same strategy."""
    translations.compile_catalogues()
    with ExitStack() as stack:
        server = stack.enter_context(postgres(LOCAL / "postgres"))
        environ = _environ(stack.enter_context(redis(LOCAL / "redis")))
        ground = stack.enter_context(_database(server))
        with _application(environ | {"DATABASE_URL": ground}):
            upgrade(directory=str(ROOT / "migrations"))
            seeding.ground()
        made = []
        for size in sizes:
            url = stack.enter_context(_database(server, copied=ground))
            own = environ | {"DATABASE_URL": url, "PUBLIC_URL": f"http://127.0.0.1:{ports.free()}"}
            with _application(own):
                made.append(Site(size, own, seeding.fill(size)))
        yield made


@contextmanager
def web_server(site: Site) -> Iterator[psutil.Process]:
    """The web server as `make demo` starts it, answering for `site`."""
    port = int(site.address.rpartition(":")[2])
    command = demo.programs(demo.Plan(port, 0, None, {}))["web"]
    log = LOCAL / "web.log"
    with (
        log.open("ab") as output,
        subprocess.Popen(  # noqa: S603 - the demo's own command
            command,
            cwd=ROOT,
            env={**os.environ, **site.environ},
            stdout=output,
            stderr=output,
            start_new_session=True,
        ) as process,
    ):
        try:
            if not wait_until(
                lambda: answers(f"http://{site.address}"), seconds=_START_SECONDS, pause=0.2
            ):
                raise RuntimeError(f"The web server did not start; see {log}.")
            yield psutil.Process(process.pid)
        finally:
            process.terminate()
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def run(module: str, *arguments: str, site: Site, said: str = "") -> str:
    """What a program of the bench prints when it is told `said`, in a process of its own."""
    command = [sys.executable, "-m", f"tests.bench.{module}", *arguments]
    return subprocess.run(  # noqa: S603 - the bench's own programs
        command,
        cwd=ROOT,
        env={**os.environ, **site.environ},
        input=said,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout


def _environ(redis_url: str) -> dict[str, str]:
    return {
        "REDIS_URL": redis_url,
        "SMTP_URL": "smtp://127.0.0.1:9",
        "SECRET_KEY": secrets.token_urlsafe(32),
        "PUBLIC_URL": "http://127.0.0.1:8000",
        "STORAGE_URL": str(LOCAL / "files"),
        "LOG_FORMAT": "text",
        "YTTRA_DEMO": "1",
        # Still counted, but the bench signs in more often than a person does.
        "SIGN_IN_LIMIT": "1000 per minute",
        "SUBMISSION_LIMIT": "1000 per minute",
        "PYTHONUNBUFFERED": "1",
    }


@contextmanager
def _application(environ: Mapping[str, str]) -> Iterator[Flask]:
    app = create_app(config.read(environ))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@contextmanager
def _database(server: str, *, copied: str = "") -> Iterator[str]:
    """A database, gone afterwards; with `copied` a copy of the one at that URL."""
    name = f"bench_{secrets.token_hex(6)}"
    template = f'TEMPLATE "{urlsplit(copied).path[1:]}"' if copied else ""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" {template}'))
    try:
        yield engine.url.set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        engine.dispose()
