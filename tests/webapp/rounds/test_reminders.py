"""Reminders: each on its day, once, to those whom it then concerns."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.factories.organisations import OrganisationFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.steps import sign_in
from tests.webapp.rounds.mail import subject, words
from webapp.core.clock import STOCKHOLM
from webapp.core.database import session
from webapp.notifications.hours import Hours
from webapp.notifications.models import Email, EmailStatus, Occasion
from webapp.organisations.models import Contact
from webapp.rounds import holidays, queries, reminders, service
from webapp.rounds.models import ReminderRun, RunStatus
from webapp.rounds.reminders import OCCASIONS, Reminder

LAST_DAY = date(2027, 4, 21)  # a Wednesday
WEEK_BEFORE = date(2027, 4, 14)
OPENED = datetime(2027, 1, 20, 9, tzinfo=STOCKHOLM)


def at(day, hour=8, minute=0):
    return time_machine.travel(datetime.combine(day, time(hour, minute), STOCKHOLM), tick=False)


@pytest.fixture
def round_():
    """A round open from 20 January to 21 April 2027."""
    return RoundFactory(deadline=LAST_DAY, opened_at=OPENED)


def body(round_, **more):
    """A body whose invitation was sent when the round opened, and opened."""
    made = InvitationFactory(round=round_, **{"opened_at": OPENED, **more})
    sent(made, OPENED)
    return made


def sent(invitation, moment, status=EmailStatus.SENT):
    session.add(
        Email(
            occasion=Occasion.INVITATION,
            about=invitation.id,
            address=invitation.email,
            status=status,
            sent_at=moment,
            next_attempt_at=moment,
        )
    )
    session.flush()


def told(kind):
    found = select(Email.concerns).where(Email.occasion == OCCASIONS[kind])
    return set(session.scalars(found))


def runs():
    session.expire_all()
    found = session.scalars(select(ReminderRun).order_by(ReminderRun.day))
    return [(run.kind, run.day, run.status, run.written) for run in found]


@given(st.sampled_from(list(Reminder)), st.dates(date(2025, 1, 1), date(2040, 12, 31)))
def test_every_reminder_leaves_on_a_working_day_and_is_found_on_it(kind, since):
    day = reminders.day_of(kind, since)
    assert holidays.is_working_day(day)
    assert since in reminders.counted_from(kind, day)


@pytest.mark.parametrize(
    ("kind", "since", "day"),
    [
        (Reminder.FOUR_WEEKS, LAST_DAY, date(2027, 3, 24)),
        (Reminder.ONE_WEEK, LAST_DAY, WEEK_BEFORE),
        (Reminder.LAST_DAY, LAST_DAY, LAST_DAY),
        (Reminder.LAST_DAY, date(2027, 4, 25), date(2027, 4, 23)),  # a Sunday
        (Reminder.LAST_DAY, date(2027, 3, 29), date(2027, 3, 25)),  # Easter Monday
        (Reminder.STILL_CAN, date(2027, 4, 30), date(2027, 5, 3)),  # a Friday
        (Reminder.NOT_OPENED, date(2027, 1, 20), date(2027, 1, 27)),
        (Reminder.UNPUBLISHED, LAST_DAY, date(2027, 7, 14)),
    ],
)
def test_the_day_of_each(kind, since, day):
    assert reminders.day_of(kind, since) == day


def test_one_week_before_only_who_has_not_answered_is_reminded_and_once(round_, work_off, inbox):
    silent, begun = body(round_), body(round_, started_at=OPENED)
    body(round_, answered_as="answer")
    body(round_, answered_as="abstain")
    with at(WEEK_BEFORE, 7, 59):
        service.remind()
        work_off()
        assert inbox == []
    with at(WEEK_BEFORE):
        for _turn in range(3):
            service.remind()
            work_off()
    assert told(Reminder.ONE_WEEK) == {silent.id, begun.id}
    assert len(inbox) == 2
    assert runs() == [("one_week", WEEK_BEFORE, RunStatus.DONE, 2)]
    assert "Svara inom en vecka" in subject(inbox[0])
    assert sum("Ni har börjat på ett svar" in words(each) for each in inbox) == 1


@pytest.mark.parametrize("day", [date(2027, 3, 29), date(2027, 11, 1)])
def test_eight_in_the_morning_is_eight_on_the_wall_when_the_clocks_have_changed(day):
    before, moment = day - timedelta(days=3), Hours().moment_of(day)
    assert moment.astimezone(STOCKHOLM).time() == time(8)
    hours = (moment.timestamp() - Hours().moment_of(before).timestamp()) / 3600
    assert hours == 72 + (-1 if day.month == 3 else 1)


def test_a_body_with_a_day_of_its_own_is_reminded_before_that_day(round_, work_off):
    longer = body(round_, deadline=LAST_DAY + timedelta(days=14))
    common = body(round_)
    with at(WEEK_BEFORE):
        service.remind()
        work_off()
    assert told(Reminder.ONE_WEEK) == {common.id}
    with at(WEEK_BEFORE + timedelta(days=14)):
        service.remind()
        work_off()
    assert told(Reminder.ONE_WEEK) == {common.id, longer.id}


def test_when_the_last_day_is_put_off_the_reminder_comes_again(round_, staff, work_off):
    body(round_)
    with at(WEEK_BEFORE):
        service.remind()
        work_off()
    round_.deadline = LAST_DAY + timedelta(days=14)
    with at(WEEK_BEFORE + timedelta(days=14)):
        service.remind()
        work_off()
    assert [kind for kind, *_rest in runs()] == ["one_week", "one_week"]


def test_a_clock_that_stood_still_for_a_day_is_caught_up_with_once(round_, work_off, inbox):
    body(round_)
    with at(WEEK_BEFORE + timedelta(days=1), 9):
        service.remind()
        service.remind()
        work_off()
    assert runs() == [("one_week", WEEK_BEFORE, RunStatus.DONE, 1)]
    assert len(inbox) == 1


def test_what_is_older_than_a_day_and_a_half_never_leaves(round_, work_off, inbox):
    body(round_)
    with at(WEEK_BEFORE + timedelta(days=2), 9):
        service.remind()
        work_off()
    assert runs() == [("one_week", WEEK_BEFORE, RunStatus.STALE, 0)]
    assert inbox == []


def test_a_run_that_is_taken_up_too_late_is_left_out(round_, inbox, work_off):
    body(round_)
    with at(WEEK_BEFORE):
        service.remind()
    with at(WEEK_BEFORE + timedelta(days=3)):
        work_off()
    assert runs() == [("one_week", WEEK_BEFORE, RunStatus.STALE, 0)]


def test_a_reminder_of_the_last_day_does_not_leave_when_that_day_is_over(round_, work_off, inbox):
    body(round_)
    with at(LAST_DAY + timedelta(days=1), 9):
        service.remind()
        work_off()
    assert told(Reminder.LAST_DAY) == set()
    assert len(told(Reminder.STILL_CAN)) == 1
    assert "går fortfarande att svara" in words(inbox[0]) or "fortfarande svara" in words(inbox[0])


def test_a_body_gets_one_reminder_a_day(round_, work_off, inbox):
    """Its invitation was sent late and is not opened, and its last day is in a week."""
    late = InvitationFactory(round=round_)
    sent(late, datetime.combine(WEEK_BEFORE - timedelta(days=7), time(9), STOCKHOLM))
    with at(WEEK_BEFORE):
        service.remind()
        work_off()
        service.remind()
        work_off()
    assert len(inbox) == 1


def test_what_was_not_opened_goes_to_the_other_contact(round_, work_off, inbox):
    organisation = OrganisationFactory()
    session.add(Contact(organisation=organisation, email="anna@a.example", name="Anna"))
    unopened = InvitationFactory(round=round_, organisation=organisation)
    sent(unopened, OPENED)
    body(round_)
    with at(date(2027, 1, 27)):
        service.remind()
        work_off()
    assert [message["To"] for message in inbox] == ["anna@a.example"]
    assert unopened.email in words(inbox[0])


def test_an_address_that_does_not_work_is_not_written_to(round_, work_off, inbox):
    lost = InvitationFactory(round=round_)
    sent(lost, OPENED, EmailStatus.FAILED)
    with at(WEEK_BEFORE):
        service.remind()
        work_off()
    assert inbox == []


def test_who_answered_is_thanked_when_the_round_has_closed(round_, work_off, inbox):
    body(round_, answered_as="answer")
    with at(LAST_DAY):
        service.remind()
        work_off()
        assert inbox == []
    with at(LAST_DAY + timedelta(days=1)):
        service.remind()
        work_off()
    assert [subject(each).split(",")[0] for each in inbox] == ["Se vad som händer nu"]


def test_the_contact_person_is_told_when_nothing_is_published_in_twelve_weeks(
    round_, work_off, inbox
):
    with at(date(2027, 7, 14)):
        service.remind()
        work_off()
    assert [each["To"] for each in inbox] == [round_.consultation.contact_email]


def test_a_reported_round_reminds_of_nothing(round_, work_off, inbox):
    body(round_)
    round_.reported_at = OPENED
    with at(LAST_DAY + timedelta(days=1)):
        service.remind()
        work_off()
    assert runs() == []


def test_nobody_is_reminded_just_after_the_opening(work_off, inbox):
    short = RoundFactory(deadline=date(2027, 1, 28), opened_at=OPENED)
    body(short)
    with at(date(2027, 1, 21)):
        service.remind()
        work_off()
    assert inbox == []


def test_a_worker_that_dies_half_way_leaves_nothing_out_and_sends_nothing_twice(
    round_, monkeypatch, work_off, inbox
):
    bodies = [body(round_) for _each in range(5)]
    monkeypatch.setattr(service.reminders.emails, "BATCH", 2)
    with at(WEEK_BEFORE):
        service.remind()
        run = session.scalars(select(ReminderRun)).one()
        service.remind_some(run.id)  # and then the worker dies
        work_off()
    with at(WEEK_BEFORE, 8, 11):
        service.remind()
        work_off()
    assert told(Reminder.ONE_WEEK) == {each.id for each in bodies}
    assert len(inbox) == 5
    assert runs()[0][2:] == (RunStatus.DONE, 5)


def test_what_is_turned_off_does_not_leave_and_says_so(signed_in, round_, work_off, inbox):
    body(round_)
    with at(date(2027, 4, 1)):
        officer = signed_in()
        officer.get(f"/rounds/{round_.id}/letters")
        officer.post(f"/rounds/{round_.id}/letters/one_week/switch", {"on": ""})
        assert "Turned off" in officer.text("#coming-table")
    with at(WEEK_BEFORE):
        service.remind()
        work_off()
    assert inbox == []
    assert [run[2] for run in runs()] == [RunStatus.OFF]


def test_the_page_says_what_is_to_come_to_whom_and_in_which_words(signed_in, round_):
    asked = body(round_, name="Umeå kommun")
    with at(date(2027, 3, 1)):
        officer = signed_in()
        officer.get(f"/rounds/{round_.id}/letters")
        rows = [
            row.get_text(" ", strip=True) for row in officer.page.select("#coming-table tbody tr")
        ]
        assert [row.split(" Four")[0].split(" One")[0] for row in rows][:2] == [
            "Wednesday 24 March 2027",
            "Wednesday 14 April 2027",
        ]
        officer.get(f"/rounds/{round_.id}/letters/one_week")
        assert officer.page.select_one(f"a[href='/invitations/{asked.id}']")
        assert "Svara inom en vecka" in officer.text("main")


def test_the_introduction_comes_first_in_the_e_mail(signed_in, round_, work_off, inbox):
    body(round_)
    body(round_, language="en")
    with at(date(2027, 4, 1)):
        officer = signed_in()
        officer.get(f"/rounds/{round_.id}/letters/one_week")
        officer.submit(
            "Save the introduction", intro_sv="Vi har <b>flyttat</b>.", intro_en="Hello!"
        )
    with at(WEEK_BEFORE):
        service.remind()
        work_off()
    assert {"Vi har <b>flyttat</b>." in words(each) for each in inbox} == {True, False}
    html = [
        part for each in inbox for part in each.walk() if part.get_content_type() == "text/html"
    ]
    assert any("&lt;b&gt;flyttat" in part.get_payload(decode=True).decode() for part in html)


def test_a_run_that_waits_is_asked_for_in_each_sweep(round_):
    body(round_)
    with at(WEEK_BEFORE):
        service.remind()
    assert queries.lost_runs(OPENED) == [session.scalars(select(ReminderRun.id)).one()]


def test_reminders_leave_at_the_installation_s_hour(round_, app, monkeypatch, client, staff):
    body(round_)
    monkeypatch.setitem(app.config, "MAIL_HOURS", Hours.of("09:15", "07:30", "20:00-07:00"))
    with at(WEEK_BEFORE, 9, 14):
        service.remind()
        assert runs() == []
        sign_in(client, staff)
        client.get(f"/rounds/{round_.id}/letters")
        assert "09:15" in client.text("main")
    with at(WEEK_BEFORE, 9, 15):
        service.remind()
    assert [run[:2] for run in runs()] == [("one_week", WEEK_BEFORE)]
