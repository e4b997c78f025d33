"""What people choose to be told of, unsubscribing with one press, and digests."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests.factories.accounts import UserFactory
from tests.factories.rounds import ConsultationFactory, InvitationFactory, RoundFactory
from tests.webapp.responses.steps import sign_in
from webapp.core import access
from webapp.core.access import Role
from webapp.core.clock import STOCKHOLM
from webapp.core.database import session
from webapp.notifications import queries, service
from webapp.notifications.hours import Hours
from webapp.notifications.models import Email, Frequency, Occasion
from webapp.notifications.service import Letter
from webapp.notifications.topics import Topic
from webapp.rounds import emails as emails_of_rounds
from webapp.rounds import service as rounds

HANNA = "hanna@region.example"
MONDAY = datetime(2027, 3, 1, 8, tzinfo=STOCKHOLM)


@pytest.fixture
def officer(database):
    return UserFactory(email=HANNA, roles=[Role.CASE_OFFICER], language="en")


def inform(reference):
    line = {"id": str(UserFactory().id), "reference": reference, "sender": "A", "title": "T"}
    line |= {"form": "answer", "preliminary": False, "late": False, "came_in": "nu"}
    service.inform(
        Letter(Occasion.NEW_RESPONSE, UserFactory().id, HANNA, params=line),
        topic=Topic.NEW_RESPONSES,
        digest=Occasion.NEW_RESPONSES,
        line=line,
    )
    session.flush()


def emails(occasion):
    return session.scalars(select(Email).where(Email.occasion == occasion)).all()


def token(topic=Topic.NEW_RESPONSES, address=HANNA):
    return access.sign("unsubscribe", f"{topic}:{address}")


def test_who_has_chosen_nothing_gets_each(officer):
    inform("1")
    inform("2")
    assert len(emails(Occasion.NEW_RESPONSE)) == 2


def test_a_digest_gathers_until_the_next_working_morning(officer, work_off, inbox):
    service.choose(HANNA, Topic.NEW_RESPONSES, Frequency.DIGEST)
    friday = datetime(2027, 3, 5, 15, tzinfo=STOCKHOLM)
    with time_machine.travel(friday, tick=False):
        inform("1")
        inform("2")
        work_off()
        assert inbox == []
    [digest] = emails(Occasion.NEW_RESPONSES)
    assert [line["reference"] for line in digest.params["lines"]] == ["1", "2"]
    assert digest.next_attempt_at == datetime(2027, 3, 8, 7, 30, tzinfo=STOCKHOLM)
    with time_machine.travel(digest.next_attempt_at + timedelta(seconds=1), tick=False):
        service.sweep()
        work_off()
    assert len(inbox) == 1


def test_none_is_none(officer):
    service.choose(HANNA.upper(), Topic.NEW_RESPONSES, Frequency.NONE)
    inform("1")
    assert emails(Occasion.NEW_RESPONSE) == []
    assert emails(Occasion.NEW_RESPONSES) == []


def test_the_page_shows_and_saves_what_is_chosen(client, officer):
    sign_in(client, officer)
    client.get("/account")
    client.get("/account/emails")
    assert client.page.select_one("#new_responses-0").has_attr("checked")
    client.submit("Save", new_responses="digest", weekly_status="none")
    saved = queries.preferences(HANNA)
    assert saved[Topic.NEW_RESPONSES] is Frequency.DIGEST
    assert saved[Topic.WEEKLY_STATUS] is Frequency.NONE


def test_opening_the_link_changes_nothing_and_one_press_unsubscribes(client, officer):
    address = f"/unsubscribe/{token()}"
    client.get(address)
    client.head(address)
    assert queries.frequency(HANNA, Topic.NEW_RESPONSES) is Frequency.EACH
    client.submit("Skicka inga fler sådana")
    assert queries.frequency(HANNA, Topic.NEW_RESPONSES) is Frequency.NONE
    assert f"{HANNA} får inga fler" in client.text("main")


def test_a_mail_program_s_press_needs_no_page_before_it(app, client, officer):
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        pressed = {"List-Unsubscribe": "One-Click"}
        answer = client.press(f"/unsubscribe/{token(Topic.WEEKLY_STATUS)}", pressed)
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert answer.status_code == 200
    assert queries.frequency(HANNA, Topic.WEEKLY_STATUS) is Frequency.NONE


@pytest.mark.parametrize("forged", ["x", "new_responses:someone@else.example"])
def test_nobody_else_is_unsubscribed_by_a_made_up_link(client, officer, forged):
    assert client.get(f"/unsubscribe/{forged}").status_code == 404
    assert client.post(f"/unsubscribe/{access.sign('other', forged)}").status_code == 404


def test_only_what_one_can_do_without_says_how_to_unsubscribe(officer, work_off, inbox):
    inform("1")
    emails_of_rounds.send(InvitationFactory())
    work_off()
    subscribed, invited = sorted(inbox, key=lambda each: each["To"] != HANNA)
    assert subscribed["List-Unsubscribe"].startswith("<http")
    assert subscribed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/unsubscribe/" in subscribed.as_string()
    assert invited["List-Unsubscribe"] is None
    assert "/unsubscribe/" not in invited.as_string()


def test_each_monday_once_whoever_runs_open_rounds_is_told_how_they_stand(officer, work_off, inbox):
    case = ConsultationFactory(owner_id=officer.id)
    round_ = RoundFactory(
        consultation=case,
        opened_at=MONDAY - timedelta(days=40),
        deadline=(MONDAY + timedelta(days=21)).date(),
    )
    InvitationFactory(round=round_, answered_as="answer")
    InvitationFactory(round=round_)
    with time_machine.travel(MONDAY, tick=False):
        rounds.remind()
        rounds.remind()
        work_off()
    [status] = emails(Occasion.WEEKLY_STATUS)
    [line] = status.params["rounds"]
    assert (line["invited"], line["answered"], line["days"]) == (2, 1, 21)
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        rounds.remind()
    with time_machine.travel(MONDAY + timedelta(days=7), tick=False):
        rounds.remind()
    assert len(emails(Occasion.WEEKLY_STATUS)) == 2


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        ("2027-03-01T06:59", True),
        ("2027-03-01T07:00", False),
        ("2027-03-01T19:59", False),
        ("2027-03-01T20:00", True),
        ("2027-03-06T12:00", True),
    ],
)
def test_at_night_and_at_weekends_nothing_leaves_by_itself(moment, quiet):
    assert Hours().is_quiet(datetime.fromisoformat(moment).replace(tzinfo=STOCKHOLM)) is quiet


def test_the_hours_are_the_installation_s_own():
    hours = Hours.of("06:30", "06:00", "22:15-06:00")
    moment = datetime(2027, 3, 1, 6, 15, tzinfo=STOCKHOLM)
    assert not hours.is_quiet(moment)
    assert hours.next_digest(moment) == datetime(2027, 3, 2, 6, tzinfo=STOCKHOLM)
    assert hours.moment_of(date(2027, 3, 1)) == datetime(2027, 3, 1, 6, 30, tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("reminders", "quiet"),
    [("klockan åtta", "20-07"), ("08:00", ""), ("06:00", "20:00-07:00"), ("20:00", "20:00-07:00")],
)
def test_hours_at_which_nothing_would_leave_are_refused(reminders, quiet):
    with pytest.raises(ValueError, match=r"time|isoformat|Reminders"):
        Hours.of(reminders, "07:30", quiet)
