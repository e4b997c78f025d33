"""The tasks of rounds: fan-out that can be broken off, and what the clock owes."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from tests.factories.accounts import UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from webapp.audit import queries as audit
from webapp.core import clock
from webapp.core.background import Task, enqueue
from webapp.core.database import session
from webapp.notifications import service as mailing
from webapp.notifications.models import Email, EmailStatus, Occasion
from webapp.rounds import deadlines, emails, service
from webapp.rounds.models import RoundState
from workers import base, notifications, rounds


@pytest.fixture(autouse=True)
def _this_process(app, database, monkeypatch):
    monkeypatch.setattr(base, "flask_app", lambda: app)


def rows() -> int:
    statement = select(func.count()).select_from(Email)
    return session.scalar(statement.where(Email.occasion == Occasion.INVITATION)) or 0


def test_a_fan_out_broken_off_half_way_and_begun_again_gives_each_body_one_mail(monkeypatch):
    round_ = RoundFactory()
    InvitationFactory.create_batch(500, round=round_)
    session.commit()
    write, batches = emails.invite_some, []

    def dies_after_two(*args, **kwargs):
        if len(batches) == 2:
            raise SystemExit
        batches.append(args)
        return write(*args, **kwargs)

    monkeypatch.setattr(service, "invite_some", dies_after_two)
    with pytest.raises(SystemExit):
        rounds.send_invitations(str(round_.id))
    assert rows() == 2 * emails.BATCH

    monkeypatch.setattr(service, "invite_some", write)
    rounds.send_invitations(str(round_.id))
    rounds.send_invitations(str(round_.id))
    assert rows() == 500
    assert session.scalar(select(func.count(Email.about.distinct()))) == 500


def test_two_bodies_with_one_mailbox_get_a_mail_each():
    round_ = RoundFactory()
    for _ in range(2):
        body = OrganisationFactory(email="gemensam@svar.example")
        InvitationFactory(round=round_, organisation=body)
    rounds.send_invitations(str(round_.id))
    assert rows() == 2


def test_the_sweep_finds_a_fan_out_whose_message_was_lost(work_off):
    round_ = RoundFactory()
    InvitationFactory.create_batch(3, round=round_)
    rounds.sweep_rounds()
    assert Task.SEND_INVITATIONS in work_off()
    assert rows() == 3
    rounds.sweep_rounds()
    assert Task.SEND_INVITATIONS not in work_off()


@pytest.mark.parametrize("over", [{"closed_at": clock.now()}, {"cancelled_at": clock.now()}])
def test_a_round_that_is_over_invites_no_one(over, work_off):
    round_ = RoundFactory(**over)
    InvitationFactory(round=round_)
    rounds.sweep_rounds()
    enqueue(Task.SEND_INVITATIONS, round_.id)
    work_off()
    assert rows() == 0


def test_a_round_whose_time_has_come_opens_and_invites(work_off, inbox):
    round_ = RoundFactory(draft=True, opens_at=clock.now() - timedelta(seconds=1))
    InvitationFactory.create_batch(2, round=round_)
    rounds.sweep_rounds()
    done = work_off()
    assert done[:2] == [Task.OPEN_ROUND, Task.SEND_INVITATIONS]
    assert round_.state(clock.now()) is RoundState.OPEN
    assert len(inbox) == 2
    (entry,) = audit.about(round_.id)
    assert (entry.action, entry.actor) == ("rounds.open", None)


def test_the_contact_person_is_told_once_of_an_invitation_that_failed(work_off, inbox):
    round_ = RoundFactory()
    body = OrganisationFactory(name="Malå kommun", email="registrator@refused.example")
    lost = InvitationFactory(round=round_, organisation=body)
    InvitationFactory(round=round_)
    rounds.sweep_rounds()
    work_off()
    inbox.clear()
    for _ in range(2):
        rounds.sweep_rounds()
        work_off()
    (told,) = inbox
    assert told["To"] == round_.consultation.contact_email
    text = told.get_payload()[0].get_payload(decode=True).decode()
    assert "Malå kommun" in text
    assert "registrator@refused.example" in text
    assert "no such mailbox" in text
    assert f"/invitations/{lost.id}" in text


def test_a_mail_that_may_still_arrive_is_no_failure(work_off, inbox):
    round_ = RoundFactory()
    InvitationFactory(round=round_, organisation=OrganisationFactory(email="x@busy.example"))
    rounds.sweep_rounds()
    work_off()
    rounds.sweep_rounds()
    work_off()
    assert inbox == []
    assert session.scalars(select(Email)).one().status is EmailStatus.QUEUED


def test_the_clock_s_closing_is_written_on_the_trail_once():
    round_ = RoundFactory(closed=True)
    assert round_.state(clock.now()) is RoundState.CLOSED
    for _ in range(2):
        rounds.sweep_rounds()
    session.expire_all()
    assert round_.closed_at == deadlines.end_of(round_.deadline)
    (entry,) = audit.about(round_.id)
    assert (entry.action, entry.actor) == ("rounds.close", None)


def test_a_round_on_its_last_day_is_not_closed():
    round_ = RoundFactory(deadline=clock.local(clock.now()).date())
    rounds.sweep_rounds()
    session.expire_all()
    assert round_.closed_at is None


def returned(address: str) -> Email:
    """The invitation to `address`, which its mail server took and then reported as undelivered."""
    mail = session.scalars(select(Email).where(Email.address == address)).one()
    mail.status, mail.answer = EmailStatus.BOUNCED, "550 5.1.1 no such user"
    session.flush()
    return mail


def test_an_invitation_that_comes_back_is_told_and_the_register_knows(work_off, inbox):
    body = OrganisationFactory(email="registrator@mala.example")
    invitation = InvitationFactory(round=RoundFactory(), organisation=body)
    rounds.sweep_rounds()
    work_off()
    returned(body.email)
    inbox.clear()
    for _ in range(2):
        rounds.sweep_rounds()
        work_off()
    assert [told["To"] for told in inbox] == [invitation.round.consultation.contact_email]
    assert body.undeliverable_since is not None


def test_a_new_address_that_does_not_work_either_is_told_too(work_off, inbox):
    invitation = InvitationFactory(round=RoundFactory())
    officer = UserFactory()
    for hours, address in enumerate((invitation.email, "another@mala.example")):
        if hours:
            service.change_address(invitation, address, officer)
        with time_machine.travel(clock.now() + timedelta(hours=2 * hours), tick=False):
            rounds.sweep_rounds()
            work_off()
            returned(address)
            inbox.clear()
            rounds.sweep_rounds()
            work_off()
        assert len(inbox) == 1


def lost(invitation, occasion=Occasion.REMINDER_ONE_WEEK, **columns) -> Email:
    """An e-mail to the body that did not arrive."""
    mail = Email(
        occasion=occasion,
        about=uuid.uuid4(),
        concerns=invitation.id,
        thread=invitation.round_id,
        address=invitation.email,
        next_attempt_at=clock.now(),
        **{"status": EmailStatus.BOUNCED, "answer": "550 5.1.1 no such user", **columns},
    )
    session.add(mail)
    session.flush()
    return mail


def words(message) -> str:
    return message.get_payload()[0].get_payload(decode=True).decode()


def test_any_e_mail_to_a_body_that_comes_back_is_told_and_the_register_knows(work_off, inbox):
    body = OrganisationFactory(name="Malå kommun", email="registrator@mala.example")
    invitation = InvitationFactory(round=RoundFactory(), organisation=body)
    rounds.sweep_rounds()
    work_off()
    inbox.clear()
    mail = lost(invitation)
    for _ in range(2):
        rounds.sweep_rounds()
        work_off()
    (told,) = inbox
    assert "Malå kommun" in words(told)
    assert "Påminnelsen en vecka före sista dagen" in words(told)
    assert f"/invitations/{invitation.id}" in words(told)
    assert mail.reported_at is not None
    assert body.undeliverable_since is not None


def test_what_comes_back_within_the_hour_is_told_together(work_off, inbox):
    round_ = RoundFactory()
    bodies = InvitationFactory.create_batch(3, round=round_)
    rounds.sweep_rounds()
    work_off()
    inbox.clear()
    for body in bodies:
        lost(body)
        rounds.sweep_rounds()
        work_off()
    assert len(inbox) == 1
    with time_machine.travel(clock.now() + timedelta(hours=1, minutes=1), tick=False):
        notifications.sweep_emails()
        work_off()
    assert len(inbox) == 2
    assert all(body.name in words(inbox[1]) for body in bodies[1:])
    assert bodies[0].name not in words(inbox[1])


def test_what_was_reported_as_unwanted_is_told_and_says_to_call(work_off, inbox):
    invitation = InvitationFactory(round=RoundFactory())
    rounds.sweep_rounds()
    work_off()
    inbox.clear()
    lost(invitation, status=EmailStatus.SENT, complained_at=clock.now())
    rounds.sweep_rounds()
    work_off()
    (told,) = inbox
    assert "oönskat" in words(told)
    assert invitation.organisation.undeliverable_since is None


def test_an_e_mail_that_is_sent_again_and_comes_back_again_is_told_again(work_off, inbox):
    invitation = InvitationFactory(round=RoundFactory())
    rounds.sweep_rounds()
    work_off()
    mail = lost(invitation)
    rounds.sweep_rounds()
    work_off()
    inbox.clear()
    with time_machine.travel(clock.now() + timedelta(hours=2), tick=False):
        assert mailing.requeue(mail.id)
        mail.status = EmailStatus.BOUNCED
        session.flush()
        rounds.sweep_rounds()
        work_off()
    assert [each["To"] for each in inbox] == [invitation.round.consultation.contact_email]


def test_what_staff_are_told_themselves_is_no_fault_of_a_body(work_off, inbox):
    invitation = InvitationFactory(round=RoundFactory())
    rounds.sweep_rounds()
    work_off()
    inbox.clear()
    lost(invitation, Occasion.EXTENSION_ASKED)
    rounds.sweep_rounds()
    work_off()
    assert inbox == []
