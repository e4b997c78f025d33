"""Whether an answer came in: for anyone with its checksum, who learns no more than that."""

import io

import pytest

from tests.conftest import ROOT
from tests.factories.responses import ResponseFactory
from webapp.core import clock
from webapp.core.database import session
from webapp.responses import content

OTHER = "0" * 64
CONTENT = b'{"number": 12}'


@pytest.fixture
def response(database):
    said = {"sender": "Hemliga bolaget", "statement": "Kanarieord i svaret."}
    return ResponseFactory(**said, sha256=content.digest(CONTENT))


def upload(client, data: bytes):
    client.get("/verify")
    token = client.page.select_one("main form[method=post] input[name=csrf_token]")["value"]
    sent = {"csrf_token": token, "file": (io.BytesIO(data), "response.json")}
    kind = "multipart/form-data"
    return client.post("/verify", data=sent, content_type=kind, follow_redirects=False)


def test_the_checksum_tells_when_and_to_what_and_no_more(client, response):
    spaced = f" {response.sha256[:32].upper()} {response.sha256[32:]} "
    answer = client.get("/verify", query_string={"sha256": spaced})
    assert answer.status_code == 200
    said = client.text()
    moment = clock.local(response.submitted_at).strftime("%H:%M:%S")
    for words in ("Svaret har kommit in", response.reference, moment):
        assert words in said
    assert "Hemliga bolaget" not in answer.text
    assert "Kanarieord" not in answer.text


def test_a_replaced_answer_says_so(client, response):
    newer = ResponseFactory(round=response.round, replaces_id=response.id)
    session.flush()
    client.get(f"/verify?sha256={response.sha256}")
    assert "Ersatt av en nyare version Ja" in " ".join(client.text().split())
    client.get(f"/verify?sha256={newer.sha256}")
    assert "Ersatt av en nyare version Nej" in " ".join(client.text().split())


def test_a_checksum_of_nothing_and_what_is_no_checksum(client, response):
    client.get(f"/verify?sha256={OTHER}")
    assert "inget svar med den kontrollsumman" in client.text()
    answer = client.get("/verify?sha256=abc")
    assert answer.status_code == 422
    assert client.page.select_one("#sha256")["value"] == "abc"
    assert "64 tecken" in client.page.select_one(".y-error-summary").text


def test_the_file_itself_is_checked_and_not_kept(client, response):
    answer = upload(client, CONTENT)
    assert answer.status_code == 302
    assert answer.location.endswith(f"/verify?sha256={response.sha256}")
    answer = upload(client, CONTENT + b" ")
    assert response.sha256 not in answer.location


def test_a_file_must_be_chosen(client, response):
    client.get("/verify")
    token = client.page.select_one("main form[method=post] input[name=csrf_token]")["value"]
    assert client.post("/verify", data={"csrf_token": token}).status_code == 422
    assert "Välj en fil" in client.text()


def test_the_receipt_and_its_letter_lead_there():
    for name in ("receipt.html", "emails/receipt.txt", "emails/receipt.html"):
        said = (ROOT / "templates" / "responses" / name).read_text(encoding="utf-8")
        assert "responses.verify" in said
