"""The connection to a mail server: kept, lost, refused; over TLS where that is asked for."""

import ssl
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from socket import create_server
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core import mailer
from webapp.core.rendering import Rendered

PARCEL = mailer.Parcel(b"Subject: x\r\n\r\nHello\r\n", "a@umea.example", "b@umea.example")


class Peer(ThreadingTCPServer):
    """A mail server of a few lines, whose answers to commands a test can change."""

    daemon_threads = False
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.connections = self.messages = 0
        self.answers: dict[str, str | None] = {}
        """By the command's first word, what is answered; None to hang up without a word."""

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}?timeout=0.5"


class Talk(StreamRequestHandler):
    """One connection."""

    server: Peer

    def handle(self) -> None:
        self.server.connections += 1
        self.say("220 here")
        with suppress(ConnectionError):
            while line := self.rfile.readline().decode("ascii", "replace").upper():
                word = (line.split() or ["?"])[0]
                usual = "354 go on" if word == "DATA" else "250 2.0.0 fine"
                answer = self.server.answers.get(word, usual)
                if answer is None:
                    return
                self.say(answer)
                if word == "DATA" and answer.startswith("354"):
                    self.take()

    def take(self) -> None:
        while self.rfile.readline() not in (b".\r\n", b""):
            pass
        self.server.messages += 1
        self.say(self.server.answers.get(".", "250 2.0.0 kept"))

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def peer() -> Iterator[Peer]:
    with Peer() as peer:
        thread = Thread(target=peer.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield peer
        peer.shutdown()
        thread.join()


@pytest.fixture
def connection(peer: Peer) -> Iterator[mailer.Connection]:
    found = mailer.Connection(peer.url)
    yield found
    found.close()


def test_one_connection_carries_many_messages(connection, peer):
    assert [connection.send(PARCEL) for _ in range(3)] == ["250 2.0.0 kept"] * 3
    assert (peer.connections, peer.messages) == (1, 3)


def test_a_server_that_hung_up_meanwhile_is_asked_again(connection, peer):
    connection.send(PARCEL)
    peer.answers["MAIL"] = None
    with pytest.raises(mailer.UnreachableError):
        connection.send(PARCEL)  # It hangs up each time: one more connection, and no more.
    assert peer.connections == 2
    del peer.answers["MAIL"]
    assert connection.send(PARCEL) == "250 2.0.0 kept"


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "."])
@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("550 5.1.1 no such mailbox", mailer.PermanentMailError),
        ("451 4.3.0 later", mailer.TemporaryMailError),
        ("421 4.3.2 closing", mailer.UnreachableError),
    ],
)
def test_a_refusal_is_what_its_code_says_and_the_next_message_is_not_harmed(
    connection, peer, command, answer, error
):
    peer.answers[command] = answer
    with pytest.raises(error, match=answer):
        connection.send(PARCEL)
    peer.answers.clear()
    assert connection.send(PARCEL) == "250 2.0.0 kept"


def test_a_connection_lost_while_the_message_is_read_is_not_tried_again_at_once(connection, peer):
    connection.send(PARCEL)
    peer.answers["DATA"] = None
    with pytest.raises(mailer.UnreachableError):
        connection.send(PARCEL)
    assert peer.connections == 1


def test_a_silent_server_is_given_up_after_the_time_given():
    with create_server(("127.0.0.1", 0)) as silent:
        url = f"smtp://127.0.0.1:{silent.getsockname()[1]}?timeout=0.2"
        with pytest.raises(mailer.UnreachableError):
            mailer.Connection(url).send(PARCEL)


def test_a_wrong_password_is_the_installation_s_fault_and_not_the_message_s(peer):
    peer.answers["EHLO"] = "250-here\r\n250 AUTH PLAIN"
    peer.answers["AUTH"] = "535 5.7.8 wrong"
    url = f"smtp://user:secret@{peer.server_address[0]}:{peer.server_address[1]}"
    with pytest.raises(mailer.UnreachableError, match="535"):
        mailer.Connection(url).send(PARCEL)


def test_a_certificate_that_no_one_vouches_for_is_not_trusted(peer):
    url = f"smtps://127.0.0.1:{peer.server_address[1]}?timeout=0.5"
    with pytest.raises(mailer.UnreachableError):
        mailer.Connection(url).send(PARCEL)
    assert mailer._trust({}).verify_mode is ssl.CERT_REQUIRED


@pytest.mark.parametrize(
    "address",
    ["", "umea", "@umea.example", "a@", "a b@umea.example", "a@umea.example\r\nX: y", "å@umea.se"],
)
def test_an_address_that_cannot_be_is_refused_before_any_server_is_asked(address):
    with pytest.raises(mailer.PermanentMailError):
        mailer.mailbox(address)


def test_a_domain_of_other_letters_is_written_as_mail_servers_know_it():
    assert mailer.mailbox("registrator@malå.se") == "registrator@xn--mal-wla.se"


def read(text="Hej", html="<p>Hej</p>", **envelope):
    facts = {"sender": "a@b.example", "sender_name": "Region Å", "recipient": "c@d.example"}
    envelope = mailer.Envelope(**facts, message_id="<1@b.example>", **envelope)
    sent = mailer.compose(Rendered("Svara", text, html), envelope)
    assert b"\n" not in sent.replace(b"\r\n", b"")
    assert max(map(len, sent.split(b"\r\n"))) <= 998  # RFC 5322, 2.1.1
    return message_from_bytes(sent, policy=policy.default)


@given(st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), max_size=300))
def test_text_and_html_arrive_as_they_were_written(text):
    message = read(text, f"<p>{text}</p>")
    assert message.get_body(("plain",)).get_content().replace("\r\n", "\n").rstrip("\n") == (
        text.rstrip("\n")
    )
    assert f"<p>{text}</p>" in message.get_body(("html",)).get_content().replace("\r\n", "\n")


def test_files_arrive_with_their_names_types_and_bytes():
    files = [
        mailer.Attachment("Kvittens å.pdf", "application/pdf", bytes(range(256)) * 9),
        mailer.Attachment(
            "kalender.ics", "text/calendar; charset=utf-8; method=REQUEST", b"x\r\ny"
        ),
    ]
    message = read(attachments=files)
    assert message.get_content_type() == "multipart/mixed"
    parts = list(message.iter_attachments())
    assert [part.get_filename() for part in parts] == ["Kvittens å.pdf", "kalender.ics"]
    assert [part.get_payload(decode=True) for part in parts] == [each.data for each in files]
    assert parts[1].get_param("method") == "REQUEST"


def test_words_in_another_form_stand_beside_the_text_and_the_html_and_not_among_the_files():
    call = mailer.Attachment("x.ics", "text/calendar; method=REQUEST", b"x", is_words_too=True)
    message = read(attachments=[call, mailer.Attachment("x.ics", "application/ics", b"x")])
    kinds = [part.get_content_type() for part in message.walk()]
    forms = ["text/plain", "text/html", "text/calendar"]
    assert kinds == ["multipart/mixed", "multipart/alternative", *forms, "application/ics"]
    shown = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    assert shown["Content-Disposition"] is None


def test_the_headers_say_who_sends_and_that_it_is_a_machine():
    address = f"<https://remiss.example/{'x' * 200}>"
    headers = {"List-Id": "<x.b.example>", "List-Unsubscribe": address}
    message = read(thread_id="<2@b.example>", headers=headers)
    assert message["List-Unsubscribe"] == address
    assert message["From"].addresses[0].display_name == "Region Å"
    assert message["From"].addresses[0].addr_spec == "a@b.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert (message["In-Reply-To"], message["List-Id"]) == ("<2@b.example>", "<x.b.example>")
    assert message["Message-ID"] == "<1@b.example>"


def test_no_one_writes_a_header_of_their_own():
    with pytest.raises(mailer.PermanentMailError):
        read(headers={"List-Id": "x\r\nBcc: everyone@d.example"})
