"""A call to a meeting as mail programs take it (RFC 6047): among the words, and as a file."""

from datetime import datetime, timedelta
from email.message import Message

import pytest
import time_machine
from icalendar import Calendar

from tests.webapp.rounds.test_meetings import facts, meeting, round_
from webapp.core.clock import STOCKHOLM
from webapp.rounds import emails, entries, service

__all__ = ["meeting", "round_"]

LATER = datetime(2027, 2, 14, 9, 2, 11, tzinfo=STOCKHOLM)


def forms_of(message: Message) -> list[Message]:
    """The forms that a mail program chooses among."""
    words = next(each for each in message.walk() if each.is_multipart() and each is not message)
    assert words.get_content_type() == "multipart/alternative"
    return list(words.get_payload())


def call_of(message: Message) -> Message:
    """The last form: the one that a program which knows calendars shows (RFC 2046, 5.1.4)."""
    return forms_of(message)[-1]


@pytest.fixture
def told(meeting, staff, work_off, inbox):
    """A function that tells of the meeting as it is; returns the first body's message."""

    def tell() -> Message:
        before = len(inbox)
        service.tell_of_meeting(meeting, staff)
        work_off()
        return inbox[before]

    return tell


def test_a_call_is_a_form_of_the_message_and_a_file_beside_it(told):
    message = told()
    kinds = [each.get_content_type() for each in forms_of(message)]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    call = call_of(message)
    assert call.get_param("method") == "REQUEST"
    assert call.get_content_charset() == "utf-8"
    assert call.get_filename() is None
    [file] = [each for each in message.walk() if each.get_filename()]
    assert (file.get_filename(), file.get_content_type()) == ("kalender.ics", "application/ics")
    assert file.get_payload(decode=True) == call.get_payload(decode=True)


def test_a_call_names_who_calls_and_who_is_called(told, round_):
    message = told()
    [event] = Calendar.from_ical(call_of(message).get_payload(decode=True)).walk("VEVENT")
    assert str(event["ORGANIZER"]) == f"mailto:{round_.consultation.contact_email}"
    assert str(event["ATTENDEE"]) == f"mailto:{message['To']}"


def test_a_cancelled_meeting_is_called_off_in_the_same_way(told, meeting, staff, work_off, inbox):
    told()
    with time_machine.travel(LATER, tick=False):
        service.cancel_meeting(meeting, "Snöstorm", staff)
        work_off()
    call = call_of(inbox[-1])
    calendar = Calendar.from_ical(call.get_payload(decode=True))
    assert call.get_param("method") == calendar["METHOD"] == "CANCEL"
    assert calendar.walk("VEVENT")[0]["DTSTAMP"].dt == LATER


def test_the_file_says_when_the_meeting_was_truly_changed(told, meeting, staff):
    told()
    assert entries.of_meeting(meeting).stamp == meeting.changed_at
    with time_machine.travel(LATER, tick=False):
        service.change_meeting(meeting, facts(round_id=meeting.round_id, place="Malå"), staff)
    with time_machine.travel(LATER + timedelta(hours=3), tick=False):
        message = told()
    [event] = Calendar.from_ical(call_of(message).get_payload(decode=True)).walk("VEVENT")
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == LATER


def test_what_was_said_at_a_meeting_changes_nothing_in_calendars(meeting, staff):
    before = entries.of_meeting(meeting)
    with time_machine.travel(LATER, tick=False):
        service.document_meeting(meeting, {"sv": "Vi sa."}, "", staff)
    assert entries.of_meeting(meeting) == before


def test_the_last_day_to_answer_calls_nobody_and_stays_a_file(round_, work_off, inbox):
    emails.send(round_.invitations[0])
    work_off()
    assert [each.get_content_type() for each in forms_of(inbox[0])] == ["text/plain", "text/html"]
    [file] = [each for each in inbox[0].walk() if each.get_content_type() == "text/calendar"]
    assert (file.get_filename(), file.get_param("method")) == ("kalender.ics", "PUBLISH")
