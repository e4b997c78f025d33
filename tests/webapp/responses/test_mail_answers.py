"""An answer by e-mail waits for the registrar at the right body; nothing counts before that."""

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories.accounts import ParticipantFactory, UserFactory
from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses import letters
from tests.webapp.responses.steps import sign_in
from webapp.core import clock, storage
from webapp.core.database import session
from webapp.notifications import service as notifications
from webapp.notifications.models import Email, IncomingMail, MailKind, MailStatus, Occasion
from webapp.responses import mailreading
from webapp.responses.models import (
    Channel,
    FilingStatus,
    IncomingResponse,
    Response,
    TextStatus,
)
from webapp.responses.service import correspondence
from webapp.rounds import emails as rounds_emails


@pytest.fixture
def invitation(database):
    body = OrganisationFactory(name="Umeå kommun", email="kommun@umea.example")
    return InvitationFactory(round=RoundFactory(), organisation=body)


@pytest.fixture
def sent(invitation) -> Email:
    """The invitation, as it went."""
    rounds_emails.send(invitation)
    return session.scalars(select(Email).where(Email.occasion == Occasion.INVITATION)).one()


def received(data: bytes, **columns) -> IncomingMail:
    """A message in the mailbox, as the reading of it leaves it behind."""
    file = storage.keep(data, name="message.eml", content_type="message/rfc822")
    mark = hashlib.sha256(data).hexdigest()
    facts = {"sha256": mark, "received_at": clock.now(), "sender": "diariet@umea.example"}
    mail = IncomingMail(**{**facts, "kind": MailKind.PERSONAL, "file_id": file.id, **columns})
    session.add(mail)
    session.flush()
    return mail


def waiting() -> IncomingResponse:
    return session.scalars(select(IncomingResponse)).one()


def responses() -> int:
    return session.scalar(select(func.count()).select_from(Response)) or 0


def reference(email) -> str:
    return notifications.message_id(email.id)


def test_a_reply_with_a_file_waits_at_the_body_whose_invitation_it_answers(
    client, invitation, sent, work_off
):
    data = letters.as_pdf()
    mail = received(
        letters.as_mail(
            ("Yttrande.pdf", data), sender="Anna <anna@hemma.example>", In_Reply_To=reference(sent)
        )
    )
    assert correspondence.file_mail() == 1
    found = waiting()
    assert (found.round_id, found.invitation_id) == (invitation.round_id, invitation.id)
    assert (found.channel, found.sender_address) == (Channel.EMAIL, "anna@hemma.example")
    assert [each.file.sha256 for each in found.files] == [hashlib.sha256(data).hexdigest()]
    assert mail.status is MailStatus.HANDLED
    assert responses() == 0
    assert invitation.answered_at is None
    work_off()
    assert waiting().text == letters.TEXT
    sign_in(client, UserFactory())
    client.get(f"/incoming/{found.id}")
    assert "Det svarar på vårt e-brev till Umeå kommun" in client.text()
    assert client.page.select_one("#name")["value"] == "Umeå kommun"
    client.submit("Registrera svaret", position="endorse")
    assert responses() == 1
    response = session.scalars(select(Response)).one()
    assert (response.channel, response.invitation_id) == (Channel.EMAIL, invitation.id)
    assert response.statement == letters.TEXT


def test_the_receipt_goes_to_who_wrote_too(client, invitation, sent, work_off, inbox):
    wrote = "Anna <anna@hemma.example>"
    received(letters.as_mail(sender=wrote, body="Vi tillstyrker.", References=reference(sent)))
    correspondence.file_mail()
    sign_in(client, UserFactory())
    client.get(f"/incoming/{waiting().id}")
    client.submit("Registrera svaret", position="endorse")
    work_off()
    receipts = {m["To"] for m in inbox if "kvittot" in str(m["Subject"])}
    assert receipts == {"anna@hemma.example", "kommun@umea.example"}


def test_what_the_e_mail_itself_says_is_the_answer_where_no_file_came(invitation, sent):
    body = (
        "Kommunen avstår från att yttra sig.\n\n/Anna\n\n"
        "Den 3 nov. 2026 kl. 09:12 skrev Region Exempel <remiss@region.example>:\n"
        "> Vi vill veta vad ni tycker."
    )
    received(letters.as_mail(body=body, References=f"<x@y> {reference(sent)}"))
    correspondence.file_mail()
    assert waiting().text == "Kommunen avstår från att yttra sig.\n\n/Anna"
    assert waiting().text_status is TextStatus.READ


def test_the_e_mail_that_the_mailbox_knows_goes_before_what_the_message_says(invitation, sent):
    received(letters.as_mail(sender="x@y.example"), email_id=sent.id)
    correspondence.file_mail()
    assert waiting().invitation_id == invitation.id


def test_without_a_reference_the_senders_address_tells(invitation):
    received(letters.as_mail(sender="KOMMUN@umea.example"))
    correspondence.file_mail()
    assert waiting().invitation_id == invitation.id


def test_the_address_of_someone_at_the_body_tells_too(invitation):
    person = ParticipantFactory(email="anna@umea.example")
    MemberFactory(organisation=invitation.organisation, participant=person)
    received(letters.as_mail(sender="anna@umea.example"))
    correspondence.file_mail()
    assert waiting().invitation_id == invitation.id


def test_a_body_in_two_rounds_is_not_guessed_at(client, invitation):
    InvitationFactory(round=RoundFactory(), organisation=invitation.organisation)
    received(letters.as_mail(sender="kommun@umea.example"))
    correspondence.file_mail()
    found = waiting()
    assert (found.round_id, found.invitation_id) == (None, None)
    sign_in(client, UserFactory())
    client.get("/incoming")
    assert "Okänt" in client.text("#incoming")
    client.get(f"/incoming/{found.id}")
    client.submit("Gå vidare", round=str(invitation.round_id))
    assert (waiting().round_id, waiting().invitation_id) == (invitation.round_id, invitation.id)


def test_an_unknown_sender_waits_and_is_put_aside_with_a_reason(client, database):
    received(letters.as_mail(sender="Reklam <spam@annons.example>", body="Köp nu!"))
    correspondence.file_mail()
    sign_in(client, UserFactory())
    client.get(f"/incoming/{waiting().id}")
    assert "Köp nu!" in client.text()
    client.submit("Lägg åt sidan", reason="Reklam.")
    assert waiting().status is FilingStatus.SET_ASIDE
    answer = client.get(f"/incoming/{waiting().id}/message.eml")
    assert answer.data.startswith(b"From: Reklam")
    assert "attachment" in answer.headers["Content-Disposition"]


def test_the_time_of_arrival_is_the_mailboxs(client, invitation):
    moment = clock.now() - timedelta(days=2)
    received(letters.as_mail(sender="kommun@umea.example"), received_at=moment)
    correspondence.file_mail()
    assert waiting().arrived_at == moment


def test_each_message_is_filed_once_and_told_of_once(invitation, sent, work_off, inbox):
    received(letters.as_mail(References=reference(sent)))
    assert [correspondence.file_mail(), correspondence.file_mail()] == [1, 0]
    told = session.scalars(select(Email).where(Email.occasion == Occasion.ANSWER_WAITS)).one()
    assert told.address == invitation.round.consultation.contact_email
    work_off()
    assert any("Registrera" in str(m["Subject"]) for m in inbox)


def test_bounces_and_automatic_replies_are_left_alone(database):
    for kind in (MailKind.BOUNCE, MailKind.AUTO_REPLY, MailKind.COMPLAINT):
        received(letters.as_mail(subject=kind.value), kind=kind)
    assert correspondence.file_mail() == 0


def test_files_of_other_kinds_stay_in_the_message_and_are_named(client, invitation):
    received(
        letters.as_mail(
            ("logga.png", b"\x89PNG"), ("svar.pdf", letters.as_pdf()), sender="kommun@umea.example"
        )
    )
    correspondence.file_mail()
    assert [each.file.name for each in waiting().files] == ["svar.pdf"]
    sign_in(client, UserFactory())
    client.get(f"/incoming/{waiting().id}")
    assert "kvar i e-brevet: logga.png" in client.text()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00 nonsense",
        b"From: =?utf-8?q?broken\nSubject: =?x-unknown?b?////?=\n\nHej",
        b"Content-Type: text/plain; charset=no-such\n\nHej",
        b'From: "A\x00B\xff" <a\x00b\xff@x.se>\nSubject: \x00\xff\n\nHej \x00\xff',
        b'Content-Type: application/pdf; name="\x00\xff.pdf"\n\n%PDF-1.4 \x00',
        b"Content-Transfer-Encoding: base64\nContent-Type: application/pdf\n\n%%%",
        b"Content-Type: multipart/mixed; boundary=a\n\n" * 400,
    ],
)
def test_a_malformed_message_waits_like_any_other(database, data):
    mail = received(data)
    assert correspondence.file_mail() == 1
    assert waiting().mail_id == mail.id
    assert waiting().status is FilingStatus.NEW
    assert mail.status is MailStatus.HANDLED


def test_html_alone_is_read_line_by_line():
    said = mailreading.read(
        b"From: a@b.se\nContent-Type: text/html; charset=utf-8\n\n"
        b"<style>p{}</style><p>Vi <b>avst\xc3\xa5r</b>.</p><p>&Aring;sa<br>Kansliet</p>"
    )
    assert said.body == "Vi avstår.\nÅsa\nKansliet"


@pytest.mark.parametrize(
    "line",
    [
        "-----Ursprungligt meddelande-----",
        "Från: Region Exempel <remiss@region.example>",
        "On Tue, 3 Nov 2026 at 09:12, Region Exempel <r@x.example> wrote:",
        "Den tis 3 nov. 2026 09:12Region Exempel <r@x.example> skrev:",
    ],
)
def test_what_is_answered_is_not_part_of_the_answer(line):
    assert mailreading.unquoted(f"Vi tillstyrker.\n\n{line}\nVi vill veta.") == "Vi tillstyrker."
