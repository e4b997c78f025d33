"""The page of the meetings that an invited body is called to."""

import re
import uuid
from datetime import datetime, timedelta

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.rounds import InvitationFactory
from tests.webapp.responses.steps import enter
from webapp.core.access import Role
from webapp.core.clock import STOCKHOLM
from webapp.core.database import session
from webapp.rounds import service
from webapp.rounds.models import MeetingKind
from webapp.rounds.service import MeetingFacts

STARTS = datetime(2100, 3, 31, 13, tzinfo=STOCKHOLM)


@pytest.fixture
def invitation():
    """An invited body of an open round."""
    return InvitationFactory()


@pytest.fixture
def officer_():
    """A member of staff who plans meetings."""
    return UserFactory(roles=[Role.CASE_OFFICER])


@pytest.fixture
def meeting(invitation, officer_):
    """A meeting for the invited alone, of which nobody has been told yet."""
    facts = MeetingFacts(
        kind=MeetingKind.WORKSHOP,
        title={"sv": "Verkstad om målen"},
        starts_at=STARTS,
        ends_at=STARTS + timedelta(hours=2),
        link="https://moten.region.example/verkstad",
        round_id=invitation.round_id,
    )
    case = invitation.round.consultation
    return service.add_meeting(case, facts, officer_, key=uuid.uuid4())


def test_a_meeting_for_the_invited_is_shown_once_they_are_told(
    client, invitation, meeting, officer_, work_off
):
    enter(client, invitation)
    client.get(f"/rounds/{invitation.round_id}/meetings")
    assert "Verkstad om målen" not in client.text("main")
    service.tell_of_meeting(meeting, officer_)
    work_off()
    client.get(f"/rounds/{invitation.round_id}/answer")
    client.get(client.page.select_one("main a[href$='/meetings']")["href"])
    assert "Verkstad om målen" in client.text("main")
    assert "13:00–15:00" in client.text("main")


def test_what_is_written_in_swedish_alone_says_so_on_a_page_in_english(
    client, invitation, meeting, officer_, work_off
):
    meeting.description = {"sv": "Ta med egna förslag."}
    session.commit()
    service.tell_of_meeting(meeting, officer_)
    work_off()
    enter(client, invitation)
    client.get("/language/en")
    client.get(f"/rounds/{invitation.round_id}/answer")
    client.get(client.page.select_one("main a[href$='/meetings']")["href"])
    for words in ("Verkstad om målen", "Ta med egna förslag."):
        [said] = client.page.main.find_all(string=re.compile(words))
        assert said.find_parent(lang=True)["lang"] == "sv", words


def test_what_was_said_and_that_it_is_cancelled_is_shown(
    client, invitation, meeting, officer_, work_off
):
    service.tell_of_meeting(meeting, officer_)
    work_off()
    service.document_meeting(meeting, {"sv": "Vi enades om **två** mål."}, "", officer_)
    service.cancel_meeting(meeting, "Snöstorm", officer_)
    enter(client, invitation)
    client.get(f"/rounds/{invitation.round_id}/meetings")
    assert "Snöstorm" in client.text("main")
    assert client.page.select_one("main .y-prose strong").get_text() == "två"


def test_another_round_s_meetings_are_not_shown(client, meeting, officer_, work_off):
    service.tell_of_meeting(meeting, officer_)
    work_off()
    other = InvitationFactory()
    enter(client, other)
    client.get(f"/rounds/{other.round_id}/meetings")
    assert "Verkstad" not in client.text("main")
    assert client.get(f"/rounds/{meeting.round_id}/meetings").status_code == 404


def test_who_is_not_signed_in_sees_none(client, meeting):
    answer = client.get(f"/rounds/{meeting.round_id}/meetings")
    assert "Verkstad" not in answer.get_data(as_text=True)
