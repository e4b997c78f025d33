"""One body's invitation: mending its address, sending it again, giving it longer."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests.factories.accounts import UserFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from webapp.audit import queries as audit
from webapp.core import clock
from webapp.core.clock import STOCKHOLM
from webapp.core.database import session
from webapp.notifications.models import Email, EmailStatus, Occasion
from webapp.rounds import deadlines, emails, policy, queries, service


@pytest.fixture
def open_round():
    return RoundFactory()


def invite(round_, work_off, **kwargs):
    invitation = InvitationFactory(round=round_, **kwargs)
    emails.send(invitation)
    work_off()
    return invitation


def mails(invitation):
    session.expire_all()
    return session.scalars(
        select(Email).where(Email.about == invitation.id, Email.occasion == Occasion.INVITATION)
    ).all()


def test_the_page_says_why_an_invitation_did_not_arrive(officer, open_round, work_off):
    lost = invite(open_round, work_off, email="registrator@refused.example")
    officer.get(f"/invitations/{lost.id}")
    assert "The invitation did not arrive" in officer.text(".y-alert")
    assert "no such mailbox" in officer.text(".y-alert")


def test_a_corrected_address_gets_the_invitation_at_once(officer, open_round, work_off, inbox):
    lost = invite(open_round, work_off, email="registrator@refused.example")
    officer.get(f"/invitations/{lost.id}")
    officer.submit("Correct and send", email="registrator@umea.example")
    work_off()
    assert [message["To"] for message in inbox] == ["registrator@umea.example"]
    assert queries.line(lost, clock.now()).status == "sent"
    assert len(mails(lost)) == 2
    entry = audit.about(open_round.id)[0]
    assert entry.action == "rounds.change_address"
    assert entry.details["before"] == "registrator@refused.example"


def test_the_link_in_a_mail_to_the_wrong_mailbox_is_stopped(officer, open_round, work_off):
    wrong = invite(open_round, work_off)
    officer.post(f"/invitations/{wrong.id}/address", {"email": "ratt@umea.example"})
    assert wrong.link_number == 2


def test_the_link_of_a_mail_that_never_arrived_or_is_in_use_stays(officer, open_round, work_off):
    lost = invite(open_round, work_off, email="registrator@refused.example")
    used = invite(open_round, work_off, opened_at=clock.now())
    for invitation in (lost, used):
        officer.post(f"/invitations/{invitation.id}/address", {"email": "ratt@umea.example"})
        assert invitation.link_number == 1


def test_correcting_back_and_forth_sends_each_time(officer, open_round, work_off, inbox):
    invitation = invite(open_round, work_off, email="ett@svar.example")
    for address in ("tva@svar.example", "ett@svar.example"):
        officer.post(f"/invitations/{invitation.id}/address", {"email": address})
        work_off()
    assert [m["To"] for m in inbox] == ["ett@svar.example", "tva@svar.example", "ett@svar.example"]


@pytest.mark.parametrize("address", ["", "ingen adress", "a@b", "x@y.example\nBcc: z@y.example"])
def test_what_is_no_address_is_said_and_kept(officer, open_round, work_off, address):
    invitation = invite(open_round, work_off)
    answer = officer.post(f"/invitations/{invitation.id}/address", {"email": address})
    assert answer.status_code == 422
    assert officer.page.select_one("#email")["value"] == " ".join(address.split())
    assert len(mails(invitation)) == 1


def test_sending_again_keeps_link_and_message_and_says_the_deadline_of_now(
    officer, open_round, work_off, inbox
):
    invitation = invite(open_round, work_off)
    service.extend(invitation, open_round.deadline + timedelta(days=14), UserFactory())
    work_off()
    officer.get(f"/invitations/{invitation.id}")
    officer.submit("Send it again")
    assert work_off().count("notifications.send_email") == 1
    first, _extended, second = inbox
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Subject"] != second["Subject"]
    (mail,) = mails(invitation)
    assert (mail.status, mail.attempts) == (EmailStatus.SENT, 1)
    assert audit.about(open_round.id)[0].action == "rounds.resend"


def test_what_is_on_its_way_is_not_sent_twice(officer, open_round):
    invitation = InvitationFactory(round=open_round)
    assert officer.post(f"/invitations/{invitation.id}/resend").status_code == 200
    assert officer.post(f"/invitations/{invitation.id}/resend").status_code == 409
    officer.get(f"/invitations/{invitation.id}")
    assert "on its way already" in officer.text()


def test_one_body_gets_longer_and_the_others_do_not(officer, open_round):
    given, other = InvitationFactory.create_batch(2, round=open_round)
    day = open_round.deadline + timedelta(days=21)
    officer.post(f"/invitations/{given.id}/extension", {"day": day.isoformat()})
    assert policy.last_day(open_round, given) == day
    assert policy.last_day(open_round, other) == open_round.deadline
    assert service.last_day(open_round, None) == open_round.deadline
    assert audit.about(open_round.id)[0].details == {"name": given.name, "day": day.isoformat()}


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(0, "Choose a day after the round's own deadline"), (-300, "Choose a day after")],
)
def test_less_time_is_no_extension(officer, open_round, days, sentence):
    invitation = InvitationFactory(round=open_round)
    day = (open_round.deadline + timedelta(days=days)).isoformat()
    answer = officer.post(f"/invitations/{invitation.id}/extension", {"day": day})
    assert answer.status_code == 422
    assert sentence in officer.text("#day-error")
    assert officer.page.select_one("#day")["value"] == day


def test_a_day_that_has_passed_is_no_extension_either(officer):
    round_ = RoundFactory(closed=True)
    invitation = InvitationFactory(round=round_)
    yesterday = (clock.local(clock.now()) - timedelta(days=1)).date()
    answer = officer.post(f"/invitations/{invitation.id}/extension", {"day": yesterday.isoformat()})
    assert answer.status_code == 422
    assert "This day has passed" in officer.text("#day-error")


def test_a_body_with_longer_time_is_not_silent_when_the_round_has_closed(work_off):
    round_ = RoundFactory()
    given = invite(round_, work_off)
    silent = invite(round_, work_off)
    given.deadline = (clock.now() + timedelta(days=40)).date()
    round_.deadline = (clock.now() - timedelta(days=2)).date()
    session.flush()
    at = clock.now()
    assert queries.line(given, at).status == "sent"
    assert queries.line(silent, at).status == "silent"


def test_a_round_that_takes_no_answers_can_not_be_mended(officer):
    round_ = RoundFactory(cancelled_at=clock.now())
    invitation = InvitationFactory(round=round_)
    officer.get(f"/invitations/{invitation.id}")
    forms = officer.page.select("main form")
    assert [form["action"] for form in forms] == [f"/invitations/{invitation.id}/notes"]
    for action, sent in (
        ("resend", {}),
        ("address", {"email": "ny@svar.example"}),
        ("extension", {"day": "2099-01-01"}),
    ):
        answer = officer.post(f"/invitations/{invitation.id}/{action}", sent)
        assert answer.status_code in {409, 422}
        assert "This round takes no answers" in officer.text()
    assert (invitation.deadline, mails(invitation)) == (None, [])


def test_closing_early_makes_that_day_the_last_but_keeps_what_was_promised():
    with time_machine.travel(datetime(2027, 2, 10, 23, 30, tzinfo=STOCKHOLM), tick=False):
        round_ = RoundFactory(deadline=date(2027, 5, 1), closed_at=clock.now())
    promised = InvitationFactory(round=round_, deadline=date(2027, 5, 20))
    assert policy.last_day(round_, None) == date(2027, 2, 10)
    assert policy.last_day(round_, promised) == date(2027, 5, 20)


def test_the_clock_s_own_closing_does_not_move_the_last_day():
    round_ = RoundFactory(deadline=date(2027, 3, 27))
    round_.closed_at = deadlines.end_of(round_.deadline)
    assert policy.last_day(round_, None) == date(2027, 3, 27)


def test_what_a_body_did_is_kept_the_first_time_it_did_it():
    invitation = InvitationFactory()
    service.note_opened(invitation)
    service.note_started(invitation)
    first = (invitation.opened_at, invitation.started_at)
    service.note_opened(invitation)
    service.note_started(invitation)
    assert (invitation.opened_at, invitation.started_at) == first


def test_the_latest_response_is_the_one_that_counts():
    invitation = InvitationFactory()
    for said, preliminary in (("answer", True), ("answer", False)):
        service.note_answer(
            invitation.round,
            invitation,
            answered_as=said,
            late=not preliminary,
            preliminary=preliminary,
            at=clock.now(),
            first=preliminary,
        )
    found = queries.figures(invitation.round, clock.now())
    assert (found.answered, found.preliminary, found.late) == (1, 0, 1)


def test_a_sender_who_was_not_invited_is_counted_once():
    round_ = RoundFactory()
    for first in (True, False, True):
        service.note_answer(
            round_,
            None,
            answered_as="answer",
            late=False,
            preliminary=False,
            at=clock.now(),
            first=first,
        )
    session.refresh(round_)
    assert round_.unasked_answers == 2
