"""The mail catcher, spoken to as a mail server and looked at as a page."""

import smtplib
import urllib.request
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from local.mailbox import Mailbox
from local.mailcatcher import catch, show
from local.mailpages import TEXTS, create_pages

Send = Callable[[EmailMessage], None]
PIXEL = bytes.fromhex("89504e470d0a1a0a")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "mail"


@pytest.fixture
def send(folder: Path) -> Iterator[Send]:
    with catch(folder) as url, smtplib.SMTP(url.removeprefix("smtp://")) as server:

        def hand_over(message: EmailMessage) -> None:
            server.send_message(message)

        yield hand_over


@pytest.fixture
def client(folder: Path) -> FlaskClient:
    return create_pages(Mailbox(folder)).test_client()


def _message(**changes: str) -> EmailMessage:
    fields = {"From": "a@region.example", "To": "b@kommun.example", "Subject": "Svara på remissen"}
    message = EmailMessage()
    for name, value in {**fields, **changes}.items():
        message[name] = value
    message.set_content("Öppna https://yttra.example/i/abc?x=1&y=2 i dag.")
    return message


def _page(client: FlaskClient, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.text, "html.parser")


def _open_first(client: FlaskClient) -> tuple[str, BeautifulSoup]:
    path = str(_page(client, "/").select("tbody a")[0]["href"])
    return path.split("?", maxsplit=1)[0], _page(client, path)


def test_a_message_is_kept_byte_for_byte_under_its_envelope(send: Send, folder: Path) -> None:
    send(_message())
    (kept,) = folder.iterdir()
    content = kept.read_bytes()
    assert content.startswith(b"X-Envelope-From: a@region.example\r\n")
    assert content.endswith(_message().as_bytes().replace(b"\n", b"\r\n"))


def test_links_in_the_text_can_be_pressed(send: Send, client: FlaskClient) -> None:
    send(_message())
    _, page = _open_first(client)
    assert [link["href"] for link in page.select(".text a")] == [
        "https://yttra.example/i/abc?x=1&y=2"
    ]


def test_the_newest_message_stands_first_and_words_narrow_the_list(
    send: Send, client: FlaskClient
) -> None:
    send(_message(To="umea@kommun.example"))
    send(_message(To="skelleftea@kommun.example"))
    everyone = [cell.text for cell in _page(client, "/").select("td:nth-of-type(2)")]
    found = [cell.text for cell in _page(client, "/?q=UMEA").select("td:nth-of-type(2)")]
    assert everyone == ["skelleftea@kommun.example", "umea@kommun.example"]
    assert found == ["umea@kommun.example"]


def test_what_a_message_holds_stays_inert(send: Send, client: FlaskClient) -> None:
    message = _message(Subject="<script>alert(1)</script>")
    message.add_alternative("<script>alert(1)</script><p>Hej</p>", subtype="html")
    send(message)
    path, page = _open_first(client)
    frame = page.select("iframe")[0]
    assert not page.select("script")
    assert "allow-scripts" not in str(frame["sandbox"])
    policy = client.get(f"{path}/html").headers["Content-Security-Policy"]
    assert policy.startswith("sandbox ")
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "allow-scripts" not in policy


def test_a_picture_in_the_message_is_shown_and_a_file_is_downloaded(
    send: Send, client: FlaskClient
) -> None:
    message = _message()
    message.add_alternative('<img src="cid:mark@yttra" alt="">', subtype="html")
    html = message.get_body(preferencelist=("html",))
    assert html is not None
    html.add_related(PIXEL, maintype="image", subtype="png", cid="<mark@yttra>")
    message.add_attachment(b"<b>", maintype="text", subtype="html", filename="svar.html")
    send(message)
    path, page = _open_first(client)
    source = BeautifulSoup(client.get(f"{path}/html").text, "html.parser").select("img")[0]["src"]
    assert client.get(str(source)).data == PIXEL
    download = client.get(str(page.select("ul a")[-1]["href"]))
    assert download.headers["Content-Disposition"] == "attachment; filename=svar.html"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no headers at all",
        b"Subject: =?utf-8?b?!!!?=\r\nFrom: \xff\xfe\r\n\r\n\xff",
        b"Content-Type: text/plain; charset=no-such\r\n\r\nhej",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nbroken",
        b"To: <<>>,,;\r\nFrom: @\r\nDate: never\r\nMessage-ID: <\r\n\r\n",
    ],
)
def test_a_message_that_breaks_every_rule_is_still_shown(
    content: bytes, folder: Path, client: FlaskClient
) -> None:
    name = Mailbox(folder).keep(content, sender="", recipients=["b@kommun.example"])
    assert client.get("/").status_code == 200
    assert client.get(f"/mail/{name}").status_code == 200
    assert client.get(f"/mail/{name}/html").status_code == 200
    assert client.get(f"/mail/{name}/raw").data.endswith(content)


@pytest.mark.parametrize("name", ["../secret", "0", "..%2fsecret", "x" * 500])
def test_nothing_but_messages_can_be_had(name: str, folder: Path, client: FlaskClient) -> None:
    folder.mkdir()
    (folder.parent / "secret.eml").write_text("secret")
    response = client.get(f"/mail/{name}/raw")
    assert response.status_code == 404
    assert "secret" not in response.text.replace(name, "")


def test_a_page_elsewhere_cannot_read_the_mail_under_its_own_name(client: FlaskClient) -> None:
    assert client.get("/", headers={"Host": "rebound.example"}).status_code == 400


@pytest.mark.parametrize("language", ["sv", "en"])
def test_each_page_speaks_the_language_asked_for(language: str, client: FlaskClient) -> None:
    page = _page(client, f"/?lang={language}")
    assert page.html is not None
    assert page.html["lang"] == language
    assert page.h1 is not None
    assert page.h1.text == TEXTS[language]["title"]


def test_both_languages_have_every_text() -> None:
    assert TEXTS["sv"].keys() == TEXTS["en"].keys()


def test_the_page_is_served_beside_the_mail_server(folder: Path) -> None:
    with show(folder) as address, urllib.request.urlopen(f"{address}healthz") as answer:  # noqa: S310 - our own
        assert answer.read() == b"ok"
