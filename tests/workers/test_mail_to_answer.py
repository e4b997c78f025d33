"""From the invitation that was sent to the answer that is registered, by real e-mail."""

import mailbox
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from sqlalchemy import func, select

from tests.factories.accounts import UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses import letters
from tests.webapp.responses.steps import sign_in
from webapp.core.database import session
from webapp.core.transactions import commit
from webapp.notifications.models import IncomingMail, MailKind
from webapp.responses.models import Channel, IncomingResponse, Response
from webapp.rounds import emails as rounds_emails
from webapp.rounds.models import Invitation
from workers import notifications, responses


@pytest.fixture
def maildir(app, tmp_path, monkeypatch):
    box = mailbox.Maildir(tmp_path / "mailbox")
    monkeypatch.setitem(app.config, "MAILBOXES", (f"maildir://{tmp_path}/mailbox",))
    return box


@pytest.fixture
def invitation(database):
    body = OrganisationFactory(name="Umeå kommun", email="kommun@umea.example")
    return InvitationFactory(round=RoundFactory(), organisation=body)


@pytest.fixture
def invited(invitation, work_off, inbox) -> EmailMessage:
    """The invitation as the body got it."""
    rounds_emails.send(invitation)
    work_off()
    [message] = [each for each in inbox if each["To"] == "kommun@umea.example"]
    return message_from_bytes(message.as_bytes(), policy=policy.default)


def reply(to: EmailMessage, **changes: str) -> bytes:
    """What a mail program makes of a press on Reply."""
    headers = {
        "In_Reply_To": str(to["Message-ID"]),
        "References": f"{to['References'] or ''} {to['Message-ID']}".strip(),
        "subject": f"SV: {to['Subject']}",
        "sender": "Anna Andersson <anna.andersson@umea.example>",
        **changes,
    }
    return letters.as_mail(("Yttrande.pdf", letters.as_pdf()), **headers)


def read_mail(work_off) -> None:
    """What the clock and the workers do, a minute later."""
    commit()
    notifications.read_mailboxes()
    responses.sweep_mail()
    work_off()


def test_a_reply_to_the_invitation_becomes_the_bodys_answer(
    client, invited, maildir, work_off, inbox
):
    invitation = session.scalars(select(Invitation)).one()
    maildir.add(reply(invited))
    for _ in range(2):
        read_mail(work_off)
    [waiting] = session.scalars(select(IncomingResponse)).all()
    assert (waiting.invitation_id, waiting.channel) == (invitation.id, Channel.EMAIL)
    assert waiting.text == letters.TEXT
    sign_in(client, UserFactory())
    client.get(f"/incoming/{waiting.id}")
    client.submit("Registrera svaret", position="endorse_in_part")
    work_off()
    response = session.scalars(select(Response)).one()
    assert response.invitation_id == invitation.id
    assert response.statement == letters.TEXT
    receipts = {str(each["To"]) for each in inbox if "kvittot" in str(each["Subject"])}
    assert receipts == {"kommun@umea.example", "anna.andersson@umea.example"}


def test_an_automatic_reply_is_no_answer(invited, maildir, work_off):
    away = {"Auto_Submitted": "auto-replied", "subject": "Autosvar: ej på plats"}
    headers = {"In_Reply_To": str(invited["Message-ID"]), "body": "Jag är på semester."}
    maildir.add(letters.as_mail(sender="kommun@umea.example", **away, **headers))
    read_mail(work_off)
    assert session.scalars(select(IncomingMail.kind)).all() == [MailKind.AUTO_REPLY]
    assert session.scalar(select(func.count()).select_from(IncomingResponse)) == 0


def test_a_forwarded_answer_from_nobody_known_waits_all_the_same(maildir, work_off, database):
    maildir.add(letters.as_mail(sender="nagon@annan.example", subject="Vidarebefordrat"))
    read_mail(work_off)
    [waiting] = session.scalars(select(IncomingResponse)).all()
    assert (waiting.round_id, waiting.sender_address) == (None, "nagon@annan.example")
