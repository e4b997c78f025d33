"""More time: for all, 24 hours after an outage, for some, for one that asks; and opening again."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.responses import OwnSpaceFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.steps import sign_in
from tests.webapp.rounds.mail import subject, words
from webapp.accounts import service as accounts
from webapp.core import clock
from webapp.core.clock import STOCKHOLM
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import show_date, spoken
from webapp.notifications.models import Email, Occasion
from webapp.rounds import policy, queries, service
from webapp.rounds.models import Extension, Notice, RoundState
from webapp.rounds.service import Decision

BECAUSE = {"sv": "Fler behöver tid."}
DEADLINE = date(2027, 3, 10)


@pytest.fixture
def round_():
    """A round whose last day is 10 March 2027."""
    return RoundFactory(deadline=DEADLINE, opened_at=datetime(2027, 1, 10, 8, tzinfo=STOCKHOLM))


def at(day, hour=12, minute=0):
    return time_machine.travel(
        datetime.combine(day, datetime.min.time(), STOCKHOLM).replace(hour=hour, minute=minute),
        tick=False,
    )


def decide(round_, day=None):
    return Decision(BECAUSE, round_.deadline.isoformat(), day)


def told(occasion):
    session.expire_all()
    found = select(Email).where(Email.occasion == occasion)
    return sorted(email.address for email in session.scalars(found))


def fields(page, **more):
    return {field["name"]: field.get("value", "") for field in page.select("input[name]")} | more


def test_a_later_day_for_all_is_told_to_those_who_have_not_answered(round_, staff, work_off, inbox):
    silent = InvitationFactory(round=round_)
    halfway = InvitationFactory(round=round_, answered_as="answer", answered_preliminarily=True)
    InvitationFactory(round=round_, answered_as="answer")
    InvitationFactory(round=round_, organisation=OrganisationFactory(email=""))
    with at(date(2027, 3, 1)):
        assert service.put_off(round_, decide(round_, date(2027, 3, 24)), staff)
        work_off()
    assert round_.deadline == date(2027, 3, 24)
    assert round_.first_deadline == DEADLINE
    assert told(Occasion.PUT_OFF) == sorted([silent.email, halfway.email])
    assert "24 mars 2027" in subject(inbox[0])
    [line] = queries.public_log(round_.id)
    assert line.title["en"] == "The last day to answer is now Wednesday 24 March 2027"
    assert line.text == BECAUSE
    assert line.told_at is not None


def test_what_was_decided_on_an_old_page_is_not_done_again(round_, staff):
    with at(date(2027, 3, 1)):
        first = decide(round_, date(2027, 3, 24))
        assert service.put_off(round_, first, staff)
        assert not service.put_off(round_, first, staff)
        outdated = Decision(BECAUSE, DEADLINE.isoformat())
        assert not service.give_a_day(round_, outdated, staff)
    assert round_.deadline == date(2027, 3, 24)
    assert len(session.scalars(select(Notice)).all()) == 1


@pytest.mark.parametrize("day", [DEADLINE, date(2027, 3, 9), date(2027, 2, 1)])
def test_an_earlier_day_is_refused(round_, staff, day):
    with at(date(2027, 3, 1)), pytest.raises(DomainError):
        service.put_off(round_, decide(round_, day), staff)


@pytest.mark.parametrize(
    ("moment", "becomes"),
    [
        ((date(2027, 3, 5), 12, 0), date(2027, 3, 11)),  # the time has not run out
        ((date(2027, 3, 10), 23, 50), date(2027, 3, 11)),
        ((date(2027, 3, 11), 0, 1), date(2027, 3, 12)),  # the clock has closed it
        ((date(2027, 3, 13), 9, 0), date(2027, 3, 14)),
        ((date(2027, 3, 27), 23, 0), date(2027, 3, 28)),  # the night has 23 hours
    ],
)
def test_24_hours_more_leave_at_least_24_hours_on_the_wall(round_, staff, moment, becomes):
    with at(*moment):
        assert service.give_a_day(round_, decide(round_), staff)
        assert round_.deadline == becomes
        assert round_.state(clock.now()) is RoundState.OPEN


def test_24_hours_more_move_the_later_days_of_single_bodies_too(round_, staff):
    later = InvitationFactory(round=round_, deadline=date(2027, 4, 1))
    passed = InvitationFactory(round=round_, deadline=date(2027, 3, 2))
    with at(date(2027, 3, 10)):
        service.give_a_day(round_, decide(round_), staff)
    assert later.deadline == date(2027, 4, 2)
    assert policy.last_day(round_, passed) == date(2027, 3, 11)


def test_what_came_in_after_the_former_day_counts_as_in_time_after_it_is_moved(round_, staff):
    night = datetime(2027, 3, 11, 1, tzinfo=STOCKHOLM)
    body = InvitationFactory(
        round=round_, answered_as="answer", answered_at=night, answered_late=True
    )
    weeks = InvitationFactory(
        round=round_,
        answered_as="answer",
        answered_at=night + timedelta(days=7),
        answered_late=True,
    )
    with at(date(2027, 3, 11)):
        service.give_a_day(round_, decide(round_), staff)
    assert not body.answered_late
    assert weeks.answered_late


def test_the_clock_closes_the_round_again_at_the_new_last_day(round_, staff):
    with at(date(2027, 3, 11)):
        service.sweep()
        assert round_.closed_at is not None
        service.give_a_day(round_, decide(round_), staff)
    with at(date(2027, 3, 12), 23, 59):
        assert round_.state(clock.now()) is RoundState.OPEN
    with at(date(2027, 3, 13), 0, 0):
        assert round_.state(clock.now()) is RoundState.CLOSED


def test_a_round_closed_early_can_be_opened_again_with_its_own_last_day(round_, staff):
    with at(date(2027, 3, 1)):
        service.close(round_, staff)
        assert service.reopen(round_, decide(round_, DEADLINE), staff)
        assert round_.state(clock.now()) is RoundState.OPEN
        assert round_.deadline == DEADLINE
        assert round_.first_deadline is None
        assert not service.reopen(round_, decide(round_, DEADLINE), staff)


def test_a_reported_round_cannot_be_opened_again(round_, staff):
    round_.closed_at = round_.reported_at = clock.now()
    with pytest.raises(ConflictError):
        service.reopen(round_, decide(round_, date(2037, 1, 1)), staff)


def test_the_page_gives_everyone_24_hours_with_one_button(officer, work_off, inbox):
    open_ = RoundFactory()
    InvitationFactory(round=open_)
    former = open_.deadline
    officer.get(f"/rounds/{open_.id}/longer")
    assert "One e-mail leaves" in officer.text()
    sent = fields(officer.page.select_one("form[action$='a-day-more']"))
    sent["outage_sv"] = "Avbrott."
    officer.submit("Give everyone 24 hours more")
    session.expire_all()
    assert open_.deadline == former + timedelta(days=1)
    officer.post(f"/rounds/{open_.id}/a-day-more", sent)
    session.expire_all()
    assert open_.deadline == former + timedelta(days=1)
    assert "changed already" in officer.text(".y-alert")
    work_off()
    assert len(inbox) == 1


def test_the_page_of_a_round_that_was_closed_early_says_when_it_was(officer):
    open_ = RoundFactory()
    officer.get(f"/rounds/{open_.id}/longer")
    assert "closed early" not in officer.text(".y-page-header")
    open_.closed_at = clock.now()
    session.commit()
    officer.get(f"/rounds/{open_.id}/longer")
    assert "closed early, on" in officer.text(".y-page-header")
    with spoken("en"):
        last = show_date(open_.deadline, "EEEE d MMMM y")
    assert f"would have been {last}" in officer.text(".y-page-header")


def test_the_page_previews_the_e_mail_and_keeps_what_was_typed(officer):
    open_ = RoundFactory()
    InvitationFactory(round=open_, language="en")
    day = (open_.deadline + timedelta(days=14)).isoformat()
    officer.get(f"/rounds/{open_.id}/longer")
    typed = {"day": day, "reason_sv": "Därför", "reason_en": "Because of holidays"}
    officer.submit("Preview the e-mail", **typed)
    assert "Because of holidays" in officer.text("#mails")
    assert officer.page.select_one("#reason_sv").get_text(strip=True) == "Därför"
    assert session.scalars(select(Notice)).all() == []


def test_a_day_that_has_passed_is_refused_in_words_and_loses_nothing(officer):
    open_ = RoundFactory()
    officer.get(f"/rounds/{open_.id}/longer")
    answer = officer.submit("Put off the last day", day="2020-01-01", reason_sv="Därför")
    assert answer.status_code == 422
    assert "after the present last day" in officer.text("#day-error")
    assert officer.page.select_one("#reason_sv").get_text(strip=True) == "Därför"


def test_those_who_are_chosen_get_more_time_and_are_told(officer, work_off, inbox):
    open_ = RoundFactory()
    bodies = InvitationFactory.create_batch(3, round=open_)
    InvitationFactory(round=open_, name="Svarade", answered_as="answer")
    day = open_.deadline + timedelta(days=10)
    officer.get(f"/rounds/{open_.id}/longer/some")
    assert "Svarade" not in officer.text("main")
    chosen = [str(each.id) for each in bodies[:2]]
    form = {"body": chosen, "day": day.isoformat(), "answer": "Varsågoda."}
    officer.post(f"/rounds/{open_.id}/longer/some", form)
    session.expire_all()
    assert [each.deadline for each in bodies] == [day, day, None]
    work_off()
    assert len(inbox) == 2
    assert "Varsågoda." in words(inbox[0])


def test_nobody_chosen_is_said_at_the_list(officer):
    open_ = RoundFactory()
    InvitationFactory(round=open_)
    officer.get(f"/rounds/{open_.id}/longer/some")
    answer = officer.submit("Give them more time", day="2031-01-01")
    assert answer.status_code == 422
    assert "Choose at least one body" in officer.text(".y-error-summary")


@pytest.fixture
def writer(client):
    """An invited body's browser, and its invitation."""
    invitation = InvitationFactory(name="Umeå kommun")
    person = accounts.participant(invitation.email, language="sv")
    space = OwnSpaceFactory(invitation=invitation, participant=None)

    MemberFactory(organisation=space.organisation, participant=person)
    sign_in(client, person)
    return client, invitation


def test_a_body_asks_for_more_time_and_the_officer_grants_another_day(
    writer, officer, work_off, inbox
):
    client, invitation = writer
    round_ = invitation.round
    wanted, given = round_.deadline + timedelta(days=20), round_.deadline + timedelta(days=15)
    client.get(f"/rounds/{round_.id}/more-time")
    client.submit("Skicka förfrågan", day=wanted.isoformat(), reason="Nämnden möts den 20:e.")
    assert "begäran är skickad" in client.text()
    work_off()
    assert [m["To"] for m in inbox] == [round_.consultation.contact_email]
    assert "Umeå kommun" in subject(inbox[0])
    officer.get(f"/rounds/{round_.id}/extensions")
    officer.get(officer.page.select_one("#extensions a.ds-button")["href"])
    assert "Nämnden möts" in officer.text()
    officer.submit(
        "Decide, and tell the body", decision="grant", day=given.isoformat(), answer="Gärna."
    )
    session.expire_all()
    assert invitation.deadline == given
    work_off()
    [answer] = inbox[1:]
    assert answer["To"] == invitation.email
    assert "Gärna." in words(answer)
    client.get(f"/rounds/{round_.id}/more-time")
    assert "Ni fick till" in client.text()


def test_a_no_needs_a_reason_and_changes_no_day(writer, officer, work_off, inbox):
    client, invitation = writer
    round_ = invitation.round
    wanted = (round_.deadline + timedelta(days=20)).isoformat()
    client.post(f"/rounds/{round_.id}/more-time", {"day": wanted, "reason": "Semester"})
    asked = session.scalars(select(Extension)).one()
    page = f"/rounds/{round_.id}/extensions/{asked.id}"
    officer.get(page)
    assert officer.submit("Decide, and tell the body", decision="deny").status_code == 422
    assert "Say why the day stands" in officer.text("#answer-error")
    officer.submit("Decide, and tell the body", decision="deny", answer="Nämnden väntar.")
    session.expire_all()
    assert invitation.deadline is None
    assert asked.granted_day is None
    work_off()
    assert "Nämnden väntar." in words(inbox[-1])
    assert officer.get(page).status_code == 404


def test_asked_again_before_a_decision_it_is_one_request(writer):
    client, invitation = writer
    round_ = invitation.round
    for days in (10, 20):
        day = (round_.deadline + timedelta(days=days)).isoformat()
        client.post(f"/rounds/{round_.id}/more-time", {"day": day, "reason": "Nämnd"})
    asked = session.scalars(select(Extension)).one()
    assert asked.asked_day == round_.deadline + timedelta(days=20)


def test_another_round_s_request_is_not_found_through_this_one(officer):
    invitation = InvitationFactory()
    asked = Extension(invitation=invitation, former_day=DEADLINE, asked_day=date(2031, 1, 1))
    session.add(asked)
    session.flush()
    other = RoundFactory()
    assert officer.get(f"/rounds/{other.id}/extensions/{asked.id}").status_code == 404
