"""An e-mail's way: row, worker, mail server; each said once, none lost."""

import uuid
from datetime import timedelta

import time_machine
from sqlalchemy import select

from tests.factories.accounts import ParticipantFactory
from webapp.accounts.models import SignIn
from webapp.core import clock
from webapp.core.database import session
from webapp.notifications import service
from webapp.notifications.models import Email, EmailStatus, Occasion
from webapp.notifications.service import Letter


def queued(address="registrator@umea.example", **kwargs):
    person = ParticipantFactory(email=address)
    asked = SignIn(
        participant=person, next_path="/", expires_at=clock.now() + timedelta(minutes=15)
    )
    session.add(asked)
    session.flush()
    service.queue(Letter(Occasion.SIGN_IN, asked.id, address, **kwargs))
    return session.scalars(select(Email).where(Email.about == asked.id)).one()


def test_a_queued_email_is_sent_by_a_worker(work_off, inbox):
    email = queued()
    assert work_off() == ["notifications.send_email"]
    assert email.status is EmailStatus.SENT
    [message] = inbox
    assert message["To"] == "registrator@umea.example"
    assert message["Subject"] == "Logga in i Yttra"
    assert message["Message-ID"] == f"<{email.id}@127.0.0.1>"
    assert message["Auto-Submitted"] == "auto-generated"
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]


def test_it_speaks_the_recipients_language(work_off, inbox):
    queued(language="en")
    work_off()
    assert inbox[0]["Subject"] == "Sign in to Yttra"


def test_the_same_is_said_once(work_off, inbox):
    email = queued()
    letter = Letter(Occasion.SIGN_IN, email.about, email.address)
    assert service.queue(letter, letter) == 0
    work_off()
    assert len(inbox) == 1


def test_a_message_that_comes_twice_sends_one_mail(work_off, inbox, sent_tasks):
    email = queued()
    session.commit()
    sent_tasks.append(("notifications.send_email", str(email.id)))
    work_off()
    assert len(inbox) == 1


def test_a_refused_address_is_a_failure_that_staff_see(work_off, inbox):
    email = queued("nobody@refused.example")
    work_off()
    assert email.status is EmailStatus.FAILED
    assert email.answer is not None
    assert "550" in email.answer
    assert inbox == []


def test_a_busy_server_is_tried_again_later_and_in_the_end_given_up(work_off):
    email = queued("nobody@busy.example")
    work_off()
    assert email.status is EmailStatus.QUEUED
    assert email.next_attempt_at > clock.now()
    for _ in range(service.MOST_ATTEMPTS - 1):
        with time_machine.travel(email.next_attempt_at + timedelta(seconds=1)):
            service.sweep()
            work_off()
    assert email.status is EmailStatus.FAILED
    assert email.attempts == service.MOST_ATTEMPTS


def test_the_sweep_finds_what_the_broker_and_a_worker_lost(work_off, inbox, sent_tasks):
    lost_message, lost_worker = queued(), queued("b@umea.example")
    session.commit()
    sent_tasks.clear()
    lost_worker.status = EmailStatus.SENDING
    lost_worker.claimed_at = clock.now() - service.LOST_AFTER - timedelta(seconds=1)
    assert service.sweep() == 2
    work_off()
    assert {message["To"] for message in inbox} == {lost_message.address, lost_worker.address}


def test_an_unknown_row_is_no_error(work_off, sent_tasks, database):
    sent_tasks.append(("notifications.send_email", str(uuid.uuid4())))
    assert work_off() == ["notifications.send_email"]
