"""A preliminary answer awaits its final: staff and the body see it, and one reminder leaves."""

from datetime import date, datetime, timedelta
from email.header import decode_header, make_header

import pytest
import time_machine
from sqlalchemy import func, select

from tests.factories.accounts import ParticipantFactory, UserFactory
from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.responses import ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from tests.webapp.responses.steps import sign_in
from webapp.core import clock
from webapp.core.clock import STOCKHOLM
from webapp.core.database import session
from webapp.notifications import service as notifications
from webapp.notifications.models import Email, Occasion
from webapp.notifications.service import Letter
from webapp.responses import queries
from webapp.responses.models import Form, Position, Stage
from webapp.responses.service import finals
from webapp.rounds import standing
from webapp.rounds.models import Invitation

DECIDED = date(2027, 3, 12)
"""A Friday."""


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=STOCKHOLM)


@pytest.fixture
def round_(database):
    return RoundFactory(opened_at=at(date(2027, 1, 11)), deadline=date(2027, 3, 1))


def preliminary(round_, **more):
    invitation = more.pop("invitation", None) or InvitationFactory(round=round_)
    said = {"decides_on": DECIDED, "stage": Stage.PRELIMINARY, "submitted_at": at(date(2027, 2, 1))}
    found = ResponseFactory(invitation=invitation, **{**said, **more})
    invitation.answered_as, invitation.answered_preliminarily = "answer", True
    session.flush()
    return found


def final(former, **more):
    return ResponseFactory(invitation=former.invitation, replaces_id=former.id, **more)


def letters():
    wanted = Email.occasion == Occasion.FINAL_AWAITED
    return session.scalars(select(Email).where(wanted).order_by(Email.id)).all()


def remind(day: date, hour: int = 9) -> int:
    with clock.staged(at(day, hour)):
        count = finals.remind()
        session.flush()
        return count


def test_the_body_is_reminded_three_days_before_once_and_whoever_submitted(round_):
    person = ParticipantFactory(email="siv@umea.example")
    response = preliminary(round_, participant=person)
    assert remind(DECIDED - timedelta(days=4)) == 0
    assert remind(DECIDED - timedelta(days=3)) == 1
    assert remind(DECIDED - timedelta(days=2)) == 0
    told = {each.address for each in letters()}
    assert told == {"siv@umea.example", response.invitation.email.lower()}
    assert {each.about for each in letters()} == {response.id}


def test_the_letter_says_which_day_and_leads_to_the_answer(round_, inbox, work_off):
    response = preliminary(round_)
    with time_machine.travel(at(DECIDED - timedelta(days=3)), tick=False):
        finals.remind()
        session.commit()
        work_off()
    [mail] = inbox
    text = mail.get_payload()[0].get_payload(decode=True).decode()
    assert "fredag 12 mars 2027" in text
    assert response.reference in text
    assert "/answer/" in text
    assert "fredag 12 mars 2027" in str(make_header(decode_header(mail["Subject"])))


@pytest.mark.parametrize("hour", [6, 7, 21])
def test_it_leaves_at_the_hour_of_reminders_and_not_at_night(round_, hour):
    preliminary(round_)
    assert remind(DECIDED - timedelta(days=3), hour) == 0


def test_a_clock_that_stood_still_catches_up_but_not_after_the_day(round_):
    preliminary(round_)
    assert remind(DECIDED + timedelta(days=3)) == 0
    assert remind(DECIDED) == 1


def test_the_final_answer_ends_it(round_):
    former = preliminary(round_)
    assert queries.count_awaited(round_.id) == (1, DECIDED)
    final(former)
    assert queries.count_awaited(round_.id) == (0, None)
    assert remind(DECIDED - timedelta(days=3)) == 0


@pytest.mark.parametrize("ended", ["cancelled_at", "reported_at", "archived_at"])
def test_a_round_that_takes_no_more_answers_reminds_nobody(round_, ended):
    preliminary(round_)
    setattr(round_, ended, at(date(2027, 3, 2)))
    session.flush()
    assert remind(DECIDED - timedelta(days=3)) == 0


def test_a_round_whose_last_day_has_passed_still_awaits_finals(round_):
    preliminary(round_)
    assert round_.deadline < DECIDED - timedelta(days=3)
    assert remind(DECIDED - timedelta(days=3)) == 1


def test_whoever_answered_the_same_day_is_not_reminded_until_the_next(round_):
    day = DECIDED - timedelta(days=1)
    preliminary(round_, submitted_at=at(day, 8))
    assert remind(day) == 0
    assert remind(DECIDED) == 1


def test_a_body_gets_one_reminder_a_day_at_the_most(round_):
    response = preliminary(round_)
    day = DECIDED - timedelta(days=3)
    with clock.staged(at(day, 8)):
        thanks = Letter(
            Occasion.THANKS,
            about=response.id,
            concerns=response.invitation_id,
            address=response.invitation.email,
        )
        notifications.queue(thanks)
    assert remind(day) == 0
    assert remind(day + timedelta(days=1)) == 1


@pytest.mark.parametrize(
    "more", [{"decides_on": None}, {"form": Form.ABSTAIN, "position": Position.ABSTAIN}]
)
def test_who_named_no_day_or_gave_no_answer_is_not_reminded(round_, more):
    preliminary(round_, **more)
    assert remind(DECIDED - timedelta(days=3)) == 0


def test_a_body_that_was_asked_twice_awaits_one_final(round_):
    counted = InvitationFactory(round=round_)
    other = InvitationFactory(round=round_, counted_as=counted)
    session.flush()
    preliminary(round_, invitation=other, number=901)
    other.answered_preliminarily = False
    preliminary(round_, invitation=counted, number=902)
    counting = select(func.count()).where(
        Invitation.round_id == round_.id, Invitation.answered_preliminarily, standing.counts()
    )
    assert queries.count_awaited(round_.id)[0] == session.scalar(counting) == 1
    assert remind(DECIDED - timedelta(days=3)) == 1


def test_staff_see_how_many_and_which(client, round_):
    sign_in(client, UserFactory())
    with clock.staged(at(date(2027, 2, 2))):
        preliminary(round_, invitation=asked(round_, "Umeå kommun"))
        ResponseFactory(invitation=asked(round_, "Malå kommun"))
        session.commit()
        for page in (f"/rounds/{round_.id}", f"/rounds/{round_.id}/responses"):
            client.get(page)
            assert "1 preliminärt svar väntar på sitt slutliga" in client.text()
            assert "12 mars 2027" in client.text()
        client.get(f"/rounds/{round_.id}/responses?stage=awaited")
    rows = client.page.select("#responses-rows tr")
    assert [row.select_one("th").get_text(strip=True) for row in rows] == ["Umeå kommun"]
    assert "påminns en gång" in client.text()
    assert "fredag 12 mars 2027" in client.text(), "the words of the e-mail before it goes"


def test_the_body_sees_that_its_final_is_awaited_until_it_comes(client, round_):
    body = OrganisationFactory()
    response = preliminary(round_, invitation=InvitationFactory(round=round_, organisation=body))
    sign_in(client, MemberFactory(organisation=body).participant)
    with clock.staged(at(date(2027, 2, 2))):
        client.get(f"/receipts/{response.id}")
        assert "Det slutliga svaret väntas" in client.text()
        final(response)
        session.commit()
        client.get(f"/receipts/{response.id}")
        assert "Det slutliga svaret väntas" not in client.text()


def asked(round_, name):
    return InvitationFactory(round=round_, organisation=OrganisationFactory(name=name))
