"""The connection to a mail server: kept, lost, refused; over TLS where that is asked for."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from socket import create_server
from threading import Thread

import pytest

from webapp.core import mailer

PARCEL = mailer.Parcel(b"Subject: x\r\n\r\nHello\r\n", "a@umea.example", "b@umea.example")


class Peer:
    """A mail server of a few lines, whose answers to commands a test can change."""

    def __init__(self) -> None:
        self.connections = self.messages = 0
        self.answers: dict[str, str | None] = {}
        """By the command's first word, what is answered; None to hang up without a word."""

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        writer.write(b"220 here\r\n")
        while line := (await reader.readline()).decode().upper():
            word = line.split()[0]
            answer = self.answers.get(word, "354 go on" if word == "DATA" else "250 2.0.0 fine")
            if answer is None:
                break
            writer.write(f"{answer}\r\n".encode())
            if word == "DATA" and answer.startswith("354"):
                await reader.readuntil(b"\r\n.\r\n")
                self.messages += 1
                writer.write(f"{self.answers.get('.', '250 2.0.0 kept')}\r\n".encode())
        writer.close()


@contextmanager
def served(peer: Peer) -> Iterator[str]:
    loop = asyncio.new_event_loop()
    with create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        server = loop.run_until_complete(asyncio.start_server(peer.talk, sock=listener))
        thread = Thread(target=loop.run_forever)
        thread.start()
        try:
            yield f"smtp://127.0.0.1:{listener.getsockname()[1]}?timeout=0.5"
        finally:
            loop.call_soon_threadsafe(server.close)
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            for task in asyncio.all_tasks(loop):
                task.cancel()
            loop.run_until_complete(asyncio.sleep(0.01))
            loop.close()


@pytest.fixture
def peer() -> Peer:
    return Peer()


@pytest.fixture
def connection(peer: Peer) -> Iterator[mailer.Connection]:
    with served(peer) as url:
        found = mailer.Connection(url)
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


def test_a_wrong_password_is_the_installation_s_fault_and_not_the_message_s(connection, peer):
    peer.answers["EHLO"] = "250-here\r\n250 AUTH PLAIN"
    peer.answers["AUTH"] = "535 5.7.8 wrong"
    url = f"smtp://user:secret@{connection._url.netloc}"
    with pytest.raises(mailer.UnreachableError, match="535"):
        mailer.Connection(url).send(PARCEL)


def test_a_certificate_that_no_one_vouches_for_is_not_trusted(connection, peer):
    url = f"smtps://{connection._url.netloc}?timeout=0.5"
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
