"""Meetings: planned, told of, changed and cancelled, with files that calendars take."""

import uuid
from datetime import UTC, date, datetime, timedelta
from email.message import Message

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar
from sqlalchemy import select

from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.rounds.mail import subject, words
from webapp.core import access
from webapp.core.clock import STOCKHOLM
from webapp.core.database import session
from webapp.core.errors import ConflictError
from webapp.notifications import calendars
from webapp.notifications.calendars import Entry
from webapp.notifications.models import Email, Occasion
from webapp.rounds import emails, films, queries, service
from webapp.rounds.models import Meeting, MeetingKind
from webapp.rounds.service import MeetingFacts

STARTS = datetime(2100, 3, 31, 13, tzinfo=STOCKHOLM)
HOSTS = ("www.youtube-nocookie.com", "player.vimeo.com", "play.region.example")
FORM = {
    "kind": "conference",
    "title_sv": "Dialogkonferens",
    "starts_at": "2100-03-31T13:00",
    "ends_at": "2100-03-31T16:00",
    "place": "Umeå Folkets hus",
}


def facts(**more):
    plain = {
        "kind": MeetingKind.CONFERENCE,
        "title": {"sv": "Dialogkonferens", "en": "Dialogue conference"},
        "starts_at": STARTS,
        "ends_at": STARTS + timedelta(hours=3),
        "place": "Umeå",
    }
    return MeetingFacts(**{**plain, **more})


@pytest.fixture
def round_():
    """An open round with two bodies, one that reads English."""
    made = RoundFactory()
    InvitationFactory(round=made)
    InvitationFactory(round=made, language="en")
    return made


@pytest.fixture
def meeting(round_, staff):
    """A meeting for the bodies of the round."""
    case = round_.consultation
    return service.add_meeting(case, facts(round_id=round_.id), staff, key=uuid.uuid4())


def calendar_of(message: Message) -> Calendar:
    part = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    assert part.get_param("method") == Calendar.from_ical(part.get_payload(decode=True))["METHOD"]
    return Calendar.from_ical(part.get_payload(decode=True))


def event_of(message: Message):
    [event] = calendar_of(message).walk("VEVENT")
    return event


def test_a_meeting_is_planned_and_nobody_is_told_until_staff_say_so(
    officer, round_, work_off, inbox
):
    case = round_.consultation
    officer.get(f"/consultations/{case.id}/meetings/new")
    officer.submit("Save the meeting", **FORM, round_id=str(round_.id))
    work_off()
    assert inbox == []
    assert "Nobody has been told" in officer.text("main")
    officer.get(officer.page.select_one("a[href$='/tell']")["href"])
    assert "2 e-mails leave" in officer.text("main")
    officer.submit("Send the e-mails")
    work_off()
    assert len(inbox) == 2
    event = event_of(inbox[0])
    assert event["DTSTART"].dt == STARTS
    assert str(event["ORGANIZER"]) == f"mailto:{case.contact_email}"
    officer.get(officer.path.removesuffix("/tell"))
    assert "told of the meeting as it is" in officer.text("main")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("ends_at", "2100-03-31T12:00", "end after it begins"),
        ("starts_at", "2100-03-28T02:30", "no such time"),
        ("place", "", "a link to join by"),
        ("link", "javascript:alert(1)", "https://"),
        ("title_sv", "", "title in Swedish"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_stays(officer, round_, field, value, said):
    officer.get(f"/consultations/{round_.consultation_id}/meetings/new")
    answer = officer.submit("Save the meeting", **FORM | {field: value})
    assert answer.status_code == 422
    assert said in officer.text(f"#{field}-error")
    assert officer.page.select_one("#title_sv")["value"] == (FORM | {field: value})["title_sv"]


def test_a_change_raises_the_sequence_and_keeps_the_identifier(meeting, staff, work_off, inbox):
    service.tell_of_meeting(meeting, staff)
    work_off()
    service.change_meeting(meeting, facts(round_id=meeting.round_id, place="Skellefteå"), staff)
    service.tell_of_meeting(meeting, staff)
    work_off()
    first, changed = event_of(inbox[0]), event_of(inbox[2])
    assert first["UID"] == changed["UID"]
    assert (first["SEQUENCE"], changed["SEQUENCE"]) == (0, 1)
    assert changed["LOCATION"] == "Skellefteå"
    with pytest.raises(ConflictError):
        service.tell_of_meeting(meeting, staff)


def test_a_cancelled_meeting_is_taken_out_of_calendars(meeting, staff, work_off, inbox):
    service.tell_of_meeting(meeting, staff)
    work_off()
    service.cancel_meeting(meeting, "Snöstorm", staff)
    work_off()
    gone = calendar_of(inbox[-1])
    assert gone["METHOD"] == "CANCEL"
    [event] = gone.walk("VEVENT")
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert "Snöstorm" in words(inbox[-1])
    with pytest.raises(ConflictError):
        service.change_meeting(meeting, facts(), staff)


def test_nobody_is_told_of_the_cancelling_of_what_nobody_knew(meeting, staff, work_off, inbox):
    service.cancel_meeting(meeting, "Fel dag", staff)
    work_off()
    assert inbox == []


def test_the_e_mails_can_be_broken_off_and_begun_again(meeting, staff, monkeypatch):
    monkeypatch.setattr(emails.meetings, "BATCH", 1)
    service.tell_of_meeting(meeting, staff)
    first = service.tell_some_of_meeting(meeting.id)
    service.tell_some_of_meeting(meeting.id)
    second = service.tell_some_of_meeting(meeting.id, after=first)
    assert service.tell_some_of_meeting(meeting.id, after=second) is None
    found = select(Email.id).where(Email.occasion == Occasion.MEETING_INVITED)
    assert len(session.scalars(found).all()) == 2
    assert queries.meetings_to_tell(datetime(2100, 1, 1, tzinfo=STOCKHOLM)) == []


def test_a_double_click_plans_one_meeting(officer, round_):
    sent = FORM | {"key": str(uuid.uuid4()), "round_id": ""}
    for _click in range(2):
        officer.post(f"/consultations/{round_.consultation_id}/meetings/new", sent)
    assert len(session.scalars(select(Meeting)).all()) == 1


def test_the_invitation_carries_the_last_day_for_the_calendar(round_, work_off, inbox):
    emails.send(round_.invitations[0])
    work_off()
    calendar = calendar_of(inbox[0])
    [event] = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "PUBLISH"
    assert event["DTSTART"].dt == round_.deadline
    assert event["DTEND"].dt == round_.deadline + timedelta(days=1)
    triggers = sorted(alarm["TRIGGER"].dt.days for alarm in event.walk("VALARM"))
    assert triggers == [-14, -3]


def test_when_the_last_day_is_put_off_the_sequence_rises(round_, client):
    before = feed(client, f"/rounds/{round_.id}/calendar.ics")[0]
    round_.first_deadline, round_.deadline = round_.deadline, round_.deadline + timedelta(days=9)
    after = feed(client, f"/rounds/{round_.id}/calendar.ics")[0]
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]


def feed(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.data).walk("VEVENT")


def test_the_round_s_feed_holds_its_last_day_and_public_meetings(round_, meeting, client, staff):
    assert len(feed(client, f"/rounds/{round_.id}/calendar.ics")) == 1
    public = facts(round_id=round_.id, is_public=True)
    service.change_meeting(meeting, public, staff)
    assert len(feed(client, f"/rounds/{round_.id}/calendar.ics")) == 2


def test_a_body_s_own_feed_holds_its_own_day_and_what_it_is_called_to(
    round_, meeting, client, staff, work_off
):
    body = round_.invitations[0]
    body.deadline = round_.deadline + timedelta(days=5)
    token = access.sign("calendar", f"{body.id}:{body.link_number}")
    assert len(feed(client, f"/calendar/{token}.ics")) == 1, "nobody is told of the meeting yet"
    service.tell_of_meeting(meeting, staff)
    work_off()
    deadline, called = feed(client, f"/calendar/{token}.ics")
    assert deadline["DTSTART"].dt == body.deadline
    assert called["UID"] == f"meeting-{meeting.id}@yttra"
    body.link_number += 1
    session.flush()
    assert client.get(f"/calendar/{token}.ics").status_code == 404
    assert client.get("/calendar/gissat.ics").status_code == 404


@given(st.integers(0, 12 * 365 * 24 * 60), st.integers(1, 10_000))
@example(452 * 24 * 60 + 60, 60)
@example(662 * 24 * 60 + 90, 60)
def test_a_second_reading_of_the_file_gives_the_same_moment(since, minutes):
    starts = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=since)
    ends = starts + timedelta(minutes=minutes)
    entry = Entry("a@b", 3, starts, starts, ends, "Möte; med, tecken\nåäö", "x" * 300)
    [event] = Calendar.from_ical(calendars.file([entry])).walk("VEVENT")
    assert event["DTSTART"].dt.timestamp() == starts.timestamp()
    assert event["DTEND"].dt.timestamp() == ends.timestamp()
    assert str(event["SUMMARY"]) == entry.summary
    assert Entry.of(entry.params()) == entry


@pytest.mark.parametrize(
    ("film", "player"),
    [
        (
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=4",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
        ),
        ("https://youtu.be/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://play.region.example/embed/7", "https://play.region.example/embed/7"),
        ("http://play.region.example/embed/7", None),
        ("https://play.region.example@evil.example/embed/7", None),
        ("https://player.vimeo.com/else", None),
        ("", None),
        ("https://evil.example/watch?v=dQw4w9WgXcQ", None),
        ('https://youtube.com/watch?v="><script>', None),
        ("https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ", None),
    ],
)
def test_only_known_players_are_shown(film, player):
    assert films.player(film, HOSTS) == player


def test_nothing_is_fetched_from_the_film_s_host_before_the_reader_says_so(client, meeting, staff):
    service.change_meeting(meeting, facts(is_public=True), staff)
    service.document_meeting(meeting, {"sv": "Vi sa."}, "https://youtu.be/dQw4w9WgXcQ", staff)
    answer = client.get(f"/c/meetings/{meeting.id}")
    assert not client.page.select("iframe")
    assert "youtube" not in answer.headers["Content-Security-Policy"]
    assert "Vi sa." in client.text("main")
    answer = client.submit("Visa filmen")
    assert client.page.select_one("iframe")["src"].startswith("https://www.youtube-nocookie.com/")
    assert "frame-src https://www.youtube-nocookie.com" in answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_a_link_to_the_film_shows_the_page_that_asks_first(client, meeting, staff):
    service.change_meeting(meeting, facts(is_public=True), staff)
    service.document_meeting(meeting, {}, "https://youtu.be/dQw4w9WgXcQ", staff)
    client.get(f"/c/meetings/{meeting.id}/film")
    assert client.path == f"/c/meetings/{meeting.id}"
    assert not client.page.select("iframe")


def test_a_host_that_the_settings_do_not_name_is_not_shown():
    assert films.player("https://youtu.be/dQw4w9WgXcQ", ("player.vimeo.com",)) is None


def test_a_meeting_for_the_invited_is_not_public(client, meeting):
    assert client.get(f"/c/meetings/{meeting.id}").status_code == 404
    assert client.get(f"/c/meetings/{meeting.id}.ics").status_code == 404


def test_the_e_mail_says_when_and_where_in_the_body_s_language(meeting, staff, work_off, inbox):
    service.tell_of_meeting(meeting, staff)
    work_off()
    english = next(each for each in inbox if "Come to a meeting" in subject(each))
    assert "Wednesday 31 March 2100" in subject(english)
    assert "Umeå" in words(english)
    assert date(2100, 3, 31) == STARTS.date()
