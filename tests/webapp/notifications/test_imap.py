"""Mailboxes on a real IMAP server: who is let in, what is read once, and what a lost line loses."""

import pytest
import trustme
from sqlalchemy import select

from tests.webapp.notifications import arrivals
from tests.webapp.notifications.imap_process import ImapServer
from webapp.core.database import session
from webapp.notifications import mailboxes
from webapp.notifications.models import IncomingMail
from workers import base, notifications

SUBJECTS = [f"Autosvar {n}" for n in range(3)]
AUTHORITY = trustme.CA()


@pytest.fixture
def server(tmp_path):
    """A server with three messages, which a test starts."""
    made = ImapServer(tmp_path / "mail")
    for subject in SUBJECTS:
        made.box.add(arrivals.away("bounce@remiss.example", subject=subject))
    return made


@pytest.fixture
def read(app, database, monkeypatch):
    """A function that reads mailboxes as the worker does; returns the subjects that are kept."""
    monkeypatch.setattr(base, "flask_app", lambda: app)

    def read(*urls: str) -> list[str]:
        monkeypatch.setitem(app.config, "MAILBOXES", urls)
        notifications.read_mailboxes()
        session.expire_all()
        return sorted(session.scalars(select(IncomingMail.subject)))

    return read


def flags(server):
    """The flags of each message as they stand on the server's disk."""
    return [message.get_flags() for message in server.box]


def test_what_is_unread_is_read_once_marked_as_seen_and_stays(server, read):
    with server:
        assert read(server.url()) == SUBJECTS
        assert flags(server) == ["S", "S", "S"]
        assert list(mailboxes.unread(server.url())) == []
        server.box.add(arrivals.away("bounce@remiss.example", subject="Autosvar 9"))
        assert read(server.url()) == [*SUBJECTS, "Autosvar 9"]
    assert len(server.box) == 4


def test_a_message_is_unread_until_it_is_marked(server):
    with server:
        first = [message.data for message in mailboxes.unread(server.url())]
        again = [message.data for message in mailboxes.unread(server.url())]
        assert first == again
        assert len(first) == 3
        assert flags(server) == ["", "", ""]


def test_a_wrong_password_is_said_and_stops_no_other_mailbox(server, read, caplog):
    with server:
        assert read(server.url(password="fel"), server.url()) == SUBJECTS
        assert "AUTHENTICATIONFAILED" in caplog.text
        assert "fel@" not in caplog.text


def test_a_folder_that_is_not_there_is_said(server):
    with server, pytest.raises(mailboxes.MailboxError, match="Returer"):
        list(mailboxes.unread(server.url("Returer")))


def test_a_line_lost_half_way_loses_nothing(server, read):
    with server:
        messages = mailboxes.unread(server.url())
        next(messages).mark_seen()
        server.kill()
        with pytest.raises(mailboxes.MailboxError):
            next(messages)
    assert sorted(flags(server)) == ["", "", "S"]
    with server:
        assert len(read(server.url())) == 2
    assert flags(server) == ["S", "S", "S"]


def test_what_was_kept_when_the_line_was_lost_is_kept_once(server, read, monkeypatch, caplog):
    """The server dies after the message was kept and before it was marked as seen."""
    keep = notifications.service.keep

    def keep_and_lose(data: bytes) -> IncomingMail | None:
        kept = keep(data)
        server.kill()
        return kept

    with server:
        with monkeypatch.context() as patched:
            patched.setattr(notifications.service, "keep", keep_and_lose)
            assert len(read(server.url())) == 1
        assert "mailbox not read" in caplog.text
    with server:
        assert read(server.url()) == SUBJECTS


@pytest.mark.parametrize(("name", "is_trusted"), [("localhost", True), ("other.example", False)])
def test_over_tls_only_a_server_that_is_who_it_says_is_told_the_password(
    server, tmp_path, name, is_trusted
):
    server.certificate, authority = tmp_path / "server.pem", tmp_path / "ca.pem"
    AUTHORITY.issue_cert(name).private_key_and_cert_chain_pem.write_to_path(str(server.certificate))
    AUTHORITY.cert_pem.write_to_path(str(authority))
    with server:
        url = server.url(f"INBOX?ca={authority}", scheme="imap+starttls")
        if is_trusted:
            assert len(list(mailboxes.unread(url))) == 3
        else:
            with pytest.raises(OSError, match="Hostname mismatch"):
                list(mailboxes.unread(url))
