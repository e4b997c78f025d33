"""One body's page tells everything that is known of it, in order, and nothing of its own space."""

from datetime import datetime, timedelta

import pytest
import time_machine

from tests.factories.accounts import ParticipantFactory, UserFactory
from tests.factories.responses import OwnCommentFactory, OwnSpaceFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from webapp.audit import queries as audit
from webapp.core import clock
from webapp.core.clock import STOCKHOLM
from webapp.core.database import session
from webapp.notifications.models import Email, EmailStatus, Occasion
from webapp.organisations.models import Contact
from webapp.rounds import service


def at(day, hour, minute=0):
    return datetime(2027, 2, day, hour, minute, tzinfo=STOCKHOLM)


@pytest.fixture(autouse=True)
def _in_february():
    with time_machine.travel(at(20, 12), tick=False):
        yield


@pytest.fixture
def body():
    round_ = RoundFactory(opened_at=at(1, 8), deadline=at(28, 0).date())
    return InvitationFactory(round=round_, email="registrator@umea.example", created_at=at(1, 7))


def mailed(body, occasion, **kwargs):
    values = {"address": body.email, "status": EmailStatus.SENT, "concerns": body.id} | kwargs
    email = Email(occasion=occasion, next_attempt_at=clock.now(), **{"about": body.id} | values)
    session.add(email)
    session.flush()
    return email


def events(page):
    return [
        (
            row.select_one("time").get_text(strip=True),
            " ".join(row.select_one(".y-history__what").get_text(" ", strip=True).split()),
        )
        for row in page.select(".y-history > li")
    ]


def test_everything_is_told_newest_first_in_swedish_time(officer, body):
    mailed(body, Occasion.INVITATION, sent_at=at(1, 8, 3))
    mailed(body, Occasion.REMINDER_ONE_WEEK, sent_at=at(14, 9, 2), about=body.round_id)
    body.opened_at, body.started_at, body.forwarded_at = at(3, 10), at(4, 11), at(5, 12)
    ResponseFactory(invitation=body, submitted_at=at(19, 15), number=7)
    session.flush()
    officer.get(f"/invitations/{body.id}")
    found = events(officer.page)
    assert [moment for moment, _what in found] == [
        "19 Feb 2027 15:00",
        "14 Feb 2027 09:02",
        "5 Feb 2027 12:00",
        "4 Feb 2027 11:00",
        "3 Feb 2027 10:00",
        "1 Feb 2027 08:03",
        "1 Feb 2027 07:00",
    ]
    assert found[0][1] == f"Answered {body.round.consultation.registry_number}-7"
    assert "The reminder a week before the last day was accepted by the recipient's" in found[1][1]
    assert "Put on the distribution list" in found[-1][1]


def test_what_came_back_and_what_was_refused_says_why(officer, body):
    why = {"status": EmailStatus.BOUNCED, "answer": "550 5.1.1 No such user"}
    mailed(body, Occasion.INVITATION, sent_at=at(1, 8, 3), bounced_at=at(1, 9), **why)
    refused = {"status": EmailStatus.FAILED, "claimed_at": at(8, 8), "answer": "554 Refused"}
    mailed(body, Occasion.REMINDER_FOUR_WEEKS, **refused)
    officer.get(f"/invitations/{body.id}")
    refusal, bounce, accepted, *_rest = (what for _moment, what in events(officer.page))
    assert refusal.endswith("554 Refused")
    assert "The invitation came back" in bounce
    assert bounce.endswith("550 5.1.1 No such user")
    assert "was accepted" in accepted
    assert "did not arrive" in officer.text(".y-alert")


def test_one_that_was_sent_again_tells_both_outcomes(officer, body):
    again = {"status": EmailStatus.QUEUED, "attempts": 2, "answer": "451 Try again later"}
    mailed(body, Occasion.INVITATION, sent_at=at(1, 8, 3), **again)
    officer.get(f"/invitations/{body.id}")
    told = [what for _moment, what in events(officer.page)]
    assert any("was accepted" in what for what in told)
    (waits,) = [what for what in told if "waits to be sent" in what]
    assert waits.endswith("451 Try again later")


def test_the_last_day_that_passed_in_silence_is_told_when_it_ended(officer, body):
    mailed(body, Occasion.INVITATION, sent_at=at(1, 8, 3))
    body.round.deadline = at(15, 0).date()
    session.flush()
    officer.get(f"/invitations/{body.id}")
    assert events(officer.page)[0] == (
        "16 Feb 2027 00:00",
        "The last day passed without an answer",
    )


def test_more_time_asked_for_and_given_is_told_with_the_reason(officer, body):
    person = ParticipantFactory()
    asked = service.ask_extension(body, person, at(28, 0).date() + timedelta(days=9), "Nämnden")
    service.grant(asked, asked.asked_day, "Det går bra.", actor=UserFactory(name="Hanna"))
    officer.get(f"/invitations/{body.id}")
    told = " ".join(what for _moment, what in events(officer.page))
    assert "Asked to have until 9 March 2027 Nämnden" in told
    assert "Got until 9 March 2027 to answer Hanna Det går bra." in told


def test_what_is_said_to_staff_about_a_body_is_no_part_of_its_history(officer, body):
    mailed(body, Occasion.UNDELIVERED, address="kontakt@region.example", sent_at=at(2, 8))
    officer.get(f"/invitations/{body.id}")
    assert "kontakt@region.example" not in officer.text("#history ~ ol, .y-history")


def test_staff_s_own_steps_are_told_of_the_body_they_were_about(officer, body):
    other = InvitationFactory(round=body.round, name=body.name)
    officer.post(f"/invitations/{body.id}/address", {"email": "ny@umea.example"})
    officer.get(f"/invitations/{body.id}")
    assert "registrator@umea.example → ny@umea.example" in officer.text(".y-history")
    officer.get(f"/invitations/{other.id}")
    assert "→" not in officer.text(".y-history")


def test_a_phone_call_is_noted_and_put_right_by_a_new_note(officer, body):
    officer.get(f"/invitations/{body.id}")
    officer.submit("Keep the note", kind="phone", at="2027-02-18T09:30", text="De svarar i mars.")
    (note,) = [what for moment, what in events(officer.page) if moment == "18 Feb 2027 09:30"]
    assert "Phone call" in note
    assert "De svarar i mars." in note
    officer.get(officer.page.select_one(".y-history a[href*=correct]")["href"].split("#")[0])
    assert officer.page.select_one("#text").get_text(strip=True) == "De svarar i mars."
    officer.submit("Keep the note", text="De svarar i april.")
    told = officer.text(".y-history")
    assert "De svarar i mars." in told
    assert "Corrected by a later note" in told
    assert len(officer.page.select(".y-history a[href*=correct]")) == 1
    newest = audit.about(body.round_id)[0]
    assert newest.action == "rounds.correct_note"
    officer.get(f"/rounds/{body.round_id}?mark=noted")
    assert len(officer.page.select("#ledger-rows tr")) == 1


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({"text": ""}, "text", "Write what was said"),
        ({"at": "2027-02-20T13:00"}, "at", "This is still to come"),
        ({"at": "2026-03-29T02:30"}, "at", "There is no such time"),
        ({"at": "i går"}, "at", "This is not a day and a time"),
    ],
)
def test_a_note_that_cannot_be_taken_is_kept_on_the_page(officer, body, sent, field, sentence):
    note = {"kind": "phone", "at": "2027-02-18T09:30", "text": "Ringde."} | sent
    answer = officer.post(f"/invitations/{body.id}/notes", note)
    assert answer.status_code == 422
    assert sentence in officer.text(f"#{field}-error")
    assert not [what for _moment, what in events(officer.page) if "Phone call" in what]


def test_another_body_s_note_cannot_be_corrected_here(officer, body):
    facts = service.Contacted("phone", datetime(2027, 2, 18, 9), "Ringde.")  # noqa: DTZ001 - a wall clock
    note = service.add_note(body, facts, UserFactory())
    other = InvitationFactory(round=body.round)
    sent = {"kind": "phone", "at": "2027-02-18T09:30", "text": "x", "corrects": str(note.id)}
    assert officer.post(f"/invitations/{other.id}/notes", sent).status_code == 404
    assert officer.get(f"/invitations/{other.id}?correct={note.id}").status_code == 404


def test_the_invitation_can_be_sent_to_another_contact_of_the_body_s(officer, body):
    contact = {"name": "Kim Kanslist", "email": "kim@umea.example", "phone": "090-16"}
    session.add(Contact(organisation_id=body.organisation_id, **contact))
    session.flush()
    officer.get(f"/invitations/{body.id}")
    assert "Kim Kanslist, kim@umea.example" in officer.text("main")
    officer.submit("Send it there instead")
    assert body.email == "kim@umea.example"
    assert "waits to be sent" in officer.text(".y-history")


def test_nothing_of_the_own_space_is_in_the_history(officer, body):
    canary = "kanariefågel-4417"
    space = OwnSpaceFactory(invitation=body, round=body.round, statement=canary)
    OwnCommentFactory(space=space, text=canary)
    body.started_at = body.in_approval_at = at(4, 11)
    session.flush()
    officer.get(f"/invitations/{body.id}")
    assert "Asked its approver" in officer.text(".y-history")
    assert canary not in str(officer.page)


def test_the_page_takes_as_many_statements_however_much_is_known(officer, body, count_queries):
    def look(days):
        for day in days:
            mailed(body, Occasion.REMINDER_ONE_WEEK, about=UserFactory().id, sent_at=at(day, 8))
            facts = service.Contacted("phone", datetime(2027, 2, day, 9), "Ringde.")  # noqa: DTZ001 - a wall clock
            service.add_note(body, facts, UserFactory())
            ResponseFactory(invitation=body, number=day)
        session.commit()
        session.expire_all()
        return count_queries(lambda: officer.get(f"/invitations/{body.id}"))

    few = look(range(1, 3))
    assert look(range(3, 18)) == few
    assert few <= 16
