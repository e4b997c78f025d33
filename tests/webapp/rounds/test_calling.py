"""Who is told of a meeting that changes while, or after, people have been told of it."""

import uuid
from datetime import datetime, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select

from tests.factories.rounds import InvitationFactory, RoundFactory
from webapp.core import access, clock
from webapp.core.clock import STOCKHOLM
from webapp.core.database import session
from webapp.core.errors import ConflictError
from webapp.notifications.models import Email, Occasion
from webapp.rounds import queries, service
from webapp.rounds.models import MeetingKind
from webapp.rounds.service import MeetingFacts

STARTS = datetime(2100, 3, 31, 13, tzinfo=STOCKHOLM)


def facts(**more):
    plain = {"kind": MeetingKind.OTHER, "title": {"sv": "Möte"}, "place": "Umeå"}
    ends = STARTS + timedelta(hours=1)
    return MeetingFacts(**{**plain, "starts_at": STARTS, "ends_at": ends, **more})


@pytest.fixture
def round_():
    """An open round with two bodies."""
    made = RoundFactory()
    InvitationFactory.create_batch(2, round=made)
    return made


@pytest.fixture
def meeting(round_, staff):
    """A meeting for the bodies of every open round of the case."""
    return service.add_meeting(round_.consultation, facts(), staff, key=uuid.uuid4())


def addresses(occasion):
    return set(session.scalars(select(Email.address).where(Email.occasion == occasion)))


def test_what_is_cancelled_after_the_round_has_closed_is_told_to_those_who_were_called(
    round_, meeting, staff, work_off
):
    service.tell_of_meeting(meeting, staff)
    work_off()
    round_.closed_at = clock.now()
    service.cancel_meeting(meeting, "Snöstorm", staff)
    work_off()
    told = addresses(Occasion.MEETING_INVITED)
    assert addresses(Occasion.MEETING_CANCELLED) == told == {b.email for b in round_.invitations}


def test_who_was_never_told_of_a_meeting_is_not_told_that_it_is_cancelled(
    round_, meeting, staff, work_off
):
    service.tell_of_meeting(meeting, staff)
    work_off()
    InvitationFactory(round=round_)
    service.cancel_meeting(meeting, "Snöstorm", staff)
    assert sum(queries.called_by_language(meeting).values()) == 2
    work_off()
    assert addresses(Occasion.MEETING_CANCELLED) == addresses(Occasion.MEETING_INVITED)


def test_who_was_told_is_told_of_a_change_also_when_others_are_called_now(
    round_, meeting, staff, work_off
):
    service.tell_of_meeting(meeting, staff)
    work_off()
    other = RoundFactory(consultation=round_.consultation, number=2)
    late = InvitationFactory(round=other)
    service.change_meeting(meeting, facts(round_id=other.id), staff)
    service.tell_of_meeting(meeting, staff)
    work_off()
    former = {body.email for body in round_.invitations}
    assert addresses(Occasion.MEETING_CHANGED) == former | {late.email}


@pytest.mark.parametrize(
    "act",
    [
        lambda meeting, staff: service.change_meeting(meeting, facts(place="Ume"), staff),
        lambda meeting, staff: service.cancel_meeting(meeting, "Snöstorm", staff),
    ],
    ids=["change", "cancel"],
)
def test_nothing_changes_while_the_e_mails_are_being_written(meeting, staff, work_off, act):
    service.tell_of_meeting(meeting, staff)
    with pytest.raises(ConflictError, match="håller på att skrivas"):
        act(meeting, staff)
    assert (meeting.sequence, meeting.place, meeting.cancelled_at) == (0, "Umeå", None)
    work_off()
    act(meeting, staff)
    assert meeting.sequence == 1


def test_what_was_typed_while_they_are_written_stays(officer, meeting, staff):
    service.tell_of_meeting(meeting, staff)
    officer.get(f"/meetings/{meeting.id}/edit")
    assert officer.submit("Save the meeting", place="Lycksele").status_code == 422
    assert "being written" in officer.text("main")
    assert officer.page.select_one("#place")["value"] == "Lycksele"


def test_a_cancelled_round_leaves_the_calendars_with_a_higher_sequence(round_, client):
    def last_day():
        found = Calendar.from_ical(client.get(path).data).walk("VEVENT")
        return next(each for each in found if each["UID"].startswith("deadline-"))

    body = round_.invitations[0]
    path = f"/calendar/{access.sign('calendar', f'{body.id}:{body.link_number}')}.ics"
    before = last_day()
    round_.cancelled_at = clock.now()
    session.flush()
    gone = last_day()
    assert (gone["UID"], gone["STATUS"]) == (before["UID"], "CANCELLED")
    assert gone["SEQUENCE"] > before["SEQUENCE"]
    assert gone["DTSTAMP"].dt > before["DTSTAMP"].dt


def test_nobody_is_told_of_a_meeting_that_is_over(officer, round_, staff, work_off, inbox):
    ended = clock.now() - timedelta(hours=1)
    over = facts(starts_at=ended - timedelta(hours=2), ends_at=ended)
    meeting = service.add_meeting(round_.consultation, over, staff, key=uuid.uuid4())
    officer.get(f"/meetings/{meeting.id}")
    assert not officer.page.select("a[href$='/tell']")
    with pytest.raises(ConflictError):
        service.tell_of_meeting(meeting, staff)
    with pytest.raises(ConflictError):
        service.cancel_meeting(meeting, "Snöstorm", staff)
    work_off()
    assert (inbox, meeting.cancelled_at) == ([], None)
