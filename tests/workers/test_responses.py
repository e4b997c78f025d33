"""Receipts are made and sent by a worker: once, whatever is lost or comes twice."""

from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pypdfium2
import pytest
from sqlalchemy import select

from tests.factories.accounts import ParticipantFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory
from webapp.core import clock, storage
from webapp.core.background import Task, enqueue
from webapp.core.database import session
from webapp.notifications.models import Email, Occasion
from webapp.responses.models import Receipt, Response
from webapp.responses.service import receipts


@pytest.fixture
def response(database) -> Response:
    """A response with a receipt that is due."""
    response = ResponseFactory(
        invitation=InvitationFactory(email="registrator@umea.example", language="sv"),
        participant=ParticipantFactory(email="anna@umea.example", language="en"),
    )
    CommentFactory(response=response, text="Målet bör gå att mäta.")
    session.add(Receipt(response_id=response.id))
    session.flush()
    return response


def parsed(message) -> EmailMessage:
    return message_from_bytes(message.as_bytes(), policy=policy.default)


def kept() -> list[Receipt]:
    return list(session.scalars(select(Receipt)))


def test_the_copy_is_kept_and_sent_to_the_person_and_the_official_mailbox(
    response, work_off, inbox
):
    enqueue(Task.ISSUE_RECEIPT, response.id)
    work_off()
    [receipt] = kept()
    pdf = storage.contents(receipt.file)
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert response.reference in text
    letters = {message["To"]: message for message in map(parsed, inbox)}
    assert set(letters) == {"registrator@umea.example", "anna@umea.example"}
    for message in letters.values():
        [attached] = list(message.iter_attachments())
        assert attached.get_content() == pdf
        assert attached.get_filename().endswith(".pdf")
    assert letters["registrator@umea.example"]["Subject"].startswith("Spara kvittot")
    assert letters["anna@umea.example"]["Subject"].startswith("Keep this receipt")
    body = letters["anna@umea.example"].get_body(("plain",)).get_content()
    for words in (response.reference, response.sha256, f"/receipts/{response.id}"):
        assert words in body


def test_a_message_that_comes_twice_sends_one_receipt(response, work_off, inbox):
    for _ in range(2):
        enqueue(Task.ISSUE_RECEIPT, response.id)
    work_off()
    enqueue(Task.ISSUE_RECEIPT, response.id)
    work_off()
    assert len(inbox) == 2
    assert len(kept()) == 1


def test_the_same_address_gets_one_receipt(work_off, inbox, database):
    invitation = InvitationFactory(email="Registrator@Umea.example")
    person = ParticipantFactory(email="registrator@umea.example")
    response = ResponseFactory(invitation=invitation, participant=person)
    receipts.sweep()
    work_off()
    assert [message["To"] for message in inbox] == ["registrator@umea.example"]
    assert response.receipt.issued_at is not None


def test_the_sweep_finds_what_no_message_told_of(response, work_off):
    without = ResponseFactory()
    assert receipts.sweep() == 2
    work_off()
    assert {receipt.response_id for receipt in kept()} == {response.id, without.id}
    assert all(receipt.issued_at for receipt in kept())
    assert receipts.sweep() == 0


def test_what_a_lost_worker_left_is_taken_again(response):
    assert receipts.claim(response.id) is not None
    assert receipts.claim(response.id) is None
    assert receipts.sweep() == 0
    kept()[0].claimed_at = clock.now() - receipts.LOST_AFTER - timedelta(seconds=1)
    session.flush()
    assert receipts.sweep() == 1
    assert receipts.claim(response.id) is not None


def test_a_late_second_worker_changes_nothing(response):
    receipts.issue(response.id, b"%PDF-first")
    receipts.issue(response.id, b"%PDF-second")
    [receipt] = kept()
    assert storage.contents(receipt.file) == b"%PDF-first"
    sent = session.scalars(select(Email).where(Email.occasion == Occasion.RECEIPT)).all()
    assert len(sent) == 2


def test_the_copy_is_named_after_the_registry_number(response):
    response.round.consultation.registry_number = "RUN 2027/12"
    assert receipts.file_name(response) == f"RUN-2027-12-{response.number}.pdf"
