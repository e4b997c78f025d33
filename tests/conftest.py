"""The machinery of every test: real PostgreSQL, Redis and SMTP; what a test writes is undone."""

import gc
import logging
import os
from collections.abc import Callable, Iterator
from contextvars import Context
from pathlib import Path
from socket import socket
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from argon2 import PasswordHasher
from flask import Flask, has_app_context
from hypothesis import settings as examples
from sqlalchemy import Connection, event

import config
from local import translations
from local.services import postgres, redis
from local.sharing import shared
from tests.brokers import own_broker
from tests.client import PageClient
from tests.databases import Migrated, fresh_database
from webapp.accounts.service import passwords
from webapp.core import background, transactions
from webapp.core.database import db, session
from webapp.factory import create_app
from webapp.notifications import service as notifications_service
from workers import assessment, base, drafts, notifications, reports, responses, rounds

# No example has a time: how fast a machine is says nothing of whether the code is right.
examples.register_profile("untimed", examples(), deadline=None)
examples.load_profile("untimed")

pytest_plugins = ("tests.browser", "tests.second_try")

ROOT = Path(__file__).parents[1]
TASKS = (notifications, drafts, rounds, responses, assessment, reports)
"""The modules that register the tasks which `work_off` does."""

LOCAL = ROOT / ".local" / "test"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What may take longest begins first, so that no process ends on it while the others rest.

    It also keeps together what shares a running product. Among equals, chance decides as before.
    """

    def longest(item: pytest.Item) -> float:
        mark = item.get_closest_marker("timeout")
        return float(mark.args[0]) if mark else 0

    items.sort(key=longest, reverse=True)


def pytest_collection_finish() -> None:
    """What is imported stays: to look through it for garbage, again and again, takes a tenth."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _catalogues() -> None:
    translations.compile_catalogues()


@pytest.fixture(scope="session", autouse=True)
def _mail_servers_are_quiet() -> None:
    """Whichever a test starts: else each line of each e-mail is one in a log."""
    logging.getLogger("mail.log").setLevel(logging.WARNING)


@pytest.fixture(scope="session", autouse=True)
def _passwords_are_cheap() -> None:
    """In this process, where they guard nothing; the real cost is that of a page each."""
    passwords.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """A PostgreSQL server's URL: embedded, or the one that TEST_DATABASE_URL names."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    with postgres(LOCAL / "postgres", durable=False) as url:
        yield url


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A Redis server's URL: embedded, or the one that TEST_REDIS_URL names."""
    if given := os.environ.get("TEST_REDIS_URL"):
        yield given
        return
    with redis(LOCAL / "redis") as url:
        yield url


@pytest.fixture(scope="session")
def broker(redis_url: str) -> Iterator[str]:
    """The broker of this process: whoever sends messages keeps its connection to the first."""
    with own_broker(redis_url) as url:
        yield url


@pytest.fixture(scope="session")
def migrated(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of an empty database in the newest state, of which others are copies."""
    own = tmp_path_factory.getbasetemp()
    # A process of several has its folder within that of the whole run.
    whole = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with shared(whole / "migrated", Migrated(server_url, whole / "migrated")) as name:
        yield name


class _Inbox(Message):
    """Keeps what a real SMTP session delivered; refuses addresses at `refused.example`."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[Any] = []

    def handle_message(self, message: Any) -> None:
        """Keep one message."""
        self.messages.append(message)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        """Accept or refuse one recipient."""
        if address.endswith("@refused.example"):
            return "550 5.1.1 no such mailbox"
        if address.endswith("@busy.example"):
            return "451 4.3.0 try later"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture(scope="session")
def _mail_server() -> Iterator[tuple[str, _Inbox]]:
    inbox = _Inbox()
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    url = f"smtp://127.0.0.1:{port}"
    yield url, inbox
    notifications_service.connection(url).close()
    controller.stop()


@pytest.fixture(scope="session")
def settings(
    server_url: str,
    migrated: str,
    redis_url: str,
    _mail_server: tuple[str, _Inbox],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[config.Settings]:
    """The settings of the application under test, with a database of its own."""
    with fresh_database(server_url, migrated) as database_url:
        yield config.Settings(
            database_url=database_url,
            redis_url=redis_url,
            smtp_url=_mail_server[0],
            secret_key="a-secret-for-tests-alone",
            public_url="http://127.0.0.1:8000",
            storage_url=str(tmp_path_factory.mktemp("files")),
            mail_per_second=0,
            mail_domain_per_second=0,
            demo=True,
            log_json=False,
            page_cache_seconds=0,
            proof_after_address=0,
            proof_after_network=0,
            extra={"TESTING": True, "WTF_CSRF_ENABLED": False, "RATELIMIT_ENABLED": False},
        )


@pytest.fixture(scope="session")
def app(settings: config.Settings) -> Iterator[Flask]:
    """The application, with a database in the newest state."""
    application = create_app(settings)
    with application.app_context():
        yield application
        db.engine.dispose()


@pytest.fixture(autouse=True)
def _nothing_is_left_open() -> Iterator[None]:
    """A test that reads or writes outside of `database` leaves no transaction, and so no lock."""
    yield
    if has_app_context() and session.registry.has():
        is_open = session().in_transaction()
        session.remove()
        assert not is_open, "the test left a transaction open: let it take the fixture `database`"


@pytest.fixture
def database(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    """A connection in a transaction that is undone after the test, used by every session.

    It has begun, so that what is read within it cannot be at one moment of its own.
    """
    monkeypatch.setattr(transactions, "AT_ONE_MOMENT", {})
    engines = db._app_engines[app]
    engine = engines[None]
    with engine.connect() as connection:
        outer = connection.begin()
        engines[None] = connection  # type: ignore[assignment]  # a connection binds like an engine
        try:
            with app.app_context():
                yield connection
                session.remove()
        finally:
            engines[None] = engine
            if outer.is_active:
                outer.rollback()


@pytest.fixture
def real_messages() -> None:
    """Messages to workers are really sent, for a test that starts workers of its own."""


@pytest.fixture(autouse=True)
def sent_tasks(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> list[tuple[str, str]]:
    """Messages to workers are kept here and not sent; `work_off` does their work."""
    sent: list[tuple[str, str]] = []
    if "real_messages" in request.fixturenames:
        return sent

    def send_task(name: str, args: list[str], **_: object) -> None:
        sent.append((str(name), args[0]))

    monkeypatch.setattr(background.messenger, "send_task", send_task)
    return sent


@pytest.fixture
def work_off(
    app: Flask,
    database: Connection,
    sent_tasks: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[], list[str]]:
    """A function that does, in this process, every task asked for; returns their names."""
    monkeypatch.setattr(base, "flask_app", lambda: app)

    def work() -> list[str]:
        transactions.commit()
        done = []
        while sent_tasks:
            name, row_id = sent_tasks.pop(0)
            Context().run(background.messenger.tasks[name], row_id)
            done.append(name)
        session.expire_all()
        return done

    return work


@pytest.fixture
def inbox(_mail_server: tuple[str, _Inbox]) -> list[Any]:
    """The messages that the real SMTP peer has got in this test."""
    messages = _mail_server[1].messages
    messages.clear()
    return messages


@pytest.fixture
def client(app: Flask, database: Connection) -> PageClient:
    """A browser of a kind: it checks each page that it gets."""
    return PageClient(app)


@pytest.fixture
def new_client(app: Flask, database: Connection) -> Callable[[], PageClient]:
    """A function that gives a further browser, with a session of its own."""
    return lambda: PageClient(app)


@pytest.fixture
def count_queries(database: Connection) -> Callable[[Callable[[], Any]], int]:
    """A function that counts the statements which an action sends to the database."""

    def count(action: Callable[[], Any]) -> int:
        seen: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
                seen.append(statement)

        event.listen(database, "before_cursor_execute", note)
        try:
            action()
        finally:
            event.remove(database, "before_cursor_execute", note)
        return len(seen)

    return count
