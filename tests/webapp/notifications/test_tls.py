"""E-mail over TLS, to a real mail server whose certificate an authority of our own vouches for."""

from contextlib import ExitStack

import pytest
import trustme

from tests.webapp.notifications.smtp_process import PASSWORD, mail_server
from tests.webapp.notifications.test_sending import queued
from webapp.core import mailer
from webapp.notifications import service
from webapp.notifications.models import EmailStatus

PARCEL = mailer.Parcel(b"Subject: x\r\n\r\nHello\r\n", "a@umea.example", "b@umea.example")
AUTHORITY = trustme.CA()
SCHEMES = pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])


@pytest.fixture
def authority(tmp_path):
    """The file that an installation names as what it trusts."""
    path = tmp_path / "ca.pem"
    AUTHORITY.cert_pem.write_to_path(str(path))
    return path


@pytest.fixture
def peer(tmp_path):
    """A function that starts a mail server, with a certificate for the name given."""
    with ExitStack() as stack:

        def start(scheme, name="localhost"):
            path = tmp_path / "server.pem"
            issued = AUTHORITY.issue_cert(name)
            issued.private_key_and_cert_chain_pem.write_to_path(str(path))
            return stack.enter_context(mail_server(scheme, path, tmp_path / "mail"))

        yield start


@pytest.fixture
def connect():
    """A function that makes a connection, which is closed afterwards."""
    with ExitStack() as stack:

        def to(url):
            connection = mailer.Connection(url)
            stack.callback(connection.close)
            return connection

        yield to


@SCHEMES
def test_a_server_that_is_who_it_says_gets_the_message(scheme, authority, peer, connect):
    there = peer(scheme)
    connection = connect(f"{scheme}://localhost:{there.port}?ca={authority}")
    assert [connection.send(PARCEL)[:3] for _time in range(2)] == ["250", "250"]
    assert there.subjects == ["x", "x"]


@SCHEMES
def test_a_server_with_another_s_certificate_is_told_nothing(scheme, authority, peer, connect):
    there = peer(scheme, "mail.other.example")
    connection = connect(f"{scheme}://u:{PASSWORD}@localhost:{there.port}?ca={authority}")
    with pytest.raises(mailer.UnreachableError, match="Hostname mismatch"):
        connection.send(PARCEL)
    assert (there.subjects, there.names) == ([], [])


@SCHEMES
def test_a_server_that_nobody_we_trust_vouches_for_is_told_nothing(scheme, peer, connect):
    there = peer(scheme)
    connection = connect(f"{scheme}://u:{PASSWORD}@localhost:{there.port}")
    with pytest.raises(mailer.UnreachableError, match="CERTIFICATE_VERIFY_FAILED"):
        connection.send(PARCEL)
    assert (there.subjects, there.names) == ([], [])


def test_where_tls_is_asked_for_nothing_is_said_in_the_clear(authority, peer, connect):
    there = peer("smtp")
    connection = connect(f"smtp+starttls://u:{PASSWORD}@localhost:{there.port}?ca={authority}")
    with pytest.raises(mailer.UnreachableError, match="STARTTLS"):
        connection.send(PARCEL)
    assert (there.subjects, there.names) == ([], [])


@SCHEMES
def test_the_password_is_said_within_tls(scheme, authority, peer, connect):
    there = peer(scheme)
    connect(f"{scheme}://yttra:{PASSWORD}@localhost:{there.port}?ca={authority}").send(PARCEL)
    assert (there.subjects, there.names) == (["x"], ["yttra"])
    wrong = connect(f"{scheme}://yttra:fel@localhost:{there.port}?ca={authority}")
    with pytest.raises(mailer.UnreachableError, match="535"):
        wrong.send(PARCEL)
    assert there.subjects == ["x"]


@pytest.fixture
def sends_to(app, monkeypatch):
    """A function that has the installation send to the server at the URL given."""
    used = []

    def sends_to(url):
        used.append(url)
        monkeypatch.setitem(app.config, "SMTP_URL", url)

    yield sends_to
    for url in used:
        service.sending.connection(url).close()


@SCHEMES
def test_a_certificate_that_is_refused_loses_no_e_mail(scheme, authority, peer, sends_to, work_off):
    there = peer(scheme)
    sends_to(f"{scheme}://localhost:{there.port}")
    email = queued()
    work_off()
    assert (email.status, there.subjects) == (EmailStatus.QUEUED, [])
    assert "CERTIFICATE_VERIFY_FAILED" in (email.answer or "")
    sends_to(f"{scheme}://localhost:{there.port}?ca={authority}")
    email.next_attempt_at = email.created_at
    service.sweep()
    work_off()
    assert (email.status, len(there.subjects)) == (EmailStatus.SENT, 1)
