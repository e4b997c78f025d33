"""Files that go with an answer: attached, checked by content, submitted, shown to staff after."""

import uuid
import zipfile
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from tests.factories.accounts import UserFactory
from tests.factories.rounds import InvitationFactory
from tests.webapp.responses.letters import as_docx, as_pdf
from tests.webapp.responses.steps import enter, sign_in
from webapp.core.database import session
from webapp.responses import attachable
from webapp.responses.attachable import Refused
from webapp.responses.models import OwnAttachment, Response


@pytest.fixture
def invitation():
    return InvitationFactory()


@pytest.fixture
def home(client, invitation) -> str:
    enter(client, invitation)
    return f"/rounds/{invitation.round_id}/attachments"


def picture(form="PNG") -> bytes:
    target = BytesIO()
    Image.new("RGB", (4, 4), "navy").save(target, form)
    return target.getvalue()


def packed(*names: str, like: bytes) -> bytes:
    """A Word file with further parts in it."""
    target = BytesIO(like)
    with zipfile.ZipFile(target, "a") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return target.getvalue()


def attach(client, home, data, name="protokoll.pdf", note=""):
    client.get(home)
    return client.submit("Bifoga filen", file=(BytesIO(data), name), note=note)


def rows() -> list[OwnAttachment]:
    session.expire_all()
    return list(session.scalars(select(OwnAttachment).order_by(OwnAttachment.created_at)))


MINUTES = as_pdf("Kommunstyrelsen beslutar § 45.")


def test_a_file_goes_with_the_answer_and_staff_see_it_only_then(
    client, new_client, home, invitation
):
    attach(client, home, MINUTES, note="Protokoll § 45")
    assert "protokoll.pdf" in client.text()
    [kept] = rows()
    assert client.file(f"{home}/{kept.id}").data == MINUTES
    round_path = f"/rounds/{invitation.round_id}"
    client.get(f"{round_path}/statement")
    client.submit("Spara och fortsätt", position="endorse", statement="Bra.")
    client.get(f"{round_path}/review")
    assert "Protokoll § 45" in client.text()
    client.submit("Skicka in svaret")
    response = session.scalars(select(Response)).one()
    [sent] = response.attachments
    assert (sent.file.name, sent.note, sent.ordinal) == ("protokoll.pdf", "Protokoll § 45", 1)
    assert b'"note":"Protokoll' in response.canonical().replace(b'": "', b'":"')
    staff = new_client()
    sign_in(staff, UserFactory())
    staff.get(f"/responses/{response.id}")
    assert "Protokoll § 45" in staff.text()


@pytest.mark.parametrize(
    ("data", "name", "kept"),
    [
        (picture(), "karta", "karta.png"),
        (picture("JPEG"), "foto.JPEG", "foto.JPEG"),
        (as_docx("Bilaga"), "bilaga.docx", "bilaga.docx"),
        (MINUTES, "protokoll", "protokoll.pdf"),
    ],
)
def test_what_a_file_is_is_told_by_its_content(client, home, data, name, kept):
    attach(client, home, data, name)
    assert [each.file.name for each in rows()] == [kept]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"MZ\x90 a program", "Bifoga en PDF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Bifoga en PDF"),
        (packed("word/vbaProject.bin", like=as_docx("Hej")), "makron"),
        (MINUTES.replace(b"startxref", b"/Encrypt 9 0 R startxref"), "lösenord"),
        (picture()[:40], "kan inte läsas"),
    ],
)
def test_what_cannot_be_attached_is_refused_with_a_reason(client, home, data, said):
    answer = attach(client, home, data, "fil.pdf", note="Kvar i rutan")
    assert answer.status_code == 422
    assert said in client.text()
    assert client.page.select_one("input[name=note]")["value"] == "Kvar i rutan"
    assert rows() == []


def test_a_picture_that_would_burst_is_refused():
    target = BytesIO()
    Image.new("1", (12_000, 12_000)).save(target, "PNG")
    assert attachable.kind_of(target) is Refused.LARGE


def test_a_double_click_attaches_once_and_the_same_file_is_told(client, home):
    form = {"form_key": str(uuid.uuid4()), "note": ""}
    for _ in range(2):
        client.get(home)
        client.post(home, {**form, "file": (BytesIO(MINUTES), "a.pdf")})
    assert len(rows()) == 1
    assert attach(client, home, MINUTES).status_code == 422
    assert "redan bifogad" in client.text()


def test_a_file_can_be_taken_away_again(client, home):
    attach(client, home, MINUTES)
    client.get(home)
    client.submit("Ta bort")
    assert rows() == []
    assert "Inga filer än" in client.text()


def test_what_was_read_through_is_not_sent_when_a_file_came_since(client, home, invitation):
    round_path = f"/rounds/{invitation.round_id}"
    client.get(f"{round_path}/statement")
    client.submit("Spara och fortsätt", position="endorse", statement="Bra.")
    client.get(f"{round_path}/review")
    page = client.page
    attach(client, home, MINUTES)
    client.page = page
    answer = client.submit("Skicka in svaret")
    assert answer.status_code == 422
    assert "ändrats sedan" in client.text()


def test_nobody_else_gets_at_the_file(client, new_client, home, invitation):
    attach(client, home, MINUTES)
    [kept] = rows()
    other = new_client()
    enter(other, InvitationFactory(round=invitation.round))
    assert other.get(f"{home}/{kept.id}").status_code == 404
    assert other.get(f"{home}/{uuid.uuid4()}").status_code == 404
